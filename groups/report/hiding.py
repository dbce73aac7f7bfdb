"""What a report may show, so that no cell under five can be read or worked out from it.

A table counts one set of people, once; nobody's programme is in two tables. Each row splits all of them into cells
that do not overlap. A row with any cell under five is left out whole, and nothing that is shown is computed from a row
that was left out: the sum over tables of a row adds up those where it is shown. So whatever is picked and subtracted,
what comes out is a sum of shown cells, and each of them is five or more.

That holds within a row. Between rows of one table there is nothing to subtract either, for no cell of one lies within
a cell of another: a session stands in one row alone (the last of a programme is in the row of last sessions and not
in that of its number), and whoever is not counted in a row is its last cell.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from groups.report.intervals import Changes

FEWEST = 5


@dataclass(frozen=True)
class Row:
    """Everyone of a table split into cells; `changes` are those of the people in the first cell, where it is about change."""

    cells: tuple[int, ...]
    changes: Changes | None = None

    @property
    def people(self) -> int:
        return sum(self.cells)

    @property
    def is_shown(self) -> bool:
        return min(self.cells) >= FEWEST

    def __add__(self, other: "Row") -> "Row":
        cells = tuple(one + more for one, more in zip(self.cells, other.cells, strict=True))
        both = (self.changes, other.changes)
        return Row(cells, both[0] + both[1] if both[0] and both[1] else None)


# The rows of a table by their names; None for one that is hidden.
Table = Mapping[str, Row | None]


@dataclass(frozen=True)
class Sum:
    """A row added up over the tables that show it: None where none does."""

    row: Row | None
    tables: int


def hidden_where_small(rows: Mapping[str, Row]) -> Table:
    """Return the table with each row that has a cell under five left out whole."""
    return {name: row if row.is_shown else None for name, row in rows.items()}


def added_up(tables: Sequence[Table]) -> dict[str, Sum]:
    """Return each row of any of these tables, added up over those that show it."""
    names = dict.fromkeys(name for table in tables for name in table)
    return {name: _sum([table.get(name) for table in tables]) for name in names}


def _sum(rows: Sequence[Row | None]) -> Sum:
    shown = [row for row in rows if row]
    total: Row | None = None
    for row in shown:
        total = total + row if total else row
    return Sum(total, len(shown))
