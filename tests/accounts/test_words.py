"""What people read before and while they sign in stays easy to read."""

from pathlib import Path

import pytest

from tests.reading import FEWEST_WORDS, grade, template_words, word_count

pytestmark = pytest.mark.without_database

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"
PAGES = ["accounts/privacy.html", "accounts/leave_quickly.html"]
FOLDERS = ["account", "accounts", "mfa", "usersessions"]
UNKIND = [
    "sufferer",
    "victim",
    "patient",
    "compliance",
    "overdue",
    "failed",
    "missed",
    "apologies",
    "declined",
]


def _words(*paths: Path) -> str:
    return "\n".join(template_words(path.read_text(encoding="utf-8")) for path in paths)


@pytest.mark.parametrize("page", PAGES)
def test_a_long_page_reads_at_grade_six_or_below(page):
    words = _words(TEMPLATES / page)

    assert word_count(words) >= FEWEST_WORDS
    assert grade(words) <= 6


@pytest.mark.parametrize("folder", FOLDERS)
def test_a_folder_of_pages_reads_at_grade_six_or_below(folder):
    words = _words(*sorted((TEMPLATES / folder).rglob("*.html")))

    assert grade(words) <= 6


def test_pages_that_stand_alone_read_at_grade_six_or_below():
    words = _words(*(TEMPLATES / name for name in ("home.html", "stale_form.html", "503.html", "429.html")))

    assert word_count(words) >= FEWEST_WORDS
    assert grade(words) <= 6


@pytest.mark.parametrize("folder", FOLDERS)
def test_no_unkind_word_is_used(folder):
    words = _words(*sorted((TEMPLATES / folder).rglob("*.*"))).lower()

    assert [word for word in UNKIND if word in words] == []


def test_subjects_of_letters_say_nothing_of_health():
    subjects = _words(*sorted(TEMPLATES.rglob("email/*_subject.txt"))).lower()

    assert subjects
    assert [
        word for word in ("recovery", "crisis", "health", "wellness", "group", "workbook") if word in subjects
    ] == []
