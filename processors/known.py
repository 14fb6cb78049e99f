# SPDX-License-Identifier: EUPL-1.2
"""What is known when a submission is judged: the reference folder, and what was accepted before."""

from collections.abc import Collection, Mapping
from functools import cached_property

import polars as pl

from processors.assessment import pseudonymised
from processors.errors import UnusableInputError
from processors.intake.reference import Reference
from processors.intake.submission import Submission, no_lines
from processors.journal import Journal
from processors.parameter_rows import TABLE, parameters_of, unusable
from processors.profiles import profiles_of
from processors.pseudonym import Key
from processors.rulebook import Severity
from processors.store import SUBMISSION, Store
from processors.tables import EARLIER, TABLES

GROWING = ("toewijzingen", "regieberichten", "verzoeken")


class Known:
    """Reference tables under pseudonyms, completed with what is in force in the store.

    Args:
        reference: the tables of the reference folder.
        key: the key of the pseudonyms.
        journal: says which submissions are in force; without it only the reference folder counts.
        store: holds their accepted lines.

    Raises:
        UnusableInputError: the rule profiles or the parameters of the reference cannot be used; nothing is judged then.

    """

    def __init__(
        self, reference: Reference, key: Key, journal: Journal | None = None, store: Store | None = None
    ) -> None:
        profiles_of(reference.tables)
        _refuse_parameters(reference)
        self._reference = pseudonymised(reference.tables, key)
        self._journal = journal
        self._store = store
        # Which suppliers have lines in which accepted submission: of the others no file is opened.
        self._suppliers: dict[str, set[str]] = {}

    def about(self, submission: Submission, *, replaced: Collection[str] = ()) -> dict[str, pl.DataFrame]:
        """The reference tables for judging one submission.

        Args:
            submission: it needs the earlier lines of its own suppliers only.
            replaced: ids of submissions that this one replaces; their lines do not count as earlier.

        """
        if self._store is None:
            return dict(self._reference)
        counting = [each for each in self._in_force if each not in replaced]
        grown = self._grown if len(counting) == len(self._in_force) else self._grown_from(counting, self._store)
        # A file with allocations, starts or requests brings the register along: what it does not hold is not there.
        known = {**{name: no_lines(name) for name in GROWING if name in submission.tables}, **self._reference, **grown}
        suppliers = _suppliers(submission)
        earlier = _earlier(self._store, self._with_lines_of(suppliers, counting, self._store), suppliers)
        known[EARLIER] = _together("declaratieregels", self._reference.get(EARLIER), earlier)
        return known

    def versions_of(self, submission: Submission) -> list[str]:
        """The ids in force that a file would replace: same kind and month, of the same supplier or municipality."""
        if self._journal is None or submission.month is None:
            return []
        whose = "gemeente" if submission.kind == "gemeentelevering" else "aanbieder"
        sender = submission.municipality if whose == "gemeente" else submission.supplier
        return [
            row.id
            for row in self._journal.counting()
            if (row.soort, row.maand, getattr(row, whose)) == (submission.kind, submission.month, sender)
        ]

    def forget(self, subject: str, tables: Collection[str]) -> None:
        """Look at the store again: this submission, or one that it replaces, has or had lines in these tables."""
        self._suppliers.pop(subject, None)
        self.__dict__.pop("_in_force", None)
        if not set(GROWING).isdisjoint(tables):
            self.__dict__.pop("_grown", None)

    def _with_lines_of(self, suppliers: Collection[str], among: Collection[str], store: Store) -> list[str]:
        """The submissions that hold declaration lines of these suppliers."""
        new = [each for each in among if each not in self._suppliers]
        if new:
            self._suppliers.update({each: set() for each in new})
            pairs = store.read("declaratieregels", new).select(SUBMISSION, "aanbieder").unique().collect()
            for subject, supplier in pairs.iter_rows():
                self._suppliers[subject].add(supplier)
        return [each for each in among if not self._suppliers[each].isdisjoint(suppliers)]

    @cached_property
    def _in_force(self) -> list[str]:
        return [row.id for row in self._journal.counting()] if self._journal else []

    @cached_property
    def _grown(self) -> Mapping[str, pl.DataFrame]:
        """Allocations, messages and requests: those of the folder and those that municipalities delivered."""
        return self._grown_from(self._in_force, self._store) if self._store else {}

    def _grown_from(self, subjects: Collection[str], store: Store) -> Mapping[str, pl.DataFrame]:
        grown = {}
        for table in GROWING:
            stored = store.read(table, subjects).collect()
            # Without any allocation nothing can be said of a line; that is not the same as "unknown".
            if table in self._reference or not stored.is_empty():
                grown[table] = _together(table, self._reference.get(table), stored)
        return grown


def _refuse_parameters(reference: Reference) -> None:
    """Stop where someone wrote down a parameter that cannot be read: judging without it would be wrong in silence."""
    wrong = reference.problems.filter(
        pl.col("ernst") == str(Severity.FOUT),
        (pl.col("entiteit") == TABLE) | pl.col("bestand").str.to_lowercase().str.starts_with(f"{TABLE}."),
    )
    if not wrong.is_empty():
        reasons = wrong.select("bestand", "blad", "rij", "cel", "melding").iter_rows()
        raise UnusableInputError(unusable(f"{_place(*where)}: {sentence}" for *where, sentence in reasons))
    parameters_of(reference.tables)


def _place(file: str, sheet: str | None, row: int | None, cell: str | None) -> str:
    """Where it stands, as a reader looks it up."""
    parts = [file, f"blad {sheet}" if sheet else "", f"rij {row}" if row else "", f"cel {cell}" if cell else ""]
    return ", ".join(filter(None, parts))


def _suppliers(submission: Submission) -> list[str]:
    """The suppliers that a submission is about, in whichever table."""
    named = [frame["aanbieder"] for frame in submission.tables.values() if "aanbieder" in frame.columns]
    return pl.concat(named).drop_nulls().unique().to_list() if named else []


def _earlier(store: Store, subjects: Collection[str], suppliers: Collection[str]) -> pl.DataFrame:
    return store.read("declaratieregels", subjects).filter(pl.col("aanbieder").is_in(suppliers)).collect()


def _together(table: str, folder: pl.DataFrame | None, stored: pl.DataFrame) -> pl.DataFrame:
    names = TABLES[table].names
    return stored.select(names) if folder is None else pl.concat([folder.select(names), stored.select(names)])
