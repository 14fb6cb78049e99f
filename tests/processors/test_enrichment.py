# SPDX-License-Identifier: EUPL-1.2
"""What enrichment says about a line, on reference tables as untidy as they come."""

from datetime import date

import polars as pl
import pytest

from processors.enrichment import enrich, registers
from processors.errors import OwnMistakeError
from processors.lines import make_lines

RECEIVED = date(2026, 10, 2)
PLACE = {"wet": "wmo", "gemeente": "0983", "toewijzing_nummer": 7}
SEPTEMBER = {"product_periode_begin": date(2026, 9, 1), "product_periode_eind": date(2026, 9, 30)}
LINE = {
    **PLACE, **SEPTEMBER, "aanbieder": "01000001", "client": "P1-a", "declaratie_nummer": "D9",
    "declaratie_maand": "2026-09", "referentie_nummer": "R100", "product_categorie": "02", "product_code": "02A03",
    "geleverd_volume": 60, "eenheid": "01", "ingediend_bedrag": 6000, "debet_credit": "D",
}  # fmt: skip
ALLOCATION = {
    **PLACE, "aanbieder": "01000001", "client": "P1-a", "toewijzing_datum": date(2026, 1, 1),
    "ingangsdatum": date(2026, 1, 1), "einddatum": date(2026, 12, 31), "product_categorie": "02",
    "product_code": "02A03", "volume": 3, "eenheid": "04", "frequentie": "2",
}  # fmt: skip
CONTRACT = {
    "contract_nummer": "C1", "aanbieder": "01000001", "wet": "wmo", "module": "1", "begindatum": date(2025, 1, 1),
}  # fmt: skip
TARIFF = {
    "contract_nummer": "C1", "aanbieder": "01000001", "gemeente": "*", "wet": "wmo", "product_code": "02A03",
    "eenheid": "04", "tarief": 6000, "per_uur": "ja", "geldig_van": date(2026, 1, 1),
}  # fmt: skip
MEMBER = {"gemeente": "0983", "module": "1", "van": date(2020, 1, 1)}
START = {**PLACE, "soort": "start", "begindatum": date(2026, 1, 5), "status_aanlevering": "1"}
EARLIER = {
    **LINE,
    "referentie_nummer": "R1",
    "declaratie_nummer": "D8",
    "declaratie_maand": "2026-08",
    "status": "toegekend",
}


def asked(rows, table="declaratieregels", **reference):
    frames = {name: make_lines(name.removeprefix("eerdere_"), given) for name, given in reference.items()}
    return enrich(make_lines(table, rows), table, frames, received_on=RECEIVED)


def told(name, change=None, **reference):
    """One value about one line."""
    return asked([{**LINE, **(change or {})}], **reference)[name].item()


def test_lines_keep_their_order_and_a_second_time_changes_nothing():
    lines = make_lines("declaratieregels", [{**LINE, "toewijzing_nummer": nr} for nr in (9, 7, 9, None, 7)])
    frames = {"toewijzingen": make_lines("toewijzingen", [ALLOCATION, {**ALLOCATION, "toewijzing_nummer": 9}])}

    once = enrich(lines, "declaratieregels", frames, received_on=RECEIVED)
    twice = enrich(once, "declaratieregels", frames, received_on=RECEIVED)

    assert once["rij"].to_list() == lines["rij"].to_list()
    assert once["toewijzing_bekend"].to_list() == [True, True, True, None, True]
    assert twice.equals(once)


def test_no_lines_give_no_lines():
    assert asked([], toewijzingen=[ALLOCATION], contracten=[CONTRACT], eerdere_declaratieregels=[EARLIER]).height == 0


def test_a_join_that_changes_the_number_of_lines_is_our_mistake(monkeypatch):
    monkeypatch.setattr(registers, "told", lambda *_: pl.DataFrame({"aanbieder_bekend": [True, True]}))

    with pytest.raises(OwnMistakeError, match=r"^Enrichment of declaratieregels made 2 rows of 1\.$"):
        asked([LINE])


@pytest.mark.parametrize(
    ("versions", "volume"),
    [
        ([(date(2026, 5, 1), 5), (date(2026, 1, 1), 3), (date(2026, 3, 1), 4)], 5),
        ([(date(2026, 5, 1), 5), (date(2026, 5, 1), 6), (date(2026, 1, 1), 3)], 6),
        ([(date(2026, 5, 1), 5), (None, 6)], 5),
    ],
)
def test_the_latest_version_is_in_force_whatever_the_order(versions, volume):
    rows = [{**ALLOCATION, "toewijzing_datum": moment, "volume": each} for moment, each in versions]

    assert told("toegewezen_volume", toewijzingen=rows) == volume


@pytest.mark.parametrize("change", [{"wet": "jw"}, {"gemeente": "0889"}, {"toewijzing_nummer": 8}])
def test_the_same_number_under_another_law_or_municipality_is_another_allocation(change):
    assert told("toewijzing_bekend", change, toewijzingen=[ALLOCATION]) is False
    assert told("start_bekend", change, regieberichten=[START]) is False


