# SPDX-License-Identifier: EUPL-1.2
"""A work folder with a reference in which functions of Excel are called, servers over it, and a task pane."""

import json
import subprocess
from datetime import date
from importlib import import_module

import pytest

from processors.demo import DemoPlan, make_region
from processors.demo.writing import write_reference
from processors.settings import FILE
from processors.workplace import Workplace
from tests.addin.entra import login
from tests.addin.serving import served
from tests.conftest import JUDGES


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


@pytest.fixture(scope="session")
def signing(xlwings_server):
    """A key of our own, in the place of those of Microsoft."""
    del xlwings_server
    return import_module("joserfc.jwk").RSAKey.generate_key(2048, {"kid": "eigen", "use": "sig", "alg": "RS256"})


@pytest.fixture(scope="session")
def locked_url(signing, office_folder, tmp_path_factory):
    """A server that asks to log in."""
    keys = tmp_path_factory.mktemp("sleutels") / "jwks.json"
    keys.write_text(json.dumps({"keys": [signing.as_dict(private=False)]}), encoding="utf-8")
    with served(office_folder, login(keys)) as address:
        yield address


@pytest.fixture(scope="session")
def pane_url(xlwings_server, office_folder):
    """A server for this PC alone, which takes at most 1 MB in a call."""
    del xlwings_server
    with served(office_folder, {"VERZAMELPUNT_ADDIN_MAX_MB": "1"}) as address:
        yield address


@pytest.fixture(scope="session")
def cells(region):
    """Six lines with their headers, as the cells of a sheet; the second has a unit that does not exist."""
    frame = region["declaratieregels"].head(6)
    rows = [
        ["" if cell is None else str(cell) if isinstance(cell, date) else cell for cell in row] for row in frame.rows()
    ]
    rows[1][frame.columns.index("eenheid")] = "99"
    return [frame.columns, *rows]


@pytest.fixture(scope="session")
def play(chromium, node, axe, playwright, tmp_path_factory):
    """Play a scene of `judges/pane` with the task pane in Chromium: what it told."""
    del axe, playwright

    def played(scene, **wishes):
        file = tmp_path_factory.mktemp("scene") / "wensen.json"
        file.write_text(json.dumps(wishes), encoding="utf-8")
        done = subprocess.run(
            [node, JUDGES / "pane" / f"{scene}.cjs", chromium, file], capture_output=True, timeout=180, check=False,
            text=True,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    return played
