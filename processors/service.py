# SPDX-License-Identifier: EUPL-1.2
"""The scheduled runner: what is due is worked once, whatever the machine and its clock did.

`schedule` only ticks; which moments are due is asked of the journal (`slot_ledger`). A kill leaves a slot as going on,
and the next start works it again: the jobs themselves do nothing twice.
"""

import time as clock
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time
from threading import Event

import schedule

from processors.condition import look
from processors.desk import Desk, open_desk
from processors.errors import SecondRunnerError, VerzamelpuntError
from processors.full_disk import full_disk
from processors.health import write_health
from processors.intake.reference import read_reference
from processors.jobs import process_mailbox
from processors.logbook import Event as Logged
from processors.logbook import as_moment, note
from processors.mistakes import in_words, reference_in
from processors.operator_mail import tell_operators
from processors.posting import by_the_calendar
from processors.powerbi.refresh import refresh
from processors.region import consolidate, to_publish
from processors.retention import clear, expired
from processors.settings import Settings
from processors.slot_ledger import Slot, SlotLedger, SlotState
from processors.slots import Daily, Every, Policy, Times
from processors.three_answers import tell_processed

TICK = 20  # seconds between two looks at what is due
LATER = f"Over {TICK} seconden wordt opnieuw gekeken."
MOST_NAMED = 5
SOME_FAILED = "Niet alles lukte: {}. Kijk met 'verzamelpunt status' waarom en wat er volgt; de rest is gedaan."
UNSENT = (
    "Niet elk bericht aan een afzender over ontvangst of verwerking ging uit. Dat wordt vanzelf herhaald; kijk in "
    "logboek/fouten.log waarom."
)
Step = Callable[[int], None]


class PartlyFailedError(VerzamelpuntError):
    """All work of a job was done but for what the sentence names."""


class StoppedError(Exception):
    """The runner was asked to stop; what was done so far is kept, and the rest comes with the next start."""


@dataclass(frozen=True, slots=True)
class Job:
    """Work with its times; `work` calls its step between two pieces of work, where it may be stopped."""

    name: str
    times: Times
    work: Callable[[Desk, Step], None]


def jobs(settings: Settings) -> tuple[Job, ...]:
    """The jobs of the runner: the mailbox through the day, and once a day what is no longer up to date.

    Asking and reminding are among them where the settings say so.
    """
    through_the_day = Every(settings.dienst_minuten, _clock(settings.dienst_van), _clock(settings.dienst_tot))
    asking = Job("uitvraag", Daily(_clock(settings.dienst_uitvraag)), _ask)
    return (
        Job("verwerk", through_the_day, _process),
        Job("publiceer", Daily(_clock(settings.dienst_publiceer)), _publish),
        Job("beheer", Daily(_clock(settings.dienst_beheer)), _tell),
        *([asking] if settings.uitvraag_automatisch else []),
        *([Job("opruimen", Daily(_clock(settings.dienst_publiceer)), _clear)] if settings.terms else []),
    )


def _clear(desk: Desk, _step: Step) -> None:
    clear(desk, expired(desk, datetime.now(UTC)))


def _clock(text: str) -> time:
    return time.fromisoformat(text)


def _process(desk: Desk, step: Step) -> None:
    done = process_mailbox(desk, step=step)
    subjects = [subject for subject, _ in done.failures]
    # What failed without being a message or submission is a mail of our own.
    unsent = done.failed > len(subjects)
    _tell_what_failed(subjects, unsent=not _published(desk, step) or unsent)


def _publish(desk: Desk, step: Step) -> None:
    _tell_what_failed([], unsent=not _published(desk, step))


def _published(desk: Desk, step: Step) -> bool:
    """Publish what is no longer up to date; False when a mail about it did not go."""
    months = list(to_publish(desk))
    for month in months:
        consolidate(desk, month, step=step)
    told = tell_processed(desk)
    if months:
        refresh(desk.settings)
    return told


def _tell_what_failed(subjects: Sequence[str], *, unsent: bool) -> None:
    """Raise when all was worked but not all went well, so that the slot ends as failed and a human hears of it."""
    said = [SOME_FAILED.format(_named(subjects))] if subjects else []
    if unsent:
        said.append(UNSENT)
    if said:
        raise PartlyFailedError(" ".join(said))


def _named(subjects: Sequence[str]) -> str:
    rest = len(subjects) - MOST_NAMED
    return ", ".join(subjects[:MOST_NAMED]) + (f" en nog {rest}" if rest > 0 else "")


