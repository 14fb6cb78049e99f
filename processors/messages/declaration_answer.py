# SPDX-License-Identifier: EUPL-1.2
"""The answer to a declaration (325): what was granted, and only the lines that were refused, with their return codes.

Lines are refused as a whole. A credit line may not be refused but for a technical reason (handbook 4); which codes are
technical is our own choice [D], in `reference/retourcodes_credit.csv`. Totals are signed eurocents:
granted is submitted less the signed sum of the refused lines (TR342).
"""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Final

import polars as pl

from processors.messages.refusals import GRANTED, NO_REMARK, Refusals, codes_of, joined

_LINES: Final = "declaratieregels"
_WHOLE: Final = "declaratieantwoorden"
_OF_CLIENTS: Final = "Declaratie/Clienten/"
_ABOUT: Final = ("wet", "gemeente", "aanbieder")


def declaration_answer(
    tables: Mapping[str, pl.DataFrame], refusals: Refusals, header: pl.DataFrame
) -> dict[str, pl.DataFrame]:
    """The tables of the 325 to a 323.

    Args:
        tables: those of the 323, typed, with `blad` and `rij`.
        refusals: the findings on it.
        header: the line of `berichten` of the answer, without return codes.

    Returns:
        The tables berichten, declaratieantwoorden and afgewezen_regels. With a code on the header (or 0001) there is
        no DeclaratieAntwoord; with one on the declaration nothing is granted and no line is listed.

    """
    asked = tables["berichten"].row(0, named=True)
    on_header = refusals.coded.filter(pl.col("kolom").str.starts_with("Header"))
    refused_header = "0001" if refusals.technical else joined(on_header)
    answer = header.select(
        *_ABOUT, "identificatie", "dagtekening",
        declaratie_identificatie=pl.lit(asked["identificatie"], pl.String),
        declaratie_bericht_dagtekening=pl.lit(asked["dagtekening"], pl.Date),
        basisschema_xsd_versie_declaratie=pl.lit(asked["basisschema_xsd_versie"], pl.String),
        bericht_xsd_versie_declaratie=pl.lit(asked["bericht_xsd_versie"], pl.String),
    )  # fmt: skip
    if refused_header:
        without = answer.with_columns(declaratie_nummer=pl.lit(None, pl.String))
        return {"berichten": header.with_columns(retourcodes=pl.lit(refused_header)), _WHOLE: without}
    lines = tables[_LINES]
    on_whole = refusals.coded.filter(~pl.col("kolom").str.starts_with(_OF_CLIENTS), pl.col("kolom").str.contains("/"))
    refused = _refused(lines, refusals.coded) if on_whole.is_empty() else lines.clear()
    codes = joined(on_whole) or (NO_REMARK if len(refused) else GRANTED)
    return {
        "berichten": header.with_columns(retourcodes=pl.lit(NO_REMARK)),
        _WHOLE: answer.with_columns(
            **_totals(lines, refused, nothing=not on_whole.is_empty()), retourcodes=pl.lit(codes)
        ),
        "afgewezen_regels": refused,
    }


def off_credits(lines: pl.DataFrame, refusals: Refusals) -> Refusals:
    """The same, with what would refuse a credit line for another than a technical reason among the remarks."""
    credits_ = lines.filter(pl.col("debet_credit") == "C").select("blad", "rij", entiteit=pl.lit(_LINES))
    codes = _technical().implode()
    withheld = refusals.coded.filter(~pl.col("retourcode").is_in(codes)).join(
        credits_, on=["entiteit", "blad", "rij"], how="semi", maintain_order="left"
    )
    withheld = withheld.filter(pl.col("kolom").str.starts_with(_OF_CLIENTS))
    heard = refusals.coded.join(
        withheld, on=refusals.coded.columns, how="anti", nulls_equal=True, maintain_order="left"
    )
    return Refusals(refusals.technical, heard, pl.concat([refusals.remarks, withheld]))


def _refused(lines: pl.DataFrame, coded: pl.DataFrame) -> pl.DataFrame:
    """The refused lines with `retourcodes` and `client_retourcodes`, in the order of the declaration."""
    told = lines.drop("retourcodes", strict=False).join(
        codes_of(coded), on=["blad", "rij"], how="inner", maintain_order="left"
    )
    return told.rename({"codes": "retourcodes"}).with_columns(client_retourcodes=pl.lit(NO_REMARK))


@cache
def _technical() -> pl.Series:
    """The codes for which a credit line may be refused."""
    return pl.read_csv((files("processors.reference") / "retourcodes_credit.csv").read_bytes(), infer_schema=False)[
        "code"
    ]


def _totals(lines: pl.DataFrame, refused: pl.DataFrame, *, nothing: bool) -> dict[str, pl.Expr]:
    """Number and totals of the declaration, and what is granted of it; every amount with its sign in a column."""
    first = lines.row(0, named=True)
    submitted = first["totaal_ingediend_bedrag"] * (-1 if first["totaal_debet_credit"] == "C" else 1)
    signed = pl.when(pl.col("debet_credit") == "C").then(-pl.col("ingediend_bedrag")).otherwise("ingediend_bedrag")
    granted = 0 if nothing else submitted - int(refused.select(signed.sum()).item())
    return {
        "declaratie_nummer": pl.lit(first["declaratie_nummer"], pl.String),
        "totaal_ingediend_bedrag": pl.lit(abs(submitted), pl.Int64),
        "totaal_debet_credit": pl.lit(first["totaal_debet_credit"], pl.String),
        "totaal_toegekend_bedrag": pl.lit(abs(granted), pl.Int64),
        "toegekend_debet_credit": pl.lit("C" if granted < 0 else "D"),
    }
