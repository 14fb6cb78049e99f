# SPDX-License-Identifier: EUPL-1.2
"""The functions that a controller calls in a cell, for both doors: Office.js (`=PV.CONTROLEER`) and classic Excel.

Each is thin: cells in, one call to `processors`, cells out. Docstrings and the words of arguments are what Excel shows,
in Dutch and shorter than 255 characters.
"""

from datetime import date

import xlwings as xw

from addin.door import Cell, Decorated, Rows, below, flat, guarded, ranges_of, rows_of, shaped, table, text
from processors.assessment import Assessment
from processors.parameters import parameter
from processors.pseudonym import Key
from processors.ranges import (
    allowances,
    amounts,
    checked,
    lookups,
    measured,
    outlook,
    persons,
    regional,
    shares,
    sources,
    tariff_effect,
    terms,
)
from processors.settings import load
from processors.surroundings import Surroundings, lasting_surroundings

CATEGORY = "Verzamelpunt"
RANGE = {"ndim": 2, "err_to_str": True, "empty": ""}
ALLOCATION = {
    "ingangsdatum": "Eerste dag van de toewijzing; ook een kolom.",
    "einddatum": "Laatste dag; leeg: loopt door.",
    "volume": "Toegewezen volume.",
    "eenheid": "Code van de eenheid, zoals 04 (uur).",
    "frequentie": "Code van de frequentie, zoals 2 (per week).",
    "maand": "De maand, zoals 2026-09, of een dag erin.",
    "wet": "wmo of jw; leeg: wmo.",
    "categorie": "Productcategorie; telt voor huishoudelijke hulp.",
}


def about_an_allocation(function: Decorated) -> Decorated:
    """The arguments that say what is allocated, with their words."""
    for name, words in ALLOCATION.items():
        function = xw.arg(name, doc=words, **RANGE)(function)
    return function


def _beside() -> Surroundings:
    """The reference of the work folder, and what was accepted before."""
    return lasting_surroundings(load())


def _today() -> date:
    return date.today()  # noqa: DTZ011 - the day of the office in which the workbook is open


def _judged(regels: Cell, soort: Cell, *ranges: Cell) -> Assessment:
    kind = text(soort) or None
    return checked.judged(rows_of(regels), _beside(), _today(), kind=kind, ranges=ranges_of(*ranges))


@xw.func(name="CONTROLEER", category=CATEGORY)
@xw.arg("regels", doc="De regels, met de kopregel erboven.", **RANGE)
@xw.arg("soort", doc="Wat het zijn, zoals declaratieregels of toewijzingen; leeg: herkend aan de koppen.")
@xw.arg("naslag1", doc="Bereik met toewijzingen, tarieven of andere naslag, met koppen.", **RANGE)
@xw.arg("naslag2", doc="Nog een bereik met naslag.", **RANGE)
@xw.arg("naslag3", doc="Nog een bereik met naslag.", **RANGE)
@guarded
def pv_controleer(
    regels: Cell, soort: Cell = None, naslag1: Cell = None, naslag2: Cell = None, naslag3: Cell = None
) -> Rows:
    """Controleert regels en geeft de bevindingen: rij, kolom, regel, ernst, melding en actie. Rij 1 is de kopregel."""
    return table(checked.findings(_judged(regels, soort, naslag1, naslag2, naslag3)))


@xw.func(name="CONTROLEER.CELLEN", category=CATEGORY)
@xw.arg("regels", doc="De regels, met de kopregel erboven.", **RANGE)
@xw.arg("soort", doc="Wat het zijn, zoals declaratieregels of toewijzingen; leeg: herkend aan de koppen.")
@guarded
def pv_controleer_cellen(regels: Cell, soort: Cell = None) -> Rows:
    """Geeft de bevindingen zoals CONTROLEER, met ervoor hun cel. A1 is de cel linksboven in het bereik."""
    return table(checked.placed(_judged(regels, soort)))


