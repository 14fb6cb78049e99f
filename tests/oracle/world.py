# SPDX-License-Identifier: EUPL-1.2
"""One submission and what is known of it: plain rows, searched from the first to the last."""

from dataclasses import dataclass, field
from datetime import date

Row = dict[str, object]


@dataclass
class World:
    """A file of declaration lines, the allocations and tariffs, and the lines that were accepted before."""

    lines: list[Row]
    allocations: list[Row] = field(default_factory=list)
    tariffs: list[Row] = field(default_factory=list)
    earlier: list[Row] = field(default_factory=list)


def same(one, other, *names):
    """Whether both rows have these columns, with the same values; what is missing equals nothing."""
    return all(one[name] is not None and one[name] == other[name] for name in names)


def allocation_of(line, world):
    """The version in force: the latest by date, and of one day the last one told."""
    found = None
    for row in world.allocations:
        if same(line, row, "wet", "gemeente", "toewijzing_nummer") and (
            found is None or (row["toewijzing_datum"] or date.min) >= (found["toewijzing_datum"] or date.min)
        ):
            found = row
    return found


def tariff_of(line, world):
    """The contract tariff on the first day: that of the municipality itself before that of all, then the latest."""
    day, best = line["product_periode_begin"], None
    for row in world.tariffs:
        if day is None or not same(line, row, "wet", "aanbieder", "product_code"):
            continue
        if row["gemeente"] not in ("*", line["gemeente"]):
            continue
        if row["geldig_van"] > day or (row["geldig_tot"] is not None and day > row["geldig_tot"]):
            continue
        rank = (row["gemeente"] != "*", row["geldig_van"])
        if best is None or rank >= best[0]:
            best = (rank, row)
    return best and best[1]


def is_debet(line):
    return line["debet_credit"] == "D"


def is_credit(line):
    return line["debet_credit"] == "C"


def approved(world):
    """Earlier lines that were not refused by the municipality."""
    return [line for line in world.earlier if line["status"] != "afgewezen"]


def credited_debet(credit, world):
    """The approved debet that a credit takes back; None when there is none."""
    for line in approved(world):
        if (
            is_debet(line)
            and same(credit, line, "wet", "aanbieder")
            and credit["vorig_referentie_nummer"] is not None
            and credit["vorig_referentie_nummer"] == line["referentie_nummer"]
        ):
            return line
    return None


def takes_back(credit, debet):
    return (
        is_credit(credit)
        and same(credit, debet, "wet", "aanbieder")
        and credit["vorig_referentie_nummer"] is not None
        and credit["vorig_referentie_nummer"] == debet["referentie_nummer"]
    )
