# SPDX-License-Identifier: EUPL-1.2
"""Redemption, commitments and starts, allocation by allocation from accepted rows (handbook 7): the second opinion."""

from datetime import date, timedelta

from tests.oracle.kpi_allocated import group, last, latest, overlaps
from tests.oracle.lines_at_tariff import (
    added,
    contract_on,
    delivery,
    granted,
    half_up,
    number_of_days,
    on,
    price,
    same,
    tariff_on,
)
from tests.oracle.maximum import in_period, over_all

TOTAL = "6"
END = date(2026, 12, 31)
CODES = ("K01", "K02", "K02-geheel", "K08-contract", "K08-contract-speling", "K10", "K10-verwacht", "K11", "K21")
SLACK = 5  # per cent


def figures(tables, per, *, month, delivered):
    """Per KPI code the figure of each group that has one; `delivered` are municipality and month."""
    allocations = [row for row in latest(tables["toewijzingen"]).values() if row["reden_wijziging"] != "13"]
    told = [row for allocation in allocations for row in months_of(allocation, tables, month, delivered)]
    decided = [row for row in tables["toewijzingen"] if row["toewijzing_datum"] <= last(month)]
    then = [row for row in latest(decided).values() if row["reden_wijziging"] != "13"]
    still = [row for allocation in then for row in committed(allocation, tables, month, delivered)]
    recent = [row | {"maand": month} for row in told if row["maand"] >= "2025-07" and row["maximum"] is not None]
    return {
        "K01": shares([row for row in told if row["volume"] and row["maximum"] is not None], "at_tariff", per),
        "K02": shares([row for row in told if row["maximum"] is not None], "granted", per),
        "K02-geheel": shares([row for each in allocations for row in whole(each, told, month)], "granted", per),
        "K08-contract": used_in_closed_months(tables, per, month, delivered, 0),
        "K08-contract-speling": used_in_closed_months(tables, per, month, delivered, SLACK),
        "K10": open_amounts(still, recent, per),
        "K10-verwacht": expected(still, recent, per),
        "K11": ceilings(tables, still, per, month),
        "K21": started(allocations, tables, per, month),
    }


def months_of(allocation, tables, month, delivered):
    """Each month of which lines were delivered in which it runs: what it allowed and what was granted."""
    by_total = {(row["gemeente"], row["leveringsmaand"]) for row in tables["declaratietotalen"]}
    for name in sorted({when for place, when in delivered if place == allocation["gemeente"]}):
        if name > month or (allocation["gemeente"], name) in by_total or not overlaps(allocation, name):
            continue
        begin = max(date.fromisoformat(f"{name}-01"), allocation["ingangsdatum"])
        end = min(last(name), allocation["einddatum"] or date.max)
        tariff = tariff_on(allocation, begin, tables)
        lines = [line for line in on(allocation, tables) if f"{line['product_periode_begin']:%Y-%m}" == name]
        contract = tariff and next(row for row in tables["contracten"] if row["contract_nummer"] == tariff["contract"])
        yield {
            **allocation, "contract_nummer": tariff and tariff["contract"], "maand": name,
            "volume": allocation["budget"] is None and not (contract and contract["uitvoeringsvariant"] == "taak"),
            "times": in_period(allocation, begin, end),
            "maximum": maximum(allocation, begin, end, tariff),
            "granted": added(granted(line) for line in lines),
            "at_tariff": added(price(delivery(line), line["eenheid"], tariff) for line in lines),
        }  # fmt: skip


def maximum(allocation, begin, end, tariff):
    if allocation["budget"] is not None:
        return spread(allocation["budget"], allocation, begin, end)
    if allocation["frequentie"] == TOTAL:
        return spread(price(allocation["volume"], allocation["eenheid"], tariff), allocation, begin, end)
    return price(in_period(allocation, begin, end), allocation["eenheid"], tariff)


def spread(cents, allocation, begin, end):
    """By days, so that the parts are together the whole."""
    if cents is None or allocation["einddatum"] is None:
        return None
    first, length = allocation["ingangsdatum"], number_of_days(allocation["ingangsdatum"], allocation["einddatum"])
    return half_up(cents * number_of_days(first, end), length) - half_up(cents * (begin - first).days, length)


