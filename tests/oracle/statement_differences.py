# SPDX-License-Identifier: EUPL-1.2
"""The naive second reading of handbook 8.4 and decision 0017: rows one by one, in plain Python."""

from collections import defaultdict

ORDER = "AHGFDEBC"


def _granted(line):
    return line["toegekend_bedrag"] if line.get("toegekend_bedrag") is not None else line["ingediend_bedrag"]


def _sign(line):
    return -1 if line["debet_credit"] == "C" else 1


def _half_up(numerator, denominator):
    size = (2 * abs(numerator) + denominator) // (2 * denominator)
    return size if numerator >= 0 else -size


def _key(line, year):
    return year, line["wet"], line["aanbieder"], line["gemeente"], line["product_code"]


def differences(stated, declared, closed, allocations, totals=()):
    """Per key of a row the two amounts and the parts by letter.

    Args:
        stated: lines of the statement.
        declared: declaration lines.
        closed: (year, law, supplier) to the day of the statement.
        allocations: (law, municipality, number) to the first and the last day.
        totals: what municipalities delivered added up.

    """
    about = {(line["jaar"], line["wet"], line["aanbieder"]) for line in stated}
    lines = [dict(line, jaar=line["product_periode_begin"].year) for line in declared]
    lines = [line for line in lines if (line["jaar"], line["wet"], line["aanbieder"]) in about]
    added_up = [dict(row, jaar=int(row["leveringsmaand"][:4])) for row in totals]
    added_up = [row for row in added_up if (row["jaar"], row["wet"], row["aanbieder"]) in about]
    known = {(line["jaar"], line["wet"], line["aanbieder"]) for line in (*lines, *added_up)}
    granted_lines = [line for line in lines if line["status"] != "afgewezen"]
    taken = {
        (line["wet"], line["aanbieder"], line["vorig_referentie_nummer"])
        for line in granted_lines if line["debet_credit"] == "C"
    }  # fmt: skip
    debets = [
        line for line in granted_lines
        if line["debet_credit"] == "D" and (line["wet"], line["aanbieder"], line["referentie_nummer"]) not in taken
    ]  # fmt: skip
    both = defaultdict(lambda: [0, 0])
    for line in stated:
        both[_key(line, line["jaar"])][0] += line["bedrag_totaal"]
    for line in granted_lines:
        both[_key(line, line["jaar"])][1] += _sign(line) * _granted(line)
    amounts = _evidence(stated, lines, debets, closed, allocations)
    for row in added_up:
        both[_key(row, row["jaar"])][1] += _granted(row)
        if row["toegekend_bedrag"] is not None:
            amounts[_key(row, row["jaar"]), "B"].append(row["ingediend_bedrag"] - row["toegekend_bedrag"])
    # A total counts with the lines in units and volumes.
    granted_lines += [dict(row, debet_credit="D", geleverd_volume=row["volume"]) for row in added_up]
    found = {}
    for key, (said, paid) in both.items():
        if key[:3] not in known:
            continue
        parts = dict.fromkeys("ABCDEFGHI", 0)
        rest = said - paid
        for letter in ORDER:
            of_class = amounts.get((key, letter), [])
            more, less = sum(each for each in of_class if each > 0), sum(each for each in of_class if each < 0)
            part = min(rest, more) if rest > 0 else max(rest, less)
            parts[letter] += part
            rest -= part
        found[key] = [said, paid, parts, rest]
    _units(found, stated, granted_lines)
    _pairs(found, stated, granted_lines)
    return {key: (said, paid, {**parts, "I": rest}) for key, (said, paid, parts, rest) in found.items()}


def _care(line):
    return line["wet"], line["aanbieder"], line["client"], line["product_periode_begin"], line["product_periode_eind"]


def _same(one, other, *names):
    return _care(one) == _care(other) and all(one[name] == other[name] for name in names)


def _evidence(stated, lines, debets, closed, allocations):
    amounts = defaultdict(list)

    def note(line, letter, amount):
        amounts[_key(line, line["jaar"]), letter].append(amount)

    seen = []
    for line in stated:
        note(line, "A", (line.get("bedrag_in_behandeling") or 0) + (line.get("bedrag_nog_te_declareren") or 0))
        names = ("eenheid", "tarief", "aantal", "bedrag_totaal")
        again = (_key(line, line["jaar"]), *(line[name] for name in names))
        if again in seen:
            note(line, "G", line["bedrag_totaal"])
        seen.append(again)
    for line in lines:
        if line["status"] == "afgewezen":
            continue
        day = closed.get((line["jaar"], line["wet"], line["aanbieder"]))
        if day is not None and line["declaratie_dagtekening"] > day:
            note(line, "H", -_sign(line) * _granted(line))
    place = ("gemeente", "product_code", "eenheid")
    equal = (*place, "toewijzing_nummer", "geleverd_volume", "ingediend_bedrag")
    for number, line in enumerate(debets):
        if any(_same(line, other, *equal) for other in debets[:number]):
            note(line, "G", -_granted(line))
        if line.get("toegekend_bedrag") is not None:
            note(line, "B", line["ingediend_bedrag"] - line["toegekend_bedrag"])
    _refusals(lines, debets, allocations, note)
    _prices(stated, debets, amounts)
    return amounts


