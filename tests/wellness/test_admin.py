"""Wording, topics and help lines in the admin: sensible to use, and published wording cannot be touched."""

import html
from datetime import date, timedelta

import pytest
from django.contrib import admin
from django.urls import reverse
from django.utils import timezone

from tests.factories import AdminFactory
from wellness.editions import copy_to_draft
from wellness.interests import note_interests
from wellness.models import (
    Dimension,
    Edition,
    HelpCountry,
    HelpLine,
    Part,
    PartText,
    PromptText,
    Topic,
)

pytestmark = pytest.mark.usefixtures("content")
EDITIONS = "/admin/wellness/edition/"


@pytest.fixture
def admin_client(signed_in):
    return signed_in(AdminFactory())


@pytest.fixture
def published():
    return Edition.objects.get(number=1)


@pytest.fixture
def draft(published):
    return copy_to_draft(published)


def page_of(row) -> str:
    return reverse(f"admin:wellness_{row._meta.model_name}_change", args=[row.pk])


def words(response) -> str:
    return html.unescape(response.content.decode())


def act(admin_client, action, *editions, **more):
    posted = {"action": action, "_selected_action": [edition.pk for edition in editions], **more}
    return admin_client.post(EDITIONS, posted, follow=True)


def form_of(response) -> dict[str, str]:
    """Return every value of the forms on an admin page, as a browser would send it back unchanged."""
    form = response.context["adminform"].form
    formsets = [inline.formset for inline in response.context["inline_admin_formsets"]]
    forms = [form, *(formset.management_form for formset in formsets)]
    forms += [row for formset in formsets for row in formset.forms]
    values = {field.html_name: field.value() for one in forms for field in one}
    return {name: value for name, value in values.items() if value is not None and value is not False}


def test_only_wording_topics_and_help_lines_are_registered():
    ours = {model.__name__ for model in admin.site._registry if model._meta.app_label == "wellness"}

    assert ours == {"Dimension", "Edition", "HelpCountry", "HelpLine", "Part", "Topic"}


def test_index_leads_to_what_an_admin_sets_up_and_not_to_single_parts(admin_client):
    page = words(admin_client.get("/admin/wellness/"))

    assert all(
        f"/admin/wellness/{name}/" in page for name in ("edition", "topic", "dimension", "helpcountry")
    )
    assert "/admin/wellness/part/" not in page


@pytest.mark.parametrize("name", ["edition", "part", "topic", "dimension", "helpcountry"])
def test_each_list_opens_and_can_be_searched(admin_client, name):
    response = admin_client.get(f"/admin/wellness/{name}/", {"q": "a"})

    assert response.status_code == 200
    assert "cl" in response.context


@pytest.mark.parametrize(
    ("name", "copies", "queries"), [("topic", 1, 7), ("edition", 3, 5), ("helpcountry", 9, 5)]
)
def test_lists_take_no_more_queries_for_more_rows(
    admin_client, published, django_assert_max_num_queries, name, copies, queries
):
    for number in range(copies):
        copy_to_draft(published)
        HelpCountry.objects.create(code=f"{number}A", emergency="1")
    admin_client.get(f"/admin/wellness/{name}/")

    with django_assert_max_num_queries(queries + 2):
        admin_client.get(f"/admin/wellness/{name}/")


def test_a_published_edition_is_shown_and_offers_no_way_to_save(admin_client, published):
    for row in (published, published.parts.get(slug="social")):
        page = words(admin_client.get(page_of(row)))
        assert 'name="_save"' not in page
        assert "deletelink" not in page
        assert 'MAX_NUM_FORMS" value="1' not in page


def test_saving_over_a_published_edition_is_refused(admin_client, published):
    part = published.parts.get(slug="social")
    before = list(PartText.objects.values()), list(PromptText.objects.values()), list(Part.objects.values())

    answers = [admin_client.post(page_of(row), {"slug": "x", "number": 5}) for row in (published, part)]

    assert [answer.status_code for answer in answers] == [403, 403]
    assert (
        list(PartText.objects.values()),
        list(PromptText.objects.values()),
        list(Part.objects.values()),
    ) == before


