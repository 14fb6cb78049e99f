# SPDX-License-Identifier: EUPL-1.2
"""The explanation of a maximum is read back as a reader would, and worked out again from its own dates and numbers."""

import csv
import re
from calendar import monthrange
from datetime import date, datetime, timedelta
from itertools import chain
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from processors.enrichment import enrich
from processors.explanation import explain
from processors.lines import make_lines

VECTORS = list(
    csv.DictReader((Path(__file__).parents[1] / "maximum_vectors.csv").read_text(encoding="utf-8").splitlines())
)
PERIOD, WHOLE = "maximum in de periode", "maximum van de toewijzing"
PLACE = {"wet": "jw", "gemeente": "0983", "aanbieder": "01000001", "client": "P1-a"}
RECEIVED = date(2028, 2, 2)
MONTH_NAMES = (
    "januari februari maart april mei juni juli augustus september oktober november december".split()  # noqa: SIM905 - as one reads them
)
NO_MAXIMUM = re.compile("dus (er is )?geen maximum")
AMOUNT = r"(?:€ )?-?[\d.]+(?:,\d\d)?(?: (?:minuut|minuten|uur|etmaal|etmalen|dagdeel|dagdelen|stuks?))?"
PRODUCT = re.compile(
    rf": (?P<volume>{AMOUNT}) (?P<per>per dag|per week|per maand|voor de hele toewijzing)"
    r"(?P<minutes> × 60 minuten)?"
    r"(?: × (?P<times>[\d.]+) (?P<what>dag|dagen|ISO-week|ISO-weken|weken|week|zondag|zondagen|maand|maanden|"
    r"productperiode))?(?P<more>.*?)"
    rf"(?: = |, dus )(?P<result>{AMOUNT})\."
)


def explained(lines, allocations, earlier=()):
    """What is said of each line, by subject, and the lines as enrichment sees them."""
    frames = {
        "toewijzingen": make_lines("toewijzingen", allocations),
        "eerdere_declaratieregels": make_lines("declaratieregels", list(earlier)),
    }
    known = enrich(make_lines("declaratieregels", lines), "declaratieregels", frames, received_on=RECEIVED)
    known = known.with_columns(bestand=pl.lit("a.xlsx"), blad=pl.lit("Regels"), rij=pl.int_range(2, 2 + pl.len()))
    told = explain(known, frames)
    said = [dict(told.filter(rij=2 + n).select("onderwerp", "uitleg").iter_rows()) for n in range(len(lines))]
    return said, known.to_dicts()


def number(said):
    """1.234 minuten and € 12,34, the latter in eurocents."""
    digits = re.search(r"-?[\d.]+(,\d\d)?", said).group()
    return int(digits.replace(".", "").replace(",", ""))


def day(said):
    return datetime.strptime(said, "%d-%m-%Y").date()  # noqa: DTZ007 - a date


def span(begin, eind):
    return [begin + timedelta(days=each) for each in range((eind - begin).days + 1)]


def named_weeks(said):
    """The ISO weeks between brackets."""
    found, year = [], ""
    for own_year, week in re.findall(r"(?:(\d{4})-)?W(\d\d)", said):
        year = own_year or year
        found.append(date.fromisocalendar(int(year), int(week), 1))
    if "tot en met" in said:
        found = [each for each in span(*found) if each.weekday() == 0]
    return {each.isocalendar()[:2] for each in found}


def named_sundays(said):
    """The Sundays between brackets."""
    ends = re.search(r"\(van (\S+) tot en met (\S+)\)", said)
    if ends:
        return [each for each in span(*map(day, ends.groups())) if each.weekday() == 6]
    days, month, year = re.search(r"\(([\d, en]+?) ([a-z]+) (\d{4})\)", said).groups()
    return [date(int(year), MONTH_NAMES.index(month) + 1, int(each)) for each in re.findall(r"\d+", days)]


def times(found, begin, eind):
    """How often the volume counts, from the days named; the number in the sentence must be the same."""
    days = span(begin, eind)
    what, more, counted = found["what"], found["more"], number(found["times"] or "1")
    if "vast voor Wmo 01" in more:
        assert counted == 6
    elif what in {"dag", "dagen"}:
        assert counted == len(days)
    elif what in {"ISO-week", "ISO-weken"}:
        weeks = {each.isocalendar()[:2] for each in days}
        assert (named_weeks(more), counted) == (weeks, len(weeks))
    elif what in {"maand", "maanden"}:
        assert counted == len({(each.year, each.month) for each in days})
    elif found["per"] == "per week":
        sundays = [each for each in days if each.weekday() == 6]
        assert ("er valt geen zondag in" in more) or named_sundays(more) == sundays
        assert ("er valt geen zondag in" in more) == (not sundays)
        closing = re.search(r"en de laatste week tot en met (\S+)$", more)
        if closing:
            last = day(closing[1])
            assert last.weekday() != 6
            assert last - timedelta(days=last.isoweekday()) in sundays
            assert number(more.split("zondag")[0]) == len(sundays)
        assert counted == len(sundays) + bool(closing)
    else:
        assert counted == 1
    return counted


