# SPDX-License-Identifier: EUPL-1.2
"""Lines of the yearly production statement (productieverantwoording)."""

from processors.calculation.amounts import EURO
from processors.parameters import parameter
from processors.rulebook import Column, Consequence, Rulebook, Severity

rules = Rulebook()
TOLERANCE = parameter("tol_regel_cent")


@rules.rule(
    "MGR-105",
    table="verantwoordingsregels",
    severity=Severity.FOUT,
    consequence=Consequence.REJECT_LINE,
    says="Het totaalbedrag {bedrag_totaal} is niet gelijk aan {aantal} maal het tarief {tarief}.",
    action="Reken het totaal opnieuw uit; maak per tarief een eigen regel als het tarief in het jaar is gewijzigd.",
    holds=[
        {"bedrag_totaal": 26900 + TOLERANCE, "aantal": 4, "tarief": 6725, "eenheid": "04"},
        {"bedrag_totaal": 26900 - TOLERANCE, "aantal": 4, "tarief": 6725, "eenheid": "04"},
        {"bedrag_totaal": 26900, "aantal": 1, "tarief": None, "eenheid": "83"},
    ],
    fails=[
        {"bedrag_totaal": 26901 + TOLERANCE, "aantal": 4, "tarief": 6725, "eenheid": "04"},
        {"bedrag_totaal": 26899 - TOLERANCE, "aantal": 4, "tarief": 6725, "eenheid": "04"},
    ],
    may_be_empty=["tarief"],
    parameters=["tol_regel_cent"],
)
def total_is_quantity_times_tariff(bedrag_totaal: Column, aantal: Column, tarief: Column, eenheid: Column) -> Column:
    """The total is the quantity times the tariff, but for a rounding; a line in euros needs no tariff."""
    return ((eenheid == EURO) & tarief.is_null()) | ((bedrag_totaal - aantal * tarief).abs() <= TOLERANCE)
