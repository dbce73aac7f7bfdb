"""Three pages of one person write the same answer, in every order that can be: no text is ever lost.

A page is what a browser holds: the text typed, the version it knows, the operation it sent last, and a save that
has had no answer yet. A text counts as kept from the answer on, until the same page, or one that had seen it,
writes another in its place.
"""

from dataclasses import dataclass, field
from uuid import UUID, uuid4

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from accounts.vault import vault_for
from tests.factories import UserFactory
from wellness.models import ConflictCopy, Entry, Prompt
from wellness.saving import Draft, KeptBoth, Saved, save_draft
from wellness.workbooks import current_workbook, entries_by_prompt

PAGES = st.integers(min_value=0, max_value=2)
# A few texts that pages may have in common, and many that they have not.
TEXTS = st.one_of(
    st.sampled_from(["", "Tea.", "Coffee."]), st.integers(0, 10**9).map(lambda number: f"text {number}")
)


@dataclass
class BrowserPage:
    """One open page: `known` are texts that were on it, so that writing over them loses nothing."""

    text: str = ""
    base: int = 0
    last: UUID | None = None
    unanswered: Draft | None = None
    answered: list[Draft] = field(default_factory=list)
    known: set[str] = field(default_factory=set)


class Writing(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.person = UserFactory()
        self.vault = vault_for(self.person)
        self.workbook = current_workbook(self.person)
        self.prompt = Prompt.objects.get(
            part__edition=self.workbook.edition_id, part__slug="opening", key="helps"
        )
        self.pages = [BrowserPage() for _ in range(3)]
        self.kept: set[str] = set()

    @rule(number=PAGES, text=TEXTS)
    def type_and_save(self, number: int, text: str) -> None:
        page = self.pages[number]
        page.text = text
        self.send(page, self.next_draft(page))

    @rule(number=PAGES, text=TEXTS)
    def type_and_lose_the_answer(self, number: int, text: str) -> None:
        page = self.pages[number]
        page.text = text
        page.unanswered = self.next_draft(page)
        self.store(page.unanswered)
        # What this page had seen may have been written over, rightly; and it knows its own words.
        self.kept -= page.known
        page.known = page.known | {text}

    @rule(number=PAGES, text=TEXTS)
    def type_and_lose_the_request(self, number: int, text: str) -> None:
        page = self.pages[number]
        page.text = text
        page.unanswered = self.next_draft(page)

    @rule(number=PAGES)
    def send_again(self, number: int) -> None:
        page = self.pages[number]
        if page.unanswered:
            self.send(page, page.unanswered)

    @rule(number=PAGES, text=TEXTS)
    def close_while_saving(self, number: int, text: str) -> None:
        """Send the last words on the way out, after a save that has had no answer; open a new page."""
        page = self.pages[number]
        page.text = text
        outcome = self.store(self.draft(page))
        self.note(page, page.text, outcome)
        self.load(number)

    @rule(number=PAGES)
    def load(self, number: int) -> None:
        entry = entries_by_prompt(self.workbook, self.vault, [self.prompt.pk]).get(self.prompt.pk)
        page = self.pages[number] = BrowserPage()
        if entry:
            page.text, page.base, page.known = entry.text, entry.version, {entry.text}

    @rule(number=PAGES)
    def bring_an_old_save_once_more(self, number: int) -> None:
        for draft in self.pages[number].answered[-1:]:
            self.store(draft)

    @rule(number=PAGES, text=TEXTS)
    def save_without_script(self, number: int, text: str) -> None:
        """Press Save, which sends the page's version and shows the page anew."""
        page = self.pages[number]
        page.text = text
        outcome = self.store(Draft(self.prompt.pk, page.base, uuid4(), text))
        self.note(page, text, outcome)
        self.load(number)

    @invariant()
    def every_kept_text_is_there(self) -> None:
        rows = [*Entry.objects.of(self.workbook), *ConflictCopy.objects.of(self.workbook)]
        stored = {self.vault.open(row, "sealed") for row in rows}
        assert self.kept <= stored

    def next_draft(self, page: BrowserPage) -> Draft:
        """Bring what had no answer before anything new."""
        if page.unanswered:
            self.send(page, page.unanswered)
        return self.draft(page)

    def draft(self, page: BrowserPage) -> Draft:
        draft = Draft(self.prompt.pk, page.base, uuid4(), page.text, page.last)
        page.last = draft.operation
        return draft

    def store(self, draft: Draft):
        return save_draft(self.person, self.workbook, draft)

    def send(self, page: BrowserPage, draft: Draft) -> None:
        outcome = self.store(draft)
        page.unanswered = None
        page.answered.append(draft)
        if isinstance(outcome, Saved):
            page.base = outcome.version
        self.note(page, draft.text, outcome)

    def note(self, page: BrowserPage, text: str, outcome) -> None:
        assert isinstance(outcome, Saved | KeptBoth)
        self.kept -= page.known
        page.known = {text}
        self.kept.add(text)


def run(examples: int, steps: int) -> None:
    chosen = settings(
        max_examples=examples,
        stateful_step_count=steps,
        deadline=None,
        derandomize=examples < 1000,
        database=None,
        phases=[Phase.generate, Phase.shrink],
        suppress_health_check=list(HealthCheck),
    )
    run_state_machine_as_test(Writing, settings=chosen)


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("content")
def test_no_text_is_lost_however_three_pages_write():
    run(examples=200, steps=8)


@pytest.mark.fuzz
@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("content")
def test_no_text_is_lost_in_many_long_runs():
    run(examples=2_500, steps=30)
