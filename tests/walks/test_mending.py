# SPDX-License-Identifier: EUPL-1.2
"""A work folder of which something was lost, altered or added by hand, and what `herstel` makes of it."""

import json
import shutil
import sqlite3
from contextlib import closing
from hashlib import sha256

import polars as pl
import pytest

from processors.archive import Archive
from processors.commands import verwerk
from processors.demo.habits import Habit
from tests.walks.conftest import VENLO, Office, open_office

ZIP = Habit("ingepakte csv", form="zip", dates="dutch")
CSV = Habit("csv uit een pakket", form="csv", dates="dutch", encoding="cp1252")


@pytest.fixture(scope="session")
def settled(tmp_path_factory, region):
    """An office of six messages: a municipality, a form, a zip, a correction, a macro and a bare file."""
    office = open_office(tmp_path_factory.mktemp("herstel"), region)
    one, two, three = office.suppliers[:3]
    office.mail(VENLO, office.delivery())
    office.mail(one, office.declaration(one, cells={(0, "ingediend_bedrag"): 1}))
    office.mail(two, office.declaration(two, habit=ZIP))
    office.mail(one, office.declaration(one, rows=office.lines(one)[:-1]))
    office.mail(three, {"macro.xlsx": office.hostile()})
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(verwerk, "to_publish", lambda _desk: [])
        office.run()
        (office.place.inbox / "zelf.csv").write_bytes(
            next(iter(office.declaration(office.suppliers[3], habit=CSV).values()))
        )
        office.run()
    return office


@pytest.fixture
def office(settled, tmp_path):
    """A copy that a test may spoil."""
    shutil.copytree(settled.root, tmp_path / "kantoor")
    return Office(tmp_path / "kantoor", settled.region, suppliers=settled.suppliers)


@pytest.fixture
def mend(command, office, monkeypatch):
    """Give `herstel --json` with more words: its exit status, and what it found without places and explanations."""
    monkeypatch.setenv("VERZAMELPUNT_CONTACT", office.settings.contact)

    def called(*words):
        status, said, _ = command(office, "herstel", "--json", *words)
        return status, [(each["onderdeel"], each["wat"], each["gevolg"]) for each in json.loads(said)["bevonden"]]

    return called


def archived(office, sha):
    return office.place.archive / sha[:2] / sha[2:]


def first(office, table="aanleveringen", where="1=1"):
    """Id and SHA-256 of the first row for which this holds."""
    with closing(sqlite3.connect(office.place.journal)) as base:
        return base.execute(f"SELECT id, sha256 FROM {table} WHERE {where} ORDER BY nr").fetchone()  # noqa: S608 - our own words


def flipped(path, at=0.5):
    data = bytearray(path.read_bytes())
    data[int(len(data) * at)] ^= 1
    path.write_bytes(data)


def stored(office, pattern):
    return sorted(office.place.store.glob(pattern))


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


@pytest.mark.parametrize(
    "pattern", ["declaratieregels/*/A-*.parquet", "toewijzingen/*/A-*.parquet", "bevindingen/A-*.parquet"]
)
@pytest.mark.parametrize("harm", ["gone", "damaged"])
def test_what_is_amiss_in_the_store_is_made_again_byte_for_byte(office, mend, pattern, harm):
    before = office.left()
    paths = stored(office, pattern)
    for path in paths:
        if harm == "gone":
            path.unlink()
        else:
            flipped(path)
    what = "ontbreekt" if harm == "gone" else "beschadigd"

    assert paths
    assert mend("--proef") == (1, [("opslag", what, "te herstellen")] * len(paths))
    assert mend() == (1, [("opslag", what, "hersteld")] * len(paths))
    after = {name: data for name, data in office.left().items() if not name.startswith("quarantaine")}
    assert after == before
    assert mend() == (0, [])


def test_a_store_that_is_wholly_lost_is_made_again_in_the_order_of_then(office, mend):
    before = office.left()
    shutil.rmtree(office.place.store)
    office.place.store.mkdir()

    status, found = mend()

    assert status == 1
    assert {what for _, what, _ in found} == {"inhoud niet vastgelegd"}
    assert office.left() == before


