"""A row of any model, made from its fields alone, so that a model added tomorrow is tested without a line here."""

import itertools
import uuid
from datetime import date
from typing import Any

from django.db import models
from django.utils import timezone

from accounts.models import User
from accounts.sealed_field import SealedField
from groups.models import Group, Membership, PeerSession
from tests import factories

# Of relations that may each be empty, the one that a row has nonetheless.
NEEDED = {"HelpCard": "session"}
COUNTER = itertools.count(1000)


def plain_row(model: type[models.Model]) -> models.Model:
    """Return an unsaved row of a model; the rows it must point to are saved."""
    needed = NEEDED.get(model.__name__)
    fields = [field for field in model._meta.fields if _must_be_filled(field) or field.name == needed]
    return model(**{field.name: _filling(field) for field in fields})


def _must_be_filled(field: models.Field) -> bool:
    is_open = field.null or field.blank or field.has_default() or field.has_db_default() or field.primary_key
    return not is_open and not isinstance(field, SealedField)


def _filling(field: models.Field) -> Any:
    if field.is_relation:
        return _related(field.related_model)
    number = next(COUNTER)
    if field.choices:
        return field.choices[0][0]
    fillings = {
        "UUIDField": uuid.uuid4,
        "DateField": date.today,
        "DateTimeField": timezone.now,
        "BooleanField": bool,
        "JSONField": dict,
    }
    kind = field.get_internal_type()
    if "Integer" in kind:
        return number
    return fillings.get(kind, lambda: f"x{number}")()


def _related(model: type[models.Model]) -> models.Model:
    made = {
        User: factories.UserFactory,
        Group: factories.GroupFactory,
        Membership: factories.MembershipFactory,
        PeerSession: _a_welcome,
    }
    if model in made:
        return made[model]()
    row = plain_row(model)
    row.save()
    return row


def _a_welcome() -> PeerSession:
    """Return a stored session: only one without a topic can be made of nothing."""
    return PeerSession.objects.create(group=factories.GroupFactory(), kind=PeerSession.Kind.WELCOME)
