# SPDX-License-Identifier: EUPL-1.2
"""From the mailbox to the archive and the journal, and what a human decides about what was put aside."""

import io
import os
import zipfile
from dataclasses import replace
from datetime import datetime
from email.message import EmailMessage

import pytest

from processors.desk import open_desk
from processors.errors import UnusableInputError
from processors.jobs import process_mailbox
from processors.mailbox.proof import Proof
from processors.quarantine import again, refuse, release
from processors.settings import Settings
from workbooks.plain import plain_workbook

SECRET = "0123456789abcdef0123456789abcdef"  # noqa: S105 - of a folder that lives as long as the test
KNOWN = "administratie@zorg.example"


@pytest.fixture
def desk(tmp_path):
    """An open work folder with one registered sender, who may send two messages a day."""
    naslag = tmp_path / "naslag"
    naslag.mkdir()
    (naslag / "afzenders.csv").write_text(f"afzender,naam,code,soort\n{KNOWN},De Linde,12345678,aanbieder\n")
    settings = Settings(map=tmp_path, sleutel=SECRET, wachttijd_seconden=0, max_berichten_per_dag=2)
    with open_desk(settings) as opened:
        yield opened


def put(desk, name, sender=KNOWN, *, results=(), **files):
    mail = EmailMessage()
    for result in results:
        mail["Authentication-Results"] = result
    mail["From"] = sender
    mail["Message-ID"] = f"<{name}@zorg.example>"
    mail.set_content("Zie bijlage.")
    for ending, data in files.items():
        mail.add_attachment(data, maintype="application", subtype="octet-stream", filename=f"bijlage.{ending}")
    path = desk.workplace.inbox / f"{name}.eml"
    path.write_bytes(mail.as_bytes())
    os.utime(path, (1_780_000_000, 1_780_000_000))


def zipped(**members):
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name, data in members.items():
            archive.writestr(f"{name}.csv", data)
    return target.getvalue()


def parts(desk, message="B-000001"):
    return [(part.deel, part.bestand, part.afzender) for part in desk.journal.parts(message)]


def test_every_member_of_a_zip_is_a_submission_named_by_its_zip(desk):
    put(desk, "een", csv=b"a;b", zip=zipped(een="a;b\n1;2\n", twee="c;d\n3;4\n"))

    process_mailbox(desk)

    assert parts(desk) == [
        ("1", "bijlage.csv", "12345678"),
        ("2/1", "bijlage.zip/een.csv", "12345678"),
        ("2/2", "bijlage.zip/twee.csv", "12345678"),
    ]


def test_a_zip_that_cannot_be_opened_is_one_file_and_refused_by_name(desk):
    put(desk, "een", zip=b"PK\x03\x04 afgebroken")

    process_mailbox(desk)

    ((_, name, _),) = parts(desk)
    (part,) = desk.journal.parts("B-000001")
    assert (name, part.uitkomst) == ("bijlage.zip", "geweigerd")
    assert part.reden.startswith("Bestand 'bijlage.zip' ")


def test_the_same_file_twice_in_one_mail_counts_once(desk):
    put(desk, "een", csv=b"a;b\n1;2\n", txt=b"a;b\n1;2\n")

    process_mailbox(desk)

    first, second = desk.journal.parts("B-000001")
    assert second.reden == "Dit bestand is al eerder ontvangen als aanlevering A-000001; het telt niet twee keer."
    assert (first.uitkomst, second.uitkomst) == ("geweigerd", None)


def test_more_messages_than_a_sender_may_send_wait_for_a_human(desk):
    for name in ("een", "twee", "drie"):
        put(desk, name)

    process_mailbox(desk)

    (waiting,) = desk.journal.stuck()
    assert waiting.reden == (
        "Deze afzender stuurde vandaag meer berichten dan is toegestaan. Kijk of er iets rondzingt."
    )


def test_a_message_with_two_senders_waits_for_a_human(desk):
    put(desk, "een", sender=f"{KNOWN}, ander@zorg.example")

    process_mailbox(desk)

    (waiting,) = desk.journal.stuck()
    assert waiting.reden == (
        "Het bericht noemt niet precies één afzender. Stuur het opnieuw vanuit één geregistreerd adres."
    )


def test_a_message_from_a_stranger_is_registered_when_it_is_released(desk):
    put(desk, "een", sender="vreemd@elders.example", csv=b"a;b\n1;2\n")
    process_mailbox(desk)
    before = parts(desk)

    release(desk, "B-000001")
    process_mailbox(desk)

    assert before == []
    assert parts(desk) == [("1", "bijlage.csv", "vreemd@elders.example")]
    assert not (desk.workplace.output / "antwoorden").exists()


def test_a_refused_part_of_a_bare_file_is_answered_to_nobody(desk):
    data = plain_workbook({"Blad1": [["x"]]}, made_on=datetime(2026, 8, 1), macro=True)  # noqa: DTZ001 - of a workbook
    (desk.workplace.inbox / "macro.xlsx").write_bytes(data)
    process_mailbox(desk)
    (waiting,) = desk.journal.stuck()

    refuse(desk, waiting.id, "Niet te vertrouwen.")

    assert desk.journal.submission(waiting.id).reden == "Niet te vertrouwen."
    assert not (desk.workplace.output / "antwoorden").exists()


@pytest.mark.parametrize("act", [again, release, lambda desk, subject: refuse(desk, subject, "Nee.")])
@pytest.mark.parametrize(("subject", "what"), [("A-000009", "Aanlevering"), ("B-000009", "Bericht")])
def test_what_does_not_exist_is_a_sentence(desk, act, subject, what):
    with pytest.raises(UnusableInputError) as refused:
        act(desk, subject)

    assert str(refused.value) == f"{what} '{subject}' bestaat niet. Kijk met 'verzamelpunt status' welke er zijn."


def test_again_on_a_message_that_still_waits_changes_nothing(desk, monkeypatch):
    put(desk, "een", csv=b"a;b\n1;2\n")
    with monkeypatch.context() as broken:
        broken.setattr("processors.jobs.handle", lambda *_: 1 / 0)
        process_mailbox(desk)

    again(desk, "A-000001")

    assert desk.journal.receipt("B-000001").status == "bewaard"
    assert desk.journal.submission("A-000001").pogingen == 1


@pytest.fixture
def strict(desk):
    """The same folder, for which only mails count of which the server proved the sender."""
    return replace(desk, settings=desk.settings.model_copy(update={"mail_bewijs": True, "mail_server": "mx.regio.nl"}))


def test_a_forged_proof_of_the_sender_is_for_a_human_and_gets_no_answer(strict):
    good, bad = (f"mx.regio.nl; dmarc={verdict} header.from=zorg.example" for verdict in ("pass", "fail"))
    put(strict, "goed", csv=b"a;b", results=[good])
    put(strict, "vals", csv=b"a;b", results=[bad, good])

    process_mailbox(strict)

    (aside,) = strict.journal.stuck()
    assert (aside.message_id, aside.status, aside.reden) == ("<vals@zorg.example>", "quarantaine", Proof.FAILED)
    assert not list((strict.workplace.output / "antwoorden").glob(f"{aside.id}*"))


def test_a_bare_file_needs_no_proof(strict):
    path = strict.workplace.inbox / "bestand.csv"
    path.write_bytes(b"a;b")
    os.utime(path, (1_780_000_000, 1_780_000_000))

    process_mailbox(strict)

    assert strict.journal.stuck() == []
