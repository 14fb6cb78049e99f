# SPDX-License-Identifier: EUPL-1.2
"""Quality of what was delivered: the lines of each file in force, and those with an error or a warning in them.

A finding on a file as a whole, on its cover or on its header is on no line. A file is whose it is: of a municipality,
or of a supplier for all municipalities together.
"""

import polars as pl

from processors.fields import Kind
from processors.lines import TABLES
from processors.measured.material import Material
from processors.measured.table import Measured

G = Kind.WHOLE
_LINE = ("aanlevering", "bestand", "blad", "entiteit", "rij")
_FILE = ("wet", "gemeente", "aanbieder", "maand", "aanlevering")
_SEVERITIES = ("fout", "waarschuwing")
# What stands beside the lines: the cover of a statement, and the header with a column that nobody knows.
_COVER, _HEADER = "verantwoordingen", "INTAKE-10"


def by_rule(material: Material) -> pl.DataFrame:
    """Per rule and severity how many lines of the files in force break it, a line once per rule.

    Returns:
        `regel`, `ernst`, `regels` (lines with the finding), `totaal` (lines of all files) and `per_honderd`, the most
        frequent first; no rows where no line has a finding.

    """
    total = int(_files(material)["regels"].sum())
    return (
        _on_lines(material)
        .group_by("regel", "ernst")
        .agg(pl.struct(_LINE).n_unique().cast(pl.Int64).alias("regels"))
        .with_columns(totaal=pl.lit(total, pl.Int64))
        .with_columns(per_honderd=pl.when(pl.col("totaal") != 0).then(pl.col("regels") * 100 / pl.col("totaal")))
        .sort("regels", "regel", descending=[True, False])
    )


def _files(material: Material) -> pl.DataFrame:
    """The files in force, with their number of lines."""
    in_force = pl.col("status").is_in(["geaccepteerd", "deels"])
    return material.deliveries.filter(in_force, pl.col("maand") <= material.month).select(*_FILE, "regels")


def _on_lines(material: Material) -> pl.DataFrame:
    """The errors and warnings on lines of the files in force."""
    of_lines = pl.col("entiteit").is_in([name for name in TABLES if name != _COVER]) & (pl.col("regel") != _HEADER)
    found = material.findings.filter(pl.col("rij").is_not_null(), of_lines, pl.col("ernst").is_in(_SEVERITIES))
    return found.join(_files(material), on="aanlevering", how="semi")


def _told(material: Material) -> pl.DataFrame:
    counted = (
        _on_lines(material)
        .select(*_LINE, "ernst")
        .unique()
        .group_by("aanlevering")
        .agg(*((pl.col("ernst") == each).sum().cast(pl.Int64).alias(each) for each in _SEVERITIES))
    )
    files = _files(material).join(counted, on="aanlevering", how="left", maintain_order="left")
    return files.with_columns(pl.col(_SEVERITIES).fill_null(0))


QUALITY = Measured(
    "bestanden",
    "Een aangeleverd bestand dat geldt, met zijn regels en de regels waarin iets fout is.",
    {
        "aanlevering": ("Nummer van de aanlevering", Kind.CODE),
        "regels": ("Aantal regels in het bestand, geweigerde meegeteld", G),
        "fout": ("Regels met ten minste een fout", G),
        "waarschuwing": ("Regels met ten minste een waarschuwing", G),
    },
    _told,
)
