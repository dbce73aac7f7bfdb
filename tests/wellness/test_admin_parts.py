"""An admin makes the workbook their organisation's own: parts, words and prompts of a draft, in every language."""

import html

import pytest
from django.urls import reverse

from tests.factories import AdminFactory
from tests.wellness.test_admin import form_of, page_of
from wellness.editions import copy_to_draft, dimensions_left_out, publish_edition
from wellness.models import Dimension, Edition, Part, PartText, Prompt, PromptText
from wellness.models.edition import PAGES_BESIDE
from wellness.urls import urlpatterns

pytestmark = pytest.mark.usefixtures("content")
LANGUAGES = [("en", "English"), ("es", "Spanish")]
MONEY = {"position": 85, "slug": "money", "kind": "dimension"}
IN_ENGLISH = {
    "name": "Money",
    "meaning": "About enough.",
    "opening": "Hello.",
    "low": "Short",
    "high": "Enough",
}
IN_SPANISH = {
    "name": "Dinero",
    "meaning": "De tener lo justo.",
    "opening": "Hola.",
    "low": "Nada",
    "high": "Todo",
}


@pytest.fixture
def admin_client(signed_in):
    return signed_in(AdminFactory())


@pytest.fixture
def draft(settings) -> Edition:
    """Return a draft that is in English alone yet, on a site in two languages."""
    settings.LANGUAGES = LANGUAGES
    draft = copy_to_draft(Edition.objects.get())
    PartText.objects.filter(part__edition=draft, language="es").delete()
    PromptText.objects.filter(prompt__part__edition=draft, language="es").delete()
    return draft


def words(response) -> str:
    return html.unescape(response.content.decode())


def filled(prefix: str, number: int, values: dict) -> dict[str, object]:
    return {f"{prefix}-{number}-{name}": value for name, value in values.items()}


def add_part(admin_client, draft, **changes) -> object:
    """Send the edition's page with one more row."""
    posted = form_of(admin_client.get(page_of(draft)))
    number = posted["parts-TOTAL_FORMS"]
    row = filled("parts", number, MONEY | {"dimension": money().pk} | changes)
    return admin_client.post(page_of(draft), posted | row | {"parts-TOTAL_FORMS": number + 1})


def money() -> Dimension:
    row, _made = Dimension.objects.get_or_create(slug="money", defaults={"hue": "hue-8", "icon": "coins"})
    return row


def prompt_words(slug: str, key: str) -> dict[str, tuple[str, str]]:
    texts = PromptText.objects.filter(
        prompt__part__slug=slug, prompt__part__edition__number=2, prompt__key=key
    )
    return {text.language: (text.question, text.hint) for text in texts}


def test_an_eighth_dimension_is_added_with_its_words_and_prompts_in_both_languages(admin_client, draft):
    add_part(admin_client, draft)
    part = draft.parts.get(slug="money")
    posted = form_of(admin_client.get(page_of(part)))
    posted |= filled("texts", 0, IN_ENGLISH) | filled("texts", 1, IN_SPANISH)
    posted |= filled(
        "prompts",
        0,
        {
            "position": 10,
            "key": "helps",
            "question_en": "What helps?",
            "hint_en": "A list.",
            "question_es": "¿Qué ayuda?",
        },
    )

    answer = admin_client.post(page_of(part), posted | {"prompts-TOTAL_FORMS": 1})
    publish_edition(draft)

    assert answer.url == page_of(draft)
    names = PartText.objects.filter(part=part).order_by("language").values_list("language", "name", "high")
    assert list(names) == [("en", "Money", "Enough"), ("es", "Dinero", "Todo")]
    assert prompt_words("money", "helps") == {"en": ("What helps?", "A list."), "es": ("¿Qué ayuda?", "")}


def test_a_form_waits_for_each_language_without_words_and_left_empty_stores_none(admin_client, draft):
    part = draft.parts.get(slug="social")
    posted = form_of(admin_client.get(page_of(part)))

    admin_client.post(page_of(part), posted)

    assert posted["texts-1-language"] == "es"
    assert [text.language for text in part.texts.all()] == ["en"]


def test_words_of_a_prompt_are_changed_and_translated_on_the_page_of_its_part(admin_client, draft):
    part = draft.parts.get(slug="network")
    posted = form_of(admin_client.get(page_of(part)))
    assert posted["prompts-0-question_en"] == "Who, or where?"

    admin_client.post(
        page_of(part), posted | {"prompts-0-question_en": "Who?", "prompts-0-question_es": "¿Quién?"}
    )

    told = prompt_words("network", "who")
    assert (told["en"][0], told["es"]) == ("Who?", ("¿Quién?", ""))
    assert (
        PromptText.objects.get(prompt__part__edition__number=1, prompt__key="who", language="en").question
        == "Who, or where?"
    )


