# SPDX-License-Identifier: EUPL-1.2
"""A delivery from the rows on a sheet: the columns of the form, with pseudonyms where the Bsn stood."""

from collections.abc import Collection

import polars as pl

from processors.accepted import STORED
from processors.errors import UnusableInputError
from processors.fields import Kind
from processors.intake.reference import Reference
from processors.lines import TABLES
from processors.pseudonym import Key, pseudonymise
from processors.ranges.reading import Cells, tables_in

CLIENT = "client"


def delivery(cells: Cells, reference: Reference, key: Key) -> pl.DataFrame:
    """The rows with the headers of the form; a column that the form does not ask, or that is empty, is not there.

    Args:
        cells: rows about clients, such as declaration lines, with their headers.
        reference: the words of senders and the products of the region.
        key: of the pseudonyms.

    Returns:
        A column per element, under its label; amounts in eurocents, and their header says so.

    Raises:
        UnusableInputError: the rows are not recognised, or are about no clients.

    """
    ((name, rows),) = tables_in([cells], reference).items()
    table = TABLES[name]
    if name not in STORED or CLIENT not in table.names:
        raise UnusableInputError(f"'{table.label}' gaat niet over cliënten. Kies het blad met de regels.")
    own = pseudonymise(rows.select(table.names), name, key)
    return labelled(own, name)


def labelled(rows: pl.DataFrame, table: str, kept: Collection[str] = ()) -> pl.DataFrame:
    """The columns in which something stands, and those that are kept, under the headers of the form.

    The header of an amount says that it is in eurocents.
    """
    asked = [each for each in rows.columns if each in kept or rows[each].null_count() < len(rows)]
    return rows.select(pl.col(each).alias(_header(table, each)) for each in asked)


def _header(table: str, column: str) -> str:
    field = TABLES[table][column]
    return f"{field.label} (eurocent)" if field.kind is Kind.CENT else field.label
