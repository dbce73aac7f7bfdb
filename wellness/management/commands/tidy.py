"""Delete what people took out or wrote over long enough ago, sessions that are over, and what other apps name."""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.utils import timezone
from django.utils.module_loading import import_string

from wellness.models import DAYS_KEPT, EarlierText, PartRow


class Command(BaseCommand):
    help = "Delete for good what was taken out or written over more than thirty days ago, and old sessions. Run daily."

    def handle(self, *args: Any, **options: Any) -> None:
        del args, options
        since = timezone.now() - timedelta(days=DAYS_KEPT)
        EarlierText.objects.filter(kept_at__lte=since).delete()
        PartRow.objects.filter(removed_at__lte=since).delete()
        for path in settings.TIDIED_TOO:
            import_string(path)()
        call_command("clearsessions")
