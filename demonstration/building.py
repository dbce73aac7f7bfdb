"""Builds the demonstration in one transaction: all of it or nothing."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import fontpkg_atkinson_hyperlegible
import typst
import yaml
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from demonstration.earlier import add_earlier_programmes
from demonstration.people import hashed_password, make_person, note_topics, write_workbook
from demonstration.sharing import share_as_told
from demonstration.suggesting import suggest_as_told
from groups.agreements import save_agreement
from groups.inspection import inspect
from groups.materials import add_file, add_link
from groups.models import Attendance, Group, Membership, PeerLead, PeerSession
from groups.seats import free_seat
from groups.snapshots import current_snapshot
from wellness.models import Topic

STORY = Path(__file__).parent / "people.yaml"
LETTERS = Path(fontpkg_atkinson_hyperlegible.__file__).parent / "files"
SLIDES = Path(__file__).parent / "slides.typ"
WEEKS_SO_FAR = 4
MINUTES = 90


@dataclass
class Cast:
    """Everyone and every group made so far, by their keys in the story."""

    admin: User
    groups: dict[str, Group]
    people: dict[str, User]


@transaction.atomic
def build() -> None:
    """Make the groups and people of the story, what they wrote, noted and shared, and the sessions so far."""
    story = yaml.safe_load(STORY.read_text(encoding="utf-8"))
    password = hashed_password()
    admin = _make_admin(password)
    cast = Cast(admin, {facts["key"]: _make_group(facts, admin) for facts in story["groups"]}, {})
    for facts in story["leads"]:
        _add_lead(cast, facts, password)
    countries = {facts["key"]: facts["country"] for facts in story["groups"]}
    for facts in story["participants"]:
        _add_participant(cast, facts | {"country": countries[facts["group"]]}, password)
    _note_interests(cast, story["participants"])
    for facts in story["groups"]:
        _note_without_account(cast.groups[facts["key"]], facts.get("without_account", []))
        _plan_sessions(cast.groups[facts["key"]], facts)
        _write_agreement(cast.groups[facts["key"]], facts["agreement"])
        _note_who_came(cast.groups[facts["key"]])
        _add_materials(cast.groups[facts["key"]])
    for facts in story["participants"]:
        share_as_told(cast.people[facts["key"]], cast.groups[facts["group"]], facts)
    add_earlier_programmes()


def _make_admin(password: str) -> User:
    facts = {"email": "admin@example.org", "name": "Robin"}
    return make_person(
        facts, password=password, is_staff=True, is_superuser=True, privacy_read_at=timezone.now()
    )


def _make_group(facts: dict[str, Any], admin: User) -> Group:
    told = ("name", "description", "meets", "town", "address", "link", "time_zone", "joining")
    return Group.objects.create(
        **{name: facts[name] for name in told},
        first_date=timezone.localdate() - timedelta(weeks=WEEKS_SO_FAR),
        safety_contact="Robin, 020 7946 0123",
        hears_complaints=admin,
    )


def _add_lead(cast: Cast, facts: dict[str, Any], password: str) -> None:
    person = make_person(facts, password=password, privacy_read_at=timezone.now())
    lead = PeerLead(
        person=person, confirmed_by=cast.admin, introduction=facts["introduction"].strip(), is_public=True
    )
    lead.reads_summaries = facts["reads"]
    lead.save()
    for key in facts["groups"]:
        Membership.objects.create(
            group=cast.groups[key],
            person=person,
            role=facts["role"],
            peer_lead=lead,
            joined_at=timezone.now() - timedelta(weeks=WEEKS_SO_FAR),
        )


def _add_participant(cast: Cast, facts: dict[str, Any], password: str) -> None:
    group = cast.groups[facts["group"]]
    read_at = timezone.now() - timedelta(weeks=WEEKS_SO_FAR) if facts.get("entries") else None
    person = make_person(facts, password=password, time_zone=group.time_zone, privacy_read_at=read_at)
    Membership.objects.create(
        group=group, person=person, seat=free_seat(group), joined_at=read_at or timezone.now()
    )
    write_workbook(person, facts)
    cast.people[facts["key"]] = person


def _note_interests(cast: Cast, participants: list[dict[str, Any]]) -> None:
    """Note everyone's interests, freeze them for those who lead, then let people suggest topics, and two change theirs."""
    for facts in participants:
        note_topics(cast.people[facts["key"]], facts.get("interests_before") or facts.get("interests") or {})
    for group in cast.groups.values():
        current_snapshot(group)
    for facts in participants:
        suggest_as_told(cast.people[facts["key"]], cast.groups[facts["group"]], facts)
        if "interests_before" in facts:
            note_topics(cast.people[facts["key"]], facts["interests"])


