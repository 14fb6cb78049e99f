# SPDX-License-Identifier: EUPL-1.2
"""`uitvraag` and `rappel`: each mail once, whatever happens, and nothing of a person in it."""

import csv
import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import openpyxl
import polars as pl
import pytest

from processors.asking import Result
from processors.desk import open_desk
from processors.errors import UnusableInputError
from processors.expected import Standing, expected
from processors.intake.reference import read_reference
from processors.mailbox.message import UnsureError
from processors.posting import ask, by_the_calendar, remind

VENLO, MONTH = "0983", "2026-07"
MONDAY = datetime(2026, 8, 17, 6, tzinfo=UTC)  # fourteen days before 31 August, the last day of a declaration
LATE = datetime(2026, 9, 1, 6, tzinfo=UTC)
DAY = timedelta(days=1)


def register(office, **columns):
    """Write columns in the register: for each code what stands there."""
    path = office.place.reference / "afzenders.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter=";"))
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, [*dict.fromkeys([*rows[0], *columns])], delimiter=";")
        writer.writeheader()
        writer.writerows({**row, **{name: told.get(row["code"], "") for name, told in columns.items()}} for row in rows)


def results(done):
    return {each.about.code: each.result for each in done}


def test_everybody_who_delivered_nothing_gets_the_form_once(at_work, post, small):
    with at_work() as (desk, reference):
        first = ask(desk, reference, MONTH, MONDAY, trial=False)
        again = ask(desk, reference, MONTH, MONDAY + DAY, trial=False)

    everybody = {VENLO, *small.suppliers}
    assert results(first) == dict.fromkeys(everybody, Result.VERZONDEN)
    assert results(again) == dict.fromkeys(everybody, Result.EERDER)
    assert {each.op for each in again} == {date(2026, 8, 17)}
    assert len(post.sent) == len(everybody)


def test_the_letter_says_what_by_when_and_how_and_holds_the_filled_in_form(at_work, post, small):
    one = small.suppliers[0]
    with at_work() as (desk, reference):
        ask(desk, reference, MONTH, MONDAY, trial=False)

    mail = post.sent[f"UITVRAAG-declaratie-{MONTH}-{one}"]
    (path,) = mail.attachments
    book = openpyxl.load_workbook(path)
    cover = {cell for row in book["Voorblad"].iter_rows(values_only=True) for cell in row}
    assert mail.subject == "Uw declaratie over juli 2026, graag uiterlijk 31-08-2026"
    assert f"formulier declaratie-{one}-{MONTH}.xlsx" in mail.text
    assert mail.text.endswith("Servicepunt Data\n")
    assert {one, MONTH} <= cover
    assert "Uitleg" in book.sheetnames


def test_no_form_holds_the_tariffs_of_another_supplier(at_work, post, small):
    path = small.place.reference / "tarieven.parquet"
    one, two = small.suppliers[:2]
    told = pl.col("aanbieder").replace_strict({two: 1_234_500}, default=9_876_500, return_dtype=pl.Int64)
    pl.read_parquet(path).filter(pl.col("aanbieder") != one).with_columns(tarief=told).write_parquet(path)
    with at_work() as (desk, reference):
        ask(desk, reference, MONTH, MONDAY, trial=False)

    books = [
        openpyxl.load_workbook(post.sent[f"UITVRAAG-declaratie-{MONTH}-{code}"].attachments[0]) for code in (one, two)
    ]
    cells = {cell for row in books[1]["Producten"].iter_rows(values_only=True) for cell in row}
    assert "Producten" not in books[0].sheetnames
    assert 12345 in cells
    assert 98765 not in cells


def test_what_was_accepted_is_not_asked_for_and_what_lies_with_us_neither(at_work, small):
    one, two = small.suppliers[:2]
    small.mail(one, small.declaration(one))
    small.mail(two, {"macro.xlsx": small.hostile()})
    small.run()

    with at_work() as (desk, reference):
        asked = results(ask(desk, reference, MONTH, MONDAY, trial=False))
        late = results(remind(desk, reference, MONTH, LATE, trial=False))

    assert (asked[one], asked[two]) == (Result.GELEVERD, Result.BIJ_ONS)
    assert one not in late
    assert late[two] is Result.BIJ_ONS


def test_what_failed_at_our_side_is_with_us(at_work, small, monkeypatch):
    one = small.suppliers[0]
    small.mail(one, small.declaration(one))
    with monkeypatch.context() as broken:
        broken.setattr("processors.jobs.handle", lambda *_: 1 / 0)
        small.run()

    with at_work() as (desk, reference):
        late = results(remind(desk, reference, MONTH, LATE, trial=True))

    assert late.pop(one) is Result.BIJ_ONS
    assert set(late.values()) == {Result.TE_VERSTUREN}


