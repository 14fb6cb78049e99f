# SPDX-License-Identifier: EUPL-1.2
# ruff: noqa: DTZ001, SLF001 - a workbook knows no time zones; openpyxl hides where a chart stands
"""The regional workbook: figures, tables and charts that a reader can check."""

import zipfile
from dataclasses import replace
from datetime import date, datetime

import openpyxl
import polars as pl
from lxml import etree

from workbooks.charts import Chart, Shape
from workbooks.region_book import Headline, Listing, Page, RegionBook, Stack, write_region_book
from workbooks.tables import Column

MADE_ON = datetime(2026, 10, 15)
LINES = pl.DataFrame(
    {
        "gemeente": ["0889", "0983", "0983"],
        "product_code": ["02A10", "10E12", "02A10"],
        "peildatum": [date(2026, 9, 30)] * 3,
        "toegekend_bedrag": [78_600, 100_001, -600],
    }
)
DELIVERIES = Page(
    "Levering",
    "Wie leverde wat, en wanneer",
    "Stand per gemeente op 14-10-2026.",
    pl.DataFrame({"naam": ["Beesel", "Venlo"], "status": ["op tijd", "niet ontvangen"], "stand": ["goed", "fout"]}),
    (Column("naam", "Gemeente"), Column("status", "Status", mark="stand", symbol=True)),
    "levering",
)
ACCOUNT = Page(
    "Verantwoording",
    "Waar de cijfers vandaan komen",
    "Bestanden achter dit werkboek.",
    pl.DataFrame({"bestand": ["venlo.xlsx"], "ontvangen": [datetime(2026, 10, 14, 9, 12)]}),
    (Column("bestand", "Bestand"), Column("ontvangen", "Ontvangen", "tijdstip")),
    "verantwoording",
    "naslag",
)
CHARTS = (
    Chart(
        "Toegekend per gemeente", "Venlo heeft meer toegekend dan Beesel.", "Gemeente", ["Beesel", "Venlo"],
        {"Toegekend": [78_600, 99_401]}, "euro", Shape.BARS,
    ),
    Chart(
        "Verzilvering per maand", "De verzilvering stijgt.", "Maand", ["aug", "sep"],
        {"2026": [90.1, None], "2025": [85, 86]}, "procent", Shape.LINE,
    ),
    Chart("Regels", "Twee van de honderd regels zijn geweigerd.", "Maand", ["sep"],
          {"Aangeleverd": [100], "Geweigerd": [2]}),
)  # fmt: skip
HEADLINES = (
    Headline("Gemeenten geleverd", 13, "geheel", "13 van de 14 gemeenten.", "waarschuwing", "onvolledig"),
    Headline("Toegekend bedrag", 178_001, "euro", "Som van feit_declaratie."),
    Headline("Doorlooptijd", None, "getal", "Niet te berekenen.", "signaal", "geen gegevens"),
)
BOOK = RegionBook(
    title="Regiowerkboek september 2026",
    period="September 2026, voorlopig: 13 van de 14 gemeenten verwerkt.",
    made_on=MADE_ON,
    headlines=HEADLINES,
    charts=CHARTS,
    pages=[DELIVERIES, ACCOUNT],
    tables={"dim_gemeente": pl.DataFrame({"gemeente": ["0889"]}), "feit_declaratie": LINES, "feit_leeg": LINES.clear()},
)

FIGURES = pl.DataFrame(
    {
        "naam": ["Toegekend", "Aandeel", "Wachttijd", "Tekst"],
        "waarde": [1780.01, 12.5, None, None],
        "woord": [None, None, "onderdrukt", "geen"],
        "soort": ["euro", "procent", "stil", "stil"],
        "formule": ["=SUM(feit_declaratie[toegekend_bedrag])/100", "=100/8", None, '=IF(1<2,"geen",0)'],
    }
)
SUMMED = replace(BOOK, headlines=(), charts=CHARTS[:2], summary=Listing(
    "kerncijfers", "Kerncijfers", "Kerncijfers over september 2026", FIGURES,
    (Column("naam", "Kerncijfer"), Column("waarde", "Waarde", "getal", "soort", word="woord", formula="formule")),
))  # fmt: skip


def write(path, book=BOOK, **options):
    write_region_book(path / "regio.xlsx", book)
    return openpyxl.load_workbook(path / "regio.xlsx", **options)


def test_only_sheets_with_data_in_the_fixed_order(tmp_path):
    book = write(tmp_path)

    assert book.sheetnames == [
        "Samenvatting", "Levering", "Verantwoording", "dim_gemeente", "feit_declaratie", "feit_leeg",
    ]  # fmt: skip
    assert not any(sheet.merged_cells.ranges for sheet in book)


