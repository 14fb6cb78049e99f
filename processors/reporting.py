# SPDX-License-Identifier: EUPL-1.2
"""What is said of lines: a finding where a rule is heard and does not hold, a `signaal` where it cannot be decided."""

from collections.abc import Collection, Iterator
from string import Formatter

import polars as pl

from processors import lines
from processors.bench import Bench
from processors.fields import Field
from processors.findings import NATIONAL, RAW, empty, spoken
from processors.rulebook import Consequence, Rule, Severity


def failing(bench: Bench, position: int, profile: str | None) -> pl.DataFrame:
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
        **_where(rule), regel=pl.lit(rule.code), **_weight(rule, rows.columns),
        melding=sentence, actie=pl.lit(rule.action), retourcode=pl.lit(rule.return_code),
        profiel=who if rule.agreement else pl.lit(NATIONAL), volgorde=pl.lit(position, pl.UInt32),
    ).select(*RAW)  # fmt: skip


def _weight(rule: Rule, known: Collection[str]) -> dict[str, pl.Expr]:
    """Severity and consequence: those of the rule, or what is agreed for the line (`parameter_rows.OF_RULE`)."""
    own = {"ernst": pl.lit(str(rule.severity)), "gevolg": pl.lit(str(rule.consequence))}
    agreed = {name: pl.col(f"{name}:{rule.code}") for name in own if f"{name}:{rule.code}" in known}
    return {name: pl.coalesce(agreed[name], said) if name in agreed else said for name, said in own.items()}


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


def undecided(bench: Bench) -> list[pl.DataFrame]:
    """A `signaal` for each line and missing thing that left a rule without verdict and that nothing else reports."""
    found: list[pl.DataFrame] = []
    told: dict[str, pl.Series] = {}
    explained: dict[str, pl.Series] = {}
    for position in bench.undecided:
        rule = bench.rules[position]
        open_ones = bench.open(position)
        for field in lacked(rule):
            missing = bench.frame[field.name].is_null() & open_ones
            if not missing.any():
                continue
            what = field.origin or field.name
            if field.origin and what not in explained:
                explained[what] = bench.explained(what)
            gap = missing & ~explained[what] if field.origin else missing
            gap = gap & ~told[what] if what in told else gap
            told[what] = told[what] | missing if what in told else missing
            found.append(_signals(bench, rule, field, gap, position))
    return found


def lacked(rule: Rule) -> Iterator[Field]:
    """The columns whose emptiness leaves the rule undecided, where nothing else reports it."""
    for name in rule.needs:
        field = lines.place(rule.table, name)
        # A required cell that is empty has its own finding; what the body judges itself is no gap.
        if name not in rule.may_be_empty and not field.required:
            yield field


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
