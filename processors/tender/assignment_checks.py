# SPDX-License-Identifier: EUPL-1.2
"""What must hold between the sheets of an intake workbook; every finding names its cell and what to do."""

from collections.abc import Iterator, Mapping

import polars as pl

from processors import codelists
from processors.intake.problems import told
from processors.intake.submission import no_problems
from processors.lines import TABLES
from processors.tender.points import ABSOLUTE, CURVED

ASKED = {
    "titel": "Titel", "kenmerk": "Kenmerk", "aanbestedendedienst": "Aanbestedende dienst", "procedure": "Procedure",
}  # fmt: skip
EMVI = "emvi"
PER_LAW = "productcategorie"  # its list differs by law; nothing is computed with it
LEAST_POWER = 2
OF_LOTS = ("perceelgemeenten", "perceelproducten", "gunningscriteria")
WHERE = ("bestand", "blad", "rij")


def checks(cover: Mapping[str, str], tables: Mapping[str, pl.DataFrame], file: str) -> pl.DataFrame:
    """Everything that is wrong with what is asked, as raw findings (`findings.RAW`).

    Args:
        cover: label to value of the Voorblad, labels in plain letters.
        tables: the tables of the intake workbook.
        file: its name for people.

    """
    found = [
        *_cover(cover, file), *_codes(tables), *_twice(tables), *_unknown_lots(tables),
        *_bare_lots(cover, tables, file), *_formulas(tables["gunningscriteria"]),
        *_bandwidths(tables["perceelproducten"]),
        *_volumes(cover, tables["perceelproducten"]), *_first_step(tables["procedurestappen"], file),
    ]  # fmt: skip
    return pl.concat([no_problems(), *found])


def _cover(cover: Mapping[str, str], file: str) -> Iterator[pl.DataFrame]:
    for name, label in ASKED.items():
        if not cover.get(name, "").strip():
            yield told(
                "INTAKE-50", f"Op het Voorblad is '{label}' niet ingevuld.", f"Vul '{label}' in op het Voorblad.",
                refuses=True, bestand=file, blad="Voorblad", kolom=label,
            )  # fmt: skip
    known = codelists.labels("procedure")
    procedure = cover.get("procedure", "").strip().lower()
    if procedure and procedure not in known:
        yield told(
            "INTAKE-50", f"De procedure '{procedure}' bestaat niet.", f"Kies op het Voorblad uit: {', '.join(known)}.",
            refuses=True, bestand=file, blad="Voorblad", kolom="Procedure", waarde=procedure,
        )  # fmt: skip


def _codes(tables: Mapping[str, pl.DataFrame]) -> Iterator[pl.DataFrame]:
    """Codes that are in no list, such as a municipality that does not exist."""
    for name, frame in tables.items():
        for field in TABLES[name].fields:
            if field.codelist and field.codelist != PER_LAW:
                known = pl.Series(list(codelists.labels(field.codelist)), dtype=pl.String)
                unknown = pl.col(field.name).is_not_null() & ~pl.col(field.name).is_in(known.implode())
                words = (f"{field.label} '{{}}' staat niet in de codelijst.", "Kies een waarde uit de keuzelijst.")
                yield from _at(name, frame.filter(unknown), field.name, "INTAKE-20", words)


def _twice(tables: Mapping[str, pl.DataFrame]) -> Iterator[pl.DataFrame]:
    """Rows that say something about what an earlier row said already."""
    for name, (column, *others) in {
        "percelen": ("perceel",), "perceelgemeenten": ("gemeente", "perceel"),
        "perceelproducten": ("product_code", "perceel"), "gunningscriteria": ("criterium", "perceel"),
        "eisen": ("eis",), "procedurestappen": ("stap_nummer",),
    }.items():  # fmt: skip
        frame = tables[name]
        again = ~pl.struct(column, *others).is_first_distinct()
        yield from _at(
            name, frame.filter(again & pl.col(column).is_not_null()), column, "INTAKE-51",
            ("'{}' staat er meer dan één keer.", "Laat er één staan, of verbeter het nummer."),
        )  # fmt: skip


def _unknown_lots(tables: Mapping[str, pl.DataFrame]) -> Iterator[pl.DataFrame]:
    known = tables["percelen"]["perceel"].implode()
    for name in (*OF_LOTS, "eisen"):
        frame = tables[name].filter(pl.col("perceel").is_not_null() & ~pl.col("perceel").is_in(known))
        yield from _at(
            name, frame, "perceel", "INTAKE-52",
            ("Perceel '{}' staat niet op het blad Percelen.",
             "Zet het perceel op het blad Percelen, of verbeter het nummer."),
        )  # fmt: skip


