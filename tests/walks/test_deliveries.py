# SPDX-License-Identifier: EUPL-1.2
"""A municipality delivers lines, totals or nothing; again, late, or with persons in it: through the whole office."""

import openpyxl
import polars as pl
import pytest

from processors.demo.habits import FORM
from processors.demo.sheets import write_submission
from processors.demo.submissions import Submission
from processors.lines import TABLES
from processors.powerbi.publish import in_force
from tests.walks.conftest import BEGIN, MONTH, VENLO
from workbooks.plain import plain_workbook

PERSON = "Wilhelmina Proefpersoon"
BSN = "999990019"
HEADERS = list(TABLES["declaratietotalen"].names)


def book(rows=(), *, level="geaggregeerd", month=MONTH, ledger=(), more=None, cover=()):
    """A delivery of totals as a municipality makes it: (supplier, category, code, month, volume, amount)."""
    said = [["Gemeente", VENLO], ["Maand", month], ["Niveau", level], *cover]
    totals = [
        ["wmo", VENLO, supplier, code[:2], code, month, month, 10, "04", amount, amount, 3, 4]
        for supplier, code, amount in rows
    ]
    sheets = {"Voorblad": said, "Declaratieregels": [HEADERS, *totals]}
    if ledger:
        sheets["Grootboek"] = [
            ["gemeente", "wet", "maand", "bedrag"], *([VENLO, "wmo", month, amount] for amount in ledger)
        ]  # fmt: skip
    return plain_workbook({**sheets, **(more or {})}, made_on=BEGIN.replace(tzinfo=None))


def findings(office, code=None):
    """Rule and sentence of every finding kept, by submission."""
    kept = sorted((office.place.store / "bevindingen").glob("*.parquet"))
    rows = [row for path in kept for row in pl.read_parquet(path).select("regel", "melding").iter_rows()]
    return [sentence for rule, sentence in rows if rule == code] if code else [rule for rule, _ in rows]


def feedback(office, number):
    (path,) = (office.place.output / "terugkoppeling").glob(f"A-{number:06}-*.xlsx")
    return path


@pytest.fixture
def supplier(office):
    return office.suppliers[0]


@pytest.fixture
def code(office, supplier):
    lines = office.lines(supplier).filter(pl.col("wet") == "wmo")
    known = office.region["producten"].filter(pl.col("wet") == "wmo")["product_code"]
    return next((each for each in lines["product_code"] if each in known), known[0])


def test_totals_are_accepted_stored_and_counted_once_beside_the_lines_of_suppliers(office, supplier, code):
    office.mail(VENLO, office.delivery())
    office.mail(supplier, office.declaration(supplier))
    office.run()
    before = in_force(office.place.output / "powerbi", "feit_declaratie")
    office.mail(VENLO, {"totalen.xlsx": book([(supplier, code, 123_456)])})

    office.run()

    fact = in_force(office.place.output / "powerbi", "feit_declaratie")
    laws = set(office.lines(supplier)["wet"])
    kept = office.accepted("declaratietotalen")
    assert kept.select("aanbieder", "product_code", "ingediend_bedrag", "regels").rows() == [
        (supplier, code, 123_456, 4)
    ]
    assert before.filter(pl.col("wet") == "wmo")["ingediend_bedrag"].sum() != 123_456
    assert laws == {"wmo"} or len(fact.filter(pl.col("wet") != "wmo"))
    assert fact.filter(pl.col("wet") == "wmo").select("regels", "ingediend_bedrag").rows() == [(4, 123_456)]


def test_a_delivery_of_nothing_is_accepted_and_stands_as_delivered(office, command):
    nothing = plain_workbook(
        {"Voorblad": [["Gemeente", VENLO], ["Maand", MONTH], ["Nihil", "ja"]]}, made_on=BEGIN.replace(tzinfo=None)
    )
    office.mail(VENLO, {"nihil.xlsx": nothing})
    office.run()

    _, said, _ = command(office, "status", "--maand", MONTH, "--json")

    assert office.rows("aanleveringen", "soort", "uitkomst", "regels", "maand") == [
        ("gemeentelevering", "geaccepteerd", 0, MONTH)
    ]
    assert '"status": "geaccepteerd"' in said
    assert "geaccepteerd, zonder regels" in next(iter(office.answers().values()))


def test_an_empty_workbook_that_does_not_say_so_stays_refused(office):
    office.mail(VENLO, {"leeg.xlsx": book()})

    office.run()

    assert findings(office) == ["INTAKE-14"]
    assert office.rows("aanleveringen", "uitkomst") == [("geweigerd",)]


def test_a_month_delivered_again_replaces_the_first_and_shows_what_changed(office, supplier, code, assert_valid_xlsx):
    office.mail(VENLO, {"een.xlsx": book([(supplier, code, 100_000)])})
    office.mail(VENLO, {"twee.xlsx": book([(supplier, code, 102_001)])})

    office.run()

    assert office.accepted("declaratietotalen")["ingediend_bedrag"].to_list() == [102_001]
    (sentence,) = findings(office, "MGR-206")
    assert all(amount in sentence for amount in ("€ 1.000,00", "€ 1.020,01", "€ 20,01"))
    sheet = openpyxl.load_workbook(feedback(office, 2))["Verschil met vorige levering"]
    assert [cell.value for cell in sheet[4]] == ["wmo", code[:2], code, 1000, 1020.01, "=E4-D4", 0, 0, 1]
    assert "Verschil met uw vorige levering over 2026-07: € 20,01." in " ".join(office.answers().values())
    assert_valid_xlsx(feedback(office, 2))


