# SPDX-License-Identifier: EUPL-1.2
"""Which deliveries are expected over a month, whether they are there, and whom to write about them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

import polars as pl

from processors import codelists
from processors.deliveries import EXPECTED, MISSING, deliveries
from processors.desk import Shelves
from processors.journal_schema import State, Submission

CALENDAR = "kalender"


class Standing(StrEnum):
    """Where a delivery is: not there, accepted, or with us and not decided yet."""

    ONTBREEKT = "ontbreekt"
    GELEVERD = "geleverd"
    BIJ_ONS = "ligt bij ons"


@dataclass(frozen=True, slots=True)
class Expected:
    """A delivery that is expected: `code` is that of a gemeente (4) or aanbieder (8, AGB), `maand` yyyy-mm.

    `adres` is empty where none is registered, `accounthouder` where nobody is named. Of a sender with more addresses
    it is the first in the register.
    """

    soort: str
    code: str
    maand: str
    naam: str
    uiterste_datum: date | None
    standing: Standing
    adres: str = ""
    accounthouder: str = ""
    pauze: bool = False

    @property
    def name(self) -> str:
        """What letters about it are called by, after the word for what they are."""
        return f"{self.soort}-{self.maand}-{self.code}"

    def late(self, today: date) -> bool:
        """Whether it is not accepted and its last day has passed."""
        return (
            self.standing is not Standing.GELEVERD and self.uiterste_datum is not None and today > self.uiterste_datum
        )


def expected(shelves: Shelves, reference: Mapping[str, pl.DataFrame], month: str, today: date) -> list[Expected]:
    """The deliveries that are expected over a month, in order of kind and code.

    They are those of the register of senders (`deliveries`), and those of a supplier with a contract or a municipality
    with a membership in that month which nobody registered: they have no address.

    Args:
        shelves: an open work folder.
        reference: the reference tables; kalender gives the last days.
        month: yyyy-mm.
        today: the day of looking.

    """
    frame = deliveries(shelves.journal, shelves.senders, reference.get(CALENDAR), [month], today=today)
    absent = frame.filter(pl.col("status") == MISSING)
    missing = set(absent.select(pl.coalesce("gemeente", "aanbieder")).to_series())
    limits = _limits(reference.get(CALENDAR), month)
    here = _with_us(shelves, month)
    found: dict[str, Expected] = {}
    for row in shelves.senders.rows.values():
        kind, before = EXPECTED[row.soort], found.get(row.code)
        standing = Standing.GELEVERD
        if row.code in missing:
            standing = Standing.BIJ_ONS if row.code in here else Standing.ONTBREEKT
        found[row.code] = Expected(
            kind, row.code, month, before.naam if before else row.naam, limits.get(kind), standing,
            adres=before.adres if before else row.afzender,
            accounthouder=(before.accounthouder if before else "") or row.accounthouder,
            pauze=(before.pauze if before else False) or row.pauze == "ja",
        )  # fmt: skip
    for kind, code, name in _unregistered(reference, month):
        if code not in found:
            found[code] = Expected(kind, code, month, name, limits.get(kind), Standing.ONTBREEKT)
    return sorted(found.values(), key=lambda each: (each.soort, each.code))


def _limits(calendar: pl.DataFrame | None, month: str) -> dict[str, date]:
    """The last day of each kind over a month."""
    if calendar is None:
        return {}
    return dict(calendar.filter(pl.col("maand") == month).select("soort", "uiterste_datum").iter_rows())


def _with_us(shelves: Shelves, month: str) -> set[str]:
    """The codes of whom something came in that is not decided, about this month or about nobody knows which."""
    journal = shelves.journal
    codes = set()
    for row in [*journal.waiting(), *journal.stuck(), *journal.failing()]:
        if not isinstance(row, Submission):
            sender = shelves.senders.known(row.afzender)
            codes |= {sender.code} if sender else set()
        elif row.maand in {None, month} and (row.uitkomst is None or row.status is State.QUARANTAINE):
            code = row.gemeente if row.soort == EXPECTED["gemeente"] else row.aanbieder
            codes |= {row.afzender, code or row.afzender}
    return codes


def _unregistered(reference: Mapping[str, pl.DataFrame], month: str) -> list[tuple[str, str, str]]:
    """Kind, code and name of each supplier with a contract and municipality with a membership in a month."""
    first = pl.lit(date.fromisoformat(f"{month}-01"))
    rows: list[tuple[str, str, str]] = []
    if (contracts := reference.get("contracten")) is not None:
        begun = pl.col("begindatum").is_null() | (pl.col("begindatum") <= first.dt.month_end())
        held = contracts.filter(begun, pl.col("einddatum").is_null() | (pl.col("einddatum") >= first))
        chosen = held.select("aanbieder", pl.col("naam").fill_null("")).unique(
            "aanbieder", keep="first", maintain_order=True
        )
        rows += [(EXPECTED["aanbieder"], code, name) for code, name in chosen.iter_rows()]
    if (members := reference.get("lidmaatschap")) is not None:
        begun = pl.col("van").is_null() | (pl.col("van") <= first.dt.month_end())
        held = members.filter(begun, pl.col("tot").is_null() | (pl.col("tot") >= first))
        names = codelists.labels("gemeenten_mgr")
        rows += [(EXPECTED["gemeente"], code, names.get(code, "")) for code in held["gemeente"].unique()]
    return rows