def whole(allocation, told, month):
    """The whole term, where it ended and each of its months is known."""
    first, end = allocation["ingangsdatum"], allocation["einddatum"]
    if end is None or end > last(month) or end < first:
        return
    rows = [row for row in told if row["toewijzing_nummer"] == allocation["toewijzing_nummer"]]
    if len(rows) != (end.year - first.year) * 12 + end.month - first.month + 1:
        return
    top = added(row["maximum"] for row in rows)
    if top is not None and allocation["budget"] is None and allocation["frequentie"] != TOTAL:
        times = sum(row["times"] for row in rows)
        top = half_up(top * over_all(allocation), times) if times else top
    if top is not None:
        yield {**rows[0], "maand": f"{end:%Y-%m}", "maximum": top, "granted": added(row["granted"] for row in rows)}


def committed(allocation, tables, month, delivered):
    """What it still allows until the end of the year, in parts; a part without a price is not there."""
    place = allocation["gemeente"]
    known = [when for where, when in delivered if where == place and "2026-01" <= when <= month]
    here = [line for line in tables["declaratieregels"] if line["gemeente"] == place]
    declared = [f"{line['product_periode_begin']:%Y-%m}" for line in here]
    known += [when for when in declared if "2026-01" <= when <= month]
    since = last(max(known)) + timedelta(days=1) if known else date(2026, 1, 1)
    begin, end = max(allocation["ingangsdatum"], since), min(allocation["einddatum"] or END, END)
    if begin > end:
        return
    if allocation["budget"] is not None or allocation["frequentie"] == TOTAL:
        parts = [(begin, left(allocation, begin, end, tables, month))]
    else:
        names = [f"2026-{number:02d}" for number in range(begin.month, end.month + 1)]
        periods = [(max(begin, date.fromisoformat(f"{name}-01")), min(end, last(name))) for name in names]
        parts = [
            (day, price(in_period(allocation, day, until), allocation["eenheid"], tariff_on(allocation, day, tables)))
            for day, until in periods
        ]
        parts = limited(parts, rest_of_whole(allocation, begin, tables, month))
    for day, cents in parts:
        if cents is not None:
            number = contract_on(allocation, day, tables)
            yield {**allocation, "maand": month, "contract_nummer": number, "open": cents}


def rest_of_whole(allocation, begin, tables, month):
    """What was not used of the maximum over the whole allocation; None where there is no end to it."""
    tariff = tariff_on(allocation, begin, tables)
    all_of_it = price(over_all(allocation), allocation["eenheid"], tariff)
    lines = [line for line in on(allocation, tables) if f"{line['product_periode_begin']:%Y-%m}" <= month]
    used = added(price(delivery(line), line["eenheid"], tariff) for line in lines)
    return None if all_of_it is None or used is None else max(all_of_it - used, 0)


def limited(parts, rest):
    """The parts in order, until nothing is left."""
    found = []
    for day, cents in parts:
        kept = cents if rest is None or cents is None else min(cents, rest)
        rest = rest if rest is None or cents is None else rest - kept
        found.append((day, kept))
    return found


def left(allocation, begin, end, tables, month):
    """Of a total or a budget what was not used, as far as its days are in the year."""
    tariff = tariff_on(allocation, begin, tables)
    lines = [line for line in on(allocation, tables) if f"{line['product_periode_begin']:%Y-%m}" <= month]
    if allocation["budget"] is not None:
        all_of_it, used = allocation["budget"], added(granted(line) for line in lines)
    else:
        all_of_it = price(allocation["volume"], allocation["eenheid"], tariff)
        used = added(price(delivery(line), line["eenheid"], tariff) for line in lines)
    if all_of_it is None or used is None:
        return None
    rest = max(all_of_it - used, 0)
    if allocation["einddatum"] is None:
        return rest
    return half_up(rest * number_of_days(begin, end), number_of_days(begin, allocation["einddatum"]))


def open_amounts(still, recent, per):
    """Nothing is open where an allocation was used lately and nothing is left of it."""
    found = {key: 0 for row in recent if None not in (key := group(row, row["maand"], per))}
    for row in still:
        if None not in (key := group(row, row["maand"], per)):
            found[key] = found.get(key, 0) + row["open"]
    return found


