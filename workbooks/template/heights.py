# SPDX-License-Identifier: EUPL-1.2
"""Rows of a template that are high enough for the text that wraps in them.

Excel makes such a row higher by itself when it opens the file. LibreOffice and viewers do not, and then text runs
through the row below.
"""

from math import ceil

from workbooks.rendering import CHARACTER_WIDTH, LINE_HEIGHT, MOST_LINES
from workbooks.template.parts import Element, tag

USUAL_WIDTH = 8.43  # of a column without a width of its own, in characters


def wrapping_styles(styles: Element) -> frozenset[str]:
    """The numbers of the cell styles in which text wraps, as cells name them."""
    found = styles.find(tag("cellXfs"))
    alignments = [] if found is None else [style.find(tag("alignment")) for style in found]
    return frozenset(
        str(number)
        for number, alignment in enumerate(alignments)
        if alignment is not None and alignment.get("wrapText") in {"1", "true"}
    )


def width(sheet: Element, column: int) -> float:
    """How many characters fit beside each other in a column of a worksheet."""
    for each in sheet.iter(tag("col")):
        if int(each.get("min", "0")) <= column <= int(each.get("max", "0")):
            return float(each.get("width", USUAL_WIDTH))
    return USUAL_WIDTH


def height(text: str, characters: float) -> int | None:
    """The height (points) of a row with this text in it; None when one line is enough."""
    lines = sum(max(ceil(len(line) * CHARACTER_WIDTH / characters), 1) for line in text.splitlines())
    return LINE_HEIGHT * min(lines, MOST_LINES) if lines > 1 else None
