from django.db import models

from accounts.sealed_field import GROUP, POST, PRIVATE, SHARED, sealed_models


def test_there_are_sealed_fields_in_both_apps():
    assert {model._meta.app_label for model in sealed_models()} >= {"wellness", "groups"}


def test_every_sealed_field_has_a_label_of_its_own():
    labels = [field.label for fields in sealed_models().values() for field in fields]

    assert all(labels)
    assert sorted(labels) == sorted(set(labels))


def test_every_sealed_field_names_a_known_scope():
    scopes = {field.scope for fields in sealed_models().values() for field in fields}

    assert scopes <= {PRIVATE, SHARED, GROUP, POST}


def test_every_sealed_row_has_a_uuid_before_it_is_inserted():
    for model in sealed_models():
        assert isinstance(model._meta.pk, models.UUIDField)
        assert model().pk is not None
