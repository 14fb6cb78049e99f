# SPDX-License-Identifier: EUPL-1.2
"""How long clients wait for the start of what was allocated to them, and who waits still.

The clock runs from the later of decision and first day to the first start (handbook, chapter 13). The decision is that
of the first version of the allocation: one that is changed later does not start to wait again.
"""

import polars as pl

from processors.enrichment import first_delivery, products
from processors.enrichment.allocations import KEY
from processors.enrichment.matching import beside
from processors.enrichment.versions import in_force
from processors.fields import Kind
from processors.measured.material import Material
from processors.measured.reference_days import on_each_day, reference_days
from processors.measured.reported import first_decisions
from processors.measured.table import Measured

REMOVED = "13"
DAY = pl.duration(days=1)


def _allocations(material: Material) -> pl.DataFrame:
    """The allocations that were not removed, with `vanaf`, `gestart_op`, and the norm of the product in days."""
    every = material.table("toewijzingen")
    rows = in_force(every).filter(pl.col("reden_wijziging").ne_missing(REMOVED))
    found = pl.concat(
        [
            rows,
            beside(rows, first_decisions(every), KEY),
            first_delivery.told(rows, material.table("regieberichten")),
            products.agreed(rows, material.table("producten")).select(norm="product_wachttijd_norm"),
        ],
        how="horizontal",
    )
    both = pl.col("besloten_op").is_not_null() & pl.col("ingangsdatum").is_not_null()
    return found.with_columns(vanaf=pl.when(both).then(pl.max_horizontal("besloten_op", "ingangsdatum")))


def _started(material: Material) -> pl.DataFrame:
    waited = (pl.col("gestart_op") - pl.col("vanaf")).dt.total_days()
    return (
        _allocations(material)
        .filter(pl.col("gestart_op").is_not_null())
        .with_columns(
            maand=pl.col("gestart_op").dt.strftime("%Y-%m"), dagen=waited.clip(lower_bound=0), eerder=waited < 0
        )
    )


def _waiting(material: Material) -> pl.DataFrame:
    """Who waits at the end of each month, and in those months who started."""
    days = reference_days(material)
    over = pl.col("einddatum") + DAY
    still = on_each_day(
        _allocations(material), days, since="vanaf", until=pl.min_horizontal("gestart_op", over)
    ).with_columns(
        dagen=(pl.col("peildatum") - pl.col("vanaf")).dt.total_days(),
        wachtend=pl.when("staat_open").then(pl.lit(value=True)),
    )  # fmt: skip
    began = _started(material).filter(pl.col("maand").is_in(days["maand"].implode()))
    return pl.concat([began.with_columns(wachtend=pl.lit(value=False)), still], how="diagonal_relaxed")


STARTED = Measured(
    "wachttijden",
    "Een toewijzing waarop de zorg is gestart, in de maand van de eerste start.",
    {
        "dagen": ("Kalenderdagen van besluit of ingang, de laatste van beide, tot de eerste start", Kind.WHOLE),
        "eerder": ("Gestart voor het besluit of de ingang: de wachttijd is op 0 gezet", Kind.TRUTH),
    },
    _started,
)
WAITING = Measured(
    "wachtlijst",
    "Een toewijzing die op de laatste dag van de maand op de eerste start wacht, of waarop in die maand is gestart.",
    {
        "wachtend": ("Wacht op de laatste dag van de maand; nee is gestart, leeg een maand zonder meer", Kind.TRUTH),
        "dagen": ("Kalenderdagen gewacht, tot de eerste start of de laatste dag van de maand", Kind.WHOLE),
        "norm": ("Norm voor de wachttijd van het product, in dagen; leeg als er geen is afgesproken", Kind.WHOLE),
    },
    _waiting,
)
