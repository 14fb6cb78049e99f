# SPDX-License-Identifier: EUPL-1.2
"""A day in an office whose archive is sealed, and an archive that is sealed afterwards."""

import json

import pytest

from processors.commands import verwerk
from processors.desk import open_desk
from tests.walks.conftest import VENLO, ZIP, open_office
from tests.walks.mending.spoiling import archived, first


@pytest.fixture
def sealed(tmp_path, region, monkeypatch):
    """An office that seals, after a delivery, a form and a zip."""
    monkeypatch.setattr(verwerk, "to_publish", lambda _desk: [])
    office = open_office(tmp_path, region)
    one, two = office.suppliers[:2]
    office.mail(VENLO, office.delivery())
    office.mail(one, office.declaration(one))
    office.mail(two, office.declaration(two, habit=ZIP))
    with open_desk(office.settings.model_copy(update={"archief_versleutelen": True})) as desk:
        verwerk.run(desk, quiet=True)
    return office


def test_everything_is_judged_as_ever_and_nothing_in_the_archive_is_readable(sealed, command, personal):
    outcomes = sealed.rows("aanleveringen", "uitkomst")
    status, said, _ = command(sealed, "controleer", "--opslag", "--json")

    told = json.loads(said)
    assert outcomes == [("geaccepteerd",)] * 3
    assert (status, told["beoordeeld"], told["bestand_weg"], told["veranderingen"]) == (0, 3, [], [])
    left = [path for path in sealed.place.archive.rglob("*") if path.is_file()]
    assert left
    assert {path.suffix for path in left} == {".aes"}
    content = b"".join(path.read_bytes() for path in (*left, sealed.place.archive_keys))
    assert not [number for number in personal if number.encode() in content]


def test_what_is_lost_is_mended_from_sealed_copies(sealed, command):
    _, sha = first(sealed, where="deel LIKE '%/%'")
    path = archived(sealed, sha + ".aes")
    path.unlink()

    status, said, _ = command(sealed, "herstel", "--json")

    assert (status, [each["gevolg"] for each in json.loads(said)["bevonden"]]) == (1, ["hersteld"])
    assert command(sealed, "herstel")[0] == 0


def test_herstel_seals_what_stands_in_the_open_once_the_settings_ask_for_it(office, mend, monkeypatch):
    monkeypatch.setenv("VERZAMELPUNT_ARCHIEF_VERSLEUTELEN", "true")
    count = len([path for path in office.place.archive.rglob("*") if path.is_file()])
    before = office.left()

    assert mend("--proef") == (1, [("archief", "niet versleuteld", "te herstellen")] * count)
    assert office.left() == before
    assert mend() == (1, [("archief", "niet versleuteld", "hersteld")] * count)
    assert mend() == (0, [])
    assert {path.suffix for path in office.place.archive.rglob("*") if path.is_file()} == {".aes"}
