"""Two tabs at the same moment: one fresh workbook, and no word lost where one goes back while the other writes."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection

from accounts.vault import vault_for
from tests.factories import UserFactory
from tests.wellness.written import write, write_goal
from wellness.carrying import LASTING, carry_over
from wellness.models import Entry, Prompt, Workbook
from wellness.rounds import put_away, start_round
from wellness.saving import Draft, Saved, save_draft
from wellness.workbooks import current_workbook

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("content")]
TRIES = 5


def at_once(*acts):
    """Return what each act gave, or the error that refused it, all started together on connections of their own."""
    start = Barrier(len(acts))

    def run(act):
        start.wait()
        try:
            return act()
        except IntegrityError as refused:
            return refused
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as threads:
        return list(threads.map(run, acts))


def a_person():
    person = UserFactory()
    write(person, "crisis-plan", "ring", "Mo 0123")
    write_goal(person, "Sleep", "Curtains")
    return person


def test_started_in_two_tabs_at_once_one_fresh_workbook_is_there():
    for _ in range(TRIES):
        person = a_person()
        first = current_workbook(person)

        started = at_once(*[lambda p=person, w=first: start_round(p, w, LASTING)] * 3)

        assert sum(each.carried is not None for each in started) == 1
        assert {each.workbook.round for each in started} == {2}
        assert Entry.objects.of(current_workbook(person)).count() == 3


def test_brought_over_in_two_tabs_at_once_nothing_is_there_twice():
    for _ in range(TRIES):
        person = a_person()
        first = current_workbook(person)
        fresh = start_round(person, first, []).workbook

        carried = at_once(*[lambda p=person, a=first, b=fresh: carry_over(p, a, b, LASTING)] * 3)

        assert sorted(each.answers for each in carried) == [0, 0, 3]
        assert Entry.objects.of(fresh).count() == 3


def test_going_back_while_a_word_is_saved_loses_no_word():
    """Either the word is there and so is its workbook, or the save was refused and its page still holds the word."""
    for _ in range(TRIES):
        person = a_person()
        fresh = start_round(person, current_workbook(person), LASTING).workbook
        prompt = Prompt.objects.get(part__edition=fresh.edition_id, part__slug="physical", key="now")
        draft = Draft(prompt.pk, 0, uuid4(), "New words.")

        is_away, saved = at_once(
            lambda p=person, w=fresh: put_away(p, w),
            lambda p=person, w=fresh, d=draft: save_draft(p, w, d),
        )

        written = Entry.objects.written_by(person).filter(prompt=prompt)
        assert isinstance(saved, Saved) == written.exists() == (not is_away)
        assert Workbook.objects.of(person).count() == (1 if is_away else 2)
        assert [vault_for(person).open(row, "sealed") for row in written] == ["New words."] * (not is_away)
