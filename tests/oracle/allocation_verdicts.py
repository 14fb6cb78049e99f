# SPDX-License-Identifier: EUPL-1.2
"""What the rules on a file of allocations say, row by row: twice the same, and the same product twice at a time."""

from tests.oracle.world import same

STACKABLE = ("11", "12", "13", "14")
VERSION = ("wet", "gemeente", "toewijzing_nummer", "toewijzing_datum")
PERSON = ("wet", "gemeente", "aanbieder", "client")


def tr101(row, rows):
    return not any(same(row, other, *VERSION) for other in rows[: place(row, rows)])


def place(row, rows):
    return next(nr for nr, other in enumerate(rows) if other is row)


def in_force(row, rows):
    """Only the latest version counts, and not a removal; of a version that stands twice the first."""
    versions = [other for other in rows if same(row, other, "wet", "gemeente", "toewijzing_nummer")]
    latest = row["toewijzing_datum"] == max(other["toewijzing_datum"] for other in versions)
    removal = row["reden_wijziging"] in ("13", "01") and row["einddatum"] == row["ingangsdatum"]
    return latest and not removal and tr101(row, rows)


def same_product(one, other):
    """The same product; the same category where a code is empty, and anything where a category is."""
    if None in (one["product_categorie"], other["product_categorie"]):
        return True
    if one["product_categorie"] != other["product_categorie"]:
        return False
    return None in (one["product_code"], other["product_code"]) or one["product_code"] == other["product_code"]


def may_overlap(one, other):
    """Transport and housing aids (Wmo 11 to 14) may be allocated beside each other and beside an empty category."""
    return one["wet"] == "wmo" and any(row["product_categorie"] in STACKABLE for row in (one, other))


def runs_at_the_start_of(row, other):
    return other["einddatum"] is None or other["einddatum"] >= row["ingangsdatum"]


def tr302(row, rows):
    """No other allocation that began before, or stands above it and began that day, still runs when this one begins.

    Of a version that stands twice in the file TR101 says all there is to say.
    """
    if not in_force(row, rows):
        return None
    for nr, other in enumerate(rows):
        began_before = (other["ingangsdatum"], nr) < (row["ingangsdatum"], place(row, rows))
        if (
            began_before
            and same(row, other, *PERSON)
            and other["toewijzing_nummer"] != row["toewijzing_nummer"]
            and in_force(other, rows)
            and same_product(row, other)
            and not may_overlap(row, other)
            and runs_at_the_start_of(row, other)
        ):
            return False
    return True


def failing(rows):
    """Every (position, rule) that does not hold."""
    says = {"TR101": tr101, "TR302": tr302}
    return {(nr, code) for nr, row in enumerate(rows) for code, test in says.items() if test(row, rows) is False}
