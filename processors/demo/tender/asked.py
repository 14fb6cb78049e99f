# SPDX-License-Identifier: EUPL-1.2
"""What the tender of the demo asks: three lots, each with its own price formula, as procurement staff write it down."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, time
from pathlib import Path

import polars as pl

from processors.demo.facts import CATALOGUE, EFFORT, MODULE_1, MUNICIPALITY_NAMES
from processors.demo.plan import DemoPlan, moved
from processors.lines import TABLES
from processors.tender.assignment import TABLES as ASKED
from processors.tender.assignment_form import assignment_form
from processors.tender.history import History
from processors.tender.points import ABSOLUTE, CURVED, RELATIVE
from processors.tender.prefill import prefilled
from workbooks.form import write_form

BEGINS = 3  # months after the last month of the demo
PRODUCTS = {"1": ("02D01", "02D02"), "2": ("07D01", "07E10", "08D01"), "3": ("15D02",)}
LOTS = (("1", "Begeleiding thuis", 2), ("2", "Dagbesteding met vervoer", 1), ("3", "Beschermd thuis", 1))
FORMULAS = {"1": RELATIVE, "2": ABSOLUTE, "3": CURVED}
LEAST, MOST = 70, 130  # percent of what the product costs now: the bandwidth of prices
UNKNOWN_VOLUME = 1_000  # what staff expect where the region has no figures
QUALITY = (("Plan van aanpak", 35, 4), ("Samenwerking", 25, None))
PRICE, SCALE = ("Prijs", 40), 10
REQUIREMENTS = (
    ("E1", None, "De inschrijver heeft een klachtenregeling.", "gunning", "Afschrift van de regeling"),
    ("E2", None, "De inschrijver declareert per kalendermaand.", "uitvoering", None),
    ("E3", "2", "Het vervoer is toegankelijk voor rolstoelen.", "uitvoering", "Plan van vervoer"),
)


def day_of(plan: DemoPlan) -> date:
    """The day on which the documents are made: the month after which the tender is published."""
    return moved(plan.firsts[-1], BEGINS - 1)


def write_intake(target: Path, plan: DemoPlan, seen: History) -> None:
    """Write the filled intake workbook, with volumes and reference tariffs from the region where it has them."""
    places = _frame("perceelgemeenten", [
        {"perceel": lot, "gemeente": code} for lot in PRODUCTS for code in MUNICIPALITY_NAMES
        if lot == "3" or code in MODULE_1
    ])  # fmt: skip
    products = prefilled(_products(), places, seen).with_columns(pl.col("jaarvolume").fill_null(UNKNOWN_VOLUME))
    asked = {
        "percelen": _frame("percelen", [
            {"perceel": lot, "perceel_naam": name, "aantal_contracten": count} for lot, name, count in LOTS
        ]),
        "perceelgemeenten": places,
        "perceelproducten": products,
        "gunningscriteria": _criteria(products),
        "eisen": _frame("eisen", [
            dict(zip(("eis", "perceel", "eis_tekst", "fase", "bewijs"), row, strict=True)) for row in REQUIREMENTS
        ]),
    }  # fmt: skip
    form = assignment_form(made_on=datetime.combine(day_of(plan), time()))
    sheets = [
        replace(sheet, rows=_begun(sheet.rows, plan) if name == "procedurestappen" else asked.get(name, sheet.rows))
        for name, sheet in zip(ASKED, form.sheets, strict=True)
    ]
    said = {
        "Titel": "Begeleiding en beschermd thuis", "Kenmerk": f"DEMO-{plan.year + 1}-01",
        "Aanbestedende dienst": "MGR Sociaal Domein Limburg-Noord", "Procedure": "emvi",
    }  # fmt: skip
    write_form(target, replace(form, sheets=sheets, cover=[replace(at, value=said[at.label]) for at in form.cover]))


def _products() -> pl.DataFrame:
    known = {product.code: product for product in CATALOGUE}
    return _frame("perceelproducten", [
        {
            "perceel": lot, "wet": known[code].law, "product_categorie": known[code].category, "product_code": code,
            "omschrijving": known[code].description, "eenheid": known[code].unit,
            "uitvoeringsvariant": EFFORT, "minimum_tarief": known[code].tariff * LEAST // 100,
            "maximum_tarief": known[code].tariff * MOST // 100, "nul_toegestaan": "nee",
        }
        for lot, codes in PRODUCTS.items()
        for code in codes
    ])  # fmt: skip


def _criteria(products: pl.DataFrame) -> pl.DataFrame:
    """Forty points for the price, between the bandwidth over a whole year where the formula asks for limits."""
    year = products.group_by("perceel").agg(
        bodem=(pl.col("minimum_tarief") * pl.col("jaarvolume")).sum(),
        plafond=(pl.col("maximum_tarief") * pl.col("jaarvolume")).sum(),
    )  # fmt: skip
    limits = {lot: {"bodem": least, "plafond": most} for lot, least, most in year.iter_rows()}
    rows: list[Mapping[str, object]] = []
    for lot, formula in FORMULAS.items():
        between = {} if formula == RELATIVE else limits[lot]
        power = {"macht": 2} if formula == CURVED else {}
        name, points = PRICE
        rows.append({
            "perceel": lot, "criterium": name, "criterium_soort": "prijs", "punten": points, "prijsformule": formula,
            **between, **power,
        })  # fmt: skip
        rows += [
            {"perceel": lot, "criterium": criterion, "criterium_soort": "kwaliteit", "punten": weight, "schaal": SCALE,
             "minimum_score": least}
            for criterion, weight, least in QUALITY
        ]  # fmt: skip
    return _frame("gunningscriteria", rows)


def _begun(steps: pl.DataFrame | None, plan: DemoPlan) -> pl.DataFrame:
    """The usual steps, from a first day on."""
    assert steps is not None  # noqa: S101 - the form has them
    first = pl.when(pl.col("stap_nummer") == 1).then(pl.lit(moved(plan.firsts[-1], BEGINS)))
    return steps.with_columns(vaste_datum=first)


def _frame(table: str, rows: list[Mapping[str, object]]) -> pl.DataFrame:
    return pl.DataFrame(rows, schema=TABLES[table].schema)
