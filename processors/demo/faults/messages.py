# SPDX-License-Identifier: EUPL-1.2
"""Wrong start and stop messages. Sown on stops where possible: a refused start would speak through the lines."""

from datetime import timedelta
from random import Random

import polars as pl

from processors.demo.faults.registry import FOUT, Cells, Edit, Row, added_fault, cell_fault, fault, row_fault

TABLE = "regieberichten"
STOP = pl.col("soort") == "stop"


@cell_fault("RS033", TABLE, "client", "begindatum", "dagtekening", where=STOP)
def nothing(_row: Row, _column: str, _random: Random) -> None:
    """A required cell is empty."""


@cell_fault("RS036", TABLE, "aanbieder", where=STOP)
def letter_in_supplier(row: Row, column: str, _random: Random) -> str:
    """A letter in the code of the supplier."""
    return f"A{row[column][1:]}"


@cell_fault("RS035", TABLE, "gemeente", where=STOP)
def letters_in_municipality(row: Row, column: str, _random: Random) -> str:
    """The letter O stands for the figure 0."""
    return f"O{row[column][1:]}"


@cell_fault("RS037", TABLE, "client", where=STOP)
def letters_in_client(row: Row, column: str, _random: Random) -> str:
    """A client number of somebody's own making."""
    return f"E{row[column][1:]}"


@cell_fault("CS002", TABLE, "client", where=STOP & ~pl.col("client").str.starts_with("P"))
def typing_error_in_client(row: Row, column: str, _random: Random) -> str:
    """The last digit is one off, so that the elfproef fails."""
    return f"{row[column][:8]}{(int(row[column][8]) + 1) % 10}"


@cell_fault("RS001", TABLE, "toewijzing_nummer", where=STOP)
def minus_sign(row: Row, column: str, _random: Random) -> int:
    """A minus before a number."""
    return -int(row[column])


@cell_fault("RS006", TABLE, "toewijzing_nummer", where=STOP)
def ten_digits(row: Row, column: str, _random: Random) -> int:
    """An allocation number with a digit too many."""
    return int(row[column]) + 1_000_000_000


@cell_fault("CS058", TABLE, "status_aanlevering", where=STOP)
def changed_delivery(_row: Row, _column: str, random: Random) -> str:
    """A status that may not be used in these messages."""
    return random.choice(("2", "9"))


@row_fault("TR018", TABLE, "einddatum", where=STOP)
def stopped_before_it_started(row: Row, _random: Random) -> Cells:
    """The stop lies before the start."""
    return {"einddatum": row["begindatum"] - timedelta(days=1)}


@cell_fault("MGR-014", TABLE, "reden_beeindiging", where=STOP)
def reason_of_the_other_law(row: Row, _column: str, _random: Random) -> str:
    """A reason that exists in the other law only."""
    return {"wmo": "32", "jw": "19"}[row["wet"]]


@cell_fault("TR135", TABLE, "dagtekening", where=STOP)
def dated_in_the_future(row: Row, _column: str, _random: Random) -> object:
    """Dated after its receipt."""
    return row["verzonden"] + timedelta(days=9)


@row_fault("TR134", TABLE, "begindatum", where=STOP)
def dated_before_the_start(row: Row, _random: Random) -> Cells:
    """Dated before the day that it reports."""
    return {"dagtekening": row["begindatum"] - timedelta(days=1)}


@added_fault("TR074", TABLE, "begindatum", where=STOP)
def same_stop_twice(_row: Row, _random: Random) -> Cells:
    """The same stop twice in one sheet."""
    return {}


@cell_fault("TR019", TABLE, "toewijzing_nummer", where=STOP)
def unknown_allocation(row: Row, column: str, _random: Random) -> int:
    """A number that the municipality never gave out."""
    return int(row[column]) + 600_000_000


@row_fault("TR019", TABLE, "toewijzing_nummer", where=STOP & pl.col("andere_toewijzing").is_not_null())
def allocation_of_another_supplier(row: Row, _random: Random) -> Cells:
    """The number of what the same client gets from somebody else."""
    return {"toewijzing_nummer": row["andere_toewijzing"]}


@fault("MGR-329", TABLE, where=STOP & pl.col("alleen_stop"))
def started_before_the_allocation(row: Row, _random: Random) -> list[Edit]:
    """The delivery began before it was allocated."""
    return [
        Edit(
            TABLE,
            row["nr"],
            {"begindatum": row["t_ingangsdatum"] - timedelta(days=1)},
            (("begindatum", "MGR-329", FOUT),),
        )
    ]