def expected(still, recent, per):
    used = shares(recent, "granted", per)
    return {key: cents * used[key] / 100 for key, cents in open_amounts(still, recent, per).items() if key in used}


def ceilings(tables, still, per, month):
    """Realised this year and committed, over the ceilings of the contracts that have one."""
    rooms, spent = {}, {}
    for key, contract in capped(tables, per, month):
        number = contract["contract_nummer"]
        owed = sum(row["open"] for row in still if row["contract_nummer"] == number)
        rooms[key] = rooms.get(key, 0) + contract["bestedingsruimte"]
        spent[key] = spent.get(key, 0) + owed + sum(cents for _, cents in realised(tables, number, month))
    return {key: 100 * spent[key] / room for key, room in rooms.items() if room}


def used_in_closed_months(tables, per, month, delivered, slack):
    """Realised in months of which every place delivered, over the ceilings with slack on top of each."""
    closed = [when for _, when in delivered if {("0983", when), ("0957", when)} <= delivered]
    rooms, spent = {}, {}
    for key, contract in capped(tables, per, month):
        done = [cents for when, cents in realised(tables, contract["contract_nummer"], month) if when in closed]
        rooms[key] = rooms.get(key, 0) + half_up(contract["bestedingsruimte"] * (100 + slack), 100)
        spent[key] = spent.get(key, 0) + sum(done)
    return {key: 100 * spent[key] / room for key, room in rooms.items() if room}


def capped(tables, per, month):
    """The contracts of the year with a ceiling, each with its group; a contract is of no place and no product."""
    if set(per) & {"gemeente", "subregio", "categorie", "product"}:
        return
    for contract in tables["contracten"]:
        runs = contract["begindatum"].year <= 2026 and (contract["einddatum"] or END).year >= 2026
        if contract["bestedingsruimte"] is not None and runs:
            yield group(contract | {"gemeente": "0983"}, month, per), contract


def realised(tables, number, month):
    """Month and amount of all that was delivered this year under a contract."""
    for line in tables["declaratieregels"]:
        name = f"{line['product_periode_begin']:%Y-%m}"
        day = line["product_periode_begin"].replace(day=1)
        if "2026-01" <= name <= month and contract_on(line, day, tables) == number:
            yield name, granted(line)
    for row in tables["declaratietotalen"]:
        day = date.fromisoformat(f"{row['leveringsmaand']}-01")
        if "2026-01" <= row["leveringsmaand"] <= month and contract_on(row, day, tables) == number:
            yield row["leveringsmaand"], row["toegekend_bedrag"]


def started(allocations, tables, per, month):
    """Allocations with something granted in a period, and those of them with a start that was not removed."""
    found = {}
    for allocation in allocations:
        starts = {}
        for row in sorted(tables["regieberichten"], key=lambda row: row["dagtekening"]):
            if same(row, allocation) and row["soort"] == "start":
                starts[row["begindatum"]] = row["status_aanlevering"]
        good = any(status != "3" for status in starts.values())
        for line in on(allocation, tables):
            name = f"{line['product_periode_begin']:%Y-%m}"
            contract = contract_on(allocation, last(name), tables)
            key = group({**allocation, "contract_nummer": contract}, name, per)
            task = any(
                row["contract_nummer"] == contract and row["uitvoeringsvariant"] == "taak"
                for row in tables["contracten"]
            )
            if name <= month and line["debet_credit"] == "D" and granted(line) > 0 and not task and None not in key:
                found.setdefault(key, {})[allocation["toewijzing_nummer"]] = good
    return {key: 100 * sum(each.values()) / len(each) for key, each in found.items()}


def shares(rows, top, per):
    """100 times what was granted over what was allowed, of the rows of each group."""
    found = {}
    for row in rows:
        if None not in (key := group(row, row["maand"], per)):
            above, below = found.get(key, (0, 0))
            found[key] = (added([above, row[top]]), below + row["maximum"])
    return {key: 100 * above / below for key, (above, below) in found.items() if below and above is not None}
