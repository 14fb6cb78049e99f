# SPDX-License-Identifier: EUPL-1.2
"""Asking, reminding and escalating by mail: each letter once, with the form that belongs to it."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import polars as pl

from processors.asking import Planned, Result, What, letter_name, reminders, requests
from processors.calculation.workdays import public_holidays
from processors.desk import Desk
from processors.durable import make_folder
from processors.errors import UnusableInputError, VerzamelpuntError
from processors.expected import CALENDAR, Expected, expected
from processors.explanation.words import MONTHS
from processors.forms import form
from processors.full_disk import full_disk
from processors.letter_ledger import LetterState, SentLetter
from processors.mail_templates import check_templates, filled, subject_and_letter
from processors.mailbox.senders import ADDRESS
from processors.mistakes import log_mistake
from processors.outgoing import FOLDER, Letter, send_once
from processors.parameters import parameter
from processors.slots import ZONE
from workbooks.form import write_form

IN_A_ROW = 3  # mails that fail one after another: then it is the mailbox, and the rest waits
SATURDAY = 5


def ask(desk: Desk, reference: Mapping[str, pl.DataFrame], month: str, at: datetime, *, trial: bool) -> list[Planned]:
    """Ask for every delivery of a month that is not there, once; what was done, or in a trial would be.

    Args:
        desk: an open work folder.
        reference: the reference tables.
        month: yyyy-mm.
        at: the moment (UTC).
        trial: work it out and send nothing.

    Raises:
        UnusableInputError: a text or a setting cannot be used.

    """
    planned = requests(expected(desk, reference, month, _day(at)), _letters(desk), desk.settings)
    return planned if trial else list(post(desk, reference, planned, at))


def remind(
    desk: Desk, reference: Mapping[str, pl.DataFrame], month: str, at: datetime, *, trial: bool
) -> list[Planned]:
    """Take the next step with each late delivery of a month: a reminder, or telling the account holder.

    Args and errors as `ask`.
    """
    planned = reminders(expected(desk, reference, month, _day(at)), _letters(desk), desk.settings, _day(at))
    return planned if trial else list(post(desk, reference, planned, at))


def by_the_calendar(
    desk: Desk, reference: Mapping[str, pl.DataFrame], at: datetime, step: Callable[[int], None]
) -> None:
    """On a working day, ask for what is due within the days that the settings say, and remind of what was asked for.

    Nothing is said of months that nobody was asked about: who begins with this hears nothing of the past.

    Args:
        desk: an open work folder.
        reference: the reference tables.
        at: the moment (UTC).
        step: called before each letter.

    Raises:
        UnusableInputError: a text or a setting cannot be used, or letters did not go.

    """
    today, calendar = _day(at), reference.get(CALENDAR)
    if calendar is None or not is_working_day(today):
        return
    letters = _letters(desk)
    planned: list[Planned] = []
    for month in calendar["maand"].unique().sort():
        about = expected(desk, reference, month, today)
        planned += requests([each for each in about if _open(each, today, desk)], letters, desk.settings)
        asked = (each for each in about if _was_asked(each, letters))
        planned += reminders(asked, letters, desk.settings, today)
    failed = sum(each.result is Result.MISLUKT for each in post(desk, reference, planned, at, step))
    if failed:
        raise UnusableInputError(
            f"Niet elk bericht ging weg: {failed} mislukt (zie logboek/fouten.log). Controleer het postvak; de "
            "volgende werkdag wordt verstuurd wat nog niet wegging."
        )


def is_working_day(day: date) -> bool:
    """Whether people work on a day: Monday to Friday, and no public holiday."""
    return day.weekday() < SATURDAY and day not in public_holidays(parameter("bevrijdingsdag_vrij_om_de"))


def _was_asked(about: Expected, letters: Mapping[str, SentLetter]) -> bool:
    letter = letters.get(letter_name(What.UITVRAAG, about.name))
    return letter is not None and letter.staat is LetterState.VERZONDEN


def _open(about: Expected, today: date, desk: Desk) -> bool:
    """Whether a delivery is to be asked for by now, and can still be in time."""
    last = about.uiterste_datum
    return last is not None and last - timedelta(days=desk.settings.uitvraag_dagen_vooraf) <= today <= last


def post(
    desk: Desk, reference: Mapping[str, pl.DataFrame], planned: Iterable[Planned], at: datetime,
    step: Callable[[int], None] = lambda _total: None,
) -> Iterator[Planned]:  # fmt: skip
    """Send what is to be sent, and yield everything as it became.

    A letter that fails is noted and stops no other; after some in a row the rest waits for a next time.

    Args:
        desk: an open work folder.
        reference: the reference tables, for the forms.
        planned: what `asking` worked out.
        at: the moment (UTC).
        step: called before each letter.

    Raises:
        UnusableInputError: a text, the operator address or the mailbox cannot be used.

    """
    check_templates()
    operator = desk.settings.beheer_adres
    if operator and not ADDRESS.fullmatch(operator.lower()):
        raise UnusableInputError(
            "Instelling 'beheer_adres' moet één gewoon e-mailadres zijn, zonder bijzondere letters. Pas de waarde aan."
        )
    failed = 0
    for each in planned:
        if each.result is not Result.TE_VERSTUREN or failed == IN_A_ROW:
            yield each
            continue
        step(1)
        result = _sent(desk, reference, each, at)
        failed = failed + 1 if result is Result.MISLUKT else 0
        yield replace(each, result=result, op=_day(at) if result is Result.VERZONDEN else None)


def _sent(desk: Desk, reference: Mapping[str, pl.DataFrame], planned: Planned, at: datetime) -> Result:
    letter = _letter(desk, reference, planned, at)
    try:
        state = send_once(desk, letter, at)
    except VerzamelpuntError:
        raise
    except Exception as error:
        if full_disk(error, desk.workplace.root):
            raise  # for every letter the same; the door of the job says it
        log_mistake(error, desk.workplace.logs)
        return Result.MISLUKT
    return Result.VERZONDEN if state is LetterState.VERZONDEN else Result.ONZEKER


def _letter(desk: Desk, reference: Mapping[str, pl.DataFrame], planned: Planned, at: datetime) -> Letter:
    about, values, files = planned.about, {}, []
    if planned.what is What.UITVRAAG:
        files = [_form(desk, reference, about, at)]
        values = {"bestand": files[0].name}
    elif planned.what is What.RAPPEL:
        values = {"nummer": str(planned.nummer)}
    else:
        values = {"code": about.code, "rappels": str(desk.settings.rappel_aantal)}
    last = about.uiterste_datum
    assert last is not None  # noqa: S101 - without a last day nothing is planned
    text = filled(
        planned.what, adres=planned.to, soort=about.soort, maand=_month(about.maand),
        uiterste_datum=f"{last:%d-%m-%Y}", contact=desk.settings.contact, **values,
    )  # fmt: skip
    subject, letter = subject_and_letter(text)
    return Letter(planned.name, planned.to, subject, letter, tuple(files))


def _form(desk: Desk, reference: Mapping[str, pl.DataFrame], about: Expected, at: datetime) -> Path:
    """The prefilled form in the work folder; a supplier without tariffs gets no list of products.

    It holds the tariffs of no other supplier.
    """
    supplier = None if about.soort == "gemeentelevering" else about.code
    tariffs = reference.get("tarieven")
    if supplier and tariffs is not None and tariffs.filter(pl.col("aanbieder") == supplier).is_empty():
        reference = {name: table for name, table in reference.items() if name != "tarieven"}
    made = form(
        about.soort, reference, municipality=None if supplier else about.code, supplier=supplier, month=about.maand,
        made_on=at.astimezone(ZONE).replace(tzinfo=None, microsecond=0), contact=desk.settings.contact,
    )  # fmt: skip
    target = desk.workplace.output / FOLDER / f"{about.soort}-{about.code}-{about.maand}.xlsx"
    make_folder(target.parent)
    write_form(target, made)
    return target


def _month(month: str) -> str:
    """2026-09 as `september 2026`."""
    year, _, number = month.partition("-")
    return f"{MONTHS[int(number) - 1]} {year}"


def _letters(desk: Desk) -> dict[str, SentLetter]:
    return {letter.id: letter for letter in desk.journal.letters()}


def _day(at: datetime) -> date:
    """The day on the calendar of the office."""
    return at.astimezone(ZONE).date()
