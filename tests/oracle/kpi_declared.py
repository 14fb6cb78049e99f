# SPDX-License-Identifier: EUPL-1.2
"""K04-K07, K12, K14, K17, K18, K31, K41 and K42 worked out line by line; written from kpis.csv and the handbook."""

from tests.oracle.kpi_grouping import groups, month_of
from tests.oracle.kpi_indexed import indexed
from tests.oracle.mergers import heir

CODES = ("K04", "K05", "K05-index", "K06", "K06-hhi", "K07", "K12", "K14", "K17", "K18", "K31", "K41", "K42")


def figures(tables, per, *, month, closed):
    """Per KPI the figure of each group.

    Args:
        tables: accepted rows and reference rows by table.
        per: what is grouped by.
        month: the last month that counts.
        closed: the months of which every municipality delivered.

    """
    facts = [fact for fact in delivered(tables, month) if fact["maand"] <= month]
    last = max((each for each in closed if each <= month), default="")
    sent = submissions(tables, month)
    moved = beside_a_year_before(delivered(tables, month), month, closed)
    grouped, firsts = groups(facts, per), groups(sent, per)
    rejections = groups([fact | {"top": fact["aanbieder"] in top_of(facts, fact)} for fact in refused(facts)], per)
    return {
        "K04": {key: money(rows) for key, rows in grouped.items()},
        "K05": developed(moved, per),
        "K05-index": developed(indexed(tables, moved, month), per),
        "K06": shares(facts, grouped, per),
        "K06-hhi": concentrated(facts, per),
        "K07": {key: money([row for row in rows if row["maand"] <= last]) for key, rows in grouped.items()},
        "K12": {key: clients(rows) for key, rows in grouped.items()},
        "K14": {key: per_client(rows) for key, rows in grouped.items()},
        "K17": {key: rejected(rows) for key, rows in grouped.items()},
        "K18": {key: right(rows, month) for key, rows in firsts.items()},
        "K31": {key: delayed(rows) for key, rows in firsts.items()},
        "K41": {key: over(sum(r["bedrag"] for r in rows if r["top"]), sum(r["bedrag"] for r in rows), 100)
                for key, rows in rejections.items() if any(r["top"] for r in rows)},
        "K42": use(tables, facts, per),
    }  # fmt: skip


def over(part, whole, times=1):
    return None if part is None or whole is None or whole == 0 else part * times / whole


def delivered(tables, month):
    lines = tables["declaratieregels"]
    left = {}
    for row in lines:
        left[delivery(row)] = left.get(delivery(row), 0) + granted(row)
    facts = []
    for row in lines:
        refusal = row["status"] == "afgewezen"
        facts.append({
            **{name: row[name] for name in ("wet", "gemeente", "client", "product_categorie", "product_code")},
            "aanbieder": heir(tables, row["aanbieder"], month), "declarant": row["aanbieder"],
            "maand": month_of(row["product_periode_begin"]),
            "bedrag": row["ingediend_bedrag"], "toegekend": granted(row), "debet": row["debet_credit"] == "D",
            "afgewezen": refusal, "beoordeeld": "0001" not in (row["retourcodes"] or "").split(),
            "actief": row["debet_credit"] == "D" and not refusal and left[delivery(row)] > 0,
        })  # fmt: skip
    for row in tables.get("declaratietotalen", []):
        amount = row["ingediend_bedrag"] if row["toegekend_bedrag"] is None else row["toegekend_bedrag"]
        facts.append({
            **{name: row[name] for name in ("wet", "gemeente", "product_categorie", "product_code")}, "client": None,
            "aanbieder": heir(tables, row["aanbieder"], month), "declarant": row["aanbieder"],
            "maand": row["leveringsmaand"], "toegekend": amount,
            "bedrag": row["ingediend_bedrag"], "debet": False, "afgewezen": False, "beoordeeld": False, "actief": False,
        })  # fmt: skip
    return facts


def delivery(row):
    return tuple(
        row[name]
        for name in (
            "wet", "gemeente", "client", "toewijzing_nummer", "product_categorie", "product_code",
            "product_periode_begin", "product_periode_eind",
        )
    )  # fmt: skip


def granted(row):
    if row["status"] == "afgewezen":
        return 0
    amount = row["ingediend_bedrag"] if row["toegekend_bedrag"] is None else row["toegekend_bedrag"]
    return amount if row["debet_credit"] == "D" else -amount


def money(rows):
    return sum(row["toegekend"] for row in rows) if rows else None


def clients(rows):
    if all(row["client"] is None for row in rows):
        return None
    return len({row["client"] for row in rows if row["actief"]})


def per_client(rows):
    return over(sum(row["toegekend"] for row in rows if row["client"]), clients(rows))


def rejected(rows):
    judged = [row for row in rows if row["beoordeeld"]]
    return over(sum(row["afgewezen"] for row in judged), len(judged), 100)


def earlier(month):
    return f"{int(month[:4]) - 1}{month[4:]}"


