# SPDX-License-Identifier: EUPL-1.2
"""What a supplier accounts for beside what was granted, and who owed a statement."""

from datetime import date

import polars as pl

from processors.deliveries import DELIVERIES
from processors.lines import make_lines
from processors.measured import Material, measured
from tests.processors.statement_differences.worlds import COVER, DECLARED, STATED, SUPPLIER

OTHER = "07654321"
EURO = 100
TOTAL = {
    "wet": "wmo", "gemeente": "0984", "aanbieder": OTHER, "product_categorie": "02", "product_code": "02A03",
    "leveringsmaand": "2025-12", "declaratie_maand": "2026-01", "volume": 1, "eenheid": "04", "regels": 1,
}  # fmt: skip


def material(month="2026-01", reference=None, **rows):
    return Material(
        {name: make_lines(name, told) for name, told in rows.items()}, reference or {},
        pl.DataFrame(schema=dict(DELIVERIES)), pl.DataFrame(), month, date(2026, 3, 10),
    )  # fmt: skip


def table(name, *names, **rows):
    return measured(material(**rows), [name])[name].select(*names).rows()


def owed(*names, covers=(), declared=({},), **more):
    return table(
        "verantwoordingsplicht", *names, verantwoordingen=[COVER | each for each in covers],
        declaratieregels=[DECLARED | each for each in declared], **more,
    )  # fmt: skip


def test_a_statement_stands_at_the_last_month_of_its_year_beside_what_was_granted():
    told = table(
        "aansluiting", "maand", "verantwoord", "toegekend", "verschil", "verklaard", "onverklaard",
        verantwoordingsregels=[STATED | {"bedrag_totaal": 130_000, "bedrag_in_behandeling": 10_000}],
        verantwoordingen=[COVER], declaratieregels=[DECLARED],
    )  # fmt: skip

    assert told == [("2025-12", 130_000, 100_000, 30_000, 10_000, 20_000)]


def test_of_a_supplier_of_whom_nothing_was_declared_in_the_year_nothing_is_compared():
    told = table(
        "aansluiting", "verantwoord", "toegekend", "verschil", "onverklaard",
        verantwoordingsregels=[STATED], verantwoordingen=[COVER],
        declaratieregels=[DECLARED | {"aanbieder": OTHER}],
    )  # fmt: skip

    assert told == [(100_000, None, None, None)]


def test_a_lump_sum_is_not_compared():
    contract = {"contract_nummer": "C1", "aanbieder": SUPPLIER, "wet": "wmo", "raamovereenkomst": "Wmo",
                "uitvoeringsvariant": "taakgericht"}  # fmt: skip
    whole = material(
        reference={"contracten": make_lines("contracten", [contract])}, verantwoordingsregels=[STATED],
        verantwoordingen=[COVER], declaratieregels=[DECLARED],
    )  # fmt: skip

    told = measured(whole, ["aansluiting"])["aansluiting"]

    assert told.select("verantwoord", "toegekend", "verschil").rows() == [(100_000, None, None)]


def test_totals_of_a_municipality_were_granted_too():
    told = owed(
        "gemeente", "aanbieder", "toegekend", "verwacht",
        declaratietotalen=[TOTAL | {"ingediend_bedrag": 900, "toegekend_bedrag": 700}],
    )  # fmt: skip

    assert sorted(told) == [("0983", SUPPLIER, 100_000, True), ("0984", OTHER, 700, True)]


def test_nothing_is_expected_of_who_was_granted_nothing_or_less():
    credit = {"debet_credit": "C", "referentie_nummer": "R2", "ingediend_bedrag": 100_000}

    assert owed("toegekend", "verwacht", declared=[{}, credit]) == [(0, False)]
    assert owed("toegekend", "verwacht", declared=[credit]) == [(-100_000, False)]
    assert owed("toegekend", "verwacht", declared=[{"status": "afgewezen"}]) == [(0, False)]


def test_a_year_that_has_not_ended_is_not_owed_yet():
    begun = {"product_periode_begin": date(2026, 1, 1), "product_periode_eind": date(2026, 1, 31)}

    assert owed("maand", declared=[{}, begun | {"referentie_nummer": "R2"}]) == [("2025-12",)]


