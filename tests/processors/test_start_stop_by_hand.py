# SPDX-License-Identifier: EUPL-1.2
"""Start and stop judged against what came before, and a second time by hand."""

from datetime import date

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from processors.checking import check
from processors.enrichment import enrich
from processors.lines import make_lines
from processors.rules import RULES
from tests.oracle.start_stop import (
    ALLOCATIONS,
    BEGINS,
    EARLIER,
    TABLE,
    by_hand,
    messages,
    on,
    removed,
    start,
    stop,
    temporary,
)  # fmt: skip

CODES = (
    "TR018", "TR019", "TR063", "TR071", "TR074", "TR326", "TR382", "TR413", "TR414", "TR415", "OP271", "OP272",
    "MGR-329", "MGR-330",
)  # fmt: skip

FIRST, AGAIN = on(3), on(9)


def judged(own, known):
    """Per row of the file the codes of its findings, without signals."""
    reference = {
        "toewijzingen": make_lines("toewijzingen", ALLOCATIONS),
        "eerdere_declaratieregels": make_lines("declaratieregels", EARLIER),
        TABLE: make_lines(TABLE, known),
    }
    frame = enrich(make_lines(TABLE, own, first_row=0), TABLE, reference, received_on=date(2026, 10, 1))
    findings = check(RULES.only(*CODES).for_table(TABLE), frame, TABLE).filter(pl.col("ernst") != "signaal")
    return [sorted(findings.filter(pl.col("rij") == row)["regel"]) for row in range(len(own))]


@settings(max_examples=150)
@given(own=st.lists(messages(), min_size=4, max_size=12), known=st.lists(messages(), max_size=8))
def test_every_history_is_judged_as_by_hand(own, known):
    assert judged(own, known) == by_hand(own, known)


@pytest.mark.parametrize(
    ("own", "expected"),
    [
        pytest.param([start(FIRST), stop(FIRST, on(8))], [[], []], id="start and stop"),
        pytest.param([start(FIRST), stop(FIRST, on(2))], [[], ["TR018"]], id="a stop before its start"),
        pytest.param([stop(FIRST, on(8))], [["TR382"]], id="a stop of a start that nobody reported"),
        pytest.param([start(FIRST), stop(on(4), on(8))], [[], ["TR382"]], id="a stop of another start"),
        pytest.param([stop(FIRST, on(8)), start(FIRST)], [["TR382"], []], id="a stop above its start"),
        pytest.param(
            [stop(FIRST, on(8), dagtekening=date(2026, 9, 26)), start(FIRST)], [[], []], id="a sheet in another order"
        ),
        pytest.param([start(FIRST), start(FIRST)], [[], ["TR074"]], id="a start twice"),
        pytest.param(
            [start(FIRST), stop(FIRST, on(8)), stop(FIRST, on(8))], [[], [], ["TR074"]], id="a stop twice"
        ),
        pytest.param([start(FIRST), start(AGAIN)], [[], ["TR326"]], id="a new start without a stop"),
        pytest.param(
            [start(FIRST), temporary(FIRST, on(8)), start(AGAIN)], [[], [], []], id="a pause, then a new start"
        ),
        pytest.param(
            [start(FIRST), temporary(FIRST, AGAIN), start(AGAIN)], [[], [], ["MGR-329"]], id="a new start too early"
        ),
        pytest.param(
            [start(FIRST), temporary(FIRST, on(8)), stop(FIRST, on(8))], [[], [], []], id="a pause, then the end"
        ),
        pytest.param(
            [start(FIRST), temporary(FIRST, on(8)), stop(FIRST, on(7))], [[], [], ["TR414"]], id="ended too early"
        ),
        pytest.param(
            [start(FIRST), temporary(FIRST, on(8)), temporary(FIRST, on(9))], [[], [], ["TR413"]], id="two pauses"
        ),
        pytest.param(
            [start(FIRST), stop(FIRST, on(8)), temporary(FIRST, on(9))], [[], [], ["TR415"]], id="a pause after the end"
        ),
        pytest.param([start(FIRST), removed(start(FIRST)), start(FIRST)], [[], [], []], id="removed and sent again"),
        pytest.param([removed(start(FIRST))], [["TR063"]], id="nothing to remove"),
        pytest.param(
            [start(FIRST), removed(start(FIRST)), removed(start(FIRST))], [[], [], ["TR063"]], id="removed twice"
        ),
        pytest.param(
            [start(FIRST), stop(FIRST, on(8)), removed(start(FIRST))], [[], [], ["TR071"]], id="a start that has a stop"
        ),
        pytest.param(
            [start(FIRST), stop(FIRST, on(8)), removed(stop(FIRST, on(8))), removed(start(FIRST))], [[], [], [], []],
            id="the stop removed, then the start",
        ),
        pytest.param(
            [start(FIRST, toewijzing_nummer=2), removed(start(FIRST, toewijzing_nummer=2))], [[], ["MGR-330"]],
            id="a start with approved lines",
        ),
        pytest.param(
            [start(on(4), toewijzing_nummer=2), removed(start(on(4), toewijzing_nummer=2))], [[], []],
            id="a start after the approved lines",
        ),
        pytest.param([start(FIRST, toewijzing_nummer=7)], [["TR019"]], id="an unknown allocation"),
        pytest.param([removed(start(FIRST, toewijzing_nummer=7))], [["TR063"]], id="a removal that cannot be"),
    ],
)  # fmt: skip
def test_a_file_gives_one_finding_for_one_mistake(own, expected):
    elsewhere = [start(FIRST, toewijzing_nummer=9)]

    found = [[code for code in codes if not code.startswith("OP27")] for codes in judged(own, elsewhere)]

    assert found == expected


