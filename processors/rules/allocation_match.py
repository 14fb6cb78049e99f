# SPDX-License-Identifier: EUPL-1.2
"""A declaration line against its allocation: does it exist, is it of this client, and is the product the same."""

from functools import partial

from processors.rulebook import Column, Consequence, Rulebook, Severity

rules = Rulebook()
# Where the allocation itself is not the right one, comparing the line with it says nothing.
WRONG_ALLOCATION = ("TR338", "TR304", "TR384")


@rules.rule(
    "TR338",
    table="declaratieregels",
    severity=Severity.FOUT,
    consequence=Consequence.REJECT_LINE,
    says="Toewijzing {toewijzing_nummer} is niet bekend bij gemeente {gemeente} (wet: {wet}).",
    action="Neem het nummer over uit de toewijzing (301) van deze gemeente, of vraag de gemeente om een toewijzing.",
    holds=[{"toewijzing_nummer": 100001, "gemeente": "0983", "wet": "wmo", "toewijzing_bekend": True}],
    fails=[{"toewijzing_nummer": 100001, "gemeente": "0983", "wet": "wmo", "toewijzing_bekend": False}],
    after=["MGR-303"],
    explains="toewijzingen",
    once_per_file=True,
)
def allocation_is_known(toewijzing_nummer: Column, gemeente: Column, wet: Column, toewijzing_bekend: Column) -> Column:
    """The municipality has an allocation with this number under this law."""
    return toewijzing_bekend


@rules.rule(
    "TR304",
    table="declaratieregels",
    severity=Severity.FOUT,
    consequence=Consequence.REJECT_LINE,
    says="Toewijzing {toewijzing_nummer} is voor een andere client dan die op deze regel.",
    action="Controleer het toewijzingnummer en het burgerservicenummer; een van de twee hoort bij een ander.",
    holds=[{"client": "999900006", "toegewezen_client": "999900006", "toewijzing_nummer": 100001}],
    fails=[{"client": "999900006", "toegewezen_client": "999990019", "toewijzing_nummer": 100001}],
)
def client_is_that_of_the_allocation(client: Column, toegewezen_client: Column, toewijzing_nummer: Column) -> Column:
    """The client is the client of the allocation."""
    return client == toegewezen_client


OF_SUPPLIER = {"toewijzing_nummer": 100001, "aanbieder": "01234567", "aanbieder_bekend": True}
OWN_ALLOCATION = [
    {**OF_SUPPLIER, "toegewezen_aanbieder": "01234567", "toegewezen_opvolger": None},
    {**OF_SUPPLIER, "toegewezen_aanbieder": "01234568", "toegewezen_opvolger": "01234567"},
]
ALLOCATION_OF_ANOTHER = [
    {**OF_SUPPLIER, "toegewezen_aanbieder": "01234568", "toegewezen_opvolger": None},
    {**OF_SUPPLIER, "toegewezen_aanbieder": "01234568", "toegewezen_opvolger": "01234569"},
]


# A number is unknown to whom it was not given: one rule, under the code of each table.
_to_its_supplier = partial(
    rules.rule,
    severity=Severity.FOUT,
    consequence=Consequence.REJECT_LINE,
    says="Toewijzing {toewijzing_nummer} is aan een andere aanbieder gegeven dan {aanbieder}.",
    action="Neem het nummer over uit uw eigen toewijzing (301), of vraag de gemeente om een toewijzing op uw naam.",
    holds=OWN_ALLOCATION,
    fails=ALLOCATION_OF_ANOTHER,
    may_be_empty=["toegewezen_opvolger"],
    once_per_file=True,
)


@_to_its_supplier("TR338", table="declaratieregels", after=["TR304", "MGR-209"])
@_to_its_supplier("TR019", table="regieberichten", after=["TR063"])
def allocation_is_of_the_supplier(
    toewijzing_nummer: Column,
    aanbieder: Column,
    aanbieder_bekend: Column,
    toegewezen_aanbieder: Column,
    toegewezen_opvolger: Column,
) -> Column:
    """The allocation was given to this supplier, or to one that merged into it; to others it is unknown [D].

    Mergers stand in the register, so without it nothing is said.
    """
    return (aanbieder == toegewezen_aanbieder) | (aanbieder == toegewezen_opvolger.fill_null(""))


@rules.rule(
    "TR384",
    table="declaratieregels",
    severity=Severity.FOUT,
    consequence=Consequence.REJECT_LINE,
    says="Toewijzing {toewijzing_nummer} is door de gemeente verwijderd; hierop kan niet worden gedeclareerd.",
    action="Declareer op de toewijzing die ervoor in de plaats kwam, of overleg met de gemeente.",
    holds=[
        {"toewijzing_nummer": 100001, "toegewezen_reden_wijziging": "14"},
        {"toewijzing_nummer": 100001, "toegewezen_reden_wijziging": None},
    ],
    fails=[{"toewijzing_nummer": 100001, "toegewezen_reden_wijziging": "13"}],
    may_be_empty=["toegewezen_reden_wijziging"],
)
def allocation_is_not_removed(toewijzing_nummer: Column, toegewezen_reden_wijziging: Column) -> Column:
    """The version of the allocation in force is not a removal."""
    return toegewezen_reden_wijziging.is_null() | (toegewezen_reden_wijziging != "13")


