# SPDX-License-Identifier: EUPL-1.2
"""Wrong values in one cell of a declaration line."""

from datetime import date
from random import Random

import polars as pl

from processors.demo.faults.registry import Row, cell_fault

TABLE = "declaratieregels"
WITH_TARIFF = pl.col("product_tarief").is_not_null()
SIMPLE = WITH_TARIFF & (pl.col("t_per_uur") == "nee")


@cell_fault("RS033", TABLE, "client", "eenheid", "debet_credit", "geleverd_volume")
def nothing(_row: Row, _column: str, _random: Random) -> None:
    """A required cell is empty."""


@cell_fault("RS036", TABLE, "aanbieder")
def seven_digits(row: Row, column: str, _random: Random) -> str:
    """The code of the supplier lost its last digit, and with it its shape."""
    return f"{row[column][:6]}X"


@cell_fault("RS035", TABLE, "gemeente")
def letters_in_municipality(row: Row, column: str, _random: Random) -> str:
    """The letter O stands for the figure 0."""
    return f"O{row[column][1:]}"


@cell_fault("RS037", TABLE, "client")
def letters_in_client(row: Row, column: str, _random: Random) -> str:
    """A client number of a supplier's own making."""
    return f"C{row[column][1:]}"


@cell_fault("CS002", TABLE, "client", where=~pl.col("client").str.starts_with("P"))
def typing_error_in_client(row: Row, column: str, _random: Random) -> str:
    """The last digit is one off, so that the elfproef fails."""
    return f"{row[column][:8]}{(int(row[column][8]) + 1) % 10}"


@cell_fault("RS001", TABLE, "geleverd_volume", "product_tarief", "ingediend_bedrag", "toewijzing_nummer", where=SIMPLE)
def minus_sign(row: Row, column: str, _random: Random) -> int:
    """A minus instead of a C."""
    return -int(row[column])


@cell_fault("RS005", TABLE, "geleverd_volume", "product_tarief", "ingediend_bedrag", where=SIMPLE)
def nine_digits(_row: Row, _column: str, random: Random) -> int:
    """Larger than the standard can carry."""
    return 100_000_000 + random.randrange(1_000)


@cell_fault("RS006", TABLE, "toewijzing_nummer")
def ten_digits(row: Row, column: str, _random: Random) -> int:
    """An allocation number with a digit too many."""
    return int(row[column]) + 1_000_000_000


@cell_fault("RS012", TABLE, "product_code")
def long_code(row: Row, column: str, _random: Random) -> str:
    """A product code of six characters."""
    return f"{row[column]}X"


@cell_fault("RS017", TABLE, "declaratie_nummer")
def long_declaration_number(row: Row, column: str, _random: Random) -> str:
    """A declaration number of more than twelve characters."""
    return f"{row[column]}ABCDE"


@cell_fault("RS019", TABLE, "referentie_nummer")
def long_reference(row: Row, column: str, _random: Random) -> str:
    """A reference of more than twenty characters."""
    return f"{row[column]}-herzien-versie-2"


@cell_fault("RS008", TABLE, "debet_credit")
def doubled_letter(row: Row, column: str, _random: Random) -> str:
    """The letter twice."""
    return row[column] * 2  # type: ignore[no-any-return] # a row holds values of any kind


@cell_fault("RS009", TABLE, "eenheid", "product_categorie")
def three_characters(row: Row, column: str, _random: Random) -> str:
    """A zero too many."""
    return f"{row[column]}0"


@cell_fault("CS319", TABLE, "declaratie_nummer")
def dash_in_number(row: Row, column: str, _random: Random) -> str:
    """Only letters and digits are allowed."""
    return f"{row[column][:5]}-{row[column][5:]}"


@cell_fault("CS100", TABLE, "product_periode_begin")
def before_the_standard(_row: Row, _column: str, _random: Random) -> date:
    """A period that begins before the standard allows any."""
    return date(2020, 12, 1)


@cell_fault("MGR-011", TABLE, "eenheid")
def unknown_unit(_row: Row, _column: str, random: Random) -> str:
    """A unit that is in no list."""
    return random.choice(("02", "15", "99"))


@cell_fault("MGR-013", TABLE, "product_categorie")
def unknown_category(_row: Row, _column: str, random: Random) -> str:
    """A category that neither law knows."""
    return random.choice(("19", "30", "99"))
