# SPDX-License-Identifier: EUPL-1.2
"""Offers by mail: sealed until closing, kept untouched and once, and only what came in time counts."""

from datetime import UTC, date, datetime, timedelta
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from hashlib import sha256

import openpyxl
import pytest

from processors import cli
from processors.errors import UnusableInputError
from processors.mailbox.maildir import MaildirMailbox
from processors.slots import ZONE
from processors.tender.dossier import make_dossier
from processors.tender.post import COUNTS, LATE, REGISTER, REPLACED, UNPROVEN, collect
from processors.tender.receiving import received
from tests.processors.mailbox.office_maildir import MaildirOffice
from tests.processors.tender.made import intake_workbook

CLOSES = datetime(2027, 10, 1, 12, tzinfo=ZONE)
SUBJECT = "Inschrijving INK-2027-03"


@pytest.fixture
def dossier(tmp_path):
    found, _ = make_dossier(intake_workbook(tmp_path / "opdracht.xlsx"), tmp_path / "map", date(2027, 6, 1))
    return found


@pytest.fixture
def workbooks(dossier, tmp_path):
    """The content of a price sheet of lot 1 at a price, or of a conformity list, as a tenderer returns it."""

    def filled(name, price=None, **cells):
        title = "Programma van eisen" if price is None else "Prijzenblad perceel 1"
        book = openpyxl.load_workbook(dossier.root / f"{title}.xlsx")
        if price is None:
            book["Conformiteitenlijst"]["B3"] = name
            for row in (9, 10):
                book["Conformiteitenlijst"][f"D{row}"] = "ja"
        else:
            costs = {"B8": name, "J11": price, "J12": price, "K11": price * 12_000, "K12": price * 4_000}
            for address, value in (costs | cells).items():
                book["Prijzenblad"][address] = value
        path = tmp_path / "terug.xlsx"
        book.save(path)
        return path.read_bytes()

    return filled


@pytest.fixture
def box(tmp_path):
    """A mailbox, and the mail server in front of it."""
    return MaildirOffice(tmp_path / "post")


@pytest.fixture
def mail(box):
    """Let a mail come in, so many minutes before closing; its sender says that it went out a day earlier."""
    count = iter(range(100))

    def come(sender, *files, minutes=60, subject=SUBJECT, proof=""):
        moment = CLOSES - timedelta(minutes=minutes)
        message = EmailMessage(policy=SMTP)
        if proof:
            message["Authentication-Results"] = proof
        message["Received"] = f"from elders.example by mail.regio.example; {format_datetime(moment)}"
        message["Received"] = f"from pc by elders.example; {format_datetime(moment - timedelta(days=1))}"
        message["Date"] = format_datetime(moment - timedelta(days=1))
        message["From"], message["Subject"] = sender, subject
        message["Message-ID"] = f"<{next(count)}@elders.example>"
        message.set_content("Hierbij.")
        for name, data in files:
            message.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
        box.deliver(message.as_bytes())

    return come


@pytest.fixture
def taken(dossier, box):
    """What is taken from the mailbox a day after closing, or at another moment."""

    def taken(now=CLOSES + timedelta(days=1), proven=lambda _message: True):
        return collect(dossier, box.open(), CLOSES, now, proven)

    return taken


def unread(box):
    return [message.message_id for message in box.open().unread()]


def test_before_closing_nothing_is_opened(dossier, workbooks, mail, taken, box):
    mail("alfa@zorg.example", ("Prijzenblad.xlsx", workbooks("Alfa", 60)))

    with pytest.raises(UnusableInputError, match=r"verzegeld tot 01-10-2027 12:00\. Er is niets geopend"):
        taken(CLOSES - timedelta(seconds=1))

    assert list(dossier.received.iterdir()) == []
    assert unread(box) == ["<0@elders.example>"]


def test_offers_are_kept_untouched_and_read_as_if_they_were_put_there(dossier, workbooks, mail, taken, box):
    sheets = {name: workbooks(name, price) for name, price in (("Alfa", 60), ("Beta", 70))}
    for name, data in sheets.items():
        mail(f"{name}@zorg.example", ("Prijzenblad perceel 1.xlsx", data), ("eisen.xlsx", workbooks(name)))

    found = taken()

    assert (found.mails, found.left) == (2, 0)
    assert found.register.select("afzender", "soort", "perceel", "toestand").rows() == [
        ("alfa@zorg.example", "prijzenblad", "1", COUNTS), ("alfa@zorg.example", "conformiteitenlijst", "", COUNTS),
        ("beta@zorg.example", "prijzenblad", "1", COUNTS), ("beta@zorg.example", "conformiteitenlijst", "", COUNTS),
    ]  # fmt: skip
    kept = {path.name: path.read_bytes() for path in dossier.received.iterdir()}
    assert set(sheets.values()) <= set(kept.values())
    assert [sha256(kept[name]).hexdigest() for name in found.register["bestand"]] == found.register["sha256"].to_list()
    offers = received(dossier).offers
    assert sorted(offers.select("inschrijver", "prijs", "reden").rows()) == [
        ("Alfa", 96_000_000, None), ("Beta", 112_000_000, None),
    ]  # fmt: skip
    assert (unread(box), len(box.filed("INK-2027-03"))) == ([], 2)


