# SPDX-License-Identifier: EUPL-1.2
"""Supplier, product and municipality against the registers of products, suppliers, contracts and members."""

from processors.rulebook import Column, Consequence, Rulebook, Severity

rules = Rulebook()


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
    table="declaratieregels",
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
    "MGR-325",
    table="toewijzingen",
    severity=Severity.FOUT,
    consequence=Consequence.REJECT_LINE,
    says="Aanbieder {aanbieder} heeft op de ingangsdatum geen contract voor wat hier wordt toegewezen.",
    action="Wijs toe aan een gecontracteerde aanbieder, of laat het contract in de naslag opnemen.",
    holds=[{"aanbieder": "01234567", "contract_bekend": True}],
    fails=[{"aanbieder": "01234567", "contract_bekend": False}],
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
