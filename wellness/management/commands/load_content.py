from typing import Any

from django.core.management.base import BaseCommand, CommandError

from wellness.content_files import ContentError
from wellness.content_loading import DRAFT_PARTS, load_content


class Command(BaseCommand):
    """Load the wording that ships: into a new installation at once, later as a draft; run again, it changes nothing."""

    help = "Load the wording that ships where it is not there yet: a new edition as a draft, new topics not offered."

    def handle(self, *args: Any, **options: Any) -> None:
        del args, options
        try:
            loaded = load_content()
        except ContentError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(_report(loaded))


def _report(loaded: dict[str, int]) -> str:
    new = [f"{count} {name}" for name, count in loaded.items() if count]
    if not new:
        return "Nothing to load: the wording is there already."
    waits = " The draft waits in the admin, under Editions, to be looked at and published."
    return f"Loaded {', '.join(new)}.{waits if loaded[DRAFT_PARTS] else ''}"
