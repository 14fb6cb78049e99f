# SPDX-License-Identifier: EUPL-1.2
"""Volume and budget against what the allocation allows as a whole, with what was declared before."""

import narwhals as nw

from processors.calculation.amounts import HOUR, MINUTES_PER_HOUR
from processors.rulebook import Column, Consequence, Rulebook, Severity
from processors.rules.allocation_match import WRONG_ALLOCATION
from processors.rules.duplicates import FIRST_OF_NUMBER, FIRST_OF_PERIOD
from processors.rules.volumes import above_period, without_a_sunday

rules = Rulebook()
# One whole number stands for the three columns of an allocation: a window over it takes half the time.
FIRST_ON_ALLOCATION = "eerste_op_toewijzing"
ALLOCATION = {
    FIRST_ON_ALLOCATION: nw.col("nr").min().over("toewijzing_nummer", "gemeente", "wet"),
    **FIRST_OF_NUMBER,
    **FIRST_OF_PERIOD,
}
# Credits count before debets (OP366), and within each the lines count from top to bottom.
ORDER = ("debet_credit", "nr")


def running(counted: Column) -> Column:
    """What this submission adds up to on the allocation, up to and including the line; needs `ALLOCATION`."""
    return counted.cum_sum().over(FIRST_ON_ALLOCATION, order_by=ORDER)


def in_smallest(volume: Column, eenheid: Column) -> Column:
    """A volume with hours in minutes, so that lines in hours and lines in minutes add up."""
    return nw.when(eenheid == HOUR).then(volume * MINUTES_PER_HOUR).otherwise(volume)


def stands(
    debet_credit: Column,
    credit_geldt: Column,
    client: Column,
    toegewezen_client: Column,
    eerder_referentie: Column,
    eerder_debet_open: Column,
    nr: Column,
) -> Column:
    """Whether a line counts on its allocation; one that is refused does not use up the room of the others.

    A credit counts where it takes a debet back. A debet does not count where it is there twice (TR101, TR416, TR314,
    TR389) or of another client (TR304); needs `ALLOCATION`.
    """
    new = (
        (nr == nw.col("eerste_van_nummer"))
        & (nr == nw.col("eerste_van_periode"))
        & ~eerder_referentie.fill_null(value=False)
        & ~eerder_debet_open.fill_null(value=False)
        & (client == toegewezen_client).fill_null(value=True)
    )
    return nw.when(debet_credit == "C").then(credit_geldt.fill_null(value=False)).otherwise(new)


def counted_volume(
    stands: Column,
    debet_credit: Column,
    geleverd_volume: Column,
    eenheid: Column,
    maximum_periode: Column,
    maximum_toewijzing: Column,
    toegewezen_eenheid: Column,
    toegewezen_frequentie: Column,
) -> Column:
    """What a line adds to its allocation, hours in minutes.

    A line that does not stand, a debet over its period (TR321) and a unit that does not convert add nothing.
    """
    volume = in_smallest(geleverd_volume, eenheid)
    above = above_period(geleverd_volume, maximum_periode, toegewezen_eenheid, toegewezen_frequentie)
    return (
        nw.when(maximum_toewijzing.is_null() | ~stands)
        .then(0)
        .when(debet_credit == "C")
        .then(-volume)
        .when(~above)
        .then(volume)
        .otherwise(0)
    )


def counted_amount(stands: Column, debet_credit: Column, ingediend_bedrag: Column) -> Column:
    """The amount that a line adds to its allocation; one that does not stand adds nothing."""
    signed = nw.when(debet_credit == "C").then(-ingediend_bedrag).otherwise(ingediend_bedrag)
    return nw.when(stands).then(signed).otherwise(0)


def _file(*lines: dict[str, object]) -> list[dict[str, object]]:
    """An example: these lines, each with a number and a product of its own and of the right client."""
    own = {"wet": "wmo", "gemeente": "0983", "aanbieder": "01234567", "client": "999900006"}
    more = {"toewijzing_nummer": 100001, "toegewezen_client": "999900006", "eerder_referentie": False}
    return [
        {
            **own, **more, "eerder_debet_open": False, "product_code": f"02D0{nr}", "referentie_nummer": f"2609D{nr}",
            **line,
        }
        for nr, line in enumerate(lines)
    ]  # fmt: skip


def _on_allocation(volume: int, debet_credit: object = "D", **more: object) -> dict[str, object]:
    """A line on an allocation of 39 in all and 15 in the period, of which 30 was declared before."""
    line = {
        "geleverd_volume": volume, "debet_credit": debet_credit, "eenheid": "82",
        "credit_geldt": debet_credit == "C" or None, "toegewezen_eenheid": "82", "toegewezen_frequentie": "4",
        "maximum_periode": 15, "maximum_toewijzing": 39, "eerder_volume": 30, "eerder_geteld": 30,
    }  # fmt: skip
    return {**line, **more}


IN_HOURS = {"eenheid": "04", "toegewezen_eenheid": "04", "eerder_volume": 31, "eerder_geteld": 1830}
IN_MINUTES = {
    **IN_HOURS, "eenheid": "01", "eerder_volume": 1830, "maximum_periode": 900, "maximum_toewijzing": 2340
}  # fmt: skip
UNTOLD = {"toegewezen_client": None, "eerder_referentie": None, "eerder_debet_open": None}
NO_SUNDAY = {"toegewezen_frequentie": "2", "maximum_periode": 0}
TWICE, AGAIN = {"referentie_nummer": "2609D1"}, {"product_code": "02D01"}


