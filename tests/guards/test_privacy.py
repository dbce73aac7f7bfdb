"""Every stored field of ours is classed open, personal or private, and private ones are sealed and out of the admin."""

import pytest
from django.apps import apps
from django.contrib import admin
from django.db import models

from accounts.sealed_field import SealedField
from tests.guards.field_classes import CLASSES, OPEN, PERSONAL, PRIVATE
from tests.guards.rules import PRIVATE_MODELS

pytestmark = pytest.mark.without_database

OURS = ("accounts", "wellness", "groups")

# What may be administered. Anything else in the registry is a mistake.
ADMINISTERED = {
    "accounts.User",
    "groups.Group",
    "groups.PeerLead",
    "wellness.Dimension",
    "wellness.Edition",
    "wellness.HelpCountry",
    "wellness.HelpLine",
    "wellness.Part",
    "wellness.Topic",
}


def our_models() -> list[type[models.Model]]:
    return [model for app in OURS for model in apps.get_app_config(app).get_models()]


def stored_fields() -> dict[str, models.Field]:
    return {
        f"{model.__name__}.{field.name}": field
        for model in our_models()
        for field in model._meta.local_fields
    }


def test_every_stored_field_is_classed():
    assert set(CLASSES) == set(stored_fields())
    assert set(CLASSES.values()) == {OPEN, PERSONAL, PRIVATE}


def test_private_fields_are_sealed_and_only_they():
    sealed = {name for name, field in stored_fields().items() if isinstance(field, SealedField)}

    assert {name for name, kind in CLASSES.items() if kind == PRIVATE} == sealed


def test_labels_of_sealed_fields_are_unique():
    labels = [field.label for field in stored_fields().values() if isinstance(field, SealedField)]

    assert len(set(labels)) == len(labels)
    assert all(labels)


def test_models_with_private_fields_are_known_to_the_architecture_guard():
    holders = {name.split(".")[0] for name, kind in CLASSES.items() if kind == PRIVATE}

    assert holders <= PRIVATE_MODELS


def test_models_with_private_fields_cannot_be_reached_from_a_person():
    reachable = {
        f"{model.__name__}.{field.name}"
        for model in our_models()
        if model.__name__ in PRIVATE_MODELS
        for field in model._meta.local_fields
        if isinstance(field, models.ForeignKey)
        and not field.remote_field.hidden
        and f"{model.__name__}.{field.name}" not in {"SummaryOpening.shared", "ComplaintOpening.complaint"}
    }

    assert reachable == set()


def test_the_admin_holds_an_allow_list_and_nothing_more():
    registered = {model._meta.label for model in admin.site._registry}
    inlines = {
        inline.model.__name__ for options in admin.site._registry.values() for inline in options.inlines
    }

    assert registered == ADMINISTERED
    assert inlines & PRIVATE_MODELS == set()
