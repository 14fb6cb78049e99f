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
OUTPUT = ("82", "83")


def running(counted: Column) -> Column:
    """What this submission adds up to on the allocation, up to and including the line; needs `ALLOCATION`."""
    return counted.cum_sum().over(*ALLOCATION, order_by=ORDER)


def counted_volume(debet_credit: Column, geleverd_volume: Column, maximum_periode: Column) -> Column:
    """The volume of a line that counts on its allocation: credits take back, a debet over its period counts for 0."""
    return (
        nw.when(debet_credit == "C")
        .then(-geleverd_volume)
        .when(maximum_periode.is_null() | (geleverd_volume <= maximum_periode))
        .then(geleverd_volume)
        .otherwise(0)
    )


def counted_amount(debet_credit: Column, ingediend_bedrag: Column) -> Column:
    """The amount of a line that counts on its allocation."""
    return nw.when(debet_credit == "C").then(-ingediend_bedrag).otherwise(ingediend_bedrag)


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
    return (
        (debet_credit != "D")
        | maximum_periode.is_null()
        | (geleverd_volume <= maximum_periode)
        | _without_a_sunday(maximum_periode, toegewezen_eenheid, toegewezen_frequentie)
    )


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


ON_ALLOCATION = {"toewijzing_nummer": 100001, "gemeente": "0983", "wet": "wmo", "maximum_periode": 15}


@rules.rule(
    "TR322",
    table="declaratieregels",
    severity=Severity.FOUT,
    consequence=Consequence.REJECT_LINE,
    says="Met deze regel komt toewijzing {toewijzing_nummer} boven het totaal van {maximum_toewijzing}; eerder is "
    "{eerder_volume} gedeclareerd.",
    action="Verlaag het volume, of vraag de gemeente om een hogere toewijzing.",
    holds=[
        [
            {**ON_ALLOCATION, "geleverd_volume": 8, "debet_credit": "D", "eerder_volume": 30, "maximum_toewijzing": 39},
            {**ON_ALLOCATION, "geleverd_volume": 6, "debet_credit": "D", "eerder_volume": 30, "maximum_toewijzing": 39},
            {**ON_ALLOCATION, "geleverd_volume": 5, "debet_credit": "C", "eerder_volume": 30, "maximum_toewijzing": 39},
        ],
        [{**ON_ALLOCATION, "geleverd_volume": 8, "debet_credit": "D", "eerder_volume": 30, "maximum_toewijzing": None}],
        [
            {
                **ON_ALLOCATION,
                "geleverd_volume": 8,
                "debet_credit": "D",
                "eerder_volume": 31,
                "maximum_toewijzing": 39,
                "maximum_periode": None,
            },
        ],
    ],
    fails=[
        [{**ON_ALLOCATION, "geleverd_volume": 8, "debet_credit": "D", "eerder_volume": 32, "maximum_toewijzing": 39}],
        [
            {**ON_ALLOCATION, "geleverd_volume": 8, "debet_credit": "D", "eerder_volume": 30, "maximum_toewijzing": 39},
            {**ON_ALLOCATION, "geleverd_volume": 2, "debet_credit": "D", "eerder_volume": 30, "maximum_toewijzing": 39},
        ],
    ],
    may_be_empty=["maximum_periode", "maximum_toewijzing"],
    after=[*WRONG_ALLOCATION, "TR321", "TR101", "TR416"],
    given=ALLOCATION,
)
def volume_fits_the_allocation(
    geleverd_volume: Column,
    debet_credit: Column,
    toewijzing_nummer: Column,
    gemeente: Column,
    wet: Column,
    maximum_periode: Column,
    maximum_toewijzing: Column,
    eerder_volume: Column,
    nr: Column,
) -> Column:
    """With this debet the allocation stays within its whole volume; a line over its period (TR321) does not count."""
    counted = counted_volume(debet_credit, geleverd_volume, maximum_periode)
    return (
        (debet_credit != "D") | maximum_toewijzing.is_null() | (eerder_volume + running(counted) <= maximum_toewijzing)
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
            {**ON_BUDGET, "ingediend_bedrag": 10000, "debet_credit": "C"},
        ],
        [{**ON_BUDGET, "ingediend_bedrag": 30000, "debet_credit": "D", "toegewezen_budget": None}],
    ],
    fails=[
        [{**ON_BUDGET, "ingediend_bedrag": 50001, "debet_credit": "D"}],
        [
            {**ON_BUDGET, "ingediend_bedrag": 50000, "debet_credit": "D"},
            {**ON_BUDGET, "ingediend_bedrag": 1, "debet_credit": "D"},
        ],
    ],
    may_be_empty=["toegewezen_budget"],
    after=[*WRONG_ALLOCATION, "TR101", "TR416"],
    given=ALLOCATION,
)
def amount_fits_the_budget(
    ingediend_bedrag: Column,
    debet_credit: Column,
    toewijzing_nummer: Column,
    gemeente: Column,
    wet: Column,
    toegewezen_budget: Column,
    eerder_bedrag: Column,
    nr: Column,
) -> Column:
    """With this debet the allocation stays within its budget; volume in euros is the amount, so amounts are added."""
    counted = counted_amount(debet_credit, ingediend_bedrag)
    return (debet_credit != "D") | toegewezen_budget.is_null() | (eerder_bedrag + running(counted) <= toegewezen_budget)
