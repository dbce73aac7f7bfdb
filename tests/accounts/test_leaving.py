import re

import pytest
from django.test import Client

from tests.accounts.people import person_with_password, sign_in

ELSEWHERE = "https://www.wikipedia.org/"
EXPLAINED = "/accounts/leave-quickly/explained/"


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


def test_a_browser_that_was_left_is_signed_out_though_its_request_was_lost(signed_in, ana):
    client = signed_in(ana)
    client.cookies["left"] = "1"

    response = client.get("/accounts/me/")

    assert response.status_code == 302
    assert response.cookies["left"]["max-age"] == 0
    assert client.get("/accounts/me/").status_code == 302


def test_what_a_page_sends_on_its_way_out_is_still_taken(signed_in, ana):
    client = signed_in(ana)
    client.cookies["left"] = "1"

    client.post("/accounts/name/", {"name": "Anita"})

    ana.refresh_from_db()
    assert ana.name == "Anita"


def test_signing_in_after_leaving_stays_signed_in(client):
    person = person_with_password()
    client.cookies["left"] = "1"
    client.get("/accounts/login/")

    sign_in(client, person)

    assert client.get("/accounts/me/").status_code == 200


def test_leaving_takes_its_own_mark_away(client, db):
    client.cookies["left"] = "1"

    assert client.post("/accounts/leave-quickly/").cookies["left"]["max-age"] == 0


def test_leaving_is_explained_until_it_is_known(signed_in, ana):
    client = signed_in(ana)
    before = client.get("/accounts/name/").content.decode()

    response = client.post(EXPLAINED, headers={"Referer": "http://testserver/accounts/name/"})

    after = client.get(response["Location"]).content.decode()
    assert response["Location"] == "http://testserver/accounts/name/"
    assert ["I know now" in page for page in (before, after)] == [True, False]


@pytest.mark.parametrize("address", ["", "https://elsewhere.example/", "//elsewhere.example/"])
def test_the_note_never_leads_to_another_site(signed_in, ana, address):
    assert signed_in(ana).post(EXPLAINED, headers={"Referer": address})["Location"] == "/"


def test_somebody_who_turned_shift_off_is_not_told_of_it(signed_in, ana):
    ana.leaves_on_shift = False
    ana.save()

    assert "So does Shift" not in signed_in(ana).get("/accounts/name/").content.decode()
