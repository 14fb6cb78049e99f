# SPDX-License-Identifier: EUPL-1.2
"""A work folder with a reference, in which functions of Excel are called."""

import pytest

from processors.demo import DemoPlan, make_region
from processors.demo.writing import write_reference
from processors.settings import FILE
from processors.workplace import Workplace


@pytest.fixture(scope="session")
def region():
    """A small fictional region."""
    return make_region(DemoPlan(lines=240))


@pytest.fixture(scope="session")
def office_folder(tmp_path_factory, region):
    """A work folder with its settings, key and reference; nothing was received yet."""
    folder = tmp_path_factory.mktemp("kantoor")
    place = Workplace(folder / "werkmap")
    place.prepare()
    write_reference(place.reference, region)
    (folder / "sleutel.txt").write_text("0123456789abcdef0123456789abcdef", encoding="utf-8")
    (folder / FILE).write_text('map = "werkmap"\nsleutelbestand = "sleutel.txt"\n', encoding="utf-8")
    return folder


@pytest.fixture
def office(office_folder, monkeypatch):
    """The current folder is that of the work folder."""
    monkeypatch.chdir(office_folder)
    return office_folder
