# SPDX-License-Identifier: EUPL-1.2
"""Publishing for Power BI: what changed is written, and one list says what is in force."""

import os

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from processors.powerbi import publish as module
from processors.powerbi.publish import LAST_WRITTEN, in_force, publish
from processors.powerbi.shaped import shaped


def names(paths, folder):
    """Table and part of each file: the hash is left out."""
    return {path.relative_to(folder / "ster").as_posix().rsplit("-", 1)[0] for path in paths}


def test_what_is_in_force_is_what_was_published(tmp_path, two_months):
    publish(tmp_path, two_months)

    for name, frame in shaped(two_months).items():
        assert_frame_equal(in_force(tmp_path, name), frame, check_row_order=False)


def test_nothing_is_written_anew_when_nothing_changed(tmp_path, two_months):
    publish(tmp_path, two_months)
    project = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*.tmdl")}

    again = publish(tmp_path, two_months)

    assert (list(again.written), list(again.removed)) == ([], [])
    assert {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*.tmdl")} == project


def test_the_list_is_replaced_each_time_because_its_moment_says_when_was_published(tmp_path, two_months):
    publish(tmp_path, two_months)
    os.utime(tmp_path / LAST_WRITTEN, (0, 0))

    publish(tmp_path, two_months)

    assert (tmp_path / LAST_WRITTEN).stat().st_mtime > 0


def test_a_new_delivery_rewrites_only_its_month(tmp_path, two_months, corrected):
    publish(tmp_path, two_months)

    again = publish(tmp_path, corrected)

    assert names(again.written, tmp_path) == {"feit_declaratie/2026-09"}
    assert in_force(tmp_path, "feit_declaratie")["ingediend_bedrag"].sum() == 160000


def test_files_of_the_publication_before_stay_for_a_refresh_that_began_with_it(tmp_path, two_months, corrected):
    publish(tmp_path, two_months)
    before = pl.read_parquet(tmp_path / LAST_WRITTEN)["bestand"].to_list()

    publish(tmp_path, corrected)

    assert all((tmp_path / "ster" / place).exists() for place in before)


def test_a_file_that_no_list_knows_any_more_is_removed(tmp_path, two_months, corrected):
    publish(tmp_path, two_months)
    publish(tmp_path, corrected)

    third = publish(tmp_path, corrected)

    assert names(third.removed, tmp_path) == {"feit_declaratie/2026-09"}
    known = set(pl.read_parquet(tmp_path / LAST_WRITTEN)["bestand"])
    there = {path.relative_to(tmp_path / "ster").as_posix() for path in (tmp_path / "ster").rglob("*.parquet")}
    assert there == {*known, "inhoud.parquet"}


def test_a_table_that_is_gone_is_no_longer_in_force_nor_in_the_model(tmp_path, two_months):
    publish(tmp_path, two_months)
    description = tmp_path / "verzamelpunt.SemanticModel" / "definition" / "tables" / "feit_bericht.tmdl"
    there = description.exists()

    publish(tmp_path, {name: frame for name, frame in two_months.items() if name != "feit_bericht"})

    with pytest.raises(KeyError):
        in_force(tmp_path, "feit_bericht")
    assert (there, description.exists()) == (True, False)


def test_a_month_that_is_gone_is_no_longer_in_force(tmp_path, two_months):
    publish(tmp_path, two_months)
    facts = two_months["feit_declaratie"]

    publish(tmp_path, {**two_months, "feit_declaratie": facts.filter(pl.col("declaratie_maand") != "2026-09")})

    assert in_force(tmp_path, "feit_declaratie")["declaratie_maand"].to_list() == ["2026-08"]


def test_a_publication_that_is_cut_off_leaves_the_old_one_in_force(tmp_path, two_months, corrected, monkeypatch):
    publish(tmp_path, two_months)
    before = in_force(tmp_path, "feit_declaratie")
    land = module.landing

    def stopping(target):
        if target == tmp_path / LAST_WRITTEN:
            raise OSError("the disk is full")
        return land(target)

    monkeypatch.setattr(module, "landing", stopping)

    with pytest.raises(OSError, match="the disk is full"):
        publish(tmp_path, corrected)

    assert_frame_equal(in_force(tmp_path, "feit_declaratie"), before)


def test_a_table_without_rows_keeps_its_columns(tmp_path, nothing):
    publish(tmp_path, nothing)

    for name, frame in shaped(nothing).items():
        assert in_force(tmp_path, name).schema == frame.schema


def test_the_list_holds_the_number_of_rows_and_the_hash_of_each_part(tmp_path, two_months):
    publish(tmp_path, two_months)

    contents = pl.read_parquet(tmp_path / LAST_WRITTEN)

    assert contents.filter(pl.col("tabel") == "feit_declaratie").select("deel", "rijen").rows() == [
        ("2026-08", 1),
        ("2026-09", 2),
    ]
    assert contents.select(pl.col("bestand").str.contains(pl.col("sha256").str.slice(0, 16)).all()).item()
