# SPDX-License-Identifier: EUPL-1.2
"""What a start or a stop says of its allocation: product and first day are those of the allocation."""

from datetime import date

from processors.rulebook import Column, Consequence, Rulebook, Severity

rules = Rulebook()
ALLOCATED = {
    "product_code": "02A03",
    "toegewezen_product_code": "02A03",
    "product_categorie": "02",
    "toegewezen_product_categorie": "02",
    "toewijzing_ingangsdatum": date(2026, 1, 1),
    "toegewezen_ingangsdatum": date(2026, 1, 1),
    "toewijzing_nummer": 100001,
    "status_aanlevering": "1",
}


@rules.rule(
    "MGR-328",
    table="regieberichten",
    severity=Severity.FOUT,
    consequence=Consequence.REJECT_LINE,
    says="Productcode {product_code} is niet die van toewijzing {toewijzing_nummer}: {toegewezen_product_code}.",
    action="Neem het product over uit de toewijzing, of controleer het toewijzingnummer.",
    holds=[
        ALLOCATED,
        {**ALLOCATED, "product_code": None},
        {**ALLOCATED, "toegewezen_product_code": None},
        {**ALLOCATED, "product_code": "02A05", "status_aanlevering": "3"},
    ],
    fails=[{**ALLOCATED, "product_code": "02A05"}],
    may_be_empty=["product_code", "toegewezen_product_code"],
    after=["TR019", "RS012", "MGR-013"],
)
def code_of_message_is_that_of_the_allocation(
    product_code: Column, toegewezen_product_code: Column, toewijzing_nummer: Column, status_aanlevering: Column
) -> Column:
    """The product code is that of the allocation; one of them may have none."""
    known = ~product_code.is_null() & ~toegewezen_product_code.is_null()
    return (status_aanlevering == "3") | ~(known & (product_code != toegewezen_product_code))


@rules.rule(
    "MGR-328",
    table="regieberichten",
    severity=Severity.FOUT,
    consequence=Consequence.REJECT_LINE,
    says="Productcategorie {product_categorie} is niet die van toewijzing {toewijzing_nummer}: "
    "{toegewezen_product_categorie}.",
    action="Neem het product over uit de toewijzing, of controleer het toewijzingnummer.",
    holds=[
        ALLOCATED,
        {**ALLOCATED, "product_categorie": None},
        {**ALLOCATED, "toegewezen_product_categorie": None},
        {**ALLOCATED, "product_categorie": "03", "product_code": "03A01"},
        {**ALLOCATED, "product_categorie": "03", "product_code": None, "status_aanlevering": "3"},
    ],
    fails=[
        {**ALLOCATED, "product_categorie": "03", "product_code": None},
        {**ALLOCATED, "product_categorie": "03", "toegewezen_product_code": None},
    ],
    may_be_empty=["product_categorie", "toegewezen_product_categorie", "product_code", "toegewezen_product_code"],
    after=["TR019", "MGR-013"],
)
def category_of_message_is_that_of_the_allocation(
    product_categorie: Column,
    toegewezen_product_categorie: Column,
    product_code: Column,
    toegewezen_product_code: Column,
    toewijzing_nummer: Column,
    status_aanlevering: Column,
) -> Column:
    """The product category is that of the allocation; one of them may have none, and two codes say enough."""
    known = ~product_categorie.is_null() & ~toegewezen_product_categorie.is_null()
    by_code = ~product_code.is_null() & ~toegewezen_product_code.is_null()
    differs = known & (product_categorie != toegewezen_product_categorie)
    return (status_aanlevering == "3") | by_code | ~differs


@rules.rule(
    "MGR-328",
    table="regieberichten",
    severity=Severity.FOUT,
    consequence=Consequence.REJECT_LINE,
    says="Ingangsdatum {toewijzing_ingangsdatum} is niet die van toewijzing {toewijzing_nummer}: "
    "{toegewezen_ingangsdatum}.",
    action="Neem de ingangsdatum over uit de laatste versie van de toewijzing.",
    holds=[
        ALLOCATED,
        {**ALLOCATED, "toewijzing_ingangsdatum": None},
        {**ALLOCATED, "toewijzing_ingangsdatum": date(2026, 1, 2), "status_aanlevering": "3"},
    ],
    fails=[{**ALLOCATED, "toewijzing_ingangsdatum": date(2026, 1, 2)}],
    may_be_empty=["toewijzing_ingangsdatum"],
    after=["TR019"],
)
def first_day_of_message_is_that_of_the_allocation(
    toewijzing_ingangsdatum: Column,
    toegewezen_ingangsdatum: Column,
    toewijzing_nummer: Column,
    status_aanlevering: Column,
) -> Column:
    """The first day that the message gives the allocation is that of the allocation."""
    return (
        (status_aanlevering == "3")
        | toewijzing_ingangsdatum.is_null()
        | (toewijzing_ingangsdatum == toegewezen_ingangsdatum)
    )
