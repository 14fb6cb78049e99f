# SPDX-License-Identifier: EUPL-1.2
"""How values are said in Dutch, and findings as the contract has them."""

from datetime import date

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from processors.fields import Field, Kind
from processors.findings import FINDINGS, ORIGINS, RAW, empty, finish, spoken


def say(kind, value, *, personal=False):
    field = Field("waarde", "Waarde", kind, personal=personal)
    return pl.DataFrame({"waarde": [value]}, schema={"waarde": kind.dtype}).select(spoken(field)).item()


@pytest.mark.parametrize(
    ("kind", "value", "said"),
    [
        (Kind.DATE, date(2026, 1, 31), "31-01-2026"),
        (Kind.CENT, 123456789, "€ 1.234.567,89"),
        (Kind.CENT, -5, "€ -0,05"),
        (Kind.CENT, 100000, "€ 1.000,00"),
        (Kind.WHOLE, 1234, "1234"),
        (Kind.TRUTH, True, "ja"),
        (Kind.TRUTH, False, "nee"),
        (Kind.TRUTH, None, "(leeg)"),
        (Kind.CODE, "0983", "0983"),
        (Kind.DATE, None, "(leeg)"),
        (Kind.CENT, None, "(leeg)"),
    ],
)
def test_a_value_is_said_as_a_dutch_reader_writes_it(kind, value, said):
    assert say(kind, value) == said


def test_a_personal_value_is_masked_but_for_its_end():
    assert say(Kind.CODE, "999990019", personal=True) == "•••••••19"


@pytest.mark.parametrize(
    ("kind", "value"), [(Kind.CODE, "1"), (Kind.CODE, "31"), (Kind.TEXT, "Jansen"), (Kind.DATE, date(1985, 3, 12)),
                        (Kind.WHOLE, 2013)]
)  # fmt: skip
def test_of_a_short_personal_code_and_of_a_name_or_date_nothing_is_shown(kind, value):
    assert say(kind, value, personal=True) == "•••••••"


def test_a_missing_personal_value_is_said_to_be_empty():
    assert [say(kind, None, personal=True) for kind in (Kind.CODE, Kind.TEXT)] == ["(leeg)", "(leeg)"]


@given(st.integers(-(10**12), 10**12))
def test_an_amount_that_is_said_can_be_read_back(cents):
    said = say(Kind.CENT, cents)

    assert int(said.removeprefix("€ ").replace(".", "").replace(",", "")) == cents


def raw(**changes):
    row = dict.fromkeys(FINDINGS) | {"nr": 0, "at": "client", "volgorde": 0, "entiteit": "declaratieregels",
                                     "blad": "Blad1", "rij": 2, "kolom": "client"}  # fmt: skip
    return row | changes


def test_findings_stand_in_file_order_then_rule_order_and_what_has_no_line_comes_first():
    rows = [raw(nr=1, volgorde=0, regel="C"), raw(nr=0, volgorde=2, regel="B"), raw(nr=0, volgorde=1, regel="A"),
            raw(nr=None, regel="0")]  # fmt: skip

    found = finish(pl.DataFrame(rows, schema=dict(RAW)))

    assert found["regel"].to_list() == ["0", "A", "B", "C"]
    assert tuple(found.columns) == tuple(FINDINGS)


def test_a_finding_names_the_header_and_cell_of_the_sender():
    origins = pl.DataFrame([("declaratieregels", "client", "Blad1", "Burgerservicenr.", "C")], schema=dict(ORIGINS),
                           orient="row")  # fmt: skip

    found = finish(pl.DataFrame([raw()], schema=dict(RAW)), origins)

    assert found.select("kolom", "cel").rows() == [("Burgerservicenr.", "C2")]


def test_without_origins_the_name_of_the_vocabulary_stays_and_there_is_no_cell():
    found = finish(pl.DataFrame([raw()], schema=dict(RAW)), pl.DataFrame(schema=dict(ORIGINS)))

    assert found.select("kolom", "cel").rows() == [("client", None)]


def test_a_table_without_findings_has_the_columns_of_the_contract():
    assert dict(empty().schema) == dict(FINDINGS)
