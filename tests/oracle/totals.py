# SPDX-License-Identifier: EUPL-1.2
"""The maximum of a product period and of a whole allocation, with all that counts on it."""

from tests.oracle.amounts import missing, tr304
from tests.oracle.corrections import before, standing_credits, tr101, tr314, tr389, tr416
from tests.oracle.maximum import HOUR, OUTPUT, TOTAL, WEEK, factor, in_period, over_all, sundays
from tests.oracle.world import allocation_of, approved, is_credit, is_debet, same, takes_back

PERIOD = ("product_periode_begin", "product_periode_eind")
ALLOCATION = ("wet", "gemeente", "toewijzing_nummer")


def without_sunday(line, allocation):
    """An output allocation by the week gets maximum 0 in a period without a Sunday: that is a warning, no error."""
    weekly = allocation["frequentie"] == WEEK and allocation["eenheid"] in OUTPUT
    return weekly and not sundays(*(line[name] for name in PERIOD))


def above_maximum(line, world):
    """Whether a debet is above the maximum of its product period; None when there is nothing to compare."""
    allocation = allocation_of(line, world)
    if allocation is None or missing(line, "geleverd_volume", "eenheid", *PERIOD) or not is_debet(line):
        return None
    times, maximum = factor(allocation, line["eenheid"]), in_period(allocation, *(line[name] for name in PERIOD))
    if times is None or maximum is None:
        return None
    room = maximum * smallest(allocation["eenheid"])
    if allocation["frequentie"] == TOTAL:
        taken_back = [other for other in standing_credits(world) if same(line, other, *ALLOCATION)]
        room = max(0, room - volume_of([*earlier_on(line, world), *taken_back], allocation))
    return line["geleverd_volume"] * smallest(line["eenheid"]) > room


def tr321(line, world):
    above = above_maximum(line, world)
    return None if above is None else not above or without_sunday(line, allocation_of(line, world))


def tr321_warning(line, world):
    above = above_maximum(line, world)
    return None if above is None else not above or not without_sunday(line, allocation_of(line, world))


def smallest(unit):
    """Hours are counted in minutes, so that both add up exactly; every other unit in itself."""
    return 60 if unit == HOUR else 1


def volume_of(lines, allocation):
    """Debets less credits in the smallest unit; what cannot be compared with the allocation does not count."""
    total = 0
    for line in lines:
        if factor(allocation, line["eenheid"]) is not None and line["geleverd_volume"] is not None:
            volume = line["geleverd_volume"] * smallest(line["eenheid"])
            total += volume if is_debet(line) else -volume
    return total


def earlier_on(line, world):
    """The debets that were approved before on the allocation of a line and not taken back since.

    A credit is a whole copy of its debet, so both together are nothing; one whose debet is gone takes nothing away.
    """
    credits_before = [other for other in approved(world) if is_credit(other)]
    return [
        other
        for other in approved(world)
        if is_debet(other)
        and same(line, other, *ALLOCATION)
        and not any(takes_back(credit, other) for credit in credits_before)
    ]


def counted(line, world):
    """What counts up to a debet: all that was approved, then the credits that stand, then the debets down to it.

    A debet that is refused because it is there twice, is of another client or too much for its own period, does not use
    up the room of the others.
    """
    taken_back = [other for other in standing_credits(world) if same(line, other, *ALLOCATION)]
    debets = [other for other in [*before(line, world), line] if is_debet(other) and same(line, other, *ALLOCATION)]
    return [*earlier_on(line, world), *taken_back, *(each for each in debets if not is_refused(each, world))]


def is_refused(debet, world):
    return any(says(debet, world) is False for says in (tr101, tr416, tr314, tr389, tr304, tr321))


def tr322(line, world):
    allocation = allocation_of(line, world)
    if allocation is None or missing(line, "geleverd_volume", "eenheid") or not is_debet(line):
        return None
    maximum = over_all(allocation)
    if maximum is None or factor(allocation, line["eenheid"]) is None or tr321(line, world) is False:
        return None
    weekly = allocation["frequentie"] == WEEK and allocation["eenheid"] in OUTPUT
    if weekly and not sundays(allocation["ingangsdatum"], allocation["einddatum"]):
        return True  # output of some days without a Sunday: TR321 warns, and that is all
    return volume_of(counted(line, world), allocation) <= maximum * smallest(allocation["eenheid"])


def tr369(line, world):
    allocation = allocation_of(line, world)
    if allocation is None or allocation["budget"] is None or missing(line, "ingediend_bedrag") or not is_debet(line):
        return None
    total = 0
    for other in counted(line, world):
        amount = other["ingediend_bedrag"] or 0
        total += amount if is_debet(other) else -amount
    return total <= allocation["budget"]
