from datetime import date, timedelta

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class HelpCountry(models.Model):
    """A country (or EU) with its emergency number."""

    code = models.CharField(_("country"), max_length=2, unique=True)
    emergency = models.CharField(_("emergency number"), max_length=20)

    class Meta:
        ordering = ["code"]
        verbose_name = _("country with help lines")
        verbose_name_plural = _("countries with help lines")

    def __str__(self) -> str:
        return self.code


class HelpLineQuerySet(models.QuerySet["HelpLine"]):
    def to_check_on(self, day: date) -> "HelpLineQuerySet":
        """Return the lines that nobody has checked in the 90 days before a day, or ever."""
        return self.filter(Q(checked_on__isnull=True) | Q(checked_on__lt=day - HelpLine.CHECKED_EVERY))


class HelpLine(models.Model):
    """Somewhere a person can ring or text, with the source of the figures and when someone last checked them."""

    CHECKED_EVERY = timedelta(days=90)

    country = models.ForeignKey(HelpCountry, models.CASCADE, related_name="lines")
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    name = models.CharField(_("name"), max_length=80)
    call = models.CharField(_("call"), max_length=80, blank=True)
    text = models.CharField(_("text"), max_length=80, blank=True)
    hours = models.CharField(_("hours"), max_length=80, blank=True)
    languages = models.CharField(_("languages"), max_length=80, blank=True)
    sign_language = models.CharField(_("sign language"), max_length=120, blank=True)
    region = models.CharField(_("where in the country"), max_length=80, blank=True)
    source = models.CharField(_("where the figures were read"), max_length=200, blank=True)
    checked_on = models.DateField(
        _("last checked"), null=True, blank=True, help_text=_("Check this line, then record the date.")
    )

    objects = HelpLineQuerySet.as_manager()

    class Meta:
        verbose_name = _("help line")
        verbose_name_plural = _("help lines")
        ordering = ["country__code", "position"]

    def __str__(self) -> str:
        return self.name
