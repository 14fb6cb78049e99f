# SPDX-License-Identifier: EUPL-1.2
"""Stops that were reported (307), and the endings among them with what their reason means."""

import polars as pl

from processors.enrichment import terms
from processors.enrichment.matching import beside
from processors.enrichment.starts import standing
from processors.fields import Kind
from processors.measured.material import Material
from processors.measured.reported import DELIVERY, endings, with_allocation
from processors.measured.table import Measured


def _stops(material: Material) -> pl.DataFrame:
    """Each stop with its working days; unknown for an ending of which the messages do not say when it was known.

    That is the ending of a delivery that already stood still since its last day: the term runs from the day on which
    it became known that it would not start again, and no message holds that day.
    """
    stops = standing(material.table("regieberichten")).filter(pl.col("soort") == "stop")
    halted = stops.filter("temporary").group_by(DELIVERY).agg(stil_sinds=pl.col("einddatum").max())
    since = beside(stops, halted, DELIVERY)["stil_sinds"]
    unknown = ~pl.col("temporary") & (pl.lit(since) >= pl.col("einddatum")).fill_null(value=False)
    passed = terms.told(stops, None, liberation_every=material.parameter("bevrijdingsdag_vrij_om_de"))
    return with_allocation(stops, material.table("toewijzingen")).with_columns(
        maand=pl.col("dagtekening").dt.strftime("%Y-%m"),
        werkdagen=pl.when(~unknown).then(passed["werkdagen_tot_melding"]),
        termijn=pl.lit(material.parameter("termijn_stop")),
    )


def _endings(material: Material) -> pl.DataFrame:
    found = endings(standing(material.table("regieberichten")))
    return with_allocation(found, material.table("toewijzingen")).with_columns(
        maand=pl.col("einddatum").dt.strftime("%Y-%m")
    )


STOPS = Measured(
    "stopberichten",
    "Een stopbericht (307), tijdelijk of definitief, dat niet is verwijderd, in de maand van zijn dagtekening.",
    {
        "werkdagen": ("Werkdagen van de laatste dag tot de melding; leeg waar de levering al stil lag", Kind.WHOLE),
        "termijn": ("Werkdagen waarbinnen een stop gemeld moet zijn", Kind.WHOLE),
    },
    _stops,
)
ENDINGS = Measured(
    "beeindigingen",
    "Een definitieve stop van een levering, in de maand van de laatste dag.",
    {
        "groep": ("Groep van de reden van beëindiging, voor alle wetten gelijk", Kind.CODE),
        "uitval": ("Voortijdig beëindigd; leeg als de wet de reden niet kent", Kind.TRUTH),
    },
    _endings,
)
