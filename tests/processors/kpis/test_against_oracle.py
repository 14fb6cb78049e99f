# SPDX-License-Identifier: EUPL-1.2
"""The KPIs on messages, lead times and trajectories against a second implementation that counts one by one."""

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from processors.deliveries import DELIVERIES
from processors.kpibook import KpiBook
from processors.kpis import messages, requests, trajectories, waiting
from processors.lines import make_lines
from processors.measured import Material, measured
from processors.measuring import measure
from tests.oracle import kpi_messages, kpi_trajectories
from tests.oracle.kpi_regions import MONTH, MONTHS, PLACES, TODAY, accepted

BOOK = KpiBook([kpi for theme in (messages, requests, waiting, trajectories) for kpi in theme.kpis])
GRAINS = [
    [], ["wet"], ["gemeente"], ["aanbieder"], ["categorie"], ["product"], ["maand"], ["kwartaal"], ["jaar"],
    ["gemeente", "kwartaal"], ["aanbieder", "wet", "jaar"],
]  # fmt: skip
COUNTS = {"K15", "K15-aanbieder", "K15-uitstroom", "K15-uitstroom-aanbieder", "K24-open", "K25-negatief", "K27"}
COUNTS |= {"K27-clienten", "K28-lopend"}


def material(tables):
    deliveries = [
        {"soort": "gemeentelevering", "gemeente": PLACES[0], "maand": month, "status": "geaccepteerd"}
        for month in MONTHS[:-1]
    ]
    made = {name: make_lines(name, rows) for name, rows in tables.items()}
    norms = {"producten": made.pop("producten")}
    told = pl.DataFrame(
        [{name: row.get(name) for name in DELIVERIES} for row in deliveries], schema=dict(DELIVERIES), orient="row"
    )
    return Material(made, norms, told, pl.DataFrame(), MONTH, TODAY)


def said(code, figure):
    """Whether there is a figure; a count of 0 and no count are told apart by the examples."""
    return figure is not None and (figure != 0 or code not in COUNTS)


def told(found, per):
    """Per KPI the figure of each group that has one; of a number, the groups where it is not 0."""
    figures = {kpi.code: {} for kpi in BOOK}
    for row in found.iter_rows(named=True):
        if said(row["kpi"], row["waarde"]):
            figures[row["kpi"]][tuple(row[name] for name in per)] = pytest.approx(row["waarde"], abs=1e-9)
    return figures


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(tables=accepted(), per=st.sampled_from(GRAINS))
def test_the_figures_are_those_of_counting_one_by_one(tables, per):
    lines = measured(material(tables), dict.fromkeys(kpi.table for kpi in BOOK))

    found = told(measure(BOOK, lines, per), per)

    expected = {}
    for oracle in (kpi_messages, kpi_trajectories):
        for code, groups in oracle.figures(tables, per, month=MONTH, today=TODAY, months=MONTHS).items():
            expected[code] = {key: figure for key, figure in groups.items() if said(code, figure)}
    assert expected == found
