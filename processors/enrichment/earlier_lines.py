# SPDX-License-Identifier: EUPL-1.2
"""What earlier accepted lines (eerdere_declaratieregels) say: numbers used before, periods open, debets to credit."""

import polars as pl

from processors.enrichment import taken_back
from processors.enrichment.columns import joined
from processors.enrichment.matching import beside, is_known, last_of
from processors.enrichment.remembered import once_per_table
from processors.enrichment.taken_back import NUMBER

DECLARATION = ("wet", "aanbieder", "declaratie_nummer")
PERIOD = (
    "wet", "gemeente", "toewijzing_nummer", "product_categorie", "product_code", "product_periode_begin",
    "product_periode_eind",
)  # fmt: skip


@once_per_table
def accepted(earlier: pl.DataFrame) -> pl.DataFrame:
    """The earlier lines that were not refused."""
    standing = earlier["status"].ne_missing("afgewezen")
    return earlier if standing.all() else earlier.filter(standing)


def told(rows: pl.DataFrame, earlier: pl.DataFrame) -> pl.DataFrame:
    """All that earlier lines say about declaration lines; each answer is missing where its key is.

    A number is used for ever, also by a line that was refused; only what was accepted can be declared or credited.

    Args:
        rows: declaration lines of one submission.
        earlier: lines of other submissions.

    """
    standing = accepted(earlier)
    credited = _credited_before(standing)
    numbers = pl.DataFrame(
        {
            "eerder_referentie": is_known(rows, earlier, NUMBER),
            "eerder_declaratie": _number_of_another_month(rows, earlier),
        }
    )
    own = pl.concat([numbers, _named_debet(rows, standing, credited)], how="horizontal")
    standing_credit = taken_back.standing(rows, own)
    now_credited = pl.concat([credited, _credited(rows.filter(standing_credit))])
    return own.with_columns(credit_geldt=standing_credit, eerder_debet_open=_still_open(rows, standing, now_credited))


@once_per_table
def _credited_before(accepted: pl.DataFrame) -> pl.DataFrame:
    return _credited(accepted)


def standing_debets(accepted: pl.DataFrame, *columns: str) -> pl.DataFrame:
    """These columns of the debets that no credit took back.

    A credit takes its debet away whole. Where the month of that debet was replaced since, so that it is gone or has
    another volume, the credit takes nothing else away.
    """
    debets = accepted.lazy().filter(pl.col("debet_credit") == "D")
    return debets.join(_credited(accepted).lazy(), on=list(NUMBER), how="anti").select(*columns).collect()


def _credited(rows: pl.DataFrame) -> pl.DataFrame:
    """The references that credit lines take back."""
    taken = rows.lazy().filter(pl.col("debet_credit") == "C")
    return taken.select("wet", "aanbieder", referentie_nummer="vorig_referentie_nummer").drop_nulls().collect()


def _debets(accepted: pl.DataFrame, asked: pl.DataFrame, *more: str) -> pl.DataFrame:
    """The debets whose key is asked for, in their order: the key and some more columns."""
    debets = accepted.lazy().filter(pl.col("debet_credit") == "D").select(*asked.columns, *more)
    return debets.join(asked.lazy(), on=asked.columns, how="semi", maintain_order="left").collect()


def _number_of_another_month(rows: pl.DataFrame, earlier: pl.DataFrame) -> pl.Series:
    """Whether the declaration number was used before in a declaration over another month (TR333)."""
    month = pl.col("declaratie_maand")
    found = beside(rows, _months_of_numbers(earlier), DECLARATION)
    whole = pl.all_horizontal(pl.col(*DECLARATION, "declaratie_maand").is_not_null())
    other = (month != found["first"]) | (month != found["last"])
    return rows.select(pl.when(whole).then(other.fill_null(value=False))).to_series()


@once_per_table
def _months_of_numbers(earlier: pl.DataFrame) -> pl.DataFrame:
    """The first and the last month of each declaration number."""
    month = pl.col("declaratie_maand")
    numbers = earlier.select(*DECLARATION, month).unique()
    return numbers.group_by(DECLARATION).agg(first=month.min(), last=month.max())


def _still_open(rows: pl.DataFrame, accepted: pl.DataFrame, credited: pl.DataFrame) -> pl.Series:
    """Whether the same product and period was declared before and not credited since (TR389)."""
    same = _debets(accepted, rows.select(PERIOD), "aanbieder", "referentie_nummer")
    return is_known(rows, same.join(credited, on=NUMBER, how="anti"), PERIOD)


def _named_debet(rows: pl.DataFrame, accepted: pl.DataFrame, credited: pl.DataFrame) -> pl.DataFrame:
    """The earlier debet that the line says it corrects, and whether it was credited before (TR323, TR390)."""
    asked = rows.select("wet", "aanbieder", referentie_nummer="vorig_referentie_nummer")
    added = joined("eerdere_declaratieregels", "vorig", "declaratieregels")
    more = [column.meta.output_name() for column in added.values()]
    near = last_of(_debets(accepted, asked.drop_nulls(), *more), NUMBER)
    return beside(asked, near.select(*NUMBER, **added), NUMBER).with_columns(
        vorig_bekend=is_known(asked, near, NUMBER), vorig_gecrediteerd=is_known(asked, credited, NUMBER)
    )
