# SPDX-License-Identifier: EUPL-1.2
"""Months that follow and replace each other: totals and corrections are those of a plain list of what stands."""

import os
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import event, given, settings
from hypothesis import strategies as st

from processors.checking import check
from processors.enrichment import enrich
from processors.intake.headers import ColumnMap
from processors.intake.reference import Reference
from processors.intake.submission import Submission, no_problems
from processors.journal import Journal
from processors.known import Known
from processors.lines import make_lines
from processors.pseudonym import Key
from processors.rules import RULES
from processors.store import Store
from tests.oracle.maximum import over_all
from tests.oracle.regions import credit_of, declared_in, last_of_month
from tests.oracle.totals import earlier_on, volume_of
from tests.oracle.verdicts import failing
from tests.oracle.world import World, is_credit, is_debet

EXAMPLES = int(os.environ.get("VERZAMELPUNT_ORAKEL", "15"))
KEY = Key(1, b"0123456789abcdef0123456789abcdef")
PERSON = "P1-" + "0" * 32
SUPPLIER, MUNICIPALITY = "12345678", "0983"
RECEIVED = date(2026, 11, 2)
MONTHS = [date(2026, month, 1) for month in (6, 7, 8, 9)]
CODES = ("TR101", "TR315", "TR316", "TR416", "TR314", "TR323", "TR390", "MGR-333", "TR389", "TR321", "TR322", "TR369")
ALLOCATION = {
    "wet": "jw", "gemeente": MUNICIPALITY, "aanbieder": SUPPLIER, "client": PERSON,
    "toewijzing_datum": date(2026, 5, 1), "ingangsdatum": date(2026, 6, 1), "einddatum": date(2026, 9, 30),
    "reden_wijziging": None, "product_categorie": "45", "product_code": "45A04", "volume": None,
    "eenheid": None, "frequentie": None, "budget": None,
}  # fmt: skip
ALLOCATIONS = [
    {**ALLOCATION, "toewijzing_nummer": 1, "volume": 100, "eenheid": "82", "frequentie": "6"},
    {**ALLOCATION, "toewijzing_nummer": 2, "volume": 2, "eenheid": "04", "frequentie": "2"},
    {**ALLOCATION, "toewijzing_nummer": 3, "budget": 100},
]
NUMBERS = st.integers(0, 9)


def debet(allocation, month, volume, reference, *, minutes=False):
    unit = "01" if minutes and allocation["eenheid"] == "04" else allocation["eenheid"] or "83"
    taken = {name: allocation[name] for name in ("wet", "gemeente", "aanbieder", "client", "toewijzing_nummer")}
    return {
        **taken, "product_categorie": "45", "product_code": "45A04", "referentie_nummer": reference,
        "vorig_referentie_nummer": None, "product_periode_begin": month, "product_periode_eind": last_of_month(month),
        "geleverd_volume": volume, "eenheid": unit, "product_tarief": None if unit == "83" else 1,
        "ingediend_bedrag": volume, "debet_credit": "D", "status": None,
    }  # fmt: skip


@st.composite
def files(draw, step, month, standing, replaced):
    """The lines of a month: mostly new debets and corrections, now and then what the version before said."""
    lines = [line for line in replaced if draw(NUMBERS) < 7]
    debets = [line for line in [*standing, *replaced] if is_debet(line)]
    for nr in range(draw(st.integers(0, 4))):
        number = f"S{step}R{nr}"
        if standing and draw(NUMBERS) > 8:
            number = draw(st.sampled_from(standing))["referentie_nummer"]
        allocation = draw(st.sampled_from(ALLOCATIONS))
        if debets and draw(NUMBERS) < 4:
            taken = draw(st.sampled_from(debets))
            lines.append(credit_of(taken, month, number) | draw(st.sampled_from([{}, {}, {}, {"geleverd_volume": 99}])))
            if draw(NUMBERS) < 7:
                lines.append(taken | {"referentie_nummer": f"{number}N", "geleverd_volume": draw(st.integers(1, 60))})
        else:
            about = draw(st.sampled_from(MONTHS))
            volume = draw(st.sampled_from([5, 10, 30, 60, 100]))
            lines.append(debet(allocation, about, volume, number, minutes=draw(NUMBERS) < 5))
    lines = [line | declared_in(month) for line in lines]
    return [
        line | ({"ingediend_bedrag": line["geleverd_volume"]} if is_debet(line) else {}) | {"client": PERSON}
        for line in lines
    ]


