# SPDX-License-Identifier: EUPL-1.2
"""No two allocations for one client at the same time of the same product, or of products that do not go together."""

from datetime import date

import narwhals as nw

from processors.enrichment.stacking import OPEN, PERSON, REMOVED
from processors.rulebook import Column, Consequence, Rulebook, Severity
from processors.rules.overlap import BEFORE_ALL, Overlap, stackable

rules = Rulebook()


def _removed(reden_wijziging: Column, ingangsdatum: Column, einddatum: Column) -> Column:
    """Whether the allocation was taken back; it then ends on its first day (CS335)."""
    return reden_wijziging.fill_null("").is_in(REMOVED) & (einddatum == ingangsdatum).fill_null(value=False)


# Only the version in force counts: the last one decided, without a time at the beginning of the day; of a version that
# stands twice in the file the first (TR101).
_MOMENT = nw.concat_str(nw.col("toewijzing_datum").cast(nw.String), nw.col("toewijzing_tijd").fill_null("00:00:00"))
_REMOVED = _removed(nw.col("reden_wijziging"), nw.col("ingangsdatum"), nw.col("einddatum"))
_STACKABLE = stackable(nw.col("wet"), nw.col("product_categorie"))
_IN_FORCE = (nw.col("besloten_op") == nw.col("laatst_besloten")) & (nw.col("nr") == nw.col("eerste_van_versie"))
OVERLAP = Overlap(
    "toewijzing",
    PERSON,
    "ingangsdatum",
    nw.when(_IN_FORCE & ~_REMOVED & ~_STACKABLE).then(nw.col("einddatum").fill_null(OPEN)).otherwise(BEFORE_ALL),
    before={
        "besloten_op": _MOMENT,
        "laatst_besloten": nw.col("besloten_op").max().over("toewijzing_nummer", "gemeente", "wet"),
        "eerste_van_versie": nw.col("nr").min().over("toewijzing_nummer", "gemeente", "wet", "besloten_op"),
    },
)
FIRST = {
    "ingangsdatum": date(2026, 1, 1),
    "einddatum": date(2026, 6, 30),
    "wet": "wmo",
    "gemeente": "0983",
    "aanbieder": "01234567",
    "client": "999900006",
    "toewijzing_nummer": 100001,
    "toewijzing_datum": date(2025, 12, 20),
    "product_categorie": "02",
    "product_code": "02D01",
}
NEXT = {**FIRST, "toewijzing_nummer": 100002, "ingangsdatum": date(2026, 7, 1), "einddatum": None}
TOO_EARLY = {**NEXT, "ingangsdatum": date(2026, 6, 30)}
LATER_IN_APRIL = {**NEXT, "ingangsdatum": date(2026, 4, 1)}


@rules.rule(
    "TR302",
    table="toewijzingen",
    severity=Severity.FOUT,
    consequence=Consequence.REJECT_LINE,
    says="Vanaf {ingangsdatum} loopt voor deze client bij deze aanbieder al een andere toewijzing voor hetzelfde "
    "product.",
    action="Beëindig de eerste toewijzing eerder, of laat deze later ingaan.",
    holds=[
        [FIRST, NEXT],
        [FIRST, {**TOO_EARLY, "product_code": "02D02"}],
        [FIRST, {**TOO_EARLY, "client": "999990019"}],
        [FIRST, {**TOO_EARLY, "aanbieder": "07654321"}],
        [FIRST, {**FIRST, "toewijzing_datum": date(2026, 3, 1), "einddatum": None}],
        [FIRST, {**FIRST, "toewijzing_tijd": "14:30:00", "einddatum": date(2026, 3, 31)}, LATER_IN_APRIL],
        [
            FIRST,
            {**FIRST, "toewijzing_datum": date(2026, 3, 1), "einddatum": date(2026, 3, 31)},
            LATER_IN_APRIL,
        ],
        [{**FIRST, "einddatum": None}, FIRST],
        [FIRST, {**TOO_EARLY, "reden_wijziging": "13", "einddatum": date(2026, 6, 30)}],
        [{**FIRST, "product_categorie": "12"}, {**TOO_EARLY, "product_categorie": "12"}],
        [{**FIRST, "product_categorie": "12"}, {**TOO_EARLY, "product_categorie": None, "product_code": None}],
        [{**FIRST, "product_code": None}, {**NEXT, "product_code": None}],
    ],
    fails=[
        [FIRST, TOO_EARLY],
        [{**FIRST, "einddatum": None}, NEXT],
        [FIRST, {**TOO_EARLY, "product_code": None}],
        [{**FIRST, "product_code": None}, TOO_EARLY],
        [{**FIRST, "product_code": None, "product_categorie": None}, TOO_EARLY],
        [FIRST, {**TOO_EARLY, "product_code": None, "product_categorie": None}],
        [FIRST, {**FIRST, "toewijzing_nummer": 100002}],
        [{**FIRST, "wet": "jw", "product_categorie": "12"}, {**TOO_EARLY, "wet": "jw", "product_categorie": "12"}],
    ],
    may_be_empty=["einddatum", "reden_wijziging", "product_categorie", "product_code", "toewijzing_tijd"],
    after=["TR101"],
    given=OVERLAP.given,
)
def product_is_allocated_once_at_a_time(
    ingangsdatum: Column,
    einddatum: Column,
    wet: Column,
    gemeente: Column,
    aanbieder: Column,
    client: Column,
    toewijzing_nummer: Column,
    toewijzing_datum: Column,
    toewijzing_tijd: Column,
    reden_wijziging: Column,
    product_categorie: Column,
    product_code: Column,
    nr: Column,
) -> Column:
    """Each other allocation of the product (without code: of the category; without category: any) ended before."""
    return OVERLAP.none_runs()


