import base64
import json

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.test import Client

from tests import factories
from tests.accounts.people import PASSWORD, add_app, person_with_password, sign_in

STAFF_ADDRESSES = ["/admin/", "/admin/accounts/user/", "/", "/workbook/", "/groups/"]


@pytest.fixture
def _required(settings):
    settings.SECOND_FACTOR_REQUIRED = True


@pytest.mark.parametrize("address", STAFF_ADDRESSES)
@pytest.mark.usefixtures("_required", "content")
def test_an_admin_without_one_is_led_to_add_it(signed_in, address):
    response = signed_in(factories.AdminFactory()).get(address)

    assert (response.status_code, response["Location"]) == (302, "/accounts/2fa/")


@pytest.mark.parametrize("made", [factories.FacilitatorFactory, factories.VolunteerFactory])
@pytest.mark.usefixtures("_required")
def test_those_who_lead_without_one_are_led_to_add_it(signed_in, db, made):
    place = made()
    client = signed_in(place.person)

    answers = [client.get(f"/groups/{place.group.slug}/{page}") for page in ("", "lead/", "lead/members/")]

    assert [answer["Location"] for answer in answers] == ["/accounts/2fa/"] * 3


@pytest.mark.usefixtures("_required")
def test_someone_who_begins_to_lead_is_asked_at_once(signed_in, db, ana):
    client = signed_in(ana)
    before = client.get("/groups/").status_code

    factories.FacilitatorFactory(peer_lead=factories.PeerLeadFactory(person=ana))

    assert (before, client.get("/groups/").status_code) == (200, 302)


@pytest.mark.usefixtures("_required")
def test_help_privacy_and_adding_one_stay_open(signed_in, content):
    client = signed_in(factories.AdminFactory())

    pages = ["/help-now/", "/privacy/", "/accounts/me/", "/accounts/2fa/", "/accounts/leave-quickly/"]

    assert [client.get(page).status_code for page in pages] == [200] * 5


@pytest.mark.usefixtures("_required", "content")
def test_participants_are_not_asked(signed_in, ana):
    assert signed_in(ana).get("/groups/").status_code == 200


@pytest.mark.usefixtures("_required")
def test_with_one_an_admin_comes_in(signed_in, db):
    admin = factories.AdminFactory()
    add_app(admin)

    assert signed_in(admin).get("/admin/").status_code == 200


def test_signing_in_asks_for_the_code_and_opens_with_it(client, db):
    person = person_with_password()
    secret = add_app(person)

    asked = sign_in(client, person)
    closed = client.get("/accounts/me/").status_code
    client.post("/accounts/2fa/authenticate/", {"code": _code(secret)})

    assert asked["Location"] == "/accounts/2fa/authenticate/"
    assert (closed, client.get("/accounts/me/").status_code) == (302, 200)


def test_adding_an_app_asks_for_the_password_again_and_gives_spare_codes(client, db):
    person = person_with_password()
    client.force_login(person)

    asked = client.get("/accounts/2fa/totp/activate/")
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    secret = client.get("/accounts/2fa/totp/activate/").context["form"].secret
    added = client.post("/accounts/2fa/totp/activate/", {"code": _code(secret)}, follow=True)

    assert asked["Location"].startswith("/accounts/reauthenticate/")
    assert len(added.context["unused_codes"]) == 10


def test_seeds_are_sealed_where_they_are_stored(client, db):
    person = person_with_password()
    client.force_login(person)
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    secret = client.get("/accounts/2fa/totp/activate/").context["form"].secret
    client.post("/accounts/2fa/totp/activate/", {"code": _code(secret)})

    stored = {factor.type: factor.data for factor in Authenticator.objects.filter(user=person)}

    assert sorted(stored) == ["recovery_codes", "totp"]
    assert secret not in json.dumps(stored)
    assert secret.encode() not in base64.b64decode(stored["totp"]["secret"])
    assert len(base64.b64decode(stored["recovery_codes"]["seed"])) > 200


def test_a_stolen_row_of_factors_signs_nobody_in(db):
    person = person_with_password()
    add_app(person)
    stored = Authenticator.objects.get(user=person).data["secret"]
    client = Client()
    sign_in(client, person)

    client.post("/accounts/2fa/authenticate/", {"code": stored[:6]})

    assert client.get("/accounts/me/").status_code == 302


def _code(secret: str) -> str:
    counter = next(yield_hotp_counters_from_time())
    return format_hotp_value(hotp_value(secret, counter))
