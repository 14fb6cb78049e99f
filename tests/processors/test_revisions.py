# SPDX-License-Identifier: EUPL-1.2
from datetime import date

import polars as pl

from processors.measurements import MEASUREMENTS
from processors.revisions import history, published, remember, revised, with_versions

JULY = {
    "kpi": "K07", "gemeente": "0983", "maand": "2026-07", "wet": "jw", "waarde": 100.0, "teller": 100.0, "regels": 2,
    "onderdrukt": "nee", "versie": 1,
}  # fmt: skip
SHOWN = ("gemeente", "maand", "versie", "waarde_oud", "waarde_nieuw", "verschil")


def figures(*rows):
    return pl.DataFrame([dict.fromkeys(MEASUREMENTS) | row for row in rows], schema=dict(MEASUREMENTS))


def publish(folder, now, day):
    """Publish as the region does; returns whether a version was kept."""
    before = published(history(folder))
    return remember(folder, with_versions(now, before), before, today=date(2026, 10, day)) is not None


def test_a_figure_that_was_never_published_is_version_one():
    assert with_versions(figures(JULY), figures())["versie"].to_list() == [1]


def test_a_figure_that_stays_the_same_keeps_its_version():
    assert with_versions(figures(JULY), figures(JULY | {"versie": 3}))["versie"].to_list() == [3]


def test_a_restated_figure_gets_the_next_version():
    assert with_versions(figures(JULY | {"waarde": 90.0}), figures(JULY))["versie"].to_list() == [2]


def test_old_and_new_stand_side_by_side_with_their_difference_and_stay_there(tmp_path):
    publish(tmp_path, figures(JULY), 1)
    publish(tmp_path, figures(JULY | {"waarde": 90.0}), 2)
    publish(tmp_path, figures(JULY | {"waarde": 90.0}, JULY | {"maand": "2026-08"}), 3)

    found = revised(history(tmp_path))

    assert found.select(SHOWN).rows() == [("0983", "2026-07", 2, 100.0, 90.0, -10.0)]
    assert found["gepubliceerd_op"].to_list() == [date(2026, 10, 2)]


def test_a_figure_that_is_gone_is_told_once_and_has_no_new_value(tmp_path):
    publish(tmp_path, figures(JULY), 1)
    publish(tmp_path, figures(), 2)

    again = publish(tmp_path, figures(), 3)

    assert not again
    assert revised(history(tmp_path)).select(SHOWN).rows() == [("0983", "2026-07", 2, 100.0, None, None)]


def test_a_figure_that_comes_back_is_the_version_after_it_was_gone(tmp_path):
    for day, now in enumerate((figures(JULY), figures(), figures(JULY)), 1):
        publish(tmp_path, now, day)

    assert published(history(tmp_path)).select("waarde", "versie").rows() == [(100.0, 3)]


def test_what_was_suppressed_in_one_version_is_not_told_by_the_other(tmp_path):
    hidden = JULY | {"waarde": None, "teller": None, "onderdrukt": "ja"}
    for day, now in enumerate((figures(JULY), figures(hidden), figures(JULY | {"waarde": 90.0})), 1):
        publish(tmp_path, now, day)

    assert revised(history(tmp_path)).is_empty()
    assert published(history(tmp_path))["versie"].to_list() == [3]


def test_the_order_in_which_a_machine_adds_makes_no_version(tmp_path):
    publish(tmp_path, figures(JULY), 1)

    again = publish(tmp_path, figures(JULY | {"waarde": 100.0 + 1e-9}), 2)

    assert not again


def test_publishing_the_same_twice_keeps_one_file(tmp_path):
    publish(tmp_path, figures(JULY), 1)
    publish(tmp_path, figures(JULY), 2)

    assert [path.name for path in tmp_path.iterdir()] == ["000001.parquet"]
