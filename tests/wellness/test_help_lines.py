"""Get help now: for every country, signed in or not, whatever the address says."""

import html
from datetime import date

import pytest
from django_countries import countries

from tests.factories import UserFactory
from wellness.help_lines import MEMBER_STATES, call_contact, help_in, known_country, text_contact
from wellness.models import HelpCountry, HelpLine

pytestmark = pytest.mark.usefixtures("content")
PAGE = "/help-now/"
ELSEWHERE = (
    '<a class="btn btn-secondary on-paper" href="https://findahelpline.com" rel="noopener noreferrer">'
)


def words(response) -> str:
    return html.unescape(response.content.decode())


@pytest.mark.parametrize(
    ("entered", "href"),
    [
        ("988", "tel:988"),
        ("116 123", "tel:116123"),
        ("+44 (20) 7946-0018", "tel:+442079460018"),
        ("111, then the mental health option (2)", "tel:111"),
        ("ask at the desk", ""),
    ],
)
def test_call_link_dials_the_number_and_shows_what_was_entered(entered, href):
    contact = call_contact(entered)

    assert (contact.shown, contact.href) == (entered, href)


@pytest.mark.parametrize(
    ("entered", "href"),
    [
        ("50808", "sms:50808"),
        ("0477 13 11 14", "sms:0477131114"),
        ("through our app", ""),
        ("85258 or 50808", ""),
    ],
)
def test_text_link_is_made_only_from_a_plain_number(entered, href):
    contact = text_contact(entered)

    assert (contact.shown, contact.href) == (entered, href)


def test_a_word_to_text_stands_apart_from_its_number():
    contact = text_contact("SHOUT to 85258")

    assert (contact.word, contact.shown, contact.href) == ("SHOUT", "85258", "sms:85258?body=SHOUT")


def test_nothing_entered_is_no_contact():
    assert (call_contact(""), text_contact("")) == (None, None)


@pytest.mark.parametrize("number", ["911 or 988", "112 / 999", "000 (landline)"])
def test_a_number_with_words_after_it_dials_the_number_alone(number):
    assert call_contact(number).href == f"tel:{number[:3]}"


def test_the_first_code_that_is_a_country_is_taken():
    assert known_country("gb ", "US") == "GB"
    assert known_country("XX", "us") == "US"
    assert known_country("", "<b>") == ""
    assert known_country("eu") == "EU"


def lacks(page, code) -> bool:
    """Say that a page does not keep the choice, name another place to look, or ring where it could."""
    numbers = HelpCountry.objects.filter(code__in=[code, "EU"] if code in MEMBER_STATES else [code]).count()
    rings = 'class="call-button" href="tel:' in page
    return (
        page.count(ELSEWHERE) != 1
        or f'<option value="{code}" selected>' not in page
        or rings != bool(numbers)
    )


def test_every_country_has_an_answer(client):
    lacking = [
        code for code in countries.countries if lacks(words(client.get(PAGE, {"country": code})), code)
    ]

    assert len(countries.countries) > 240
    assert lacking == []


@pytest.mark.parametrize(
    "code", ["", "XX", "usa", "U", "🙂", "<script>", "\x00", "' OR 1=1 --", "x" * 3000, "%s"]
)
def test_whatever_the_address_says_a_visitor_gets_a_page_that_helps(client, code):
    response = client.get(PAGE, {"country": code})

    assert "call the emergency number where you are" in words(response)
    assert '<a class="call-button" href="tel:911">' in words(response)
    assert b"<script>alert" not in response.content


def test_emergency_number_comes_first_then_the_lines(client):
    page = words(client.get(PAGE, {"country": "US"}))

    assert (
        page.index('href="tel:911"')
        < page.index('href="tel:988"')
        < page.index('href="sms:988"')
        < page.index("<select")
    )


def test_spanish_writes_languages_without_a_capital(client):
    client.cookies["language"] = "es"

    assert "Idiomas: inglés, español" in words(client.get(PAGE, {"country": "US"}))


def test_a_line_says_all_that_is_known_of_it(client):
    page = words(client.get(PAGE, {"country": "US"}))

    assert "Open: 24 hours, every day" in page
    assert "Languages: English, Spanish" in page
    assert "Sign language: ASL by videophone" in page
    assert "988 Suicide and Crisis Lifeline: samhsa.gov press announcement of 2023-09-08" in page


def test_a_line_says_where_in_the_country_it_is_for(client):
    assert "(England)" in words(client.get(PAGE, {"country": "GB"}))


UNCHECKED = "Not all of these numbers are checked yet. If one does not answer, try the next one."


