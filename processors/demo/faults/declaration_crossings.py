# SPDX-License-Identifier: EUPL-1.2
"""Declaration lines that do not agree with allocation, contract or register."""

from datetime import timedelta
from random import Random

import polars as pl

from processors.demo import facts
from processors.demo.allocations import spare_numbers
from processors.demo.faults.declaration_cells import SIMPLE, TABLE
from processors.demo.faults.declaration_pairs import STEADY
from processors.demo.faults.declaration_rows import IN_EURO, priced
from processors.demo.faults.registry import FOUT, SIGNAAL, Cells, Edit, Row, cell_fault, fault, row_fault
from processors.demo.plan import moved

MONTHLY = pl.col("t_frequentie") == "4"
BROKEN_START = pl.col("product_periode_begin").dt.day() > 1
BROKEN_END = pl.col("product_periode_eind") < pl.col("product_periode_eind").dt.month_end()
SINGLE_LINE = (pl.col("regels_op_toewijzing") == 1) & (pl.col("versies") == 1)
BUDGETED = pl.col("t_budget").is_not_null()


@cell_fault("TR338", TABLE, "toewijzing_nummer")
def unknown_allocation(row: Row, column: str, _random: Random) -> int:
    """A number that no municipality gave out."""
    return int(row[column]) + 800_000_000


@row_fault("TR338", TABLE, "toewijzing_nummer", where=pl.col("andere_toewijzing").is_not_null())
def allocation_of_another_supplier(row: Row, _random: Random) -> Cells:
    """The number of what the same client gets from somebody else."""
    return {"toewijzing_nummer": row["andere_toewijzing"]}


@cell_fault("TR304", TABLE, "client")
def another_client(_row: Row, _column: str, random: Random) -> str:
    """A valid number of somebody else."""
    return random.choice(spare_numbers())


@fault("TR384", TABLE, where=SIMPLE & SINGLE_LINE & BROKEN_START & pl.col("t_frequentie").is_in(["2", "4"]))
def removed_allocation(row: Row, _random: Random) -> list[Edit]:
    """An allocation that the municipality removed again."""
    day = row["t_ingangsdatum"]
    return [
        Edit("toewijzingen", row["t_nr"], {"einddatum": day, "reden_wijziging": "13"}),
        Edit(
            TABLE, row["nr"], {"product_periode_eind": day, **priced(row, 1)}, (("toewijzing_nummer", "TR384", FOUT),)
        ),
    ]


@row_fault("TR307", TABLE, "product_periode_begin", where=BROKEN_START)
def before_the_first_day(row: Row, _random: Random) -> Cells:
    """The period begins on the first of the month, the allocation later."""
    return {"product_periode_begin": row["product_periode_begin"].replace(day=1)}


@row_fault("TR308", TABLE, "product_periode_eind", where=BROKEN_END)
def after_the_last_day(row: Row, _random: Random) -> Cells:
    """The period ends with the month, the allocation earlier."""
    return {"product_periode_eind": moved(row["product_periode_eind"].replace(day=1), 1) - timedelta(days=1)}


@row_fault("TR387", TABLE, "product_periode_begin", where=STEADY)
def begins_a_day_late(row: Row, _random: Random) -> Cells:
    """The period follows the first visit instead of the month."""
    return {"product_periode_begin": row["product_periode_begin"] + timedelta(days=1)}


@row_fault("TR388", TABLE, "product_periode_eind", where=STEADY)
def ends_a_day_early(row: Row, _random: Random) -> Cells:
    """The period follows the last visit instead of the month."""
    return {"product_periode_eind": row["product_periode_eind"] - timedelta(days=1)}


@row_fault(
    "TR339",
    TABLE,
    "product_categorie",
    where=BUDGETED & pl.col("t_product_categorie").is_not_null() & pl.col("ander_code").is_not_null(),
)
def another_category(row: Row, _random: Random) -> Cells:
    """Another product of the same supplier than the category that was allocated."""
    tariff = row["ander_tarief"]
    return {
        "product_categorie": row["ander_categorie"], "product_code": row["ander_code"], "eenheid": row["ander_eenheid"],
        "product_tarief": tariff, "ingediend_bedrag": tariff * row["geleverd_volume"],
    }  # fmt: skip


