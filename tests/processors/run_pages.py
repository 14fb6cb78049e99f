# SPDX-License-Identifier: EUPL-1.2
"""The page of a run over a small region: rows of the star tables, of which a test says only what matters to it."""

from datetime import date, datetime

import polars as pl

from processors.deliveries import DELIVERIES
from processors.measurements import MEASUREMENTS
from processors.revisions import REVISED
from processors.run_page import run_page

NOW = datetime(2026, 11, 2, 9, 5)  # noqa: DTZ001 - a moment on a page
DELIVERED = {
    "soort": "gemeentelevering", "gemeente": "0983", "maand": "2026-09", "status": "geaccepteerd", "te_laat": "nee",
    "regels": 1200, "geaccepteerd": 1190, "geweigerd": 10, "ontvangen_op": date(2026, 10, 5),
    "uiterste_datum": date(2026, 10, 31),
}  # fmt: skip
FIGURE = {"kpi": "K14", "wet": "jw", "waarde": 123456.0, "onderdrukt": "nee"}
FOUND = {"aanlevering": "A-000001", "regel": "TR307", "ernst": "fout", "aantal": 3}


def rows(schema, *given):
    return pl.DataFrame([dict.fromkeys(schema) | row for row in given], schema=dict(schema))


def page(*, delivered=(), figures=(), found=(), revised=()):
    tables = {
        "feit_levering": rows(DELIVERIES, *delivered),
        "meting": rows(MEASUREMENTS, *figures),
        "bevinding": pl.DataFrame(
            list(found), schema={"aanlevering": pl.String, "regel": pl.String, "ernst": pl.String, "aantal": pl.Int64}
        ),
    }
    return run_page(tables, "2026-09", rows(REVISED, *revised), NOW)
