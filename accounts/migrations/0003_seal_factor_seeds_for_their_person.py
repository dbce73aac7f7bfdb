"""Seeds of second factors were sealed for the installation alone; from here on each is sealed for its person too."""

import base64

from django.db import migrations

from accounts.vault import CannotOpen, open_for_system, seal_for_system

FACTORS = "factors"
SEEDS = ("secret", "seed")


def seal_for_their_person(apps, _editor):
    for factor in apps.get_model("mfa", "Authenticator").objects.exclude(type="webauthn").iterator():
        for name in set(SEEDS) & factor.data.keys():
            factor.data[name] = _sealed_again(factor.data[name], owner=factor.user_id)
        factor.save(update_fields=["data"])


def _sealed_again(stored, *, owner):
    """Return a seed sealed for its owner; one that does not open stays as it is, and opens as little as before."""
    try:
        text = open_for_system(FACTORS, base64.b64decode(stored))
    except CannotOpen:
        return stored
    return base64.b64encode(seal_for_system(FACTORS, text, owner=owner)).decode()


class Migration(migrations.Migration):

    dependencies = [
        ("accounts", "0002_leaving_explained"),
        ("mfa", "0003_authenticator_type_uniq"),
    ]

    operations = [migrations.RunPython(seal_for_their_person, migrations.RunPython.noop)]
