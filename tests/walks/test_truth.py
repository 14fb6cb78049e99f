# SPDX-License-Identifier: EUPL-1.2
"""The demo's truth: every fault that was sown is found at its cell by its rule, and nothing else is found.

6000 lines are the fewest in which every rule has a place.
"""

import polars as pl
import pytest

from processors.commands import verwerk
from processors.demo import DemoPlan, write_demo
from processors.demo.faults import FAULTS
from processors.demo.submissions import ANY
from processors.desk import open_desk
from processors.powerbi.publish import in_force
from processors.settings import Settings

pytestmark = pytest.mark.slow
PLACE = ["bestand", "blad", "rij", "kolom", "cel", "regel", "ernst"]
WHOLE_FILE = ["bestand", "regel", "ernst"]


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    folder = tmp_path_factory.mktemp("demo")
    write_demo(folder, DemoPlan(lines=6_000))
    settings = Settings(map=folder, sleutel="0123456789abcdef0123456789abcdef", wachttijd_seconden=0)
    with open_desk(settings) as desk:
        result = verwerk.run(desk, quiet=True)
        months = ("2025-12", "2026-06", "2026-07", "2026-08", "2026-09")
        parts = [part for month in months for part in desk.journal.deliveries(month)]
        return folder, result, parts, desk.journal.stuck()


@pytest.fixture(scope="module")
def truth(demo):
    told = pl.read_csv(demo[0] / "waarheid.csv", separator=";", infer_schema=False)
    return told.with_columns(pl.col("rij").cast(pl.Int64), pl.col("blad", "kolom", "cel").fill_null(""))


@pytest.fixture(scope="module")
def found(demo):
    kept = sorted((demo[0] / "opslag" / "bevindingen").glob("*.parquet"))
    frames = [pl.read_parquet(path).with_columns(aanlevering=pl.lit(path.stem)) for path in kept]
    return pl.concat(frames).with_columns(pl.col("blad", "kolom", "cel").fill_null(""))


def test_every_sown_fault_is_found_at_its_cell_and_nothing_else_is(truth, found):
    sown = sorted(truth.filter(pl.col("rij").is_not_null()).select(PLACE).rows())

    told = sorted(found.filter(pl.col("rij").is_not_null()).select(PLACE).rows())

    assert [row for row in sown if row not in told] == []
    assert [row for row in told if row not in sown] == []
    assert len(told) == len(sown)


def test_every_rule_was_sown(truth):
    assert {fault.code for fault in FAULTS} <= set(truth["regel"])


def test_what_is_wrong_with_a_file_as_a_whole_is_found_and_nothing_else_is(truth, found):
    sown = truth.filter(pl.col("rij").is_null(), pl.col("regel") != ANY).select(WHOLE_FILE).rows()

    told = found.filter(pl.col("rij").is_null()).select(WHOLE_FILE).rows()

    assert sorted(told) == sorted(sown)


def test_what_the_truth_only_describes_happened(truth, demo):
    _, result, parts, stuck = demo
    described = dict(truth.filter(pl.col("regel") == ANY).select("bestand", "toelichting").rows())

    late = next(name for name, words in described.items() if words.startswith("te laat"))
    twice = next(name for name, words in described.items() if words.startswith("hetzelfde bestand"))
    assert {words.partition(":")[0] for words in described.values()} == {
        "te laat", "hetzelfde bestand nog eens (MGR-002)", "onbekende afzender (MGR-003)",
    }  # fmt: skip
    assert [part.uitkomst is not None for part in parts if part.bestand == late] == [True]
    assert (result["al_ontvangen"], len([part for part in parts if part.bestand == twice])) == (1, 1)
    assert any(getattr(row, "afzender", "") == "iemand@elders.example" for row in stuck)


def test_nothing_failed_at_our_side(demo):
    assert demo[1]["mislukt"] == 0


def test_the_figures_of_the_region_are_those_of_the_accepted_lines_and_totals(demo):
    folder, _, parts, _ = demo
    counting = [part.id for part in parts if part.uitkomst in ("geaccepteerd", "deels") and not part.vervangen_door]
    lines, totals = (
        pl.read_parquet(folder / "opslag" / table / "*" / "*.parquet").filter(pl.col("aanlevering").is_in(counting))
        for table in ("declaratieregels", "declaratietotalen")
    )

    fact = in_force(folder / "uitvoer" / "powerbi", "feit_declaratie")

    credit = pl.col("debet_credit") == "C"
    by_line = lines.select(pl.when(credit).then(-pl.col("ingediend_bedrag")).otherwise("ingediend_bedrag").sum()).item()
    assert fact["regels"].sum() == len(lines) + totals["regels"].sum()
    assert fact["ingediend_bedrag"].sum() == by_line + totals["ingediend_bedrag"].sum()
