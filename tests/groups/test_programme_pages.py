"""The pages of interests and of the planner, for those who lead and nobody else."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from groups.models import InterestSnapshot, Membership, PeerSession, PlannedTopic
from groups.planning import suggest_plan
from tests.factories import FacilitatorFactory, MembershipFactory, UserFactory, VolunteerFactory
from tests.groups.planning_rows import a_group, a_session, answer, make_topics
from wellness.models import TopicText

pytestmark = pytest.mark.django_db
CAMPS = ["abc", "abc", "abC", "ab", "a", "d"]
POST_ONLY = ["suggest", "choose", "add_to_plan"]


@pytest.fixture
def topics():
    return make_topics("abcdefgh")


@pytest.fixture
def lead(topics):
    return a_group(*CAMPS, topics=topics)


@pytest.fixture
def lee(lead, signed_in):
    return signed_in(lead.person)


def address(lead, name, *rest):
    return reverse(f"groups:{name}", args=[lead.group.slug, *rest])


def text(response):
    """Return what a page says in its main part, on one line."""
    main = response.content.decode().split("<main", 1)[1].split("</main>")[0]
    return " ".join(re.sub(r"<[^>]+>", " ", main).split())


def standings(lead):
    rows = lead.group.planned_topics.select_related("topic")
    return {row.topic.slug: row.standing for row in rows}


def draft(lead):
    suggest_plan(group=lead.group, by=lead.person)
    return lead.group.planned_topics.first()


@pytest.mark.parametrize("name", ["interests", "programme"])
@pytest.mark.parametrize("left", [0, 1, 2])
def test_no_number_under_three_is_read_of_those_who_answered(name, left, lead, topics, lee):
    lee.get(address(lead, name))
    if left:
        # None is taken of so few; one that came about some other way tells no more.
        snapshot = InterestSnapshot.objects.get()
        snapshot.ballots = dict(list(snapshot.ballots.items())[:left])
        snapshot.save()
    else:
        for place in Membership.objects.participants().filter(group=lead.group):
            answer(place.person, "", topics)

    shown = text(lee.get(address(lead, name)))

    assert re.findall(r"\b[0-2] (?:people|person)|what [0-2] ", shown) == []
    assert "three people" in shown
    assert "counted on" not in shown.lower()


@pytest.mark.parametrize("name", ["interests", "programme", "new_session"])
@pytest.mark.parametrize("role", [VolunteerFactory, MembershipFactory, UserFactory, FacilitatorFactory])
def test_only_those_who_lead_the_group_find_the_pages(name, role, lead, signed_in):
    made = role(group=lead.group) if role in {VolunteerFactory, MembershipFactory} else role()
    person = made if role is UserFactory else made.person

    assert signed_in(person).get(address(lead, name)).status_code == 404


@pytest.mark.parametrize("name", POST_ONLY)
def test_nobody_else_changes_the_plan(name, lead, topics, signed_in):
    draft(lead)
    before = standings(lead)

    for person in (VolunteerFactory(group=lead.group).person, FacilitatorFactory().person):
        answer_ = signed_in(person).post(address(lead, name), {"topic": topics["h"]})
        assert answer_.status_code == 404

    assert standings(lead) == before
    assert not lead.group.sessions.exists()


@pytest.mark.parametrize("name", POST_ONLY)
def test_looking_changes_no_plan(name, lead, lee):
    assert lee.get(address(lead, name)).status_code == 405


def test_interests_are_told_without_names(lead, lee):
    page = text(lee.get(address(lead, "interests")))

    assert "6 people have answered. Names are never shown." in page
    assert "Topic a Most people" in page
    assert "Topic c 3 people It would help a few people a lot." in page
    assert "Topic d A few people" in page
    assert "Topic e" not in page
    names = lead.group.memberships.values_list("person__name", "person__email")
    assert not [name for pair in names for name in pair if name in page]


@pytest.mark.parametrize("words", [[], ["a"], ["a", "b"]])
def test_interests_say_the_same_before_three_answered(words, topics, signed_in):
    lead = a_group(*words, topics=topics)
    nobody = a_group(topics=topics)

    page = signed_in(lead.person).get(address(lead, "interests"))
    empty = signed_in(nobody.person).get(address(nobody, "interests"))

    assert "once at least three people have answered" in text(page)
    assert text(page).replace(lead.group.name, "") == text(empty).replace(nobody.group.name, "")


def test_the_planner_without_answers_still_takes_a_topic_by_hand(topics, signed_in):
    lead = a_group("a", topics=topics)
    lee = signed_in(lead.person)
    assert "A suggestion needs three people" in text(lee.get(address(lead, "programme")))

    page = lee.post(address(lead, "add_to_plan"), {"topic": topics["h"]}, follow=True)

    assert "Topic h Pinned You pinned this." in text(page)
    assert "Suggest again" not in text(page)


def test_suggest_shows_a_draft_with_reasons_that_the_group_does_not_see(lead, lee, signed_in):
    assert "Suggest a plan" in text(lee.get(address(lead, "programme")))

    page = text(lee.post(address(lead, "suggest"), follow=True))

    assert "Here is a draft. The group does not see it until you choose it." in page
    assert "Most people who answered noted this" in page
    assert "A few people would still have nothing that they noted." in page
    member = MembershipFactory(group=lead.group).person
    assert "Topic a" not in text(signed_in(member).get(address(lead, "home")))


def test_no_page_of_the_planner_speaks_of_shares_seats_or_ballots(lead, lee):
    draft(lead)
    pages = [
        text(lee.get(address(lead, name))) for name in ("programme", "interests", "new_session", "series")
    ]
    pages.append(text(lee.post(address(lead, "choose"), follow=True)))

    assert re.findall(r"\b(?:shares?|seats?|ballots?|votes?)\b", " ".join(pages), re.IGNORECASE) == []


def test_choose_shows_the_group_topics_without_counts(lead, lee, signed_in):
    draft(lead)

    page = lee.post(address(lead, "choose"), follow=True)

    assert "The group now sees 6 sessions." in text(page)
    assert "6 of up to 10 sessions are settled." in text(page)
    home = text(signed_in(MembershipFactory(group=lead.group).person).get(address(lead, "home")))
    assert "Topic a" in home
    assert "noted" not in home


def test_choose_pressed_twice_says_the_same(lead, lee):
    draft(lead)
    lee.post(address(lead, "choose"))

    page = lee.post(address(lead, "choose"), follow=True)

    assert "The group now sees 6 sessions." in text(page)
    assert lead.group.sessions.count() == 6


def test_the_group_reads_why_something_was_swapped(lead, topics, lee, signed_in):
    planned = draft(lead)
    swap = {"topic": topics["h"], "reason": "Winter is coming ❄ شتاء"}

    page = lee.post(address(lead, "change_plan", planned.pk, "swap"), swap, follow=True)
    lee.post(address(lead, "choose"))

    assert "The group will read: Winter is coming ❄ شتاء" in text(page)
    home = text(signed_in(MembershipFactory(group=lead.group).person).get(address(lead, "home")))
    assert "Topic h No date yet Winter is coming ❄ شتاء" in home


@pytest.mark.parametrize(
    ("sent", "told"),
    [
        ({"topic": "", "reason": "Kept words"}, "Choose a topic."),
        ({"topic": "987654", "reason": "Kept words"}, "Choose a topic from the list."),
        ({"topic": "x", "reason": "Kept words"}, "Choose a topic."),
    ],
)
def test_a_swap_that_cannot_be_made_keeps_the_words_and_says_what_to_do(lead, lee, sent, told):
    planned = draft(lead)

    page = lee.post(address(lead, "change_plan", planned.pk, "swap"), sent)

    assert told in text(page)
    assert 'value="Kept words"' in page.content.decode()
    assert standings(lead)[planned.topic.slug] == PlannedTopic.Standing.SUGGESTED


def test_a_swap_needs_a_reason_of_200_letters_at_most(lead, topics, lee):
    planned = draft(lead)
    url = address(lead, "change_plan", planned.pk, "swap")

    without = lee.post(url, {"topic": topics["h"], "reason": " "})
    too_long = lee.post(url, {"topic": topics["h"], "reason": "x" * 201})

    assert "Say in a few words why. The group reads this." in text(without)
    assert "Please use fewer words: 200 letters at most." in text(too_long)
    assert "h" not in standings(lead)


@pytest.mark.parametrize(
    ("change", "standing"),
    [("pin", "pinned"), ("unpin", "suggested"), ("drop", "dropped"), ("restore", "suggested")],
)
def test_each_change_leads_back_to_its_topic(lead, lee, change, standing):
    planned = draft(lead)

    answer_ = lee.post(address(lead, "change_plan", planned.pk, change))

    assert answer_.url == f"{address(lead, 'programme')}#topic-{planned.pk}"
    assert standings(lead)[planned.topic.slug] == standing


def test_a_dropped_topic_can_be_brought_back_from_the_page(lead, lee):
    planned = draft(lead)
    lee.post(address(lead, "change_plan", planned.pk, "drop"))

    page = lee.get(address(lead, "programme"))

    assert f'action="{address(lead, "change_plan", planned.pk, "restore")}"' in page.content.decode()


def test_sessions_whose_topic_is_still_to_be_chosen_are_not_called_settled(lead, topics, lee):
    a_session(lead.group, 1, kind="open", state="held")
    a_session(lead.group, 2, topic_id=topics["a"])
    for number in range(3, 11):
        a_session(lead.group, number, kind="open")

    page = text(lee.get(address(lead, "programme")))

    assert "2 of up to 10 sessions are settled. 8 more wait for their topics." in page
    assert "Add one session by itself" not in page


def test_an_unknown_change_or_topic_is_not_found(lead, topics, lee):
    planned = draft(lead)
    theirs = draft(a_group(*CAMPS, topics=topics))

    for row, change in ((planned.pk, "explode"), (theirs.pk, "drop"), (987_654, "drop")):
        assert lee.post(address(lead, "change_plan", row, change)).status_code == 404

    theirs.refresh_from_db()
    assert theirs.standing == PlannedTopic.Standing.SUGGESTED


def test_a_full_programme_says_so_and_offers_no_suggestion(lead, topics, lee):
    for number, letter in enumerate("abcdefgh", start=1):
        a_session(lead.group, number, topic_id=topics[letter])

    page = text(lee.get(address(lead, "programme")))

    assert "All sessions are settled." in page
    assert "Suggest a plan" not in page


@pytest.mark.parametrize("is_drafted", [False, True])
def test_a_page_has_one_main_button(lead, lee, is_drafted):
    if is_drafted:
        draft(lead)

    page = lee.get(address(lead, "programme")).content.decode()

    assert page.count("btn-primary") == 1


def test_every_form_works_without_scripts_and_carries_its_token(lead, topics):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(lead.person)
    planned = draft(lead)
    page = strict.get(address(lead, "programme")).content.decode()
    forms = re.findall(r'<form[^>]*action="(/groups[^"#]*)[^>]*>(.*?)</form>', page, re.DOTALL)
    tokens = {url: re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', inside) for url, inside in forms}

    pinned = address(lead, "change_plan", planned.pk, "pin")
    answer_ = strict.post(pinned, {"csrfmiddlewaretoken": tokens[pinned].group(1)})

    assert [url for url, token in tokens.items() if token is None] == []
    assert answer_.status_code == 302
    assert standings(lead)[planned.topic.slug] == "pinned"


def test_long_names_and_other_scripts_are_shown_whole_and_escaped(lead, topics, lee):
    name = "<b>نوم أفضل</b> 🌙 " + "Donaudampfschiff" * 3
    TopicText.objects.filter(topic_id=topics["a"]).update(name=name)
    draft(lead)

    page = lee.get(address(lead, "programme")).content.decode()

    assert f'<span dir="auto">{name.replace("<", "&lt;").replace(">", "&gt;")}</span>' in page


@pytest.mark.parametrize("rows", [1, 3])
def test_the_planner_takes_21_queries(rows, topics, signed_in, django_assert_num_queries):
    lead = a_group(*["abc"[:rows]] * (3 * rows), topics=topics)
    draft(lead)
    for number, letter in enumerate("fgh"[:rows], start=1):
        a_session(lead.group, number, topic_id=topics[letter], led_by=FacilitatorFactory(group=lead.group))
    lead.group.planned_topics.create(topic_id=topics["e"], standing="dropped")
    lee = signed_in(lead.person)
    lee.get(address(lead, "programme"))

    with django_assert_num_queries(21):
        lee.get(address(lead, "programme"))


@pytest.mark.parametrize("rows", [1, 3])
def test_interests_take_14_queries(rows, topics, signed_in, django_assert_num_queries):
    lead = a_group(*["abc"[:rows]] * (3 * rows), topics=topics)
    lee = signed_in(lead.person)
    lee.get(address(lead, "interests"))

    with django_assert_num_queries(14):
        lee.get(address(lead, "interests"))


def test_no_title_names_a_health_matter(lead, lee):
    titles = [
        re.search(r"<title>(.*?)</title>", lee.get(address(lead, name)).content.decode())[1]
        for name in ("interests", "programme", "new_session")
    ]

    assert titles == [
        "What people would like to talk about · Sevenfold",
        "Plan the programme · Sevenfold",
        "A new session · Sevenfold",
    ]


def test_a_plan_has_no_place_for_anyones_sessions_but_the_groups(lead, topics, lee):
    other = a_group(*CAMPS, topics=topics)
    a_session(other.group, 1, topic_id=topics["a"])

    lee.post(address(lead, "suggest"))
    lee.post(address(lead, "choose"))

    assert PeerSession.objects.filter(group=lead.group, topic_id=topics["a"]).count() == 1
    assert other.group.sessions.count() == 1
