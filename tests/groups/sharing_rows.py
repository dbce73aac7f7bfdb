"""A group with people in it and something to share, for tests of sharing."""

from dataclasses import dataclass

from accounts.models import User
from accounts.vault import vault_for
from groups.models import Group, SharedSummary
from groups.sharing import Terms, share_summary
from tests.factories import (
    FacilitatorFactory,
    MembershipFactory,
    PeerLeadFactory,
    UserFactory,
    VolunteerFactory,
)
from tests.wellness.written import include, rate, write
from wellness.sharing import content_to_share

CANARY = "Canary-7f3a"


@dataclass
class Circle:
    """Ana takes part, Lee leads, Rosa helps, Joe leads another group, Sam takes part too."""

    group: Group
    ana: User
    lee: User
    rosa: User
    joe: User
    sam: User


def lead(group: Group | None = None, name: str = "Lee", factory=FacilitatorFactory) -> User:
    """Return someone who leads a group, one of their own where none is given."""
    peer_lead = PeerLeadFactory(person=UserFactory(name=name))
    place = factory(peer_lead=peer_lead, **({"group": group} if group else {}))
    return place.person


def circle(group: Group, ana: User) -> Circle:
    """Return a group where Ana has put a summary together, not shared yet."""
    MembershipFactory(group=group, person=ana)
    sam = MembershipFactory(group=group, person=UserFactory(name="Sam")).person
    write(ana, "physical", "helps", f"{CANARY} clean sheets")
    rate(ana, physical=4, social=7)
    include(ana, "helps.physical", "ratings", note="Thank you")
    return Circle(group, ana, lead(group), lead(group, "Rosa", VolunteerFactory), lead(name="Joe"), sam)


def share(person: User, group: Group, **terms) -> SharedSummary:
    """Share what a person's summary holds now."""
    content = content_to_share(person, vault_for(person))
    return share_summary(person=person, group=group, content=content, terms=Terms(**terms))
