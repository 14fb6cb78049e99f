# SPDX-License-Identifier: EUPL-1.2
"""Lines with an error or a warning in the files that are in force."""

from datetime import date

import polars as pl

from processors.deliveries import DELIVERIES
from processors.measured import Material, measured
from processors.measured.quality import by_rule

FILE = {"aanlevering": "A1", "soort": "declaratie", "aanbieder": "01234567", "maand": "2026-09",
        "status": "geaccepteerd", "regels": 10}  # fmt: skip
FOUND = {"aanlevering": "A1", "regel": "TR101", "ernst": "fout", "bestand": "a.xlsx", "blad": "Regels",
         "entiteit": "declaratieregels", "rij": 2}  # fmt: skip
KINDS = {**dict.fromkeys(FOUND, pl.String), "rij": pl.Int64}
WARNING = {"ernst": "waarschuwing", "regel": "MGR-007"}


def material(*findings, files=({},)):
    told = pl.DataFrame([{name: (FILE | each).get(name) for name in DELIVERIES} for each in files],
                        schema=dict(DELIVERIES))  # fmt: skip
    found = pl.DataFrame([FOUND | each for each in findings], schema=KINDS)
    return Material({}, {}, told, found, "2026-09", date(2026, 10, 20))


def counted(*findings, **named):
    told = measured(material(*findings, **named), ["bestanden"])["bestanden"]
    return told.select("regels", "fout", "waarschuwing").rows()


def test_a_line_with_more_errors_counts_once():
    assert counted({}, {"regel": "TR314"}, {"rij": 3}, WARNING) == [(10, 2, 1)]


def test_rows_of_two_sheets_are_two_lines():
    assert counted({}, {"blad": "Ander blad"}) == [(10, 2, 0)]


def test_what_is_said_of_the_file_its_cover_or_its_header_is_on_no_line():
    cover = {"entiteit": "verantwoordingen", "blad": "Voorblad"}
    header = {"regel": "INTAKE-10", "ernst": "waarschuwing", "rij": 1}

    assert counted({"rij": None}, {"entiteit": "bestand"}, cover, header) == [(10, 0, 0)]


def test_a_file_without_findings_is_without_errors():
    assert counted(files=[{"regels": 0}]) == [(0, 0, 0)]


def test_a_file_that_was_refused_or_replaced_does_not_count():
    files = [{}, {"aanlevering": "A2", "status": "vervangen"}, {"aanlevering": "A3", "status": "geweigerd"}]

    assert counted({}, {"aanlevering": "A2"}, {"aanlevering": "A3"}, files=files) == [(10, 1, 0)]


def test_per_rule_a_line_counts_once_over_all_lines():
    files = [{}, {"aanlevering": "A2", "regels": 40}]
    found = ({}, {}, {"rij": 3}, {"aanlevering": "A2"}, WARNING, {"ernst": "signaal", "regel": "MGR-302"})

    assert by_rule(material(*found, files=files)).rows() == [
        ("TR101", "fout", 3, 50, 6.0),
        ("MGR-007", "waarschuwing", 1, 50, 2.0),
    ]


def test_without_lines_there_is_no_share():
    assert by_rule(material({}, files=[{"regels": 0}]))["per_honderd"].to_list() == [None]