ALONE = {
    "ingangsdatum": date(2026, 7, 1),
    "einddatum": None,
    "client": "999900006",
    "aanbieder": "01234567",
    "wet": "wmo",
    "product_categorie": "02",
    "reden_wijziging": None,
    "dubbel_toegewezen": False,
    "versie_ingehaald": False,
}


@rules.rule(
    "OP259",
    table="toewijzingen",
    severity=Severity.WAARSCHUWING,
    consequence=Consequence.NONE,
    says="Deze client heeft in de periode vanaf {ingangsdatum} bij aanbieder {aanbieder} al een andere toewijzing voor "
    "hetzelfde product.",
    action="Beëindig de eerdere toewijzing, of verleng die in plaats van een nieuwe af te geven.",
    holds=[
        {**ALONE, "product_categorie": None},
        {**ALONE, "dubbel_toegewezen": True, "product_categorie": "12"},
        {
            **ALONE, "dubbel_toegewezen": True, "reden_wijziging": "13", "einddatum": date(2026, 7, 1),
        },
        {**ALONE, "dubbel_toegewezen": True, "versie_ingehaald": True},
    ],
    fails=[
        {**ALONE, "dubbel_toegewezen": True},
        {**ALONE, "dubbel_toegewezen": True, "wet": "jw", "product_categorie": "12"},
        {**ALONE, "dubbel_toegewezen": True, "reden_wijziging": "13", "einddatum": date(2026, 7, 2)},
    ],
    may_be_empty=["einddatum", "product_categorie", "reden_wijziging"],
    after=["TR302", "TR332"],
)  # fmt: skip
def product_was_not_allocated_before(
    ingangsdatum: Column,
    einddatum: Column,
    client: Column,
    aanbieder: Column,
    wet: Column,
    product_categorie: Column,
    reden_wijziging: Column,
    dubbel_toegewezen: Column,
    versie_ingehaald: Column,
) -> Column:
    """No allocation known before gives the client the same product at this supplier in the same period."""
    return (
        ~dubbel_toegewezen
        | versie_ingehaald
        | _removed(reden_wijziging, ingangsdatum, einddatum)
        | stackable(wet, product_categorie)
    )


TOGETHER = {
    "product_code": "02D01",
    "strijdig_product": None,
    "client": "999900006",
    "ingangsdatum": date(2026, 7, 1),
    "einddatum": None,
    "reden_wijziging": None,
    "versie_ingehaald": False,
}


@rules.rule(
    "MGR-321",
    table="toewijzingen",
    severity=Severity.WAARSCHUWING,
    consequence=Consequence.NONE,
    says="Product {product_code} en product {strijdig_product} mogen niet tegelijk worden ingezet; de client heeft in "
    "deze periode beide.",
    action="Beëindig een van de twee, of pas de tabel met ongeldige combinaties aan.",
    holds=[
        TOGETHER,
        {**TOGETHER, "product_code": None},
        {**TOGETHER, "strijdig_product": "02A03", "versie_ingehaald": True},
        {**TOGETHER, "strijdig_product": "02A03", "reden_wijziging": "13", "einddatum": date(2026, 7, 1)},
    ],
    fails=[{**TOGETHER, "strijdig_product": "02A03"}],
    may_be_empty=["product_code", "strijdig_product", "einddatum", "reden_wijziging"],
    after=["TR332"],
)
def products_go_together(
    product_code: Column,
    strijdig_product: Column,
    client: Column,
    ingangsdatum: Column,
    einddatum: Column,
    reden_wijziging: Column,
    versie_ingehaald: Column,
) -> Column:
    """The client has no product in the same period that may not go with this one."""
    return strijdig_product.is_null() | versie_ingehaald | _removed(reden_wijziging, ingangsdatum, einddatum)
