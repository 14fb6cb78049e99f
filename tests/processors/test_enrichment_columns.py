# SPDX-License-Identifier: EUPL-1.2
"""Which columns enrichment adds to which table, and when."""

from processors.lines import JOINED
from tests.processors.test_enrichment import LINE, RECEIVED, asked, told

PARAMETERS = {name for name, field in JOINED.items() if field.origin == "parameters"}
ALWAYS = {"peildatum"} | PARAMETERS
# Of lines that are not those of a municipality these are there, and empty.
OF_A_MUNICIPALITY = {name for name, field in JOINED.items() if field.origin in {"andere_gemeenten", "kosten"}}


def test_without_reference_only_the_reference_date_and_the_parameters_are_added():
    assert set(asked([LINE]).columns) & set(JOINED) == ALWAYS | OF_A_MUNICIPALITY
    assert told("peildatum") == RECEIVED


def test_a_table_without_joined_columns_gets_only_the_reference_date_and_the_parameters():
    frame = asked([{"wet": "wmo"}], "relaties", aanbieders=[{"aanbieder": "01000001"}])

    assert set(frame.columns) & set(JOINED) == ALWAYS


def test_every_joined_column_comes_from_a_reference_that_is_present():
    reference = dict.fromkeys(
        (
            "toewijzingen", "tarieven", "contracten", "lidmaatschap", "aanbieders", "producten", "regieberichten",
            "eerdere_declaratieregels", "verzoeken", "ongeldige_combinaties", "grootboek", "kalender",
            "berichten", "afgewezen_regels", "verzoekantwoorden", "eerdere_verantwoordingsregels", "indexen",
        ),
        (),
    )  # fmt: skip
    tables = (
        "declaratieregels", "toewijzingen", "regieberichten", "tarieven", "declaratietotalen", "leveringsmaanden",
        "ontvangen_leveringen", "verzoeken", "berichten", "declaratieantwoorden", "afgewezen_regels",
        "verzoekantwoorden",
        "verantwoordingsregels", "verantwoordingen", "verantwoordingstotalen", "bewijsstukken",
    )  # fmt: skip

    kinds = {}
    for table in tables:
        kinds |= asked([{}], table, **reference).schema

    assert {name: kinds.get(name) for name in JOINED} == {name: field.kind.dtype for name, field in JOINED.items()}


def test_empty_references_know_nothing_and_say_so():
    empty = asked(
        [LINE], toewijzingen=[], tarieven=[], contracten=[], lidmaatschap=[], aanbieders=[], producten=[],
        regieberichten=[], eerdere_declaratieregels=[],
    )  # fmt: skip

    row = empty.row(0, named=True)
    said = {name: row[name] for name in row if name in JOINED and row[name] is not None and name not in PARAMETERS}
    assert said == {
        "toewijzing_bekend": False, "contract_bekend": False, "aanbieder_bekend": False, "product_bekend": False,
        "start_bekend": False, "eerder_referentie": False, "eerder_declaratie": False, "eerder_debet_open": False,
        "eerder_volume": 0, "eerder_geteld": 0, "eerder_bedrag": 0, "dagen_gestopt": 0, "peildatum": RECEIVED,
    }  # fmt: skip
