# SPDX-License-Identifier: EUPL-1.2
"""Every submission in force judged again by the rules, parameters and reference of today; nothing is changed.

Each is judged as it was then: on its own day of receipt, beside what had been judged before it. What differs from the
findings that were kept is what a change of rules, parameters or reference brings about.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

import polars as pl

from processors.archive import Archive
from processors.assessment import Assessment, assess
from processors.explanation import Explained
from processors.findings import FINDINGS, empty
from processors.intake.belonging import beside_sender
from processors.intake.reading import read_submission
from processors.intake.reference import Reference
from processors.intake.submission import Submission as Read
from processors.journal import Journal
from processors.journal_schema import Submission
from processors.known import Known
from processors.pseudonym import Key
from processors.rulebook import Rulebook
from processors.rules import RULES
from processors.store import Store
from processors.vault import Vault
from processors.workplace import Workplace

NEW, GONE, CHANGED = "nieuw", "vervallen", "gewijzigd"
_SAME = ("blad", "rij", "kolom", "entiteit", "regel", "profiel", "volgnummer")
# What a finding does; a sentence that only became clearer is no other verdict.
_VERDICT = ("ernst", "gevolg")
CHANGES: Mapping[str, type[pl.DataType]] = {
    "verandering": pl.String, "aanlevering": pl.String, "was": pl.String, **FINDINGS,
}  # fmt: skip


@dataclass(frozen=True)
class Rechecked:
    """What a re-check gave: the changed verdicts (`CHANGES`), how many were judged, and which raw files are gone."""

    changes: pl.DataFrame
    judged: int
    gone: tuple[str, ...]


@dataclass(frozen=True)
class Office:
    """What a re-check reads: the work folder with its journal, and the key of its pseudonyms."""

    place: Workplace
    journal: Journal
    key: Key


def recheck(
    office: Office,
    reference: Reference,
    *,
    months: frozenset[str] = frozenset(),
    today: date,
    step: Callable[[int], None] = lambda _total: None,
) -> Rechecked:
    """Judge again what is in force, of all months or of these.

    Args:
        office: an open journal, for reading, and its work folder.
        reference: the reference folder of today.
        months: yyyy-mm; empty is every month.
        today: the rules in force on this day are used, also for what was received before they began.
        step: called once before the work with the number of submissions, then with 0 after each.

    """
    rules = Rulebook([replace(rule, since=date.min, until=date.max) for rule in RULES.on(today)])
    history = History()
    store = Store(office.place.store)
    known = Known(reference, office.key, history, store)
    judge = Judge(office, reference, known, rules)
    turns = office.journal.judged()
    asked = {row.id for row in turns if not row.vervangen_door and (not months or row.maand in months)}
    step(len(asked))
    found, gone = [pl.DataFrame(schema=dict(CHANGES))], []
    for row in turns:
        replaced = history.replaced_by(row)
        if row.id in asked:
            now = judge.assessment(row, replaced)
            if now is None:
                gone.append(row.id)
            else:
                found.append(_differences(row.id, _kept(office.place, row.id), now.findings))
            step(0)
        history.add(row)
        known.forget(row.id, store.tables(row.id))
    return Rechecked(pl.concat(found), len(asked) - len(gone), tuple(gone))


class History:
    """What was in force at a moment in the past, as the journal would have said it then."""

    def __init__(self) -> None:
        self._in_force: dict[str, Submission] = {}

    def counting(self) -> list[Submission]:
        """What was in force, the last received first."""
        return sorted(self._in_force.values(), key=_receipt, reverse=True)

    def replaced_by(self, row: Submission) -> list[str]:
        """The ids in force in the slot of this submission; a message (xml) replaces nothing and is never replaced."""
        if row.berichtsoort:
            return []
        return [each.id for each in self._in_force.values() if each.slot == row.slot and not each.berichtsoort]

    def add(self, row: Submission) -> None:
        """From now on this submission counts, when anything of it was accepted; the last received is in force."""
        if row.in_store:
            rivals = [row, *(self._in_force.pop(each) for each in self.replaced_by(row))]
            newest = max(rivals, key=_receipt)
            self._in_force[newest.id] = newest


def _receipt(row: Submission) -> tuple[str, int]:
    """The order in which submissions were received."""
    return row.ontvangen_op, row.nr


@dataclass(frozen=True)
class Judge:
    """Judges what was received before, on its own day of receipt, by these rules and this reference."""

    office: Office
    reference: Reference
    known: Known
    rules: Rulebook = RULES

    def assessment(
        self, row: Submission, replaced: list[str], explained: Callable[[Read], Explained] = lambda _: Explained.NOTHING
    ) -> Assessment | None:
        """What is said of it now; None when the raw file is not in the archive any more.

        Args:
            row: the submission.
            replaced: the ids that it took the place of.
            explained: which of its lines are explained.

        """
        place = self.office.place
        archive = Archive(place.archive, Vault(place.archive_keys, self.office.key.secret))
        if not archive.holds(row.sha256):
            return None
        with archive.item(row.sha256).plain() as path:
            (read,) = read_submission(
                path, name=row.bestand, sender=self.office.journal.receipt(row.bericht).afzender,
                column_map=self.reference.column_map, products=self.reference.products,
            )  # fmt: skip
        read = beside_sender(read, row.afzender)
        day = datetime.fromisoformat(row.ontvangen_op).date()
        beside = self.known.about(read, replaced=replaced)
        return assess(read, beside, received_on=day, key=self.office.key, rules=self.rules, explained=explained(read))


def _kept(place: Workplace, subject: str) -> pl.DataFrame:
    """The findings of the last time."""
    path = place.findings_of(subject)
    return pl.read_parquet(path) if path.exists() else empty()


def _differences(subject: str, before: pl.DataFrame, now: pl.DataFrame) -> pl.DataFrame:
    """The findings that came, went or have another severity or consequence."""
    before, now = (
        frame.select(*FINDINGS).with_columns(volgnummer=pl.int_range(pl.len()).over(_SAME[:-1]))
        for frame in (before, now)
    )
    came = now.join(before, on=list(_SAME), how="anti", nulls_equal=True, maintain_order="left")
    went = before.join(now, on=list(_SAME), how="anti", nulls_equal=True, maintain_order="left")
    was = before.select(*_SAME, was=pl.concat_str(_VERDICT, separator=", "))
    both = now.join(was, on=list(_SAME), how="inner", nulls_equal=True, maintain_order="left")
    other = both.filter(pl.concat_str(_VERDICT, separator=", ") != pl.col("was"))
    return pl.concat(list(_named(subject, came, went, other)))


def _named(subject: str, came: pl.DataFrame, went: pl.DataFrame, other: pl.DataFrame) -> Iterator[pl.DataFrame]:
    for word, frame in ((NEW, came), (GONE, went), (CHANGED, other)):
        was = pl.col("was") if "was" in frame.columns else pl.lit("")
        named = (pl.lit(word).alias("verandering"), pl.lit(subject).alias("aanlevering"), was.alias("was"))
        yield frame.select(*named, *FINDINGS)
