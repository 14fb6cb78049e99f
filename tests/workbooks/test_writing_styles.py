# SPDX-License-Identifier: EUPL-1.2
"""The visual language: readable for everybody."""

from itertools import product

import pytest
import xlsxwriter

from workbooks import styles

ENOUGH = 4.5  # WCAG 2.1, 1.4.3
ENOUGH_FOR_SHAPES = 3.0  # WCAG 2.1, 1.4.11
KINDS = ("tekst", "code", "cent", "euro", "datum", "tijdstip", "geheel", "nummer", "getal", "procent")
LOOKS = (
    "vrij",
    "titel",
    "kop",
    "kopregel",
    "label",
    "stil",
    "invoer",
    "koppeling",
    "goed",
    "in orde",
    *styles.SEVERITIES,
)


def luminance(colour):
    parts = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, other):
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_the_contrast_formula_gives_the_known_extremes():
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#767676", "#FFFFFF") == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize("look", [(look,) for look in LOOKS] + [("label", "koppeling"), ("fout", "koppeling")])
def test_text_stands_out_from_its_background(look):
    properties = styles.stacked(*look)

    assert contrast(properties["font_color"], properties.get("bg_color", styles.PAPER)) >= ENOUGH


@pytest.mark.parametrize("colour", [*styles.CHART_COLOURS, *styles.TABS.values()])
def test_shapes_stand_out_from_the_paper(colour):
    assert contrast(colour, styles.PAPER) >= ENOUGH_FOR_SHAPES


@pytest.mark.parametrize("severity", [*styles.SEVERITIES, "goed"])
def test_a_mark_is_never_colour_alone(severity):
    assert styles.STYLES[severity]["bold"] is True
    assert styles.marked("woord", severity) == f"{styles.SYMBOLS[severity]} woord"
    assert list(styles.SYMBOLS.values()).count(styles.SYMBOLS[severity]) == (2 if severity == "goed" else 1)


def test_a_word_without_a_mark_stays_as_it_is():
    assert styles.marked("woord", "label") == "woord"


def test_every_pair_of_kind_and_look_can_be_made(tmp_path):
    with xlsxwriter.Workbook(str(tmp_path / "proef.xlsx")) as book:
        made = {(kind, look): book.add_format(styles.stacked(kind, look)) for kind, look in product(KINDS, LOOKS)}
        book.add_worksheet()

    for (kind, _), each in made.items():
        assert each.num_format == styles.STYLES[kind].get("num_format", "General")


def test_numbers_stand_right_and_their_headers_too():
    assert [kind for kind in KINDS if styles.right_aligned(kind)] == [
        "cent", "euro", "geheel", "nummer", "getal", "procent",
    ]  # fmt: skip
