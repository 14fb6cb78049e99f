# SPDX-License-Identifier: EUPL-1.2
"""When two products run at the same time that may not: the expression that TR302, TR361, TR386 and TR410 share."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import narwhals as nw

from processors.enrichment.stacking import STACKABLE
from processors.rulebook import Column

BEFORE_ALL = date(1, 1, 1)


def stackable(wet: Column, product_categorie: Column) -> Column:
    """Whether it is an aid that may run more than once at a time (TR302), whatever runs beside it."""
    return (wet == "wmo") & product_categorie.fill_null("").is_in(STACKABLE)


@dataclass(frozen=True)
class Overlap:
    """Products of a group that may not run at the same time: those of one code.

    Without code a product is the whole category, without category everything.

    Attributes:
        name: what the columns worked out beforehand begin with.
        group: the columns of which products are compared.
        begin: the column with the first day.
        ends: the last day; `BEFORE_ALL` for what is not compared.
        category: the column with the category.
        code: the column with the code.
        before: columns that `begin`, `ends`, `category` or `code` name and that have to be worked out first.

    """

    name: str
    group: tuple[str, ...]
    begin: str
    ends: Column
    category: str = "product_categorie"
    code: str = "product_code"
    before: Mapping[str, Column] | None = None

    @cached_property
    def given(self) -> Mapping[str, Column]:
        """The columns to be worked out beforehand, in order."""
        of_category = (*self.group, self.category)
        return {
            **(self.before or {}),
            self._ends: self.ends,
            self._named("zonder_code"): self._where_empty(self.code),
            self._named("zonder_categorie"): self._where_empty(self.category),
            self._named("voor_product"): self._above(*of_category, self.code),
            self._named("voor_categorie"): self._above(*of_category),
            self._named("voor_groep"): self._above(*self.group),
        }

    def none_runs(self) -> Column:
        """Whether each product of the group that starts no later has ended before this one starts."""
        of_category = (*self.group, self.category)
        taken_until = nw.max_horizontal(
            self._latest("voor_product", *of_category, self.code),
            nw.when(nw.col(self.code).is_null())
            .then(self._latest("voor_categorie", *of_category))
            .otherwise(self._latest("zonder_code", *of_category)),
            nw.when(nw.col(self.category).is_null())
            .then(self._latest("voor_groep", *self.group))
            .otherwise(self._latest("zonder_categorie", *self.group)),
        )
        return (nw.col(self._ends) == BEFORE_ALL) | (taken_until.fill_null(BEFORE_ALL) < nw.col(self.begin))

    @property
    def _ends(self) -> str:
        return self._named("loopt_tot")

    def _named(self, what: str) -> str:
        return f"{self.name}_{what}"

    def _where_empty(self, column: str) -> Column:
        """The last day of what has no code, or no category."""
        return nw.when(nw.col(column).is_null()).then(self._ends).otherwise(BEFORE_ALL)

    def _above(self, *group: str) -> Column:
        """The last day of the product that starts before this one in its group."""
        return nw.col(self._ends).shift(1).over(*group, order_by=(self.begin, "nr"))

    def _latest(self, what: str, *group: str) -> Column:
        """The latest day among the products of the group that start no later."""
        return nw.col(self._named(what)).cum_max().over(*group, order_by=(self.begin, "nr"))
