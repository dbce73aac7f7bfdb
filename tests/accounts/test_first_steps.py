import pytest

from tests import factories


@pytest.fixture
def newcomer(db):
    return factories.UserFactory(name="", privacy_read_at=None)


def test_a_visitor_is_welcomed(client, content):
    page = client.get("/").content.decode()

    assert 'href="/join/"' in page
    assert 'href="/accounts/login/"' in page
    assert page.count("petal-ground") == 7


def test_the_front_page_stands_before_any_content_is_loaded(client, no_content):
    assert client.get("/").status_code == 200


def test_a_participant_is_taken_to_the_workbook(signed_in, ana):
    assert signed_in(ana).get("/")["Location"] == "/workbook/"


def test_a_newcomer_is_taken_to_the_first_steps(signed_in, newcomer):
    assert signed_in(newcomer).get("/")["Location"] == "/accounts/name/?first=1"


def test_an_admin_is_asked_for_nothing_first(signed_in, db):
    assert signed_in(factories.AdminFactory(privacy_read_at=None)).get("/")["Location"] == "/workbook/"


def test_the_first_steps_lead_past_a_group_that_is_not_there(signed_in, newcomer):
    assert signed_in(newcomer).get("/groups/?first=1")["Location"] == "/workbook/enough/?first=1"


def test_the_first_page_of_a_group_says_who_will_be_there_and_then_that_it_is_enough(signed_in, content):
    place = factories.MembershipFactory()

    page = signed_in(place.person).get(f"/groups/{place.group.slug}/?first=1").content.decode()

    words = ["You can just listen.", "Who will be there", "That is enough for today"]
    assert sorted(words, key=page.index) == words


def test_having_read_the_honest_page_never_leads_to_another_site(signed_in, newcomer):
    response = signed_in(newcomer).post("/privacy/?next=https://elsewhere.example/")

    assert response["Location"] == "/workbook/opening/?first=1"


def test_someone_who_leads_is_taken_to_the_groups(signed_in, db):
    assert signed_in(factories.FacilitatorFactory().person).get("/")["Location"].startswith("/groups/")


def test_a_newcomer_goes_from_the_name_to_the_honest_page(signed_in, newcomer):
    response = signed_in(newcomer).post("/accounts/name/?first=1", {"name": "Sunny \N{SUN WITH FACE}"})

    newcomer.refresh_from_db()
    assert response["Location"] == "/privacy/?first=1"
    assert newcomer.name == "Sunny \N{SUN WITH FACE}"


@pytest.mark.parametrize(
    ("had", "told", "has"),
    [
        ("", "America/Los_Angeles", "America/Los_Angeles"),
        ("Europe/London", "Asia/Tokyo", "Asia/Tokyo"),
        ("Europe/London", "", "Europe/London"),
        ("", "Nowhere/At all", ""),
    ],
)
def test_a_newcomers_times_are_those_of_their_browser(signed_in, had, told, has):
    newcomer = factories.UserFactory(time_zone=had, privacy_read_at=None)

    signed_in(newcomer).post("/accounts/name/?first=1", {"name": "Sunny", "time_zone": told})

    newcomer.refresh_from_db()
    assert newcomer.time_zone == has


def test_a_name_changed_later_leads_back_to_the_settings(signed_in, ana):
    assert signed_in(ana).post("/accounts/name/", {"name": "Anita"})["Location"] == "/accounts/me/"


def test_an_empty_name_says_what_to_do(signed_in, newcomer):
    response = signed_in(newcomer).post("/accounts/name/?first=1", {"name": " "})

    assert response.context["form"].errors == {"name": ["Type a name. It can be any name you like."]}


def test_having_read_the_honest_page_leads_to_the_first_question(signed_in, newcomer):
    response = signed_in(newcomer).post("/privacy/?first=1")

    newcomer.refresh_from_db()
    assert response["Location"] == "/workbook/opening/?first=1"
    assert newcomer.has_read_privacy


def test_pressing_twice_keeps_when_it_was_first_read(signed_in, ana):
    first = ana.privacy_read_at

    signed_in(ana).post("/privacy/")

    ana.refresh_from_db()
    assert ana.privacy_read_at == first


def test_the_honest_page_is_open_to_all_and_asks_only_newcomers(client, signed_in, newcomer, ana):
    pages = [
        browser.get("/privacy/").content.decode() for browser in (client, signed_in(newcomer), signed_in(ana))
    ]

    assert ["I have read this" in page for page in pages] == [False, True, False]


def test_a_visitor_who_presses_anyway_changes_nothing(client, db):
    assert client.post("/privacy/").status_code == 200
