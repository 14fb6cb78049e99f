# SPDX-License-Identifier: EUPL-1.2
"""The reference folder (`naslag`): one workbook, csv or Parquet file per table, named after the table."""

from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

import polars as pl

from processors.errors import UnusableInputError
from processors.intake.headers import Alias, ColumnMap, plain
from processors.intake.personal import scrub
from processors.intake.problems import told
from processors.intake.reading import read_submission
from processors.intake.recognition import REFERENCE
from processors.intake.reference_rules import judged
from processors.intake.submission import WHERE, no_lines, no_problems, origins_frame
from processors.own_rules import TABLE as OWN_RULES
from processors.rulebook import Severity
from processors.tables import EARLIER, EARLIER_STATEMENTS, TABLES
from workbooks.errors import UnreadableFileError
from workbooks.reading import read

COLUMN_MAP = "kolommen"
# Files of the folder that are no table of the vocabulary; who may send is read elsewhere.
_OTHERS = (COLUMN_MAP, "afzenders")
_PRODUCTS = "producten"
_KINDS = frozenset({".csv", ".xlsx", ".xlsm", ".xls", ".xlsb", ".ods", ".parquet"})
_NAMES = {plain(name): name for name in (*TABLES, EARLIER, EARLIER_STATEMENTS)}


@dataclass(frozen=True, slots=True)
class Reference:
    """The reference tables of a folder by name, the words of senders, and what had to be said about the reading."""

    tables: dict[str, pl.DataFrame]
    column_map: ColumnMap
    problems: pl.DataFrame

    @property
    def products(self) -> frozenset[str]:
        """The product codes of the own catalogue; none without one."""
        return frozenset(self.tables[_PRODUCTS]["product_code"]) if _PRODUCTS in self.tables else frozenset()


def read_reference(folder: Path) -> Reference:
    """Read every table of a folder, with the same reading and casting as a submission.

    A file that is named after no table is left alone; when its name looks like that of a table, that is reported.

    Raises:
        UnusableInputError: there is no such folder.

    """
    if not folder.is_dir():
        raise UnusableInputError(f"De map met naslag '{folder}' bestaat niet. Geef een bestaande map op.")
    files = sorted(path for path in folder.iterdir() if path.is_file() and path.suffix.lower() in _KINDS)
    files = [path for path in files if not path.name.startswith(("~$", "."))]
    column_map, problems = _column_map([path for path in files if plain(path.stem) == COLUMN_MAP])
    tables: dict[str, pl.DataFrame] = {}
    origins: dict[str, pl.DataFrame] = {}
    # Products first: they tell which codes a spreadsheet may have spoilt in the other tables.
    for path in sorted(files, key=lambda path: plain(path.stem) != _PRODUCTS):
        name = _NAMES.get(plain(path.stem))
        if name is None:
            problems.append(_resembling(path))
        elif name in tables:
            problems.append(_second(path, name))
        else:
            products = frozenset(tables[_PRODUCTS]["product_code"]) if _PRODUCTS in tables else frozenset[str]()
            table, found, places = _table(path, name, column_map, products)
            problems.append(found)
            if table is not None:
                tables[name] = _without_unread(table, found) if name == OWN_RULES else table
                origins[name] = places
    return Reference(tables, column_map, pl.concat([no_problems(), *problems, judged(tables, origins)]))


def _table(
    path: Path, name: str, column_map: ColumnMap, products: frozenset[str]
) -> tuple[pl.DataFrame | None, pl.DataFrame, pl.DataFrame]:
    """The table in a file, None when it cannot be used, the findings, and where its columns stood."""
    table = name.removeprefix("eerdere_")
    if path.suffix.lower() == ".parquet":
        return *_parquet(path, table), origins_frame([])
    (submission,) = read_submission(path, column_map=column_map, kind=REFERENCE + table, products=products)
    found = None if submission.refused else submission.tables[table]
    return found, submission.problems, submission.origins


def _without_unread(table: pl.DataFrame, problems: pl.DataFrame) -> pl.DataFrame:
    """The rows of which every cell could be read: a rule without its last day would hold for ever."""
    unread = problems.filter(pl.col("ernst") == str(Severity.FOUT), pl.col("rij").is_not_null())
    return table.join(unread, on="rij", how="anti", maintain_order="left")


def _parquet(path: Path, table: str) -> tuple[pl.DataFrame | None, pl.DataFrame]:
    """A table as the store keeps it: typed already, so it must have the types of the vocabulary."""
    try:
        frame = pl.read_parquet(path)
        frame = frame.select(pl.col(name).cast(kind) for name, kind in _schema(table).items() if name in frame.columns)
    except (pl.exceptions.PolarsError, OSError):
        return None, _unusable(path, "is geen leesbare tabel")
    missing = [field.label for field in TABLES[table].fields if field.required and field.name not in frame.columns]
    if missing:
        return None, _unusable(path, f"mist kolommen: {', '.join(missing)}")
    return pl.concat([no_lines(table), frame], how="diagonal"), no_problems()


def _schema(table: str) -> dict[str, type[pl.DataType]]:
    return {**TABLES[table].schema, **WHERE}


def _column_map(files: list[Path]) -> tuple[ColumnMap, list[pl.DataFrame]]:
    """The words of senders, out of columns afzender, soort, kop and kolom."""
    aliases: list[Alias] = []
    problems: list[pl.DataFrame] = []
    for path in files:
        try:
            rows = read(path).grids[0].text.rows()
        except UnreadableFileError as error:
            problems.append(_unusable(path, f"kan niet worden gelezen: {error}"))
            continue
        heads = [plain(cell or "") for cell in rows[0]] if rows else []
        missing = [head for head in ("afzender", "soort", "kop", "kolom") if head not in heads]
        if missing:
            problems.append(_unusable(path, f"mist kolommen: {', '.join(missing)}"))
            continue
        for row in rows[1:]:
            cell = {head: (value or "").strip() for head, value in zip(heads, row, strict=True)}
            aliases.append(Alias(cell["afzender"], cell["soort"], cell["kop"], cell["kolom"]))
    return ColumnMap(tuple(aliases)), problems


def _resembling(path: Path) -> pl.DataFrame:
    close = get_close_matches(plain(path.stem), [*_NAMES, *_OTHERS], n=1, cutoff=0.7)
    if not close or close[0] == plain(path.stem):
        return no_problems()
    name = _NAMES.get(close[0], close[0])
    file = scrub(path.name)
    return told(
        "INTAKE-17", f"Het bestand '{file}' in de naslag wordt niet gebruikt; bedoelt u '{name}'?",
        f"Hernoem het bestand naar '{name}{path.suffix}', of haal het uit de map.", bestand=file,
    )  # fmt: skip


def _second(path: Path, name: str) -> pl.DataFrame:
    return _unusable(path, f"is een tweede bestand voor de tabel '{name}' en wordt niet gebruikt")


def _unusable(path: Path, why: str) -> pl.DataFrame:
    file = scrub(path.name)
    return told(
        "INTAKE-17", f"Het naslagbestand '{file}' {why}.", "Herstel het bestand of haal het uit de map naslag.",
        refuses=True, bestand=file,
    )  # fmt: skip