@row_fault("TR340", TABLE, "product_code", where=SIMPLE & pl.col("zelfde_code").is_not_null())
def another_code(row: Row, _random: Random) -> Cells:
    """Another product in the same category."""
    tariff = row["zelfde_tarief"]
    amount = tariff * row["geleverd_volume"]
    return {"product_code": row["zelfde_code"], "product_tarief": tariff, "ingediend_bedrag": amount}


@row_fault("TR341", TABLE, "eenheid", where=SIMPLE & pl.col("t_eenheid").is_in(["14", "16", "82", "84"]))
def another_unit(row: Row, _random: Random) -> Cells:
    """Another unit than was allocated."""
    return {"eenheid": "84" if row["eenheid"] != "84" else "82"}


@row_fault("TR321", TABLE, "geleverd_volume", where=MONTHLY & SIMPLE)
def more_than_allocated(row: Row, _random: Random) -> Cells:
    """One more than the month allows."""
    return priced(row, row["t_volume"] + 1)


@row_fault("TR321", TABLE, "geleverd_volume", where=MONTHLY & IN_EURO)
def more_euros_than_allocated(row: Row, _random: Random) -> Cells:
    """A euro more than the month allows."""
    return priced(row, row["t_volume"] + 100)


@fault("TR322", TABLE, where=pl.col("drie_maanden").is_not_null() & SIMPLE & (pl.col("versies") == 1))
def more_than_the_whole(row: Row, _random: Random) -> list[Edit]:
    """Every month within its maximum, together more than the weeks of the allocation: weeks that fall in two months."""
    edits = []
    for number, weeks, volume in row["drie_maanden"]:
        last = number == row["nr"]
        found = (("geleverd_volume", "TR322", FOUT),) if last else ()
        edits.append(Edit(TABLE, number, priced(row, weeks * volume), found))
    return edits


@row_fault("TR369", TABLE, "ingediend_bedrag", where=BUDGETED & SIMPLE)
def more_than_the_budget(row: Row, _random: Random) -> Cells:
    """A line that is larger than the whole budget."""
    return priced(row, row["t_budget"] // row["product_tarief"] + 1)


@row_fault("TR418", TABLE, "product_tarief", where=SIMPLE)
def tariff_of_before_the_index(row: Row, _random: Random) -> Cells:
    """The tariff of before the index, or a cent off where nothing was indexed."""
    old = row["t_tarief_oud"] if row["t_tarief_oud"] != row["product_tarief"] else row["product_tarief"] + 1
    return {"product_tarief": old, "ingediend_bedrag": old * row["geleverd_volume"]}


@cell_fault("INTAKE-18", TABLE, "aanbieder", where=SIMPLE)
def other_supplier(_row: Row, _column: str, random: Random) -> str:
    """A well-formed code that is not that of the sender."""
    return f"9999{random.randrange(10_000):04d}"


@fault("MGR-303", TABLE, where=SIMPLE & pl.col("gemeente").is_in(list(facts.MODULE_1)) & (pl.col("t_module") == "1"))
def municipality_outside_the_module(row: Row, random: Random) -> list[Edit]:
    """A municipality that takes no part in the module, and so gave out no such allocation either."""
    home = random.choice(sorted(set(facts.INHABITANTS) - facts.MODULE_1))
    return [Edit(TABLE, row["nr"], {"gemeente": home}, (("gemeente", "MGR-303", FOUT),))]


@fault("OP364", TABLE, where=SINGLE_LINE & pl.col("start_nr").is_not_null() & ~pl.col("gestopt"))
def never_started(row: Row, _random: Random) -> list[Edit]:
    """The start was never reported: a signal, never a refusal."""
    return [
        Edit("regieberichten", row["start_nr"], {}, removed=True),
        Edit(TABLE, row["nr"], {}, (("toewijzing_nummer", "OP364", SIGNAAL),)),
    ]
