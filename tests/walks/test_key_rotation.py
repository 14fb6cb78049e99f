# SPDX-License-Identifier: EUPL-1.2
"""After a rotation everything is as it was, under another key; also when it was cut off."""

import json

import polars as pl
import pytest

from processors import key_rotation
from processors.desk import open_desk
from processors.errors import UnusableInputError
from processors.jobs import process_mailbox
from processors.key_rotation import rotate
from processors.pseudonym import Key
from processors.settings import Settings
from tests.walks.conftest import CSV, SECRET, VENLO

NEW = "fedcba9876543210fedcba9876543210"
OLD = Key(1, SECRET.encode())


def settings(office, secret=SECRET, number=1):
    return Settings(
        map=office.place.root, sleutel=secret, sleutel_id=number, wachttijd_seconden=0, archief_versleutelen=True
    )


@pytest.fixture
def filled(office):
    """A work folder under the old key: a delivery and two declarations."""
    one, two, *_ = office.suppliers
    office.mail(VENLO, office.delivery())
    for each in (one, two):
        office.mail(each, office.declaration(each, habit=CSV))
    with open_desk(settings(office)) as desk:
        process_mailbox(desk)
    return office


def world(office):
    """Accepted lines per table without their clients, how many clients, and which rows are of one client."""
    lines = office.accepted()
    people = lines["client"]
    return (
        lines.drop("client"),
        people.n_unique(),
        people.rank("dense").n_unique(),
        (people == people.first()).to_list(),
    )


def test_everything_is_as_it_was_under_another_key(filled):
    before, first, people = world(filled), filled.accepted()["client"], set(_clients(filled))

    with open_desk(settings(filled, NEW, 2)) as desk:
        done = rotate(desk, OLD)

        assert desk.journal.audit_ok()
        assert all(desk.archive.holds(name) for name in desk.archive.names())
        assert (done.left, done.renewed) == (0, len(people))
    after = world(filled)
    assert after[0].equals(before[0])
    assert after[1:] == before[1:]
    now = filled.accepted()["client"]
    assert now.str.starts_with("P2-").all()
    assert first.str.starts_with("P1-").all()


def _clients(office):
    with open_desk(settings(office)) as desk:
        ids = [part.id for part in desk.journal.counting()]
        for table in ("declaratieregels", "toewijzingen", "regieberichten", "verzoeken"):
            yield from desk.store.read(table, ids).collect()["client"].drop_nulls()


def test_a_second_time_changes_nothing(filled):
    with open_desk(settings(filled, NEW, 2)) as desk:
        rotate(desk, OLD)
    once = {path: path.read_bytes() for path in filled.place.store.rglob("*.parquet")}

    with open_desk(settings(filled, NEW, 2)) as desk:
        again = rotate(desk, OLD)

    assert again.files == 0
    assert {path: path.read_bytes() for path in filled.place.store.rglob("*.parquet")} == once


@pytest.mark.parametrize("after", [0, 1, 3])
def test_a_rotation_that_was_cut_off_is_finished_by_doing_it_again(filled, monkeypatch, after):
    before = world(filled)
    real, done = key_rotation._renewed, []  # noqa: SLF001 - where it is cut off

    def killed(path, known):
        if len(done) == after:
            raise KeyboardInterrupt
        done.append(path)
        return real(path, known)

    with open_desk(settings(filled, NEW, 2)) as desk, monkeypatch.context() as broken:
        broken.setattr(key_rotation, "_renewed", killed)
        with pytest.raises(KeyboardInterrupt):
            rotate(desk, OLD)
    with open_desk(settings(filled, NEW, 2)) as desk:
        rotate(desk, OLD)
        assert desk.journal.audit_ok()

    assert world(filled)[1:] == before[1:]
    assert filled.accepted()["client"].str.starts_with("P2-").all()


def test_a_correction_after_it_is_of_the_same_people(filled):
    one = filled.suppliers[0]
    with open_desk(settings(filled, NEW, 2)) as desk:
        rotate(desk, OLD)
    people = filled.accepted().filter(pl.col("aanbieder") == one)["client"].unique().sort()

    filled.mail(one, filled.declaration(one, habit=CSV, file=f"hersteld-{one}.csv"))
    with open_desk(settings(filled, NEW, 2)) as desk:
        process_mailbox(desk)

    assert filled.accepted().filter(pl.col("aanbieder") == one)["client"].unique().sort().equals(people)


def test_who_has_no_original_keeps_the_old_pseudonym_and_is_counted(filled):
    with open_desk(settings(filled)) as desk:
        part = next(part for part in desk.journal.counting() if part.soort == "gemeentelevering")
        desk.archive.destroy(part.sha256)

    with open_desk(settings(filled, NEW, 2)) as desk:
        done = rotate(desk, OLD)

    assert done.left > 0


def test_another_old_key_or_the_same_number_changes_nothing(filled):
    before = {path: path.read_bytes() for path in filled.place.store.rglob("*.parquet")}

    with open_desk(settings(filled, NEW, 2)) as desk:
        with pytest.raises(UnusableInputError, match="geen van beide sleutels"):
            rotate(desk, Key(1, b"een heel andere sleutel, die niet klopt"))
        with pytest.raises(UnusableInputError, match="hetzelfde nummer"):
            rotate(desk, Key(2, SECRET.encode()))

    assert {path: path.read_bytes() for path in filled.place.store.rglob("*.parquet")} == before


def test_herstel_finds_nothing_amiss_afterwards(filled, command, monkeypatch, tmp_path):
    old = tmp_path / "oud.txt"
    old.write_text(SECRET, encoding="utf-8")
    monkeypatch.setenv("VERZAMELPUNT_SLEUTEL_ID", "2")
    monkeypatch.setenv("VERZAMELPUNT_ARCHIEF_VERSLEUTELEN", "true")
    monkeypatch.setattr("tests.walks.conftest.SECRET", NEW)

    status, out, err = command(filled, "sleutelwissel", "--oud", old, "--oud-id", "1", "--json")
    whole = command(filled, "herstel", "--proef")

    assert (status, json.loads(out)["overgebleven"]) == (0, 0), err
    assert whole[0] == 0, whole


def test_an_old_key_in_the_work_folder_is_refused(filled, command):
    old = filled.place.root / "oud.txt"
    old.write_text(SECRET, encoding="utf-8")

    status, _, err = command(filled, "sleutelwissel", "--oud", old, "--oud-id", "2")

    assert status == 2
    assert "staat in de werkmap" in err
