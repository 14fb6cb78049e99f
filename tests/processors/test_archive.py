# SPDX-License-Identifier: EUPL-1.2
"""The archive gives back exactly what was put in, or says that it cannot."""

from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from processors import archive as module
from processors.archive import Archive, DamagedArchiveError
from processors.errors import OwnMistakeError


@pytest.fixture
def archive(tmp_path):
    return Archive(tmp_path / "archief")


@given(st.binary(max_size=200))
def test_what_goes_in_comes_out_under_its_hash(tmp_path_factory, data):
    archive = Archive(tmp_path_factory.getbasetemp() / "archief")

    name = archive.put(data)

    assert (name, archive.get(name), archive.holds(name)) == (sha256(data).hexdigest(), data, True)


def test_the_path_is_the_hash_in_two_parts(archive):
    name = archive.put(b"abc")

    assert archive.path(name) == archive.root / "ba" / "7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"


def test_the_same_content_is_written_once(archive):
    first = archive.path(archive.put(b"abc")).stat()

    again = archive.path(archive.put(b"abc")).stat()

    assert (again.st_ino, again.st_mtime_ns) == (first.st_ino, first.st_mtime_ns)


def test_damage_and_loss_are_our_mistake_and_never_given_out(archive):
    damaged, lost = archive.put(b"abc"), archive.put(b"def")
    archive.path(damaged).write_bytes(b"abd")
    archive.path(lost).unlink()

    for name in damaged, lost:
        with pytest.raises(DamagedArchiveError, match=name) as caught:
            archive.get(name)
        assert isinstance(caught.value, OwnMistakeError)


def test_verify_names_what_is_damaged_and_passes_over_half_files(archive):
    good, damaged = archive.put(b"abc"), archive.put(b"def")
    archive.path(damaged).write_bytes(b"xyz")
    archive.path(good).with_name("kapot.half").write_bytes(b"x")

    found = archive.verify()

    assert found == [damaged]


def test_putting_again_mends_a_damaged_copy(archive):
    name = archive.put(b"abc")
    archive.path(name).write_bytes(b"")

    archive.put(b"abc")

    assert archive.verify() == []


def test_a_disk_that_does_not_keep_what_it_was_given_is_noticed(archive, monkeypatch):
    written = Path.write_bytes
    monkeypatch.setattr(Path, "write_bytes", lambda path, data: written(path, data[:-1]))

    with pytest.raises(DamagedArchiveError):
        archive.put(b"abc")


def test_a_kill_before_the_rename_leaves_nothing_under_the_hash(archive, monkeypatch):
    def killed(_target):
        raise KeyboardInterrupt

    monkeypatch.setattr(module, "landing", killed)
    with pytest.raises(KeyboardInterrupt):
        archive.put(b"abc")
    monkeypatch.undo()

    assert (archive.verify(), archive.get(archive.put(b"abc"))) == ([], b"abc")
