import re

import pytest
from django.test import Client
from django.utils import translation

from accounts.devices import device_name
from tests.accounts.people import person_with_password, sign_in

WEBKIT = "AppleWebKit/605.1.15 (KHTML, like Gecko)"
BLINK = "AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0"
PHONE = f"Mozilla/5.0 (Linux; Android 14; SM-A515F) {BLINK} Mobile Safari/537.36"


@pytest.mark.parametrize(
    ("user_agent", "name"),
    [
        (PHONE, "Chrome on Android"),
        (PHONE.replace("Chrome", "SamsungBrowser/27.0 Chrome"), "Samsung Internet on Android"),
        (f"Mozilla/5.0 (Windows NT 10.0; Win64; x64) {BLINK} Safari/537.36 Edg/130.0", "Edge on Windows"),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:132.0) Gecko/20100101 Firefox/132.0", "Firefox on Linux"),
        (f"Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) {WEBKIT} Version/18.1 Safari/604.1", "Safari on iPhone"),
        (f"Mozilla/5.0 (iPad; CPU OS 18_1 like Mac OS X) {WEBKIT} CriOS/130.0 Safari/604.1", "Chrome on iPad"),
        (f"Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) {WEBKIT} Version/18.1 Safari/605.1", "Safari on a Mac or an iPad"),
        (f"Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) {BLINK} Safari/537.36", "Chrome on a Chromebook"),
        ("Mozilla/5.0 (PlayStation 5) Firefox/99", "Firefox"),
        ("Lynx/2.9.0", "Lynx/2.9.0"),
        ("", "A browser that does not say its name"),
    ],
)  # fmt: skip
def test_device_is_named_in_words(user_agent, name):
    assert device_name(user_agent) == name


def test_device_is_named_in_spanish():
    with translation.override("es"):
        assert device_name(PHONE) == "Chrome en Android"


def test_list_of_sign_ins_names_the_device(client, db):
    client.defaults["HTTP_USER_AGENT"] = PHONE
    sign_in(client, person_with_password())

    page = client.get("/accounts/sessions/").content.decode()

    assert "Chrome on Android" in page
    assert "Mozilla" not in page


def test_list_of_sign_ins_begins_with_this_one(client, db):
    person = person_with_password()
    for browser, user_agent in ((Client(), PHONE), (client, ""), (Client(), PHONE)):
        browser.defaults["HTTP_USER_AGENT"] = user_agent
        sign_in(browser, person)

    page = client.get("/accounts/sessions/").content.decode()

    assert re.findall(r"Here, on this one|Since", page) == ["Here, on this one", "Since", "Since"]
