"""Programmes of the demonstration that ended some months ago, so that the report has something to show.

Nobody signs in as the people of these groups. Who came and what they rated is drawn by chance, the same each time.
"""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any

from django.contrib.auth.hashers import make_password
from django.utils import timezone

from accounts.models import User
from accounts.vault import vault_for
from groups.giving import give_ratings, note_helpful, tell_readmission
from groups.models import Attendance, Group, Invitation, Membership, PeerSession
from groups.report_tables import quarter_of
from wellness.models import CheckIn, Dimension, Edition, Topic, Workbook

NAMES = "Alex Bea Cam Dana Eli Fern Gus Hana Ivo June Kit Lena Max Nora Otis Pia Quin Ray Sol Tess Uma Vic Wren Yara"
# Programmes by how many quarters ago they ended: a name, how many joined, how many sessions there were.
PROGRAMMES = [
    (1, "Spring evenings", 13, 8),
    (1, "Riverside", 12, 8),
    (1, "Second cup", 11, 6),
    (2, "Winter evenings", 12, 8),
    (2, "Harbour", 10, 8),
    (2, "Slow mornings", 12, 10),
]
INVITED_FOR_EACH = 15
COMES, AGREES, TELLS, WENT_BACK = 0.72, 0.65, 0.7, 0.22
HELPFUL = ["a_lot", "a_lot", "a_lot", "a_little", "a_little", "not_now"]


def add_earlier_programmes() -> None:
    """Make groups that ended in the last two quarters that a report is due for, and all that it counts."""
    chance = Random(7)  # noqa: S311 - the same each time, on purpose
    for quarters_ago, name, people, sessions in PROGRAMMES:
        last = _middle_of_quarter(quarters_ago)
        group = _make_group(name, people, last - timedelta(weeks=sessions))
        places = [_add_person(group, number) for number in range(people)]
        held = _hold_sessions(group, last, sessions)
        _note_who_came(held, places, chance)
        for place in places:
            _answer(place.account, last, chance)


def _middle_of_quarter(quarters_ago: int) -> date:
    """Return a day in the middle of one of the quarters that have settled, the latest being one ago."""
    first = quarter_of(timezone.localdate() - timedelta(days=14))
    for _quarter in range(quarters_ago):
        first = quarter_of(first - timedelta(days=1))
    return first + timedelta(days=45)


def _make_group(name: str, people: int, first_date: date) -> Group:
    group = Group.objects.create(
        name=name,
        size_limit=people,
        first_date=first_date,
        time_zone="Europe/London",
        safety_contact="Robin, 020 7946 0123",
    )
    Invitation.objects.create(
        group=group, code_digest=f"ended {group.pk}", uses_limit=INVITED_FOR_EACH, expires_at=timezone.now()
    )
    return group


def _add_person(group: Group, number: int) -> Membership:
    names = NAMES.split()
    joined = datetime.combine(group.first_date or timezone.localdate(), time(12), tzinfo=group.zone)
    person = User.objects.create(
        email=f"{group.slug}.{number}@example.org",
        name=names[number % len(names)],
        password=make_password(None),
        joined_at=joined,
    )
    return Membership.objects.create(group=group, person=person, seat=number + 1, joined_at=joined)


def _hold_sessions(group: Group, last: date, number: int) -> list[PeerSession]:
    """Store sessions a week apart, a welcome first and an ending last."""
    kinds = PeerSession.Kind
    topics = Topic.objects.all()[: number - 2]
    about: list[dict[str, Any]] = [{"kind": kinds.WELCOME}, *({"topic": topic} for topic in topics)]
    about.append({"kind": kinds.ENDING})
    return PeerSession.objects.bulk_create(
        PeerSession(
            group=group,
            position=position,
            state=PeerSession.State.HELD,
            starts_at=datetime.combine(
                last - timedelta(weeks=number - position), time(18), tzinfo=group.zone
            ),
            **what,
        )
        for position, what in enumerate(about, start=1)
    )


def _note_who_came(sessions: Sequence[PeerSession], places: Sequence[Membership], chance: Random) -> None:
    states = Attendance.State
    Attendance.objects.bulk_create(
        Attendance(
            session=session,
            place=place,
            state=states.HERE
            if session.kind == PeerSession.Kind.WELCOME or chance.random() < COMES
            else states.AWAY,
        )
        for session in sessions
        for place in places
    )


def _answer(person: User, last: date, chance: Random) -> None:
    """Let some people agree to be counted, and some of them say whether they went back to acute care."""
    if chance.random() < AGREES:
        _rate(person, last, chance)
        give_ratings(by=person)
        note_helpful(person, chance.choice(HELPFUL))
    if chance.random() < TELLS:
        tell_readmission(by=person, answer="yes" if chance.random() < WENT_BACK else "no")


def _rate(person: User, last: date, chance: Random) -> None:
    """Rate each part of life when the programme began and when it ended, most of them a little higher."""
    workbook = Workbook.objects.create(person=person, edition=Edition.objects.published().latest("number"))
    vault = vault_for(person)
    first = {dimension.slug: chance.randint(2, 7) for dimension in Dimension.objects.all()}
    latest = {slug: min(10, rating + chance.choice([-1, 0, 0, 1, 1, 2, 3])) for slug, rating in first.items()}
    for day, ratings in ((last - timedelta(weeks=8), first), (last, latest)):
        check_in = CheckIn(workbook=workbook, day=day)
        vault.seal(check_in, "sealed", ratings)
        check_in.save()
