# SPDX-License-Identifier: EUPL-1.2
"""What other tariffs do to the costs of the same volumes, per municipality and product; amounts are eurocents."""

from collections.abc import Sequence
from typing import NamedTuple

import polars as pl

from processors.errors import UnusableInputError
from processors.fields import FIELDS
from processors.intake.headers import plain
from processors.ranges.values import known_values

Cells = Sequence[Sequence[object]]
# What a volume and a tariff may be about; a tariff counts where all that it names agrees.
_ABOUT = ("gemeente", "wet", "aanbieder", "product_code", "eenheid")
_WORDS = {plain(word): name for name in (*_ABOUT, "volume", "tarief") for word in (name, FIELDS[name].label)}
_WORDS |= {"product": "product_code", "aantal": "volume", plain(FIELDS["geleverd_volume"].label): "volume"}


class _Said(NamedTuple):
    """A range that is asked: what it is called, and what it must hold."""

    name: str
    needs: tuple[str, ...]


def effect(volumes: Cells, now: Cells, new: Cells) -> pl.DataFrame:
    """The costs of each municipality and product under both tariffs.

    Args:
        volumes: columns product_code and volume, and any of gemeente, wet, aanbieder and eenheid.
        now: columns product_code and tarief, and any of the same; a tariff counts where all that it names agrees.
        new: the same, of the tariffs that are compared.

    Returns:
        The columns by which volumes are told apart, `volume`, `kosten_nu`, `kosten_nieuw`, `verschil`, and
        `verschil_procent`; costs are missing where there is no tariff.

    Raises:
        UnusableInputError: a column is missing, a cell cannot be read, or two tariffs are about the same.

    """
    asked = _read(volumes, _Said("volumes", ("product_code", "volume")))
    keys = [name for name in _ABOUT if name in asked.columns]
    summed = asked.group_by(keys, maintain_order=True).agg(_whole_sum("volume"))
    for name, cells in (("kosten_nu", now), ("kosten_nieuw", new)):
        said = _Said("tarieven nu" if name == "kosten_nu" else "tarieven nieuw", ("product_code", "tarief"))
        summed = _with_costs(summed, _read(cells, said), name, said)
    difference = pl.col("kosten_nieuw") - pl.col("kosten_nu")
    share = pl.when(pl.col("kosten_nu") != 0).then(100 * difference / pl.col("kosten_nu"))
    return summed.with_columns(verschil=difference, verschil_procent=share)


def _with_costs(volumes: pl.DataFrame, tariffs: pl.DataFrame, name: str, said: _Said) -> pl.DataFrame:
    """The volumes with what they cost."""
    keys = [each for each in _ABOUT if each in tariffs.columns and each in volumes.columns]
    if tariffs.select(keys).is_duplicated().any():
        raise UnusableInputError(
            f"In het bereik '{said.name}' staat meer dan één tarief voor hetzelfde product. Laat er één staan, of zet "
            "erbij waarvoor elk geldt (gemeente, wet, aanbieder of eenheid), ook bij de volumes."
        )
    found = volumes.join(tariffs.select(*keys, "tarief"), on=keys, how="left", nulls_equal=True, maintain_order="left")
    return found.with_columns((pl.col("volume") * pl.col("tarief")).alias(name)).drop("tarief")


def _read(cells: Cells, said: _Said) -> pl.DataFrame:
    """The columns of a range that have a header that is known."""
    rows = [row for row in cells if any(cell not in {None, ""} for cell in row)]
    heads = {_WORDS.get(plain(str(head or ""))): at for at, head in enumerate(rows[0] if rows else ())}
    if missing := [FIELDS[name].label for name in said.needs if name not in heads]:
        raise UnusableInputError(
            f"In het bereik '{said.name}' ontbreekt de kolom {' en '.join(missing)}. Zet de koppen boven het bereik."
        )
    return pl.DataFrame(
        [known_values([row[at] for row in rows[1:]], name) for name, at in heads.items() if name is not None]
    )


def _whole_sum(column: str) -> pl.Expr:
    """The sum, missing where one of the values is."""
    return pl.when(pl.col(column).null_count() == 0).then(pl.col(column).sum())
