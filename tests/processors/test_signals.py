# SPDX-License-Identifier: EUPL-1.2
"""What the region is told about itself."""

from datetime import date

import polars as pl
import pytest

from processors.deliveries import DELIVERIES
from processors.lines import make_lines
from processors.signals import SIGNALS, signals
from processors.statements_due import statements_overdue

TODAY = date(2026, 10, 20)
CONTRACT = {
    "contract_nummer": "C1", "aanbieder": "01000001", "wet": "wmo", "begindatum": date(2025, 1, 1),
    "bestedingsruimte": 100_000, "gerealiseerd_bedrag": 70_000, "verplicht_bedrag": 0,
    "laatste_levering": date(2026, 9, 30),
}  # fmt: skip


def delivered(*rows):
    return pl.DataFrame([dict.fromkeys(DELIVERIES) | row for row in rows], schema=dict(DELIVERIES))


def test_a_municipality_that_has_not_delivered_and_a_contract_near_its_ceiling_are_signals():
    deliveries = delivered(
        {"soort": "gemeentelevering", "gemeente": "0983", "maand": "2026-09", "status": "ontbreekt"},
        {"soort": "gemeentelevering", "gemeente": "0889", "maand": "2026-09", "status": "deels"},
        {"soort": "declaratie", "aanbieder": "01000001", "maand": "2026-09", "status": "ontbreekt"},
    )
    contracts = make_lines(
        "contractstanden", [CONTRACT, {**CONTRACT, "contract_nummer": "C2", "bestedingsruimte": 100_001}]
    )

    told = signals({"contractstanden": contracts, "leveringen": deliveries}, {}, TODAY)

    assert told.select("onderwerp", "gemeente", "aanbieder", "contract_nummer", "maand", "regel").rows() == [
        ("Levering", "0983", None, None, "2026-09", "MGR-203"),
        ("Contract", None, "01000001", "C1", None, "MGR-309"),
    ]
    assert "€ 1.000,00" in told["melding"][1]


def test_a_contract_without_a_ceiling_gives_no_signal():
    contracts = make_lines("contractstanden", [{**CONTRACT, "bestedingsruimte": None}])

    assert signals({"contractstanden": contracts}, {}, TODAY).is_empty()


def test_evidence_that_has_expired_and_a_tariff_off_its_index_are_signals():
    papers = make_lines("bewijsstukken", [
        {"aanbieder": "01000001", "soort": "kvk", "afgegeven_op": date(2026, 4, 20)},
        {"aanbieder": "01000002", "soort": "kvk", "afgegeven_op": date(2026, 4, 19)},
    ])  # fmt: skip
    tariff = {"contract_nummer": "C1", "aanbieder": "01000001", "gemeente": "*", "wet": "wmo", "product_code": "02D01"}
    tariffs = make_lines("tarieven", [
        {**tariff, "geldig_van": date(2025, 1, 1), "geldig_tot": date(2025, 12, 31), "tarief": 1000},
        {**tariff, "geldig_van": date(2026, 1, 1), "tarief": 1100},
    ])  # fmt: skip
    reference = {"indexen": make_lines("indexen", [{"contract_nummer": "C1", "jaar": 2026, "index": 300}])}

    told = signals({"bewijsstukken": papers, "tarieven": tariffs}, reference, TODAY)

    assert told.select("aanbieder", "contract_nummer", "regel").rows() == [
        ("01000002", None, "MGR-311"),
        ("01000001", "C1", "MGR-307"),
    ]


@pytest.mark.parametrize(("today", "rules"), [(date(2027, 2, 28), []), (date(2027, 3, 1), ["MGR-103"])])
def test_who_declared_and_did_not_account_is_told_from_the_last_day_on(today, rules):
    line = {
        "wet": "wmo", "gemeente": "0983", "aanbieder": "01000001", "product_periode_begin": date(2026, 9, 1),
        "debet_credit": "D", "ingediend_bedrag": 1000, "declaratie_maand": "2026-09",
    }  # fmt: skip
    lines = make_lines("declaratieregels", [line, {**line, "aanbieder": "01000002"}])
    covers = make_lines("verantwoordingen", [{"jaar": 2026, "wet": "wmo", "aanbieder": "01000002"}])

    due = statements_overdue(lines, covers, {}, today)
    told = signals({"verantwoording_verwacht": due}, {}, today)

    assert told["regel"].to_list() == rules
    assert told["aanbieder"].to_list() == ["01000001"] * len(rules)


def test_nothing_to_judge_gives_no_signals():
    told = signals({}, {}, TODAY)

    assert told.is_empty()
    assert told.schema == dict(SIGNALS)
