# SPDX-License-Identifier: EUPL-1.2
"""K32 worked out month by month; written from kpis.csv and from the article of Mack (1993)."""

from math import sqrt

from tests.oracle.kpi_budget import granted
from tests.oracle.kpi_grouping import groups, month_of


def index(month):
    return int(month[:4]) * 12 + int(month[5:])


def unbroken(closed, last):
    """The closed months that end at the last one, as far back as there is no gap."""
    known = {index(month) for month in closed if month <= last}
    if not known:
        return []
    month = max(known)
    found = []
    while month in known:
        found.insert(0, month)
        month -= 1
    return found


def rows_of(lines, present):
    """Per month what was known after each delay."""
    first = min(index(line["maand"]) for line in lines)
    found = {}
    for origin in range(first, present + 1):
        own = [line for line in lines if index(line["maand"]) == origin]
        found[origin] = [
            sum(granted(line) for line in own if index(line["declaratie_maand"]) <= origin + delay)
            for delay in range(present - origin + 1)
        ]
    return found


def last_variance(two, one):
    if one is None or two is None:
        return None
    return min([one, two] + ([one**2 / two] if two > 0 else []))


def ladder(triangle):
    """Per month what is still to come and its standard error, over what is known; None where that cannot be said."""
    rows = list(triangle.values())
    size = len(rows)
    factor, variance, base = [], [], []
    for delay in range(size - 1):
        pairs = [(row[delay], row[delay + 1]) for row in rows if len(row) > delay + 1]
        base.append(sum(now for now, _ in pairs))
        factor.append(sum(later for _, later in pairs) / base[-1] if base[-1] > 0 else None)
        if factor[-1] is None or any(now <= 0 for now, _ in pairs):
            variance.append(None)
        elif len(pairs) > 1:
            squares = sum(now * (later / now - factor[-1]) ** 2 for now, later in pairs)
            variance.append(squares / (len(pairs) - 1))
        else:
            variance.append(last_variance(*variance[-2:]))
    found = {}
    for origin, row in triangle.items():
        end, terms = row[-1], []
        for delay in range(len(row) - 1, size - 1):
            if end is None or factor[delay] is None:
                end = None
                break
            if variance[delay] is None or end <= 0 or factor[delay] == 0:
                terms.append(None)
            else:
                terms.append(variance[delay] / factor[delay] ** 2 * (1 / end + 1 / base[delay]))
            end *= factor[delay]
        if end is None or row[-1] == 0:
            found[origin] = (None, None)
        else:
            error = None if None in terms else abs(end) * sqrt(sum(terms)) / abs(row[-1])
            found[origin] = (end / row[-1] - 1, error)
    return found


def average(triangle, settled):
    """Up to the mean of the old months; no band."""
    old = [row[-1] for row in triangle.values() if len(row) > settled]
    found = {}
    for origin, row in triangle.items():
        if len(triangle) < 3 or (len(row) <= settled and (row[-1] <= 0 or not old)):
            found[origin] = (None, None)
        elif len(row) > settled:
            found[origin] = (0, None)
        else:
            found[origin] = (max(sum(old) / len(old) / row[-1] - 1, 0), None)
    return found


def figures(lines, per, *, closed, last, limits):
    """Per KPI the figure of each group."""
    run, (settled, band) = unbroken(closed, last), limits
    facts = []
    for law in {line["wet"] for line in lines}:
        own = [line | {"maand": month_of(line["product_periode_begin"])} for line in lines if line["wet"] == law]
        own = [line for line in own if index(line["maand"]) in run and index(line["declaratie_maand"]) in run]
        if not own:
            continue
        triangle = rows_of(own, run[-1])
        grows = ladder(triangle) if len(triangle) >= 12 else average(triangle, settled)
        for line in own:
            rest, error = grows[index(line["maand"])]
            amount = granted(line)
            facts.append(line | {
                "rest": None if rest is None else amount * rest,
                "margin": None if error is None else amount * error * band,
            })  # fmt: skip
    found = {"K32": {}, "K32-laag": {}, "K32-hoog": {}}
    for key, rows in groups(facts, per).items():
        rests, margins = [row["rest"] for row in rows], [row["margin"] for row in rows]
        if None in rests:
            continue
        found["K32"][key] = sum(rests)
        if None not in margins:
            found["K32-laag"][key] = sum(rests) - abs(sum(margins))
            found["K32-hoog"][key] = sum(rests) + abs(sum(margins))
    return found
