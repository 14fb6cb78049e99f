# SPDX-License-Identifier: EUPL-1.2
"""The measures on facts: sums and counts that follow the selection."""

from processors.powerbi.formats import EURO, WHOLE
from processors.powerbi.parts import Measure


def of_facts() -> dict[str, list[Measure]]:
    """Sums and counts by the table they stand in."""
    declared, allocated, stated = "feit_declaratie", "feit_toewijzing", "feit_verantwoording"
    later = f"USERELATIONSHIP({declared}[declaratie_maand_begin], dim_datum[datum])"
    return {
        declared: [
            _euro("Ingediend", declared, "ingediend_bedrag", "Ingediend bedrag in de maand van levering, credit af."),
            Measure(
                "Ingediend naar declaratiemaand", f"CALCULATE([Ingediend], {later})",
                "Ingediend bedrag in de maand van declaratie, credit af.", "Declaraties", EURO,
            ),
            Measure(
                "Volume", f"IF(HASONEVALUE({declared}[eenheid]), SUM({declared}[geleverd_volume]))",
                "Geleverd volume, credit af; leeg als er meer dan één eenheid is geselecteerd.", "Declaraties", WHOLE,
            ),
            _sum("Declaratieregels", declared, "regels", "Declaraties", "Aantal declaratieregels."),
        ],
        allocated: [
            _sum("Aantal toewijzingen", allocated, "toewijzingen", "Toewijzingen", "Toewijzingen, laatste versie."),
            _euro("Toegewezen budget", allocated, "budget", "Budget dat in toewijzingen staat.", "Toewijzingen"),
        ],
        "feit_bericht": [
            _sum("Start- en stopberichten", "feit_bericht", "berichten", "Berichten", "Aantal gezonden berichten."),
        ],
        stated: [
            _euro(f"Verantwoord {word}", stated, column, f"Productieverantwoording: {word}.", "Verantwoording")
            for word, column in (
                ("toegekend", "bedrag_toegekend"), ("in behandeling", "bedrag_in_behandeling"),
                ("nog te declareren", "bedrag_nog_te_declareren"), ("totaal", "bedrag_totaal"),
            )
        ],
        "feit_levering": [
            _count("Verwacht of ontvangen", "feit_levering", "", "Aanleveringen die er zijn of moesten zijn."),
            _count("Te laat ontvangen", "feit_levering", 'feit_levering[te_laat] == "ja"', "Na de uiterste datum."),
            _count("Ontbreekt", "feit_levering", 'feit_levering[status] == "ontbreekt"', "Verwacht en niet ontvangen."),
            _sum("Geweigerde regels", "feit_levering", "geweigerd", "Leveringen", "Aantal geweigerde regels."),
        ],
        "bevinding": [_sum("Aantal bevindingen", "bevinding", "aantal", "Kwaliteit", "Aantal bevindingen.")],
        "dim_contract": [
            _euro(
                "Afgesproken bestedingsruimte", "dim_contract", "bestedingsruimte",
                "Bestedingsruimte van contracten.", "Contracten",
            ),
        ],
    }  # fmt: skip


def _sum(name: str, table: str, column: str, folder: str, says: str) -> Measure:
    return Measure(name, f"SUM({table}[{column}])", says, folder, WHOLE)


def _euro(name: str, table: str, column: str, says: str, folder: str = "Declaraties") -> Measure:
    """Columns hold eurocents; a measure shows euros."""
    return Measure(name, f"DIVIDE(SUM({table}[{column}]), 100)", says, folder, EURO)


def _count(name: str, table: str, where: str, says: str) -> Measure:
    rows = f"COUNTROWS({table})"
    return Measure(name, f"CALCULATE({rows}, {where})" if where else rows, says, "Leveringen", WHOLE)
