# SPDX-License-Identifier: EUPL-1.2
"""A KPI over ranges is what adding up the cells gives."""

from collections import defaultdict
from datetime import date

import polars as pl
import pytest

from processors.demo import DemoPlan, make_region
from processors.errors import UnusableInputError
from processors.fields import FIELDS
from processors.intake.headers import ColumnMap
from processors.intake.reference import Reference
from processors.intake.submission import no_problems
from processors.known import Known
from processors.pseudonym import Key
from processors.ranges.measured import FIGURES, figures
from processors.surroundings import Surroundings

TODAY = date(2026, 10, 12)
REGION = make_region(DemoPlan(lines=300))
COLUMNS = [name for name in REGION["declaratieregels"].columns if name in FIELDS and not FIELDS[name].message_only][:22]
LINES = (
    REGION["declaratieregels"]
    .select(COLUMNS)
    .with_columns(status=pl.lit("toegekend"), toegekend_bedrag="ingediend_bedrag")
)
CELLS = [COLUMNS, *map(list, LINES.rows())]
KEY = Key(1, b"k" * 32)
REFERENCE = Reference({"contracten": REGION["contracten"]}, ColumnMap(), no_problems())
BESIDE = Surroundings(REFERENCE, Known(REFERENCE, KEY), KEY)


def test_declared_amounts_per_municipality_are_the_sum_of_the_cells():
    sums = defaultdict(int)
    for row in LINES.iter_rows(named=True):
        sums[row["gemeente"]] += row["ingediend_bedrag"] * (-1 if row["debet_credit"] == "C" else 1)

    found = figures("K04", [CELLS], BESIDE, TODAY, per="gemeente")

    assert found.columns == ["kpi", "gemeente", *FIGURES]
    assert dict(found.select("gemeente", "waarde").iter_rows()) == sums


def test_clients_are_counted_once_however_many_lines_they_have():
    clients = {(row["wet"], row["client"]) for row in LINES.iter_rows(named=True) if row["debet_credit"] == "D"}

    (found,) = figures("k12", [CELLS], BESIDE, TODAY)["waarde"]

    assert found == len(clients)


def test_a_kpi_about_more_tables_asks_more_ranges():
    allocations = REGION["toewijzingen"]
    cells = [allocations.columns, *map(list, allocations.rows())]

    without, with_them = (figures("K13", ranges, BESIDE, TODAY, per="jaar") for ranges in ([CELLS], [CELLS, cells]))

    assert without.filter(kpi="K13").is_empty()
    assert with_them.filter(kpi="K13")["waarde"].sum() > 0


def test_periods_stand_in_one_column():
    found = figures("K04", [CELLS], BESIDE, TODAY, per="wet; kwartaal")

    assert found.columns == ["kpi", "wet", "maand", *FIGURES]
    assert set(found["maand"].str.slice(4, 2)) == {"-K"}


@pytest.mark.parametrize(
    ("code", "per", "sentence"),
    [
        ("K99", "", r"De KPI 'K99' bestaat niet\. Kies uit K01, "),
        ("K04", "kleur", r"'kleur' is geen groep\. Kies uit wet, gemeente"),
        ("K04", "maand, jaar", r"Kies ten hoogste een periode: maand, kwartaal, jaar"),
    ],
)
def test_what_does_not_exist_names_what_does(code, per, sentence):
    with pytest.raises(UnusableInputError, match=sentence):
        figures(code, [CELLS], BESIDE, TODAY, per=per)
