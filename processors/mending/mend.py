# SPDX-License-Identifier: EUPL-1.2
"""Look at a work folder as a whole, and mend what can be mended; nothing is ever deleted but half files."""

from collections import defaultdict
from collections.abc import Callable, Iterator

from processors.desk import Desk
from processors.mailbox.message import clean_name
from processors.mending.aside import SAYS, set_aside
from processors.mending.copies import archive_faults, seal_faults
from processors.mending.fault import Fault, Part, Result, What
from processors.mending.judging import make_again
from processors.mending.stored import feedback_faults, half_files, store_faults

BROKEN_FILE = "SQLite leest het journaal niet goed meer. Zet het terug uit een reservekopie; er is niets veranderd."
BROKEN_CHAIN = (
    "De keten van de audit klopt niet: het journaal is buiten Verzamelpunt om veranderd, of de sleutel is een andere. "
    "Zet het journaal terug uit een reservekopie of zet de juiste sleutel; opslag en terugkoppeling bleven zo staan."
)
REMOVED = "Verwijderd; het bestand was nog niet in gebruik."


def mend(desk: Desk, *, trial: bool, step: Callable[[int], None] = lambda _total: None) -> list[Fault]:
    """Give everything that is amiss and what became of it; a second time there is nothing left to mend.

    Args:
        desk: an open work folder.
        trial: only look.
        step: called once with the number of submissions that are judged again, then with 0 after each.

    """
    if not desk.journal.is_whole():
        return [_journal(BROKEN_FILE)]
    found = [*_halves(desk, trial=trial), *archive_faults(desk, trial=trial), *seal_faults(desk, trial=trial)]
    if not desk.journal.audit_ok():
        # Under another key every client would get another pseudonym.
        return [_journal(BROKEN_CHAIN), *found]
    amiss = [*store_faults(desk), *feedback_faults(desk)]
    return found + (amiss if trial else list(_mended(desk, amiss, step)))


def _journal(says: str) -> Fault:
    return Fault(Part.JOURNAAL, "", "journaal.sqlite", What.DAMAGED).lost(says)


def _halves(desk: Desk, *, trial: bool) -> Iterator[Fault]:
    for path in half_files(desk):
        place = path.relative_to(desk.workplace.root)
        fault = Fault(Part.HALF, "", (place.parent / clean_name(place.name)).as_posix(), What.HALF)
        if trial:
            yield fault
        else:
            path.unlink()
            yield fault.mended(REMOVED)


def _mended(desk: Desk, amiss: list[Fault], step: Callable[[int], None]) -> Iterator[Fault]:
    for fault in amiss:
        # Nobody is judged beside a file that is not what it was.
        if fault.onderdeel is Part.OPSLAG and fault.wat in {What.STRAY, What.DAMAGED}:
            set_aside(desk.workplace, "opslag", desk.store.root, fault.plaats)
    subjects: defaultdict[str, set[Part]] = defaultdict(set)
    for fault in amiss:
        if fault.wat is not What.STRAY:
            subjects[fault.kenmerk].add(fault.onderdeel)
    told = make_again(desk, subjects, step)
    for fault in amiss:
        if fault.wat is What.STRAY:
            yield fault.mended(SAYS)
        else:
            made, says = told[fault.kenmerk]
            yield fault.mended(says) if made else fault.lost(says)


def status_of(found: list[Fault]) -> int:
    """The exit status: 0 nothing amiss, 1 something is mended or can be, 3 something cannot be mended."""
    if any(fault.gevolg is Result.LOST for fault in found):
        return 3
    return int(bool(found))
