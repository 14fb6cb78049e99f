# SPDX-License-Identifier: EUPL-1.2
"""K08 and K09 worked out line by line; written from kpis.csv and the handbook."""

from fractions import Fraction

from tests.oracle.kpi_grouping import groups, month_end, month_of


def granted(row):
    amount = row["ingediend_bedrag"] if row["toegekend_bedrag"] is None else row["toegekend_bedrag"]
    if row["status"] == "afgewezen":
        amount = 0
    return -amount if row["debet_credit"] == "C" else amount


def figures(tables, per, *, closed, slack):
    """Per KPI the figure of each group by year; none where there is no figure."""
    lines = [row | {"maand": month_of(row["product_periode_begin"])} for row in tables["declaratieregels"]]
    lines = [row for row in lines if row["maand"] in closed]
    budgets = [row for row in tables["budgetten"] if any(int(month[:4]) == row["jaar"] for month in closed)]
    found = {"K08": {}, "K08-speling": {}, "K09": {}, "K09-seizoen": by_season(lines, per, closed)}
    for key, rows in groups([*budgeted(lines, budgets), *stated(budgets, slack)], per).items():
        used = sum(row.get("used", 0) for row in rows)
        for code in ("K08", "K08-speling"):
            whole = sum(row.get(code, 0) for row in rows)
            if whole:
                found[code][key] = used * 100 / whole
    for key, rows in groups([row | carried(row, tables["contracten"], closed) for row in lines], per).items():
        if max(row["closed"] for row in rows) >= 3:
            found["K09"][key] = float(sum(row["expected"] for row in rows))
    return found


def budgeted(lines, budgets):
    facts = []
    for row in lines:
        of_law = [
            each["product_categorie"]
            for each in budgets
            if (each["gemeente"], each["wet"], each["jaar"]) == (row["gemeente"], row["wet"], int(row["maand"][:4]))
        ]
        place = {"gemeente": row["gemeente"], "wet": row["wet"], "maand": row["maand"], "used": granted(row)}
        category = row["product_categorie"]
        if category is not None and category in of_law:
            facts.append(place | {"product_categorie": category})
        elif None in of_law:
            facts.append(place)
    return facts  # fmt: skip


def stated(budgets, slack):
    return [
        {"gemeente": row["gemeente"], "wet": row["wet"], "product_categorie": row["product_categorie"],
         "maand": f"{row['jaar']}-01", "K08": row["bedrag"],
         "K08-speling": int(Fraction(row["bedrag"] * (100 + slack), 100) + Fraction(1, 2))}
        for row in budgets
    ]  # fmt: skip


def carried(row, contracts, closed):
    """The line times the months of its only contract in the year, over those of them that are closed."""
    last, year = month_end(row["maand"]), row["maand"][:4]
    of_line = [
        each
        for each in contracts
        if (each["aanbieder"], each["wet"]) == (row["aanbieder"], row["wet"])
        and each["begindatum"] <= last
        and (each["einddatum"] is None or each["einddatum"] >= last)
    ]
    months = [f"{year}-{number:02d}" for number in range(1, 13)]
    contract = of_line[0]["contract_nummer"] if len(of_line) == 1 else None
    if contract is not None:
        begin, end = month_of(of_line[0]["begindatum"]), month_of(of_line[0]["einddatum"]) or "9999-12"
        months = [month for month in months if begin <= month <= end]
    known = [month for month in months if month in closed]
    return {
        "expected": Fraction(granted(row) * len(months), len(known)), "closed": len(known), "contract_nummer": contract,
    }  # fmt: skip


def by_season(lines, per, closed):
    """Per group what was realised in a year, over the share of the same months in the year before it."""
    found = {}
    for year in sorted({month[:4] for month in closed}):
        months = {month[5:] for month in closed if month[:4] == year}
        last = f"{int(year) - 1}"
        if len(months) < 3 or sum(month[:4] == last for month in closed) < 12:
            continue
        own = groups([row for row in lines if row["maand"][:4] == year], per)
        moved = [row | {"maand": f"{year}-01", "was": row["maand"]} for row in lines if row["maand"][:4] == last]
        for key, rows in groups(moved, per).items():
            same = sum(granted(row) for row in rows if row["was"][5:] in months)
            if same > 0:
                now = sum(granted(row) for row in own.get(key, []))
                found[key] = now * sum(granted(row) for row in rows) / same
    return found
