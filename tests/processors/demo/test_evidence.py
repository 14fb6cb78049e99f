# SPDX-License-Identifier: EUPL-1.2
"""Papers of suppliers in the demo: of each kind one, and some ran out."""

from datetime import date

import polars as pl
import pytest

from processors.deliveries import DELIVERIES
from processors.demo import DemoPlan, make_region
from processors.demo.evidence import KINDS, LATE_EVERY, LATE_KIND
from processors.kpis import KPIS
from processors.measured import Material, measured
from processors.measuring import measure


@pytest.fixture(scope="module")
def region():
    return make_region(DemoPlan(lines=3_000))


def test_one_in_so_many_suppliers_did_not_send_its_newest_paper(region):
    papers = region["bewijsstukken"]
    old = papers.filter(pl.col("afgegeven_op") < date(2026, 6, 1))

    suppliers = papers["aanbieder"].n_unique()
    assert papers.group_by("aanbieder").len()["len"].unique().to_list() == [len(KINDS)]
    assert old["soort"].unique().to_list() == [LATE_KIND]
    assert len(old) == -(-suppliers // LATE_EVERY)


def test_the_demo_shows_of_how_many_contracts_a_paper_ran_out(region):
    names = ("contracten", "bewijsstukken", "aanbieders")
    material = Material(
        {}, {name: region[name] for name in names}, pl.DataFrame(schema=dict(DELIVERIES)), pl.DataFrame(), "2026-09",
        date(2026, 10, 20),
    )  # fmt: skip
    kpis = KPIS.only("K40")

    (figure,) = measure(kpis, measured(material, {kpi.table for kpi in kpis}), [])["waarde"]

    assert 0 < figure < 25