def _ask(desk: Desk, step: Step) -> None:
    by_the_calendar(desk, read_reference(desk.workplace.reference).tables, datetime.now(UTC), step)


def _tell(desk: Desk, _step: Step) -> None:
    settings = desk.settings
    with SlotLedger(settings.workplace.journal, read_only=True) as ledger:
        tell_operators(desk, look(settings, ledger, _times(jobs(settings)), datetime.now(UTC)))


def _times(work: tuple[Job, ...]) -> list[tuple[str, Times]]:
    return [(each.name, each.times) for each in work]


def work_due(settings: Settings, work: tuple[Job, ...], now: Callable[[], datetime], stop: Event) -> Iterator[Slot]:
    """Work what is due of each job, and yield each slot as it ended; of several due slots of a job only the latest.

    A job that fails stops no other job. A slot during which the runner is stopped stays due.

    Args:
        settings: the settings in force.
        work: the jobs.
        now: the clock (UTC).
        stop: set where the runner must end as soon as it can.

    Raises:
        SecondRunnerError: another runner works in the folder; what is due stays due.
        StoppedError: asked to stop in the middle of a job.

    """
    settings.workplace.prepare()
    with SlotLedger(settings.workplace.journal, audit_key=settings.pseudonym_key()) as ledger:
        for job in work:
            at = now()
            for moment in ledger.choose(job.name, ledger.due(job.name, job.times, at), Policy.LATEST, at):
                ledger.begun(job.name, moment, now())
                begun = clock.monotonic()
                reason = _worked(settings, job, stop)
                ledger.ended(job.name, moment, SlotState.FOUT if reason else SlotState.KLAAR, now(), reason)
                write_health(settings, ledger, _times(work), now())
                last = ledger.last(job.name)
                assert last is not None  # noqa: S101 - it was kept above
                _note(settings, last, clock.monotonic() - begun)
                yield last


def _note(settings: Settings, slot: Slot, seconds: float) -> None:
    """Tell the log how a slot ended; a reason may quote what was received, so only its reference goes there."""
    note(
        settings.workplace.logs, Logged.TIJDVAK, taak=slot.taak, tijdvak=as_moment(slot.tijdvak), staat=slot.staat,
        verwijzing=reference_in(slot.reden or ""), seconden=round(seconds, 1),
    )  # fmt: skip


def _worked(settings: Settings, job: Job, stop: Event) -> str | None:
    """Work a job; why it failed, in Dutch, or nothing."""

    def step(_total: int) -> None:
        if stop.is_set():
            raise StoppedError

    try:
        step(0)
        with open_desk(settings) as desk:
            job.work(desk, step)
    except (SecondRunnerError, StoppedError):
        raise
    except Exception as error:  # noqa: BLE001 - a door at which errors become text
        return in_words(error, settings.workplace)
    return None


def run(settings: Settings, told: Callable[[str], None], stop: Event) -> None:
    """Work what is due until `stop` is set.

    Args:
        settings: the settings in force.
        told: hears one Dutch sentence per slot.
        stop: set by a signal.

    Raises:
        SecondRunnerError: the folder has such a runner already.

    """
    ticker = schedule.Scheduler()

    def look() -> None:
        try:
            for slot in work_due(settings, jobs(settings), lambda: datetime.now(UTC), stop):
                told(sentence(slot))
        except SecondRunnerError as error:
            told(f"{error} {LATER}")
        except StoppedError:
            told("Gestopt tussen twee stappen; de rest volgt bij de volgende start.")
        except Exception as error:
            # Not even the journal can be written: as soon as there is room, the slot is due as it was.
            if not (full := full_disk(error, settings.workplace.root)):
                raise
            told(f"{full} {LATER}")

    with settings.workplace.one_service():
        look()
        while not stop.is_set():
            # An hour that the clock shows twice would keep the ticker waiting for an hour.
            if ticker.idle_seconds is None or ticker.idle_seconds > TICK:
                ticker.clear()
                ticker.every(TICK).seconds.do(look)
            ticker.run_pending()
            stop.wait(1)


def sentence(slot: Slot) -> str:
    """How a slot ended, in a line for people."""
    if slot.staat is SlotState.FOUT:
        return f"{slot.taak}: mislukt. {slot.reden}"
    return f"{slot.taak}: gedaan, van {slot.tijdvak:%d-%m-%Y %H:%M} UTC."
