# SPDX-License-Identifier: EUPL-1.2
"""Tariff, contract and amount of one line, row by row: the second opinion."""

from datetime import date

EURO, MINUTE = "83", "01"


def tariff_on(row, day, tables):
    """The tariff for its own municipality, else the one for all."""
    fits = [
        each for each in tables["tarieven"]
        if all(each[name] == row[name] for name in ("aanbieder", "wet", "product_code"))
        and each["gemeente"] in (row["gemeente"], "*")
        and each["geldig_van"] <= day <= (each["geldig_tot"] or date.max)
    ]  # fmt: skip
    found = min(fits, key=lambda each: each["gemeente"] == "*", default=None)
    return found and found | {"contract": found["contract_nummer"]}


def contract_on(row, day, tables):
    """That of the tariff, else the only one of the supplier under the law that runs."""
    if tariff := tariff_on(row, day, tables):
        return tariff["contract"]
    running = {
        each["contract_nummer"] for each in tables["contracten"]
        if (each["aanbieder"], each["wet"]) == (row["aanbieder"], row["wet"])
        and each["begindatum"] <= day <= (each["einddatum"] or date.max)
    }  # fmt: skip
    return running.pop() if len(running) == 1 else None


def on(allocation, tables):
    return [line for line in tables["declaratieregels"] if same(line, allocation)]


def same(row, allocation):
    return all(row[name] == allocation[name] for name in ("wet", "gemeente", "toewijzing_nummer"))


def granted(line):
    amount = line["ingediend_bedrag"] if line["toegekend_bedrag"] is None else line["toegekend_bedrag"]
    return (0 if line["status"] == "afgewezen" else amount) * (1 if line["debet_credit"] == "D" else -1)


def delivery(line):
    volume = 0 if line["status"] == "afgewezen" else line["geleverd_volume"]
    return volume if line["debet_credit"] == "D" else -volume


def price(volume, unit, tariff):
    """Euros are cents; minutes go by the hour where the contract has an hourly tariff."""
    if volume is None or unit is None:
        return None
    if unit == EURO:
        return volume
    if tariff is None:
        return None
    by_hour = unit == MINUTE and tariff["per_uur"] == "ja"
    return half_up(volume * tariff["tarief"], 60) if by_hour else volume * tariff["tarief"]


def half_up(cents, parts):
    sign = -1 if cents < 0 else 1
    return sign * ((2 * abs(cents) + parts) // (2 * parts))


def added(values):
    values = list(values)
    return None if None in values else sum(values)


def number_of_days(begin, end):
    return (end - begin).days + 1
