"""An archived group: its people read what is theirs, nobody joins, and it is in no list."""

import re
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from groups.archiving import archive_group, bring_back
from groups.finding import Wanted, open_groups
from groups.invitation_codes import code_of
from groups.invitations import InvitationClosed, NotOpenYet, accept, invite
from groups.line import settle_due, stand_in_line
from groups.models import Group, JoinRequest
from groups.noting import CannotNote, note_member
from groups.requests import Asked, accept_request, ask_to_join
from groups.sessions import programme_of
from tests.factories import AdminFactory, FacilitatorFactory, MembershipFactory, UserFactory
from tests.groups.letter_queue import run_worker
from tests.groups.planning_rows import a_session

pytestmark = pytest.mark.django_db


@pytest.fixture
def boss():
    return AdminFactory()


@pytest.fixture
def lead():
    return FacilitatorFactory(group__joining=Group.Joining.ASK, group__name="Tuesday Group")


@pytest.fixture
def ana(lead):
    return MembershipFactory(group=lead.group)


def an_invitation(lead):
    in_a_week = timezone.now() + timedelta(days=7)
    return invite(group=lead.group, by=lead.person, uses_limit=3, expires_at=in_a_week)[0]


def text(response):
    main = response.content.decode().split("<main", 1)[1].split("</main>")[0]
    return " ".join(re.sub(r"<[^>]+>", " ", main).split())


def archive(lead, boss):
    archive_group(group=lead.group, by=boss)


def test_its_people_read_it_still_under_another_heading(lead, ana, boss, signed_in):
    archive(lead, boss)
    browser = signed_in(ana.person)

    home = text(browser.get(reverse("groups:home", args=[lead.group.slug])))
    index = text(browser.get(reverse("groups:index")))

    assert "This group has come to its end. What is yours stays here for you to read." in home
    assert "Groups that came to their end Tuesday Group" in index


def test_nobody_is_told_of_sessions_that_were_still_to_come(lead, ana, boss, signed_in):
    now = timezone.now()
    for number, start in enumerate([now - timedelta(days=1), now + timedelta(days=1), None], start=1):
        a_session(lead.group, number, starts_at=start)
    archive(lead, boss)

    home = text(signed_in(ana.person).get(reverse("groups:home", args=[lead.group.slug])))
    leading = text(signed_in(lead.person).get(reverse("groups:lead", args=[lead.group.slug])))

    assert "Next" not in home
    assert "I can't come" not in home
    assert "No date yet" not in home
    assert "Session 1" in home
    assert "Who came?" in leading
    assert "run sheet of the next session" not in leading


def test_nothing_is_asked_or_offered_there_that_was_for_what_was_to_come(lead, ana, boss, signed_in):
    ahead = [
        "What helps you take part? What if you miss a session?",
        "Reminders and calendar",
        "What people tick decides what the sessions are about.",
        "You can share a page with those who lead, if you wish.",
    ]
    member, leading = signed_in(ana.person), signed_in(lead.person)
    home, page = (
        reverse("groups:home", args=[lead.group.slug]),
        reverse("groups:lead", args=[lead.group.slug]),
    )
    before = text(member.get(home)), text(leading.get(page))
    archive(lead, boss)
    since = text(member.get(home)), text(leading.get(page))

    assert [words in before[0] for words in ahead] == [True] * 4
    assert [words in since[0] for words in ahead] == [False] * 4
    assert ["Plan the programme" in words for words in (before[1], since[1])] == [True, False]


def test_it_is_on_the_public_page_no_more(lead, boss, client):
    assert len(open_groups(Wanted())) == 1
    archive(lead, boss)

    assert open_groups(Wanted()) == []
    assert client.get(reverse("groups:ask", args=[lead.group.slug])).status_code == 404


def test_an_invitation_lets_nobody_in(lead, boss, client):
    invitation = an_invitation(lead)
    archive(lead, boss)

    with pytest.raises(InvitationClosed):
        accept(invitation=invitation, person=UserFactory())
    assert client.get(reverse("groups:join", args=[code_of(invitation)])).status_code == 410


def test_an_invitation_made_since_lets_nobody_in_either(lead, boss, signed_in):
    archive(lead, boss)
    with pytest.raises(InvitationClosed):
        accept(invitation=an_invitation(lead), person=UserFactory())
    page = signed_in(lead.person).get(reverse("groups:invite", args=[lead.group.slug]), follow=True)

    assert "Nobody can join it any more." in text(page)
    assert "Invite people" not in text(page)


def test_nobody_is_noted_in_it(lead, boss):
    archive(lead, boss)

    with pytest.raises(CannotNote):
        note_member(group=lead.group, name="Kim", by=lead.person)


