"""Where allauth asks us: who may sign up, what we say, and how second-factor seeds are kept."""

import base64
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.module_loading import import_string
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.factors import whose_factors
from accounts.models import User
from accounts.vault import CannotOpen, CannotSeal, open_for_system, seal_for_system

FACTORS = "factors"
WRONG_CODE = _("That code does not fit. Type the newest one, or ask for a new code.")
TOO_MANY = _("You tried many times. Wait five minutes, then try again.")


class AccountAdapter(DefaultAccountAdapter):
    """Sign-up is open to those who carry an invitation."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "account_inactive": _("This account is not in use now. Ask the person who leads your group."),
        "email_password_mismatch": _(
            "That e-mail and password do not go together. Try again, or ask for a code by e-mail."
        ),
        "enter_current_password": _("That is not the password you have now. Try again."),
        "incorrect_password": _("That is not your password. Try again."),
        "incorrect_code": WRONG_CODE,
        "too_many_login_attempts": TOO_MANY,
        "rate_limited": TOO_MANY,
        "duplicate_email": _("You already use this e-mail here."),
        "same_as_current": _("That is the e-mail you have now. Type the new one."),
        "email_taken": _("This e-mail cannot be used here. Try another one."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return bool(import_string(settings.SIGN_UP_RULE)(request))

    def new_user(self, request: HttpRequest) -> User:
        """Begin an account in the language that its pages were shown in."""
        return User(language=request.LANGUAGE_CODE)

    def get_password_change_redirect_url(self, _request: HttpRequest) -> str:
        return reverse("accounts:me")


class FactorAdapter(DefaultMFAAdapter):
    """TOTP secrets and recovery seeds are sealed for their person before they are stored."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": _("That code does not fit. Wait for the next one, then type it as it stands."),
        "unverified_email": _("Confirm your e-mail first, then come back here."),
    }

    def encrypt(self, text: str) -> str:
        owner = whose_factors()
        if owner is None:
            raise CannotSeal
        return base64.b64encode(seal_for_system(FACTORS, text, owner=owner)).decode()

    def decrypt(self, encrypted_text: str) -> str:
        owner = whose_factors()
        if owner is None:
            raise CannotOpen
        return open_for_system(FACTORS, base64.b64decode(encrypted_text), owner=owner)

    def generate_authenticator_name(self, *_args: Any, **_kwargs: Any) -> str:
        return gettext("My passkey")
