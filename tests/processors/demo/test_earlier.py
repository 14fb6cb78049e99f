# SPDX-License-Identifier: EUPL-1.2
"""Care that ended long ago and papers of suppliers: what the demo needs to show every KPI that can be shown."""

from datetime import date

import polars as pl
import pytest

from processors.deliveries import DELIVERIES
from processors.demo import DemoPlan, make_region
from processors.demo.earlier import NUMBERS_FROM
from processors.demo.evidence import LATE_EVERY, LATE_KIND
from processors.kpis import KPIS
from processors.measured import Material, measured
from processors.measuring import measure


@pytest.fixture(scope="module")
def region():
    return make_region(DemoPlan(lines=3_000))


@pytest.fixture(scope="module")
def earlier(region):
    return region["toewijzingen"].filter(pl.col("toewijzing_nummer") >= 100_000 + NUMBERS_FROM)


def test_earlier_care_ended_a_year_before_the_last_month_and_before_what_came_after(region, earlier):
    later = region["toewijzingen"].with_columns(pl.col("toewijzing_nummer") + NUMBERS_FROM)
    both = earlier.join(later, on=["wet", "gemeente", "toewijzing_nummer", "client", "product_code"], suffix="_later")

    assert len(earlier) > 20
    assert set(both["toewijzing_nummer"]) == set(earlier["toewijzing_nummer"])
    assert (both["einddatum"] < both["ingangsdatum_later"]).all()
    assert earlier["einddatum"].max() < date(2025, 9, 30)


def test_earlier_care_has_a_start_and_a_stop_reported_in_time(region, earlier):
    told = region["regieberichten"].join(earlier, on="toewijzing_nummer", how="semi")

    assert told.group_by("toewijzing_nummer").agg(pl.col("soort").sort())["soort"].to_list() == [
        ["start", "stop"]
    ] * len(earlier)
    days = (told["dagtekening"] - pl.coalesce("einddatum", "begindatum").pipe(told.select).to_series()).dt.total_days()
    assert days.is_between(0, 3).all()


def test_the_demo_shows_who_stayed_away_and_which_papers_ran_out(region):
    names = ("contracten", "bewijsstukken", "aanbieders")
    material = Material(
        {name: region[name] for name in ("toewijzingen", "regieberichten")}, {name: region[name] for name in names},
        pl.DataFrame(schema=dict(DELIVERIES)), pl.DataFrame(), "2026-09", date(2026, 10, 20),
    )  # fmt: skip
    kpis = KPIS.only("K29", "K40")

    figures = dict(measure(kpis, measured(material, {kpi.table for kpi in kpis}), []).select("kpi", "waarde").rows())

    assert 0 < figures["K29"] < 100
    assert 0 < figures["K40"] < 25


def test_one_in_so_many_suppliers_did_not_send_its_newest_paper(region):
    papers = region["bewijsstukken"]
    old = papers.filter(pl.col("afgegeven_op") < date(2026, 6, 1))

    suppliers = papers["aanbieder"].n_unique()
    assert papers.group_by("aanbieder").len()["len"].unique().to_list() == [3]
    assert old["soort"].unique().to_list() == [LATE_KIND]
    assert len(old) == -(-suppliers // LATE_EVERY)
