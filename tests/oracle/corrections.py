# SPDX-License-Identifier: EUPL-1.2
"""Nothing twice, and corrections: a line beside the lines of its file and those that were accepted before."""

from tests.oracle.amounts import missing
from tests.oracle.world import approved, credited_debet, is_credit, is_debet, same, takes_back

PERIOD = ("product_periode_begin", "product_periode_eind")
PRODUCT = ("product_categorie", "product_code")


def cd060(line, _world):
    if line["debet_credit"] is None:
        return None
    return is_credit(line) == (line["vorig_referentie_nummer"] is not None)


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


def tr389(line, world):
    names = ("wet", "gemeente", "toewijzing_nummer", *PERIOD, *PRODUCT)
    if missing(line, "aanbieder", *names) or not is_debet(line):
        return None
    for debet in approved(world):
        taken_back = any(takes_back(credit, debet) for credit in [*approved(world), *standing_credits(world)])
        if is_debet(debet) and same(line, debet, *names) and not taken_back:
            return False
    return True