def test_a_published_edition_is_not_deleted(admin_client, published):
    admin_client.post(reverse("admin:wellness_edition_delete", args=[published.pk]), {"post": "yes"})
    act(admin_client, "delete_selected", published, post="yes")
    part = published.parts.get(slug="social")
    admin_client.post(reverse("admin:wellness_part_delete", args=[part.pk]), {"post": "yes"})
    admin_client.post(
        "/admin/wellness/part/", {"action": "delete_selected", "_selected_action": [part.pk], "post": "yes"}
    )

    assert Edition.objects.filter(pk=published.pk).exists()
    assert published.parts.count() == 13


def test_words_of_a_draft_are_changed_on_the_page_of_their_part(admin_client, draft):
    part = draft.parts.get(slug="social")
    posted = form_of(admin_client.get(page_of(part)))

    admin_client.post(page_of(part), posted | {"texts-0-name": "People I know"})

    assert part.texts.get(language="en").name == "People I know"


def test_a_published_part_shows_its_prompts_to_read(admin_client, published):
    page = words(admin_client.get(page_of(published.parts.get(slug="crisis-plan"))))

    assert ("Who can you call?" in page, "<textarea" in page) == (True, False)


def test_an_edition_published_while_a_draft_was_open_stays_as_it_is(admin_client, draft):
    part = draft.parts.get(slug="social")
    posted = form_of(admin_client.get(page_of(part)))
    Edition.objects.filter(pk=draft.pk).update(published_at=timezone.now())

    admin_client.post(page_of(part), posted | {"texts-0-name": "Too late"})

    assert part.texts.get(language="en").name == "People"


def test_copying_makes_a_draft_and_says_so(admin_client, published):
    page = words(act(admin_client, "copy", published))

    assert "Edition 2 is a draft copy of Edition 1." in page
    assert not Edition.objects.get(number=2).is_published


def test_publishing_first_says_what_it_means_and_can_be_backed_out_of(admin_client, draft):
    page = words(act(admin_client, "publish", draft))

    assert "Published wording never changes again." in page
    assert "Every part has its words." in page
    assert not Edition.objects.get(pk=draft.pk).is_published


def test_publishing_is_done_once_confirmed_and_leaves_a_trace(admin_client, draft):
    page = words(act(admin_client, "publish", draft, confirmed="1"))

    assert "Edition 2 is published. New workbooks get it from now on." in page
    assert Edition.objects.current() == draft
    assert "Published." in words(admin_client.get(reverse("admin:wellness_edition_history", args=[draft.pk])))


def test_a_draft_with_gaps_is_not_published_and_the_gaps_are_named(admin_client, draft):
    PartText.objects.filter(part__edition=draft, part__slug="social").delete()

    asked = words(act(admin_client, "publish", draft))
    answered = words(act(admin_client, "publish", draft, confirmed="1"))

    assert "social has no words yet." in asked
    assert "Edition 2: social has no words yet." in answered
    assert not Edition.objects.get(pk=draft.pk).is_published


def test_an_empty_edition_cannot_be_begun(admin_client):
    assert admin_client.get("/admin/wellness/edition/add/").status_code == 403


def test_a_topic_is_no_longer_offered_from_the_list(admin_client):
    topic = Topic.objects.get(slug="anger")
    rows = list(admin_client.get("/admin/wellness/topic/").context["cl"].result_list)
    posted = {"form-TOTAL_FORMS": len(rows), "form-INITIAL_FORMS": len(rows), "_save": "Save"}
    for number, row in enumerate(rows):
        posted |= {f"form-{number}-id": row.pk} | (
            {} if row == topic else {f"form-{number}-is_offered": "on"}
        )

    admin_client.post("/admin/wellness/topic/", posted)

    assert list(Topic.objects.filter(is_offered=False)) == [topic]


def test_a_topic_keeps_its_slug_and_cannot_be_deleted_with_what_people_chose(admin_client, ana):
    topic = Topic.objects.get(slug="anger")
    note_interests(person=ana, strengths={topic.pk: "strong"})

    posted = form_of(admin_client.get(page_of(topic)))
    admin_client.post(page_of(topic), posted | {"slug": "rage", "texts-0-name": "Rage"})
    admin_client.post(reverse("admin:wellness_topic_delete", args=[topic.pk]), {"post": "yes"})

    topic.refresh_from_db()
    assert (topic.slug, topic.texts.get(language="en").name) == ("anger", "Rage")


