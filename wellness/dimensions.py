"""The dimensions in words: what the pages of the workbook and of groups call the sides of life."""

from dataclasses import dataclass

from django.conf import settings
from django.db.models import QuerySet

from wellness.models import Edition, Part, PartText


@dataclass(frozen=True)
class DimensionWords:
    """A dimension as one edition puts it, in one language; `hue` is a class of the style sheet."""

    slug: str
    name: str
    meaning: str
    hue: str
    icon: str
    position: int


def current_dimensions(language: str) -> list[DimensionWords]:
    """Return the dimensions of the edition published last, in page order; none before anything is published."""
    edition = Edition.objects.current()
    return dimensions_of(edition.pk, language) if edition else []


def dimensions_of(edition_id: int, language: str) -> list[DimensionWords]:
    """Return the dimensions of one edition, in page order, in the language or else in the site's own."""
    texts = _texts(language).filter(part__edition_id=edition_id)
    return sorted(_by_slug(texts, language).values(), key=lambda words: words.position)


def every_dimension(language: str) -> dict[str, DimensionWords]:
    """Return by its slug each dimension that was ever published, as its newest edition puts it."""
    texts = _texts(language).filter(part__edition__published_at__isnull=False)
    return _by_slug(texts, language)


def _texts(language: str) -> QuerySet[PartText]:
    languages = {language, settings.LANGUAGE_CODE}
    return (
        PartText.objects.filter(part__kind=Part.Kind.DIMENSION, language__in=languages)
        .select_related("part__dimension")
        .order_by("part__edition__number")
    )


def _by_slug(texts: QuerySet[PartText], language: str) -> dict[str, DimensionWords]:
    """Return words by slug; what comes later wins, and the language asked for wins over the site's own."""
    ordered = sorted(texts, key=lambda text: (text.part.edition_id, text.language == language))
    return {words.slug: words for words in map(_words, ordered)}


def _words(text: PartText) -> DimensionWords:
    dimension = text.part.dimension
    if dimension is None:
        message = f"Part {text.part_id} names no dimension."
        raise ValueError(message)
    return DimensionWords(
        slug=dimension.slug,
        name=text.name,
        meaning=text.meaning,
        hue=dimension.hue,
        icon=dimension.icon,
        position=text.part.position,
    )
