# SPDX-License-Identifier: EUPL-1.2
"""Start and stop judged a second time, message by message, written from the handbook and not from the code."""

from datetime import date, timedelta

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from processors.checking import check
from processors.enrichment import enrich
from processors.lines import TABLES, make_lines
from processors.rules import RULES

CODES = (
    "TR018", "TR019", "TR063", "TR071", "TR074", "TR326", "TR382", "TR413", "TR414", "TR415", "OP271", "OP272",
    "MGR-329", "MGR-330",
)  # fmt: skip
TABLE = "regieberichten"
PLACE = {"wet": "wmo", "gemeente": "0983"}
CLIENTS = {1: "P1-a", 2: "P1-b"}
BEGINS = {1: date(2026, 9, 1), 2: date(2026, 9, 2)}
ALLOCATED = date(2026, 9, 4)
APPROVED, APPROVED_UNTIL = 2, date(2026, 9, 4)
TERM = 5
TEMPORARY, DEFINITIVE = "20", "19"


def on(day):
    return date(2026, 9, 1) + timedelta(days=day)


def message(kind, begin, last=None, reason=None, **change):
    return {
        **PLACE, "aanbieder": "01000001", "client": CLIENTS.get(change.get("toewijzing_nummer", 1), "P1-a"),
        "toewijzing_nummer": 1, "soort": kind, "begindatum": begin, "einddatum": last, "reden_beeindiging": reason,
        "status_aanlevering": "1", "dagtekening": date(2026, 9, 25), **change,
    }  # fmt: skip


def start(begin, **change):
    return message("start", begin, **change)


def stop(begin, last, reason=DEFINITIVE, **change):
    return message("stop", begin, last, reason, **change)


def temporary(begin, last, **change):
    return stop(begin, last, TEMPORARY, **change)


def removed(row):
    return {**row, "status_aanlevering": "3"}


ALLOCATIONS = [
    {
        **PLACE, "aanbieder": "01000001", "client": CLIENTS[number], "toewijzing_nummer": number,
        "toewijzing_datum": ALLOCATED, "ingangsdatum": BEGINS[number],
    }
    for number in BEGINS
]  # fmt: skip
EARLIER = [
    {
        **PLACE,
        "aanbieder": "01000001",
        "referentie_nummer": "R1",
        "toewijzing_nummer": APPROVED,
        "debet_credit": "D",
        "product_periode_eind": APPROVED_UNTIL,
    }
]


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


# The same by hand: one message after the other, with a memory per allocation and client.


def by_hand(own, known):
    memory = {}
    for each in sorted(known, key=lambda row: row["dagtekening"]):
        remember(memory, each)
    verdicts = [None] * len(own)
    for place in sorted(range(len(own)), key=lambda place: own[place]["dagtekening"]):
        verdicts[place] = sorted(verdict(own[place], memory, first_ever=not known))
        remember(memory, own[place])
    return verdicts


def identity(row):
    if row["soort"] == "start":
        return ("start", row["begindatum"])
    return ("stop", row["begindatum"], row["einddatum"], row["reden_beeindiging"] == TEMPORARY)


def impossible(row):
    return row["soort"] == "stop" and row["einddatum"] < row["begindatum"]


def remember(memory, row):
    standing = memory.setdefault((row["toewijzing_nummer"], row["client"]), set())
    if not impossible(row):
        (standing.add if row["status_aanlevering"] == "1" else standing.discard)(identity(row))


def verdict(row, memory, *, first_ever):
    standing = memory.get((row["toewijzing_nummer"], row["client"]), set())
    judge = removal if row["status_aanlevering"] == "3" else delivery
    return [*(["TR018"] if impossible(row) else []), *judge(row, standing, first_ever)]


def stops_of(standing, begin):
    return {each for each in standing if each[:2] == ("stop", begin)}


def is_of_allocation(row):
    return CLIENTS.get(row["toewijzing_nummer"]) == row["client"]


def removal(row, standing, first_ever):
    if identity(row) not in standing and not first_ever:
        return [] if impossible(row) else ["TR063"]
    if not is_of_allocation(row):
        return ["TR019", *refused_removal(row, standing)]
    return refused_removal(row, standing)


