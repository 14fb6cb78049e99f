# SPDX-License-Identifier: EUPL-1.2
"""A range is judged as the same rows in a file."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from processors.assessment import assess
from processors.demo import DemoPlan, make_region
from processors.errors import UnusableInputError
from processors.fields import FIELDS
from processors.intake.headers import ColumnMap
from processors.intake.reading import read_submission
from processors.intake.reference import Reference
from processors.intake.submission import no_problems
from processors.known import Known
from processors.pseudonym import Key
from processors.ranges.checked import COUNTED, SHOWN, counted, findings, judged
from processors.surroundings import Surroundings
from workbooks.plain import CellError, plain_workbook

TODAY = date(2026, 10, 12)
MADE_ON = datetime(2026, 10, 1)  # noqa: DTZ001 - a workbook has no time zone
REGION = make_region(DemoPlan(lines=240))
REFERENCE = ("contracten", "tarieven", "producten", "aanbieders", "toewijzingen")
COLUMNS = [name for name in REGION["declaratieregels"].columns if name in FIELDS and not FIELDS[name].message_only][:22]
LINES = REGION["declaratieregels"].select(COLUMNS).head(24)
WRONG = ["", "x", "#N/A", -1, 7, 12.5, "31-02-2026", "2026-13", "=1+1", "000", "1.234,56"]


def surroundings(*tables):
    key = Key(1, b"k" * 32)
    reference = Reference({name: REGION[name] for name in tables}, ColumnMap(), no_problems())
    return Surroundings(reference, Known(reference, key), key)


def in_excel(value):
    """The cell as Excel hands it over: a day is the number of days since 1900."""
    return (value - date(1899, 12, 30)).days if isinstance(value, date) else value


def cells(frame, name=None):
    rows = [[in_excel(cell) for cell in row] for row in frame.rows()]
    return [[name or column for column in frame.columns], *rows]


def of_file(folder, rows, beside):
    path = folder / "regels.xlsx"
    path.write_bytes(plain_workbook({"bereik": rows}, made_on=MADE_ON))
    (read,) = read_submission(path, column_map=beside.reference.column_map, products=beside.reference.products)
    return assess(read, beside.known.about(read), received_on=TODAY, key=beside.key).findings


@settings(max_examples=25)
@given(st.lists(st.tuples(st.integers(0, 23), st.integers(0, len(COLUMNS) - 1), st.sampled_from(WRONG)), max_size=6))
def test_a_range_has_the_findings_of_the_same_rows_in_a_file(tmp_path_factory, wrong):
    beside = surroundings(*REFERENCE)
    in_file = [list(row) for row in LINES.rows()]
    in_range = [[in_excel(cell) for cell in row] for row in LINES.rows()]
    for row, column, value in wrong:
        in_file[row][column] = CellError(value) if value == "#N/A" else None if value == "" else value
        in_range[row][column] = value

    found = judged([COLUMNS, *in_range], beside, TODAY)

    expected = of_file(tmp_path_factory.mktemp("range"), [COLUMNS, *in_file], beside)
    assert findings(found).rows() == expected.select(SHOWN).rows()


def test_ranges_of_reference_count_as_the_reference_folder_does():
    beside = surroundings("contracten", "producten", "aanbieders")
    ranges = [cells(REGION["tarieven"]), cells(REGION["toewijzingen"].select(pl.exclude("^_.*$")))]

    found = judged(cells(LINES), beside, TODAY, ranges=ranges)

    assert found.findings.rows() == judged(cells(LINES), surroundings(*REFERENCE), TODAY).findings.rows()


def test_the_rules_are_counted_by_how_often_they_speak():
    lines = cells(LINES)
    for row in lines[1:4]:
        row[COLUMNS.index("eenheid")] = "99"
    lines[5][COLUMNS.index("debet_credit")] = "X"

    told = counted(judged(lines, surroundings(*REFERENCE), TODAY))

    assert told.columns == list(COUNTED)
    assert told["aantal"][0] == 3
    assert told["aantal"].sum() == len(findings(judged(lines, surroundings(*REFERENCE), TODAY)))


def test_lines_may_be_any_table_that_is_named():
    allocations = cells(REGION["toewijzingen"].head(5).select(name for name in REGION["toewijzingen"].columns))

    found = judged(allocations, surroundings("contracten", "producten"), TODAY, kind="Toewijzingen")

    assert list(found.tables) == ["toewijzingen"]


def test_an_unknown_kind_says_which_there_are():
    with pytest.raises(UnusableInputError, match=r"De soort 'facturen' bestaat niet\. Kies uit .*toewijzingen"):
        judged(cells(LINES), surroundings(), TODAY, kind="facturen")


def test_a_range_of_reference_that_is_none_says_which_range():
    with pytest.raises(UnusableInputError, match=r"^Bereik 2 met een tabel is niet bruikbaar\. In"):
        judged(cells(LINES), surroundings(), TODAY, ranges=[cells(REGION["tarieven"]), [["a", "b"], [1, 2]]])


def test_a_range_without_headers_says_what_is_missing():
    found = judged(cells(LINES)[1:], surroundings(), TODAY)

    assert found.refused is not None
    assert found.refused.startswith("In dit bestand is geen tabel herkend")


def test_ranges_that_are_judged_at_the_same_time_do_not_mix():
    beside = surroundings(*REFERENCE)
    parts = [cells(LINES.slice(start, 1 + start % 3)) for start in range(20)]
    expected = [judged(part, beside, TODAY).findings.rows() for part in parts]

    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda part: judged(part, beside, TODAY).findings.rows(), parts * 3))

    assert found == expected * 3