def test_the_workbook_is_valid(tmp_path, assert_valid_xlsx):
    write(tmp_path)

    assert_valid_xlsx(tmp_path / "regio.xlsx")


def test_star_tables_have_exactly_the_given_names_and_columns_from_a1(tmp_path):
    book = write(tmp_path)

    tables = {name: ref for sheet in book for name, ref in sheet.tables.items()}
    assert tables == {
        "levering": "A4:B6", "dim_gemeente": "A1:A2", "feit_declaratie": "A1:D4", "feit_leeg": "A1:D2",
        "verantwoording": "A4:B5",
    }  # fmt: skip
    assert [[cell.value for cell in row] for row in book["feit_declaratie"].iter_rows()] == [
        ["gemeente", "product_code", "peildatum", "toegekend_bedrag"],
        ["0889", "02A10", datetime(2026, 9, 30), 78_600],
        ["0983", "10E12", datetime(2026, 9, 30), 100_001],
        ["0983", "02A10", datetime(2026, 9, 30), -600],
    ]
    assert [cell.number_format for cell in book["feit_declaratie"][2]] == ["@", "@", "dd-mm-yyyy", "0"]


def test_headlines_have_words(tmp_path):
    sheet = write(tmp_path)["Samenvatting"]

    assert [[cell.value for cell in row][:4] for row in sheet.iter_rows(min_row=4, max_row=7)] == [
        ["Kerncijfer", "Waarde", "Oordeel", "Wat het zegt"],
        ["Gemeenten geleverd", 13, "▲ onvolledig", "13 van de 14 gemeenten."],
        ["Toegekend bedrag", 1780.01, None, "Som van feit_declaratie."],
        ["Doorlooptijd", None, "● geen gegevens", "Niet te berekenen."],
    ]


def test_a_summary_has_a_cell_per_figure_that_can_be_checked_and_says_what_is_missing(tmp_path, recalculated):
    write(tmp_path, SUMMED)
    cells = openpyxl.load_workbook(tmp_path / "regio.xlsx")["Samenvatting"]

    computed = recalculated(tmp_path / "regio.xlsx")["Samenvatting"]

    assert cells["B5"].value == "=SUM(feit_declaratie[toegekend_bedrag])/100"
    assert [cells[place].number_format for place in ("B5", "B6")] == ['"€" #,##0.00;-"€" #,##0.00', '0.0"%"']
    assert [row[:2] for row in computed[3:8]] == [
        ["Kerncijfer", "Waarde"], ["Toegekend", 1780.01], ["Aandeel", 12.5], ["Wachttijd", "onderdrukt"],
        ["Tekst", "geen"],
    ]  # fmt: skip


def test_a_summary_is_one_printed_page_with_its_charts_beside_each_other(tmp_path, assert_valid_xlsx):
    sheet = write(tmp_path, SUMMED)["Samenvatting"]

    places = [(chart.anchor._from.row, chart.anchor._from.col) for chart in sheet._charts]
    # A missing number of pages is one.
    assert (sheet.sheet_properties.pageSetUpPr.fitToPage, sheet.page_setup.fitToHeight) == (True, None)
    assert places == [(9, 0), (9, 5)]
    assert sheet.print_area == "'Samenvatting'!$A$1:$B$25"
    assert sheet["A26"].value == "In deze werkmap"
    assert_valid_xlsx(tmp_path / "regio.xlsx")


def test_tables_and_charts_stand_below_each_other_without_a_header_that_misleads(tmp_path, assert_valid_xlsx):
    column = Column("product_code", "Product", "code")
    part = Listing("tweede", "Een tabel", "Die er bij hoort.", LINES, (column,))
    stack = Stack("KPI's", "Cijfers", "In beeld.", [part, CHARTS[1], replace(part, table="derde")])

    sheet = write(tmp_path, replace(BOOK, pages=[stack]))["KPI's"]

    assert sheet.tables.items() == [("tweede", "A6:A9"), ("derde", "A32:A35")]
    assert [sheet[f"A{row}"].value for row in (1, 4, 6, 9, 11, 13, 14, 30, 32, 35)] == [
        "Cijfers", "Een tabel", "Product", "02A10", "Verzilvering per maand", "Maand", "aug", "Een tabel", "Product",
        "02A10",
    ]  # fmt: skip
    assert (sheet.freeze_panes, sheet.print_title_rows) == (None, None)
    assert_valid_xlsx(tmp_path / "regio.xlsx")


