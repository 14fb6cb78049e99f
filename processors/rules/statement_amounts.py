# SPDX-License-Identifier: EUPL-1.2
"""Amounts of a production statement against declarations, contract and last year, per municipality and product.

A product may have a line per tariff; what is said of the lines of a product together is said at the first of them.
Where nothing is known of the declarations of a supplier in the year, that is said once at the cover (MGR-104).
"""

from functools import partial

import narwhals as nw

from processors.rulebook import Column, Consequence, Rulebook, Severity
from processors.rules.allocation_agreements import TASK_BASED

rules = Rulebook()
CENTS, PERCENT = 100, 100
_rule = partial(rules.rule, table="verantwoordingsregels", severity=Severity.WAARSCHUWING, consequence=Consequence.NONE)
DECLARED = {
    "product_code": "02D01", "gemeente": "0983", "jaar": 2026, "product_gedeclareerd": True,
    "contract_uitvoeringsvariant": "inspanning",
}  # fmt: skip
GRANTED = {
    "bedrag_toegekend": 100, "verantwoord_toegekend": 1_000_000, "toegekend_in_jaar": 1_000_000, "product_eerst": True,
    "tol_abs_aansluiting": 250, "tol_pct_aansluiting": 1, "contract_uitvoeringsvariant": "inspanning",
}  # fmt: skip
MUCH = {**GRANTED, "toegekend_in_jaar": 10_000_000}
WHOLE = {
    "bedrag_totaal": 100, "bedrag_toegekend": 90, "bedrag_in_behandeling": 6, "bedrag_nog_te_declareren": 4,
    "toelichting": None,
}  # fmt: skip
GROWN = {
    "bedrag_totaal": 125, "verantwoord_totaal": 125, "omzet_vorig_jaar": 100, "product_toegelicht": False,
    "product_eerst": True, "drempel_mutatie_jaar": 25,
}  # fmt: skip
SERVED = {
    "unieke_clienten": 3, "bedrag_totaal": 100, "clienten_in_jaar": 3, "tol_clienten_verantwoording": 0,
    "contract_uitvoeringsvariant": "inspanning",
}  # fmt: skip


def _task_based(variant: Column) -> Column:
    """Whether the contract is paid a lump sum, outside the messages."""
    return variant.fill_null("") == TASK_BASED


@_rule(
    "MGR-106",
    severity=Severity.FOUT,
    says="Product {product_code} is over {jaar} niet gedeclareerd in gemeente {gemeente}.",
    action="Gebruik de productcode waarmee u declareerde; is er geleverd en nog niets gedeclareerd, licht dat dan toe "
    "en declareer het alsnog.",
    holds=[
        DECLARED,
        {**DECLARED, "product_gedeclareerd": None},
        {**DECLARED, "product_gedeclareerd": False, "contract_uitvoeringsvariant": TASK_BASED},
        {**DECLARED, "contract_uitvoeringsvariant": None},
    ],
    fails=[
        {**DECLARED, "product_gedeclareerd": False},
        {**DECLARED, "product_gedeclareerd": False, "contract_uitvoeringsvariant": None},
    ],
    may_be_empty=["product_gedeclareerd", "contract_uitvoeringsvariant"],
    after=["MGR-104", "MGR-111"],
)
def product_was_declared(
    product_code: Column,
    gemeente: Column,
    jaar: Column,
    product_gedeclareerd: Column,
    contract_uitvoeringsvariant: Column,
) -> Column:
    """The product occurs in the declarations of the supplier in the municipality; a lump sum is not declared."""
    return _task_based(contract_uitvoeringsvariant) | product_gedeclareerd.fill_null(value=True)


@_rule(
    "MGR-107",
    says="Het tarief {tarief} voor product {product_code} gold in {jaar} niet volgens de overeenkomst.",
    action="Controleer het tarief; maak per tarief een eigen regel als het in het jaar is gewijzigd.",
    holds=[
        {"tarief": 6725, "product_code": "02D01", "jaar": 2026, "tarief_in_jaar": True},
        {"tarief": 6725, "product_code": "02T01", "jaar": 2026, "tarief_in_jaar": None},
        {"tarief": None, "product_code": "10D01", "jaar": 2026, "tarief_in_jaar": None},
    ],
    fails=[{"tarief": 6726, "product_code": "02D01", "jaar": 2026, "tarief_in_jaar": False}],
    may_be_empty=["tarief", "tarief_in_jaar"],
    after=["MGR-104", "MGR-111"],
)
def tariff_was_agreed(tarief: Column, product_code: Column, jaar: Column, tarief_in_jaar: Column) -> Column:
    """The tariff, where there is one, is one of the contract in the year, where that has tariffs for the product."""
    return tarief.is_null() | tarief_in_jaar.fill_null(value=True)


