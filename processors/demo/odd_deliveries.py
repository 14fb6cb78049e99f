# SPDX-License-Identifier: EUPL-1.2
"""Odd deliveries of municipalities, an hour before the proper one: nothing, totals with faults, and persons in them."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import timedelta

import polars as pl

from processors.demo.oddities import REFUSED, Found, Odd, about, mail_of
from processors.demo.region import Region
from processors.demo.sheets import Written
from processors.demo.submissions import Submission
from processors.lines import TABLES
from processors.parameters import parameter
from workbooks.plain import plain_workbook

# Municipalities that report nothing first, that deliver totals first, and whose totals hold persons first.
NOTHING, ADDED_UP, WITH_PERSONS = "0893", "0907", "1894"
LAWS = ("wmo", "jw")
TABLE = "declaratietotalen"
HEADERS = [field.label for field in TABLES[TABLE].fields]
UNKNOWN_PRODUCT = "02X99"
WARNING = "waarschuwing"
Rows = list[list[object]]
PERSON = "Wilhelmina Proefpersoon"


def odd_deliveries(sent: Mapping[str, tuple[Submission, Written]], region: Region, month: str) -> Iterator[Odd]:
    """The odd deliveries of one month, of the municipalities that also send a proper one.

    Args:
        sent: the proper files by the key of their submission.
        region: the clean region; its ledger is what the totals add up to.
        month: the last month of the demo.

    """
    for code in (NOTHING, ADDED_UP, WITH_PERSONS):
        booked = _booked(region, code, month)
        proper = sent.get(f"gemeentelevering {code} {month}")
        if proper and booked.keys() == set(LAWS):
            yield _odd(code, proper[0], region)


def _booked(region: Region, code: str, month: str) -> dict[str, int]:
    """Law to the amount in the ledger of a municipality and month."""
    ledger = region["grootboek"].filter(pl.col("gemeente") == code, pl.col("maand") == month)
    return dict(ledger.select("wet", "bedrag").iter_rows())


def _odd(code: str, proper: Submission, region: Region) -> Odd:
    cover: Rows = [["Gemeente", code], ["Maand", proper.month]]
    if code == NOTHING:
        allowed = parameter("tol_abs_aansluiting") * 100
        off = sum(cents > allowed for cents in _booked(region, code, proper.month).values())
        found = about("niets geleverd, en het grootboek heeft een bedrag", "MGR-208", WARNING) * off
        return _sent(proper, f"nihil-{code}-{proper.month}.xlsx", {"Voorblad": [*cover, ["Nihil", "ja"]]}, found)
    sheets: dict[str, Rows] = {
        "Voorblad": [*cover, ["Niveau", "geaggregeerd"]],
        "Declaratieregels": _totals(code, proper.month, region),
    }
    if code == WITH_PERSONS:
        found = about("een naam in een levering van totalen", "MGR-212", REFUSED)
        more: dict[str, Rows] = {"Bijlage": [["Naam", "Opmerking"], [PERSON, "graag terugbellen"]]}
        return _sent(proper, f"totalen-met-bijlage-{proper.month}.xlsx", sheets | more, found)
    earlier = region["declaratietotalen"].filter(pl.col("gemeente") == code)["wet"]
    gaps = earlier.filter(earlier.is_in(LAWS)).n_unique()
    found = (
        (4, "Productcode", "E4", "MGR-210", WARNING, "product staat niet in de catalogus"),
        (6, "Aanbieder (AGB)", "C6", "MGR-204", REFUSED, "zelfde totaal als de regel erboven"),
        *about("de levering is hoger dan het grootboek", "MGR-208", WARNING),
        *about("tussen de historie en deze maand zijn geen totalen geleverd", "MGR-207", WARNING) * gaps,
    )
    return _sent(proper, f"totalen-{code}-{proper.month}.xlsx", sheets, found)


def _totals(code: str, month: str, region: Region) -> Rows:
    """What the ledger says of two laws, the second too high, and totals of nothing with a fault in them."""
    booked = _booked(region, code, month)
    supplier = region["aanbieders"]["aanbieder"][0]
    products = {law: region["producten"].filter(pl.col("wet") == law)["product_code"].to_list() for law in LAWS}
    too_high = booked["jw"] * 11 // 10 + 50_000
    rows = [
        ("wmo", products["wmo"][0], booked["wmo"]), ("jw", products["jw"][0], too_high),
        ("wmo", UNKNOWN_PRODUCT, 0), ("wmo", products["wmo"][1], 0), ("wmo", products["wmo"][1], 0),
    ]  # fmt: skip
    return [
        list(HEADERS),
        *(
            [law, code, supplier, product[:2], product, month, month, 10, "04", cents, cents, 3, 4]
            for law, product, cents in rows
        ),
    ]


def _sent(proper: Submission, name: str, sheets: Mapping[str, Rows], found: tuple[Found, ...]) -> Odd:
    """The mail with this workbook, an hour before the proper one."""
    moment = proper.sent - timedelta(hours=1)
    data = plain_workbook(sheets, made_on=moment.replace(tzinfo=None))
    return Odd(replace(mail_of(proper, {name: data}), sent=moment), name, found, "Declaratieregels")
