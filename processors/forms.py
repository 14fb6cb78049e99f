# SPDX-License-Identifier: EUPL-1.2
"""Submission forms: described from the vocabulary, prefilled from the reference, written by `workbooks.form`."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

import polars as pl

from processors import codelists
from processors.errors import UnusableInputError
from processors.fields import Field, Kind
from processors.lines import TABLES
from workbooks.form import CoverField, Form, FormSheet
from workbooks.form_checks import FormColumn

# A form that changes gets the next number, so that a file tells by which form it was made.
VERSION = "2026-1"
ANSWERED = ("status", "toegekend_bedrag", "retourcodes", "retour_op", "antwoord", "reden_afwijzing", "antwoord_op")

_EXPLAINED: Mapping[str, str] = {
    "wet": "De wet waaronder de zorg valt.",
    "gemeente": "De gemeente die de toewijzing gaf.",
    "aanbieder": "De AGB-code van de aanbieder: 8 cijfers.",
    "client": "Burgerservicenummer van de client: precies 9 cijfers, voorloopnul laten staan.",
    "geboorte_jaar": "Geboortejaar van de client.",
    "declaratie_nummer": "Uw nummer van de declaratie: hooguit 12 letters of cijfers.",
    "declaratie_maand": "De maand waarover u declareert, als jaar en maand.",
    "declaratie_dagtekening": "De datum waarop u de declaratie opmaakt.",
    "toewijzing_nummer": "Het nummer dat in de toewijzing van de gemeente staat.",
    "toewijzing_datum": "De datum waarop de toewijzing is afgegeven; de laatste versie telt.",
    "ingangsdatum": "De eerste dag waarop geleverd mag worden.",
    "einddatum": "De laatste dag; leeg als er geen einde is afgesproken.",
    "begindatum": "De dag waarop de levering begon.",
    "referentie_nummer": "Uw eigen nummer van deze regel; gebruik het nooit opnieuw.",
    "vorig_referentie_nummer": "Alleen bij credit: het referentienummer van de regel die u terugdraait.",
    "product_categorie": "De categorie waarin het product valt; die hoort bij de wet.",
    "product_code": "De productcode uit uw overeenkomst.",
    "product_periode_begin": "De eerste dag van de maand, of de ingangsdatum van de toewijzing als die later is.",
    "product_periode_eind": "De laatste dag van de maand, of de einddatum van de toewijzing als die eerder is.",
    "geleverd_volume": "Hoeveel eenheden u in deze periode leverde; bij eenheid 83 het bedrag in eurocent.",
    "volume": "Hoeveel eenheden zijn toegewezen.",
    "eenheid": "Waarin het volume is geteld; zoals in de toewijzing.",
    "frequentie": "Waarover het volume geldt: per dag, week, maand of in totaal.",
    "budget": "Het bedrag van een toewijzing zonder volume.",
    "product_tarief": "Het tarief per eenheid uit uw overeenkomst; leeg bij eenheid 83.",
    "ingediend_bedrag": "Volume maal tarief, altijd positief; een correctie zet u op credit.",
    "debet_credit": "D voor een gewone regel, C om een eerdere regel terug te draaien.",
    "dagtekening": "De datum die op het bericht staat.",
    "ontvangen_op": "De dag waarop het bericht binnenkwam.",
    "status_aanlevering": "1 voor een eerste aanlevering, 3 om een eerdere te verwijderen.",
    "reden_wijziging": "Waarom de toewijzing is gewijzigd; leeg bij een nieuwe.",
    "reden_beeindiging": "Waarom de levering stopte; alleen bij een stop.",
    "maand": "De maand, als jaar en maand.",
    "bedrag": "Het bedrag uit de financiele administratie.",
    "aantal": "Het aantal eenheden over het hele jaar.",
    "tarief": "Het tarief per eenheid.",
    "bedrag_toegekend": "Wat de gemeente heeft toegekend.",
    "bedrag_in_behandeling": "Wat is gedeclareerd en nog niet beantwoord.",
    "bedrag_nog_te_declareren": "Wat is geleverd en nog niet gedeclareerd.",
    "bedrag_totaal": "De hele productie: de drie bedragen samen.",
    "leveringsmaand": "De maand waarin de zorg is geleverd, als jaar en maand.",
    "aantal_clienten": "Hoeveel verschillende clienten dit product in deze maand kregen.",
    "regels": "Hoeveel declaratieregels in dit totaal zijn opgeteld.",
    "unieke_clienten": "Hoeveel verschillende clienten dit product kregen.",
}
_EXAMPLE_OF: Mapping[str, str] = {
    "aanbieder": "12345678", "product_code": "02A01", "declaratie_nummer": "D202609A", "gemeente": "0983",
    "referentie_nummer": "R-2026-0001", "vorig_referentie_nummer": "R-2026-0001", "eenheid": "04", "wet": "wmo",
    "debet_credit": "D", "geboorte_jaar": "1980", "toewijzing_nummer": "100123",
}  # fmt: skip
_EXAMPLES: Mapping[Kind, str] = {
    Kind.DATE: "31-01-2026", Kind.CENT: "1234,56", Kind.WHOLE: "12", Kind.MONTH: "2026-09",
}  # fmt: skip


@dataclass(frozen=True)
class _Plan:
    """What a kind of form holds: its data sheets, and the labels that its Voorblad asks."""

    title: str
    sheets: Mapping[str, str]
    cover: tuple[str, ...]
    on_cover: tuple[str, ...] = ()


PLANS: Mapping[str, _Plan] = {
    "declaratie": _Plan("Declaratie", {"Declaratieregels": "declaratieregels"}, ("aanbieder", "maand", "nihil")),
    "gemeentelevering": _Plan(
        "Gemeentelevering",
        {
            "Declaratieregels": "declaratieregels", "Toewijzingen": "toewijzingen", "Regieberichten": "regieberichten",
            "Berichten": "berichten", "Verzoeken": "verzoeken", "Grootboek": "grootboek",
        },
        ("gemeente", "maand", "niveau", "nihil"),
    ),
    "productieverantwoording": _Plan(
        "Productieverantwoording",
        {"Regels": "verantwoordingsregels"},
        ("jaar", "wet", "raamovereenkomst", "aanbieder", "kvk", "naam", "versie", "datum", "soort verklaring",
         "oordeel", "getekend bedrag (euro)"),
        on_cover=("jaar", "wet", "raamovereenkomst", "aanbieder"),
    ),
}  # fmt: skip
# A municipality that agreed to deliver totals fills in nothing about one person.
ADDED_UP = _Plan(
    "Gemeentelevering, geaggregeerd",
    {"Declaratieregels": "declaratietotalen", "Grootboek": "grootboek"},
    ("gemeente", "maand", "niveau", "nihil"),
)
LEVELS = ("regel", "geaggregeerd")


def form(  # noqa: PLR0913 - what is filled in beforehand
    kind: str,
    reference: Mapping[str, pl.DataFrame],
    *,
    municipality: str | None = None,
    supplier: str | None = None,
    month: str | None = None,
    level: str = LEVELS[0],
    made_on: datetime,
    contact: str = "",
) -> Form:
    """Describe a form of this kind.

    Args:
        kind: declaratie, gemeentelevering or productieverantwoording.
        reference: tables of the reference folder; contracts and tariffs fill the product list.
        municipality: 4 digits, filled in on the Voorblad.
        supplier: 8 digits, filled in on the Voorblad; limits the product list to its contracts.
        month: yyyy-mm, filled in on the Voorblad.
        level: regel or geaggregeerd; only a gemeentelevering is delivered as totals.
        made_on: date of the workbook.
        contact: where questions go.

    Raises:
        UnusableInputError: no form of this kind or of this level, or the supplier has no contract in the reference.

    """
    if kind not in PLANS:
        raise UnusableInputError(f"Er is geen formulier '{kind}'. Kies uit: {', '.join(PLANS)}.")
    added_up = level == LEVELS[1]
    if added_up and kind != "gemeentelevering":
        raise UnusableInputError(f"Een {kind} kan niet geaggregeerd. Laat --niveau weg, of kies gemeentelevering.")
    plan = ADDED_UP if added_up else PLANS[kind]
    given = {
        "gemeente": municipality, "aanbieder": supplier, "maand": month, "jaar": month[:4] if month else None,
        "niveau": level,
    }  # fmt: skip
    supplied = kind != "gemeentelevering"
    return Form(
        title=f"{plan.title}: formulier",
        version=f"{kind} {VERSION}",
        made_on=made_on,
        sheets=[
            FormSheet(sheet, f"{table}_invoer", _columns(table, plan, supplied=supplied))
            for sheet, table in plan.sheets.items()
        ],
        cover=[_cover(label, given.get(label)) for label in plan.cover],
        steps=_steps(plan),
        products=_products(reference, supplier, month),
        euros=("Tarief",),
        contact=contact,
    )


def _steps(plan: _Plan) -> list[str]:
    return [
        "Vul het Voorblad in.",
        f"Vul de regels in op {_listed(list(plan.sheets))}; plak waarden met 'Plakken speciaal, Waarden'.",
        "Verander geen koppen en voeg geen kolommen toe.",
        "Een blad dat u niet nodig hebt, laat u leeg.",
        "Sla op als Excel-werkmap (.xlsx) en stuur het bestand als bijlage, zonder wachtwoord.",
    ]


def _listed(names: list[str]) -> str:
    return f"blad {names[0]}" if len(names) == 1 else f"de bladen {', '.join(names[:-1])} en {names[-1]}"


def _cover(label: str, value: str | None) -> CoverField:
    lists = {
        "gemeente": "gemeenten_mgr", "wet": "wet", "raamovereenkomst": "raamovereenkomst",
        "soort verklaring": "soort_verklaring", "oordeel": "oordeel",
    }  # fmt: skip
    codes = tuple(sorted(codelists.labels(lists[label]).items())) if label in lists else ()
    if label == "niveau":
        codes = tuple(zip(LEVELS, ("per regel", "opgeteld"), strict=True))
    elif label == "nihil":
        codes = (("ja", "niets te leveren"), ("nee", "er staan regels in"))
    told = {
        "maand": "De maand waarover dit gaat, bijvoorbeeld 2026-09.",
        "aanbieder": "AGB-code van 8 cijfers.",
        "gemeente": "Gemeentecode van 4 cijfers.",
        "niveau": "Regels zelf, of opgetelde cijfers.",
        "nihil": "Vul ja in als er over deze maand niets te leveren is.",
    }
    return CoverField(label.capitalize(), value, told.get(label, ""), codes)


def _columns(table: str, plan: _Plan, *, supplied: bool) -> list[FormColumn]:
    """The columns a sender fills in: not what the Voorblad says, and not what the municipality answers."""
    left_out = {*plan.on_cover, *(ANSWERED if supplied else ())}
    asked = (field for field in TABLES[table].fields if not field.message_only)
    return [_column(field) for field in asked if field.name not in left_out]


def _column(field: Field) -> FormColumn:
    codes = tuple(sorted(_codes(field).items()))
    example = _EXAMPLE_OF.get(field.name) or (codes[0][0] if codes else _EXAMPLES.get(field.kind, ""))
    kinds = {Kind.TEXT: "tekst", Kind.CODE: "code", Kind.MONTH: "maand", Kind.CENT: "euro", Kind.DATE: "datum"}
    explained = _EXPLAINED.get(field.name) or f"{field.label}."
    return FormColumn(
        name=field.name,
        label=f"{field.label} (euro)" if field.kind is Kind.CENT else field.label,
        explanation=explained,
        kind=kinds.get(field.kind, "geheel"),
        unit="" if field.kind is Kind.CENT else field.unit,
        required=field.required,
        codes=codes,
        width=field.width,
        example=example,
    )


def _codes(field: Field) -> dict[str, str]:
    """Code to label; a list that differs per law gives the codes of both, with the law in the label."""
    if not field.codelist or field.name == "retourcodes":
        return {}
    if field.codelist not in {"productcategorie", "reden_beeindiging"}:
        return codelists.labels(field.codelist)
    both: dict[str, str] = {}
    for law in ("wmo", "jw"):
        for code, label in codelists.labels(field.codelist, law).items():
            said = f"{label} ({law})"
            both[code] = f"{both[code]}; {said}" if code in both else said
    return both


def _products(reference: Mapping[str, pl.DataFrame], supplier: str | None, month: str | None) -> pl.DataFrame | None:
    """The products with their tariff in force, of one supplier when it is given; None without tariffs."""
    tariffs = reference.get("tarieven")
    if tariffs is None:
        return None
    if supplier:
        tariffs = tariffs.filter(pl.col("aanbieder") == supplier)
        if tariffs.is_empty():
            raise UnusableInputError(
                f"Voor aanbieder {supplier} staan geen tarieven in de naslag. "
                "Controleer de AGB-code, of vul de tabel tarieven aan."
            )
    if month:
        first = datetime.fromisoformat(f"{month}-01").date()
        tariffs = tariffs.filter(
            pl.col("geldig_van") <= pl.lit(first).dt.month_end(),
            pl.col("geldig_tot").is_null() | (pl.col("geldig_tot") >= first),
        )
    listed = tariffs
    if (catalogue := reference.get("producten")) is not None:
        words = catalogue.select("wet", "product_code", "omschrijving").unique(["wet", "product_code"], keep="last")
        listed = tariffs.join(words, on=["wet", "product_code"], how="left", maintain_order="left")
    else:
        listed = tariffs.with_columns(omschrijving=pl.lit(None, pl.String))
    return listed.select(
        Wet="wet", Productcategorie="product_categorie", Productcode="product_code", Omschrijving="omschrijving",
        Eenheid="eenheid", Tarief="tarief", **{"Per uur": "per_uur", "Geldig van": "geldig_van"},
    ).unique(maintain_order=True)  # fmt: skip
