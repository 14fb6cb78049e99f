# SPDX-License-Identifier: EUPL-1.2
"""Where the figures of every municipality come from, worked out for all of them together (decision 0024).

A workbook tells of each of its figures what the command `herkomst` tells of one. What measured rows of a table rest on
is the same for every KPI on it, so it is looked up once per table and period, when the table is measured anyway.
"""

from collections.abc import Iterator, Mapping

import polars as pl

from processors.accepted import Accepted
from processors.kpis import KPIS
from processors.measured.sources import OF_DELIVERIES, SOURCES, Source, moments
from processors.provenance import behind

ORIGINS: Mapping[str, type[pl.DataType]] = {
    **dict.fromkeys(("kpi", "maand", "gemeente", "tabel", "aanlevering", "blad"), pl.String),
    **dict.fromkeys(("rijen", "eerste", "laatste"), pl.Int64),
}  # fmt: skip
_FILE = ("gemeente", "aanlevering", "blad")


class Origins:
    """Looks up the files behind the figure of each municipality as tables are measured.

    Args:
        asked: the KPIs, each with the month, quarter or year its figure is of.
        gathered: what is in force.

    """

    def __init__(self, asked: Mapping[str, str], gathered: Accepted) -> None:
        self._asked: dict[str, dict[str, list[str]]] = {}
        for kpi in KPIS:
            if kpi.code in asked:
                self._asked.setdefault(kpi.table, {}).setdefault(asked[kpi.code], []).append(kpi.code)
        self._gathered = gathered
        self._known: dict[tuple[str, str], pl.DataFrame] = {}
        self._found = [pl.DataFrame(schema=dict(ORIGINS))]

    def see(self, table: str, rows: pl.DataFrame) -> None:
        """Look up what the rows of a measured table rest on; give it to `measurements.measurements`."""
        for period, codes in self._asked.get(table, {}).items():
            about = pl.DataFrame({"kpi": codes}).with_columns(maand=pl.lit(period))
            own = rows.filter(pl.col("gemeente").is_not_null(), _within(period))
            self._found += [about.join(files, how="cross").select(*ORIGINS) for files in self._files(table, own)]

    def told(self) -> pl.DataFrame:
        """What was found (columns: `ORIGINS`), in the order of receipt.

        Per figure, file and sheet the number of rows of that municipality, the first and the last. Where a figure also
        rests on rows of another municipality, such as a share in a budget, these are left out: they are not its own. A
        figure that counts deliveries rests on whole files: `tabel` is levering, and there are no rows.
        """
        order = self._gathered.versions.select("aanlevering").with_row_index("volgorde")
        found = pl.concat(self._found).join(order, on="aanlevering", maintain_order="left")
        return found.sort("kpi", "gemeente", "volgorde", "tabel", "blad").select(*ORIGINS)

    def _files(self, table: str, own: pl.DataFrame) -> Iterator[pl.DataFrame]:
        """The files behind measured rows, per accepted table; columns of `ORIGINS` without KPI and period."""
        if table in OF_DELIVERIES:
            yield self._delivered(own)
        row = pl.col("rij")
        for source in SOURCES.get(table, ()):
            if source.table not in self._gathered.traced:
                continue
            yield (
                behind(source, own, self._rows(source), also=("gemeente",))
                .group_by(_FILE)
                .agg(rijen=row.n_unique().cast(pl.Int64), eerste=row.min(), laatste=row.max())
                .with_columns(tabel=pl.lit(source.table))
            )

    def _rows(self, source: Source) -> pl.DataFrame:
        """The rows of an accepted table with their months; worked out once."""
        key = (source.table, source.moment)
        if key not in self._known:
            self._known[key] = moments(source, self._gathered.traced[source.table])
        return self._known[key]

    def _delivered(self, own: pl.DataFrame) -> pl.DataFrame:
        """What was delivered about the same municipality and month."""
        about = own.select("gemeente", "maand").unique()
        files = self._gathered.deliveries.join(about, on=["gemeente", "maand"], how="semi")
        none = [pl.lit(None, pl.Int64).alias(name) for name in ("rijen", "eerste", "laatste")]
        return files.select("gemeente", "aanlevering", *none, blad=pl.lit(""), tabel=pl.lit("levering"))


def _within(period: str) -> pl.Expr:
    """Whether a measured row is of this month, quarter or year."""
    year, _, quarter = period.partition("-K")
    of_quarter = (pl.col("maand").str.slice(5, 2).cast(pl.Int64) + 2) // 3
    inside = pl.col("maand").str.starts_with(year)
    return inside & (of_quarter == int(quarter)) if quarter else inside
