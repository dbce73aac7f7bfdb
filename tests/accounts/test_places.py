from zoneinfo import ZoneInfo

import pytest
from django.utils import translation

from accounts.forms import zone_choices
from accounts.places import place_of
from groups.sessions import zone_words

pytestmark = pytest.mark.without_database


@pytest.mark.parametrize(
    ("zone", "english", "spanish"),
    [
        ("Europe/London", "London", "Londres"),
        ("America/New_York", "New York", "Nueva York"),
        ("America/Argentina/Ushuaia", "Ushuaia", "Ushuaia"),
    ],
)
def test_a_zone_is_named_for_its_place_in_the_persons_language(zone, english, spanish):
    assert (place_of(zone, "en"), place_of(zone, "es")) == (english, spanish)


@pytest.mark.parametrize(("language", "words"), [("en", "London time"), ("es", "hora de Londres")])
def test_the_time_of_a_group_is_named_in_the_persons_language(language, words):
    with translation.override(language):
        assert zone_words(ZoneInfo("Europe/London")) == words


def test_places_stand_in_the_order_of_a_dictionary_once_each():
    with translation.override("es"):
        regions = [zones for _region, zones in zone_choices()[1:]]

    europe = next([place for _zone, place in zones] for zones in regions if ("Europe/Rome", "Roma") in zones)
    assert europe[:4] == ["Ámsterdam", "Andorra", "Astracán", "Atenas"]
    assert all(len(set(zones)) == len({place for _zone, place in zones}) for zones in regions)


def test_a_place_is_listed_by_its_present_name():
    with translation.override("es"):
        zones = dict(zone for _region, zones in zone_choices()[1:] for zone in zones)

    assert zones["Asia/Kolkata"] == "Kolkata"
    assert "Asia/Calcutta" not in zones


def test_a_zone_in_use_stays_whatever_its_name():
    with translation.override("en"):
        assert ("US/Eastern", "New York") in zone_choices("US/Eastern")
