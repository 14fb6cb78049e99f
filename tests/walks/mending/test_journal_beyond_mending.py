# SPDX-License-Identifier: EUPL-1.2
"""A journal that cannot be trusted or read: `herstel` says so, and leaves the rest as it is."""

import sqlite3
from contextlib import closing

from tests.walks.mending.spoiling import stored


def test_a_chain_that_does_not_hold_keeps_the_store_as_it_is(office, mend, command):
    with closing(sqlite3.connect(office.place.journal)) as base, base:
        base.execute("UPDATE aanleveringen SET regels=regels+1 WHERE nr=1")
    stored(office, "bevindingen/*.parquet")[0].unlink()
    before = office.left()

    assert mend() == (3, [("journaal", "beschadigd", "niet te herstellen")])
    status, said, _ = command(office, "herstel")
    assert (status, office.left()) == (3, before)
    assert "De keten van de audit klopt niet" in said


def test_a_journal_that_sqlite_cannot_read_is_told_in_a_sentence_by_every_command(office, command):
    office.place.journal.write_bytes(b"geen journaal meer" * 200)

    for words in (["herstel"], ["status"]):
        status, _, said = command(office, *words)

        assert status == 2
        assert "is beschadigd en niet te lezen. Zet het terug uit een reservekopie" in said


def test_pages_of_the_journal_that_contradict_each_other_stop_everything(office, mend):
    data = bytearray(office.place.journal.read_bytes())
    data[len(data) // 2 : len(data) // 2 + 4096] = bytes(4096)
    office.place.journal.write_bytes(data)

    assert mend() == (3, [("journaal", "beschadigd", "niet te herstellen")])


def test_without_a_journal_nothing_is_made_and_nothing_set_aside(office, command):
    for path in office.place.root.glob("journaal.sqlite*"):
        path.unlink()
    before = office.left()

    status, _, said = command(office, "herstel")

    assert (status, office.left()) == (2, before)
    assert "zet 'journaal.sqlite' terug uit een reservekopie" in said


def test_many_faults_are_counted_and_the_first_are_shown(office, command):
    for number in range(45):
        (office.place.store / f"los-{number:02}.txt").write_text("los", encoding="utf-8")

    status, said, _ = command(office, "herstel", "--proef")

    assert status == 1
    assert "… en nog 5; met --json ziet u alles." in said
    assert "Te herstellen: 45" in said
    assert said.endswith("Er is niets veranderd. Herstel met 'verzamelpunt herstel'.\n")
