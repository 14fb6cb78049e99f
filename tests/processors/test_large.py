# SPDX-License-Identifier: EUPL-1.2
from datetime import date

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from processors.catalogue import Level
from processors.checking import check
from processors.demo import DemoPlan, make_region
from processors.enrichment import enrich
from processors.errors import BrokenRuleError
from processors.findings import finish
from processors.large import Context, judge
from processors.lines import make_lines
from processors.profiles import profiles_of
from processors.rulebook import Consequence, Rulebook, Severity
from processors.rules import RULES
from tests.oracle.regions import regions, stamped

TABLE = "declaratieregels"
RECEIVED = date(2026, 11, 2)
LARGE = {"toewijzingen": "toewijzingen", "regieberichten": "regieberichten", "eerdere_declaratieregels": TABLE}


def whole(lines, reference, **more):
    """The findings with all lines and all references at once."""
    known = enrich(lines, TABLE, reference, received_on=RECEIVED, profiles=profiles_of(reference), **more)
    return finish(check(RULES, known, TABLE, profiles=profiles_of(reference), **more))


def by_blocks(lines, reference, block, stretch, **more):
    lazy = {name: table.lazy() for name, table in reference.items()}
    context = Context(lazy, RECEIVED, profiles_of(reference), **more)
    return finish(judge(RULES, lines.lazy(), context, block=block, stretch=stretch))


@pytest.fixture(scope="module")
def region():
    """Two months of a fictional region, of which the second has mistakes of lines that lean on each other."""
    tables = dict(make_region(DemoPlan(lines=2_000, month="2026-09")).tables)
    declared = tables.pop(TABLE)
    first = pl.col("declaratie_maand") == declared["declaratie_maand"].min()
    row = pl.int_range(pl.len())
    before = ("referentie_nummer", "toewijzing_nummer", "product_periode_begin", "product_periode_eind", "gemeente")
    lines = declared.filter(~first).with_columns(
        *(pl.when(row % 31 == at).then(pl.col(name).shift(40)).otherwise(name).alias(name)
          for at, name in enumerate(before)),
        geleverd_volume=pl.when(row % 31 == 7).then(pl.lit(90_000)).otherwise("geleverd_volume"),
        bestand=pl.lit("regels.parquet"), blad=pl.lit(""), rij=pl.int_range(2, pl.len() + 2, dtype=pl.Int64),
    )  # fmt: skip
    status = pl.when(row % 17 == 0).then(pl.lit("afgewezen")).otherwise(pl.lit("toegekend"))
    return lines, {**tables, "eerdere_declaratieregels": declared.filter(first).with_columns(status=status)}


@pytest.mark.parametrize(("block", "stretch"), [(100_000, 100_000), (211, 500), (1_000, 150)])
def test_a_region_by_blocks_gives_the_same_findings_as_at_once(region, block, stretch):
    lines, reference = region

    found = by_blocks(lines, reference, block, stretch)

    assert found.height > 100
    assert found.equals(whole(lines, reference))


@given(
    worlds=st.lists(regions(), min_size=1, max_size=12),
    block=st.integers(3, 20),
    stretch=st.integers(6, 40),
    mixed=st.randoms(use_true_random=False),
)
@settings(max_examples=12)
def test_lines_that_lean_on_lines_elsewhere_are_judged_as_at_once(worlds, block, stretch, mixed):
    worlds = [stamped(world, nr) for nr, world in enumerate(worlds)]
    rows = [line for world in worlds for line in world.lines]
    mixed.shuffle(rows)
    lines = make_lines(TABLE, rows)
    reference = {
        "toewijzingen": make_lines("toewijzingen", [row for world in worlds for row in world.allocations]),
        "tarieven": make_lines("tarieven", [row for world in worlds for row in world.tariffs]),
        "eerdere_declaratieregels": make_lines(TABLE, [line for world in worlds for line in world.earlier]),
    }

    found = by_blocks(lines, reference, block, stretch)

    assert found.equals(whole(lines, reference))


def test_lines_are_read_from_a_file_as_they_are_needed(region, tmp_path):
    lines, reference = region
    lines.write_parquet(tmp_path / "regels.parquet", row_group_size=300)
    lazy = {name: table.lazy() for name, table in reference.items()}
    context = Context(lazy, RECEIVED, profiles_of(reference))

    found = judge(RULES, pl.scan_parquet(tmp_path / "regels.parquet"), context, block=400, stretch=700)

    assert finish(found).equals(whole(lines, reference))


def test_a_reference_that_is_not_there_is_said_once(region):
    lines, reference = region
    registers = {name: table for name, table in reference.items() if name not in LARGE}

    found = by_blocks(lines, registers, 500, 500)

    assert found.equals(whole(lines, registers))
    assert found.filter(pl.col("regel") == "INTAKE-90")["rij"].to_list() == [None] * 3


def test_a_profile_counts_for_all_lines(region):
    lines, reference = region
    profile = max(profiles_of(reference))

    found = by_blocks(lines, reference, 500, 500, profile=profile)

    assert found.equals(whole(lines, reference, profile=profile))


def test_no_lines_give_no_findings(region):
    lines, reference = region

    found = by_blocks(lines.clear(), reference, 10, 10)

    assert found.is_empty()


def test_a_broken_rule_that_compares_lines_is_named(region):
    lines, reference = region
    words = {"says": "", "action": "", "holds": [], "fails": [], "level": Level.TABLE, "source": "test"}
    broken = Rulebook()
    broken.rule(
        "EIGEN-1", table=TABLE, severity=Severity.FOUT, consequence=Consequence.NONE, **words
    )(lambda nr, wet: nr.min().over("wet") + wet)  # fmt: skip
    context = Context({name: table.lazy() for name, table in reference.items()}, RECEIVED, {})

    with pytest.raises(BrokenRuleError, match="EIGEN-1"):
        judge(broken, lines.lazy(), context)
