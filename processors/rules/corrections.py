# SPDX-License-Identifier: EUPL-1.2
"""Credit lines: each takes back one approved debet, whole, once, and not in the submission of that debet."""

from datetime import date

import narwhals as nw

from processors.rulebook import Column, Consequence, Rulebook, Severity

rules = Rulebook()
# A debet and the credits that take it back share one number: that of the debet.
DEBET = {"nummer_debetregel": nw.coalesce("vorig_referentie_nummer", "referentie_nummer")}


@rules.rule(
    "CD060",
    table="declaratieregels",
    severity=Severity.FOUT,
    consequence=Consequence.REJECT_LINE,
    says="Dit is een creditregel, maar het vorige referentienummer is niet ingevuld.",
    action="Vul het referentienummer in van de debetregel die u intrekt, of zet de regel op D.",
    holds=[
        {"vorig_referentie_nummer": "2608D1", "debet_credit": "C"},
        {"vorig_referentie_nummer": None, "debet_credit": "D"},
    ],
    fails=[{"vorig_referentie_nummer": None, "debet_credit": "C"}],
    may_be_empty=["vorig_referentie_nummer"],
)
def credit_names_its_debet(vorig_referentie_nummer: Column, debet_credit: Column) -> Column:
    """A credit names the reference of the line it takes back."""
    return (debet_credit != "C") | ~vorig_referentie_nummer.is_null()


@rules.rule(
    "CD060",
    table="declaratieregels",
    severity=Severity.FOUT,
    consequence=Consequence.REJECT_LINE,
    says="Het vorige referentienummer {vorig_referentie_nummer} is ingevuld, maar dit is een debetregel.",
    action="Maak het vorige referentienummer leeg, of zet de regel op C als hij een eerdere regel intrekt.",
    holds=[
        {"vorig_referentie_nummer": None, "debet_credit": "D"},
        {"vorig_referentie_nummer": "2608D1", "debet_credit": "C"},
    ],
    fails=[{"vorig_referentie_nummer": "2608D1", "debet_credit": "D"}],
    may_be_empty=["vorig_referentie_nummer"],
)
def debet_names_no_other_line(vorig_referentie_nummer: Column, debet_credit: Column) -> Column:
    """A debet names no earlier line."""
    return (debet_credit != "D") | vorig_referentie_nummer.is_null()


def _line(number: str, previous: str | None) -> dict[str, str | None]:
    """An example: a line with this reference, and the reference of the line it takes back."""
    return {"vorig_referentie_nummer": previous, "referentie_nummer": number, "wet": "wmo", "aanbieder": "01234567"}


@rules.rule(
    "TR315",
    table="declaratieregels",
    severity=Severity.FOUT,
    consequence=Consequence.REJECT_LINE,
    says="Debetregel {vorig_referentie_nummer} wordt in dit bestand twee keer gecrediteerd.",
    action="Laat één creditregel staan; een debetregel wordt in één keer helemaal ingetrokken.",
    holds=[
        [_line("2609C1", "2608D1"), _line("2609C2", "2608D2"), _line("2609D3", None), _line("2609D4", None)],
        [_line("2609C1", "2608D1"), {**_line("2609C1", "2608D1"), "wet": "jw"}],
    ],
    fails=[[_line("2609C1", "2608D1"), _line("2609C2", "2608D1")]],
    may_be_empty=["vorig_referentie_nummer"],
)
def debet_is_credited_once_in_a_file(
    vorig_referentie_nummer: Column, wet: Column, aanbieder: Column, nr: Column
) -> Column:
    """No line above this one takes back the same debet."""
    return vorig_referentie_nummer.is_null() | (nr == nr.min().over("wet", "aanbieder", "vorig_referentie_nummer"))


@rules.rule(
    "TR316",
    table="declaratieregels",
    severity=Severity.FOUT,
    consequence=Consequence.REJECT_LINE,
    says="Debetregel {vorig_referentie_nummer} staat in hetzelfde bestand en kan hier nog niet worden gecrediteerd.",
    action="Haal beide regels weg, of crediteer pas nadat de debetregel is goedgekeurd.",
    holds=[
        [_line("2609D1", None), _line("2609C2", "2608D1")],
        [_line("2608D1", None), {**_line("2609C2", "2608D1"), "aanbieder": "07654321"}],
    ],
    fails=[[_line("2608D1", None), _line("2609C2", "2608D1")]],
    may_be_empty=["vorig_referentie_nummer"],
    given=DEBET,
)
def debet_is_not_credited_in_its_own_file(
    vorig_referentie_nummer: Column, referentie_nummer: Column, wet: Column, aanbieder: Column, nr: Column
) -> Column:
    """The line taken back does not stand in the same submission."""
    debet = nw.when(vorig_referentie_nummer.is_null()).then(nr).min().over("wet", "aanbieder", "nummer_debetregel")
    return vorig_referentie_nummer.is_null() | debet.is_null()