@rules.rule(
    "TR322",
    table="declaratieregels",
    severity=Severity.FOUT,
    consequence=Consequence.REJECT_LINE,
    says="Met deze regel komt toewijzing {toewijzing_nummer} boven het totaal van {maximum_toewijzing}; eerder is "
    "{eerder_volume} gedeclareerd.",
    action="Verlaag het volume, of vraag de gemeente om een hogere toewijzing.",
    holds=[
        _file(_on_allocation(8), _on_allocation(6), _on_allocation(5, "C")),
        _file(
            _on_allocation(8, maximum_toewijzing=None, **UNTOLD, toegewezen_eenheid=None, toegewezen_frequentie=None)
        ),
        _file(_on_allocation(8, eerder_geteld=31, maximum_periode=None)),
        _file(_on_allocation(16), _on_allocation(9)),
        _file(_on_allocation(9), _on_allocation(16)),
        _file(_on_allocation(8, eenheid="14", maximum_toewijzing=None, maximum_periode=None), _on_allocation(9)),
        _file(_on_allocation(30, **IN_MINUTES), _on_allocation(8, **IN_HOURS)),
        _file(_on_allocation(1, **NO_SUNDAY, maximum_toewijzing=0)),
        _file(_on_allocation(8, **TWICE), _on_allocation(8, **TWICE), _on_allocation(1)),
        _file(_on_allocation(8, **AGAIN), _on_allocation(8, **AGAIN), _on_allocation(1)),
        _file(_on_allocation(8, eerder_debet_open=True), _on_allocation(9)),
        _file(_on_allocation(8, eerder_referentie=True), _on_allocation(9)),
        _file(_on_allocation(8, client="999990019"), _on_allocation(9)),
    ],
    fails=[
        _file(_on_allocation(8, eerder_geteld=32)),
        _file(_on_allocation(8), _on_allocation(2)),
        _file(_on_allocation(5, "C", credit_geldt=False), _on_allocation(10)),
        _file(_on_allocation(31, **IN_MINUTES), _on_allocation(8, **IN_HOURS)),
        _file(_on_allocation(8, **IN_HOURS), _on_allocation(31, **IN_MINUTES)),
        _file(_on_allocation(1, **NO_SUNDAY), _on_allocation(9)),
        _file(_on_allocation(9), _on_allocation(1, **NO_SUNDAY)),
    ],
    may_be_empty=[
        "maximum_periode",
        "maximum_toewijzing",
        "toegewezen_eenheid",
        "toegewezen_frequentie",
        "toegewezen_client",
        "eerder_referentie",
        "eerder_debet_open",
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
    client: Column,
    toegewezen_client: Column,
    eerder_referentie: Column,
    eerder_debet_open: Column,
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
        stands(debet_credit, credit_geldt, client, toegewezen_client, eerder_referentie, eerder_debet_open, nr),
        debet_credit,
        geleverd_volume,
        eenheid,
        maximum_periode,
        maximum_toewijzing,
        toegewezen_eenheid,
        toegewezen_frequentie,
    )
    return (
        (debet_credit != "D")
        | maximum_toewijzing.is_null()
        | above_period(geleverd_volume, maximum_periode, toegewezen_eenheid, toegewezen_frequentie)
        | without_a_sunday(maximum_toewijzing, toegewezen_eenheid, toegewezen_frequentie)
        | (eerder_geteld + running(counted) <= in_smallest(maximum_toewijzing, eenheid))
    )


def _on_budget(amount: int, debet_credit: object = "D", **more: object) -> dict[str, object]:
    """A line on a budget of 1000 euros of which 500 was declared before."""
    line = {
        "ingediend_bedrag": amount, "debet_credit": debet_credit, "credit_geldt": debet_credit == "C" or None,
        "eerder_bedrag": 50000, "toegewezen_budget": 100000,
    }  # fmt: skip
    return {**line, **more}


@rules.rule(
    "TR369",
    table="declaratieregels",
    severity=Severity.FOUT,
    consequence=Consequence.REJECT_LINE,
    says="Met deze regel van {ingediend_bedrag} komt toewijzing {toewijzing_nummer} boven het budget van "
    "{toegewezen_budget}; eerder is {eerder_bedrag} gedeclareerd.",
    action="Verlaag het bedrag, of vraag de gemeente om een hoger budget.",
    holds=[
        _file(_on_budget(30000), _on_budget(30000), _on_budget(10000, "C")),
        _file(_on_budget(30000, toegewezen_budget=None, **UNTOLD)),
        _file(_on_budget(40000, eerder_debet_open=True), _on_budget(50000)),
    ],
    fails=[
        _file(_on_budget(50001)),
        _file(_on_budget(50000), _on_budget(1)),
        _file(_on_budget(10000, "C", credit_geldt=False), _on_budget(50001)),
    ],
    may_be_empty=["toegewezen_budget", "toegewezen_client", "eerder_referentie", "eerder_debet_open", "credit_geldt"],
    after=[*WRONG_ALLOCATION, "TR101", "TR416"],
    given=ALLOCATION,
)
def amount_fits_the_budget(
    ingediend_bedrag: Column,
    debet_credit: Column,
    toewijzing_nummer: Column,
    gemeente: Column,
    wet: Column,
    client: Column,
    toegewezen_client: Column,
    eerder_referentie: Column,
    eerder_debet_open: Column,
    credit_geldt: Column,
    toegewezen_budget: Column,
    eerder_bedrag: Column,
    nr: Column,
) -> Column:
    """With this debet the allocation stays within its budget; volume in euros is the amount, so amounts are added."""
    counted = counted_amount(
        stands(debet_credit, credit_geldt, client, toegewezen_client, eerder_referentie, eerder_debet_open, nr),
        debet_credit,
        ingediend_bedrag,
    )
    return (debet_credit != "D") | toegewezen_budget.is_null() | (eerder_bedrag + running(counted) <= toegewezen_budget)
