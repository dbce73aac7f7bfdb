"""The command prints the trial's own table, and says plainly what cannot be."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

pytestmark = pytest.mark.without_database

TRIAL = {"randomised": [221, 220], "analysed": [218, 216], "events": [64, 83]}


def printed(**counts):
    out = StringIO()
    call_command("report_arms", stdout=out, **(TRIAL | counts))
    return out.getvalue().splitlines()


def test_the_trials_table_is_printed_figure_by_figure():
    # Johnson et al., Lancet 2018;392:409-418: readmission to acute care within a year.
    assert printed() == [
        "Randomised              221 and 220",
        "Analysed                218 and 216",
        "Events                  64 (29.4%, Wilson 95% 23.7-35.7) and 83 (38.4%, Wilson 95% 32.2-45.1)",
        "Risk difference         -9.1 points (-17.9 to -0.2, Wald 95%)",
        "Risk ratio              0.764 (0.585-0.997, 95% by logarithm)",
        "Crude odds ratio        0.666 (0.446-0.994, 95% by logarithm)",
        "Number needed to treat  11.0",
    ]


def test_the_numbers_randomised_as_denominators_are_warned_about():
    warned = "Beware: 221 and 220 are the numbers randomised, not analysed."

    assert [line for line in printed(analysed=[221, 220]) if line.startswith(warned)]
    assert not [line for line in printed() if line.startswith("Beware")]


def test_counts_are_read_from_the_command_line():
    out = StringIO()
    arguments = ["--randomised", "221", "220", "--analysed", "218", "216", "--events", "64", "83"]

    call_command("report_arms", *arguments, stdout=out)

    assert out.getvalue().splitlines() == printed()


@pytest.mark.parametrize(
    ("counts", "told"),
    [
        ({"events": [219, 83]}, "Arm 1: 219 events are more than 218 analysed."),
        ({"analysed": [218, 221]}, "Arm 2: 221 analysed are more than 220 randomised."),
        ({"events": [-1, 83]}, "Arm 1: a count cannot be below zero."),
        ({"randomised": [221, -220]}, "Arm 2: a count cannot be below zero."),
        (
            {"analysed": [0, 216], "events": [0, 83]},
            "Arm 1: nobody was analysed, so there is nothing to compare.",
        ),
    ],
)
def test_counts_that_cannot_be_are_refused_in_a_sentence(counts, told):
    with pytest.raises(CommandError) as refused:
        printed(**counts)

    assert str(refused.value) == told


@pytest.mark.parametrize(
    ("events", "told"),
    [
        (
            [0, 83],
            [
                "Events                  0 (0.0%, Wilson 95% 0.0-1.7) and 83 (38.4%, Wilson 95% 32.2-45.1)",
                "Risk difference         -38.4 points (-44.9 to -31.9, Wald 95%)",
                "Risk ratio              none: it needs events in both arms, and someone without one",
                "Crude odds ratio        none: it needs people with and without an event in both arms",
                "Number needed to treat  2.6",
            ],
        ),
        (
            [218, 216],
            [
                "Events                  218 (100.0%, Wilson 95% 98.3-100.0) and 216 (100.0%, Wilson 95% 98.3-100.0)",
                "Risk difference         0.0 points (0.0 to 0.0, Wald 95%)",
                "Risk ratio              none: it needs events in both arms, and someone without one",
                "Crude odds ratio        none: it needs people with and without an event in both arms",
                "Number needed to treat  none: the risks are the same",
            ],
        ),
    ],
)
def test_cells_of_zero_leave_out_what_has_no_interval(events, told):
    assert printed(events=events)[2:] == told


def test_more_events_in_the_first_arm_are_a_number_needed_to_harm():
    assert (
        printed(randomised=[220, 221], analysed=[216, 218], events=[83, 64])[-1]
        == "Number needed to harm   11.0"
    )
