# SPDX-License-Identifier: EUPL-1.2
"""The back-test in plain loops over totals: (municipality, month of delivery, month of declaration, amount).

Every month of which all municipalities delivered is closed. No contract is known, so a year has twelve months.
"""

YOUNG = 2


def later(month, count):
    number = int(month[:4]) * 12 + int(month[5:]) - 1 + count
    return f"{number // 12}-{number % 12 + 1:02d}"


def run_until(closed, month):
    """The closed months that end at the last one, without a gap, newest first."""
    known = sorted(each for each in closed if each <= month)
    run = []
    while known and (not run or later(run[-1], -1) == known[-1]):
        run.append(known.pop())
    return run


def spent(rows, month, stand):
    """What was delivered in a month and declared up to a month."""
    return sum(amount for _, delivered, declared, amount in rows if delivered == month and declared <= stand)


def forecasts(rows, closed, now, back):
    """Every forecast as (kind, what, month in which it was made): (said, became)."""
    run, found = run_until(closed, now), {}
    for stand in run[1 : back + 1]:
        year = stand[:4]
        months = [f"{year}-{number:02d}" for number in range(1, 13)]
        done = [month for month in months if month in closed and month <= stand]
        left = [month for month in months if month not in done]
        realised = sum(spent(rows, month, stand) for month in done)
        known = [month for month in months if any(row[1] == month and row[2] <= stand for row in rows)]
        if len(done) < 3:
            continue
        expected = {"K09": realised * 12 / len(done)} if set(known) & set(done) else {}
        before = {month: spent(rows, later(month, -12), stand) for month in months}
        whole = all(later(month, -12) in closed for month in months)
        if whole and sum(before[month] for month in done) > 0:
            expected["K09-seizoen"] = realised * sum(before.values()) / sum(before[month] for month in done)
        following = later(stand, 1)
        for kind, said in expected.items():
            part = 1 / len(left) if kind == "K09" and left else 0
            if kind != "K09" and following in left and sum(before[month] for month in left) > 0:
                part = before[following] / sum(before[month] for month in left)
            if following in run and following in left and (kind == "K09" or sum(before[month] for month in left) > 0):
                found[kind, "volgende maand", stand] = ((said - realised) * part, spent(rows, following, now))
            if all(month in closed and month <= now for month in months):
                found[kind, "heel het jaar", stand] = (said, sum(spent(rows, month, now) for month in months))
    return found


def errors(made):
    """Per kind and what: how many, the mean error and the mean error with its sign, in percent."""
    found = {}
    for (kind, what, _), (said, became) in made.items():
        if became > 0:
            found.setdefault((kind, what), []).append(100 * (said - became) / became)
    return {key: (len(each), sum(map(abs, each)) / len(each), sum(each) / len(each)) for key, each in found.items()}
