"""What people agree to have counted in the report: two separate consents, each taken back at any time.

What was agreed to is written by the person's own request to an open row, under a token that is a keyed digest of the
person, one for each consent: the database alone says neither whose a row is nor that two are one person's. Taking it
back deletes the row. A figure that was in a report table before stays there, one of five or more.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from accounts.models import User
from accounts.vault import keyed_digest, keyed_digests
from groups.models import AskedToGive, Membership, RatingsGiven, ReadmissionTold
from wellness.sharing import ratings_to_count

RATINGS_TOKENS = "report-ratings"
READMISSION_TOKENS = "report-readmission"
Answer = ReadmissionTold.Answer


@dataclass(frozen=True)
class Given:
    """What one person gives to the report, whole: `ratings` is None and `readmission` is "" where they do not."""

    ratings: Mapping[str, tuple[int, int]] | None
    helpful: str
    readmission: str


def given_by(person: User) -> Given:
    """Return what a person gives to the report; for the person's own page alone."""
    own = RatingsGiven.objects.filter(token=_token(RATINGS_TOKENS, person)).first()
    told = ReadmissionTold.objects.filter(token=_token(READMISSION_TOKENS, person)).first()
    return Given(own.ratings if own else None, own.helpful if own else "", told.answer if told else "")


@transaction.atomic
def give_ratings(*, by: User) -> None:
    """Write a person's first and latest ratings to their row, from now on kept up with what they rate."""
    note_asked(by=by)
    RatingsGiven.objects.update_or_create(
        token=_token(RATINGS_TOKENS, by), defaults={"ratings": ratings_to_count(by)}
    )


@transaction.atomic
def take_ratings_back(*, by: User) -> None:
    """Delete a person's row of ratings."""
    note_asked(by=by)
    RatingsGiven.objects.filter(token=_token(RATINGS_TOKENS, by)).delete()


@transaction.atomic
def tell_readmission(*, by: User, answer: str) -> None:
    """Keep whether a person went back to acute care, in place of an earlier answer."""
    note_asked(by=by)
    ReadmissionTold.objects.update_or_create(
        token=_token(READMISSION_TOKENS, by), defaults={"answer": Answer(answer)}
    )


@transaction.atomic
def take_readmission_back(*, by: User) -> None:
    """Delete what a person answered about acute care."""
    note_asked(by=by)
    ReadmissionTold.objects.filter(token=_token(READMISSION_TOKENS, by)).delete()


def note_asked(*, by: User) -> None:
    """Keep that a person was asked, so that nobody is asked twice."""
    AskedToGive.objects.get_or_create(person=by)


def is_to_be_asked(place: Membership, *, held_sessions: int) -> bool:
    """Return whether a participant is asked on the group's page: once a session was held, until they have answered."""
    if place.leads or not held_sessions:
        return False
    return not AskedToGive.objects.filter(person=place.person_id).exists()


def renew_ratings(person: User) -> None:
    """Write a person's ratings to their row again, after they rated or deleted a day; nothing where they do not agree."""
    own = RatingsGiven.objects.filter(token=_token(RATINGS_TOKENS, person))
    if own.exists():
        own.update(ratings=ratings_to_count(person))


def note_helpful(person: User, helpful: str) -> None:
    """Keep how helpful a person found the last session they said it of, "" to forget it, where they agree."""
    RatingsGiven.objects.filter(token=_token(RATINGS_TOKENS, person)).update(helpful=helpful)


def ratings_given_by(people: Collection[UUID]) -> list[RatingsGiven]:
    """Return the rows of those of these people who agree, in no order."""
    return list(RatingsGiven.objects.filter(token__in=_tokens(RATINGS_TOKENS, people)).order_by("pk"))


def readmissions_told_by(people: Collection[UUID]) -> list[str]:
    """Return the answers of those of these people who agreed to say, in no order."""
    told = ReadmissionTold.objects.filter(token__in=_tokens(READMISSION_TOKENS, people))
    return list(told.order_by("pk").values_list("answer", flat=True))


def forget_deleted() -> None:
    """Delete the rows of people whose account is gone."""
    _forget(RatingsGiven.objects.all(), RATINGS_TOKENS)
    _forget(ReadmissionTold.objects.all(), READMISSION_TOKENS)


def _forget(rows: QuerySet[RatingsGiven] | QuerySet[ReadmissionTold], purpose: str) -> None:
    # Rows first: whoever joins and agrees meanwhile is then among the people.
    found = dict(rows.values_list("token", "pk"))
    if found:
        known = set(_tokens(purpose, list(User.objects.values_list("pk", flat=True))))
        rows.filter(pk__in=[pk for token, pk in found.items() if token not in known]).delete()


def _token(purpose: str, person: User) -> str:
    return keyed_digest(purpose, person.pk.bytes).hex()


def _tokens(purpose: str, people: Collection[UUID]) -> list[str]:
    return [token.hex() for token in keyed_digests(purpose, (person.bytes for person in people))]
