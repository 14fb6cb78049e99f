# SPDX-License-Identifier: EUPL-1.2
"""Reference data that travels with the program: the catalogues, what is said about them, and the code lists."""

import csv
from importlib.resources import files


def reference_rows(name: str) -> list[dict[str, str]]:
    """The rows of a table of this folder (`kpis.csv`), column to text, in its order; empty is empty text."""
    text = files(__name__).joinpath(name).read_text("utf-8-sig")
    return list(csv.DictReader(text.splitlines()))