@pytest.mark.parametrize("code", ["US", "GB", "CA", "IE", "AU", "NZ"])
def test_where_figures_were_read_is_folded_away_and_what_is_not_checked_said_once(client, code):
    page = words(client.get(PAGE, {"country": code}))
    shown, _summary, folded = page.partition("<summary>Where these numbers come from</summary>")

    sources = HelpLine.objects.filter(country__code=code).exclude(source="").values_list("source", flat=True)
    assert [source for source in sources if source in shown or source not in folded] == []
    assert page.count(UNCHECKED) == 1
    assert "check first" not in page


def test_a_line_nobody_checked_says_so_and_a_checked_one_says_when(client):
    unchecked = words(client.get(PAGE, {"country": "AU"}))
    HelpLine.objects.filter(country__code="AU").update(checked_on=date(2026, 11, 3))
    checked = words(client.get(PAGE, {"country": "AU"}))

    assert UNCHECKED in unchecked
    assert "Last checked: 3 November 2026." in checked
    assert UNCHECKED not in checked


def test_what_is_not_known_of_a_line_is_left_out(client):
    country = HelpCountry.objects.create(code="NO", emergency="113")
    HelpLine.objects.create(country=country, name="Mental Helse", call="116 123")

    page = words(client.get(PAGE, {"country": "NO"}))

    assert 'href="tel:116123"' in page
    assert [
        label
        for label in ("Open:", "Languages:", "Sign language:", "Where these numbers come from", "Text <")
        if label in page
    ] == []


def test_a_member_state_without_a_row_has_the_number_of_the_union(client):
    page = words(client.get(PAGE, {"country": "FR"}))

    assert 'href="tel:112"' in page
    assert "Emergency number: France." in page


def test_a_member_state_with_a_row_has_its_own():
    assert help_in("IE").emergency.shown == "112"
    assert [row.name for row in help_in("IE").rows] == ["Samaritans", "Text About It"]


def test_there_are_twenty_seven_member_states_and_each_is_a_country():
    assert len(MEMBER_STATES) == 27
    assert set(countries.countries) >= MEMBER_STATES


def test_a_country_without_numbers_gets_a_kind_word_and_a_list_elsewhere(client):
    page = words(client.get(PAGE, {"country": "JP"}))

    assert "We have no numbers for Japan yet. You are not on your own" in page
    assert ELSEWHERE in page


def test_own_country_is_shown_unless_another_is_asked_for(signed_in):
    browser_of_lee = signed_in(UserFactory(country="NZ"))

    assert "Emergency number: New Zealand." in words(browser_of_lee.get(PAGE))
    assert "Emergency number: Canada." in words(browser_of_lee.get(PAGE, {"country": "CA"}))
    assert "Emergency number: New Zealand." in words(browser_of_lee.get(PAGE, {"country": "nowhere"}))


def test_the_choice_is_kept_in_the_address_and_nowhere_else(client):
    response = client.get(PAGE, {"country": "GB"})

    assert "sessionid" not in response.cookies
    assert "Emergency number:" not in words(client.get(PAGE))


def test_title_is_the_same_for_every_country(client):
    assert "<title>Get help now · Sevenfold</title>" in words(client.get(PAGE, {"country": "GB"}))


def test_a_signed_in_person_finds_their_crisis_plan_there(ana, signed_in, client):
    assert "Open my crisis plan" in words(signed_in(ana).get(PAGE))
    assert "Open my crisis plan" not in words(client.get(PAGE))


def test_an_installation_without_help_lines_still_has_a_page(client):
    HelpCountry.objects.all().delete()

    page = words(client.get(PAGE, {"country": "FR"}))

    assert "call the emergency number where you are" in page
    assert ELSEWHERE in page


def test_names_entered_by_admins_are_shown_as_text(client):
    HelpLine.objects.filter(country__code="AU").update(name="<b>Bold</b>", call='1" onclick="x')

    content = client.get(PAGE, {"country": "AU"}).content

    assert b"&lt;b&gt;Bold&lt;/b&gt;" in content
    assert b'onclick="x"' not in content


@pytest.mark.parametrize(
    ("code", "lines", "queries"), [("GB", 1, 2), ("GB", 30, 2), ("JP", 0, 1), ("", 0, 2)]
)
def test_page_takes_as_many_queries_for_one_line_as_for_many(
    client, django_assert_num_queries, code, lines, queries
):
    britain = HelpCountry.objects.get(code="GB")
    britain.lines.all().delete()
    HelpLine.objects.bulk_create(HelpLine(country=britain, name=f"Line {n}", call="1") for n in range(lines))

    with django_assert_num_queries(queries):
        client.get(PAGE, {"country": code})