@pytest.mark.parametrize(
    ("allocation", "line", "in_period", "whole"),
    [
        ({}, {}, 15 * 60, 3 * 53 * 60),
        ({}, {"eenheid": "04"}, 15, 3 * 53),
        ({}, {"eenheid": "14"}, None, None),
        ({"volume": None}, {}, None, None),
        ({"einddatum": None}, {}, 15 * 60, None),
        ({"eenheid": "82"}, {"eenheid": "82"}, 12, 3 * 53),
        ({"product_categorie": "01"}, {}, 18 * 60, 3 * 53 * 60),
        ({"ingangsdatum": date(2026, 12, 28), "einddatum": date(2027, 1, 3)}, {
            "product_periode_begin": date(2026, 12, 28), "product_periode_eind": date(2026, 12, 31),
        }, 180, 180),
        ({"ingangsdatum": date(2028, 2, 29), "einddatum": date(2028, 2, 29), "frequentie": "1"}, {
            "product_periode_begin": date(2028, 2, 29), "product_periode_eind": date(2028, 2, 29),
        }, 180, 180),
    ],
)  # fmt: skip
def test_a_line_knows_the_maximum_of_its_allocation_in_its_own_unit(allocation, line, in_period, whole):
    enriched = asked([{**LINE, **line}], toewijzingen=[{**ALLOCATION, **allocation}])

    assert enriched.select("maximum_periode", "maximum_toewijzing").row(0) == (in_period, whole)


def test_of_a_total_the_earlier_volume_is_used_up_and_a_credit_beside_the_line_gives_it_back():
    total = {**ALLOCATION, "frequentie": "6", "volume": 10}
    earlier = [{**EARLIER, "geleverd_volume": 8, "eenheid": "04"}]
    credit = {**earlier[0], "debet_credit": "C", "referentie_nummer": "R101", "vorig_referentie_nummer": "R1"}

    alone = asked([LINE], toewijzingen=[total], eerdere_declaratieregels=earlier)
    beside = asked([LINE, credit], toewijzingen=[total], eerdere_declaratieregels=earlier)

    assert alone.select("maximum_periode", "maximum_toewijzing", "eerder_volume").row(0) == (120, 600, 480)
    assert beside.select("maximum_periode", "maximum_toewijzing", "eerder_volume").row(0) == (600, 600, 480)


@pytest.mark.parametrize(
    ("tariffs", "expected"),
    [
        ([{"geldig_tot": date(2026, 9, 1)}], 6000),
        ([{"geldig_tot": date(2026, 8, 31)}], None),
        ([{"geldig_van": date(2026, 9, 2)}], None),
        ([{"geldig_van": date(2026, 7, 1), "tarief": 7000}, {}], 7000),
        ([{"geldig_van": date(2026, 7, 1), "geldig_tot": date(2026, 7, 31), "tarief": 7000}, {}], 6000),
        ([{"tarief": 7000}, {"tarief": 8000}], 8000),
        ([{"gemeente": "0983", "tarief": 7000}, {"geldig_van": date(2026, 8, 1)}], 7000),
        ([{"gemeente": "0983", "tarief": 7000, "geldig_tot": date(2026, 8, 1)}, {}], 6000),
        ([{"gemeente": "0889", "tarief": 7000}], None),
        ([{"wet": "jw"}], None),
        ([{"geldig_tot": date(2026, 8, 31)}, {"geldig_van": date(2026, 9, 3)}], None),
        ([{"geldig_van": date(2026, 9, 3), "geldig_tot": date(2026, 8, 1)}], None),
        ([{"geldig_van": None}], None),
    ],
)
def test_the_tariff_in_force_on_the_first_day_counts(tariffs, expected):
    assert told("contract_tarief", tarieven=[{**TARIFF, **each} for each in tariffs]) == expected


def test_an_allocation_gets_the_tariff_of_its_first_day_and_a_leap_day_is_a_day():
    rows = [{**ALLOCATION, "ingangsdatum": date(2028, 2, day)} for day in (28, 29)]
    leap = {**TARIFF, "geldig_van": date(2028, 2, 29), "geldig_tot": date(2028, 2, 29), "tarief": 7000}

    enriched = asked(rows, "toewijzingen", tarieven=[leap, TARIFF], contracten=[CONTRACT])

    assert enriched.select("contract_tarief", "contract_per_uur", "contract_eenheid", "contract_bekend").rows() == [
        (6000, "ja", "04", True),
        (7000, "ja", "04", True),
    ]


def test_the_contract_is_that_of_the_tariff_and_else_the_one_in_force():
    other = {**CONTRACT, "contract_nummer": "C2", "module": "2", "begindatum": date(2026, 6, 1)}
    contracts = [CONTRACT, other]

    assert told("contract_module", contracten=contracts, tarieven=[TARIFF]) == "1"
    assert told("contract_module", contracten=contracts, tarieven=[]) == "2"
    assert told("contract_module", contracten=contracts) == "2"
    assert told("contract_bekend", contracten=[{**CONTRACT, "einddatum": date(2026, 8, 31)}]) is False
    assert told("contract_bekend", {"aanbieder": None}, contracten=contracts) is None


