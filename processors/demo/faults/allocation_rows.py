# SPDX-License-Identifier: EUPL-1.2
"""Allocations whose cells do not fit together, or not with contract, catalogue or another allocation."""

from datetime import timedelta
from random import Random

import polars as pl

from processors.demo.faults.allocation_cells import SPECIFIC, TABLE
from processors.demo.faults.registry import FOUT, SIGNAAL, WAARSCHUWING, Cells, Edit, Row, added_fault, fault, row_fault
from processors.demo.suppliers import REGIONAL

ONLY_CATEGORY = pl.col("product_code").is_null() & pl.col("product_categorie").is_not_null()
BUDGETED = pl.col("budget").is_not_null()
ENDS = pl.col("einddatum").is_not_null()


@row_fault("CS003", TABLE, "einddatum", where=ENDS)
def ends_before_it_begins(row: Row, _random: Random) -> Cells:
    """The last day lies before the first."""
    return {"einddatum": row["ingangsdatum"] - timedelta(days=1)}


@row_fault("CS335", TABLE, "einddatum", where=ENDS)
def removed_but_still_running(_row: Row, _random: Random) -> Cells:
    """Removed, yet with a duration."""
    return {"reden_wijziging": "13"}


@row_fault("CS338", TABLE, "frequentie", where=SPECIFIC & pl.col("eenheid").is_in(["14", "16", "83", "84"]))
def pieces_per_day(_row: Row, _random: Random) -> Cells:
    """A unit that cannot be given per day."""
    return {"frequentie": "1"}


@row_fault("CD041", TABLE, "volume", where=SPECIFIC)
def code_without_volume(_row: Row, _random: Random) -> Cells:
    """A product code, and nothing about how much."""
    return {"volume": None, "eenheid": None, "frequentie": None}


@row_fault("CD075", TABLE, "einddatum", where=BUDGETED)
def budget_without_end(_row: Row, _random: Random) -> Cells:
    """A budget for ever."""
    return {"einddatum": None}


@row_fault("CD076", TABLE, "einddatum", where=pl.col("frequentie") == "2")
def weekly_without_end(_row: Row, _random: Random) -> Cells:
    """Every week, for ever."""
    return {"einddatum": None}


@row_fault("CD077", TABLE, "budget", where=BUDGETED)
def budget_and_volume(_row: Row, _random: Random) -> Cells:
    """A budget and a volume exclude each other."""
    return {"volume": 4, "eenheid": "04", "frequentie": "4"}


@row_fault("CD079", TABLE, "product_categorie", where=BUDGETED & pl.col("product_categorie").is_null())
def neither_budget_nor_product(_row: Row, _random: Random) -> Cells:
    """An allocation of nothing."""
    return {"budget": None}


@row_fault("CD080", TABLE, "volume", where=ONLY_CATEGORY & ~BUDGETED)
def volume_without_code(_row: Row, _random: Random) -> Cells:
    """A volume, but of which product?"""
    return {"volume": 4, "eenheid": "16", "frequentie": "4"}


@row_fault("MGR-013", TABLE, "product_categorie", where=ONLY_CATEGORY)
def unknown_category(_row: Row, _random: Random) -> Cells:
    """A category that the law does not know."""
    return {"product_categorie": "99"}


@row_fault("TR381", TABLE, "product_code", where=SPECIFIC & pl.col("ander_categorie").is_not_null())
def code_of_another_category(row: Row, _random: Random) -> Cells:
    """The category of another product of the same supplier."""
    return {"product_categorie": row["ander_categorie"]}


@row_fault("MGR-306", TABLE, "ingangsdatum", where=pl.col("wet") == "jw", severity=SIGNAAL)
def grown_up(row: Row, random: Random) -> Cells:
    """Youth care for an adult: allowed up to 23, but worth a look."""
    return {"geboorte_jaar": row["ingangsdatum"].year - 19 - random.randrange(3)}


@row_fault(
    "MGR-327",
    TABLE,
    "einddatum",
    severity=WAARSCHUWING,
    where=(pl.col("frequentie") == "6") & (pl.col("profiel") == REGIONAL),
)
def total_without_end(_row: Row, _random: Random) -> Cells:
    """A total for ever, where the contract asks for an end."""
    return {"einddatum": None}


@added_fault(
    "TR302", TABLE, "ingangsdatum", where=SPECIFIC & ENDS & ~pl.col("product_categorie").is_in(["11", "12", "13", "14"])
)
def same_product_twice(row: Row, _random: Random) -> Cells:
    """The same product again while the first allocation runs."""
    return {
        "toewijzing_nummer": row["toewijzing_nummer"] + 700_000_000,
        "ingangsdatum": row["ingangsdatum"] + timedelta(days=14), "referentie_aanbieder": None,
    }  # fmt: skip


@added_fault("TR101", TABLE, "toewijzing_nummer", where=pl.col("toewijzing_nummer") > 0)
def same_row_twice(_row: Row, _random: Random) -> Cells:
    """The same allocation twice in one sheet."""
    return {}


@row_fault("MGR-325", TABLE, "aanbieder", where=ONLY_CATEGORY & pl.col("vreemde_aanbieder").is_not_null())
def supplier_without_contract(row: Row, _random: Random) -> Cells:
    """A supplier that has a contract, but not for this law."""
    return {"aanbieder": row["vreemde_aanbieder"], "referentie_aanbieder": None}


@row_fault("MGR-323", TABLE, "product_code", where=SPECIFIC & pl.col("zonder_tarief_code").is_not_null())
def product_without_tariff(row: Row, _random: Random) -> Cells:
    """A product of the catalogue that this supplier has no tariff for."""
    return {"product_code": row["zonder_tarief_code"], "product_categorie": row["zonder_tarief_categorie"]}


@fault("MGR-303", TABLE, where=SPECIFIC & ENDS & pl.col("module_1_code").is_not_null())
def supplier_of_another_module(row: Row, _random: Random) -> list[Edit]:
    """A supplier whose contract does not count for this municipality."""
    cells = {
        "aanbieder": row["module_1_aanbieder"], "product_code": row["module_1_code"],
        "product_categorie": row["module_1_categorie"], "eenheid": row["module_1_eenheid"],
        "frequentie": row["module_1_frequentie"], "volume": row["module_1_volume"], "referentie_aanbieder": None,
    }  # fmt: skip
    return [Edit(TABLE, row["nr"], cells, (("gemeente", "MGR-303", FOUT),))]
