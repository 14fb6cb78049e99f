# SPDX-License-Identifier: EUPL-1.2
"""What each rule on a declaration line says, line by line: true, false, or None where it has nothing to say.

Written from the handbook (chapters 5 to 7) and the rule catalogue; shares no code with the rules themselves.
"""

from tests.oracle.maximum import (
    HOUR,
    MINUTE,
    OUTPUT,
    TOTAL,
    WEEK,
    factor,
    first_of_month,
    in_period,
    last_of_month,
    over_all,
    sundays,
)
from tests.oracle.world import (
    allocation_of,
    approved,
    credited_debet,
    is_credit,
    is_debet,
    same,
    takes_back,
    tariff_of,
)

EURO = "83"
ALLOCATION = ("wet", "gemeente", "toewijzing_nummer")
PERIOD = ("product_periode_begin", "product_periode_eind")
PRODUCT = ("product_categorie", "product_code")
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


def cd060(line, _world):
    if line["debet_credit"] is None:
        return None
    return is_credit(line) == (line["vorig_referentie_nummer"] is not None)


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


def before(line, world):
    """The lines of the file that stand above this one."""
    lines = []
    for other in world.lines:
        if other is line:
            break
        lines.append(other)
    return lines


def tr101(line, world):
    names = ("wet", "aanbieder", "referentie_nummer")
    return None if missing(line, *names) else not any(same(line, other, *names) for other in before(line, world))


def tr315(line, world):
    names = ("wet", "aanbieder", "vorig_referentie_nummer")
    return None if missing(line, *names) else not any(same(line, other, *names) for other in before(line, world))


def tr316(line, world):
    """A debet of this file may not be credited in it; its number is that of a line that takes nothing back."""
    if missing(line, "wet", "aanbieder", "vorig_referentie_nummer"):
        return None
    return not any(
        same(line, other, "wet", "aanbieder")
        and other["referentie_nummer"] == line["vorig_referentie_nummer"]
        and other["vorig_referentie_nummer"] is None
        for other in world.lines
    )


def tr416(line, world):
    names = ("wet", "gemeente", "toewijzing_nummer", *PERIOD, *PRODUCT)
    if missing(line, *names) or not is_debet(line):
        return None
    return not any(is_debet(other) and same(line, other, *names) for other in before(line, world))


def tr314(line, world):
    names = ("wet", "aanbieder", "referentie_nummer")
    return None if missing(line, *names) else not any(same(line, other, *names) for other in world.earlier)


def tr333(line, world):
    names = ("wet", "aanbieder", "declaratie_nummer")
    if missing(line, *names, "declaratie_maand"):
        return None
    return not any(
        same(line, other, *names) and other["declaratie_maand"] != line["declaratie_maand"] for other in world.earlier
    )


def tr323(line, world):
    if not is_credit(line) or missing(line, "wet", "aanbieder", "vorig_referentie_nummer"):
        return None
    return credited_debet(line, world) is not None


def tr390(line, world):
    if not is_credit(line) or missing(line, "wet", "aanbieder", "vorig_referentie_nummer"):
        return None
    return not any(
        is_credit(other) and same(line, other, "wet", "aanbieder", "vorig_referentie_nummer")
        for other in approved(world)
    )


def mgr333(line, world):
    names = ("toewijzing_nummer", *PRODUCT, *PERIOD, "geleverd_volume", "eenheid", "ingediend_bedrag")
    debet = credited_debet(line, world) if is_credit(line) else None
    return None if debet is None or missing(line, *names) else same(line, debet, *names)


def tr389(line, world):
    names = ("wet", "gemeente", "toewijzing_nummer", *PERIOD, *PRODUCT)
    if missing(line, "aanbieder", *names) or not is_debet(line):
        return None
    for debet in approved(world):
        taken_back = any(takes_back(credit, debet) for credit in [*approved(world), *standing_credits(world)])
        if is_debet(debet) and same(line, debet, *names) and not taken_back:
            return False
    return True


def tr418(line, world):
    """Of minutes under an hourly tariff IV081 says it."""
    tariff = tariff_of(line, world)
    if missing(line, "product_tarief", "eenheid") or tariff is None:
        return None
    if line["eenheid"] == EURO or by_the_hour(line, world):
        return None
    return line["product_tarief"] == tariff["tarief"]


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


def stands(credit, world):
    """Whether a credit takes back an approved debet of the same client, as it was and for the first time."""
    debet = credited_debet(credit, world)
    if debet is None or not same(credit, debet, "client"):
        return False
    takes_back_once = tr323(credit, world) is True and mgr333(credit, world) is True and tr390(credit, world) is True
    own = [says(credit, world) is True for says in (tr101, tr314, tr315, tr316)]
    return takes_back_once and all(own)


def standing_credits(world):
    return [line for line in world.lines if is_credit(line) and stands(line, world)]


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


SAYS = {
    "TR346": tr346, "IV081": iv081, "CS339": cs339, "CD087": cd087, "CD060": cd060, "TR335": tr335, "TR319": tr319,
    "TR101": tr101, "TR315": tr315, "TR316": tr316, "TR416": tr416, "TR314": tr314, "TR333": tr333, "TR323": tr323,
    "TR390": tr390, "MGR-333": mgr333, "TR389": tr389, "TR418": tr418, "TR338": tr338, "TR304": tr304,
    "TR341": tr341, "TR307": tr307, "TR308": tr308, "TR387": tr387, "TR388": tr388, "TR321": tr321,
    "TR321 (waarschuwing)": tr321_warning, "TR322": tr322, "TR369": tr369,
}  # fmt: skip


def failing(world):
    """Every (position of the line, rule) that does not hold, each rule by itself."""
    return {
        (position, code)
        for position, line in enumerate(world.lines)
        for code, says in SAYS.items()
        if says(line, world) is False
    }
