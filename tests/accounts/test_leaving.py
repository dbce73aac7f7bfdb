import re

import pytest
from django.test import Client

ELSEWHERE = "https://www.wikipedia.org/"


def test_leaving_signs_out_and_goes_elsewhere(signed_in, ana):
    client = signed_in(ana)

    response = client.post("/accounts/leave-quickly/")

    assert (response.status_code, response["Refresh"]) == (200, f"0; url={ELSEWHERE}")
    assert client.get("/accounts/me/").status_code == 302


def test_leaving_deletes_the_cookie_of_the_session(signed_in, ana):
    response = signed_in(ana).post("/accounts/leave-quickly/")

    assert response.cookies["sessionid"]["max-age"] == 0
    assert response["Cache-Control"] == "no-store, private"


def test_the_page_that_comes_between_says_nothing_and_works_without_javascript(client, db):
    page = client.post("/accounts/leave-quickly/").content.decode()

    assert f'<a href="{ELSEWHERE}">' in page
    assert "sevenfold" not in page.lower()
    assert not re.search(r"<script|<style|style=", page)


def test_leaving_works_from_a_page_that_is_too_old(ana):
    client = Client(enforce_csrf_checks=True)
    client.force_login(ana)

    response = client.post("/accounts/leave-quickly/", {"csrfmiddlewaretoken": "old"})

    assert response.status_code == 200
    assert client.get("/accounts/me/").status_code == 302


def test_a_page_explains_it_and_signs_nobody_out(signed_in, ana):
    client = signed_in(ana)

    page = client.get("/accounts/leave-quickly/").content.decode()

    assert "The last few words you typed may not be saved." in page
    assert "stays in the browser" in page
    assert client.get("/accounts/me/").status_code == 200


def test_every_page_carries_the_way_out(client, db):
    page = client.get("/privacy/").content.decode()

    assert "js/leave.js" in page
    assert f'data-leave-quickly="{ELSEWHERE}"' in page
    assert 'data-leave-on-shift="yes"' in page


@pytest.mark.parametrize(("wish", "told"), [(True, "yes"), (False, "no")])
def test_shift_is_turned_on_and_off(signed_in, ana, wish, told):
    ana.leaves_on_shift = wish
    ana.save()

    page = signed_in(ana).get("/privacy/").content.decode()

    assert f'data-leave-on-shift="{told}"' in page
