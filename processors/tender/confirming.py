# SPDX-License-Identifier: EUPL-1.2
"""The conformity lists beside the offers: which list is of which tenderer, and who or what stands alone."""

from collections.abc import Iterator, Sequence

import polars as pl

from processors.findings import finish
from processors.intake.problems import told
from processors.tender.conformity import Conformity


def same_name(name: str) -> pl.Expr:
    """A column of names of tenderers without what differs between two forms of one: capitals and spaces."""
    return (
        pl.col(name).str.to_lowercase().str.split(" ").list.eval(pl.element().filter(pl.element() != "")).list.join(" ")
    )


def refusals(lists: Sequence[Conformity], offers: pl.DataFrame) -> pl.DataFrame:
    """What puts an offer out by a list of its tenderer.

    Args:
        lists: the lists that came in.
        offers: bestand, perceel, inschrijver.

    Returns:
        bestand, eis (every reason, in order of the lists).

    """
    schema = {"ondertekenaar": pl.String, "lot": pl.String, "eis": pl.String}
    rows = [(each.tenderer, lot, reason) for each in lists for lot, reason in each.refused.iter_rows()]
    wrong = pl.DataFrame(rows, schema=schema, orient="row").filter(pl.col("ondertekenaar") != "")
    found = offers.join(
        wrong, left_on=same_name("inschrijver"), right_on=same_name("ondertekenaar"), maintain_order="left_right"
    )
    mine = found.filter(pl.col("lot").is_null() | (pl.col("lot") == pl.col("perceel")))
    return mine.group_by("bestand", maintain_order=True).agg(pl.col("eis").unique(maintain_order=True).str.join(" "))


def alone(lists: Sequence[Conformity], offers: pl.DataFrame) -> Iterator[pl.DataFrame]:
    """A warning for each tenderer of whom no list came in, and for each list of somebody who made no offer.

    Args:
        lists: the lists that came in.
        offers: bestand, inschrijver (empty when none was filled in).

    """
    schema = {"lijst": pl.String, "ondertekenaar": pl.String}
    rows = [(each.file, each.tenderer) for each in lists if each.tenderer]
    signed = pl.DataFrame(rows, schema=schema, orient="row").with_columns(wie=same_name("ondertekenaar"))
    named = offers.filter(pl.col("inschrijver") != "").with_columns(wie=same_name("inschrijver"))
    for file in named.unique("wie", keep="first", maintain_order=True).join(
        signed, on="wie", how="anti", maintain_order="left"
    )["bestand"]:
        yield finish(
            told(
                "INTAKE-61", "Van deze inschrijver is geen conformiteitenlijst ontvangen.",
                "Zet de ingevulde lijst in de map inschrijvingen, of vraag erom.", bestand=file,
            )
        )  # fmt: skip
    for file in signed.join(named, on="wie", how="anti", maintain_order="left")["lijst"]:
        yield finish(
            told(
                "INTAKE-65", "Deze conformiteitenlijst is van niemand die inschreef, en telt bij geen inschrijving.",
                "Vergelijk de naam met die op het prijzenblad; is het dezelfde inschrijver, vraag hem dan om een lijst "
                "met dezelfde naam.", bestand=file,
            )
        )  # fmt: skip
