# SPDX-License-Identifier: EUPL-1.2
import pytest

from processors.kpi_catalogue import entries
from processors.kpibook import KpiBook
from processors.kpis import KPIS
from processors.measured import TABLES
from processors.measuring import PERIODS, measure

EXAMPLES = [
    pytest.param(kpi, rows, value, id=f"{kpi.code}-{number}")
    for kpi in KPIS
    for number, (rows, value) in enumerate(kpi.examples)
]
EACH = [pytest.param(kpi, id=kpi.code) for kpi in KPIS]


@pytest.mark.parametrize(("kpi", "rows", "value"), EXAMPLES)
def test_a_kpi_gives_the_figure_of_its_examples(kpi, rows, value):
    lines = {kpi.table: TABLES[kpi.table].make(rows)}

    found = measure(KpiBook([kpi]), lines, [])

    assert found["waarde"].to_list() == [value if value is None else pytest.approx(value, abs=1e-9)]


@pytest.mark.parametrize("kpi", EACH)
def test_a_kpi_comes_with_its_proof_and_its_words(kpi):
    values = [value for _, value in kpi.examples]

    assert ([], None) in kpi.examples
    assert any(value is not None for value in values)
    assert kpi.label[0].isupper()
    assert kpi.says.endswith(".")
    assert kpi.summary.endswith(".")
    assert kpi.source
    assert set(kpi.needs) <= {*TABLES[kpi.table].schema, "laatste"}


@pytest.mark.parametrize("kpi", EACH)
def test_a_kpi_has_its_groups_apart(kpi):
    rows = [
        {**row, "wet": "wmo", "gemeente": place, "maand": row.get("maand", "2026-09")}
        for place in ("0983", "0984")
        for row in kpi.examples[0][0]
    ]
    lines = {kpi.table: TABLES[kpi.table].make(rows)}

    found = measure(KpiBook([kpi]), lines, ["gemeente"])

    assert set(found["gemeente"]) == {"0983", "0984"}


def test_a_code_belongs_to_one_kpi():
    codes = [kpi.code for kpi in KPIS]

    assert len(codes) == len(set(codes))


def test_a_kpi_is_published_by_dimensions_that_exist():
    known = {"gemeente", "aanbieder", "product", "contract_nummer", *PERIODS}

    assert all(set(kpi.level) <= known for kpi in KPIS)


def test_every_kpi_of_the_catalogue_is_measured_and_no_other():
    assert {kpi.number for kpi in KPIS} == entries().keys()