def test_without_a_note_of_what_was_kept_it_is_noted_now(office, mend):
    before = office.left()
    path = stored(office, "inhoud/A-*.json")[0]
    path.write_text("{", encoding="utf-8")

    assert mend() == (1, [("opslag", "inhoud niet vastgelegd", "hersteld")])
    assert office.left() == before


@pytest.mark.parametrize("harm", ["gone", "damaged", "other"])
def test_a_feedback_workbook_is_made_again(office, mend, harm):
    before = office.left()
    path = sorted((office.place.output / "terugkoppeling").glob("*.xlsx"))[1]
    if harm == "gone":
        path.unlink()
    elif harm == "damaged":
        flipped(path)
    else:
        path.write_bytes(b"geen werkboek")
    what = "ontbreekt" if harm == "gone" else "beschadigd"

    assert mend() == (1, [("terugkoppeling", what, "hersteld")])
    assert office.left() == before


def test_files_that_belong_to_nothing_are_set_aside_whole_and_their_names_say_nothing(office, command):
    folder = office.place.store / "declaratieregels" / "maand=2026-07"
    for name in ("A-009999.parquet", "kopie van 999990019.parquet"):
        shutil.copy(stored(office, "declaratieregels/*/A-*.parquet")[0], folder / name)

    status, said, _ = command(office, "herstel", "--json")

    found = json.loads(said)["bevonden"]
    assert (status, [each["kenmerk"] for each in found]) == (1, ["A-009999", ""])
    assert found[1]["plaats"].endswith("kopie van xxxxxxxxx.parquet")
    aside = office.place.quarantine / "herstel" / "opslag" / "declaratieregels" / "maand=2026-07"
    assert sorted(path.name for path in aside.iterdir()) == ["A-009999.parquet", "kopie van 999990019.parquet"]
    assert not (folder / "A-009999.parquet").exists()


def test_half_files_of_a_killed_run_go_and_those_of_people_stay(office, mend):
    ours = [office.place.archive / "ab" / "cd.half", office.place.output / "rapport.html.half"]
    theirs = office.place.inbox / "levering.half"
    for path in (*ours, theirs):
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(b"half")
    found = [("half bestand", "achtergebleven na een onderbreking", "hersteld")] * 2

    assert mend() == (1, found)
    assert [path.exists() for path in (*ours, theirs)] == [False, False, True]


def test_a_verdict_that_would_be_another_now_is_left_to_a_human(office, mend, command):
    subject, _ = first(office, where="uitkomst='geaccepteerd' AND soort='declaratie'")
    tariffs = office.place.reference / "tarieven.parquet"
    pl.read_parquet(tariffs).with_columns(pl.col("tarief") + 100).write_parquet(tariffs)
    before = {name: data for name, data in office.left().items() if "bevindingen" not in name}
    office.place.findings_of(subject).unlink()

    assert mend() == (3, [("opslag", "ontbreekt", "niet te herstellen")])
    _, said, _ = command(office, "herstel")
    assert f"'verzamelpunt opnieuw {subject}'" in said
    assert {name: data for name, data in office.left().items() if "bevindingen" not in name} == before


def test_content_that_is_no_longer_byte_for_byte_the_same_is_told(office, command):
    subject, _ = first(office, where="soort='gemeentelevering'")
    note = office.place.store / "inhoud" / f"{subject}.json"
    hashes = json.loads(note.read_text("utf-8"))
    note.write_text(json.dumps(dict.fromkeys(hashes, "0" * 64)), encoding="utf-8")

    status, said, _ = command(office, "herstel")

    assert status == 1
    assert "niet meer gelijk aan wat er stond, de uitkomst wel" in said


def test_a_reference_that_cannot_be_used_is_told_and_the_archive_is_mended(office, command):
    _, sha = first(office)
    archived(office, sha).unlink()
    stored(office, "bevindingen/*.parquet")[0].unlink()
    (office.place.reference / "parameters.csv").write_text("parameter;waarde\ntol_x;veel\n", encoding="utf-8")

    status, _, said = command(office, "herstel")

    assert (status, archived(office, sha).exists()) == (2, True)
    assert "parameters" in said


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
