# SPDX-License-Identifier: EUPL-1.2
"""Editions of open data of an invented region, and what a reader with a pencil makes of the files."""

import csv
import random
from datetime import date

import polars as pl

from processors import codelists
from processors.book_files import BookFiles
from processors.deliveries import DELIVERIES
from processors.disclosure.attack import Published, attack
from processors.kpibook import KpiBook
from processors.kpis import KPIS
from processors.lines import make_lines
from processors.measured import Material
from processors.measurements import measurements
from processors.open_data import edition
from processors.region_pages.public_figures import PUBLIC

BOOK = KpiBook([kpi for kpi in KPIS if kpi.code in PUBLIC])
SUBREGIONS = dict(codelists.table("gemeenten_mgr").select("gemeentecode", "subregio").iter_rows())
CATEGORIES = (("wmo", "02"), ("wmo", "07"), ("jw", "45"), ("jw", "54"))
SUPPLIERS = [f"0100000{number}" for number in range(7)]
TODAY = date(2026, 11, 23)
# A figure: the KPI, the municipality, the subregion, the law, the category and the period; empty is all together.
NAMES = ("kpi", "gemeente", "subregio", "wet", "categorie", "periode")


def pseudonym(number):
    return f"P1-{number:032x}"


def lines_until(month):
    """Declaration lines up to a month: many people everywhere, three in one place in spring, four in one category."""
    chance, lines = random.Random(7), []  # noqa: S311 - nobody guesses at invented people
    for nr, (place, at) in enumerate((place, at) for place in SUBREGIONS for at in range(1, 10)):
        for person in range(3 if (place, at <= 3) == ("0889", True) else 14):
            law, category = CATEGORIES[3] if (nr, person) in {(40, 3), (60, 3), (75, 3), (90, 3)} else (
                chance.choice(CATEGORIES[:3])
            )  # fmt: skip
            lines.append({
                "wet": law, "gemeente": place, "aanbieder": chance.choice(SUPPLIERS), "product_categorie": category,
                "client": pseudonym(1000 * int(place) + person), "declaratie_maand": f"2026-{at:02d}",
                "product_periode_begin": date(2026, at, 1), "product_periode_eind": date(2026, at, 28),
                "eenheid": "04", "geleverd_volume": 1, "debet_credit": "D", "toewijzing_nummer": len(lines),
                "ingediend_bedrag": chance.randrange(100_000, 900_000),
            })  # fmt: skip
    return [line for line in lines if line["declaratie_maand"] <= month]


def material(month, lines):
    """What is measured from these lines, of a region in which everybody delivered every month."""
    told = [
        {**dict.fromkeys(DELIVERIES), "soort": "gemeentelevering", "status": "geaccepteerd", "gemeente": place,
         "maand": f"2026-{at:02d}"}
        for place in SUBREGIONS for at in range(1, int(month[5:]) + 1)
    ]  # fmt: skip
    deliveries = pl.DataFrame(told, schema=dict(DELIVERIES), orient="row")
    declared = {"declaratieregels": make_lines("declaratieregels", lines)}
    return Material(declared, {}, deliveries, pl.DataFrame(), month, TODAY)


def publish(folder, month, lines):
    """Publish an edition; where its files stand, and every figure as it is."""
    behind = material(month, lines)
    figures = measurements(behind, BOOK)
    made = edition(figures, behind, folder / "register")
    return made.write(BookFiles(folder / "uitvoer", folder / "merken")), figures


def read_back(path):
    """Per figure in the csv its value in cents or pieces; None where it is suppressed."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file, delimiter=";"))
    found = {}
    for row in rows:
        if row["waarde"] or row["waarom_leeg"] == "onderdrukt":
            times = 100 if row["eenheid"].startswith("euro") else 1
            value = round(float(row["waarde"].replace(",", ".")) * times, 4) if row["waarde"] else None
            found[tuple(row[name] or None for name in NAMES)] = value
    return found


def truth(figures):
    """Per figure its value and its number of clients."""
    together = pl.col("aanbieder").is_null() & pl.col("contract_nummer").is_null()
    rows = figures.filter(together, pl.col("waarde").is_not_null()).select(
        "kpi", "gemeente", "subregio", "wet", "product", "maand", "waarde", "clienten"
    )
    return {row[:6]: row[6:] for row in rows.iter_rows()}


def _wholes(key):
    """The figures that this one is a part of, each with the way along which it is divided."""
    kpi, place, subregion, law, category, period = key
    if place:
        yield "gemeente", (kpi, None, None, law, category, period)
        yield "in subregio", (kpi, None, SUBREGIONS[place], law, category, period)
    if subregion:
        yield "subregio", (kpi, None, None, law, category, period)
    if category:
        yield "categorie", (kpi, place, subregion, law, None, period)
    if law and not category:
        yield "wet", (kpi, place, subregion, None, None, period)
    if "K" in period:
        yield "kwartaal", (kpi, place, subregion, law, category, period[:4])


def intervals(files, truths, kpi):
    """What somebody learns who lays the files side by side: per hidden figure the least and the most that it can be.

    He knows which parts add up, and that of unique clients the whole is at most their sum and at least each of them.
    """
    cells, shown, sums = {}, set(), {}
    for number, (seen, known) in enumerate(zip(files, truths, strict=True)):
        for key in (key for key in seen if key[0] == kpi):
            cell = (key, known[key][0])
            cells.setdefault(cell, len(cells))
            shown |= {cell} if seen[key] is not None else set()
            for way, whole in _wholes(key):
                if whole in seen:
                    sums.setdefault((number, way, whole), []).append(key)
    relations, terms = [], []

    def told(low, high, factors):
        relations.append((len(relations), low, high))
        terms.extend((len(relations) - 1, cell, factor) for cell, factor in factors)

    for (number, _, whole), parts in sums.items():
        known = truths[number]
        of_whole = cells[whole, known[whole][0]]
        of_parts = [cells[part, known[part][0]] for part in parts]
        added = sum(known[part][0] for part in parts)
        factors = [*((part, 1.0) for part in of_parts), (of_whole, -1.0)]
        if abs(added - known[whole][0]) < 1e-6:
            told(0.0, 0.0, factors)
        elif added > known[whole][0]:
            told(0.0, float("inf"), factors)
            for part in of_parts:
                told(float("-inf"), 0.0, [(part, 1.0), (of_whole, -1.0)])
    frame = pl.DataFrame(
        [(number, value if (key, value) in shown else None, 0.0) for (key, value), number in cells.items()],
        schema={"cel": pl.UInt32, "waarde": pl.Float64, "laagst": pl.Float64}, orient="row",
    )  # fmt: skip
    whole = Published(
        frame,
        pl.DataFrame(
            relations, schema={"relatie": pl.UInt32, "laag": pl.Float64, "hoog": pl.Float64}, orient="row"
        ),
        pl.DataFrame(terms, schema={"relatie": pl.UInt32, "cel": pl.UInt32, "factor": pl.Float64}, orient="row"),
    )  # fmt: skip
    names = {number: key for (key, _), number in cells.items()}
    values = {number: value for (_, value), number in cells.items()}
    return [(names[cell], values[cell], low, high) for cell, low, high in attack(whole).iter_rows()]
