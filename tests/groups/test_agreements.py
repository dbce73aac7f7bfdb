"""What a group agrees on, version by version; and what to do when one is worried about someone."""

import re
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from groups.agreements import ChangedMeanwhile, save_agreement
from groups.models import Agreement, PeerSession
from tests.factories import FacilitatorFactory, MembershipFactory, VolunteerFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def lead():
    return FacilitatorFactory()


def address(lead, name):
    return reverse(f"groups:{name}", args=[lead.group.slug])


def text(response):
    main = response.content.decode().split("<main", 1)[1].split("</main>")[0]
    return " ".join(re.sub(r"<[^>]+>", " ", main).split())


def save(lead, words, after):
    return save_agreement(group=lead.group, text=words, after=after, by=lead.person)


def test_the_page_begins_with_a_draft_that_nobody_else_reads(lead, signed_in):
    page = text(signed_in(lead.person).get(address(lead, "write_agreement")))

    assert "Passing: we can say nothing." in page
    member = MembershipFactory(group=lead.group).person
    assert "Nothing is written down yet." in text(signed_in(member).get(address(lead, "agreement")))


def test_every_version_is_kept_and_read_by_the_group(lead, signed_in):
    browser = signed_in(lead.person)
    browser.post(address(lead, "write_agreement"), {"text": "We <b>listen</b>.", "after": "0"})
    browser.post(address(lead, "write_agreement"), {"text": "We listen, and pass.", "after": "1"})

    page = text(signed_in(MembershipFactory(group=lead.group).person).get(address(lead, "agreement")))

    assert page.index("We listen, and pass.") < page.index("We &lt;b&gt;listen&lt;/b&gt;.")
    assert "Version 2," in page


def test_only_those_who_lead_are_led_on_to_write_it(lead, signed_in):
    member = MembershipFactory(group=lead.group).person

    assert "Write it down" in text(signed_in(lead.person).get(address(lead, "agreement")))
    assert "Write it down" not in text(signed_in(member).get(address(lead, "agreement")))


def test_members_find_it_beside_the_place_and_the_link_of_the_next_session(lead, signed_in):
    tomorrow = timezone.now() + timedelta(days=1)
    PeerSession.objects.create(group=lead.group, position=1, kind="welcome", starts_at=tomorrow)
    page = signed_in(MembershipFactory(group=lead.group).person).get(address(lead, "home")).content.decode()
    facts = page.split('<dl class="facts">', 1)[1].split("</dl>")[0]

    assert [part.count(address(lead, "agreement")) for part in (facts, page)] == [1, 1]


def test_the_same_words_again_are_no_new_version(lead):
    save(lead, "We listen.", 0)
    save(lead, "We listen.", 0)

    assert Agreement.objects.count() == 1


def test_a_version_saved_meanwhile_is_shown_and_nothing_is_lost(lead, signed_in):
    save(lead, "Theirs.", 0)
    with pytest.raises(ChangedMeanwhile):
        save(lead, "Mine.", 0)

    page = signed_in(lead.person).post(address(lead, "write_agreement"), {"text": "Mine.", "after": "0"})

    assert "Someone saved another version meanwhile" in text(page)
    assert "Theirs." in text(page)
    assert "Mine.</textarea>" in page.content.decode()
    assert 'name="after" value="1"' in page.content.decode()
    assert Agreement.objects.count() == 1


@pytest.mark.parametrize("words", [" ", "long " * 801])
def test_what_is_not_right_is_said_and_nothing_is_stored(lead, signed_in, words):
    page = signed_in(lead.person).post(address(lead, "write_agreement"), {"text": words, "after": "0"})

    assert page.status_code == 200
    assert Agreement.objects.count() == 0


@pytest.mark.parametrize("factory", [VolunteerFactory, MembershipFactory])
def test_only_facilitators_write_it(lead, factory):
    with pytest.raises(PermissionDenied):
        save_agreement(group=lead.group, text="Mine.", after=0, by=factory(group=lead.group).person)


def test_the_page_for_when_one_is_worried_names_the_safety_contact(lead, signed_in):
    lead.group.safety_contact = "Robin, 555-0100"
    lead.group.save()
    member = MembershipFactory(group=lead.group).person

    page = text(signed_in(member).get(address(lead, "worried")))

    assert "Robin, 555-0100" in page
    assert "If you lead" not in page
    assert "If you lead" in text(signed_in(lead.person).get(address(lead, "worried")))
