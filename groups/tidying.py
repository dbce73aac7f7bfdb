"""What of joining and of letters is deleted for good once it has served, and lines in which something is due."""

from datetime import timedelta

from django.db.models import Q
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from groups.line import settle_due
from groups.models import Goodbye, JoinRequest, Letter, PlaceInLine

DAYS_KEPT = 30
DAYS_UNANSWERED = 60
DAYS_QUEUED = 2


def tidy_joining() -> None:
    """Settle every line, and delete requests, places in line and goodbyes that are over long enough."""
    settle_due(list(PlaceInLine.objects.filter(ended_at__isnull=True).values_list("group", flat=True)))
    now = timezone.now()
    since = now - timedelta(days=DAYS_KEPT)
    PlaceInLine.objects.filter(ended_at__lte=since).delete()
    stands = PlaceInLine.objects.filter(request__isnull=False).values("request")
    answered = Q(answered_at__lte=since) & ~Q(pk__in=stands)
    unanswered = Q(answered_at__isnull=True, asked_at__lte=now - timedelta(days=DAYS_UNANSWERED))
    JoinRequest.objects.filter(answered | unanswered).delete()
    Goodbye.objects.filter(said_at__lte=since).delete()


def tidy_letters() -> None:
    """Delete letters that were done with long enough ago, and what the queue kept of tasks; waiting letters stay."""
    now = timezone.now()
    Letter.objects.filter(ended_at__lte=now - timedelta(days=DAYS_KEPT)).delete()
    DBTaskResult.objects.filter(enqueued_at__lte=now - timedelta(days=DAYS_QUEUED)).delete()
