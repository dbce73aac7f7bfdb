"""An admin looks at an edition in the participants' own templates: nothing is saved, and nobody's writing is shown."""

import html

import html5lib
import pytest

from tests.factories import AdminFactory, UserFactory
from tests.wellness.editions import add_money
from tests.wellness.written import rate, write, write_goal, write_row
from wellness.editions import copy_to_draft
from wellness.models import Edition, PartText, Workbook

pytestmark = pytest.mark.usefixtures("content")
CANARY = "canary-55a0"


@pytest.fixture
def robin():
    return AdminFactory()


@pytest.fixture
def admin_client(signed_in, robin):
    return signed_in(robin)


@pytest.fixture
def draft() -> Edition:
    draft = copy_to_draft(Edition.objects.get())
    add_money(draft)
    return draft


def words(response) -> str:
    return " ".join(html.unescape(response.content.decode()).split())


def places(draft) -> list[str]:
    here = f"/admin/wellness/edition/{draft.pk}/preview/"
    return [here, f"{here}new-goal/", *(f"{here}{part.slug}/" for part in draft.parts.all())]


def test_every_part_of_a_draft_is_shown_well_made_and_without_a_script_that_saves(admin_client, draft):
    for place in places(draft):
        answer = admin_client.get(place)
        page = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(answer.content.decode())
        assert (answer.status_code, len(page.findall(".//h1"))) == (200, 1), place
        assert b"js/saving.js" not in answer.content, place


def test_links_stay_within_the_preview(admin_client, draft):
    pages = [words(admin_client.get(place)) for place in places(draft)]

    mains = [page.split("<main")[1].split("</main")[0].split("<dialog")[0] for page in pages]
    assert [main for main in mains if 'href="/workbook/' in main] == []


def test_a_new_dimension_is_seen_in_the_wheel_and_on_its_page(admin_client, draft):
    glance, part = (words(admin_client.get(places(draft)[0] + place)) for place in ("", "money/"))

    assert ("Money: 10 out of 10." in glance, "What helps?" in part, "10: Enough" in part) == (
        True,
        True,
        True,
    )


def test_buttons_lead_to_the_part_beside_and_save_nothing(admin_client, robin, draft):
    place = places(draft)[0]

    moved = admin_client.post(f"{place}physical/", {"then": "next", "helps": "Typed.", "rating": "5"})
    stayed = admin_client.post(f"{place}new-goal/", {"then": "enough"})

    assert (moved.url, stayed.url) == (f"{place}environmental/?language=en", f"{place}goals/?language=en")
    assert not Workbook.objects.of(robin).exists()


def test_nobodys_writing_is_shown_not_even_ones_own(admin_client, robin, draft):
    for person in (robin, UserFactory()):
        write(person, "physical", "helps", CANARY)
        write(person, "crisis-plan", "ring", CANARY)
        write_row(person, "network", who=CANARY)
        write_goal(person, CANARY)
        rate(person, physical=3)

    pages = [
        words(admin_client.get(place))
        for edition in (draft, Edition.objects.get(number=1))
        for place in places(edition)
    ]

    assert [page for page in pages if CANARY in page] == []


def test_it_is_seen_in_each_language(admin_client, draft):
    PartText.objects.filter(part__edition=draft, part__slug="social", language="es").update(name="Gente")

    page = admin_client.get(f"{places(draft)[0]}social/?language=es")

    assert ('lang="es"' in words(page), "Gente" in words(page)) == (True, True)
    assert "Gente" not in words(admin_client.get(f"{places(draft)[0]}social/?language=xx"))


def test_what_a_draft_lacks_is_named(admin_client, draft):
    PartText.objects.filter(part__edition=draft, part__slug="social").delete()

    assert "social has no words yet." in words(admin_client.get(places(draft)[0]))


def test_what_a_draft_lacks_is_said_in_the_language_of_the_admin(admin_client, draft):
    PartText.objects.filter(part__edition=draft, part__slug="social").delete()

    page = words(admin_client.get(f"{places(draft)[0]}?language=es"))

    assert '<html lang="es"' in page
    assert '<div class="notice notice--care" lang="en">' in page
    assert ("Before it can be published:" in page, "social has no words yet." in page) == (True, True)


@pytest.mark.parametrize("place", ["nothing/", "0/"])
def test_what_is_not_there_is_absent(admin_client, draft, place):
    assert admin_client.get(places(draft)[0] + place).status_code == 404
    assert admin_client.get(f"/admin/wellness/edition/999/preview/{place}").status_code == 404


@pytest.mark.parametrize(("is_staff", "status"), [(False, 302), (True, 200)])
def test_it_opens_for_those_who_may_see_editions_alone(signed_in, draft, is_staff, status):
    client = signed_in(UserFactory(is_staff=is_staff))

    assert {client.get(place).status_code for place in places(draft)} == {status}


def test_the_edition_and_the_page_that_publishes_it_lead_there(admin_client, draft):
    edition = words(admin_client.get(f"/admin/wellness/edition/{draft.pk}/change/"))
    posted = {"action": "publish", "_selected_action": [draft.pk]}
    publishing = words(admin_client.post("/admin/wellness/edition/", posted))

    assert (places(draft)[0] in edition, places(draft)[0] in publishing) == (True, True)
