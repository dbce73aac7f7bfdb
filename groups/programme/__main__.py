"""Choose topics from JSON on standard input and print the plan as JSON on standard output."""

import argparse
import sys

from groups.programme.json_form import read_problem, write_plan
from groups.programme.planner import plan
from groups.programme.problem import ProblemError

NOT_UNDERSTOOD = 2
EXAMPLE = (
    'Input: {"topics": ["sleep", "money"], "ballots": [{"interested": ["sleep"], "strong": ["money"]}], '
    '"seats": 10, "held": [], "pinned": [], "sensitive": [], "floor": 2}. '
    'Output: {"chosen": [...], "reasons": {...}, "uncovered": 0}. '
    "floor 1 switches the privacy floor off."
)


def main() -> int:
    """Read, plan, print; 2 with one sentence on standard error when the input makes no sense."""
    argparse.ArgumentParser(
        prog="python -m groups.programme", description=__doc__, epilog=EXAMPLE
    ).parse_args()
    try:
        problem = read_problem(sys.stdin.buffer.read())
    except ProblemError as error:
        sys.stderr.write(f"{error}\n")
        return NOT_UNDERSTOOD
    sys.stdout.write(write_plan(plan(problem)) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