@_rule(
    "MGR-108",
    says="Als toegekend is {verantwoord_toegekend} verantwoord, en in het berichtenverkeer is {toegekend_in_jaar} "
    "toegekend.",
    action="Zoek het verschil uit: nog niet beantwoorde of afgewezen regels, correcties, een andere gemeente of code.",
    holds=[
        {**GRANTED, "verantwoord_toegekend": 1_025_000}, {**GRANTED, "verantwoord_toegekend": 975_000},
        {**MUCH, "verantwoord_toegekend": 10_100_000}, {**MUCH, "verantwoord_toegekend": 9_900_000},
        {**GRANTED, "verantwoord_toegekend": 0, "product_eerst": False},
        {**GRANTED, "verantwoord_toegekend": None}, {**GRANTED, "toegekend_in_jaar": None},
        {**GRANTED, "verantwoord_toegekend": 0, "contract_uitvoeringsvariant": TASK_BASED},
        {**GRANTED, "contract_uitvoeringsvariant": None},
    ],
    fails=[
        {**GRANTED, "verantwoord_toegekend": 1_025_001}, {**GRANTED, "verantwoord_toegekend": 974_999},
        {**MUCH, "verantwoord_toegekend": 10_100_001}, {**MUCH, "verantwoord_toegekend": 9_899_999},
        {**GRANTED, "tol_abs_aansluiting": 0, "verantwoord_toegekend": 1_010_001},
    ],
    may_be_empty=["verantwoord_toegekend", "toegekend_in_jaar", "contract_uitvoeringsvariant"],
    parameters=["tol_abs_aansluiting", "tol_pct_aansluiting"],
    after=["MGR-104", "MGR-106", "MGR-111"],
)  # fmt: skip
def granted_is_what_was_granted(
    bedrag_toegekend: Column,
    verantwoord_toegekend: Column,
    toegekend_in_jaar: Column,
    product_eerst: Column,
    tol_abs_aansluiting: Column,
    tol_pct_aansluiting: Column,
    contract_uitvoeringsvariant: Column,
) -> Column:
    """What is stated as granted is what was granted, but for the larger of two tolerances.

    Compared is the part that the statement itself calls granted, not its total [D]: what is not answered or not
    declared yet is stated apart, and MGR-109 sees to it that the parts make the total.
    """
    apart = (verantwoord_toegekend - toegekend_in_jaar).abs() * PERCENT
    allowed = nw.max_horizontal(tol_abs_aansluiting * CENTS * PERCENT, tol_pct_aansluiting * toegekend_in_jaar.abs())
    within = (apart <= allowed).fill_null(value=True)
    return ~product_eerst | _task_based(contract_uitvoeringsvariant) | within


@_rule(
    "MGR-109",
    says="Toegekend {bedrag_toegekend}, in behandeling {bedrag_in_behandeling} en nog te declareren "
    "{bedrag_nog_te_declareren} zijn samen niet het totaal {bedrag_totaal}, en een toelichting ontbreekt.",
    action="Maak de bedragen kloppend, of verklaar het verschil bij toelichting.",
    holds=[
        WHOLE,
        {**WHOLE, "bedrag_toegekend": 94, "bedrag_in_behandeling": None, "bedrag_nog_te_declareren": 6},
        {**WHOLE, "bedrag_toegekend": 94, "bedrag_nog_te_declareren": None},
        {**WHOLE, "bedrag_totaal": 101, "toelichting": "nabetaling"},
    ],
    fails=[
        {**WHOLE, "bedrag_totaal": 101}, {**WHOLE, "bedrag_totaal": 99},
        {**WHOLE, "bedrag_totaal": 101, "toelichting": " "},
    ],
    may_be_empty=["bedrag_in_behandeling", "bedrag_nog_te_declareren", "toelichting"],
    after=["MGR-105"],
)  # fmt: skip
def parts_make_the_total(
    bedrag_totaal: Column,
    bedrag_toegekend: Column,
    bedrag_in_behandeling: Column,
    bedrag_nog_te_declareren: Column,
    toelichting: Column,
) -> Column:
    """The three parts make the total, or the difference is explained; a part that is left empty explains nothing."""
    parts = bedrag_toegekend + bedrag_in_behandeling.fill_null(0) + bedrag_nog_te_declareren.fill_null(0)
    return (bedrag_totaal == parts) | toelichting.str.contains(r"\S").fill_null(value=False)


