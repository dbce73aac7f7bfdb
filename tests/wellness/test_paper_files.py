"""The files that a person takes away: what stands in them, how they read aloud, and what happens where nothing does."""

import re
from uuid import uuid4

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import factories
from tests.wellness.printed import facts_of, pages_of, tags_of, text_of
from tests.wellness.written import include, rate, write, write_goal, write_row
from wellness.models import CheckIn, Entry, PartRow
from wellness.rows import note_marks, remove_row

pytestmark = pytest.mark.usefixtures("content")
WHOLE, BLANK = "/workbook/pdf/", "/workbook/blank/pdf/"
SUMMARY, GOALS = "/workbook/summary/pdf/", "/workbook/goals/pdf/"
PLAN = "/workbook/crisis-plan/pdf/"
FILES = [WHOLE, BLANK, SUMMARY, GOALS, PLAN, "/workbook/crisis-plan/card/pdf/"]


@pytest.fixture
def online(ana, signed_in):
    return signed_in(ana)


@pytest.fixture
def full(ana, content):
    """Let Ana write something for every file."""
    write(ana, "crisis-plan", "ring", "Sam: 07700 900123\nthe neighbour, knock")
    write(ana, "crisis-plan", "helps", "Soup.")
    write_goal(ana, "Two good nights", "Turn the clock round")
    include(ana, note="Please read this slowly.")


def in_order(page: str, *told: str) -> bool:
    places = [page.index(each) for each in told]
    return places == sorted(places)


def second_text(online, part: str, key: str, text: str) -> None:
    online.post(
        f"/workbook/{part}/save/", {"field": key, "text": text, "base": "0", "operation": str(uuid4())}
    )


@pytest.mark.usefixtures("full")
@pytest.mark.parametrize("path", FILES)
def test_a_file_reads_aloud_has_neutral_names_and_is_kept_nowhere_on_the_way(online, path):
    response = online.get(path)

    facts = facts_of(response.content)
    assert (facts["language"], facts["tagged"], facts["read aloud"]) == ("en", True, True)
    assert {"AtkinsonHyperlegible-Regular", "AtkinsonHyperlegible-Bold"} <= facts["typefaces"]
    assert facts["title"] in {
        "My workbook",
        "An empty workbook",
        "My summary",
        "My goals",
        "My plan",
        "My card",
    }
    assert re.fullmatch(r'attachment; filename="((?:my|empty)-[a-z]+\.pdf)"', response["Content-Disposition"])
    assert (response["Content-Type"], response["Cache-Control"]) == ("application/pdf", "no-store, private")


@pytest.mark.usefixtures("full")
@pytest.mark.parametrize("page", ["/workbook/paper/", "/workbook/crisis-plan/card/"])
def test_an_address_says_pdf_where_a_pdf_file_comes_and_nowhere_else(online, page):
    links = set(re.findall(r'href="(/workbook/[^"#]+)"', online.get(page).content.decode()))
    kinds = {link: online.get(link)["Content-Type"] for link in links}

    files = {link for link, kind in kinds.items() if kind == "application/pdf"}
    assert files
    assert files == {link for link in links if "pdf" in link}


@pytest.mark.usefixtures("full")
def test_files_are_named_in_the_language_of_the_person_in_plain_letters(online, ana):
    ana.language = "es"
    ana.save(update_fields=["language"])

    named = {online.get(path)["Content-Disposition"] for path in FILES}

    assert named == {
        f'attachment; filename="{name}.pdf"'
        for name in ("mi-cuaderno", "cuaderno-vacio", "mi-resumen", "mis-metas", "mi-plan", "mi-tarjeta")
    }


def test_an_empty_workbook_has_a_title_of_its_own(online):
    assert facts_of(online.get(BLANK).content)["title"] == "An empty workbook"
    assert facts_of(online.get(WHOLE).content)["title"] == "My workbook"


@pytest.mark.parametrize(
    ("path", "page"),
    [
        (SUMMARY, "/workbook/summary/"),
        (GOALS, "/workbook/goals/"),
        (PLAN, "/workbook/crisis-plan/"),
        ("/workbook/crisis-plan/card/pdf/", "/workbook/crisis-plan/card/"),
    ],
)
def test_where_nothing_is_written_it_leads_to_where_it_can_be(online, path, page):
    response = online.get(path, follow=True)

    assert response.redirect_chain == [(page, 302)]
    assert "There is nothing to print yet." in response.content.decode()


