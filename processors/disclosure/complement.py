# SPDX-License-Identifier: EUPL-1.2
"""Company for hidden cells, so that no sum gives one away."""

import numpy as np
import polars as pl

from processors.disclosure.audience import Limits
from processors.disclosure.relations import Holds
from processors.disclosure.sheet import Sheet

# A hidden cell and one more; between municipalities two more, for the reader of one subtracts its own.
ALONE, BETWEEN_READERS = 2, 3


class Company:
    """Chooses, per sum in which too few are hidden, what is hidden too: the smallest part that is not nothing."""

    def __init__(self, sheet: Sheet, limits: Limits) -> None:
        now = sheet.places.filter(pl.col("publicatie") == 0).select("plek")
        sums = sheet.relations.filter(pl.col("geldt") == Holds.SUM).join(
            now, left_on="geheel", right_on="plek", how="semi"
        )
        between = pl.col("langs").is_in(["gemeente", "gemeente in subregio"]) & limits.readers_know_their_own
        members = pl.concat([
            sums.select("relatie", "grootheid", between=between, plek="deel", whole=pl.lit(value=False)),
            sums.select("relatie", "grootheid", between=between, plek="geheel", whole=pl.lit(value=True)).unique(),
        ])  # fmt: skip
        known = members.join(sheet.values.select("grootheid", "plek", "waarde"), on=["grootheid", "plek"]).join(
            sheet.places.select("plek", "clienten", "bekend"), on="plek"
        )
        # The order in which company is sought: what is something before what is nothing (that is no secret, but who
        # does not know it is in doubt), parts before their whole, few people before many.
        order = ("relatie", "nothing", "whole", "clienten", "plek")
        known = known.with_columns(nothing=pl.col("waarde") == 0).sort(order, nulls_last=True)
        number = known["relatie"].rank("dense").cast(pl.Int64) - 1
        self.relation = number.to_numpy()
        self.count = len(known["relatie"].unique())
        self.place = known["plek"].cast(pl.Int64).to_numpy()
        self.whole = known["whole"].to_numpy()
        self.between = np.zeros(self.count, dtype=bool)
        self.between[self.relation] = known["between"].to_numpy()
        self.unknown = ~known["bekend"].to_numpy()
        self.followed = self._following(sheet.places.height)

    def kept(self, hidden: np.ndarray) -> np.ndarray:
        """The hidden places with all the company that sums ask for; in each round every sum asks for one more."""
        while True:
            inside = hidden[self.place] & self.unknown
            count = np.bincount(self.relation, inside, self.count)
            whole = np.bincount(self.relation, inside & self.whole, self.count) > 0
            need = np.where(self.between & ~whole, BETWEEN_READERS, ALONE)
            chosen = self._next(hidden, (count > 0) & (count < need))
            if not len(chosen):
                return hidden
            hidden = _also(hidden, chosen)

    def more(self, hidden: np.ndarray, unsafe: np.ndarray) -> np.ndarray:
        """The hidden places with one more in each sum in which a place is of which too much can be learnt."""
        asks = np.bincount(self.relation, unsafe[self.place], self.count) > 0
        return self.kept(_also(hidden, self._next(hidden, asks)))

    def around(self, hidden: np.ndarray, places: np.ndarray) -> np.ndarray:
        """All hidden places that hang together with these by sums: where no sum has company left, one further may."""
        reached = places
        while True:
            inside = np.bincount(self.relation, reached[self.place], self.count) > 0
            wider = _also(reached, self.place[inside[self.relation] & hidden[self.place]])
            if np.array_equal(wider, reached):
                return reached
            reached = wider

    def alone(self, hidden: np.ndarray) -> np.ndarray:
        """Per place whether it is hidden and the only one of a sum that is not known."""
        inside = hidden[self.place] & self.unknown
        count = np.bincount(self.relation, inside, self.count)
        return _also(np.zeros_like(hidden), self.place[inside & (count[self.relation] < ALONE)])

    def _following(self, places: int) -> np.ndarray:
        """Per place whether its value follows, one after another, from sums of what was shown before: no company."""
        followed = np.zeros(places, dtype=bool)
        while True:
            open_ended = self.unknown & ~followed[self.place]
            count = np.bincount(self.relation, open_ended, self.count)
            wider = _also(followed, self.place[open_ended & (count[self.relation] < ALONE)])
            if np.array_equal(wider, followed):
                return followed
            followed = wider

    def _next(self, hidden: np.ndarray, asks: np.ndarray) -> np.ndarray:
        """The first place of each sum that can be hidden still."""
        can = ~hidden[self.place] & self.unknown & ~self.followed[self.place]
        free = np.flatnonzero(asks[self.relation] & can)
        _, first = np.unique(self.relation[free], return_index=True)
        return self.place[free[first]]


def _also(hidden: np.ndarray, places: np.ndarray) -> np.ndarray:
    more = hidden.copy()
    more[places] = True
    return more
