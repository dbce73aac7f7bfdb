"""A small world in which every address has something to show: two groups, everyone who could come by, their things."""

import uuid
from dataclasses import dataclass
from datetime import timedelta
from io import BytesIO

from django.utils import timezone

from accounts.models import User
from groups.calendar_links import make_link
from groups.complaints import Told, tell_outside
from groups.handing_on import offer_group
from groups.help_cards import HelpWords, write_help_card
from groups.inspection import Kind
from groups.invitations import invite
from groups.materials import add_file
from groups.models import (
    Complaint,
    Group,
    HelpCard,
    JoinRequest,
    Material,
    Meeting,
    Membership,
    PeerSession,
    PlaceInLine,
    PlannedTopic,
)
from groups.noting import note_member
from groups.one_to_one import agree, arrange_meeting, offer_one_to_one, write_note
from groups.requests import Asked, ask_to_join
from groups.sharing import Terms, share_summary
from groups.suggestions import suggest_topic
from groups.taking_part import Notes, Wishes, note_wishes, say_goodbye
from tests import factories
from tests.groups.inspection.good_files import GOOD
from tests.groups.report_rows import a_report_table
from tests.wellness.written import include, rate, write, write_goal, write_row
from wellness.interests import TopicDraft, make_topic
from wellness.models import CheckIn, ConflictCopy, Edition, PartRow, Prompt, Topic, Workbook
from wellness.rows import remove_row
from wellness.saving import Draft, save_draft

ROLES = (
    "visitor",
    "owner",
    "same_group",
    "other_group",
    "volunteer",
    "facilitator",
    "other_facilitator",
    "admin",
    "deactivated",
)
CONTENT = {
    "format": 1,
    "name": "Ana",
    "day": "2026-11-01",
    "language": "en",
    "ratings": None,
    "sections": [
        {"name": "note", "heading": "A note", "lines": [{"label": "", "hue": "", "icon": "", "words": "Hi"}]}
    ],
}
OWN_TOPIC = TopicDraft("Meals", "We swap easy meals.", "physical", is_sensitive=False)
ABSENT = uuid.UUID("99999999-9999-4999-8999-999999999999")


@dataclass
class World:
    """The people by role (a visitor is nobody), and what to put into addresses."""

    people: dict[str, User]
    names: dict[str, object]


def build_world() -> World:
    """Build the world; the content must be loaded."""
    group, other = factories.GroupFactory(joining=Group.Joining.ASK), factories.GroupFactory()
    owner = factories.MembershipFactory(group=group).person
    facilitator = factories.FacilitatorFactory(group=group).person
    people = {
        "owner": owner,
        "same_group": factories.MembershipFactory(group=group).person,
        "other_group": factories.MembershipFactory(group=other).person,
        "volunteer": factories.VolunteerFactory(group=group).person,
        "facilitator": facilitator,
        "other_facilitator": factories.FacilitatorFactory(group=other).person,
        "admin": factories.AdminFactory(),
        "deactivated": factories.MembershipFactory(group=group, person__is_active=False).person,
    }
    a_report_table(joined=(24,), session_01=(14, 10), session_last=None)
    names = {**_things_of(owner), **_things_of_group(group, owner, facilitator)}
    names["place_id"] = group.memberships.get(person=people["same_group"]).pk
    names["noted_id"] = note_member(group=group, name="Kim", by=facilitator).pk
    helper = group.memberships.get(person=people["volunteer"])
    offer_group(group=group, to=helper, by=facilitator, stays=True)
    names["line_id"] = PlaceInLine.objects.create(group=group, person=people["other_group"]).pk
    names["complaint_id"] = _told(group, owner, people["other_facilitator"])
    names["left"] = factories.MembershipFactory(
        person=people["other_group"], left_at=timezone.now()
    ).group.slug
    return World(people, names)


def _things_of(owner: User) -> dict[str, object]:
    write(owner, "crisis-plan", "ring", "Mo")
    include(owner, note="From the year before.")
    workbook = Workbook.objects.create(person=owner, edition=Edition.objects.current(), round=2)
    rate(owner, physical=4, social="hard")
    taken_out = write_row(owner, "network", who="Mo")
    remove_row(PartRow.objects.get(pk=taken_out))
    write(owner, "crisis-plan", "ring", "Sam: 07700 900123")
    include(owner, note="Please read this slowly.")
    return {
        "number": 1,
        "old_part": "crisis-plan",
        "part": "physical",
        "list": "network",
        "row_id": taken_out,
        "check_in_id": CheckIn.objects.of(workbook).get().pk,
        "goal_id": write_goal(owner, "Sleep", "Find my things"),
        "copy_id": (copy := _second_text_of(owner, workbook)).pk,
        "entry_id": copy.entry_id,
    }


