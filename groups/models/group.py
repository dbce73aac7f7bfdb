import secrets
import string
import uuid
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.models.user import language_choices, validate_time_zone

SLUG_LETTERS = string.ascii_lowercase + string.digits
SLUG_LENGTH = 10


def random_slug() -> str:
    """Return a group's address: random, so that it tells nothing about the group."""
    return "".join(secrets.choice(SLUG_LETTERS) for _letter in range(SLUG_LENGTH))


class PeerLead(models.Model):
    """Someone who may lead: an admin confirmed their lived experience. Nobody is asked what happened."""

    person = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="peer_lead", verbose_name=_("person")
    )
    confirmed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    confirmed_at = models.DateTimeField(_("confirmed"), default=timezone.now)
    introduction = models.TextField(
        _("introduction"), blank=True, max_length=1500, help_text=_("In their own words, shown to the group.")
    )
    is_public = models.BooleanField(_("show the introduction on the public page"), default=False)
    reads_summaries = models.CharField(_("when they read summaries"), max_length=80, blank=True)

    class Meta:
        verbose_name = _("peer lead")
        verbose_name_plural = _("peer leads")

    def __str__(self) -> str:
        return str(self.person)


class GroupQuerySet(models.QuerySet["Group"]):
    def of_member(self, person: User) -> "GroupQuerySet":
        """Return the groups a person belongs to now, in whatever role."""
        return self._where_now(person, *Membership.Role)

    def taken_part_in_by(self, person: User) -> "GroupQuerySet":
        """Return the groups where a person is a participant now."""
        return self._where_now(person, Membership.Role.PARTICIPANT)

    def led_by(self, person: User) -> "GroupQuerySet":
        """Return the groups a person leads as a facilitator now."""
        return self._where_now(person, Membership.Role.FACILITATOR)

    def helped_by(self, person: User) -> "GroupQuerySet":
        """Return the groups where a person is a facilitator or a volunteer now."""
        return self._where_now(person, Membership.Role.FACILITATOR, Membership.Role.VOLUNTEER)

    def open_to_ask(self) -> "GroupQuerySet":
        """Return the groups that anyone may ask to join: those open to it with someone there to answer."""
        answering = Membership.objects.facilitators().filter(group=OuterRef("pk"), person__is_active=True)
        return self.filter(Exists(answering), joining=Group.Joining.ASK)

    def _where_now(self, person: User, *roles: str) -> "GroupQuerySet":
        # One filter: in two, the role could be that of another member.
        return self.filter(
            memberships__person=person, memberships__left_at__isnull=True, memberships__role__in=roles
        )


class Group(models.Model):
    """A small peer group that meets for a programme of up to ten sessions."""

    class Meets(models.TextChoices):
        ONLINE = "online", _("Online")
        IN_PERSON = "in_person", _("In person")
        BOTH = "both", _("Online and in person")

    class Joining(models.TextChoices):
        INVITATION = "invitation", _("By invitation only")
        ASK = "ask", _("By asking to join")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    slug = models.SlugField(_("address on this site"), unique=True, default=random_slug, editable=False)
    name = models.CharField(_("name"), max_length=80)
    description = models.TextField(_("description"), blank=True, max_length=1000)
    meets = models.CharField(_("meets"), max_length=10, choices=Meets, default=Meets.ONLINE)
    town = models.CharField(_("town"), max_length=80, blank=True)
    address = models.CharField(
        _("address"), max_length=200, blank=True, help_text=_("Shown to members only.")
    )
    link = models.URLField(_("meeting link"), blank=True, help_text=_("Shown to members only."))
    time_zone = models.CharField(
        _("time zone"), max_length=64, default="UTC", validators=[validate_time_zone]
    )
    language = models.CharField(_("language"), max_length=10, choices=language_choices, default="en")
    size_limit = models.PositiveSmallIntegerField(_("places"), default=12)
    first_date = models.DateField(_("first date"), null=True, blank=True)
    joining = models.CharField(_("how to join"), max_length=10, choices=Joining, default=Joining.INVITATION)
    shows_names = models.BooleanField(
        _("people may read each other's first names"),
        default=False,
        help_text=_("Only the names of those who agree are shown, and only to people in the group."),
    )
    safety_contact = models.CharField(
        _("safety contact"),
        max_length=120,
        help_text=_(
            "Who people can turn to when they are worried about someone, or about someone who leads: a name and a number. "
            "Not someone who leads this group."
        ),
    )
    made_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = GroupQuerySet.as_manager()

    class Meta:
        verbose_name = _("group")
        verbose_name_plural = _("groups")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.time_zone)


