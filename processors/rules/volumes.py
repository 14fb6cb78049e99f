# SPDX-License-Identifier: EUPL-1.2
"""Volume and budget against what the allocation allows, per period and as a whole."""

import narwhals as nw

from processors.rulebook import Column, Consequence, Rulebook, Severity
from processors.rules.allocation_match import WRONG_ALLOCATION

rules = Rulebook()
# One whole number stands for the three columns of an allocation: a window over it takes half the time.
ALLOCATION = {"eerste_op_toewijzing": nw.col("nr").min().over("toewijzing_nummer", "gemeente", "wet")}
# Credits count before debets (OP366), and within each the lines count from top to bottom.
ORDER = ("debet_credit", "nr")
WEEK = "2"
HOUR, MINUTES_PER_HOUR = "04", 60
OUTPUT = ("82", "83")


def running(counted: Column) -> Column:
    """What this submission adds up to on the allocation, up to and including the line; needs `ALLOCATION`."""
    return counted.cum_sum().over(*ALLOCATION, order_by=ORDER)


def in_smallest(volume: Column, eenheid: Column) -> Column:
    """A volume with hours in minutes, so that lines in hours and lines in minutes add up."""
    return nw.when(eenheid == HOUR).then(volume * MINUTES_PER_HOUR).otherwise(volume)


def counted_volume(
    debet_credit: Column,
    geleverd_volume: Column,
    eenheid: Column,
    credit_geldt: Column,
    maximum_periode: Column,
    maximum_toewijzing: Column,
    toegewezen_eenheid: Column,
    toegewezen_frequentie: Column,
) -> Column:
    """What a line adds to its allocation, hours in minutes.

    A credit that takes no debet back, a debet over its period (TR321) and a unit that does not convert add nothing.
    """
    volume = in_smallest(geleverd_volume, eenheid)
    above = _above_period(geleverd_volume, maximum_periode, toegewezen_eenheid, toegewezen_frequentie)
    return (
        nw.when(maximum_toewijzing.is_null())
        .then(0)
        .when(debet_credit == "C")
        .then(nw.when(credit_geldt.fill_null(value=False)).then(-volume).otherwise(0))
        .when(~above)
        .then(volume)
        .otherwise(0)
    )


def _above_period(
    geleverd_volume: Column, maximum_periode: Column, toegewezen_eenheid: Column, toegewezen_frequentie: Column
) -> Column:
    """Whether a debet of this volume is refused for its period (TR321)."""
    above = (geleverd_volume > maximum_periode).fill_null(value=False)
    return above & ~_without_a_sunday(maximum_periode, toegewezen_eenheid, toegewezen_frequentie)


def counted_amount(debet_credit: Column, ingediend_bedrag: Column, credit_geldt: Column) -> Column:
    """The amount that a line adds to its allocation; a credit that takes no debet back adds nothing."""
    taken_back = nw.when(credit_geldt.fill_null(value=False)).then(-ingediend_bedrag).otherwise(0)
    return nw.when(debet_credit == "C").then(taken_back).otherwise(ingediend_bedrag)


@rules.rule(
    "TR321",
    table="declaratieregels",
    severity=Severity.FOUT,
    consequence=Consequence.REJECT_LINE,
    says="Gedeclareerd is een volume van {geleverd_volume}; in deze periode mag het hooguit {maximum_periode} zijn.",
    action="Verlaag het volume tot wat is toegewezen, of vraag de gemeente om een hogere toewijzing.",
    holds=[
        {"geleverd_volume": 15, "debet_credit": "D", "maximum_periode": 15},
        {"geleverd_volume": 16, "debet_credit": "C", "maximum_periode": 15},
        {"geleverd_volume": 16, "debet_credit": "D", "maximum_periode": None},
    ],
    fails=[{"geleverd_volume": 16, "debet_credit": "D", "maximum_periode": 15}],
    may_be_empty=["maximum_periode", "toegewezen_eenheid", "toegewezen_frequentie"],
    after=WRONG_ALLOCATION,
)
def volume_fits_the_period(
    geleverd_volume: Column,
    debet_credit: Column,
    maximum_periode: Column,
    toegewezen_eenheid: Column,
    toegewezen_frequentie: Column,
) -> Column:
    """A debet is at most what the allocation allows in the period, where it names a volume and the period a Sunday."""
    above = _above_period(geleverd_volume, maximum_periode, toegewezen_eenheid, toegewezen_frequentie)
    return (debet_credit != "D") | ~above


