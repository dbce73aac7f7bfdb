"""A second factor opens for the person it was made for: moved to another row, no code fits it."""

import base64
from importlib import import_module

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import generate_totp_secret
from django.apps import apps
from django.test import Client

from accounts.adapters import FACTORS
from accounts.factors import factors_of
from accounts.vault import CannotOpen, seal_for_system
from tests.accounts.people import add_app, person_with_password, sign_in
from tests.accounts.test_second_factor import _code

Type = Authenticator.Type
bind = import_module("accounts.migrations.0003_seal_factor_seeds_for_their_person").seal_for_their_person


@pytest.fixture
def boss(db):
    return person_with_password(is_staff=True, is_superuser=True)


@pytest.fixture
def thief(db):
    return person_with_password()


def opens_for(person, code):
    """Return whether someone who knows the password comes in with a code."""
    client = Client()
    sign_in(client, person)
    answer = client.post("/accounts/2fa/authenticate/", {"code": code})
    return answer.status_code == 302 and client.get("/accounts/me/").status_code == 200


def spare_codes(person):
    with factors_of(person):
        return RecoveryCodes.activate(person).get_unused_codes()


def move(origin, target, kind):
    data = Authenticator.objects.get(user=origin, type=kind).data
    Authenticator.objects.filter(user=target, type=kind).update(data=data)


def test_the_seed_of_one_does_not_open_the_account_of_another(boss, thief):
    add_app(boss)
    secret = add_app(thief)

    move(thief, boss, Type.TOTP)

    assert not opens_for(boss, _code(secret))
    assert opens_for(thief, _code(secret))


def test_the_spare_codes_of_one_do_not_open_the_account_of_another(boss, thief):
    add_app(boss), add_app(thief)
    codes, _others = spare_codes(thief), spare_codes(boss)

    move(thief, boss, Type.RECOVERY_CODES)

    assert not opens_for(boss, codes[0])
    assert opens_for(thief, codes[0])


def test_a_seed_sealed_for_nobody_does_not_open(boss):
    add_app(boss)
    secret = generate_totp_secret()
    planted = base64.b64encode(seal_for_system(FACTORS, secret)).decode()
    Authenticator.objects.filter(user=boss).update(data={"secret": planted})

    assert not opens_for(boss, _code(secret))


def test_without_a_person_nothing_opens(thief):
    add_app(thief)
    factor = Authenticator.objects.get(user=thief)

    with pytest.raises(CannotOpen):
        factor.wrap().validate_code("123456")


def test_what_was_sealed_before_is_sealed_for_its_person_and_goes_on_working(thief):
    """Rows of before name nobody; the migration binds each, and a second run changes nothing."""
    secret = generate_totp_secret()
    stored = base64.b64encode(seal_for_system(FACTORS, secret)).decode()
    Authenticator.objects.create(user=thief, type=Type.TOTP, data={"secret": stored})

    bind(apps, None)
    bound = Authenticator.objects.get(user=thief).data
    bind(apps, None)

    assert Authenticator.objects.get(user=thief).data == bound
    assert opens_for(thief, _code(secret))