def test_doing_it_again_or_after_a_kill_does_nothing(dossier, workbooks, mail, taken, box, monkeypatch):
    mail("alfa@zorg.example", ("Prijzenblad.xlsx", workbooks("Alfa", 60)))
    with monkeypatch.context() as patch:
        patch.setattr(MaildirMailbox, "file", killed)  # after all was written
        with pytest.raises(KeyboardInterrupt):
            taken()
    before = {path: path.read_bytes() for path in dossier.root.rglob("*") if path.is_file()}

    again, once_more = taken(), taken()

    assert (again.mails, once_more.mails, again.register.height) == (0, 0, 1)
    assert {path: path.read_bytes() for path in dossier.root.rglob("*") if path.is_file()} == before
    assert (unread(box), len(box.filed("INK-2027-03"))) == ([], 1)


def killed(*_):
    raise KeyboardInterrupt


def test_the_last_before_closing_counts_and_what_came_later_is_late(dossier, workbooks, mail, taken):
    for price, minutes in ((60, 90), (58, 30), (50, -1)):
        mail("alfa@zorg.example", ("Prijzenblad.xlsx", workbooks("Alfa", price)), minutes=minutes)

    found = taken()

    assert found.register["toestand"].to_list() == [REPLACED, COUNTS, LATE]
    assert received(dossier).offers.select("inschrijver", "prijs", "reden").rows() == [("Alfa", 92_800_000, None)]
    assert [len(list((dossier.received / name).iterdir())) for name in (REPLACED, LATE)] == [1, 1]


def test_two_tenderers_that_send_from_one_address_both_count(dossier, workbooks, mail, taken):
    for name in ("Alfa", "Beta"):
        mail("bureau@advies.example", ("Prijzenblad.xlsx", workbooks(name, 60)), ("eisen.xlsx", workbooks(name)))

    found = taken()

    assert found.register.select("inschrijver", "toestand").rows() == [
        ("Alfa", COUNTS), ("Alfa", COUNTS), ("Beta", COUNTS), ("Beta", COUNTS),
    ]  # fmt: skip
    assert sorted(received(dossier).offers["inschrijver"]) == ["Alfa", "Beta"]


def test_what_may_be_of_another_replaces_nothing_and_waits_for_a_human(dossier, workbooks, mail, taken):
    mail("alfa@zorg.example", ("Prijzenblad.xlsx", workbooks("Alfa", 60)), minutes=90)
    mail("alfa@zorg.example", ("Prijzenblad.xlsx", workbooks("Alfa", 99)), minutes=30, subject=f"{SUBJECT} nieuw")

    found = taken(proven=lambda message: "nieuw" not in message.subject)

    assert found.register["toestand"].to_list() == [COUNTS, UNPROVEN]
    assert received(dossier).offers["prijs"].to_list() == [96_000_000]
    assert len(list((dossier.received / UNPROVEN).iterdir())) == 1


def test_the_hour_that_comes_twice_does_not_turn_the_order_around(dossier, workbooks, mail, box, monkeypatch):
    closes = datetime(2027, 10, 31, 12, tzinfo=ZONE)
    monkeypatch.setattr(f"{__name__}.CLOSES", closes)
    for hour, price in ((0, 60), (1, 58)):  # 02:00 summer time, then 02:00 winter time
        minutes = (closes - datetime(2027, 10, 31, hour, tzinfo=UTC)).total_seconds() / 60
        mail("alfa@zorg.example", ("Prijzenblad.xlsx", workbooks("Alfa", price)), minutes=minutes)

    found = collect(dossier, box.open(), closes, closes, lambda _message: True)

    assert found.register["toestand"].to_list() == [REPLACED, COUNTS]


def test_the_register_holds_no_formula_of_a_sender(dossier, workbooks, mail, taken):
    mail("=1+1@zorg.example", ("Prijzenblad.xlsx", workbooks("@Alfa", 60, B5="-1")))
    mail("=1+1@zorg.example", ("Prijzenblad.xlsx", workbooks("@Alfa", 58, B5="-1")), minutes=30)

    taken()
    found = taken()

    assert found.register.select("afzender", "perceel", "inschrijver", "toestand").rows() == [
        ("'=1+1@zorg.example", "'-1", "'@Alfa", REPLACED), ("'=1+1@zorg.example", "'-1", "'@Alfa", COUNTS),
    ]  # fmt: skip
    words = [word for line in (dossier.root / REGISTER).read_text("utf-8").splitlines() for word in line.split(";")]
    assert not [word for word in words if word.strip('"').startswith(("=", "@", "-", "+"))]


