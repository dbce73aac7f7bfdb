"""Slips from paper: one more unnamed ballot each, entered once, undone in the same sitting, and nobody beside them seen."""

import html
import re
import uuid
from itertools import combinations

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from groups.memberships import end_place
from groups.models import InterestSlip, TopicSuggestion
from groups.slips import SLIP, EnteredSlip, enter_slip, take_slips_away, undo_slip
from groups.snapshots import current_snapshot, frozen_ballots
from groups.suggestions import waiting_suggestions
from tests.factories import FacilitatorFactory, MembershipFactory, VolunteerFactory
from tests.groups.planning_rows import a_group, answer, make_topics

pytestmark = pytest.mark.django_db


@pytest.fixture
def topics():
    return make_topics("abcdef")


def enter(lead, word, words=""):
    strengths = {letter.lower(): "strong" if letter.isupper() else "interested" for letter in word}
    return enter_slip(group=lead.group, key=uuid.uuid4(), strengths=strengths, words=words, by=lead.person)


def taken(lead):
    ballots = frozen_ballots(current_snapshot(lead.group))
    return sorted("".join(sorted(one.interested) + sorted(one.strong)).lower() for one in ballots)


def people_of(lead):
    return lead.group.memberships.filter(role="participant").select_related("person").order_by("pk")


def address(lead, name, *rest):
    return reverse(f"groups:{name}", args=[lead.group.slug, *rest])


def text(response):
    main = html.unescape(response.content.decode()).split("<main", 1)[1].split("</main>")[0]
    return " ".join(re.sub(r"<[^>]+>", " ", main).split())


def test_three_slips_are_shown_and_two_are_not(topics):
    lead = a_group(topics=topics)
    enter(lead, "a")
    enter(lead, "aB")
    assert current_snapshot(lead.group) is None

    enter(lead, "c")

    assert taken(lead) == ["a", "ab", "c"]


def test_slips_come_with_the_answers_of_three_people(topics):
    lead = a_group("a", "a", "b", topics=topics)

    enter(lead, "c")

    assert taken(lead) == ["a", "a", "b", "c"]


@pytest.mark.parametrize(("people", "shown"), [(1, "ccc"), (2, "ccc"), (3, "aaaccc")])
def test_one_or_two_people_do_not_stand_out_beside_slips(people, shown, topics):
    lead = a_group(*["a"] * people, topics=topics)

    for _slip in range(3):
        enter(lead, "c")

    assert "".join(taken(lead)) == shown


def test_two_slips_and_one_change_bring_no_new_counts(topics):
    lead = a_group("a", "a", "a", "a", topics=topics)
    before = taken(lead)

    enter(lead, "c")
    enter(lead, "c")
    answer(people_of(lead)[0].person, "b", topics)

    assert taken(lead) == before


def test_three_who_leave_one_behind_beside_slips_do_not_show_that_one(topics):
    lead = a_group("a", "a", "a", "b", topics=topics)
    for _slip in range(3):
        enter(lead, "c")
    before = taken(lead)

    for place in people_of(lead)[:3]:
        end_place(place=place, by=place.person)

    assert taken(lead) == before


def test_slips_taken_away_are_gone_from_the_counts_where_they_were_all(topics):
    lead = a_group(topics=topics)
    for _slip in range(3):
        enter(lead, "c", words="Fishing.")
    assert taken(lead) == ["c", "c", "c"]

    take_slips_away(group=lead.group, by=lead.person)

    assert taken(lead) == []
    assert not InterestSlip.objects.exists()
    assert waiting_suggestions(lead.group, lead.person) == []


def test_what_is_not_offered_any_more_is_not_counted(topics):
    lead = a_group(topics=topics)
    for word in ("ax", "a", "a"):
        enter(lead, word)

    assert taken(lead) == ["a", "a", "a"]


def test_own_words_wait_for_an_answer_and_have_no_writer(topics):
    lead = a_group(topics=topics)

    entered = enter(lead, "a", words="Cooking for one.")

    assert [one.words for one in waiting_suggestions(lead.group, lead.person)] == ["Cooking for one."]
    assert TopicSuggestion.objects.get().token == ""
    assert entered.suggestion != entered.slip


def test_a_slip_undone_takes_its_words_along(topics):
    lead = a_group(topics=topics)
    enter(lead, "a", words="Fishing.")
    last = enter(lead, "b", words="Cooking.")

    assert undo_slip(group=lead.group, entered=last, by=lead.person)
    assert not undo_slip(group=lead.group, entered=last, by=lead.person)

    assert InterestSlip.objects.get().interested == ["a"]
    assert [one.words for one in waiting_suggestions(lead.group, lead.person)] == ["Fishing."]


