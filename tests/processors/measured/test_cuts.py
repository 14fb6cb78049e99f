# SPDX-License-Identifier: EUPL-1.2
"""Measured tables that are made in parts hold the rows they hold when made at once."""

from pathlib import Path
from zlib import crc32

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from processors.kpis import KPIS
from processors.lines import make_lines
from processors.measured import TABLES
from processors.measured.cuts import BY_CLIENT, WHOLE
from tests.processors.kpis.test_declared_by_hand import (
    MONTHS,
    cares,
    indexes,
    lines_of,
    material,
    merged,
    priced_cares,
    tariffs,
    totals,
)


def in_parts(tables, count):
    """The rows of each table by the part in which all rows of a client under a law come together."""
    for part in range(count):
        yield {
            name: [
                row
                for row in rows
                if crc32(f"{row['wet']} {row.get('client') or row['gemeente']}".encode()) % count == part
            ]
            for name, rows in tables.items()
        }


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(
    st.lists(cares | priced_cares, min_size=1, max_size=8), st.lists(totals, max_size=3), merged, tariffs, indexes,
    st.sets(st.sampled_from(MONTHS)), st.integers(1, 40),
)  # fmt: skip
def test_the_rows_do_not_depend_on_the_parts(cares, totals, merged, tariffs, indexes, closed, count):
    declared = {"declaratieregels": lines_of(cares), "declaratietotalen": totals}
    reference = {
        "aanbieders": [{"naam": "Aanbieder", **row} for row in merged], "tarieven": tariffs, "indexen": indexes,
    }  # fmt: skip
    whole = material({**declared, **reference}, closed)

    for name in BY_CLIENT:
        rows = TABLES[name].of(whole)
        cut = [
            TABLES[name].of(
                type(whole)(
                    {table: make_lines(table, own) for table, own in part.items()}, whole.reference, whole.deliveries,
                    whole.findings, whole.month, whole.today, whole.members,
                    totals=whole.delivered,
                )
            )
            for part in in_parts(declared, count)
        ]  # fmt: skip
        assert sorted(map(repr, rows.rows())) == sorted(repr(row) for each in cut for row in each.rows())


def test_each_measured_table_is_cut_or_says_why_not():
    assert set(BY_CLIENT) | set(WHOLE) == set(TABLES)
    assert not set(BY_CLIENT) & set(WHOLE)


@pytest.mark.parametrize("table", BY_CLIENT)
def test_the_documentation_names_every_kpi_that_can_be_measured_in_parts(table):
    page = Path("docs/schaal.md").read_text(encoding="utf-8")

    assert all(f"`{kpi.code}`" in page for kpi in KPIS if kpi.table == table)
    assert all(why in page for why in WHOLE.values())
