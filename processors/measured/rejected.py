# SPDX-License-Identifier: EUPL-1.2
"""Declaration lines that were rejected: with which amount, by which suppliers most, and for what reason."""

import polars as pl

from processors.fields import Kind
from processors.measured.declared import judged
from processors.measured.material import Material
from processors.measured.table import Measured

# As many as a helpdesk calls, and as many reasons as fit on a page.
TOP = 10
_PLACE = ("gemeente", "kwartaal")


def _lines(material: Material) -> pl.DataFrame:
    """The rejected debit lines, at the supplier that holds their turnover now."""
    lines = material.table("declaratieregels").with_columns(
        maand=pl.col("product_periode_begin").dt.strftime("%Y-%m"), afgekeurd="ingediend_bedrag"
    )
    return material.placed(lines.filter(pl.col("status") == "afgewezen", pl.col("debet_credit") == "D", judged()))


def _told(material: Material) -> pl.DataFrame:
    rows = _lines(material).with_columns(
        kwartaal=pl.format(
            "{}-K{}", pl.col("maand").str.slice(0, 4), (pl.col("maand").str.slice(5, 2).cast(pl.Int64) + 2) // 3
        )
    )
    ranked = (
        rows.group_by(*_PLACE, "aanbieder")
        .agg(pl.col("afgekeurd").sum())
        .sort("afgekeurd", "aanbieder", descending=[True, False])
        .select(*_PLACE, "aanbieder", top=pl.int_range(pl.len()).over(_PLACE) < TOP)
    )
    found = rows.join(ranked, on=[*_PLACE, "aanbieder"], how="left", maintain_order="left", nulls_equal=True)
    return found.drop("subregio", "gesloten")


def return_codes(material: Material) -> pl.DataFrame:
    """The return codes by which most lines were rejected, debit and credit, with their numbers per month of delivery.

    Returns:
        `retourcode`, `maand` and `regels`, the code with most lines first; a line with more codes counts for each. At
        most `TOP` codes, of all months up to the month that is measured.

    """
    lines = material.table("declaratieregels").with_columns(maand=pl.col("product_periode_begin").dt.strftime("%Y-%m"))
    rejected = lines.filter(pl.col("status") == "afgewezen", pl.col("maand") <= material.month, judged())
    codes = rejected.select("maand", retourcode=pl.col("retourcodes").str.split(" ").list.unique()).explode(
        "retourcode"
    )
    each = codes.filter(pl.col("retourcode") != "").group_by("retourcode", "maand").agg(regels=pl.len().cast(pl.Int64))
    most = (
        each.group_by("retourcode")
        .agg(samen=pl.col("regels").sum())
        .sort("samen", "retourcode", descending=[True, False])
        .head(TOP)
    )
    found = each.join(most, on="retourcode").sort("samen", "retourcode", "maand", descending=[True, False, False])
    return found.select("retourcode", "maand", "regels")


REJECTED = Measured(
    "afkeur",
    "Een afgewezen debetregel, in de maand van levering.",
    {
        "afgekeurd": ("Ingediend bedrag van de afgewezen regel", Kind.CENT),
        "top": ("De aanbieder hoort in deze gemeente en dit kwartaal bij de tien met het hoogste bedrag", Kind.TRUTH),
    },
    _told,
)