def test_a_translation_that_is_emptied_goes(admin_client, draft):
    part = draft.parts.get(slug="network")
    PromptText.objects.create(prompt=part.prompts.get(key="who"), language="es", question="¿Quién?")
    posted = form_of(admin_client.get(page_of(part)))

    admin_client.post(page_of(part), posted | {"prompts-0-question_es": ""})

    assert list(prompt_words("network", "who")) == ["en"]


@pytest.mark.parametrize(
    ("wrong", "complaint"),
    [
        ({"prompts-0-question_en": ""}, "This field is required."),
        ({"prompts-0-hint_es": "Una lista."}, "A hint needs its question."),
        ({"prompts-0-question_en": "x" * 301}, "at most 300 characters"),
        ({"prompts-0-key": "rating"}, "The page uses this key for something else."),
    ],
)
def test_words_that_a_page_could_not_show_are_refused(admin_client, draft, wrong, complaint):
    part = draft.parts.get(slug="network")
    posted = form_of(admin_client.get(page_of(part)))

    answer = admin_client.post(page_of(part), posted | wrong)

    assert complaint in words(answer)
    assert prompt_words("network", "who")["en"][0] == "Who, or where?"


def test_a_dimension_is_taken_out_and_parts_change_places(admin_client, draft):
    posted = form_of(admin_client.get(page_of(draft)))
    rows = {posted[f"parts-{number}-slug"]: number for number in range(posted["parts-INITIAL_FORMS"])}

    admin_client.post(
        page_of(draft),
        posted | {f"parts-{rows['intellectual']}-DELETE": "on", f"parts-{rows['social']}-position": 15},
    )

    slugs = [part.slug for part in draft.parts.filter(kind="dimension")]
    assert slugs == ["social", "physical", "environmental", "occupational", "emotional", "spiritual"]
    assert dimensions_left_out(draft) == ["Learning and making"]


def test_publishing_names_the_dimensions_that_would_be_gone(admin_client, draft):
    draft.parts.get(slug="intellectual").delete()

    page = words(
        admin_client.post("/admin/wellness/edition/", {"action": "publish", "_selected_action": [draft.pk]})
    )

    assert "New workbooks would no longer have: Learning and making." in page


@pytest.mark.parametrize("slug", [*sorted(PAGES_BESIDE), "goals", "crisis-plan"])
def test_a_part_cannot_take_the_address_of_another_page(admin_client, draft, slug):
    answer = add_part(admin_client, draft, slug=slug, position=500)

    assert "errornote" in words(answer)
    assert draft.parts.count() == 13


def test_every_page_beside_the_parts_is_known_as_one():
    first = [
        str(each.pattern).split("/")[1] for each in urlpatterns if str(each.pattern).startswith("workbook/")
    ]

    assert {name for name in first if name and "<" not in name} == PAGES_BESIDE | {"goals", "crisis-plan"}


@pytest.mark.parametrize("changes", [{"kind": "keeping_well"}, {"dimension": ""}])
def test_a_dimension_and_the_kind_of_its_part_go_together(admin_client, draft, changes):
    answer = add_part(admin_client, draft, **changes)

    assert "A part of the kind “dimension” needs one" in words(answer)
    assert not draft.parts.filter(slug="money").exists()


def test_a_part_keeps_the_slug_and_kind_it_was_given(admin_client, draft):
    posted = form_of(admin_client.get(page_of(draft)))

    admin_client.post(page_of(draft), posted | {"parts-11-slug": "plan", "parts-11-kind": "network"})

    assert draft.parts.get(slug="crisis-plan").kind == Part.Kind.CRISIS_PLAN


def test_there_is_room_between_the_parts_and_prompts_of_a_copy(draft):
    assert [part.position for part in draft.parts.all()[:3]] == [10, 20, 30]
    assert [prompt.position for prompt in Prompt.objects.filter(part=draft.parts.first())] == [10]


def test_hues_say_which_dimension_has_them(admin_client):
    page = words(admin_client.get(reverse("admin:wellness_dimension_add")))

    assert ("clay (so is physical)" in page, '<option value="hue-8">stone</option>' in page) == (True, True)
