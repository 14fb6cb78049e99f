# SPDX-License-Identifier: EUPL-1.2
"""Production statements through the main job: versions, agreements, and a declaration that follows by itself."""

import polars as pl

from tests.processors.statement_books import LINE, national


def sent(path, office, *given, **changed):
    """Mail a statement of the first supplier of the demo, about its own law and agreement unless it says otherwise."""
    supplier = office.region["aanbieders"]["aanbieder"][0]
    path.parent.mkdir(exist_ok=True)
    book = national(path, *given, AGB_code=supplier, Naam="Zorg Fictief", **changed)
    office.mail(supplier, {book.name: book.read_bytes()})


def in_force(office):
    return office.rows(
        "aanleveringen", "soort", "maand", "wet", "raamovereenkomst", "versie", "vervangen_door IS NULL AS telt"
    )


def findings(office, number):
    return pl.read_parquet(office.place.store / "bevindingen" / f"A-{number:06d}.parquet")


def test_a_later_version_replaces_and_other_years_and_agreements_stay(office, tmp_path):
    more = {"Venlo": [LINE], "0984": [LINE], "0889": [LINE]}
    sent(tmp_path / "a" / "een.xlsx", office)
    sent(tmp_path / "b" / "jaar.xlsx", office, Jaar=2024, form_year=2024)
    sent(tmp_path / "c" / "beschermd.xlsx", office, Raamovereenkomst="Beschermd Wonen")
    sent(tmp_path / "d" / "twee.xlsx", office, more, totals=None, Versie="2", Getekend_bedrag_euro=807)

    office.run()

    assert in_force(office) == [
        ("productieverantwoording", "2025-12", "wmo", "Wmo", 1, 0),
        ("productieverantwoording", "2024-12", "wmo", "Wmo", 1, 1),
        ("productieverantwoording", "2025-12", "wmo", "Beschermd Wonen", 1, 1),
        ("productieverantwoording", "2025-12", "wmo", "Wmo", 2, 1),
    ]
    assert len(office.accepted("verantwoordingen")) == 3
    (said,) = findings(office, 4).filter(pl.col("regel") == "MGR-114")["melding"]
    assert said == (
        "Deze verantwoording (Wmo) vervangt de eerdere: het totaal ging van € 538,00 naar € 807,00, een verschil van "
        "€ 269,00."
    )


def test_a_declaration_that_follows_by_itself_replaces_no_statement(office, tmp_path):
    sent(tmp_path / "a" / "verantwoording.xlsx", office, Soort_verklaring="", Getekend_bedrag_euro=None)
    sent(
        tmp_path / "b" / "verklaring.xlsx", office, {}, totals=None, Soort_verklaring="accountantsverklaring",
        Oordeel="goedkeurend", Getekend_bedrag_euro=500,
    )  # fmt: skip

    office.run()

    assert [row[0] for row in in_force(office)] == ["productieverantwoording", "verklaring"]
    assert len(office.accepted("verantwoordingsregels")) == 2
    assert office.accepted("verantwoordingen")["soort_verklaring"].to_list() == [None, "accountant"]
    assert findings(office, 2).filter(pl.col("ernst") == "fout").select("regel", "cel").rows() == [("MGR-112", "B13")]
