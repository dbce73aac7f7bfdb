from typing import Any

from django.core.management.base import BaseCommand, CommandError

from wellness.content_files import ContentError
from wellness.content_loading import load_content


class Command(BaseCommand):
    """Load the wording that ships into a new installation; run again, it changes nothing."""

    help = "Load the workbook's first edition, topics and help lines where there are none yet."

    def handle(self, *args: Any, **options: Any) -> None:
        del args, options
        try:
            loaded = load_content()
        except ContentError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(_report(loaded))


def _report(loaded: dict[str, int]) -> str:
    new = [f"{count} {name}" for name, count in loaded.items() if count]
    return f"Loaded {', '.join(new)}." if new else "Nothing to load: the wording is there already."