def _second_text_of(owner: User, workbook: Workbook) -> ConflictCopy:
    prompt = Prompt.objects.get(part__edition=workbook.edition, part__slug="physical", key="helps")
    for text in ("Tea.", "Coffee."):
        save_draft(owner, workbook, Draft(prompt.pk, 0, uuid.uuid4(), text))
    save_draft(owner, workbook, Draft(prompt.pk, 1, uuid.uuid4(), "Bread.", keeps_earlier=True))
    return ConflictCopy.objects.get(workbook=workbook)


def _things_of_group(group: Group, owner: User, facilitator: User) -> dict[str, object]:
    topics = list(Topic.objects.all()[:2])
    session = PeerSession.objects.create(
        group=group, topic=topics[0], starts_at=timezone.now() + timedelta(days=2)
    )
    planned = PlannedTopic.objects.create(group=group, topic=topics[1], standing="suggested")
    invitation, code = invite(
        group=group, by=facilitator, uses_limit=5, expires_at=timezone.now() + timedelta(days=7)
    )
    ask_to_join(group=group, asked=Asked("Kim", "kim@example.org", "May I come?", "en"))
    asked = JoinRequest.objects.get()
    place = group.memberships.get(person=owner)
    note_wishes(place=place, by=owner, wishes=Wishes("note", notes=Notes(helps=["breaks"], apart="Mo")))
    say_goodbye(group=group, by=owner, words="Go well.")
    suggestion = uuid.uuid4()
    suggest_topic(person=owner, group=group, key=suggestion, words="Cooking for one.")
    shared = share_summary(person=owner, group=group, content=CONTENT, terms=Terms(wants_reply=True))
    card = _card_in_session(place)
    return {
        "card_id": card.pk,
        **_things_of_two(owner, facilitator, group),
        "slug": group.slug,
        "session_id": session.pk,
        "material_id": _material_of(session, facilitator),
        "planned_id": planned.pk,
        "change": "pin",
        "invitation_id": invitation.pk,
        "code": code,
        "secret": make_link(place),
        "request_id": asked.pk,
        "shared_id": shared.pk,
        "suggestion_id": suggestion,
        "topic_id": make_topic(OWN_TOPIC, offered_to=group.pk, language="en"),
    }


def _material_of(session: PeerSession, facilitator: User) -> object:
    add_file(session=session, title="Slides", file=BytesIO(GOOD["slides.pdf"]), kind=Kind.PDF, by=facilitator)
    return Material.objects.get(session=session).pk


def _told(group: Group, owner: User, hearer: User) -> uuid.UUID:
    """Have the owner tell something, with their name, to someone outside the group."""
    group.hears_complaints = hearer
    group.save()
    tell_outside(group=group, by=owner, told=Told("He shouts.", True, hearer.pk, uuid.uuid4()))  # noqa: FBT003
    return Complaint.objects.get().pk


def _card_in_session(place: Membership) -> HelpCard:
    """Return what someone wrote on their card for a session that goes on now."""
    session = PeerSession.objects.create(
        group=place.group, kind="welcome", state="held", starts_at=timezone.now() - timedelta(minutes=5)
    )
    write_help_card(place=place, gathering=session, words=HelpWords(where="12 Mill Lane"))
    return HelpCard.objects.get()


def _things_of_two(owner: User, facilitator: User, group: Group) -> dict[str, object]:
    one_to_one = offer_one_to_one(place=group.memberships.get(person=owner), by=facilitator)
    agree(one_to_one=one_to_one, by=owner)
    meeting = Meeting(one_to_one=one_to_one, starts_at=timezone.now() + timedelta(days=3))
    arrange_meeting(meeting=meeting, by=facilitator)
    write_note(meeting=meeting, by=owner, text="We talked.")
    return {"one_id": one_to_one.pk, "meeting_id": meeting.pk}