@xw.func(name="CONTROLEER.TELLING", category=CATEGORY)
@xw.arg("regels", doc="De regels, met de kopregel erboven.", **RANGE)
@xw.arg("soort", doc="Wat het zijn, zoals declaratieregels of toewijzingen; leeg: herkend aan de koppen.")
@guarded
def pv_controleer_telling(regels: Cell, soort: Cell = None) -> Rows:
    """Telt de bevindingen per regel en ernst, de meeste eerst."""
    return table(checked.counted(_judged(regels, soort)))


@xw.func(name="KPI", category=CATEGORY)
@xw.arg("code", doc="De KPI, zoals K04.")
@xw.arg("regels", doc="Bereik met koppen waaruit wordt gemeten, zoals declaratieregels.", **RANGE)
@xw.arg("per", doc="Groepen met komma's, zoals: gemeente, maand. Leeg: alles samen.")
@xw.arg("naslag1", doc="Nog een bereik met koppen, zoals toewijzingen.", **RANGE)
@xw.arg("naslag2", doc="Nog een bereik met koppen.", **RANGE)
@guarded
def pv_kpi(code: Cell, regels: Cell, per: Cell = None, naslag1: Cell = None, naslag2: Cell = None) -> Rows:
    """Berekent een KPI uit bereiken, per groep een rij. Elke leesbare regel telt mee."""
    ranges = ranges_of(regels, naslag1, naslag2)
    return table(measured.figures(text(code), ranges, _beside(), _today(), per=text(per)))


@xw.func(name="KPI.REGIO", category=CATEGORY)
@xw.arg("code", doc="De KPI, zoals K04; ook een kolom met codes.", **RANGE)
@xw.arg("gemeente", doc="Code of naam; leeg: de hele regio.", **RANGE)
@xw.arg("periode", doc="Maand (2026-09), kwartaal (2026-K3) of jaar; leeg: de laatste maand.", **RANGE)
@xw.arg("aanbieder", doc="AGB-code; leeg: alle aanbieders. Cijfers van een aanbieder zijn er per wet en jaar.", **RANGE)
@xw.arg("wet", doc="wmo, jw of pw; leeg: alle wetten.", **RANGE)
@guarded
def pv_kpi_regio(
    code: Cell, gemeente: Cell = None, periode: Cell = None, aanbieder: Cell = None, wet: Cell = None
) -> Rows:
    """Geeft het gepubliceerde cijfer van de regio en ernaast of het voorlopig, definitief of onderdrukt is."""
    asked = regional.Asked(flat(code), flat(gemeente), flat(periode), flat(aanbieder), flat(wet))
    return table(regional.regional(asked, load().workplace.output / "powerbi"))[1:]


@xw.func(name="MAXIMUM", category=CATEGORY)
@about_an_allocation
@guarded
def pv_maximum(
    ingangsdatum: Cell, einddatum: Cell, volume: Cell, eenheid: Cell, frequentie: Cell, maand: Cell, wet: Cell = "wmo",
    categorie: Cell = None,
) -> Rows:  # fmt: skip
    """Het grootste volume dat een toewijzing in een maand toelaat, in de eenheid van de toewijzing."""
    asked = _allowance(ingangsdatum, einddatum, volume, eenheid, frequentie, maand, wet, categorie)
    return below(allowances.maxima(asked))


@xw.func(name="MAXIMUM.UITLEG", category=CATEGORY)
@about_an_allocation
@guarded
def pv_maximum_uitleg(
    ingangsdatum: Cell, einddatum: Cell, volume: Cell, eenheid: Cell, frequentie: Cell, maand: Cell, wet: Cell = "wmo",
    categorie: Cell = None,
) -> Rows:  # fmt: skip
    """Hoe het maximum is geteld: de weken of zondagen en de som."""
    asked = _allowance(ingangsdatum, einddatum, volume, eenheid, frequentie, maand, wet, categorie)
    return below(allowances.explained(asked))


def _allowance(*cells: Cell) -> allowances.Allowance:
    return allowances.Allowance(*map(flat, cells))