@rules.rule(
    "TR323",
    table="declaratieregels",
    severity=Severity.FOUT,
    consequence=Consequence.REJECT_LINE,
    says="Er is geen goedgekeurde debetregel {vorig_referentie_nummer} om te crediteren.",
    action="Controleer het vorige referentienummer; een afgewezen regel hoeft niet te worden gecrediteerd.",
    holds=[
        {"vorig_referentie_nummer": "2608D1", "debet_credit": "C", "vorig_bekend": True},
        {"vorig_referentie_nummer": None, "debet_credit": "D", "vorig_bekend": None},
    ],
    fails=[{"vorig_referentie_nummer": "2608D1", "debet_credit": "C", "vorig_bekend": False}],
    may_be_empty=["vorig_referentie_nummer", "vorig_bekend"],
    explains="eerdere_declaratieregels",
)
def credited_line_was_approved(vorig_referentie_nummer: Column, debet_credit: Column, vorig_bekend: Column) -> Column:
    """A credit takes back a debet that was approved."""
    return (debet_credit != "C") | vorig_bekend


@rules.rule(
    "TR390",
    table="declaratieregels",
    severity=Severity.FOUT,
    consequence=Consequence.REJECT_LINE,
    says="Debetregel {vorig_referentie_nummer} is al eerder gecrediteerd.",
    action="Haal deze creditregel weg; de debetregel is al ingetrokken.",
    holds=[
        {"vorig_referentie_nummer": "2608D1", "debet_credit": "C", "vorig_gecrediteerd": False},
        {"vorig_referentie_nummer": None, "debet_credit": "D", "vorig_gecrediteerd": None},
    ],
    fails=[{"vorig_referentie_nummer": "2608D1", "debet_credit": "C", "vorig_gecrediteerd": True}],
    may_be_empty=["vorig_referentie_nummer", "vorig_gecrediteerd"],
)
def debet_is_credited_once(vorig_referentie_nummer: Column, debet_credit: Column, vorig_gecrediteerd: Column) -> Column:
    """A credit takes back a debet that was not taken back before."""
    return (debet_credit != "C") | ~vorig_gecrediteerd


COPY = {
    "gemeente": "0983",
    "toewijzing_nummer": 100001,
    "product_categorie": "02",
    "product_code": "02D01",
    "product_periode_begin": date(2026, 8, 1),
    "product_periode_eind": date(2026, 8, 31),
    "geleverd_volume": 4,
    "eenheid": "04",
    "ingediend_bedrag": 26900,
}
CREDIT = {
    "vorig_referentie_nummer": "2608D1",
    "debet_credit": "C",
    **COPY,
    **{f"vorig_{name}": value for name, value in COPY.items()},
}


@rules.rule(
    "MGR-333",
    table="declaratieregels",
    severity=Severity.FOUT,
    consequence=Consequence.REJECT_LINE,
    says="Deze creditregel is geen kopie van debetregel {vorig_referentie_nummer}: daar staat toewijzing "
    "{vorig_toewijzing_nummer} van gemeente {vorig_gemeente}, product {vorig_product_code}, "
    "{vorig_product_periode_begin} tot en met {vorig_product_periode_eind}, volume {vorig_geleverd_volume}, "
    "eenheid {vorig_eenheid} en {vorig_ingediend_bedrag}.",
    action="Neem de debetregel ongewijzigd over met een C, en declareer de juiste gegevens in een nieuwe debetregel.",
    holds=[
        CREDIT,
        {**CREDIT, **{f"vorig_{name}": None for name in COPY}, "vorig_referentie_nummer": None, "debet_credit": "D"},
    ],
    fails=[
        {**CREDIT, "ingediend_bedrag": 26901},
        {**CREDIT, "geleverd_volume": 3},
        {**CREDIT, "toewijzing_nummer": 100002},
        {**CREDIT, "gemeente": "0984"},
        {**CREDIT, "product_periode_eind": date(2026, 8, 30)},
    ],
    may_be_empty=["vorig_referentie_nummer", *(f"vorig_{name}" for name in COPY)],
    after=["TR323"],
)
def credit_copies_its_debet(
    vorig_referentie_nummer: Column,
    debet_credit: Column,
    gemeente: Column,
    toewijzing_nummer: Column,
    product_categorie: Column,
    product_code: Column,
    product_periode_begin: Column,
    product_periode_eind: Column,
    geleverd_volume: Column,
    eenheid: Column,
    ingediend_bedrag: Column,
    vorig_gemeente: Column,
    vorig_toewijzing_nummer: Column,
    vorig_product_categorie: Column,
    vorig_product_code: Column,
    vorig_product_periode_begin: Column,
    vorig_product_periode_eind: Column,
    vorig_geleverd_volume: Column,
    vorig_eenheid: Column,
    vorig_ingediend_bedrag: Column,
) -> Column:
    """A credit has the allocation, product, period, volume, unit and amount of the debet it takes back."""
    return (debet_credit != "C") | (
        (gemeente == vorig_gemeente)
        & (toewijzing_nummer == vorig_toewijzing_nummer)
        & (product_categorie == vorig_product_categorie)
        & (product_code == vorig_product_code)
        & (product_periode_begin == vorig_product_periode_begin)
        & (product_periode_eind == vorig_product_periode_eind)
        & (geleverd_volume == vorig_geleverd_volume)
        & (eenheid == vorig_eenheid)
        & (ingediend_bedrag == vorig_ingediend_bedrag)
    )
