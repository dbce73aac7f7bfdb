"""The demonstration's people: who they are, their sign-ins and what they wrote in their workbooks."""

import uuid
from datetime import date, timedelta
from typing import Any

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password
from django.utils import timezone

from accounts.models import User
from accounts.vault import Vault, vault_for
from wellness.interests import note_interests, offered_topics
from wellness.models import CheckIn, Edition, Entry, Part, Prompt, Workbook
from wellness.rows import Place, note_marks, rows_at
from wellness.saving import Draft, save_drafts

PASSWORD = "seven-quiet-petals"  # noqa: S105 - printed for everyone; the demonstration is refused outside development
WEEKS_SINCE_EARLIER_RATINGS = 5
WEEKS_SINCE_THE_WORKBOOK_BEFORE = 34


def make_person(facts: dict[str, Any], *, password: str, **fields: Any) -> User:
    """Return a person who can sign in at once: verified, with the privacy page read unless they just joined."""
    person = User(email=facts["email"], name=facts["name"], password=password, **fields)
    person.language = facts.get("language", "en")
    person.country = facts.get("country", "")
    person.leaving_explained_at = person.privacy_read_at
    person.save()
    EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
    return person


def hashed_password() -> str:
    """Return the common password hashed once: hashing is slow on purpose."""
    return make_password(PASSWORD)


def write_workbook(person: User, facts: dict[str, Any]) -> None:
    """Fill in a person's workbook as the story tells it; someone who just joined has none yet."""
    if not facts.get("entries"):
        return
    if "before" in facts:
        _write_before(person, facts["before"])
    workbook = _begin(person, WEEKS_SINCE_EARLIER_RATINGS)
    vault = vault_for(person)
    _write_entries(workbook, vault, facts["entries"])
    _rate(workbook, vault, workbook.started_at.date(), facts.get("earlier_ratings"))
    _rate(workbook, vault, timezone.localdate() - timedelta(days=3), facts.get("ratings"))
    _write_lists(person, workbook, {"goals": facts.get("goals", []), **facts.get("lists", {})})


def _write_before(person: User, facts: dict[str, Any]) -> None:
    """Fill in a workbook from some months ago, which there is to read."""
    workbook, vault = _begin(person, WEEKS_SINCE_THE_WORKBOOK_BEFORE), vault_for(person)
    _write_entries(workbook, vault, facts["entries"])
    _rate(workbook, vault, workbook.started_at.date(), facts["ratings"])


def _begin(person: User, weeks_ago: int) -> Workbook:
    return Workbook.objects.create(
        person=person,
        edition=Edition.objects.published().latest("number"),
        round=Workbook.objects.of(person).count() + 1,
        started_at=timezone.now() - timedelta(weeks=weeks_ago),
    )


def _write_entries(workbook: Workbook, vault: Vault, entries: dict[str, dict[str, str]]) -> None:
    prompts = {
        (prompt.part.slug, prompt.key): prompt
        for prompt in Prompt.objects.filter(part__edition=workbook.edition).select_related("part")
    }
    rows = []
    for part, answers in entries.items():
        for key, text in answers.items():
            prompt = prompts[part, key]
            rows.append(
                Entry(workbook=workbook, prompt=prompt, operation=uuid.uuid4(), saved_at=workbook.started_at)
            )
            vault.seal(rows[-1], "sealed", text.strip())
    Entry.objects.bulk_create(rows)


def _rate(workbook: Workbook, vault: Vault, day: date, ratings: dict[str, Any] | None) -> None:
    if ratings:
        check_in = CheckIn(workbook=workbook, day=day)
        vault.seal(check_in, "sealed", ratings)
        check_in.save()


def _write_lists(person: User, workbook: Workbook, lists: dict[str, list[dict[str, Any]]]) -> None:
    """Write the rows of lists, by the part's slug: words by the prompt's key, and a goal's steps."""
    for slug, told in lists.items():
        part = Part.objects.get(edition=workbook.edition, slug=slug)
        prompts = {prompt.key: prompt.pk for prompt in part.prompts.all()}
        for facts in told:
            _write_row(person, workbook, part, prompts, facts)


def _write_row(
    person: User, workbook: Workbook, part: Part, prompts: dict[str, int], facts: dict[str, Any]
) -> None:
    place = Place(uuid.uuid4())
    steps = {Place(uuid.uuid4(), place.row): step for step in facts.get("steps", [])}
    rows = rows_at(person, workbook, part.pk, [place, *steps])
    words = [(place, key, text) for key, text in facts.items() if key in prompts]
    words += [(step, "step", told["text"]) for step, told in steps.items()]
    save_drafts(
        person,
        workbook,
        [Draft(prompts[key], 0, uuid.uuid4(), text, row=rows[at.row].pk) for at, key, text in words],
    )
    for step, told in steps.items():
        if told["done"]:
            note_marks(person, rows[step.row], {"done": True})


def note_topics(person: User, interests: dict[str, str]) -> None:
    """Note what a person is interested in, by topics' slugs; topics not named are taken out."""
    strengths = {topic.id: interests.get(topic.slug, "") for topic in offered_topics(person.language)}
    note_interests(person=person, strengths=strengths)
