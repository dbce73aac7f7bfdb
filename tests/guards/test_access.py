"""Every address, by every role, with GET and POST: what opens is listed, and nothing else opens."""

import re
from collections.abc import Iterator
from types import SimpleNamespace

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests import factories
from tests.guards.access_table import LIBRARIES, TABLE, Row
from tests.guards.access_world import ABSENT, ROLES, World, build_world

SIGN_IN = "/accounts/login/"


def our_addresses(resolver: URLResolver | None = None, space: str = "") -> Iterator[str]:
    """Yield the full name of every address; those of whole libraries are named by their prefix."""
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLPattern):
            yield f"{space}{entry.name}"
        elif str(entry.pattern) not in LIBRARIES:
            yield from our_addresses(entry, f"{entry.namespace}:" if entry.namespace else space)


@pytest.fixture
def world(content) -> World:
    return build_world()


def browser_of(world: World, role: str) -> Client:
    """Return a browser in which a role is signed in, whatever a page answers: signing in once is enough for all."""
    if role == "visitor":
        return Client(raise_request_exception=False)
    client = Client()
    client.force_login(world.people[role])
    cookie = f"sessionid={client.cookies['sessionid'].value}"
    return Client(raise_request_exception=False, headers={"cookie": cookie})


def answer(client: Client, method: str, path: str) -> str:
    """Return what someone gets, in the table's words; whatever the request changed is rolled back."""
    with transaction.atomic():
        response = getattr(client, method)(path)
        if response.streaming:
            b"".join(response)  # a file is closed once it was read
        transaction.set_rollback(True)
    if response.status_code in {301, 302}:
        return "in" if response["Location"].startswith(SIGN_IN) else "go"
    return {200: "ok", 404: "no"}.get(response.status_code, str(response.status_code))


def in_batches(rows: list[Row]) -> list[list[Row]]:
    """Return rows a dozen at a time: building the world takes longer than opening a page of it."""
    return [rows[start : start + 12] for start in range(0, len(rows), 12)]


def path_of(row: Row, names: dict[str, object]) -> str:
    return reverse(row.name, kwargs={key: names[value] for key, value in row.kwargs.items()})


def test_the_table_lists_every_address():
    assert sorted(row.name for row in TABLE) == sorted(our_addresses())


def test_an_address_left_out_of_the_table_is_noticed():
    forgotten = SimpleNamespace(url_patterns=[URLPattern(None, None, name="forgotten")])

    assert list(our_addresses(forgotten)) == ["forgotten"]


@pytest.mark.parametrize("rows", in_batches(TABLE), ids=lambda rows: rows[0].name)
def test_they_open_for_whom_the_table_says(world, rows):
    browsers = {role: browser_of(world, role) for role in ROLES}

    got = {
        (method, row.name): {
            role: answer(client, method, path_of(row, world.names)) for role, client in browsers.items()
        }
        for row in rows
        for method in ("get", "post")
    }

    told = {("get", row.name): row.get for row in rows} | {("post", row.name): row.post for row in rows}
    assert got == {key: dict(zip(ROLES, outcomes.split(), strict=True)) for key, outcomes in told.items()}


def test_an_admin_who_is_no_superuser_opens_what_a_superuser_opens(world):
    world.people["staff"] = factories.UserFactory(is_staff=True)
    paths = [("get", path_of(row, world.names)) for row in TABLE]

    browsers = {role: browser_of(world, role) for role in ("admin", "staff")}

    got = {role: [answer(client, *path) for path in paths] for role, client in browsers.items()}

    assert got["staff"] == got["admin"]


ROWS_WITH_A_THING = [
    row
    for row in TABLE
    if set(row.kwargs)
    & {"goal_id", "shared_id", "session_id", "invitation_id", "one_id", "request_id", "line_id"}
]


@pytest.mark.parametrize("rows", in_batches(ROWS_WITH_A_THING), ids=lambda rows: rows[0].name)
def test_what_is_absent_looks_like_what_is_foreign(world, rows):
    """A stranger gets for an absent id, byte for byte, what they get for a real one that is not theirs."""
    told = {}
    for row in rows:
        thing = next(key for key in row.kwargs if key.endswith("_id"))
        stranger = Client()
        stranger.force_login(world.people[_stranger_to(row)])
        addresses = [path_of(row, names) for names in (world.names, {**world.names, thing: ABSENT})]
        told[row.name] = [_said(stranger.get(address)) for address in addresses]

    assert {name: code for name, [(code, _foreign), _absent] in told.items() if code not in {404, 405}} == {}
    assert [name for name, [foreign, absent] in told.items() if foreign != absent] == []


@pytest.mark.parametrize("role", ["owner", "facilitator"])
def test_who_may_open_a_thing_finds_none_where_there_is_none(world, role):
    client = Client()
    client.force_login(world.people[role])

    codes = {
        client.get(path_of(row, {**world.names, thing: ABSENT})).status_code
        for row in ROWS_WITH_A_THING
        for thing in row.kwargs
        if thing.endswith("_id")
    }

    assert codes <= {404, 405}


def _said(response: HttpResponse) -> tuple[int, str]:
    """Return an answer without the token that differs in each."""
    return response.status_code, re.sub(r'value="\w{64}"', "", response.content.decode())


def _stranger_to(row: Row) -> str:
    """Return who is not let in: someone of the same group unless the page is for all in it."""
    gets = dict(zip(ROLES, row.get.split(), strict=True))
    return "other_group" if gets["same_group"] == "ok" else "same_group"


JUNK = ["not-there", "0", "%00", "..%2f", "é"]


def test_a_malformed_address_is_absent(world):
    client = Client()
    client.force_login(world.people["facilitator"])
    found = {}
    for row in TABLE:
        if row.kwargs and row.name != "groups:join":  # a code that lets nobody in has a page of its own
            path = path_of(row, world.names)
            value = str(world.names[next(iter(row.kwargs.values()))])
            found[row.name] = {client.get(path.replace(value, junk, 1)).status_code for junk in JUNK}

    assert {name: codes for name, codes in found.items() if not codes <= {404, 405}} == {}
