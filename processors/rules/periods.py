# SPDX-License-Identifier: EUPL-1.2
"""Dates of a declaration line that must agree with each other, with the declaration and with the day of receipt."""

from datetime import date

from processors.rulebook import Column, Consequence, Rulebook, Severity

rules = Rulebook()


@rules.rule(
    "CS100",
    table="declaratieregels",
    severity=Severity.FOUT,
    consequence=Consequence.REJECT_LINE,
    says="De productperiode begint op {product_periode_begin}; zorg van voor 01-01-2021 kan niet worden gedeclareerd.",
    action="Controleer het jaartal van de productperiode, of haal de regel weg.",
    holds=[{"product_periode_begin": date(2021, 1, 1)}],
    fails=[{"product_periode_begin": date(2020, 12, 31)}],
    once_per_file=True,
)
def period_starts_in_2021_or_later(product_periode_begin: Column) -> Column:
    """The product period starts on or after the first of January 2021."""
    return product_periode_begin >= date(2021, 1, 1)  # CS100 names this day


@rules.rule(
    "TR137",
    table="declaratieregels",
    severity=Severity.FOUT,
    consequence=Consequence.REJECT_LINE,
    says="De productperiode eindigt op {product_periode_eind}, voor het begin op {product_periode_begin}.",
    action="Controleer begin en eind; waarschijnlijk zijn ze verwisseld.",
    holds=[{"product_periode_eind": date(2026, 9, 1), "product_periode_begin": date(2026, 9, 1)}],
    fails=[{"product_periode_eind": date(2026, 8, 31), "product_periode_begin": date(2026, 9, 1)}],
)
def period_ends_after_it_starts(product_periode_eind: Column, product_periode_begin: Column) -> Column:
    """The product period ends on or after the day it starts."""
    return product_periode_eind >= product_periode_begin


@rules.rule(
    "TR137",
    table="declaratieregels",
    severity=Severity.FOUT,
    consequence=Consequence.REJECT_LINE,
    says="De productperiode eindigt op {product_periode_eind}, na de dagtekening {declaratie_dagtekening}.",
    action="Declareer pas na afloop van de productperiode, of pas de dagtekening van de declaratie aan.",
    holds=[{"product_periode_eind": date(2026, 9, 30), "declaratie_dagtekening": date(2026, 9, 30)}],
    fails=[{"product_periode_eind": date(2026, 9, 30), "declaratie_dagtekening": date(2026, 9, 29)}],
    after=["MGR-202"],
    once_per_file=True,
)
def period_is_over_when_declared(product_periode_eind: Column, declaratie_dagtekening: Column) -> Column:
    """The product period ends on or before the day the declaration was dated."""
    return product_periode_eind <= declaratie_dagtekening


@rules.rule(
    "CS337",
    table="declaratieregels",
    severity=Severity.FOUT,
    consequence=Consequence.REJECT_LINE,
    says="De productperiode {product_periode_begin} tot en met {product_periode_eind} beslaat meer dan één "
    "kalendermaand.",
    action="Maak per kalendermaand een eigen regel.",
    holds=[{"product_periode_eind": date(2026, 9, 30), "product_periode_begin": date(2026, 9, 1)}],
    fails=[
        {"product_periode_eind": date(2026, 10, 1), "product_periode_begin": date(2026, 9, 1)},
        {"product_periode_eind": date(2026, 9, 30), "product_periode_begin": date(2025, 9, 1)},
    ],
    after=["TR137"],
)
def period_lies_in_one_month(product_periode_eind: Column, product_periode_begin: Column) -> Column:
    """The product period starts and ends in the same calendar month."""
    return (product_periode_eind.dt.year() == product_periode_begin.dt.year()) & (
        product_periode_eind.dt.month() == product_periode_begin.dt.month()
    )


@rules.rule(
    "TR335",
    table="declaratieregels",
    severity=Severity.FOUT,
    consequence=Consequence.REJECT_LINE,
    says="De productperiode eindigt op {product_periode_eind}; dat is meer dan vijf jaar voor de dagtekening "
    "{declaratie_dagtekening}.",
    action="Deze zorg kan niet meer worden gedeclareerd; haal de regel weg of verbeter het jaartal.",
    holds=[{"product_periode_eind": date(2021, 10, 5), "declaratie_dagtekening": date(2026, 10, 5)}],
    fails=[{"product_periode_eind": date(2021, 10, 4), "declaratie_dagtekening": date(2026, 10, 5)}],
    after=["TR137"],
    once_per_file=True,
)
def period_is_five_years_old_at_most(product_periode_eind: Column, declaratie_dagtekening: Column) -> Column:
    """The product period ended at most five years before the day the declaration was dated."""
    return product_periode_eind >= declaratie_dagtekening.dt.offset_by("-5y")


@rules.rule(
    "TR319",
    table="declaratieregels",
    severity=Severity.FOUT,
    consequence=Consequence.REJECT_LINE,
    says="De productperiode eindigt op {product_periode_eind}, na de declaratiemaand {declaratie_maand}.",
    action="Declareer deze regel in de declaratie van de maand waarin de periode valt.",
    holds=[
        {"product_periode_eind": date(2026, 9, 30), "declaratie_maand": "2026-09"},
        {"product_periode_eind": date(2025, 12, 31), "declaratie_maand": "2026-01"},
    ],
    fails=[
        {"product_periode_eind": date(2026, 10, 1), "declaratie_maand": "2026-09"},
        {"product_periode_eind": date(2027, 1, 31), "declaratie_maand": "2026-12"},
    ],
    once_per_file=True,
)
def period_ends_in_the_declaration_month(product_periode_eind: Column, declaratie_maand: Column) -> Column:
    """The product period ends in the month declared or before it."""
    return product_periode_eind.dt.to_string("%Y-%m") <= declaratie_maand


@rules.rule(
    "TR135",
    table="declaratieregels",
    severity=Severity.FOUT,
    consequence=Consequence.REJECT_LINE,
    says="De dagtekening {declaratie_dagtekening} ligt in de toekomst: de declaratie is ontvangen op {peildatum}.",
    action="Vul als dagtekening de dag in waarop de declaratie is gemaakt.",
    holds=[{"declaratie_dagtekening": date(2026, 10, 5), "peildatum": date(2026, 10, 5)}],
    fails=[{"declaratie_dagtekening": date(2026, 10, 6), "peildatum": date(2026, 10, 5)}],
    once_per_file=True,
)
def declaration_is_not_dated_in_the_future(declaratie_dagtekening: Column, peildatum: Column) -> Column:
    """The declaration is dated on or before the day it was received."""
    return declaratie_dagtekening <= peildatum


@rules.rule(
    "MGR-202",
    table="declaratieregels",
    severity=Severity.FOUT,
    consequence=Consequence.REJECT_LINE,
    says="De declaratiemaand {declaratie_maand} ligt in de toekomst: de declaratie is ontvangen op {peildatum}.",
    action="Controleer de declaratiemaand; declareer een maand pas als die is begonnen.",
    holds=[{"declaratie_maand": "2026-10", "peildatum": date(2026, 10, 1)}],
    fails=[
        {"declaratie_maand": "2026-11", "peildatum": date(2026, 10, 31)},
        {"declaratie_maand": "2027-01", "peildatum": date(2026, 12, 31)},
    ],
    once_per_file=True,
)
def declaration_month_has_begun(declaratie_maand: Column, peildatum: Column) -> Column:
    """The month declared is not after the month in which the declaration was received."""
    return declaratie_maand <= peildatum.dt.to_string("%Y-%m")
