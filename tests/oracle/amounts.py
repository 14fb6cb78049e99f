# SPDX-License-Identifier: EUPL-1.2
"""The amount, the tariff and the dates of a line: what one line says of itself, its tariff and its allocation."""

from tests.oracle.maximum import MINUTE, factor, first_of_month, last_of_month
from tests.oracle.world import allocation_of, tariff_of

EURO = "83"
FIVE_YEARS = 5


def half_up(cents, parts):
    """Cents divided in parts, half a cent upwards."""
    whole, rest = divmod(cents, parts)
    return whole + (1 if 2 * rest >= parts else 0)


def missing(line, *names):
    return any(line[name] is None for name in names)


def by_the_hour(line, world):
    """Whether it is declared in minutes under an hourly tariff; None when no tariff is known."""
    if line["eenheid"] != MINUTE:
        return False
    tariff = tariff_of(line, world)
    return None if tariff is None or tariff["per_uur"] is None else tariff["per_uur"] == "ja"


def tr346(line, world):
    if missing(line, "eenheid", "geleverd_volume", "ingediend_bedrag") or line["eenheid"] == EURO:
        return None
    hourly = by_the_hour(line, world)
    if hourly is None:
        return None
    if hourly:
        return line["ingediend_bedrag"] == half_up(tariff_of(line, world)["tarief"] * line["geleverd_volume"], 60)
    if line["product_tarief"] is None:
        return None
    return line["ingediend_bedrag"] == line["geleverd_volume"] * line["product_tarief"]


def iv081(line, world):
    if missing(line, "product_tarief") or not by_the_hour(line, world):
        return None
    return line["product_tarief"] == half_up(tariff_of(line, world)["tarief"], 60)


def cs339(line, _world):
    if missing(line, "geleverd_volume", "ingediend_bedrag") or line["eenheid"] != EURO:
        return None
    return line["ingediend_bedrag"] == line["geleverd_volume"]


def cd087(line, _world):
    if line["eenheid"] is None:
        return None
    return (line["product_tarief"] is None) == (line["eenheid"] == EURO)


def tr418(line, world):
    """Of minutes under an hourly tariff IV081 says it."""
    tariff = tariff_of(line, world)
    if missing(line, "product_tarief", "eenheid") or tariff is None:
        return None
    if line["eenheid"] == EURO or by_the_hour(line, world):
        return None
    return line["product_tarief"] == tariff["tarief"]


def tr335(line, _world):
    if missing(line, "product_periode_eind", "declaratie_dagtekening"):
        return None
    end, told = line["product_periode_eind"], line["declaratie_dagtekening"]
    return (end.year, end.month, end.day) >= (
        told.year - FIVE_YEARS,
        told.month,
        min(told.day, 28 if told.month == 2 else 31),
    )


def tr319(line, _world):
    if missing(line, "product_periode_eind", "declaratie_maand"):
        return None
    return f"{line['product_periode_eind']:%Y-%m}" <= line["declaratie_maand"]


def tr338(line, world):
    return None if missing(line, "wet", "gemeente", "toewijzing_nummer") else allocation_of(line, world) is not None


def tr304(line, world):
    allocation = allocation_of(line, world)
    if allocation is None or missing(line, "client") or allocation["client"] is None:
        return None
    return line["client"] == allocation["client"]


def tr341(line, world):
    allocation = allocation_of(line, world)
    if allocation is None or missing(line, "eenheid"):
        return None
    if allocation["eenheid"] is None:
        tariff = tariff_of(line, world)
        return None if tariff is None else fits(tariff, line["eenheid"])
    return factor(allocation, line["eenheid"]) is not None


def fits(tariff, unit):
    """The unit of the contract, or minutes where that is hours."""
    return factor(tariff, unit) is not None


def tr307(line, world):
    allocation = allocation_of(line, world)
    if allocation is None or missing(line, "product_periode_begin"):
        return None
    return line["product_periode_begin"] >= allocation["ingangsdatum"]


def tr308(line, world):
    allocation = allocation_of(line, world)
    if allocation is None or missing(line, "product_periode_eind"):
        return None
    return allocation["einddatum"] is None or line["product_periode_eind"] <= allocation["einddatum"]


def tr387(line, world):
    allocation, begin = allocation_of(line, world), line["product_periode_begin"]
    if allocation is None or begin is None:
        return None
    return begin == max(first_of_month(begin), allocation["ingangsdatum"])


def tr388(line, world):
    allocation, end = allocation_of(line, world), line["product_periode_eind"]
    if allocation is None or end is None:
        return None
    return end == min(last_of_month(end), allocation["einddatum"] or last_of_month(end))
