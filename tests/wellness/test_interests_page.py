"""The page of topics: every choice is kept, whichever button is pressed, with and without JavaScript."""

import html
import re
from uuid import uuid4

import pytest
from django.urls import reverse

from accounts.models import User
from tests.factories import UserFactory
from wellness.interests import TopicDraft, interests_of, make_topic, note_interests
from wellness.models import Topic
from wellness.workbooks import person_mark

pytestmark = pytest.mark.usefixtures("content")
PAGE, SAVE = "/workbook/interests/", "/workbook/interests/save/"


@pytest.fixture
def topic():
    """Return a function that gives the id of a topic."""
    return lambda slug: Topic.objects.get(slug=slug).pk


@pytest.fixture
def ana_online(ana, signed_in):
    return signed_in(ana)


def words(response) -> str:
    return html.unescape(response.content.decode())


def test_every_topic_is_offered_under_its_dimension(ana_online):
    page = words(ana_online.get(PAGE))

    assert page.count('<fieldset class="topic-card') == Topic.objects.count()
    assert (
        page.index("Body and sleep</h2>")
        < page.index("Sleeping better</legend>")
        < page.index("My days</h2>")
    )
    assert page.count("This would help me a lot") == Topic.objects.count()


def test_page_says_plainly_who_sees_what(ana_online):
    page = words(ana_online.get(PAGE))

    assert "Those who lead your group see only counts, never names." in page
    assert "They see this once a few more people have answered." in page


@pytest.mark.parametrize(("language", "example"), [("en", "such as (\\w+)"), ("es", "como (\\w+)")])
def test_the_word_that_is_proposed_finds_a_topic(ana, ana_online, language, example):
    User.objects.filter(pk=ana.pk).update(language=language)
    hint = words(ana_online.get(PAGE)).split('id="find-topic-hint">')[1]

    page = words(ana_online.get(PAGE, {"q": re.search(example, hint)[1]}))

    assert '<fieldset class="topic-card' in page


def test_title_names_no_health_matter(ana_online):
    assert "<title>Topics · Sevenfold</title>" in words(ana_online.get(PAGE))


def test_what_was_chosen_is_shown_chosen(ana, ana_online, topic):
    note_interests(person=ana, strengths={topic("anger"): "strong"})

    page = words(ana_online.get(PAGE))

    assert f'name="topic-{topic("anger")}" value="strong" checked' in page
    assert page.count("checked") == Topic.objects.count()


def test_save_button_keeps_choices_and_says_so(ana, ana_online, topic):
    response = ana_online.post(
        PAGE, {f"topic-{topic('anger')}": "interested", f"topic-{topic('family')}": ""}, follow=True
    )

    assert interests_of(ana) == {topic("anger"): "interested"}
    assert response.redirect_chain == [(PAGE, 302)]
    assert "Saved. Your group never sees who chose what." in words(response)


def test_choices_save_themselves_one_by_one(ana, ana_online, topic):
    note_interests(person=ana, strengths={topic("family"): "strong"})

    response = ana_online.post(SAVE, {"field": f"topic-{topic('anger')}", "text": "strong"})

    assert interests_of(ana) == {topic("family"): "strong", topic("anger"): "strong"}
    assert response.json()["status"] == "saved"


def test_saved_time_is_in_the_persons_own_zone(signed_in, topic, time_machine):
    time_machine.move_to("2026-11-22 23:30:00+00:00")
    online = signed_in(UserFactory(time_zone="Asia/Tokyo"))

    response = online.post(SAVE, {"field": f"topic-{topic('anger')}", "text": "strong"})

    assert response.json()["saved_at"] == "08:30"


@pytest.mark.parametrize("page", [PAGE, "/workbook/emotional/"])
def test_a_page_that_stood_open_takes_back_nothing_chosen_elsewhere(ana, ana_online, topic, page):
    anger = topic("anger")
    note_interests(person=ana, strengths={anger: "strong"})

    ana_online.post(page, {f"topic-{anger}": "", f"was-topic-{anger}": ""})

    assert interests_of(ana) == {anger: "strong"}


def test_a_choice_taken_back_on_its_page_is_taken_back(ana, ana_online, topic):
    anger = topic("anger")
    note_interests(person=ana, strengths={anger: "strong"})

    ana_online.post(PAGE, {f"topic-{anger}": "", f"was-topic-{anger}": "strong"})

    assert interests_of(ana) == {}


