"""The rules of the house as functions: source in, what breaks a rule out."""

import ast
import re

from tests.guards.source import Module

DOORS = {
    "wellness",
    "wellness.content_files",
    "wellness.dimensions",
    "wellness.interests",
    "wellness.sharing",
}
# Where a request may be spoken of: everywhere else is business, which knows no HTTP.
MAY_SPEAK_HTTP = (
    "views",
    "urls",
    "sharing_urls",
    "middleware",
    "admin",
    "adapters",
    "context",
    "decorators",
    "requests",
    "sign_in_forms",
    "written",
    "apps",
    "wsgi",
)
HTTP = ("django.http", "django.shortcuts", "django.contrib.messages", "django.urls")
UNSCOPED = {
    "get",
    "all",
    "filter",
    "exclude",
    "first",
    "last",
    "create",
    "get_or_create",
    "values",
    "values_list",
}
PRIVATE_MODELS = {
    "Absence",
    "Attendance",
    "CheckIn",
    "Complaint",
    "ComplaintOpening",
    "ConflictCopy",
    "DataKey",
    "Debrief",
    "EarlierText",
    "Entry",
    "Goodbye",
    "Grant",
    "HelpCard",
    "HelpCardOpening",
    "Interest",
    "JoinRequest",
    "KeptPrompt",
    "Letter",
    "Meeting",
    "MeetingNote",
    "OneToOne",
    "PartProgress",
    "PartRow",
    "PlaceNotes",
    "RatingsGiven",
    "ReadmissionTold",
    "SharedSummary",
    "Summary",
    "SummaryOpening",
    "Takeaway",
    "TopicSuggestion",
    "Workbook",
}
FORBIDDEN_IN_CODE = {"TYPE_CHECKING", "mark_safe", "GenericForeignKey", "post_save", "pre_save", "receiver"}
ISOLATED_INCLUDE = re.compile(r'{% include "([^"]+)"([^%]*) only %}')
FORBIDDEN_IN_TEMPLATES = re.compile(
    r"\|\s*safe\b|autoescape\s+off|\sstyle\s*=|<style|\son[a-z]+\s*=|javascript:|<script(?![^>]*\b(?:src=|type=.application/json.))",
    re.IGNORECASE,
)


def imports_past_the_doors(module: Module) -> set[str]:
    """Return what a module of groups imports from wellness by another way than the three doors."""
    if module.name.split(".")[0] != "groups":
        return set()
    reached = {name for name in module.imports if name.split(".")[0] == "wellness"}
    return {
        name for name in reached if name not in DOORS and name.rsplit(".", 1)[0] not in DOORS - {"wellness"}
    }


def http_in_business(module: Module) -> set[str]:
    """Return the HTTP modules that a business module imports."""
    if set(module.name.split(".")) & set(MAY_SPEAK_HTTP):
        return set()
    return {name for name in module.imports if name.startswith(HTTP)}


def unscoped_queries(module: Module) -> set[str]:
    """Return the queries of private models in a views module that do not begin with their owner."""
    if "views" not in module.name.split("."):
        return set()
    calls = [node.func for node in ast.walk(module.tree) if isinstance(node, ast.Call)]
    return {ast.unparse(call) for call in calls if isinstance(call, ast.Attribute) and _is_unscoped(call)}


def _is_unscoped(call: ast.Attribute) -> bool:
    manager = call.value
    return (
        call.attr in UNSCOPED
        and isinstance(manager, ast.Attribute)
        and manager.attr == "objects"
        and isinstance(manager.value, ast.Name)
        and manager.value.id in PRIVATE_MODELS
    )


def forbidden_names(module: Module) -> set[str]:
    """Return names that the house does without, and `save` overridden in a model."""
    names = {node.id for node in ast.walk(module.tree) if isinstance(node, ast.Name)}
    names |= {name.rsplit(".", 1)[-1] for name in module.imports}
    classes = [node for node in ast.walk(module.tree) if isinstance(node, ast.ClassDef)]
    in_models = "models" in module.name.split(".")
    saves = {
        f"{node.name}.save"
        for node in classes
        for line in node.body
        if in_models and isinstance(line, ast.FunctionDef) and line.name == "save"
    }
    return names & FORBIDDEN_IN_CODE | saves


def forms_without_token(templates: dict[str, str]) -> set[str]:
    """Return includes, taken with `only`, of a form that needs a token and does not get one: it would always fail."""
    needing = {path for path, text in templates.items() if "{% csrf_token %}" in text}
    return {
        f"{path}: {target}"
        for path, text in templates.items()
        for target, values in ISOLATED_INCLUDE.findall(text)
        if f"templates/{target}" in needing and "csrf_token=csrf_token" not in values
    }


def inline_code(template: str) -> list[str]:
    """Return what in a template a strict content policy, or escaping, forbids."""
    return FORBIDDEN_IN_TEMPLATES.findall(template)
