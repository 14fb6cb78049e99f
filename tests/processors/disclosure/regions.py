# SPDX-License-Identifier: EUPL-1.2
"""Small measured regions, made by plain loops, and what a reader with a pencil finds in them."""

from itertools import product

import polars as pl

from processors.measurements import MEASUREMENTS


def row(clients, lines=None, amount=None, **about):
    """One measurement of K12, of so many clients."""
    empty = dict.fromkeys(MEASUREMENTS)
    return {
        **empty, "kpi": "K12", "maand": "2026", "waarde": float(amount or clients), "teller": float(amount or clients),
        "regels": lines or clients, "clienten": clients, "onderdrukt": "nee", "status": "voorlopig", "dekking": "4/4",
        "versie": 1, **about,
    }  # fmt: skip


def region(counts):
    """The figures of a table with all its totals; `counts` is (municipality, category) to a number of clients."""
    places = sorted({place for place, _ in counts})
    categories = sorted({category for _, category in counts})
    rows = []
    for place, category in product([None, *places], [None, *categories]):
        inside = [
            n for (one, other), n in counts.items() if place in (None, one) and category in (None, other)
        ]  # fmt: skip
        rows.append(row(sum(inside), gemeente=place, product=category))
    return frame(rows)


def frame(rows):
    """The rows as measurements."""
    return pl.DataFrame(rows, schema=MEASUREMENTS)


def lone_hidden(shown, places, categories):
    """The sums of a table in which exactly one figure is hidden, found by looking at each row and column."""
    hidden = {
        (line["gemeente"], line["product"]): line["onderdrukt"] == "ja" for line in shown.iter_rows(named=True)
    }  # fmt: skip
    places, categories = [None, *places], [None, *categories]
    rows = [("rij", place) for place in places if sum(hidden[place, each] for each in categories) == 1]
    columns = [("kolom", category) for category in categories if sum(hidden[each, category] for each in places) == 1]
    return rows + columns
