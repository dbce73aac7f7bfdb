"""The report in words: which table is looked at, and its rows as lines with figures and intervals."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _

from groups.models import ReportTable
from groups.report.attendance import LAST_SESSION, SESSION
from groups.report.hiding import Row, Sum, added_up
from groups.report.intervals import Arm, Estimate, mean_change, proportion
from groups.report_tables import report_tables, rows_of
from wellness.dimensions import every_dimension

ALL = ""
MINUS = "\N{MINUS SIGN}"


@dataclass(frozen=True)
class Choice:
    """A table one can look at, by its key in the address; "" for all of them added up."""

    key: str
    name: str
    is_chosen: bool


@dataclass(frozen=True)
class Line:
    """One row in words: how many people, the figure and its interval; hidden where `people` is "".

    `tables` is from how many tables it comes, 0 where it is from all that are looked at.
    """

    name: str
    people: str = ""
    figure: str = ""
    interval: str = ""
    tables: int = 0


@dataclass(frozen=True)
class Report:
    """The report as a page shows it."""

    choices: Sequence[Choice]
    joining: Sequence[Line]
    sessions: Sequence[Line]
    changes: Sequence[Line]
    helpful: Sequence[Line]
    readmission: Sequence[Line]

    @property
    def chosen(self) -> Choice:
        return next(choice for choice in self.choices if choice.is_chosen)

    @property
    def tables_chosen(self) -> int:
        """How many tables are looked at: all of them, or one."""
        return 1 if self.chosen.key else len(self.choices) - 1


# What a row says: how many people, the figure and its interval.
Figures = tuple[str, str, str]


@dataclass(frozen=True)
class _Writer:
    """Puts rows added up over so many tables into lines."""

    rows: Mapping[str, Sum]
    tables: int

    def line(self, name: str, words: str, figures: Callable[[Row], Figures]) -> Line:
        found = self.rows.get(name, Sum(None, 0))
        if found.row is None:
            return Line(words)
        return Line(words, *figures(found.row), found.tables if found.tables < self.tables else 0)


def report_for(key: str, language: str) -> Report | None:
    """Return the report of the table with this key, "" for all added up; None where there is no such table yet."""
    tables = report_tables()
    chosen = [table for table in tables if key in {ALL, _key(table)}]
    if not chosen:
        return None
    writer = _Writer(added_up([rows_of(table) for table in chosen]), len(chosen))
    return Report(
        choices=[Choice(ALL, _("All together"), key == ALL), *(_choice(table, key) for table in tables)],
        joining=[
            writer.line("invited", _("Invited"), _everyone),
            writer.line("joined", _("Joined"), _everyone),
        ],
        sessions=list(_session_lines(writer)),
        changes=list(_change_lines(writer, language)),
        helpful=[writer.line("helpful", _("Said: yes, a lot"), _share)],
        readmission=[
            writer.line("joined", _("Joined"), _everyone),
            writer.line("readmitted", _("Answered yes or no"), _answered),
            writer.line("readmitted", _("Said yes, of those who answered"), _share),
        ],
    )


def _key(table: ReportTable) -> str:
    return table.until.isoformat()


def _choice(table: ReportTable, key: str) -> Choice:
    last = table.until - timedelta(days=1)
    first = date_format(table.since, "F" if table.since.year == last.year else "YEAR_MONTH_FORMAT")
    words = _("%(first)s to %(last)s") % {"first": first, "last": date_format(last, "YEAR_MONTH_FORMAT")}
    return Choice(_key(table), words, _key(table) == key)


def _session_lines(writer: _Writer) -> Iterator[Line]:
    for name in sorted(writer.rows):
        number = name.removeprefix(SESSION)
        if name.startswith(SESSION) and name != LAST_SESSION:
            yield writer.line(name, _("Session %(number)s") % {"number": int(number)}, _came)
    yield writer.line(LAST_SESSION, _("The last session of their programme"), _came)


def _change_lines(writer: _Writer, language: str) -> Iterator[Line]:
    dimensions = sorted(every_dimension(language).values(), key=lambda dimension: dimension.position)
    for dimension in dimensions:
        name = f"change-{dimension.slug}"
        if name in writer.rows:
            yield writer.line(name, dimension.name, _change)


def _everyone(row: Row) -> Figures:
    return _whole(row.people), "", ""


def _answered(row: Row) -> Figures:
    """Say how many are in any cell but the last, which is that of those who did not answer."""
    return _whole(sum(row.cells[:-1])), "", ""


def _came(row: Row) -> Figures:
    return _proportion(Arm(row.cells[0], row.people))


def _share(row: Row) -> Figures:
    return _proportion(Arm(row.cells[0], sum(row.cells[:-1])))


def _proportion(arm: Arm) -> Figures:
    share = proportion(arm)
    people = _("%(number)s of %(all)s") % {"number": _whole(arm.events), "all": _whole(arm.analysed)}
    return people, _percent(share.value), _between(share, _percent)


def _change(row: Row) -> Figures:
    if row.changes is None:
        message = "A row about change holds no changes."
        raise ValueError(message)
    change = mean_change(row.changes)
    return _whole(row.changes.people), _signed(change.value), _between(change, _signed)


def _between(estimate: Estimate, written: Callable[[float], str]) -> str:
    return _("%(low)s to %(high)s") % {"low": written(estimate.low), "high": written(estimate.high)}


def _whole(number: int) -> str:
    return number_format(number, use_l10n=True)


def _percent(share: float) -> str:
    return _("%(number)s%%") % {"number": _whole(round(100 * share))}


def _signed(figure: float) -> str:
    """Return a figure with one decimal and its sign, zero without one."""
    rounded = round(figure, 1)
    sign = "+" if rounded > 0 else MINUS if rounded < 0 else ""
    return sign + number_format(abs(rounded), 1)
