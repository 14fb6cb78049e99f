# SPDX-License-Identifier: EUPL-1.2
# ruff: noqa: DTZ001 - a workbook knows no time zones
"""A feedback workbook to look at: findings, own rows, and what is told of them."""

from dataclasses import replace
from datetime import date, datetime

import openpyxl
import polars as pl

from workbooks.feedback import Feedback, Outcome, write_feedback
from workbooks.feedback_rows import OwnRows

COLUMNS = (
    "bestand", "blad", "rij", "kolom", "cel", "entiteit", "sleutel", "regel", "ernst", "gevolg", "waarde", "melding",
    "actie", "retourcode", "profiel",
)  # fmt: skip
SCHEMA = {name: pl.Int64 if name == "rij" else pl.String for name in COLUMNS}
KINDS = {"Gemeente": "code", "Bedrag (euro)": "euro", "Begin": "datum"}


def finding(rij, kolom, regel="RS032", ernst="fout", **more):
    consequence = "regel geweigerd" if ernst == "fout" else "geen"
    values = (
        "september.xlsx", "Declaratieregels", rij, kolom, rij and f"C{rij}", "declaratieregel", "R1", regel, ernst,
        consequence, "31-09-2026", f"Melding van {regel}.", f"Actie bij {regel}.", "0232", "landelijk",
    )  # fmt: skip
    return dict(zip(COLUMNS, values, strict=True)) | more


def findings(*rows):
    return pl.DataFrame(list(rows), schema=SCHEMA)


def own_rows(count=4, sheet="Declaratieregels"):
    rows = pl.DataFrame({"rij": range(8, 8 + count)}).with_columns(
        pl.lit("0889").alias("Gemeente"),
        pl.lit(date(2026, 9, 1)).alias("Begin"),
        pl.lit("31-09-2026").alias("Eind"),
        pl.lit(78_600).alias("Bedrag (euro)"),
    )
    return OwnRows(rows, KINDS, sheet)


def make(*rows, own=None, **changes):
    base = Feedback(
        outcome=Outcome.PARTLY,
        facts=[("Bestand", "september.xlsx"), ("Ontvangen op", datetime(2026, 10, 14, 9, 12))],
        next_steps=["Herstel de geweigerde regels.", "Lever ze opnieuw aan."],
        lines=4,
        accepted=3,
        refused=1,
        findings=findings(*rows),
        made_on=datetime(2026, 10, 14, 9, 15),
        own=[own_rows()] if own is None else own,
        amount=314_400,
        amount_accepted=235_800,
        contact="Servicepunt, verzamelpunt@voorbeeld.nl",
    )
    return replace(base, **changes)


def write(path, told):
    write_feedback(path / "terugkoppeling.xlsx", told)
    return openpyxl.load_workbook(path / "terugkoppeling.xlsx")


def rows_of(sheet, first=1):
    return [[value for value in row if value is not None] for row in sheet.iter_rows(min_row=first, values_only=True)]


TYPICAL = (
    finding(None, None, "MGR-005", "waarschuwing", entiteit="bestand"),
    finding(9, "Eind"),
    finding(9, "Bedrag (euro)", "TR346"),
    finding(9, "Eind", "TR388", "signaal"),
    finding(11, "Gemeente", "MGR-007", "waarschuwing"),
)
