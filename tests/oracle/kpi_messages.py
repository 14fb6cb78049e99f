# SPDX-License-Identifier: EUPL-1.2
"""K16, K19, K20, K22, K23 and K24 worked out message by message; written from kpis.csv and the handbook, 4 and 5."""

from tests.oracle.kpi_grouping import at_the_end, groups, month_end, month_of, percentile, share, workdays

RETURNED_BY = {"301": "302", "305": "306", "307": "308", "315": "316", "317": "318", "319": "320"}
RETURNS = {back: sent for sent, back in RETURNED_BY.items()}


def figures(tables, per, *, month, today, months):
    """Per KPI the figure of each group.

    Args:
        tables: accepted rows by table.
        per: what is grouped by.
        month: the last month that counts.
        today: the day from which is looked back.
        months: the months of which something was delivered.

    """
    sent = [fact for fact in messages(tables) if fact["maand"] <= month]
    starts = [fact for fact in reported(tables, "start") if fact["maand"] <= month]
    stops = [fact for fact in reported(tables, "stop") if fact["maand"] <= month]
    asked = requests(tables)
    over = [fact for fact in asked if fact["besloten"] and (fact["maand"] is None or fact["maand"] <= month)]
    still = at_the_end(open_requests(asked, months, today), months, per)
    return {
        "K16": {key: share([f for f in rows if f["afgekeurd"]], rows) for key, rows in groups(sent, per).items()},
        "K22": {key: returned_in_time(rows, today) for key, rows in groups(sent, per).items()},
        "K23": {key: answered_in_time(rows, today) for key, rows in groups(sent, per).items()},
        "K19": {key: in_time(rows, 5) for key, rows in groups(starts, per).items()},
        "K20": {key: in_time(rows, 5) for key, rows in groups(stops, per).items()},
        "K24": {key: percentile([f["dagen"] for f in rows], 0.5) for key, rows in groups(over, per).items()},
        "K24-p90": {key: percentile([f["dagen"] for f in rows], 0.9) for key, rows in groups(over, per).items()},
        "K24-optijd": {key: in_time(rows, 5) for key, rows in groups(over, per).items()},
        "K24-onderzoek": {
            key: share([f for f in rows if f["onderzocht"]], rows) for key, rows in groups(over, per).items()
        },
        "K24-open": {key: len(rows) for key, rows in groups(still, per).items()},
    }


def in_time(facts, term):
    judged = [fact for fact in facts if fact["dagen"] is not None]
    return share([fact for fact in judged if fact["dagen"] <= term], judged)


def returned_in_time(facts, today):
    good = bad = 0
    for fact in facts:
        if fact["bericht"] not in RETURNED_BY:
            continue
        since = fact["ontvangen"] or fact["dagtekening"]
        if fact["terug"]:
            late = workdays(since, fact["terug"]) > 3
        elif fact["afgekeurd"] or workdays(since, today) <= 3:
            continue
        else:
            late = True
        good, bad = good + (not late), bad + late
    return 100 * good / (good + bad) if good + bad else None


def answered_in_time(facts, today):
    good = bad = 0
    for fact in facts:
        if fact["bericht"] != "323" or fact["afgekeurd"]:
            continue
        if not fact["terug"] and workdays(fact["dagtekening"], today) <= 10:
            continue
        late = workdays(fact["dagtekening"], fact["terug"] or today) > 10
        good, bad = good + (not late), bad + late
    return 100 * good / (good + bad) if good + bad else None


def messages(tables):
    """Each message once, by its identification."""
    found = {}

    def mention(row, kind, identification, days, rejected):
        key = (row["wet"], row["gemeente"], row["aanbieder"], kind, identification)
        fact = found.setdefault(
            key, dict(zip(("wet", "gemeente", "aanbieder", "bericht"), key[:4], strict=True)) | {"afgekeurd": False}
        )
        for name, value in zip(("dagtekening", "ontvangen", "terug"), days, strict=True):
            known = [day for day in (fact.get(name), value) if day]
            fact[name] = min(known) if known else None
        fact["afgekeurd"] = fact["afgekeurd"] or rejected

    headers = {}
    for row in tables["berichten"]:
        codes = (row["retourcodes"] or "").split()
        kind, transport = row["bericht"], any(code.startswith("IB") for code in codes)
        rejected = transport or row["technisch_afgekeurd"] == "ja"
        sent, received = row["dagtekening"], row["ontvangen_op"]
        back = row["retour_op"] or row["dagtekening_retour"]
        if kind == "325":
            about = (row["wet"], row["gemeente"], row["aanbieder"], row["identificatie"])
            headers[about] = headers.get(about, False) or "0001" in codes
            mention(row, kind, row["identificatie"], (sent, received, None), rejected)
        elif kind not in RETURNS or row["identificatie_retour"]:
            rejected = rejected or "0001" in codes
            mention(row, RETURNS.get(kind, kind), row["identificatie"], (sent, received, back), rejected)
    for row in tables["declaratieantwoorden"]:
        about = (row["wet"], row["gemeente"], row["aanbieder"], row["identificatie"])
        rejected = "0001" in (row["retourcodes"] or "").split() or headers.get(about, False)
        days = (row["declaratie_bericht_dagtekening"], None, row["dagtekening"])
        mention(row, "323", row["declaratie_identificatie"], days, rejected)
    return [fact | {"maand": month_of(fact["dagtekening"])} for fact in found.values() if fact["dagtekening"]]


