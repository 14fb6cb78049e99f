# SPDX-License-Identifier: EUPL-1.2
"""Nothing twice: within one submission, and against what was accepted before."""

from datetime import date

import narwhals as nw

from processors.rulebook import Column, Consequence, Rulebook, Severity

rules = Rulebook()
# The first line of the file with the number of a line, and the first debet (or credit) for its product and period.
FIRST_OF_NUMBER = {"eerste_van_nummer": nw.col("nr").min().over("wet", "aanbieder", "referentie_nummer")}
FIRST_OF_PERIOD = {
    "eerste_van_periode": nw.col("nr").min().over(
        "toewijzing_nummer", "product_periode_begin", "product_periode_eind", "product_code", "product_categorie",
        "gemeente", "wet", "debet_credit",
    )
}  # fmt: skip
LINE = {"referentie_nummer": "2609D1", "wet": "wmo", "aanbieder": "01234567"}
VERSION = {
    "toewijzing_nummer": 100001,
    "wet": "wmo",
    "gemeente": "0983",
    "toewijzing_datum": date(2026, 8, 20),
}
PERIOD = {
    "product_periode_begin": date(2026, 9, 1),
    "product_periode_eind": date(2026, 9, 30),
    "wet": "wmo",
    "gemeente": "0983",
    "toewijzing_nummer": 100001,
    "product_categorie": "02",
    "product_code": "02D01",
    "debet_credit": "D",
}


@rules.rule(
    "TR101",
    table="declaratieregels",
    severity=Severity.FOUT,
    consequence=Consequence.REJECT_LINE,
    says="Referentienummer {referentie_nummer} staat al op een eerdere regel van dit bestand.",
    action="Haal de dubbele regel weg, of geef de regel een eigen referentienummer.",
    holds=[[LINE, {**LINE, "referentie_nummer": "2609D2"}, {**LINE, "wet": "jw"}, {**LINE, "aanbieder": "07654321"}]],
    fails=[[LINE, {**LINE, "referentie_nummer": "2609D2"}, LINE]],
    given=FIRST_OF_NUMBER,
)
def line_stands_once_in_a_file(referentie_nummer: Column, wet: Column, aanbieder: Column, nr: Column) -> Column:
    """No line above this one has the same reference of the same supplier and law."""
    return nr == nw.col("eerste_van_nummer")


@rules.rule(
    "TR101",
    table="toewijzingen",
    severity=Severity.FOUT,
    consequence=Consequence.REJECT_LINE,
    says="Toewijzing {toewijzing_nummer} van {toewijzing_datum} staat al op een eerdere regel van dit bestand.",
    action="Haal de dubbele regel weg, of geef de nieuwe versie haar eigen toewijzingsdatum of -tijd.",
    holds=[
        [
            VERSION,
            {**VERSION, "toewijzing_datum": date(2026, 8, 21)},
            {**VERSION, "gemeente": "0984"},
            {**VERSION, "wet": "jw"},
            {**VERSION, "toewijzing_nummer": 100002},
            {**VERSION, "toewijzing_tijd": "14:30:00"},
        ],
    ],
    fails=[[VERSION, {**VERSION, "toewijzing_nummer": 100002}, VERSION]],
    may_be_empty=["toewijzing_tijd"],
)
def version_stands_once_in_a_file(
    toewijzing_nummer: Column,
    wet: Column,
    gemeente: Column,
    toewijzing_datum: Column,
    toewijzing_tijd: Column,
    nr: Column,
) -> Column:
    """No line above this one is the same version of the same allocation."""
    return nr == nr.min().over("wet", "gemeente", "toewijzing_nummer", "toewijzing_datum", "toewijzing_tijd")


@rules.rule(
    "TR416",
    table="declaratieregels",
    severity=Severity.FOUT,
    consequence=Consequence.REJECT_LINE,
    says="Toewijzing {toewijzing_nummer} heeft voor {product_periode_begin} tot en met {product_periode_eind} al een "
    "debetregel in dit bestand.",
    action="Tel de regels samen tot één regel per productperiode.",
    holds=[
        [
            PERIOD,
            {**PERIOD, "debet_credit": "C"},
            {**PERIOD, "debet_credit": "C"},
            {**PERIOD, "toewijzing_nummer": 100002},
            {**PERIOD, "product_code": "02D02"},
            {**PERIOD, "product_periode_begin": date(2026, 8, 1), "product_periode_eind": date(2026, 8, 31)},
        ],
    ],
    fails=[[PERIOD, {**PERIOD, "debet_credit": "C"}, PERIOD]],
    after=["TR101"],
    given=FIRST_OF_PERIOD,
)
def period_is_declared_once_in_a_file(
    product_periode_begin: Column,
    product_periode_eind: Column,
    wet: Column,
    gemeente: Column,
    toewijzing_nummer: Column,
    product_categorie: Column,
    product_code: Column,
    debet_credit: Column,
    nr: Column,
) -> Column:
    """No debet above this one is for the same allocation, product and period."""
    return (debet_credit != "D") | (nr == nw.col("eerste_van_periode"))


@rules.rule(
    "TR314",
    table="declaratieregels",
    severity=Severity.FOUT,
    consequence=Consequence.REJECT_LINE,
    says="Referentienummer {referentie_nummer} is al in een eerdere declaratie gebruikt.",
    action="Geef de regel een nieuw referentienummer; een nummer wordt maar één keer gebruikt.",
    holds=[{"referentie_nummer": "2609D1", "eerder_referentie": False}],
    fails=[{"referentie_nummer": "2609D1", "eerder_referentie": True}],
)
def reference_is_new(referentie_nummer: Column, eerder_referentie: Column) -> Column:
    """The reference was not used before by this supplier under this law."""
    return ~eerder_referentie


@rules.rule(
    "TR333",
    table="declaratieregels",
    severity=Severity.FOUT,
    consequence=Consequence.REJECT_LINE,
    says="Declaratienummer {declaratie_nummer} is al gebruikt voor een andere maand dan {declaratie_maand}.",
    action="Geef de declaratie van deze maand een eigen nummer.",
    holds=[{"declaratie_nummer": "W26090983", "eerder_declaratie": False, "declaratie_maand": "2026-09"}],
    fails=[{"declaratie_nummer": "W26090983", "eerder_declaratie": True, "declaratie_maand": "2026-09"}],
    once_per_file=True,
)
def declaration_number_is_new(declaratie_nummer: Column, eerder_declaratie: Column, declaratie_maand: Column) -> Column:
    """The declaration number was not used before for another month by this supplier under this law."""
    return ~eerder_declaratie


@rules.rule(
    "TR389",
    table="declaratieregels",
    severity=Severity.FOUT,
    consequence=Consequence.REJECT_LINE,
    says="De periode {product_periode_begin} tot en met {product_periode_eind} is op toewijzing {toewijzing_nummer} "
    "al eerder gedeclareerd.",
    action="Crediteer eerst de eerdere regel, of haal deze regel weg.",
    holds=[
        {**PERIOD, "eerder_debet_open": False},
        {**PERIOD, "eerder_debet_open": True, "debet_credit": "C"},
    ],
    fails=[{**PERIOD, "eerder_debet_open": True}],
    after=["TR314"],
)
def period_is_not_declared_yet(
    product_periode_begin: Column,
    product_periode_eind: Column,
    toewijzing_nummer: Column,
    product_categorie: Column,
    product_code: Column,
    debet_credit: Column,
    eerder_debet_open: Column,
) -> Column:
    """A debet is for a period that has no earlier debet that still stands."""
    return (debet_credit != "D") | ~eerder_debet_open
