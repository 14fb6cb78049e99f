# SPDX-License-Identifier: EUPL-1.2
"""MGR-205, 206, 208 and 211 against a second way of working them out: plain Python, one line at a time."""

from datetime import date, timedelta
from statistics import median

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from processors.checking import check
from processors.enrichment import enrich
from processors.intake.submission import Submission
from processors.lines import make_lines
from processors.reconciliation import months_of, reconciled
from processors.restatement import difference
from processors.rules import RULES

RECEIVED = date(2026, 10, 2)
FIRST = date(2026, 9, 1)
CENTS = st.integers(0, 3_000_000)


def failing(code, frame, table):
    found = check(RULES.only(code), frame, table)
    return sorted(found.filter(pl.col("ernst") != "signaal" if code != "MGR-211" else True)["rij"].to_list())


PERIODS = st.tuples(
    st.sampled_from(["R1", "R2"]), st.sampled_from(["P1", "P2"]), st.sampled_from([1, 2]), st.integers(0, 20),
    st.integers(0, 9), st.sampled_from("DC"),
)  # fmt: skip


def line(spec, municipality, number):
    reference, client, allocation, start, length, side = spec
    begin = FIRST + timedelta(days=start)
    return {
        "wet": "wmo", "gemeente": municipality, "aanbieder": "01234567", "referentie_nummer": reference,
        "vorig_referentie_nummer": f"X{number}", "client": client, "toewijzing_nummer": allocation,
        "product_periode_begin": begin, "product_periode_eind": begin + timedelta(days=length), "debet_credit": side,
    }  # fmt: skip


@settings(max_examples=60)
@given(st.lists(PERIODS, max_size=6), st.lists(PERIODS, max_size=6), st.sets(st.sampled_from([1, 2])))
def test_a_line_elsewhere_agrees_with_comparing_all_pairs(own, others, moved):
    rows = [line(spec, "0983", number) for number, spec in enumerate(own)]
    known = [line(spec, "0984", number) for number, spec in enumerate(others)]
    stops = [
        {"wet": "wmo", "gemeente": "0984", "toewijzing_nummer": number, "soort": "stop", "reden_beeindiging": "31"}
        for number in moved
    ]

    frame = enrich(
        make_lines("declaratieregels", rows, first_row=0), "declaratieregels",
        {"andere_gemeenten": make_lines("declaratieregels", known),
         "regieberichten": make_lines("regieberichten", stops)},
        received_on=RECEIVED,
    )  # fmt: skip

    def same(one, other, *names):
        overlap = (
            one["product_periode_begin"] <= other["product_periode_eind"]
            and other["product_periode_begin"] <= one["product_periode_eind"]
        )
        debets = one["debet_credit"] == other["debet_credit"] == "D"
        stays = other["toewijzing_nummer"] not in moved
        return overlap and debets and stays and all(one[name] == other[name] for name in names)

    by_number = [any(same(row, other, "referentie_nummer") for other in known) for row in rows]
    by_client = [any(same(row, other, "client", "toewijzing_nummer") for other in known) for row in rows]
    assert frame["referentie_elders"].is_not_null().to_list() == by_number
    assert frame["toewijzing_elders"].is_not_null().to_list() == [
        client and not number for client, number in zip(by_client, by_number, strict=True)
    ]


@given(st.lists(st.tuples(CENTS, st.sampled_from("DC"), st.sampled_from(["toegekend", "afgewezen"]))), CENTS)
def test_the_ledger_agrees_with_adding_up_line_by_line(lines, booked):
    rows = [
        {
            "wet": "wmo", "gemeente": "0983", "declaratie_maand": "2026-09", "ingediend_bedrag": amount,
            "debet_credit": side, "status": status, "toegekend_bedrag": amount if status == "toegekend" else None,
        }
        for amount, side, status in lines
    ]  # fmt: skip
    tables = {"declaratieregels": make_lines("declaratieregels", rows)}
    ledger = make_lines("grootboek", [{"gemeente": "0983", "wet": "wmo", "maand": "2026-09", "bedrag": booked}])
    read = Submission("x.xlsx", "gemeentelevering", municipality="0983", month="2026-09", tables=tables)

    months = months_of(read, tables, {"grootboek": ledger})
    known = enrich(months, "leveringsmaanden", {"grootboek": ledger}, received_on=RECEIVED)

    granted = sum((-1 if side == "C" else 1) * amount for amount, side, status in lines if status == "toegekend")
    agrees = abs(granted - booked) <= max(25_000, booked / 100)
    told = reconciled(known).row(0, named=True)
    assert (told["levering"], told["verschil"]) == (granted, granted - booked)
    assert (told["oordeel"] == "sluit aan") is agrees
    assert (len(failing("MGR-208", known, "leveringsmaanden")) == 0) is agrees


