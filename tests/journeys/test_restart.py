"""The server is started anew while someone writes: what they typed meanwhile is saved, and they need do nothing."""

from collections.abc import Iterator

import pytest
from django.db import connection
from playwright.sync_api import Page, expect

from accounts.models import User
from tests.journeys.served import Server
from tests.journeys.test_story import make_person

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def server(content) -> Iterator[Server]:
    server = Server(
        DJANGO_SETTINGS_MODULE="tests.served_settings",
        DATABASE_URL=f"sqlite:///{connection.settings_dict['NAME']}",
    )
    server.start()
    yield server
    server.stop()


def says(page: Page, words: str) -> None:
    expect(page.locator("[data-save-line]")).to_contain_text(words)


def test_words_typed_while_the_server_starts_anew_are_saved(server, visitor):
    make_person("sam@example.org", "Sam")
    sam = visitor()
    sam.home = server.address
    sam.sign_in_as(User.objects.get(name="Sam"))
    sam.go("/workbook/physical/")
    words = sam.page.locator("#f-helps")
    words.press_sequentially("The walk to ")
    says(sam.page, "Saved at")

    server.stop()
    words.press_sequentially("the river.")
    says(sam.page, "Not saved yet. We keep trying.")
    server.start()
    says(sam.page, "Saved at")

    sam.page.reload()
    expect(words).to_have_value("The walk to the river.")
