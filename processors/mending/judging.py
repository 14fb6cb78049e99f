# SPDX-License-Identifier: EUPL-1.2
"""What was kept of a submission made again, by judging it again as it was judged then.

No verdict changes here: where rules or reference say something else now, a human must ask for that.
"""

from collections.abc import Callable, Collection, Mapping

from processors.assessment import Assessment
from processors.desk import Desk
from processors.errors import VerzamelpuntError
from processors.feedback import explained_in_feedback, write_feedback_of
from processors.handling import keep
from processors.intake.reference import read_reference
from processors.journal_schema import Submission
from processors.known import Known
from processors.manifest import noted
from processors.mending.fault import Part
from processors.recheck import History, Judge, Office

GONE = "Het ontvangen bestand is niet meer in het archief. Zet het archief terug uit een reservekopie."
OTHERWISE = (
    "Met de regels en de naslag van nu is de uitkomst anders. Laat de aanlevering opnieuw beoordelen met "
    "'verzamelpunt opnieuw {}'."
)
ALTERED = "Opnieuw gemaakt; de inhoud is niet meer gelijk aan wat er stond, de uitkomst wel."


def make_again(
    desk: Desk, subjects: Mapping[str, Collection[Part]], step: Callable[[int], None] = lambda _total: None
) -> dict[str, tuple[bool, str]]:
    """Make what is amiss of these submissions again from the archive: what the store keeps, the feedback, or both.

    Args:
        desk: an open work folder.
        subjects: ids of judged submissions, with the parts in which something is amiss.
        step: called once before the work with the number of submissions, then with 0 after each.

    Returns:
        Per id whether it was made, and a sentence where there is something to say.

    """
    if not subjects:
        return {}
    reference = read_reference(desk.workplace.reference)
    history = History()
    known = Known(reference, desk.key, history, desk.store)
    judge = Judge(Office(desk.workplace, desk.journal, desk.key), reference, known)
    told = {}
    step(len(subjects))
    turns = desk.journal.judged()
    # What stands in quarantine was judged and never counted.
    turns += [row for row in desk.journal.submissions() if row.id in subjects.keys() - {each.id for each in turns}]
    for row in turns:
        if row.id in subjects:
            told[row.id] = _made(desk, judge, row, history.replaced_by(row), subjects[row.id])
            step(0)
        history.add(row)
        known.forget(row.id, desk.store.tables(row.id))
    return told


def _made(desk: Desk, judge: Judge, row: Submission, replaced: list[str], parts: Collection[Part]) -> tuple[bool, str]:
    try:
        now = judge.assessment(row, replaced, explained_in_feedback)
    except VerzamelpuntError as error:
        return False, str(error)
    if now is None:
        return False, GONE
    if not _is_the_same(row, now):
        return False, OTHERWISE.format(row.id)
    before = noted(desk.store.root, row.id)
    if Part.OPSLAG in parts:
        keep(desk, row, now, stored=row.in_store)
    if Part.TERUGKOPPELING in parts:
        write_feedback_of(desk, row, now)
    return True, ALTERED if before and noted(desk.store.root, row.id) != before else ""


def _is_the_same(row: Submission, now: Assessment) -> bool:
    """Whether it says what the journal keeps; the outcome itself may be what a human decided."""
    was = row.regels, row.geaccepteerd, row.bevindingen
    return was == (now.total, now.accepted, len(now.findings))
