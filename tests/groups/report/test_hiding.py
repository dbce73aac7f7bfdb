"""No sequence of choices and subtractions shows a cell under five, and nothing shown depends on what is hidden."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groups.report.hiding import Row, added_up, hidden_where_small
from groups.report.intervals import Changes

pytestmark = pytest.mark.without_database

SIZES = {"joined": 1, "session-01": 2, "session-last": 2, "helpful": 3}
CELLS = st.integers(0, 14)


def rows(size):
    return st.lists(CELLS, min_size=size, max_size=size).map(lambda cells: Row(tuple(cells)))


# Tables as they are before anything is hidden.
TABLES = st.lists(
    st.fixed_dictionaries({name: rows(size) for name, size in SIZES.items()}), min_size=1, max_size=6
)


def shown(tables, chosen):
    """Return each row that a page shows for a choice of tables."""
    found = added_up([hidden_where_small(tables[number]) for number in sorted(chosen)])
    return {name: each.row for name, each in found.items() if each.row}


def whose(tables, chosen, name):
    """Return which of these tables a row is made of: more than the page tells, as a reader may know it."""
    return frozenset(number for number in chosen if tables[number][name].is_large)


def all_that_follows(known):
    """Return what subtracting and adding up makes of figures about known sets of tables, again and again."""
    while True:
        pairs = [(one, other) for one in known for other in known]
        new = {one - other: _minus(known[one], known[other]) for one, other in pairs if other < one}
        new |= {one | other: _plus(known[one], known[other]) for one, other in pairs if not one & other}
        if new.keys() <= known.keys():
            return known
        known = new | known


def _minus(figures, less):
    return tuple(a - b for a, b in zip(figures, less, strict=True))


def _plus(figures, more):
    return tuple(a + b for a, b in zip(figures, more, strict=True))


@given(tables=TABLES, data=st.data())
def test_no_sequence_of_choices_and_subtractions_reveals_a_cell_under_five(tables, data):
    # Any set of tables can be chosen here, which is more than the page offers.
    some = st.frozensets(st.sampled_from(range(len(tables))), min_size=1)
    looked_at = data.draw(st.lists(some, min_size=1, max_size=8))
    for name in SIZES:
        pages = {whose(tables, chosen, name): shown(tables, chosen).get(name) for chosen in looked_at}
        known = {tables: row.cells for tables, row in pages.items() if row}

        for made_of, cells in all_that_follows(known).items():
            assert min(cells) >= 5
            assert cells == tuple(
                map(sum, zip(*(tables[number][name].cells for number in made_of), strict=True))
            )


@given(tables=TABLES, data=st.data())
def test_what_is_hidden_could_be_anything(tables, data):
    def another(row):
        hidden = rows(len(row.cells)).filter(lambda drawn: not drawn.is_large)
        return row if row.is_large else data.draw(hidden)

    others = [{name: another(row) for name, row in table.items()} for table in tables]
    choices = [[number] for number in range(len(tables))] + [range(len(tables))]

    assert [shown(others, chosen) for chosen in choices] == [shown(tables, chosen) for chosen in choices]


@pytest.mark.parametrize(
    ("cells", "is_shown"), [((5, 5), True), ((5, 4), False), ((0, 30), False), ((30, -2), False)]
)
def test_a_row_with_any_cell_under_five_is_hidden_whole(cells, is_shown):
    assert hidden_where_small({"row": Row(cells)}) == {"row": Row(cells) if is_shown else None}


def test_changes_add_up_over_tables():
    tables = [
        {"row": Row((5, 9), changes=Changes(5, 3, 9))},
        {"row": None},
        {"row": Row((6, 8), changes=Changes(6, -1, 5))},
    ]

    found = added_up(tables)["row"]

    assert found.row == Row((11, 17), changes=Changes(11, 2, 14))
    assert found.tables == 2
