# SPDX-License-Identifier: EUPL-1.2
"""Which running contracts have a piece of evidence that is past its validity."""

from datetime import date

import polars as pl
import pytest

from processors.deliveries import DELIVERIES
from processors.lines import make_lines
from processors.measured import Material, measured

CONTRACT = {"contract_nummer": "C1", "aanbieder": "01234567", "wet": "wmo", "begindatum": date(2020, 1, 1)}
PAPER = {"aanbieder": "01234567", "soort": "kvk", "afgegeven_op": date(2026, 3, 30)}


def expired(*papers, contracts=({},), today=date(2026, 11, 23)):
    register = {
        "contracten": make_lines("contracten", [CONTRACT | each for each in contracts]),
        "bewijsstukken": make_lines("bewijsstukken", [PAPER | each for each in papers]),
    }
    made = Material({}, register, pl.DataFrame(schema=dict(DELIVERIES)), pl.DataFrame(), "2026-09", today)
    told = measured(made, ["lopende_contracten"])["lopende_contracten"]
    return dict(told.select("contract_nummer", "verlopen").iter_rows())


@pytest.mark.parametrize(
    ("paper", "past"),
    [
        pytest.param({"soort": "kvk", "afgegeven_op": date(2026, 3, 30)}, 0, id="its last day is the day itself"),
        pytest.param({"soort": "kvk", "afgegeven_op": date(2026, 3, 29)}, 1, id="its last day is the day before"),
        pytest.param({"soort": "gva", "afgegeven_op": date(2024, 9, 30)}, 0, id="two years to the day"),
        pytest.param({"soort": "gva", "afgegeven_op": date(2024, 9, 29)}, 1, id="two years and a day"),
        pytest.param({"soort": "anders", "afgegeven_op": date(2010, 1, 1)}, 0, id="a kind that does not expire"),
        pytest.param({"aanbieder": "07654321", "afgegeven_op": date(2020, 1, 1)}, 0, id="of another supplier"),
        pytest.param({"contract_nummer": "C2", "afgegeven_op": date(2020, 1, 1)}, 0, id="of another contract"),
        pytest.param({"contract_nummer": "C1", "afgegeven_op": date(2020, 1, 1)}, 1, id="of this contract"),
    ],
)
def test_each_kind_of_evidence_has_its_own_validity(paper, past):
    assert expired(paper) == {"C1": past}


def test_a_newer_piece_of_the_same_kind_takes_its_place():
    old, new = {"afgegeven_op": date(2025, 1, 1)}, {"afgegeven_op": date(2026, 9, 1)}

    assert expired(old, new) == {"C1": 0}
    assert expired(old, new | {"soort": "gva"}) == {"C1": 1}
    assert expired(old, {"afgegeven_op": date(2026, 10, 1)}) == {"C1": 1}


def test_only_contracts_that_run_at_the_end_of_the_month_count():
    others = [
        {"contract_nummer": "C2", "einddatum": date(2026, 9, 29)},
        {"contract_nummer": "C3", "einddatum": date(2026, 9, 30)},
        {"contract_nummer": "C4", "begindatum": date(2026, 10, 1)},
    ]

    assert expired({"afgegeven_op": date(2020, 1, 1)}, contracts=others) == {"C3": 1}


def test_in_a_month_that_has_not_passed_the_day_itself_counts():
    assert expired({"afgegeven_op": date(2026, 3, 15)}, today=date(2026, 9, 15)) == {"C1": 0}
    assert expired({"afgegeven_op": date(2026, 3, 15)}, today=date(2026, 9, 16)) == {"C1": 1}


def test_without_evidence_on_record_it_is_not_expired():
    assert expired() == {"C1": 0}
