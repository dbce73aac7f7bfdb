"""What of joining is deleted for good once it has served, and lines in which something is due."""

from datetime import timedelta

from django.db.models import Q
from django.utils import timezone

from groups.line import settle_due
from groups.models import Goodbye, JoinRequest, PlaceInLine

DAYS_KEPT = 30
DAYS_UNANSWERED = 60


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
