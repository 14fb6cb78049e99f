# SPDX-License-Identifier: EUPL-1.2
"""The tariffs of contracts themselves, as the people who keep the reference wrote them down."""

from datetime import date

import narwhals as nw

from processors.calculation.maximum import EFFORT, OUTPUT
from processors.rulebook import Column, Consequence, Rulebook, Severity

rules = Rulebook()
OPEN = date(9999, 12, 31)
TARIFF_OF = ("aanbieder", "gemeente", "wet", "product_code")
# Effort is paid per unit of time or per piece (84), output per piece (82) or in euro per period (83).
EFFORT_BASED, OUTPUT_BASED = "inspanning", "output"
IN_TURN = {
    "tarief_tot": nw.col("geldig_tot").fill_null(OPEN),
    "vorig_tarief_tot": nw.col("tarief_tot").shift(1).over(*TARIFF_OF, order_by=("geldig_van", "nr")),
    "eerder_tarief_tot": nw.col("vorig_tarief_tot").cum_max().over(*TARIFF_OF, order_by=("geldig_van", "nr")),
}
OLD = {
    "geldig_van": date(2025, 1, 1),
    "geldig_tot": date(2025, 12, 31),
    "aanbieder": "01234567",
    "gemeente": "*",
    "wet": "wmo",
    "product_code": "02D01",
}
NEW = {**OLD, "geldig_van": date(2026, 1, 1), "geldig_tot": None}
OTHERS = [{**OLD, "gemeente": "0983"}, {**OLD, "product_code": "02D02"}, {**OLD, "wet": "jw"}]


@rules.rule(
    "MGR-308",
    table="tarieven",
    severity=Severity.FOUT,
    consequence=Consequence.NONE,
    says="Het tarief voor product {product_code} van aanbieder {aanbieder} vanaf {geldig_van} begint terwijl een "
    "eerder tarief nog geldt.",
    action="Laat het eerdere tarief eindigen op de dag ervoor; tot dan geldt het tarief dat het laatst begon.",
    holds=[[OLD, NEW], [OLD, *OTHERS, NEW]],
    fails=[
        [OLD, {**NEW, "geldig_van": date(2025, 12, 31)}],
        [{**OLD, "geldig_tot": None}, NEW],
        [OLD, OLD],
    ],
    may_be_empty=["geldig_tot"],
    given=IN_TURN,
)
def tariff_begins_after_the_one_before(
    geldig_van: Column,
    geldig_tot: Column,
    aanbieder: Column,
    gemeente: Column,
    wet: Column,
    product_code: Column,
    nr: Column,
) -> Column:
    """No tariff of the same supplier, municipality and product is in force when this one begins."""
    return nw.col("eerder_tarief_tot").is_null() | (nw.col("eerder_tarief_tot") < geldig_van)


@rules.rule(
    "MGR-308",
    table="tarieven",
    severity=Severity.FOUT,
    consequence=Consequence.NONE,
    says="Voor product {product_code} van aanbieder {aanbieder} geldt geen tarief in de dagen voor {geldig_van}.",
    action="Laat het vorige tarief doorlopen tot dit begint, of begin dit tarief eerder.",
    holds=[[OLD, NEW], [NEW], [OLD, {**NEW, "geldig_van": date(2025, 12, 31)}]],
    fails=[[OLD, {**NEW, "geldig_van": date(2026, 1, 2)}]],
    may_be_empty=["geldig_tot"],
    given=IN_TURN,
)
def tariff_follows_the_one_before(
    geldig_van: Column,
    geldig_tot: Column,
    aanbieder: Column,
    gemeente: Column,
    wet: Column,
    product_code: Column,
    nr: Column,
) -> Column:
    """There is no day without tariff between this one and those before it."""
    return nw.col("eerder_tarief_tot").is_null() | (nw.col("eerder_tarief_tot") >= geldig_van.dt.offset_by("-1d"))


@rules.rule(
    "OP262",
    table="tarieven",
    severity=Severity.FOUT,
    consequence=Consequence.NONE,
    says="Contract {contract_nummer} is inspanningsgericht; daar past geen tarief in eenheid {eenheid} bij.",
    action="Kies een tarief per minuut, uur, etmaal, dagdeel of stuk (84), of herstel de uitvoeringsvariant.",
    holds=[
        {"eenheid": "01", "contract_nummer": "C1", "contract_uitvoeringsvariant": "inspanning"},
        {"eenheid": "84", "contract_nummer": "C1", "contract_uitvoeringsvariant": "inspanning"},
        {"eenheid": "82", "contract_nummer": "C1", "contract_uitvoeringsvariant": "output"},
        {"eenheid": "82", "contract_nummer": "C1", "contract_uitvoeringsvariant": None},
    ],
    fails=[
        {"eenheid": "82", "contract_nummer": "C1", "contract_uitvoeringsvariant": "inspanning"},
        {"eenheid": "83", "contract_nummer": "C1", "contract_uitvoeringsvariant": "inspanning"},
    ],
    may_be_empty=["contract_uitvoeringsvariant"],
)
def effort_is_paid_by_time_or_piece(
    eenheid: Column, contract_nummer: Column, contract_uitvoeringsvariant: Column
) -> Column:
    """A contract on effort has tariffs per unit of time or per piece."""
    return (contract_uitvoeringsvariant.fill_null("") != EFFORT_BASED) | eenheid.is_in(EFFORT)


@rules.rule(
    "OP263",
    table="tarieven",
    severity=Severity.FOUT,
    consequence=Consequence.NONE,
    says="Contract {contract_nummer} is outputgericht; daar past geen tarief in eenheid {eenheid} bij.",
    action="Kies een tarief per stuk (82) of in euro (83), of herstel de uitvoeringsvariant.",
    holds=[
        {"eenheid": "82", "contract_nummer": "C1", "contract_uitvoeringsvariant": "output"},
        {"eenheid": "83", "contract_nummer": "C1", "contract_uitvoeringsvariant": "output"},
        {"eenheid": "04", "contract_nummer": "C1", "contract_uitvoeringsvariant": "inspanning"},
        {"eenheid": "04", "contract_nummer": "C1", "contract_uitvoeringsvariant": None},
    ],
    fails=[
        {"eenheid": "84", "contract_nummer": "C1", "contract_uitvoeringsvariant": "output"},
        {"eenheid": "04", "contract_nummer": "C1", "contract_uitvoeringsvariant": "output"},
    ],
    may_be_empty=["contract_uitvoeringsvariant"],
)
def output_is_paid_by_piece_or_euro(
    eenheid: Column, contract_nummer: Column, contract_uitvoeringsvariant: Column
) -> Column:
    """A contract on output has tariffs per piece or in euro."""
    return (contract_uitvoeringsvariant.fill_null("") != OUTPUT_BASED) | eenheid.is_in(OUTPUT)