def months(said):
    """The sum of the months between brackets, hours in minutes."""
    each = re.findall(rf"(?:\d{{4}}-\d\d|credits in deze aanlevering): ({AMOUNT})", said)
    return sum(number(one) * (60 if "uur" in one else 1) for one in each)


def recomputed(sentence, begin, eind):
    """The maximum that a sentence arrives at, and the one it names."""
    found = PRODUCT.search(sentence)
    volume = number(found["volume"]) * (60 if found["minutes"] else 1) * times(found, begin, eind)
    if "min eerder" in found["more"]:
        earlier, between = found["more"].split("(")[0], found["more"]
        used = number(earlier)
        in_minutes = months(between) if "(" in between else 0
        if "uur" in earlier:
            assert used == -(-in_minutes // 60)
            assert ("naar boven afgerond" in between) == ("minu" in between)
        elif "(" in between:
            assert used == in_minutes
        volume = max(0, volume - used)
        assert ("er blijft niets over" in between) == (used > number(found["volume"]) * (60 if found["minutes"] else 1))
    return volume, number(found["result"])


def in_period(sentence):
    begin, eind = map(day, re.match(r"Productperiode (\S+) tot en met (\S+):", sentence).groups())
    return recomputed(sentence, begin, eind)


def over_allocation(sentence):
    begin, eind = re.match(r"Toewijzing(?: vanaf (\S+))?.*?(?:tot en met (\S+)|zonder einddatum):", sentence).groups()
    if begin is None or eind is None or "voor de hele toewijzing" in sentence:
        begin = eind = "01-01-2026"
    return recomputed(sentence.split(" Eerder ")[0], day(begin), day(eind))


def part_of(month, begin, eind):
    last = month.replace(day=monthrange(month.year, month.month)[1])
    return {"product_periode_begin": max(month, begin), "product_periode_eind": min(last, eind)}


@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: f"{vector['variant']} {vector['ingangsdatum']}")
def test_the_explanation_of_every_vector_gives_the_maximum_again(vector):
    volume, unit, *_ = vector["omvang"].split()
    code, cents = {"uur": ("04", 1), "euro": ("83", 100)}[unit]
    begin, eind = date.fromisoformat(vector["ingangsdatum"]), date.fromisoformat(vector["einddatum"])
    allocation = {
        **PLACE, "toewijzing_nummer": 7, "ingangsdatum": begin, "einddatum": eind, "product_categorie": "45",
        "volume": int(volume) * cents, "eenheid": code, "frequentie": "2",
    }  # fmt: skip
    firsts = sorted({each.replace(day=1) for each in span(begin, eind)})

    lines = [{**PLACE, "toewijzing_nummer": 7, "eenheid": code, **part_of(first, begin, eind)} for first in firsts]

    told, _ = explained(lines, [allocation])

    expected = [int(each) * cents for each in vector["maximum_per_kalendermaand"].split(";")]
    assert [in_period(each[PERIOD]) for each in told] == [(value, value) for value in expected]
    whole = int(vector["maximum_hele_toewijzing"]) * cents
    assert {over_allocation(each[WHOLE]) for each in told} == {(whole, whole)}


DATES = st.dates(date(2024, 12, 20), date(2027, 1, 12))
EVERY_DATE = st.one_of(DATES, DATES, DATES, st.none())
UNITS = ["01", "04", "14", "16", "82", "83", "84"]
VOLUMES = st.integers(0, 3_000)
ALLOCATIONS = st.fixed_dictionaries(
    {
        "wet": st.sampled_from(["wmo", "jw"]), "product_categorie": st.sampled_from(["01", "45", None]),
        "ingangsdatum": EVERY_DATE, "einddatum": EVERY_DATE, "volume": st.one_of(VOLUMES, VOLUMES, st.none()),
        "eenheid": st.sampled_from([*UNITS, "99", None]), "frequentie": st.sampled_from(["1", "2", "2", "4", "6", "9"]),
        "aanbieder": st.sampled_from(["01000001", "01000001", "01000001", "02000002"]),
        "budget": st.one_of(st.none(), st.integers(0, 90_000)),
    }
)  # fmt: skip
LINES = st.fixed_dictionaries(
    {
        "eenheid": st.sampled_from([*UNITS, None]), "geleverd_volume": VOLUMES,
        "ingediend_bedrag": st.integers(0, 90_000), "debet_credit": st.sampled_from(["D", "D", "C"]),
        "declaratie_maand": st.sampled_from(["2026-06", "2026-07", "2026-12"]),
    }
)  # fmt: skip