def refused_removal(row, standing):
    if row["soort"] == "stop":
        return []
    if stops_of(standing, row["begindatum"]):
        return ["TR071"]
    return ["MGR-330"] if row["toewijzing_nummer"] == APPROVED and row["begindatum"] <= APPROVED_UNTIL else []


def delivery(row, standing, first_ever):
    if not is_of_allocation(row):
        return ["TR019"]
    too_early = ["MGR-329"] if row["begindatum"] < BEGINS[row["toewijzing_nummer"]] else []
    if identity(row) in standing:
        return [*too_early, "TR074"]
    if row["soort"] == "start":
        return [*too_early, *new_start(row, standing, too_early)]
    return [*too_early, *new_stop(row, standing, too_early, first_ever)]


def new_start(row, standing, too_early):
    begin = row["begindatum"]
    late = ["OP271"] if workdays(max(begin, ALLOCATED), row["dagtekening"]) > TERM else []
    others = [each[1] for each in standing if each[0] == "start" and each[1] != begin]
    if any(not stops_of(standing, other) for other in others):
        return ["TR326", *late]
    paused = [each[2] for each in standing if each[0] == "stop" and each[3]]
    return ["MGR-329", *late] if not too_early and paused and begin <= max(paused) else late


def new_stop(row, standing, too_early, first_ever):
    begin, last = row["begindatum"], row["einddatum"]
    if ("start", begin) not in standing and not first_ever:
        return [] if too_early else ["TR382"]
    late = ["OP272"] if not impossible(row) and workdays(last, row["dagtekening"]) > TERM else []
    others = stops_of(standing, begin)
    if any(not is_pause for *_, is_pause in others):
        return ["TR415", *late]
    if row["reden_beeindiging"] == TEMPORARY and others:
        return ["TR413", *late]
    if others and not impossible(row) and last < max(each[2] for each in others):
        return ["TR414", *late]
    return late


def workdays(begin, end):
    """September 2026 has no holidays."""
    return sum((begin + timedelta(days=after)).isoweekday() <= 5 for after in range(1, (end - begin).days + 1))


DAYS = st.integers(0, 6).map(on)


@st.composite
def messages(draw):
    number = draw(st.sampled_from([1] * 6 + [2] * 3 + [7]))
    change = {
        "toewijzing_nummer": number,
        "client": draw(st.sampled_from([CLIENTS.get(number, "P1-a")] * 9 + ["P1-c"])),
        "status_aanlevering": draw(st.sampled_from("11113")),
        "dagtekening": date(2026, 9, draw(st.sampled_from([8, 11, 14, 18]))),
    }
    begin = draw(st.sampled_from([on(0), on(3)]))
    if draw(st.booleans()):
        return start(begin, **change)
    return stop(
        begin, draw(st.sampled_from([on(2), on(4), on(5)])), draw(st.sampled_from([TEMPORARY, DEFINITIVE])), **change
    )


@settings(max_examples=150)
@given(own=st.lists(messages(), min_size=4, max_size=12), known=st.lists(messages(), max_size=8))
def test_every_history_is_judged_as_by_hand(own, known):
    assert judged(own, known) == by_hand(own, known)


FIRST, AGAIN = on(3), on(9)


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


def test_the_term_of_a_start_counts_from_the_allocation_where_that_came_later():
    friday, monday = date(2026, 9, 11), date(2026, 9, 14)

    assert judged([start(on(2), dagtekening=friday)], []) == [[]]
    assert judged([start(on(2), dagtekening=monday)], []) == [["OP271"]]


# Delivery on an allocation, day by day.


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


def test_stopped_days_are_missing_where_the_period_is():
    assert told("dagen_gestopt", [start(FIRST)], None) is None


def test_a_start_that_may_not_be_judged_says_nothing_of_its_columns():
    frame = make_lines(TABLE, [{**start(FIRST), "client": None}, {**stop(FIRST, None), "soort": None}])

    enriched = enrich(frame, TABLE, {}, received_on=date(2026, 10, 1))

    assert enriched["eerder_aangeleverd"].to_list() == [None, None]
    assert enriched["start_bekend"].to_list() == [None, None]
    assert set(TABLES[TABLE].names) <= set(enriched.columns)
