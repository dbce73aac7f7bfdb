"""What a facilitator takes along on paper: only what belongs on it is printed, all of it, in light or dark."""

from datetime import timedelta

import pytest
from django.utils import timezone

from groups.models import PeerSession
from groups.run_sheets import shipped_sheets
from tests.factories import FacilitatorFactory, MembershipFactory
from tests.journeys.test_paper import printed

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
FURNITURE = ["Leave quickly", "My groups", "Print this page", "Back to", "Save"]


def words_of(part):
    """Return a part of a run sheet without its gaps; of several sentences or questions, the last."""
    last = part if isinstance(part, str) else part[-1]
    return "".join(last.splitlines()[-1].split())


@pytest.fixture
def lead():
    return FacilitatorFactory(peer_lead__person__name="Lee", group__meets="both")


@pytest.fixture
def pages(lead, content):
    """Return the group's pages for those who lead, and those of a session of it."""
    tomorrow = timezone.now() + timedelta(days=1)
    session = PeerSession.objects.create(group=lead.group, kind="welcome", starts_at=tomorrow)
    group = f"/groups/{lead.group.slug}/lead/"
    return group, f"{group}sessions/{session.pk}/"


def test_a_run_sheet_prints_whole_and_without_the_forms_around_it(visitor, lead, pages):
    lee = visitor()
    lee.sign_in_as(lead.person)
    lee.go(f"{pages[1]}sheet/")

    for scheme in ("light", "dark"):
        lee.page.emulate_media(color_scheme=scheme)
        words = printed(lee.page)

        told = [words_of(part) for part in vars(shipped_sheets("en")["welcome"]).values()]
        assert [part for part in told if part not in words.replace(" ", "")] == []
        assert [word for word in [*FURNITURE, "Who does what", "Change it"] if word in words] == []


def test_an_attendance_sheet_prints_with_everyone_on_it(visitor, lead, pages):
    MembershipFactory(group=lead.group, person__name="Ana")
    lee = visitor()
    lee.sign_in_as(lead.person)
    lee.go(f"{pages[1]}attendance/sheet/")

    words = printed(lee.page)

    assert "Ana" in words
    assert [word for word in FURNITURE if word in words] == []


def test_slips_print_with_nothing_else_on_them(visitor, lead, pages):
    lee = visitor()
    lee.sign_in_as(lead.person)
    lee.go(f"{pages[0]}slips/")

    words = printed(lee.page)

    assert ("Sleeping better" in words, "Slips to print" in words) == (True, False)
    assert [word for word in FURNITURE if word in words] == []
