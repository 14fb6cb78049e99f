# SPDX-License-Identifier: EUPL-1.2
"""`controleer` on a production statement in the national form, and on our own form filled in."""

import json

import openpyxl

from tests.processors.statement_books import LINE, national
from tests.processors.test_statements import reference


def with_naslag(folder):
    folder.mkdir()
    for name, table in reference().items():
        table.write_parquet(folder / f"{name}.parquet")
    return folder


def test_a_national_form_is_checked_against_the_reference(call, tmp_path):
    naslag = with_naslag(tmp_path / "naslag")
    wrong = (*LINE[:3], 67.2, *LINE[4:])
    national(tmp_path / "landelijk.xlsx", {"Venlo": [LINE], "0984": [wrong]}, form_year=2025)

    said = json.loads(call("controleer", "landelijk.xlsx", "--naslag", naslag, "--json").out)

    (file,) = said["bestanden"]
    assert (file["soort"], file["wet"], file["aanbieder"], file["maand"], file["regels"]) == (
        "productieverantwoording", "wmo", "01234567", "2025-12", 2,
    )  # fmt: skip
    assert file["uitkomst"] == "deels"
    assert {(each["regel"], each["blad"], each["cel"]) for each in said["bevindingen"]} >= {
        ("MGR-105", "0984", "I6"), ("MGR-107", "0984", "D6"),
    }  # fmt: skip


def test_our_own_form_is_valid_and_its_voorblad_is_judged_at_its_cells(call, tmp_path, assert_valid_xlsx):
    naslag = with_naslag(tmp_path / "naslag")
    call("sjabloon", "productieverantwoording", "--aanbieder", "01234567", "--maand", "2025-12", "--uit", "f.xlsx")
    assert_valid_xlsx(tmp_path / "f.xlsx")
    book = openpyxl.load_workbook(tmp_path / "f.xlsx")
    front, lines = book["Voorblad"], book["Regels"]
    at = {str(row[0].value).lower(): row[0].row for row in front.iter_rows(max_col=1) if row[0].value}
    said = {"wet": "wmo", "raamovereenkomst": "Wmo", "soort verklaring": "bestuur", "getekend bedrag (euro)": 600}
    for label, value in said.items():
        front.cell(at[label], 2).value = value
    heads = {cell.value: cell.column for row in lines.iter_rows(max_row=5) for cell in row if cell.value}
    first = next(cell.row for row in lines.iter_rows(max_row=5) for cell in row if cell.value == "Productcode") + 1
    filled = {
        "Gemeente": "0983", "Productcode": "02A03", "Eenheid": "04", "Tarief (euro)": 67.25, "Aantal": 4,
        "Bedrag toegekend (euro)": 269, "Bedrag totaal (euro)": 269, "Unieke clienten": 2,
    }  # fmt: skip
    for offset, place in enumerate(("0983", "0984")):
        for head, value in {**filled, "Gemeente": place}.items():
            lines.cell(first + offset, heads[head]).value = value
    book.save(tmp_path / "f.xlsx")

    found = json.loads(call("controleer", "f.xlsx", "--naslag", naslag, "--json").out)["bevindingen"]

    signed = next(each for each in found if each["regel"] == "MGR-112")
    assert (signed["blad"], signed["cel"]) == ("Voorblad", f"B{at['getekend bedrag (euro)']}")
    assert "€ 600,00" in signed["melding"]
    assert "€ 538,00" in signed["melding"]