class MembershipQuerySet(models.QuerySet["Membership"]):
    def current(self) -> "MembershipQuerySet":
        return self.filter(left_at__isnull=True)

    def participants(self) -> "MembershipQuerySet":
        return self.current().filter(role=Membership.Role.PARTICIPANT)

    def leads(self) -> "MembershipQuerySet":
        """Return current facilitators and volunteers."""
        return self.current().exclude(role=Membership.Role.PARTICIPANT)

    def facilitators(self) -> "MembershipQuerySet":
        return self.current().filter(role=Membership.Role.FACILITATOR)


class Membership(models.Model):
    """A person's place in a group, from joining to leaving."""

    class Role(models.TextChoices):
        PARTICIPANT = "participant", _("Participant")
        VOLUNTEER = "volunteer", _("Volunteer")
        FACILITATOR = "facilitator", _("Facilitator")

    class IfAway(models.TextChoices):
        """What someone would like to happen when they do not come."""

        LEAVE_BE = "leave_be", _("Leave me be")
        NOTE = "note", _("Send me a kind note")
        RING = "ring", _("Ring me")

    class Reminder(models.TextChoices):
        """When someone would like to be reminded of a session; nobody is who did not ask."""

        NONE = "", _("No reminder")
        DAY = "day", _("A day before")
        HOUR = "hour", _("An hour before")

    group = models.ForeignKey(Group, models.CASCADE, related_name="memberships")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="memberships", verbose_name=_("person")
    )
    role = models.CharField(_("role"), max_length=12, choices=Role, default=Role.PARTICIPANT)
    peer_lead = models.ForeignKey(
        PeerLead, models.RESTRICT, null=True, blank=True, editable=False, related_name="memberships"
    )
    joined_at = models.DateTimeField(_("joined"), default=timezone.now, editable=False)
    left_at = models.DateTimeField(_("left"), null=True, blank=True, editable=False)
    was_ended = models.BooleanField(_("ended by someone else"), default=False, editable=False)
    asked_at = models.DateTimeField(_("questions seen"), null=True, blank=True, editable=False)
    if_away = models.CharField(max_length=8, choices=IfAway, blank=True, editable=False)
    shows_name = models.BooleanField(_("shows their name to the group"), default=False, editable=False)
    reminder = models.CharField(max_length=4, choices=Reminder, blank=True, editable=False)
    hears_of_changes = models.BooleanField(default=True, editable=False)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["group", "person"], condition=Q(left_at__isnull=True), name="one_place_per_person"
            ),
            models.CheckConstraint(
                condition=Q(role="participant", peer_lead__isnull=True)
                | (~Q(role="participant") & Q(peer_lead__isnull=False)),
                name="leading_needs_lived_experience",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} ({self.get_role_display()})"

    def clean(self) -> None:
        """Refuse a role that leads for anyone whose lived experience no admin has confirmed."""
        lead = PeerLead.objects.filter(person=self.person_id).first()
        if self.leads and lead is None:
            raise ValidationError(
                {"role": _("Confirm this person's lived experience first, under Peer leads.")}
            )
        self.peer_lead = lead if self.leads else None

    @property
    def leads(self) -> bool:
        return self.role != self.Role.PARTICIPANT