@xw.func(name="BEDRAG", category=CATEGORY)
@xw.arg("volume", doc="Geleverd volume; ook een kolom.", **RANGE)
@xw.arg("tarief", doc="Tarief in eurocenten per eenheid, of per uur bij een uurcontract.", **RANGE)
@xw.arg("eenheid", doc="Code van de eenheid, zoals 01 (minuut).", **RANGE)
@xw.arg("uurcontract", doc="ja als het tarief per uur is; leeg: nee.", **RANGE)
@guarded
def pv_bedrag(volume: Cell, tarief: Cell, eenheid: Cell, uurcontract: Cell = "nee") -> Rows:
    """Het bedrag in eurocenten, eenmaal afgerond zoals de declaratiestandaard het rekent."""
    return below(amounts.amounts(amounts.Delivery(*map(flat, (volume, tarief, eenheid, uurcontract)))))


@xw.func(name="TARIEF", category=CATEGORY)
@xw.arg("aanbieder", doc="AGB-code; ook een kolom.", **RANGE)
@xw.arg("product", doc="Productcode.", **RANGE)
@xw.arg("datum", doc="De dag waarop het tarief geldt.", **RANGE)
@xw.arg("gemeente", doc="Code of naam; leeg: het tarief voor alle gemeenten.", **RANGE)
@xw.arg("wet", doc="wmo of jw; leeg: de wet waaronder de aanbieder het product heeft.", **RANGE)
@guarded
def pv_tarief(aanbieder: Cell, product: Cell, datum: Cell, gemeente: Cell = None, wet: Cell = None) -> Rows:
    """Het contracttarief dat op een dag geldt, in eurocenten; leeg als er geen is."""
    asked = amounts.Asked(*map(flat, (aanbieder, product, datum, gemeente, wet)))
    return below(amounts.tariffs(asked, _beside().reference))


@xw.func(name="DEFINITIE", category=CATEGORY)
@xw.arg("code", doc="De KPI, zoals K04; ook een kolom met codes.", **RANGE)
@guarded
def pv_definitie(code: Cell) -> Rows:
    """Wat een KPI meet, met de eenheid en de bron."""
    return shaped(lookups.definitions(flat(code)), code)


@xw.func(name="REGEL", category=CATEGORY)
@xw.arg("code", doc="De regel, zoals TR346; ook een kolom met codes.", **RANGE)
@guarded
def pv_regel(code: Cell) -> Rows:
    """Wat een regel zegt als het fout is, wat dan te doen, en de bron."""
    return shaped(lookups.rules(flat(code)), code)


@xw.func(name="GEMEENTE", category=CATEGORY)
@xw.arg("waarde", doc="Codes of namen.", **RANGE)
@guarded
def pv_gemeente(waarde: Cell) -> Rows:
    """De naam bij een gemeentecode, en de code bij een naam."""
    return shaped(lookups.municipalities(flat(waarde)), waarde)


@xw.func(name="PRODUCT", category=CATEGORY)
@xw.arg("code", doc="Productcodes.", **RANGE)
@xw.arg("wet", doc="wmo of jw.")
@guarded
def pv_product(code: Cell, wet: Cell) -> Rows:
    """De omschrijving van een product: van de eigen productcatalogus, anders van de landelijke lijst."""
    return shaped(lookups.products(flat(code), text(wet).lower(), _beside().reference), code)


@xw.func(name="CODE", category=CATEGORY)
@xw.arg("lijst", doc="De codelijst, zoals eenheid of retourcode.")
@xw.arg("waarde", doc="Codes uit de lijst.", **RANGE)
@guarded
def pv_code(lijst: Cell, waarde: Cell) -> Rows:
    """De betekenis van codes uit een codelijst."""
    return shaped(lookups.meanings(text(lijst).lower(), flat(waarde)), waarde)


@xw.func(name="BSN.GELDIG", category=CATEGORY)
@xw.arg("bsn", doc="Burgerservicenummers.", **RANGE)
@guarded
def pv_bsn_geldig(bsn: Cell) -> Rows:
    """Of een Bsn negen cijfers heeft en de elfproef doorstaat; het nummer wordt niet bewaard."""
    return shaped(lookups.valid_bsn(flat(bsn)), bsn)


