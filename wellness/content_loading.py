"""Puts the wording that ships into an installation, and never over what an admin has changed since.

A new installation gets it published. Where another wording ships with a later version, it comes as a draft edition,
once, for an admin to look at and publish; new topics come too, and wait until an admin offers them.
"""

from collections.abc import Collection, Iterable, Mapping
from pathlib import Path
from typing import TypeVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import timezone

from wellness.content_files import Content, ContentError, Fields, read_content
from wellness.editions import STRIDE, next_number
from wellness.models import (
    Dimension,
    Edition,
    HelpCountry,
    HelpLine,
    Part,
    PartText,
    Prompt,
    PromptText,
    Topic,
    TopicText,
)
from wellness.shipped_wording import digest_of_files, is_loaded, remember

# What was loaded, as it is told.
PARTS, DRAFT_PARTS, TOPICS, TOPIC_TEXTS = "parts", "parts of a draft", "topics", "topic texts"

Row = TypeVar("Row", bound=models.Model)
# Fields that this module fills in itself; the others hold what a file said.
NOT_CHECKED = {"edition", "dimension", "part", "prompt", "topic", "country", "language"}


def load_content(folder: Path | None = None) -> dict[str, int]:
    """Load what is not there yet: the edition, topics and their words in each language, help lines in a new installation.

    Return how many of each were loaded: a second run loads nothing, whatever was edited or deleted meanwhile.
    Raise ContentError, naming the file and the place, where a file is not as it should be; then nothing is stored.
    """
    content = read_content(folder or settings.CONTENT_DIR, [code for code, _name in settings.LANGUAGES])
    with transaction.atomic():
        return {
            **_load_edition(content),
            **_load_topics(content),
            "help lines": 0 if HelpCountry.objects.exists() else _load_help_lines(content),
        }


def _load_edition(content: Content) -> dict[str, int]:
    """Publish the first edition; later load a wording that is new here as a draft."""
    digest, is_first = digest_of_files(content.editions), not Edition.objects.exists()
    if not is_first and is_loaded(digest):
        return {PARTS: 0, DRAFT_PARTS: 0}
    edition = Edition.objects.create(number=next_number(), published_at=timezone.now() if is_first else None)
    remember(digest, edition)
    parts = _load_parts(content, edition)
    return {PARTS: parts, DRAFT_PARTS: 0} if is_first else {PARTS: 0, DRAFT_PARTS: parts}


def _load_parts(content: Content, edition: Edition) -> int:
    dimensions = _dimensions(content)
    outline = next(iter(content.editions.values()), [])
    parts = [_part(edition, fields, number, dimensions) for number, fields in enumerate(outline)]
    Part.objects.bulk_create(_valid(parts, "edition.yaml"))
    by_slug = {part.slug: part for part in parts}
    prompts = [
        prompt for fields in outline for prompt in _prompts(by_slug[fields["slug"]], fields["prompts"])
    ]
    Prompt.objects.bulk_create(_valid(prompts, "edition.yaml"))
    _load_edition_texts(content, by_slug, {(prompt.part.slug, prompt.key): prompt for prompt in prompts})
    return len(parts)


def _load_edition_texts(
    content: Content, parts: Mapping[str, Part], prompts: Mapping[tuple[str, str], Prompt]
) -> None:
    for language, written in content.editions.items():
        file = f"{language}/edition.yaml"
        part_texts = [_part_text(parts[fields["slug"]], language, fields) for fields in written]
        PartText.objects.bulk_create(_valid(part_texts, file))
        prompt_texts = [
            _prompt_text(prompts[fields["slug"], words["key"]], language, words)
            for fields in written
            for words in fields["prompts"]
        ]
        PromptText.objects.bulk_create(_valid(prompt_texts, file))


def _dimensions(content: Content) -> dict[str, Dimension]:
    """Return every dimension by its slug, made where it does not exist."""
    rows = [Dimension(**fields, position=number) for number, fields in enumerate(content.dimensions)]
    Dimension.objects.bulk_create(_valid(rows, "dimensions.yaml"), ignore_conflicts=True)
    return {dimension.slug: dimension for dimension in Dimension.objects.all()}


