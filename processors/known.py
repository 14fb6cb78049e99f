# SPDX-License-Identifier: EUPL-1.2
"""What is known when a submission is judged: the reference folder, and what was accepted before."""

from collections.abc import Collection, Mapping
from functools import cached_property
from typing import Protocol

import polars as pl

from processors.assessment import pseudonymised
from processors.delivered import KIND, LINES, MONTH, by_month, in_one_shape
from processors.enrichment.other_municipalities import TABLE as OTHERS
from processors.enrichment.reported import EARLIER as EARLIER_DELIVERIES
from processors.enrichment.reported import EARLIER_MONTHS
from processors.enrichment.taken_back import NUMBER
from processors.errors import UnusableInputError
from processors.intake.municipal_sheets import LINES as STATED
from processors.intake.reference import Reference
from processors.intake.statement_cover import KINDS as STATEMENTS
from processors.intake.statement_cover import agreement_of
from processors.intake.submission import Submission, no_lines
from processors.journal_schema import Submission as Row
from processors.parameter_rows import TABLE, parameters_of, unusable
from processors.profiles import profiles_of
from processors.pseudonym import Key
from processors.rulebook import Severity
from processors.store import SUBMISSION, Store
from processors.tables import EARLIER, EARLIER_STATEMENTS, REPLACED_STATEMENTS, TABLES
from processors.whole_delivery import REPLACED

GROWING = ("toewijzingen", "regieberichten", "verzoeken", "berichten", "verzoekantwoorden", "declaratieantwoorden")