def standing(tables):
    """Starts and stops that were not removed: of the same one the latest counts."""
    latest = {}
    for row in sorted(tables["regieberichten"], key=lambda row: row["dagtekening"]):
        last = row["einddatum"] if row["soort"] == "stop" else None
        halt = row["soort"] == "stop" and row["reden_beeindiging"] == "20"
        about = (row["wet"], row["gemeente"], row["toewijzing_nummer"], row["soort"], row["begindatum"], last, halt)
        latest[about] = row | {"einddatum": last, "tijdelijk": halt}
    return [row for row in latest.values() if row["status_aanlevering"] != "3"]


def allocation(tables, row):
    """The versions of an allocation in the order of decision: the last one is in force."""
    own = [
        each
        for each in tables["toewijzingen"]
        if all(each[name] == row[name] for name in ("wet", "gemeente", "toewijzing_nummer"))
    ]
    return sorted(own, key=lambda each: each["toewijzing_datum"])


def placed(tables, row):
    """The row with the product of its allocation where it names none itself."""
    versions = allocation(tables, row)
    found = dict(row)
    for name in ("product_categorie", "product_code"):
        found[name] = row[name] or (versions[-1][name] if versions else None)
    return found


def reported(tables, kind):
    facts = []
    every = standing(tables)
    for row in every:
        if row["soort"] != kind:
            continue
        versions = allocation(tables, row)
        if kind == "start":
            since = max(row["begindatum"], versions[0]["toewijzing_datum"]) if versions else None
        else:
            since = row["einddatum"]
            for other in every:
                same = all(other[name] == row[name] for name in ("wet", "gemeente", "toewijzing_nummer", "begindatum"))
                # Nothing says when it was known that what stood still would not start again.
                if same and other["tijdelijk"] and not row["tijdelijk"] and other["einddatum"] >= row["einddatum"]:
                    since = None
        facts.append(
            placed(tables, row)
            | {"maand": month_of(row["dagtekening"]), "dagen": workdays(since, row["dagtekening"])}
        )  # fmt: skip
    return facts


def requests(tables):
    """Each request with its decision: a 301 with its reference, a 319 that rejects, or what stands with it."""
    found = {}
    for row in tables["verzoeken"]:
        about = tuple(
            row[name]
            for name in ("wet", "gemeente", "aanbieder", "client", "soort", "referentie_aanbieder", "dagtekening")
        )
        found.setdefault(about, []).append(row)
    return [decided(tables, rows) for rows in found.values()]


def decided(tables, rows):
    """One request with what was answered to it, and when."""
    first = rows[0]
    answers = [(row["antwoord"] != "in onderzoek", row["antwoord_op"]) for row in rows if row["antwoord"]]
    answers = [(decision, day and max(day, first["dagtekening"])) for decision, day in answers]
    about = ("wet", "aanbieder", "referentie_aanbieder")
    others = [(row["verzoek_antwoord"] == "1", row["dagtekening"], row) for row in tables["verzoekantwoorden"]]
    others += [(True, row["toewijzing_datum"], row) for row in tables["toewijzingen"]]
    for decision, day, row in others:
        if all(row[name] == first[name] for name in about) and day >= first["dagtekening"]:
            answers.append((decision, day))
    day = min((day for decision, day in answers if decision and day), default=None)
    one = {name: first[name] for name in ("wet", "gemeente", "aanbieder", "client", "dagtekening")}
    for name in ("product_categorie", "product_code"):
        one[name] = first[name] if len({row[name] for row in rows}) == 1 else None
    return one | {
        "besloten": any(decision for decision, _ in answers), "besloten_op": day, "maand": month_of(day),
        "onderzocht": any(not decision for decision, _ in answers), "dagen": workdays(first["dagtekening"], day),
    }  # fmt: skip


def open_requests(asked, months, today):
    facts = []
    for month in months:
        day = min(month_end(month), today)
        for fact in asked:
            over = fact["besloten"] and (fact["besloten_op"] is None or fact["besloten_op"] <= day)
            if fact["dagtekening"] <= day and not over:
                facts.append(fact | {"maand": month})
    return facts
