# SPDX-License-Identifier: EUPL-1.2
"""What is judged of tender workbooks: prices, weights, planning, placeholders and questions."""

from processors.vocabulary.field import Field, Kind
from processors.vocabulary.words import Added, Said

TENDER = "eigen ontwerp (inkoopstukken)"
C, E, D, G = Kind.CODE, Kind.CENT, Kind.DATE, Kind.WHOLE

FIELDS = (
    Field("perceel", "Perceel", C, source=TENDER),
    Field("inschrijver", "Inschrijver", C, source=TENDER),
    Field("minimum_tarief", "Minimumtarief", E, "eurocent per eenheid", source=TENDER),
    Field("maximum_tarief", "Maximumtarief", E, "eurocent per eenheid", source=TENDER),
    Field("nul_toegestaan", "Nul toegestaan", C, codelist="ja_nee", source=TENDER),
    Field("vingerafdruk", "Vingerafdruk van de vaste cellen", C, source=TENDER),
    Field("uitgegeven_vingerafdruk", "Vingerafdruk van het uitgegeven blad", C, source=TENDER),
    Field("beoordeling", "Beoordeling", C, source=TENDER),
    Field("niveau_weging", "Onderdeel waarvan de wegingen optellen", C, source=TENDER),
    Field("criterium", "Criterium", source=TENDER),
    Field("weging", "Weging", G, "honderdste procent", source=TENDER),
    Field("stap_nummer", "Nummer van de stap", G, source=TENDER),
    Field("stap", "Stap", source=TENDER),
    Field("datum", "Datum", D, source=TENDER),
    Field("termijn_dagen", "Termijn na de vorige stap", G, "dagen", source=TENDER),
    Field("document", "Document", source=TENDER),
    Field("plek", "Plek in het document", source=TENDER),
    Field("tekst", "Tekst", source=TENDER),
    Field("vraag_nummer", "Nummer van de vraag", G, source=TENDER),
    Field("vraag", "Vraag", source=TENDER),
    Field("antwoord_tekst", "Antwoord", source=TENDER),
    Field("namen_gevonden", "Namen van inschrijvers in vraag of antwoord", G, source=TENDER),
)
TABLES = (
    Said(
        "prijsregels", "Prijzen van een inschrijver",
        "perceel* inschrijver* product_code* eenheid* tarief minimum_tarief maximum_tarief nul_toegestaan*",
        key="perceel inschrijver product_code", kept=False,
    ),
    Said(
        "prijsbladen", "Prijzenbladen", "perceel* inschrijver* vingerafdruk* uitgegeven_vingerafdruk*",
        key="perceel inschrijver", kept=False,
    ),
    Said(
        "wegingen", "Wegingen", "beoordeling* niveau_weging* criterium* weging*",
        key="beoordeling niveau_weging criterium", kept=False,
    ),
    Said(
        "planningsregels", "Planning", "document* stap_nummer* stap* datum* termijn_dagen",
        key="document stap_nummer", kept=False,
    ),
    Said(
        "documentteksten", "Teksten in inkoopstukken", "document* plek* tekst*", key="document plek", kept=False,
    ),
    Said(
        "vragen", "Vragen voor de nota van inlichtingen",
        "document* vraag_nummer* vraag* antwoord_tekst namen_gevonden*",
        key="document vraag_nummer", kept=False,
    ),
)  # fmt: skip
ADDED: tuple[Added, ...] = ()
LINKS: dict[str, str] = {}
