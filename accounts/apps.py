from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    """People and their keys."""

    name = "accounts"
    verbose_name = _("People and sign-in")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register the check that stops every command when a master key is wrong; it needs the models loaded."""
        import_module("accounts.master_keys")
