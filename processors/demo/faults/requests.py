# SPDX-License-Identifier: EUPL-1.2
"""Wrong requests for an allocation (315). Their reference and supplier stay, for an allocation names them (TR379)."""

from datetime import timedelta
from random import Random

import polars as pl

from processors.demo.faults import allocation_cells, allocation_rows
from processors.demo.faults.allocation_cells import SPECIFIC
from processors.demo.faults.allocation_rows import BUDGETED, ENDS
from processors.demo.faults.registry import WAARSCHUWING, Cells, Row, added_fault, cell_fault, row_fault

TABLE = "verzoeken"
ANY = pl.lit(value=True)

# What goes wrong in an allocation goes wrong in a request too.
cell_fault("RS033", TABLE, "client", "dagtekening")(allocation_cells.nothing)
cell_fault("RS035", TABLE, "gemeente")(allocation_cells.letters_in_municipality)
cell_fault("RS037", TABLE, "client")(allocation_cells.letters_in_client)
cell_fault("CS002", TABLE, "client", where=~pl.col("client").str.starts_with("P"))(
    allocation_cells.typing_error_in_client
)
cell_fault("RS001", TABLE, "budget", where=BUDGETED)(allocation_cells.minus_sign)
cell_fault("RS001", TABLE, "volume", where=SPECIFIC)(allocation_cells.minus_sign)
cell_fault("RS005", TABLE, "budget", where=BUDGETED)(allocation_cells.nine_digits)
cell_fault("RS005", TABLE, "volume", where=SPECIFIC)(allocation_cells.nine_digits)


@cell_fault("RS006", TABLE, "toewijzing_nummer")
def ten_digits(_row: Row, _column: str, random: Random) -> int:
    """An allocation number with a digit too many, in a request that needs none."""
    return 1_000_000_000 + random.randrange(1_000)


cell_fault("RS012", TABLE, "product_code", where=SPECIFIC)(allocation_cells.long_code)


@cell_fault("RS009", TABLE, "eenheid", "product_categorie", where=SPECIFIC)
def three_characters(row: Row, column: str, _random: Random) -> str:
    """A zero too many."""
    return f"{row[column]}0"


@cell_fault("MGR-011", TABLE, "eenheid", where=SPECIFIC)
def unknown_unit(_row: Row, _column: str, random: Random) -> str:
    """A unit that is in no list."""
    return random.choice(("02", "15", "99"))


@cell_fault("MGR-012", TABLE, "frequentie", where=SPECIFIC)
def unknown_frequency(_row: Row, _column: str, random: Random) -> str:
    """A frequency that is in no list."""
    return random.choice(("3", "5", "9"))


@cell_fault("MGR-013", TABLE, "product_categorie", where=SPECIFIC)
def category_of_no_law(_row: Row, _column: str, _random: Random) -> str:
    """A category that no law has."""
    return "99"


@row_fault("CS003", TABLE, "einddatum", where=ENDS)
def ends_before_it_begins(row: Row, _random: Random) -> Cells:
    """The last day lies before the first."""
    return {"einddatum": row["gewenste_ingangsdatum"] - timedelta(days=1)}


row_fault("CS343", TABLE, "frequentie", where=SPECIFIC & pl.col("eenheid").is_in(["14", "16", "83", "84"]))(
    allocation_rows.pieces_per_day
)
row_fault("CD041", TABLE, "volume", where=SPECIFIC)(allocation_rows.code_without_volume)
row_fault("CD075", TABLE, "einddatum", where=BUDGETED)(allocation_rows.budget_without_end)
row_fault("CD076", TABLE, "einddatum", where=pl.col("frequentie") == "2")(allocation_rows.weekly_without_end)
row_fault("CD077", TABLE, "budget", where=BUDGETED)(allocation_rows.budget_and_volume)
row_fault("CD079", TABLE, "product_categorie", where=BUDGETED & pl.col("product_categorie").is_null())(
    allocation_rows.neither_budget_nor_product
)


@row_fault("CD095", TABLE, "volume", where=SPECIFIC)
def volume_of_nothing(_row: Row, _random: Random) -> Cells:
    """A volume without product code."""
    return {"product_code": None}


@row_fault("CD085", TABLE, "reden_afwijzing")
def rejected_without_a_reason(_row: Row, _random: Random) -> Cells:
    """A rejection that does not say why."""
    return {"antwoord": "afgewezen"}


@row_fault("CD086", TABLE, "reden_afwijzing")
def investigated_with_a_reason(_row: Row, _random: Random) -> Cells:
    """Under investigation, and why it was rejected."""
    return {"antwoord": "in onderzoek", "reden_afwijzing": "7"}


@row_fault("OP274", TABLE, "dagtekening", severity=WAARSCHUWING)
def answered_late(row: Row, _random: Random) -> Cells:
    """Two weeks before the answer."""
    return {"dagtekening": row["dagtekening"] - timedelta(days=10)}


@added_fault("TR383", TABLE, "referentie_aanbieder", where=ANY)
def the_same_reference_twice(_row: Row, _random: Random) -> Cells:
    """The same product once more, under the same reference."""
    return {}


@added_fault("TR386", TABLE, "gewenste_ingangsdatum", where=SPECIFIC & ~pl.col("product_categorie").is_in(["11", "12"]))
def asked_twice(row: Row, _random: Random) -> Cells:
    """The same product once more, under another reference."""
    return {"referentie_aanbieder": f"{row['referentie_aanbieder']}B"}


@added_fault("TR347", TABLE, "referentie_aanbieder", where=ANY)
def reference_of_the_day_before(row: Row, _random: Random) -> Cells:
    """Asked again a day later, under the same reference."""
    return {"dagtekening": row["dagtekening"] + timedelta(days=1)}


@added_fault("TR374", TABLE, "client", where=ANY)
def asked_again_before_the_answer(row: Row, _random: Random) -> Cells:
    """Asked again a day later, while nothing was decided yet."""
    later = row["dagtekening"] + timedelta(days=1)
    return {"dagtekening": later, "referentie_aanbieder": f"{row['referentie_aanbieder']}B"}
