# SPDX-License-Identifier: EUPL-1.2
"""Which rows of the region go in a message (xml) in place of a workbook, and in which one."""

from collections.abc import Mapping
from functools import reduce
from operator import and_

import polars as pl

from processors.demo.region import Region
from processors.demo.submissions import KEY
from processors.demo.suppliers import agb

PREFIX = "bericht"
# Places in the register of suppliers: who sends its declarations as bare messages, and who sends them in one zip.
BARE, ZIPPED = 6, 48
A_FEW = 3  # clients about whom allocations, starts or stops go in messages
ALLOCATION = "toewijzing_nummer"
PARTIES = ("wet", "gemeente", "aanbieder")
IS_BSN = pl.col("client").str.contains(r"^\d{9}$")


def with_messages(region: Region, tables: Mapping[str, pl.DataFrame]) -> dict[str, pl.DataFrame]:
    """The tables that are sent, where rows that go in a message have the key of that message (`zending`).

    A message is about one law, municipality and supplier, and names clients by their number; what does not fit stays
    in the workbook.

    Args:
        region: the clean region.
        tables: dealt out over workbooks (`submissions.dealt`).

    """
    month = f"{region.plan.firsts[-1]:%Y-%m}"
    lines, allocations, reports = (tables[name] for name in ("declaratieregels", "toewijzingen", "regieberichten"))
    chosen = {
        "declaratieregels": _declared(lines, f"{region.plan.firsts[-2]:%Y-%m}", month),
        "toewijzingen": _allocated(allocations, lines, reports, month),
        "regieberichten": _reported(allocations, reports, month),
    }
    return {name: _keyed(frame, chosen[name]) if name in chosen else frame for name, frame in tables.items()}


def _keyed(frame: pl.DataFrame, chosen: pl.DataFrame) -> pl.DataFrame:
    """The rows with the key of their message, where they have one."""
    # A declaration is about many clients, and each other message about one.
    about = pl.when(pl.col("bericht") == "323").then(pl.lit("")).otherwise("client")
    keys = chosen.select("nr", _key=pl.format(f"{PREFIX} {{}} {{}} {{}} {{}} {{}}", "bericht", *PARTIES, about))
    return (
        frame.join(keys, on="nr", how="left", maintain_order="left")
        .with_columns(pl.coalesce("_key", KEY).alias(KEY))
        .drop("_key")
    )


def _declared(lines: pl.DataFrame, before: str, month: str) -> pl.DataFrame:
    """The lines of the last month of two suppliers that declared the month before too, as 323."""
    ours = lines.filter(pl.col("aanbieder").is_in([agb(BARE), agb(ZIPPED)]))
    steady = ours.filter(pl.col("declaratie_maand") == before).select("aanbieder", "wet").unique()
    return (
        ours.filter(pl.col("declaratie_maand") == month, IS_BSN.all().over(*PARTIES, "declaratie_maand"))
        .join(steady, on=["aanbieder", "wet"], how="semi", maintain_order="left")
        .with_columns(bericht=pl.lit("323"))
    )


def _allocated(allocations: pl.DataFrame, lines: pl.DataFrame, reports: pl.DataFrame, month: str) -> pl.DataFrame:
    """New allocations that one municipality gave one supplier, of care still to begin, as 301."""
    leaned_on = pl.concat([lines[ALLOCATION], reports[ALLOCATION]]).unique()
    fits = [
        pl.col(KEY).str.ends_with(month),
        ~pl.col(ALLOCATION).is_in(leaned_on.implode()),
        ~pl.col(ALLOCATION).is_duplicated(),
        pl.col("referentie_aanbieder").is_null(),
        IS_BSN,
    ]
    return _a_few(allocations.filter(reduce(and_, fits)), "301")


def _reported(allocations: pl.DataFrame, reports: pl.DataFrame, month: str) -> pl.DataFrame:
    """Starts and stops of one supplier, each reported to one municipality, as 305 and 307."""
    once = allocations.filter(~pl.col(ALLOCATION).is_duplicated())[ALLOCATION]
    stopped = reports.filter(pl.col("soort") == "stop")[ALLOCATION]
    is_stop = pl.col("soort") == "stop"
    fits = reports.filter(
        pl.col(KEY).str.ends_with(month), pl.col(ALLOCATION).is_in(once.implode()), IS_BSN,
        is_stop | ~pl.col(ALLOCATION).is_in(stopped.implode()),
    )  # fmt: skip
    # A stop has its start in an earlier workbook.
    begun = pl.col("begindatum").dt.strftime("%Y-%m") < month
    fits = fits.filter(~is_stop | begun)
    both = fits.group_by("aanbieder").agg(pl.col("soort").n_unique(), pl.len()).filter(pl.col("soort") > 1)
    supplier = both.sort("len", "aanbieder", descending=[True, False])["aanbieder"].head(1)
    own = fits.filter(pl.col("aanbieder").is_in(supplier.implode())).unique("client", keep="none", maintain_order=True)
    return pl.concat([_a_few(own.filter(~is_stop), "305"), _a_few(own.filter(is_stop), "307")])


def _a_few(rows: pl.DataFrame, message: str) -> pl.DataFrame:
    """The rows of a few clients of the municipality and supplier with most of them."""
    sizes = rows.group_by(PARTIES).len().sort("len", *PARTIES, descending=[True, False, False, False])
    most = rows.join(sizes.head(1), on=list(PARTIES), how="semi", maintain_order="left")
    clients = most["client"].unique().sort().head(A_FEW)
    return most.filter(pl.col("client").is_in(clients.implode())).with_columns(bericht=pl.lit(message))