@_rule(
    "MGR-115",
    severity=Severity.SIGNAAL,
    says="De omzet van dit product in deze gemeente ging van {omzet_vorig_jaar} naar {verantwoord_totaal}, meer dan "
    "{drempel_mutatie_jaar} procent verschil.",
    action="Licht het verschil toe bij toelichting.",
    holds=[
        GROWN, {**GROWN, "verantwoord_totaal": 75}, {**GROWN, "verantwoord_totaal": 500, "product_toegelicht": True},
        {**GROWN, "verantwoord_totaal": 500, "product_eerst": False},
        {**GROWN, "omzet_vorig_jaar": None}, {**GROWN, "omzet_vorig_jaar": 0}, {**GROWN, "verantwoord_totaal": None},
    ],
    fails=[
        {**GROWN, "verantwoord_totaal": 126}, {**GROWN, "verantwoord_totaal": 74},
        {**GROWN, "drempel_mutatie_jaar": 24},
    ],
    may_be_empty=["verantwoord_totaal", "omzet_vorig_jaar"],
    parameters=["drempel_mutatie_jaar"],
    after=["MGR-104", "MGR-111"],
)  # fmt: skip
def turnover_is_like_last_year(
    bedrag_totaal: Column,
    verantwoord_totaal: Column,
    omzet_vorig_jaar: Column,
    product_toegelicht: Column,
    product_eerst: Column,
    drempel_mutatie_jaar: Column,
) -> Column:
    """What a product came to in a municipality is like last year, or is explained; without a last year, no matter."""
    apart = (verantwoord_totaal - omzet_vorig_jaar).abs() * PERCENT
    like = (apart <= drempel_mutatie_jaar * omzet_vorig_jaar) | (omzet_vorig_jaar <= 0)
    return ~product_eerst | product_toegelicht | like.fill_null(value=True)


@_rule(
    "MGR-116",
    says="Verantwoord zijn {unieke_clienten} clienten bij een omzet van {bedrag_totaal}; dat past niet bij de "
    "declaraties.",
    action="Tel elke client een keer; is er omzet, dan is er ten minste een client, en niet meer dan er in het "
    "berichtenverkeer zijn.",
    holds=[
        SERVED, {**SERVED, "unieke_clienten": 1}, {**SERVED, "unieke_clienten": 0, "bedrag_totaal": 0},
        {**SERVED, "unieke_clienten": None}, {**SERVED, "clienten_in_jaar": None},
        {**SERVED, "unieke_clienten": 5, "tol_clienten_verantwoording": 2},
        {**SERVED, "unieke_clienten": 5, "contract_uitvoeringsvariant": TASK_BASED},
        {**SERVED, "contract_uitvoeringsvariant": None},
    ],
    fails=[{**SERVED, "unieke_clienten": 0}, {**SERVED, "unieke_clienten": 4}],
    may_be_empty=["unieke_clienten", "clienten_in_jaar", "contract_uitvoeringsvariant"],
    parameters=["tol_clienten_verantwoording"],
    after=["MGR-104", "MGR-106", "MGR-111"],
)  # fmt: skip
def clients_fit_the_declarations(
    unieke_clienten: Column,
    bedrag_totaal: Column,
    clienten_in_jaar: Column,
    tol_clienten_verantwoording: Column,
    contract_uitvoeringsvariant: Column,
) -> Column:
    """Who has turnover has clients, and no more than were declared; a number that is not given is no matter here."""
    some = (bedrag_totaal <= 0) | (unieke_clienten >= 1)
    known = unieke_clienten <= clienten_in_jaar + tol_clienten_verantwoording
    fits = some & (known.fill_null(value=True) | _task_based(contract_uitvoeringsvariant))
    return unieke_clienten.is_null() | fits
