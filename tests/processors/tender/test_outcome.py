# SPDX-License-Identifier: EUPL-1.2
"""From issued price sheets to an order, which LibreOffice computes too."""

import json
from datetime import date
from pathlib import Path

import openpyxl
import polars as pl
import pytest

from processors import cli
from processors.errors import UnusableInputError
from processors.tender.dossier import Dossier, make_dossier
from processors.tender.outcome import outcome
from processors.tender.receiving import received, write_receipts
from tests.processors.tender.made import ROWS, intake_workbook

PRICES = {"Alfa": (60, 70), "Beta": (62.5, 74), "Gamma": (70, 75), "Delta": (55, 60)}
SCORES = {"Alfa": (8, 6), "Beta": (10, 8), "Gamma": (3, 10)}


def offer(dossier, name, prices, *, file=None, **cells):
    """Fill in the price sheet of lot 1 as a tenderer does."""
    book = openpyxl.load_workbook(dossier.root / "Prijzenblad perceel 1.xlsx")
    light, heavy = prices
    filled = {"B8": name, "J11": light, "J12": heavy, "K11": light * 12_000, "K12": heavy * 4_000, **cells}
    for address, value in filled.items():
        book["Prijzenblad"][address] = value
    book.save(dossier.received / f"{file or name}.xlsx")


def score(path, scores):
    """Fill in the consensus in a matrix as assessors do."""
    book = openpyxl.load_workbook(path)
    for row in book["Beoordeling"].iter_rows(min_row=10):
        if row[0].value in scores and row[1].value in {"G1", "G2"}:
            row[16].value = scores[row[0].value][int(row[1].value[1]) - 1]
    book.save(path)


@pytest.fixture
def dossier(tmp_path):
    """A tender with four offers for lot 1, of which that of Delta has a changed cell."""
    found, _ = make_dossier(intake_workbook(tmp_path / "opdracht.xlsx"), tmp_path / "map", date(2027, 6, 1))
    for name, prices in PRICES.items():
        offer(found, name, prices, **({"H11": 90} if name == "Delta" else {}))
    return found


def test_every_offer_is_read_with_what_a_year_costs(dossier):
    seen = received(dossier)

    assert seen.offers.select("inschrijver", "perceel", "prijs", pl.col("reden").is_null()).rows() == [
        ("Alfa", "1", 100_000_000, True), ("Beta", "1", 104_600_000, True), ("Delta", "1", 90_000_000, False),
        ("Gamma", "1", 114_000_000, True),
    ]  # fmt: skip
    wrong = seen.findings.filter(pl.col("regel") != "INTAKE-61")
    assert wrong.select("bestand", "regel", "cel").rows() == [("Delta.xlsx", "MGR-502", "H11")]


def test_a_receipt_holds_nothing_of_another_tenderer(dossier):
    write_receipts(dossier, received(dossier), date(2027, 10, 1))

    texts = {path.name.split(".")[0]: path.read_text("utf-8") for path in dossier.receipts.iterdir()}

    assert sorted(texts) == sorted(PRICES)
    for name, text in texts.items():
        assert name in text
        assert not any(other in text for other in PRICES if other != name)
    assert "Prijzenblad H11: Deze vaste cel is gewijzigd" in texts["Delta"]


def test_the_matrix_is_made_for_the_assessors_and_what_they_filled_in_decides(dossier, recalculated):
    before = outcome(dossier).order
    score(dossier.matrix("1"), SCORES)
    recalculated(dossier.matrix("1"))  # an assessor saves in a program that computes
    (dossier.root.parent / "herberekend" / dossier.matrix("1").name).replace(dossier.matrix("1"))

    found = outcome(dossier)

    assert set(before.filter(pl.col("inschrijver") != "Delta")["status"]) == {"nog niet te bepalen"}
    assert found.order.select("inschrijver", "totaal", "rang", "status").rows() == [
        ("Beta", 9324, 1, "gunnen"), ("Alfa", 8300, 2, "gunnen"), ("Delta", None, None, "afgevallen"),
        ("Gamma", None, None, "afgevallen"),
    ]  # fmt: skip
    assert found.order["reden"][3] == "Score 3 voor G1 is lager dan de laagste die mag (4)."
    assert found.sensitivity["winnaar_anders"].unique().to_list() == ["nee"]


