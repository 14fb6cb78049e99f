# SPDX-License-Identifier: EUPL-1.2
"""SIGKILL just before something would stay behind, and a disk that fails: the next start makes it good.

Every point by itself is in `benchmarks/slow/kills.py`; what was measured stands in docs/reliability.md.
"""

import sys

import pytest

from tests.walks.kill_world import (
    FAULTS,
    HABITS,
    World,
    after_the_first,
    can_trace,
    faulty,
    killed,
    loosely,
    make_world,
    points,
    settles,
    starts,
)

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows kent geen SIGKILL.")


@pytest.fixture(scope="module")
def made(tmp_path_factory, region):
    return make_world(tmp_path_factory.mktemp("klein") / "gemaakt", region)


@pytest.fixture(scope="module")
def undisturbed(made, tmp_path_factory):
    """The points of a pass in which nothing happens, and what stands after it."""
    world = World.like(made, tmp_path_factory.mktemp("rustig") / "wereld")
    passed = points(world)
    return passed, world.stands()


@pytest.fixture
def world(made, tmp_path):
    return World.like(made, tmp_path / "wereld")


def test_an_undisturbed_pass_loses_nothing_and_sends_one_answer_per_message(undisturbed):
    _, stands = undisturbed

    assert [line.split()[1] for line in stands["sent"]] == [f"000{number}.eml" for number in range(1, 6)]
    assert [row[0] for row in stands["mailbox"]] == ["genegeerd", "quarantaine", *["verwerkt"] * 5]
    assert (stands["journal"], stands["archive"][0], stands["halves"]) == ((True, ("ok",)), [], [])


def test_after_kills_at_all_kinds_of_points_the_world_is_as_if_nothing_happened(world, undisturbed):
    passed, stands = undisturbed
    half_way = passed[len(passed) // 2]
    times = killed(world, ["replace 1", "fsync 10", half_way, after_the_first("send", passed)])

    settled = settles(world)

    assert times >= 3
    assert settled
    assert world.stands() == stands


@pytest.mark.parametrize("habit", ["sent again", "no look before an answer", "what was claimed is forgotten"])
def test_without_the_habit_that_makes_it_harmless_a_kill_is_seen(world, undisturbed, habit):
    passed, stands = undisturbed
    times = killed(world, [HABITS[habit] or after_the_first("send", passed)], habit=habit)

    settled = settles(world, habit=habit)

    assert times == 1
    assert not (settled and world.stands() == stands)


@pytest.mark.skipif(not can_trace(), reason="Hier mag geen proces worden bekeken met strace.")
def test_a_disk_that_is_full_stops_a_pass_and_the_next_one_goes_on(world, undisturbed):
    _, stands = undisturbed
    under = faulty(*FAULTS["the disk is full for the journal, and stays full"])
    status = starts(world, under=under)

    settled = settles(world)

    assert status == 1
    assert settled
    assert loosely(world.stands()) == loosely(stands)