@pytest.mark.parametrize(("address", "code"), [(PAGE, 403), (SAVE, 409)])
def test_a_page_made_for_another_person_changes_nothing(ana, ana_online, topic, address, code):
    anger = topic("anger")
    sent = {f"topic-{anger}": "strong", "field": f"topic-{anger}", "text": "strong"}

    response = ana_online.post(address, sent | {"mark": "another person's"})

    assert (response.status_code, interests_of(ana)) == (code, {})


def test_a_script_hears_that_nobody_is_signed_in_and_fetches_a_fresh_token(client, ana, ana_online):
    told, fresh = client.post(SAVE), ana_online.get(SAVE).json()

    assert (told.status_code, told.json()["status"]) == (401, "signed_out")
    assert (bool(fresh["token"]), fresh["person"]) == (True, person_mark(ana.pk))


def test_dimensions_are_folded_and_say_how_much_is_picked(ana, ana_online, topic):
    note_interests(person=ana, strengths={topic("anger"): "strong", topic("low-days"): "interested"})

    page, found = words(ana_online.get(PAGE)), words(ana_online.get(PAGE, {"q": "debt"}))

    assert (page.count('<details class="topic-group'), page.count("2 picked")) == (7, 1)
    assert re.findall(r"<details class=\"topic-group[^>]*>", page + found)[-1].endswith("open>")


def test_search_by_address_shows_matching_topics_only(ana_online):
    page = words(ana_online.get(PAGE, {"q": "debt"}))

    assert "1 topic for" in page
    assert "Dealing with debt</legend>" in page
    assert page.count("<fieldset") == 1


def test_searching_saves_what_was_chosen_and_keeps_its_words_out_of_the_address(ana, ana_online, topic):
    response = ana_online.post(PAGE, {f"topic-{topic('anger')}": "strong", "q": "debt", "then": "find"})

    assert interests_of(ana) == {topic("anger"): "strong"}
    assert (response.status_code, words(response).count("<fieldset")) == (200, 1)


def test_saving_from_a_search_leaves_topics_out_of_sight_alone(ana, ana_online, topic):
    note_interests(person=ana, strengths={topic("anger"): "strong"})

    ana_online.post(PAGE, {f"topic-{topic('dealing-with-debt')}": "interested", "q": "debt"})

    assert interests_of(ana) == {topic("anger"): "strong", topic("dealing-with-debt"): "interested"}


@pytest.mark.parametrize(
    "wanted", ["zzzz", "<script>alert(1)</script>", "🙂", "שלום", "x" * 5000, "\x00", "%s %(a)d {{ 7 }}"]
)
def test_search_for_what_is_not_there_says_what_to_do(ana_online, wanted):
    response = ana_online.get(PAGE, {"q": wanted})

    assert "No topic has those words" in words(response)
    assert b"<script>alert" not in response.content


def test_an_empty_library_has_a_kind_word(ana_online):
    Topic.objects.update(is_offered=False)

    assert "No topics yet" in words(ana_online.get(PAGE))


def test_what_no_card_could_send_changes_nothing(ana, ana_online, topic):
    Topic.objects.filter(slug="family").update(is_offered=False)

    ana_online.post(
        PAGE,
        {
            f"topic-{topic('anger')}": "loud",
            f"topic-{topic('family')}": "strong",
            "topic-0": "strong",
            "topic-x": "strong",
        },
    )

    assert interests_of(ana) == {}


def test_a_new_person_is_led_on_to_their_group(ana, ana_online, topic):
    page = words(ana_online.get(PAGE, {"first": "1"}))
    response = ana_online.post(PAGE, {f"topic-{topic('anger')}": "strong", "first": "1"})

    assert "Save and see my group" in page
    assert page.count("btn-primary") == 1
    assert response.url == f"{reverse('groups:index')}?first=1"
    assert interests_of(ana) == {topic("anger"): "strong"}


def test_showing_all_topics_again_keeps_a_new_person_on_their_way(ana_online):
    response = ana_online.post(PAGE, {"first": "1", "then": "all"})

    assert response.url == f"{PAGE}?first=1"