def test_only_those_who_lead_the_group_touch_its_slips(topics):
    lead = a_group(topics=topics)
    entered = enter(lead, "a")
    others = [FacilitatorFactory(), VolunteerFactory(group=lead.group), MembershipFactory(group=lead.group)]

    for person in (place.person for place in others):
        with pytest.raises(PermissionDenied):
            enter_slip(group=lead.group, key=uuid.uuid4(), strengths={"a": "strong"}, words="", by=person)
        with pytest.raises(PermissionDenied):
            undo_slip(group=lead.group, entered=EnteredSlip(entered.slip, None), by=person)
        with pytest.raises(PermissionDenied):
            take_slips_away(group=lead.group, by=person)


def test_the_page_enters_one_slip_once_and_undoes_it(topics, signed_in):
    lead = a_group(topics=topics)
    lee = signed_in(lead.person)
    key = re.search(r'name="id" value="([^"]+)"', lee.get(address(lead, "enter_slip")).content.decode())[1]
    sent = {"id": key, f"topic-{topics['a']}": "1", f"strong-{topics['b']}": "1"}

    pages = [text(lee.post(address(lead, "enter_slip"), sent, follow=True)) for _press in range(2)]

    slip = InterestSlip.objects.get()
    assert (slip.interested, slip.strong) == (["a"], ["b"])
    assert "Entered. It is 1 slip so far." in pages[0]
    assert "This slip is entered already. Nothing was added." in pages[1]
    told = text(lee.post(address(lead, "undo_slip"), follow=True))
    assert "The last slip is taken out again." in told
    assert not InterestSlip.objects.exists()
    assert "There is no slip to take out." in text(lee.post(address(lead, "undo_slip"), follow=True))


@pytest.mark.parametrize(
    ("ticked", "told"),
    [
        ({}, "Tick at least one topic, or write their own words."),
        (dict.fromkeys("abcde", "strong"), "Please take 2 stars away, then save again. The ticks stay."),
    ],
)
def test_a_slip_that_cannot_be_entered_stays_on_the_page(ticked, told, topics, signed_in):
    lead = a_group(topics=topics)
    sent = {"id": uuid.uuid4()} | {f"{kind}-{topics[letter]}": "1" for letter, kind in ticked.items()}

    page = signed_in(lead.person).post(address(lead, "enter_slip"), sent)

    assert told in text(page)
    assert page.content.decode().count(" checked") == 2 * len(ticked)
    assert not InterestSlip.objects.exists()


def test_slips_print_in_the_language_of_the_group(topics, signed_in):
    lead = a_group(topics=topics)
    lead.group.language = "es"
    lead.group.save()

    page = signed_in(lead.person).get(address(lead, "slips"))

    assert '<html lang="es"' in page.content.decode()
    assert text(page).count("Topic a") == 1


moves = st.lists(
    st.tuples(st.integers(0, 5), st.sampled_from(["a", "b", "", "slip", "undo", "leave"])), max_size=18
)


def shown_after_each(people, sequence, topics):
    """Return the marks of each snapshot that someone who leads saw, a look after every move."""
    lead = a_group(*[""] * people, topics=topics)
    places, shown, entered = list(people_of(lead)), [], []
    for number, move in sequence:
        place = places[number % people]
        if move == "slip":
            entered.append(enter(lead, "c"))
        elif move == "undo":
            undo_some(lead, entered, number)
        elif move == "leave":
            end_place(place=place, by=place.person)
        else:
            answer(place.person, move, topics)
        shown += marks_shown(lead)
    return shown


def undo_some(lead, entered, number):
    for slip in entered[number : number + 1]:
        entered.remove(slip)
        undo_slip(group=lead.group, entered=slip, by=lead.person)


def marks_shown(lead):
    snapshot = current_snapshot(lead.group)
    return [snapshot.marks] if snapshot else []


def of_people(marks):
    return {who: what for who, what in marks.items() if what and what != SLIP}


def check(shown):
    """Nobody stands out against slips that one knows, nor does a slip against what stood there before."""
    for marks in shown:
        assert len(of_people(marks)) not in {1, 2}
        assert len([what for what in marks.values() if what]) not in {1, 2}
    for before, after in combinations(shown, 2):
        were, are = of_people(before), of_people(after)
        answered = [who for who in after if after[who] != SLIP and were.get(who) != are.get(who)]
        left = [who for who in were if who not in after]
        slips = {who for who, what in before.items() if what == SLIP} ^ {
            who for who, what in after.items() if what == SLIP
        }
        assert {len(answered), len(left), len(answered) + len(slips)} & {1, 2} == set()


@settings(
    max_examples=25,
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(people=st.integers(1, 6), sequence=moves)
def test_between_any_two_looks_nobody_stands_out_beside_slips(people, sequence):
    with transaction.atomic():
        check(shown_after_each(people, sequence, make_topics("abc")))
        transaction.set_rollback(True)
