# SPDX-License-Identifier: EUPL-1.2
"""The KPIs on statements, deliveries and evidence counted one by one, from accepted rows as plain dicts."""

from datetime import date

from tests.oracle.kpi_grouping import at_the_end, groups, month_end, months_later, percentile
from tests.oracle.mergers import heir
from tests.oracle.statement_differences import differences

EURO = 100
VALID = {"gva": 24, "belasting": 6, "kvk": 6}
APPROVING = ("accountant", "goedkeurend")


def figures(world, per):
    """Figures per KPI and group.

    Args:
        world: rows by table, and `maand`, `vandaag`, `leden`.
        per: the dimensions and at most one period.

    """
    made = {}
    for count in (_compared, _owed, _delivered, _wrong, _evidence):
        for code, facts, figure in count(world, per):
            placed = _moved(world, facts)
            made[code] = {key: figure(own) for key, own in groups(placed, per).items()}
    return made


def _share(part, whole):
    return None if whole == 0 else 100 * part / whole


def _amount(line):
    if line["status"] == "afgewezen":
        return 0
    granted = line["ingediend_bedrag"] if line.get("toegekend_bedrag") is None else line["toegekend_bedrag"]
    return -granted if line["debet_credit"] == "C" else granted


def _of_heirs(world, table):
    return _moved(world, world[table])


def _moved(world, rows):
    """The rows at whoever holds the turnover of their supplier now."""
    return [row | {"aanbieder": heir(world, row.get("aanbieder"), world["maand"])} for row in rows]


def _compared(world, _per):
    covers = {}
    for row in _of_heirs(world, "verantwoordingen"):
        key = row["jaar"], row["wet"], row["aanbieder"]
        covers[key] = max(row["dagtekening"], covers.get(key, date.min))
    allocations = {
        (row["wet"], row["gemeente"], row["toewijzing_nummer"]): (row["ingangsdatum"], row["einddatum"])
        for row in world["toewijzingen"]
    }
    declared = [
        line | {name: (line["aanbieder"], line[name]) for name in ("referentie_nummer", "vorig_referentie_nummer")}
        for line in world["declaratieregels"]
    ]
    found = differences(
        _of_heirs(world, "verantwoordingsregels"), _moved(world, declared), covers, allocations,
        totals=_of_heirs(world, "declaratietotalen"),
    )  # fmt: skip
    facts = []
    for (year, law, supplier, place, product), (stated, granted, parts) in found.items():
        about = {"maand": f"{year}-12", "wet": law, "aanbieder": supplier, "gemeente": place, "product_code": product}
        facts.append(about | {"toegekend": granted, "verschil": stated - granted, "rest": parts["I"]})

    def part(rows, take):
        return _share(sum(take(row) for row in rows), sum(row["toegekend"] for row in rows))

    yield "K33", facts, lambda rows: part(rows, lambda row: row["verschil"])
    yield "K33-verschil", facts, lambda rows: sum(row["verschil"] for row in rows)
    yield "K33-verklaard", facts, lambda rows: part(rows, lambda row: row["verschil"] - row["rest"])
    yield "K33-onverklaard", facts, lambda rows: part(rows, lambda row: row["rest"])


def _owed(world, _per):
    sums = {}
    for line in _of_heirs(world, "declaratieregels"):
        key = line["product_periode_begin"].year, line["wet"], line["aanbieder"], line["gemeente"]
        sums[key] = sums.get(key, 0) + _amount(line)
    for row in _of_heirs(world, "declaratietotalen"):
        key = int(row["leveringsmaand"][:4]), row["wet"], row["aanbieder"], row["gemeente"]
        amount = row["ingediend_bedrag"] if row["toegekend_bedrag"] is None else row["toegekend_bedrag"]
        sums[key] = sums.get(key, 0) + amount
    facts = []
    for (year, law, supplier, place), cents in sums.items():
        if f"{year}-12" > world["maand"]:
            continue
        covers = [
            row for row in _of_heirs(world, "verantwoordingen")
            if (row["jaar"], row["wet"], row["aanbieder"]) == (year, law, supplier)
        ]  # fmt: skip
        whole = sum(value for key, value in sums.items() if key[:3] == (year, law, supplier))
        facts.append({
            "maand": f"{year}-12", "wet": law, "aanbieder": supplier, "gemeente": place, "cents": cents,
            "er": bool(covers), "op tijd": any(row["ontvangen_op"] < date(year + 1, 3, 1) for row in covers),
            "accountant": bool(covers) and all((row["soort_verklaring"], row["oordeel"]) == APPROVING
                                               for row in covers),
            "bestuur": bool(covers) and all(row["soort_verklaring"] == "bestuur" for row in covers),
            "groot": whole > 200_000 * EURO,
        })  # fmt: skip

    def statements(rows, name):
        expected = {(row["wet"], row["aanbieder"], row["maand"]) for row in rows if row["cents"] > 0}
        there = {(row["wet"], row["aanbieder"], row["maand"]) for row in rows if row["cents"] > 0 and row[name]}
        return _share(len(there), len(expected))

    def turnover(rows, name):
        return _share(sum(row["cents"] for row in rows if row[name]), sum(row["cents"] for row in rows))

    yield "K34", facts, lambda rows: statements(rows, "er")
    yield "K34-optijd", facts, lambda rows: statements(rows, "op tijd")
    yield "K35", facts, lambda rows: turnover(rows, "accountant")
    yield "K35-bestuur", facts, lambda rows: turnover(rows, "bestuur")
    yield "K35-gelijk", facts, lambda rows: turnover([row for row in rows if row["groot"]], "accountant")