class Region:
    """The store, the journal and what is known, and beside them the lines that stand per month."""

    def __init__(self, folder, journal, deliver):
        self.store, self.journal, self.deliver = Store(folder / "opslag"), journal, deliver
        reference = Reference({"toewijzingen": make_lines("toewijzingen", ALLOCATIONS)}, ColumnMap(), no_problems())
        self.known = Known(reference, KEY, journal, self.store)
        self.standing = {}
        self.credit_was_dropped = False

    def others(self, month):
        return [line for other, lines in self.standing.items() if other != month for line in lines]

    def judge(self, month, lines):
        """The lines as the region sees them: enriched with what counts when this month is replaced."""
        frame = make_lines("declaratieregels", lines)
        read = Submission(
            "x.csv", "declaratie", supplier=SUPPLIER, month=f"{month:%Y-%m}", tables={"declaratieregels": frame}
        )
        reference = self.known.about(read, replaced=self.known.versions_of(read))
        return enrich(frame, "declaratieregels", reference, received_on=RECEIVED)

    def accept(self, step, month, lines):
        """Keep these lines as the version of this month that counts."""
        part = self.deliver(
            self.journal, f"m{step}", content=f"{step:02}", wet="jw", gemeente=MUNICIPALITY, aanbieder=SUPPLIER,
            maand=f"{month:%Y-%m}",
        )  # fmt: skip
        self.store.write(part, "declaratieregels", make_lines("declaratieregels", lines), month=f"{month:%Y-%m}")
        self.known.forget(part, ["declaratieregels"])
        kept = {line["referentie_nummer"] for line in lines}
        gone = [line for line in self.standing.get(month, []) if line["referentie_nummer"] not in kept]
        self.credit_was_dropped |= any(is_credit(line) for line in gone)
        self.standing[month] = lines

    def total(self, allocation):
        """Volume, or money for a budget, of the debets that stand on an allocation."""
        world = World([], ALLOCATIONS, [], self.others(None))
        standing = earlier_on(allocation, world)
        if allocation["budget"] is not None:
            return sum(line["ingediend_bedrag"] for line in standing)
        return volume_of(standing, allocation)


def refused(frame):
    """The lines that the rules of this test refuse, with the rules that say so."""
    findings = check(RULES.only(*CODES), frame, "declaratieregels").filter(ernst="fout")
    return {(row - 2, code) for row, code in findings.select("rij", "regel").iter_rows()}


@given(data=st.data())
@settings(max_examples=EXAMPLES)
def test_months_that_follow_and_replace_each_other_are_judged_by_what_stands(data, deliver, noon):
    with TemporaryDirectory() as folder, Journal(Path(folder) / "journaal.sqlite") as journal:
        region = Region(Path(folder), journal, lambda *words, **facts: deliver(*words, moment(noon, words), **facts))
        for step in range(data.draw(st.integers(3, 7))):
            month = data.draw(st.sampled_from(MONTHS))
            before, replaced = region.others(month), region.standing.get(month, [])
            lines = data.draw(files(step, month, before, replaced))
            world = World(lines, ALLOCATIONS, [], before)
            expected = {(nr, code) for nr, code in failing(world) if code in CODES}
            wrong = {nr for nr, _ in expected}

            frame = region.judge(month, lines)
            found = refused(frame)

            assert found <= expected
            assert {nr for nr, _ in found} == wrong
            assert_running_totals(frame, world)
            region.accept(step, month, [line for nr, line in enumerate(lines) if nr not in wrong])
            assert_nothing_is_exceeded(region)
            for _, code in expected:
                event(code)
            event("een maand vervangen" if replaced else "een nieuwe maand")


@pytest.fixture
def region(tmp_path, journal, deliver, noon):
    return Region(tmp_path, journal, lambda *words, **facts: deliver(*words, moment(noon, words), **facts))


