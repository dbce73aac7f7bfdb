from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from lucide import IconDoesNotExist
from lucide.templatetags.lucide import lucide

from accounts.models.user import language_choices

# Pages of the workbook that are no part, by the slug that their address has in a part's place.
PAGES_BESIDE = frozenset({"blank", "check-ins", "enough", "interests", "paper", "pdf", "rounds", "summary"})
# A prompt's key is the name of its field on the page, beside these.
NAMES_OF_THE_FORM = {"again", "done", "first", "mark", "operation", "rating", "saves-itself", "state", "then"}
BEGINNINGS_OF_THE_FORM = ("topic-", "version-", "done-", "rating-")


class EditionQuerySet(models.QuerySet["Edition"]):
    def published(self) -> "EditionQuerySet":
        return self.filter(published_at__isnull=False)

    def current(self) -> "Edition | None":
        """Return the edition that a new workbook gets: the one published last."""
        return self.published().order_by("-number").first()

    def require_drafts(self) -> None:
        """Raise ValidationError where any of these editions is published: it is frozen."""
        if self.published().exists():
            raise ValidationError(
                _("This edition is published and stays as it is. To change words, copy it to a draft.")
            )


class Edition(models.Model):
    """One wording of the whole workbook. Published, it never changes under anyone's entries."""

    number = models.PositiveIntegerField(_("number"), unique=True)
    published_at = models.DateTimeField(_("published"), null=True, blank=True, editable=False)

    objects = EditionQuerySet.as_manager()

    class Meta:
        verbose_name = _("edition")
        verbose_name_plural = _("editions")
        ordering = ["-number"]

    def __str__(self) -> str:
        return _("Edition %(number)s") % {"number": self.number}

    def clean(self) -> None:
        Edition.objects.filter(pk=self.pk).require_drafts()

    @property
    def is_published(self) -> bool:
        return self.published_at is not None


class LoadedWording(models.Model):
    """A wording that came with Sevenfold and was loaded here, by its digest; `edition` as long as that is there."""

    digest = models.CharField(max_length=64, unique=True)
    edition = models.ForeignKey(Edition, models.SET_NULL, null=True, related_name="+")

    def __str__(self) -> str:
        return self.digest[:8]


class Dimension(models.Model):
    """One side of life, the same in every edition that has it: its slug, hue and icon."""

    slug = models.SlugField(_("slug"), unique=True)
    hue = models.CharField(_("hue"), max_length=10)
    icon = models.CharField(_("icon"), max_length=40)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("dimension")
        verbose_name_plural = _("dimensions")
        ordering = ["position", "slug"]

    def __str__(self) -> str:
        return self.slug

    def clean(self) -> None:
        try:
            lucide(self.icon)
        except IconDoesNotExist as error:
            raise ValidationError({"icon": _("There is no icon of this name at lucide.dev.")}) from error


