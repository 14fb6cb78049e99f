# SPDX-License-Identifier: EUPL-1.2
"""What was granted a year before at the tariffs of now, row by row; written from kpis.csv (K05)."""

from datetime import date

from tests.oracle.mergers import heir


def indexed(tables, moved, month):
    """Of facts beside those of a year before the ones of which an index is known, with `toen` raised by it."""
    found = []
    for fact in moved:
        factor = _factor(tables, fact, month)
        if factor is not None:
            times, parts = factor
            found.append({**fact, "toen": _half_up(fact["toen"] * times, parts)})
    return found


def _factor(tables, fact, month):
    """The index as two whole numbers: the one agreed for the year, else the tariff of now over that of then."""
    year, number = int(fact["maand"][:4]), int(fact["maand"][5:])
    then = _tariff(tables, fact, fact["declarant"], date(year - 1, number, 1))
    if then is None:
        return None
    agreed = [
        row["index"] for row in tables["indexen"]
        if (row["contract_nummer"], row["jaar"]) == (then["contract_nummer"], year)
    ]  # fmt: skip
    if agreed:
        return 10_000 + agreed[-1], 10_000
    now = _tariff(tables, fact, fact["declarant"], date(year, number, 1)) or _tariff(
        tables, fact, heir(tables, fact["declarant"], month), date(year, number, 1)
    )
    if now is None or (now["eenheid"], now["per_uur"]) != (then["eenheid"], then["per_uur"]):
        return None
    return now["tarief"], then["tarief"]


def _tariff(tables, fact, supplier, day):
    """The tariff of the municipality itself, else that of all; of more the one that began last, else the last row."""
    for place in (fact["gemeente"], "*"):
        used = None
        for row in tables["tarieven"]:
            about = (row["wet"], row["product_code"], row["aanbieder"], row["gemeente"])
            if about != (fact["wet"], fact["product_code"], supplier, place) or row["geldig_van"] > day:
                continue
            if row["geldig_tot"] is not None and row["geldig_tot"] < day:
                continue
            if used is None or row["geldig_van"] >= used["geldig_van"]:
                used = row
        if used is not None:
            return used
    return None


def _half_up(top, bottom):
    size = (2 * abs(top) + bottom) // (2 * bottom)
    return size if top >= 0 else -size