@rules.rule(
    "TR321",
    table="declaratieregels",
    severity=Severity.WAARSCHUWING,
    consequence=Consequence.NONE,
    says="Gedeclareerd is een volume van {geleverd_volume}, maar in deze periode valt geen zondag; volgens de "
    "landelijke rekenregel is het maximum dan 0.",
    action="Stem met de gemeente af of deze gebroken week wordt betaald; de regel wordt hierom niet geweigerd.",
    holds=[
        {
            "geleverd_volume": 0,
            "debet_credit": "D",
            "maximum_periode": 0,
            "toegewezen_eenheid": "82",
            "toegewezen_frequentie": "2",
        },
        {
            "geleverd_volume": 1,
            "debet_credit": "D",
            "maximum_periode": 1,
            "toegewezen_eenheid": "82",
            "toegewezen_frequentie": "2",
        },
        {
            "geleverd_volume": 1,
            "debet_credit": "D",
            "maximum_periode": 0,
            "toegewezen_eenheid": "82",
            "toegewezen_frequentie": "6",
        },
        {
            "geleverd_volume": 1,
            "debet_credit": "D",
            "maximum_periode": None,
            "toegewezen_eenheid": None,
            "toegewezen_frequentie": None,
        },
    ],
    fails=[
        {
            "geleverd_volume": 1,
            "debet_credit": "D",
            "maximum_periode": 0,
            "toegewezen_eenheid": "83",
            "toegewezen_frequentie": "2",
        },
    ],
    may_be_empty=["maximum_periode", "toegewezen_eenheid", "toegewezen_frequentie"],
    after=WRONG_ALLOCATION,
)
def output_period_has_a_sunday(
    geleverd_volume: Column,
    debet_credit: Column,
    maximum_periode: Column,
    toegewezen_eenheid: Column,
    toegewezen_frequentie: Column,
) -> Column:
    """A weekly output line with volume lies in a period with a Sunday (handbook 7.4: a warning, not an error)."""
    return (
        (debet_credit != "D")
        | (geleverd_volume == 0)
        | ~_without_a_sunday(maximum_periode, toegewezen_eenheid, toegewezen_frequentie)
    )


def _without_a_sunday(maximum_periode: Column, toegewezen_eenheid: Column, toegewezen_frequentie: Column) -> Column:
    """Whether the period of a weekly output allocation has no Sunday, so that its maximum is 0."""
    return (
        (maximum_periode.fill_null(1) == 0)
        & toegewezen_eenheid.fill_null("").is_in(OUTPUT)
        & (toegewezen_frequentie.fill_null("") == WEEK)
    )


def _on_allocation(volume: int, debet_credit: str = "D", **more: object) -> dict[str, object]:
    """An example: a line on an allocation of 39 in all and 15 in the period, of which 30 was declared before."""
    line = {
        "geleverd_volume": volume, "debet_credit": debet_credit, "toewijzing_nummer": 100001, "gemeente": "0983",
        "wet": "wmo", "eenheid": "82", "credit_geldt": debet_credit == "C" or None, "toegewezen_eenheid": "82",
        "toegewezen_frequentie": "4", "maximum_periode": 15, "maximum_toewijzing": 39, "eerder_volume": 30,
        "eerder_geteld": 30,
    }  # fmt: skip
    return {**line, **more}


IN_HOURS = {"eenheid": "04", "toegewezen_eenheid": "04", "eerder_volume": 31, "eerder_geteld": 1830}
IN_MINUTES = {
    **IN_HOURS, "eenheid": "01", "eerder_volume": 1830, "maximum_periode": 900, "maximum_toewijzing": 2340
}  # fmt: skip
NO_SUNDAY = {"toegewezen_frequentie": "2", "maximum_periode": 0}


