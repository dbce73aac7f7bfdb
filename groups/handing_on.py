"""Handing a whole group to another who helps to lead it: offered, and theirs once they accept.

Until then nothing changes, so that a group is never without a facilitator. Whoever accepts leads the sessions ahead
that the first would have led. The first stays as a facilitator beside them, or their place ends, as they chose.
"""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from groups.line import lock
from groups.memberships import change_role, end_place
from groups.models import Group, GroupOffer, Membership, PeerSession
from groups.models.group import MembershipQuerySet

Role = Membership.Role


class CannotHandOn(Exception):  # noqa: N818 - it reads as what is so
    """The other does not help to lead the group, or another offer stands; the message says which."""


def others_who_help(group: Group, person: User) -> MembershipQuerySet:
    """Return the others who help to lead a group and can sign in, facilitators first, by name."""
    places = Membership.objects.leads().filter(group=group, person__is_active=True)
    return places.exclude(person=person).select_related("person").order_by("role", "person__name", "pk")


def offer_of(group: Group) -> GroupOffer | None:
    """Return the offer that stands in a group, with its two people; None without one."""
    found = GroupOffer.objects.filter(group=group)
    return found.select_related("giver__person", "taker__person").first()


def offered_to(place: Membership) -> GroupOffer | None:
    """Return the offer of a whole group that waits for someone's answer."""
    return GroupOffer.objects.filter(taker=place).select_related("giver__person").first()


@transaction.atomic
def offer_group(*, group: Group, to: Membership, by: User, stays: bool) -> GroupOffer:
    """Offer a group to another who helps to lead it; offered to the same one twice, it is offered as said last.

    Raise PermissionDenied unless `by` leads the group, CannotHandOn where the other does not help to lead it or
    another offer stands.
    """
    stored = lock(group)
    giver = Membership.objects.facilitators().filter(group=stored, person=by).first()
    if giver is None:
        raise PermissionDenied
    standing = offer_of(stored)
    if standing and (standing.giver_id, standing.taker_id) == (giver.pk, to.pk):
        standing.giver_stays = stays
        standing.save(update_fields=["giver_stays"])
        return standing
    if standing:
        raise CannotHandOn(_("The group is offered to someone already."))
    if not others_who_help(stored, by).filter(pk=to.pk).exists():
        raise CannotHandOn(_("%(name)s does not help to lead this group any more.") % {"name": to.name})
    return GroupOffer.objects.create(group=stored, giver=giver, taker=to, giver_stays=stays)


@transaction.atomic
def take_back_offer(*, group: Group, by: User) -> bool:
    """End an offer, at the wish of either of the two, and return whether there still was one.

    Raise PermissionDenied for others.
    """
    offer = offer_of(lock(group))
    if offer is None:
        return False
    if by.pk not in {offer.giver.person_id, offer.taker.person_id}:
        raise PermissionDenied
    offer.delete()
    return True


@transaction.atomic
def accept_group(*, group: Group, by: User) -> Membership | None:
    """Let someone lead the group that was offered to them, and return the place of who offered it.

    Accepted twice, nothing happens the second time, and None is returned. Raise PermissionDenied for anyone else.
    """
    offer = offer_of(lock(group))
    if offer is None:
        return None
    if by.pk != offer.taker.person_id:
        raise PermissionDenied
    try:
        change_role(place=offer.taker, role=Role.FACILITATOR)
    except ValidationError as refused:
        raise PermissionDenied from refused
    ahead = PeerSession.objects.filter(group=group, led_by=offer.giver, state=PeerSession.State.PLANNED)
    ahead.update(led_by=offer.taker, handed_by=offer.giver)
    GroupOffer.objects.filter(pk=offer.pk).delete()
    if not offer.giver_stays:
        end_place(place=offer.giver, by=offer.giver.account)
    return offer.giver
