import math

import pytest
from django.db import transaction

from accounts.models import DataKey, Grant, MasterKeyCheck
from accounts.vault import (
    CannotOpen,
    CannotSeal,
    destroy_keys,
    keyed_digest,
    open_for_system,
    seal_for_system,
    vault_for,
    vault_under_grant,
)
from groups.models import SharedSummary
from tests import factories
from wellness.models import Entry


@pytest.mark.parametrize(
    "value",
    [
        "",
        "plain",
        "two\nlines\r\n\0",
        "\N{GRINNING FACE} \u200f\u05e9\u05dc\u05d5\u05dd \u00f1",
        None,
        True,
        7,
        -2.5,
        [],
        {"steps": ["a", {"b": None}]},
        "x" * 3_000_000,
    ],
    ids=lambda value: str(value)[:12].encode("ascii", "replace").decode(),
)
def test_what_was_sealed_opens_again(ana, value):
    row = Entry()

    vault_for(ana).seal(row, "sealed", value)

    assert vault_for(ana).open(row, "sealed") == value


def test_half_a_surrogate_pair_is_kept_as_a_character_that_pages_can_show(ana):
    row = Entry()

    vault_for(ana).seal(row, "sealed", {"text": "a\ud800b\ude00c 😀"})

    assert vault_for(ana).open(row, "sealed") == {"text": "a\ufffdb\ufffdc 😀"}


@pytest.mark.parametrize(
    "value", [("tuple",), {1: "number as key"}, {"a set"}, b"bytes", math.nan, math.inf], ids=repr
)
def test_a_value_that_would_not_come_back_the_same_is_refused(ana, value):
    row = Entry()

    with pytest.raises(CannotSeal):
        vault_for(ana).seal(row, "sealed", value)
    assert row.sealed == b""


def test_the_length_of_a_short_text_does_not_show(ana):
    short, longer = Entry(), Entry()

    vault_for(ana).seal(short, "sealed", "no")
    vault_for(ana).seal(longer, "sealed", "not today, but maybe tomorrow")

    assert len(short.sealed) == len(longer.sealed)


def test_the_same_text_never_looks_the_same(ana):
    first, second = Entry(), Entry()
    for row in (first, second):
        vault_for(ana).seal(row, "sealed", "the same")

    assert bytes(first.sealed)[3:] != bytes(second.sealed)[3:]


def test_someone_elses_row_is_not_written_over(ana):
    row = Entry()
    vault_for(ana).seal(row, "sealed", "hers")

    with pytest.raises(CannotOpen):
        vault_for(factories.UserFactory()).seal(row, "sealed", "not hers")

    assert vault_for(ana).open(row, "sealed") == "hers"


def test_a_value_whose_key_is_away_is_shown_by_reference_and_not_written_over(ana):
    lost, kept = Entry(), Entry()
    vault_for(ana).seal(lost, "sealed", "lost")
    DataKey.objects.filter(owner=ana.pk).delete()
    vault_for(ana).seal(kept, "sealed", "kept")
    vault = vault_for(ana)

    opened = vault.try_open(lost, "sealed")

    assert (opened.is_readable, opened.value, opened.reference) == (False, None, str(lost.pk)[:8])
    assert vault.try_open(kept, "sealed").value == "kept"
    with pytest.raises(CannotOpen):
        vault.seal(lost, "sealed", "new")


def test_a_damaged_data_key_breaks_only_what_it_sealed(ana):
    private, shared = Entry(), SharedSummary()
    vault_for(ana).seal(private, "sealed", "mine")
    vault_for(ana).seal(shared, "sealed", "ours")
    DataKey.objects.filter(owner=ana.pk, scope="shared").update(wrapped=b"x" * 60)
    vault = vault_for(ana)

    assert not vault.try_open(shared, "sealed").is_readable
    assert vault.open(private, "sealed") == "mine"


def test_a_key_that_a_rolled_back_transaction_took_along_is_not_sealed_with(ana):
    vault = vault_for(ana)
    with transaction.atomic():
        vault.seal(Entry(), "sealed", "gone")
        transaction.set_rollback(True)
    row = Entry()

    vault.seal(row, "sealed", "stays")

    assert vault_for(ana).open(row, "sealed") == "stays"


def test_keys_read_in_a_transaction_that_was_rolled_back_are_read_again(ana):
    vault = vault_for(ana)
    with transaction.atomic():
        vault_for(ana).seal(Entry(), "sealed", "another vault makes the key")
        vault.seal(Entry(), "sealed", "this one only reads it")
        transaction.set_rollback(True)
    row = Entry()

    vault.seal(row, "sealed", "stays")

    assert vault_for(ana).open(row, "sealed") == "stays"


def test_keys_are_fetched_once_for_many_values(ana, django_assert_num_queries):
    rows = [Entry() for _ in range(10)]
    for row in rows:
        vault_for(ana).seal(row, "sealed", "text")
    vault = vault_for(ana)

    with django_assert_num_queries(1):
        assert {vault.open(row, "sealed") for row in rows} == {"text"}


def test_destroyed_keys_open_nothing_any_more(ana):
    row, other = Entry(), Entry()
    sam = factories.UserFactory()
    vault_for(ana).seal(row, "sealed", "gone for good")
    vault_for(sam).seal(other, "sealed", "still here")

    destroy_keys(ana.pk)

    assert not vault_for(ana).try_open(row, "sealed").is_readable
    assert vault_for(sam).open(other, "sealed") == "still here"


def test_a_grant_opens_its_own_shared_row_for_its_own_reader_only(ana):
    lee, joe = factories.UserFactory(), factories.UserFactory()
    shared, other, private = SharedSummary(), SharedSummary(), Entry()
    for row in (shared, other, private):
        vault_for(ana).seal(row, "sealed", "page")
    grant = Grant(owner=ana.pk, reader=lee, row=shared.pk)

    vault = vault_under_grant(grant, reader=lee)

    assert vault.open(shared, "sealed") == "page"
    assert not vault.try_open(other, "sealed").is_readable
    assert not vault.try_open(private, "sealed").is_readable
    with pytest.raises(CannotOpen):
        vault_under_grant(grant, reader=joe)


def test_a_grant_of_a_private_row_opens_nothing(ana):
    lee, private = factories.UserFactory(), Entry()
    vault_for(ana).seal(private, "sealed", "mine")

    vault = vault_under_grant(Grant(owner=ana.pk, reader=lee, row=private.pk), reader=lee)

    assert not vault.try_open(private, "sealed").is_readable


def test_what_the_system_sealed_opens_for_its_purpose_only(db):
    sealed = seal_for_system("factors", "seed")
    seal_for_system("other", "something")

    assert open_for_system("factors", sealed) == "seed"
    with pytest.raises(CannotOpen):
        open_for_system("other", sealed)


def test_opening_for_the_system_makes_no_key(db):
    with pytest.raises(CannotOpen):
        open_for_system("factors", b"\x01\x00\x01" + b"x" * 300)

    assert DataKey.objects.count() == 0


def test_a_digest_depends_on_purpose_and_on_where_each_part_ends(db):
    digests = {keyed_digest("a", b"xy", b"z"), keyed_digest("a", b"x", b"yz"), keyed_digest("b", b"xy", b"z")}

    assert len(digests) == 3
    assert keyed_digest("a", b"xy", b"z") in digests


def test_the_first_data_key_records_a_check_of_its_master_key(ana):
    vault_for(ana).seal(Entry(), "sealed", "text")

    assert list(MasterKeyCheck.objects.values_list("key_id", flat=True)) == ["1"]
