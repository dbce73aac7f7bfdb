"""Places in a group: ended by leaving or by those who lead, given another role by an admin.

Whatever a place opened ends with it, in the same transaction: what a participant shared with the group is
withdrawn, what they told those who lead or suggested is deleted, and someone who no longer leads can open no summary of it. The
place is offered to whoever is first in line.
"""

from datetime import timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Case, Q, When
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from groups.help_cards import delete_help_cards
from groups.line import end_in_line, lock, settle_locked
from groups.models import (
    Absence,
    Group,
    GroupOffer,
    Invitation,
    Membership,
    PeerLead,
    PeerSession,
    PlaceNotes,
)
from groups.models.group import MembershipQuerySet
from groups.one_to_one import end_one_to_ones_of
from groups.permissions import can_end_place, can_lead
from groups.seats import free_seat, taken_places
from groups.sharing import end_grants_of, end_shared_summaries
from groups.suggestions import forget_suggestions

DAYS_SHOWN = 30


class TooFewPlaces(Exception):  # noqa: N818 - it reads as what is so
    """More people take part than there would be places; the message says how many."""


class OnlyFacilitator(Exception):  # noqa: N818 - it reads as what is so
    """The group would be left with nobody to lead it; the message says what to do."""


@transaction.atomic
def leave_group(*, person: User, group: Group) -> None:
    """End a person's own place in a group, and all it opened; nothing happens without one.

    Raise OnlyFacilitator for the last facilitator of a group: participants would share with nobody.
    """
    locked = lock(group)
    place = Membership.objects.current().filter(person=person, group=locked).first()
    if place is None:
        return
    if is_only_facilitator(place):
        raise OnlyFacilitator(_("You are the only facilitator here. Ask an admin to add another one first."))
    end_place(place=place, by=person)


@transaction.atomic
def end_place(*, place: Membership, by: User) -> None:
    """End someone's place in a group, and all it opened; ended twice, it keeps its first time.

    Raise PermissionDenied unless `by` may end it. Joining again later makes a new place.
    """
    group = lock(place.group)
    stored = _locked(place)
    if not can_end_place(by, stored):
        raise PermissionDenied
    if stored.left_at is None:
        stored.left_at = timezone.now()
        stored.was_ended = by.pk != stored.person_id
        stored.if_away = ""
        stored.save(update_fields=["left_at", "was_ended", "if_away"])
        _end_what_it_opened(stored, role=stored.role)
        settle_locked(group)


@transaction.atomic
def change_role(*, place: Membership, role: str) -> None:
    """Give someone another role in their group, and end what the old one opened.

    Raise ValidationError where the role leads and no admin has confirmed the person's lived experience, NoSeatLeft
    where they would take part and every place is taken.
    """
    group = lock(place.group)
    stored = _locked(place)
    before, stored.role = stored.role, role
    if before == role:
        return
    stored.clean()
    stored.seat = None if stored.leads else free_seat(group)
    stored.save(update_fields=["role", "peer_lead", "seat"])
    _end_what_it_opened(stored, role=before)
    settle_locked(group)


@transaction.atomic
def seat_newcomer(place: Membership) -> None:
    """Store a new place that an admin makes, on a seat where its person takes part. Raise NoSeatLeft without one."""
    group = lock(place.group)
    place.seat = None if place.leads else free_seat(group)
    place.save(force_insert=True)
    for standing in group.line.filter(person=place.person, ended_at__isnull=True):
        end_in_line(standing)


@transaction.atomic
def change_how_to_join(group: Group, *, by: User) -> None:
    """Store how people join a group, as a form of those who lead asks; a new place is offered at once.

    Raise PermissionDenied unless `by` leads it, TooFewPlaces where more people take part than it would have places.
    """
    stored = lock(group)
    if not can_lead(by, stored):
        raise PermissionDenied
    refuse_too_few_places(stored, group.size_limit)
    group.save(update_fields=["joining", "size_limit", "shows_names"])
    settle_locked(group)


def refuse_too_few_places(group: Group, size_limit: int) -> None:
    """Raise TooFewPlaces where more people take part than there would be places; the group's row is held."""
    taken = taken_places(group)
    if size_limit < taken:
        raise TooFewPlaces(
            ngettext(
                "%(taken)s person takes part. Choose %(taken)s place or more.",
                "%(taken)s people take part. Choose %(taken)s places or more.",
                taken,
            )
            % {"taken": taken}
        )


