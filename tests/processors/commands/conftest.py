# SPDX-License-Identifier: EUPL-1.2
"""The command line, called as a user calls it, in a folder where nothing stands yet."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

import polars as pl
import pytest

from processors import cli
from processors.demo import DemoPlan, make_region
from processors.demo.habits import FORM
from processors.demo.region import REFERENCE
from processors.demo.sheets import write_submission
from processors.demo.submissions import Submission


class Said(NamedTuple):
    """How a command ended and what it said."""

    status: int
    out: str
    err: str


@pytest.fixture
def call(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Callable[..., Said]:
    """Call a command in the folder of the test, with a work folder and a key in the environment."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("VERZAMELPUNT_MAP", "werkmap")
    monkeypatch.setenv("VERZAMELPUNT_SLEUTEL", "0123456789abcdef0123456789abcdef")
    monkeypatch.setenv("VERZAMELPUNT_WACHTTIJD_SECONDEN", "0")

    def called(*words: object) -> Said:
        with pytest.raises(SystemExit) as left:
            cli.main([str(word) for word in words])
        return Said(int(str(left.value.code)), *capsys.readouterr())

    return called


@dataclass(frozen=True)
class Checkable:
    """A reference folder with allocations, and the name of a supplier's clean declaration with a wrong twin."""

    naslag: Path
    good: Path
    wrong: Path
    count: int


@pytest.fixture(scope="session")
def checkable(tmp_path_factory: pytest.TempPathFactory) -> Checkable:
    """What a controller has at hand: files to check, and what to check them against."""
    folder = tmp_path_factory.mktemp("controle")
    region = make_region(DemoPlan(lines=1_000, fault_share=0))
    naslag = folder / "naslag"
    naslag.mkdir()
    for table in (*REFERENCE, "toewijzingen", "regieberichten"):
        region[table].write_parquet(naslag / f"{table}.parquet")
    region["declaratieregels"].clear().write_parquet(naslag / "eerdere_declaratieregels.parquet")
    declared = region["declaratieregels"].filter(pl.col("declaratie_maand") == "2026-07")
    supplier = declared.group_by("aanbieder").len().sort("len", "aanbieder")["aanbieder"][-1]
    lines = declared.filter(pl.col("aanbieder") == supplier).with_row_index("nr").with_columns(zending=pl.lit(""))
    sent = datetime(2026, 8, 10, tzinfo=UTC)
    sheets = {"Declaratieregels": "declaratieregels"}
    names = {"goed.xlsx": {}, "fout.xlsx": {("declaratieregels", row, "ingediend_bedrag"): 1 for row in range(20)}}
    for name, cells in names.items():
        made = write_submission(
            Submission("declaratie", supplier, "2026-07", sent, name, FORM, sheets), {"declaratieregels": lines}, cells
        )
        (folder / name).write_bytes(made.data)
    return Checkable(naslag, folder / "goed.xlsx", folder / "fout.xlsx", len(lines))
