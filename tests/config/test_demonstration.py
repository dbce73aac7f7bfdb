"""The demonstration's one command: what it needs is made first, and it tells how to sign in last."""

import pytest
from django.core.management import CommandError, call_command

from demonstration.people import PASSWORD
from groups.models import Membership
from wellness.models import Edition


def test_it_prepares_the_installation_and_ends_with_the_password(no_content, ana, settings, capsys):
    settings.DEBUG = True

    call_command("demo")

    lines = capsys.readouterr().out.splitlines()
    assert Edition.objects.get().published_at
    assert (
        [line for line in lines if "password:" in line.casefold()] == lines[-1:] == [f"Password: {PASSWORD}"]
    )


def test_a_group_that_has_met_agreed_on_something_when_it_first_met(no_content, settings, client):
    settings.DEBUG = True
    call_command("demo")
    place = Membership.objects.get(person__email="ana@example.org")
    client.force_login(place.account)

    page = client.get(f"/groups/{place.group.slug}/agreement/").content.decode()

    assert "Nobody records." in page
    assert place.group.agreements.get().made_at == place.group.sessions.earliest("starts_at").starts_at


def test_it_is_refused_outside_development(no_content, ana):
    with pytest.raises(CommandError, match="refused unless DEBUG is on"):
        call_command("demo")

    assert not Edition.objects.exists()
