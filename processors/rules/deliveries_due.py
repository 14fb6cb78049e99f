# SPDX-License-Identifier: EUPL-1.2
"""What the region as a whole still lacks, and whether its totals are those of the files it rests on."""

from datetime import date

from processors.rulebook import Column, Consequence, Rulebook, Severity

rules = Rulebook()
MISSING = "ontbreekt"
MUNICIPAL = "gemeentelevering"


@rules.rule(
    "MGR-203",
    table="leveringen",
    severity=Severity.WAARSCHUWING,
    consequence=Consequence.NONE,
    says="Gemeente {gemeente} heeft over {maand} nog niet geleverd.",
    action="Herinner de gemeente; tot dan zijn de regiocijfers van deze maand niet volledig.",
    holds=[
        {"status": "geaccepteerd", "soort": MUNICIPAL, "gemeente": "0983", "maand": "2026-09"},
        {"status": "deels", "soort": MUNICIPAL, "gemeente": "0983", "maand": "2026-09"},
        {"status": MISSING, "soort": "declaratie", "gemeente": None, "maand": "2026-09"},
    ],
    fails=[{"status": MISSING, "soort": MUNICIPAL, "gemeente": "0983", "maand": "2026-09"}],
)
def municipality_has_delivered(status: Column, soort: Column) -> Column:
    """Every municipality that must deliver has delivered."""
    return (soort != MUNICIPAL) | (status != MISSING)


@rules.rule(
    "MGR-214",
    table="regiototalen",
    severity=Severity.FOUT,
    consequence=Consequence.NONE,
    says="Voor wet {wet} staat over {maand} in de regio {bedrag_regio}, en in de geaccepteerde leveringen samen "
    "{bedrag_leveringen}.",
    action="Publiceer deze cijfers niet en meld dit aan de beheerder: er is een regel kwijt of dubbel geteld.",
    holds=[{"bedrag_regio": -1250, "bedrag_leveringen": -1250, "wet": "wmo", "maand": "2026-09"}],
    fails=[
        {"bedrag_regio": 1250, "bedrag_leveringen": 1251, "wet": "wmo", "maand": "2026-09"},
        {"bedrag_regio": 1250, "bedrag_leveringen": 1249, "wet": "wmo", "maand": "2026-09"},
    ],
)
def region_is_the_sum_of_its_files(bedrag_regio: Column, bedrag_leveringen: Column) -> Column:
    """The amount of the region for a law and month is the sum of the accepted files, to the cent."""
    return bedrag_regio == bedrag_leveringen


PAPER = {"soort": "kvk", "aanbieder": "01234567", "afgegeven_op": date(2026, 1, 15)}


@rules.rule(
    "MGR-311",
    table="bewijsstukken",
    severity=Severity.WAARSCHUWING,
    consequence=Consequence.NONE,
    says="Het bewijsstuk {soort} van aanbieder {aanbieder} van {afgegeven_op} was geldig tot en met "
    "{bewijs_geldig_tot}.",
    action="Vraag de aanbieder om een nieuw bewijsstuk.",
    holds=[{**PAPER, "bewijs_geldig_tot": date(2026, 7, 15), "peildatum": date(2026, 7, 15)}],
    fails=[{**PAPER, "bewijs_geldig_tot": date(2026, 7, 15), "peildatum": date(2026, 7, 16)}],
)
def evidence_is_still_valid(afgegeven_op: Column, bewijs_geldig_tot: Column, peildatum: Column) -> Column:
    """A piece of evidence has not passed the months for which its kind is valid."""
    return bewijs_geldig_tot >= peildatum
