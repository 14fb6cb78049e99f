# SPDX-License-Identifier: EUPL-1.2
"""What may change from one version of an allocation to the next."""

from datetime import date

from processors.calculation.maximum import TOTAL
from processors.rulebook import Column, Consequence, Rulebook, Severity

rules = Rulebook()
# A version of one product, and the version before it.
BEFORE = {
    "vorige_client": "999900006",
    "vorige_aanbieder": "01234567",
    "vorige_product_categorie": "02",
    "vorige_product_code": "02D01",
}
VERSION = {
    "toewijzing_nummer": 100001,
    "client": "999900006",
    "aanbieder": "01234567",
    "product_categorie": "02",
    "product_code": "02D01",
    "vorige_versie_bekend": True,
    **BEFORE,
}


def _same(one: Column, other: Column) -> Column:
    """Whether both are equal, or both empty."""
    return (one == other).fill_null(value=False) | (one.is_null() & other.is_null())


@rules.rule(
    "TR332",
    table="toewijzingen",
    severity=Severity.FOUT,
    consequence=Consequence.REJECT_LINE,
    says="Toewijzingnummer {toewijzing_nummer} is al in gebruik voor een andere client, een andere aanbieder of een "
    "ander product.",
    action="Geef de nieuwe toewijzing een eigen nummer, of herstel client, aanbieder en product van deze versie.",
    holds=[
        VERSION,
        {**VERSION, "product_code": None, "vorige_product_code": None},
        {
            **VERSION, "product_categorie": None, "product_code": None,
            "vorige_product_categorie": None, "vorige_product_code": None,
        },
        {**VERSION, "vorige_versie_bekend": False, **dict.fromkeys(BEFORE)},
    ],
    fails=[
        {**VERSION, "vorige_client": "999990019"},
        {**VERSION, "vorige_aanbieder": "07654321"},
        {**VERSION, "vorige_product_categorie": "03"},
        {**VERSION, "vorige_product_code": "02D02"},
        {**VERSION, "vorige_product_code": None},
        {**VERSION, "product_code": None},
    ],
    may_be_empty=["product_categorie", "product_code", *BEFORE],
)  # fmt: skip
def number_belongs_to_one_allocation(
    toewijzing_nummer: Column,
    client: Column,
    aanbieder: Column,
    product_categorie: Column,
    product_code: Column,
    vorige_versie_bekend: Column,
    vorige_client: Column,
    vorige_aanbieder: Column,
    vorige_product_categorie: Column,
    vorige_product_code: Column,
) -> Column:
    """A later version is for the same client, supplier and product."""
    return ~vorige_versie_bekend | (
        _same(client, vorige_client)
        & _same(aanbieder, vorige_aanbieder)
        & _same(product_categorie, vorige_product_categorie)
        & _same(product_code, vorige_product_code)
    )


@rules.rule(
    "MGR-326",
    table="toewijzingen",
    severity=Severity.FOUT,
    consequence=Consequence.REJECT_LINE,
    says="De ingangsdatum {ingangsdatum} is niet die van de vorige versie ({vorige_ingangsdatum}).",
    action="Houd de ingangsdatum gelijk, of beëindig deze toewijzing en geef een nieuwe af met een eigen nummer.",
    holds=[
        {
            "ingangsdatum": date(2026, 1, 1),
            "vorige_ingangsdatum": date(2026, 1, 1),
            "vorige_versie_bekend": True,
        },
        {"ingangsdatum": date(2026, 1, 1), "vorige_ingangsdatum": None, "vorige_versie_bekend": False},
    ],
    fails=[
        {
            "ingangsdatum": date(2026, 1, 2),
            "vorige_ingangsdatum": date(2026, 1, 1),
            "vorige_versie_bekend": True,
        }
    ],
    may_be_empty=["vorige_ingangsdatum"],
    after=["TR332"],
)
def first_day_stays(ingangsdatum: Column, vorige_ingangsdatum: Column, vorige_versie_bekend: Column) -> Column:
    """A later version starts on the same day."""
    return ~vorige_versie_bekend | _same(ingangsdatum, vorige_ingangsdatum)


@rules.rule(
    "MGR-326",
    table="toewijzingen",
    severity=Severity.FOUT,
    consequence=Consequence.REJECT_LINE,
    says="Eenheid {eenheid} en frequentie {frequentie} zijn niet die van de vorige versie (eenheid {vorige_eenheid}, "
    "frequentie {vorige_frequentie}).",
    action="Houd eenheid en frequentie gelijk, of beëindig deze toewijzing en geef een nieuwe af met een eigen nummer.",
    holds=[
        {
            "eenheid": "04", "vorige_eenheid": "04", "frequentie": "2", "vorige_frequentie": "2",
            "vorige_versie_bekend": True,
        },
        {
            "eenheid": None, "vorige_eenheid": None, "frequentie": None, "vorige_frequentie": None,
            "vorige_versie_bekend": True,
        },
        {
            "eenheid": "04", "vorige_eenheid": None, "frequentie": "2", "vorige_frequentie": None,
            "vorige_versie_bekend": False,
        },
    ],
    fails=[
        {
            "eenheid": "16", "vorige_eenheid": "04", "frequentie": "2", "vorige_frequentie": "2",
            "vorige_versie_bekend": True,
        },
        {
            "eenheid": "04", "vorige_eenheid": "04", "frequentie": "4", "vorige_frequentie": "2",
            "vorige_versie_bekend": True,
        },
    ],
    may_be_empty=["eenheid", "vorige_eenheid", "frequentie", "vorige_frequentie"],
    after=["TR332"],
)  # fmt: skip
def unit_and_frequency_stay(
    eenheid: Column,
    vorige_eenheid: Column,
    frequentie: Column,
    vorige_frequentie: Column,
    vorige_versie_bekend: Column,
) -> Column:
    """A later version has the same unit and frequency, or still has none."""
    return ~vorige_versie_bekend | (_same(eenheid, vorige_eenheid) & _same(frequentie, vorige_frequentie))


@rules.rule(
    "OP033x1",
    table="toewijzingen",
    severity=Severity.WAARSCHUWING,
    consequence=Consequence.NONE,
    says="Het volume gaat van {vorige_volume} naar {volume}; in een nieuwe versie kan dat alleen bij een totaal binnen "
    "de toewijzing (frequentie 6).",
    action="Beëindig deze toewijzing en geef een nieuwe af met een eigen nummer.",
    holds=[
        {"volume": 4, "vorige_volume": 4, "frequentie": "2", "vorige_versie_bekend": True},
        {"volume": 5, "vorige_volume": 4, "frequentie": "6", "vorige_versie_bekend": True},
        {"volume": 5, "vorige_volume": None, "frequentie": "2", "vorige_versie_bekend": False},
        {"volume": None, "vorige_volume": None, "frequentie": None, "vorige_versie_bekend": True},
    ],
    fails=[
        {"volume": 5, "vorige_volume": 4, "frequentie": "2", "vorige_versie_bekend": True},
        {"volume": 3, "vorige_volume": 4, "frequentie": "4", "vorige_versie_bekend": True},
    ],
    may_be_empty=["volume", "vorige_volume", "frequentie"],
    after=["TR332", "MGR-326"],
)
def only_a_total_changes_its_volume(
    volume: Column, vorige_volume: Column, frequentie: Column, vorige_versie_bekend: Column
) -> Column:
    """A later version has the same volume, unless it is a total within the allocation."""
    return ~vorige_versie_bekend | (frequentie == TOTAL).fill_null(value=False) | _same(volume, vorige_volume)
