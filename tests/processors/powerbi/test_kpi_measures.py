# SPDX-License-Identifier: EUPL-1.2
"""A measure of a KPI finds one row: what it filters by tells every measurement from every other."""

import re
from datetime import date

import polars as pl

from processors.deliveries import DELIVERIES
from processors.lines import TABLES, make_lines
from processors.measured import Material
from processors.measurements import measurements
from processors.powerbi.kpi_measures import of_kpis
from tests.processors.powerbi.conftest import AUGUST, FINDING, LINE, OTHER_LAW


def test_what_a_measure_filters_by_is_the_key_of_a_measurement():
    lines = make_lines("declaratieregels", [AUGUST, LINE, OTHER_LAW, {**LINE, "product_code": "02A05", "client": "b"}])
    material = Material(
        {"declaratieregels": lines.select(TABLES["declaratieregels"].names)},
        {},
        pl.DataFrame(schema=dict(DELIVERIES)),
        pl.DataFrame(
            schema={**FINDING, "bestand": pl.String, "blad": pl.String, "rij": pl.Int64, "entiteit": pl.String}
        ),
        "2026-09",
        date(2026, 10, 15),
    )
    reader = next(measure.dax for measure in of_kpis() if "meting[waarde]" in measure.dax)

    filtered = [*re.findall(r"meting\[(\w+)\] ==", reader), "kpi"]

    figures = measurements(material)
    assert len(figures) > 100
    assert not figures.select(set(filtered) - {"onderdrukt"}).is_duplicated().any()
    assert figures.select(set(filtered) - {"onderdrukt", "maand"}).is_duplicated().any()
