"""Bring an installation up to date: tables, the shared cache's table, and on the first day the content."""

from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand


class Command(BaseCommand):
    help = (
        "Migrate the database, make the cache's table, load the content on the first day. Safe to run again."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        del args, options
        call_command("migrate", verbosity=0)
        call_command("createcachetable", verbosity=0)
        call_command("load_content", verbosity=0)
        call_command("tidy", verbosity=0)