def test_a_trial_sends_nothing_and_leaves_nothing(at_work, post, small):
    with at_work() as (desk, reference):
        planned = ask(desk, reference, MONTH, MONDAY, trial=True)
        late = remind(desk, reference, MONTH, LATE, trial=True)
        letters = desk.journal.letters()

    assert set(results(planned).values()) == set(results(late).values()) == {Result.TE_VERSTUREN}
    assert (post.sent, letters) == ({}, [])
    assert not (small.place.output / "uitgaand").exists()


@pytest.mark.parametrize("moment", ["before", "after"])
def test_a_runner_that_is_killed_around_the_sending_sends_nobody_two(at_work, post, small, moment):
    post.fails[moment] = KeyboardInterrupt()
    with at_work() as (desk, reference), pytest.raises(KeyboardInterrupt):
        ask(desk, reference, MONTH, MONDAY, trial=False)

    with at_work() as (desk, reference):
        done = ask(desk, reference, MONTH, MONDAY, trial=False)

    assert set(results(done).values()) == {Result.VERZONDEN}
    assert len(post.sent) == 1 + len(small.suppliers)


def test_reminders_come_twice_and_then_the_account_holder_hears(at_work, post, small):
    one = small.suppliers[0]
    register(small, accounthouder={one: "ann@regio.example"})
    with at_work(beheer_adres="beheer@regio.example") as (desk, reference):
        for day in range(20):
            remind(desk, reference, MONTH, LATE + day * DAY, trial=False)
        rows = {row.id: row for row in desk.journal.letters()}

    days = [rows[f"RAPPEL-declaratie-{MONTH}-{one}-{number}"].verzonden_op[:10] for number in (1, 2)]
    assert [*days, rows[f"ESCALATIE-declaratie-{MONTH}-{one}"].verzonden_op[:10]] == [
        "2026-09-01", "2026-09-06", "2026-09-11",
    ]  # fmt: skip
    declarations = [answer.to for answer in post.about("escalatie") if answer.key.endswith(one)]
    assert declarations == ["ann@regio.example"]
    assert {answer.to for answer in post.about("escalatie")} == {"ann@regio.example", "beheer@regio.example"}
    assert len(post.about("rappel")) == 2 * (1 + len(small.suppliers))


def test_an_escalation_names_codes_and_months_and_no_sender(at_work, post):
    with at_work(beheer_adres="beheer@regio.example", rappel_aantal=1) as (desk, reference):
        for day in (0, 5):
            remind(desk, reference, MONTH, LATE + day * DAY, trial=False)

    senders = [row.naam for row in desk.senders.rows.values()] + [row.afzender for row in desk.senders.rows.values()]
    for mail in post.about("escalatie"):
        told = mail.subject + mail.text
        assert mail.key.rpartition("-")[2] in told
        assert "juli 2026" in told
        assert not any(name in told for name in senders)


def test_no_mail_of_ours_holds_a_person(at_work, post, small, personal, pieces):
    small.mail(small.suppliers[0], small.declaration(small.suppliers[0], file="van-999990019.xlsx"))
    small.run()
    with at_work(beheer_adres="beheer@regio.example", rappel_aantal=1) as (desk, reference):
        ask(desk, reference, MONTH, MONDAY, trial=False)
        for day in (0, 5):
            remind(desk, reference, MONTH, LATE + day * DAY, trial=False)

    told = [part for path in (small.place.output / "uitgaand").iterdir() for part in pieces(path)]
    told += [(answer.subject + answer.text).encode() for answer in post.sent.values()]
    wanted = re.compile(b"|".join(re.escape(word.encode()) for word in personal))
    assert {key.partition("-")[0] for key in post.sent} == {"UITVRAAG", "RAPPEL", "ESCALATIE"}
    assert not [part for part in told if wanted.search(part)]


def test_a_pause_holds_one_sender_or_all(at_work, post, small):
    register(small, pauze={small.suppliers[0]: "ja", VENLO: "nee"})
    with at_work() as (desk, reference):
        one = results(ask(desk, reference, MONTH, MONDAY, trial=False))
    sent = len(post.sent)
    with at_work(uitgaand_pauze=True) as (desk, reference):
        every = results(remind(desk, reference, MONTH, LATE, trial=False))

    assert [code for code, result in one.items() if result is Result.PAUZE] == [small.suppliers[0]]
    assert set(every.values()) == {Result.PAUZE}
    assert len(post.sent) == sent == len(small.suppliers)


