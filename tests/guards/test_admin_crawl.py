"""An admin opens every page that the admin and the site link to, and finds nothing that anyone wrote."""

import re
from collections import deque

import pytest
from django.test import Client
from django.urls import reverse

from accounts.sealed_field import sealed_models
from accounts.vault import vault_for
from groups.models import Group
from groups.requests import Asked, ask_to_join
from groups.taking_part import Notes, Wishes, note_wishes, say_goodbye
from tests.accounts.rows import plain_row
from tests.factories import UserFactory
from tests.guards.access_world import World, build_world

CANARY = "canary-3f9c81d2"
LINK = re.compile(
    rb'(?:href|action)="(/[^"#?]*)'
)  # without queries: sorted differently, a list shows the same rows
NOT_FOLLOWED = ("/static/", "/accounts/logout", "/accounts/leave-quickly")


@pytest.fixture
def world(content) -> World:
    """Build the world with a canary in every sealed field that exists."""
    world = build_world()
    vault = vault_for(world.people["owner"])
    for model, fields in sealed_models().items():
        row = plain_row(model)
        for field in fields:
            vault.seal(row, field.name, CANARY)
        row.save()
    _write_for_those_who_lead(world)
    return world


def _write_for_those_who_lead(world: World) -> None:
    """Ask to join, answer what joining asks, and say goodbye, with a canary, as people do."""
    group = Group.objects.get(slug=world.names["slug"])
    ask_to_join(group=group, asked=Asked(CANARY, f"{CANARY}@example.org", CANARY, "en"))
    person = world.people["same_group"]
    told = Notes(helps_words=CANARY, apart=CANARY, phone=CANARY)
    note_wishes(place=group.memberships.get(person=person), by=person, wishes=Wishes(notes=told))
    say_goodbye(group=group, by=person, words=CANARY)


def crawl(client: Client, start: list[str]) -> dict[str, bytes]:
    """Return every page reached by links from where a crawl starts."""
    pages: dict[str, bytes] = {}
    waiting = deque(start)
    while waiting:
        path = waiting.popleft()
        if path in pages or path.startswith(NOT_FOLLOWED):
            continue
        response = client.get(path)
        pages[path] = b"" if response.streaming else response.content
        waiting.extend(link.decode() for link in LINK.findall(pages[path]))
    return pages


def test_an_admin_finds_no_writing(world):
    client = Client()
    client.force_login(UserFactory(is_staff=True, is_superuser=True))
    people = [reverse("admin:accounts_user_change", args=[person.pk]) for person in world.people.values()]

    pages = crawl(client, ["/admin/", "/", *people])

    assert len(pages) > 60
    assert [path for path, body in pages.items() if CANARY.encode() in body] == []


def test_the_crawl_would_find_writing(world):
    """The owner's own pages hold what they wrote: a crawl that sees them finds it."""
    owner = world.people["owner"]
    client = Client()
    client.force_login(owner)
    client.post("/workbook/opening/", {"helps": CANARY, "version-helps": "0"})

    pages = crawl(client, ["/workbook/opening/", "/workbook/summary/"])

    assert any(CANARY.encode() in body for body in pages.values())


def test_those_who_lead_find_what_was_written_for_them_and_no_address(world):
    """What the superuser does not find is there for one who leads the group."""
    client = Client()
    client.force_login(world.people["facilitator"])
    lead = f"/groups/{world.names['slug']}/lead/"

    pages = {path: client.get(f"{lead}{path}/").content.decode() for path in ("waiting", "members")}

    assert all(CANARY in page for page in pages.values())
    assert not any(f"{CANARY}@" in page for page in pages.values())


def test_no_action_of_the_admin_takes_an_account_over(world):
    client = Client()
    client.force_login(world.people["admin"])
    owner = world.people["owner"]
    before = (owner.email, owner.password)
    path = reverse("admin:accounts_user_change", args=[owner.pk])

    client.post(
        path,
        {"email": "taken@example.org", "password": "x", "name": "New", "is_active": "on", "_save": "Save"},
    )

    owner.refresh_from_db()
    assert (owner.email, owner.password) == before
    assert client.get(f"{path}password/").status_code in {302, 404}
