# SPDX-License-Identifier: EUPL-1.2
"""Three rules that the fictional region decided itself, as its data meeting would write them."""

import polars as pl

from processors.lines import TABLES

TABLE = "eigen_regels"
SOURCE = "Regionaal Overleg Data, besluit 12-03-2026 (verzonnen)"
RULES = (
    {
        "regel": "EIGEN-01", "tabel": "toewijzingen", "kolom": "type_verwijzer", "soort": "vergelijking",
        "voorwaarde": "type_verwijzer is leeg", "als": "wet = 'wmo'", "ernst": "waarschuwing",
        "melding": "Bij een toewijzing voor de Wmo staat type verwijzer {type_verwijzer}; de Wmo kent geen verwijzer.",
        "actie": "Laat het type verwijzer leeg.",
    },
    {
        "regel": "EIGEN-02", "tabel": "verantwoordingsregels", "kolom": "toelichting", "soort": "verplicht als",
        "als": "bedrag_nog_te_declareren is gevuld en bedrag_nog_te_declareren > 10000000", "ernst": "fout",
        "gevolg": "regel geweigerd",
        "melding": "Er moet nog {bedrag_nog_te_declareren} worden gedeclareerd, en er is geen toelichting.",
        "actie": "Leg in de kolom toelichting uit waarom dit bedrag nog niet is gedeclareerd.",
    },
    {
        "regel": "EIGEN-03", "tabel": "toewijzingen", "kolom": "type_verwijzer", "soort": "codelijst",
        "waarden": "01, 02, 03, 04, 05, 08", "als": "wet = 'jw' en type_verwijzer is gevuld", "ernst": "signaal",
        "melding": "Type verwijzer {type_verwijzer} komt bij de jeugdhulp in deze regio niet voor.",
        "actie": "Controleer het type verwijzer.",
    },
)  # fmt: skip


def own_rule_table() -> pl.DataFrame:
    """The table `eigen_regels`."""
    return pl.DataFrame([{**row, "bron": SOURCE} for row in RULES], schema=TABLES[TABLE].schema)
