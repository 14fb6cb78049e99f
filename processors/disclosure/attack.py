# SPDX-License-Identifier: EUPL-1.2
"""The attacker: what somebody can work out about hidden cells from all that is published.

Bounds by linear programming (HiGHS) over every relation between cells, per block of cells that hang together; what
follows at once from one relation after another (interval propagation) is worked out first and makes the blocks small.
An attacker who also reasons in whole numbers learns nothing more in tables of two dimensions; in more he might.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import highspy
import numpy as np
import polars as pl

from processors.disclosure.propagation import Constraints, blocks, propagated
from processors.errors import OwnMistakeError

BOUNDS = {"cel": pl.UInt32, "laag": pl.Float64, "hoog": pl.Float64}
# What an attacker may suppose as the largest value, as a multiple of all that he sees.
_FAR = 4.0
_SAME = 1e-6
_ROUNDING = 1e-9
_LARGE = 1e5
# Steps of the simplex method per cell and relation, after which it goes round in circles.
_STEPS = 20
# So often all cells that are not settled are pushed at once, each its own way, before they are looked at one by one.
_PUSHES = 8


@dataclass(frozen=True)
class Published:
    """All that an attacker has: cells, and what is true of them.

    Args:
        cells: `cel` (UInt32), `waarde` (missing where hidden) and `laagst`: what he knows it is at least; missing where
            he knows nothing, as of an amount that may be negative.
        relations: `relatie` (UInt32), `laag` and `hoog`: between which the sum of its terms is; -inf and inf are open.
        terms: `relatie`, `cel`, `factor`.

    """

    cells: pl.DataFrame
    relations: pl.DataFrame
    terms: pl.DataFrame


def attack(published: Published, wanted: pl.DataFrame | None = None) -> pl.DataFrame:
    """The bounds of hidden cells: `cel`, `laag`, `hoog`, in the unit of the cell.

    Args:
        published: what the attacker has.
        wanted: `cel` and `breedte`: only these cells, and no further than that he is left in so much doubt; without it
            every hidden cell to the end.

    Raises:
        OwnMistakeError: what is published contradicts itself, or a program was not solved.

    """
    hidden = published.cells.filter(pl.col("waarde").is_null()).sort("cel")
    if hidden.is_empty():
        return pl.DataFrame(schema=BOUNDS)
    constraints = _constraints(published, hidden)
    low, high = propagated(constraints, hidden["laagst"].fill_null(-np.inf).to_numpy().copy())
    enough = np.full(len(hidden), np.inf)
    asked = np.ones(len(hidden), dtype=bool)
    if wanted is not None:
        need = hidden.select("cel").join(wanted, on="cel", how="left", maintain_order="left")["breedte"]
        asked, enough = need.is_not_null().to_numpy(), need.fill_null(np.inf).to_numpy()
    # What follows step by step already says that too much is known needs no program.
    open_ended = asked & (high - low > _SAME) & ~(high - low < np.where(np.isfinite(enough), enough, 0))
    least, most = low.copy(), high.copy()
    for columns, rows in blocks(constraints, high - low > _SAME):
        if open_ended[columns].any():
            ends = _Block(constraints, columns, rows, low, high).ends(open_ended[columns], enough[columns])
            solved = open_ended[columns]
            least[columns[solved]], most[columns[solved]] = ends[0][solved], ends[1][solved]
    return pl.DataFrame({"cel": hidden["cel"], "laag": least, "hoog": most}, schema=BOUNDS).filter(asked)


def _constraints(published: Published, hidden: pl.DataFrame) -> Constraints:
    """The relations with what is open moved to the other side; terms refer to hidden cells by number."""
    terms = published.terms.join(published.cells, on="cel")
    seen = (
        terms.filter(pl.col("waarde").is_not_null())
        .group_by("relatie")
        .agg(gezien=(pl.col("waarde") * pl.col("factor")).sum())
    )
    unseen = terms.filter(pl.col("waarde").is_null()).join(hidden.select("cel").with_row_index("kolom"), on="cel")
    used = unseen.select("relatie").unique().sort("relatie").with_row_index("regel")
    rows = used.join(published.relations, on="relatie").join(seen, on="relatie", how="left").sort("regel")
    offset = rows["gezien"].fill_null(0.0)
    entries = unseen.join(used, on="relatie").group_by("regel", "kolom").agg(pl.col("factor").sum())
    entries = entries.filter(pl.col("factor") != 0).sort("regel", "kolom")
    return Constraints(
        entries["regel"].cast(pl.Int64).to_numpy(), entries["kolom"].cast(pl.Int64).to_numpy(),
        entries["factor"].cast(pl.Float64).to_numpy(),
        (rows["laag"] - offset).to_numpy(), (rows["hoog"] - offset).to_numpy(), len(hidden),
    )  # fmt: skip


class _Block:
    """One linear program that is solved for one cell after another, each time from where it stands."""

    def __init__(
        self, constraints: Constraints, columns: np.ndarray, rows: np.ndarray, low: np.ndarray, high: np.ndarray
    ) -> None:
        number = np.full(constraints.columns, -1)
        number[columns] = np.arange(len(columns))
        line = np.full(len(constraints.least), -1)
        line[rows] = np.arange(len(rows))
        inside = line[constraints.row] >= 0
        row, column = constraints.row[inside], constraints.column[inside]
        factor = constraints.factor[inside]
        fixed = number[column] < 0
        moved = np.bincount(line[row[fixed]], factor[fixed] * low[column[fixed]], len(rows))
        # What was worked out is known to within `_SAME`; without that room nothing might fit.
        room = _SAME * (1 + np.bincount(line[row[fixed]], minlength=len(rows))) + _ROUNDING * np.abs(moved)
        least, most = constraints.least[rows] - moved - room, constraints.most[rows] - moved + room
        sizes = np.abs(np.concatenate([low[columns], high[columns], least, most]))
        sizes = sizes[np.isfinite(sizes)]
        # Amounts in eurocents are too large for a solver that looks at the seventh decimal.
        self.unit = max(1.0, sizes.max(initial=0.0) / _LARGE)
        self.far = _FAR * max(1.0, sizes.sum(initial=0.0)) / self.unit
        self.low = np.where(np.isfinite(low[columns]), low[columns] / self.unit, -self.far)
        self.high = np.where(np.isfinite(high[columns]), high[columns] / self.unit, self.far)
        program = highspy.HighsLp()
        program.num_col_, program.num_row_ = len(columns), len(rows)
        program.col_cost_ = np.zeros(len(columns))
        program.col_lower_, program.col_upper_ = self.low, self.high
        program.row_lower_, program.row_upper_ = least / self.unit, most / self.unit
        program.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        program.a_matrix_.start_ = np.concatenate([[0], np.cumsum(np.bincount(line[row[~fixed]], minlength=len(rows)))])
        program.a_matrix_.index_ = number[column[~fixed]]
        program.a_matrix_.value_ = factor[~fixed]
        self.solver = highspy.Highs()  # type: ignore[no-untyped-call]
        self.solver.setOptionValue("output_flag", False)  # noqa: FBT003 - the argument of HiGHS
        self.solver.setOptionValue("threads", 1)
        # Only the goal changes, so that where the last one ended is a good place to start.
        self.solver.setOptionValue("presolve", "off")
        self.solver.setOptionValue("simplex_iteration_limit", _STEPS * (len(columns) + len(rows)))
        self.solver.passModel(program)
        self.every = np.arange(len(columns), dtype=np.int32)

    def ends(self, asked: np.ndarray, enough: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """The least and most that the cells can be; of those that were asked no further than is enough."""
        least, most = np.full(len(asked), np.inf), np.full(len(asked), -np.inf)
        for goal in self._goals(asked, most, least, enough):
            point = self._point(goal)
            if point is None and np.isinf(enough[asked]).any():
                raise OwnMistakeError("HiGHS did not solve a program of the attacker.")
            # Without a point nothing is proved, so that the cell counts as known.
            if point is None:
                continue
            np.minimum(least, point, out=least)
            np.maximum(most, point, out=most)
        far = self.far * (1 - _SAME)
        least, most = np.where(least <= -far, -np.inf, least), np.where(most >= far, np.inf, most)
        return least * self.unit, most * self.unit

    def _goals(
        self, asked: np.ndarray, most: np.ndarray, least: np.ndarray, enough: np.ndarray
    ) -> Iterator[np.ndarray]:
        """What to maximise next: first all together, both ways; then each cell that is not settled by a point found."""
        weight = 1 / np.where(np.isfinite(enough) & (enough > 0), enough, 1.0)
        ways = np.random.default_rng(0)
        for _ in range(_PUSHES):
            unsettled = asked & ~((most - least) * self.unit >= enough)
            if not unsettled.any():
                return
            push = np.where(unsettled, ways.choice([-1.0, 1.0], len(asked)) * weight, 0.0)
            yield push
            yield -push
        for cell in np.flatnonzero(asked):
            for way in (1.0, -1.0):
                if not (most[cell] - least[cell]) * self.unit >= enough[cell]:
                    goal = np.zeros(len(asked))
                    goal[cell] = way
                    yield goal

    def _point(self, goal: np.ndarray) -> np.ndarray | None:
        """A table that agrees with all that is published and goes furthest towards the goal; None if not found."""
        self.solver.changeColsCost(len(goal), self.every, -goal)
        self.solver.run()
        if not self._solved():
            # From where it stood it went astray in amounts that differ a thousand million times; anew it does not.
            self.solver.clearSolver()
            self.solver.setOptionValue("presolve", "on")
            self.solver.run()
            self.solver.setOptionValue("presolve", "off")
        return np.asarray(self.solver.getSolution().col_value) if self._solved() else None

    def _solved(self) -> bool:
        return bool(self.solver.getModelStatus() == highspy.HighsModelStatus.kOptimal)
