# SPDX-License-Identifier: EUPL-1.2
"""Volume against what the allocation allows in the product period."""

from processors.calculation.maximum import OUTPUT, WEEK
from processors.rulebook import Column, Consequence, Rulebook, Severity
from processors.rules.allocation_match import WRONG_ALLOCATION

rules = Rulebook()


def above_period(
    geleverd_volume: Column, maximum_periode: Column, toegewezen_eenheid: Column, toegewezen_frequentie: Column
) -> Column:
    """Whether a debet of this volume is refused for its period (TR321)."""
    above = (geleverd_volume > maximum_periode).fill_null(value=False)
    return above & ~without_a_sunday(maximum_periode, toegewezen_eenheid, toegewezen_frequentie)


def without_a_sunday(maximum_periode: Column, toegewezen_eenheid: Column, toegewezen_frequentie: Column) -> Column:
    """Whether the period of a weekly output allocation has no Sunday, so that its maximum is 0."""
    return (
        (maximum_periode.fill_null(1) == 0)
        & toegewezen_eenheid.fill_null("").is_in(OUTPUT)
        & (toegewezen_frequentie.fill_null("") == WEEK)
    )


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
    above = above_period(geleverd_volume, maximum_periode, toegewezen_eenheid, toegewezen_frequentie)
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
        | ~without_a_sunday(maximum_periode, toegewezen_eenheid, toegewezen_frequentie)
    )
