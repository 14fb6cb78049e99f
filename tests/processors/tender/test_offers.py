# SPDX-License-Identifier: EUPL-1.2
"""An offer counts when nothing but the yellow cells was filled in, and everything else is said at its cell."""

import openpyxl
import pytest

from processors.tender.assignment import read_assignment
from processors.tender.offers import issued, read_offer
from processors.tender.price_sheet import price_sheets
from tests.processors.tender.made import intake_workbook

NAME = "Zorg & Co"


@pytest.fixture(scope="module")
def out(tmp_path_factory):
    """What was issued: a folder with the price sheets, and their contents by lot."""
    folder = tmp_path_factory.mktemp("uit")
    asked, _ = read_assignment(intake_workbook(folder / "opdracht.xlsx"))
    sheets = [issued(document.write(folder)) for document in price_sheets(asked)]
    return folder, {sheet.lot: sheet for sheet in sheets}


@pytest.fixture
def returned(out, tmp_path):
    """Fill in the price sheet of lot 1 as a tenderer does, with something else in some cells; gives the offer."""
    folder, sheets = out

    def returned(cells=None, work=lambda _book: None):
        book = openpyxl.load_workbook(folder / "Prijzenblad perceel 1.xlsx")
        filled = {"B8": NAME, "J11": 60.5, "J12": 72, "K11": 726_000, "K12": 288_000, **(cells or {})}
        for address, value in filled.items():
            book["Prijzenblad"][address] = value
        work(book)
        book.save(tmp_path / "inschrijving.xlsx")
        return read_offer(tmp_path / "inschrijving.xlsx", sheets)

    return returned


def told(offer):
    return offer.findings.select("regel", "cel", "melding").rows()


def test_an_offer_as_it_should_be(returned):
    offer = returned()

    assert told(offer) == []
    assert (offer.lot, offer.tenderer, offer.reason) == ("1", NAME, None)
    assert offer.prices.select("inschrijver", "perceel", "product_code", "tarief").rows() == [
        (NAME, "1", "02A01", 6050), (NAME, "1", "02A02", 7200),
    ]  # fmt: skip


def test_an_offer_that_libreoffice_saved_counts_too(out, returned, recalculated, tmp_path):
    returned({"K11": None, "K12": None})
    recalculated(tmp_path / "inschrijving.xlsx")

    offer = read_offer(tmp_path / "herberekend" / "inschrijving.xlsx", out[1])

    assert told(offer) == []


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ({"J11": None}, ("MGR-501", "J11")),
        ({"J11": 0}, ("MGR-501", "J11")),
        ({"J11": 49.99}, ("MGR-503", "J11")),
        ({"J11": 75.01}, ("MGR-503", "J11")),
        ({"J11": 60.555}, ("MGR-008", "J11")),
        ({"J11": "$ 60,50"}, ("MGR-008", "J11")),
        ({"J11": "op aanvraag"}, ("MGR-008", "J11")),
        ({"B8": None}, ("MGR-501", "B8")),
        ({"B7": "USD"}, ("MGR-502", "B7")),
        ({"B4": "INK-2027-04"}, ("MGR-502", "B4")),
        ({"H11": 80}, ("MGR-502", "H11")),
        ({"E12": None}, ("MGR-502", "E12")),
        ({"A14": "extra"}, ("MGR-502", "A14")),
        ({"B5": "9"}, ("MGR-502", "B5")),
    ],
)
def test_what_is_wrong_is_one_finding_at_its_cell(returned, cells, expected):
    offer = returned(cells)

    assert [(rule, cell) for rule, cell, _ in told(offer)] == [expected]
    assert offer.reason


def test_a_locked_cell_that_was_changed_is_told_with_what_was_issued(returned):
    offer = returned({"F11": 70, "B11": "Iets anders"})

    assert told(offer) == [
        ("MGR-502", "B11", "Deze vaste cel is gewijzigd; uitgegeven was 'Begeleiding licht'."),
        ("MGR-502", "F11", "Deze vaste cel is gewijzigd; uitgegeven was '62,5'."),
    ]


def test_a_formula_in_a_yellow_cell_is_no_price(out, returned, recalculated, tmp_path):
    returned({"J11": "=60+0.5"})
    recalculated(tmp_path / "inschrijving.xlsx")

    offer = read_offer(tmp_path / "herberekend" / "inschrijving.xlsx", out[1])

    assert [(rule, cell) for rule, cell, _ in told(offer)] == [("LEZEN-24", "J11")]


def test_a_sheet_that_is_renamed_hidden_or_added_is_told(returned):
    def renamed(book):
        book["Prijzenblad"].title = "Onze prijzen"

    def hidden(book):
        book["Uitleg"].sheet_state = "veryHidden"

    def added(book):
        book.create_sheet("Voorwaarden")["A1"] = "onder voorbehoud"

    told_of = [told(returned(work=work))[0][2] for work in (renamed, hidden, added)]

    assert told_of == [
        "Het blad 'Prijzenblad' ontbreekt of heeft een andere indeling.", "Het blad 'Uitleg' is verborgen.",
        "Het blad 'Voorwaarden' hoort niet bij het prijzenblad.",
    ]  # fmt: skip


@pytest.mark.parametrize("name", ["offerte.pdf", "offerte.xls"])
def test_another_kind_of_file_is_an_offer_with_a_finding(out, tmp_path, name):
    (tmp_path / name).write_bytes(b"%PDF-1.7 niets")

    offer = read_offer(tmp_path / name, out[1])

    assert (offer.lot, offer.tenderer, len(offer.prices)) == ("", "", 0)
    assert offer.findings["gevolg"].to_list() == ["bestand geweigerd"]


def test_the_fingerprint_is_that_of_the_locked_cells(out, tmp_path):
    folder, sheets = out
    book = openpyxl.load_workbook(folder / "Prijzenblad perceel 1.xlsx")
    book["Prijzenblad"]["J11"], book["Prijzenblad"]["K11"], book["Prijzenblad"]["K12"] = 60.5, 726_000, 0
    book.save(tmp_path / "prijs.xlsx")
    book["Prijzenblad"]["H11"] = 80
    book.save(tmp_path / "grens.xlsx")

    same, other = (issued(tmp_path / name).fingerprint for name in ("prijs.xlsx", "grens.xlsx"))

    assert same == sheets["1"].fingerprint
    assert other != same
