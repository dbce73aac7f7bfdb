"""``python -m groups.programme``: the same arithmetic, open to anyone."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.without_database

PROJECT = Path(__file__).parents[3]
GIVEN = {
    "topics": ["sleep", "money", "work", "grief"],
    "ballots": [
        {"interested": ["sleep"], "strong": ["money"]},
        {"interested": ["sleep", "money"], "strong": []},
        {"interested": ["work"], "strong": []},
        {"interested": [], "strong": []},
    ],
    "seats": 10,
    "held": [],
    "pinned": ["grief"],
    "sensitive": [],
    "floor": 2,
}


def run(text, *arguments):
    """Run the command and return its exit code, standard output and standard error."""
    done = subprocess.run(
        [sys.executable, "-m", "groups.programme", *arguments],
        input=text if isinstance(text, bytes) else text.encode(),
        cwd=PROJECT,
        capture_output=True,
        check=False,
        timeout=30,
    )
    return done.returncode, done.stdout.decode(), done.stderr.decode()


def test_command_prints_the_plan():
    code, out, err = run(json.dumps(GIVEN))

    assert (code, err) == (0, "")
    assert json.loads(out) == {
        "chosen": ["grief", "money", "sleep"],
        "reasons": {
            "grief": "You pinned this.",
            "money": "This was noted by a few people.",
            "sleep": "This was noted by a few people.",
        },
        "uncovered": 1,
    }


def test_command_takes_topics_in_any_script():
    topic = "сон 😴 نوم"
    given = {"topics": [topic], "ballots": [{"strong": [topic]}] * 2, "seats": 1}

    code, out, _err = run(json.dumps(given, ensure_ascii=False))

    assert (code, json.loads(out)["chosen"]) == (0, [topic])


def test_command_tells_how_to_use_it():
    code, out, err = run("", "--help")

    assert (code, err) == (0, "")
    assert "standard input" in out


@pytest.mark.parametrize(
    "text",
    [b"{", json.dumps(GIVEN | {"seats": -1}), json.dumps(GIVEN | {"held": ["golf \ud800"]})],
    ids=["not JSON", "negative seats", "unknown topic"],
)
def test_command_refuses_with_one_sentence_and_prints_no_plan(text):
    code, out, err = run(text)

    assert (code, out, err.count("\n")) == (2, "", 1)


def test_planner_imports_no_django():
    code = (
        "import sys, groups.programme.__main__; "
        "print([name for name in sys.modules if name.split('.')[0] in "
        "{'django', 'accounts', 'wellness', 'config'}])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=PROJECT, capture_output=True, check=True, timeout=30
    )

    assert done.stdout.decode().strip() == "[]"
