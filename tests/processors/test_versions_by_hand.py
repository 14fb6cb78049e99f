# SPDX-License-Identifier: EUPL-1.2
"""The rules on versions of an allocation against a second reading of them, row by row in plain Python."""

from datetime import date

import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from processors.checking import check
from processors.enrichment import enrich
from processors.lines import make_lines
from processors.rules import RULES

CODES = ("TR332", "MGR-326", "OP033x1", "OP298")
ALLOCATION = {
    "wet": "wmo", "gemeente": "0983", "toewijzing_nummer": 1, "aanbieder": "01234567", "client": "a",
    "toewijzing_datum": date(2026, 1, 1), "toewijzing_tijd": None, "ingangsdatum": date(2026, 1, 1),
    "einddatum": None, "reden_wijziging": None, "product_categorie": "02", "product_code": "02A01", "volume": 4,
    "eenheid": "04", "frequentie": "6", "budget": None, "referentie_aanbieder": None,
}  # fmt: skip
MOMENTS = st.fixed_dictionaries({
    "toewijzing_nummer": st.sampled_from([1, 1, 2]),
    "toewijzing_datum": st.dates(date(2026, 1, 1), date(2026, 1, 4)),
    "toewijzing_tijd": st.sampled_from([None, None, "09:00:00", "14:30:00"]),
})  # fmt: skip
CHANGES = st.sampled_from([
    {}, {}, {}, {"client": "b"}, {"aanbieder": "07654321"}, {"product_code": "02A02"}, {"product_code": None},
    {"product_categorie": "03"}, {"ingangsdatum": date(2026, 1, 2)}, {"eenheid": "01"}, {"frequentie": "4"},
    {"volume": 3}, {"volume": 5}, {"volume": 3, "frequentie": "4"}, {"volume": 5, "frequentie": "4"},
    {"volume": 3, "referentie_aanbieder": "V-1"}, {"volume": 0, "reden_wijziging": "13"},
    {"volume": None, "eenheid": None, "frequentie": None, "budget": 900},
    {"volume": None, "eenheid": None, "frequentie": None, "budget": 1000}, {"wet": "jw"}, {"gemeente": "0957"},
])  # fmt: skip
VERSIONS = st.lists(st.tuples(MOMENTS, CHANGES).map(lambda pair: {**ALLOCATION, **pair[0], **pair[1]}), max_size=6)


def number(row):
    return row["wet"], row["gemeente"], row["toewijzing_nummer"]


def moment(row):
    return row["toewijzing_datum"], row["toewijzing_tijd"] or ""


def version_before(row, known, rows):
    """The version to compare with, and whether a later one is known."""
    by_moment = {}
    for each in (*known, *rows):
        if number(each) == number(row):
            by_moment[moment(each)] = each
    known_moments = {moment(each) for each in known if number(each) == number(row)}
    earlier = [each for each in by_moment if each < moment(row)]
    later = [each for each in by_moment if each > moment(row)]
    if earlier:
        return by_moment[max(earlier)], bool(later)
    later_known = [each for each in later if each in known_moments]
    if later_known and moment(row) not in known_moments:
        return by_moment[min(later_known)], bool(later)
    return None, bool(later)


def said_by_hand(row, before, *, overtaken):
    """The codes that a reader of the catalogue gives a version."""
    if before is None:
        return []

    def changed(*names):
        return any(row[name] != before[name] for name in names)

    if changed("client", "aanbieder", "product_categorie", "product_code"):
        return ["TR332"]
    codes = ["MGR-326"] * (changed("ingangsdatum") + changed("eenheid", "frequentie"))
    if codes:
        return codes
    if changed("volume") and row["frequentie"] != "6":
        codes.append("OP033x1")
    free = overtaken or row["referentie_aanbieder"] or row["reden_wijziging"] == "13"
    if not free and row["frequentie"] == "6" and row["volume"] < before["volume"]:
        codes.append("OP298")
    if not free and row["budget"] is not None and before["budget"] is not None and row["budget"] < before["budget"]:
        codes.append("OP298")
    return codes


def said(rows, known):
    lines = make_lines("toewijzingen", rows, first_row=0)
    reference = {"toewijzingen": make_lines("toewijzingen", known)}
    told = enrich(lines, "toewijzingen", reference, received_on=date(2026, 6, 1))
    findings = check(RULES.only(*CODES), told, "toewijzingen")
    return sorted(findings.select("rij", "regel").rows())


@given(known=VERSIONS, rows=VERSIONS)
def test_the_rules_on_versions_agree_with_reading_row_by_row(known, rows):
    by_hand = []
    for place, row in enumerate(rows):
        before, overtaken = version_before(row, known, rows)
        by_hand += [(place, code) for code in said_by_hand(row, before, overtaken=overtaken)]

    assert said(rows, known) == sorted(by_hand)


@given(known=VERSIONS, rows=VERSIONS.filter(bool), data=st.data())
def test_the_version_in_force_does_not_depend_on_the_order_of_arrival(known, rows, data):
    distinct = list({(number(each), moment(each)): each for each in (*known, *rows)}.values())
    shuffled = data.draw(st.permutations(distinct))
    asked = make_lines("declaratieregels", [{name: each[name] for name in ("wet", "gemeente", "toewijzing_nummer")}
                                            for each in rows])  # fmt: skip

    def in_force(versions):
        reference = {"toewijzingen": make_lines("toewijzingen", versions)}
        told = enrich(asked, "declaratieregels", reference, received_on=date(2026, 6, 1))
        return told.select(pl.col("^toegewezen_.*$")).rows()

    assert in_force(distinct) == in_force(shuffled)
    latest = [max((each for each in distinct if number(each) == number(row)), key=moment) for row in rows]
    assert [row[0] for row in in_force(distinct)] == [each["client"] for each in latest]


def test_a_number_that_is_taken_is_told_with_the_number_only():
    other = {**ALLOCATION, "client": "b", "toewijzing_datum": date(2026, 2, 1)}
    lines = make_lines("toewijzingen", [other])

    told = enrich(
        lines, "toewijzingen", {"toewijzingen": make_lines("toewijzingen", [ALLOCATION])},
        received_on=date(2026, 6, 1),
    )  # fmt: skip

    assert check(RULES.only(*CODES), told, "toewijzingen").select("regel", "kolom", "gevolg", "melding").rows() == [
        (
            "TR332", "toewijzing_nummer", "regel geweigerd",
            "Toewijzingnummer 1 is al in gebruik voor een andere client, een andere aanbieder of een ander product.",
        )
    ]  # fmt: skip


def test_the_same_delivery_again_is_no_new_version():
    first = {**ALLOCATION, "volume": 5}
    second = {**ALLOCATION, "toewijzing_datum": date(2026, 2, 1)}

    assert said([first, second], []) == said([first, second], [first, second]) == [(1, "OP298")]
