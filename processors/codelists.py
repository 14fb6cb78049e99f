# SPDX-License-Identifier: EUPL-1.2
"""The code lists: which codes exist and what they mean.

The files stand in `reference/codelists`; where each comes from and how complete it is says `README.csv` there.
"""

from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

import polars as pl

LABELS = ("omschrijving", "naam", "betekenis_kort", "omschrijving_eigen_woorden")


@cache
def names() -> tuple[str, ...]:
    """The name of every list, in alphabetical order; a list per law has the law in its name."""
    found = (file.name.removesuffix(".csv") for file in _folder().iterdir() if file.name.endswith(".csv"))
    return tuple(sorted(name for name in found if name != "README"))


@cache
def table(name: str) -> pl.DataFrame:
    """The list as it stands in its file: every column text, empty is missing.

    Raises:
        KeyError: there is no list with this name.

    """
    file = _folder() / f"{name}.csv"
    if not file.is_file():
        raise KeyError(f"There is no code list '{name}'.")
    return pl.read_csv(file.read_bytes(), infer_schema=False)


@cache
def codes(name: str, wet: str | None = None) -> frozenset[str]:
    """The codes of a list.

    Args:
        name: name of the list, as in the vocabulary.
        wet: wmo, jw or pw; of a list that differs per law only the codes of that law (none where it has no list).
            Without it the codes of all laws together.

    Raises:
        KeyError: there is no list with this name.

    """
    return frozenset(labels(name, wet))


def label(name: str, code: str, wet: str | None = None) -> str | None:
    """What a code means, in Dutch; None for a code outside the list. Arguments as for `codes`."""
    return labels(name, wet).get(code)


@cache
def labels(name: str, wet: str | None = None) -> dict[str, str]:
    """Code to meaning, in the order of the file. Arguments as for `codes`."""
    found: dict[str, str] = {}
    for part in _parts(name, wet):
        rows = table(part)
        code = "code" if "code" in rows.columns else rows.columns[0]
        meaning = next((column for column in LABELS if column in rows.columns), rows.columns[1])
        found.update(rows.select(code, pl.col(meaning).fill_null("")).iter_rows())
    return found


@cache
def also(name: str) -> dict[str, str]:
    """Other words that senders use for a code of this list, to that code (`synoniemen.csv`)."""
    rows = table("synoniemen").filter(pl.col("lijst") == name)
    return dict(rows.select("woord", "code").iter_rows())


def _parts(name: str, wet: str | None) -> tuple[str, ...]:
    """The files of a list: itself, or one per law."""
    if (_folder() / f"{name}.csv").is_file():
        return (name,)
    laws = {law: f"{name}_{law}" for law in labels("wet") if (_folder() / f"{name}_{law}.csv").is_file()}
    if not laws:
        raise KeyError(f"There is no code list '{name}'.")
    if wet is None:
        return tuple(laws.values())
    return (laws[wet],) if wet in laws else ()


def _folder() -> Traversable:
    return files("processors.reference") / "codelists"
