"""What a report may show, so that no cell under five can be read or worked out from it.

A table counts one set of people, once; no programme is in two tables. Each row splits people of the table into cells
that do not overlap. A row with any cell under five is left out whole, and nothing that is shown is computed from a row
that was left out: the sum over tables of a row adds up those where it is shown. So whatever is picked and subtracted,
what comes out is a sum of shown cells, and each of them is five or more.

That holds within a row. Between rows of one table there is nothing to subtract either, for no cell of one lies within
a cell of another: a session stands in one row alone (the last of a programme is in the row of last sessions and not in
that of its number), and whoever is not counted in a row makes up its last cell. Only rows of sessions are about some
of the people, because not every programme had a tenth session: there each row is about the same people as the one
shown before it, or about at least five fewer.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from groups.report.intervals import Changes

FEWEST = 5


@dataclass(frozen=True)
class Row:
    """People of a table split into cells; `outside` are those whom it is not about.

    `changes` are those of the people in the first cell, where it is about change.
    """

    cells: tuple[int, ...]
    outside: int = 0
    changes: Changes | None = None

    @property
    def people(self) -> int:
        return sum(self.cells)

    @property
    def is_large(self) -> bool:
        return min(self.cells) >= FEWEST

    def __add__(self, other: "Row") -> "Row":
        cells = tuple(one + more for one, more in zip(self.cells, other.cells, strict=True))
        changes = self.changes + other.changes if self.changes and other.changes else None
        return Row(cells, self.outside + other.outside, changes)


# The rows of a table by their names; None for one that is hidden.
Table = Mapping[str, Row | None]


@dataclass(frozen=True)
class Sum:
    """A row added up over the tables that show it: None where none does."""

    row: Row | None
    tables: int


def hidden_where_small(rows: Mapping[str, Row]) -> Table:
    """Return rows about all people of a table, each that has a cell under five left out whole."""
    return {name: row if row.is_large else None for name, row in rows.items()}


def hidden_in_line(rows: Mapping[str, Row]) -> Table:
    """Return rows that are each about the same people as the one before or fewer of them, small ones left out.

    Left out is also a row that is about one to four people fewer than the last one shown.
    """
    table: dict[str, Row | None] = {}
    outside = 0
    for name, row in rows.items():
        is_shown = row.is_large and (row.outside == outside or row.outside - outside >= FEWEST)
        table[name] = row if is_shown else None
        outside = row.outside if is_shown else outside
    return table


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
