"""The demonstration's one command: what it needs is made first, and it tells how to sign in last."""

import pytest
from django.core.management import CommandError, call_command

from demonstration.people import PASSWORD
from wellness.models import Edition


def test_it_prepares_the_installation_and_ends_with_the_password(no_content, ana, settings, capsys):
    settings.DEBUG = True

    call_command("demo")

    lines = capsys.readouterr().out.splitlines()
    assert Edition.objects.get().published_at
    assert (
        [line for line in lines if "password:" in line.casefold()] == lines[-1:] == [f"Password: {PASSWORD}"]
    )


def test_it_is_refused_outside_development(no_content, ana):
    with pytest.raises(CommandError, match="refused unless DEBUG is on"):
        call_command("demo")

    assert not Edition.objects.exists()
