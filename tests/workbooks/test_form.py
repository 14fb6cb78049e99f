# SPDX-License-Identifier: EUPL-1.2
# ruff: noqa: DTZ001 - a workbook knows no time zones
"""The submission form: what a sender opens, fills in and returns."""

from datetime import date, datetime

import openpyxl
import polars as pl
import pytest
from python_calamine import CalamineWorkbook

from workbooks.form import CoverField, Form, FormSheet, write_form
from workbooks.form_checks import FormColumn, manner, message_of

MADE_ON = datetime(2026, 10, 1)
UNITS = (("01", "Minuut"), ("04", "Uur"))
COLUMNS = (
    FormColumn("aanbieder", "Aanbieder (AGB)", "Uw AGB-code.", "code", required=True, width=8, example="73731234"),
    FormColumn("maand", "Declaratiemaand", "De maand van de declaratie.", "maand", required=True),
    FormColumn("client", "Client", "Burgerservicenummer of pseudoniem.", "code", required=True),
    FormColumn("begin", "Productperiode begin", "Eerste dag.", "datum", required=True, example="01-09-2026"),
    FormColumn("volume", "Geleverd volume", "Hoeveel u leverde.", "geheel", "eenheden", required=True),
    FormColumn("eenheid", "Eenheid", "Eenheid van de regel.", "code", required=True, codes=UNITS, width=2),
    FormColumn("tarief", "Producttarief", "Tarief volgens contract.", "cent"),
    FormColumn("bedrag", "Ingediend bedrag (euro)", "Volume maal tarief.", "euro"),
    FormColumn("toelichting", "Toelichting", "Wat wij moeten weten."),
)
ROWS = pl.DataFrame({"aanbieder": ["00731234"], "begin": [date(2026, 9, 1)], "tarief": [6550], "bedrag": [78_600]})


def make(**changes):
    given = {
        "title": "Declaratie september 2026",
        "version": "declaratie 2026-1",
        "made_on": MADE_ON,
        "sheets": [FormSheet("Declaratieregels", "declaratieregels", COLUMNS, ROWS)],
        "cover": [
            CoverField("aanbieder", "00731234", "AGB-code"),
            CoverField("niveau", None, "Regel of geaggregeerd", (("regel", "per regel"), ("geaggregeerd", "samen"))),
            CoverField("datum", date(2026, 10, 14), "Datum van invullen"),
        ],
        "steps": ["Controleer het Voorblad.", "Vul de regels in."],
        "products": pl.DataFrame({"Productcode": ["02A10"], "Tarief (euro)": [6550]}),
        "euros": ["Tarief (euro)"],
        "contact": "Servicepunt, 077 - 000 00 00",
    }
    return Form(**(given | changes))


def write(path, form=None):
    write_form(path / "formulier.xlsx", form or make())
    return openpyxl.load_workbook(path / "formulier.xlsx")


def checks(sheet):
    """The validations per cell address range."""
    return {str(check.sqref): check for check in sheet.data_validations.dataValidation}


def test_a_form_has_its_sheets_in_the_order_of_work(tmp_path, assert_valid_xlsx):
    book = write(tmp_path)

    assert book.sheetnames == ["Voorblad", "Uitleg", "Declaratieregels", "Producten", "Codelijsten"]
    assert book.active.title == "Voorblad"
    assert not any(sheet.merged_cells.ranges for sheet in book)
    assert_valid_xlsx(tmp_path / "formulier.xlsx")


def test_the_cover_has_labels_in_a_values_in_b_and_the_stamp_first(tmp_path):
    book = write(tmp_path)

    rows = [[cell.value for cell in row] for row in book["Voorblad"].iter_rows(min_row=1)]
    assert rows == [
        ["Declaratie september 2026", None, None],
        [None, None, None],
        ["Formulier", "declaratie 2026-1", "Versie van dit formulier; laat dit staan."],
        ["aanbieder", "00731234", "AGB-code"],
        ["niveau", None, "Regel of geaggregeerd"],
        ["datum", datetime(2026, 10, 14), "Datum van invullen"],
    ]
    assert book.defined_names["formulier"].attr_text == "Voorblad!$B$3"
    assert checks(book["Voorblad"])["B5"].formula1 == "lijst_2_niveau"