def test_who_is_expected_and_not_registered_has_no_address(office, post):
    with open_desk(office.settings) as desk:
        reference = read_reference(office.place.reference).tables
        about = expected(desk, reference, MONTH, date(2026, 8, 17))
        done = results(ask(replace(desk, mailbox=post), reference, MONTH, MONDAY, trial=False))

    first, last = date(2026, 7, 1), date(2026, 7, 31)
    by_hand = {VENLO, *office.suppliers}
    by_hand |= {
        row["aanbieder"]
        for row in reference["contracten"].to_dicts()
        if row["begindatum"] <= last and (row["einddatum"] is None or row["einddatum"] >= first)
    }
    by_hand |= {
        row["gemeente"]
        for row in reference["lidmaatschap"].to_dicts()
        if row["van"] <= last and (row["tot"] is None or row["tot"] >= first)
    }
    assert {each.code for each in about} == by_hand
    assert {each.standing for each in about} == {Standing.ONTBREEKT}
    without = {code for code, result in done.items() if result is Result.GEEN_ADRES}
    assert without == by_hand - {VENLO, *office.suppliers}


def test_without_a_calendar_or_contracts_the_register_says_who_is_expected(small, at_work):
    for table in ("kalender", "contracten", "lidmaatschap"):
        (small.place.reference / f"{table}.parquet").unlink()

    with at_work() as (desk, reference):
        asked = ask(desk, reference, MONTH, MONDAY, trial=False)
        by_the_calendar(desk, reference, MONDAY, lambda _: None)

    assert results(asked) == dict.fromkeys((VENLO, *small.suppliers), Result.GEEN_DATUM)


def test_of_a_sender_with_two_addresses_the_first_is_written_to(at_work, post, small):
    one = small.suppliers[0]
    path = small.place.reference / "afzenders.csv"
    path.write_text(path.read_text("utf-8") + f"tweede@zorg.example;Tweede;{one};aanbieder\n", encoding="utf-8")

    with at_work() as (desk, reference):
        ask(desk, reference, MONTH, MONDAY, trial=False)

    assert post.sent[f"UITVRAAG-declaratie-{MONTH}-{one}"].to != "tweede@zorg.example"
    assert len(post.sent) == 1 + len(small.suppliers)


def test_a_mail_that_fails_stops_no_other_and_goes_the_next_time(at_work, post, small):
    post.fails["before"] = ConnectionError()
    with at_work() as (desk, reference):
        first = ask(desk, reference, MONTH, MONDAY, trial=False)
        second = ask(desk, reference, MONTH, MONDAY, trial=False)

    assert [each.result for each in first] == [Result.MISLUKT, *[Result.VERZONDEN] * len(small.suppliers)]
    assert second[0].result is Result.VERZONDEN
    assert "ConnectionError" in (small.place.logs / "fouten.log").read_text("utf-8")


def test_a_mailbox_that_is_down_is_tried_three_times(at_work, post):
    post.down = True
    with at_work() as (desk, reference):
        done = ask(desk, reference, MONTH, MONDAY, trial=False)

    assert [each.result for each in done[:4]] == [*[Result.MISLUKT] * 3, Result.TE_VERSTUREN]
    assert len(desk.workplace.logs.joinpath("fouten.log").read_text("utf-8").split("ConnectionError")) == 4


def test_what_may_have_gone_waits_for_a_human(at_work, post):
    post.fails["before"] = UnsureError("Kijk in de map Verzonden.")
    with at_work() as (desk, reference):
        first = ask(desk, reference, MONTH, MONDAY, trial=False)
        again = ask(desk, reference, MONTH, MONDAY, trial=False)
        unsure = [row.id for row in desk.journal.unsure_letters()]

    assert first[0].result is again[0].result is Result.ONZEKER
    assert unsure == [first[0].name]


def test_a_setting_or_mailbox_that_cannot_be_used_is_told(at_work, post):
    with at_work(beheer_adres="beheer") as (desk, reference), pytest.raises(UnusableInputError, match="beheer_adres"):
        ask(desk, reference, MONTH, MONDAY, trial=False)
    post.fails["before"] = UnusableInputError("Er is geen server om te versturen.")
    with at_work() as (desk, reference), pytest.raises(UnusableInputError, match="geen server"):
        ask(desk, reference, MONTH, MONDAY, trial=False)