def test_an_offer_on_the_closing_moment_itself_is_in_time(workbooks, mail, taken):
    mail("alfa@zorg.example", ("Prijzenblad.xlsx", workbooks("Alfa", 60)), minutes=0)

    assert taken().register["toestand"].to_list() == [COUNTS]


def test_what_is_about_something_else_stays_where_it_is(dossier, workbooks, mail, taken, box):
    mail("alfa@zorg.example", ("brief.pdf", b"%PDF-1.7"), subject="Een vraag")
    mail("beta@zorg.example", ("blad.xlsx", workbooks("Beta", 60, B4="INK-2020-01")), subject="Prijzenblad")

    found = taken()

    assert (found.mails, found.left) == (0, 2)
    assert list(dossier.received.iterdir()) == []
    assert unread(box) == ["<0@elders.example>", "<1@elders.example>"]


def test_a_mail_without_anything_usable_is_kept_with_the_reason(mail, taken):
    mail("alfa@zorg.example")

    found = taken()

    assert found.register.select("bestand", "toestand").rows() == [("", "Het bericht heeft geen bijlage.")]


def test_a_pdf_in_the_place_of_the_form_is_a_finding_of_that_tenderer(dossier, mail, taken):
    mail("alfa@zorg.example", ("Prijzenblad.pdf", b"%PDF-1.7"))

    taken()

    assert received(dossier).findings["regel"].to_list() == ["LEZEN-01"]


def test_the_command_says_what_came_and_what_is_wrong_with_it(dossier, workbooks, mail, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("VERZAMELPUNT_WACHTTIJD_SECONDEN", "0")
    for minutes in (60, 30, -5):
        mail("alfa@zorg.example", ("Prijzenblad.xlsx", workbooks("Alfa", 60)), minutes=minutes)
    mail("beta@zorg.example")
    mail("gamma@zorg.example", subject="Een vraag")
    words = ["aanbesteding", "inlees", str(dossier.root), "--postvak", f"maildir://{tmp_path / 'post'}", "--sluiting"]

    def called(moment):
        with pytest.raises(SystemExit) as left:
            cli.main([*words, moment])
        return left.value.code, *capsys.readouterr()

    assert called("over een week")[0] == 2
    early = called("2999-10-01 12:00")
    monkeypatch.setattr("processors.commands.tender_post.datetime", Later)
    status, out, _ = called("2027-10-01 12:00")

    assert (early[0], "verzegeld tot 01-10-2999 12:00" in early[2]) == (2, True)
    assert status == 1
    assert out.splitlines()[:5] == [
        "Uit het postvak: 4 nieuwe berichten over deze aanbesteding.",
        f"  1 bestand te laat; zie {dossier.received / LATE}.",
        f"  1 bestand vervangen door een later bericht; zie {dossier.received / REPLACED}.",
        "  Van een bericht van 2027-10-01T11:00:00+02:00: Het bericht heeft geen bijlage.",
        "  1 ander bericht bleef in het postvak.",
    ]
    assert "Alfa" in out


def test_the_command_takes_only_what_the_mail_server_proved_when_the_settings_ask_that(
    dossier, workbooks, mail, tmp_path, monkeypatch, capsys
):
    monkeypatch.chdir(tmp_path)
    for name, value in {"WACHTTIJD_SECONDEN": "0", "MAIL_BEWIJS": "true", "MAIL_SERVER": "mx.regio.nl"}.items():
        monkeypatch.setenv(f"VERZAMELPUNT_{name}", value)
    monkeypatch.setattr("processors.commands.tender_post.datetime", Later)
    proof = "mx.regio.nl; dmarc=pass header.from=zorg.example"
    mail("alfa@zorg.example", ("Prijzenblad.xlsx", workbooks("Alfa", 60)), minutes=90, proof=proof)
    mail("alfa@zorg.example", ("Prijzenblad.xlsx", workbooks("Alfa", 99)))
    words = ["aanbesteding", "inlees", str(dossier.root), "--postvak", f"maildir://{tmp_path / 'post'}"]

    with pytest.raises(SystemExit):
        cli.main([*words, "--sluiting", "2027-10-01 12:00"])

    assert capsys.readouterr().out.splitlines()[:2] == [
        "Uit het postvak: 2 nieuwe berichten over deze aanbesteding.",
        f"  1 bestand zonder bewezen afzender; zie {dossier.received / UNPROVEN}.",
    ]
    assert received(dossier).offers["prijs"].to_list() == [96_000_000]


class Later(datetime):
    """A day after closing."""

    @classmethod
    def now(cls, tz=None):
        return (CLOSES + timedelta(days=1)).astimezone(tz)
