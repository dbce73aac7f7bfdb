import re
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
# Who a safety contact is, and a number or an address: told alike by Python and by both databases.
NAMED = r"[^0-9 .,;:()+/@_-]{2}"
REACHED = r"[0-9]([^0-9]?[0-9]){2}|[^ @]@[^ @]"


def random_slug() -> str:
    """Return a group's address: random, so that it tells nothing about the group."""
    return "".join(secrets.choice(SLUG_LETTERS) for _letter in range(SLUG_LENGTH))


def can_be_reached(contact: str) -> bool:
    """Return whether a safety contact says who it is and how to reach them."""
    return bool(re.search(NAMED, contact) and re.search(REACHED, contact))


def validate_safety_contact(contact: str) -> None:
    """Raise ValidationError unless a safety contact says who it is and how to reach them."""
    if not can_be_reached(contact):
        raise ValidationError(
            _("Give a name, and a number or an e-mail address. For example: Robin, 020 7946 0123.")
        )


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
        asked = self.with_safety_contact().filter(Exists(answering), joining=Group.Joining.ASK)
        return asked.filter(archived_at__isnull=True)

    def with_safety_contact(self) -> "GroupQuerySet":
        """Return the groups that name someone who can be reached; no other is open to anyone new."""
        return self.filter(safety_contact__regex=NAMED).filter(safety_contact__regex=REACHED)

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
        validators=[validate_safety_contact],
        help_text=_(
            "Who people can turn to when they are worried about someone, or about someone who leads: a name and a number. "
            "Not someone who leads this group."
        ),
    )
    hears_complaints = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("who hears complaints"),
        help_text=_(
            "Someone who is not in this group. What people tell them goes past those who lead, and only they can read it."
        ),
    )
    made_at = models.DateTimeField(default=timezone.now, editable=False)
    archived_at = models.DateTimeField(_("archived"), null=True, blank=True, editable=False)
    counted_in = models.ForeignKey(
        "groups.ReportTable", models.SET_NULL, null=True, editable=False, related_name="+"
    )

    objects = GroupQuerySet.as_manager()

    class Meta:
        verbose_name = _("group")
        verbose_name_plural = _("groups")
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(joining="ask", safety_contact=""), name="open_groups_name_a_safety_contact"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def has_safety_contact(self) -> bool:
        """Whether it names someone who can be reached. Until it does, nobody can join."""
        return can_be_reached(self.safety_contact)

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
    """A person's place in a group, from joining to leaving; of a person without an account, the name noted for them.

    Whoever takes part has a seat: one of the numbers that the size of the group allows.
    """

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
        NONE = "", _("No reminder")
        DAY = "day", _("A day before")
        HOUR = "hour", _("An hour before")

    group = models.ForeignKey(Group, models.CASCADE, related_name="memberships")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        null=True,
        related_name="memberships",
        verbose_name=_("person"),
    )
    noted_name = models.CharField(max_length=80, blank=True, editable=False)
    seat = models.PositiveSmallIntegerField(null=True, editable=False)
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
            models.UniqueConstraint(
                fields=["group", "seat"], condition=Q(left_at__isnull=True), name="one_person_per_seat"
            ),
            models.CheckConstraint(
                condition=Q(left_at__isnull=False)
                | Q(role="participant", seat__isnull=False)
                | (~Q(role="participant") & Q(seat__isnull=True)),
                name="whoever_takes_part_has_a_seat",
            ),
            models.CheckConstraint(
                condition=Q(person__isnull=False, noted_name="")
                | (Q(person__isnull=True, role="participant") & ~Q(noted_name="")),
                name="an_account_or_a_noted_name",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person or self.noted_name} ({self.get_role_display()})"

    def clean(self) -> None:
        """Refuse a role that leads for anyone whose lived experience no admin has confirmed."""
        lead = PeerLead.objects.filter(person=self.person_id).first()
        if self.leads and lead is None:
            raise ValidationError(
                {"role": _("Confirm this person's lived experience first, under Peer leads.")}
            )
        self.peer_lead = lead if self.leads else None

    @property
    def name(self) -> str:
        """The name they chose, or the one noted for who has no account; "" where they have given none."""
        return self.person.name if self.person else self.noted_name

    @property
    def account(self) -> User:
        """Their account. Raise ValueError for someone who has none, as nobody has who leads, shares or meets one to one."""
        if self.person is None:
            message = "This place is that of someone without an account."
            raise ValueError(message)
        return self.person

    @property
    def leads(self) -> bool:
        return self.role != self.Role.PARTICIPANT
