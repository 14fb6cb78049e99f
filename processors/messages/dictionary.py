# SPDX-License-Identifier: EUPL-1.2
"""The field dictionary of the messages: which elements there are, in which order, how often and with what in them.

`reference/velden_berichten_3_2.csv` has release 3.2 of iWmo and iJw. Of some messages it has the elements of iJw only;
those of iWmo are derived from them [D] (docs/decisions/0013): without the residence principle, with the message code
and the code lists of the Wmo.
"""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files

import polars as pl

from processors import codelists

LAWS = ("wmo", "jw")
# Holds only in the Jeugdwet: the class itself and all in it.
_JW_ONLY = r"(^|\.)Woonplaatsbeginsel(\.|$)"
# Of these lists the dictionary says how many codes there are; that of countries we do not have.
# The message that answers each; all but the 325 are return messages, which repeat what they answer.
ANSWER: Mapping[str, str] = {
    "301": "302", "305": "306", "307": "308", "315": "316", "317": "318", "319": "320", "323": "325",
}  # fmt: skip
RETURNS = frozenset(ANSWER.values()) - {"325"}
_LISTS = {"LDT_RetourCode": "retourcode"}


@cache
def shape(law: str, message: str) -> pl.DataFrame:
    """The elements of a message in the order in which they stand.

    Args:
        law: wmo or jw.
        message: 301 to 325.

    Returns:
        One row per element: `pad` (dotted, below Bericht), `min`, `max` (Int64; null: any number of times), `groep`
        (has elements in it), `type`, `vorm` (string, integer, date or time), `min_lengte`, `max_lengte`, `patroon` (of
        the whole text, as an XSD has it), `min_waarde`, `max_waarde`, `waarden` (list of text; null: no list), `basis`
        (stands in the namespace of the basisschema).

    Raises:
        KeyError: there is no such message in this law.

    """
    rows = _read().filter(pl.col("bericht") == message)
    if rows.is_empty() or law not in LAWS:
        raise KeyError(f"There is no message '{message}' in law '{law}'.")
    order = rows.select("pad").unique(maintain_order=True).with_row_index("plaats")
    own = rows.filter(pl.col("wet").str.split("+").list.contains(law))
    if own.is_empty():
        own = _derived(rows, message)
    return _parsed(own.join(order, on="pad").sort("plaats"))


def _derived(rows: pl.DataFrame, message: str) -> pl.DataFrame:
    """The elements of a message of the Wmo from those of the Jeugdwet."""
    other = _read().filter(pl.col("wet") == "wmo", pl.col("type") != "inline").unique("type", maintain_order=True)
    code = codelists.table("berichten").filter(pl.col("bericht") == message)["berichtcode_wmo"].item()
    of_wmo = pl.col("type").replace_strict(other["type"], other["formaat"], default=pl.col("formaat"))
    of_code = pl.col("formaat").str.replace(r"pattern=\d+$", f"pattern={code}")
    return rows.filter(~pl.col("pad").str.contains(_JW_ONLY)).with_columns(
        formaat=pl.when(pl.col("pad") == "Header.BerichtCode").then(of_code).otherwise(of_wmo)
    )


def _parsed(rows: pl.DataFrame) -> pl.DataFrame:
    """The rows with what stands in `formaat` in columns of its own."""
    form = pl.col("formaat")
    named = pl.col("waarden").str.split(" ")
    lists = pl.col("type").replace_strict(
        {name: sorted(codelists.codes(codelist)) for name, codelist in _LISTS.items()},
        default=None,
        return_dtype=pl.List(pl.String),
    )
    above = pl.col("pad").str.extract(r"^(.*)\.[^.]+$")
    composed = rows.filter(pl.col("type").str.starts_with("CDT_"))["pad"]
    return rows.select(
        "pad",
        pl.col("min").cast(pl.Int64),
        max=pl.col("max").replace("unbounded", None).cast(pl.Int64),
        groep=form == "groep",
        type="type",
        vorm=pl.when(form != "groep").then(form.str.extract(r"^(\w+)")),
        min_lengte=form.str.extract(r"minLength=(\d+)").cast(pl.Int64),
        max_lengte=form.str.extract(r"maxLength=(\d+)").cast(pl.Int64),
        patroon=form.str.extract(r"pattern=(.*)$"),
        min_waarde=form.str.extract(r"minInclusive=(\d+)").cast(pl.Int64),
        max_waarde=form.str.extract(r"maxInclusive=(\d+)").cast(pl.Int64),
        waarden=form.str.extract(r"waarden=(.*)$"),
        basis=above.is_in(composed.implode()).fill_null(value=False),
    ).with_columns(waarden=pl.when(~pl.col("waarden").str.ends_with(" codes")).then(named).otherwise(lists))


@cache
def _read() -> pl.DataFrame:
    return pl.read_csv((files("processors.reference") / "velden_berichten_3_2.csv").read_bytes(), infer_schema=False)
