# SPDX-License-Identifier: EUPL-1.2
"""Starts that were reported (305): how many working days after the start, or after the allocation if that was later."""

import polars as pl

from processors.enrichment import terms
from processors.enrichment.allocations import KEY
from processors.enrichment.matching import beside
from processors.enrichment.starts import standing
from processors.fields import Kind
from processors.measured.material import Material
from processors.measured.reported import first_decisions, with_allocation
from processors.measured.table import Measured


def _told(material: Material) -> pl.DataFrame:
    allocations = material.table("toewijzingen")
    starts = standing(material.table("regieberichten")).filter(pl.col("soort") == "start")
    # The allocation as the supplier first got it: a later version does not make a late start timely.
    decided = beside(starts, first_decisions(allocations), KEY).rename({"besloten_op": "toegewezen_toewijzing_datum"})
    passed = terms.told(starts, decided, liberation_every=material.parameter("bevrijdingsdag_vrij_om_de"))
    return with_allocation(starts, allocations).with_columns(
        maand=pl.col("dagtekening").dt.strftime("%Y-%m"),
        werkdagen=passed["werkdagen_tot_melding"],
        termijn=pl.lit(material.parameter("termijn_start")),
    )


STARTS = Measured(
    "startberichten",
    "Een startbericht (305) dat niet is verwijderd, in de maand van zijn dagtekening.",
    {
        "werkdagen": ("Werkdagen van de start, of van de toewijzing als die later kwam, tot de melding", Kind.WHOLE),
        "termijn": ("Werkdagen waarbinnen een start gemeld moet zijn", Kind.WHOLE),
    },
    _told,
)
