"""A query that forgets whose a row is shows nothing: what it fetches does not open for the person who asks."""

import pytest
from django.test import Client

from accounts.vault import vault_for
from groups.models.sharing import SharedSummaryQuerySet
from tests.guards.access_table import TABLE
from tests.guards.access_world import ROLES, World, build_world
from tests.guards.test_access import path_of
from tests.wellness.printed import words_of
from wellness.models import ConflictCopy, EarlierText, Entry
from wellness.models.workbook import SealedRowQuerySet, WorkbookQuerySet

CANARY = "canary-91d27c"
PAGES = [row for row in TABLE if row.name.startswith(("wellness:", "sharing:"))]


@pytest.fixture
def world(content) -> World:
    """Build the world with the owner's rows holding a canary, and every filter of ownership taken away."""
    world = build_world()
    vault = vault_for(world.people["owner"])
    for model in (Entry, ConflictCopy, EarlierText):
        for row in model.objects.all():
            vault.seal(row, "sealed", CANARY)
            row.save()
    return world


@pytest.fixture
def no_filters(monkeypatch):
    monkeypatch.setattr(SealedRowQuerySet, "of", lambda self, _workbook: self.all())
    monkeypatch.setattr(WorkbookQuerySet, "of", lambda self, _person: self.all())
    monkeypatch.setattr(SharedSummaryQuerySet, "shared_by", lambda self, _person: self.all())
    monkeypatch.setattr(SharedSummaryQuerySet, "readable_by", lambda self, _reader, _moment: self.all())


def canaries_seen(world: World, role: str) -> list[str]:
    client = Client(raise_request_exception=False)
    client.force_login(world.people[role])
    return [row.name for row in PAGES if CANARY in words_of(client.get(path_of(row, world.names)))]


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
