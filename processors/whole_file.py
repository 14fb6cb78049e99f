# SPDX-License-Identifier: EUPL-1.2
"""One mistake that is on every line of a file is said once, with the number of lines that it concerns."""

from collections.abc import Collection, Mapping

import polars as pl

from processors.rulebook import Rule, Rulebook, Severity
from workbooks.dutch import number

# What a declaration, a delivery or a statement says once, though it stands on each of its lines.
STATED_ONCE = frozenset({
    "wet", "gemeente", "aanbieder", "declaratie_nummer", "declaratie_maand", "declaratie_dagtekening", "dagtekening",
    "jaar", "raamovereenkomst",
})  # fmt: skip
FEWEST = 2


def said_once(raw: pl.DataFrame, rules: Rulebook, frame: pl.DataFrame, marks: pl.DataFrame) -> pl.DataFrame:
    """The findings of one table, those of a rule with `once_per_file` that fails on all lines put together.

    Lines on which the rule could not be judged do not count. Lines that differ in what a file states once (two
    declarations in one file) give a finding each. A single line keeps its own finding.

    Args:
        raw: the findings of the rules on this table (`findings.RAW`).
        rules: the rules that gave them.
        frame: the lines judged, with the joined columns.
        marks: cells that could not be read, in the shape of raw findings.

    Returns:
        The findings, in no particular order; one about more lines has no `rij`, `nr` and `sleutel`.

    """
    told = {(rule.code, rule.at, rule.action): rule for rule in rules if rule.once_per_file}
    chosen = raw.filter(pl.col("nr").is_not_null(), pl.col("regel").is_in(sorted({code for code, _, _ in told})))
    groups: list[pl.DataFrame] = []
    earlier = pl.concat([marks, raw])
    for (code, at, action), found in chosen.group_by("regel", "at", "actie", maintain_order=True):
        rule = told.get((str(code), str(at), str(action)))
        if rule and _could_be_judged(rule, rules, frame, earlier).is_in(found["nr"].implode()).all():
            # What weighs differently by contract is said apart.
            weighed = found.partition_by("ernst", "gevolg", maintain_order=True)
            groups += [group for part in weighed for group in _alike(rule, part, frame)]
    if not groups:
        return raw
    same = ["nr", "regel", "at", "actie"]
    others = raw.join(pl.concat(groups), on=same, how="anti", nulls_equal=True, maintain_order="left")
    return pl.concat([others, *(_sentence(group, total=frame.height) for group in groups)])


def said_together(problems: pl.DataFrame, codes: Collection[str], tables: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """What reading found, with one finding for all lines of a table that these codes say the same of."""
    of_lines = problems.filter(pl.col("nr").is_not_null(), pl.col("regel").is_in(list(codes)))
    same = ["entiteit", "regel", "waarde"]
    groups = [group for group in of_lines.partition_by(same, maintain_order=True) if group.height >= FEWEST]
    if not groups:
        return problems
    others = problems.join(pl.concat(groups), on=[*same, "nr"], how="anti", nulls_equal=True, maintain_order="left")
    return pl.concat([others, *(_sentence(group, total=len(tables[group["entiteit"][0]])) for group in groups)])


def _could_be_judged(rule: Rule, rules: Rulebook, frame: pl.DataFrame, told: pl.DataFrame) -> pl.Series:
    """The positions of the lines on which the rule is heard and has a verdict."""
    lower = sorted({other.code for other in rules if other.level < rule.level})
    wrong_cell = (pl.col("ernst") == str(Severity.FOUT)) & pl.col("at").is_in(sorted(rule.leans_on))
    silencing = (wrong_cell & (pl.col("regel").is_null() | pl.col("regel").is_in(lower))) | pl.col("regel").is_in(
        sorted(rule.after)
    )
    silent = told.filter(silencing)["nr"]
    needed = [name for name in rule.needs if name not in rule.may_be_empty and name != "nr"]
    lines = frame.select(pl.int_range(pl.len(), dtype=pl.UInt32).alias("nr"), *needed)
    return lines.drop_nulls().filter(~pl.col("nr").is_in(silent.implode()))["nr"]


def _alike(rule: Rule, found: pl.DataFrame, frame: pl.DataFrame) -> list[pl.DataFrame]:
    """The findings in groups that agree in what a file states once; a finding that stands alone is left out."""
    stated = sorted(STATED_ONCE.intersection(rule.needs))
    if not stated:
        return [found] if found.height >= FEWEST else []
    values = frame[found["nr"]].select(pl.struct(stated).alias("stated"))
    groups = found.hstack(values).partition_by("stated", maintain_order=True, include_key=False)
    return [group for group in groups if group.height >= FEWEST]


def _sentence(group: pl.DataFrame, *, total: int) -> pl.DataFrame:
    """The first finding of a group as a finding on all of its lines."""
    count, sheets = group.height, group["blad"].n_unique()
    same = group.select("melding", "waarde").n_unique() == 1
    many = "beide regels" if count == total == FEWEST else f"alle {number(count)} regels"
    if count < total:
        many = f"{number(count)} van de {number(total)} regels"
    if sheets > 1:
        many += f", op {number(sheets)} bladen"
    extent = f" Dit geldt voor {many}." if same else f" Dit is de eerste regel; het geldt voor {many}."
    return group.head(1).with_columns(
        pl.col("melding") + extent, nr=pl.lit(None, pl.UInt32), rij=pl.lit(None, pl.Int64), cel=pl.lit(""),
        sleutel=pl.lit(""), waarde=pl.col("waarde") if same else pl.lit(""),
    )  # fmt: skip
