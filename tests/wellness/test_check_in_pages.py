"""Check-ins: a minute today, the days through time, and one beside another where the person chooses it."""

import html
import re
from datetime import UTC, date, datetime
from uuid import uuid4

import pytest
import time_machine

from accounts.vault import vault_for
from tests.factories import UserFactory
from tests.wellness.written import rate, write
from wellness.check_ins import recent_check_ins
from wellness.models import CheckIn, Entry
from wellness.workbooks import current_workbook, page_mark

pytestmark = pytest.mark.usefixtures("content")
PAGE, TODAY = "/workbook/check-ins/", "/workbook/check-ins/today/"
UNKNOWN = "7d1f8f2e-5a40-4c0b-9a53-3c1f3f6f0a11"
FIRST, SECOND = datetime(2026, 11, 2, 12, tzinfo=UTC), datetime(2026, 11, 9, 12, tzinfo=UTC)
KIND_WORDS = "A smaller petal is not a step back. It may mean you see more clearly."


@pytest.fixture
def online(ana, signed_in):
    return signed_in(ana)


@pytest.fixture
def two_days(ana) -> list[CheckIn]:
    """Return the earlier and the later of two days."""
    for moment, ratings in (
        (FIRST, {"physical": 8, "social": "hard"}),
        (SECOND, {"physical": 3, "social": 5}),
    ):
        with time_machine.travel(moment, tick=False):
            rate(ana, **ratings)
    return list(CheckIn.objects.order_by("day"))


def words(response) -> str:
    return " ".join(html.unescape(response.content.decode()).split())


def ratings(person) -> list[tuple[date, dict]]:
    return [
        (each.day, each.ratings) for each in recent_check_ins(current_workbook(person), vault_for(person))
    ]


def test_seven_ratings_are_asked_with_words_at_both_ends_and_none_is_needed(online):
    page = words(online.get(TODAY))

    assert len(re.findall(r'<fieldset class="rating', page)) == 7
    assert page.count('value="10"') == page.count("Hard to say") == page.count("Skip</span>") == 7
    assert ("0: Worn out or hurting" in page, "10: Rested and at ease" in page) == (True, True)
    assert online.post(TODAY, {}).status_code == 302
    assert not CheckIn.objects.exists()


def test_what_was_rated_is_kept_for_today_and_shown(online, ana):
    with time_machine.travel(SECOND, tick=False):
        online.force_login(ana)
        online.post(TODAY, {"rating-physical": "3", "rating-social": "hard", "rating-emotional": "skip"})
        page = words(online.get(PAGE))

    assert ratings(ana) == [(SECOND.date(), {"physical": 3, "social": "hard", "emotional": "skip"})]
    assert "9 November 2026" in page


def test_a_rating_given_in_a_part_belongs_to_the_same_day(online, ana):
    online.post("/workbook/physical/", {"rating": "6", "rating-was": ""})

    page = words(online.get(TODAY))

    assert re.search(r'name="rating-physical" value="6" checked', page)


def test_a_second_tab_changes_only_what_was_changed_there(online, ana):
    online.post(TODAY, {"rating-physical": "3", "was-rating-physical": ""})

    online.post(TODAY, {"was-rating-physical": "", "rating-social": "5", "was-rating-social": ""})

    assert ratings(ana)[0][1] == {"physical": 3, "social": 5}


def test_a_page_sent_twice_keeps_one_day(online, ana):
    for _ in range(2):
        online.post(TODAY, {"rating-physical": "3"})

    assert (CheckIn.objects.count(), ratings(ana)[0][1]) == (1, {"physical": 3})


def test_a_rating_saves_itself_beside_the_others_of_the_day(online, ana):
    rate(ana, social=5)

    answer = online.post(f"{TODAY}save/", {"field": "rating-physical", "text": "hard"})

    assert answer.json()["status"] == "saved"
    assert ratings(ana)[0][1] == {"physical": "hard", "social": 5}


@pytest.mark.parametrize(
    ("field", "text"), [("rating-physical", "11"), ("rating-nonsense", "4"), ("mark", "4")]
)
def test_a_rating_that_is_none_is_not_said_to_be_saved(online, field, text):
    answer = online.post(f"{TODAY}save/", {"field": field, "text": text})

    assert (answer.status_code, CheckIn.objects.exists()) == (400, False)


def test_a_check_in_page_of_someone_else_saves_nothing(online):
    mark = page_mark(current_workbook(UserFactory()))

    answer = online.post(f"{TODAY}save/", {"field": "rating-physical", "text": "4", "mark": mark})

    assert (answer.json()["status"], CheckIn.objects.exists()) == ("other_person", False)


@pytest.mark.parametrize("sent", ["11", "-1", "x", "٣", "3.5"])
def test_what_is_no_rating_is_left_out_and_the_rest_kept(online, ana, sent):
    online.post(TODAY, {"rating-physical": sent, "rating-social": "5", "rating-nonsense": "4"})

    assert ratings(ana)[0][1] == {"social": 5}


