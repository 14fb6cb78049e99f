# SPDX-License-Identifier: EUPL-1.2
"""A native Excel chart beside the cells that feed it, with a title, named axes and a text for who cannot see it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from workbooks import styles
from workbooks.tables import WIDEST
from workbooks.writing import Sheet, Value

CHART_HEIGHT, CHART_WIDTH, BAR_HEIGHT = 300, 620, 24  # pixels
ROW_PIXELS = 20
HEADER_HEIGHT = 20  # points
FIGURE_WIDTH = 16  # characters
_DASHES = ("solid", "dash", "round_dot", "long_dash")
_MARKERS = ("circle", "square", "diamond", "triangle")
_FORMATS = {"euro": '[>=1000000]"€" 0.0,," mln";"€" #,##0', "procent": '0"%"', "geheel": "#,##0", "getal": "#,##0.0"}


class Shape(StrEnum):
    """The form of a chart: compare (columns, bars) or follow through time (line)."""

    COLUMNS = "column"
    BARS = "bar"
    LINE = "line"


@dataclass(frozen=True)
class Chart:
    """A chart and the table that feeds it.

    Args:
        title: what the chart shows, as a heading.
        told: the same in one or two sentences; becomes the alternative text and stands above the table.
        category: header of the categories.
        categories: in order.
        series: name to values, one per category; None is a gap. Amounts (`euro`) in eurocent.
        kind: euro, procent, geheel or getal.

    """

    title: str
    told: str
    category: str
    categories: Sequence[str]
    series: Mapping[str, Sequence[float | None]]
    kind: str = "geheel"
    shape: Shape = Shape.COLUMNS


def place_chart(sheet: Sheet, chart: Chart, row: int, chart_column: int) -> int:
    """Write heading, sentence, table and, at `chart_column`, the chart, from `row` on; returns the next free row."""
    header = _write_cells(sheet, chart, row)
    _insert(sheet, chart, header, (header, chart_column))
    return header + max(len(chart.categories), rows_of(chart)) + 2


def place_beside(sheet: Sheet, charts: Sequence[Chart], row: int, columns: Sequence[int], cells: int) -> int:
    """Draw charts side by side at `row`, each at its column, with their cells from row `cells` on.

    Returns the next free row below the cells.
    """
    for chart, column in zip(charts, columns, strict=False):
        header = _write_cells(sheet, chart, cells)
        _insert(sheet, chart, header, (row, column))
        cells = header + len(chart.categories) + 2
    return cells


def rows_of(chart: Chart) -> int:
    """How many rows of the sheet the chart covers."""
    return -(-_height(chart) // ROW_PIXELS)


def _write_cells(sheet: Sheet, chart: Chart, row: int) -> int:
    """Write heading, sentence and the table that feeds the chart; returns the row of its header."""
    sheet.put(row, 0, chart.title, "kop")
    sheet.put(row + 1, 0, chart.told, "vrij", "stil")
    header = row + 2
    sheet.grid.widen(0, min(max(map(len, (chart.category, *chart.categories))) + 4, WIDEST))
    for number, name in enumerate(chart.series, 1):
        sheet.grid.widen(number, max(len(name) + 3, FIGURE_WIDTH))
    sheet.grid.set_row(header, HEADER_HEIGHT)
    sheet.put(header, 0, chart.category, "kopregel")
    sheet.put_row(header, list(chart.series), "kopregel", "rechts", column=1)
    for offset, category in enumerate(chart.categories, 1):
        sheet.put(header + offset, 0, category, "label")
        sheet.put_row(
            header + offset,
            [_shown(values[offset - 1], chart.kind) for values in chart.series.values()],
            chart.kind,
            column=1,
        )
    return header


def _insert(sheet: Sheet, chart: Chart, header: int, place: tuple[int, int]) -> None:
    drawn = _drawn(sheet, chart, header)
    sheet.grid.insert_chart(*place, drawn, {"description": chart.told, "object_position": 2})


def _height(chart: Chart) -> int:
    """In pixels; a bar chart grows with its bars, so that each keeps its name."""
    return max(CHART_HEIGHT, 90 + BAR_HEIGHT * len(chart.categories)) if chart.shape is Shape.BARS else CHART_HEIGHT


def _shown(value: float | None, kind: str) -> Value:
    return value / 100 if value is not None and kind == "euro" else value


def _drawn(sheet: Sheet, chart: Chart, header: int) -> object:
    """The XlsxWriter chart over the cells; series differ in colour and in dash, marker or pattern."""
    drawn = sheet.book.grids.add_chart({"type": str(chart.shape)})
    first, last = header + 1, header + len(chart.categories)
    for number in range(len(chart.series)):
        colour = styles.CHART_COLOURS[number % len(styles.CHART_COLOURS)]
        drawn.add_series({
            "name": [sheet.name, header, number + 1],
            "categories": [sheet.name, first, 0, last, 0],
            "values": [sheet.name, first, number + 1, last, number + 1],
            "gap": 60,
            **_look(chart.shape, number, colour),
        })  # fmt: skip
    drawn.set_title({"name": chart.title, "name_font": {"size": 12, "color": styles.NAVY}, "overlay": False})
    font = {"color": styles.INK, "size": 9}
    values: dict[str, object] = {
        "num_format": _FORMATS[chart.kind],
        "num_font": font,
        "major_gridlines": {"visible": True, "line": {"color": styles.LINE}},
    }
    if chart.shape is not Shape.LINE and _no_negative(chart):
        values["min"] = 0  # the length of a bar tells its value
    names = {"num_font": font, "name": chart.category, "name_font": {**font, "bold": False}}
    drawn.set_x_axis(names)
    drawn.set_y_axis({**values, "line": {"none": True}})
    if chart.shape is Shape.BARS:
        drawn.set_x_axis(values)
        drawn.set_y_axis({**names, "reverse": True, "crossing": "max", "interval_unit": 1})
    drawn.set_legend({"none": True} if len(chart.series) == 1 else {"position": "bottom", "font": font})
    drawn.set_size({"width": CHART_WIDTH, "height": _height(chart)})
    drawn.show_blanks_as("gap")
    return drawn


def _no_negative(chart: Chart) -> bool:
    return all(value is None or value >= 0 for values in chart.series.values() for value in values)


def _look(shape: Shape, number: int, colour: str) -> dict[str, object]:
    if shape is Shape.LINE:
        marker = {"type": _MARKERS[number % 4], "size": 6, "fill": {"color": colour}, "border": {"color": colour}}
        return {"line": {"color": colour, "width": 2.25, "dash_type": _DASHES[number % 4]}, "marker": marker}
    if number == 0:
        return {"fill": {"color": colour}, "border": {"color": colour}}
    pattern = {"pattern": ("wide_upward_diagonal", "dotted_diamond", "narrow_horizontal")[(number - 1) % 3]}
    return {"pattern": {**pattern, "fg_color": colour, "bg_color": styles.PAPER}, "border": {"color": colour}}
