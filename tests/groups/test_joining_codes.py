"""Codes: made from the invitation, read back however they are typed, never stored in clear."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from groups.invitations import code_of, codes_of, find_invitation, invite, issue, plain_code
from groups.models import Invitation
from tests.factories import FacilitatorFactory


@pytest.fixture
def lead(db):
    return FacilitatorFactory()


def an_invitation(lead, *, uses_limit=1, days=7):
    return invite(
        group=lead.group,
        by=lead.person,
        uses_limit=uses_limit,
        expires_at=timezone.now() + timedelta(days=days),
        note="Flyer at the library",
    )


def test_code_is_ten_characters_without_look_alikes(lead):
    _invitation, code = an_invitation(lead)

    assert re.fullmatch("[0-9A-HJKMNP-TV-Z]{5}-[0-9A-HJKMNP-TV-Z]{5}", code)


def test_code_can_be_printed_again(lead):
    invitation, code = an_invitation(lead)

    assert code_of(Invitation.objects.get(pk=invitation.pk)) == code


def test_codes_differ_and_are_read_together(lead, django_assert_num_queries):
    made = dict(an_invitation(lead) for _number in range(3))

    with django_assert_num_queries(1):
        codes = codes_of(list(made))

    assert codes == {invitation.pk: code for invitation, code in made.items()}
    assert len(set(codes.values())) == 3


def test_code_is_not_stored(lead):
    invitation, code = an_invitation(lead)

    stored = Invitation.objects.filter(pk=invitation.pk).values().get()

    assert plain_code(code) not in str(stored)


@pytest.mark.parametrize(
    "typed",
    [
        "{code}",
        "{lower}",
        " {first} {second} ",
        "{first}\u2013{second}",
        "{first}{second}.",
        "{wide}",
    ],
)
def test_code_is_found_however_it_is_typed(lead, typed):
    invitation, code = an_invitation(lead)
    first, second = code.split("-")
    wide = "".join(chr(ord(letter) + 0xFEE0) for letter in first + second)

    found = find_invitation(
        typed.format(code=code, lower=code.lower(), first=first, second=second, wide=wide)
    )

    assert found == invitation


def test_look_alikes_are_read_as_the_figures_they_look_like():
    assert plain_code("oO0-iIlL1") == "000" + "11111"


@pytest.mark.parametrize(
    "typed", ["", "-", "4KX7M", "4KX7M-Q2RTB-1", "4KX7M-Q2RTU", "४KX7M-Q2RTB", "0" * 5000]
)
def test_what_is_no_code_finds_nothing(lead, typed):
    an_invitation(lead)

    assert find_invitation(typed) is None


def test_issued_twice_it_is_one_invitation(lead):
    expires_at = timezone.now() + timedelta(days=1)
    invitation = Invitation(group=lead.group, made_by=lead.person, uses_limit=3, expires_at=expires_at)

    codes = {issue(invitation), issue(invitation)}

    assert len(codes) == 1
    assert lead.group.invitations.count() == 1
