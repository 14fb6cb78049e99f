# SPDX-License-Identifier: EUPL-1.2
"""Forms: made by the command, valid, and read back without a word about their form once they are filled."""

import json
from datetime import date, datetime

import openpyxl
import pytest

from processors.errors import UnusableInputError
from processors.forms import PLANS, form
from processors.intake.reading import read_submission
from processors.lines import make_lines
from processors.tender.assignment import read_assignment

TARIFF = {
    "contract_nummer": "C1", "aanbieder": "12345678", "gemeente": "*", "wet": "wmo", "product_categorie": "02",
    "product_code": "02A01", "eenheid": "04", "tarief": 5000, "geldig_van": date(2026, 1, 1),
}  # fmt: skip
LEGAL = {"datum": date(2026, 7, 31), "euro": 1234.56, "geheel": 12, "maand": "2026-07", "tekst": "Tekst"}
COVER = {
    "Wet": "wmo", "Raamovereenkomst": "Wmo", "Kvk": "12345678", "Naam": "Stichting De Linde",
    "Versie": "1", "Datum": date(2027, 2, 1), "Soort verklaring": "accountantsverklaring", "Oordeel": "goedkeurend",
    "Getekend bedrag": 1234.56, "Gemeente": "0983", "Aanbieder": "12345678", "Maand": "2026-07", "Jaar": "2026",
}  # fmt: skip


def value_of(column):
    """A value that may stand in a column: the example of a code list, or one of its kind."""
    if column.label in COVER:
        return COVER[column.label]  # the rows are about what the Voorblad says
    if column.codes:
        return column.codes[0][0]
    if column.name == "client":
        return "999990019"
    if column.kind == "code":
        return (column.example or "A1").ljust(column.width or 0, "1")
    return LEGAL[column.kind]


def fill(path, kind):
    """Fill in every cell of the Voorblad and two rows of every sheet, as a person would in Excel."""
    book = openpyxl.load_workbook(path)
    for row in book["Voorblad"].iter_rows(min_row=4, max_col=2):
        if row[0].value in COVER and row[1].value is None:
            row[1].value = COVER[row[0].value]
    for sheet in form(kind, {}, made_on=datetime(2026, 8, 1)).sheets:  # noqa: DTZ001 - the date of a workbook
        for place, column in enumerate(sheet.columns, 1):
            assert book[sheet.name].cell(1, place).value == column.label
            for row in (2, 3):
                book[sheet.name].cell(row, place).value = value_of(column)
    book.save(path)


@pytest.mark.parametrize("kind", list(PLANS))
def test_a_form_is_a_valid_workbook(call, kind, tmp_path, assert_valid_xlsx):
    said = call("sjabloon", kind, "--maand", "2026-07")

    assert (said.status, said.out, said.err) == (0, f"Het formulier staat in {kind}-2026-07.xlsx.\n", "")
    assert_valid_xlsx(tmp_path / f"{kind}-2026-07.xlsx")


@pytest.mark.parametrize("kind", list(PLANS))
def test_a_filled_form_reads_back_without_a_finding_about_its_form(call, kind, tmp_path):
    call("sjabloon", kind, "--maand", "2026-07", "--gemeente", "0983", "--aanbieder", "12345678", "--uit", "f.xlsx")
    fill(tmp_path / "f.xlsx", kind)

    (read,) = read_submission(tmp_path / "f.xlsx")

    expected = set(PLANS[kind].sheets.values())
    assert (read.kind, read.refused) == (kind, None)
    assert read.problems.select("regel", "kolom", "waarde", "melding").rows() == []
    assert {name for name, frame in read.tables.items() if len(frame) == 2} == expected


def test_the_voorblad_says_what_the_rows_need_not_say(call, tmp_path):
    call("sjabloon", "productieverantwoording", "--aanbieder", "12345678", "--maand", "2026-01", "--uit", "f.xlsx")
    fill(tmp_path / "f.xlsx", "productieverantwoording")

    (read,) = read_submission(tmp_path / "f.xlsx")

    lines = read.tables["verantwoordingsregels"]
    assert (read.supplier, read.law) == ("12345678", "wmo")
    assert lines.select("jaar", "aanbieder", "wet").unique().rows() == [(2026, "12345678", "wmo")]
    assert lines["bedrag_totaal"].to_list() == [123456, 123456]


def test_the_reference_of_the_work_folder_fills_the_list_of_products(call, tmp_path):
    naslag = tmp_path / "werkmap" / "naslag"
    naslag.mkdir(parents=True)
    other = {**TARIFF, "aanbieder": "87654321", "product_code": "02A02"}
    ended = {**TARIFF, "product_code": "02A03", "geldig_tot": date(2026, 6, 30)}
    make_lines("tarieven", [TARIFF, other, ended]).write_parquet(naslag / "tarieven.parquet")
    words = {"wet": "wmo", "product_categorie": "02", "product_code": "02A01", "omschrijving": "Begeleiding"}
    make_lines("producten", [words]).write_parquet(naslag / "producten.parquet")

    said = call("sjabloon", "declaratie", "--aanbieder", "12345678", "--maand", "2026-07", "--json")

    path = tmp_path / "declaratie-12345678-2026-07.xlsx"
    rows = list(openpyxl.load_workbook(path)["Producten"].iter_rows(values_only=True))
    assert json.loads(said.out) == {"formulier": path.name, "versie": "declaratie 2026-1"}
    assert rows[1][:6] == ("wmo", "02", "02A01", "Begeleiding", "04", 50)
    assert len(rows) == 2