def _part(edition: Edition, fields: Fields, position: int, dimensions: Mapping[str, Dimension]) -> Part:
    dimension = dimensions[fields["slug"]] if fields["kind"] == Part.Kind.DIMENSION else None
    return Part(
        edition=edition,
        slug=fields["slug"],
        kind=fields["kind"],
        dimension=dimension,
        position=position * STRIDE,
    )


def _prompts(part: Part, prompts: Iterable[Fields]) -> list[Prompt]:
    return [
        Prompt(part=part, key=fields["key"], position=number * STRIDE, is_more=fields.get("more", False))
        for number, fields in enumerate(prompts)
    ]


def _part_text(part: Part, language: str, fields: Fields) -> PartText:
    words = {name: fields[name] for name in ("name", "meaning", "opening", "low", "high")}
    return PartText(part=part, language=language, **words)


def _prompt_text(prompt: Prompt, language: str, words: Fields) -> PromptText:
    return PromptText(prompt=prompt, language=language, question=words["question"], hint=words["hint"])


def _load_topics(content: Content) -> dict[str, int]:
    """Make the topics that are not there, offered in a new installation alone, and add the words that are missing."""
    known = {topic.slug: topic for topic in Topic.objects.all()}
    new = _new_topics(content, known)
    Topic.objects.bulk_create(_valid(new, "topics.yaml"))
    topics = known | {topic.slug: topic for topic in new}
    worded = set(TopicText.objects.values_list("topic__slug", "language"))
    texts = [
        text for language in content.topics for text in _missing_texts(content, language, topics, worded)
    ]
    TopicText.objects.bulk_create(texts)
    return {TOPICS: len(new), TOPIC_TEXTS: len(texts)}


def _missing_texts(
    content: Content, language: str, topics: Mapping[str, Topic], worded: Collection[tuple[str, str]]
) -> list[TopicText]:
    """Return the words in a language of the topics that have none in it."""
    missing = [fields for fields in content.topics[language] if (fields["slug"], language) not in worded]
    texts = [_topic_text(topics[fields["slug"]], language, fields) for fields in missing]
    return _valid(texts, f"{language}/topics.yaml")


def _new_topics(content: Content, known: Collection[str]) -> list[Topic]:
    outline = enumerate(next(iter(content.topics.values()), []))
    missing = [(number, fields) for number, fields in outline if fields["slug"] not in known]
    dimensions = _dimensions(content) if missing else {}
    return [
        Topic(
            slug=fields["slug"],
            dimension=dimensions[fields["dimension"]],
            is_sensitive=fields["sensitive"],
            is_offered=not known,
            position=number,
        )
        for number, fields in missing
    ]


def _topic_text(topic: Topic, language: str, fields: Fields) -> TopicText:
    return TopicText(topic=topic, language=language, name=fields["name"], line=fields["line"])


def _load_help_lines(content: Content) -> int:
    countries = [
        HelpCountry(code=code, emergency=row["emergency"]) for code, row in content.countries.items()
    ]
    HelpCountry.objects.bulk_create(_valid(countries, "help-lines.yaml"))
    lines = [
        help_line(country, number, fields)
        for country in countries
        for number, fields in enumerate(content.countries[country.code]["lines"])
    ]
    HelpLine.objects.bulk_create(_valid(lines, "help-lines.yaml"))
    return len(lines)


def help_line(country: HelpCountry, position: int, fields: Fields) -> HelpLine:
    """Return a help line as the shipped file describes it, not stored."""
    return HelpLine(
        country=country,
        position=position,
        name=fields["name"],
        call=fields.get("call", ""),
        text=fields.get("text", ""),
        hours=fields["hours"],
        languages=", ".join(fields.get("languages", [])),
        sign_language=fields.get("sign_language", ""),
        region=fields.get("where", ""),
        source=fields.get("read", ""),
    )


def _valid(rows: list[Row], file: str) -> list[Row]:
    """Return the rows when each of their own fields can hold what it was given; raise ContentError."""
    for row in rows:
        try:
            row.clean_fields(exclude=NOT_CHECKED)
        except ValidationError as error:
            place = f"{file}, {row}"
            raise ContentError(place, "; ".join(error.messages)) from error
    return rows
