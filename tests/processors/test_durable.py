# SPDX-License-Identifier: EUPL-1.2
"""Files are there whole or not at all."""

import os

import pytest

from processors.durable import landing, make_folder, move


class KilledError(Exception):
    pass


def names(folder):
    return sorted(path.name for path in folder.iterdir())


def write(target, text, failure=None):
    with landing(target) as half:
        half.write_text(text)
        if failure:
            raise failure


def test_a_file_takes_its_place_when_the_block_ends(tmp_path):
    target = tmp_path / "nieuw" / "map" / "bestand"

    with landing(target) as half:
        half.write_text("inhoud")
        seen_during = target.exists()

    assert (seen_during, target.read_text(), names(target.parent)) == (False, "inhoud", ["bestand"])


def test_a_block_that_fails_leaves_what_was_there(tmp_path):
    target = tmp_path / "bestand"
    target.write_text("oud")

    with pytest.raises(KilledError):
        write(target, "nieuw", failure=KilledError)

    assert (target.read_text(), names(tmp_path)) == ("oud", ["bestand"])


def test_what_a_kill_left_behind_is_written_over(tmp_path):
    (tmp_path / "bestand.half").write_text("een lang half geschreven stuk")

    write(tmp_path / "bestand", "goed")

    assert [path.read_text() for path in tmp_path.iterdir()] == ["goed"]


def test_the_content_is_flushed_before_the_rename_and_the_folder_after_it(tmp_path, monkeypatch):
    target = tmp_path / "bestand"
    there_at_flush = []
    monkeypatch.setattr(os, "fsync", lambda _handle: there_at_flush.append(target.exists()))

    write(target, "inhoud")

    assert there_at_flush == [False, True]


def test_a_failing_flush_keeps_the_file_from_taking_its_place(tmp_path, monkeypatch):
    def broken(_handle):
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(os, "fsync", broken)

    with pytest.raises(OSError, match="Input/output"):
        write(tmp_path / "bestand", "inhoud")

    assert list(tmp_path.iterdir()) == []


def test_a_move_makes_the_folder_it_needs(tmp_path):
    (tmp_path / "bron").write_text("x")

    move(tmp_path / "bron", tmp_path / "a" / "doel")

    assert (tmp_path / "a" / "doel").read_text() == "x"


def test_a_folder_that_is_there_is_left_alone(tmp_path):
    (tmp_path / "bestand").write_text("x")

    make_folder(tmp_path)

    assert names(tmp_path) == ["bestand"]
