from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class WellnessConfig(AppConfig):
    """The workbook."""

    name = "wellness"
    verbose_name = _("Workbook and topics")
    default_auto_field = "django.db.models.BigAutoField"
