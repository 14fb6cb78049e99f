# SPDX-License-Identifier: EUPL-1.2
"""A reference folder of one supplier, product and allocation, and a line that fits it, judged as files."""

from datetime import date
from pathlib import Path

import polars as pl

from processors.assessment import assess
from processors.intake.reading import read_submission
from processors.intake.reference import read_reference
from processors.known import Known
from processors.lines import make_lines
from processors.pseudonym import Key

KEY = Key(1, b"0123456789abcdef0123456789abcdef")
RECEIVED = date(2028, 3, 15)
OLD, NEW = "01000001", "01000002"
CLIENT = "999990019"
SUPPLIER = {"aanbieder": OLD, "naam": "Verzonnen Zorg"}
CONTRACT = {
    "contract_nummer": "C1", "aanbieder": OLD, "module": "1", "wet": "wmo", "uitvoeringsvariant": "inspanning",
    "begindatum": date(2020, 1, 1),
}  # fmt: skip
TARIFF = {
    "contract_nummer": "C1", "aanbieder": OLD, "gemeente": "*", "wet": "wmo", "product_categorie": "02",
    "product_code": "02A03", "eenheid": "04", "tarief": 6000, "per_uur": "nee", "geldig_van": date(2020, 1, 1),
}  # fmt: skip
ALLOCATION = {
    "wet": "wmo", "gemeente": "0983", "aanbieder": OLD, "client": CLIENT, "toewijzing_nummer": 7,
    "toewijzing_datum": date(2025, 12, 15), "ingangsdatum": date(2026, 1, 1), "einddatum": date(2027, 12, 31),
    "product_categorie": "02", "product_code": "02A03", "volume": 4, "eenheid": "04", "frequentie": "2",
}  # fmt: skip
START = {
    "wet": "wmo", "gemeente": "0983", "aanbieder": OLD, "client": CLIENT, "toewijzing_nummer": 7, "soort": "start",
    "begindatum": date(2026, 1, 5), "status_aanlevering": "1", "dagtekening": date(2026, 1, 6),
}  # fmt: skip
LINE = {
    "wet": "wmo", "gemeente": "0983", "aanbieder": OLD, "declaratie_nummer": "D9", "declaratie_maand": "2026-09",
    "declaratie_dagtekening": date(2026, 10, 1), "referentie_nummer": "R1", "client": CLIENT, "toewijzing_nummer": 7,
    "product_categorie": "02", "product_code": "02A03", "product_periode_begin": date(2026, 9, 1),
    "product_periode_eind": date(2026, 9, 30), "geleverd_volume": 16, "eenheid": "04", "product_tarief": 6000,
    "ingediend_bedrag": 96000, "debet_credit": "D", "status": "ingediend",
}  # fmt: skip
NASLAG = {
    "aanbieders": [SUPPLIER],
    "contracten": [CONTRACT],
    "tarieven": [TARIFF],
    "lidmaatschap": [{"gemeente": "0983", "module": "1", "van": date(2014, 1, 1)}],
    "producten": [{"wet": "wmo", "product_categorie": "02", "product_code": "02A03", "omschrijving": "Begeleiding"}],
    "toewijzingen": [ALLOCATION],
    "regieberichten": [START],
    "eerdere_declaratieregels": [],
    "ongeldige_combinaties": [],
    "verzoeken": [],
}


def month(first, last, volume, **change):
    """A line about part of a month, at the tariff."""
    return {
        **LINE, "declaratie_maand": f"{first:%Y-%m}", "product_periode_begin": first, "product_periode_eind": last,
        "geleverd_volume": volume, "ingediend_bedrag": volume * 6000,
        "declaratie_dagtekening": max(last, date(2026, 10, 1)), **change,
    }  # fmt: skip


def judged(folder: Path, rows, table="declaratieregels", kind="declaratie", **naslag):
    """The findings on a file, and what is said about the reference; `naslag` replaces tables of it."""
    for name, given in {**NASLAG, **naslag}.items():
        _written(folder, name, given)
    reference = read_reference(folder)
    sent = folder / "ingestuurd"
    sent.mkdir()
    path = _written(sent, table, rows)
    (submission,) = read_submission(path, kind=kind, products=reference.products)
    background = Known(reference, KEY).about(submission)
    return assess(submission, background, received_on=RECEIVED, key=KEY).findings, reference.problems


def _written(folder: Path, name, rows):
    """Rows of a table as a csv that Dutch Excel makes."""
    path = folder / f"{name}.csv"
    frame = make_lines(name.removeprefix("eerdere_"), rows).drop("bestand", "blad", "rij")
    frame.write_csv(path, separator=";", include_bom=True, date_format="%d-%m-%Y")
    return path


def on_rows(findings):
    """Row, rule and severity of what is said about rows."""
    return findings.filter(pl.col("rij").is_not_null()).select("rij", "regel", "ernst").rows()


def said(findings):
    return findings["melding"].to_list()