@pytest.mark.usefixtures("full")
@pytest.mark.parametrize("path", [path for path in FILES if path != BLANK])
def test_nobody_gets_what_another_wrote(signed_in, path):
    stranger = signed_in(factories.UserFactory(name="Kim"))

    response = stranger.get(path, follow=True)

    words = text_of(response.content) if "pdf" in response["Content-Type"] else response.content.decode()
    assert [mine for mine in ("Soup.", "Two good nights", "slowly.", "07700") if mine in words] == []


def test_a_plan_opens_on_the_note_then_numbers_to_ring_then_what_helps(online, ana):
    write(ana, "crisis-plan", "signs", "I clean at night.")
    write(ana, "crisis-plan", "helps", "Soup.")
    write(ana, "crisis-plan", "ring", "Sam: 07700 900123\nthe neighbour, knock")
    write(ana, "crisis-plan", "note", "You came out of it before.")

    page = text_of(online.get(PLAN).content)

    assert in_order(
        page,
        "My crisis plan",
        "You came out of it before.",
        "07700 900123",
        "Sam",
        "the neighbour, knock",
        "What helps when",
        "Soup.",
        "I clean at night.",
        "not a legal document",
    )


def test_a_plan_names_what_does_not_open_and_shows_both_texts(online, ana):
    write(ana, "crisis-plan", "note", "It passed.")
    write(ana, "crisis-plan", "helps", "Soup.")
    second_text(online, "crisis-plan", "helps", "Bread.")
    Entry.objects.filter(prompt__key="note").update(sealed=b"\x01" + bytes(300))

    page = text_of(online.get(PLAN).content)

    code = str(Entry.objects.get(prompt__key="note").pk)[:8]
    assert in_order(page, code, "Soup.", "We kept both.", "Bread.")


def test_goals_have_boxes_and_say_what_is_done(online, ana):
    row = write_goal(ana, "Two good nights", "Turn the clock round", "Phone in the kitchen")
    step = PartRow.objects.filter(above=row).order_by("position").first()
    note_marks(ana, step, {"done": True})
    note_marks(ana, PartRow.objects.get(pk=write_goal(ana, "Bake")), {"state": "done"})
    note_marks(ana, PartRow.objects.get(pk=row), {"again": "2026-12-01"})

    page = text_of(online.get(GOALS).content)

    assert in_order(page, "Two good nights", "Turn the clock round Done", "Phone in the kitchen", "Bake Done")
    assert "To look at again on 1 December 2026" in page


def test_a_summary_is_exactly_what_would_be_shared(online, ana):
    write(ana, "physical", "helps", "Tea in bed.")
    write(ana, "physical", "now", "Nobody is to read this.")
    rate(ana, physical=4, social="hard")
    include(ana, "helps.physical", "ratings", note="Please read this slowly.")

    content = online.get(SUMMARY).content

    page = text_of(content)
    assert in_order(page, "Ana", "How things are for me", "Part of life Now", "Please read this slowly.")
    table = page[page.index("Part of life Now") :]
    assert in_order(table, "Body and sleep 4", "My days Left open", "People Hard to say", "Tea in bed.")
    assert "Nobody is to read this." not in page
    assert {"/Figure", "/Table", "/TH", "/H1", "/H2", "/H3"} <= tags_of(content)


