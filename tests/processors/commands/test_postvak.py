# SPDX-License-Identifier: EUPL-1.2
"""`postvak test` tells what works, what does not, and what could not be tried."""

import json
from datetime import UTC, datetime

import pytest

from processors.commands import postvak
from processors.mailbox.graph import GraphMailbox
from processors.mailbox.message import Check
from tests.processors.mailbox.certificates import write_certificate


def test_a_folder_that_works_is_in_order(call, tmp_path):
    (tmp_path / "in").mkdir()

    said = call("postvak", "test", "--postvak", "folder://in")

    assert (said.status, said.err) == (0, "")
    assert said.out.splitlines() == [
        "✔ in orde      De map 'in' is te lezen.", "✔ in orde      In de map 'in' kan worden geschreven.",
    ]  # fmt: skip


def test_a_mailbox_that_is_not_there_is_told_with_status_1(call):
    said = call("postvak", "test", "--postvak", "folder://weg")

    assert said.status == 1
    assert said.out.startswith("✖ niet goed    De postvakmap 'weg' bestaat niet.")


def test_as_json_each_trial_says_whether_it_holds(call, tmp_path):
    (tmp_path / "in").mkdir()

    told = json.loads(call("postvak", "test", "--postvak", "folder://in", "--json").out)

    assert told["postvak"] == "folder://in"
    assert [each["in_orde"] for each in told["proeven"]] == [True, True]


def test_another_mailbox_is_asked_of_microsoft_365_only(call, tmp_path):
    (tmp_path / "in").mkdir()

    said = call("postvak", "test", "--postvak", "folder://in", "--ander", "x@regio.nl")

    assert said.status == 0
    assert said.out.splitlines()[-1].startswith("● niet te zien Of een ander postvak gesloten blijft")


def test_another_mailbox_that_is_open_to_us_is_not_good(call, monkeypatch):
    monkeypatch.setenv("VERZAMELPUNT_MAIL_TENANT", "t")
    monkeypatch.setenv("VERZAMELPUNT_MAIL_CLIENT", "c")
    monkeypatch.setattr(GraphMailbox, "check", lambda _self: iter([Check(None, "Niet geprobeerd.")]))
    monkeypatch.setattr(GraphMailbox, "sees", lambda _self, other: Check(holds=False, says=f"Kan bij {other}."))

    said = call("postvak", "test", "--postvak", "graph://data@regio.nl", "--ander", "x@regio.nl")

    assert said.status == 1
    assert said.out.splitlines() == ["● niet te zien Niet geprobeerd.", "✖ niet goed    Kan bij x@regio.nl."]


@pytest.mark.parametrize(
    ("days", "status", "sentence"),
    [(90, 0, "nog 90 dagen geldig."), (20, 1, "Vraag nu een nieuw aan."), (-3, 1, "3 dagen geleden verlopen")],
)
def test_the_days_of_the_certificate_are_told(call, tmp_path, monkeypatch, days, status, sentence):
    (tmp_path / "in").mkdir()
    certificate, _ = write_certificate(tmp_path, days=days)
    monkeypatch.setenv("VERZAMELPUNT_MAIL_CERTIFICAAT", str(certificate))

    class Today:
        @staticmethod
        def today():
            return datetime.now(UTC).date()

    monkeypatch.setattr(postvak, "date", Today)

    said = call("postvak", "test", "--postvak", "folder://in")

    assert said.status == status
    assert sentence in said.out
