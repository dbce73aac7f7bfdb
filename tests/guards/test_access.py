"""Every address, by every role, with GET and POST: what opens is listed, and nothing else opens."""

from collections.abc import Iterator
from types import SimpleNamespace

import pytest
from django.db import transaction
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


def answer(world: World, role: str, method: str, path: str) -> str:
    """Return what a role gets, in the table's words; whatever the request changed is rolled back."""
    client = Client(raise_request_exception=False)
    if role != "visitor":
        client.force_login(world.people[role])
    with transaction.atomic():
        response = getattr(client, method)(path)
        transaction.set_rollback(True)
    if response.status_code in {301, 302}:
        return "in" if response["Location"].startswith(SIGN_IN) else "go"
    return {200: "ok", 404: "no"}.get(response.status_code, str(response.status_code))


def path_of(row: Row, names: dict[str, object]) -> str:
    return reverse(row.name, kwargs={key: names[value] for key, value in row.kwargs.items()})


def test_the_table_lists_every_address():
    assert sorted(row.name for row in TABLE) == sorted(our_addresses())


def test_an_address_left_out_of_the_table_is_noticed():
    forgotten = SimpleNamespace(url_patterns=[URLPattern(None, None, name="forgotten")])

    assert list(our_addresses(forgotten)) == ["forgotten"]


@pytest.mark.parametrize("row", TABLE, ids=lambda row: row.name)
def test_it_opens_for_whom_the_table_says(world, row):
    path = path_of(row, world.names)

    got = {method: {role: answer(world, role, method, path) for role in ROLES} for method in ("get", "post")}

    assert got == {
        "get": dict(zip(ROLES, row.get.split(), strict=True)),
        "post": dict(zip(ROLES, row.post.split(), strict=True)),
    }


def test_an_admin_who_is_no_superuser_opens_what_a_superuser_opens(world):
    world.people["staff"] = factories.UserFactory(is_staff=True)
    paths = [(method, path_of(row, world.names)) for row in TABLE for method in ("get", "post")]

    got = {role: [answer(world, role, *path) for path in paths] for role in ("admin", "staff")}

    assert got["staff"] == got["admin"]


ROWS_WITH_A_THING = [
    row
    for row in TABLE
    if set(row.kwargs)
    & {"goal_id", "shared_id", "session_id", "invitation_id", "one_id", "request_id", "line_id"}
]


@pytest.mark.parametrize("row", ROWS_WITH_A_THING, ids=lambda row: row.name)
@pytest.mark.parametrize("role", ["owner", "facilitator"])
def test_what_is_absent_looks_like_what_is_foreign(world, row, role):
    """The role that may open it gets for an absent id what a stranger gets for the real one: the same bytes."""
    thing = next(key for key in row.kwargs if key.endswith("_id"))
    absent = path_of(row, {**world.names, thing: ABSENT})
    mine, stranger = Client(), Client()
    mine.force_login(world.people[role])
    stranger.force_login(world.people[_stranger_to(row)])

    responses = [mine.get(absent), stranger.get(path_of(row, world.names))]

    if responses[0].status_code != 405:
        assert [response.status_code for response in responses] == [404, 404]


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
