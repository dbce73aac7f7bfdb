"""Reads the wording that ships: YAML files that people edit by hand, checked before anything is stored.

Whatever is wrong is said with the file and the place in it, so that whoever edits the words can put it right:
a key that is missing or unknown, a value of the wrong kind, the same slug twice, a dimension that does not exist,
or two languages whose pages or topics do not match.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

Fields = dict[str, Any]
Shape = Mapping[str, type]

DIMENSION: Shape = {"slug": str, "hue": str, "icon": str}
PART: Shape = {
    "slug": str,
    "kind": str,
    "name": str,
    "meaning": str,
    "opening": str,
    "low": str,
    "high": str,
    "prompts": list,
}
PROMPT: Shape = {"key": str, "question": str, "hint": str, "more": bool}
TOPIC: Shape = {"slug": str, "dimension": str, "name": str, "line": str, "sensitive": bool}
COUNTRY: Shape = {"emergency": str, "lines": list}
HELP_LINE: Shape = {
    "name": str,
    "call": str,
    "text": str,
    "hours": str,
    "languages": list,
    "sign_language": str,
    "where": str,
    "read": str,
}
OPTIONAL = frozenset({"more", "call", "text", "languages", "sign_language", "where", "read"})
KINDS = frozenset({"opening", "dimension", "goals", "network", "hard_time", "crisis_plan", "keeping_well"})
KIND_NAMES = {str: "text (put it in quotes)", bool: "true or false", list: "a list", dict: "a set of keys"}
COUNTRY_CODE_LENGTH = 2


class ContentError(Exception):
    """A content file cannot be loaded."""

    def __init__(self, place: str, complaint: str) -> None:
        super().__init__(f"{place}: {complaint}")


@dataclass(frozen=True)
class Content:
    """All the wording that ships. `editions` and `topics` hold, for each language, items in page order."""

    dimensions: list[Fields]
    editions: dict[str, list[Fields]]
    topics: dict[str, list[Fields]]
    countries: dict[str, Fields]


def read_content(folder: Path, languages: Iterable[str]) -> Content:
    """Return everything in `folder`, in each of the languages that has a folder there; raise ContentError."""
    dimensions = _rows(load_yaml(folder, "dimensions.yaml"), "dimensions.yaml", DIMENSION)
    slugs = [dimension["slug"] for dimension in dimensions]
    written = [language for language in languages if (folder / language).is_dir()]
    editions = {language: _parts(folder, f"{language}/edition.yaml", slugs) for language in written}
    topics = {language: _topics(folder, f"{language}/topics.yaml", slugs) for language in written}
    _check_same("edition.yaml", "pages", {language: _outline(parts) for language, parts in editions.items()})
    _check_same("topics.yaml", "topics", {language: _topic_facts(rows) for language, rows in topics.items()})
    return Content(dimensions, editions, topics, read_countries(folder))


def read_countries(folder: Path) -> dict[str, Fields]:
    """Return the emergency number and help lines of each country, by its code; raise ContentError."""
    file = "help-lines.yaml"
    countries: Fields = _of_type(load_yaml(folder, file), dict, file)
    return {_country_code(code, file): _country(raw, f"{file}, {code}") for code, raw in countries.items()}


def _parts(folder: Path, file: str, dimensions: Collection[str]) -> list[Fields]:
    edition = _checked(load_yaml(folder, file), file, {"parts": list})
    parts = _rows(edition["parts"], f"{file}, parts", PART)
    for part in parts:
        place = f"{file}, part {part['slug']}"
        _check_one_of(part["kind"], KINDS, f"{place}, kind")
        if part["kind"] == "dimension":
            _check_one_of(part["slug"], dimensions, f"{place}, slug")
        part["prompts"] = _rows(part["prompts"], f"{place}, prompts", PROMPT, named_by="key")
    return parts


def _topics(folder: Path, file: str, dimensions: Collection[str]) -> list[Fields]:
    topics = _rows(load_yaml(folder, file), file, TOPIC)
    for topic in topics:
        _check_one_of(topic["dimension"], dimensions, f"{file}, {topic['slug']}, dimension")
    return topics


def _country(raw: Any, place: str) -> Fields:
    country = _checked(raw, place, COUNTRY)
    return country | {"lines": _rows(country["lines"], f"{place}, lines", HELP_LINE, named_by="name")}


def _country_code(code: Any, file: str) -> str:
    if not isinstance(code, str) or len(code) != COUNTRY_CODE_LENGTH or not code.isupper():
        place = f"{file}, {code}"
        raise ContentError(place, 'is no country code: write two capital letters in quotes, such as "NO"')
    return code


def _rows(raw: Any, place: str, shape: Shape, *, named_by: str = "slug") -> list[Fields]:
    items = _of_type(raw, list, place)
    rows = [
        _checked(item, f"{place}, {_called(item, named_by, number)}", shape)
        for number, item in enumerate(items, 1)
    ]
    twice = sorted(name for name, count in Counter(row[named_by] for row in rows).items() if count > 1)
    if twice:
        raise ContentError(place, f"the same {named_by} twice: {', '.join(twice)}")
    return rows


def _called(item: Any, named_by: str, number: int) -> str:
    """Name an item in a complaint: by what it is called, or else by where it stands."""
    name = item.get(named_by) if isinstance(item, dict) else None
    return name if isinstance(name, str) else f"item {number}"


def _checked(raw: Any, place: str, shape: Shape) -> Fields:
    fields: Fields = _of_type(raw, dict, place)
    unknown = sorted(str(key) for key in fields if key not in shape)
    missing = sorted(key for key in shape if key not in fields and key not in OPTIONAL)
    if unknown:
        raise ContentError(place, f"unknown {', '.join(unknown)}")
    if missing:
        raise ContentError(place, f"missing {', '.join(missing)}")
    return {key: _of_type(value, shape[key], f"{place}, {key}") for key, value in fields.items()}


def _of_type(value: Any, kind: type, place: str) -> Any:
    if not isinstance(value, kind):
        raise ContentError(place, f"should be {KIND_NAMES[kind]}")
    return value


def _check_one_of(value: str, allowed: Collection[str], place: str) -> None:
    if value not in allowed:
        raise ContentError(place, f"{value} is not one of {', '.join(sorted(allowed))}")


def _outline(parts: list[Fields]) -> list[tuple[str, str, list[tuple[str, bool]]]]:
    """Return what must be the same in every language: parts, kinds, prompts and which of them are more."""
    return [
        (
            part["slug"],
            part["kind"],
            [(prompt["key"], prompt.get("more", False)) for prompt in part["prompts"]],
        )
        for part in parts
    ]


def _topic_facts(topics: list[Fields]) -> list[tuple[str, str, bool]]:
    """Return what is so of the topics in every language, whatever they are called."""
    return [(topic["slug"], topic["dimension"], topic["sensitive"]) for topic in topics]


def _check_same(file: str, what: str, outlines: Mapping[str, object]) -> None:
    languages = list(outlines)
    for language in languages[1:]:
        if outlines[language] != outlines[languages[0]]:
            place = f"{language}/{file}"
            raise ContentError(place, f"does not have the same {what} as {languages[0]}/{file}")


def load_yaml(folder: Path, file: str) -> Any:
    """Return what a YAML file in a folder holds; raise ContentError, naming the file, where it cannot be read."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        return yaml.load((folder / file).read_bytes(), Loader=loader)  # noqa: S506 - a safe loader either way
    except (OSError, yaml.YAMLError) as error:
        raise ContentError(file, f"cannot be read: {error}") from error
