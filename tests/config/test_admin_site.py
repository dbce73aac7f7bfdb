"""The admin site's doors: one way in, one way to change a password, and no going round in circles."""

import pytest

from accounts.models import Grant
from tests import factories


def test_someone_who_is_no_admin_finds_nothing_at_the_admin(signed_in, ana):
    answers = signed_in(ana).get("/admin/", follow=True)

    assert answers.status_code == 404
    assert len(answers.redirect_chain) <= 2


def test_an_admin_who_is_signed_in_goes_on_to_the_admin(signed_in):
    answer = signed_in(factories.AdminFactory()).get("/admin/login/", follow=True)

    assert (answer.status_code, answer.request["PATH_INFO"]) == (200, "/admin/")


def test_the_admin_has_no_password_page_of_its_own(signed_in):
    answer = signed_in(factories.AdminFactory()).post("/admin/password_change/", {"old_password": "guess"})

    assert answer["Location"] == "/accounts/password/change/"


def test_an_admin_finds_the_way_to_the_admin_and_nobody_else_does(signed_in, content, ana):
    way = b'<a href="/admin/">Set up groups</a>'

    assert way in signed_in(factories.AdminFactory()).get("/workbook/").content
    assert way not in signed_in(ana).get("/workbook/").content


def test_the_admin_greets_by_name(signed_in):
    page = signed_in(factories.AdminFactory(name="Robin", email="robin@example.org")).get("/admin/").content

    assert b"<strong>Robin</strong>" in page
    assert b"robin@example.org" not in page


def test_a_page_of_the_admin_names_its_icon(signed_in):
    page = signed_in(factories.AdminFactory()).get("/admin/").content

    assert b'<link rel="icon" href="/static/icons/favicon.svg"' in page


@pytest.mark.parametrize(("language", "name"), [("en", "People and sign-in"), ("es", "Personas y acceso")])
def test_the_admin_calls_accounts_by_what_they_are(signed_in, language, name):
    page = signed_in(factories.AdminFactory(language=language)).get("/admin/").content.decode()

    assert name in page


def test_someone_kept_out_loses_every_leave_to_open_what_was_shared(signed_in):
    admin, lead = factories.AdminFactory(), factories.UserFactory()
    Grant.objects.create(owner=admin.pk, reader=lead, row=admin.pk)

    signed_in(admin).post(f"/admin/accounts/user/{lead.pk}/change/", {"_save": "Save"})

    lead.refresh_from_db()
    assert not lead.is_active
    assert not Grant.objects.filter(reader=lead).exists()


def test_changing_the_address_asks_again_who_one_is(signed_in, ana):
    browser = signed_in(ana)

    answer = browser.post("/accounts/email/", {"email": "thief@example.org", "action_add": ""})

    assert answer["Location"].startswith("/accounts/reauthenticate/")
