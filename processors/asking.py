# SPDX-License-Identifier: EUPL-1.2
"""What is to be asked, reminded or escalated, worked out from what is expected and what went before."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum

from processors.expected import Expected, Standing
from processors.letter_ledger import LetterState, SentLetter
from processors.setting_groups.outgoing import OutgoingSettings
from processors.slots import ZONE


class What(StrEnum):
    """What a mail of our own about a delivery is: asking for it, a reminder, or telling the account holder."""

    UITVRAAG = "uitvraag"
    RAPPEL = "rappel"
    ESCALATIE = "escalatie"


class Result(StrEnum):
    """What became of a mail, or why there is none."""

    TE_VERSTUREN = "te versturen"
    VERZONDEN = "verzonden"
    EERDER = "eerder verzonden"
    LATER = "later"
    GELEVERD = "al geleverd"
    BIJ_ONS = "ligt bij ons"
    ONZEKER = "onzeker of het wegging"
    PAUZE = "pauze"
    GEEN_ADRES = "geen adres"
    GEEN_DATUM = "geen uiterste datum"
    NIEMAND = "niemand om naar te escaleren"
    MISLUKT = "mislukt"


@dataclass(frozen=True, slots=True)
class Planned:
    """A mail about an expected delivery: `name` as in `outgoing.Letter`, `nummer` counts reminders from 1.

    `op` is the day on which it went, or for `later` the first day on which it may go.
    """

    about: Expected
    what: What
    result: Result
    nummer: int = 1
    to: str = ""
    op: date | None = None

    @property
    def name(self) -> str:
        """The name of the letter, for ever."""
        return letter_name(self.what, self.about.name, self.nummer)


def letter_name(what: What, about: str, number: int = 1) -> str:
    """The name of a letter about a delivery; reminders have a number."""
    return f"{what.upper()}-{about}" + (f"-{number}" if what is What.RAPPEL else "")


def day_of(letter: SentLetter) -> date | None:
    """The day (of the office) on which a letter went; None when it did not, as far as is known."""
    if letter.verzonden_op is None:
        return None
    return datetime.fromisoformat(letter.verzonden_op).astimezone(ZONE).date()


def requests(about: Iterable[Expected], letters: Mapping[str, SentLetter], settings: OutgoingSettings) -> list[Planned]:
    """What is to be asked for: each delivery that is not there, once.

    Args:
        about: what is expected.
        letters: the mails of our own by name.
        settings: whether all is paused.

    """
    return [_request(each, letters, settings) for each in about]


def _request(about: Expected, letters: Mapping[str, SentLetter], settings: OutgoingSettings) -> Planned:
    planned = Planned(about, What.UITVRAAG, Result.TE_VERSTUREN, to=about.adres)
    if known := _known(planned, letters):
        return known
    if about.standing is Standing.GELEVERD:
        return replace(planned, result=Result.GELEVERD)
    return replace(planned, result=_hindrance(about, settings))


def reminders(
    about: Iterable[Expected], letters: Mapping[str, SentLetter], settings: OutgoingSettings, today: date
) -> list[Planned]:
    """What is to be reminded or escalated: of each late delivery the next step, and nothing of the others.

    Args:
        about: what is expected.
        letters: the mails of our own by name.
        settings: how many reminders, how many days apart, and who hears of it after them.
        today: the day (of the office).

    """
    return [_reminder(each, letters, settings, today) for each in about if each.late(today)]


def _reminder(about: Expected, letters: Mapping[str, SentLetter], settings: OutgoingSettings, today: date) -> Planned:
    earliest = today
    for number in range(1, settings.rappel_aantal + 1):
        planned = Planned(about, What.RAPPEL, Result.TE_VERSTUREN, number, about.adres)
        known = _known(planned, letters)
        if known is None or known.op is None:
            return known or _next(planned, letters, settings, earliest, today)
        earliest = known.op + timedelta(days=settings.rappel_dagen)
    to = about.accounthouder or settings.beheer_adres
    planned = Planned(about, What.ESCALATIE, Result.TE_VERSTUREN, to=to)
    return _known(planned, letters) or _next(planned, letters, settings, earliest, today)


def _known(planned: Planned, letters: Mapping[str, SentLetter]) -> Planned | None:
    """What is known of a mail that went or may have gone; None where it is still to be sent."""
    letter = letters.get(planned.name)
    if letter is None or letter.staat in {LetterState.CONCEPT, LetterState.VRIJGEGEVEN}:
        return None
    result = Result.ONZEKER if letter.staat is LetterState.ONZEKER else Result.EERDER
    return replace(planned, result=result, op=day_of(letter))


def _next(
    planned: Planned, letters: Mapping[str, SentLetter], settings: OutgoingSettings, earliest: date, today: date
) -> Planned:
    """A step that did not go yet; one that was begun is finished without waiting, for it may be gone."""
    result = _hindrance(planned.about, settings)
    if result is Result.TE_VERSTUREN and today < earliest and planned.name not in letters:
        return replace(planned, result=Result.LATER, op=earliest)
    if result is Result.TE_VERSTUREN and not planned.to:
        result = Result.NIEMAND
    return replace(planned, result=result)


def _hindrance(about: Expected, settings: OutgoingSettings) -> Result:
    """Why nothing may go about a delivery that is not there; `te versturen` where nothing is in the way."""
    if about.standing is Standing.BIJ_ONS:
        return Result.BIJ_ONS
    if not about.adres:
        return Result.GEEN_ADRES
    if about.uiterste_datum is None:
        return Result.GEEN_DATUM
    return Result.PAUZE if settings.uitgaand_pauze or about.pauze else Result.TE_VERSTUREN
