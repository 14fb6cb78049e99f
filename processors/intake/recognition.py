# SPDX-License-Identifier: EUPL-1.2
"""Which tables a file holds, what kind of file that makes it, and which headers are missing."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import polars as pl

from processors import codelists
from processors.intake.cover import SHEET, Cover
from processors.intake.headers import ColumnMap, plain
from processors.intake.layout import Layout, find
from processors.intake.level import LABEL, tables_at
from processors.intake.municipal_sheets import LINES, TOTALS, may_be, municipality_of
from processors.intake.personal import scrub
from processors.intake.problems import told
from processors.intake.submission import no_problems
from processors.lines import TABLES
from workbooks.grid import Grid, letters

MUNICIPAL = (
    "declaratieregels", "declaratietotalen", "toewijzingen", "regieberichten", "berichten", "verzoeken", "grootboek",
)  # fmt: skip
KINDS: dict[str, tuple[str, ...]] = {
    "declaratie": ("declaratieregels",),
    "gemeentelevering": MUNICIPAL,
    "productieverantwoording": (LINES, TOTALS),
    "verklaring": (),
    "bericht": ("berichten",),
}
# Read only where somebody asks for them by name: an offer does not belong in the mailbox for deliveries.
TENDER: dict[str, tuple[str, ...]] = {
    "opdracht": (
        "percelen",
        "perceelgemeenten",
        "perceelproducten",
        "gunningscriteria",
        "eisen",
        "gevraagde_bewijsmiddelen",
        "procedurestappen",
    ),
    "prijzenblad": ("prijsregels",),
    "beoordeling": ("beoordelingen", "lotingen"),
    "vragenlog": ("vragenlog",),
    "conformiteit": ("conformiteiten",),
    "evaluatie": ("evaluatievragen",),
    "checklist": ("ontvangen_bewijsmiddelen",),
}
REFERENCE = "naslag:"
# Sheets of an offer: a tenderer who sends one to the wrong mailbox must know that before the tender closes.
OFFERED = frozenset({"prijzenblad", "conformiteitenlijst"})
_ABOUT = {"declaratie": "aanbieder", "gemeentelevering": "gemeente"}
# Sheets that explain or list; nobody expects them to be read.
_ASIDE = frozenset({
    "uitleg", "toelichting", "instructie", "leeswijzer", "producten", "codelijsten", "lijsten", SHEET,
    "gemeenten", "gemeentelijst", "lijstgemeenten", "overzichtgemeenten",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Source:
    """What is known about a file before it is read.

    Attributes:
        file: name for people; a Bsn in it is masked.
        sha256: of its bytes.
        sender: name of the sender in the column map.
        column_map: the words of senders.
        kind: the kind of file, when that is known; None to recognise it.
        products: product codes that exist beside those of the national lists.

    """

    file: str
    sha256: str = ""
    sender: str | None = None
    column_map: ColumnMap = field(default_factory=ColumnMap)
    kind: str | None = None
    products: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        object.__setattr__(self, "file", scrub(self.file))


def tables_of(
    grids: Iterable[Grid], kind: str | None, cover: Cover, source: Source
) -> list[tuple[Grid, Layout | None]]:
    """Per sheet the table in it; reference tables only where nothing else is found."""
    if kind and kind.startswith(REFERENCE):
        rounds: list[tuple[str, ...]] = [(kind.removeprefix(REFERENCE),)]
    elif kind:
        rounds = [tables_at((KINDS | TENDER)[kind], cover)]
    else:
        rounds = [
            (*tables_at(MUNICIPAL, cover), LINES, TOTALS),
            tuple(name for name, table in TABLES.items() if table.reference and name not in MUNICIPAL),
        ]
    found: list[tuple[Grid, Layout | None]] = []
    for candidates in rounds:
        words = {table: source.column_map.words(source.sender, table, _kinds(table, kind)) for table in candidates}
        # A code list may have the name of a table (berichten): a sheet with that name is the table.
        aside = (_ASIDE | {plain(name) for name in codelists.names()}) - {plain(table) for table in candidates}
        found = [
            (grid, find(grid.text, grid.name, may_be(grid, candidates), words, _given_names(grid, cover)))
            for grid in grids
            if plain(grid.name) not in aside
        ]
        if any(layout for _, layout in found):
            break
    return found


def _kinds(table: str, kind: str | None) -> list[str]:
    """The kinds of file that a table may be in: the one that is known, else all."""
    return [kind] if kind else [name for name, tables in KINDS.items() if table in tables]


def _given_names(grid: Grid, cover: Cover) -> frozenset[str]:
    return frozenset(cover.values) | ({"gemeente"} if municipality_of(grid) else frozenset())


def given_for(grid: Grid, layout: Layout, cover: Cover) -> dict[str, object]:
    """Values for columns that the sheet lacks: the municipality it is named after, else what the Voorblad says."""
    given = {name: value for name, value in cover.values.items() if name in TABLES[layout.table].names}
    municipality = municipality_of(grid)
    if municipality and "gemeente" in TABLES[layout.table].names:
        given["gemeente"] = municipality
    return given


def not_used(grid: Grid, kind: str | None) -> pl.DataFrame:
    """A sheet in which no table was found: refused when its name says that it must hold one."""
    expected = (KINDS | TENDER).get(kind or "", MUNICIPAL)
    if plain(grid.name) in {plain(name) for table in expected for name in (table, TABLES[table].label)}:
        return told(
            "MGR-004", f"Op blad '{scrub(grid.name)}' is geen kopregel met bekende koppen gevonden.",
            "Zet de koppen van het formulier boven de regels en stuur het bestand opnieuw.", refuses=True,
            blad=scrub(grid.name),
        )  # fmt: skip
    if not grid.name.strip():
        return no_problems()
    if plain(grid.name) in OFFERED:
        return told(
            "INTAKE-11", f"Blad '{scrub(grid.name)}' hoort bij een aanbesteding. Hier is het geen inschrijving.",
            "Dien uw inschrijving voor de sluiting in zoals de aanbestedingsstukken zeggen.", blad=scrub(grid.name),
        )  # fmt: skip
    return told(
        "INTAKE-11", f"Blad '{scrub(grid.name)}' is niet herkend en wordt niet gebruikt.",
        "Hoort het bij de levering, gebruik dan de koppen van het formulier.", blad=scrub(grid.name),
    )  # fmt: skip


def refusals(grid: Grid, layout: Layout, given: Mapping[str, object]) -> pl.DataFrame:
    """Headers that are missing or stand there twice."""
    sheet, table = scrub(grid.name), TABLES[layout.table]
    where = f"Op blad '{sheet}' " if sheet else "In het bestand "
    found = [no_problems()]
    missing = [table[name].label for name in layout.missing(given)]
    if missing:
        noun, verb = ("de kolom", "ontbreekt") if len(missing) == 1 else ("de kolommen", "ontbreken")
        found.append(
            told(
                "MGR-004", f"{where}{verb} {noun} {', '.join(missing)}.",
                "Vul de kolommen aan zoals in het formulier en stuur het bestand opnieuw.", refuses=True,
                blad=sheet, rij=layout.row, kolom=", ".join(missing), entiteit=layout.table,
            )
        )  # fmt: skip
    if layout.twice:
        double = ", ".join(f"'{scrub(header.text)}' ({letters(header.at)})" for header in layout.twice)
        found.append(
            told(
                "INTAKE-15", f"{where}staat meer dan één kolom voor hetzelfde gegeven: {double}.",
                "Laat van elke kop één kolom staan en stuur het bestand opnieuw.", refuses=True,
                blad=sheet, rij=layout.row, kolom=layout.twice[0].text, entiteit=layout.table,
            )
        )  # fmt: skip
    return pl.concat(found)


def kind_of(tables: list[str], cover: Cover) -> str | None:
    """The kind of file that holds these tables."""
    if LINES in tables:
        return "productieverantwoording"
    if set(tables) == {"declaratieregels"} and LABEL not in cover.said:
        return "declaratie"
    if tables and set(tables) <= set(MUNICIPAL):
        return "gemeentelevering"
    if tables:
        return REFERENCE + tables[0]
    # Of nothing at all there is no table; then who the Voorblad is about says what it would have been.
    return next((kind for kind, column in _ABOUT.items() if column in cover.values), None) if cover.there else None
