# SPDX-License-Identifier: EUPL-1.2
"""What was declared before the lines of the demo: totals that run on into them."""

from datetime import date

import polars as pl
import pytest

from processors.demo import DemoPlan, make_region
from processors.demo.history import history_months
from processors.lines import TABLES

KEY = ["wet", "gemeente", "aanbieder", "product_categorie", "product_code", "eenheid"]


@pytest.fixture(scope="module")
def region():
    return make_region(DemoPlan(lines=6_000))


@pytest.fixture(scope="module")
def history(region):
    return region["declaratietotalen"]


def number(month):
    return pl.col(month).str.slice(0, 4).cast(pl.Int64) * 12 + pl.col(month).str.slice(5).cast(pl.Int64)


@pytest.mark.parametrize(
    ("month", "first", "last", "count"),
    [
        ("2026-09", date(2025, 1, 1), date(2026, 6, 1), 18),
        ("2026-01", date(2025, 1, 1), date(2025, 10, 1), 10),
        ("2023-03", date(2022, 1, 1), date(2022, 12, 1), 12),
    ],
)
def test_it_holds_every_month_from_the_january_before_up_to_the_lines(month, first, last, count):
    months = history_months(DemoPlan(month=month))

    assert (months[0], months[-1], len(months)) == (first, last, count)


def test_no_total_stands_twice_and_none_is_nothing(history):
    assert not history.select(TABLES["declaratietotalen"].key).is_duplicated().any()
    assert history.select(pl.col("volume", "ingediend_bedrag", "regels").min()).row(0) >= (1, 1, 1)


def test_each_municipality_and_law_declares_in_every_month(history):
    months = history.group_by("gemeente", "wet").agg(pl.col("declaratie_maand").n_unique())

    assert months["declaratie_maand"].unique().to_list() == [18]


def test_how_many_clients_it_was_is_not_known(history):
    assert history["aantal_clienten"].null_count() == len(history)


def test_a_part_is_declared_up_to_three_months_later_and_nothing_when_there_are_lines(history):
    later = history.with_columns(na=number("declaratie_maand") - number("leveringsmaand"))
    shares = later.group_by("na").agg(pl.col("ingediend_bedrag").sum() / history["ingediend_bedrag"].sum())

    assert sorted(shares["na"]) == [0, 1, 2, 3]
    assert 0.9 < shares.filter(pl.col("na") == 0)["ingediend_bedrag"].item() < 0.98
    assert history["declaratie_maand"].max() == "2026-06"


def test_every_supplier_and_product_goes_on_at_the_level_of_its_history(region, history):
    debets = region["declaratieregels"].filter(pl.col("product_periode_begin") >= date(2026, 7, 1))
    sign = pl.when(pl.col("debet_credit") == "C").then(-1).otherwise(1)
    month = debets.group_by(KEY).agg(nu=(sign * pl.col("ingediend_bedrag")).sum() / 3)
    before = history.filter(leveringsmaand="2026-06").group_by(KEY).agg(toen=pl.col("ingediend_bedrag").sum())

    both = before.join(month, on=KEY, how="full", coalesce=True)

    assert both.null_count().sum_horizontal().item() == 0
    assert (
        both.filter(pl.col("nu") > 10_000).select((pl.col("toen") / pl.col("nu")).is_between(0.95, 1.15).all()).item()
    )


def test_a_year_later_more_is_delivered_and_less_in_summer_than_in_autumn(history):
    sums = dict(history.group_by("leveringsmaand").agg(pl.col("ingediend_bedrag").sum()).iter_rows())

    assert all(sums[f"2026-{month:02d}"] > sums[f"2025-{month:02d}"] * 1.03 for month in range(1, 7))
    assert sums["2025-08"] < sums["2025-06"] < sums["2025-11"]


def test_statements_say_as_granted_what_the_history_holds_but_for_a_few(region, history):
    key = ["wet", "aanbieder"]
    product = [*key, "gemeente", "product_code"]
    last_year = history.filter(pl.col("leveringsmaand").str.starts_with("2025"))
    held = last_year.join(region["verantwoordingsregels"], on=product, how="semi")
    granted = held.group_by(key).agg(toen=pl.col("ingediend_bedrag").sum())
    known = region["verantwoordingsregels"].join(last_year, on=product, how="semi")
    # A quantity is even, so a total may be two tariffs too high.
    stated = known.group_by(key).agg(
        gezegd=pl.col("bedrag_toegekend").sum(), ruimte=2 * pl.col("tarief").sum() + pl.len()
    )

    both = stated.join(granted, on=key, how="inner").with_columns(meer=pl.col("gezegd") - pl.col("toen"))
    agrees = both.filter(pl.col("meer").is_between(-pl.col("ruimte"), pl.col("ruimte")))

    assert (len(both), len(agrees)) == (12, 8)
    off = both.join(agrees, on=key, how="anti")
    assert sorted(round(part, 2) > 1 for part in off["gezegd"] / off["toen"]) == [False, False, True, True]