JUNE, JULY, AUGUST, SEPTEMBER = MONTHS
IN_ALL = ALLOCATIONS[0]


def sent(region, step, month, *lines):
    """What is refused of a declaration over this month, and which volume stood before; the rest is accepted."""
    lines = [line | declared_in(month) for line in lines]
    frame = region.judge(month, lines)
    found = refused(frame)
    wrong = {nr for nr, _ in found}
    region.accept(step, month, [line for nr, line in enumerate(lines) if nr not in wrong])
    return sorted(found), frame["eerder_geteld"][0]


def test_a_month_that_is_replaced_later_is_judged_beside_the_months_after_it(region):
    sent(region, 1, JUNE, debet(IN_ALL, JUNE, 30, "J1"))
    sent(region, 2, JULY, debet(IN_ALL, JULY, 30, "J2"))
    sent(region, 3, AUGUST, debet(IN_ALL, AUGUST, 30, "J3"))

    too_much = sent(region, 4, JUNE, debet(IN_ALL, JUNE, 41, "J1"))
    as_before = sent(region, 5, JUNE, debet(IN_ALL, JUNE, 40, "J1"))

    assert too_much == ([(0, "TR321")], 60)
    assert as_before == ([], 60)
    assert region.total(IN_ALL) == 100


def test_a_credit_frees_nothing_more_when_the_month_of_its_debet_is_replaced_without_it(region):
    june = debet(IN_ALL, JUNE, 60, "J1")
    sent(region, 1, JUNE, june)
    sent(region, 2, AUGUST, credit_of(june, AUGUST, "A1"), debet(IN_ALL, JUNE, 40, "A2"))
    sent(region, 3, JUNE, debet(IN_ALL, JULY, 30, "J2"))

    too_much = sent(region, 4, SEPTEMBER, debet(IN_ALL, SEPTEMBER, 31, "S1"))
    fits = sent(region, 5, SEPTEMBER, debet(IN_ALL, SEPTEMBER, 30, "S1"))

    assert too_much == ([(0, "TR321")], 70)
    assert fits == ([], 70)


def test_a_debet_that_was_corrected_since_is_not_declared_again_by_sending_its_month_once_more(region):
    june, other = debet(IN_ALL, JUNE, 60, "J1"), debet(IN_ALL, JULY, 5, "J2")
    sent(region, 1, JUNE, june, other)
    sent(region, 2, AUGUST, credit_of(june, AUGUST, "A1"), debet(IN_ALL, JUNE, 40, "A2"))

    again = sent(region, 3, JUNE, june, other)

    assert again == ([(0, "TR389")], 40)
    assert region.total(IN_ALL) == 45


def test_a_credit_without_a_debet_that_counts_leaves_no_room(region):
    june = debet(IN_ALL, JUNE, 60, "J1")
    sent(region, 1, JUNE, june)
    nearly = credit_of(june, AUGUST, "A1") | {"ingediend_bedrag": 59}

    found, _ = sent(region, 2, AUGUST, nearly, debet(IN_ALL, JUNE, 60, "A2"))

    assert (0, "MGR-333") in found
    assert (1, "TR389") in found
    assert region.total(IN_ALL) == 60


def moment(noon, words):
    return noon + timedelta(hours=int(words[1].removeprefix("m")))


def assert_running_totals(frame, world):
    told = frame.select("eerder_geteld", "eerder_bedrag").rows() if len(frame) else []
    for line, (volume, amount) in zip(world.lines, told, strict=True):
        standing = earlier_on(line, world)
        allocation = next(each for each in ALLOCATIONS if each["toewijzing_nummer"] == line["toewijzing_nummer"])
        measured = allocation if allocation["eenheid"] else {"eenheid": line["eenheid"]}
        assert volume == volume_of(standing, measured)
        assert amount == sum(each["ingediend_bedrag"] for each in standing)


def assert_nothing_is_exceeded(region):
    if region.credit_was_dropped:
        return  # a debet stands again that later months could not count on; the next line over it is refused
    for allocation in ALLOCATIONS:
        smallest = 60 if allocation["eenheid"] == "04" else 1
        most = allocation["budget"] if allocation["budget"] is not None else over_all(allocation) * smallest
        assert region.total(allocation) <= most