@rules.rule(
    "TR322",
    table="declaratieregels",
    severity=Severity.FOUT,
    consequence=Consequence.REJECT_LINE,
    says="Met deze regel komt toewijzing {toewijzing_nummer} boven het totaal van {maximum_toewijzing}; eerder is "
    "{eerder_volume} gedeclareerd.",
    action="Verlaag het volume, of vraag de gemeente om een hogere toewijzing.",
    holds=[
        [_on_allocation(8), _on_allocation(6), _on_allocation(5, "C")],
        [_on_allocation(8, maximum_toewijzing=None, toegewezen_eenheid=None, toegewezen_frequentie=None)],
        [_on_allocation(8, eerder_geteld=31, maximum_periode=None)],
        [_on_allocation(16), _on_allocation(9)],
        [_on_allocation(9), _on_allocation(16)],
        [_on_allocation(8, eenheid="14", maximum_toewijzing=None, maximum_periode=None), _on_allocation(9)],
        [_on_allocation(30, **IN_MINUTES), _on_allocation(8, **IN_HOURS)],
        [_on_allocation(1, **NO_SUNDAY, maximum_toewijzing=0)],
    ],
    fails=[
        [_on_allocation(8, eerder_geteld=32)],
        [_on_allocation(8), _on_allocation(2)],
        [_on_allocation(5, "C", credit_geldt=False), _on_allocation(10)],
        [_on_allocation(31, **IN_MINUTES), _on_allocation(8, **IN_HOURS)],
        [_on_allocation(8, **IN_HOURS), _on_allocation(31, **IN_MINUTES)],
        [_on_allocation(1, **NO_SUNDAY), _on_allocation(9)],
        [_on_allocation(9), _on_allocation(1, **NO_SUNDAY)],
    ],
    may_be_empty=[
        "maximum_periode",
        "maximum_toewijzing",
        "toegewezen_eenheid",
        "toegewezen_frequentie",
        "credit_geldt",
    ],
    after=[*WRONG_ALLOCATION, "TR101", "TR416"],
    given=ALLOCATION,
)
def volume_fits_the_allocation(
    geleverd_volume: Column,
    debet_credit: Column,
    eenheid: Column,
    toewijzing_nummer: Column,
    gemeente: Column,
    wet: Column,
    credit_geldt: Column,
    maximum_periode: Column,
    maximum_toewijzing: Column,
    toegewezen_eenheid: Column,
    toegewezen_frequentie: Column,
    eerder_volume: Column,
    eerder_geteld: Column,
    nr: Column,
) -> Column:
    """With a debet that fits its period the allocation stays within its whole volume, unless that has no Sunday."""
    counted = counted_volume(
        debet_credit,
        geleverd_volume,
        eenheid,
        credit_geldt,
        maximum_periode,
        maximum_toewijzing,
        toegewezen_eenheid,
        toegewezen_frequentie,
    )
    return (
        (debet_credit != "D")
        | maximum_toewijzing.is_null()
        | _above_period(geleverd_volume, maximum_periode, toegewezen_eenheid, toegewezen_frequentie)
        | _without_a_sunday(maximum_toewijzing, toegewezen_eenheid, toegewezen_frequentie)
        | (eerder_geteld + running(counted) <= in_smallest(maximum_toewijzing, eenheid))
    )


ON_BUDGET = {
    "toewijzing_nummer": 100001,
    "gemeente": "0983",
    "wet": "jw",
    "eerder_bedrag": 50000,
    "toegewezen_budget": 100000,
}


@rules.rule(
    "TR369",
    table="declaratieregels",
    severity=Severity.FOUT,
    consequence=Consequence.REJECT_LINE,
    says="Met deze regel van {ingediend_bedrag} komt toewijzing {toewijzing_nummer} boven het budget van "
    "{toegewezen_budget}; eerder is {eerder_bedrag} gedeclareerd.",
    action="Verlaag het bedrag, of vraag de gemeente om een hoger budget.",
    holds=[
        [
            {**ON_BUDGET, "ingediend_bedrag": 30000, "debet_credit": "D"},
            {**ON_BUDGET, "ingediend_bedrag": 30000, "debet_credit": "D"},
            {**ON_BUDGET, "ingediend_bedrag": 10000, "debet_credit": "C", "credit_geldt": True},
        ],
        [{**ON_BUDGET, "ingediend_bedrag": 30000, "debet_credit": "D", "toegewezen_budget": None}],
    ],
    fails=[
        [{**ON_BUDGET, "ingediend_bedrag": 50001, "debet_credit": "D"}],
        [
            {**ON_BUDGET, "ingediend_bedrag": 50000, "debet_credit": "D"},
            {**ON_BUDGET, "ingediend_bedrag": 1, "debet_credit": "D"},
        ],
        [
            {**ON_BUDGET, "ingediend_bedrag": 10000, "debet_credit": "C", "credit_geldt": False},
            {**ON_BUDGET, "ingediend_bedrag": 50001, "debet_credit": "D"},
        ],
    ],
    may_be_empty=["toegewezen_budget", "credit_geldt"],
    after=[*WRONG_ALLOCATION, "TR101", "TR416"],
    given=ALLOCATION,
)
def amount_fits_the_budget(
    ingediend_bedrag: Column,
    debet_credit: Column,
    toewijzing_nummer: Column,
    gemeente: Column,
    wet: Column,
    credit_geldt: Column,
    toegewezen_budget: Column,
    eerder_bedrag: Column,
    nr: Column,
) -> Column:
    """With this debet the allocation stays within its budget; volume in euros is the amount, so amounts are added."""
    counted = counted_amount(debet_credit, ingediend_bedrag, credit_geldt)
    return (debet_credit != "D") | toegewezen_budget.is_null() | (eerder_bedrag + running(counted) <= toegewezen_budget)