def test_the_data_sheet_is_a_table_with_the_labels_as_headers_and_room(tmp_path):
    sheet = write(tmp_path)["Declaratieregels"]

    table = sheet.tables["declaratieregels"]
    assert [cell.value for cell in sheet[1]] == [column.label for column in COLUMNS]
    assert table.column_names == [column.label for column in COLUMNS]
    assert (table.ref, sheet.freeze_panes) == ("A1:I1001", "A2")


def test_prefilled_rows_stand_ready_with_their_own_types(tmp_path):
    sheet = write(tmp_path)["Declaratieregels"]

    assert [cell.value for cell in sheet[2]] == [
        "00731234", None, None, datetime(2026, 9, 1), None, None, 6550, 786, None,
    ]  # fmt: skip


def test_an_empty_form_has_no_filled_cells_below_the_header(tmp_path):
    write(tmp_path, make(sheets=[FormSheet("Declaratieregels", "declaratieregels", COLUMNS)], prepared_rows=500))

    rows = (
        CalamineWorkbook.from_path(str(tmp_path / "formulier.xlsx")).get_sheet_by_name("Declaratieregels").to_python()
    )

    assert rows == [[column.label for column in COLUMNS]]


def test_codes_keep_their_zeros_in_every_row(tmp_path):
    sheet = write(tmp_path)["Declaratieregels"]

    formats = [sheet.column_dimensions[letter].number_format for letter in "ABCDEFGHI"]
    assert formats == ["@", "@", "@", "dd-mm-yyyy", "0", "@", "0", "#,##0.00", "General"]


def test_each_column_has_a_message_and_a_check_in_dutch(tmp_path):
    found = checks(write(tmp_path)["Declaratieregels"])

    assert {place: (check.type, check.error) for place, check in found.items() if "1001" in place} == {
        "A2:A1001": ("textLength", "Deze code heeft precies 8 tekens; schrijf de voorloopnullen mee."),
        "B2:B1001": ("textLength", "Schrijf de maand als jjjj-mm, bijvoorbeeld 2026-09."),
        "C2:C1001": (None, None),
        "D2:D1001": (
            "date", "Dit is geen bestaande datum. Schrijf de datum als dd-mm-jjjj, bijvoorbeeld 30-09-2026.",
        ),
        "E2:E1001": ("whole", "Vul een geheel getal in, zonder punten, komma's of eenheid."),
        "F2:F1001": ("list", "Kies een waarde uit de lijst; alle waarden staan op het blad Codelijsten."),
        "G2:G1001": (
            "whole", "Vul hele eurocenten, bijvoorbeeld 1250 voor € 12,50 in, zonder punten, komma's of eenheid.",
        ),
        "H2:H1001": ("decimal", "Vul een bedrag in euro in, met ten hoogste twee decimalen."),
        "I2:I1001": (None, None),
    }  # fmt: skip
    assert found["A2:A1001"].prompt == (
        "Verplicht. Uw AGB-code.\nCode, als tekst; voorloopnullen blijven staan; 8 tekens. Bijvoorbeeld: 73731234"
    )
    assert found["A1"].prompt == found["A2:A1001"].prompt
    assert found["I2:I1001"].prompt == "Alleen als het er is. Wat wij moeten weten.\nVrije tekst."


def test_a_drop_down_offers_the_codes_of_its_list(tmp_path):
    book = write(tmp_path)

    name = checks(book["Declaratieregels"])["F2:F1001"].formula1
    ((sheet, cells),) = book.defined_names[name].destinations
    assert [cell.value for (cell,) in book[sheet][cells]] == ["01", "04"]
    assert [[cell.value for cell in row] for row in book["Codelijsten"].iter_rows(min_row=3)] == [
        ["Lijst", "Code", "Betekenis"],
        ["Eenheid", "01", "Minuut"],
        ["Eenheid", "04", "Uur"],
        ["niveau", "regel", "per regel"],
        ["niveau", "geaggregeerd", "samen"],
    ]


