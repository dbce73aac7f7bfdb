import lucide
import pytest
from django.template import Context, Template
from lucide.templatetags.lucide import lucide as drawn

pytestmark = pytest.mark.without_database

TEMPLATE = '{% load lucide %}{% lucide name size=20 aria_hidden="true" %}'


def shown(name: str) -> str:
    return Template(TEMPLATE).render(Context({"name": name}))


def test_an_icon_is_what_the_library_draws():
    assert shown("heart") == drawn("heart", size=20, aria_hidden="true")
    assert shown("sun") == drawn("sun", size=20, aria_hidden="true")


def test_an_icon_is_drawn_once(monkeypatch):
    before = shown("moon")
    monkeypatch.delattr(lucide, "_render_icon")

    assert shown("moon") == before


def test_an_icon_that_does_not_exist_is_named():
    with pytest.raises(lucide.IconDoesNotExist, match="nowhere"):
        shown("nowhere")
