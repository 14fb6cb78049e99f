# SPDX-License-Identifier: EUPL-1.2
"""A delivery says the same as the sheet it was made from, without a Bsn or anything that nobody asked."""

from datetime import date

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from processors.demo import DemoPlan, make_region
from processors.errors import UnusableInputError
from processors.intake.headers import ColumnMap
from processors.intake.reference import Reference
from processors.intake.submission import no_problems
from processors.lines import TABLES
from processors.pseudonym import Key, pseudonymise
from processors.ranges.delivery import delivery
from processors.ranges.reading import tables_in

KEY = Key(1, b"0123456789abcdef0123456789abcdef")
NONE = Reference({}, ColumnMap(), no_problems())


@pytest.fixture(scope="module")
def region():
    return make_region(DemoPlan(lines=120))


def cells_of(frame):
    return [frame.columns, *(list(row) for row in frame.rows())]


@pytest.mark.parametrize("table", ["declaratieregels", "toewijzingen", "regieberichten"])
def test_a_delivery_that_is_read_again_has_the_same_rows_with_pseudonyms(region, table):
    frame = region[table].select(TABLES[table].names).head(30)

    made = delivery(cells_of(frame.with_columns(naam=pl.lit("W. Proefpersoon"))), NONE, KEY)

    again = tables_in([cells_of(made)], NONE)[table].select(TABLES[table].names)
    assert_frame_equal(again, pseudonymise(frame, table, KEY), check_dtypes=False)
    assert made.rows() == delivery(cells_of(made), NONE, KEY).rows()


def test_no_bsn_and_no_name_is_left(region):
    frame = region["declaratieregels"].select(TABLES["declaratieregels"].names).head(30)

    made = delivery(cells_of(frame.with_columns(naam=pl.lit("W. Proefpersoon"))), NONE, KEY)

    text = made.write_csv()
    assert "Proefpersoon" not in text
    assert not [client for client in frame["client"].drop_nulls() if client in text]
    assert any(header.endswith("(eurocent)") for header in made.columns)


@pytest.mark.parametrize("bsn", ["999990010", "geen", 12])
def test_what_is_no_bsn_does_not_come_through_either(region, bsn):
    frame = region["declaratieregels"].select(TABLES["declaratieregels"].names).head(1)
    cells = cells_of(frame)
    cells[1][frame.columns.index("client")] = bsn

    made = delivery(cells, NONE, KEY)

    assert str(bsn) not in [str(cell) for cell in made.row(0)]


def test_a_table_without_clients_is_no_delivery(region):
    with pytest.raises(UnusableInputError, match="gaat niet over cliënten"):
        delivery(cells_of(region["tarieven"].head(2)), NONE, KEY)


def test_days_stay_days(region):
    frame = region["declaratieregels"].select(TABLES["declaratieregels"].names).head(2)

    made = delivery(cells_of(frame), NONE, KEY)

    assert isinstance(made[TABLES["declaratieregels"]["product_periode_begin"].label][0], date)
