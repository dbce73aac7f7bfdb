"""Numbers to ring, found in what a person wrote."""

import pytest

from wellness.phone_numbers import CallLink, call_links

pytestmark = pytest.mark.without_database


@pytest.mark.parametrize(
    ("line", "link"),
    [
        ("Sam: 07700 900123", CallLink("Sam", "07700 900123", "07700900123")),
        ("999", CallLink("", "999", "999")),
        ("Samaritans 116 123", CallLink("Samaritans", "116 123", "116123")),
        (
            "My sister Jo, +44 (0)20 7946 0958",
            CallLink("My sister Jo", "+44 (0)20 7946 0958", "+442079460958"),
        ),
        ("(555) 010-0199 Robin at work", CallLink("Robin at work", "(555) 010-0199", "5550100199")),
        ("Oma 040/1234567 abends", CallLink("Oma abends", "040/1234567", "0401234567")),
        ("Mum 0161 496 0000 / 07700 900123", CallLink("Mum / 07700 900123", "0161 496 0000", "01614960000")),
        ("أمي ٠٧٧٠٠٩٠٠١٢٣", CallLink("أمي", "٠٧٧٠٠٩٠٠١٢٣", "07700900123")),
        ("After 18.30 ring 0161 496 0000", CallLink("After 18.30 ring", "0161 496 0000", "01614960000")),
    ],
)
def test_a_number_is_found_with_the_name_beside_it(line, link):
    assert call_links(line) == [link]


@pytest.mark.parametrize(
    "line", ["", "the neighbour, knock", "flat 12", "12/11/2026", "2026-11-22", "10.30", "1" * 16]
)
def test_what_cannot_be_rung_is_no_number(line):
    assert call_links(line) == []


def test_each_line_gives_at_most_one_number():
    assert [link.dialled for link in call_links("Sam 116 123\n\nno number\nJo 07700 900123")] == [
        "116123",
        "07700900123",
    ]