class Part(models.Model):
    """One page of an edition: the opening question, a dimension, or one of the further parts."""

    class Kind(models.TextChoices):
        OPENING = "opening", _("opening question")
        DIMENSION = "dimension", _("dimension")
        GOALS = "goals", _("goals")
        NETWORK = "network", _("community and support network")
        HARD_TIME = "hard_time", _("what I learned from a hard time")
        CRISIS_PLAN = "crisis_plan", _("crisis plan")
        KEEPING_WELL = "keeping_well", _("keeping well")

    # Parts that other pages lead to by their slug.
    FIXED_SLUGS: dict[str, str] = {Kind.GOALS: "goals", Kind.CRISIS_PLAN: "crisis-plan"}
    # Parts whose prompts are asked again in every row of a list.
    LISTS = frozenset({Kind.GOALS, Kind.NETWORK, Kind.HARD_TIME})

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="parts", verbose_name=_("edition"))
    slug = models.SlugField(_("slug"))
    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    dimension = models.ForeignKey(
        Dimension, models.PROTECT, null=True, blank=True, related_name="parts", verbose_name=_("dimension")
    )
    position = models.PositiveSmallIntegerField(_("position"))

    class Meta:
        verbose_name = _("part")
        verbose_name_plural = _("parts")
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["edition", "slug"], name="one_part_per_slug"),
            models.UniqueConstraint(fields=["edition", "dimension"], name="one_part_per_dimension"),
            models.CheckConstraint(
                condition=Q(kind="dimension", dimension__isnull=False)
                | (~Q(kind="dimension") & Q(dimension__isnull=True)),
                name="dimension_parts_name_their_dimension",
            ),
        ]

    def __str__(self) -> str:
        return self.slug

    @property
    def is_list(self) -> bool:
        """Its prompts are asked again in every row."""
        return self.kind in self.LISTS

    def clean(self) -> None:
        Edition.objects.filter(Q(pk=self.edition_id) | Q(parts__in=[self.pk])).require_drafts()
        if (self.kind == self.Kind.DIMENSION) != bool(self.dimension_id):
            raise ValidationError(
                {"dimension": _("A part of the kind “dimension” needs one, and no other part has one.")}
            )
        if self.slug in PAGES_BESIDE or not self._has_slug_of_its_kind:
            raise ValidationError({"slug": _("Another page has this address. Choose another slug.")})

    @property
    def _has_slug_of_its_kind(self) -> bool:
        named = self.slug if self.slug in self.FIXED_SLUGS.values() else None
        return self.FIXED_SLUGS.get(self.kind) == named


class PartText(models.Model):
    """The words of a part in one language."""

    part = models.ForeignKey(Part, models.CASCADE, related_name="texts")
    language = models.CharField(_("language"), max_length=10, choices=language_choices)
    name = models.CharField(_("name"), max_length=80)
    meaning = models.CharField(_("meaning, in one sentence"), max_length=300, blank=True)
    opening = models.TextField(_("opening"))
    low = models.CharField(_("words at 0"), max_length=60, blank=True)
    high = models.CharField(_("words at 10"), max_length=60, blank=True)

    class Meta:
        verbose_name = _("words of a part")
        verbose_name_plural = _("words of a part")
        constraints = [
            models.UniqueConstraint(fields=["part", "language"], name="one_part_text_per_language")
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        Edition.objects.filter(parts__in=[self.part_id]).require_drafts()


class Prompt(models.Model):
    """One question of the workbook, without its words."""

    part = models.ForeignKey(Part, models.CASCADE, related_name="prompts", verbose_name=_("part"))
    key = models.SlugField(_("key"))
    position = models.PositiveSmallIntegerField(_("position"))
    is_more = models.BooleanField(_("under More questions"), default=False)

    class Meta:
        verbose_name = _("prompt")
        verbose_name_plural = _("prompts")
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["part", "key"], name="one_prompt_per_key")]

    def __str__(self) -> str:
        return self.key

    def clean(self) -> None:
        Edition.objects.filter(parts__in=[self.part_id]).require_drafts()
        if self.key in NAMES_OF_THE_FORM or self.key.startswith(BEGINNINGS_OF_THE_FORM):
            raise ValidationError(
                {"key": _("The page uses this key for something else. Choose another one.")}
            )


class PromptText(models.Model):
    """The words of a prompt in one language."""

    prompt = models.ForeignKey(Prompt, models.CASCADE, related_name="texts")
    language = models.CharField(_("language"), max_length=10, choices=language_choices)
    question = models.CharField(_("question"), max_length=300)
    hint = models.CharField(_("hint"), max_length=400, blank=True)

    class Meta:
        verbose_name = _("words of a prompt")
        verbose_name_plural = _("words of a prompt")
        constraints = [
            models.UniqueConstraint(fields=["prompt", "language"], name="one_prompt_text_per_language")
        ]

    def __str__(self) -> str:
        return self.question

    def clean(self) -> None:
        Edition.objects.filter(parts__prompts__in=[self.prompt_id]).require_drafts()
