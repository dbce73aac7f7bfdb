"""Editions of the workbook's wording: drafts are edited and published; what is published never changes again.

Nothing that people write depends on wording that could move beneath it. Whoever wants other words copies an edition
to a draft and publishes that; workbooks begun earlier keep the edition they began with.
"""

from collections.abc import Iterable

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Exists, Max, OuterRef
from django.utils import timezone
from django.utils.translation import gettext as _

from wellness.models import Edition, Part, PartText, Prompt, PromptText

# Between the positions of a draft, so that something can be put between two others without moving the rest.
STRIDE = 10


@transaction.atomic
def publish_edition(edition: Edition) -> None:
    """Publish a draft: from now on new workbooks get it, and nobody can change it.

    Raise ValidationError, with a sentence for each thing to put right, for a published edition or one with gaps.
    """
    locked = Edition.objects.select_for_update().get(pk=edition.pk)
    locked.clean()
    gaps = gaps_in(locked)
    if gaps:
        raise ValidationError(gaps)
    newest = Edition.objects.published().aggregate(newest=Max("number"))["newest"] or 0
    edition.number = locked.number if locked.number > newest else next_number()
    edition.published_at = timezone.now()
    edition.save(update_fields=["number", "published_at"])


@transaction.atomic
def copy_to_draft(edition: Edition) -> Edition:
    """Return a new draft with the same parts, prompts and words, in every language, ready to be changed."""
    draft = Edition.objects.create(number=next_number())
    for place, part in enumerate(edition.parts.prefetch_related("texts", "prompts__texts"), start=1):
        _copy_part(part, draft, place * STRIDE)
    return draft


def gaps_in(edition: Edition) -> list[str]:
    """Return what keeps a draft from being published, a sentence each; every page needs words in the site's language."""
    parts, prompts = edition.parts.all(), Prompt.objects.filter(part__edition=edition)
    part_words = PartText.objects.filter(part=OuterRef("pk"), language=settings.LANGUAGE_CODE)
    prompt_words = PromptText.objects.filter(prompt=OuterRef("pk"), language=settings.LANGUAGE_CODE)
    wordless = parts.exclude(Exists(part_words))
    questionless = parts.exclude(Exists(Prompt.objects.filter(part=OuterRef("pk"))))
    unasked = prompts.exclude(Exists(prompt_words)).select_related("part")
    return [
        *_missing_kinds(parts.values_list("kind", flat=True)),
        *(_("%(part)s has no words yet.") % {"part": part} for part in wordless),
        *(_("%(part)s has no prompt yet.") % {"part": part} for part in questionless),
        *(
            _("A prompt has no words yet: %(part)s, %(key)s.") % {"part": p.part, "key": p.key}
            for p in unasked
        ),
    ]


def dimensions_left_out(edition: Edition) -> list[str]:
    """Return the dimensions that new workbooks have now and would no longer have with this edition, by name."""
    current = Edition.objects.current()
    if current is None:
        return []
    kept = Part.objects.filter(edition=edition, dimension=OuterRef("part__dimension"))
    texts = PartText.objects.filter(part__edition=current, part__dimension__isnull=False).exclude(
        Exists(kept)
    )
    return list(texts.filter(language=settings.LANGUAGE_CODE).values_list("name", flat=True))


def next_number() -> int:
    """Return the number of the next edition."""
    return (Edition.objects.aggregate(newest=Max("number"))["newest"] or 0) + 1


def _missing_kinds(kinds: Iterable[str]) -> list[str]:
    held = set(kinds)
    missing = [kind.label for kind in Part.Kind if kind.value not in held]
    return [_("There is no part of this kind yet: %(kind)s.") % {"kind": kind} for kind in missing]


def _copy_part(part: Part, draft: Edition, position: int) -> None:
    copy = Part.objects.create(
        edition=draft, slug=part.slug, kind=part.kind, dimension_id=part.dimension_id, position=position
    )
    PartText.objects.bulk_create(_words_of(text, copy) for text in part.texts.all())
    prompts = list(part.prompts.all())
    copies = Prompt.objects.bulk_create(
        Prompt(part=copy, key=prompt.key, position=place * STRIDE, is_more=prompt.is_more)
        for place, prompt in enumerate(prompts, start=1)
    )
    PromptText.objects.bulk_create(
        PromptText(prompt=copied, language=text.language, question=text.question, hint=text.hint)
        for prompt, copied in zip(prompts, copies, strict=True)
        for text in prompt.texts.all()
    )


def _words_of(text: PartText, part: Part) -> PartText:
    return PartText(
        part=part,
        language=text.language,
        name=text.name,
        meaning=text.meaning,
        opening=text.opening,
        low=text.low,
        high=text.high,
    )