@rules.rule(
    "TR339",
    table="declaratieregels",
    severity=Severity.FOUT,
    consequence=Consequence.REJECT_LINE,
    says="Productcategorie {product_categorie} is niet die van de toewijzing ({toegewezen_product_categorie}).",
    action="Declareer de categorie van de toewijzing, of vraag de gemeente de toewijzing te wijzigen.",
    holds=[
        {"product_categorie": "02", "toegewezen_product_categorie": "02"},
        {"product_categorie": "02", "toegewezen_product_categorie": None},
    ],
    fails=[{"product_categorie": "02", "toegewezen_product_categorie": "03"}],
    may_be_empty=["toegewezen_product_categorie"],
    after=[*WRONG_ALLOCATION, "TR381"],
)
def category_is_that_of_the_allocation(product_categorie: Column, toegewezen_product_categorie: Column) -> Column:
    """The category is that of the allocation, where the allocation names one."""
    return toegewezen_product_categorie.is_null() | (product_categorie == toegewezen_product_categorie)


@rules.rule(
    "TR340",
    table="declaratieregels",
    severity=Severity.FOUT,
    consequence=Consequence.REJECT_LINE,
    says="Productcode {product_code} is niet die van de toewijzing ({toegewezen_product_code}).",
    action="Declareer de productcode van de toewijzing, of vraag de gemeente de toewijzing te wijzigen.",
    holds=[
        {"product_code": "02D01", "toegewezen_product_code": "02D01"},
        {"product_code": "02D01", "toegewezen_product_code": None},
    ],
    fails=[{"product_code": "02D01", "toegewezen_product_code": "02D02"}],
    may_be_empty=["toegewezen_product_code"],
    after=WRONG_ALLOCATION,
)
def code_is_that_of_the_allocation(product_code: Column, toegewezen_product_code: Column) -> Column:
    """The product code is that of the allocation, where the allocation names one."""
    return toegewezen_product_code.is_null() | (product_code == toegewezen_product_code)


@rules.rule(
    "TR341",
    table="declaratieregels",
    severity=Severity.FOUT,
    consequence=Consequence.REJECT_LINE,
    says="Eenheid {eenheid} past niet bij de toewijzing in eenheid {toegewezen_eenheid}.",
    action="Declareer in de eenheid van de toewijzing; alleen uren (04) mogen ook in minuten (01).",
    holds=[
        {"eenheid": "16", "toegewezen_eenheid": "16"},
        {"eenheid": "01", "toegewezen_eenheid": "04"},
        {"eenheid": "16", "toegewezen_eenheid": None},
    ],
    fails=[
        {"eenheid": "04", "toegewezen_eenheid": "01"},
        {"eenheid": "16", "toegewezen_eenheid": "04"},
    ],
    may_be_empty=["toegewezen_eenheid"],
    after=WRONG_ALLOCATION,
)
def unit_is_that_of_the_allocation(eenheid: Column, toegewezen_eenheid: Column) -> Column:
    """The unit is that of the allocation, or minutes on an allocation in hours, where the allocation names one."""
    return (
        toegewezen_eenheid.is_null()
        | (eenheid == toegewezen_eenheid)
        | ((toegewezen_eenheid == "04") & (eenheid == "01"))
    )


@rules.rule(
    "TR341",
    table="declaratieregels",
    severity=Severity.FOUT,
    consequence=Consequence.REJECT_LINE,
    says="Eenheid {eenheid} is niet die van het contract ({contract_eenheid}); de toewijzing noemt er geen.",
    action="Declareer in de eenheid van het contract; alleen uren (04) mogen ook in minuten (01).",
    holds=[
        {"eenheid": "16", "toewijzing_bekend": True, "toegewezen_eenheid": None, "contract_eenheid": "16"},
        {"eenheid": "01", "toewijzing_bekend": True, "toegewezen_eenheid": None, "contract_eenheid": "04"},
        {"eenheid": "16", "toewijzing_bekend": True, "toegewezen_eenheid": "16", "contract_eenheid": None},
    ],
    fails=[{"eenheid": "16", "toewijzing_bekend": True, "toegewezen_eenheid": None, "contract_eenheid": "04"}],
    may_be_empty=["toegewezen_eenheid", "contract_eenheid"],
    after=WRONG_ALLOCATION,
)
def unit_is_that_of_the_contract(
    eenheid: Column, toewijzing_bekend: Column, toegewezen_eenheid: Column, contract_eenheid: Column
) -> Column:
    """The unit is that of the contract, or minutes on a contract in hours, where the allocation names none."""
    return (
        ~toegewezen_eenheid.is_null() | (eenheid == contract_eenheid) | ((contract_eenheid == "04") & (eenheid == "01"))
    )