def test_a_whole_workbook_holds_every_part_and_every_kind_of_words(online, ana):
    with time_machine.travel("2026-09-01 12:00Z", tick=False):
        rate(ana, physical=2)
    rate(ana, physical=6, emotional="hard")
    write(ana, "opening", "helps", "Making bread.")
    write(ana, "physical", "now", "Awake at four.")
    second_text(online, "physical", "now", "Slept till six.")
    write_row(ana, "network", who="Denise next door", what_for="School run")
    write_row(ana, "hard-time", signs="I clean at night", do="Gloves off")
    remove_row(PartRow.objects.get(pk=write_row(ana, "network", who="Taken out")))
    write_goal(ana, "Two good nights", "Turn the clock round")
    write(ana, "crisis-plan", "note", "You came out of it before.")
    write(ana, "keeping-well", "daily", "Eat before two.")

    content = online.get(WHOLE).content

    page = text_of(content)
    assert in_order(
        page[page.index("As it was on") :],
        "Body and sleep 6",
        "1 Sep 2026",
        "Making bread.",
        "Awake at four.",
        "We kept both.",
        "Slept till six.",
        "Hard to say, on",
        "Two good nights",
        "Denise next door",
        "School run",
        "I clean at night",
        "You came out of it before.",
        "Eat before two.",
    )
    assert "Taken out" not in page
    assert page.count("Nothing written here yet.") == 6
    assert {"/TOC", "/Figure", "/Table", "/H1", "/H2", "/H3", "/H4"} <= tags_of(content)


def test_a_whole_workbook_names_what_does_not_open(online, ana):
    write(ana, "physical", "now", "Awake at four.")
    write_row(ana, "network", who="Denise")
    rate(ana, physical=2)
    write_goal(ana, "Two good nights")
    Entry.objects.update(sealed=b"\x01" + bytes(300))
    CheckIn.objects.update(sealed=b"\x01" + bytes(300))

    page = text_of(online.get(WHOLE).content)

    rows = [*Entry.objects.all(), *CheckIn.objects.all()]
    assert [str(row.pk)[:8] for row in rows if str(row.pk)[:8] not in page] == []
    assert len(rows) == 4


def test_an_untouched_workbook_is_a_kind_file_too(online):
    page = text_of(online.get(WHOLE).content)

    assert page.count("Nothing written here yet.") == 13
    assert "My check-ins" not in page


def test_an_empty_workbook_asks_everything_and_holds_nothing_of_mine(online, ana):
    write(ana, "physical", "now", "Awake at four.")

    pages = pages_of(online.get(BLANK).content)

    page = " ".join(pages)
    assert "Awake at four." not in page
    assert page.count("How is this part of life right now? 0 1 2 3 4 5 6 7 8 9 10") == 7
    assert in_order(
        page[page.index("My wheel", 200) :], "What already helps", "Worn out or hurting", "Small steps"
    )
    assert f"Page {len(pages)} of {len(pages)}" in pages[-1]


@pytest.mark.parametrize(("country", "width"), [("US", 612), ("GB", 595), ("", 595)])
def test_paper_has_the_size_of_the_country(online, ana, country, width):
    ana.country = country
    ana.save()
    write(ana, "crisis-plan", "helps", "Soup.")

    content = online.get(PLAN).content

    assert facts_of(content)["width"] == width


def test_the_day_is_the_persons_own(online, ana):
    ana.time_zone = "Pacific/Auckland"
    ana.save()
    write(ana, "crisis-plan", "helps", "Soup.")

    with time_machine.travel("2026-11-03 20:00Z", tick=False):
        page = text_of(online.get(PLAN).content)

    assert "4 November 2026 Page 1 of 1" in page


@pytest.mark.parametrize("path", [WHOLE, GOALS])
def test_statements_do_not_grow_with_what_is_written(online, ana, path):
    counts = []
    for number in range(2):
        for _row in range(3 * number + 1):
            write_goal(ana, "Bake", "Buy flour", "Find the tin")
            write_row(ana, "network", who="Denise")
        online.get(path)
        with CaptureQueriesContext(connection) as captured:
            online.get(path)
        counts.append(len(captured))

    assert counts[0] == counts[1]


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_questions_of_one_row_or_goal_stand_on_one_page(online, ana, language):
    ana.language = language
    ana.save(update_fields=["language"])
    first, last = {
        "en": ("Who, or where?", "How do you reach them, or get there?"),
        "es": ("¿Quién, o qué lugar?", "¿Cómo te comunicas, o cómo llegas?"),
    }[language]

    pages = [page for page in pages_of(online.get(BLANK).content) if first in page or last in page]

    assert len(pages) > 1
    assert [page.count(first) for page in pages] == [page.count(last) for page in pages]
