# SPDX-License-Identifier: EUPL-1.2
"""Declaration lines whose cells are fine one by one and do not fit together."""

from datetime import date, timedelta
from random import Random

import polars as pl

from processors.demo.faults.declaration_cells import SIMPLE, TABLE
from processors.demo.faults.registry import Cells, Edit, Row, added_fault, fault, row_fault
from processors.demo.plan import moved

WHOLE_MONTH = (pl.col("product_periode_begin").dt.day() == 1) & (
    pl.col("product_periode_eind") == pl.col("product_periode_eind").dt.month_end()
)
LONG = pl.col("t_ingangsdatum") < pl.col("product_periode_begin").dt.offset_by("-1mo")
# A period that begins a month earlier would fall before the index.
AFTER_INDEX = pl.col("product_periode_begin").dt.month() == 7  # noqa: PLR2004 - tariffs are indexed on 1 July
FIVE_YEARS_AND_A_MONTH = 12 * 5 + 1
IN_EURO = pl.col("eenheid") == "83"


def priced(row: Row, volume: int) -> dict[str, object]:
    """Another volume with the amount that goes with it."""
    tariff = 1 if row["eenheid"] == "83" else row["product_tarief"]
    return {"geleverd_volume": volume, "ingediend_bedrag": volume * tariff}


def next_submission(row: Row) -> dict[str, object]:
    """The declaration of the month after, at the same supplier and municipality."""
    first = date.fromisoformat(f"{row['declaratie_maand']}-01")
    after = moved(first, 1)
    month, number = f"{after:%Y-%m}", row["declaratie_nummer"].replace(f"{first:%y%m}", f"{after:%y%m}")
    return {
        "declaratie_maand": month, "declaratie_nummer": number,
        "declaratie_dagtekening": moved(after, 1) + timedelta(days=row["declaratie_dagtekening"].day - 1),
        "zending": row["zending"].replace(row["declaratie_maand"], month),
    }  # fmt: skip


def credit_of(row: Row) -> dict[str, object]:
    """A credit for the line, a month later."""
    return {
        **next_submission(row), "debet_credit": "C", "vorig_referentie_nummer": row["referentie_nummer"],
        "referentie_nummer": f"{row['referentie_nummer'][:-1]}X",
    }  # fmt: skip


@added_fault("CS325", TABLE, "debet_credit", where=SIMPLE & pl.col("volgt"))
def credit_of_nothing(row: Row, _random: Random) -> Cells:
    """A credit of zero euros."""
    return {**credit_of(row), **priced(row, 0)}


@row_fault("CS337", TABLE, "product_periode_eind", where=WHOLE_MONTH & LONG & SIMPLE & ~AFTER_INDEX)
def two_months(row: Row, _random: Random) -> Cells:
    """A period that begins a month too early."""
    return {"product_periode_begin": moved(row["product_periode_begin"], -1)}


@row_fault("CS339", TABLE, "ingediend_bedrag", where=IN_EURO)
def amount_is_not_the_volume(row: Row, _random: Random) -> Cells:
    """In unit 83 the volume is the amount."""
    return {"ingediend_bedrag": row["ingediend_bedrag"] + 100}


@row_fault("CD060", TABLE, "vorig_referentie_nummer")
def debet_with_a_previous_line(row: Row, _random: Random) -> Cells:
    """Only a credit names a previous line."""
    return {"vorig_referentie_nummer": f"{row['referentie_nummer'][:-1]}V"}


@row_fault("CD087", TABLE, "product_tarief", where=SIMPLE)
def no_tariff(_row: Row, _random: Random) -> Cells:
    """A unit other than euros needs a tariff."""
    return {"product_tarief": None}


@row_fault("TR137", TABLE, "product_periode_eind")
def declared_before_the_end(row: Row, _random: Random) -> Cells:
    """The declaration is dated before the period ended."""
    return {"declaratie_dagtekening": row["product_periode_eind"] - timedelta(days=1)}


@fault(
    "TR335",
    TABLE,
    where=SIMPLE
    & pl.col("liep_al")
    & WHOLE_MONTH
    & (pl.col("declaratie_dagtekening") >= pl.date(2026, 2, 1))
    & pl.col("t_frequentie").is_in(["2", "4"])
    & (pl.col("wet") == "wmo")
    & (pl.col("versies") == 1),
)
def more_than_five_years_ago(row: Row, _random: Random) -> list[Edit]:
    """A forgotten line of more than five years ago, on an allocation that ran already then."""
    begin = moved(row["declaratie_dagtekening"].replace(day=1), -FIVE_YEARS_AND_A_MONTH)
    line = {
        **row, "referentie_nummer": f"{row['referentie_nummer'][:-1]}X", "product_periode_begin": begin,
        "product_periode_eind": moved(begin, 1) - timedelta(days=1), "geleverd_volume": 1,
        "product_tarief": row["t_tarief_oud"], "ingediend_bedrag": row["t_tarief_oud"],
    }  # fmt: skip
    return [
        Edit("toewijzingen", row["t_nr"], {"ingangsdatum": begin, "toewijzing_datum": begin}),
        Edit(TABLE, None, line, (("product_periode_eind", "TR335", "fout"),)),
    ]


@row_fault("TR346", TABLE, "ingediend_bedrag", where=SIMPLE)
def amount_is_off(row: Row, random: Random) -> Cells:
    """The amount is not volume times tariff."""
    return {"ingediend_bedrag": row["ingediend_bedrag"] + random.choice((1, 10, 900))}


@row_fault("TR346", TABLE, "ingediend_bedrag", where=pl.col("t_per_uur") == "ja")
def minutes_rounded_wrongly(row: Row, _random: Random) -> Cells:
    """The hours were multiplied by the rounded tariff of a minute."""
    return {"ingediend_bedrag": row["ingediend_bedrag"] + 37}


@row_fault("IV081", TABLE, "product_tarief", where=pl.col("t_per_uur") == "ja")
def minute_tariff_rounded_wrongly(row: Row, _random: Random) -> Cells:
    """The tariff of a minute is a cent off."""
    return {"product_tarief": row["product_tarief"] + 1}


@row_fault("TR381", TABLE, "product_code", where=pl.col("t_product_categorie").is_null() & (pl.col("wet") == "wmo"))
def code_of_another_category(_row: Row, _random: Random) -> Cells:
    """The code does not belong to the category; the allocation names neither."""
    return {"product_categorie": "17"}


@row_fault("TR135", TABLE, "declaratie_dagtekening")
def dated_in_the_future(row: Row, _random: Random) -> Cells:
    """The declaration is dated after its receipt."""
    return {"declaratie_dagtekening": row["verzonden"] + timedelta(days=12)}


@row_fault("MGR-202", TABLE, "declaratie_maand", where=LONG)
def month_to_come(row: Row, _random: Random) -> Cells:
    """The declaration month has yet to begin."""
    return {"declaratie_maand": f"{moved(row['product_periode_begin'].replace(day=1), 6):%Y-%m}"}


@row_fault("TR319", TABLE, "product_periode_eind", where=LONG)
def month_too_early(row: Row, _random: Random) -> Cells:
    """The period ends after the declaration month."""
    return {"declaratie_maand": f"{moved(row['product_periode_begin'].replace(day=1), -1):%Y-%m}"}