def test_the_header_and_the_names_of_a_wide_table_stay_in_sight(tmp_path):
    sheet = write(tmp_path, replace(BOOK, pages=[replace(DELIVERIES, frozen=1, wide=True)]))["Levering"]

    assert (sheet.freeze_panes, sheet.print_title_rows, sheet.page_setup.paperSize) == ("B5", "$4:$4", 8)


def test_the_summary_leads_to_every_sheet(tmp_path):
    sheet = write(tmp_path)["Samenvatting"]

    links = {cell.value: cell.hyperlink.location for cell in sheet["A"] if cell.hyperlink}
    assert links == {
        "Levering": "'Levering'!A1", "Verantwoording": "'Verantwoording'!A1", "dim_gemeente": "'dim_gemeente'!A1",
        "feit_declaratie": "'feit_declaratie'!A1", "feit_leeg": "'feit_leeg'!A1",
    }  # fmt: skip


def test_the_summary_leads_to_a_sheet_with_an_apostrophe_in_its_name(tmp_path):
    sheet = write(tmp_path, replace(BOOK, tables={}, pages=[replace(DELIVERIES, name="KPI's")]))["Samenvatting"]

    (link,) = [cell.hyperlink.location for cell in sheet["A"] if cell.hyperlink]
    assert link == "'KPI''s'!A1"


def test_status_is_told_in_words_with_a_symbol(tmp_path):
    sheet = write(tmp_path)["Levering"]

    assert [[cell.value for cell in row] for row in sheet.iter_rows()] == [
        ["Wie leverde wat, en wanneer", None],
        ["Stand per gemeente op 14-10-2026.", None],
        [None, None],
        ["Gemeente", "Status"],
        ["Beesel", "✔ op tijd"],
        ["Venlo", "✖ niet ontvangen"],
    ]


def test_charts_are_fed_by_cells_and_have_a_text(tmp_path):
    sheet = write(tmp_path)["Samenvatting"]

    with zipfile.ZipFile(tmp_path / "regio.xlsx") as parts:
        drawing = etree.fromstring(parts.read("xl/drawings/drawing1.xml"))
        charts = [parts.read(f"xl/charts/chart{number}.xml").decode() for number in (1, 2, 3)]
    described = [each.get("descr") for each in drawing.iter("{*}cNvPr")]
    assert described == [chart.told for chart in CHARTS]
    for text, chart in zip(charts, CHARTS, strict=True):
        ranges = etree.fromstring(text.encode()).findall(".//{*}val//{*}f")
        read = [[cell.value for (cell,) in sheet[place.text.split("!")[1].replace("$", "")]] if ":" in place.text
                else [sheet[place.text.split("!")[1].replace("$", "")].value] for place in ranges]  # fmt: skip
        divided = 100 if chart.kind == "euro" else 1
        assert read == [[value and value / divided for value in values] for values in chart.series.values()]


def test_a_bar_starts_at_zero_unless_it_goes_below(tmp_path):
    below = replace(CHARTS[0], series={"Toegekend": [-5, 7]})
    write(tmp_path, replace(BOOK, charts=[CHARTS[0], CHARTS[1], below]))

    with zipfile.ZipFile(tmp_path / "regio.xlsx") as parts:
        charts = [etree.fromstring(parts.read(f"xl/charts/chart{number}.xml")) for number in (1, 2, 3)]
    starts = [[each.get("val") for each in chart.findall(".//{*}valAx/{*}scaling/{*}min")] for chart in charts]
    assert starts == [["0"], [], []]


def test_the_title_and_coverage_stand_on_top(tmp_path):
    sheet = write(tmp_path)["Samenvatting"]

    assert [sheet["A1"].value, sheet["A2"].value] == [BOOK.title, BOOK.period]


def test_a_long_name_of_a_figure_is_not_cut_off(tmp_path):
    long = Headline("Gedeclareerd in september 2026, alle wetten", 1, "geheel", "Som.")

    sheet = write(tmp_path, replace(BOOK, headlines=[long]))["Samenvatting"]

    assert sheet.column_dimensions["A"].width > len(long.label)


def test_a_book_with_nothing_but_a_title_is_still_a_book(tmp_path, assert_valid_xlsx):
    book = write(tmp_path, RegionBook("Regiowerkboek", "Nog geen gegevens.", MADE_ON))

    assert book.sheetnames == ["Samenvatting"]
    assert_valid_xlsx(tmp_path / "regio.xlsx")


def test_the_same_input_gives_the_same_bytes(tmp_path):
    write(tmp_path)
    first = (tmp_path / "regio.xlsx").read_bytes()

    write(tmp_path)

    assert (tmp_path / "regio.xlsx").read_bytes() == first