def test_someone_elses_choices_are_not_on_the_page(ana_online, topic):
    note_interests(person=UserFactory(), strengths={topic("anger"): "strong"})

    assert 'value="strong" checked' not in words(ana_online.get(PAGE))


def test_a_visitor_is_asked_to_sign_in(client):
    response = client.get(PAGE)

    assert response.url == f"{reverse('account_login')}?next={PAGE}"


def test_page_takes_as_many_queries_for_few_topics_and_choices_as_for_many(
    ana, ana_online, django_assert_num_queries
):
    ana_online.get(PAGE)
    # session, person, workbook, topics, their words, dimensions, key of tokens, choices
    with django_assert_num_queries(8):
        ana_online.get(PAGE)
    note_interests(person=ana, strengths=dict.fromkeys(Topic.objects.values_list("pk", flat=True), "strong"))
    with django_assert_num_queries(8):
        ana_online.get(PAGE)


def test_a_fourth_great_help_saves_itself_as_of_interest_and_says_why(ana, ana_online):
    ids = list(Topic.objects.values_list("pk", flat=True)[:4])
    note_interests(person=ana, strengths=dict.fromkeys(ids[:3], "strong"))

    answer = ana_online.post(SAVE, {"field": f"topic-{ids[3]}", "text": "strong"}).json()

    assert (answer["status"], answer["kept"], interests_of(ana)[ids[3]]) == (
        "saved",
        "interested",
        "interested",
    )
    assert answer["message"].startswith("Three is the most for “This would help me a lot”.")


@pytest.mark.parametrize("page", [PAGE, "/workbook/emotional/"])
def test_a_fourth_great_help_on_a_page_is_kept_as_of_interest_and_says_why(ana, ana_online, page):
    ids = list(Topic.objects.filter(dimension__slug="emotional").values_list("pk", flat=True)[:4])
    note_interests(person=ana, strengths=dict.fromkeys(ids[:3], "strong"))

    told = ana_online.post(page, {f"topic-{ids[3]}": "strong", f"was-topic-{ids[3]}": ""}, follow=True)

    assert interests_of(ana)[ids[3]] == "interested"
    assert "To mark it, first take the mark from another one." in words(told)


@pytest.mark.parametrize("number", [2, 40])
def test_saving_many_choices_takes_as_many_queries_as_saving_two(
    ana_online, number, django_assert_num_queries
):
    ids = list(Topic.objects.values_list("pk", flat=True)[:number])
    posted = {f"topic-{pk}": "" if place % 2 else "interested" for place, pk in enumerate(ids)}
    ana_online.get(PAGE)

    # session, person, workbook, topics, their words, dimensions, begin, person held, key of tokens, marks so far, two
    # for what is taken away, known topics, keep, commit
    with django_assert_num_queries(15):
        ana_online.post(PAGE, posted)


def own_topic(name: str) -> int:
    return make_topic(
        TopicDraft(name, "", "emotional", is_sensitive=False), offered_to=uuid4(), language="en"
    )


def test_topics_of_ones_group_that_fill_the_three_are_told_with_the_way_to_change_them(ana, ana_online):
    marked = [own_topic(name) for name in ["Night walks", "Long winters", "Quiet <days>"]]
    note_interests(person=ana, strengths={**dict.fromkeys(marked, "strong"), own_topic("Tea"): "interested"})

    page = ana_online.get(PAGE).content.decode()
    told = page.split('aria-labelledby="own-topics"')[1].split("</section>")[0]

    assert "“This would help me a lot” is for three topics at most, and these count too." in told
    assert all(name in told for name in ["Night walks", "Long winters", "Quiet &lt;days&gt;", "Tea"])
    assert (told.count(">This would help me a lot<"), told.count(">Interested<")) == (3, 1)
    assert f'href="{reverse("groups:index")}?topics=1"' in told


def test_topics_of_a_group_that_one_did_not_pick_or_that_are_gone_are_not_told(ana, ana_online, topic):
    note_interests(person=ana, strengths={own_topic("Night walks"): "", topic("anger"): "strong"})
    gone = own_topic("Long winters")
    note_interests(person=ana, strengths={gone: "strong"})
    Topic.objects.filter(pk=gone).update(is_offered=False)
    own_topic("Far away")

    page = words(ana_online.get(PAGE))

    assert "own-topics" not in page
    assert not [name for name in ["Night walks", "Long winters", "Far away"] if name in page]
