"""A page in a person's language, where an edition is not written in it to the end."""

import pytest

from accounts.models import User
from tests import factories
from wellness.models import Edition, PartText, Prompt, PromptText, Topic, TopicText


@pytest.fixture
def ines(content) -> User:
    return factories.UserFactory(name="Inés", language="es")


def spanish_question(key: str, question: str) -> None:
    prompt = Prompt.objects.get(part__slug="physical", key=key, part__edition=Edition.objects.current())
    PromptText.objects.update_or_create(prompt=prompt, language="es", defaults={"question": question})


def leave_untranslated(key: str) -> str:
    """Take a question out of the Spanish edition; return how it is put in English."""
    texts = PromptText.objects.filter(prompt__part__slug="physical", prompt__key=key)
    texts.filter(language="es").delete()
    return texts.get(language="en").question


def test_a_question_without_words_in_the_persons_language_is_asked_in_the_sites_own(signed_in, ines):
    spanish_question("helps", "¿Qué le hace bien a tu cuerpo?")
    english = leave_untranslated("support")

    page = signed_in(ines).get("/workbook/physical/").content.decode()

    assert "¿Qué le hace bien a tu cuerpo?" in page
    assert english in page


def test_each_question_is_asked_once_whatever_its_languages(signed_in, ines):
    spanish_question("helps", "¿Qué le hace bien a tu cuerpo?")
    leave_untranslated("support")

    page = signed_in(ines).get("/workbook/physical/").content.decode()

    prompts = Prompt.objects.filter(part__slug="physical", part__edition=Edition.objects.current())
    assert page.count('<div class="field" data-field=') == prompts.count()


@pytest.mark.parametrize(
    "path", ["/workbook/", "/workbook/physical/", "/workbook/interests/", "/workbook/goals/", "/"]
)
def test_pages_open_where_nothing_is_written_in_the_persons_language(signed_in, ines, path):
    for texts in (PartText, PromptText, TopicText):
        texts.objects.filter(language="es").delete()

    response = signed_in(ines).get(path, follow=True)

    assert response.status_code == 200
    assert response["Content-Language"] == "es"


def test_a_topic_without_words_in_the_persons_language_is_offered_in_the_sites_own(signed_in, ines):
    topic = Topic.objects.get(slug="sleeping-better")
    TopicText.objects.filter(topic=topic, language="es").delete()

    page = signed_in(ines).get("/workbook/interests/").content.decode()

    assert topic.texts.get(language="en").name in page
