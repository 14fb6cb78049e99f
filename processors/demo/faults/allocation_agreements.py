# SPDX-License-Identifier: EUPL-1.2
"""Allocations that do not fit contract, catalogue or another product of the client, or on which nothing started."""

from datetime import timedelta
from random import Random

import polars as pl

from processors.demo import facts
from processors.demo.faults.allocation_cells import SPECIFIC, TABLE
from processors.demo.faults.allocation_versions import ENDS, FIXED, ONCE
from processors.demo.faults.registry import WAARSCHUWING, Cells, Row, added_fault, row_fault
from processors.demo.suppliers import MERGED

CATEGORY_ONLY = pl.col("product_code").is_null() & pl.col("product_categorie").is_not_null()
GENERIC = pl.col("product_categorie").is_null()
LONG_AGO = timedelta(days=200)


@row_fault("MGR-209", TABLE, "aanbieder", where=CATEGORY_ONLY)
def supplier_that_merged(_row: Row, _random: Random) -> Cells:
    """A supplier that became part of another one last year."""
    return {"aanbieder": MERGED, "referentie_aanbieder": None}


@row_fault("MGR-301", TABLE, "einddatum", where=SPECIFIC & ONCE & ENDS, severity=WAARSCHUWING)
def longer_than_the_contract(row: Row, _random: Random) -> Cells:
    """The allocation runs on after the contract."""
    return {"einddatum": row["contract_einde"] + timedelta(days=31)}


@row_fault("MGR-302", TABLE, "aanbieder", where=GENERIC & ONCE, severity=WAARSCHUWING)
def supplier_of_task_based_work(row: Row, _random: Random) -> Cells:
    """A supplier that is paid a lump sum gets an allocation for one client."""
    return {"aanbieder": row["taak_aanbieder"], "referentie_aanbieder": None}


@row_fault("MGR-304", TABLE, "toewijzing_nummer", where=SPECIFIC & ONCE & ENDS, severity=WAARSCHUWING)
def never_started(row: Row, _random: Random) -> Cells:
    """Decided long ago, and no start was reported since."""
    day = row["verzonden"] - LONG_AGO
    return {"toewijzing_datum": day, "ingangsdatum": day}


@added_fault("MGR-321", TABLE, "product_code", where=ONCE & ENDS & pl.col("strijdig_code").is_not_null(),
             severity=WAARSCHUWING)  # fmt: skip
def product_that_does_not_go_with_it(row: Row, _random: Random) -> Cells:
    """A second product that may not be given beside the first."""
    product = next(each for each in facts.CATALOGUE if each.code == row["strijdig_code"])
    return {
        "toewijzing_nummer": row["toewijzing_nummer"] + 700_000_000, "product_code": product.code,
        "eenheid": product.unit, "frequentie": product.frequency, "volume": product.lowest,
        "ingangsdatum": row["ingangsdatum"] + timedelta(days=14), "referentie_aanbieder": None,
    }  # fmt: skip


@row_fault("MGR-322", TABLE, "eenheid", where=SPECIFIC & (pl.col("eenheid") == "04"))
def frequency_that_was_not_agreed(_row: Row, _random: Random) -> Cells:
    """Hours per month, where the catalogue has them per week."""
    return {"frequentie": "4"}


@row_fault("MGR-324", TABLE, "volume", where=SPECIFIC & FIXED & pl.col("product_code").is_in(
    [each.code for each in facts.CATALOGUE if each.fixed]
))  # fmt: skip
def package_given_twice(_row: Row, _random: Random) -> Cells:
    """Two of a fixed package."""
    return {"volume": 2}


@row_fault("TR379", TABLE, "referentie_aanbieder", where=ONCE)
def request_that_nobody_made(row: Row, _random: Random) -> Cells:
    """A reference that stands in no request."""
    return {"referentie_aanbieder": f"Q{row['toewijzing_nummer']}"}


@added_fault("OP259", TABLE, "ingangsdatum", severity=WAARSCHUWING,
             where=SPECIFIC & ENDS & ONCE & pl.col("levering").is_not_null())  # fmt: skip
def same_product_a_month_later(row: Row, _random: Random) -> Cells:
    """The same product again under another number, in the delivery of the next month."""
    return {
        "toewijzing_nummer": row["toewijzing_nummer"] + 700_000_000, "zending": row["levering"],
        "toewijzing_datum": row["verzonden"], "ingangsdatum": row["ingangsdatum"] + timedelta(days=14),
        "referentie_aanbieder": None,
    }  # fmt: skip
