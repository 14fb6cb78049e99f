# SPDX-License-Identifier: EUPL-1.2
"""The product period against the dates of the allocation."""

from datetime import date

from processors.rulebook import Column, Consequence, Rulebook, Severity
from processors.rules.allocation_match import WRONG_ALLOCATION

rules = Rulebook()
FAR = date(9999, 12, 31)


@rules.rule(
    "TR307",
    table="declaratieregels",
    severity=Severity.FOUT,
    consequence=Consequence.REJECT_LINE,
    says="De periode begint op {product_periode_begin}, voor de ingangsdatum {toegewezen_ingangsdatum} van de "
    "toewijzing.",
    action="Pas de begindatum aan, of vraag de gemeente de toewijzing te wijzigen.",
    holds=[{"product_periode_begin": date(2026, 1, 1), "toegewezen_ingangsdatum": date(2026, 1, 1)}],
    fails=[{"product_periode_begin": date(2026, 1, 1), "toegewezen_ingangsdatum": date(2026, 1, 2)}],
    after=[*WRONG_ALLOCATION, "TR335", "CS337"],
)
def period_starts_within_allocation(product_periode_begin: Column, toegewezen_ingangsdatum: Column) -> Column:
    """The product period starts on or after the first day of the allocation."""
    return product_periode_begin >= toegewezen_ingangsdatum


@rules.rule(
    "TR308",
    table="declaratieregels",
    severity=Severity.FOUT,
    consequence=Consequence.REJECT_LINE,
    says="De periode eindigt op {product_periode_eind}, na de einddatum {toegewezen_einddatum} van de toewijzing.",
    action="Pas de einddatum aan, of vraag de gemeente de toewijzing te verlengen.",
    holds=[
        {"product_periode_eind": date(2026, 1, 31), "toegewezen_einddatum": date(2026, 1, 31)},
        {"product_periode_eind": date(2026, 1, 31), "toegewezen_einddatum": None},
    ],
    fails=[{"product_periode_eind": date(2026, 1, 31), "toegewezen_einddatum": date(2026, 1, 30)}],
    may_be_empty=["toegewezen_einddatum"],
    after=WRONG_ALLOCATION,
)
def period_ends_within_allocation(product_periode_eind: Column, toegewezen_einddatum: Column) -> Column:
    """The product period ends on or before the last day of the allocation; without a last day it is open."""
    return toegewezen_einddatum.is_null() | (product_periode_eind <= toegewezen_einddatum)


@rules.rule(
    "TR387",
    table="declaratieregels",
    severity=Severity.FOUT,
    consequence=Consequence.REJECT_LINE,
    says="De periode begint op {product_periode_begin}; dat is niet de eerste van de maand en niet de ingangsdatum "
    "{toegewezen_ingangsdatum} van de toewijzing.",
    action="Laat de periode beginnen op de eerste van de maand, of op de ingangsdatum als die later valt.",
    holds=[
        {"product_periode_begin": date(2026, 9, 1), "toegewezen_ingangsdatum": date(2026, 8, 15)},
        {"product_periode_begin": date(2026, 9, 1), "toegewezen_ingangsdatum": date(2026, 9, 1)},
        {"product_periode_begin": date(2026, 9, 15), "toegewezen_ingangsdatum": date(2026, 9, 15)},
    ],
    fails=[
        {"product_periode_begin": date(2026, 9, 2), "toegewezen_ingangsdatum": date(2026, 9, 1)},
        {"product_periode_begin": date(2026, 9, 16), "toegewezen_ingangsdatum": date(2026, 9, 15)},
    ],
    after=[*WRONG_ALLOCATION, "TR335", "TR307", "CS337"],
)
def period_starts_with_month_or_allocation(product_periode_begin: Column, toegewezen_ingangsdatum: Column) -> Column:
    """The product period starts on the first of the month, or later only with the allocation."""
    return (product_periode_begin == toegewezen_ingangsdatum) | (
        (product_periode_begin > toegewezen_ingangsdatum) & (product_periode_begin.dt.day() == 1)
    )


@rules.rule(
    "TR388",
    table="declaratieregels",
    severity=Severity.FOUT,
    consequence=Consequence.REJECT_LINE,
    says="De periode eindigt op {product_periode_eind}; dat is niet de laatste van de maand en niet de laatste dag van "
    "de toewijzing.",
    action="Laat de periode eindigen op de laatste van de maand, of op de einddatum als die eerder valt.",
    holds=[
        {"product_periode_eind": date(2026, 9, 30), "toegewezen_einddatum": None},
        {"product_periode_eind": date(2026, 9, 30), "toegewezen_einddatum": date(2026, 10, 1)},
        {"product_periode_eind": date(2026, 9, 15), "toegewezen_einddatum": date(2026, 9, 15)},
        {"product_periode_eind": date(2028, 2, 29), "toegewezen_einddatum": None},
    ],
    fails=[
        {"product_periode_eind": date(2026, 9, 29), "toegewezen_einddatum": None},
        {"product_periode_eind": date(2026, 9, 14), "toegewezen_einddatum": date(2026, 9, 15)},
        {"product_periode_eind": date(2028, 2, 28), "toegewezen_einddatum": None},
    ],
    may_be_empty=["toegewezen_einddatum"],
    after=[*WRONG_ALLOCATION, "TR308"],
)
def period_ends_with_month_or_allocation(product_periode_eind: Column, toegewezen_einddatum: Column) -> Column:
    """The product period ends on the last of the month, or earlier only with the allocation."""
    last_day = toegewezen_einddatum.fill_null(FAR)
    return (product_periode_eind == last_day) | (
        (product_periode_eind < last_day) & (product_periode_eind.dt.offset_by("1d").dt.day() == 1)
    )
