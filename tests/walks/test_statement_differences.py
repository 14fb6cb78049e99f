# SPDX-License-Identifier: EUPL-1.2
"""Statements beside declarations through the main job: a question list, a result, and a version that settles it."""

import openpyxl
import polars as pl

from tests.processors.statement_books import national


def stated(path, office, supplier, lines, units, **changed):
    """Mail a statement of the lines of Venlo, with `units` that are still to be answered added to the first."""
    contract = office.region["contracten"].filter(aanbieder=supplier).row(0, named=True)
    rows = [
        (line["product_code"], None, line["eenheid"], line["product_tarief"] / 100, line["geleverd_volume"] + more,
         line["ingediend_bedrag"] / 100, more * line["product_tarief"] / 100, 0,
         (line["ingediend_bedrag"] + more * line["product_tarief"]) / 100, 1, None)
        for line, more in zip(lines.iter_rows(named=True), [units, *([0] * (len(lines) - 1))], strict=True)
    ]  # fmt: skip
    path.parent.mkdir(exist_ok=True)
    total = sum(row[8] for row in rows)
    book = national(
        path, {"Venlo": rows}, totals=None, AGB_code=supplier, Naam="Zorg Fictief", Jaar=2026, form_year=2026,
        Wet=contract["wet"], Raamovereenkomst=contract["raamovereenkomst"], Getekend_bedrag_euro=total, **changed,
    )  # fmt: skip
    office.mail(supplier, {book.name: book.read_bytes()}, subject="Productieverantwoording")


def cells(path, sheet):
    return [list(row) for row in openpyxl.load_workbook(path, data_only=True)[sheet].iter_rows(values_only=True)]


def test_a_difference_is_asked_until_a_version_settles_it(office, tmp_path, assert_valid_xlsx, recalculated):
    supplier = office.suppliers[0]
    office.mail("0983", office.delivery(), subject="Gemeentelevering")
    office.mail(supplier, office.declaration(supplier))
    office.run()
    lines = office.accepted().filter(aanbieder=supplier)
    assert lines["debet_credit"].unique().to_list() == ["D"]
    clients = lines["client"].unique().to_list()
    key = ["product_code", "eenheid", "product_tarief"]
    lines = lines.group_by(key, maintain_order=True).agg(pl.col("geleverd_volume", "ingediend_bedrag").sum())
    more = 2_000 * lines["product_tarief"][0] / 100
    output = office.place.output
    asked = output / "aanbieder" / supplier / "vragenlijst-verantwoording-2026.xlsx"
    result = output / "gemeente" / "0983" / "verantwoording-2026.xlsx"
    assert not asked.exists()
    assert not result.exists()

    stated(tmp_path / "a" / "een.xlsx", office, supplier, lines, 2_000)
    office.run()

    (row,) = cells(asked, "Vragen")[3:]
    assert (row[1], row[8]) == ("0983", more)
    assert row[9] == "Tijdsverschil: nog niet gedeclareerd of beantwoord"
    assert not any(client in str(cells(asked, "Vragen")) for client in clients)
    for path in (asked, result):
        assert_valid_xlsx(path)
    total = next(row for row in recalculated(result)["Uitkomst"] if row[0] == "Totaal")
    declared = int(lines["ingediend_bedrag"].sum())
    assert total[3:6] == [declared / 100 + more, declared / 100, more]

    stated(tmp_path / "b" / "twee.xlsx", office, supplier, lines, 0, Versie="2")
    office.run()

    assert not asked.exists()
    (changed,) = cells(result, "Nieuwe versie")[3:]
    assert changed[6] == -more
    assert {row[9] for row in cells(result, "Regels")[3:]} == {"geaccepteerd"}
    before = {path: path.stat().st_mtime_ns for path in output.rglob("*.xlsx")}
    office.run()
    assert {path: path.stat().st_mtime_ns for path in output.rglob("*.xlsx")} == before
