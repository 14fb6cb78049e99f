# SPDX-License-Identifier: EUPL-1.2
"""What is published together, now and before, as places, values and the relations between them.

A place is one key of a family of KPIs in one publication; it is hidden as a whole. A cell is one quantity at one key
with one value: where nothing changed, the cell of an earlier publication and of this one are the same.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl

from processors.disclosure.attack import Published
from processors.disclosure.audience import Limits
from processors.disclosure.ownership import owned
from processors.disclosure.quantities import COLUMNS, COUNTS
from processors.disclosure.relations import DIMENSIONS, Holds, parts, told

_PLACE = ["publicatie", *DIMENSIONS]


@dataclass(frozen=True)
class Sheet:
    """Places, values and relations of a family of KPIs.

    Args:
        places: per `plek`: `publicatie` (0 is now), `DIMENSIONS`, `clienten`, `klein` (a small cell), `van` (the
            municipality to which all of it belongs, if there is one), `verborgen` (was hidden in that publication),
            `bekend` (was shown before with the same values), `bleef_verborgen` (was hidden before, with the same
            values).
        values: `grootheid`, `telt` (it counts people or lines), `plek`, `cel`, `waarde`.
        relations: `relatie`, `grootheid`, `langs`, `geldt`, `geheel`, `deel` (plek), `cel_geheel`, `cel_deel`.

    """

    places: pl.DataFrame
    values: pl.DataFrame
    relations: pl.DataFrame

    def published(self, hidden: np.ndarray, municipality: str | None = None) -> Published:
        """What an attacker has when these places are hidden; a municipality also knows its own cells.

        Args:
            hidden: per place.
            municipality: the code of the municipality that attacks.

        """
        own = self.places["gemeente"].is_in([municipality] if municipality else []).fill_null(value=False)
        shown = ~hidden | own.to_numpy()
        cells = (
            self.values.with_columns(open=pl.Series(shown[self.values["plek"].to_numpy()]))
            .group_by("cel")
            .agg(pl.col("open").any(), pl.col("waarde").first())
            .select(
                "cel", waarde=pl.when("open").then("waarde"),
                laagst=pl.when(pl.col("waarde") >= 0).then(pl.lit(0.0)),
            )
        )  # fmt: skip
        unseen = cells.filter(pl.col("waarde").is_null()).select("cel")
        touched = pl.concat(
            [
                self.relations.join(unseen, left_on=name, right_on="cel", how="semi")
                for name in ("cel_geheel", "cel_deel")
            ]
        )["relatie"].unique()
        rows = self.relations.filter(pl.col("relatie").is_in(touched.implode()))
        return _with_relations(cells, rows)

    def wanted(self, limits: Limits, *, but_of: str | None = None) -> pl.DataFrame:
        """The cells that must stay in doubt, and by how much: `cel`, `breedte`; none that are all of a municipality."""
        judged = pl.col("klein") & (pl.col("publicatie") == 0) & ~pl.col("bekend")
        places = self.places.filter(judged & (pl.col("van").fill_null("") != (but_of or "-")))
        size = pl.col("waarde").abs()
        number = pl.col("telt") & (size < limits.smallest)
        width = pl.when(number).then(float(limits.width_clients)).otherwise(size * limits.width_percent / 100)
        return (
            self.values.join(places.select("plek"), on="plek", how="semi")
            .filter(size > 0)
            .group_by("cel")
            .agg(breedte=width.max())
        )


def sheet(
    figures: pl.DataFrame,
    klein: pl.Series,
    earlier: Sequence[pl.DataFrame],
    known: pl.DataFrame,
    contracts: pl.DataFrame | None,
) -> Sheet:
    """Lay out what is published now beside what was before.

    Args:
        figures: measurements of a family of KPIs before anything is hidden.
        klein: whether each is a small cell.
        earlier: earlier publications: measurements as they were, `onderdrukt` as it was decided.
        known: the quantities of the KPIs (`quantities.quantities`).
        contracts: the reference table, which says whose a contract is.

    """
    before = pl.col("onderdrukt") == "ja"
    stacked = pl.concat([
        figures.with_columns(klein, publicatie=pl.lit(0), verborgen=pl.lit(value=False)),
        *(
            frame.select(
                *figures.columns, klein=pl.lit(value=False), publicatie=pl.lit(number), verborgen=before
            )
            for number, frame in enumerate(earlier, start=1)
        ),
    ])  # fmt: skip
    places = (
        stacked.group_by(_PLACE, maintain_order=True)
        .agg(pl.col("klein", "verborgen").any(), pl.col("clienten").max())
        .with_row_index("plek")
    )
    at = stacked.join(places.select("plek", *_PLACE), on=_PLACE, nulls_equal=True, maintain_order="left")
    values = _values(at, known)
    parted = parts(places.with_columns(tabel=pl.col("publicatie").cast(pl.String)), contracts)
    relations = _with_cells(told(parted, values), values)
    return Sheet(owned(_remembered(places, values), relations, values), values, relations)


def _values(at: pl.DataFrame, known: pl.DataFrame) -> pl.DataFrame:
    """Each different quantity at each place, with the cell it is."""
    frames = [
        at.select("kpi", "plek", *_PLACE, waarde=pl.col(column).cast(pl.Float64))
        .drop_nulls("waarde")
        .join(known.filter(pl.col("kolom") == column).select("kpi", "grootheid"), on="kpi")
        .drop("kpi")
        for column in COLUMNS
    ]
    found = pl.concat(frames).unique(["grootheid", "plek"], maintain_order=True)
    identity = ["grootheid", *DIMENSIONS, "waarde"]
    cells = found.select(identity).unique(maintain_order=True).with_row_index("cel")
    kind = pl.col("grootheid").str.split(" ").list.last().is_in(COUNTS)
    return found.join(cells, on=identity, nulls_equal=True, maintain_order="left").select(
        "grootheid", "plek", "cel", "waarde", telt=kind
    )


def _with_cells(rows: pl.DataFrame, values: pl.DataFrame) -> pl.DataFrame:
    """The relations with the cells of whole and part; what an earlier publication said as well stands once."""
    cells = values.select("grootheid", "plek", "cel")
    known = rows.join(
        cells.rename({"plek": "geheel", "cel": "cel_geheel"}), on=["grootheid", "geheel"], maintain_order="left"
    ).join(cells.rename({"plek": "deel", "cel": "cel_deel"}), on=["grootheid", "deel"], maintain_order="left")
    words = known.group_by("relatie", "langs", "geldt", "cel_geheel").agg(pl.col("cel_deel").sort()).sort("relatie")
    once = words.unique(["langs", "geldt", "cel_geheel", "cel_deel"], keep="first")["relatie"]
    return known.filter(pl.col("relatie").is_in(once.implode()))


def _remembered(places: pl.DataFrame, values: pl.DataFrame) -> pl.DataFrame:
    """The places with what earlier publications said of the same values."""
    at = values.join(places.select("plek", "publicatie", "verborgen"), on="plek")
    before = at.filter(pl.col("publicatie") > 0)
    now = at.filter(pl.col("publicatie") == 0)
    shown = before.filter(~pl.col("verborgen")).select("cel").unique()
    kept = before.filter("verborgen").select("cel").unique()
    marked = now.select(
        "plek",
        bekend=pl.col("cel").is_in(shown["cel"].implode()), bleef_verborgen=pl.col("cel").is_in(kept["cel"].implode()),
    )  # fmt: skip
    every = marked.group_by("plek").agg(pl.col("bekend", "bleef_verborgen").all())
    return places.join(every, on="plek", how="left", maintain_order="left").with_columns(
        pl.col("bekend", "bleef_verborgen").fill_null(value=False)
    )


def _with_relations(cells: pl.DataFrame, rows: pl.DataFrame) -> Published:
    """A sum of parts less its whole is nothing, at most nothing or at least nothing; a part is at most its whole."""
    holds = pl.col("geldt")
    sums = rows.select("relatie", "geldt", "cel_geheel").unique("relatie")
    first = (sums.select(pl.col("relatie").max()).item() or 0) + 1
    each = (
        rows.filter(holds == Holds.AT_MOST).select("cel_geheel", "cel_deel").unique().with_row_index("relatie", first)
    )
    relations = pl.concat([
        sums.select(
            "relatie",
            laag=pl.when(holds == Holds.AT_LEAST).then(-np.inf).otherwise(0.0),
            hoog=pl.when(holds == Holds.AT_MOST).then(np.inf).otherwise(0.0),
        ),
        each.select("relatie", laag=pl.lit(-np.inf), hoog=pl.lit(0.0)),
    ])  # fmt: skip
    terms = pl.concat([
        frame.select("relatie", cel=name, factor=pl.lit(factor))
        for frame in (sums, rows, each)
        for name, factor in (("cel_deel", 1.0), ("cel_geheel", -1.0))
        if name in frame.columns and not (frame is rows and name == "cel_geheel")
    ])  # fmt: skip
    return Published(cells, relations, terms)