def test_a_small_change_is_told_in_the_answer_and_is_no_finding(office, supplier, code):
    office.mail(VENLO, {"een.xlsx": book([(supplier, code, 100_000)])})
    office.mail(VENLO, {"twee.xlsx": book([(supplier, code, 102_000)])})

    office.run()

    assert findings(office, "MGR-206") == []
    assert "Verschil met uw vorige levering over 2026-07: € 20,00." in " ".join(office.answers().values())


def test_what_was_delivered_stands_beside_the_ledger_with_a_live_difference(
    office, supplier, code, recalculated, assert_valid_xlsx
):
    office.mail(VENLO, {"een.xlsx": book([(supplier, code, 1_000_000)], ledger=[1_025_001])})

    office.run()

    path = feedback(office, 1)
    (sentence,) = (each for each in findings(office, "MGR-208") if "(wmo)" in each)
    assert "€ 10.000,00" in sentence
    assert "€ 10.250,01" in sentence
    assert_valid_xlsx(path)
    by_law = {row[0]: row for row in recalculated(path)["Aansluiting grootboek"][3:]}
    assert by_law["wmo"] == ["wmo", MONTH, 10_000, 10_250.01, pytest.approx(-250.01), 250, "▲ sluit niet aan"]
    assert openpyxl.load_workbook(path)["Aansluiting grootboek"]["E4"].value == "=C4-D4"


def test_a_gap_in_the_months_and_a_late_delivery_are_told(office, supplier, code):
    office.mail(VENLO, {"mei.xlsx": book([(supplier, code, 100_000)], month="2026-05")})
    office.mail(VENLO, {"juli.xlsx": book([(supplier, code, 100_000)])})

    office.run()

    (gap,) = findings(office, "MGR-207")
    (late,) = findings(office, "MGR-213")
    assert "2026-07" in gap
    assert "2026-05" in gap
    assert "2026-05" in late


def test_a_month_of_nothing_is_no_gap(office, supplier, code):
    cover = [["Gemeente", VENLO], ["Maand", "2026-06"], ["Nihil", "ja"]]
    office.mail(VENLO, {"mei.xlsx": book([(supplier, code, 100_000)], month="2026-05")})
    office.mail(VENLO, {"juni.xlsx": plain_workbook({"Voorblad": cover}, made_on=BEGIN.replace(tzinfo=None))})
    office.mail(VENLO, {"juli.xlsx": book([(supplier, code, 100_000)])})

    office.run()

    assert findings(office, "MGR-207") == []


def test_lines_of_a_municipality_do_not_repeat_those_of_the_supplier_and_win(office, supplier):
    lines = office.lines(supplier).with_row_index("nr").with_columns(zending=pl.lit(""))
    cover = (("formulier", "gemeentelevering 2026-1"), ("gemeente", VENLO), ("maand", MONTH), ("niveau", "regel"))
    what = Submission(
        "gemeentelevering", VENLO, MONTH, BEGIN, "regels.xlsx", FORM, {"Declaratieregels": "declaratieregels"}, cover
    )
    made = write_submission(what, {"declaratieregels": lines}, {})
    office.mail(VENLO, office.delivery())
    office.mail(supplier, office.declaration(supplier))
    office.run()

    office.mail(VENLO, {made.name: made.data})
    office.run()

    fact = in_force(office.place.output / "powerbi", "feit_declaratie")
    assert {"TR314", "TR389", "MGR-205"}.isdisjoint(findings(office))
    assert fact["regels"].sum() == len(lines)


def test_persons_in_agreed_totals_stop_the_file_and_are_nowhere(office, supplier, code, pieces):
    hidden = {"Bijlage": [["Naam", "Opmerking"], [PERSON, f"bsn {BSN}"]]}
    office.mail(VENLO, {f"levering {BSN}.xlsx": book([(supplier, code, 100_000)], more=hidden)})

    office.run()

    assert set(findings(office)) == {"MGR-212"}
    assert office.rows("aanleveringen", "status", "uitkomst", "geaccepteerd") == [("quarantaine", "geweigerd", 0)]
    assert not list(office.place.store.glob("declaratie*/*/*.parquet"))
    said = "".join(office.answers().values())
    assert "geen persoonsgegevens" in said
    left = [path for path in office.place.root.rglob("*") if path.is_file() and "archief" not in path.parts]
    looked = [path for path in left if office.place.inbox not in path.parents]
    assert len(looked) > 5
    for path in looked:
        assert BSN not in path.name
        assert not any(
            secret.encode() in piece for piece in pieces(path) for secret in (PERSON, PERSON.split()[1], BSN)
        ), path
