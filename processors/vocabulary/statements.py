# SPDX-License-Identifier: EUPL-1.2
"""The yearly production statement (productieverantwoording)."""

from processors.vocabulary.field import STATEMENT, Field, Kind
from processors.vocabulary.words import Added, Said

C, E, G = Kind.CODE, Kind.CENT, Kind.WHOLE

FIELDS = (
    Field("jaar", "Jaar", G, "jaar", source=STATEMENT),
    Field("raamovereenkomst", "Raamovereenkomst", C, codelist="raamovereenkomst", source=STATEMENT),
    Field("omschrijving", "Omschrijving", source=STATEMENT),
    Field("tarief", "Tarief", E, "eurocent per eenheid", source=STATEMENT),
    Field("aantal", "Aantal", G, "eenheid van de regel", source=STATEMENT),
    Field("bedrag_toegekend", "Bedrag toegekend", E, "eurocent", source=STATEMENT),
    Field("bedrag_in_behandeling", "Bedrag in behandeling", E, "eurocent", source=STATEMENT),
    Field("bedrag_nog_te_declareren", "Bedrag nog te declareren", E, "eurocent", source=STATEMENT),
    Field("bedrag_totaal", "Bedrag totaal", E, "eurocent", source=STATEMENT),
    Field("unieke_clienten", "Unieke clienten", G, "clienten", source=STATEMENT),
    Field("toelichting", "Toelichting", source=STATEMENT),
)
TABLES = (
    Said("verantwoordingsregels", "Verantwoordingsregels",
        "jaar* wet* raamovereenkomst* aanbieder* gemeente* product_code* omschrijving eenheid* tarief aantal* "
        "bedrag_toegekend* bedrag_in_behandeling bedrag_nog_te_declareren bedrag_totaal* unieke_clienten "
        "toelichting",
        key="jaar wet raamovereenkomst aanbieder gemeente product_code tarief"),
)  # fmt: skip
ADDED: tuple[Added, ...] = ()
LINKS: dict[str, str] = {}
