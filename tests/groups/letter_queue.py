"""The queue of letters, worked off in the middle of a test."""

from datetime import timedelta

from django.db.models import F
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

from groups.models import Letter
from groups.posting import queue_again


def run_worker():
    """Do every task that waits, each as the worker does it; the worker's own loop would end a test's transaction."""
    worker = Worker(
        queue_names=["default"],
        interval=0,
        batch=True,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id="tests",
        excluded_queue_names=[],
    )
    while task := DBTaskResult.objects.ready().first():
        task.claim(worker.worker_id)
        worker.run_task(task)


def let_pass(time):
    """Let time pass for the letters that wait, and put in the queue what is due then."""
    waiting = Letter.objects.waiting()
    waiting.update(due_at=F("due_at") - time)
    waiting.filter(held_until__isnull=False).update(held_until=F("held_until") - time)
    queue_again()


def try_to_the_end():
    """Try every letter that waits until it is sent, let be or given up."""
    while Letter.objects.waiting().exists():
        run_worker()
        let_pass(timedelta(hours=6))
