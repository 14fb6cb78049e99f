# SPDX-License-Identifier: EUPL-1.2
"""Confront lines with rules: verdicts by column, then a finding per line and rule that does not hold."""

from string import Formatter

import polars as pl

from processors import lines
from processors.fields import Field
from processors.findings import NATIONAL, RAW, empty, spoken
from processors.rulebook import Consequence, Rule, Rulebook, Severity
from processors.verdicts import Bench, Profiles, untrusted, verdicts_of

NO_REFERENCE = "INTAKE-90"


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
    columns = set(frame.columns)
    own = [rule for rule in rules.for_table(table) if _applies(rule, profiles or {}, profile)]
    able = [rule for rule in own if columns.issuperset(_reads(rule, profile))]
    unable = [rule for rule in own if not columns.issuperset(_reads(rule, profile))]
    bench = Bench(frame, able, verdicts_of(frame, able), untrusted(frame, earlier), {} if profile else profiles or {})
    found = [_failing(bench, position, profile) for position in bench.failing]
    found += _undecided(bench)
    found += _without_reference(frame, table, unable, profile)
    return pl.concat([empty(RAW), *found])


def _applies(rule: Rule, profiles: Profiles, profile: str | None) -> bool:
    """National rules always; a rule on an agreement only where some profile in play holds it."""
    if not rule.agreement:
        return True
    return any(rule.agreement in profiles.get(name, ()) for name in ([profile] if profile else profiles))


def _reads(rule: Rule, profile: str | None) -> tuple[str, ...]:
    """The columns a rule needs, and the profile of the line's contract where an agreement depends on it."""
    return (*rule.needs, "contract_profiel") if rule.agreement and not profile else rule.needs


def _failing(bench: Bench, position: int, profile: str | None) -> pl.DataFrame:
    """A finding for each line on which the rule is heard and does not hold."""
    rule = bench.rules[position]
    lines_at = bench.failed(position).arg_true()
    if lines_at.is_empty():
        return empty(RAW)
    said = [lines.place(rule.table, name) for name in rule.shows]
    rows = bench.frame[lines_at]
    who = pl.lit(profile) if profile else pl.col("contract_profiel") if rule.agreement else pl.lit(NATIONAL)
    sentence = pl.format(_pattern(rule.says), *(spoken(each) for each in said)) if said else pl.lit(rule.says)
    return rows.select(
        **_where(rule), regel=pl.lit(rule.code), ernst=pl.lit(str(rule.severity)), gevolg=pl.lit(str(rule.consequence)),
        melding=sentence, actie=pl.lit(rule.action), retourcode=pl.lit(rule.return_code),
        profiel=who if rule.agreement else pl.lit(NATIONAL), volgorde=pl.lit(position, pl.UInt32),
    ).select(*RAW)  # fmt: skip


def _pattern(says: str) -> str:
    """The sentence with {} where a value comes."""
    return "".join(text + ("{}" if name else "") for text, name, _, _ in Formatter().parse(says))


def _where(rule: Rule) -> dict[str, pl.Expr]:
    """The columns that say on which line and at which column a finding stands."""
    at = lines.place(rule.table, rule.at)
    key = [spoken(lines.place(rule.table, name)) for name in lines.TABLES[rule.table].key]
    return {
        "nr": pl.col("nr"), "bestand": pl.col("bestand"), "blad": pl.col("blad"), "rij": pl.col("rij"),
        "kolom": pl.lit(rule.at), "cel": pl.lit(None, pl.String), "entiteit": pl.lit(rule.table), "at": pl.lit(rule.at),
        "sleutel": pl.concat_str(key, separator=" / "),
        "waarde": pl.when(pl.col(rule.at).is_not_null()).then(spoken(at)),
    }  # fmt: skip


def _undecided(bench: Bench) -> list[pl.DataFrame]:
    """A `signaal` for each line and missing thing that left a rule without verdict and that nothing else reports."""
    found: list[pl.DataFrame] = []
    told: dict[str, pl.Series] = {}
    explained: dict[str, pl.Series] = {}
    for position in bench.undecided:
        rule = bench.rules[position]
        open_ones = bench.open(position)
        for name in rule.needs:
            field = lines.place(rule.table, name)
            missing = bench.frame[name].is_null() & open_ones
            # A required cell that is empty has its own finding; what the body judges itself is no gap.
            if name in rule.may_be_empty or field.required or not missing.any():
                continue
            what = field.origin or name
            if field.origin and what not in explained:
                explained[what] = bench.explained(what)
            gap = missing & ~explained[what] if field.origin else missing
            gap = gap & ~told[what] if what in told else gap
            told[what] = told[what] | missing if what in told else missing
            found.append(_signals(bench, rule, field, gap, position))
    return found


def _signals(bench: Bench, rule: Rule, field: Field, gap: pl.Series, position: int) -> pl.DataFrame:
    sentence = f"Regel {rule.code} kan niet worden beoordeeld: {field.label.lower()} ontbreekt."
    where = "Vul het gegeven aan."
    if field.origin:
        where = f"Laat de naslag '{field.origin}' aanvullen; uw regel wordt hierom niet geweigerd."
    return bench.frame[gap.arg_true()].select(
        **_where(rule), regel=pl.lit(rule.code), ernst=pl.lit(str(Severity.SIGNAAL)),
        gevolg=pl.lit(str(Consequence.NONE)), melding=pl.lit(sentence), actie=pl.lit(where), retourcode=pl.lit(""),
        profiel=pl.lit(NATIONAL), volgorde=pl.lit(position, pl.UInt32),
    ).select(*RAW)  # fmt: skip


def _without_reference(frame: pl.DataFrame, table: str, skipped: list[Rule], profile: str | None) -> list[pl.DataFrame]:
    """One `signaal` per file and reference table that is not there at all, with the rules that wait for it."""
    waiting: dict[str, list[str]] = {}
    for rule in skipped:
        for name in _reads(rule, profile):
            if name not in frame.columns:
                waiting.setdefault(lines.place(table, name).origin, []).append(rule.code)
    files = frame.select("bestand").unique(maintain_order=True)
    return [
        files.select(
            "bestand", blad=pl.lit(""), rij=pl.lit(None, pl.Int64), kolom=pl.lit(""), cel=pl.lit(""),
            entiteit=pl.lit(table), sleutel=pl.lit(""), regel=pl.lit(NO_REFERENCE), ernst=pl.lit(str(Severity.SIGNAAL)),
            gevolg=pl.lit(str(Consequence.NONE)), waarde=pl.lit(""),
            melding=pl.lit(
                f"De naslag '{origin}' ontbreekt; daarom niet beoordeeld: {', '.join(dict.fromkeys(codes))}."
            ),
            actie=pl.lit("Leg de tabel in de map naslag, of geef de map mee met --naslag."),
            retourcode=pl.lit(""), profiel=pl.lit(NATIONAL), nr=pl.lit(None, pl.UInt32), at=pl.lit(None, pl.String),
            volgorde=pl.lit(len(frame), pl.UInt32),
        ).select(*RAW)
        for origin, codes in waiting.items()
    ]  # fmt: skip
