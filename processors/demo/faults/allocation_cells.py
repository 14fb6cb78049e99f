# SPDX-License-Identifier: EUPL-1.2
"""Wrong values in one cell of an allocation. Sown on allocations that begin later, so that no line leans on them."""

from random import Random

import polars as pl

from processors.demo.faults.registry import WAARSCHUWING, Edit, Row, cell_fault, fault

TABLE = "toewijzingen"
SPECIFIC = pl.col("product_code").is_not_null()


@cell_fault("RS033", TABLE, "client", "ingangsdatum", "toewijzing_datum")
def nothing(_row: Row, _column: str, _random: Random) -> None:
    """A required cell is empty."""


@cell_fault("RS036", TABLE, "aanbieder")
def name_for_a_code(_row: Row, _column: str, _random: Random) -> str:
    """A name where a code belongs."""
    return "Thuiszorg"


@cell_fault("RS035", TABLE, "gemeente")
def letters_in_municipality(row: Row, column: str, _random: Random) -> str:
    """The letter O stands for the figure 0."""
    return f"O{row[column][1:]}"


@cell_fault("RS037", TABLE, "client")
def letters_in_client(row: Row, column: str, _random: Random) -> str:
    """A client number of the municipality's own making."""
    return f"D{row[column][1:]}"


@cell_fault("CS002", TABLE, "client", where=~pl.col("client").str.starts_with("P"))
def typing_error_in_client(row: Row, column: str, _random: Random) -> str:
    """The last digit is one off, so that the elfproef fails."""
    return f"{row[column][:8]}{(int(row[column][8]) + 1) % 10}"


@cell_fault("RS001", TABLE, "volume", where=SPECIFIC)
@cell_fault("RS001", TABLE, "budget", where=pl.col("budget").is_not_null())
def minus_sign(row: Row, column: str, _random: Random) -> int:
    """Less than nothing."""
    return -int(row[column])


@cell_fault("RS005", TABLE, "volume", where=SPECIFIC)
@cell_fault("RS005", TABLE, "budget", where=pl.col("budget").is_not_null())
def nine_digits(_row: Row, _column: str, random: Random) -> int:
    """Larger than the standard can carry."""
    return 100_000_000 + random.randrange(1_000)


@cell_fault("RS006", TABLE, "toewijzing_nummer")
def ten_digits(row: Row, column: str, _random: Random) -> int:
    """An allocation number with a digit too many."""
    return int(row[column]) + 1_000_000_000


@cell_fault("RS012", TABLE, "product_code", where=SPECIFIC)
def long_code(row: Row, column: str, _random: Random) -> str:
    """A product code of six characters."""
    return f"{row[column]}X"


@cell_fault("RS024", TABLE, "referentie_aanbieder")
def long_reference(row: Row, _column: str, _random: Random) -> str:
    """A reference of more than 36 characters."""
    return f"verzoek-{row['toewijzing_nummer']}-van-de-aanbieder-nogmaals"


@cell_fault("CS336", TABLE, "reden_wijziging")
def withdrawn_reason(_row: Row, _column: str, _random: Random) -> str:
    """A reason that no longer exists."""
    return "01"


@cell_fault("MGR-011", TABLE, "eenheid", where=SPECIFIC)
def unknown_unit(_row: Row, _column: str, random: Random) -> str:
    """A unit that is in no list."""
    return random.choice(("02", "15", "99"))


@cell_fault("MGR-012", TABLE, "frequentie", where=SPECIFIC)
def unknown_frequency(_row: Row, _column: str, random: Random) -> str:
    """A frequency that is in no list."""
    return random.choice(("3", "5", "9"))


@cell_fault("MGR-015", TABLE, "reden_wijziging")
def unknown_reason(_row: Row, _column: str, random: Random) -> str:
    """A reason that is in no list."""
    return random.choice(("15", "99"))


@fault("MGR-006", TABLE, where=pl.col("referentie_aanbieder").is_null())
def reference_like_a_formula(row: Row, _random: Random) -> list[Edit]:
    """A text that a spreadsheet could take for a formula, in the request and in the allocation."""
    reference = {"referentie_aanbieder": f"@{row['toewijzing_nummer']}"}
    found = (("referentie_aanbieder", "MGR-006", WAARSCHUWING),)
    asked = {
        **row, **reference, "soort": "315", "onderdeel": "aangevraagd", "toewijzing_nummer": None,
        "gewenste_ingangsdatum": row["ingangsdatum"], "dagtekening": row["toewijzing_datum"],
        "antwoord": "toegewezen", "antwoord_op": row["toewijzing_datum"],
    }  # fmt: skip
    return [Edit("verzoeken", None, asked, found), Edit(TABLE, row["nr"], reference, found)]