def test_what_came_in_an_earlier_file_counts_first():
    own = [start(FIRST), stop(FIRST, on(8), dagtekening=date(2026, 9, 10))]

    assert judged(own, [start(FIRST)]) == [["TR074"], []]


def test_the_first_stops_and_removals_of_a_municipality_are_not_refused():
    own = [stop(FIRST, on(8), dagtekening=date(2026, 9, 10)), removed(start(on(4)))]

    assert judged(own, []) == [[], []]


def test_a_status_that_does_not_exist_leaves_no_trace():
    own = [start(FIRST, status_aanlevering="2"), start(FIRST)]

    assert "TR074" not in judged(own, [])[1]


def test_without_allocations_no_term_of_a_start_is_judged():
    frame = enrich(make_lines(TABLE, [start(FIRST), stop(FIRST, on(8))]), TABLE, {}, received_on=date(2026, 10, 1))

    assert frame["werkdagen_tot_melding"].to_list() == [None, 12]
    assert "goedgekeurde_regels" not in frame.columns


def test_a_start_without_a_first_day_is_not_counted_from():
    frame = make_lines(TABLE, [start(None)])
    reference = {"eerdere_declaratieregels": make_lines("declaratieregels", EARLIER)}

    enriched = enrich(frame, TABLE, reference, received_on=date(2026, 10, 1))

    assert enriched["goedgekeurde_regels"].item() is None


@pytest.mark.parametrize(
    ("told_by_message", "at"),
    [
        ({}, None),
        ({"product_code": "02A03", "product_categorie": "02", "toewijzing_ingangsdatum": BEGINS[1]}, None),
        ({"product_code": "02A05", "product_categorie": "02"}, "product_code"),
        ({"product_code": "03A01", "product_categorie": "03"}, "product_code"),
        ({"product_categorie": "03"}, "product_categorie"),
        ({"toewijzing_ingangsdatum": BEGINS[2]}, "toewijzing_ingangsdatum"),
    ],
)
def test_what_a_message_says_of_its_allocation_is_so(told_by_message, at):
    allocation = {**ALLOCATIONS[0], "product_code": "02A03", "product_categorie": "02"}
    reference = {"toewijzingen": make_lines("toewijzingen", [allocation])}
    frame = make_lines(TABLE, [start(FIRST, **told_by_message)])

    findings = check(RULES.only("MGR-328"), enrich(frame, TABLE, reference, received_on=date(2026, 10, 1)), TABLE)

    assert findings["kolom"].to_list() == ([at] if at else [])


def test_the_term_of_a_start_counts_from_the_allocation_where_that_came_later():
    friday, monday = date(2026, 9, 11), date(2026, 9, 14)

    assert judged([start(on(2), dagtekening=friday)], []) == [[]]
    assert judged([start(on(2), dagtekening=monday)], []) == [["OP271"]]


def test_a_start_that_may_not_be_judged_says_nothing_of_its_columns():
    frame = make_lines(TABLE, [{**start(FIRST), "client": None}, {**stop(FIRST, None), "soort": None}])

    enriched = enrich(frame, TABLE, {}, received_on=date(2026, 10, 1))

    assert enriched["eerder_aangeleverd"].to_list() == [None, None]
    assert enriched["start_bekend"].to_list() == [None, None]