CASES = st.fixed_dictionaries(
    {
        "allocation": ALLOCATIONS, "line": LINES, "credit": LINES, "begin": EVERY_DATE, "days": st.integers(-2, 40),
        "same_unit": st.booleans(), "earlier": st.lists(LINES, max_size=4),
    }
)  # fmt: skip


def lines_of(nr, case):
    """The allocation of a case, its line with a credit behind it, and its earlier lines."""
    mine = {**PLACE, "wet": case["allocation"]["wet"], "toewijzing_nummer": nr}
    unit = case["allocation"]["eenheid"] if case["same_unit"] else case["line"]["eenheid"]
    begin = case["begin"]
    period = {"product_periode_begin": begin, "product_periode_eind": begin and begin + timedelta(days=case["days"])}
    line = {**case["line"], **mine, **period, "eenheid": unit, "referentie_nummer": f"line {nr}"}
    earlier = [{**each, **mine, "status": "toegekend", "referentie_nummer": f"{nr} {n}", "debet_credit": "CD"[n > 0]}
               for n, each in enumerate(case["earlier"])]  # fmt: skip
    credit = {**case["credit"], **mine, "debet_credit": "C", "referentie_nummer": f"credit {nr}"}
    if earlier:
        copied = {**earlier[-1], "vorig_referentie_nummer": earlier[-1]["referentie_nummer"], "status": "ingediend"}
        credit = {**copied, "referentie_nummer": credit["referentie_nummer"], "debet_credit": "C"}
    return {**PLACE, **case["allocation"], "toewijzing_nummer": nr}, [line, credit], earlier


@settings(max_examples=20)
@given(cases=st.lists(CASES, min_size=1, max_size=15))
def test_what_is_explained_is_what_was_judged(cases):
    allocations, lines, earlier = zip(*(lines_of(nr, case) for nr, case in enumerate(cases)), strict=True)

    told, known = explained([*chain(*lines)], list(allocations), chain(*earlier))

    for sentences, line in zip(told, known, strict=True):
        assert None not in sentences.values()
        assert_period(sentences[PERIOD], line)
        if WHOLE in sentences:
            assert_whole(sentences[WHOLE], line)


def assert_period(sentence, line):
    maximum = line["maximum_periode"]
    if NO_MAXIMUM.search(sentence):
        assert maximum is None or "niet die van deze aanbieder" in sentence
    else:
        assert in_period(sentence) == (maximum, maximum)


def assert_whole(sentence, line):
    maximum = line["maximum_toewijzing"]
    if NO_MAXIMUM.search(sentence):
        assert maximum is None
        return
    assert over_allocation(sentence) == (maximum, maximum)
    counted = re.search(rf"Eerder ({AMOUNT}).*?regel ({AMOUNT}); samen ({AMOUNT})\.", sentence).groups()
    before, now, together = [number(each) * (60 if "uur" in each else 1) for each in counted]
    assert before == line["eerder_geteld"] == (months(sentence) if "(2026" in sentence.split(" Eerder ")[1] else 0)
    assert together == before + now


def test_an_allocation_of_another_supplier_or_client_is_not_told():
    begin, eind = date(2026, 1, 1), date(2026, 12, 31)
    allocation = {**PLACE, "toewijzing_nummer": 7, "ingangsdatum": begin, "einddatum": eind, "volume": 3,
                  "eenheid": "04", "frequentie": "2", "budget": 500}  # fmt: skip
    line = {**PLACE, "toewijzing_nummer": 7, "eenheid": "04", "geleverd_volume": 1, **part_of(begin, begin, eind)}

    told, _ = explained([{**line, "aanbieder": "02000002"}, {**line, "client": "P1-b"}, line], [allocation])

    assert [each[PERIOD] for each in told[:2]] == [
        "De toewijzing is niet die van deze aanbieder en client, dus er is geen maximum."
    ] * 2
    assert [{WHOLE, "budget"} & set(each) for each in told] == [set(), set(), {WHOLE, "budget"}]