def test_without_a_catalogue_the_list_of_products_has_no_descriptions(call, tmp_path):
    naslag = tmp_path / "werkmap" / "naslag"
    naslag.mkdir(parents=True)
    make_lines("tarieven", [TARIFF]).write_parquet(naslag / "tarieven.parquet")

    call("sjabloon", "declaratie", "--uit", "f.xlsx")

    rows = list(openpyxl.load_workbook(tmp_path / "f.xlsx")["Producten"].iter_rows(values_only=True))
    assert rows[1][:4] == ("wmo", "02", "02A01", None)


def test_a_supplier_without_tariffs_is_a_sentence(call, tmp_path):
    naslag = tmp_path / "werkmap" / "naslag"
    naslag.mkdir(parents=True)
    make_lines("tarieven", [TARIFF]).write_parquet(naslag / "tarieven.parquet")

    said = call("sjabloon", "declaratie", "--aanbieder", "11111111")

    assert said.status == 2
    assert said.err == (
        "Voor aanbieder 11111111 staan geen tarieven in de naslag. Controleer de AGB-code, of vul de tabel tarieven "
        "aan.\n"
    )


def test_the_intake_workbook_of_a_tender_is_valid_and_says_what_is_missing(call, tmp_path, assert_valid_xlsx):
    call("sjabloon", "opdracht", "--uit", "opdracht.xlsx")

    asked, findings = read_assignment(tmp_path / "opdracht.xlsx")

    assert_valid_xlsx(tmp_path / "opdracht.xlsx")
    assert asked is None
    assert "INTAKE-50" in findings["regel"].to_list()


def test_a_form_of_an_unknown_kind_is_a_sentence():
    with pytest.raises(UnusableInputError) as refused:
        form("brief", {}, made_on=datetime(2026, 8, 1))  # noqa: DTZ001 - the date of a workbook

    assert str(refused.value) == (
        "Er is geen formulier 'brief'. Kies uit: declaratie, gemeentelevering, productieverantwoording."
    )


@pytest.mark.parametrize(
    ("option", "value", "sentence"),
    [
        ("--gemeente", "983", "'983' is geen gemeentecode. Schrijf 4 cijfers, zoals 0983."),
        ("--aanbieder", "1234", "'1234' is geen AGB-code. Schrijf 8 cijfers, zoals 12345678."),
        ("--uit", "formulier.csv", "Een formulier kan niet als '.csv' worden geschreven. Kies een naam op .xlsx."),
    ],
)
def test_a_form_for_nobody_or_of_another_type_is_not_made(call, option, value, sentence, tmp_path):
    said = call("sjabloon", "declaratie", option, value)

    assert said.status == 2
    assert said.err.startswith(sentence)
    assert list(tmp_path.glob("*.*")) == []


def test_a_form_that_cannot_be_written_is_a_sentence(call, tmp_path):
    (tmp_path / "bestand").write_text("")

    said = call("sjabloon", "declaratie", "--uit", "bestand/formulier.xlsx")

    assert said.status == 2
    assert said.err.startswith("De werkmap 'formulier.xlsx' kan niet worden geschreven (")
    assert said.err.endswith("Sluit het bestand als het openstaat, of kies een andere map, en probeer het opnieuw.\n")


def test_every_form_lists_only_what_its_sender_knows():
    answered = {"status", "toegekend_bedrag", "retourcodes"}

    made = {kind: form(kind, {}, made_on=datetime(2026, 8, 1)) for kind in PLANS}  # noqa: DTZ001 - a date of a workbook

    asked = {kind: {column.name for sheet in each.sheets for column in sheet.columns} for kind, each in made.items()}
    assert not answered & asked["declaratie"]
    assert answered <= asked["gemeentelevering"]
    assert all(each.products is None for each in made.values())
    assert all(step.endswith(".") for each in made.values() for step in each.steps)


def test_a_form_of_totals_asks_nothing_about_a_person_and_reads_back_as_totals(call, tmp_path):
    call(
        "sjabloon", "gemeentelevering", "--niveau", "geaggregeerd", "--gemeente", "0983", "--maand", "2026-07", "--uit",
        "f.xlsx",
    )  # fmt: skip
    book = openpyxl.load_workbook(tmp_path / "f.xlsx")
    headers = {cell.value for sheet in ("Declaratieregels", "Grootboek") for cell in book[sheet][1]}
    rows = {name: [cell.value for cell in book[name][1]] for name in ("Declaratieregels", "Grootboek")}
    total = ["wmo", "0983", "12345678", "02", "02A01", "2026-07", "2026-07", 10, "04", 500.25, 500.25, 3, 4]
    for at, value in enumerate(total, start=1):
        book["Declaratieregels"].cell(2, at, value)
    book.save(tmp_path / "gevuld.xlsx")

    (read,) = read_submission(tmp_path / "gevuld.xlsx")

    assert "Client" not in headers
    assert len(rows["Declaratieregels"]) == len(total)
    assert (read.refused, read.municipality, read.month) == (None, "0983", "2026-07")
    assert read.tables["declaratietotalen"]["ingediend_bedrag"].to_list() == [50_025]


def test_only_a_municipality_delivers_totals(call):
    said = call("sjabloon", "declaratie", "--niveau", "geaggregeerd")

    assert said.status == 2
    assert said.err.startswith("Een declaratie kan niet geaggregeerd.")
