# SPDX-License-Identifier: EUPL-1.2
"""The question list of a supplier and the result of a municipality, as workbooks."""

from datetime import date

import openpyxl
import polars as pl
import pytest

from processors.lines import make_lines
from processors.statement_differences.outcomes import judged
from processors.statement_differences.published import changed, publish
from tests.processors.statement_differences.worlds import COVER, STATED, SUPPLIER, sides

OTHER = "12345678"
REFERENCE = {"aanbieders": make_lines("aanbieders", [{"aanbieder": SUPPLIER, "naam": "=Zorg Voorbeeld"}])}
WORLD = sides(
    [{"bedrag_totaal": 140_050}, {"gemeente": "0984", "bedrag_totaal": 100_200},
     {"aanbieder": OTHER, "bedrag_totaal": 50_000}, {"wet": "jw", "bedrag_totaal": 70_000}],
    [{}, {"gemeente": "0984"}, {"aanbieder": OTHER, "ingediend_bedrag": 50_000}],
)  # fmt: skip
NOTHING = changed(make_lines("verantwoordingsregels", []), make_lines("verantwoordingsregels", []))


@pytest.fixture
def made(tmp_path):
    def make(world=WORLD, changes=NOTHING):
        rows = judged(world, REFERENCE, date(2026, 3, 1))
        covers = make_lines("verantwoordingen", [COVER])
        return publish(tmp_path, rows, covers, changes, REFERENCE, contact="Servicepunt")

    return make


def names(paths, root):
    return sorted(path.relative_to(root).as_posix() for path in paths)


def test_only_who_has_a_difference_beyond_the_tolerance_gets_a_list_and_each_municipality_its_result(made, tmp_path):
    lists, results = made()

    assert names(lists, tmp_path) == [f"aanbieder/{SUPPLIER}/vragenlijst-verantwoording-2025.xlsx"]
    assert names(results, tmp_path) == [
        "gemeente/0983/verantwoording-2025.xlsx", "gemeente/0984/verantwoording-2025.xlsx",
    ]  # fmt: skip


def test_a_list_asks_what_is_beyond_and_only_the_answer_can_be_changed(made, assert_valid_xlsx):
    (path,), _ = made()

    assert_valid_xlsx(path)
    book = openpyxl.load_workbook(path)
    sheet = book["Vragen"]
    headers, asked = ([cell.value for cell in sheet[row]] for row in (3, 4))
    row = dict(zip(headers, asked, strict=True))
    assert sheet.max_row == 4
    assert (row["Gemeentecode"], row["Gemeente"], row["Wet"]) == ("0983", "Venlo", "Wmo")
    assert (row["Verantwoord"], row["Toegekend"], row["Verschil"]) == (1_400.5, 1_000, 400.5)
    assert row["Onze vraag"] == "Hoe verklaart u dat u meer verantwoordt dan is toegekend?"
    assert sheet.protection.sheet
    unlocked = [header for header, cell in zip(headers, sheet[4], strict=True) if not cell.protection.locked]
    assert unlocked == ["Uw reden", "Uw toelichting"]
    (check,) = [each for each in sheet.data_validations.dataValidation if each.type == "list"]
    assert str(check.sqref) == "L4"
    facts = dict(book["Uitleg"].iter_rows(min_row=3, max_row=9, max_col=2, values_only=True))
    assert facts["Antwoord uiterlijk op"].date() == date(2026, 3, 12)
    assert facts["Naam"] == "=Zorg Voorbeeld"


def test_a_result_recalculates_to_our_figures_and_holds_only_own_rows(made, assert_valid_xlsx, recalculated):
    _, (venlo, _) = made()

    assert_valid_xlsx(venlo)
    written = openpyxl.load_workbook(venlo, data_only=True)["Uitkomst"]
    assert isinstance(openpyxl.load_workbook(venlo)["Uitkomst"]["D5"].value, str)
    sheets = recalculated(venlo)
    assert sheets["Uitkomst"] == [list(row) for row in written.iter_rows(values_only=True)]
    totals = {row[0]: row[2:6] for row in sheets["Uitkomst"][4:10]}
    assert totals == {
        "open": [1, 1_400.5, 1_000, 400.5], "afgewezen": [0, 0, 0, 0], "geaccepteerd met uitleg": [0, 0, 0, 0],
        "geaccepteerd": [1, 500, 500, 0],
        "niet te beoordelen": [1, 700, None, None], "Totaal": [3, 2_600.5, 1_500, 400.5],
    }  # fmt: skip
    assert [row[0:3] + row[6:7] for row in sheets["Uitkomst"][13:]] == [
        [SUPPLIER, "=Zorg Voorbeeld", "Jeugdwet", "niet te beoordelen"],
        [SUPPLIER, "=Zorg Voorbeeld", "Wmo", "open"],
        [OTHER, None, "Wmo", "geaccepteerd"],
    ]
    assert len(sheets["Regels"]) == 6


def test_what_has_nothing_to_say_any_more_is_taken_away(made, tmp_path):
    (old,), _ = made()

    lists, _ = made(sides())

    assert lists == []
    assert not old.exists()
    assert not (tmp_path / "gemeente" / "0984" / "verantwoording-2025.xlsx").exists()


def test_the_same_figures_make_the_same_bytes(made):
    (path,), _ = made()
    first = path.read_bytes()

    made()

    assert path.read_bytes() == first


def test_a_new_version_says_per_product_what_it_changed(made):
    old = make_lines("verantwoordingsregels", [STATED, STATED | {"product_code": "02A04", "bedrag_totaal": 10}])
    new = [
        STATED | {"bedrag_totaal": 90_000}, STATED | {"product_code": "02A05", "bedrag_totaal": 7},
        STATED | {"raamovereenkomst": "Bemoeizorg", "bedrag_totaal": 5},
    ]  # fmt: skip

    delta = changed(make_lines("verantwoordingsregels", new), old)

    assert delta.select("product_code", "bedrag_oud", "bedrag_nieuw", "bedrag_verschil").rows() == [
        ("02A03", 100_000, 90_000, -10_000), ("02A04", 10, 0, -10), ("02A05", 0, 7, 7),
    ]  # fmt: skip
    _, (result, _) = made(changes=delta)
    shown = pl.DataFrame(openpyxl.load_workbook(result)["Nieuwe versie"].values, orient="row", strict=False)
    assert shown.row(3)[3:] == ("02A03", "1000", "900", "-100")
