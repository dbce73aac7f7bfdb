from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from accounts.models import User
from demonstration.building import build
from demonstration.people import PASSWORD

SIGN_INS = [
    ("ana@example.org", "participant, in the middle of the workbook"),
    ("sam@example.org", "participant, just joined"),
    ("lee@example.org", "facilitator"),
    ("rosa@example.org", "volunteer"),
    ("admin@example.org", "admin"),
]


class Command(BaseCommand):
    help = (
        "Prepare the installation and load people who do not exist, to look around with (development only). "
        "Run again, it only prints sign-ins."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        del args, options
        if not settings.DEBUG:
            message = "The demonstration is for development: it is refused unless DEBUG is on."
            raise CommandError(message)
        call_command("prepare")
        if not User.objects.filter(email=SIGN_INS[0][0]).exists():
            build()
        self.stdout.write("Sign in as one of these people, who do not exist:")
        for email, what in SIGN_INS:
            self.stdout.write(f"  {email:<20} {what}")
        self.stdout.write(f"Password: {PASSWORD}")
        self.stdout.flush()
