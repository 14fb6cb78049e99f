# SPDX-License-Identifier: EUPL-1.2
"""Judge one submission: read cells, check, pseudonymise, enrich, check again, and say what is accepted."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

import polars as pl

from processors import checking, lines
from processors.delivered import KIND, LINES
from processors.enrichment import enrich
from processors.enrichment.other_municipalities import TABLE as OTHERS
from processors.enrichment.statements import COVER
from processors.enrichment.statements import OF_FILE as STATEMENT
from processors.explanation import SCHEMA, TABLE, Explained, explain
from processors.findings import FINDINGS, RAW, empty, finish
from processors.intake.belonging import ON_LINES
from processors.intake.submission import Submission, no_lines
from processors.journal_schema import Outcome
from processors.own_rules import with_own
from processors.profiles import profiles_of
from processors.pseudonym import Key, pseudonymise
from processors.rulebook import Consequence, Rule, Rulebook, Severity
from processors.rules import RULES
from processors.tables import BESIDE_LINES, EARLIER
from processors.whole_delivery import Whole, judged_whole
from processors.whole_file import said_once, said_together


@dataclass(frozen=True)
class Assessment:
    """A judged submission: `tables` hold every line under a pseudonym, with `geaccepteerd` true or false.

    `explanations` say how maximum, tariff, amount and budget of declaration lines came about, as far as asked for;
    `whole` says what the delivery adds up to.
    """

    submission: Submission
    findings: pl.DataFrame
    tables: Mapping[str, pl.DataFrame]
    refused: str | None
    explanations: pl.DataFrame = field(default_factory=lambda: empty(SCHEMA))
    whole: Whole = field(default_factory=Whole)

    @property
    def total(self) -> int:
        """The number of lines read."""
        return sum(len(frame) for frame in self._lines())

    @property
    def accepted(self) -> int:
        """The number of lines accepted."""
        return sum(int(frame["geaccepteerd"].sum()) for frame in self._lines())

    def _lines(self) -> list[pl.DataFrame]:
        """The tables of which rows are counted; the header of a message is none of its lines."""
        beside = BESIDE_LINES | {HEADERS} if self.submission.message else BESIDE_LINES
        return [frame for table, frame in self.tables.items() if table not in beside]

    @property
    def outcome(self) -> Outcome:
        """Accepted, partly accepted or refused as a whole."""
        if self.refused or (self.total and not self.accepted):
            return Outcome.GEWEIGERD
        return Outcome.GEACCEPTEERD if self.accepted == self.total else Outcome.DEELS

    @property
    def reason(self) -> str | None:
        """Why nothing is accepted, in Dutch, where one sentence says it all."""
        if self.refused or self.outcome is not Outcome.GEWEIGERD:
            return self.refused
        refusing = self.findings.filter(pl.col("gevolg") == Consequence.REJECT_LINE)["melding"]
        return str(refusing[0]) if len(refusing) == 1 else None


def assess(  # noqa: PLR0913 - what is judged, by what, when and under which key
    submission: Submission,
    reference: Mapping[str, pl.DataFrame],
    *,
    received_on: date,
    key: Key,
    profile: str | None = None,
    explained: Explained = Explained.NOTHING,
    rules: Rulebook = RULES,
) -> Assessment:
    """Confront a submission with the rules in force on the day it was received.

    Args:
        submission: what was read from one file.
        reference: reference tables by name, personal columns under the same pseudonyms (`pseudonymised`).
        received_on: the day of receipt.
        key: the key of the pseudonyms.
        profile: the rule profile of all lines, instead of that of each line's contract.
        explained: which declaration lines are explained.
        rules: the rules to confront it with, beside those of the region itself (`own_rules`).

    Raises:
        UnusableInputError: the rule profiles of the reference cannot be used, or there is no such profile.

    """
    in_force = with_own(rules, reference).on(received_on)
    profiles = profiles_of(reference, asked=profile)
    found, tables, wrong = [said_together(submission.problems, ON_LINES, submission.tables)], {}, {}
    explanations = empty(SCHEMA)
    if submission.kind == KIND:
        # That these are the lines of a municipality is known, even where nothing is known of other municipalities.
        reference = {OTHERS: no_lines(LINES), **reference}
    for table, frame in sorted(submission.tables.items(), key=lambda item: _ORDER.get(item[0], len(_ORDER))):
        marks = _marks(submission.untrusted.get(table))
        # Rules on personal cells see the raw value; everything after knows only the pseudonym.
        raw_rules, known_rules = in_force.where(_personal_cell), in_force.where(lambda rule: not _personal_cell(rule))
        first = checking.check(raw_rules, frame, table, earlier=marks)
        own = pseudonymise(frame, table, key)
        if table == COVER:
            own = own.with_columns(pl.col("ontvangen_op").fill_null(received_on))
        beside = _beside(table, reference, submission, key)
        known = enrich(own, table, beside, received_on=received_on, profiles=profiles, profile=profile)
        second = checking.check(
            known_rules, known, table, earlier=pl.concat([marks, first]), profiles=profiles, profile=profile
        ).with_columns(pl.col("volgorde") + len(raw_rules))
        raw = pl.concat([first, second])
        told = said_once(raw, in_force.for_table(table), known, marks)
        found.append(finish(told, submission.origins))
        if table == TABLE:
            explanations = explain(known, beside, only=explained.positions(raw)).join(
                _of_another(submission), on=["blad", "rij"], how="anti", maintain_order="left"
            )
        tables[table] = own if lines.TABLES[table].kept else _nameless(own, table)
        wrong[table] = _rejected(pl.concat([submission.problems, raw]), table)
        if table in _COUNTING:
            # What a municipality allocates in this very file counts for what else stands in it.
            reference = {**reference, table: _with_own(reference.get(table), tables[table], table)}
    findings = _in_file_order(pl.concat([each.select(*FINDINGS) for each in found]))
    refused = submission.refused or _refusal(findings)
    judged = {table: _with_acceptance(frame, table, wrong[table], refused) for table, frame in tables.items()}
    if refused:
        return Assessment(submission, findings, judged, refused, explanations)
    accepted = {table: frame.filter("geaccepteerd") for table, frame in judged.items()}
    whole = judged_whole(submission, accepted, reference, in_force, received_on)
    findings = _in_file_order(pl.concat([whole.findings, findings]))
    return Assessment(submission, findings, judged, refused, explanations, whole)


HEADERS = "berichten"
# The header of a message comes first; allocations, starts and answers before the lines that lean on them.
_ORDER = {HEADERS: 0, "toewijzingen": 1, "regieberichten": 2, "declaratieantwoorden": 3}
_COUNTING = ("toewijzingen", "regieberichten", "declaratieantwoorden")


def _of_another(submission: Submission) -> pl.DataFrame:
    """The sheet and row of declaration lines of someone else: what is known about them is not for this sender."""
    marks = _marks(submission.untrusted.get(TABLE)).filter(pl.col("at").is_in(["aanbieder", "gemeente"]))
    return submission.tables[TABLE][marks["nr"].unique()].select("blad", "rij")


# What an allocation rests on and led to; in a file these are judged after it.
_ABOUT_ALLOCATIONS = {"verzoeken": "verzoeken", "regieberichten": "regieberichten", EARLIER: "declaratieregels"}


def _beside(
    table: str, reference: Mapping[str, pl.DataFrame], submission: Submission, key: Key
) -> Mapping[str, pl.DataFrame]:
    """The reference, with what the file itself holds of an allocation, an answer or a production statement."""
    if table in STATEMENT:
        # A part that the file does not have is not there: the register knows no part of this statement.
        return {**reference, **{name: submission.tables.get(name, no_lines(name)) for name in STATEMENT}}
    if table == "declaratieantwoorden":
        return {**reference, **_refused_lines(submission, key)}
    if table != "toewijzingen":
        return reference
    # Where no earlier lines are known, those of one file do not make up for them.
    held = {
        name: own
        for name, own in _ABOUT_ALLOCATIONS.items()
        if own in submission.tables and (name in reference or name != EARLIER)
    }
    return {
        **reference,
        **{
            name: _with_own(reference.get(name), pseudonymise(submission.tables[own], own, key), own)
            for name, own in held.items()
        },
    }


def _refused_lines(submission: Submission, key: Key) -> Mapping[str, pl.DataFrame]:
    """The lines that the answers in a file refuse: a whole message (with its header) without them refuses none."""
    if "afgewezen_regels" in submission.tables:
        return {"afgewezen_regels": pseudonymise(submission.tables["afgewezen_regels"], "afgewezen_regels", key)}
    return {"afgewezen_regels": no_lines("afgewezen_regels")} if "berichten" in submission.tables else {}


def _with_own(known: pl.DataFrame | None, own: pl.DataFrame, table: str) -> pl.DataFrame:
    names = lines.TABLES[table].names
    return own.select(names) if known is None else pl.concat([known.select(names), own.select(names)])


def pseudonymised(reference: Mapping[str, pl.DataFrame], key: Key) -> dict[str, pl.DataFrame]:
    """The reference tables with every personal column under the pseudonyms of this key."""
    return {
        name: pseudonymise(frame, _vocabulary_name(name), key) if "client" in frame.columns else frame
        for name, frame in reference.items()
    }


def _vocabulary_name(reference: str) -> str:
    """Earlier lines have the columns of declaratieregels."""
    return reference.removeprefix("eerdere_")


def _personal_cell(rule: Rule) -> bool:
    if not lines.TABLES[rule.table].kept:
        return True  # all that such a table says is about persons, and nothing of it goes on
    return len(rule.needs) == 1 and lines.place(rule.table, rule.at).personal


def _nameless(frame: pl.DataFrame, table: str) -> pl.DataFrame:
    """The lines of a table that is not kept, with no more of a person than the pseudonym."""
    return frame.drop(field.name for field in lines.TABLES[table].fields if field.personal and field.name != "client")


def _marks(untrusted: pl.DataFrame | None) -> pl.DataFrame:
    """The cells that could not be read, in the shape of raw findings, so that no rule leans on them."""
    if untrusted is None or untrusted.is_empty():
        return empty(RAW)
    marks = untrusted.select(nr=pl.col("nr").cast(pl.UInt32), at="column", ernst=pl.lit(str(Severity.FOUT)))
    return pl.concat([empty(RAW), marks], how="diagonal")


def _in_file_order(findings: pl.DataFrame) -> pl.DataFrame:
    """What concerns the file as a whole first, then by sheet and row; within a row the order of the rules."""
    if findings.is_empty():
        return findings
    sheets = {name: place for place, name in enumerate(findings["blad"].unique(maintain_order=True))}
    place = pl.col("blad").replace_strict(sheets, return_dtype=pl.Int64)
    return findings.sort(pl.col("rij").is_not_null(), place, "rij", maintain_order=True)


def _refusal(findings: pl.DataFrame) -> str | None:
    refusing = findings.filter(pl.col("gevolg") == Consequence.REJECT_FILE)
    return None if refusing.is_empty() else str(refusing["melding"][0])


def _rejected(findings: pl.DataFrame, table: str) -> pl.DataFrame:
    """Sheet and row of the lines that are refused."""
    wrong = findings.filter(
        pl.col("gevolg") == Consequence.REJECT_LINE, pl.col("entiteit") == table, pl.col("rij").is_not_null()
    )
    return wrong.select("blad", "rij", geaccepteerd=pl.lit(value=False)).unique()


def _with_acceptance(frame: pl.DataFrame, table: str, rejected: pl.DataFrame, refused: str | None) -> pl.DataFrame:
    """The lines with `geaccepteerd`; of what is one whole, such as a request, all rows or none."""
    if refused:
        return frame.with_columns(geaccepteerd=pl.lit(value=False))
    judged = frame.join(rejected, on=["blad", "rij"], how="left", maintain_order="left").with_columns(
        pl.col("geaccepteerd").fill_null(value=True)
    )
    whole = lines.TABLES[table].whole
    if not whole or judged["geaccepteerd"].all():
        return judged
    known = pl.all_horizontal(pl.col(whole).is_not_null())
    together = pl.when(known).then(pl.col("geaccepteerd").all().over(whole)).otherwise("geaccepteerd")
    return judged.with_columns(geaccepteerd=together)
