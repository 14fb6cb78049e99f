# SPDX-License-Identifier: EUPL-1.2
"""Confront lines with rules: verdicts by column, then a finding per line and rule that does not hold."""

from collections.abc import Iterable
from dataclasses import dataclass

import polars as pl

from processors import lines
from processors.bench import Bench, Profiles, agreed, untrusted
from processors.findings import NATIONAL, RAW, empty
from processors.reporting import failing, lacked, undecided
from processors.rulebook import Consequence, Rule, Rulebook, Severity
from processors.verdicts import verdicts_of

NO_REFERENCE = "INTAKE-90"


@dataclass(frozen=True)
class Case:
    """The rules that apply to lines of a table, in order: those that can be judged, and those that lack a column."""

    table: str
    able: list[Rule]
    unable: list[tuple[Rule, list[str]]]
    profiles: Profiles
    profile: str | None

    @property
    def by_contract(self) -> Profiles:
        """The profiles by which the contract of a line decides; none where one profile counts for all lines."""
        return {} if self.profile else self.profiles


def check(  # noqa: PLR0913 - what is judged, by what, and under which agreements
    rules: Rulebook,
    frame: pl.DataFrame,
    table: str,
    *,
    earlier: pl.DataFrame | None = None,
    profiles: Profiles | None = None,
    profile: str | None = None,
) -> pl.DataFrame:
    """Confront every line with every rule of its table.

    A line that fails at a lower level is not followed by findings of a higher level that lean on the same cell.

    Args:
        rules: the rules, in the order in which findings are reported.
        frame: one row per line: columns of the table, of enrichment, and `bestand`, `blad`, `rij`.
        table: name of the table in the vocabulary.
        earlier: raw findings given before, by reading or by another pass; their `fout` cells are not leaned on.
        profiles: per rule profile the agreements that hold; a rule with an agreement applies only there.
        profile: the profile of all lines, instead of the profile of each line's contract.

    Returns:
        One row per line and rule that did not hold (columns: `findings.RAW`). A rule that cannot be decided gives
        a `signaal`, once per line and missing thing; so a line without findings has passed every rule.

    Raises:
        BrokenRuleError: a rule raised, or gave no verdict for each line.

    """
    if frame.is_empty():
        return empty(RAW)
    frame = frame.with_columns(nr=pl.int_range(pl.len(), dtype=pl.UInt32))
    case = prepare(rules, frame.columns, table, profiles or {}, profile)
    told = verdicts_of(frame, case.able)
    few = speaking(case, frame, told)
    found = [report(case, frame.filter(few), told.filter(few), earlier)]
    if case.unable:
        found.append(without_reference(case, frame.select("bestand").unique(maintain_order=True), len(frame)))
    return pl.concat(found)


def prepare(rules: Rulebook, columns: Iterable[str], table: str, profiles: Profiles, profile: str | None) -> Case:
    """Which rules apply to lines with these columns; for the arguments see `check`."""
    there = frozenset(columns)
    own = [rule for rule in rules.for_table(table) if _applies(rule, profiles, profile)]
    lacking = [[name for name in _reads(rule, profile) if name not in there] for rule in own]
    return Case(
        table,
        able=[rule for rule, names in zip(own, lacking, strict=True) if not names],
        unable=[(rule, names) for rule, names in zip(own, lacking, strict=True) if names],
        profiles=profiles,
        profile=profile,
    )


def speaking(case: Case, frame: pl.DataFrame, told: pl.DataFrame) -> pl.Series:
    """The lines of which there may be something to say: a rule does not hold on them, or they lack what a rule needs.

    Args:
        case: the rules.
        frame: the lines.
        told: their verdicts (`verdicts_of`), or those of some of the rules.

    """
    verdicts = told.drop("nr")
    wrong = verdicts.select(pl.all().not_().any()).row(0) if verdicts.width else ()
    fails = [~pl.col(name) for name, fails in zip(verdicts.columns, wrong, strict=True) if fails]
    lacks = {
        (field.name, rule.agreement): pl.col(field.name).is_null() & agreed(rule, case.by_contract)
        for rule in case.able
        for field in lacked(rule)
        if frame[field.name].null_count()
    }
    # A literal by itself would have the length of the chunks of the frame, not of its lines.
    nothing = pl.repeat(value=False, n=pl.len(), dtype=pl.Boolean)
    failed = verdicts.select(pl.any_horizontal(nothing, *fails).fill_null(value=False)).to_series()
    return failed | frame.select(pl.any_horizontal(nothing, *lacks.values())).to_series()


def report(case: Case, frame: pl.DataFrame, told: pl.DataFrame, earlier: pl.DataFrame | None) -> pl.DataFrame:
    """The findings on lines, among which all that are `speaking`, from their verdicts by all rules."""
    bench = Bench(frame, case.able, told, untrusted(frame, earlier), case.by_contract)
    found = [failing(bench, position, case.profile) for position in bench.failing]
    return pl.concat([empty(RAW), *found, *undecided(bench)])


def _applies(rule: Rule, profiles: Profiles, profile: str | None) -> bool:
    """National rules always; a rule on an agreement only where some profile in play holds it."""
    if not rule.agreement:
        return True
    return any(rule.agreement in profiles.get(name, ()) for name in ([profile] if profile else profiles))


def _reads(rule: Rule, profile: str | None) -> tuple[str, ...]:
    """The columns a rule needs, and the profile of the line's contract where an agreement depends on it."""
    return (*rule.needs, "contract_profiel") if rule.agreement and not profile else rule.needs


def without_reference(case: Case, files: pl.DataFrame, count: int) -> pl.DataFrame:
    """One `signaal` per file and reference table that is not there at all, with the rules that wait for it.

    Args:
        case: the rules.
        files: the files (`bestand`).
        count: the number of lines; these findings come after those of every rule.

    """
    waiting: dict[str, list[str]] = {}
    for rule, names in case.unable:
        for name in names:
            waiting.setdefault(lines.place(case.table, name).origin, []).append(rule.code)
    said = [
        files.select(
            "bestand", blad=pl.lit(""), rij=pl.lit(None, pl.Int64), kolom=pl.lit(""), cel=pl.lit(""),
            entiteit=pl.lit(case.table), sleutel=pl.lit(""), regel=pl.lit(NO_REFERENCE),
            ernst=pl.lit(str(Severity.SIGNAAL)), gevolg=pl.lit(str(Consequence.NONE)), waarde=pl.lit(""),
            melding=pl.lit(
                f"De naslag '{origin}' ontbreekt; daarom niet beoordeeld: {', '.join(dict.fromkeys(codes))}."
            ),
            actie=pl.lit("Leg de tabel in de map naslag, of geef de map mee met --naslag."),
            retourcode=pl.lit(""), profiel=pl.lit(NATIONAL), nr=pl.lit(None, pl.UInt32), at=pl.lit(None, pl.String),
            volgorde=pl.lit(count, pl.UInt32),
        ).select(*RAW)
        for origin, codes in waiting.items()
    ]  # fmt: skip
    return pl.concat([empty(RAW), *said])
