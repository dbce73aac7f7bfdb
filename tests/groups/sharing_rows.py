"""A group with people in it and something to share, for tests of sharing."""

import html
import re
from dataclasses import dataclass

from django.urls import reverse

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
WEEKLY = "about once a week"
SHARED = "/workbook/summary/shared/"
SHEET = re.compile(rb'<article class="summary-view".*?</article>', re.DOTALL)
HIDDEN = re.compile(r'<input type="hidden" name="(seen|token)" value="([^"]*)"')


@dataclass
class Circle:
    """Ana takes part, Lee leads, Rosa helps, Joe leads another group, Sam takes part too."""

    group: Group
    ana: User
    lee: User
    rosa: User
    joe: User
    sam: User


def lead(
    group: Group | None = None, name: str = "Lee", factory=FacilitatorFactory, reads: str = WEEKLY
) -> User:
    """Return someone who leads a group, one of their own where none is given."""
    peer_lead = PeerLeadFactory(person=UserFactory(name=name), reads_summaries=reads)
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


def words(response) -> str:
    """Return a page as text, its entities read."""
    return html.unescape(response.content.decode())


def sheet(response) -> bytes:
    """Return the bytes of the sheet on a page."""
    return SHEET.search(response.content).group(0)


def share_path(people: Circle) -> str:
    return reverse("sharing:share", args=[people.group.slug])


def read_path(shared: SharedSummary) -> str:
    return reverse("groups:summary", args=[shared.group.slug, shared.pk])


def list_path(group: Group) -> str:
    return reverse("groups:summaries", args=[group.slug])


def share_form(client, people: Circle, **choices) -> dict[str, str]:
    """Return what the share page's form would send."""
    page = client.get(share_path(people)).content.decode()
    return {**dict(HIDDEN.findall(page)), "weeks": "", **choices}
