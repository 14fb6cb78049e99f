# SPDX-License-Identifier: EUPL-1.2
"""The page of a run: one HTML file without network, for a phone, a printer and a screen reader.

How it looks stands in `templates/pagina/rapport.html`, which people may edit; everything filled in is escaped.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from importlib.resources import files

from jinja2 import Environment, FunctionLoader, StrictUndefined

from workbooks import dutch

# The part of the chart (360 x 170) in which the lines run.
LEFT, RIGHT, TOP, BOTTOM = 14, 346, 24, 138
NONE = "geen"


@dataclass(frozen=True)
class Fact:
    """A number with its name."""

    label: str
    value: str


@dataclass(frozen=True)
class Late:
    """Who has not delivered, or too late."""

    who: str
    kind: str
    state: str
    due: str
    received: str


@dataclass(frozen=True)
class Found:
    """How often a rule had something to say."""

    rule: str
    says: str
    severity: str
    count: str
    submissions: str


@dataclass(frozen=True)
class Revised:
    """A figure that was published and is another one now."""

    label: str
    place: str
    month: str
    before: str
    now: str
    difference: str


@dataclass(frozen=True)
class Line:
    """One line of a chart: its name, its newest value, and its points as SVG has them, a gap between its parts."""

    name: str
    now: str
    parts: Sequence[str]
    dots: Sequence[tuple[float, float]]


@dataclass(frozen=True)
class Trend:
    """A KPI through the months.

    Args:
        label: its name.
        says: its definition.
        kind: euro (in eurocent), procent, geheel or getal.
        months: in order, as people read them.
        series: name to a value per month; None where there is none, `hidden` says where it is suppressed.
        hidden: name to whether it is suppressed, per month.

    """

    label: str
    says: str
    kind: str
    months: Sequence[str]
    series: dict[str, Sequence[float | None]]
    hidden: dict[str, Sequence[bool]] = field(default_factory=dict)

    @property
    def names(self) -> list[str]:
        """The names of the lines."""
        return list(self.series)

    @property
    def rows(self) -> list[list[str]]:
        """A month and its values, as people read them."""
        return [[month, *(self._spoken(name, at) for name in self.series)] for at, month in enumerate(self.months)]

    @property
    def first(self) -> str:
        """The first month."""
        return self.months[0]

    @property
    def last(self) -> str:
        """The last month."""
        return self.months[-1]

    @property
    def top(self) -> str:
        """The highest value."""
        return dutch.figure(max(self._known), self.kind)

    @property
    def lines(self) -> list[Line]:
        """The lines of the chart; none where fewer than two months have a value."""
        if len([True for values in zip(*self.series.values(), strict=True) if any(v is not None for v in values)]) < 2:  # noqa: PLR2004
            return []
        return [self._line(name, values) for name, values in self.series.items()]

    @property
    def told(self) -> str:
        """What who cannot see the chart is told."""
        ends = (f"{name} {self._spoken(name, len(self.months) - 1)}" for name in self.series)
        return f"{self.label} van {self.first} tot en met {self.last}; laatste maand: {', '.join(ends)}."

    @property
    def _known(self) -> list[float]:
        return [value for values in self.series.values() for value in values if value is not None]

    def _spoken(self, name: str, at: int) -> str:
        if self.hidden.get(name) and self.hidden[name][at]:
            return "onderdrukt"
        value = self.series[name][at]
        return NONE if value is None else dutch.figure(value, self.kind)

    def _line(self, name: str, values: Sequence[float | None]) -> Line:
        low, high = min(0.0, *self._known), max(self._known)
        width = (RIGHT - LEFT) / max(len(self.months) - 1, 1)
        height = (BOTTOM - TOP) / ((high - low) or 1)
        points = [
            None if value is None else (round(LEFT + at * width, 1), round(BOTTOM - (value - low) * height, 1))
            for at, value in enumerate(values)
        ]
        parts: list[list[str]] = [[]]
        for point in points:
            if point is None:
                parts.append([])
            else:
                parts[-1].append(f"{point[0]},{point[1]}")
        shown = [" ".join(part) for part in parts if len(part) > 1]
        return Line(name, self._spoken(name, len(self.months) - 1), shown, [point for point in points if point])


@dataclass(frozen=True)
class RunPage:
    """All that the page shows; every text is Dutch and holds no person."""

    title: str
    period: str
    made: str
    facts: Sequence[Fact] = ()
    late: Sequence[Late] = ()
    findings: Sequence[Found] = ()
    trends: Sequence[Trend] = ()
    revisions: Sequence[Revised] = ()


def render(page: RunPage) -> str:
    """The page as HTML."""
    return filled("rapport.html", page)


def filled(name: str, page: object) -> str:
    """A template of `templates/pagina` with what its page shows."""
    return (
        Environment(autoescape=True, undefined=StrictUndefined, loader=FunctionLoader(_text))
        .get_template(name)
        .render(page=page)
    )


def _text(name: str) -> str:
    return files("templates").joinpath("pagina", name).read_text("utf-8")
