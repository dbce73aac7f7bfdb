from importlib import import_module

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """People and their keys."""

    name = "accounts"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register the check that stops every command when a master key is wrong; it needs the models loaded."""
        import_module("accounts.master_keys")
