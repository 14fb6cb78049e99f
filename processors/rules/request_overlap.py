# SPDX-License-Identifier: EUPL-1.2
"""Products of a request for a change (317) that would run at the same time: what stays, what changes, what is new."""

from datetime import date

import narwhals as nw

from processors.enrichment.requests import CHANGE, CHANGED, NEW, REQUEST, UNCHANGED
from processors.enrichment.stacking import OPEN
from processors.rulebook import Column, Consequence, Rulebook, Severity
from processors.rules.overlap import BEFORE_ALL, Overlap, stackable
from processors.rules.request_whole import REQUESTED

rules = Rulebook()
# What stays or changes has the product of its allocation, and what stays its period too.
_EXISTING = nw.col("onderdeel").is_in([UNCHANGED, CHANGED])
_STAYS = nw.col("onderdeel") == UNCHANGED
_COMPARED = (
    (nw.col("soort") == CHANGE)
    & ~nw.col("product_vanaf").is_null()
    & (~_EXISTING | nw.col("toewijzing_actueel").fill_null(value=False))
    & ~stackable(nw.col("wet"), nw.col("categorie_van_product"))
)
TOGETHER = Overlap(
    "wijziging",
    REQUEST,
    "product_vanaf",
    nw.when(_COMPARED).then(nw.col("product_tot").fill_null(OPEN)).otherwise(BEFORE_ALL),
    category="categorie_van_product",
    code="code_van_product",
    before={
        "product_vanaf": nw.when(_STAYS).then("toegewezen_ingangsdatum").otherwise("gewenste_ingangsdatum"),
        "product_tot": nw.when(_STAYS).then("toegewezen_einddatum").otherwise("einddatum"),
        "categorie_van_product": nw.when(_EXISTING).then("toegewezen_product_categorie").otherwise("product_categorie"),
        "code_van_product": nw.when(_EXISTING).then("toegewezen_product_code").otherwise("product_code"),
    },
)
ROW = {
    **REQUESTED,
    "onderdeel": UNCHANGED,
    "toewijzing_nummer": 100001,
    "toewijzing_actueel": True,
    "toegewezen_ingangsdatum": date(2026, 1, 1),
    "toegewezen_einddatum": date(2026, 12, 31),
    "toegewezen_product_categorie": "02",
    "toegewezen_product_code": "02D01",
}
NEW_ONE = {
    **{name: value for name, value in ROW.items() if not name.startswith(("toegewezen_", "toewijzing_"))},
    "onderdeel": NEW,
    "product_categorie": "02",
    "product_code": "02D01",
    "gewenste_ingangsdatum": date(2027, 1, 1),
    "einddatum": None,
}
TOO_EARLY = {**NEW_ONE, "gewenste_ingangsdatum": date(2026, 12, 31)}
SHORTER = {**ROW, "onderdeel": CHANGED, "gewenste_ingangsdatum": date(2026, 1, 1), "einddatum": date(2026, 9, 30)}
GENERIC = {**ROW, "toegewezen_product_code": None}
EVERYTHING = {**GENERIC, "toegewezen_product_categorie": None}
AID = {**ROW, "toegewezen_product_categorie": "13"}


@rules.rule(
    "TR361",
    table="verzoeken",
    severity=Severity.FOUT,
    consequence=Consequence.REJECT_LINE,
    says="Het product van deze regel ({onderdeel}) loopt samen met hetzelfde product op een andere regel van het "
    "wijzigingsverzoek.",
    action="Laat de periodes op elkaar aansluiten: beëindig het ene product voordat het andere begint.",
    holds=[
        [ROW, NEW_ONE],
        [ROW, {**TOO_EARLY, "product_code": "02D02"}],
        [ROW, {**TOO_EARLY, "referentie_aanbieder": "V-2"}],
        [SHORTER, {**NEW_ONE, "gewenste_ingangsdatum": date(2026, 10, 1)}],
        [{**ROW, "toewijzing_actueel": False}, TOO_EARLY],
        [AID, {**TOO_EARLY, "product_categorie": "13"}],
        [AID, {**TOO_EARLY, "product_categorie": None, "product_code": None}],
        [{**TOO_EARLY, "soort": "315", "onderdeel": "aangevraagd"}] * 2,
    ],
    fails=[
        [ROW, TOO_EARLY],
        [SHORTER, {**NEW_ONE, "gewenste_ingangsdatum": date(2026, 9, 30)}],
        [{**ROW, "toegewezen_einddatum": None}, NEW_ONE],
        [GENERIC, TOO_EARLY],
        [EVERYTHING, {**TOO_EARLY, "product_categorie": "03"}],
        [ROW, {**TOO_EARLY, "product_code": None}],
        [{**AID, "wet": "jw"}, {**TOO_EARLY, "wet": "jw", "product_categorie": "13", "product_code": None}],
    ],
    may_be_empty=[
        "toewijzing_nummer",
        "gewenste_ingangsdatum",
        "einddatum",
        "product_categorie",
        "product_code",
        "toewijzing_actueel",
        "toegewezen_ingangsdatum",
        "toegewezen_einddatum",
        "toegewezen_product_categorie",
        "toegewezen_product_code",
    ],
    after=["TR357", "TR410"],
    given=TOGETHER.given,
)
def products_of_a_change_follow_each_other(
    onderdeel: Column,
    toewijzing_nummer: Column,
    gewenste_ingangsdatum: Column,
    einddatum: Column,
    product_categorie: Column,
    product_code: Column,
    wet: Column,
    gemeente: Column,
    aanbieder: Column,
    client: Column,
    soort: Column,
    referentie_aanbieder: Column,
    dagtekening: Column,
    toewijzing_actueel: Column,
    toegewezen_ingangsdatum: Column,
    toegewezen_einddatum: Column,
    toegewezen_product_categorie: Column,
    toegewezen_product_code: Column,
    nr: Column,
) -> Column:
    """Each other product of the 317 that is the same (as TR302) ended before this one starts."""
    return TOGETHER.none_runs()
