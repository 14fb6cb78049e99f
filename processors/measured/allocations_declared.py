# SPDX-License-Identifier: EUPL-1.2
"""Allocations on which was declared, in each month of delivery, with whether a start was reported on them (OP295)."""

import polars as pl

from processors.commitments import under_contract
from processors.enrichment.allocations import KEY, in_force
from processors.enrichment.starts import told as start_told
from processors.fields import Kind
from processors.measured.allocated import approved
from processors.measured.material import Material
from processors.measured.table import Measured

# Of a task no start has to be reported.
TASK = "taak"


def _told(material: Material) -> pl.DataFrame:
    """Only effort and output: not what is delivered under a contract for a task."""
    months = approved(material).select(*KEY, maand=pl.col("product_periode_begin").dt.strftime("%Y-%m"))
    allocations = in_force(material.table("toewijzingen"))
    rows = allocations.join(months.drop_nulls().unique(), on=list(KEY), how="inner").with_columns(
        dag=pl.col("maand").str.to_date("%Y-%m").dt.month_end(),
        toewijzing=pl.concat_str("wet", "gemeente", "toewijzing_nummer", separator=" "),
    )
    started = start_told(rows, material.table("regieberichten"))["start_bekend"]
    tasks = material.table("contracten").filter(pl.col("uitvoeringsvariant") == TASK)
    found = under_contract(rows.with_columns(gestart=started), "dag", material.reference)
    return found.join(tasks, on="contract_nummer", how="anti")


ALLOCATIONS_DECLARED = Measured(
    "toewijzingen_gedeclareerd",
    "Een toewijzing in haar laatste versie, in elke maand waarin daarop geleverd en gedeclareerd is; geen taken.",
    {
        "toewijzing": ("Wet, gemeente en nummer van de toewijzing", Kind.CODE),
        "gestart": ("Op de toewijzing is een start gemeld die niet is verwijderd", Kind.TRUTH),
    },
    _told,
)
