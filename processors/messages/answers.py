# SPDX-License-Identifier: EUPL-1.2
"""The message that answers a received one: 325 to a 323, and the return messages (302, 306, 308, 316, 318, 320).

A return message repeats what came in, sender and receiver too, with return codes in every class: 0200 where there is
nothing to remark, the code of the finding where there is, 0233 on lines of a header or client that is refused. Which
XSD version our answers name is our own choice [D].
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

import polars as pl

from processors import codelists
from processors.messages.declaration_answer import declaration_answer, off_credits
from processors.messages.dictionary import ANSWER, shape
from processors.messages.fieldmap import classes, inside, leaves
from processors.messages.refusals import NO_REMARK, NOT_JUDGED, TECHNICAL, Refusals, codes_of, joined, sorted_out

XSD_VERSION: Final = "1.0.0"
_HEADER: Final = "berichten"
_CLIENTS: Final = "clienten"
_LINES: Final = "declaratieregels"
_CODES: Final = ".RetourCodes.RetourCode"


@dataclass(frozen=True)
class Answer:
    """An answer: `message` (302 to 325), the `tables` it says, and the findings that it cannot say (`remarks`)."""

    message: str
    tables: Mapping[str, pl.DataFrame]
    remarks: pl.DataFrame


def answer(
    message: str, tables: Mapping[str, pl.DataFrame], findings: pl.DataFrame, *, identification: str, dated: date
) -> Answer:
    """The answer to a received message.

    Args:
        message: what was received, 301 to 323.
        tables: its tables, typed, with `blad` and `rij`; `berichten` has one line.
        findings: the findings on it (`findings.FINDINGS`), `kolom` a path with slashes.
        identification: of the answer, at most 12 characters, unique per sender and kind of message.
        dated: the day of the answer.

    Raises:
        KeyError: this message is answered by none.

    """
    refusals = sorted_out(findings)
    if message == "323":
        refusals = off_credits(tables[_LINES], refusals) if _LINES in tables else refusals
        header = _own_header(tables[_HEADER], identification, dated)
        return Answer("325", declaration_answer(tables, refusals, header), refusals.remarks)
    kind = ANSWER[message]
    repeated = _return_header(tables[_HEADER], kind, identification, dated)
    if refusals.technical:
        return Answer(kind, {_HEADER: repeated.with_columns(retourcodes=pl.lit(TECHNICAL))}, refusals.remarks)
    return Answer(kind, _with_codes(kind, {**tables, _HEADER: repeated}, refusals), refusals.remarks)


def _code(message: str, law: pl.Expr) -> pl.Expr:
    """The message code of the answer."""
    row = codelists.table(_HEADER).filter(pl.col("bericht") == message)
    return (
        pl.when(law == "wmo")
        .then(pl.lit(row["berichtcode_wmo"].item()))
        .otherwise(pl.lit(row["berichtcode_jw"].item()))
    )


def _own_header(asked: pl.DataFrame, identification: str, dated: date) -> pl.DataFrame:
    """The header of a 325: a message of its own, back to the sender."""
    release = codelists.table(_HEADER).filter(pl.col("bericht") == "325")
    return asked.select(
        "wet", "gemeente", "aanbieder", bericht=pl.lit("325"), bericht_code=_code("325", pl.col("wet")),
        bericht_versie=pl.lit(release["versie"].item()), bericht_subversie=pl.lit(release["subversie"].item()),
        identificatie=pl.lit(identification), dagtekening=pl.lit(dated),
        basisschema_xsd_versie=pl.lit(XSD_VERSION), bericht_xsd_versie=pl.lit(XSD_VERSION),
    )  # fmt: skip


def _return_header(asked: pl.DataFrame, kind: str, identification: str, dated: date) -> pl.DataFrame:
    """The header of a return message: that of what it answers, and of itself beside it."""
    return asked.with_columns(
        bericht=pl.lit(kind), bericht_code=_code(kind, pl.col("wet")), identificatie_retour=pl.lit(identification),
        dagtekening_retour=pl.lit(dated), basisschema_xsd_versie_retour=pl.lit(XSD_VERSION),
        bericht_xsd_versie_retour=pl.lit(XSD_VERSION),
    )  # fmt: skip


def _with_codes(kind: str, tables: Mapping[str, pl.DataFrame], refusals: Refusals) -> dict[str, pl.DataFrame]:
    """The tables with the return codes of every class that has them; a class with nothing in it stays out."""
    known = set(shape(tables[_HEADER]["wet"].item(), kind)["pad"])
    told = dict(tables)
    coded = refusals.coded.with_columns(klasse=_class_of(kind))
    otherwise = NO_REMARK
    columns = dict.fromkeys((leaf.table, leaf.column) for leaf in leaves(kind) if leaf.path.endswith(_CODES))
    for table, column in columns:
        own = [
            leaf.path.removesuffix(_CODES)
            for leaf in leaves(kind)
            if (leaf.table, leaf.column) == (table, column) and leaf.path in known
        ]
        about = coded.filter(pl.col("klasse").is_in(own))
        if table in told and own:
            told[table] = _coded(told[table], (table, column), _members(kind, table, own), about, otherwise)
        if table in (_HEADER, _CLIENTS) and not about.is_empty():
            otherwise = NOT_JUDGED  # of what lies in a refused header or client nothing more was judged
    return told


def _class_of(kind: str) -> pl.Expr:
    """The class with return codes in which a finding stands: the nearest around its element, or around its line."""
    holders = sorted((leaf.path.removesuffix(_CODES) for leaf in leaves(kind) if leaf.path.endswith(_CODES)), key=len)
    path = pl.col("kolom").str.replace_all("/", ".", literal=True)
    found = pl.lit(None, pl.String)
    for each in classes(kind):
        of_line = (pl.col("entiteit") == each.table) & (pl.col("blad") == each.sheet)
        holder = max((holder for holder in holders if inside(each.path, holder)), key=len, default=None)
        found = pl.when(of_line).then(pl.lit(holder)).otherwise(found)
    for holder in holders:
        found = pl.when((path == holder) | path.str.starts_with(f"{holder}.")).then(pl.lit(holder)).otherwise(found)
    return found


def _members(kind: str, table: str, own: list[str]) -> list[str]:
    """The columns of what stands in these classes beside the codes."""
    return [
        leaf.column
        for leaf in leaves(kind)
        if leaf.table == table and not leaf.path.endswith(_CODES) and any(inside(leaf.path, path) for path in own)
    ]


def _coded(
    lines: pl.DataFrame, target: tuple[str, str], members: list[str], about: pl.DataFrame, otherwise: str
) -> pl.DataFrame:
    """The lines with their codes in the target (table, column): of the line itself, and of what several lines share."""
    table, column = target
    of_line = (pl.col("entiteit") == table) & (pl.lit(column) == "retourcodes")
    everywhere = joined(about.filter(~of_line))
    there = pl.any_horizontal(pl.col(name).is_not_null() for name in members if name in lines.columns)
    codes = pl.concat_str(pl.lit(everywhere, pl.String), "codes", separator=" ", ignore_nulls=True).replace(
        "", otherwise
    )
    return (
        lines.join(codes_of(about.filter(of_line)), on=["blad", "rij"], how="left", maintain_order="left")
        .with_columns(pl.when(there).then(codes).alias(column))
        .drop("codes")
    )
