# SPDX-License-Identifier: EUPL-1.2
"""What a KPI is: a small function of columns that gives one figure per group, with its words and its proof."""

import inspect
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

import narwhals as nw

from processors import kpi_catalogue

Row = Mapping[str, object]
Column = nw.Expr
Example = tuple[Sequence[Row], float | None]
# How a figure of a unit is shown (the kinds of value of `workbooks.styles`).
KINDS = {"eurocent": "euro", "procent": "procent", "clienten": "geheel", "aantal": "geheel", "euro": "euro"}


@dataclass(frozen=True)
class Figure:
    """A numerator and, where it is a share or a mean, a denominator; both aggregate the rows of a group.

    A figure is missing where its numerator is, and where it has a denominator that is missing or zero.

    Args:
        numerator: aggregates to one value per group.
        denominator: the same; None for a figure that is no share.
        times: what the quotient is multiplied by: 100 for a percentage.
        over: which rows have part in it, for the number of lines and clients behind it; None is all.
        adds: whether numerators of parts say something of that of the whole; those of a median do not.

    """

    numerator: Column
    denominator: Column | None = None
    times: int = 1
    over: Column | None = None
    adds: bool = True


@dataclass(frozen=True)
class Kpi:
    """One KPI over the rows of one measured table (`measured.TABLES`).

    `across` are the dimensions over which its denominator is the same: inhabitants do not differ by supplier.
    """

    code: str
    table: str
    needs: tuple[str, ...]
    figure: Callable[..., Figure]
    label: str
    says: str
    unit: str
    source: str
    across: tuple[str, ...] = ()
    level: tuple[str, ...] = ()
    examples: tuple[Example, ...] = ()
    summary: str = ""

    @property
    def number(self) -> str:
        """The code in the catalogue: K24 for K24 and for K24-p90."""
        return self.code.partition("-")[0]

    @property
    def kind(self) -> str:
        """How it is shown: euro, procent, geheel or getal."""
        return KINDS.get(self.unit.partition(" ")[0], "getal")

    @cached_property
    def stated(self) -> Figure:
        """What the body makes of its columns."""
        return self.figure(*(nw.col(name) for name in self.needs))


@dataclass(frozen=True)
class KpiBook:
    """KPIs in the order in which they are reported."""

    kpis: list[Kpi] = field(default_factory=list)

    def __iter__(self) -> Iterator[Kpi]:
        """Each KPI, in order."""
        return iter(self.kpis)

    def __len__(self) -> int:
        """The number of KPIs, variants included."""
        return len(self.kpis)

    def only(self, *codes: str) -> "KpiBook":
        """The KPIs with one of these codes; a code of the catalogue brings its variants. KeyError if none has it."""
        known = {code for kpi in self.kpis for code in (kpi.code, kpi.number)}
        if unknown := set(codes) - known:
            raise KeyError(*sorted(unknown))
        return KpiBook([kpi for kpi in self.kpis if {kpi.code, kpi.number} & set(codes)])

    def kpi(  # noqa: PLR0913 - each keyword is a part of a KPI; a KPI names its parts
        self,
        code: str,
        *,
        table: str,
        label: str,
        says: str,
        unit: str,
        examples: Sequence[Example],
        across: Sequence[str] = (),
        level: Sequence[str] = (),
        source: str = "",
    ) -> Callable[[Callable[..., Figure]], Callable[..., Figure]]:
        """Add the decorated function as a KPI; its parameters are columns of `table`.

        Args:
            code: the id in the catalogue, with a suffix for a variant: K24-p90.
            table: the measured table whose rows it counts.
            label: what people call it, in Dutch.
            says: one Dutch sentence that defines it: what is counted, over what, and what is left out.
            unit: of the figure; its first word says how it is shown (`KINDS`).
            examples: rows and the figure they give; no rows, a missing value and a denominator of zero among them.
            across: dimensions over which the denominator is the same.
            level: the dimensions it is published by (gemeente, aanbieder, product, contract_nummer, maand, kwartaal,
                jaar); those of the catalogue without it. The region, the subregion and the law always are.
            source: only where it differs from the catalogue.

        """
        entry = kpi_catalogue.entries()[code.partition("-")[0]]
        made = Kpi(
            code, table, (), _unset, label, says, unit, source or entry.source, tuple(across),
            tuple(level) or entry.level, tuple(examples),
        )  # fmt: skip

        def add(figure: Callable[..., Figure]) -> Callable[..., Figure]:
            names = tuple(inspect.signature(figure).parameters)
            summary = (inspect.getdoc(figure) or "").partition("\n")[0]
            self.kpis.append(replace(made, needs=names, figure=figure, summary=summary))
            return figure

        return add


def total(amount: Column, *, over: Column | None = None) -> Figure:
    """The sum; missing where one amount that counts is, and where nothing counts."""
    return Figure(summed(amount, over=over), over=over)


def ratio(numerator: Column, denominator: Column, *, times: int = 1, over: Column | None = None) -> Figure:
    """A quotient of two aggregates, `times` as large; empty, not zero, where the denominator is zero."""
    return Figure(numerator, denominator, times, over)


def percentage(numerator: Column, denominator: Column, *, over: Column | None = None) -> Figure:
    """A hundred times the quotient of two aggregates; empty, not zero, where the denominator is zero."""
    return ratio(numerator, denominator, times=100, over=over)


def summed(amount: Column, *, over: Column | None = None) -> Column:
    """The sum of the rows that count (`over`); missing where one of their amounts is, and where no row counts."""
    counts = nw.lit(value=True) if over is None else over
    missing = (counts & amount.is_null()).any()
    some = counts.any() if over is not None else amount.len() > 0
    return nw.when(some & ~missing).then(nw.when(counts).then(amount).otherwise(0).sum())


def counted(counts: Column) -> Column:
    """The number of rows for which it holds; a row for which that cannot be decided is not counted."""
    return nw.when(counts).then(1).otherwise(0).sum()


def different(key: Column, *, over: Column | None = None) -> Column:
    """The number of different values among the rows that count; a missing one is none."""
    values = key if over is None else nw.when(over).then(key)
    return values.n_unique() - nw.when(values.is_null().any()).then(1).otherwise(0)


def percentile(values: Column, *, part: float = 0.5, per: float = 1) -> Figure:
    """The value below which this part of the values that are known lies, as PERCENTILE.INC in Excel gives it.

    `per` is how many of the unit of the values go in one of the figure: days in a month.
    """
    return Figure(values.quantile(part, interpolation="linear") / per, over=~values.is_null(), adds=False)


def share(counts: Column) -> Figure:
    """Of the rows for which it is known whether it holds, the percentage for which it does."""
    known = ~counts.is_null()
    return percentage(counted(counts), counted(known), over=known)


def number(counts: Column) -> Figure:
    """The number of rows for which it holds, which may be none; missing where there are no rows at all."""
    return Figure(_where_rows(counts, counted(counts)), over=counts)


def people(key: Column, counts: Column) -> Figure:
    """The number of different values among the rows for which it holds, as `number`."""
    return Figure(_where_rows(counts, different(key, over=counts)), over=counts)


def _where_rows(column: Column, aggregate: Column) -> Column:
    return nw.when(column.len() > 0).then(aggregate)


def _unset(*_columns: Column) -> Figure:
    """A KPI that was not given its body is our mistake."""
    raise NotImplementedError
