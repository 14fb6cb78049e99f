# SPDX-License-Identifier: EUPL-1.2
"""Secrets from the key store of the system, with keyring itself before a store in memory."""

import sys
from importlib import import_module

import pytest

from processors.errors import UnusableInputError
from processors.settings import effective, load

SECRET = "0123456789abcdef0123456789abcdef"  # noqa: S105 - a key for tests


@pytest.fixture
def library(keyring):  # noqa: ARG001 - it must be installed
    """keyring, with whatever store the machine has put back afterwards."""
    library = import_module("keyring")
    before = library.get_keyring()
    yield library
    library.set_keyring(before)


def use(library, answer):
    """Put a key store in place that gives what `answer` says of a service and a name."""

    class Answering(library.backend.KeyringBackend):
        priority = 1

        def get_password(self, service, username):
            return answer(service, username)

        set_password = None  # nothing of ours writes

    library.set_keyring(Answering())


@pytest.fixture
def store(library, tmp_path, monkeypatch):
    """What is kept, by service and name; the settings ask for the service Regio."""
    kept = {}
    use(library, lambda *asked: kept.get(asked))
    monkeypatch.chdir(tmp_path)
    (tmp_path / "verzamelpunt.toml").write_text('sleutelhanger = "Regio"\n', encoding="utf-8")
    return kept


def told():
    with pytest.raises(UnusableInputError) as caught:
        load()
    return str(caught.value)


def test_a_secret_comes_from_the_key_store_and_is_shown_to_nobody(store):
    store["Regio", "sleutel"] = SECRET
    store["Ander", "sleutel"] = "x" * 40

    settings = load()
    rows = {row.key: row for row in effective(settings)}

    assert settings.pseudonym_key() == SECRET.encode()
    assert (rows["sleutel"].value, rows["sleutel"].source) == ("(gezet)", "sleutelhanger")
    assert rows["sleutelhanger"].source == "bestand"
    assert SECRET not in repr(settings)


def test_the_environment_wins_from_the_key_store(store, monkeypatch):
    store["Regio", "sleutel"] = SECRET
    monkeypatch.setenv("VERZAMELPUNT_SLEUTEL", "y" * 40)

    settings = load()

    assert settings.pseudonym_key() == b"y" * 40
    assert {row.key: row.source for row in effective(settings)}["sleutel"] == "omgeving"


def test_the_key_store_itself_may_be_named_in_the_environment(store, monkeypatch):
    store["Proef", "sleutel"] = SECRET
    monkeypatch.setenv("VERZAMELPUNT_SLEUTELHANGER", "Proef")

    assert load().pseudonym_key() == SECRET.encode()


def test_what_is_not_in_the_key_store_is_not_set(store):
    assert store == {}
    assert load().sleutel is None


def test_a_secret_that_is_too_short_is_told_by_its_place_and_not_shown(store):
    store["Regio", "sleutel"] = "te-kort"

    sentence = told()

    assert sentence == ("Instelling 'sleutel' in de sleutelhanger moet minstens 32 tekens hebben. Pas de waarde aan.")


def test_a_key_store_that_is_locked_or_absent_is_a_sentence(store, library):
    def locked(*_):
        raise library.errors.KeyringLocked

    use(library, locked)

    assert store == {}
    assert told() == (
        "De sleutelhanger van dit systeem geeft 'Regio' niet (KeyringLocked): hij ontbreekt of is vergrendeld voor dit "
        "account. Ontgrendel hem, of zet de geheimen in de omgeving en haal 'sleutelhanger' weg."
    )


def test_without_the_extra_is_said_what_to_install(tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "keyring", None)
    monkeypatch.setenv("VERZAMELPUNT_SLEUTELHANGER", "Regio")
    monkeypatch.chdir(tmp_path)

    assert told() == (
        "Voor 'sleutelhanger' ontbreekt een onderdeel. Installeer Verzamelpunt met de extra [sleutelhanger]."
    )
