# SPDX-License-Identifier: EUPL-1.2
"""KPIs on what was allocated, counted one by one from accepted rows: the second opinion."""

from datetime import date, timedelta

SUBREGIONS = {"0983": "Noord-Limburg", "0957": "Midden-Limburg"}
ABOUT = {"categorie": "product_categorie", "product": "product_code"}


def figures(tables, per, *, month, delivered):
    """Per KPI code the figure of each group that has one."""
    end = last(month)
    allocations = [row for row in latest(tables["toewijzingen"]).values() if row["reden_wijziging"] != "13"]
    months = sorted({*(each for each in delivered if each <= month), month})
    return {
        "K03": used(allocations, tables["declaratieregels"], per, end),
        "K13": clients(allocations, months, per, whole=False),
        "K13-overlap": clients(allocations, months, per, whole=True),
    }


def latest(rows):
    found = {}
    for row in rows:
        key = (row["wet"], row["gemeente"], row["toewijzing_nummer"])
        if key not in found or row["toewijzing_datum"] >= found[key]["toewijzing_datum"]:
            found[key] = row
    return found


def used(allocations, lines, per, end):
    """Allocations of 90 days, or ended, with something granted: one by one."""
    good = set()
    for line in lines:
        amount = line["ingediend_bedrag"] if line["toegekend_bedrag"] is None else line["toegekend_bedrag"]
        wanted = line["debet_credit"] == "D" and line["status"] != "afgewezen" and amount > 0
        if wanted and line["product_periode_begin"] <= end:
            good.add((line["wet"], line["gemeente"], line["toewijzing_nummer"]))
    counts = {}
    for row in allocations:
        asked = row["ingangsdatum"] + timedelta(days=90)
        if row["einddatum"] is not None and max(row["einddatum"], row["ingangsdatum"]) < asked:
            asked = max(row["einddatum"], row["ingangsdatum"])
        key = group(row, f"{asked:%Y-%m}", per)
        if asked <= end and None not in key:
            top, bottom = counts.get(key, (0, 0))
            hit = (row["wet"], row["gemeente"], row["toewijzing_nummer"]) in good
            counts[key] = (top + hit, bottom + 1)
    return {key: 100 * top / bottom for key, (top, bottom) in counts.items()}


def clients(allocations, months, per, *, whole):
    """Different clients, of the last month that has rows in the period or of all its months."""
    present = {}
    running = [(row, month) for month in months for row in allocations if overlaps(row, month)]
    for _, month in running:
        name = period(month, per)
        present[name] = max(month, present.get(name, month))
    found = {}
    for row, month in running:
        key = group(row, month, per)
        if None in key:
            continue
        people = found.setdefault(key, set())
        at_end = row["einddatum"] is None or row["einddatum"] >= last(month)
        if whole or (at_end and month == present[period(month, per)]):
            people.add(row["client"])
    return {key: len(people) for key, people in found.items()}


def overlaps(row, month):
    begin, end = date.fromisoformat(f"{month}-01"), last(month)
    until = row["einddatum"] or date.max
    return row["ingangsdatum"] <= end and until >= max(begin, row["ingangsdatum"])


def last(month):
    year, number = int(month[:4]), int(month[5:])
    return date(year + number // 12, number % 12 + 1, 1) - timedelta(days=1)


def period(month, per):
    if "maand" in per:
        return month
    if "kwartaal" in per:
        return f"{month[:4]}-K{(int(month[5:]) + 2) // 3}"
    return month[:4] if "jaar" in per else None


def group(row, month, per):
    periods = ("maand", "kwartaal", "jaar")
    known = {**row, "subregio": SUBREGIONS[row["gemeente"]]}
    return tuple(period(month, per) if name in periods else known[ABOUT.get(name, name)] for name in per)