@xw.func(name="AGB.GELDIG", category=CATEGORY)
@xw.arg("agb", doc="AGB-codes.", **RANGE)
@guarded
def pv_agb_geldig(agb: Cell) -> Rows:
    """Of een AGB-code uit acht cijfers bestaat."""
    return shaped(lookups.valid_agb(flat(agb)), agb)


@xw.func(name="PSEUDONIEM", category=CATEGORY)
@xw.arg("bsn", doc="Burgerservicenummers.", **RANGE)
@xw.arg("wet", doc="wmo, jw of pw: elke wet heeft een eigen pseudoniem.", **RANGE)
@guarded
def pv_pseudoniem(bsn: Cell, wet: Cell) -> Rows:
    """Het pseudoniem waaronder de regio een client kent. De sleutel komt uit de instellingen."""
    settings = load()
    key = Key(settings.sleutel_id, settings.pseudonym_key())
    return shaped(persons.pseudonyms(flat(bsn), flat(wet), key), bsn)


@xw.func(name="WERKDAGEN.TERMIJN", category=CATEGORY)
@xw.arg("datum", doc="De dag waarna de termijn begint; ook een kolom.", **RANGE)
@xw.arg("werkdagen", doc="Het aantal werkdagen.", **RANGE)
@guarded
def pv_werkdagen_termijn(datum: Cell, werkdagen: Cell) -> Rows:
    """De laatste dag van een termijn in Nederlandse werkdagen."""
    free = parameter("bevrijdingsdag_vrij_om_de")
    return below(terms.last_days(flat(datum), flat(werkdagen), liberation_every=free))


@xw.func(name="TARIEFEFFECT", category=CATEGORY)
@xw.arg("volumes", doc="Bereik met koppen productcode en volume, en zo nodig gemeente, wet of aanbieder.", **RANGE)
@xw.arg("tarieven_nu", doc="Bereik met koppen productcode en tarief (eurocenten).", **RANGE)
@xw.arg("tarieven_nieuw", doc="Hetzelfde, met de tarieven die u vergelijkt.", **RANGE)
@guarded
def pv_tariefeffect(volumes: Cell, tarieven_nu: Cell, tarieven_nieuw: Cell) -> Rows:
    """Wat andere tarieven kosten bij dezelfde volumes, per gemeente en product, in eurocenten."""
    return table(tariff_effect.effect(*map(rows_of, (volumes, tarieven_nu, tarieven_nieuw))))


@xw.func(name="PROGNOSE", category=CATEGORY)
@xw.arg("maandbedragen", doc="Een kolom met eurocenten vanaf januari, of twee kolommen: maand en bedrag.", **RANGE)
@guarded
def pv_prognose(maandbedragen: Cell) -> Rows:
    """Schat het hele jaar uit de maanden tot nu toe, rechtdoor en met het seizoen van vorig jaar, met een band."""
    return table(outlook.outlook(rows_of(maandbedragen), back=parameter("terugtoets_maanden")))


@xw.func(name="VERDEELSLEUTEL", category=CATEGORY)
@xw.arg("volumes", doc="Bereik met koppen gemeente en volume, zoals inkoop in eurocenten.", **RANGE)
@xw.arg("begroting", doc="Het bedrag dat wordt verdeeld, in hele euro's.")
@guarded
def pv_verdeelsleutel(volumes: Cell, begroting: Cell) -> Rows:
    """Wat elke gemeente van een begroting betaalt, in hele euro's naar volume; de afronding is voor de grootste."""
    return table(shares.shares(rows_of(volumes), flat(begroting)[0]))


@xw.func(name="HERKOMST", category=CATEGORY)
@xw.arg("code", doc="De KPI, zoals K04.")
@xw.arg("gemeente", doc="Code of naam; leeg: de hele regio.")
@xw.arg("periode", doc="Maand (2026-09), kwartaal (2026-K3) of jaar.")
@guarded
def pv_herkomst(code: Cell, gemeente: Cell = None, periode: Cell = None) -> Rows:
    """Uit welke bestanden en rijen een gepubliceerd cijfer komt, met hun sha256 en de versie van de regels."""
    return table(sources.sources(text(code), flat(gemeente)[0], flat(periode)[0], load()))
