# SPDX-License-Identifier: EUPL-1.2
"""Start and stop judged message by message, with a memory per allocation; written from the handbook, chapter 5."""

from datetime import date, timedelta

from hypothesis import strategies as st

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
