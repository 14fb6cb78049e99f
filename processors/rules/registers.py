# SPDX-License-Identifier: EUPL-1.2
"""Supplier, product and municipality against the registers of products, suppliers, contracts and members."""

from datetime import date

from processors.rulebook import Column, Consequence, Rulebook, Severity

rules = Rulebook()
MERGED = {"aanbieder": "01234567", "aanbieder_tot": date(2026, 6, 30), "aanbieder_opvolger": "07654321"}


@rules.rule(
    "TR381",
    table=["declaratieregels", "toewijzingen"],
    severity=Severity.FOUT,
    consequence=Consequence.REJECT_LINE,
    says="Productcode {product_code} hoort niet bij productcategorie {product_categorie}.",
    action="Kies een code en een categorie die in de productcatalogus bij elkaar staan.",
    holds=[
        {"product_code": "02D01", "product_categorie": "02", "product_bekend": True},
        {"product_code": None, "product_categorie": "02", "product_bekend": None},
        {"product_code": None, "product_categorie": None, "product_bekend": None},
    ],
    fails=[{"product_code": "02D01", "product_categorie": "03", "product_bekend": False}],
    may_be_empty=["product_code", "product_categorie", "product_bekend"],
    after=["MGR-013", "RS012"],
)
def code_belongs_to_its_category(product_code: Column, product_categorie: Column, product_bekend: Column) -> Column:
    """The product code stands in the catalogue under its category, or there is no code."""
    return product_code.is_null() | product_bekend


@rules.rule(
    "MGR-209",
    table=["declaratieregels", "declaratietotalen"],
    severity=Severity.WAARSCHUWING,
    consequence=Consequence.NONE,
    says="Aanbieder {aanbieder} staat niet in het contractregister.",
    action="Controleer de AGB-code; is die goed, laat de aanbieder dan in het register opnemen.",
    holds=[{"aanbieder": "01234567", "aanbieder_bekend": True}],
    fails=[{"aanbieder": "01234567", "aanbieder_bekend": False}],
    explains="aanbieders",
    once_per_file=True,
)
def supplier_is_registered(aanbieder: Column, aanbieder_bekend: Column) -> Column:
    """The supplier stands in the register."""
    return aanbieder_bekend


@rules.rule(
    "MGR-209",
    table="declaratieregels",
    severity=Severity.WAARSCHUWING,
    consequence=Consequence.NONE,
    says="Aanbieder {aanbieder} bestaat na {aanbieder_tot} niet meer; opvolger: {aanbieder_opvolger}.",
    action="Laat de opvolger deze zorg onder zijn eigen AGB-code declareren.",
    holds=[
        {**MERGED, "product_periode_begin": date(2026, 6, 30)},
        {**MERGED, "product_periode_begin": date(2026, 7, 1), "aanbieder_tot": None, "aanbieder_opvolger": None},
    ],
    fails=[{**MERGED, "product_periode_begin": date(2026, 7, 1)}],
    may_be_empty=["aanbieder_tot", "aanbieder_opvolger"],
    once_per_file=True,
)
def supplier_still_exists_in_the_period(
    aanbieder: Column, product_periode_begin: Column, aanbieder_tot: Column, aanbieder_opvolger: Column
) -> Column:
    """The supplier has not merged into another before the first day of the period."""
    return aanbieder_tot.is_null() | (product_periode_begin <= aanbieder_tot)


@rules.rule(
    "MGR-209",
    table="toewijzingen",
    severity=Severity.FOUT,
    consequence=Consequence.REJECT_LINE,
    says="Aanbieder {aanbieder} bestaat na {aanbieder_tot} niet meer; opvolger: {aanbieder_opvolger}.",
    action="Wijs toe aan de opvolger.",
    holds=[
        {**MERGED, "ingangsdatum": date(2026, 6, 30)},
        {**MERGED, "ingangsdatum": date(2026, 7, 1), "aanbieder_tot": None, "aanbieder_opvolger": None},
    ],
    fails=[{**MERGED, "ingangsdatum": date(2026, 7, 1)}],
    may_be_empty=["aanbieder_tot", "aanbieder_opvolger"],
)
def supplier_still_exists_on_the_first_day(
    aanbieder: Column, ingangsdatum: Column, aanbieder_tot: Column, aanbieder_opvolger: Column
) -> Column:
    """The supplier has not merged into another before the allocation starts."""
    return aanbieder_tot.is_null() | (ingangsdatum <= aanbieder_tot)


@rules.rule(
    "MGR-325",
    table="toewijzingen",
    severity=Severity.FOUT,
    consequence=Consequence.REJECT_LINE,
    says="Aanbieder {aanbieder} heeft op de ingangsdatum geen contract voor wat hier wordt toegewezen.",
    action="Wijs toe aan een gecontracteerde aanbieder, of laat het contract in de naslag opnemen.",
    holds=[{"aanbieder": "01234567", "contract_bekend": True}],
    fails=[{"aanbieder": "01234567", "contract_bekend": False}],
    after=["MGR-209"],
    explains="contracten",
    once_per_file=True,
)
def supplier_is_contracted(aanbieder: Column, contract_bekend: Column) -> Column:
    """The supplier has a contract in force on the first day."""
    return contract_bekend


@rules.rule(
    "MGR-303",
    table=["declaratieregels", "toewijzingen"],
    severity=Severity.FOUT,
    consequence=Consequence.REJECT_LINE,
    says="Gemeente {gemeente} neemt niet deel aan het contract van aanbieder {aanbieder}.",
    action="Controleer de gemeentecode en de aanbieder; deelname geldt per module en per datum.",
    holds=[{"gemeente": "0983", "aanbieder": "01234567", "lid_van_module": True}],
    fails=[{"gemeente": "0957", "aanbieder": "01234567", "lid_van_module": False}],
    after=["MGR-209", "MGR-325"],
    once_per_file=True,
)
def municipality_takes_part(gemeente: Column, aanbieder: Column, lid_van_module: Column) -> Column:
    """The municipality takes part in the module of the contract on the first day."""
    return lid_van_module


@rules.rule(
    "OP364",
    table="declaratieregels",
    severity=Severity.SIGNAAL,
    consequence=Consequence.NONE,
    says="Op toewijzing {toewijzing_nummer} is geen start van de zorg gemeld; de regel wordt hierom niet geweigerd.",
    action="Stuur het startbericht (305) alsnog naar de gemeente.",
    holds=[{"toewijzing_nummer": 100001, "start_bekend": True}],
    fails=[{"toewijzing_nummer": 100001, "start_bekend": False}],
    after=["TR338", "TR384"],
)
def start_is_reported(toewijzing_nummer: Column, start_bekend: Column) -> Column:
    """The start of delivery on the allocation was reported."""
    return start_bekend
