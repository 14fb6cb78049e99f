# SPDX-License-Identifier: EUPL-1.2
"""K15 and K25 to K30 worked out client by client; written from kpis.csv and the handbook, 5 and 13."""

from datetime import date

from tests.oracle.kpi_grouping import DAY, at_the_end, groups, month_end, month_of, months_later, percentile, share
from tests.oracle.kpi_messages import allocation, placed, standing

WINDOW = 12
NEVER = date(9999, 12, 31)
# The groups of the harmonised table that matter here, by law and code.
TOO_EARLY = {("wmo", "21"), ("wmo", "22"), ("wmo", "23"), ("jw", "32"), ("jw", "33"), ("jw", "34"), ("jw", "35")}
AS_IT_SHOULD = {("wmo", "19"), ("jw", "31"), *((law, code) for law in ("wmo", "jw") for code in ("36", "37", "39"))}
GONE = {("wmo", "31"), ("wmo", "02"), ("jw", "02")}
ELSEWHERE = {("wmo", "38"), ("jw", "38")}
KNOWN = TOO_EARLY | AS_IT_SHOULD | GONE | ELSEWHERE
CHAIN = ("wet", "gemeente", "client", "aanbieder", "product_categorie", "product_code")


def figures(tables, per, *, month, today, months):
    """Per KPI the figure of each group; arguments as of `kpi_messages.figures`."""
    every = trajectories(tables)
    closed = [each | {"maand": month_of(each["einde"])} for each in every if each["einde"]]
    closed = [each for each in closed if each["maand"] <= month]
    seen = min(month_end(month), today)
    came = [each | {"maand": month_of(each["begin"])} for each in every if month_of(each["begin"]) <= month]
    stops = [fact for fact in endings(tables) if fact["maand"] <= month]
    running = snapshots(every, months, today, lambda each, day: each["begin"] <= day < each["tot"])
    allocated = allocations(tables)
    began = [
        each | {"maand": month_of(each["gestart"]), "dagen": max(0, (each["gestart"] - each["vanaf"]).days)}
        for each in allocated
        if each["gestart"] and month_of(each["gestart"]) <= month
    ]
    waiting = at_the_end(snapshots(allocated, months, today, waits), months, per)
    judged = [each for each in began if each["maand"] in months] + waiting
    found = {
        "K15": counts(came, per, lambda each: comes_in(each, every, "gemeente")),
        "K15-aanbieder": counts(came, per, lambda each: comes_in(each, every, "aanbieder")),
        "K15-uitstroom": counts(
            closed, per, lambda each: each["reden"] not in ELSEWHERE and goes_out(each, every, "gemeente")
        ),
        "K15-uitstroom-aanbieder": counts(closed, per, lambda each: goes_out(each, every, "aanbieder")),
        "K27-clienten": counts(waiting, per, lambda _each: True),
    }
    by_group = {
        "K25": (began, lambda rows: percentile([each["dagen"] for each in rows], 0.5)),
        "K25-p90": (began, lambda rows: percentile([each["dagen"] for each in rows], 0.9)),
        "K25-negatief": (began, lambda rows: sum(each["gestart"] < each["vanaf"] for each in rows)),
        "K26": (judged, beyond_norm),
        "K27": (waiting, len),
        "K28": (
            closed,
            lambda rows: percentile([(each["einde"] - each["begin"]).days / 30.4375 for each in rows], 0.5),
        ),
        "K28-lopend": (at_the_end(running, months, per), len),
        "K29": (closed, lambda rows: stayed_away(rows, every, seen)),
        "K30": (stops, premature),
    }
    for code, (facts, work) in by_group.items():
        found[code] = {key: work(rows) for key, rows in groups(facts, per).items()}
    return found


def counts(facts, per, holds):
    return {
        key: len({each["client"] for each in rows}) for key, rows in groups([f for f in facts if holds(f)], per).items()
    }


def snapshots(facts, months, today, holds):
    found = []
    for month in months:
        day = min(month_end(month), today)
        found += [fact | {"maand": month, "dag": day} for fact in facts if holds(fact, day)]
    return found


def definitive(row):
    return row["soort"] == "stop" and not row["tijdelijk"] and row["reden_beeindiging"] and row["einddatum"]


def delivery(row):
    return tuple(row[name] for name in ("wet", "gemeente", "toewijzing_nummer", "begindatum"))


def endings(tables):
    """Of each delivery its last definitive stop."""
    last = {}
    for row in standing(tables):
        if definitive(row):
            known = last.get(delivery(row))
            if known is None or (row["einddatum"], row["dagtekening"]) >= (known["einddatum"], known["dagtekening"]):
                last[delivery(row)] = row
    return [
        placed(tables, row) | {"maand": month_of(row["einddatum"]), "reden": (row["wet"], row["reden_beeindiging"])}
        for row in last.values()
    ]