def test_a_new_topic_is_added_with_its_words(admin_client):
    posted = {
        "slug": "humour",
        "dimension": Dimension.objects.get(slug="social").pk,
        "is_offered": "on",
        "position": 99,
    }
    posted |= {"texts-TOTAL_FORMS": 1, "texts-INITIAL_FORMS": 0}
    posted |= {"texts-0-language": "en", "texts-0-name": "Humour", "texts-0-line": "We swap bad jokes."}

    admin_client.post("/admin/wellness/topic/add/", posted)

    assert Topic.objects.get(slug="humour").texts.get(language="en").name == "Humour"


def test_a_topic_is_found_by_its_words(admin_client):
    response = admin_client.get("/admin/wellness/topic/", {"q": "paper to rip"})

    assert [topic.slug for topic in response.context["cl"].result_list] == ["anger"]


def test_a_dimension_is_found_while_typing(admin_client):
    query = {"term": "soc", "app_label": "wellness", "model_name": "topic", "field_name": "dimension"}

    found = admin_client.get("/admin/autocomplete/", query).json()["results"]

    assert [row["text"] for row in found] == ["social"]


def test_a_dimension_with_an_icon_that_does_not_exist_is_refused(admin_client):
    posted = {"slug": "money", "hue": "hue-8", "icon": "no-such-icon", "position": 8}

    refused = admin_client.post("/admin/wellness/dimension/add/", posted)
    admin_client.post("/admin/wellness/dimension/add/", posted | {"icon": "coins"})

    assert "There is no such icon." in words(refused)
    assert Dimension.objects.get(slug="money").icon == "coins"


def test_a_dimension_keeps_its_slug_and_can_change_its_icon(admin_client):
    dimension = Dimension.objects.get(slug="social")
    posted = {"slug": "people", "hue": "hue-5", "icon": "handshake", "position": 4}

    admin_client.post(page_of(dimension), posted)

    dimension.refresh_from_db()
    assert (dimension.slug, dimension.icon) == ("social", "handshake")


def test_help_lines_are_checked_on_the_page_of_their_country(admin_client):
    australia = HelpCountry.objects.get(code="AU")
    posted = form_of(admin_client.get(page_of(australia)))

    admin_client.post(page_of(australia), posted | {"lines-0-checked_on": "2026-11-03"})

    assert HelpLine.objects.get(country=australia).checked_on == date(2026, 11, 3)


def test_a_day_of_checking_that_has_not_come_is_refused(admin_client):
    australia = HelpCountry.objects.get(code="AU")
    posted = form_of(admin_client.get(page_of(australia)))
    tomorrow = timezone.localdate() + timedelta(days=1)

    refused = admin_client.post(page_of(australia), posted | {"lines-0-checked_on": tomorrow.isoformat()})

    assert "This day has not come yet." in words(refused)
    assert HelpLine.objects.get(country=australia).checked_on is None


def test_the_list_of_countries_says_how_many_lines_nobody_has_checked(admin_client):
    HelpLine.objects.filter(name="Shout").update(checked_on=date(2026, 11, 3))

    rows = {
        row.code: row for row in admin_client.get("/admin/wellness/helpcountry/").context["cl"].result_list
    }

    assert (rows["GB"].line_count, rows["GB"].unchecked) == (3, 2)
    assert (rows["EU"].line_count, rows["EU"].unchecked) == (0, 0)


def test_a_country_is_chosen_from_a_list(admin_client):
    posted = {"code": "ZZ", "emergency": "1", "lines-TOTAL_FORMS": 0, "lines-INITIAL_FORMS": 0}

    refused = admin_client.post("/admin/wellness/helpcountry/add/", posted)
    admin_client.post("/admin/wellness/helpcountry/add/", posted | {"code": "NO"})

    assert "Select a valid choice" in words(refused)
    assert HelpCountry.objects.filter(code="NO").exists()
