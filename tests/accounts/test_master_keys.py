import base64

import pytest
from django.core.checks import run_checks

from accounts.master_keys import MasterKeyRefused, parse_master_keys, refuse_wrong_master_keys
from accounts.models import DataKey, MasterKeyCheck
from accounts.vault import CannotOpen, vault_for
from tests import factories
from tests.accounts.rows import plain_row
from wellness.models import Entry

FIRST, SECOND, THIRD = (base64.b64encode(bytes([number]) * 32).decode() for number in (1, 2, 3))


@pytest.fixture
def _sealed_with_first(ana, settings):
    settings.VAULT_MASTER_KEYS = f"a:{FIRST}"
    vault_for(ana).seal(Entry(), "sealed", "text")


def test_keys_are_read_in_their_order():
    keys = parse_master_keys(f" 2:{SECOND} , 1:{FIRST},")

    assert list(keys) == ["2", "1"]
    assert keys["1"] == b"\x01" * 32


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("", "holds no key"),
        (f"7:{FIRST[:-4]}", "Master key 7"),
        ("7:not base64", "Master key 7"),
        ("7", "Master key 7"),
        (FIRST, "Master key AQEB"),
        (f":{FIRST}", "(no id)"),
        (f"{'k' * 21}:{FIRST}", "Master key kkk"),
        (f"7:{FIRST},7:{SECOND}", "Master key 7 is given twice"),
        (f"7:{FIRST}:{SECOND}", "Master key 7 is not id:base64-of-32-bytes, with commas between keys"),
        (f"7:{FIRST}:6:{SECOND}", "Master key 7 is not"),
        (f"7:{FIRST}:", "Master key 7 is not"),
    ],
)
def test_a_malformed_key_is_refused_and_named(text, named):
    with pytest.raises(MasterKeyRefused, match=named.replace("(", r"\(").replace(")", r"\)")):
        parse_master_keys(text)


def test_the_bytes_of_a_malformed_key_are_not_told():
    with pytest.raises(MasterKeyRefused) as refusal:
        parse_master_keys(f"7:{FIRST[:-4]}")

    assert FIRST[:16] not in str(refusal.value)


@pytest.mark.parametrize(
    ("keys", "named"),
    [
        (f"a:{SECOND}", "Master key a does not open"),
        (f"b:{SECOND}", "Master key a is needed and not given"),
        (f"b:{FIRST}", "Master key a is needed and not given"),
        (f"b:{SECOND},a:{THIRD}", "Master key a does not open"),
    ],
)
@pytest.mark.usefixtures("_sealed_with_first")
def test_wrong_keys_are_refused_by_checks_and_by_name(settings, keys, named):
    settings.VAULT_MASTER_KEYS = keys

    messages = [str(message.msg) for message in run_checks() if message.id == "accounts.E001"]

    assert len(messages) == 1
    assert messages[0].startswith(named)


@pytest.mark.usefixtures("_sealed_with_first")
def test_a_new_current_key_beside_the_old_one_is_accepted(settings):
    settings.VAULT_MASTER_KEYS = f"b:{SECOND},a:{FIRST}"

    refuse_wrong_master_keys()

    assert [message for message in run_checks() if message.id == "accounts.E001"] == []


@pytest.mark.parametrize("keys", [f"a:{SECOND}", f"b:{SECOND}"])
@pytest.mark.usefixtures("_sealed_with_first")
def test_no_data_key_is_ever_wrapped_with_a_wrong_master_key(settings, keys):
    settings.VAULT_MASTER_KEYS = keys

    with pytest.raises(MasterKeyRefused):
        vault_for(factories.UserFactory()).seal(Entry(), "sealed", "text")

    assert list(DataKey.objects.values_list("master_key_id", flat=True)) == ["a"]
    assert MasterKeyCheck.objects.count() == 1


@pytest.mark.usefixtures("_sealed_with_first")
def test_data_keys_without_their_check_value_are_refused():
    MasterKeyCheck.objects.all().delete()

    with pytest.raises(MasterKeyRefused, match="Master key a"):
        refuse_wrong_master_keys()


def test_sealed_values_without_any_data_key_are_refused(ana):
    row = plain_row(Entry)
    vault_for(ana).seal(row, "sealed", "text")
    row.save()
    DataKey.objects.all().delete()

    with pytest.raises(MasterKeyRefused, match="no data keys"):
        refuse_wrong_master_keys()


@pytest.mark.usefixtures("_sealed_with_first")
def test_a_wrong_key_while_running_opens_nothing_and_breaks_nothing(ana, settings):
    row = Entry()
    vault_for(ana).seal(row, "sealed", "text")
    settings.VAULT_MASTER_KEYS = f"a:{SECOND}"

    with pytest.raises(CannotOpen):
        vault_for(ana).open(row, "sealed")
    assert not vault_for(ana).try_open(row, "sealed").is_readable
