# SPDX-License-Identifier: EUPL-1.2
"""What Power BI needs beside the star schema: keys, days and dimensions without gaps."""

from datetime import date

import polars as pl

from processors.measurements import MEASUREMENTS
from processors.powerbi.shaped import KEYS, shaped


def test_every_key_of_a_dimension_is_there_once_and_never_missing(two_months):
    made = shaped(two_months)

    for table, key in KEYS.items():
        assert made[table][key].null_count() == 0
        assert made[table][key].is_unique().all()


def test_the_date_table_has_every_day_of_every_year(two_months):
    days = shaped(two_months)["dim_datum"]

    assert (days["datum"].min(), days["datum"].max(), len(days)) == (date(2026, 1, 1), date(2026, 12, 31), 365)
    assert days.filter(pl.col("datum") == date(2026, 8, 15)).rows() == [(date(2026, 8, 15), "2026-08", "2026-K3", 2026)]


def test_months_quarters_and_years_are_written_as_in_the_measurements(two_months):
    figures = pl.DataFrame(
        [{"maand": period} for period in ("2026-09", "2026-K3", "2026")],
        schema={name: kind for name, kind in MEASUREMENTS.items() if name == "maand"},
    )

    made = shaped({**two_months, "meting": figures})

    assert made["meting"]["periodesoort"].to_list() == ["maand", "kwartaal", "jaar"]
    days = made["dim_datum"]
    assert {"2026-09"} <= set(days["maand"])
    assert {"2026-K3"} <= set(days["kwartaal"])


def test_a_product_without_a_code_has_a_key_of_its_own_in_fact_and_dimension(two_months):
    made = shaped(two_months)

    assert set(made["feit_declaratie"]["product_sleutel"]) == {"wmo|02|02A01", "jw|45|"}
    assert set(made["feit_declaratie"]["product_sleutel"]) <= set(made["dim_product"]["product_sleutel"])


def test_a_month_that_is_missing_or_no_month_has_no_first_day(two_months):
    delivered = two_months["feit_levering"]
    odd = pl.concat([delivered.with_columns(maand=pl.lit(month, pl.String)) for month in (None, "2026", "2026-09")])

    made = shaped({**two_months, "feit_levering": odd})

    assert made["feit_levering"]["maand_begin"].to_list() == [None, None, date(2026, 9, 1)]


def test_without_rows_there_are_no_days_and_no_mistake(nothing):
    assert shaped(nothing)["dim_datum"].is_empty()
