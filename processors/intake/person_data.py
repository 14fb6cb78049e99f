# SPDX-License-Identifier: EUPL-1.2
"""Personal data in a delivery that was agreed as totals: the file is stopped, and nothing of it is repeated (MGR-212).

Every sheet is looked at, hidden or not, and every column, known or not: by its header, and for numbers that pass the
elfproef. Amounts and counts are left out of the latter: one in eleven numbers of nine digits passes by chance.
Source: handbook 15 and 17.
"""

from collections.abc import Iterable, Iterator, Mapping

import polars as pl

from processors.fields import FIELDS, Kind
from processors.intake.cover import is_cover
from processors.intake.headers import plain
from processors.intake.layout import Layout
from processors.intake.personal import FREE_TEXT, holds_bsn
from processors.intake.problems import told
from processors.intake.submission import no_problems
from processors.lines import TABLES
from workbooks.grid import Grid, letters

RULE = "MGR-212"
NUMBER = "een burgerservicenummer"
# What a header says by itself, in plain letters, and what is part of a longer one.
_WHOLE = {
    "client": "een gegeven per client", "clientnummer": "een gegeven per client", "clientid": "een gegeven per client",
    "naam": "een naam", "namen": "een naam", "adres": "een adres", "email": "een e-mailadres",
} | {
    plain(word): "een persoonsgegeven" for field in FIELDS.values()
    if field.personal and field.name not in FREE_TEXT for word in (field.name, field.label)
}  # fmt: skip
_PART = {
    "bsn": NUMBER, "burgerservice": NUMBER, "geboortedat": "een geboortedatum", "geboortejaar": "een geboortejaar",
    "achternaam": "een naam", "voornaam": "een naam", "voornamen": "een naam", "roepnaam": "een naam",
    "geslachtsnaam": "een naam", "clientnaam": "een naam", "naamclient": "een naam", "naamvandeclient": "een naam",
    "woonadres": "een adres", "huisadres": "een adres", "straatnaam": "een adres", "huisnummer": "een adres",
    "postcode": "een postcode", "telefoon": "een telefoonnummer", "emailadres": "een e-mailadres",
}  # fmt: skip
LONGEST_HEADER = 40
FEWEST_IN_ROW = 2
# Nine digits that people group: 1234 56 789, 123.456.789.
_GROUPED = r"(^|[^0-9])([0-9]{2,4})[ .\-]([0-9]{2,3})[ .\-]([0-9]{2,3})([^0-9]|$)"
_MEASURED = (Kind.CENT, Kind.WHOLE, Kind.DATE, Kind.MONTH)
_KNOWN_SHEETS = {plain(word) for table in TABLES.values() for word in (table.name, table.label)} | {"voorblad"}


def person_data(grids: Iterable[Grid], found: Iterable[tuple[Grid, Layout | None]]) -> pl.DataFrame:
    """One refusing problem per column with personal data; no value and no unknown sheet name stands in it.

    Args:
        grids: every sheet of the file.
        found: the tables that were recognised in them.

    """
    layouts = {id(grid): layout for grid, layout in found if layout}
    problems = [no_problems()]
    for place, grid in enumerate(grids, start=1):
        sheet = grid.name if plain(grid.name) in _KNOWN_SHEETS else f"blad {place}"
        for column, what in _of_sheet(grid, layouts.get(id(grid))).items():
            letter = letters(int(column))
            problems.append(
                told(
                    RULE,
                    f"Op {_spoken(sheet)}, kolom {letter}, staat {what}; deze levering is geaggregeerd afgesproken en "
                    "mag geen persoonsgegevens bevatten. Het bestand is stilgezet en niet verwerkt.",
                    "Verwijder de kolom, kijk ook op verborgen bladen en in verborgen kolommen, en stuur alleen "
                    "opgetelde cijfers.",
                    refuses=True, blad=sheet, kolom=letter,
                )
            )  # fmt: skip
    return pl.concat(problems)


def _spoken(sheet: str) -> str:
    return sheet if sheet.startswith("blad ") else f"blad {sheet}"


def _of_sheet(grid: Grid, layout: Layout | None) -> dict[str, str]:
    """Column to what personal data stands in it, in the order of the columns."""
    found = dict(_numbers(grid, layout))
    if not is_cover(grid):
        found |= dict(_headed(grid.text))
    return {name: found[name] for name in grid.text.columns if name in found}


def _numbers(grid: Grid, layout: Layout | None) -> Iterator[tuple[str, str]]:
    """The columns in which a number stands that passes the elfproef."""
    measured = _measured(layout) if layout else frozenset()
    for name in grid.text.columns:
        texts = grid.text[name].drop_nulls()
        grouped = texts.str.replace_all(_GROUPED, "$1$2$3$4$5")
        if name in measured:  # a remark among the amounts is still a remark
            texts = texts.filter(texts.str.contains(r"[A-Za-z]"))
            grouped = texts
        if len(texts) and (holds_bsn(texts).any() or holds_bsn(grouped).any()):
            yield name, NUMBER


def _measured(layout: Layout) -> frozenset[str]:
    """The sheet columns of amounts, counts and dates, and of the identifications of messages."""
    fields: Mapping[str, Kind] = {field.name: field.kind for field in TABLES[layout.table].fields}
    return frozenset(
        str(header.at)
        for name, header in layout.columns.items()
        if fields[name] in _MEASURED or name == "identificatie"
    )


def _headed(text: pl.DataFrame) -> Iterator[tuple[str, str]]:
    """The columns with a header that names personal data, and something below it."""
    row = pl.int_range(pl.len())
    together = text.select(together=pl.sum_horizontal(pl.all().is_not_null()) >= FEWEST_IN_ROW)["together"]
    for name in text.columns:
        cells = text.select(row=row, text=pl.col(name)).drop_nulls()
        heads = cells.filter(together.gather(cells["row"]), pl.col("text").str.len_chars() <= LONGEST_HEADER)
        with_more = heads.filter(pl.col("row") < (cells["row"].max() or 0))
        named = with_more.with_columns(_plain("text")).filter(_is_named)["text"]
        if len(named):
            yield name, _named(str(named[0]))


def _plain(name: str) -> pl.Expr:
    """Letters and digits only, in lower case and without accents, as `headers.plain`."""
    return pl.col(name).str.normalize("NFKD").str.to_lowercase().str.replace_all("[^a-z0-9]", "")


_is_named = pl.col("text").is_in(sorted(_WHOLE)) | pl.col("text").str.contains_any(sorted(_PART))


def _named(word: str) -> str:
    return _WHOLE.get(word) or next(what for part, what in _PART.items() if part in word)
