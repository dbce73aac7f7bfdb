"""The worker of django-tasks, which also looks every minute for what is due."""

import logging
from threading import Event, Thread
from typing import Any

from django.conf import settings
from django.db import connections
from django.utils.module_loading import import_string
from django_tasks_db.management.commands import db_worker

logger = logging.getLogger(__name__)
EVERY_SECONDS = 60


def tend() -> None:
    """Do each thing that TENDED names; what goes wrong with one is noted, and is tried again a minute later."""
    for path in settings.TENDED:
        try:
            import_string(path)()
        except Exception:
            logger.exception("Not tended: %s", path)


class Command(db_worker.Command):
    help = "Send what waits in the queue, remind of what is due, and take up what a crash cut short. Keep one running."

    def handle(self, **options: Any) -> None:
        tend()
        done = Event()
        if not options["batch"]:
            Thread(target=_tend_until, args=[done], daemon=True).start()
        try:
            super().handle(**options)
        finally:
            done.set()


def _tend_until(done: Event) -> None:
    """Tend every minute, on a connection of this thread's own, until the worker ends."""
    while not done.wait(EVERY_SECONDS):
        tend()
        connections.close_all()