def test_a_nil_statement_is_received_and_the_day_before_the_last_is_in_time():
    names = ("ontvangen", "op_tijd")

    assert owed(*names) == [(False, False)]
    assert owed(*names, covers=[{"ontvangen_op": date(2026, 2, 28)}]) == [(True, True)]
    assert owed(*names, covers=[{"ontvangen_op": date(2026, 3, 1)}]) == [(True, False)]
    assert owed(*names, covers=[{"jaar": 2024}]) == [(False, False)]


def test_turnover_is_audited_where_every_statement_of_the_law_is():
    approved = {"soort_verklaring": "accountant", "oordeel": "goedkeurend"}
    names = ("accountant", "bestuur")
    second = {"raamovereenkomst": "Beschermd Wonen"}

    assert owed(*names, covers=[approved]) == [(True, False)]
    assert owed(*names, covers=[approved | {"oordeel": "beperking"}]) == [(False, False)]
    assert owed(*names, covers=[approved, second | {"soort_verklaring": None}]) == [(False, False)]
    assert owed(*names, covers=[approved, second | approved]) == [(True, False)]
    assert owed(*names, covers=[{"soort_verklaring": "bestuur"}]) == [(False, True)]


def test_the_threshold_is_of_the_law_over_all_municipalities():
    half = {"ingediend_bedrag": 100_000 * EURO}
    elsewhere = half | {"gemeente": "0984", "referentie_nummer": "R2"}
    more = elsewhere | {"ingediend_bedrag": 100_000 * EURO + 1}

    assert owed("boven_drempel", declared=[half, elsewhere]) == [(False,), (False,)]
    assert owed("boven_drempel", declared=[half, more]) == [(True,), (True,)]
    assert owed("boven_drempel", declared=[half, more | {"wet": "jw"}]) == [(False,), (False,)]


def test_the_successor_of_a_supplier_accounts_for_its_turnover():
    merged = {"aanbieder": OTHER, "naam": "Was een ander", "opvolger": SUPPLIER, "tot": date(2025, 12, 31)}
    own = {"aanbieder": SUPPLIER, "referentie_nummer": "R2", "ingediend_bedrag": 500}
    whole = material(
        reference={"aanbieders": make_lines("aanbieders", [merged])}, verantwoordingen=[COVER],
        declaratieregels=[DECLARED | {"aanbieder": OTHER}, DECLARED | own],
    )  # fmt: skip

    told = measured(whole, ["verantwoordingsplicht"])["verantwoordingsplicht"]

    assert told.select("aanbieder", "toegekend", "ontvangen").rows() == [(SUPPLIER, 100_500, True)]


def test_the_successor_states_what_the_two_suppliers_were_granted():
    merged = {"aanbieder": OTHER, "naam": "Was een ander", "opvolger": SUPPLIER, "tot": date(2025, 6, 30)}
    # The two gave their lines the same numbers.
    lines = [DECLARED | {"aanbieder": OTHER}, DECLARED, DECLARED | {"ingediend_bedrag": 70, "debet_credit": "C",
             "referentie_nummer": "R2", "vorig_referentie_nummer": "R1"}]  # fmt: skip
    whole = material(
        reference={"aanbieders": make_lines("aanbieders", [merged])}, verantwoordingen=[COVER],
        verantwoordingsregels=[STATED | {"bedrag_totaal": 210_000}], declaratieregels=lines,
    )  # fmt: skip

    told = measured(whole, ["aansluiting"])["aansluiting"]

    assert told.select("aanbieder", "verantwoord", "toegekend").rows() == [(SUPPLIER, 210_000, 199_930)]


def test_declarations_of_before_the_store_count():
    earlier = {"eerdere_declaratieregels": make_lines("declaratieregels", [DECLARED])}
    whole = material(reference=earlier, declaratieregels=[])

    assert measured(whole, ["verantwoordingsplicht"])["verantwoordingsplicht"]["toegekend"].to_list() == [100_000]
