# SPDX-License-Identifier: EUPL-1.2
"""Sheets built by hand, as reading a workbook gives them."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date

import polars as pl
import pytest

from processors.intake.assembly import assemble
from processors.intake.casting import Cells, Means, cast
from processors.intake.codes import catalogue
from processors.intake.recognition import Source
from processors.intake.submission import Submission
from processors.lines import TABLES
from workbooks.grid import Grid, Oddity, Reading

Rows = Sequence[Sequence[object]]
Line = Mapping[str, object]

LINE: Line = {
    "Wet": "wmo", "Gemeente": "0983", "Aanbieder (AGB)": "01234567", "Declaratienummer": "D1",
    "Declaratiemaand": "2026-09", "Declaratiedagtekening": date(2026, 10, 15), "Referentienummer": "R1",
    "Client": "999900006", "Toewijzingnummer": 12, "Productcategorie": "02", "Productcode": "02A03",
    "Productperiode begin": date(2026, 9, 1), "Productperiode eind": date(2026, 9, 30), "Geleverd volume": 10,
    "Eenheid": "04", "Producttarief (euro)": "64,25", "Ingediend bedrag (euro)": 642.5, "Debet of credit": "D",
}  # fmt: skip


def as_text(value: object) -> str | None:
    """A cell as the reader writes it."""
    if value is None or isinstance(value, str):
        return value
    return value.isoformat() if isinstance(value, date) else f"{value:.15g}"


@pytest.fixture(scope="session")
def sheet() -> Callable[..., Grid]:
    """Make a sheet: numbers are real numbers, dates real dates, None is empty."""

    def make(name: str, rows: Rows) -> Grid:
        width = max(len(row) for row in rows)
        columns = {str(at + 1): [row[at] if at < len(row) else None for row in rows] for at in range(width)}
        text = {at: [as_text(value) for value in values] for at, values in columns.items()}
        number = {
            at: [float(value) if isinstance(value, (int, float)) else None for value in values]
            for at, values in columns.items()
        }
        dated = {at: [isinstance(value, date) for value in values] for at, values in columns.items()}
        return Grid(
            name,
            pl.DataFrame(text, schema=dict.fromkeys(text, pl.String)),
            pl.DataFrame({at: values for at, values in number.items() if any(v is not None for v in values)}),
            pl.DataFrame({at: values for at, values in dated.items() if any(values)}),
            hidden=False,
            hidden_rows=frozenset(),
        )

    return make


@pytest.fixture(scope="session")
def line() -> Line:
    """A good line of a declaration: header to value."""
    return LINE


@pytest.fixture(scope="session")
def form(sheet: Callable[..., Grid]) -> Callable[..., Grid]:
    """A sheet with these lines under one row of headers; a changed line replaces values of the good one."""

    def make(*changes: Line, name: str = "Declaratieregels", base: Line = LINE, above: Rows = ()) -> Grid:
        lines = [{**base, **change} for change in changes]
        headers = list(dict.fromkeys([*base, *(header for line in lines for header in line)]))
        return sheet(name, [*above, headers, *([line.get(header) for header in headers] for line in lines)])

    return make


@pytest.fixture(scope="session")
def submit() -> Callable[..., Submission]:
    """Assemble sheets into a submission."""

    def make(
        *grids: Grid, oddities: tuple[Oddity, ...] = (), file: str = "levering.xlsx", **known: object
    ) -> Submission:
        return assemble(Reading(file, grids, oddities, "xlsx"), Source(file, **known))

    return make


@pytest.fixture(scope="session")
def told() -> Callable[..., list[tuple[object, ...]]]:
    """These columns of what was said about the reading of a submission."""

    def tell(submission: Submission, *columns: str) -> list[tuple[object, ...]]:
        return submission.problems.select(columns).rows()

    return tell


@pytest.fixture(scope="session")
def read_cell() -> Callable[..., tuple[object, str | None]]:
    """Read one cell: its value, and the rule it breaks (or None)."""

    def read(
        column: str, value: object, *, table: str = "declaratieregels", euro: bool = False, **means: object
    ) -> tuple[object, str | None]:
        cells = Cells(
            pl.DataFrame({column: [as_text(value)]}, schema={column: pl.String}),
            pl.DataFrame({column: [isinstance(value, (int, float))]}),
            pl.DataFrame({column: [isinstance(value, date)]}),
        )
        known = {"products": catalogue(), "law": "wmo"} | means
        done = cast(TABLES[table], cells, Means(frozenset([column] if euro else []), **known))
        return done.values[column][0], done.marks["regel"].to_list()[0] if len(done.marks) else None

    return read
