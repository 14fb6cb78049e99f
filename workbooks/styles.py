# SPDX-License-Identifier: EUPL-1.2
"""The one visual language of every workbook: colours, fonts, number formats.

A style is a set of XlsxWriter properties; styles are stacked by name, later ones win.
Every pair of text and background keeps a contrast of at least 4.5:1 (WCAG 2.1, 1.4.3); a test computes it.
"""

from collections.abc import Mapping

INK = "#1F2933"
PAPER = "#FFFFFF"
NAVY = "#17365D"
TEAL = "#0B6E75"
AMBER = "#B45309"
GREY = "#52606D"
MIST = "#EEF2F6"
LINE = "#CBD2D9"
CHART_COLOURS = (NAVY, TEAL, AMBER, GREY)
TABS: Mapping[str, str] = {"begin": NAVY, "werk": TEAL, "aandacht": AMBER, "naslag": GREY}

_MARKED = {"bold": True, "border": 2}

STYLES: Mapping[str, Mapping[str, object]] = {
    "basis": {
        "font_name": "Calibri", "font_size": 11, "font_color": INK, "bg_color": PAPER, "valign": "top",
        "border": 1, "border_color": LINE, "align": "left", "indent": 1,
    },
    "vrij": {"border": 0, "indent": 0},
    "titel": {"border": 0, "indent": 0, "font_size": 18, "bold": True, "font_color": NAVY},
    "kop": {"border": 0, "indent": 0, "font_size": 13, "bold": True, "font_color": TEAL},
    "kopregel": {
        "bold": True, "font_color": PAPER, "bg_color": NAVY, "text_wrap": True, "valign": "vcenter",
    },
    "verplicht": {"bottom": 5, "bottom_color": "#E8A33D"},
    "leeg": {"border": 0, "bg_color": None},  # None: the property of an earlier style is taken away
    "label": {"bold": True, "bg_color": MIST},
    "stil": {"font_color": GREY},
    "terugloop": {"text_wrap": True},
    "invoer": {"bg_color": "#FFFBEA"},
    "antwoord": {"bg_color": "#FFFBEA", "locked": False, "text_wrap": True},
    "links": {"align": "left"},
    "rechts": {"align": "right"},
    "koppeling": {"font_color": "#0B4F9E", "underline": 1},
    "aanhaling": {"quote_prefix": True},
    # kinds of values
    "tekst": {},
    "code": {"num_format": "@"},
    "cent": {"num_format": "0", "align": "right"},
    "euro": {"num_format": '"€" #,##0.00;-"€" #,##0.00', "align": "right"},
    "datum": {"num_format": "dd-mm-yyyy", "align": "left"},
    "tijdstip": {"num_format": "dd-mm-yyyy hh:mm", "align": "left"},
    "geheel": {"num_format": "#,##0", "align": "right"},
    "nummer": {"num_format": "0", "align": "right"},
    "getal": {"num_format": "#,##0.00", "align": "right"},
    "procent": {"num_format": '0.0"%"', "align": "right"},
    # marks: always beside a word, never colour alone
    "fout": {**_MARKED, "font_color": "#7A1420", "bg_color": "#FBE3E4", "border_color": "#B42331"},
    "waarschuwing": {**_MARKED, "font_color": "#5F4300", "bg_color": "#FFF1CC", "border_color": "#B7860B"},
    "signaal": {**_MARKED, "font_color": "#0B3D66", "bg_color": "#DDEBF8", "border_color": "#2F6FA8"},
    "goed": {"bold": True, "font_color": "#14532D", "bg_color": "#DFF3E4"},
    "in orde": {"font_color": "#14532D"},
}  # fmt: skip

SYMBOLS: Mapping[str, str] = {
    "fout": "✖",
    "waarschuwing": "▲",
    "signaal": "●",
    "goed": "✔",
    "in orde": "✔",
}
SEVERITIES = ("fout", "waarschuwing", "signaal")


def stacked(*names: str) -> dict[str, object]:
    """The properties of `basis` and then each named style; KeyError when a style does not exist."""
    properties: dict[str, object] = dict(STYLES["basis"])
    for name in names:
        properties.update(STYLES[name])
    return {name: value for name, value in properties.items() if value is not None}


def marked(word: str, style: str) -> str:
    """The word with the symbol of its mark in front, so that colour is never the only sign."""
    return f"{SYMBOLS[style]} {word}" if style in SYMBOLS else word


def right_aligned(kind: str) -> bool:
    """Whether values of this kind stand at the right, and so their header."""
    return STYLES[kind].get("align") == "right"