def premature(facts):
    known = [fact for fact in facts if fact["reden"] in KNOWN]
    return share([fact for fact in known if fact["reden"] in TOO_EARLY], known)


def trajectories(tables):
    """Deliveries of a client by a supplier of a product, as long as they follow each other without a day between."""
    ended = {delivery(row): row for row in endings(tables)}
    deliveries = {}
    for row in standing(tables):
        if delivery(row) not in deliveries or row["soort"] == "start":
            deliveries[delivery(row)] = row
    chains = {}
    for key, row in deliveries.items():
        later = [other[3] for other in deliveries if other[:3] == key[:3] and other[3] > key[3]]
        versions = allocation(tables, row)
        stop = ended.get(key)
        if stop:
            last = stop["einddatum"]
        elif later:
            last = min(later) - DAY
        else:
            last = (versions[-1]["einddatum"] if versions else None) or NEVER
        fact = placed(tables, row)
        chains.setdefault(tuple(fact[name] for name in CHAIN), []).append((key[3], last, stop))
    found = []
    for about, parts in chains.items():
        parts.sort(key=lambda part: part[0])
        joined = []
        for begin, last, stop in parts:
            if joined and begin - DAY <= max(each[1] for each in joined[-1]):
                joined[-1].append((begin, last, stop))
            else:
                joined.append([(begin, last, stop)])
        for pieces in joined:
            until = max(last for _, last, _ in pieces)
            stops = [stop for _, last, stop in pieces if last == until and stop]
            found.append(
                dict(zip(CHAIN, about, strict=True))
                | {
                    "begin": min(begin for begin, _, _ in pieces), "tot": until,
                    "einde": until if stops else None, "reden": stops[-1]["reden"] if stops else None,
                }
            )  # fmt: skip
    return found


def same_care(one, other, name):
    scope = ("wet", "gemeente", "client") + (("aanbieder",) if name == "aanbieder" else ())
    return all(one[part] == other[part] for part in scope)


def comes_in(fact, every, name):
    """No care in the months before."""
    return not any(
        same_care(fact, other, name)
        and other["begin"] < fact["begin"]
        and other["tot"] >= months_later(fact["begin"], -WINDOW)
        for other in every
    )


def goes_out(fact, every, name):
    """No care after it, nor anew within the window."""
    return not any(
        same_care(fact, other, name)
        and other["tot"] > fact["einde"]
        and months_later(other["begin"], -WINDOW) <= fact["einde"]
        for other in every
    )


def stayed_away(facts, every, seen):
    ripe = [
        fact
        for fact in facts
        if months_later(fact["einde"], WINDOW) <= seen and fact["reden"] in KNOWN and fact["reden"] not in GONE
    ]
    away = [
        fact
        for fact in ripe
        if not any(
            other["wet"] == fact["wet"]
            and other["client"] == fact["client"]
            and any(other[name] != fact[name] for name in (*CHAIN, "begin"))
            and fact["einde"] <= other["begin"] <= months_later(fact["einde"], WINDOW)
            for other in every
        )
    ]
    clients = {fact["client"] for fact in ripe}
    return 100 * len({fact["client"] for fact in away}) / len(clients) if clients else None


def allocations(tables):
    """Each allocation that was not removed, with the first day that its client waited and the first start."""
    found = []
    for number in {(row["wet"], row["gemeente"], row["toewijzing_nummer"]) for row in tables["toewijzingen"]}:
        key = dict(zip(("wet", "gemeente", "toewijzing_nummer"), number, strict=True))
        versions = allocation(tables, key)
        row = versions[-1]
        if row["reden_wijziging"] == "13":
            continue
        starts = [
            each["begindatum"]
            for each in standing(tables)
            if each["soort"] == "start" and all(each[name] == value for name, value in key.items())
        ]
        norms = [
            each["wachttijd_norm"]
            for each in tables["producten"]
            if all(each[name] == row[name] for name in ("wet", "product_categorie", "product_code"))
        ]
        found.append(
            row
            | {
                "vanaf": max(versions[0]["toewijzing_datum"], row["ingangsdatum"]),
                "gestart": min(starts, default=None), "norm": norms[0] if norms else None,
            }
        )  # fmt: skip
    return found


def waits(fact, day):
    started = fact["gestart"] is not None and fact["gestart"] <= day
    over = fact["einddatum"] is not None and fact["einddatum"] < day
    return fact["vanaf"] <= day and not started and not over


def beyond_norm(facts):
    judged = [fact for fact in facts if fact["norm"] is not None]
    late = [
        fact
        for fact in judged
        if ((fact["dag"] - fact["vanaf"]).days if "dag" in fact else fact["dagen"]) > fact["norm"]
    ]
    return share(late, judged)
