# SPDX-License-Identifier: EUPL-1.2
"""No two allocations of the same product for one client at one supplier at the same time."""

from datetime import date

import narwhals as nw

from processors.rulebook import Column, Consequence, Rulebook, Severity

rules = Rulebook()
# Transport and housing aids (Wmo 11 to 14) may be allocated more than once at a time (TR302).
STACKABLE = ("11", "12", "13", "14")
BEFORE_ALL, OPEN = date(1, 1, 1), date(9999, 12, 31)
PERSON = ("client", "aanbieder", "gemeente", "wet")
CATEGORY = (*PERSON, "product_categorie")
PRODUCT = (*CATEGORY, "product_code")
IN_TIME = ("ingangsdatum", "nr")


def _above(ends: str, *group: str) -> Column:
    """The value of the allocation that starts before this one in its group."""
    return nw.col(ends).shift(1).over(*group, order_by=IN_TIME)


def _latest(ends: str, *group: str) -> Column:
    """The latest last day among the allocations of the group that start no later."""
    return nw.col(ends).cum_max().over(*group, order_by=IN_TIME)


# Only the version in force counts, and not a removal (reason 13, formerly 01) or an aid that may be stacked.
_IN_FORCE = nw.col("toewijzing_datum") == nw.col("toewijzing_datum").max().over("toewijzing_nummer", "gemeente", "wet")
_REMOVED = nw.col("reden_wijziging").fill_null("").is_in(["01", "13"]) & (
    nw.col("einddatum") == nw.col("ingangsdatum")
).fill_null(value=False)
_STACKABLE = (nw.col("wet") == "wmo") & nw.col("product_categorie").fill_null("").is_in(STACKABLE)
_ENDS = nw.when(_IN_FORCE & ~_REMOVED & ~_STACKABLE).then(nw.col("einddatum").fill_null(OPEN)).otherwise(BEFORE_ALL)
NEIGHBOURS = {
    "loopt_tot": _ENDS,
    "loopt_tot_zonder_code": nw.when(nw.col("product_code").is_null()).then("loopt_tot").otherwise(BEFORE_ALL),
    "loopt_tot_zonder_categorie": nw.when(nw.col("product_categorie").is_null())
    .then("loopt_tot")
    .otherwise(BEFORE_ALL),
    "vorige_van_product": _above("loopt_tot", *PRODUCT),
    "vorige_van_categorie": _above("loopt_tot", *CATEGORY),
    "vorige_van_client": _above("loopt_tot", *PERSON),
}
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
        [
            FIRST,
            {**FIRST, "toewijzing_datum": date(2026, 3, 1), "einddatum": date(2026, 3, 31)},
            {**NEXT, "ingangsdatum": date(2026, 4, 1)},
        ],
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
    may_be_empty=["einddatum", "reden_wijziging", "product_categorie", "product_code"],
    after=["TR101"],
    given=NEIGHBOURS,
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
    reden_wijziging: Column,
    product_categorie: Column,
    product_code: Column,
    nr: Column,
) -> Column:
    """Each other allocation of the product (without code: of the category; without category: any) ended before."""
    taken_until = nw.max_horizontal(
        _latest("vorige_van_product", *PRODUCT),
        nw.when(product_code.is_null())
        .then(_latest("vorige_van_categorie", *CATEGORY))
        .otherwise(_latest("loopt_tot_zonder_code", *CATEGORY)),
        nw.when(product_categorie.is_null())
        .then(_latest("vorige_van_client", *PERSON))
        .otherwise(_latest("loopt_tot_zonder_categorie", *PERSON)),
    )
    return (nw.col("loopt_tot") == BEFORE_ALL) | (taken_until.fill_null(BEFORE_ALL) < ingangsdatum)
