# SPDX-License-Identifier: EUPL-1.2
"""Lines and totals that a municipality delivers: nothing twice, not with another municipality too, and plausible."""

from processors.rulebook import Column, Consequence, Rulebook, Severity

rules = Rulebook()
TOTAL = {
    "wet": "wmo", "gemeente": "0983", "aanbieder": "01234567", "product_categorie": "02", "product_code": "02D01",
    "eenheid": "04", "leveringsmaand": "2026-09", "declaratie_maand": "2026-09",
}  # fmt: skip
BOOKED = {"gemeente": "0983", "wet": "wmo", "maand": "2026-09"}
MESSAGE = {"wet": "wmo", "gemeente": "0983", "aanbieder": "01234567", "bericht": "303", "identificatie": "D202609A"}
COSTS = {
    "kosten_client": 100_001, "kosten_midden": 50_000, "kosten_spreiding": 8_431, "kosten_percentiel": 100_000,
    "kosten_waarnemingen": 20, "plausibiliteit_afwijking": 4, "plausibiliteit_waarnemingen": 20,
}  # fmt: skip
# A normal distribution has its median deviation at 0.6745 of its standard deviation.
NORMAL = 6_745


@rules.rule(
    "MGR-204",
    table="declaratietotalen",
    severity=Severity.FOUT,
    consequence=Consequence.REJECT_LINE,
    says="Het totaal van aanbieder {aanbieder}, product {product_code} en leveringsmaand {leveringsmaand} staat al op "
    "een eerdere regel.",
    action="Haal de dubbele regel weg, of tel de regels samen tot één.",
    holds=[
        [
            TOTAL,
            {**TOTAL, "leveringsmaand": "2026-08"},
            {**TOTAL, "eenheid": "01"},
            {**TOTAL, "product_code": None},
            {**TOTAL, "product_code": None, "product_categorie": "03"},
        ],
    ],
    fails=[[TOTAL, {**TOTAL, "wet": "jw"}, TOTAL]],
    may_be_empty=["product_code"],
)
def total_stands_once_in_a_file(
    aanbieder: Column,
    wet: Column,
    gemeente: Column,
    product_categorie: Column,
    product_code: Column,
    eenheid: Column,
    leveringsmaand: Column,
    declaratie_maand: Column,
    nr: Column,
) -> Column:
    """No total above this one is of the same supplier, product, unit and months."""
    return nr == nr.min().over(
        "wet", "gemeente", "aanbieder", "product_categorie", "product_code", "eenheid", "leveringsmaand",
        "declaratie_maand",
    )  # fmt: skip


@rules.rule(
    "MGR-204",
    table="grootboek",
    severity=Severity.FOUT,
    consequence=Consequence.REJECT_LINE,
    says="Het grootboekbedrag van {wet} over {maand} staat al op een eerdere regel.",
    action="Laat per wet en maand één bedrag staan: het totaal van die maand.",
    holds=[[BOOKED, {**BOOKED, "wet": "jw"}, {**BOOKED, "maand": "2026-08"}]],
    fails=[[BOOKED, {**BOOKED, "wet": "jw"}, BOOKED]],
)
def ledger_amount_stands_once_in_a_file(maand: Column, wet: Column, gemeente: Column, nr: Column) -> Column:
    """No row above this one is the ledger of the same law and month."""
    return nr == nr.min().over("gemeente", "wet", "maand")


@rules.rule(
    "MGR-204",
    table="berichten",
    severity=Severity.FOUT,
    consequence=Consequence.REJECT_LINE,
    says="Bericht {bericht} met identificatie {identificatie} van aanbieder {aanbieder} staat al op een eerdere regel.",
    action="Haal de dubbele regel weg; een bericht telt één keer.",
    holds=[[MESSAGE, {**MESSAGE, "bericht": "323"}, {**MESSAGE, "identificatie": "D202609B"}]],
    fails=[[MESSAGE, {**MESSAGE, "wet": "jw"}, MESSAGE]],
)
def message_stands_once_in_a_file(
    identificatie: Column, bericht: Column, wet: Column, gemeente: Column, aanbieder: Column, nr: Column
) -> Column:
    """No row above this one is the same message of the same supplier."""
    return nr == nr.min().over("wet", "gemeente", "aanbieder", "bericht", "identificatie")


