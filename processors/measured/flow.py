# SPDX-License-Identifier: EUPL-1.2
"""Who came into care and who left it, of a municipality and of a supplier.

Trajectories of a client under one law belong to one episode as long as no more than the window (`venster_herinstroom`)
lies between them: with its first day the client flows in, with the last definitive stop out. Of a municipality all
suppliers count together, so going to another one (reason 38) is no outflow; of a supplier only its own.
"""

from collections.abc import Sequence

import polars as pl

from processors.fields import Kind
from processors.measured.material import Material
from processors.measured.table import Measured
from processors.measured.trajectories import reached_before, trajectories

OTHER_SUPPLIER = "andere_aanbieder"
OF_PLACE = ("wet", "gemeente", "client")
OF_SUPPLIER = (*OF_PLACE, "aanbieder")


def _told(material: Material) -> pl.DataFrame:
    every = trajectories(material)
    window = f"{material.parameter('venster_herinstroom')}mo"
    place, supplier = (_episodes(every, who, window) for who in (OF_PLACE, OF_SUPPLIER))
    known = every.join(place, on=[*OF_PLACE, "begin"]).join(supplier, on=[*OF_SUPPLIER, "begin"], suffix="_aanbieder")
    stays = pl.col("groep").eq_missing(OTHER_SUPPLIER)
    no = pl.lit(value=False)
    came = known.with_columns(maand=pl.col("begin").dt.strftime("%Y-%m"), uitstroom=no, uitstroom_aanbieder=no)
    left = known.filter(pl.col("einde").is_not_null()).with_columns(
        maand=pl.col("einde").dt.strftime("%Y-%m"),
        instroom=no, instroom_aanbieder=no,
        uitstroom=(pl.col("einde") == pl.col("laatste_dag")) & ~stays,
        uitstroom_aanbieder=pl.col("einde") == pl.col("laatste_dag_aanbieder"),
    )  # fmt: skip
    return pl.concat([came, left.select(came.columns)])


def _episodes(every: pl.DataFrame, who: Sequence[str], window: str) -> pl.DataFrame:
    """Per day on which a trajectory of these began: whether an episode began, and the last day of its episode."""
    days = every.group_by(*who, "begin").agg(pl.col("tot").max()).sort(*who, "begin")
    began = (reached_before(who) < pl.col("begin").dt.offset_by(f"-{window}")).fill_null(value=True)
    # The first of each begins an episode, so the numbers of one are not those of another.
    numbered = days.with_columns(instroom=began).with_columns(episode=pl.col("instroom").cum_sum())
    last = pl.col("tot").max().over("episode")
    return numbered.select(*who, "begin", "instroom", laatste_dag=last)


FLOW = Measured(
    "in_en_uitstroom",
    "Het begin van een traject, in de maand van de start, of het einde ervan, in de maand van de definitieve stop.",
    {
        "instroom": ("De cliënt was in het venster ervoor bij geen aanbieder in zorg", Kind.TRUTH),
        "instroom_aanbieder": ("De cliënt was in het venster ervoor niet bij deze aanbieder in zorg", Kind.TRUTH),
        "uitstroom": ("Met deze stop ging de cliënt bij de gemeente uit zorg", Kind.TRUTH),
        "uitstroom_aanbieder": ("Met deze stop ging de cliënt bij de aanbieder uit zorg", Kind.TRUTH),
    },
    _told,
)
