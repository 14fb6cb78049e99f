# SPDX-License-Identifier: EUPL-1.2
"""A request beside the others of the supplier, against a second reading of the catalogue in plain Python."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.processors.test_requests_by_hand import ALLOCATION, DAYS, RECEIVED, REQUEST, found, key, merged

SENT = st.builds(
    merged, st.just(REQUEST),
    st.fixed_dictionaries({
        "client": st.sampled_from(["a", "a", "b"]), "soort": st.sampled_from(["315", "317"]),
        "referentie_aanbieder": st.sampled_from(["V-1", "V-2", "V-3"]), "dagtekening": DAYS,
        "antwoord": st.sampled_from([None, None, "toegewezen", "afgewezen", "in onderzoek"]), "antwoord_op": DAYS,
    }),
).map(lambda row: {**row, "antwoord_op": row["antwoord"] and row["antwoord_op"]})  # fmt: skip
ANSWERS = st.lists(
    st.fixed_dictionaries({
        "wet": st.just("wmo"), "gemeente": st.just("0983"), "aanbieder": st.just("01234567"),
        "referentie_aanbieder": st.sampled_from(["V-1", "V-2", "V-3"]), "verzoek_antwoord": st.sampled_from("12"),
        "dagtekening": DAYS,
    }),
    max_size=3,
)  # fmt: skip
HONOURED = st.lists(
    st.builds(merged, st.just(ALLOCATION), st.fixed_dictionaries({
        "referentie_aanbieder": st.sampled_from([None, "V-1", "V-2"]), "toewijzing_datum": DAYS,
    })),
    max_size=2,
)  # fmt: skip


def events(request, everything, answers, allocations):
    """The days on which a request was answered, and whether that was a decision."""
    day, reference = request["dagtekening"], request["referentie_aanbieder"]
    own = [
        (max(day, each["antwoord_op"]), each["antwoord"] != "in onderzoek")
        for each in everything
        if key(each) == key(request) and each["antwoord"]
    ]
    sent = [
        (each["dagtekening"], each["verzoek_antwoord"] == "1")
        for each in answers
        if each["referentie_aanbieder"] == reference and each["dagtekening"] >= day
    ]
    honoured = [
        (each["toewijzing_datum"], True)
        for each in allocations
        if each["referentie_aanbieder"] == reference and each["toewijzing_datum"] >= day
    ]
    return own + sent + honoured


def message(row):
    """Products of a 315 of one day are sent together; a 317 stands by itself."""
    return (*key(row)[:5], row["dagtekening"], row["referentie_aanbieder"] if row["soort"] == "317" else "")


def workdays(begin, end):
    days = (begin + timedelta(days=number) for number in range(1, (end - begin).days + 1))
    return sum(day.weekday() < 5 for day in days)


def history_by_hand(rows, known, answers, allocations):
    """The codes on requests beside the others of the supplier; no holiday falls in these weeks."""
    there = [each for each in known if key(each) not in {key(row) for row in rows}]
    first = {}
    for place, row in [*((-1, each) for each in there), *enumerate(rows)]:
        first.setdefault(key(row), place)
    first_of_message = {}
    for place, row in [*((-1, each) for each in there), *enumerate(rows)]:
        first_of_message.setdefault(message(row), place)
    codes = []
    for place, row in enumerate(rows):
        day = row["dagtekening"]
        moment = (day, first[key(row)])
        if first[key(row)] == place:
            reused = any(
                each["referentie_aanbieder"] == row["referentie_aanbieder"]
                and key(each) != key(row)
                and (first[key(each)] == -1 or (each["dagtekening"], first[key(each)]) < moment)
                for each in [*there, *rows]
            )
            codes += [(place, "TR347")] * reused
            given = events(row, [*known, *rows], answers, allocations)
            decided = [when for when, decision in given if decision]
            late = workdays(day, min([when for when, _ in given] or [RECEIVED])) > 5
            slow = len(given) > len(decided) and (min(decided or [RECEIVED]) - day).days > 56
            codes += [(place, "OP274")] * (late + slow)
        if first_of_message[message(row)] == place:
            waiting = [
                each
                for each in [*there, *rows]
                if each["client"] == row["client"]
                and message(each) != message(row)
                and (each["dagtekening"], first_of_message[message(each)]) < (day, place)
                and not any(
                    decision and when <= day for when, decision in events(each, [*known, *rows], answers, allocations)
                )
            ]
            codes += [(place, "TR374")] * bool(waiting)
    return sorted(codes)


@given(st.lists(SENT, min_size=1, max_size=4), st.lists(SENT, max_size=3), ANSWERS, HONOURED)
def test_a_request_beside_the_others_is_judged_as_a_reader_of_the_catalogue_does(rows, known, answers, allocations):
    reference = {"verzoeken": known, "verzoekantwoorden": answers, "toewijzingen": allocations}

    told = found(("TR347", "TR374", "OP274"), rows, **reference)

    assert told == history_by_hand(rows, known, answers, allocations)


@pytest.mark.parametrize(
    ("change", "answers", "codes"),
    [
        ({"dagtekening": date(2026, 3, 13)}, [], []),
        ({"dagtekening": date(2026, 3, 12)}, [], ["OP274"]),
        ({"antwoord": "afgewezen", "antwoord_op": date(2026, 3, 9)}, [], []),
        ({"antwoord": "afgewezen", "antwoord_op": date(2026, 3, 10)}, [], ["OP274"]),
        ({}, [{"verzoek_antwoord": "2", "dagtekening": date(2026, 3, 9)}], []),
        ({"dagtekening": date(2026, 1, 23)}, [{"verzoek_antwoord": "2", "dagtekening": date(2026, 1, 26)}], []),
        ({"dagtekening": date(2026, 1, 22)}, [{"verzoek_antwoord": "2", "dagtekening": date(2026, 1, 26)}], ["OP274"]),
        ({"antwoord": "afgewezen", "antwoord_op": None}, [], []),
    ],
)
def test_a_request_is_answered_in_five_workdays_and_an_investigation_takes_eight_weeks(change, answers, codes):
    named = {name: REQUEST[name] for name in ("wet", "gemeente", "aanbieder", "referentie_aanbieder")}
    sent = [{**named, **each} for each in answers]

    told = found(("OP274",), [{**REQUEST, **change}], toewijzingen=[], verzoeken=[], verzoekantwoorden=sent)

    assert [code for _, code in told] == codes