def _refusals(lines, debets, allocations, note):
    ways = (
        ("G", ("gemeente", "product_code", "eenheid")), ("D", ("gemeente", "eenheid", "geleverd_volume")),
        ("D", ("gemeente", "ingediend_bedrag")), ("F", ("product_code", "eenheid", "geleverd_volume")),
    )  # fmt: skip
    instead = set()
    for line in lines:
        if line["status"] != "afgewezen":
            continue
        if line["debet_credit"] == "C":
            note(line, "B", -line["ingediend_bedrag"])
            continue
        for number, (letter, names) in enumerate(ways):
            hits = [index for index, other in enumerate(debets) if _same(line, other, *names)]
            if hits:
                note(line, letter, line["ingediend_bedrag"])
                if letter != "G":
                    instead |= {(number, letter, index) for index in hits}
                break
        else:
            first, last = allocations.get((line["wet"], line["gemeente"], line["toewijzing_nummer"]), (None, None))
            outside = (first is not None and line["product_periode_begin"] < first) or (
                last is not None and line["product_periode_eind"] > last
            )
            note(line, "E" if outside else "B", line["ingediend_bedrag"])
    for _, letter, index in sorted(instead):
        note(debets[index], letter, -_granted(debets[index]))


def _prices(stated, debets, amounts):
    said, paid = defaultdict(list), defaultdict(list)
    for line in stated:
        said[_key(line, line["jaar"]), line["eenheid"]].append((line["tarief"], line["aantal"], line["bedrag_totaal"]))
    for line in debets:
        paid[_key(line, line["jaar"]), line["eenheid"]].append(
            (line["product_tarief"], line["geleverd_volume"], line["ingediend_bedrag"])
        )
    for group, mine in said.items():
        theirs = paid.get(group, [])
        only_mine = [each for each in mine if each[0] not in {other[0] for other in theirs}]
        only_theirs = [each for each in theirs if each[0] not in {other[0] for other in mine}]
        count, other = sum(each[1] for each in only_mine), sum(each[1] for each in only_theirs)
        if count > 0 and other > 0:
            total, spent = sum(each[2] for each in only_mine), sum(each[2] for each in only_theirs)
            amounts[group[0], "C"].append(_half_up(min(count, other) * (total * other - spent * count), count * other))


def _of(key, stated, lines):
    mine = [line for line in stated if _key(line, line["jaar"]) == key]
    theirs = [line for line in lines if _key(line, line["jaar"]) == key]
    return mine, theirs


def _units(found, stated, lines):
    for key, row in found.items():
        mine, theirs = _of(key, stated, lines)
        if mine and theirs and not {line["eenheid"] for line in mine} & {line["eenheid"] for line in theirs}:
            row[2]["D"] += row[3]
            row[3] = 0


def _pairs(found, stated, lines):
    def count(key):
        mine, theirs = _of(key, stated, lines)
        units = {line["eenheid"] for line in (*mine, *theirs)}
        if len(units) > 1:
            return None
        less = sum(_sign(line) * line["geleverd_volume"] for line in theirs)
        return units.pop(), sum(line["aantal"] for line in mine) - less

    for letter, varies in (("D", 4), ("F", 3)):
        for by_count in (False, True):
            waiting = {key: row[3] for key, row in sorted(found.items()) if row[3]}
            if by_count:
                waiting = {key: rest for key, rest in waiting.items() if (at := count(key)) and at[1] * rest > 0}
            used = set()
            for key in [key for key, rest in waiting.items() if rest > 0]:
                for other in [each for each, rest in waiting.items() if rest < 0 and each not in used]:
                    near = all(key[n] == other[n] for n in range(5) if n != varies)
                    if by_count:
                        alike = count(key)[0] == count(other)[0] and count(key)[1] == -count(other)[1]
                    else:
                        alike = waiting[key] == -waiting[other]
                    if near and alike:
                        moved = min(waiting[key], -waiting[other])
                        found[key][2][letter] += moved
                        found[key][3] -= moved
                        found[other][2][letter] -= moved
                        found[other][3] += moved
                        used.add(other)
                        break
