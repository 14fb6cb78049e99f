# SPDX-License-Identifier: EUPL-1.2
"""Allocations and lines against what was agreed: the term and kind of the contract, and what the product allows."""

from datetime import date

from processors.rulebook import Column, Consequence, Rulebook, Severity

rules = Rulebook()
TASK_BASED = "taak"


@rules.rule(
    "MGR-301",
    table="toewijzingen",
    severity=Severity.WAARSCHUWING,
    consequence=Consequence.NONE,
    says="Aanbieder {aanbieder} heeft op de einddatum {einddatum} van de toewijzing geen overeenkomst meer.",
    action="Beëindig de toewijzing op de laatste dag van het contract, of laat de verlenging in de naslag opnemen.",
    holds=[
        {"einddatum": date(2026, 12, 31), "aanbieder": "01234567", "contract_tot_einde": True},
        {"einddatum": None, "aanbieder": "01234567", "contract_tot_einde": None},
    ],
    fails=[{"einddatum": date(2027, 1, 1), "aanbieder": "01234567", "contract_tot_einde": False}],
    may_be_empty=["einddatum", "contract_tot_einde"],
    after=["MGR-325", "MGR-209"],
)
def contract_lasts_as_long_as_the_allocation(
    einddatum: Column, aanbieder: Column, contract_tot_einde: Column
) -> Column:
    """The supplier has a contract on the last day too, or there is no last day."""
    return einddatum.is_null() | contract_tot_einde


@rules.rule(
    "MGR-301",
    table="declaratieregels",
    severity=Severity.WAARSCHUWING,
    consequence=Consequence.NONE,
    says="Aanbieder {aanbieder} heeft op {product_periode_begin} geen geldige overeenkomst voor product "
    "{product_code}.",
    action="Controleer aanbieder, productcode en periode, of laat het contract in de naslag opnemen.",
    holds=[
        {
            "aanbieder": "01234567", "product_periode_begin": date(2026, 1, 1), "product_code": "02D01",
            "contract_bekend": True,
        }
    ],
    fails=[
        {
            "aanbieder": "01234567", "product_periode_begin": date(2026, 1, 1), "product_code": "02D01",
            "contract_bekend": False,
        }
    ],
    after=["MGR-209"],
    explains="contracten",
    once_per_file=True,
)  # fmt: skip
def line_falls_under_a_contract(
    aanbieder: Column, product_periode_begin: Column, product_code: Column, contract_bekend: Column
) -> Column:
    """The supplier has a contract in force on the first day of the period."""
    return contract_bekend


@rules.rule(
    "MGR-302",
    table="toewijzingen",
    severity=Severity.WAARSCHUWING,
    consequence=Consequence.NONE,
    says="Het contract van aanbieder {aanbieder} is taakgericht; daarbij wordt niet per client toegewezen.",
    action="Controleer aanbieder en product; taakgericht werk kent geen toewijzing per client.",
    holds=[{"aanbieder": "01234567", "contract_uitvoeringsvariant": "inspanning"}],
    fails=[{"aanbieder": "01234567", "contract_uitvoeringsvariant": "taak"}],
    after=["MGR-325"],
)
def contract_asks_for_allocations(aanbieder: Column, contract_uitvoeringsvariant: Column) -> Column:
    """The contract is not task based."""
    return contract_uitvoeringsvariant != TASK_BASED


@rules.rule(
    "MGR-302",
    table="declaratieregels",
    severity=Severity.WAARSCHUWING,
    consequence=Consequence.NONE,
    says="Het contract van aanbieder {aanbieder} is taakgericht; daarbij wordt niet per client gedeclareerd.",
    action="Declareer taakgericht werk buiten de berichten om, zoals in het contract staat, of controleer het product.",
    holds=[{"aanbieder": "01234567", "contract_uitvoeringsvariant": "output"}],
    fails=[{"aanbieder": "01234567", "contract_uitvoeringsvariant": "taak"}],
    after=["MGR-301"],
    explains="tarieven",
    once_per_file=True,
)
def contract_asks_for_declarations(aanbieder: Column, contract_uitvoeringsvariant: Column) -> Column:
    """The contract is not task based."""
    return contract_uitvoeringsvariant != TASK_BASED


@rules.rule(
    "MGR-322",
    table="toewijzingen",
    severity=Severity.FOUT,
    consequence=Consequence.REJECT_LINE,
    says="Eenheid {eenheid} met frequentie {frequentie} is voor product {product_code} niet afgesproken (eenheden: "
    "{product_eenheden}; frequenties: {product_frequenties}).",
    action="Kies een eenheid en een frequentie uit de productcatalogus.",
    holds=[
        {
            "eenheid": "01", "frequentie": "4", "product_code": "02D01", "product_eenheden": "04 01",
            "product_frequenties": "2 4",
        },
        {
            "eenheid": "16", "frequentie": "1", "product_code": "02D01", "product_eenheden": None,
            "product_frequenties": None,
        },
        {
            "eenheid": None, "frequentie": None, "product_code": None, "product_eenheden": "04",
            "product_frequenties": "2",
        },
    ],
    fails=[
        {
            "eenheid": "16", "frequentie": "4", "product_code": "02D01", "product_eenheden": "04 01",
            "product_frequenties": "2 4",
        },
        {
            "eenheid": "04", "frequentie": "1", "product_code": "02D01", "product_eenheden": "04 01",
            "product_frequenties": "2 4",
        },
    ],
    may_be_empty=["eenheid", "frequentie", "product_code", "product_eenheden", "product_frequenties"],
    after=["MGR-011", "MGR-012", "CS338", "TR381", "MGR-323"],
)  # fmt: skip
def product_is_agreed_in_this_unit(
    eenheid: Column,
    frequentie: Column,
    product_code: Column,
    product_eenheden: Column,
    product_frequenties: Column,
) -> Column:
    """The catalogue has the product in this unit and frequency, or says nothing about them."""
    unit = product_eenheden.is_null() | eenheid.is_null() | product_eenheden.str.contains(eenheid, literal=True)
    how_often = (
        product_frequenties.is_null()
        | frequentie.is_null()
        | product_frequenties.str.contains(frequentie, literal=True)
    )
    return product_code.is_null() | (unit & how_often)


@rules.rule(
    "MGR-324",
    table="toewijzingen",
    severity=Severity.FOUT,
    consequence=Consequence.REJECT_LINE,
    says="Product {product_code} is een vast pakket; daar hoort volume 1 bij en niet {volume}.",
    action="Vul volume 1 in, of kies een product dat geen vast pakket is.",
    holds=[
        {"volume": 1, "product_code": "02D01", "product_vast_pakket": "ja"},
        {"volume": 2, "product_code": "02D01", "product_vast_pakket": "nee"},
        {"volume": 2, "product_code": "02D01", "product_vast_pakket": None},
        {"volume": None, "product_code": None, "product_vast_pakket": None},
    ],
    fails=[
        {"volume": 2, "product_code": "02D01", "product_vast_pakket": "ja"},
        {"volume": 0, "product_code": "02D01", "product_vast_pakket": "ja"},
    ],
    may_be_empty=["volume", "product_code", "product_vast_pakket"],
    after=["CD041", "TR381", "MGR-323"],
)
def fixed_package_is_allocated_once(volume: Column, product_code: Column, product_vast_pakket: Column) -> Column:
    """A product that is a fixed package is allocated with volume 1."""
    return (product_vast_pakket.fill_null("") != "ja") | (volume == 1)