def _plan_sessions(group: Group, facts: dict[str, Any]) -> None:
    kinds = PeerSession.Kind
    sessions = [PeerSession(kind=kinds.WELCOME)]
    sessions += [PeerSession(topic=Topic.objects.get(slug=slug)) for slug in facts["held"] + facts["planned"]]
    held = 1 + len(facts["held"])
    first = _next_day(group, facts["weekday"]) - timedelta(weeks=held)
    starts = time.fromisoformat(facts["starts"])
    leads = list(Membership.objects.facilitators().filter(group=group))
    for number, session in enumerate(sessions, start=1):
        day = first + timedelta(weeks=number - 1)
        session.group = group
        session.position = number
        session.state = PeerSession.State.HELD if number <= held else PeerSession.State.PLANNED
        session.starts_at = datetime.combine(day, starts, tzinfo=group.zone)
        session.minutes = MINUTES
        session.link, session.address = group.link, group.address
        session.led_by = leads[number % len(leads)]
    PeerSession.objects.bulk_create(sessions)


def _note_without_account(group: Group, names: list[str]) -> None:
    for name in names:
        Membership.objects.create(
            group=group,
            noted_name=name,
            seat=free_seat(group),
            joined_at=timezone.now() - timedelta(weeks=WEEKS_SO_FAR),
        )


def _write_agreement(group: Group, text: str) -> None:
    """Write what the group agreed on, on the day it first met."""
    lead = Membership.objects.facilitators().filter(group=group).earliest("pk").account
    save_agreement(group=group, text=text, after=0, by=lead)
    group.agreements.update(made_at=group.sessions.earliest("starts_at").starts_at)


def _note_who_came(group: Group) -> None:
    """Note who came to the sessions so far: everyone who had joined, except one a session, in turn."""
    held = list(PeerSession.objects.filter(group=group, state=PeerSession.State.HELD).order_by("position"))
    places = list(Membership.objects.participants().filter(group=group).order_by("seat"))
    Attendance.objects.bulk_create(
        Attendance(session=session, place=place, state=_state(number, session, places))
        for session in held
        for number, place in enumerate(places)
        if session.starts_at and place.joined_at <= session.starts_at
    )


def _state(number: int, session: PeerSession, places: list[Membership]) -> Attendance.State:
    is_away = number == session.position % len(places)
    return Attendance.State.AWAY if is_away else Attendance.State.HERE


def _add_materials(group: Group) -> None:
    """Add slides and a link to the next session, so that there is something to open."""
    session = group.sessions.filter(state=PeerSession.State.PLANNED).earliest("starts_at")
    places = Membership.objects.facilitators().filter(group=group)
    lead = User.objects.filter(memberships__in=places).earliest("memberships__joined_at")
    letters = typst.Fonts(include_system_fonts=False, font_paths=[LETTERS])
    slides = BytesIO(
        typst.compile(SLIDES.read_bytes(), format="pdf", ignore_system_fonts=True, font_paths=letters)
    )
    add_file(
        session=session, title="Slides for today", file=slides, kind=inspect(slides, "slides.pdf"), by=lead
    )
    add_link(session=session, title="A walk to listen to", link="https://example.org/walk", by=lead)


def _next_day(group: Group, weekday: int) -> date:
    """Return the group's next meeting day, from tomorrow on."""
    tomorrow = timezone.now().astimezone(group.zone).date() + timedelta(days=1)
    return tomorrow + timedelta(days=(weekday - tomorrow.weekday()) % 7)
