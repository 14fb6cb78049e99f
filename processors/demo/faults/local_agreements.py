# SPDX-License-Identifier: EUPL-1.2
"""Declaration lines beside the delivery that was reported and the local agreements of their contract."""

from datetime import date, timedelta
from random import Random

import polars as pl

from processors.demo import facts
from processors.demo.faults.declaration_cells import SIMPLE, TABLE
from processors.demo.faults.declaration_crossings import MONTHLY
from processors.demo.faults.declaration_pairs import STEADY
from processors.demo.faults.declaration_rows import priced
from processors.demo.faults.registry import FOUT, SIGNAAL, WAARSCHUWING, Edit, Row, fault
from processors.demo.plan import MONTHS
from processors.demo.suppliers import LOCAL

MESSAGES, ALLOCATIONS = "regieberichten", "toewijzingen"
AGREED = pl.col("profiel") == LOCAL
ONGOING = (pl.col("versies") == 1) & pl.col("start_nr").is_not_null() & ~pl.col("gestopt")
EACH_MONTH = pl.col("regels_op_toewijzing") == MONTHS
FIRST, LAST = pl.col("maand_nummer") == 1, pl.col("maand_nummer") == MONTHS
REPORTED = pl.col("levering").is_not_null()
SEVERAL = pl.col("t_volume") >= 4  # noqa: PLR2004 - so many that a part of the month holds fewer
PLANNED = {"wmo": "19", "jw": "31"}
BROKEN_DAY = 20


def stop_on(row: Row, day: date, reason: str) -> Edit:
    """A stop on the allocation of the line, reported the day after, in the delivery over the month of the line."""
    cells = {name: row[name] for name in ("wet", "gemeente", "aanbieder", "client", "toewijzing_nummer")}
    return Edit(MESSAGES, None, {
        **cells, "soort": "stop", "begindatum": row["gestart"], "einddatum": day, "reden_beeindiging": reason,
        "status_aanlevering": "1", "dagtekening": day + timedelta(days=1), "ontvangen_op": day + timedelta(days=2),
        "zending": row["levering"],
    })  # fmt: skip


@fault("MGR-331", TABLE, where=~AGREED & ONGOING & LAST & STEADY & REPORTED)
def declared_while_stopped(row: Row, _random: Random) -> list[Edit]:
    """Delivery stopped for a while before the month, and did not start again."""
    stop = stop_on(row, row["product_periode_begin"] - timedelta(days=1), "20")
    return [stop, Edit(TABLE, row["nr"], {}, (("product_periode_begin", "MGR-331", WAARSCHUWING),))]


@fault("OP364", TABLE, where=AGREED & ONGOING & EACH_MONTH & ~pl.col("t_product_code").is_in(list(facts.WAITING)))
def never_started(row: Row, _random: Random) -> list[Edit]:
    """No start, where the contract asks for one: every line is refused, and the waiting time is over too."""
    refused = (("toewijzing_nummer", "OP364", FOUT),)
    return [
        Edit(MESSAGES, row["start_nr"], {}, removed=True),
        Edit(ALLOCATIONS, row["t_nr"], {}, (("toewijzing_nummer", "MGR-304", WAARSCHUWING),)),
        *(Edit(TABLE, number, {}, refused) for number in row["regels"]),
    ]


@fault("MGR-332", TABLE, where=AGREED & ONGOING & EACH_MONTH & FIRST)
def started_in_the_second_half(row: Row, _random: Random) -> list[Edit]:
    """Delivery began after the agreed day of its first month."""
    day = row["product_periode_begin"].replace(day=BROKEN_DAY)
    start = {"begindatum": day, "dagtekening": day + timedelta(days=1), "ontvangen_op": day + timedelta(days=2)}
    return [
        Edit(MESSAGES, row["start_nr"], start),
        Edit(TABLE, row["nr"], {}, (("product_periode_begin", "MGR-332", WAARSCHUWING),)),
    ]


@fault("MGR-332", TABLE, where=AGREED & ONGOING & LAST & REPORTED)
def ended_in_the_first_half(row: Row, _random: Random) -> list[Edit]:
    """Delivery ended before the agreed day of its last month."""
    stop = stop_on(row, row["product_periode_begin"].replace(day=10), PLANNED[row["wet"]])
    return [stop, Edit(TABLE, row["nr"], {}, (("product_periode_begin", "MGR-332", WAARSCHUWING),))]


@fault("MGR-334", TABLE, where=AGREED & ONGOING & EACH_MONTH & LAST & SIMPLE & MONTHLY & SEVERAL)
def part_of_a_month(row: Row, _random: Random) -> list[Edit]:
    """The allocation ends within the month, so that the agreement gives another maximum than the standard."""
    return _broken(row, 1, SIGNAAL)


@fault("MGR-334", TABLE, where=AGREED & ONGOING & EACH_MONTH & LAST & SIMPLE & MONTHLY & SEVERAL)
def whole_volume_in_part_of_a_month(row: Row, _random: Random) -> list[Edit]:
    """The volume of a whole month in a part of it: allowed by the standard, not by the agreement."""
    return _broken(row, row["t_volume"], WAARSCHUWING)


def _broken(row: Row, volume: int, severity: str) -> list[Edit]:
    day = row["product_periode_eind"].replace(day=BROKEN_DAY)
    line = {"product_periode_eind": day, **priced(row, volume)}
    return [
        Edit(ALLOCATIONS, row["t_nr"], {"einddatum": day}),
        Edit(TABLE, row["nr"], line, (("geleverd_volume", "MGR-334", severity),)),
    ]
