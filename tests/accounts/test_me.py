import pytest

ALL = {
    "name": "Ana",
    "language": "en",
    "time_zone": "Europe/London",
    "country": "GB",
    "leaves_on_shift": "on",
}


def test_what_is_saved_is_there_again(signed_in, ana):
    client = signed_in(ana)

    response = client.post("/accounts/me/", ALL | {"name": "  Anita \u05e9  "}, follow=True)

    ana.refresh_from_db()
    assert (ana.name, ana.time_zone, ana.country, ana.leaves_on_shift) == (
        "Anita \u05e9",
        "Europe/London",
        "GB",
        True,
    )
    assert [str(message) for message in response.context["messages"]] == ["Saved."]


def test_zone_and_country_may_be_left_open(signed_in, ana):
    signed_in(ana).post("/accounts/me/", ALL | {"time_zone": "", "country": "", "leaves_on_shift": ""})

    ana.refresh_from_db()
    assert (ana.time_zone, ana.country, ana.leaves_on_shift) == ("", "", False)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", ""),
        ("name", "   "),
        ("name", "x" * 61),
        ("time_zone", "Mars/Base"),
        ("country", "XX"),
        ("language", "xx"),
    ],
)
def test_what_makes_no_sense_is_refused_and_nothing_is_lost(signed_in, ana, field, value):
    response = signed_in(ana).post("/accounts/me/", ALL | {"name": "Anita", field: value})

    ana.refresh_from_db()
    assert list(response.context["form"].errors) == [field]
    assert ana.name == "Ana"


@pytest.mark.parametrize("field", ["email", "password", "is_staff", "is_superuser", "is_active"])
def test_nothing_else_can_be_set_here(signed_in, ana, field):
    before = {
        name: getattr(ana, name) for name in ("email", "password", "is_staff", "is_superuser", "is_active")
    }

    signed_in(ana).post("/accounts/me/", ALL | {field: "1"})

    ana.refresh_from_db()
    assert {name: getattr(ana, name) for name in before} == before


def test_the_page_shows_what_was_chosen(signed_in, ana):
    ana.time_zone, ana.country = "America/Argentina/Salta", "CI"
    ana.save()

    page = signed_in(ana).get("/accounts/me/").content.decode()

    assert '<option value="America/Argentina/Salta" selected>Salta</option>' in page
    assert '<option value="CI" selected>C\u00f4te d&#x27;Ivoire</option>' in page
    assert page.count("selected>") == 3


def test_a_zone_with_an_old_name_is_kept(signed_in, ana):
    ana.time_zone = "US/Eastern"
    ana.save()

    signed_in(ana).post("/accounts/me/", ALL | {"time_zone": "US/Eastern"})

    ana.refresh_from_db()
    assert ana.time_zone == "US/Eastern"


def test_the_page_leads_to_every_way_of_signing_in_and_to_leaving_a_group(signed_in, ana):
    page = signed_in(ana).get("/accounts/me/").content.decode()

    links = [
        "/accounts/email/",
        "/accounts/password/change/",
        "/accounts/2fa/",
        "/accounts/sessions/",
        "/groups/",
    ]
    assert [link for link in links if f'href="{link}"' not in page] == []


@pytest.mark.parametrize(
    ("page", "queries"),
    [("/accounts/me/", 2), ("/accounts/name/", 2), ("/privacy/", 2), ("/accounts/leave-quickly/", 2)],
)
def test_pages_ask_the_database_for_the_session_and_the_person_alone(
    signed_in, ana, django_assert_num_queries, page, queries
):
    client = signed_in(ana)
    client.get(page)

    with django_assert_num_queries(queries):
        client.get(page)
