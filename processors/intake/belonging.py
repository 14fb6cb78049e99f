# SPDX-License-Identifier: EUPL-1.2
"""Whose lines a file may hold: those of its sender, and what its Voorblad says that it is about.

Lines of someone else are never accepted. Where all lines are, the file is refused in one sentence and not judged
further: what the region knows about them is not for this sender.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

import polars as pl

from processors.fields import FIELDS
from processors.findings import NATIONAL
from processors.intake.problems import addressed, place, return_code, told
from processors.intake.submission import UNTRUSTED, Submission, no_problems
from processors.lines import TABLES
from processors.rulebook import Consequence, Severity
from workbooks.dutch import number

WRONG_SENDER, OTHER_THAN_COVER, OTHER_MUNICIPALITY = "INTAKE-18", "INTAKE-19", "MGR-201"
WRONG_MONTH = "MGR-202"
ON_LINES = (WRONG_SENDER, OTHER_THAN_COVER, OTHER_MUNICIPALITY)
# Who sends is known by the length of the code: the CBS code of a municipality, the AGB code of a supplier.
SENDERS = {4: "gemeente", 8: "aanbieder"}
# Only a municipality can say what it allocated and what it paid.
OF_A_MUNICIPALITY = ("toewijzingen", "declaratietotalen", "grootboek")
CODES = {"gemeente": r"^[0-9]{4}$", "aanbieder": r"^[0-9]{8}$"}
MEND = {
    "aanbieder": "Stuur alleen regels van uw eigen organisatie; verbeter de AGB-code als die verkeerd is overgenomen.",
    "gemeente": "Stuur alleen regels van uw eigen gemeente; verbeter de gemeentecode als die verkeerd is overgenomen.",
}


@dataclass(frozen=True, slots=True)
class Claim:
    """What a column must say: the value, who says so (an end of a sentence), and the code of the finding."""

    column: str
    value: str
    why: str
    rule: str


def beside_cover(read: Submission, values: Mapping[str, object]) -> Submission:
    """The submission with what its lines say against the values of its Voorblad."""
    for column, rule in (("aanbieder", OTHER_THAN_COVER), ("gemeente", OTHER_MUNICIPALITY)):
        if column in values:
            why = f"op het Voorblad staat {column} {values[column]}"
            read = _confronted(read, Claim(column, str(values[column]), why, rule))
    return _with(read, _other_period(read, values), {})


def beside_sender(read: Submission, sender: str) -> Submission:
    """The submission with what its lines say against the code of its sender; nothing for a sender without a code."""
    column = SENDERS.get(len(sender), "") if sender.isdecimal() else ""
    if not column:
        return read
    rule = WRONG_SENDER if column == "aanbieder" else OTHER_MUNICIPALITY
    if column == "aanbieder" and (labels := [TABLES[name].label for name in OF_A_MUNICIPALITY if name in read.tables]):
        problem = told(
            rule, f"{labels[0]} komen van een gemeente, maar het bestand is gestuurd door aanbieder {sender}.",
            "Laat de gemeente dit aanleveren; stuur zelf alleen wat van uw organisatie is.", refuses=True,
        )  # fmt: skip
        return _with(read, problem, _every_cell(read))
    return _confronted(read, Claim(column, sender, f"het bestand is gestuurd door {column} {sender}", rule))


def _confronted(read: Submission, claim: Claim) -> Submission:
    """The lines of someone else refused, or the whole file where all lines are."""
    strange = dict(_strange(read, claim))
    if not strange:
        return read
    total = sum(map(len, read.tables.values()))
    others = pl.concat(values for values in strange.values())
    if len(others) == total:
        return _with(read, _refusal(claim, others["value"], total), _every_cell(read))
    for table, marks in strange.items():
        found = _line_by_line(table, read.tables[table], marks, claim)
        read = _with(read, found, {table: marks.select("nr", column=pl.lit(claim.column))})
    return read


def _strange(read: Submission, claim: Claim) -> Iterator[tuple[str, pl.DataFrame]]:
    """Per table the lines (`nr`) with another code (`value`); a code that is none, or is told already, is not."""
    for table, lines in read.tables.items():
        if claim.column not in lines.columns:
            continue
        values = lines.select(pl.int_range(pl.len(), dtype=pl.UInt32).alias("nr"), pl.col(claim.column).alias("value"))
        marks = values.filter(pl.col("value").str.contains(CODES[claim.column]), pl.col("value") != claim.value)
        untrusted = read.untrusted.get(table, pl.DataFrame(schema=dict(UNTRUSTED)))
        marks = marks.join(untrusted.filter(pl.col("column") == claim.column), on="nr", how="anti")
        if len(marks):
            yield table, marks


def _refusal(claim: Claim, values: pl.Series, total: int) -> pl.DataFrame:
    all_lines = "De enige regel is" if total == 1 else f"Alle {number(total)} regels zijn"
    whose = f"{claim.column} {values[0]}" if values.n_unique() == 1 else f"een andere {claim.column}"
    return told(
        claim.rule, f"{all_lines} van {whose}, maar {claim.why}.", MEND[claim.column], refuses=True,
        kolom=FIELDS[claim.column].label, waarde=str(values[0]) if values.n_unique() == 1 else "",
    )  # fmt: skip


def _line_by_line(table: str, lines: pl.DataFrame, marks: pl.DataFrame, claim: Claim) -> pl.DataFrame:
    """A finding for each line of someone else."""
    return place(table, lines, marks).select(
        "nr", "bestand", "blad", "rij", "sleutel", kolom=pl.lit(claim.column), cel=pl.lit(None, pl.String),
        entiteit=pl.lit(table), regel=pl.lit(claim.rule), waarde=pl.col("value"), at=pl.lit(claim.column),
        ernst=pl.lit(str(Severity.FOUT)), gevolg=pl.lit(str(Consequence.REJECT_LINE)),
        melding=pl.format(f"Deze regel is van {claim.column} {{}}, maar {claim.why}.", "value"),
        actie=pl.lit(MEND[claim.column]), retourcode=pl.lit(return_code(claim.rule)), profiel=pl.lit(NATIONAL),
        volgorde=pl.lit(0, pl.UInt32),
    ).select(no_problems().columns)  # fmt: skip


def _other_period(read: Submission, values: Mapping[str, object]) -> pl.DataFrame:
    """A Voorblad about a month, or a year, that no line is about."""
    for word, column, rule in (("maand", "declaratie_maand", WRONG_MONTH), ("jaar", "jaar", OTHER_THAN_COVER)):
        said = pl.concat(
            [pl.Series(column, [], pl.String)]
            + [lines[column].cast(pl.String) for lines in read.tables.values() if column in lines.columns]
        ).drop_nulls()
        if word in values and len(said) and str(values[word]) not in said:
            which = ", ".join(said.unique().sort().head(3))
            count = "De enige regel gaat" if len(said) == 1 else f"Alle {number(len(said))} regels gaan"
            return told(
                rule, f"{count} over {which}, maar op het Voorblad staat {word} {values[word]}.",
                f"Verbeter de {word} op het Voorblad of in de regels, en stuur het bestand opnieuw.", refuses=True,
                kolom=word, waarde=str(values[word]),
            )  # fmt: skip
    return no_problems()


def _every_cell(read: Submission) -> dict[str, pl.DataFrame]:
    """All cells of all lines: no rule has anything to say."""
    return {
        table: lines.select(pl.int_range(pl.len(), dtype=pl.UInt32).alias("nr")).join(
            pl.DataFrame({"column": TABLES[table].names}), how="cross"
        )
        for table, lines in read.tables.items()
    }


def _with(read: Submission, found: pl.DataFrame, marks: Mapping[str, pl.DataFrame]) -> Submission:
    """The submission with more problems, and more cells that must not be leaned on."""
    if found.is_empty():
        return read
    placed = addressed(found, read.origins).with_columns(bestand=pl.lit(read.file))
    untrusted = {
        table: pl.concat([read.untrusted.get(table, pl.DataFrame(schema=dict(UNTRUSTED))), marks[table]]).unique()
        for table in marks
    }
    refusal = placed.filter(pl.col("gevolg") == str(Consequence.REJECT_FILE))["melding"]
    return replace(
        read, problems=pl.concat([read.problems, placed]), untrusted={**read.untrusted, **untrusted},
        refused=" ".join([*([read.refused] if read.refused else []), *refusal]) or None,
    )  # fmt: skip
