# SPDX-License-Identifier: EUPL-1.2
"""`consolideer --openbaar` on a work folder: what it makes, what it refuses, and what it then leaves alone."""

import csv
import json
from pathlib import Path

import pytest

from processors.disclosure import publication
from processors.disclosure.audience import Audience
from processors.disclosure.protection import Protected

pytestmark = pytest.mark.usefixtures("one_municipality")


def test_consolideer_makes_what_everybody_may_see_when_asked(office, command):
    office.mail("0983", office.delivery())
    office.run()
    folder = office.place.output / "openbaar"

    assert not folder.exists()
    status, out, _ = command(office, "consolideer", "--maand", "2026-07", "--openbaar")

    made = [folder / "kerncijfers-2026-07.xlsx", folder / "kerncijfers-2026-07.csv"]
    assert status == 0
    assert [line for line in out.splitlines() if "penbaar:" in line] == [
        f"Openbaar:            {path}" for path in made
    ]
    assert all(path.exists() for path in made)
    assert len(list((office.place.publications / "openbaar").iterdir())) == 1


def test_consolideer_makes_what_everybody_may_see_of_a_month_without_deliveries(office, command):
    status, out, _ = command(office, "consolideer", "--maand", "2026-06", "--openbaar", "--json")

    _, table = map(Path, json.loads(out)["openbaar"])
    assert status == 0
    rows = csv.DictReader(table.read_text("utf-8-sig").splitlines(), delimiter=";")
    assert {row["waarde"] for row in rows} == {""}


def test_where_what_everybody_may_see_is_not_safe_nothing_is_written_and_it_says_why(office, command, monkeypatch):
    office.mail("0983", office.delivery())
    office.run()
    before = {path: path.read_bytes() for path in office.place.output.rglob("*") if path.is_file()}
    kept = publication.protected

    def careless(figures, limits, *rest, **more):
        """What is for the municipalities is protected, what is for everybody is not."""
        public = limits.audience is Audience.PUBLIC
        return Protected(figures, figures) if public else kept(figures, limits, *rest, **more)

    monkeypatch.setattr(publication, "protected", careless)
    status, out, err = command(office, "consolideer", "--maand", "2026-07", "--openbaar")

    after = {path: path.read_bytes() for path in office.place.output.rglob("*") if path.is_file()}
    assert (status, out) == (2, "")
    assert "De cijfers zijn niet gepubliceerd (openbaar): " in err
    assert "houden zich niet aan MGR-401, en er is niets geschreven." in err
    assert err.endswith("Publiceer op een grover niveau; het regelboek zegt wat deze regels vragen.\n")
    assert after == before
    assert not (office.place.publications / "openbaar").exists()


def test_what_everybody_may_see_is_not_of_one_module(office, command):
    status, _, err = command(office, "consolideer", "--maand", "2026-07", "--module", "1", "--openbaar")

    assert status == 2
    assert err.startswith("--openbaar gaat over alle gemeenten; laat --module weg.")
