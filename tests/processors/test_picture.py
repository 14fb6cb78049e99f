# SPDX-License-Identifier: EUPL-1.2
"""A month that is delivered anew: what the picture tells of it, and tells again when nothing changes after that."""

from datetime import date

import polars as pl
import pytest

from processors.accepted import Accepted
from processors.deliveries import DELIVERIES
from processors.lines import TABLES, make_lines
from processors.picture import picture
from processors.revisions import history, published, remember, revised
from tests.processors.powerbi.conftest import FINDING, LINE, VERSIONS

PLACES, CLIENTS = ("0889", "0893", "0907", "0983", "0984", "0988"), 40
FOUND = {**FINDING, "bestand": pl.String, "blad": pl.String, "rij": pl.Int64, "entiteit": pl.String}


def gathered(amount):
    """A month in which many people of each place got the same, so that nothing is hidden."""
    lines = [
        {**LINE, "gemeente": place, "client": f"{place}-{number}", "ingediend_bedrag": amount}
        for place in PLACES
        for number in range(CLIENTS)
    ]
    empty = {name: pl.DataFrame(schema=TABLES[name].schema) for name in TABLES}
    declared = make_lines("declaratieregels", lines).select(TABLES["declaratieregels"].names)
    return Accepted(
        lines={**empty, "declaratieregels": declared}, reference={}, deliveries=pl.DataFrame(schema=dict(DELIVERIES)),
        findings=pl.DataFrame(schema=FOUND), versions=pl.DataFrame(schema=VERSIONS), traced={},
    )  # fmt: skip


@pytest.fixture
def publish(tmp_path):
    """Publish as the region does; what the picture tells of figures that were published and changed."""

    def run(amount, day):
        folder = tmp_path / "meting"
        today = date(2026, 11, day)
        seen = picture(gathered(amount), "2026-09", today, register=tmp_path / "register", versions=history(folder))
        told = revised(seen.versions)
        remember(folder, seen.monthly, published(seen.before), today=today)
        seen.publication.keep()
        return told

    return run


def test_what_a_month_was_and_is_stands_in_the_picture_that_restates_it_and_stays_there(publish):
    first, again = publish(1000, 2), publish(1000, 3)
    restated, after = publish(1100, 4), publish(1100, 5)

    assert first.is_empty()
    assert again.is_empty()
    region = restated.filter(pl.col("kpi") == "K04", pl.col("gemeente").is_null(), pl.col("wet").is_null())
    (row,) = region.filter(pl.col("subregio").is_null(), pl.col("aanbieder").is_null()).to_dicts()
    assert (row["waarde_oud"], row["waarde_nieuw"], row["gepubliceerd_op"]) == (240_000, 264_000, date(2026, 11, 4))
    assert after.equals(restated)
