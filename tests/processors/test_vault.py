# SPDX-License-Identifier: EUPL-1.2
"""What the archive seals is unreadable without its key, and whole with it."""

import hmac
import os
import pickle
import sqlite3
import stat
import sys
from contextlib import closing

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDFExpand
from hypothesis import given
from hypothesis import strategies as st

from processors import vault as module
from processors.archive import Archive, DamagedArchiveError
from processors.errors import UnusableInputError
from processors.vault import Vault

SECRET = b"0123456789abcdef0123456789abcdef"
DATA = b"Bsn 999990019 " * 50


def sealed_in(folder, secret=SECRET, *, sealing=True):
    return Archive(folder / "archief", Vault(folder / "sleutels.sqlite", secret), sealing=sealing)


@pytest.fixture
def archive(tmp_path):
    return sealed_in(tmp_path)


@given(st.binary(max_size=300))
def test_what_is_sealed_comes_out_as_it_went_in(tmp_path_factory, data):
    archive = sealed_in(tmp_path_factory.getbasetemp() / "verzegeld")

    name = archive.put(data)

    assert (archive.get(name), archive.holds(name), name in archive.names()) == (data, True, True)


def test_neither_the_archive_nor_the_keys_hold_a_word_of_it(archive, tmp_path):
    name = archive.put(DATA)

    left = b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())
    assert b"999990019" not in left
    assert archive.item(name).key not in left
    assert archive.path(name).name.endswith(".aes")
    assert archive.verify() == []


def test_the_file_can_be_read_by_what_the_standards_say_of_it(archive, tmp_path):
    name = archive.put(DATA)

    # RFC 5869: without salt the extract step is an HMAC under zeros.
    owner = HKDFExpand(SHA256(), 32, b"verzamelpunt/archief").derive(hmac.digest(bytes(32), SECRET, "sha256"))
    with closing(sqlite3.connect(tmp_path / "sleutels.sqlite")) as base:
        (wrapped,) = base.execute("SELECT sleutel FROM sleutels WHERE naam=?", (name,)).fetchone()
    key = AESGCM(owner).decrypt(wrapped[:12], wrapped[12:], name.encode())
    content = archive.path(name).read_bytes()
    assert AESGCM(key).decrypt(content[:12], content[12:], name.encode()) == DATA


def test_each_item_has_a_key_of_its_own_and_the_same_content_is_written_once(archive):
    one, two = archive.put(b"een"), archive.put(b"twee")
    before = archive.path(one).read_bytes()

    archive.put(b"een")

    assert archive.item(one).key != archive.item(two).key
    assert archive.path(one).read_bytes() == before


def test_a_flipped_bit_a_swapped_file_and_a_key_that_is_gone_are_damage(archive, tmp_path):
    flipped, swapped, keyless = (archive.put(data) for data in (b"een", b"twee", b"drie"))
    data = bytearray(archive.path(flipped).read_bytes())
    data[-1] ^= 1
    archive.path(flipped).write_bytes(data)
    archive.path(swapped).write_bytes(archive.path(keyless).read_bytes())
    with closing(sqlite3.connect(tmp_path / "sleutels.sqlite")) as base, base:
        base.execute("DELETE FROM sleutels WHERE naam=?", (keyless,))

    assert archive.verify() == sorted([flipped, swapped, keyless])
    with pytest.raises(DamagedArchiveError, match="has no key"):
        archive.get(keyless)
    assert [archive.get(archive.put(data)) for data in (b"een", b"twee", b"drie")] == [b"een", b"twee", b"drie"]


def test_what_stands_in_the_open_is_read_and_sealed_when_asked(tmp_path):
    in_the_open, sealing = sealed_in(tmp_path, sealing=False), sealed_in(tmp_path)
    name = in_the_open.put(DATA)
    plain = in_the_open.path(name)

    assert sealing.get(name) == DATA
    sealing.seal(name)

    assert (plain.exists(), in_the_open.get(name), sealing.verify()) == (False, DATA, [])


def test_without_sealing_a_damaged_sealed_item_is_replaced_in_the_open(tmp_path):
    name = sealed_in(tmp_path).put(DATA)
    archive = sealed_in(tmp_path, sealing=False)
    archive.path(name).write_bytes(b"kapot")

    archive.put(DATA)

    assert (archive.path(name).read_bytes(), archive.names()) == (DATA, [name])


@pytest.mark.parametrize("sealing", [True, False])
def test_a_reader_gets_a_path_that_is_for_this_account_alone_and_gone_afterwards(tmp_path, sealing):
    archive = sealed_in(tmp_path, sealing=sealing)
    item = pickle.loads(pickle.dumps(archive.item(archive.put(DATA))))  # noqa: S301 - our own, as a second process gets it

    with item.plain() as path:
        content, mode, folder = path.read_bytes(), path.stat().st_mode, path.parent.stat().st_mode

    assert content == DATA
    assert path.exists() is not sealing
    if sealing and sys.platform != "win32":
        assert (stat.S_IMODE(mode), stat.S_IMODE(folder)) == (0o600, 0o700)


def test_no_key_is_shown_when_an_archive_is_printed(archive):
    item = archive.item(archive.put(DATA))

    assert repr(item.key) not in repr(item)
    assert "0123456789abcdef" not in repr(archive)


def test_another_secret_is_told_and_is_no_damage(archive, tmp_path):
    name = archive.put(DATA)

    with pytest.raises(UnusableInputError, match="past niet bij"):
        sealed_in(tmp_path, os.urandom(32)).holds(name)


def test_a_damaged_file_of_keys_is_told(archive, tmp_path):
    name = archive.put(DATA)
    (tmp_path / "sleutels.sqlite").write_bytes(b"geen sleutels meer" * 200)

    with pytest.raises(UnusableInputError, match="niet te gebruiken"):
        archive.get(name)


def test_a_lost_file_of_keys_is_damage_of_all_that_is_sealed(archive, tmp_path):
    name = archive.put(DATA)
    (tmp_path / "sleutels.sqlite").unlink()

    assert archive.verify() == [name]


def test_without_the_library_it_is_told_what_to_install(archive, monkeypatch):
    def no_such_module(name):
        raise ImportError(name)

    monkeypatch.setattr(module, "import_module", no_such_module)

    with pytest.raises(UnusableInputError, match="extra 'archief'"):
        archive.put(DATA)
