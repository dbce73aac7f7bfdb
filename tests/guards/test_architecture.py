"""The layers and the rules of the house; each rule is also shown to catch what breaks it."""

import pytest

from tests.guards import rules
from tests.guards.source import Module, lines_of, modules, templates

pytestmark = pytest.mark.without_database


def broken(rule) -> dict[str, set[str]]:
    return {module.name: found for module in modules() if (found := rule(module))}


@pytest.mark.parametrize(
    "rule",
    [rules.imports_past_the_doors, rules.http_in_business, rules.unscoped_queries, rules.forbidden_names],
)
def test_every_module_keeps_the_rule(rule):
    assert broken(rule) == {}


@pytest.mark.parametrize(
    ("rule", "name", "text"),
    [
        (rules.imports_past_the_doors, "groups.views.home", "from wellness.models import Entry"),
        (rules.imports_past_the_doors, "groups.plans", "import wellness.saving"),
        (rules.http_in_business, "wellness.saving", "from django.http import HttpResponse"),
        (rules.http_in_business, "groups.sharing", "def f():\n    from django.contrib import messages"),
        (rules.unscoped_queries, "wellness.views.goals", "PartRow.objects.get(pk=1)"),
        (rules.unscoped_queries, "groups.views.sharing", "SharedSummary.objects.filter(pk=1)"),
        (rules.forbidden_names, "wellness.models.entry", "class Entry:\n    def save(self): pass"),
        (rules.forbidden_names, "accounts.views", "from django.utils.safestring import mark_safe"),
    ],
)
def test_a_broken_rule_is_caught(rule, name, text):
    assert rule(Module(name, text)) != set()


@pytest.mark.parametrize(
    ("rule", "name", "text"),
    [
        (rules.imports_past_the_doors, "groups.snapshots", "from wellness.interests import marked_ballots"),
        (rules.http_in_business, "wellness.views.parts", "from django.http import HttpResponse"),
        (rules.unscoped_queries, "wellness.views.goals", "PartRow.objects.of(workbook).get(pk=1)"),
    ],
)
def test_what_keeps_a_rule_passes(rule, name, text):
    assert rule(Module(name, text)) == set()


def test_no_template_holds_inline_code_or_unescaped_text():
    assert {path: found for path, text in templates().items() if (found := rules.inline_code(text))} == {}


@pytest.mark.parametrize(
    "template",
    [
        "{{ entry|safe }}",
        '<p style="color: red">',
        "<script>alert(1)</script>",
        '<a onclick="go()">',
        "{% autoescape off %}",
        "<style>p {}</style>",
    ],
)
def test_inline_code_in_a_template_is_caught(template):
    assert rules.inline_code(template) != []


def test_no_form_is_included_without_its_token():
    assert rules.forms_without_token(templates()) == set()


def test_a_form_included_without_its_token_is_caught():
    form = "<form method='post'>{% csrf_token %}</form>"
    page = '{% include "a/_form.html" with form=form only %}'

    found = rules.forms_without_token({"templates/a/_form.html": form, "templates/a/page.html": page})

    assert found == {"templates/a/page.html: a/_form.html"}


@pytest.mark.parametrize(
    ("pattern", "most"),
    [
        ("accounts/**/*.py", 300),
        ("config/**/*.py", 300),
        ("demonstration/**/*.py", 300),
        ("groups/**/*.py", 300),
        ("wellness/**/*.py", 300),
        ("tests/**/*.py", 400),
        ("templates/**/*.html", 120),
    ],
)
def test_no_file_grows_into_a_monster(pattern, most):
    assert {path: lines for path, lines in lines_of(pattern).items() if lines > most} == {}