@pytest.mark.parametrize(
    ("zone", "moment", "day"),
    [
        ("Australia/Sydney", datetime(2026, 11, 8, 20, tzinfo=UTC), date(2026, 11, 9)),
        ("America/Denver", datetime(2026, 11, 9, 3, tzinfo=UTC), date(2026, 11, 8)),
        # the hour that comes twice, and the one that is left out
        ("Europe/London", datetime(2026, 10, 25, 0, 30, tzinfo=UTC), date(2026, 10, 25)),
        ("Europe/London", datetime(2026, 3, 28, 23, 59, tzinfo=UTC), date(2026, 3, 28)),
        ("Europe/London", datetime(2026, 3, 29, 23, 30, tzinfo=UTC), date(2026, 3, 30)),
    ],
)
def test_today_is_the_day_where_the_person_is(online, ana, zone, moment, day):
    ana.time_zone = zone
    ana.save()
    with time_machine.travel(moment, tick=False):
        online.force_login(ana)
        online.post(TODAY, {"rating-physical": "3"})

    assert CheckIn.objects.get().day == day


def test_a_page_of_someone_else_changes_nothing(online, ana):
    mark = page_mark(current_workbook(UserFactory()))

    answer = online.post(TODAY, {"rating-physical": "3", "mark": mark})

    assert (answer.status_code, CheckIn.objects.count()) == (403, 0)


def test_sent_while_signed_out_the_ratings_are_held(client, ana):
    held = client.post(TODAY, {"rating-physical": "3"})

    assert (held.status_code, 'name="rating-physical" value="3"' in words(held)) == (403, True)


def test_no_day_yet_invites(online):
    assert "A check-in takes about a minute." in words(online.get(PAGE))


def test_the_days_stand_as_wheels_and_as_a_table_newest_first(online, two_days):
    page = words(online.get(PAGE))

    assert page.count('class="wheel-bare"') == 2
    assert page.index("9 November 2026") < page.index("2 November 2026")
    assert '<th scope="row">2 November 2026</th> <td class="number">8</td>' in page
    assert ("petal-earlier" in page, "Hard to say</td>" in page) == (False, True)


def test_no_earlier_day_is_drawn_unless_it_was_chosen(online, two_days):
    pages = [words(online.get(address)) for address in ("/workbook/", f"{PAGE}{two_days[1].pk}/")]

    assert ["petal-earlier" in page for page in pages] == [False, False]


@pytest.mark.parametrize("first", [0, 1])
def test_two_days_are_shown_together_with_kind_words_the_later_one_in_full(online, two_days, first):
    one, other = two_days[first], two_days[1 - first]

    page = words(online.get(f"{PAGE}{one.pk}/?with={other.pk}"))

    assert page.index(KIND_WORDS) < page.index("petal-earlier")
    assert "The petals are 9 November 2026. The fine line is 2 November 2026." in page
    assert "Body and sleep: 3 out of 10, earlier 8." in page
    assert re.search(r"\b(better|worse|down|up)\b", page.split("<main")[1].split("</main")[0]) is None


@pytest.mark.parametrize("chosen", ["x", UNKNOWN, ""])
def test_a_day_to_compare_that_is_not_there_shows_the_one_day(online, two_days, chosen):
    answer = online.get(f"{PAGE}{two_days[0].pk}/?with={chosen}")

    assert (answer.status_code, "petal-earlier" in words(answer)) == (200, False)


def test_deleting_a_day_says_what_it_means_and_leaves_the_words(online, ana, two_days):
    write(ana, "physical", "helps", "Tea.")

    asked = words(online.get(f"{PAGE}{two_days[0].pk}/delete/"))
    online.post(f"{PAGE}{two_days[0].pk}/delete/")

    assert ("deleted for good" in asked, "Keep it" in asked) == (True, True)
    assert ([row.pk for row in CheckIn.objects.all()], Entry.objects.count()) == ([two_days[1].pk], 1)


def test_a_day_that_does_not_open_is_named_and_the_others_are_there(online, two_days):
    CheckIn.objects.filter(pk=two_days[0].pk).update(sealed=b"\x01" + bytes(300))

    listed, day = words(online.get(PAGE)), words(online.get(f"{PAGE}{two_days[0].pk}/"))

    assert ("9 November 2026" in listed, str(two_days[0].pk)[:8] in day) == (True, True)


@pytest.mark.parametrize("place", ["", "delete/"])
def test_a_day_of_another_person_and_one_that_never_was_look_the_same(signed_in, two_days, place):
    other = signed_in(UserFactory())
    answers = [other.get(f"{PAGE}{key}/{place}") for key in (two_days[0].pk, uuid4())]

    bodies = [re.sub(r'value="\w{64}"', "", words(answer)) for answer in answers]
    bodies = [body.replace(str(two_days[0].pk), "") for body in bodies]
    assert [answer.status_code for answer in answers] == [404, 404]
    assert re.sub(r"[0-9a-f-]{36}", "", bodies[0]) == re.sub(r"[0-9a-f-]{36}", "", bodies[1])


def test_the_queries_do_not_grow_with_days(online, ana, two_days, django_assert_num_queries):
    online.get(PAGE)
    # session, person, days, key, parts
    with django_assert_num_queries(5):
        online.get(PAGE)

    with time_machine.travel(datetime(2026, 11, 12, tzinfo=UTC)):
        rate(ana, physical=1)
    with django_assert_num_queries(5):
        online.get(PAGE)