def _bare_lots(cover: Mapping[str, str], tables: Mapping[str, pl.DataFrame], file: str) -> Iterator[pl.DataFrame]:
    """Lots of which nothing is asked, or by nobody, or that cannot be compared."""
    emvi = cover.get("procedure", "").strip().lower() == EMVI
    needed = {"perceelproducten": "producten", "perceelgemeenten": "gemeenten"}
    needed |= {"gunningscriteria": "gunningscriteria"} if emvi else {}
    for name, words in needed.items():
        bare = tables["percelen"].filter(~pl.col("perceel").is_in(tables[name]["perceel"].implode()))
        yield from _at(
            "percelen", bare, "perceel", "INTAKE-53",
            (f"Voor perceel '{{}}' zijn geen {words} opgegeven.",
             f"Vul de {words} van dit perceel aan, of haal het perceel weg."),
        )  # fmt: skip
    if tables["percelen"].is_empty():
        yield told(
            "INTAKE-53", "Er is geen enkel perceel opgegeven.", "Vul het blad Percelen in; één perceel is genoeg.",
            refuses=True, bestand=file, blad="Percelen",
        )  # fmt: skip


def _formulas(criteria: pl.DataFrame) -> Iterator[pl.DataFrame]:
    """Criteria that cannot be computed as they stand."""
    price, quality = pl.col("criterium_soort") == "prijs", pl.col("criterium_soort") == "kwaliteit"
    between = price & pl.col("prijsformule").is_in([ABSOLUTE, CURVED])
    for column, wrong, sentence, action in (
        ("prijsformule", price & pl.col("prijsformule").is_null(), "Bij een prijs hoort een prijsformule.",
         "Kies relatief, absoluut of gebogen."),
        ("plafond", between & ~(pl.col("bodem") < pl.col("plafond")).fill_null(value=False),
         "Bij deze prijsformule horen een bodem en een plafond dat hoger is.", "Vul beide bedragen in."),
        ("macht", (pl.col("prijsformule") == CURVED) & ~(pl.col("macht") >= LEAST_POWER).fill_null(value=False),
         "Bij een gebogen lijn hoort een macht van 2 of meer.", "Vul 2 of 3 in."),
        ("schaal", quality & ~(pl.col("schaal") > 0).fill_null(value=False),
         "Bij kwaliteit hoort de hoogste score van de schaal.", "Vul de hoogste score in, zoals 10."),
        ("minimum_score", quality & (pl.col("minimum_score") > pl.col("schaal")),
         "De laagste score die nog mag, is hoger dan de hoogste score.", "Verlaag de laagste score."),
        ("punten", ~pl.col("punten").is_between(1, 100), "Een criterium heeft 1 tot 100 punten, niet '{}'.",
         "Verdeel 100 punten over de criteria van het perceel."),
    ):  # fmt: skip
        yield from _at("gunningscriteria", criteria.filter(wrong), column, "INTAKE-54", (sentence, action))


def _bandwidths(products: pl.DataFrame) -> Iterator[pl.DataFrame]:
    yield from _at(
        "perceelproducten", products.filter(pl.col("minimum_tarief") > pl.col("maximum_tarief")), "minimum_tarief",
        "INTAKE-55",
        ("Het minimumtarief van dit product is hoger dan het maximumtarief.",
         "Verbeter een van beide, of laat de bandbreedte leeg."),
    )  # fmt: skip


def _volumes(cover: Mapping[str, str], products: pl.DataFrame) -> Iterator[pl.DataFrame]:
    """Prices are compared by what a year would cost."""
    if cover.get("procedure", "").strip().lower() == EMVI:
        yield from _at(
            "perceelproducten", products.filter(~(pl.col("jaarvolume") > 0).fill_null(value=False)), "jaarvolume",
            "INTAKE-57",
            ("Zonder verwacht volume zijn prijzen niet te vergelijken.", "Vul een volume per jaar boven nul in."),
        )  # fmt: skip


def _first_step(steps: pl.DataFrame, file: str) -> Iterator[pl.DataFrame]:
    """Without a first date nothing can be planned."""
    first = steps.sort("stap_nummer").head(1)
    if first.is_empty():
        yield told(
            "INTAKE-56", "Er is geen enkele stap van de planning opgegeven.", "Vul het blad Stappen in.",
            refuses=True, bestand=file, blad="Stappen",
        )  # fmt: skip
    yield from _at(
        "procedurestappen", first.filter(pl.col("vaste_datum").is_null()), "vaste_datum", "INTAKE-56",
        ("De eerste stap heeft geen datum.", "Vul bij de eerste stap een vaste datum in; de andere volgen daaruit."),
    )  # fmt: skip


def _at(table: str, rows: pl.DataFrame, column: str, rule: str, words: tuple[str, str]) -> Iterator[pl.DataFrame]:
    """A finding at the cell of each of these rows: sentence and action; {} in the sentence is what stands there."""
    sentence, action = words
    for file, sheet, row, value in rows.select(*WHERE, pl.col(column).cast(pl.String)).iter_rows():
        yield told(
            rule, sentence.format(value or ""), action, refuses=True, bestand=file, blad=sheet, rij=row,
            entiteit=table, at=column, waarde=value or "", cel=None, kolom=None,
        )  # fmt: skip