@rules.rule(
    "MGR-205",
    table="declaratieregels",
    severity=Severity.WAARSCHUWING,
    consequence=Consequence.NONE,
    says="Referentienummer {referentie_nummer} staat voor dezelfde periode ook bij gemeente {referentie_elders}.",
    action="Zoek met die gemeente uit wie de zorg betaalt; de andere laat de regel crediteren.",
    holds=[{"referentie_nummer": "2609D1", "referentie_elders": None}],
    fails=[{"referentie_nummer": "2609D1", "referentie_elders": "0984"}],
    may_be_empty=["referentie_elders"],
    after=["TR101", "TR314"],
)
def reference_stands_with_one_municipality(referentie_nummer: Column, referentie_elders: Column) -> Column:
    """No other municipality delivered a line with this reference over the same days."""
    return referentie_elders.is_null()


@rules.rule(
    "MGR-205",
    table="declaratieregels",
    severity=Severity.WAARSCHUWING,
    consequence=Consequence.NONE,
    says="Toewijzing {toewijzing_nummer} van deze client staat voor dezelfde periode ook bij gemeente "
    "{toewijzing_elders}.",
    action="Zoek met die gemeente uit wie de zorg betaalt; na een verhuizing sluiten de perioden op elkaar aan.",
    holds=[{"toewijzing_nummer": 100001, "toewijzing_elders": None}],
    fails=[{"toewijzing_nummer": 100001, "toewijzing_elders": "0984"}],
    may_be_empty=["toewijzing_elders"],
    after=["TR101"],
)
def allocation_stands_with_one_municipality(toewijzing_nummer: Column, toewijzing_elders: Column) -> Column:
    """No other municipality delivered the same client and allocation over the same days."""
    return toewijzing_elders.is_null()


@rules.rule(
    "MGR-210",
    table="declaratietotalen",
    severity=Severity.WAARSCHUWING,
    consequence=Consequence.NONE,
    says="Productcode {product_code} staat niet in de regionale catalogus; het bedrag telt mee als overig.",
    action="Controleer de code, of laat het product in de catalogus opnemen.",
    holds=[
        {"product_code": "02D01", "product_in_catalogus": True},
        {"product_code": None, "product_in_catalogus": None},
    ],
    fails=[{"product_code": "02X99", "product_in_catalogus": False}],
    may_be_empty=["product_code", "product_in_catalogus"],
    explains="producten",
)
def product_is_in_the_catalogue(product_code: Column, product_in_catalogus: Column) -> Column:
    """The product code stands in the regional catalogue, or there is no code."""
    return product_code.is_null() | product_in_catalogus


@rules.rule(
    "MGR-211",
    table="declaratieregels",
    severity=Severity.SIGNAAL,
    consequence=Consequence.NONE,
    says="De kosten van deze client in {declaratie_maand} zijn voor dit product {kosten_client}; de mediaan van "
    "{kosten_waarnemingen} waarnemingen is {kosten_midden}.",
    action="Kijk of volume en tarief kloppen; is dat zo, dan hoeft u niets te doen.",
    holds=[
        {**COSTS, "kosten_client": 100_000, "declaratie_maand": "2026-09"},
        {**COSTS, "kosten_spreiding": 8_432, "declaratie_maand": "2026-09"},
        {**COSTS, "kosten_waarnemingen": 19, "declaratie_maand": "2026-09"},
        {**dict.fromkeys(COSTS), "plausibiliteit_afwijking": 4, "plausibiliteit_waarnemingen": 20,
         "declaratie_maand": "2026-09"},
    ],
    fails=[
        {**COSTS, "declaratie_maand": "2026-09"},
        {**COSTS, "kosten_spreiding": 0, "declaratie_maand": "2026-09"},
    ],
    may_be_empty=["kosten_client", "kosten_midden", "kosten_spreiding", "kosten_percentiel", "kosten_waarnemingen"],
    after=["TR101"],
)  # fmt: skip
def costs_of_a_client_are_plausible(
    kosten_client: Column,
    kosten_midden: Column,
    kosten_spreiding: Column,
    kosten_percentiel: Column,
    kosten_waarnemingen: Column,
    plausibiliteit_afwijking: Column,
    plausibiliteit_waarnemingen: Column,
    declaratie_maand: Column,
) -> Column:
    """With enough observations the costs are not both above the high percentile and far from the median."""
    ordinary = (kosten_client - kosten_midden) * NORMAL <= kosten_spreiding * plausibiliteit_afwijking * 10_000
    few = kosten_waarnemingen < plausibiliteit_waarnemingen
    return kosten_client.is_null() | few | (kosten_client <= kosten_percentiel) | ordinary
