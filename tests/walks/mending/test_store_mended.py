# SPDX-License-Identifier: EUPL-1.2
"""Store and feedback of which something was lost, altered or added, and what `herstel` makes of it."""

import json
import shutil

import polars as pl
import pytest

from tests.walks.mending.spoiling import archived, first, flipped, stored


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
