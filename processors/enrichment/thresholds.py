# SPDX-License-Identifier: EUPL-1.2
"""The parameters in force, joined to every line: a rule names a tolerance as it names a column.

What holds for every line is one literal; what differs by contract, framework agreement, year or law is looked up once
per combination of these that rows of the table `parameters` name. See docs/decisions/0015.
"""

from collections.abc import Iterable, Mapping

import polars as pl

from processors.enrichment.matching import beside
from processors.enrichment.remembered import once_per_table
from processors.enrichment.validity import in_force, turns_of
from processors.parameter_rows import OF_RULE, SCOPE, TABLE, Parameters, Setting, parameters_of
from processors.parameters import MONTH_AND_DAY, described
from processors.vocabulary.thresholds import COLUMNS

# The day of a line that says under which year it falls; a table that is not here falls under the day of receipt.
YEAR = {
    "declaratieregels": "product_periode_begin", "toewijzingen": "ingangsdatum", "regieberichten": "begindatum",
    "berichten": "dagtekening", "verzoeken": "dagtekening",
}  # fmt: skip
STATEMENTS = ("verantwoordingsregels", "verantwoordingen")
AGREEMENT = ("aanbieder", "wet", "raamovereenkomst")


def told(known: pl.DataFrame, table: str, reference: Mapping[str, pl.DataFrame]) -> Iterable[pl.Expr | pl.Series]:
    """One whole number per parameter, in its unit; and severity or consequence of a rule where one is agreed.

    Args:
        known: lines with what the registers say of them, and `peildatum`.
        table: name of the table in the vocabulary.
        reference: reference tables by name.

    Raises:
        UnusableInputError: a row of the table `parameters` cannot be used.

    """
    agreed = _in(reference)
    apart = {name: settings for name, settings in agreed.by_name.items() if _joined(name)}
    scoped = [each for settings in apart.values() for each in settings if each.scope]
    looked_up = _looked_up(known, table, reference, scoped) if scoped else pl.DataFrame()
    for name in (*COLUMNS, *(name for name in apart if name not in COLUMNS)):
        number = name in COLUMNS
        general = [each.value for each in apart.get(name, ()) if not each.scope]
        rest = pl.lit(agreed.value(name), pl.Int64) if number else pl.lit(general[0] if general else None, pl.String)
        own = [looked_up[column] for column in looked_up.columns if column.startswith(f"{name}|")]
        kind = pl.Int64 if number else pl.String
        yield pl.coalesce(*(each.cast(kind) for each in own), rest).alias(name) if own else rest.alias(name)


def of_region(reference: Mapping[str, pl.DataFrame], name: str) -> int:
    """The parameter as it holds where nothing more specific is agreed, in its unit."""
    return _in(reference).value(name)


def deadlines(known: pl.DataFrame, table: str, reference: Mapping[str, pl.DataFrame], name: str) -> pl.Series:
    """Per line the day of its own year on which a parameter of month and day falls; missing where the year is.

    Args:
        known: lines with what the registers say of them, and `peildatum`.
        table: name of the table in the vocabulary.
        reference: reference tables by name.
        name: the parameter.

    """
    if described(name)["eenheid"] != MONTH_AND_DAY:
        raise KeyError(f"Parameter {name} is no day of the year.")
    agreed = _in(reference)
    scoped = [each for each in agreed.by_name.get(name, ()) if each.scope]
    found = list(_looked_up(known, table, reference, scoped)) if scoped else []
    day = known.select(pl.coalesce(*found, pl.lit(agreed.text(name))).alias(name))[name]
    year = known.select(_year(table, known).cast(pl.String).alias("year"))["year"]
    return (year + "-" + day).str.to_date("%Y-%m-%d").alias(name)


def _joined(name: str) -> bool:
    """Whether a line gets a column of it: a day of the year means nothing by itself."""
    return name in COLUMNS or name.partition(":")[0] in OF_RULE


def _in(reference: Mapping[str, pl.DataFrame]) -> Parameters:
    return _parameters(reference[TABLE]) if TABLE in reference else Parameters()


@once_per_table
def _parameters(table: pl.DataFrame) -> Parameters:
    return parameters_of({TABLE: table})


def _looked_up(
    known: pl.DataFrame, table: str, reference: Mapping[str, pl.DataFrame], scoped: Iterable[Setting]
) -> pl.DataFrame:
    """Per line, parameter and kind of scope (`name|columns`) the value that is agreed; the most specific first."""
    shapes: dict[tuple[str, ...], list[Setting]] = {}
    for each in sorted(scoped, key=lambda setting: setting.rank, reverse=True):
        shapes.setdefault(tuple(name for name in SCOPE if name in each.scope), []).append(each)
    lines = _scope(known, table, reference)
    parts = []
    for shape, settings in shapes.items():
        rows = pl.DataFrame(
            [{**each.scope, "name": f"{each.name}|{' '.join(shape)}", "value": each.value} for each in settings],
            schema={**{name: lines.schema[name] for name in shape}, "name": pl.String, "value": pl.String},
        )
        wide = rows.pivot("name", index=list(shape), values="value")
        parts.append(beside(lines, wide, shape))
    return pl.concat(parts, how="horizontal")


def _scope(known: pl.DataFrame, table: str, reference: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """Contract, framework agreement, year and law of each line; missing where a line has none."""
    found = {"contract_nummer": _either(known, "contract_contract_nummer", "contract_nummer"),
             "raamovereenkomst": _either(known, "contract_raamovereenkomst", "raamovereenkomst"),
             "jaar": _year(table, known), "wet": _either(known, "wet")}  # fmt: skip
    scope = known.select(**found)
    if table in STATEMENTS and "contracten" in reference:
        scope = scope.with_columns(contract_nummer=_of_statement(known, reference["contracten"]))
    return scope


def _either(known: pl.DataFrame, *columns: str) -> pl.Expr:
    there = [name for name in columns if name in known.columns]
    return pl.col(there[0]) if there else pl.lit(None, pl.String)


def _year(table: str, known: pl.DataFrame) -> pl.Expr:
    if "jaar" in known.columns:
        return pl.col("jaar").cast(pl.Int64)
    return pl.col(YEAR.get(table, "peildatum")).dt.year().cast(pl.Int64)


def _of_statement(known: pl.DataFrame, contracten: pl.DataFrame) -> pl.Series:
    """The contract of a yearly statement: in force on the last day of its year, else on the first [D]."""
    turns = turns_of(
        contracten.select(*AGREEMENT, "begindatum", "einddatum", "contract_nummer"),
        AGREEMENT,
        "begindatum",
        "einddatum",
    )
    last, first = (
        in_force(known.select(*AGREEMENT, day=pl.date("jaar", month, day)), turns, AGREEMENT)["contract_nummer"]
        for month, day in ((12, 31), (1, 1))
    )
    return pl.select(pl.coalesce(last, first).alias("contract_nummer"))["contract_nummer"]
