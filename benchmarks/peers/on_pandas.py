# SPDX-License-Identifier: EUPL-1.2
"""pandas on Arrow columns, which know missing values: each rule one Boolean Series, True where a line is wrong."""

from collections.abc import Mapping
from pathlib import Path

import numpy as np
import pandas as pd

NAME = "pandas"
PACKAGES = ("pandas", "pyarrow")
ALLOCATION = ["toewijzing_nummer", "gemeente", "wet"]
PERIOD = [*ALLOCATION, "product_periode_begin", "product_periode_eind", "product_code", "product_categorie"]

VOLUME = [
    *ALLOCATION, "client", "toegewezen_client", "eerder_referentie", "eerder_debet_open", "eenheid", "geleverd_volume",
    "debet_credit", "credit_geldt", "eerder_geteld", "maximum_periode", "maximum_toewijzing", "toegewezen_eenheid",
    "toegewezen_frequentie",
]  # fmt: skip


def read(path: Path) -> pd.DataFrame:
    """The lines, with their position as index."""
    return pd.read_parquet(path, dtype_backend="pyarrow").set_index("nr")


def judge(lines: pd.DataFrame, lists: Mapping[str, list[str]]) -> pd.DataFrame:
    """The violations, one row each."""
    unit, law, debet = lines["eenheid"], lines["wet"], lines["debet_credit"] == "D"
    number_twice = lines.duplicated(["wet", "aanbieder", "referentie_nummer"])
    period_twice = lines.duplicated([*PERIOD, "debet_credit"])
    right = {
        "supplier_has_eight_digits": lines["aanbieder"].str.fullmatch("[0-9]{8}"),
        "declaration_number_is_letters_and_digits": lines["declaratie_nummer"].str.fullmatch("[A-Za-z0-9]+"),
        "client_passes_elfproef": _elfproef(lines["client"]),
        "unit_is_in_the_list": unit.isin(lists["eenheid"]),
        "category_is_in_the_list_of_the_law": (
            ((law != "wmo") | lines["product_categorie"].isin(lists["wmo"]))
            & ((law != "jw") | lines["product_categorie"].isin(lists["jw"]))
        ),
        "period_ends_after_it_starts": lines["product_periode_eind"] >= lines["product_periode_begin"],
        "amount_is_volume_times_tariff": unit.isin(["01", "83"])
        | (lines["ingediend_bedrag"] == lines["geleverd_volume"] * lines["product_tarief"]),
        "line_stands_once_in_a_file": ~number_twice,
        "period_is_declared_once_in_a_file": ~debet | ~period_twice,
        "tariff_is_that_of_the_contract": (unit == "83")
        | ((unit == "01") & (lines["contract_per_uur"] == "ja"))
        | (lines["product_tarief"] == lines["contract_tarief"]),
        "allocation_is_known": lines["toewijzing_bekend"],
        "client_is_that_of_the_allocation": lines["client"] == lines["toegewezen_client"],
        "period_starts_within_allocation": lines["product_periode_begin"] >= lines["toegewezen_ingangsdatum"],
        "volume_fits_the_allocation": _within_allocation(lines, number_twice | period_twice),
        "municipality_takes_part": lines["lid_van_module"],
    }
    wrong = {rule: holds.index[~holds.fillna(value=True).to_numpy(dtype=bool)] for rule, holds in right.items()}
    return pd.concat(pd.DataFrame({"nr": where, "rule": rule}) for rule, where in wrong.items())


def _elfproef(client: pd.Series) -> pd.Series:
    """Whether nine digits, weighed, add up to a multiple of eleven; missing where there are no nine digits."""
    number = client.where(client.str.fullmatch("[0-9]{9}")).astype("int64[pyarrow]").astype("Int64")
    weighed = sum(number // 10 ** (weight - 1) % 10 * weight for weight in range(9, 1, -1)) - number % 10
    return (weighed % 11 == 0) & (number != 0)


def _within_allocation(lines: pd.DataFrame, twice: pd.Series) -> pd.Series:
    """Whether the running volume, credits first, stays within what is allocated; hours count in minutes.

    A line that is refused for another reason does not use up the room of the others.
    """
    known = lines.loc[lines["maximum_toewijzing"].notna(), VOLUME]
    debet, per_period = known["debet_credit"] == "D", known["maximum_periode"]
    factor = np.where(known["eenheid"] == "04", 60, 1)
    weekly_output = (known["toegewezen_eenheid"].isin(["82", "83"]) & (known["toegewezen_frequentie"] == "2")).fillna(
        value=False
    )
    above = (known["geleverd_volume"] > per_period).fillna(value=False) & ~(
        weekly_output & (per_period == 0).fillna(value=False)
    )
    refused = (
        twice[known.index]
        | known["eerder_referentie"].fillna(value=False)
        | known["eerder_debet_open"].fillna(value=False)
        | (known["client"] != known["toegewezen_client"]).fillna(value=False)
    )
    taken_back = ~debet & known["credit_geldt"].fillna(value=False)
    sign = np.select([debet & ~above & ~refused, taken_back], [1, -1])
    counted = known["geleverd_volume"] * factor * sign
    credits_first = np.argsort(debet.to_numpy(dtype=bool), kind="stable")
    by_allocation = [known[name].iloc[credits_first] for name in ALLOCATION]
    running = counted.iloc[credits_first].groupby(by_allocation, sort=False).cumsum()
    fits = known["eerder_geteld"] + running.reindex(known.index) <= known["maximum_toewijzing"] * factor
    return ~debet | above | (weekly_output & (known["maximum_toewijzing"] == 0)) | fits


def keep(found: pd.DataFrame, path: Path) -> None:
    """Write the violations."""
    found.to_parquet(path, index=False)
