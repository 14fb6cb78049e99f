# SPDX-License-Identifier: EUPL-1.2
"""The KPIs on what was allocated against a second implementation that counts one by one."""

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from processors.kpis import allocated
from processors.measured import measured
from processors.measuring import measure
from tests.oracle import kpi_allocated
from tests.oracle.kpi_regions import MONTH, MONTHS, accepted
from tests.processors.kpis.test_against_oracle import GRAINS, material

BOOK = allocated.kpis.only("K03", "K13")


@st.composite
def region(draw):
    """An invented region with declarations on its allocations."""
    tables = draw(accepted())
    tables["declaratieregels"] = [
        {name: row[name] for name in ("wet", "gemeente", "aanbieder", "client", "toewijzing_nummer")}
        | {
            "product_periode_begin": row["ingangsdatum"] + timedelta(days=draw(st.integers(0, 60))),
            "debet_credit": draw(st.sampled_from("DDC")), "ingediend_bedrag": 100,
            "toegekend_bedrag": draw(st.sampled_from([None, 0, 90])),
            "status": draw(st.sampled_from([None, "toegekend", "afgewezen"])),
        }
        for row in tables["toewijzingen"]
        if draw(st.booleans())
    ]  # fmt: skip
    return tables


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(tables=region(), per=st.sampled_from([*GRAINS, ["subregio", "maand"]]))
def test_the_figures_on_allocations_are_those_of_counting_one_by_one(tables, per):
    lines = measured(material(tables), dict.fromkeys(kpi.table for kpi in BOOK))

    found = {kpi.code: {} for kpi in BOOK}
    for row in measure(BOOK, lines, per).iter_rows(named=True):
        if row["waarde"] is not None:
            found[row["kpi"]][tuple(row[name] for name in per)] = pytest.approx(row["waarde"], abs=1e-9)

    assert kpi_allocated.figures(tables, per, month=MONTH, delivered=MONTHS[:-1]) == found
