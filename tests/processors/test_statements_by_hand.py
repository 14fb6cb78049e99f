# SPDX-License-Identifier: EUPL-1.2
"""Rules on production statements beside a naive second reading of the handbook, row by row, over small worlds."""

from collections import defaultdict
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from processors.assessment import assess
from processors.intake.submission import Submission
from processors.lines import make_lines
from processors.pseudonym import Key
from tests.processors.test_statements import DECLARED, reference

KEY = Key(1, b"0123456789abcdef0123456789abcdef")
SUPPLIER, YEAR = "01234567", 2025
PLACES, PRODUCTS = ("0983", "0984"), ("02A03", "02A04")
ABOUT = {"jaar": YEAR, "wet": "wmo", "raamovereenkomst": "Wmo", "aanbieder": SUPPLIER}
# Amounts around the tolerances (250 euro, 1 per cent) and the threshold (125,000 euro), in eurocent.
AMOUNTS = st.sampled_from([0, 1, 24_999, 25_000, 25_001, 50_000, 2_500_000, 2_525_000, 6_250_000, 6_250_001])
PLACE, PRODUCT = st.sampled_from(PLACES), st.sampled_from(PRODUCTS)

line = st.fixed_dictionaries({
    "gemeente": PLACE, "product_code": PRODUCT, "bedrag_toegekend": AMOUNTS,
    "bedrag_in_behandeling": st.sampled_from([None, 0, 5]), "bedrag_nog_te_declareren": st.sampled_from([None, 0, 5]),
    "over": st.sampled_from([0, 0, 1, -1, 5]), "toelichting": st.sampled_from([None, " ", "nabetaling"]),
})  # fmt: skip
declared = st.fixed_dictionaries({
    "gemeente": PLACE, "product_code": PRODUCT, "ingediend_bedrag": AMOUNTS, "debet_credit": st.sampled_from("DDC"),
    "status": st.sampled_from(["toegekend", "ingediend", "afgewezen"]),
    "toegekend_bedrag": st.one_of(st.none(), AMOUNTS),
})  # fmt: skip
before = st.fixed_dictionaries({"gemeente": PLACE, "product_code": PRODUCT, "bedrag_totaal": AMOUNTS})
total = st.fixed_dictionaries({
    "gemeente": st.one_of(st.none(), PLACE), "product_code": st.one_of(st.none(), PRODUCT),
    "off": st.sampled_from([0, 0, 1]),
})  # fmt: skip
world = st.fixed_dictionaries({
    "lines": st.lists(line, min_size=1, max_size=6), "declared": st.lists(declared, max_size=8),
    "before": st.lists(before, max_size=4), "totals": st.lists(total, max_size=4),
    "soort": st.sampled_from([None, "accountant", "bestuur", "geen"]),
    "day": st.sampled_from([date(2026, 3, 31), date(2026, 4, 1)]),
})  # fmt: skip


def lines_of(drawn):
    rows = []
    for each in drawn["lines"]:
        row = {**ABOUT, **{name: value for name, value in each.items() if name != "over"}, "eenheid": "83"}
        parts = each["bedrag_toegekend"] + (each["bedrag_in_behandeling"] or 0)
        row["bedrag_totaal"] = max(0, parts + (each["bedrag_nog_te_declareren"] or 0) + each["over"])
        row["aantal"] = row["bedrag_totaal"]
        rows.append(row)
    return rows


def totals_of(drawn, lines):
    return [
        {**ABOUT, "gemeente": each["gemeente"], "product_code": each["product_code"],
         "bedrag_totaal": sum_of(lines, each["gemeente"], each["product_code"]) + each["off"]}
        for each in drawn["totals"]
    ]  # fmt: skip


def sum_of(lines, place, product):
    return sum(
        row["bedrag_totaal"] for row in lines
        if (place is None or row["gemeente"] == place) and (product is None or row["product_code"] == product)
    )  # fmt: skip


def declared_of(drawn):
    """Granted per municipality and product, and whether anything is known."""
    granted = {}
    counting = [each for each in drawn["declared"] if each["status"] != "afgewezen"]
    for each in counting:
        amount = each["ingediend_bedrag"] if each["toegekend_bedrag"] is None else each["toegekend_bedrag"]
        group = each["gemeente"], each["product_code"]
        granted[group] = granted.get(group, 0) + (-amount if each["debet_credit"] == "C" else amount)
    return granted, bool(counting)


def group_of(row):
    return row["gemeente"], row["product_code"]


def remark(row):
    return bool((row["toelichting"] or "").strip())


def by_line(lines):
    """What a line says by itself."""
    for number, row in enumerate(lines):
        parts = row["bedrag_toegekend"] + (row["bedrag_in_behandeling"] or 0) + (row["bedrag_nog_te_declareren"] or 0)
        if row["bedrag_totaal"] != parts and not remark(row):
            yield "MGR-109", number


