# SPDX-License-Identifier: EUPL-1.2
"""Where a figure comes from: the rows of accepted files on which a measurement rests, and the rules they passed.

A measured row is made from accepted rows that share its keys (`measured.sources`); the rows of all files that share the
keys of a group are those on which its figure rests.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from importlib.metadata import version

import narwhals as nw
import polars as pl

from processors.accepted import Accepted
from processors.kpibook import Kpi
from processors.kpis import KPIS
from processors.measured import TABLES, Material
from processors.measured.sources import OF_DELIVERIES, SOURCES, Source, moments
from processors.measuring import KEY, here, keyed
from processors.rules import RULES
from processors.store import SUBMISSION

FILES: Mapping[str, type[pl.DataType] | pl.DataType] = {
    "aanlevering": pl.String, "bestand": pl.String, "sha256": pl.String, "tabel": pl.String, "blad": pl.String,
    "rijen": pl.List(pl.Int64),
}  # fmt: skip


@dataclass(frozen=True)
class Group:
    """One group of a grain: dimension to value (`wet`, `gemeente`, `aanbieder`, `product` …), and the period."""

    values: Mapping[str, str]

    @property
    def per(self) -> tuple[str, ...]:
        """The groupings of `measuring.measure` that give it."""
        return tuple(self.values)


def group_of(measurement: Mapping[str, object]) -> Group:
    """The group that a row of `meting` is about."""
    values = {
        name: str(measurement[name])
        for name in ("wet", "gemeente", "subregio", "aanbieder", "contract_nummer")
        if measurement.get(name)
    }
    if measurement.get("product"):
        code = str(measurement["product"])
        values["categorie" if len(code) == 2 else "product"] = code  # noqa: PLR2004 - a category has two characters
    if measurement.get("maand"):
        moment = str(measurement["maand"])
        values["kwartaal" if "K" in moment else "maand" if "-" in moment else "jaar"] = moment
    return Group(values)


def rests_on(kpi: Kpi, group: Group, gathered: Accepted, material: Material) -> pl.DataFrame:
    """The files and rows on which a figure rests (columns: `FILES`), in the order of receipt.

    Args:
        kpi: the KPI.
        group: of which the figure is.
        gathered: what is in force.
        material: what the KPI is measured from.

    """
    rows = here(keyed(nw.from_native(TABLES[kpi.table].of(material).lazy()), group.per))
    own = rows.filter(pl.col(f"{KEY}{name}") == value for name, value in group.values.items())
    if kpi.table in OF_DELIVERIES:
        found = [_delivered(own, gathered)]
    else:
        found = [_rows_of(source, own, gathered) for source in SOURCES.get(kpi.table, ())]
    files = pl.concat([pl.DataFrame(schema=dict(FILES)), *found])
    order = gathered.versions.select("aanlevering", "sha256").with_row_index("volgorde")
    return (
        files.drop("sha256")
        .join(order, on="aanlevering", how="left", maintain_order="left")
        .sort("volgorde", "tabel", "blad", nulls_last=True)
        .select(*FILES)
    )


def behind(source: Source, own: pl.DataFrame, known: pl.DataFrame, also: Sequence[str] = ()) -> pl.DataFrame:
    """The rows of an accepted table that share their keys with measured rows.

    Args:
        source: which keys.
        own: the measured rows.
        known: the rows of the accepted table (`sources.moments`), with where each came from.
        also: further columns that both must share.

    Returns:
        The keys and where each row stands: aanlevering, bestand, blad, rij.

    """
    on = list(dict.fromkeys((*source.on, *also)))
    keys = own.select(sorted({*on, "maand", source.year or "maand"} - {"jaar"})).unique()
    wanted = pl.concat([keys.with_columns(maand=_earlier(months)) for months in source.months])
    wanted = wanted.with_columns(jaar=pl.col(source.year) if source.year else pl.col("maand").str.slice(0, 4))
    rows = known.select(*on, SUBMISSION, "bestand", "blad", "rij")
    return rows.join(wanted.select(on).unique(), on=on, how="semi", nulls_equal=True)


def _rows_of(source: Source, own: pl.DataFrame, gathered: Accepted) -> pl.DataFrame:
    """The accepted rows behind measured rows, together per file and sheet."""
    return (
        behind(source, own, moments(source, gathered.traced[source.table]))
        .group_by(SUBMISSION, "bestand", "blad")
        .agg(rijen=pl.col("rij").unique().sort())
        .select(
            pl.col(SUBMISSION).alias("aanlevering"), "bestand", pl.lit(None, pl.String).alias("sha256"),
            pl.lit(source.table).alias("tabel"), "blad", "rijen",
        )
    )  # fmt: skip


def _earlier(months: int) -> pl.Expr:
    """The month of a row, so many months earlier."""
    if not months:
        return pl.col("maand")
    return (pl.col("maand") + "-01").str.to_date("%Y-%m-%d").dt.offset_by(f"-{months}mo").dt.strftime("%Y-%m")


def _delivered(own: pl.DataFrame, gathered: Accepted) -> pl.DataFrame:
    """The files of what was delivered about the same municipality and month; none of their rows in particular."""
    about = own.select("gemeente", "maand").unique()
    files = gathered.deliveries.drop_nulls("aanlevering").join(
        about, on=["gemeente", "maand"], how="semi", nulls_equal=True
    )
    names = gathered.versions.select("aanlevering", "bestand")
    return files.select("aanlevering").join(names, on="aanlevering", maintain_order="left").select(
        "aanlevering", "bestand", pl.lit(None, pl.String).alias("sha256"), pl.lit("levering").alias("tabel"),
        pl.lit("").alias("blad"), pl.lit([], pl.List(pl.Int64)).alias("rijen"),
    )  # fmt: skip


def rules_version() -> str:
    """The version of the product and a fingerprint of all rules and KPIs that it judges and measures by."""
    words = [f"{rule.code}|{rule.table}|{rule.at}|{rule.says}|{rule.severity}|{rule.consequence}" for rule in RULES]
    words += [f"{kpi.code}|{kpi.table}|{kpi.says}" for kpi in KPIS]
    fingerprint = sha256("\n".join(words).encode()).hexdigest()
    return f"{version('verzamelpunt')}-{fingerprint[:12]}"


def spans(rows: Iterable[int]) -> str:
    """Row numbers as people write them: 2-14, 20."""
    found: list[list[int]] = []
    for row in rows:
        if found and row == found[-1][-1] + 1:
            found[-1] = [found[-1][0], row]
        else:
            found.append([row, row])
    return ", ".join(str(first) if first == last else f"{first}-{last}" for first, last in found)
