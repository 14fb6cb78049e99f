# SPDX-License-Identifier: EUPL-1.2
"""What enrichment says about an allocation that comes in, apart from its versions."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from processors.enrichment import enrich
from processors.lines import make_lines

ALLOCATION = {
    "wet": "wmo", "gemeente": "0983", "toewijzing_nummer": 1, "aanbieder": "01234567", "client": "a",
    "toewijzing_datum": date(2026, 1, 1), "ingangsdatum": date(2026, 2, 1), "einddatum": date(2026, 2, 28),
    "product_categorie": "02", "product_code": "02A01",
}  # fmt: skip
OTHER = {**ALLOCATION, "toewijzing_nummer": 2}
REQUEST = {"wet": "wmo", "aanbieder": "01234567", "referentie_aanbieder": "V-1"}
START = {
    "wet": "wmo", "gemeente": "0983", "toewijzing_nummer": 1, "soort": "start", "begindatum": date(2026, 2, 3),
    "status_aanlevering": "1", "dagtekening": date(2026, 2, 4),
}  # fmt: skip
LINE = {
    "wet": "wmo", "gemeente": "0983", "toewijzing_nummer": 1, "aanbieder": "01234567", "referentie_nummer": "R1",
    "debet_credit": "D", "product_periode_begin": date(2026, 2, 1),
}  # fmt: skip
PAIR = {"wet": "wmo", "product_code": "02A02", "andere_product_code": "02A01"}
PRODUCT = {
    "wet": "wmo", "product_categorie": "02", "product_code": "02A01", "eenheden": "04 01", "frequenties": "2",
    "vast_pakket": "nee", "wachttijd_norm": 30,
}  # fmt: skip


def enriched(rows, **reference):
    frames = {name: make_lines(name.removeprefix("eerdere_"), given) for name, given in reference.items()}
    return enrich(make_lines("toewijzingen", rows), "toewijzingen", frames, received_on=date(2026, 6, 1))


def told(name, change=None, **reference):
    """One value about one allocation."""
    return enriched([{**ALLOCATION, **(change or {})}], **reference)[name].item()


@pytest.mark.parametrize(
    ("change", "double"),
    [
        ({}, True),
        ({"product_code": "02A02"}, False),
        ({"product_code": None}, True),
        ({"product_code": None, "product_categorie": None}, True),
        ({"product_categorie": "03", "product_code": None}, False),
        ({"client": "b"}, False),
        ({"aanbieder": "07654321"}, False),
        ({"gemeente": "0957"}, False),
        ({"wet": "jw"}, False),
        ({"ingangsdatum": date(2026, 2, 28), "einddatum": None}, True),
        ({"ingangsdatum": date(2026, 3, 1), "einddatum": None}, False),
        ({"ingangsdatum": date(2026, 1, 1), "einddatum": date(2026, 2, 1)}, True),
        ({"ingangsdatum": date(2026, 1, 1), "einddatum": date(2026, 1, 31)}, False),
        ({"client": None}, None),
    ],
)
def test_an_allocation_known_before_may_give_the_same_product(change, double):
    assert told("dubbel_toegewezen", change, toewijzingen=[OTHER]) is double


@pytest.mark.parametrize(
    "known",
    [
        [{**OTHER, "toewijzing_nummer": 1}],
        [
            OTHER,
            {**OTHER, "toewijzing_datum": date(2026, 1, 9), "einddatum": date(2026, 2, 1), "reden_wijziging": "13"},
        ],
        [OTHER, {**OTHER, "toewijzing_tijd": "10:00:00", "ingangsdatum": date(2026, 3, 1), "einddatum": None}],
        [{**OTHER, "product_categorie": "12", "product_code": None}],
        [],
    ],
)
def test_what_is_no_longer_in_force_or_may_be_stacked_is_not_double(known):
    assert told("dubbel_toegewezen", {"product_categorie": None, "product_code": None}, toewijzingen=known) is False


PERIODS = st.tuples(
    st.sampled_from("ab"), st.integers(1, 12), st.none() | st.integers(0, 6), st.sampled_from(["02A01", "02A02", None])
)


def allocation(place, period):
    client, first, days, code = period
    begins = date(2026, 2, first)
    ends = None if days is None else begins + timedelta(days=days)
    return {
        **ALLOCATION, "toewijzing_nummer": place, "client": client, "ingangsdatum": begins, "einddatum": ends,
        "product_code": code,
    }  # fmt: skip


def meet(one, other):
    end = date(9999, 12, 31)
    same_client = one["client"] == other["client"]
    return (
        same_client
        and one["ingangsdatum"] <= (other["einddatum"] or end)
        and other["ingangsdatum"] <= (one["einddatum"] or end)
    )


@given(known=st.lists(PERIODS, max_size=5), rows=st.lists(PERIODS, min_size=1, max_size=5))
def test_overlap_agrees_with_comparing_every_pair(known, rows):
    known = [allocation(place, each) for place, each in enumerate(known, start=100)]
    rows = [allocation(place, each) for place, each in enumerate(rows)]

    found = enriched(rows, toewijzingen=known, ongeldige_combinaties=[PAIR])

    def same(one, other):
        return None in (one["product_code"], other["product_code"]) or one["product_code"] == other["product_code"]

    def clash(one, other):
        return {one["product_code"], other["product_code"]} == {"02A01", "02A02"} and meet(one, other)

    assert found["dubbel_toegewezen"].to_list() == [
        any(meet(row, each) and same(row, each) for each in known) for row in rows
    ]
    above = [
        [each for rank, each in enumerate(rows) if (each["ingangsdatum"], rank) < (row["ingangsdatum"], place)]
        for place, row in enumerate(rows)
    ]
    assert [code is not None for code in found["strijdig_product"]] == [
        any(clash(row, each) for each in (*known, *before)) for row, before in zip(rows, above, strict=True)
    ]


def test_products_that_do_not_go_together_are_found_at_any_supplier_in_either_order():
    known = {**OTHER, "aanbieder": "07654321", "gemeente": "0957", "product_code": "02A02"}

    assert told("strijdig_product", toewijzingen=[known], ongeldige_combinaties=[PAIR]) == "02A02"
    assert told("strijdig_product", {"wet": "jw"}, toewijzingen=[known], ongeldige_combinaties=[PAIR]) is None
    assert told("strijdig_product", {"product_code": None}, toewijzingen=[known], ongeldige_combinaties=[PAIR]) is None
    assert told("strijdig_product", toewijzingen=[known], ongeldige_combinaties=[]) is None


def test_of_two_products_in_one_file_the_later_one_is_told():
    later = {**OTHER, "ingangsdatum": date(2026, 2, 2), "product_code": "02A02"}

    told = enriched([later, ALLOCATION], toewijzingen=[], ongeldige_combinaties=[PAIR])

    assert told["strijdig_product"].to_list() == ["02A01", None]


def test_a_request_is_known_by_the_reference_of_its_supplier():
    named = {"referentie_aanbieder": "V-1"}

    assert told("verzoek_bekend", named, verzoeken=[REQUEST]) is True
    assert told("verzoek_bekend", named, verzoeken=[{**REQUEST, "aanbieder": "07654321"}]) is False
    assert told("verzoek_bekend", named, verzoeken=[]) is False
    assert told("verzoek_bekend", verzoeken=[REQUEST]) is None


def test_a_request_is_honoured_by_the_first_decision_that_names_it():
    first = {**ALLOCATION, "referentie_aanbieder": "V-1"}
    second = {**first, "toewijzing_nummer": 2, "toewijzing_datum": date(2026, 1, 2)}
    third = {**first, "toewijzing_datum": date(2026, 1, 3)}
    silent = {**ALLOCATION, "toewijzing_nummer": 4}

    def used(rows, known):
        return enriched(rows, toewijzingen=known)["referentie_eerder_toegewezen"].to_list()

    assert used([third, second, first, silent], []) == [True, True, False, None]
    assert used([second], [first]) == [True]
    assert used([first], [first]) == [False]
    assert used([{**first, "aanbieder": "07654321"}], [first]) == [False]


def test_delivery_began_with_the_first_start_that_stands():
    later = {**START, "begindatum": date(2026, 3, 1)}
    removed = {**START, "status_aanlevering": "3", "dagtekening": date(2026, 2, 9)}

    assert told("gestart_op", regieberichten=[later, START]) == date(2026, 2, 3)
    assert told("gestart_op", regieberichten=[later, removed, START]) == date(2026, 3, 1)
    assert told("gestart_op", regieberichten=[{**START, "soort": "stop"}]) is None


def test_the_catalogue_says_what_was_agreed_about_a_product():
    agreed = enriched([ALLOCATION, {**ALLOCATION, "product_code": "02A02"}], producten=[PRODUCT])

    names = ("product_eenheden", "product_frequenties", "product_vast_pakket", "product_wachttijd_norm")
    assert agreed.select(names).rows() == [("04 01", "2", "nee", 30), (None, None, None, None)]


@pytest.mark.parametrize(
    ("einddatum", "lasts"),
    [(date(2026, 2, 27), True), (date(2026, 2, 28), True), (date(2026, 3, 1), False), (None, None)],
)
def test_a_contract_lasts_until_its_last_day(einddatum, lasts):
    contract = {
        "contract_nummer": "C1", "aanbieder": "01234567", "wet": "wmo", "begindatum": date(2026, 1, 1),
        "einddatum": date(2026, 2, 28),
    }  # fmt: skip

    assert told("contract_tot_einde", {"einddatum": einddatum}, contracten=[contract]) is lasts


def test_declarations_are_known_from_the_first_day_of_the_first_line_of_the_supplier():
    earlier = [LINE, {**LINE, "product_periode_begin": date(2026, 1, 1), "toewijzing_nummer": 9}]

    assert told("declaraties_bekend_vanaf", eerdere_declaratieregels=earlier) == date(2026, 1, 1)
    assert told("declaraties_bekend_vanaf", {"aanbieder": "07654321"}, eerdere_declaratieregels=earlier) is None
    assert told("goedgekeurde_regels", eerdere_declaratieregels=[{**LINE, "status": "afgewezen"}]) == 0


def test_a_supplier_that_merged_has_a_last_day_and_a_successor():
    merged = {"aanbieder": "01234567", "naam": "Oud", "opvolger": "07654321", "tot": date(2026, 1, 31)}

    assert told("aanbieder_tot", aanbieders=[merged]) == date(2026, 1, 31)
    assert told("aanbieder_opvolger", aanbieders=[merged]) == "07654321"
    assert told("aanbieder_tot", aanbieders=[{"aanbieder": "01234567", "naam": "Oud"}]) is None


def test_a_tariff_knows_the_kind_of_its_contract():
    contract = {"contract_nummer": "C1", "uitvoeringsvariant": "output"}
    tariffs = make_lines("tarieven", [{"contract_nummer": "C1"}, {"contract_nummer": "C2"}])

    told = enrich(
        tariffs, "tarieven", {"contracten": make_lines("contracten", [contract])}, received_on=date(2026, 6, 1)
    )

    assert told["contract_uitvoeringsvariant"].to_list() == ["output", None]