def by_group(drawn, lines, forgotten):
    """What the lines of a product in a municipality say together, at the first of them."""
    granted, known = declared_of(drawn)
    groups = defaultdict(list)
    for number, row in enumerate(lines):
        groups[group_of(row)].append((number, row))
    for group, rows in groups.items():
        numbers = [number for number, _ in rows]
        if known and group not in granted:
            yield from (("MGR-106", number) for number in numbers)
            continue  # one mistake, one finding: a product that was never declared is not compared further
        if group[0] in forgotten:
            continue  # the same for a municipality that the totals do not know
        asked = sum(row["bedrag_toegekend"] for _, row in rows)
        if known and abs(asked - granted[group]) > max(25_000, abs(granted[group]) / 100):
            yield "MGR-108", numbers[0]
        was = sum(each["bedrag_totaal"] for each in drawn["before"] if group_of(each) == group)
        stated = sum(row["bedrag_totaal"] for _, row in rows)
        if was > 0 and abs(stated / was - 1) > 0.25 and not any(remark(row) for _, row in rows):
            yield "MGR-115", numbers[0]


def by_hand(drawn, lines):
    """The rule and row (of lines or totals; None for the cover) of every finding that must be there."""
    named = {each["gemeente"] for each in drawn["totals"]} - {None}
    forgotten = {row["gemeente"] for row in lines if named} - named
    found = {*by_line(lines), *by_group(drawn, lines, forgotten)}
    found |= {("MGR-110", number) for number, each in enumerate(drawn["totals"]) if each["off"]}
    found |= {("MGR-110 regel", number) for number, row in enumerate(lines) if row["gemeente"] in forgotten}
    small = sum(row["bedrag_totaal"] for row in lines) <= 12_500_000
    if drawn["soort"] != "accountant" and not (small and drawn["soort"] == "bestuur"):
        found.add(("MGR-102 fout" if drawn["day"] >= date(2026, 4, 1) else "MGR-102 signaal", None))
    return found


def by_us(drawn, lines, totals):
    cover = make_lines("verantwoordingen", [{**ABOUT, "soort_verklaring": drawn["soort"]}], first_row=1)
    tables = {"verantwoordingen": cover, "verantwoordingsregels": make_lines("verantwoordingsregels", lines)}
    tables["verantwoordingstotalen"] = make_lines("verantwoordingstotalen", totals)
    tables = {name: frame.drop("nr", strict=False) for name, frame in tables.items()}
    earlier = [
        {**DECLARED, **each, "aanbieder": SUPPLIER, "referentie_nummer": f"R{number}"}
        for number, each in enumerate(drawn["declared"])
    ]
    last = [{**ABOUT, "jaar": YEAR - 1, **each} for each in drawn["before"]]
    known = reference(eerdere_declaratieregels=earlier, eerdere_verantwoordingsregels=last, producten=[])
    read = Submission("v.xlsx", "productieverantwoording", tables=tables)
    findings = assess(read, known, received_on=drawn["day"], key=KEY).findings
    found = set()
    for rule, row, table, severity in findings.select("regel", "rij", "entiteit", "ernst").rows():
        if rule in ("MGR-106", "MGR-108", "MGR-109", "MGR-115"):
            found.add((rule, row - 2))
        elif rule == "MGR-110":
            found.add((rule if table == "verantwoordingstotalen" else "MGR-110 regel", row and row - 2))
        elif rule == "MGR-102":
            found.add((f"{rule} {severity}", None))
    return found


@settings(max_examples=60, deadline=None)
@given(world)
def test_every_world_gives_what_the_handbook_gives(drawn):
    lines = lines_of(drawn)
    totals = totals_of(drawn, lines)

    ours = by_us(drawn, lines, totals)

    theirs = by_hand(drawn, lines)
    forgotten = {each for each in theirs if each[0] == "MGR-110 regel"}
    if len(forgotten) == len(lines) > 1:
        # What is wrong on every line is said once, without a row.
        theirs = (theirs - forgotten) | {("MGR-110 regel", None)}
    assert ours == theirs


@pytest.mark.parametrize(
    ("granted", "stated", "found"),
    [(2_500_000, 2_525_000, False), (2_500_000, 2_525_001, True), (6_250_000, 6_312_500, False),
     (6_250_000, 6_312_501, True), (6_250_000, 6_187_499, True)],
)  # fmt: skip
def test_the_larger_of_two_tolerances_counts(granted, stated, found):
    drawn = {
        "declared": [{
            "gemeente": "0983", "product_code": "02A03", "ingediend_bedrag": granted, "debet_credit": "D",
            "status": "toegekend",
        }],
        "before": [], "soort": "accountant", "day": date(2026, 2, 1),
    }  # fmt: skip
    line = {**ABOUT, "gemeente": "0983", "product_code": "02A03", "eenheid": "83", "aantal": stated,
            "bedrag_toegekend": stated, "bedrag_totaal": stated}  # fmt: skip

    ours = by_us(drawn, [line], [])

    assert (("MGR-108", 0) in ours) is found