@pytest.mark.parametrize("formula", ["relatief", "absoluut", "gebogen"])
def test_the_formulas_of_the_matrix_give_our_figures(tmp_path, recalculated, formula):
    criteria = [
        {**row, "prijsformule": formula, "bodem": 95_000_000, "plafond": 120_000_000, "macht": 2}
        if row["criterium"] == "Prijs"
        else row
        for row in ROWS["gunningscriteria"]
    ]
    intake = intake_workbook(tmp_path / "opdracht.xlsx", gunningscriteria=criteria)
    dossier, _ = make_dossier(intake, tmp_path / "map", date(2027, 6, 1))
    for name, prices in {**PRICES, "Epsilon": (62.5, 74), "Zeta": (66.67, 61.01)}.items():
        offer(dossier, name, prices)
    outcome(dossier)
    scores = {"Alfa": (8, 6), "Beta": (10, 7), "Gamma": (9, 10), "Delta": (4, 4), "Epsilon": (10, 7), "Zeta": (7, 9)}
    score(dossier.matrix("1"), scores)

    sheets = recalculated(dossier.matrix("1"))
    (tmp_path / "herberekend" / dossier.matrix("1").name).replace(dossier.matrix("1"))
    found = outcome(dossier).order

    theirs = {row[0]: (float(row[4]), float(row[5]), row[7], row[8]) for row in sheets["Rangorde"][4:]}
    ours = {
        name: (quality / 100, total / 100, place, status)
        for _, name, total, quality, place, status, _ in found.iter_rows()
    }
    assert theirs == ours


def test_two_offers_of_one_tenderer_count_neither(dossier):
    offer(dossier, "alfa", (61, 70), file="tweede poging")

    seen = received(dossier)

    twice = seen.offers.filter(pl.col("inschrijver").str.to_lowercase() == "alfa")
    assert twice["reden"].unique().to_list() == [
        "Voor perceel 1 is meer dan één inschrijving van deze inschrijver ontvangen."
    ]
    assert seen.findings.filter(pl.col("regel") == "INTAKE-58")["bestand"].to_list() == [
        "Alfa.xlsx",
        "tweede poging.xlsx",
    ]


def test_a_score_above_the_scale_is_told_at_its_cell(dossier, recalculated):
    outcome(dossier)
    score(dossier.matrix("1"), {**SCORES, "Alfa": (11, 6)})
    recalculated(dossier.matrix("1"))
    (dossier.root.parent / "herberekend" / dossier.matrix("1").name).replace(dossier.matrix("1"))

    findings = outcome(dossier).findings

    assert findings.filter(pl.col("regel") == "INTAKE-59").select("cel", "melding").rows() == [
        ("Q11", "De consensus 11 ligt niet op de schaal van 0 tot 10.")
    ]


def test_without_comparison_whoever_meets_the_requirements_gets_a_contract(tmp_path):
    intake = intake_workbook(tmp_path / "opdracht.xlsx", cover={"Procedure": "toelating"}, gunningscriteria=[])
    dossier, _ = make_dossier(intake, tmp_path / "map", date(2027, 6, 1))
    offer(dossier, "Alfa", (60, 70))
    offer(dossier, "Beta", (60, 99))

    assert outcome(dossier).order.select("inschrijver", "status").rows() == [("Alfa", "gunnen"), ("Beta", "afgevallen")]


def test_a_tender_is_not_made_twice_in_one_folder(dossier, tmp_path):
    with pytest.raises(UnusableInputError, match="staat al een aanbesteding"):
        make_dossier(tmp_path / "opdracht.xlsx", dossier.root, date(2027, 6, 1))


def test_a_folder_without_a_tender_is_said_to_have_none(tmp_path):
    with pytest.raises(UnusableInputError, match="staat geen aanbesteding"):
        outcome(Dossier(tmp_path))


def called(capsys, *words):
    with pytest.raises(SystemExit) as left:
        cli.main(["aanbesteding", *map(str, words)])
    said = capsys.readouterr()
    return left.value.code, said.out + said.err


def test_the_commands_from_intake_to_order(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    intake_workbook(Path("opdracht.xlsx"))

    made = called(capsys, "nieuw", "opdracht.xlsx", "--uit", "map")
    nothing = called(capsys, "inlees", "map")
    offer(Dossier(Path("map")), "Alfa", (60, 70))
    offer(Dossier(Path("map")), "Beta", (49, 70))
    read = called(capsys, "inlees", "map")
    judged = called(capsys, "beoordeel", "map", "--json")

    assert made[0] == 0
    assert "Prijzenblad perceel 2.xlsx" in made[1]
    assert nothing == (0, f"In {Path('map/inschrijvingen')} staat geen enkele inschrijving.\n")
    assert read[0] == 1
    assert ["Alfa.xlsx", "1", "Alfa", "€", "1.000.000,00", "ja"] in [line.split() for line in read[1].splitlines()]
    assert "MGR-503    Beta.xlsx, Prijzenblad, J11" in read[1]
    assert {row["inschrijver"]: row["status"] for row in json.loads(judged[1])["rangorde"]} == {
        "Alfa": "nog niet te bepalen", "Beta": "afgevallen",
    }  # fmt: skip
    assert (Path("map") / "Bevindingen inschrijvingen.xlsx").exists()


def test_an_intake_workbook_that_is_not_right_makes_nothing(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    intake_workbook(Path("opdracht.xlsx"), cover={"Titel": None})

    status, said = called(capsys, "nieuw", "opdracht.xlsx", "--uit", "map")

    assert status == 1
    assert "Op het Voorblad is 'Titel' niet ingevuld." in said
    assert not Path("map").exists()