def _delivered(world, _per):
    municipal = [row for row in world["leveringen"] if row["soort"] == "gemeentelevering"]
    in_force = {(row["gemeente"], row["maand"]) for row in municipal if row["status"] in ("geaccepteerd", "deels")}
    in_force |= {(row["gemeente"], row["declaratie_maand"]) for row in world["declaratietotalen"]}
    first = min([month for _, month in in_force] + [world["maand"]])
    slots = []
    month = first
    while month <= world["maand"]:
        begin = date(int(month[:4]), int(month[5:]), 1)
        for place in world["leden"]:
            stays = [row for row in world["lidmaatschap"] if row["gemeente"] == place]
            if any(row["van"] <= month_end(month) and (row["tot"] is None or row["tot"] >= begin) for row in stays):
                slots.append({"gemeente": place, "maand": month, "er": (place, month) in in_force})
        month = f"{months_later(begin, 1):%Y-%m}"
    earliest = {}
    for row in municipal:
        if row["status"] not in ("geaccepteerd", "deels", "vervangen") or row["gemeente"] not in world["leden"]:
            continue
        if row["maand"] > world["maand"]:
            continue
        key = row["gemeente"], row["maand"]
        days = None if row["uiterste_datum"] is None else (row["ontvangen_op"] - row["uiterste_datum"]).days
        if key not in earliest or row["ontvangen_op"] < earliest[key][0]:
            earliest[key] = row["ontvangen_op"], days
    late = [{"gemeente": place, "maand": month, "dagen": days} for (place, month), (_, days) in earliest.items()]
    dated = [row for row in late if row["dagen"] is not None]
    yield "K36", slots, lambda rows: _share(sum(row["er"] for row in rows), len(rows))
    yield "K37", dated, lambda rows: percentile([row["dagen"] for row in rows], 0.5)
    yield "K37-optijd", dated, lambda rows: _share(sum(row["dagen"] <= 0 for row in rows), len(rows))


def _wrong(world, _per):
    files = [
        row for row in world["leveringen"]
        if row["status"] in ("geaccepteerd", "deels") and row["maand"] <= world["maand"]
    ]  # fmt: skip
    facts = []
    for row in files:
        counts = {}
        for severity in ("fout", "waarschuwing"):
            counts[severity] = len({
                (each["blad"], each["rij"]) for each in world["bevindingen"]
                if each["aanlevering"] == row["aanlevering"] and each["ernst"] == severity
                and each["rij"] is not None and each["entiteit"] == "declaratieregels"
            })  # fmt: skip
        facts.append(row | counts)
    for code, severity in (("K38", "fout"), ("K38-waarschuwing", "waarschuwing")):
        yield (
            code,
            facts,
            lambda rows, name=severity: _share(sum(row[name] for row in rows), sum(row["regels"] for row in rows)),
        )


def _evidence(world, per):
    months = {row["maand"] for row in world["leveringen"] if row["soort"] == "gemeentelevering"
              and row["status"] in ("geaccepteerd", "deels")}  # fmt: skip
    months |= {row["declaratie_maand"] for row in world["declaratietotalen"]} | {world["maand"]}
    facts = []
    for month in sorted(each for each in months if each <= world["maand"]):
        day = min(month_end(month), world["vandaag"])
        for contract in world["contracten"]:
            if contract["begindatum"] > day or (contract["einddatum"] is not None and contract["einddatum"] < day):
                continue
            last = {}
            for paper in world["bewijsstukken"]:
                mine = paper["aanbieder"] == contract["aanbieder"]
                named = paper["contract_nummer"] in (None, contract["contract_nummer"])
                if mine and named and paper["afgegeven_op"] <= day:
                    last[paper["soort"]] = max(paper["afgegeven_op"], last.get(paper["soort"], date.min))
            past = any(kind in VALID and months_later(given, VALID[kind]) < day for kind, given in last.items())
            facts.append(contract | {"maand": month, "verlopen": past})
    last_ones = at_the_end(facts, [fact["maand"] for fact in facts], per)
    yield "K40", last_ones, lambda rows: _share(sum(row["verlopen"] for row in rows), len(rows))
