# SPDX-License-Identifier: EUPL-1.2
"""The tender of the demo ends as its truth file says, by our figures, by a second reckoning and in LibreOffice."""

from datetime import date
from fractions import Fraction

import openpyxl
import polars as pl
import pytest

from processors.demo import DemoPlan
from processors.demo.facts import CATALOGUE
from processors.demo.tender import write_tender
from processors.demo.tender.tenderers import MAASDUIN, OFFERS, OOIEVAAR, PEEL
from processors.disclosure.audience import Audience, limits
from processors.tender.history import History
from processors.tender.proofs import judged, read_checklist
from processors.tender.ranking import OUT, WINS

REALISED = {
    **dict.fromkeys(
        ("gemeente", "aanbieder", "wet", "product_categorie", "product_code", "eenheid", "client", "maand"), pl.String
    ),
    "volume": pl.Int64, "toegekend": pl.Int64,
}  # fmt: skip
MONTHS = ("2026-08", "2026-09")


def realised():
    """Figures of two months: a volume for most products, and of the last one only two clients."""
    rows = [
        (place, "99000101", product.law, product.category, product.code, product.unit, f"client {nr}", month, 40 + nr,
         (40 + nr) * product.tariff)
        for product in CATALOGUE
        if product.law == "wmo"
        for place in ("0983", "0984")
        for month in MONTHS
        for nr in range(2 if product.code == "15D02" else 12)
    ]  # fmt: skip
    return History(MONTHS, pl.DataFrame(rows, schema=REALISED, orient="row"), limits(Audience.PUBLIC, {}))


@pytest.fixture(scope="module", params=["without figures", "with figures"])
def tender(request, tmp_path_factory):
    """The folder of the tender and what it came to."""
    seen = (
        History((), pl.DataFrame(schema=REALISED), limits(Audience.PUBLIC, {}))
        if request.param == "without figures"
        else realised()
    )
    root = tmp_path_factory.mktemp("demo") / "aanbesteding"
    return root, write_tender(root, DemoPlan(), seen)


def half_up(points):
    return int(points * 100 + Fraction(1, 2))


def reckoned(asked):
    """Totals in hundredths of a point per lot and tenderer, computed again by hand from what was asked and offered."""
    volumes = {(row["perceel"], row["product_code"]): row for row in asked.tables["perceelproducten"].to_dicts()}
    tariffs = {product.code: product.tariff for product in CATALOGUE}
    totals = {}
    for lot in ("1", "2", "3"):
        counting = [each for each in OFFERS if each.lot == lot and each.status != OUT]
        own = {code: row["jaarvolume"] for (of, code), row in volumes.items() if of == lot}
        prices = {
            each.tenderer: sum((tariffs[code] * each.percent + 50) // 100 * many for code, many in own.items())
            for each in counting
        }
        bounds = [
            sum(row[name] * row["jaarvolume"] for (of, _), row in volumes.items() if of == lot)
            for name in ("minimum_tarief", "maximum_tarief")
        ]
        for each in counting:
            price = prices[each.tenderer]
            fall = Fraction(price - bounds[0], bounds[1] - bounds[0])
            share = {"1": Fraction(min(prices.values()), price), "2": 1 - fall, "3": 1 - fall**2}[lot]
            totals[lot, each.tenderer] = half_up(40 * share) + 350 * each.scores[0] + 250 * each.scores[1]
    return totals


def test_it_ends_as_the_truth_file_says(tender):
    root, found = tender
    truth = pl.read_csv(root / "waarheid.csv", separator=";", schema_overrides={"perceel": pl.String})
    ours = found.order.select("perceel", "inschrijver", "rang", uitkomst="status")

    assert found.decided
    assert sorted(ours.rows(), key=str) == sorted(truth.rows(), key=str)


def test_totals_are_those_of_a_second_reckoning(tender):
    _, found = tender
    counting = found.order.filter(pl.col("status") != OUT).select("perceel", "inschrijver", "totaal")

    assert {(lot, name): total for lot, name, total in counting.iter_rows()} == reckoned(found.asked)


def test_what_was_done_wrong_is_said_at_its_cell(tender):
    _, found = tender

    assert found.findings.select("regel", "cel").rows() == [
        ("MGR-502", "H11"), ("MGR-502", "H12"), ("MGR-501", "J13"),
    ]  # fmt: skip
    out = found.order.filter(pl.col("status") == OUT)["reden"].to_list()
    assert [reason.split(";")[0] for reason in out] == [
        "Score 2 voor Plan van aanpak is lager dan de laagste die mag (4).", "H11: Deze vaste cel is gewijzigd",
        "J13: Op het prijzenblad van perceel 2 is voor product 08D01 geen prijs boven nul ingevuld.",
    ]  # fmt: skip


def test_a_tie_is_decided_by_the_drawn_lot(tender):
    root, found = tender
    first, second = found.order.filter(pl.col("perceel") == "3").head(2).to_dicts()

    assert (first["totaal"], first["kwaliteit"]) == (second["totaal"], second["kwaliteit"])
    assert (first["inschrijver"], first["status"]) == (PEEL, WINS)
    written = openpyxl.load_workbook(root / "Proces-verbaal.xlsx")["Proces-verbaal"]
    told = [(row[0], row[1]) for row in written.iter_rows(values_only=True) if row[7] and "loting" in row[7]]
    assert told == [("3", first["inschrijver"]), ("3", second["inschrijver"])]


def test_libreoffice_gives_our_figures(tender, recalculated):
    root, found = tender
    counting = found.order.filter(pl.col("status") != OUT)
    for lot in ("1", "2", "3"):
        rows = recalculated(root / f"Beoordelingsmatrix perceel {lot}.xlsx")["Rangorde"][4:]
        theirs = {row[0]: (float(row[5]), row[7], row[8]) for row in rows if row[8] != OUT}
        ours = counting.filter(pl.col("perceel") == lot).select("inschrijver", "totaal", "rang", "status")
        assert theirs == {name: (total / 100, place, status) for name, total, place, status in ours.iter_rows()}


def test_nobody_sees_anything_of_another(tender):
    root, _ = tender
    names = {each.tenderer for each in OFFERS}
    for receipt in (root / "ontvangst").iterdir():
        said = receipt.read_text("utf-8")
        assert sum(name in said for name in names) == 1
    public = openpyxl.load_workbook(root / "Openbare versie.xlsx")["Uitkomst"]
    shown = {cell.value for row in public.iter_rows() for cell in row}
    assert shown & names == {each.tenderer for each in OFFERS if each.status == WINS}
    note = openpyxl.load_workbook(root / "Nota van inlichtingen 1.xlsx")
    assert not names & {cell.value for sheet in note for row in sheet.iter_rows() for cell in row}


def test_one_paper_ran_out_and_one_is_missing(tender):
    root, _ = tender
    proofs, on = read_checklist(root / "Checklist bewijsmiddelen.xlsx", date(2000, 1, 1))
    wrong = judged(proofs, on).filter(pl.col("oordeel") != "geldig")

    assert on == date(2026, 11, 1)
    assert wrong.select("inschrijver", "oordeel").rows() == [(OOIEVAAR, "ontbreekt"), (MAASDUIN, "verlopen")]


def test_every_workbook_is_valid(tender, assert_valid_xlsx):
    root, _ = tender
    books = sorted(root.rglob("*.xlsx"))

    assert len(books) > 30
    for path in [*root.glob("*.xlsx"), *root.glob("upload/*.xlsx")]:
        assert_valid_xlsx(path)
