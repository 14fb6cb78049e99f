# SPDX-License-Identifier: EUPL-1.2
"""What a Voorblad says about the delivery as a whole: lines or totals, or nothing at all."""

import pytest

from processors.lines import TABLES

COVER = (["Gemeente", "0983"], ["Maand", "2026-09"])
ADDED_UP = (*COVER, ["Niveau", "geaggregeerd"])
TOTAL = {
    "Wet": "wmo", "Gemeente": "0983", "Aanbieder (AGB)": "01234567", "Productcategorie": "02", "Productcode": "02A03",
    "Leveringsmaand": "2026-09", "Declaratiemaand": "2026-09", "Volume": 10, "Eenheid": "04",
    "Ingediend bedrag (euro)": 642.5, "Toegekend bedrag (euro)": 640, "Aantal clienten": 3, "Regels": 4,
}  # fmt: skip
HEADERS = ["Wet", "Gemeente", "Aanbieder (AGB)", "Client", "Toewijzingnummer", "Toewijzingsdatum", "Ingangsdatum"]


def test_totals_are_read_as_totals_and_not_as_lines(sheet, form, submit):
    read = submit(sheet("Voorblad", ADDED_UP), form({}, {"Leveringsmaand": "2026-08"}, base=TOTAL))

    assert read.refused is None
    assert (read.kind, read.municipality, read.month, read.quarantine) == ("gemeentelevering", "0983", "2026-09", False)
    assert read.tables["declaratietotalen"].select(
        "leveringsmaand", "volume", "ingediend_bedrag", "toegekend_bedrag", "aantal_clienten", "regels"
    ).rows() == [("2026-09", 10, 64_250, 64_000, 3, 4), ("2026-08", 10, 64_250, 64_000, 3, 4)]


def test_totals_under_the_names_of_the_columns_are_read_too(sheet, submit):
    names = list(TABLES["declaratietotalen"].names)
    row = ["wmo", "0983", "01234567", "02", "02A03", "2026-09", "2026-09", 10, "04", 64250, 64000, 3, 4]

    read = submit(sheet("Voorblad", ADDED_UP), sheet("Declaratieregels", [names, row]))

    assert read.refused is None
    assert read.tables["declaratietotalen"]["ingediend_bedrag"].to_list() == [64_250]


def test_totals_where_lines_were_announced_are_refused_with_what_is_missing(sheet, form, submit, told):
    read = submit(sheet("Voorblad", (*COVER, ["Niveau", "regel"])), form({}, base=TOTAL))

    assert "declaratietotalen" not in read.tables
    assert read.refused is not None
    assert told(read, "regel")[0] == ("MGR-004",)


def test_a_level_that_is_none_refuses_the_delivery(sheet, form, submit, told):
    read = submit(sheet("Voorblad", (*COVER, ["Niveau", "ongeveer"])), form({}))

    assert ("INTAKE-16", "niveau", "bestand geweigerd") in told(read, "regel", "kolom", "gevolg")


NOTHING = [
    pytest.param([["Nihil", "ja"]], id="label"),
    pytest.param([["Inhoud", "Geen gegevens"]], id="value"),
    pytest.param([["NIHIL"]], id="by itself"),
    pytest.param([["Nulopgave", "x"]], id="another word"),
]


@pytest.mark.parametrize("said", NOTHING)
def test_a_voorblad_that_says_so_is_a_delivery_of_nothing(sheet, submit, told, said):
    read = submit(sheet("Voorblad", (*COVER, *said)))

    assert told(read, "regel") == []
    assert (read.refused, read.nothing, read.kind) == (None, True, "gemeentelevering")
    assert (read.municipality, read.month, read.tables) == ("0983", "2026-09", {})


def test_sheets_with_headers_only_are_a_delivery_of_nothing_when_the_voorblad_says_so(sheet, submit, told):
    empty = sheet("Toewijzingen", [HEADERS])

    silent = submit(sheet("Voorblad", COVER), empty)
    said = submit(sheet("Voorblad", (*COVER, ["Nihil", "ja"])), empty)

    assert [rule for (rule,) in told(silent, "regel")] == ["INTAKE-14"]
    assert (silent.nothing, silent.refused is None) == (False, False)
    assert (said.nothing, said.refused) == (True, None)


def test_a_supplier_can_report_nothing_too(sheet, submit):
    read = submit(sheet("Voorblad", (["Aanbieder", "01234567"], ["Maand", "2026-09"], ["Nihil", "ja"])))

    assert (read.kind, read.supplier, read.month, read.nothing) == ("declaratie", "01234567", "2026-09", True)


@pytest.mark.parametrize("said", [[["Nihil", "nee"]], [["Nihil", None]], []])
def test_without_the_word_an_empty_workbook_stays_refused(sheet, submit, told, said):
    read = submit(sheet("Voorblad", (*COVER, *[row for row in said if row[1]])))

    assert told(read, "regel") == [("INTAKE-14",)]
    assert not read.nothing


def test_nothing_without_a_month_is_refused(sheet, submit, told):
    read = submit(sheet("Voorblad", (["Gemeente", "0983"], ["Nihil", "ja"])))

    assert told(read, "regel", "kolom") == [("MGR-004", "maand")]
    assert not read.nothing


def test_lines_beside_the_word_that_there_are_none_refuse_the_file(sheet, form, submit, told):
    read = submit(sheet("Voorblad", (*COVER, ["Nihil", "ja"])), form({}, {"Referentienummer": "R2"}))

    assert ("INTAKE-19", "bestand geweigerd") in told(read, "regel", "gevolg")
    assert "2 regels" in read.refused
    assert not read.nothing
