"""Which wording that came with Sevenfold was loaded here before: each is loaded once, whatever became of it since."""

import hashlib
import json
from collections.abc import Mapping, Sequence

from wellness.content_files import Fields
from wellness.models import Edition, LoadedWording, PartText

PART_WORDS = ("name", "meaning", "opening", "low", "high")
FIRST = 1

# Of each language, parts in page order: slug, kind, words, and prompts.
Wording = Mapping[str, Sequence[Sequence[object]]]


def digest_of_files(editions: Mapping[str, Sequence[Fields]]) -> str:
    """Return a digest of the wording in content files; the same words in the same order give the same digest."""
    return _digest({language: [_told(part) for part in parts] for language, parts in editions.items()})


def digest_of_edition(edition: Edition) -> str:
    """Return the digest that files with the words of a stored edition would have."""
    texts = PartText.objects.filter(part__edition=edition).select_related("part")
    told: dict[str, list[Sequence[object]]] = {}
    for text in texts.prefetch_related("part__prompts__texts").order_by("part__position"):
        told.setdefault(text.language, []).append(_told(_fields(text)))
    return _digest(told)


def is_loaded(digest: str) -> bool:
    """Say whether a wording was loaded here before.

    An installation from before this was remembered has the wording of its first edition, which nobody can have changed.
    """
    if not LoadedWording.objects.exists():
        first = Edition.objects.published().filter(number=FIRST).first()
        if first:
            remember(digest_of_edition(first), first)
    return LoadedWording.objects.filter(digest=digest).exists()


def remember(digest: str, edition: Edition) -> None:
    """Remember that a wording was loaded as this edition."""
    LoadedWording.objects.create(digest=digest, edition=edition)


def _digest(wording: Wording) -> str:
    written = json.dumps(wording, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(written.encode()).hexdigest()


def _told(part: Fields) -> Sequence[object]:
    prompts = [
        [each["key"], each["question"], each["hint"], each.get("more", False)] for each in part["prompts"]
    ]
    return [part["slug"], part["kind"], *(part[name] for name in PART_WORDS), prompts]


def _fields(text: PartText) -> Fields:
    """Return the words of a part in one language as a content file has them."""
    prompts = [
        {"key": prompt.key, "question": words.question, "hint": words.hint, "more": prompt.is_more}
        for prompt in text.part.prompts.all()
        for words in prompt.texts.all()
        if words.language == text.language
    ]
    words = {name: getattr(text, name) for name in PART_WORDS}
    return {"slug": text.part.slug, "kind": text.part.kind, **words, "prompts": prompts}
