"""Django's makemessages, run so that a catalogue changes only where words do."""

import re
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.commands import makemessages

# Folders with no words for people who use the product.
WITHOUT_WORDS = ["docs", "requirements", "scripts", "static", "staticfiles", "tests", "var"]
CREATED = re.compile(r'^"POT-Creation-Date: .*\n', re.MULTILINE)


class Command(makemessages.Command):
    help = "Bring the catalogue of every language but English up to date with the source."
    # A guess at a translation from words that look alike is wrong more often than it helps.
    msgmerge_options = [*makemessages.Command.msgmerge_options, "--no-fuzzy-matching"]

    def handle(self, *args: Any, **options: Any) -> None:
        options["locale"] = [code for code, _name in settings.LANGUAGES if code != settings.LANGUAGE_CODE]
        options["ignore_patterns"] = [*options["ignore_patterns"], *WITHOUT_WORDS]
        super().handle(*args, **options | {"add_location": "file", "no_obsolete": True})

    def write_po_file(self, potfile: str, locale: str) -> None:
        """Write the catalogue without the time of day, so that a run with no new words changes nothing."""
        super().write_po_file(potfile, locale)
        catalogue = Path(potfile).parent / locale / "LC_MESSAGES" / f"{self.domain}.po"
        catalogue.write_text(CREATED.sub("", catalogue.read_text(encoding="utf-8")), encoding="utf-8")
