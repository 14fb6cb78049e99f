# SPDX-License-Identifier: EUPL-1.2
"""What has passed its term is gone for good, and nobody takes it for a loss."""

import json
import os
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from processors.archive import DamagedArchiveError
from processors.desk import open_desk
from processors.jobs import process_mailbox
from processors.retention import clear, expired
from processors.service import jobs
from processors.settings import Settings
from tests.walks.conftest import BEGIN, CSV, SECRET, VENLO, ZIP

LATER = datetime(2029, 8, 20, tzinfo=UTC)


@pytest.fixture
def settings(office):
    return Settings(
        map=office.place.root, sleutel=SECRET, wachttijd_seconden=0, bewaar_archief_maanden=24,
        archief_versleutelen=True,
    )  # fmt: skip


@pytest.fixture
def filled(office, settings):
    """A work folder with a delivery, a declaration, the same one in a zip, and a mail that waits for a human."""
    one, two, three, *_ = office.suppliers
    office.mail(VENLO, office.delivery())
    office.mail(one, office.declaration(one, habit=CSV))
    office.mail(two, office.declaration(two, habit=ZIP))
    office.mail("vreemd@elders.example", office.declaration(three, habit=CSV))
    with open_desk(settings) as desk:
        process_mailbox(desk)
    return office


@pytest.mark.usefixtures("filled")
def test_before_the_term_nothing_goes(settings):
    with open_desk(settings) as desk:
        assert expired(desk, datetime(2028, 8, 9, tzinfo=UTC)) == expired(desk, BEGIN)
        assert expired(desk, BEGIN).content == ()


def test_originals_go_with_their_keys_and_what_waits_stays(filled, settings):
    with open_desk(settings) as desk:
        before = set(desk.archive.names())
        stranger = next(row for row in desk.journal.receipts() if row.afzender == "vreemd@elders.example")
        what = expired(desk, LATER)
        clear(desk, what)
        left = set(desk.archive.names())

        assert left == {stranger.sha256}
        assert set(what.content) == before - left == desk.journal.cleared()
        for name in what.content:
            assert desk.archive.vault.key(name) is None
            with pytest.raises(DamagedArchiveError):
                desk.archive.get(name)
        assert desk.journal.audit_ok()
    inbox = [path.name for path in (filled.place.inbox / "verwerkt").iterdir()]
    assert inbox == []
    assert [path.name for path in (filled.place.inbox / "quarantaine").iterdir()] != []


@pytest.mark.usefixtures("filled")
def test_clearing_again_does_nothing(settings):
    with open_desk(settings) as desk:
        clear(desk, expired(desk, LATER))
        again = expired(desk, LATER)

    assert (again.content, again.files) == ((), ())


def test_what_a_later_message_holds_too_stays(filled, settings):
    one = filled.suppliers[0]
    later = replace(filled, sent=24 * 365 * 3)
    later.mail(one, filled.declaration(one, habit=CSV))
    with open_desk(settings) as desk:
        process_mailbox(desk)
        (name,) = {part.sha256 for part in desk.journal.submissions() if part.bestand.startswith(f"declaratie-{one}")}
        clear(desk, expired(desk, LATER))

        assert desk.archive.holds(name)


def test_figures_stay_and_herstel_misses_nothing(filled, settings, command):
    lines = filled.accepted()
    with open_desk(settings) as desk:
        clear(desk, expired(desk, LATER))

    os.environ["VERZAMELPUNT_ARCHIEF_VERSLEUTELEN"] = "true"
    try:
        status, out, _ = command(filled, "herstel", "--proef", "--json")
    finally:
        del os.environ["VERZAMELPUNT_ARCHIEF_VERSLEUTELEN"]

    assert filled.accepted().equals(lines)
    assert (status, json.loads(out).get("gevonden", json.loads(out).get("fouten", []))) == (0, [])


@pytest.mark.usefixtures("filled")
def test_a_kill_between_the_note_and_the_file_is_finished_later(settings, monkeypatch):
    with open_desk(settings) as desk:
        what = expired(desk, LATER)
        with monkeypatch.context() as broken:
            broken.setattr(type(desk.archive), "destroy", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
            with pytest.raises(KeyboardInterrupt):
                clear(desk, what)
        clear(desk, expired(desk, LATER))

        assert not any(desk.archive.holds(name) for name in what.content)


def test_what_went_out_and_logs_have_terms_of_their_own(filled, settings):
    told = filled.place.output / "terugkoppeling"
    logs = filled.place.logs
    (logs / "oud.jsonl").write_text("{}\n", encoding="utf-8")
    for path in [*told.iterdir(), logs / "oud.jsonl"]:
        os.utime(path, (BEGIN.timestamp(), BEGIN.timestamp()))
    short = settings.model_copy(
        update={"bewaar_archief_maanden": 0, "bewaar_uitvoer_maanden": 12, "bewaar_logboek_maanden": 12}
    )

    with open_desk(short) as desk:
        what = expired(desk, datetime(2027, 9, 1, tzinfo=UTC))
        clear(desk, what)

    assert what.content == ()
    assert list(told.iterdir()) == []
    assert not (logs / "oud.jsonl").exists()
    assert list(filled.place.archive.rglob("*.aes"))


def test_the_command_shows_first_and_then_destroys(filled, command, monkeypatch):
    nothing = command(filled, "opruimen")
    monkeypatch.setenv("VERZAMELPUNT_BEWAAR_ARCHIEF_MAANDEN", "24")
    monkeypatch.setattr(
        "processors.commands.opruimen.datetime", type("Later", (), {"now": staticmethod(lambda _zone: LATER)})
    )

    trial = json.loads(command(filled, "opruimen", "--proef", "--json")[1])
    done = command(filled, "opruimen")
    again = json.loads(command(filled, "opruimen", "--json")[1])

    assert "geen bewaartermijn ingesteld" in nothing[1]
    assert trial["inhoud"] > 0
    assert done[1].startswith(f"Vernietigd: {trial['inhoud']} originelen uit het archief")
    assert again == {"proef": False, "inhoud": 0, "bestanden": 0}


def test_the_service_clears_only_where_there_is_a_term(settings):
    assert "opruimen" in {job.name for job in jobs(settings)}
    assert "opruimen" not in {job.name for job in jobs(settings.model_copy(update={"bewaar_archief_maanden": 0}))}
