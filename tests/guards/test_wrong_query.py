"""A query that forgets whose a row is shows nothing: what it fetches does not open for the person who asks."""

import pytest
from django.http import HttpResponse
from django.test import Client

from accounts.group_vault import seal_for_group, vault_of_group
from accounts.vault import vault_for
from groups.absences import say_absent
from groups.models import Complaint, Meeting, PeerSession, Takeaway
from groups.models.complaint import ComplaintQuerySet
from groups.models.group import GroupQuerySet
from groups.models.one_to_one import OneToOneQuerySet
from groups.models.sharing import SharedSummaryQuerySet
from groups.one_to_one import write_note
from tests.guards.access_table import TABLE
from tests.guards.access_world import ROLES, World, build_world
from tests.guards.test_access import path_of
from wellness.models import ConflictCopy, EarlierText, Entry
from wellness.models.workbook import SealedRowQuerySet, WorkbookQuerySet

CANARY = "canary-91d27c"
PAGES = [row for row in TABLE if row.name.startswith(("wellness:", "sharing:"))]
# What is sealed for those who lead, or for two people: a facilitator may read it.
LED_PAGES = [row for row in TABLE if row.name in {"groups:attendance", "groups:takeaways", "groups:meeting"}]

# What is told past those who lead: nobody who leads may read it.
TOLD_PAGES = [row for row in TABLE if row.name in {"groups:complaint", "groups:tell_outside"}]


@pytest.fixture
def world(content) -> World:
    """Build the world with the owner's rows holding a canary, and every filter of ownership taken away."""
    world = build_world()
    vault = vault_for(world.people["owner"])
    for model in (Entry, ConflictCopy, EarlierText):
        for row in model.objects.all():
            vault.seal(row, "sealed", CANARY)
            row.save()
    _write_for_those_who_lead(world)
    _tell_past_them(world)
    return world


def _write_for_those_who_lead(world: World) -> None:
    session = PeerSession.objects.get(pk=world.names["session_id"])
    for place in session.group.memberships.filter(role="participant", person__is_active=True):
        say_absent(session=session, place=place, word=CANARY)
        row = Takeaway(session=session, token=str(place.pk), is_passed_on=True)
        seal_for_group(session.group_id, row, "sealed", {"takeaway": CANARY, "helpful": ""})
        row.save()
    row = Takeaway(session=session, token="third", is_passed_on=True)
    seal_for_group(session.group_id, row, "sealed", {"takeaway": CANARY, "helpful": ""})
    row.save()
    write_note(
        meeting=Meeting.objects.get(pk=world.names["meeting_id"]), by=world.people["owner"], text=CANARY
    )


def _tell_past_them(world: World) -> None:
    complaint = Complaint.objects.get(pk=world.names["complaint_id"])
    vault = vault_of_group(complaint.group_id, reader=world.people["owner"])
    vault.seal(complaint, "sealed", {"name": "Ana", "words": CANARY})
    complaint.save()


@pytest.fixture(autouse=True)
def _files_as_they_are_told(monkeypatch):
    """Answer with what a PDF file is made of: setting each and reading it back takes longer than all the rest."""
    monkeypatch.setattr(
        "wellness.paper.typesetting._compiled", lambda _look, inputs, **_standard: inputs["data"].encode()
    )


@pytest.fixture
def no_filters(monkeypatch):
    monkeypatch.setattr(SealedRowQuerySet, "of", lambda self, _workbook: self.all())
    monkeypatch.setattr(WorkbookQuerySet, "of", lambda self, _person: self.all())
    monkeypatch.setattr(SharedSummaryQuerySet, "shared_by", lambda self, _person: self.all())
    for name in ("led_by", "helped_by", "of_member"):
        monkeypatch.setattr(GroupQuerySet, name, lambda self, _person: self.all())
    monkeypatch.setattr(OneToOneQuerySet, "open_to", lambda self, _person: self.all())
    for name in ("heard_by", "told_by"):
        monkeypatch.setattr(ComplaintQuerySet, name, lambda self, _person: self.all())
    monkeypatch.setattr(SharedSummaryQuerySet, "readable_by", lambda self, _reader, _moment: self.all())


def canaries_seen(world: World, role: str) -> list[str]:
    client = Client(raise_request_exception=False)
    client.force_login(world.people[role])
    pages = PAGES if role == "facilitator" else [*PAGES, *LED_PAGES]
    # Another group's facilitator hears the complaints of this one.
    pages = pages if role == "other_facilitator" else [*pages, *TOLD_PAGES]
    return [row.name for row in pages if CANARY in words_of(client.get(path_of(row, world.names)))]


def words_of(response: HttpResponse) -> str:
    return response.content.decode()


@pytest.mark.parametrize("role", [role for role in ROLES if role not in {"visitor", "owner", "deactivated"}])
@pytest.mark.usefixtures("no_filters")
def test_without_filters_nobody_reads_what_is_not_theirs(world, role):
    assert canaries_seen(world, role) == []


def test_the_owner_reads_it(world):
    assert {
        "wellness:part",
        "wellness:goals",
        "wellness:goal",
        "wellness:goals_pdf",
        "wellness:workbook_pdf",
        "wellness:earlier",
    } <= set(canaries_seen(world, "owner"))


def test_the_one_who_hears_reads_what_is_told_past_them(world):
    client = Client()
    client.force_login(world.people["other_facilitator"])

    row = next(row for row in TOLD_PAGES if row.name == "groups:complaint")

    assert CANARY in words_of(client.get(path_of(row, world.names)))


def test_those_who_lead_read_what_is_sealed_for_them(world):
    client = Client()
    client.force_login(world.people["facilitator"])

    seen = [row.name for row in LED_PAGES if CANARY in words_of(client.get(path_of(row, world.names)))]

    assert seen == [row.name for row in LED_PAGES]