def beside_a_year_before(facts, month, closed):
    """The facts of months that closed in two years, what was then at the month of now."""
    both = {each for each in closed if each <= month and earlier(each) in closed}
    then = {earlier(each): each for each in both}
    moved = [{**f, "nu": f["toegekend"], "toen": 0} for f in facts if f["maand"] in both]
    moved += [{**f, "maand": then[f["maand"]], "nu": 0, "toen": f["toegekend"]} for f in facts if f["maand"] in then]
    return moved


def developed(moved, per):
    found = {}
    for key, rows in groups(moved, per).items():
        now, before = sum(row["nu"] for row in rows), sum(row["toen"] for row in rows)
        found[key] = (now - before) * 100 / before if before > 0 else None
    return found


def shares(facts, grouped, per):
    others = [name for name in per if name != "aanbieder"]
    whole = {key: money(rows) for key, rows in groups(facts, others).items()}
    found = {}
    for key, rows in grouped.items():
        total = whole[tuple(value for name, value in zip(per, key, strict=True) if name != "aanbieder")]
        found[key] = 100 * money(rows) / total if total > 0 else None
    return found


def concentrated(facts, per):
    """In each market the squared shares; of more markets the mean weighted by turnover."""
    markets = {}
    for fact in facts:
        about = (fact["wet"], fact["gemeente"], fact["product_categorie"], fact["maand"][:4])
        if None not in (*about, fact["aanbieder"]):
            suppliers = markets.setdefault(about, {})
            suppliers[fact["aanbieder"]] = suppliers.get(fact["aanbieder"], 0) + fact["toegekend"]
    told = []
    for (law, place, category, year), suppliers in markets.items():
        some = {name: amount for name, amount in suppliers.items() if amount > 0}
        for name, amount in some.items():
            told.append({
                "wet": law, "gemeente": place, "product_categorie": category, "maand": f"{year}-01", "aanbieder": name,
                "omzet": amount, "aandeel": amount * 100 / sum(some.values()),
            })  # fmt: skip
    return {
        key: sum(r["omzet"] * r["aandeel"] * 100 for r in rows) / sum(r["omzet"] for r in rows)
        for key, rows in groups(told, per).items()
    }


def refused(facts):
    return [fact for fact in facts if fact["debet"] and fact["afgewezen"] and fact["beoordeeld"]]


def quarter(month):
    return month[:4], (int(month[5:]) + 2) // 3


def top_of(facts, about):
    """The ten suppliers with the highest rejected amount in the municipality and quarter of a line."""
    amounts = {}
    for fact in refused(facts):
        if (fact["gemeente"], quarter(fact["maand"])) == (about["gemeente"], quarter(about["maand"])):
            amounts[fact["aanbieder"]] = amounts.get(fact["aanbieder"], 0) + fact["bedrag"]
    return sorted(amounts, key=lambda name: (-amounts[name], name))[:10]


def number(month):
    return int(month[:4]) * 12 + int(month[5:])


def submissions(tables, month):
    known = [row for row in tables["declaratieregels"] if row["declaratie_maand"] <= month]
    facts = []
    for row in known:
        if row["debet_credit"] != "D":
            continue
        same = [each for each in known if delivery(each) == delivery(row)]
        debits = [day(each) for each in same if each["debet_credit"] == "D"]
        credits_ = [day(each) for each in same if each["debet_credit"] == "C" and each["status"] != "afgewezen"]
        again = any(each <= day(row) for each in credits_)
        facts.append({
            **row, "aanbieder": heir(tables, row["aanbieder"], month), "maand": row["declaratie_maand"],
            "correctie": again, "eerste": day(row) == min(debits) and not again, "toegekend": granted(row),
            "goed": 0 if credits_ else granted(row),
            "maanden": number(row["declaratie_maand"]) - number(month_of(row["product_periode_eind"])),
        })  # fmt: skip
    return facts


def day(row):
    return (row["declaratie_dagtekening"] or f"{row['declaratie_maand']}-01").__str__()


def right(rows, month):
    ripe = [row for row in rows if row["eerste"] and number(row["maand"]) + 3 <= number(month)]
    return over(sum(r["goed"] for r in ripe), sum(r["ingediend_bedrag"] for r in ripe), 100) if ripe else None


def delayed(rows):
    own = [row for row in rows if not row["correctie"]]
    return over(sum(r["toegekend"] * r["maanden"] for r in own), sum(r["toegekend"] for r in own))


def use(tables, facts, per):
    """Only per law; the inhabitants are those of everyone in the place, whatever the supplier or product."""
    if "wet" not in per or "jaar" not in per:
        return {}
    known = {(r["gemeente"], r["jaar"], r["leeftijdsgroep"]): r["aantal"] for r in tables["inwoners"]}
    places = tables["leden"]
    found = {}
    for key, rows in groups(facts, per).items():
        about = dict(zip(per, key, strict=True))
        ages = ["0-17"] if about["wet"] == "jw" else ["18-64", "65+"]
        where = [about["gemeente"]] if "gemeente" in about else places
        people = [known.get((place, int(about["jaar"]), age)) for place in where for age in ages]
        users = clients(rows)
        found[key] = None if None in people or users is None else over(users, sum(people), 1000)
    return found
