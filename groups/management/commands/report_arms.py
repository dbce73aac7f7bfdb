"""`manage.py report_arms --randomised 221 220 --analysed 218 216 --events 64 83` compares two arms, as the report does."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from groups.report.arms import ImpossibleCounts, check_arms, lines_of_arms


class Command(BaseCommand):
    """Print proportions, risk difference, ratios and number needed to treat of any two arms; nothing is stored."""

    help = __doc__
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        for name, words in (
            ("randomised", "how many were put into each arm"),
            ("analysed", "of how many in each arm it is known what happened"),
            ("events", "to how many of those it happened"),
        ):
            parser.add_argument(
                f"--{name}", nargs=2, type=int, required=True, metavar=("FIRST", "SECOND"), help=words
            )

    def handle(self, *_args: Any, **options: Any) -> None:
        counts = {name: options[name] for name in ("randomised", "analysed", "events")}
        try:
            check_arms(**counts)
        except ImpossibleCounts as impossible:
            raise CommandError(str(impossible)) from impossible
        for line in lines_of_arms(**counts):
            self.stdout.write(line)
