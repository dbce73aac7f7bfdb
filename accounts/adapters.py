"""Where allauth asks us: who may sign up, and how second-factor seeds are kept."""

import base64

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.http import HttpRequest
from django.utils.module_loading import import_string

from accounts.vault import open_for_system, seal_for_system

FACTORS = "factors"


class AccountAdapter(DefaultAccountAdapter):
    """Sign-up is open to those who carry an invitation."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return bool(import_string(settings.SIGN_UP_RULE)(request))


class FactorAdapter(DefaultMFAAdapter):
    """TOTP secrets and recovery seeds are sealed before they are stored."""

    def encrypt(self, text: str) -> str:
        return base64.b64encode(seal_for_system(FACTORS, text)).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return open_for_system(FACTORS, base64.b64decode(encrypted_text))
