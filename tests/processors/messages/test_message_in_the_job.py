# SPDX-License-Identifier: EUPL-1.2
"""Messages in the main job: each one counts, also beside another of the same month, and beside a workbook."""

import os
from datetime import datetime
from email.message import EmailMessage

import pytest
from openpyxl import load_workbook

from processors.desk import open_desk
from processors.jobs import process_mailbox
from processors.settings import Settings
from tests.processors.messages.test_message_intake import DECLARATION

SECRET = "0123456789abcdef0123456789abcdef"  # noqa: S105 - of a folder that lives as long as the test
SENDER = "administratie@zorg.example"


@pytest.fixture
def desk(tmp_path):
    """An open work folder with one registered supplier."""
    naslag = tmp_path / "naslag"
    naslag.mkdir()
    (naslag / "afzenders.csv").write_text(f"afzender,naam,code,soort\n{SENDER},De Linde,12345678,aanbieder\n")
    with open_desk(Settings(map=tmp_path, sleutel=SECRET, wachttijd_seconden=0)) as opened:
        yield opened


def send(desk, name, content):
    mail = EmailMessage()
    mail["From"] = SENDER
    mail["Message-ID"] = f"<{name}@zorg.example>"
    mail.set_content("Zie bijlage.")
    mail.add_attachment(content.encode(), maintype="application", subtype="xml", filename=f"{name}.xml")
    path = desk.workplace.inbox / f"{name}.eml"
    path.write_bytes(mail.as_bytes())
    os.utime(path, (1_780_000_000, 1_780_000_000))
    process_mailbox(desk)


def another(number):
    """A declaration of the same month with its own numbers and product."""
    return (
        DECLARATION.replace(">A1<", f">A{number}<").replace(">D1<", f">D{number}<").replace(">R1<", f">R{number}<")
        .replace(">10072<", f">1007{number}<")
    )  # fmt: skip


def test_two_declarations_of_one_month_both_count(desk):
    send(desk, "een", DECLARATION)
    send(desk, "twee", another(3))

    counting = desk.journal.counting()
    assert [(part.berichtsoort, part.soort, part.maand, part.vervangen_door) for part in counting] == [
        ("323", "declaratie", "2026-04", None),
        ("323", "declaratie", "2026-04", None),
    ]
    stored = desk.store.read("declaratieregels", [part.id for part in counting]).collect()
    assert sorted(stored["referentie_nummer"]) == ["R1", "R3"]


def test_a_message_that_is_technically_refused_is_answered_and_stores_nothing(desk):
    send(desk, "fout", DECLARATION.replace("<w:Eenheid>04</w:Eenheid>", ""))

    (part,) = desk.journal.parts("B-000001")
    assert part.reden.startswith("Het bericht is technisch afgekeurd (0001)")
    assert desk.journal.counting() == []
    feedback = list((desk.workplace.output / "terugkoppeling").glob("*.xlsx"))
    assert len(feedback) == 1


def test_the_same_message_twice_counts_once(desk):
    send(desk, "een", DECLARATION)
    send(desk, "twee", DECLARATION)

    assert len(desk.journal.counting()) == 1


def test_no_bsn_stands_in_anything_but_the_archive_and_the_mail(desk, tmp_path):
    send(desk, "een", DECLARATION)

    told = [
        path
        for path in tmp_path.rglob("*")
        if path.is_file() and not {"archief", "inbox", "verwerkt"} & {part.lower() for part in path.parts}
    ]
    assert told
    assert [path.name for path in told if b"999900006" in path.read_bytes() and path.suffix != ".eml"] == []


def test_the_feedback_says_that_a_row_is_an_element_and_shows_days_as_days(desk):
    send(desk, "een", DECLARATION)
    (path,) = (desk.workplace.output / "terugkoppeling").glob("*.xlsx")

    book = load_workbook(path)
    texts = [str(cell) for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row if cell]
    headers = [cell.value for cell in book["Uw regels Prestatie"][3]]
    line = [cell.value for cell in book["Uw regels Prestatie"][4]]

    assert any("Rij is het hoeveelste element van deze klasse" in text for text in texts)
    assert "declaratie (bericht 323)" in texts
    assert not any("vervangt de vorige" in text for text in texts)
    shown = dict(zip(headers, line, strict=True))
    assert shown["Declaratie/DeclaratiePeriode/Begindatum"] == datetime(2026, 4, 1)  # noqa: DTZ001 - a cell has no zone


def test_the_header_of_a_message_is_none_of_its_lines(desk):
    send(desk, "een", DECLARATION)

    (part,) = desk.journal.parts("B-000001")
    assert (part.regels, part.geaccepteerd) == (1, 1)


def test_the_answer_to_a_refused_message_asks_for_a_new_one(desk):
    send(desk, "fout", DECLARATION.replace("<w:BerichtSubversie>2<", "<w:BerichtSubversie>1<"))

    (path,) = (desk.workplace.output / "terugkoppeling").glob("*.xlsx")
    assert load_workbook(path)["Bevindingen"]["A2"].value.startswith("Een regel per bevinding. Blad is de klasse")
    answer = (desk.workplace.output / "antwoorden" / "B-000001.txt").read_text("utf-8")
    assert "De eerste, in Header/BerichtSubversie: Alleen subversie 2" in answer
    assert "nieuw bericht (xml) met een eigen identificatie" in answer
    assert "het vervangt dan dit bestand" not in answer
