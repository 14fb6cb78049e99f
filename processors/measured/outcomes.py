# SPDX-License-Identifier: EUPL-1.2
"""What becomes of trajectories: how long they lasted, which still run, and who stayed away after the end."""

import polars as pl

from processors.enrichment.delivery import DAY
from processors.fields import Kind
from processors.measured.material import Material
from processors.measured.reference_days import last_day, on_each_day, reference_days
from processors.measured.table import Measured
from processors.measured.trajectories import trajectories

# Who moved or died did not flow out of care to stay out of it.
APART = ("verhuizing", "overlijden")
WHO = ("wet", "client")


def _closed(material: Material) -> pl.DataFrame:
    every = trajectories(material)
    closed = every.filter(pl.col("einde").is_not_null())
    window = f"{material.parameter('venster_herinstroom')}mo"
    seen_until = min(last_day(material.month), material.today)
    ripe_on = pl.col("einde").dt.offset_by(window)
    return _followed(closed, every).with_columns(
        maand=pl.col("einde").dt.strftime("%Y-%m"),
        dagen=(pl.col("einde") - pl.col("begin")).dt.total_days(),
        uitstroom=~pl.col("groep").is_in(APART),
        gerijpt=ripe_on <= seen_until,
        teruggekeerd=(pl.col("volgende") <= ripe_on).fill_null(value=False),
    )


def _followed(closed: pl.DataFrame, every: pl.DataFrame) -> pl.DataFrame:
    """The closed trajectories with `volgende`: when the next one of the client began, on its last day or later.

    Under the same law, at any supplier; one that already ran is no new one.
    """
    begins = every.group_by(*WHO, "begin").agg(aantal=pl.len())
    same = closed.join(begins, left_on=[*WHO, "einde"], right_on=[*WHO, "begin"], how="left", maintain_order="left")
    others = same["aantal"].fill_null(0) - (closed["begin"] == closed["einde"]).cast(pl.Int64)
    later = begins.select(*WHO, volgende="begin").sort("volgende")
    asked = closed.with_columns(vanaf=pl.col("einde") + DAY, gelijk=others > 0).sort("vanaf")
    found = asked.join_asof(
        later, left_on="vanaf", right_on="volgende", by=list(WHO), strategy="forward", check_sortedness=False
    )
    return found.with_columns(volgende=pl.when("gelijk").then("einde").otherwise("volgende"))


def _running(material: Material) -> pl.DataFrame:
    return on_each_day(trajectories(material), reference_days(material), since="begin", until=pl.col("tot"))


OUTCOMES = Measured(
    "trajecten",
    "Een traject van een cliënt bij een aanbieder dat met een definitieve stop is afgesloten, in de maand van de stop.",
    {
        "dagen": ("Dagen van de eerste start tot de definitieve stop", Kind.WHOLE),
        "groep": ("Groep van de reden van beëindiging, voor alle wetten gelijk", Kind.CODE),
        "uitstroom": ("Niet verhuisd of overleden; leeg als de wet de reden niet kent", Kind.TRUTH),
        "gerijpt": ("Na de stop is het venster van herinstroom verstreken", Kind.TRUTH),
        "teruggekeerd": (
            "In dat venster begon een nieuw traject onder dezelfde wet, bij welke aanbieder ook",
            Kind.TRUTH,
        ),
    },
    _closed,
)
RUNNING = Measured(
    "trajecten_lopend",
    "Een traject dat op de laatste dag van de maand liep.",
    {"staat_open": ("Lopend traject; nee is de regel van een maand zonder meer", Kind.TRUTH)},
    _running,
)
