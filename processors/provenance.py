# SPDX-License-Identifier: EUPL-1.2
"""Where a figure comes from: the rows of accepted files on which a measurement rests, and the rules they passed.

A measured row is made from accepted rows that share its keys (`SOURCES`); the rows of all files that share the keys of
the group are those on which its figure rests.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from importlib.metadata import version

import narwhals as nw
import polars as pl

from processors.accepted import Accepted
from processors.kpibook import Kpi
from processors.kpis import KPIS
from processors.measured import TABLES, Material
from processors.measuring import KEY, here, keyed
from processors.rules import RULES
from processors.store import SUBMISSION

_ALLOCATION = ("wet", "gemeente", "client", "toewijzing_nummer")
_DELIVERY = (*_ALLOCATION, "product_code", "maand")
_TOTAL = ("wet", "gemeente", "product_categorie", "product_code", "maand")
# Per measured table the accepted tables it is made from, and the columns that their rows have in common.
SOURCES: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "prestaties": {"declaratieregels": _DELIVERY, "declaratietotalen": _TOTAL},
}
# The month by which rows of an accepted table are counted.
_MONTH = {
    "declaratieregels": pl.col("product_periode_begin").dt.strftime("%Y-%m"),
    "declaratietotalen": pl.col("leveringsmaand"),
}  # fmt: skip
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
    found = [_rows_of(table, keys, own, gathered) for table, keys in SOURCES[kpi.table].items()]
    files = pl.concat([pl.DataFrame(schema=dict(FILES)), *found])
    order = gathered.versions.select("aanlevering", "sha256").with_row_index("volgorde")
    return (
        files.drop("sha256")
        .join(order, on="aanlevering", how="left", maintain_order="left")
        .sort("volgorde", "tabel", "blad", nulls_last=True)
        .select(*FILES)
    )


def _rows_of(table: str, keys: Iterable[str], own: pl.DataFrame, gathered: Accepted) -> pl.DataFrame:
    """The rows of an accepted table that share their keys with the measured rows, together per file and sheet."""
    keys = list(keys)
    known = gathered.traced[table]
    month = _MONTH.get(table)
    if month is not None:
        known = known.with_columns(maand=month)
    wanted = own.select(keys).unique()
    used = known.join(wanted, on=keys, how="semi", nulls_equal=True)
    return (
        used.group_by(SUBMISSION, "bestand", "blad")
        .agg(rijen=pl.col("rij").unique().sort())
        .select(
            pl.col(SUBMISSION).alias("aanlevering"), "bestand", pl.lit(None, pl.String).alias("sha256"),
            pl.lit(table).alias("tabel"), "blad", "rijen",
        )
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
