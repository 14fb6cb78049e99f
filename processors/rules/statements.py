# SPDX-License-Identifier: EUPL-1.2
"""Lines of the yearly production statement (productieverantwoording)."""

from processors.calculation.amounts import EURO
from processors.rulebook import Column, Consequence, Rulebook, Severity

rules = Rulebook()
TOTAL = {"bedrag_totaal": 26900, "aantal": 4, "tarief": 6725, "eenheid": "04", "tol_regel_cent": 1}


@rules.rule(
    "MGR-105",
    table="verantwoordingsregels",
    severity=Severity.FOUT,
    consequence=Consequence.REJECT_LINE,
    says="Het totaalbedrag {bedrag_totaal} is niet gelijk aan {aantal} maal het tarief {tarief}; een verschil van "
    "{tol_regel_cent} eurocent mag.",
    action="Reken het totaal opnieuw uit; maak per tarief een eigen regel als het tarief in het jaar is gewijzigd.",
    holds=[
        {**TOTAL, "bedrag_totaal": 26901},
        {**TOTAL, "bedrag_totaal": 26899},
        {**TOTAL, "bedrag_totaal": 26902, "tol_regel_cent": 2},
        {**TOTAL, "aantal": 1, "tarief": None, "eenheid": "83"},
    ],
    fails=[
        {**TOTAL, "bedrag_totaal": 26902},
        {**TOTAL, "bedrag_totaal": 26898},
        {**TOTAL, "bedrag_totaal": 26901, "tol_regel_cent": 0},
    ],
    may_be_empty=["tarief"],
    parameters=["tol_regel_cent"],
)
def total_is_quantity_times_tariff(
    bedrag_totaal: Column, aantal: Column, tarief: Column, eenheid: Column, tol_regel_cent: Column
) -> Column:
    """The total is the quantity times the tariff, but for a rounding; a line in euros needs no tariff."""
    return ((eenheid == EURO) & tarief.is_null()) | ((bedrag_totaal - aantal * tarief).abs() <= tol_regel_cent)
