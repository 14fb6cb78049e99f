# SPDX-License-Identifier: EUPL-1.2
"""What the first page counts in the other tables: what was declared, who delivered, and what was wrong with it."""

from collections.abc import Mapping, Sequence

import polars as pl

from processors.region_pages.asked import DELIVERY, MONEY
from processors.region_pages.deliveries import late_deliveries, missing_members
from processors.region_pages.words import spoken_month
from processors.star import Tables


def counted(tables: Tables, month: str, members: Mapping[str, str], level: str) -> Sequence[dict[str, object]]:
    """Rows of the first page (`headlines`), amounts in euros and with the formula that adds them up."""
    who = [] if level == "aanbieder" else [_who(tables["feit_levering"], month, members, level)]
    return [*_declared(tables["feit_declaratie"], month), *who, *_delivered(tables, month)]


def _declared(declared: pl.DataFrame, month: str) -> Sequence[dict[str, object]]:
    this_month = declared.filter(pl.col("declaratie_maand") == month)
    column, when = "feit_declaratie[ingediend_bedrag]", "feit_declaratie[declaratie_maand]"
    return [
        {
            "thema": MONEY, "kerncijfer": "Gedeclareerd, alle maanden", "periode": "alle maanden",
            "waarde": declared["ingediend_bedrag"].sum() / 100, "soort": "euro", "eenheid": "euro",
            "formule": f"=SUM({column})/100",
            "uitleg": "Geaccepteerde declaratieregels in dit werkboek, credit afgetrokken.",
        },
        {
            "thema": MONEY, "kerncijfer": "Gedeclareerd in de maand", "periode": spoken_month(month),
            "waarde": this_month["ingediend_bedrag"].sum() / 100, "soort": "euro", "eenheid": "euro",
            "formule": f'=SUMIFS({column},{when},"{month}")/100',
            "uitleg": "Declaraties met deze declaratiemaand, ook over eerdere leveringsmaanden.",
        },
    ]  # fmt: skip


def _who(deliveries: pl.DataFrame, month: str, members: Mapping[str, str], level: str) -> dict[str, object]:
    """How many municipalities delivered, and who did not."""
    lacking = missing_members(deliveries, month, members)
    here = len(members) - len(lacking)
    return {
        **_counting(month), "waarde": float(here), "dekking": f"{here} van {len(members)}",
        "kerncijfer": "Levering van uw gemeente" if level == "gemeente" else "Gemeenten die leverden",
        "uitleg": f"Nog niet: {', '.join(lacking)}." if lacking else "Alles is binnen.",
        **_light("waarschuwing" if lacking else "goed", "niet volledig" if lacking else "volledig"),
    }  # fmt: skip


def _delivered(tables: Tables, month: str) -> Sequence[dict[str, object]]:
    found = tables["bevinding"].filter(pl.col("maand") == month)
    late = late_deliveries(tables["feit_levering"], month)
    wrong = int(found.filter(pl.col("ernst") == "fout")["aantal"].sum())
    return [
        {
            **_counting(month), "kerncijfer": "Te late leveringen", "waarde": float(late),
            "uitleg": "Na de uiterste datum van de kalender, of nog niet ontvangen; zie Levering.",
            **_light("waarschuwing" if late else "goed", "zie Levering" if late else "geen"),
        },
        {
            **_counting(month), "kerncijfer": "Fouten in aanleveringen", "waarde": float(wrong),
            "uitleg": "Bevindingen met ernst fout over deze maand; zie Kwaliteit.",
            **_light("signaal" if wrong else "goed", "zie Kwaliteit" if wrong else "geen"),
        },
    ]  # fmt: skip


def _counting(month: str) -> dict[str, object]:
    return {"thema": DELIVERY, "periode": spoken_month(month), "soort": "geheel", "eenheid": "aantal"}


def _light(stand: str, word: str) -> dict[str, str]:
    return {"stand": stand, "oordeel": word}
