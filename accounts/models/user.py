import uuid
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


def language_choices() -> list[tuple[str, str]]:
    """Return the languages that pages are written in."""
    return list(settings.LANGUAGES)


def validate_time_zone(name: str) -> None:
    """Raise ValidationError unless `name` is an IANA time zone such as Europe/London."""
    if name not in available_timezones():
        raise ValidationError(_("Choose a time zone from the list, such as Europe/London."))


class UserManager(BaseUserManager["User"]):
    """Makes people by their e-mail address."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """Return a new person; the address is stored in lower case. Raise ValueError without an address."""
        if not email:
            message = "A person needs an e-mail address."
            raise ValueError(message)
        user = self.model(email=email.lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """Return a new admin, who may set up everything in the admin and read nobody's writing."""
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)


class User(AbstractBaseUser, PermissionsMixin):
    """A person with a sign-in: participant, volunteer, facilitator or admin."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    email = models.EmailField(_("e-mail"), unique=True)
    name = models.CharField(_("name shown to the group"), max_length=60, blank=True)
    language = models.CharField(_("language"), max_length=10, choices=language_choices, default="en")
    time_zone = models.CharField(_("time zone"), max_length=64, blank=True, validators=[validate_time_zone])
    country = models.CharField(_("country"), max_length=2, blank=True)
    leaves_on_shift = models.BooleanField(_("Shift three times leaves quickly"), default=True)
    privacy_read_at = models.DateTimeField(_("privacy page read"), null=True, blank=True, editable=False)
    leaving_explained_at = models.DateTimeField(
        _("leaving quickly explained"), null=True, blank=True, editable=False
    )
    is_active = models.BooleanField(_("may sign in"), default=True)
    is_staff = models.BooleanField(_("may use the admin"), default=False)
    joined_at = models.DateTimeField(_("joined"), default=timezone.now, editable=False)

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = []

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        constraints = [
            models.UniqueConstraint(Lower("email"), name="one_person_per_email"),
        ]

    def __str__(self) -> str:
        return self.name or self.email

    def get_short_name(self) -> str:
        """Return what the admin greets someone by."""
        return self.name

    @property
    def name_and_email(self) -> str:
        """What an admin tells people apart by: two may have the same first name."""
        return f"{self.name} ({self.email})" if self.name else self.email

    @property
    def zone(self) -> ZoneInfo:
        """The person's time zone; the installation's where they have not said."""
        return ZoneInfo(self.time_zone or settings.TIME_ZONE)

    @property
    def has_read_privacy(self) -> bool:
        return self.privacy_read_at is not None

    @property
    def knows_leaving(self) -> bool:
        return self.leaving_explained_at is not None
