# SPDX-License-Identifier: EUPL-1.2
"""From which accepted rows each measured table is made: the columns that both have in common.

A row of a measured table rests on the accepted rows with the same values in these columns. Supplier is none of them
where a client is: after a merger a row stands under the successor.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

_DAY = {
    "declaratieregels": "product_periode_begin", "regieberichten": "dagtekening", "berichten": "dagtekening",
}  # fmt: skip


@dataclass(frozen=True)
class Source:
    """The accepted rows behind a measured row.

    Args:
        table: the accepted table.
        on: columns that both have; `maand` and `jaar` are worked out from `moment`.
        moment: the column of the accepted table that gives the month: a day, a month or a year.
        months: how many months earlier the accepted rows may be, beside the month itself.
        year: the column of the measured table with the year of the accepted rows, where that is not its own.

    """

    table: str
    on: tuple[str, ...]
    moment: str = ""
    months: tuple[int, ...] = (0,)
    year: str = ""


def moments(source: Source, rows: pl.DataFrame) -> pl.DataFrame:
    """The accepted rows with `maand` and `jaar` as the source counts them."""
    name = source.moment or _DAY.get(source.table, "")
    if not name:
        return rows
    value = pl.col(name).dt.strftime("%Y-%m") if rows.schema[name] == pl.Date else pl.col(name).cast(pl.String)
    return rows.with_columns(maand=value, jaar=value.str.slice(0, 4))


_ALLOCATION = ("wet", "gemeente", "client", "product_code")
_PERSON = ("wet", "client")
_DELIVERED = Source("declaratieregels", (*_ALLOCATION, "maand"))
_TOTAL = Source(
    "declaratietotalen", ("wet", "gemeente", "product_categorie", "product_code", "maand"), "leveringsmaand"
)
_ALLOCATED = Source("toewijzingen", _ALLOCATION)
_REPORTED = Source("regieberichten", _PERSON)
_MESSAGES = (Source("regieberichten", ("wet", "gemeente", "client", "maand")),)
_REQUESTS = (Source("verzoeken", ("wet", "gemeente", "client")),)
_YEAR = ("wet", "gemeente", "jaar")
SOURCES: Mapping[str, tuple[Source, ...]] = {
    "prestaties": (_DELIVERED, _TOTAL),
    "omzetvergelijking": (
        Source("declaratieregels", (*_ALLOCATION, "maand"), months=(0, 12)),
        Source("declaratietotalen", _TOTAL.on, "leveringsmaand", (0, 12)),
    ),
    # A share rests on the whole market.
    "marktaandelen": (
        Source("declaratieregels", ("wet", "gemeente", "product_categorie", "jaar")),
        Source("declaratietotalen", ("wet", "gemeente", "product_categorie", "jaar"), "leveringsmaand"),
    ),
    "budgetstanden": (Source("declaratieregels", _YEAR), Source("declaratietotalen", _YEAR, "leveringsmaand")),
    # A part of a budget rests on what every member bought.
    "gemeentebijdragen": (
        Source("declaratieregels", ("jaar",), year="basisjaar"),
        Source("declaratietotalen", ("jaar",), "leveringsmaand", year="basisjaar"),
    ),
    "jaarprognose": (_DELIVERED, _TOTAL),
    "seizoensprognose": (
        Source("declaratieregels", (*_ALLOCATION, "jaar"), months=(0, 12)),
        Source("declaratietotalen", ("wet", "gemeente", "product_categorie", "product_code", "jaar"), "leveringsmaand",
               (0, 12)),
    ),
    # How months grow is seen in every month of the law, of every municipality.
    "nog_te_ontvangen": (
        Source("declaratieregels", ("wet",)), Source("declaratietotalen", ("wet",), "leveringsmaand"),
    ),
    "indieningen": (Source("declaratieregels", (*_ALLOCATION, "maand"), "declaratie_maand"),),
    "afkeur": (_DELIVERED,),
    "gebruik": (_DELIVERED, _TOTAL),
    "toewijzingen_gevraagd": (_ALLOCATED, Source("declaratieregels", _ALLOCATION)),
    "toewijzingsmaanden": (_ALLOCATED, _DELIVERED),
    "toewijzingen_gedeclareerd": (_ALLOCATED, _DELIVERED, _REPORTED),
    "verzilvering": (_ALLOCATED, _DELIVERED),
    "verzilvering_geheel": (_ALLOCATED, Source("declaratieregels", _ALLOCATION)),
    "verplichtingen": (_ALLOCATED, Source("declaratieregels", _ALLOCATION)),
    # A contract is of all municipalities and products.
    "contractruimte": (
        Source("toewijzingen", ("wet", "client")), Source("declaratieregels", ("wet", "client", "jaar")),
        Source("declaratietotalen", ("wet", "aanbieder", "jaar"), "leveringsmaand"),
    ),
    "aansluiting": (
        Source("verantwoordingsregels", (*_YEAR, "product_code"), "jaar"),
        Source("declaratieregels", (*_YEAR, "product_code")),
        Source("declaratietotalen", (*_YEAR, "product_code"), "leveringsmaand"),
    ),
    "verantwoordingsplicht": (
        Source("verantwoordingsregels", _YEAR, "jaar"), Source("declaratieregels", _YEAR),
        Source("declaratietotalen", _YEAR, "leveringsmaand"),
    ),
    "berichtenverkeer": (Source("berichten", ("wet", "gemeente", "aanbieder", "maand")),),
    "startberichten": _MESSAGES, "stopberichten": _MESSAGES,
    "beeindigingen": (_REPORTED,), "in_en_uitstroom": (_REPORTED,), "trajecten": (_REPORTED,),
    "trajecten_lopend": (_REPORTED,),
    "verzoeken_besloten": _REQUESTS, "verzoeken_open": _REQUESTS,
    "wachttijden": (_ALLOCATED, _REPORTED), "wachtlijst": (_ALLOCATED, _REPORTED),
}  # fmt: skip
# Counted from what was delivered itself: who delivered what, and when.
OF_DELIVERIES = ("leveringen", "bestanden")
# Counted from the reference folder, which people keep; no accepted file is behind it.
OF_REFERENCE = ("lopende_contracten",)