def test_columns_with_the_same_codes_share_a_list(tmp_path):
    columns = [FormColumn("a", "Eenheid", "", codes=UNITS), FormColumn("b", "Eenheid van het tarief", "", codes=UNITS)]

    book = write(tmp_path, make(sheets=[FormSheet("Regels", "regels", columns)], cover=[]))

    found = checks(book["Regels"])
    assert found["A2:A1001"].formula1 == found["B2:B1001"].formula1 == "lijst_1_eenheid"


def test_required_columns_are_named_and_underlined(tmp_path):
    book = write(tmp_path)

    edges = [cell.border.bottom.style for cell in book["Declaratieregels"][1]]
    assert edges == ["thick"] * 6 + ["thin"] * 3
    assert [cell.value for cell in book["Uitleg"]["C"]][5:] == ["Invullen"] + ["verplicht"] * 6 + ["als het er is"] * 3


def test_the_explanation_gives_the_steps_and_every_column(tmp_path):
    sheet = write(tmp_path)["Uitleg"]

    assert [cell.value for cell in sheet["A"]][:4] == [
        "Zo vult u dit formulier in", "1. Controleer het Voorblad.", "2. Vul de regels in.",
        "3. Vragen? Servicepunt, 077 - 000 00 00",
    ]  # fmt: skip
    assert [cell.value for cell in sheet[7]] == [
        "Declaratieregels", "Aanbieder (AGB)", "verplicht", "Uw AGB-code.",
        "Code, als tekst; voorloopnullen blijven staan; 8 tekens", "73731234",
    ]  # fmt: skip


def test_the_product_list_shows_tariffs_in_euros(tmp_path):
    sheet = write(tmp_path)["Producten"]

    assert [[cell.value for cell in row] for row in sheet.iter_rows()] == [
        ["Productcode", "Tarief (euro)"],
        ["02A10", 65.5],
    ]
    assert "producten" in sheet.tables


def test_a_form_without_products_lists_or_contact_leaves_their_sheets_out(tmp_path, assert_valid_xlsx):
    columns = [FormColumn("toelichting", "Toelichting", "Vrij in te vullen.")]

    book = write(tmp_path, make(sheets=[FormSheet("Regels", "regels", columns)], cover=[], products=None, contact=""))

    assert book.sheetnames == ["Voorblad", "Uitleg", "Regels"]
    assert_valid_xlsx(tmp_path / "formulier.xlsx")


def test_a_filled_form_reads_back_as_it_was_filled(tmp_path):
    book = write(tmp_path, make(sheets=[FormSheet("Declaratieregels", "declaratieregels", COLUMNS)]))
    values = ["00731234", "2026-09", "P1-abc", date(2026, 9, 1), 12, "04", 6550, 786.0, "=geen formule"]
    for column, value in enumerate(values, 1):
        cell = book["Declaratieregels"].cell(2, column, value)
        cell.data_type = "s" if isinstance(value, str) else cell.data_type
    book.save(tmp_path / "ingevuld.xlsx")

    read = CalamineWorkbook.from_path(str(tmp_path / "ingevuld.xlsx")).get_sheet_by_name("Declaratieregels").to_python()

    assert read == [[column.label for column in COLUMNS], values]


@pytest.mark.parametrize("length", [10, 400])
def test_titles_and_messages_fit_in_what_excel_allows(tmp_path, length, assert_valid_xlsx):
    codes = tuple((f"{number:03d}", "Een heel lange omschrijving") for number in range(60))
    columns = [
        FormColumn("lang", "Lange kop " * 20, "Uitleg " * length, codes=codes),
        FormColumn("vrij", "Vrij", "Uitleg " * length, unit="uur"),
    ]

    book = write(tmp_path, make(sheets=[FormSheet("Regels", "regels", columns)]))

    for check in checks(book["Regels"]).values():
        assert len(check.prompt) <= 255
        assert len(check.promptTitle) <= 32
    assert_valid_xlsx(tmp_path / "formulier.xlsx")


def test_a_long_list_shows_its_first_codes():
    column = FormColumn("x", "X", "Kies.", codes=tuple((str(number), "") for number in range(9)), required=True)

    assert manner(column) == "Kies uit de lijst: 0, 1, 2, 3, 4, 5 …"
    assert message_of(column) == "Verplicht. Kies.\nKies uit de lijst: 0, 1, 2, 3, 4, 5 …"
