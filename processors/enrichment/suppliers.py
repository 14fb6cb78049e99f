# SPDX-License-Identifier: EUPL-1.2
"""What the register of suppliers (aanbieders) says."""

import polars as pl

from processors.enrichment.columns import joined
from processors.enrichment.matching import beside, is_known, last_of
from processors.lines import TABLES

KEY = ("aanbieder",)


def told(asked: pl.DataFrame, aanbieders: pl.DataFrame) -> pl.DataFrame:
    """Whether the supplier stands in the register, missing where the line names none; its last day and successor."""
    merged = last_of(aanbieders, KEY).select(*KEY, **joined("aanbieders", "aanbieder"))
    return beside(asked, merged, KEY).with_columns(aanbieder_bekend=is_known(asked, aanbieders, KEY))


def successor(toegewezen: pl.DataFrame, aanbieders: pl.DataFrame | None) -> pl.DataFrame:
    """`toegewezen_opvolger`: into which supplier that of the allocation merged; missing where no register says so."""
    known = pl.DataFrame(schema=TABLES["aanbieders"].schema) if aanbieders is None else aanbieders
    merged = last_of(known, KEY).select(*KEY, toegewezen_opvolger="opvolger").drop_nulls()
    return beside(toegewezen.select(aanbieder="toegewezen_aanbieder"), merged, KEY)
