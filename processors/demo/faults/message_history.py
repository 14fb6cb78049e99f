# SPDX-License-Identifier: EUPL-1.2
"""Starts and stops that are fine by themselves, and do not follow from what was reported before."""

from datetime import timedelta
from random import Random

import polars as pl

from processors.demo.faults.messages import STOP, TABLE
from processors.demo.faults.registry import FOUT, WAARSCHUWING, Cells, Edit, Row, added_fault, fault, row_fault

RUNNING = (pl.col("soort") == "start") & ~pl.col("gestopt")
A_WHILE = pl.col("einddatum") >= pl.col("begindatum").dt.offset_by("5d")
# Of what came before the first file of a municipality nothing is known, so nothing is said of it.
HISTORY = pl.col("vervolg")
A_WEEK_AGO = pl.col("verzonden") >= pl.max_horizontal("einddatum", "begindatum").dt.offset_by("15d")
DAY, FORTNIGHT = timedelta(days=1), timedelta(days=14)
TEMPORARY = "20"
REMOVAL: Cells = {"status_aanlevering": "3"}
ON_RESTART = {"soort": "start", "einddatum": None, "reden_beeindiging": None}


def temporary(row: Row) -> Edit:
    """The stop becomes a temporary one."""
    return Edit(TABLE, row["nr"], {"reden_beeindiging": TEMPORARY})


@added_fault("TR063", TABLE, "status_aanlevering", where=STOP & A_WHILE & HISTORY)
def removal_of_what_never_was(row: Row, _random: Random) -> Cells:
    """The removal of a stop on another day than the one that was reported."""
    return {**REMOVAL, "einddatum": row["einddatum"] - DAY}


@added_fault("TR071", TABLE, "status_aanlevering", where=STOP & A_WHILE)
def start_removed_before_its_stop(_row: Row, _random: Random) -> Cells:
    """The removal of a start that has a stop."""
    return {**REMOVAL, **ON_RESTART}


@added_fault("TR326", TABLE, "begindatum", where=RUNNING)
def started_twice(row: Row, _random: Random) -> Cells:
    """A second start a day later, without a stop."""
    return {"begindatum": row["begindatum"] + DAY, "dagtekening": row["dagtekening"] + DAY}


@row_fault("TR382", TABLE, "begindatum", where=STOP & A_WHILE & HISTORY)
def stop_of_another_start(row: Row, _random: Random) -> Cells:
    """The begin of the stop is not that of the start."""
    return {"begindatum": row["begindatum"] + DAY}


@fault("TR413", TABLE, where=STOP & A_WHILE)
def stopped_for_a_while_twice(row: Row, _random: Random) -> list[Edit]:
    """A temporary stop after a temporary stop."""
    cells = {**row, "reden_beeindiging": TEMPORARY, "einddatum": row["einddatum"] + DAY}
    return [temporary(row), Edit(TABLE, None, cells, (("reden_beeindiging", "TR413", FOUT),))]


@fault("TR414", TABLE, where=STOP & A_WHILE)
def stopped_before_the_known_stop(row: Row, _random: Random) -> list[Edit]:
    """The definitive stop lies before the temporary one."""
    return [
        temporary(row),
        Edit(TABLE, None, {**row, "einddatum": row["einddatum"] - DAY}, (("einddatum", "TR414", FOUT),)),
    ]


@added_fault("TR415", TABLE, "reden_beeindiging", where=STOP & A_WHILE)
def stopped_after_the_end(row: Row, _random: Random) -> Cells:
    """A stop where delivery has ended already."""
    return {"einddatum": row["einddatum"] + DAY}


@fault("MGR-329", TABLE, where=STOP & A_WHILE)
def started_again_on_the_last_day(row: Row, _random: Random) -> list[Edit]:
    """A new start on the day of the temporary stop itself."""
    cells = {**row, **ON_RESTART, "begindatum": row["einddatum"]}
    return [temporary(row), Edit(TABLE, None, cells, (("begindatum", "MGR-329", FOUT),))]


@row_fault("OP271", TABLE, "begindatum", severity=WAARSCHUWING, where=RUNNING & A_WEEK_AGO)
def start_reported_late(row: Row, _random: Random) -> Cells:
    """A fortnight passed before the start was reported."""
    return {"dagtekening": max(row["begindatum"], row["t_toewijzing_datum"]) + FORTNIGHT}


@row_fault("OP272", TABLE, "einddatum", severity=WAARSCHUWING, where=STOP & A_WEEK_AGO)
def stop_reported_late(row: Row, _random: Random) -> Cells:
    """A fortnight passed before the stop was reported."""
    return {"dagtekening": row["einddatum"] + FORTNIGHT}
