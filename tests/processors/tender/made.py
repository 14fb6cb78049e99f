# SPDX-License-Identifier: EUPL-1.2
"""A filled intake workbook with two lots, and the same with something else in it."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import openpyxl
import polars as pl

from processors.lines import TABLES
from processors.tender.assignment import TABLES as ASKED
from processors.tender.assignment_form import assignment_form
from workbooks.form import write_form

COVER = {
    "Titel": "Begeleiding 2028", "Kenmerk": "INK-2027-03", "Aanbestedende dienst": "MGR Limburg-Noord",
    "Procedure": "emvi",
}  # fmt: skip
FIRST_DAY = datetime(1899, 12, 30)  # noqa: DTZ001 - cells have no time zone
Rows = list[dict[str, object]]
ROWS: Mapping[str, Rows] = {
    "percelen": [
        {"perceel": "1", "perceel_naam": "Ambulant", "aantal_contracten": 2, "geraamde_waarde": 125_000_000},
        {"perceel": "2", "perceel_naam": "Dagbesteding", "aantal_contracten": 1},
    ],
    "perceelgemeenten": [
        {"perceel": lot, "gemeente": code} for lot, code in (("1", "0983"), ("1", "0957"), ("2", "0983"))
    ],
    "perceelproducten": [
        {"perceel": lot, "wet": "wmo", "product_categorie": category, "product_code": code, "eenheid": "04",
         "omschrijving": words, "referentie_tarief": 6250, "minimum_tarief": 5000, "maximum_tarief": 7500,
         "nul_toegestaan": "nee", "jaarvolume": volume}
        for lot, category, code, words, volume in (
            ("1", "02", "02A01", "Begeleiding licht", 12_000), ("1", "02", "02A02", "Begeleiding zwaar", 4_000),
            ("2", "07", "07A01", "Dagbesteding", 9_000),
        )
    ],
    "gunningscriteria": [
        {"perceel": lot, "criterium": name, "criterium_soort": kind, "punten": points, "schaal": best,
         "minimum_score": least, "prijsformule": formula}
        for lot in ("1", "2")
        for name, kind, points, best, least, formula in (
            ("Prijs", "prijs", 40, None, None, "relatief"), ("G1", "kwaliteit", 35, 10, 4, None),
            ("G2", "kwaliteit", 25, 10, None, None),
        )
    ],
    "eisen": [
        {"eis": "E1", "eis_tekst": "De inschrijver heeft een klachtenregeling.", "fase": "gunning"},
        {"eis": "E2", "perceel": "2", "eis_tekst": "Er is vervoer.", "fase": "uitvoering", "bewijs": "Plan"},
    ],
    "gevraagde_bewijsmiddelen": [{"bewijsmiddel": "GVA", "geldig_maanden": 24}],
    "procedurestappen": [
        {"stap_nummer": 1, "stap": "Publicatie", "soort_dagen": "kalenderdagen", "vaste_datum": date(2027, 9, 1)},
        {"stap_nummer": 2, "stap": "Sluiting", "termijn_dagen": 30, "soort_dagen": "kalenderdagen"},
        {"stap_nummer": 3, "stap": "Gunningsbeslissing", "termijn_dagen": 20, "soort_dagen": "werkdagen"},
        {"stap_nummer": 4, "stap": "Einde opschortende termijn", "termijn_dagen": 20, "soort_dagen": "kalenderdagen"},
    ],
}  # fmt: skip


def intake_workbook(target: Path, cover: Mapping[str, str | None] | None = None, **changed: Rows) -> Path:
    """Write the intake workbook as procurement staff fill it in; `changed` are the rows of whole tables."""
    form = assignment_form(made_on=datetime(2027, 6, 1))  # noqa: DTZ001 - cells have no time zone
    rows = {**ROWS, **changed}
    said = {**COVER, **(cover or {})}
    sheets = [
        replace(sheet, rows=pl.DataFrame(rows[name], schema=TABLES[name].schema))
        for name, sheet in zip(ASKED, form.sheets, strict=True)
    ]
    write_form(
        target, replace(form, sheets=sheets, cover=[replace(line, value=said[line.label]) for line in form.cover])
    )
    return target


def other(table: str, row: int, **values: object) -> dict[str, Rows]:
    """The rows of a table, of which one has other values."""
    return {table: [{**each, **values} if nr == row else each for nr, each in enumerate(ROWS[table])]}


def as_excel_hands_it_over(path: Path) -> dict[str, list[list[object]]]:
    """The cells of each sheet by name; a day is its number, and what is empty is nothing."""
    return {
        sheet.title: [
            [(cell - FIRST_DAY).days if isinstance(cell, datetime) else cell for cell in row]
            for row in sheet.iter_rows(values_only=True)
        ]
        for sheet in openpyxl.load_workbook(path)
    }