def why_lead_stays(lead: PeerLead) -> str:
    """Return why someone cannot be taken out of the people who may lead, in words; empty where they can."""
    now = Group.objects.helped_by(lead.person)
    if now:
        names = ", ".join(group.name for group in now)
        return _("%(person)s leads %(groups)s now. End that place first, on the page of the group.") % {
            "person": lead,
            "groups": names,
        }
    if lead.memberships.exists():
        return _("%(person)s has led a group. This stays as a record; by itself it lets nobody lead.") % {
            "person": lead
        }
    return ""


def is_only_facilitator(place: Membership) -> bool:
    """Return whether a place is that of the one facilitator a group has."""
    if place.role != Membership.Role.FACILITATOR:
        return False
    others = Membership.objects.facilitators().filter(group=place.group_id, person__is_active=True)
    return not others.exclude(pk=place.pk).exists()


def latest_place(person: User, slug: str) -> Membership | None:
    """Return a person's place in a group, the latest where they joined more than once, ended or not."""
    places = Membership.objects.select_related("group").filter(person=person, group__slug=slug)
    return places.order_by("-joined_at", "-pk").first()


def latest_ended_place(person: User, slug: str) -> Membership | None:
    """Return a person's place in a group where it has ended; None while they are there, and for who never was."""
    place = latest_place(person, slug)
    return place if place and place.left_at else None


def ended_lately(person: User) -> list[Membership]:
    """Return a person's places that ended within thirty days, in groups they are in no more, latest first."""
    since = timezone.now() - timedelta(days=DAYS_SHOWN)
    now_in = Membership.objects.current().filter(person=person).values("group")
    ended = Membership.objects.filter(person=person, left_at__gte=since).exclude(group__in=now_in)
    latest = {place.group_id: place for place in ended.select_related("group").order_by("left_at")}
    return sorted(latest.values(), key=lambda place: place.left_at or since, reverse=True)


def places_of(person: User) -> list[Membership]:
    """Return a person's places now, in any role, in the order of the groups' names."""
    places = Membership.objects.current().filter(person=person)
    return list(places.select_related("group").order_by("group__name", "pk"))


def members_of(group: Group) -> MembershipQuerySet:
    """Return who is in a group now: those who lead, then participants as they joined."""
    places = Membership.objects.current().filter(group=group).select_related("person")
    return places.order_by(Case(When(role=Membership.Role.PARTICIPANT, then=1), default=0), "joined_at", "pk")


def introductions(group: Group) -> MembershipQuerySet:
    """Return the places of those who lead a group and can sign in, facilitators first, with their words."""
    leads = Membership.objects.leads().filter(group=group, person__is_active=True)
    return leads.select_related("person", "peer_lead").order_by("role", "person__name", "pk")


def public_introductions(group: Group) -> MembershipQuerySet:
    """Return those who said that people outside the group may read who they are."""
    return introductions(group).filter(peer_lead__is_public=True)


def _locked(place: Membership) -> Membership:
    """Return a place as it is stored now, held until the transaction ends."""
    return Membership.objects.select_for_update().get(pk=place.pk)


def _end_what_it_opened(place: Membership, *, role: str) -> None:
    """Withdraw what a participant shared with the group; take from a facilitator what others shared."""
    end_one_to_ones_of(place)
    PlaceNotes.objects.filter(place=place).delete()
    Absence.objects.filter(place=place).delete()
    GroupOffer.objects.filter(Q(giver=place) | Q(taker=place)).delete()
    Invitation.objects.filter(made_for=place, revoked_at__isnull=True).update(revoked_at=timezone.now())
    if place.left_at or not place.leads:
        _take_off_sessions(place)
    if place.person is None:
        return
    delete_help_cards(place)
    if role == Membership.Role.PARTICIPANT:
        end_shared_summaries(person=place.account, group=place.group)
        forget_suggestions(person=place.account, group=place.group)
    elif role == Membership.Role.FACILITATOR:
        end_grants_of(person=place.account, group=place.group)


def _take_off_sessions(place: Membership) -> None:
    """Leave open what someone who helps to lead no more would have done in sessions that are still planned."""
    planned = PeerSession.objects.filter(group=place.group_id, state=PeerSession.State.PLANNED)
    planned.filter(led_by=place).update(led_by=None, handed_by=None)
    planned.filter(stays=place).update(stays=None)
    planned.filter(leads_on=place).update(leads_on=None)
