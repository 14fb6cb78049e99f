# SPDX-License-Identifier: EUPL-1.2
"""How a contract stands: how much of its ceiling is used, whether anything is delivered, and its index."""

from datetime import date

import narwhals as nw

from processors.rulebook import Column, Consequence, Rulebook, Severity

rules = Rulebook()
WHOLE = 10_000
CEILING = {
    "contract_nummer": "C1", "aanbieder": "01234567", "bestedingsruimte": 1_000_000, "signaal_bestedingsruimte": 70,
}  # fmt: skip


@rules.rule(
    "MGR-309",
    table="contractstanden",
    severity=Severity.WAARSCHUWING,
    consequence=Consequence.NONE,
    says="Van de bestedingsruimte {bestedingsruimte} van contract {contract_nummer} (aanbieder {aanbieder}) is "
    "{gerealiseerd_bedrag} gedeclareerd en {verplicht_bedrag} toegewezen; dat is {signaal_bestedingsruimte}% of meer.",
    action="Spreek met de aanbieder over de bestedingsruimte; boven de ruimte wordt niet betaald.",
    holds=[
        {**CEILING, "gerealiseerd_bedrag": 600_000, "verplicht_bedrag": 99_999},
        {**CEILING, "gerealiseerd_bedrag": -1, "verplicht_bedrag": 700_000},
    ],
    fails=[
        {**CEILING, "gerealiseerd_bedrag": 600_000, "verplicht_bedrag": 100_000},
        {**CEILING, "gerealiseerd_bedrag": 700_000, "verplicht_bedrag": 0},
    ],
)
def ceiling_is_far_off(
    bestedingsruimte: Column, gerealiseerd_bedrag: Column, verplicht_bedrag: Column, signaal_bestedingsruimte: Column
) -> Column:
    """What is declared and what is still allocated stay below the part of the ceiling at which a signal is due."""
    return (gerealiseerd_bedrag + verplicht_bedrag) * 100 < bestedingsruimte * signaal_bestedingsruimte


IDLE = {
    "contract_nummer": "C1", "aanbieder": "01234567", "begindatum": date(2024, 1, 1), "einddatum": None,
    "venster_niet_geleverd": 12,
}  # fmt: skip


@rules.rule(
    "MGR-310",
    table="contractstanden",
    severity=Severity.WAARSCHUWING,
    consequence=Consequence.NONE,
    says="Aanbieder {aanbieder} heeft op contract {contract_nummer} al {venster_niet_geleverd} maanden niets geleverd "
    "of gedeclareerd.",
    action="Vraag de aanbieder of hij nog levert; na een jaar zonder levering kan het contract eindigen.",
    holds=[
        {**IDLE, "laatste_levering": date(2025, 9, 30), "peildatum": date(2026, 9, 30)},
        {**IDLE, "laatste_levering": None, "begindatum": date(2025, 9, 30), "peildatum": date(2026, 9, 30)},
        {**IDLE, "laatste_levering": None, "einddatum": date(2026, 9, 29), "peildatum": date(2026, 9, 30)},
    ],
    fails=[
        {**IDLE, "laatste_levering": date(2025, 9, 29), "peildatum": date(2026, 9, 30)},
        {**IDLE, "laatste_levering": None, "begindatum": date(2025, 9, 29), "peildatum": date(2026, 9, 30)},
        {**IDLE, "laatste_levering": date(2025, 1, 1), "einddatum": date(2026, 9, 30), "peildatum": date(2026, 9, 30)},
    ],
    may_be_empty=["laatste_levering", "einddatum"],
)
def something_was_delivered(
    laatste_levering: Column, begindatum: Column, einddatum: Column, peildatum: Column, venster_niet_geleverd: Column
) -> Column:
    """A contract in force has a delivery or declaration in the last months, or has not been in force that long."""
    last = nw.max_horizontal(laatste_levering, begindatum)
    months = (peildatum.dt.year() - last.dt.year()) * 12 + (peildatum.dt.month() - last.dt.month())
    # A month counts when its day has been reached.
    passed = (months > venster_niet_geleverd) | (
        (months == venster_niet_geleverd) & (peildatum.dt.day() > last.dt.day())
    )
    return (einddatum < peildatum).fill_null(value=False) | ~passed


TARIFF = {
    "contract_nummer": "C1", "product_code": "02D01", "geldig_van": date(2026, 1, 1), "tarief_vorig_jaar": 6725,
    "index_afgesproken": 450, "tol_regel_cent": 1,
}  # fmt: skip


@rules.rule(
    "MGR-307",
    table="tarieven",
    severity=Severity.WAARSCHUWING,
    consequence=Consequence.NONE,
    says="Het tarief {tarief} voor product {product_code} van contract {contract_nummer} vanaf {geldig_van} is niet "
    "het tarief van vorig jaar ({tarief_vorig_jaar}) met de afgesproken index.",
    action="Reken de index na, of leg vast waarom dit tarief afwijkt.",
    holds=[
        {**TARIFF, "tarief": 7028},
        {**TARIFF, "tarief": 7029},
        {**TARIFF, "tarief": 7027},
        {**TARIFF, "tarief": 6725, "index_afgesproken": 0},
    ],
    fails=[{**TARIFF, "tarief": 7030}, {**TARIFF, "tarief": 7026}],
)
def tariff_follows_the_index(
    tarief: Column, tarief_vorig_jaar: Column, index_afgesproken: Column, tol_regel_cent: Column
) -> Column:
    """The tariff is that of last year raised by the agreed index, rounded half up, but for the tolerance."""
    indexed = (tarief_vorig_jaar * (WHOLE + index_afgesproken) + WHOLE // 2) // WHOLE
    return (tarief - indexed).abs() <= tol_regel_cent
