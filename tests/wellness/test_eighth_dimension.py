"""Money as an eighth dimension works everywhere: wheel, part, saving, check-in, summary, what is shared; so does taking one out."""

import html
import re
from datetime import UTC, datetime

import pytest
import time_machine

from accounts.vault import vault_for
from tests.wellness.editions import publish_newer
from tests.wellness.printed import text_of
from tests.wellness.written import include, rate, write
from wellness.models import CheckIn, Dimension, Edition, Entry, Topic, TopicText
from wellness.sharing import content_to_share, summary_sheet
from wellness.workbooks import current_workbook

pytestmark = pytest.mark.usefixtures("content")


@pytest.fixture
def money() -> Edition:
    return publish_newer()


@pytest.fixture
def online(money, ana, signed_in):
    return signed_in(ana)


def words(response) -> str:
    return " ".join(html.unescape(response.content.decode()).split())


def test_the_wheel_has_eight_petals_each_in_a_hue_of_its_own(online, ana):
    rate(ana, money=6)

    page = words(online.get("/workbook/"))

    assert re.findall(r'class="petal-ground (hue-\d)"', page) == [f"hue-{number}" for number in range(1, 9)]
    assert "Money: 6 out of 10." in page


def test_its_page_asks_for_a_rating_shows_its_topics_and_saves(online, ana):
    topic = Topic.objects.create(slug="debts", dimension=Dimension.objects.get(slug="money"))
    TopicText.objects.create(topic=topic, language="en", name="Debts", line="We open one letter each.")

    page = words(online.get("/workbook/money/"))
    saved = online.post("/workbook/money/save/", {"field": "helps", "text": "A list.", "base": "0"})
    online.post("/workbook/money/", {"rating": "4", "rating-was": ""})

    assert ("10: Enough" in page, "We open one letter each." in page) == (True, True)
    assert saved.json()["status"] == "saved"
    assert Entry.objects.of(current_workbook(ana)).get().prompt.part.slug == "money"
    assert "Money: 4 out of 10." in words(online.get("/workbook/"))


def test_a_check_in_asks_for_it_and_shows_it(online):
    asked = words(online.get("/workbook/check-ins/today/"))
    online.post("/workbook/check-ins/today/", {"rating-money": "2", "rating-physical": "5"})

    assert len(re.findall(r'<fieldset class="rating', asked)) == 8
    assert '<th scope="col" class="number">Money</th>' in words(online.get("/workbook/check-ins/"))


def test_it_is_in_the_summary_and_on_the_sheet_that_is_shared(online, ana):
    rate(ana, money=2, physical=5)
    write(ana, "money", "helps", "A list on the fridge.")
    page = words(online.get("/workbook/summary/"))
    include(ana, "ratings", "helps.money")

    sheet = html.unescape(summary_sheet(content_to_share(ana, vault_for(ana))))

    assert ("Money: 2" in page, "A list on the fridge." in page) == (True, True)
    assert ("Money: 2 out of 10." in " ".join(sheet.split()), "A list on the fridge." in sheet) == (
        True,
        True,
    )
    assert len(re.findall(r'class="petal-ground', sheet)) == 8


def test_it_is_on_paper_and_among_what_a_group_can_talk_about(online, ana):
    rate(ana, money=2)
    write(ana, "money", "helps", "A list on the fridge.")
    topic = Topic.objects.create(slug="debts", dimension=Dimension.objects.get(slug="money"))
    TopicText.objects.create(topic=topic, language="en", name="Debts", line="We open one letter each.")

    whole, blank = (text_of(online.get(f"/workbook/{name}/").content) for name in ("pdf", "blank/pdf"))
    topics = words(online.get("/workbook/interests/"))

    assert ("A list on the fridge." in whole, "What helps?" in blank, "Money" in blank) == (True, True, True)
    assert topics.index("Money</h2>") < topics.index("Debts</legend>")


def test_two_days_stand_together_with_it(online, ana):
    with time_machine.travel(datetime(2026, 11, 2, 12, tzinfo=UTC)):
        rate(ana, money=2)
    with time_machine.travel(datetime(2026, 11, 9, 12, tzinfo=UTC)):
        rate(ana, money=7)
    earlier, later = CheckIn.objects.order_by("day")

    page = words(online.get(f"/workbook/check-ins/{later.pk}/?with={earlier.pk}"))

    assert "Money: 7 out of 10, earlier 2." in page


def test_a_workbook_begun_before_keeps_its_seven(ana, signed_in):
    current_workbook(ana)
    publish_newer()
    online = signed_in(ana)

    page = words(online.get("/workbook/"))

    assert (page.count('class="petal-ground'), online.get("/workbook/money/").status_code) == (7, 404)


def test_a_dimension_taken_out_is_not_asked_for_in_new_workbooks(ana, signed_in):
    newer = publish_newer()
    newer.parts.filter(slug="physical").delete()
    online = signed_in(ana)

    page = words(online.get("/workbook/check-ins/today/"))

    assert ("Body and sleep" in page, len(re.findall(r'<fieldset class="rating', page))) == (False, 7)
    assert online.get("/workbook/physical/").status_code == 404
