"""`manage.py vault status` says which master keys are in use; `manage.py vault rotate` moves to the current one."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from accounts.rotation import KeyUse, key_uses, rotate_data_keys


class Command(BaseCommand):
    """Look at the master keys, or wrap every data key with the current one."""

    help = __doc__

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("action", choices=["status", "rotate"])

    def handle(self, *_args: Any, **options: Any) -> None:
        if options["action"] == "rotate":
            self._rotate()
        for use in key_uses():
            self.stdout.write(_sentence(use))

    def _rotate(self) -> None:
        total = left = 0
        for batch in rotate_data_keys():
            total += batch.wrapped
            left += batch.left
            self.stdout.write(f"{total} data keys wrapped anew.")
        if not total + left:
            self.stdout.write("Nothing to do: every data key has the current master key.")
        if left:
            message = (
                f"{left} data keys do not open with the master key that wrapped them, and were left alone."
            )
            raise CommandError(message)


def _sentence(use: KeyUse) -> str:
    if use.is_current:
        return f"Master key {use.key_id}: current, wraps {use.data_keys} data keys."
    if use.data_keys:
        return f"Master key {use.key_id}: still needed, wraps {use.data_keys} data keys."
    return f"Master key {use.key_id}: no longer needed. Keep it as long as you keep backups from its time."