def test_a_granted_amount_that_is_not_known_leaves_the_sum_unknown():
    line_of = {"wet": "wmo", "gemeente": "0983", "declaratie_maand": "2026-09", "debet_credit": "D"}
    rows = [{**line_of, "ingediend_bedrag": 1, "toegekend_bedrag": 1}, {**line_of, "ingediend_bedrag": 2}]
    tables = {"declaratieregels": make_lines("declaratieregels", rows)}
    ledger = make_lines("grootboek", [{"gemeente": "0983", "wet": "wmo", "maand": "2026-09", "bedrag": 1}])
    read = Submission("x.xlsx", "gemeentelevering", municipality="0983", month="2026-09", tables=tables)

    months = months_of(read, tables, {"grootboek": ledger})
    known = enrich(months, "leveringsmaanden", {"grootboek": ledger}, received_on=RECEIVED)

    assert months["toegekend_bedrag"].to_list() == [None]
    assert reconciled(known)["oordeel"].to_list() == ["niet te beoordelen"]
    assert check(RULES.only("MGR-208"), known, "leveringsmaanden")["ernst"].to_list() == ["signaal"]


TOTALS = st.dictionaries(
    st.tuples(st.sampled_from(["wmo", "jw"]), st.sampled_from(["A", "B"]), st.sampled_from(["R1", "R2", "R3"])), CENTS
)


def as_lines(totals):
    return make_lines(
        "declaratieregels",
        [
            {
                "wet": law, "gemeente": "0983", "aanbieder": "01234567", "declaratie_maand": "2026-09",
                "product_categorie": "02", "product_code": code, "referentie_nummer": f"{code}{number}",
                "ingediend_bedrag": amount, "debet_credit": "D",
            }
            for (law, code, number), amount in totals.items()
        ],
    )  # fmt: skip


@given(TOTALS, TOTALS)
def test_a_difference_agrees_with_comparing_line_by_line(old, new):
    told = difference({"declaratieregels": as_lines(old)}, {"declaratieregels": as_lines(new)})

    expected = []
    for law, code in sorted({key[:2] for key in (*old, *new)}):
        before = {key: amount for key, amount in old.items() if key[:2] == (law, code)}
        after = {key: amount for key, amount in new.items() if key[:2] == (law, code)}
        changed = sum(before[key] != after[key] for key in before.keys() & after.keys())
        row = (
            law, "02", code, sum(before.values()), sum(after.values()), sum(after.values()) - sum(before.values()),
            len(after.keys() - before.keys()), len(before.keys() - after.keys()), changed,
        )  # fmt: skip
        if any(row[5:]):
            expected.append(row)
    assert told.rows() == expected


@given(CENTS, CENTS)
def test_a_restated_month_agrees_with_a_percentage_by_hand(before, now):
    earlier = pl.DataFrame(
        {"gemeente": ["0983"], "wet": ["wmo"], "maand": ["2026-09"], "bedrag": [before], "vervangen": [True]}
    )
    month = {"gemeente": "0983", "wet": "wmo", "maand": "2026-09", "ingediend_bedrag": now, "toegekend_bedrag": 0}

    known = enrich(
        make_lines("leveringsmaanden", [month]), "leveringsmaanden", {"eerdere_leveringen": earlier},
        received_on=RECEIVED,
    )  # fmt: skip

    changed_too_much = abs(now - before) * 100 > 2 * before
    assert known["vorig_verschil"].to_list() == [now - before]
    assert (failing("MGR-206", known, "leveringsmaanden") == [2]) is changed_too_much


@settings(max_examples=40)
@given(st.lists(st.integers(1, 400).map(lambda euros: euros * 100), min_size=15, max_size=40))
def test_costs_that_stand_out_agree_with_the_median_by_hand(costs):
    rows = [
        {
            "wet": "wmo", "gemeente": "0983", "client": f"P{number}", "product_categorie": "02",
            "product_code": "02A01", "declaratie_maand": "2026-09", "ingediend_bedrag": cost, "debet_credit": "D",
        }
        for number, cost in enumerate(costs)
    ]  # fmt: skip

    known = enrich(
        make_lines("declaratieregels", rows, first_row=0), "declaratieregels",
        {"andere_gemeenten": make_lines("declaratieregels", [])}, received_on=RECEIVED,
    )  # fmt: skip

    middle = median(costs)
    spread = round(median(abs(cost - middle) for cost in costs))
    place = 0.99 * (len(costs) - 1)
    ranked = sorted(costs)
    low = int(place)
    high = ranked[min(low + 1, len(costs) - 1)]
    percentile = round(ranked[low] + (place - low) * (high - ranked[low]))
    expected = [
        number
        for number, cost in enumerate(costs)
        if len(costs) >= 20 and cost > percentile and (cost - round(middle)) * 0.6745 > 4 * spread
    ]
    assert failing("MGR-211", known, "declaratieregels") == expected


def test_a_month_of_a_client_is_added_up_with_what_was_accepted_before_and_said_once():
    row = {
        "wet": "wmo", "gemeente": "0983", "client": "P1", "product_categorie": "02", "product_code": "02A01",
        "declaratie_maand": "2026-09", "ingediend_bedrag": 500, "debet_credit": "D",
    }  # fmt: skip
    before = [{**row, "client": "P2", "ingediend_bedrag": 300}, {**row, "client": "P3", "ingediend_bedrag": 100}]

    known = enrich(
        make_lines("declaratieregels", [row, row, {**row, "debet_credit": "C"}]), "declaratieregels",
        {"andere_gemeenten": make_lines("declaratieregels", []),
         "eerdere_declaratieregels": make_lines("declaratieregels", before)}, received_on=RECEIVED,
    )  # fmt: skip

    assert known["kosten_client"].to_list() == [500, None, None]
    assert known.select("kosten_midden", "kosten_waarnemingen").row(0) == (300, 3)
