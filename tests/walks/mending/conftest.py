# SPDX-License-Identifier: EUPL-1.2
"""An office whose day is done, of which each test spoils a copy."""

import json
import shutil

import pytest

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
