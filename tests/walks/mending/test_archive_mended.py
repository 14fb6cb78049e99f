# SPDX-License-Identifier: EUPL-1.2
"""An archive of which something was lost or altered, and what `herstel` makes of it."""

import shutil
import sqlite3
from contextlib import closing
from hashlib import sha256

import pytest

from processors.archive import Archive
from tests.walks.mending.spoiling import archived, first, flipped


def test_a_folder_in_which_nothing_happened_is_whole_and_stays_as_it_is(office, mend, command):
    before = office.left()

    assert mend("--proef") == (0, [])
    assert mend() == (0, [])
    status, said, _ = command(office, "herstel")

    assert (status, said) == (0, "Archief, journaal, opslag en terugkoppeling kloppen met elkaar.\n")
    assert office.left() == before


@pytest.mark.parametrize(
    ("table", "where"),
    [
        ("aanleveringen", "bestand LIKE 'declaratie%xlsx'"),
        ("aanleveringen", "deel LIKE '%/%'"),
        ("aanleveringen", "afzender='map'"),
        ("berichten", "afzender<>'map'"),
    ],
)
@pytest.mark.parametrize("harm", ["gone", "damaged"])
def test_an_archive_item_comes_back_from_a_copy(office, mend, table, where, harm):
    before = office.left()
    _, sha = first(office, table, where)
    if harm == "gone":
        archived(office, sha).unlink()
    else:
        flipped(archived(office, sha))
    spoilt = office.left()

    what = "ontbreekt" if harm == "gone" else "beschadigd"
    assert mend("--proef") == (1, [("archief", what, "te herstellen")])
    assert office.left() == spoilt
    assert mend() == (1, [("archief", what, "hersteld")])
    assert office.left() == before
    assert mend() == (0, [])


def test_a_whole_zip_that_is_gone_comes_back_from_its_message(office, mend):
    before = office.left()
    with closing(sqlite3.connect(office.place.journal)) as base:
        named = {row[0] for row in base.execute("SELECT sha256 FROM aanleveringen UNION SELECT sha256 FROM berichten")}
    (zipped,) = set(Archive(office.place.archive).names()) - named
    archived(office, zipped).unlink()

    assert mend() == (1, [("archief", "ontbreekt", "hersteld")])
    assert office.left() == before


def test_a_member_comes_back_from_its_zip_when_its_message_is_lost(office, mend):
    _, member = first(office, where="deel LIKE '%/%'")
    _, message = first(office, "berichten", "id=(SELECT bericht FROM aanleveringen WHERE deel LIKE '%/%')")
    kept = archived(office, member).read_bytes()
    archived(office, member).unlink()
    archived(office, message).unlink()
    shutil.rmtree(office.place.inbox)
    office.place.inbox.mkdir()

    status, found = mend()

    assert (status, sorted(found)) == (
        3, [("archief", "ontbreekt", "hersteld"), ("archief", "ontbreekt", "niet te herstellen")],
    )  # fmt: skip
    assert archived(office, member).read_bytes() == kept


def test_what_has_no_copy_needs_a_backup_and_what_follows_from_it_stays(office, mend, command):
    subject, sha = first(office, where="afzender='map'")
    archived(office, sha).unlink()
    shutil.rmtree(office.place.inbox)
    office.place.inbox.mkdir()
    findings = office.place.findings_of(subject)
    findings.unlink()

    assert mend() == (
        3, [("archief", "ontbreekt", "niet te herstellen"), ("opslag", "ontbreekt", "niet te herstellen")],
    )  # fmt: skip
    _, said, _ = command(office, "herstel")
    assert "Zet het archief terug uit een reservekopie" in said
    assert not findings.exists()


def test_damage_that_nothing_names_is_set_aside_and_never_over_what_was_set_aside_before(office, mend):
    name = sha256(b"onbekend").hexdigest()
    for _ in range(2):
        archived(office, name).parent.mkdir(exist_ok=True)
        archived(office, name).write_bytes(b"iets anders")

        assert mend() == (1, [("archief", "beschadigd", "hersteld")])

    aside = office.place.quarantine / "herstel"
    assert sorted(path.name for path in aside.iterdir()) == ["archief", "archief-2"]
    assert mend() == (0, [])


def test_whole_content_that_the_journal_does_not_know_stays_for_the_run_that_was_killed(office, mend):
    name = Archive(office.place.archive).put(b"net bewaard")

    assert mend() == (0, [])
    assert archived(office, name).exists()


@pytest.mark.parametrize("asked", ["id", "bericht"])
def test_what_is_not_in_the_archive_is_not_taken_out_of_the_store_to_be_judged_again(office, command, asked):
    subject, sha = first(office, where="uitkomst='geaccepteerd'")
    (message,) = [row[0] for row in office.rows("aanleveringen", "bericht", "id") if row[1] == subject]
    archived(office, sha).unlink()
    before = office.left()

    status, _, said = command(office, "opnieuw", subject if asked == "id" else message)

    assert (status, office.left()) == (2, before)
    assert f"Het ontvangen bestand van {subject} is niet heel in het archief. Geef 'verzamelpunt herstel'" in said
