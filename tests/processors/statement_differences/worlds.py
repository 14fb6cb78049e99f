# SPDX-License-Identifier: EUPL-1.2
"""Small worlds of one statement and the declarations of its year."""

from datetime import date

from processors.lines import make_lines
from processors.statement_differences.sides import Sides

YEAR, LAW, SUPPLIER, PLACE, PRODUCT = 2025, "wmo", "01234567", "0983", "02A03"
STATED = {
    "jaar": YEAR, "wet": LAW, "raamovereenkomst": "Wmo", "aanbieder": SUPPLIER, "gemeente": PLACE,
    "product_code": PRODUCT, "eenheid": "04", "tarief": 5_000, "aantal": 20, "bedrag_totaal": 100_000,
}  # fmt: skip
DECLARED = {
    "wet": LAW, "gemeente": PLACE, "aanbieder": SUPPLIER, "declaratie_nummer": "D1", "declaratie_maand": "2025-03",
    "declaratie_dagtekening": date(2025, 4, 5), "referentie_nummer": "R1", "client": "P1-a", "toewijzing_nummer": 1,
    "product_categorie": "02", "product_code": PRODUCT, "product_periode_begin": date(2025, 3, 1),
    "product_periode_eind": date(2025, 3, 31), "geleverd_volume": 20, "eenheid": "04", "product_tarief": 5_000,
    "ingediend_bedrag": 100_000, "debet_credit": "D", "status": "toegekend",
}  # fmt: skip
SIGNED = date(2026, 2, 10)
COVER = {"jaar": YEAR, "wet": LAW, "raamovereenkomst": "Wmo", "aanbieder": SUPPLIER, "dagtekening": SIGNED,
         "ontvangen_op": date(2026, 2, 12)}  # fmt: skip
ALLOCATION = {
    "wet": LAW, "gemeente": PLACE, "toewijzing_nummer": 1, "toewijzing_datum": date(2025, 1, 1),
    "ingangsdatum": date(2025, 1, 1), "einddatum": date(2025, 6, 30),
}  # fmt: skip


def sides(stated=({},), declared=({},), *, totals=(), allocations=({},), cover=None):
    """The two sides; each row says what differs from the row of this module."""
    numbered = [{"referentie_nummer": f"R{number}", **line} for number, line in enumerate(declared, 1)]
    return Sides(
        stated=make_lines("verantwoordingsregels", [STATED | line for line in stated]),
        covers=make_lines("verantwoordingen", [COVER | (cover or {})]),
        declared=make_lines("declaratieregels", [DECLARED | line for line in numbered]),
        totals=make_lines("declaratietotalen", totals),
        allocations=make_lines("toewijzingen", [ALLOCATION | line for line in allocations]),
    )