def test_who_waits_hears_of_it_kindly(lead, boss, mailoutbox):
    Group.objects.filter(pk=lead.group.pk).update(size_limit=1)
    MembershipFactory(group=lead.group)
    standing = stand_in_line(group=lead.group, person=UserFactory(email="sam@example.org"))
    ask_to_join(group=lead.group, asked=Asked("Kim", "kim@example.org", "May I?", "en"))

    archive(lead, boss)
    run_worker()

    standing.refresh_from_db()
    assert standing.ended_at is not None
    assert JoinRequest.objects.get().answer == JoinRequest.Answer.NO_PLACE
    assert sorted(letter.to[0] for letter in mailoutbox) == ["kim@example.org", "sam@example.org"]


def test_its_people_hear_that_what_was_still_to_come_does_not_take_place(lead, boss, mailoutbox):
    ana = MembershipFactory(group=lead.group, person__email="ana@example.org")
    MembershipFactory(group=lead.group, hears_of_changes=False)
    for number, weeks in enumerate([-1, 1, 2], start=1):
        a_session(lead.group, number, starts_at=timezone.now() + timedelta(weeks=weeks))

    archive(lead, boss)
    run_worker()

    assert sorted(letter.to[0] for letter in mailoutbox) == sorted(["ana@example.org", lead.person.email])
    [letter] = [letter for letter in mailoutbox if letter.to == [ana.person.email]]
    assert letter.subject == "Not taking place"
    assert "The sessions that were still to come do not take place. You need not come." in letter.body
    assert reverse("groups:home", args=[lead.group.slug]) in letter.body


@pytest.mark.parametrize("fields", [{"starts_at": None}, {"weeks": -1}, {"weeks": 1, "state": "cancelled"}])
def test_with_nothing_to_come_they_get_no_letter(lead, ana, boss, mailoutbox, fields):
    weeks = fields.pop("weeks", None)
    starts_at = timezone.now() + timedelta(weeks=weeks) if weeks else None
    a_session(lead.group, 1, **{"starts_at": starts_at, **fields})

    archive(lead, boss)
    run_worker()

    assert mailoutbox == []


def test_brought_back_before_the_letter_leaves_nobody_is_told_of_an_end(lead, ana, boss, mailoutbox):
    a_session(lead.group, 1, starts_at=timezone.now() + timedelta(weeks=1))
    archive(lead, boss)
    bring_back(group=lead.group, by=boss)
    run_worker()

    assert mailoutbox == []


def test_an_offer_that_ran_out_before_leads_into_its_line_no_more(lead, boss, time_machine, signed_in):
    time_machine.move_to(timezone.now())
    standing = stand_in_line(group=lead.group, person=UserFactory())
    time_machine.shift(timedelta(days=6))
    settle_due([lead.group_id])
    archive(lead, boss)
    browser = signed_in(standing.person)

    browser.post(reverse("groups:stand_again", args=[standing.pk]))
    page = browser.get(reverse("groups:in_line", args=[standing.pk]))

    assert not lead.group.line.filter(ended_at__isnull=True).exists()
    assert "You are no longer in line for this group." in text(page)


def test_a_request_whose_letter_could_not_be_sent_is_not_accepted_later(lead, boss):
    ask_to_join(group=lead.group, asked=Asked("Kim", "kim@example.org", "May I?", "en"))
    archive(lead, boss)
    JoinRequest.objects.update(answer="", answered_at=None)

    with pytest.raises(NotOpenYet):
        accept_request(request=JoinRequest.objects.get(), by=lead.person)


def test_nothing_more_is_shared_with_it(lead, ana, boss, signed_in):
    archive(lead, boss)
    browser = signed_in(ana.person)

    assert browser.get(reverse("sharing:share", args=[lead.group.slug])).status_code == 404
    assert "You can share nothing more with it." in text(browser.get(reverse("sharing:shared")))


def test_brought_back_it_goes_on(lead, boss):
    archive(lead, boss)

    assert bring_back(group=lead.group, by=boss)
    assert not bring_back(group=lead.group, by=boss)

    accept(invitation=an_invitation(lead), person=UserFactory())
    assert len(open_groups(Wanted())) == 1


@pytest.mark.parametrize("act", [archive_group, bring_back])
def test_only_admins_archive(lead, act):
    with pytest.raises(PermissionDenied):
        act(group=lead.group, by=lead.person)


def test_archived_twice_it_keeps_its_first_time(lead, boss):
    assert archive_group(group=lead.group, by=boss)
    assert not archive_group(group=lead.group, by=boss)


def test_what_was_still_to_come_does_not_come_back_into_its_programme_once_its_day_has_passed(
    lead, ana, boss, time_machine
):
    now = timezone.now()
    over = a_session(lead.group, 1, starts_at=now - timedelta(days=7))
    a_session(lead.group, 2, kind="ending", starts_at=now + timedelta(days=7))
    archive(lead, boss)
    lead.group.refresh_from_db()

    for days in (1, 30):
        time_machine.move_to(now + timedelta(days=days))
        assert [card.id for card in programme_of(lead.group, ana.person, "en")] == [over.pk]