class InForce(Protocol):
    """Says which submissions are in force: the journal, or what it would have said at another moment."""

    def counting(self) -> list[Row]:
        """Every submission in force, newest received first."""


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
        self, reference: Reference, key: Key, journal: InForce | None = None, store: Store | None = None
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
        with_lines = self._with_lines_of(suppliers, counting, self._store)
        earlier = _earlier(self._store, with_lines, suppliers)
        if with_lines:
            earlier = self._of_one_side(earlier, submission)
        known[EARLIER] = _together(LINES, self._reference.get(EARLIER), earlier)
        if submission.kind in STATEMENTS:
            known |= self._stated(submission, counting, replaced, self._store)
        if submission.kind == KIND:
            known |= self._delivered(submission, counting, replaced, self._store)
        return known

    def _stated(
        self, submission: Submission, counting: Collection[str], replaced: Collection[str], store: Store
    ) -> dict[str, pl.DataFrame]:
        """What the supplier of a statement declared, whoever delivered it, and what it stated before.

        Of a line that supplier and municipality both delivered, that of the municipality counts: it says what was
        granted. The lines of the version that is replaced stand apart.
        """
        suppliers = _suppliers(submission)
        declared = _earlier(store, self._with_lines_of(suppliers, counting, store), suppliers)
        municipal = pl.col(SUBMISSION).is_in([row.id for row in self._deliveries])
        granted = declared.filter(municipal)
        others = declared.filter(~municipal).join(granted, on=list(NUMBER), how="anti", maintain_order="left")
        stated = {
            name: store.read(STATED, ids).filter(pl.col("aanbieder").is_in(suppliers)).collect()
            for name, ids in ((EARLIER_STATEMENTS, counting), (REPLACED_STATEMENTS, replaced))
        }
        return {
            EARLIER: _together(LINES, self._reference.get(EARLIER), pl.concat([others, granted])),
            EARLIER_STATEMENTS: _together(STATED, self._reference.get(EARLIER_STATEMENTS), stated[EARLIER_STATEMENTS]),
            REPLACED_STATEMENTS: stated[REPLACED_STATEMENTS].select(TABLES[STATED].names),
        }

    def _of_one_side(self, earlier: pl.DataFrame, submission: Submission) -> pl.DataFrame:
        """Earlier lines as the sender knows them: the same line of supplier and municipality is no repetition.

        A supplier is judged beside what suppliers sent. A municipality is judged beside what it delivered itself, and
        for other months what suppliers sent about it; of a line that both have, its own counts.
        """
        municipal = pl.col(SUBMISSION).is_in([row.id for row in self._deliveries])
        of_suppliers = earlier.filter(~municipal)
        if submission.kind != KIND:
            return of_suppliers
        own = earlier.filter(municipal, pl.col("gemeente") == submission.municipality)
        lines = submission.tables.get(LINES, no_lines(LINES))
        months = lines.select("declaratie_maand").unique().drop_nulls()
        others = of_suppliers.filter(pl.col("gemeente") == submission.municipality)
        others = others.join(months, on="declaratie_maand", how="anti", maintain_order="left")
        others = others.join(own, on=list(NUMBER), how="anti", maintain_order="left")
        return pl.concat([others, own])

    def _delivered(
        self, submission: Submission, counting: Collection[str], replaced: Collection[str], store: Store
    ) -> dict[str, pl.DataFrame]:
        """What municipalities delivered before: the months of this one, what it replaces, and lines of others."""
        own = [row for row in self._deliveries if row.gemeente == submission.municipality]
        others = [row.id for row in self._deliveries if row.gemeente != submission.municipality and row.id in counting]
        tables = {name: store.read(name, [row.id for row in own]).collect() for name in REPLACED}
        was = pl.col(SUBMISSION).is_in(list(replaced))
        before = {REPLACED[name]: frame.filter(was) for name, frame in tables.items()}
        months = [
            by_month(in_one_shape({name: frame.filter(which) for name, frame in tables.items()})).select(
                *MONTH, bedrag="ingediend_bedrag", vervangen=pl.lit(value=gone)
            )
            for which, gone in ((was, True), (~was, False))
        ]
        nothing = [(row.gemeente, None, row.maand, 0, row.id in replaced) for row in own if row.regels == 0]
        months.append(pl.DataFrame(nothing, schema=dict(EARLIER_MONTHS), orient="row"))
        return (before if replaced else {}) | {
            EARLIER_DELIVERIES: pl.concat([each.select(*EARLIER_MONTHS) for each in months]),
            OTHERS: _earlier(store, others, _suppliers(submission)),
        }

    def versions_of(self, submission: Submission) -> list[str]:
        """The ids in force that a file would replace: same kind and month, of the same supplier or municipality.

        A message (xml) replaces nothing and is replaced by nothing.
        """
        if self._journal is None or submission.month is None or submission.message:
            return []
        whose = "gemeente" if submission.kind == "gemeentelevering" else "aanbieder"
        sender = submission.municipality if whose == "gemeente" else submission.supplier
        return [
            row.id
            for row in self._journal.counting()
            if (row.soort, row.maand, getattr(row, whose)) == (submission.kind, submission.month, sender)
            and not row.berichtsoort
            and (submission.kind not in STATEMENTS or _same_statement(row, submission))
        ]

    def forget(self, subject: str, tables: Collection[str]) -> None:
        """Look at the store again: this submission, or one that it replaces, has or had lines in these tables."""
        self._suppliers.pop(subject, None)
        self._let_go("_counting", "_in_force", "_deliveries")
        if not set(GROWING).isdisjoint(tables):
            self._let_go("_grown")

    def forget_all(self) -> None:
        """Look at the journal and the store again: what was noted there was undone."""
        self._suppliers.clear()
        self._let_go("_counting", "_in_force", "_deliveries", "_grown")

    def _let_go(self, *names: str) -> None:
        for name in names:
            self.__dict__.pop(name, None)

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
    def _deliveries(self) -> list[Row]:
        """The deliveries of municipalities in force."""
        return [row for row in self._counting if row.soort == KIND]

    @cached_property
    def _in_force(self) -> list[str]:
        return [row.id for row in self._counting]

    @cached_property
    def _counting(self) -> list[Row]:
        return self._journal.counting() if self._journal else []

    @cached_property
    def _grown(self) -> Mapping[str, pl.DataFrame]:
        """Allocations, messages, requests and answers: those of the folder and those that municipalities delivered."""
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


def _same_statement(row: Row, read: Submission) -> bool:
    """Whether both are about the same law and framework agreement; a year has a statement of each."""
    return (row.wet, row.raamovereenkomst) == (read.law, agreement_of(read.tables))


def _suppliers(submission: Submission) -> list[str]:
    """The suppliers that a submission is about, in whichever table."""
    named = [frame["aanbieder"] for frame in submission.tables.values() if "aanbieder" in frame.columns]
    return pl.concat(named).drop_nulls().unique().to_list() if named else []


def _earlier(store: Store, subjects: Collection[str], suppliers: Collection[str]) -> pl.DataFrame:
    return store.read("declaratieregels", subjects).filter(pl.col("aanbieder").is_in(suppliers)).collect()


def _together(table: str, folder: pl.DataFrame | None, stored: pl.DataFrame) -> pl.DataFrame:
    names = TABLES[table].names
    return stored.select(names) if folder is None else pl.concat([folder.select(names), stored.select(names)])
