"""Every page that a person can reach by its links, looked at: in a full life of use, and on the first day."""

import re
from collections import deque
from collections.abc import Callable, Iterator
from urllib.parse import urldefrag, urljoin

import pytest
from django.test import Client
from django.urls import Resolver404, resolve

from accounts.models import User
from demonstration.building import build
from tests.factories import MembershipFactory
from tests.journeys.conftest import Visitor

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

LINK = re.compile(r'<a\b[^>]*?\bhref="([^"#][^"]*)"')
STARTS = ["/workbook/", "/groups/", "/accounts/me/", "/help-now/", "/privacy/"]
# A page of each kind is enough, but parts differ.
TWICE = {"wellness:part": 14}
FEWEST_PAGES = {
    "ana@example.org": 25,
    "lee@example.org": 20,
    "rosa@example.org": 10,
    "newcomer@example.org": 20,
}


def pages_of(person: User) -> Iterator[str]:
    """Yield an address of each kind of page that links lead to."""
    client = Client()
    client.force_login(person)
    waiting, seen, kinds = deque(STARTS), set(STARTS), dict[str, int]()
    while waiting:
        path = waiting.popleft()
        kind = _kind(path)
        if kind is None or kinds.get(kind, 0) >= TWICE.get(kind, 1):
            continue
        answer = client.get(path)
        if answer.streaming:
            b"".join(answer)  # a file is closed once it was read
        if answer.status_code != 200 or not answer["Content-Type"].startswith("text/html"):
            continue
        kinds[kind] = kinds.get(kind, 0) + 1
        yield path
        found = [urldefrag(urljoin(path, href)).url for href in LINK.findall(answer.content.decode())]
        new = [address for address in dict.fromkeys(found) if address.startswith("/") and address not in seen]
        seen.update(new)
        waiting.extend(new)


def _kind(path: str) -> str | None:
    """Return the kind of a page: the name of its view, and what it is asked for; None for what is none of ours."""
    route, _mark, query = path.partition("?")
    try:
        name = resolve(route).view_name
    except Resolver404:
        return None
    asked = "&".join(sorted(part.partition("=")[0] for part in query.split("&"))) if query else ""
    return None if name.startswith("admin:") else f"{name}?{asked}" if asked else name


@pytest.fixture
def look_around(visitor: Callable[..., Visitor]) -> Callable[[User, str], int]:
    """Return a function that looks at every page of a person on a phone, and says how many there were."""

    def look(person: User, scheme: str) -> int:
        someone = visitor(looks=[(360, scheme)])
        someone.sign_in_as(person)
        paths = list(pages_of(person))
        for path in paths:
            someone.go(path)
            someone.look(path)
        return len(paths)

    return look


@pytest.mark.parametrize("email", ["ana@example.org", "lee@example.org"])
def test_every_page_of_a_life_of_use_in_the_longer_words_of_spanish(look_around, content, email):
    build()
    User.objects.filter(email=email).update(language="es")

    assert look_around(User.objects.get(email=email), "dark") >= FEWEST_PAGES[email]


def test_every_page_of_a_first_day(look_around, content):
    person = MembershipFactory(person__email="newcomer@example.org").person

    assert look_around(person, "light") >= FEWEST_PAGES[person.email]
