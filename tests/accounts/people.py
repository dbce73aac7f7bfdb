"""People who can sign in as anyone does, with an e-mail that is theirs and a password."""

import re
from hashlib import sha256

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from cryptography.hazmat.primitives.asymmetric import ec
from django.core import mail
from django.test import Client
from fido2.cose import ES256
from fido2.webauthn import (
    Aaguid,
    AttestationObject,
    AttestedCredentialData,
    AuthenticatorAttestationResponse,
    AuthenticatorData,
    CollectedClientData,
    RegistrationResponse,
)

from accounts.factors import factors_of
from accounts.models import User
from tests import factories

PASSWORD = "walk to the river"


def person_with_password(**fields) -> User:
    """Return a person whose e-mail is confirmed and whose password is PASSWORD."""
    person = factories.UserFactory(**fields)
    person.set_password(PASSWORD)
    person.save()
    EmailAddress.objects.create(user=person, email=person.email, primary=True, verified=True)
    return person


def sign_in(client: Client, person: User, **more):
    """Post the sign-in form as a browser does."""
    return client.post("/accounts/login/", {"login": person.email, "password": PASSWORD, **more})


def add_app(person: User) -> str:
    """Give a person an app that shows codes, and return its secret."""
    secret = generate_totp_secret()
    with factors_of(person):
        TOTP.activate(person, secret)
    return secret


def add_passkey(person: User, name: str = "My phone") -> Authenticator:
    """Give a person a passkey, as a phone would have answered."""
    key = ES256.from_cryptography_key(ec.generate_private_key(ec.SECP256R1()).public_key())
    credential = AttestedCredentialData.create(Aaguid.NONE, b"k" * 16, key)
    flags = AuthenticatorData.FLAG.USER_PRESENT | AuthenticatorData.FLAG.ATTESTED
    seen = AuthenticatorData.create(sha256(b"testserver").digest(), flags, 0, credential)
    told = CollectedClientData.create("webauthn.create", b"c" * 16, "https://testserver")
    answer = RegistrationResponse(
        raw_id=credential.credential_id,
        response=AuthenticatorAttestationResponse(
            client_data=told, attestation_object=AttestationObject.create("none", seen, {})
        ),
    )
    data = {"name": name, "credential": dict(answer)}
    return Authenticator.objects.create(user=person, type=Authenticator.Type.WEBAUTHN, data=data)


def has_factor(person: User) -> bool:
    return Authenticator.objects.filter(user=person).exists()


def mailed_code() -> str:
    """Return the code in the newest e-mail."""
    return re.search(r"^\s*([A-Z0-9]+(?:-[A-Z0-9]+)*)\s*$", mail.outbox[-1].body, re.MULTILINE)[1]
