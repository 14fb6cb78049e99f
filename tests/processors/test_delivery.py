# SPDX-License-Identifier: EUPL-1.2
"""When there was delivery on an allocation, and a second time by looking at each day."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from processors.checking import check
from processors.enrichment import enrich
from processors.lines import make_lines
from processors.rules import RULES
from tests.oracle.start_stop import (
    DAYS,
    DEFINITIVE,
    PLACE,
    TABLE,
    TEMPORARY,
    identity,
    messages,
    on,
    removed,
    start,
    stop,
    temporary,
)  # fmt: skip

FIRST = on(3)


def told(name, known, begin=date(2026, 9, 1), end=date(2026, 9, 30)):
    line = {**PLACE, "toewijzing_nummer": 1, "product_periode_begin": begin, "product_periode_eind": end}
    frame = make_lines("declaratieregels", [line])
    reference = {TABLE: make_lines(TABLE, known)}
    return enrich(frame, "declaratieregels", reference, received_on=date(2026, 10, 1))[name].item()


@pytest.mark.parametrize(
    ("known", "begin", "end", "stopped"),
    [
        ([], None, None, 0),
        ([start(FIRST)], FIRST, None, 0),
        ([start(FIRST), stop(FIRST, on(8))], FIRST, on(8), 0),
        ([start(FIRST), temporary(FIRST, on(8))], FIRST, None, 21),
        ([start(FIRST), temporary(FIRST, on(8)), start(on(11))], FIRST, None, 2),
        ([start(FIRST), temporary(FIRST, on(8)), stop(FIRST, on(10))], FIRST, on(10), 2),
        ([start(FIRST), temporary(FIRST, on(8)), stop(FIRST, on(8))], FIRST, on(8), 0),
        ([start(FIRST), temporary(FIRST, on(8)), removed(temporary(FIRST, on(8)))], FIRST, None, 0),
        ([start(FIRST), stop(FIRST, on(8)), start(on(11))], FIRST, None, 0),
        ([removed(start(FIRST))], None, None, 0),
    ],
)
def test_delivery_has_a_first_and_a_last_day_and_days_that_it_stood_still(known, begin, end, stopped):
    assert told("levering_begin", known) == begin
    assert told("levering_eind", known) == end
    assert told("dagen_gestopt", known) == stopped


def standing_by_hand(known):
    standing = {}
    for each in sorted(known, key=lambda row: row["dagtekening"]):
        standing[identity(each)] = each
    return [each for each in standing.values() if each["status_aanlevering"] == "1"]


def stands_still(day, messages):
    starts = [each["begindatum"] for each in messages if each["soort"] == "start"]
    for each in messages:
        if each["soort"] == "start" or each["reden_beeindiging"] != TEMPORARY or day <= each["einddatum"]:
            continue
        ends = [
            other["einddatum"]
            for other in messages
            if other["reden_beeindiging"] == DEFINITIVE and other["begindatum"] == each["begindatum"]
        ]
        if not any(each["einddatum"] < begin <= day for begin in starts) and (not ends or day <= max(ends)):
            return True
    return False


@given(
    known=st.lists(messages().map(lambda row: {**row, "toewijzing_nummer": 1}), max_size=8),
    begin=DAYS, length=st.integers(0, 8),
)  # fmt: skip
def test_stopped_days_agree_with_looking_at_each_day(known, begin, length):
    standing = standing_by_hand(known)
    days = [begin + timedelta(days=after) for after in range(length + 1)]

    assert told("dagen_gestopt", known, begin, days[-1]) == sum(stands_still(day, standing) for day in days)


@pytest.mark.parametrize(("last", "codes"), [(date(2026, 9, 1), []), (date(2026, 8, 31), ["MGR-331"])])
def test_a_period_in_which_all_delivery_stood_still_is_told(last, codes):
    line = {
        **PLACE, "toewijzing_nummer": 1, "debet_credit": "D", "product_periode_begin": date(2026, 9, 1),
        "product_periode_eind": date(2026, 9, 30),
    }  # fmt: skip
    began = date(2026, 8, 1)
    reference = {TABLE: make_lines(TABLE, [start(began), temporary(began, last)])}
    frame = enrich(
        make_lines("declaratieregels", [line]), "declaratieregels", reference, received_on=date(2026, 10, 1)
    )  # fmt: skip

    assert check(RULES.only("MGR-331"), frame, "declaratieregels")["regel"].to_list() == codes


def test_stopped_days_are_missing_where_the_period_is():
    assert told("dagen_gestopt", [start(FIRST)], None) is None
