# SPDX-License-Identifier: EUPL-1.2
"""The vocabulary: every table of Verzamelpunt and every column that enrichment joins to it.

Casts, forms, glossary, documentation and messages follow from `TABLES` and `JOINED`.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache

import polars as pl

from processors.fields import FIELDS, REFERENCE, Field, Kind

C, E, D, G, B = Kind.CODE, Kind.CENT, Kind.DATE, Kind.WHOLE, Kind.TRUTH


@dataclass(frozen=True, slots=True)
class Table:
    """A table of the contract: its columns in order and the business key of a row."""

    name: str
    label: str
    fields: tuple[Field, ...]
    key: tuple[str, ...]
    reference: bool = False

    def __getitem__(self, name: str) -> Field:
        """The field with this name; KeyError when the table has no such column."""
        for field in self.fields:
            if field.name == name:
                return field
        raise KeyError(name)

    @property
    def names(self) -> tuple[str, ...]:
        """The column names in order."""
        return tuple(field.name for field in self.fields)

    @property
    def schema(self) -> dict[str, type[pl.DataType]]:
        """Column name to Polars type."""
        return {field.name: field.kind.dtype for field in self.fields}


def _table(name: str, label: str, columns: str, *, key: str, reference: bool = False, **own: Field) -> Table:
    """Make a table from a line of column names; `*` marks a required one, `own` replaces a common field."""
    fields = []
    for word in columns.split():
        column = word.rstrip("*")
        fields.append(replace(own.get(column) or FIELDS[column], required=word.endswith("*")))
    return Table(name, label, tuple(fields), tuple(key.split()), reference)


TABLES: Mapping[str, Table] = {
    table.name: table
    for table in (
        _table(
            "declaratieregels", "Declaratieregels",
            "wet* gemeente* aanbieder* declaratie_nummer* declaratie_maand* declaratie_dagtekening* "
            "referentie_nummer* vorig_referentie_nummer client* toewijzing_nummer* product_categorie* product_code* "
            "product_periode_begin* product_periode_eind* geleverd_volume* eenheid* product_tarief ingediend_bedrag* "
            "debet_credit* status toegekend_bedrag retourcodes",
            key="wet aanbieder referentie_nummer",
        ),
        _table(
            "toewijzingen", "Toewijzingen",
            "wet* gemeente* aanbieder* client* geboorte_jaar toewijzing_nummer* toewijzing_datum* ingangsdatum* "
            "einddatum reden_wijziging product_categorie product_code volume eenheid frequentie budget "
            "referentie_aanbieder type_verwijzer",
            key="wet gemeente toewijzing_nummer toewijzing_datum",
        ),
        _table(
            "regieberichten", "Regieberichten (start en stop)",
            "wet* gemeente* aanbieder* client* toewijzing_nummer* soort* begindatum* einddatum reden_beeindiging "
            "status_aanlevering* dagtekening* ontvangen_op",
            key="wet gemeente toewijzing_nummer soort begindatum einddatum status_aanlevering",
            soort=Field("soort", "Soort", C, codelist="soort_regiebericht"),
        ),
        _table(
            "berichten", "Berichten",
            "wet* gemeente* aanbieder* bericht* identificatie* dagtekening* ontvangen_op retour_op retourcodes "
            "technisch_afgekeurd",
            key="wet gemeente aanbieder bericht identificatie",
        ),
        _table(
            "verzoeken", "Verzoeken",
            "wet* gemeente* aanbieder* client* referentie_aanbieder* soort* onderdeel* toewijzing_nummer "
            "product_categorie product_code volume eenheid frequentie budget gewenste_ingangsdatum einddatum "
            "reden_verzoek type_verwijzer dagtekening* antwoord reden_afwijzing antwoord_op",
            key="wet aanbieder referentie_aanbieder onderdeel toewijzing_nummer product_categorie product_code",
            soort=Field("soort", "Soort", C, codelist="soort_verzoek"),
        ),
        _table(
            "verantwoordingsregels", "Verantwoordingsregels",
            "jaar* wet* raamovereenkomst* aanbieder* gemeente* product_code* omschrijving eenheid* tarief aantal* "
            "bedrag_toegekend* bedrag_in_behandeling bedrag_nog_te_declareren bedrag_totaal* unieke_clienten "
            "toelichting",
            key="jaar wet raamovereenkomst aanbieder gemeente product_code tarief",
        ),
        _table(
            "contracten", "Contracten",
            "contract_nummer* aanbieder* naam raamovereenkomst module* wet* uitvoeringsvariant* begindatum* einddatum "
            "bestedingsruimte profiel",
            key="contract_nummer", reference=True,
        ),
        _table(
            "tarieven", "Tarieven",
            "contract_nummer* aanbieder* gemeente* wet* product_categorie* product_code* eenheid* tarief* per_uur "
            "geldig_van* geldig_tot",
            key="contract_nummer gemeente wet product_code geldig_van", reference=True,
        ),
        _table(
            "producten", "Producten",
            "wet* product_categorie* product_code* omschrijving eenheden frequenties",
            key="wet product_code", reference=True,
        ),
        _table("aanbieders", "Aanbieders", "aanbieder* kvk naam* subregio", key="aanbieder", reference=True),
        _table(
            "budgetten", "Budgetten", "gemeente* wet* jaar* product_categorie bedrag*",
            key="gemeente wet jaar product_categorie", reference=True,
        ),
        _table("grootboek", "Grootboek", "gemeente* wet* maand* bedrag*", key="gemeente wet maand", reference=True),
        _table("lidmaatschap", "Lidmaatschap", "gemeente* module* van* tot", key="gemeente module van", reference=True),
        _table(
            "inwoners", "Inwoners", "gemeente* jaar* leeftijdsgroep* aantal*",
            key="gemeente jaar leeftijdsgroep", reference=True,
        ),
        _table(
            "kalender", "Kalender", "soort* maand* uiterste_datum*", key="soort maand", reference=True,
            soort=Field("soort", "Soort", C, codelist="soort_levering", source=REFERENCE),
        ),
        _table(
            "parameters", "Parameters", "parameter* waarde* eenheid herkomst", key="parameter", reference=True,
            eenheid=Field("eenheid", "Eenheid", source=REFERENCE),
        ),
    )
}  # fmt: skip


def _joined(origin: str, prefix: str, owner: str, table: str, *names: str) -> Iterable[Field]:
    """Columns that enrichment adds from a table: the same fields under the prefix of their origin."""
    for name in names:
        field = TABLES[table][name]
        label = f"{field.label} {owner}"
        yield replace(field, name=f"{prefix}_{name}", label=label, origin=origin, required=False)


def _told(origin: str, **labels: tuple[str, Kind]) -> Iterable[Field]:
    """Columns that enrichment computes: a truth or an amount about a line."""
    for name, (label, kind) in labels.items():
        unit = "eurocent" if kind is E else ""
        yield Field(name, label, kind, unit, source=f"berekend uit {origin}", origin=origin)


JOINED: Mapping[str, Field] = {
    field.name: field
    for group in (
        _joined(
            "toewijzingen", "toegewezen", "van de toewijzing", "toewijzingen", "client", "aanbieder", "ingangsdatum",
            "einddatum", "reden_wijziging", "product_categorie", "product_code", "volume", "eenheid",
            "frequentie", "budget",
        ),
        _told(
            "toewijzingen",
            toewijzing_bekend=("Toewijzing bekend", B),
            maximum_periode=("Maximum in de productperiode", G),
            maximum_toewijzing=("Maximum over de hele toewijzing", G),
        ),
        _joined("tarieven", "contract", "van het contract", "tarieven", "tarief", "per_uur", "eenheid"),
        _told("contracten", contract_bekend=("Contract bekend", B), lid_van_module=("Gemeente is lid", B)),
        _joined("contracten", "contract", "van het contract", "contracten", "module", "uitvoeringsvariant", "profiel"),
        _told("aanbieders", aanbieder_bekend=("Aanbieder bekend", B)),
        _told("producten", product_bekend=("Product bekend", B)),
        _told("regieberichten", start_bekend=("Start bekend", B)),
        _joined(
            "eerdere_declaratieregels", "vorig", "van de eerdere regel", "declaratieregels", "client",
            "toewijzing_nummer", "product_categorie", "product_code", "product_periode_begin",
            "product_periode_eind", "geleverd_volume", "eenheid",
            "ingediend_bedrag",
        ),
        _told(
            "eerdere_declaratieregels",
            vorig_bekend=("Goedgekeurde debetregel bekend", B),
            vorig_gecrediteerd=("Debetregel al gecrediteerd", B),
            eerder_referentie=("Referentienummer eerder gebruikt", B),
            eerder_declaratie=("Declaratienummer eerder gebruikt", B),
            eerder_debet_open=("Periode eerder gedeclareerd en niet gecrediteerd", B),
            eerder_volume=("Eerder gedeclareerd volume op de toewijzing", G),
            eerder_bedrag=("Eerder gedeclareerd bedrag op de toewijzing", E),
        ),
        _told("ontvangst", peildatum=("Peildatum (dag van ontvangst)", D)),
    )
    for field in group
}  # fmt: skip

# The columns by which a line finds its row in a reference; where one of them is wrong, so is what was found.
LINKS: Mapping[str, frozenset[str]] = {
    origin: frozenset(names.split())
    for origin, names in {
        "toewijzingen": "wet gemeente toewijzing_nummer",
        "tarieven": "wet gemeente aanbieder product_code product_periode_begin ingangsdatum",
        "contracten": "wet gemeente aanbieder product_code product_periode_begin ingangsdatum",
        "aanbieders": "aanbieder",
        "producten": "wet product_categorie product_code",
        "regieberichten": "wet gemeente toewijzing_nummer",
        "eerdere_declaratieregels": "wet gemeente aanbieder toewijzing_nummer eenheid vorig_referentie_nummer",
        "ontvangst": "",
    }.items()
}

PROVENANCE: Mapping[str, Field] = {
    field.name: field
    for field in (
        Field("bestand", "Bestand", source=REFERENCE),
        Field("blad", "Blad", source=REFERENCE),
        Field("rij", "Rij", G, source=REFERENCE),
        Field("nr", "Volgnummer", G, source=REFERENCE),
    )
}


@cache
def place(table: str, name: str) -> Field:
    """The field of a table, of its enrichment or of where a line stood; KeyError when nothing has it."""
    own = {each.name: each for each in TABLES[table].fields}
    return own.get(name) or JOINED.get(name) or PROVENANCE[name]


def make_lines(
    table: str, rows: Iterable[Mapping[str, object]], *, first_row: int = 2, file: str = "invoer"
) -> pl.DataFrame:
    """Make a frame of a table from plain rows; what a row leaves out is missing.

    Joined columns may be given too. Adds `bestand`, `blad` and `rij`, counted from `first_row`.
    """
    rows = list(rows)
    names = list(dict.fromkeys([*TABLES[table].names, *(name for row in rows for name in row)]))
    schema = {name: place(table, name).kind.dtype for name in names}
    frame = pl.DataFrame([{name: row.get(name) for name in names} for row in rows], schema=schema)
    count = range(first_row, first_row + len(rows))
    return frame.with_columns(bestand=pl.lit(file), blad=pl.lit(""), rij=pl.Series(list(count), dtype=pl.Int64))
