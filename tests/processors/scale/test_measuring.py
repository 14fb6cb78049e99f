# SPDX-License-Identifier: EUPL-1.2
"""KPIs on Spark: the figures of Polars, in whatever parts the rows are made ready."""

from datetime import date

import polars as pl
import pytest

from processors.deliveries import DELIVERIES
from processors.errors import UnusableInputError
from processors.kpibook import Kpi, KpiBook
from processors.kpis import KPIS
from processors.lines import make_lines
from processors.measured import Material, measured
from processors.measured.cuts import BY_CLIENT
from processors.measuring import measure

pytestmark = [
    pytest.mark.usefixtures("pyspark"),
    pytest.mark.filterwarnings("ignore:PySpark does not yet fully support pandas:FutureWarning"),
]
PERSONAL = tuple(BY_CLIENT)
PLACES = ("0889", "0983", "0984")
MEASURABLE = KpiBook([kpi for kpi in KPIS if kpi.table in PERSONAL])


def region():
    """Lines of a few clients over five months of two years, credits and refusals among them, and a total."""
    rows = [
        {
            "wet": law, "gemeente": place, "aanbieder": f"9900000{number % 2}", "client": f"P1-{number % 5}",
            "toewijzing_nummer": number % 7, "product_categorie": "42", "product_code": f"42D0{number % 3}",
            "product_periode_begin": date(year, 4 + number % 5, 1), "declaratie_maand": f"{year}-{5 + number % 5:02d}",
            "product_periode_eind": date(year, 4 + number % 5, 28),
            "geleverd_volume": number, "ingediend_bedrag": 100 * number, "eenheid": "01",
            "debet_credit": "C" if number % 11 == 0 else "D",
            "status": "afgewezen" if number % 13 == 0 else "toegekend",
            "toegekend_bedrag": 0 if number % 13 == 0 else 100 * number, "referentie_nummer": str(number),
        }
        for number in range(1, 60)
        for year in (2025, 2026)
        for law, place in [("jw", "0983"), ("wmo", "0984")]
    ]  # fmt: skip
    totals = [
        {
            "wet": "jw", "gemeente": "0889", "aanbieder": "99000001", "product_categorie": "42",
            "product_code": "42D01",
            "leveringsmaand": "2026-05", "declaratie_maand": "2026-05", "volume": 10, "eenheid": "01",
            "ingediend_bedrag": 5000, "toegekend_bedrag": 5000, "regels": 4,
        }
    ]  # fmt: skip
    return {
        "declaratieregels": make_lines("declaratieregels", rows),
        "declaratietotalen": make_lines("declaratietotalen", totals),
    }


def material(lines, **reference):
    findings = pl.DataFrame(
        schema=dict.fromkeys(("aanlevering", "gemeente", "aanbieder", "maand", "regel", "ernst"), pl.String)
    )
    came = [
        dict.fromkeys(DELIVERIES)
        | {"soort": "gemeentelevering", "gemeente": place, "maand": f"{year}-{month:02d}", "status": "geaccepteerd"}
        for place in PLACES
        for year in (2025, 2026)
        for month in range(1, 13)
        # One of them says so with a total alone.
        if (place, year, month) != ("0889", 2026, 5)
    ]
    deliveries = pl.DataFrame(came, schema=dict(DELIVERIES))
    return Material(lines, reference, deliveries, findings, "2026-09", date(2026, 11, 2), PLACES)


@pytest.mark.parametrize(
    ("per", "parts"),
    [((), 1), (("gemeente", "maand"), 3), (("wet", "kwartaal"), 1), (("aanbieder", "jaar"), 40), (("product",), 3)],
)
def test_spark_gives_the_figures_of_polars(spark, per, parts):
    from processors.scale.measuring import measure_on_spark  # noqa: PLC0415 - an extra
    from processors.scale.shapes import sent  # noqa: PLC0415 - idem

    lines = region()
    ours = measure(MEASURABLE, measured(material(lines), PERSONAL), per)

    theirs = measure_on_spark(
        MEASURABLE, {name: sent(spark, frame) for name, frame in lines.items()}, per, material({}), parts=parts
    )

    assert theirs.drop("waarde", "teller", "noemer").equals(ours.drop("waarde", "teller", "noemer"))
    for name in ("waarde", "teller", "noemer"):
        assert theirs[name].to_list() == pytest.approx(ours[name].to_list(), nan_ok=False)
    assert ours["waarde"].is_not_null().any()


def test_a_kpi_over_the_whole_region_is_refused_in_dutch():
    from processors.scale.measuring import measure_on_spark  # noqa: PLC0415 - an extra

    whole = Kpi("K99", "afkeur", (), MEASURABLE.kpis[0].figure, "x", "x", "procent", "x")

    with pytest.raises(
        UnusableInputError, match=r"gebruik daarvoor 'verzamelpunt kpi'\. K99: wat van de ene aanbieder of maand"
    ):
        measure_on_spark(KpiBook([whole]), {}, (), material({}), parts=1)