@pytest.mark.parametrize(
    ("members", "expected"),
    [
        ([{}], True),
        ([{"tot": date(2026, 9, 1)}], True),
        ([{"tot": date(2026, 8, 31)}], False),
        ([{"van": date(2026, 9, 15)}], False),
        ([{"tot": date(2026, 3, 14)}, {"van": date(2026, 8, 16)}], True),
        ([{"module": "2"}, {"gemeente": "0889"}], False),
    ],
)
def test_a_municipality_is_a_member_of_the_module_or_not_on_the_first_day(members, expected):
    reference = {"contracten": [CONTRACT], "lidmaatschap": [{**MEMBER, **each} for each in members]}

    assert told("lid_van_module", **reference) is expected


@pytest.mark.parametrize(
    ("messages", "expected"),
    [
        ([{}], True),
        ([{"soort": "stop"}], False),
        ([{"dagtekening": date(2026, 2, 1)}, {"dagtekening": date(2026, 3, 1), "status_aanlevering": "3"}], False),
        ([{"dagtekening": date(2026, 3, 1), "status_aanlevering": "3"}, {"dagtekening": date(2026, 2, 1)}], False),
        ([{"status_aanlevering": "3"}, {}], True),
        ([{}, {"begindatum": date(2026, 4, 1), "status_aanlevering": "3"}], True),
    ],
)
def test_a_start_counts_until_it_is_removed(messages, expected):
    assert told("start_bekend", regieberichten=[{**START, **each} for each in messages]) is expected


CREDIT = {"debet_credit": "C", "referentie_nummer": "R2", "vorig_referentie_nummer": "R1"}


@pytest.mark.parametrize(
    ("name", "earlier", "line", "expected"),
    [
        ("eerder_referentie", [{"referentie_nummer": "R100"}], {}, True),
        ("eerder_referentie", [{"referentie_nummer": "R100", "status": "afgewezen"}], {}, True),
        ("eerder_referentie", [{"referentie_nummer": "R100", "status": None}], {}, True),
        ("eerder_referentie", [{"referentie_nummer": "R100", "wet": "jw"}], {}, False),
        ("eerder_referentie", [{"referentie_nummer": None}], {"referentie_nummer": None}, None),
        ("eerder_declaratie", [{"declaratie_nummer": "D9"}], {}, True),
        ("eerder_declaratie", [{"declaratie_nummer": "D9", "declaratie_maand": "2026-09"}], {}, False),
        ("eerder_declaratie", [{}], {}, False),
        ("eerder_debet_open", [{}], {}, True),
        ("eerder_debet_open", [{}, CREDIT], {}, False),
        ("eerder_debet_open", [{}, CREDIT, {"referentie_nummer": "R3"}], {}, True),
        ("eerder_debet_open", [{"product_code": "02A04"}], {}, False),
        ("eerder_volume", [{}, {"geleverd_volume": 2, "eenheid": "04"}], {}, 180),
        ("eerder_volume", [{}, {"geleverd_volume": 61}], {"eenheid": "04"}, 3),
        ("eerder_volume", [{}, CREDIT], {}, 0),
        ("eerder_volume", [{"eenheid": "14"}], {}, 0),
        ("eerder_volume", [{}], {"toewijzing_nummer": None}, None),
        ("eerder_geteld", [{}, {"geleverd_volume": 61}], {"eenheid": "04"}, 121),
        ("eerder_bedrag", [{}, {"eenheid": "14", "referentie_nummer": "R3"}, CREDIT], {}, 6000),
        ("eerder_bedrag", [{}, {**CREDIT, "vorig_referentie_nummer": "R3"}], {}, 6000),
        ("vorig_bekend", [{}], CREDIT, True),
        ("vorig_bekend", [{}], {**CREDIT, "aanbieder": "01000002"}, False),
        ("vorig_bekend", [{"debet_credit": "C"}], CREDIT, False),
        ("vorig_bekend", [{}], {}, None),
        ("vorig_gecrediteerd", [{}], CREDIT, False),
        ("vorig_gecrediteerd", [{}, {**CREDIT, "referentie_nummer": "R5"}], CREDIT, True),
        ("vorig_gecrediteerd", [{}, {**CREDIT, "status": "afgewezen"}], CREDIT, False),
        ("vorig_ingediend_bedrag", [{}, {"ingediend_bedrag": 1}], CREDIT, 1),
    ],
)
def test_earlier_lines_are_remembered(name, earlier, line, expected):
    assert told(name, line, eerdere_declaratieregels=[{**EARLIER, **each} for each in earlier]) == expected


def test_a_debet_that_this_submission_credits_is_no_longer_open():
    enriched = asked([{**LINE, **CREDIT}, LINE], eerdere_declaratieregels=[EARLIER])

    assert enriched["eerder_debet_open"].to_list() == [False, False]
