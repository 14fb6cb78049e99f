# SPDX-License-Identifier: EUPL-1.2
"""The journal: what came in, where it is, and which version counts. What is asked and changed, in SQL."""

from datetime import UTC, datetime

from processors.errors import OwnMistakeError, UnusableInputError
from processors.journal_schema import (
    ALLOWED,
    MAX_TRIES,
    RECEIPT_FACTS,
    SETTLED,
    STORED,
    SUBMISSION_FACTS,
    Outcome,
    Receipt,
    State,
    Submission,
)
from processors.ledger import as_text
from processors.letter_ledger import LetterLedger
from processors.mailbox.message import Message

ACCEPTED = "SELECT * FROM aanleveringen WHERE uitkomst IN (?, ?) AND status IN (?, ?, ?, ?)"
ACCEPTED_VALUES = (Outcome.GEACCEPTEERD, Outcome.DEELS, *sorted(STORED))
IN_FORCE = f"{ACCEPTED} AND vervangen_door IS NULL"
SLOT = (
    "AND soort IS ? AND afzender IS ? AND maand IS ? AND wet IS ? AND gemeente IS ? AND aanbieder IS ? "
    "AND raamovereenkomst IS ? AND berichtsoort IS NULL"
)


class Journal(LetterLedger):
    """The messages and submissions of a work folder; arguments and errors on opening as in `Ledger`."""

    def saw(self, message: Message, postvak: str) -> Receipt:
        """Give the row of a message, made in state `gezien` when the journal does not know it yet.

        An earlier run may have brought it further: its `status` says where to go on.
        """
        with self.together():
            known = self._receipts("SELECT * FROM berichten WHERE postvak=? AND sleutel=?", postvak, message.key)
            if known:
                return known[0]
            nr, now = self._number("SELECT max(nr) FROM berichten") + 1, as_text(datetime.now(UTC))
            receipt = Receipt(
                nr=nr, id=f"B-{nr:06d}", postvak=postvak, sleutel=message.key, message_id=message.message_id,
                afzender=message.sender, status=State.GEZIEN, ontvangen_op=as_text(message.received_at),
                gezien_op=now, gewijzigd_op=now,
            )  # fmt: skip
            self._keep(receipt)
            return self.receipt(receipt.id)

    def record(self, bericht: str, deel: str, *, sha256: str, bestand: str, afzender: str) -> Submission:
        """Give the row of a part of a message, made in state `bewaard` when it is not there yet."""
        with self.together():
            known = self._submissions("SELECT * FROM aanleveringen WHERE bericht=? AND deel=?", bericht, deel)
            if known:
                return known[0]
            nr, message = self._number("SELECT max(nr) FROM aanleveringen") + 1, self.receipt(bericht)
            submission = Submission(
                nr=nr, id=f"A-{nr:06d}", bericht=bericht, deel=deel, sha256=sha256, bestand=bestand, afzender=afzender,
                status=State.BEWAARD, ontvangen_op=message.ontvangen_op, gewijzigd_op=message.gewijzigd_op,
            )  # fmt: skip
            self._keep(submission)
            return self.submission(submission.id)

    def move(self, subject: str, state: State, **facts: str | int | None) -> None:
        """Bring a message (`B-…`) or submission (`A-…`) to a state and note facts, in one transaction.

        To the state it already has only adds the facts. A submission that enters or leaves the store settles at once
        which version is in force: of the accepted ones the one received last, in whatever order they were handled.

        Raises:
            OwnMistakeError: the move is not in `ALLOWED`, or a fact is none of this subject.

        """
        with self.together():
            row = self._row(subject)
            if state != row.status and state not in ALLOWED[row.status]:
                raise OwnMistakeError(f"{subject} cannot go from {row.status} to {state}.")
            foreign = facts.keys() - (RECEIPT_FACTS if isinstance(row, Receipt) else SUBMISSION_FACTS)
            if foreign:
                raise OwnMistakeError(f"{subject} has no facts {', '.join(sorted(foreign))}.")
            after = row.changed(status=state, **facts)
            if isinstance(row, Submission) and state not in STORED:
                after = after.changed(vervangen_door=None)
            self._keep(after, row)
            for each in (row, after):
                if isinstance(each, Submission) and each.status in STORED:
                    self._settle(each)

    def _settle(self, like: Submission) -> None:
        """Number the accepted versions of a slot in the order of receipt and let the last one replace the others.

        A message (xml) adds to what came before and replaces nothing.
        """
        if like.berichtsoort:
            return
        versions = self._submissions(f"{ACCEPTED} {SLOT} ORDER BY ontvangen_op, nr", *ACCEPTED_VALUES, *like.slot)
        for place, version in enumerate(versions, 1):
            newer = None if version is versions[-1] else versions[-1].id
            self._keep(version.changed(versie=place, vervangen_door=newer), version)

    def failed(self, subject: str, reden: str, *, curable: bool = False) -> State:
        """Count a try that failed by our fault; the state stays, so that the next turn goes on there.

        At `MAX_TRIES` the subject becomes `dood`, which needs a human; not a message that only has to be put in its
        folder. What was to be said of a message stays, before the failure. Gives the state it is in now.

        Args:
            subject: a message or submission.
            reden: the Dutch sentence.
            curable: it is not about this subject and goes by itself when a human mends the machine, so a second time
                does not count.

        """
        with self.together():
            row = self._row(subject)
            tries = max(row.pogingen, 1) if curable else row.pogingen + 1
            state = State.DOOD if tries >= MAX_TRIES and State.DOOD in ALLOWED[row.status] else row.status
            before = self.own_reason(subject) if isinstance(row, Receipt) else None
            self.move(subject, state, reden=" ".join(filter(None, (before, reden))), pogingen=tries)
        return state

    def went_well(self, subject: str) -> None:
        """A message that failed before did not this time: nothing of that failure is left but in the audit."""
        with self.together():
            row = self._row(subject)
            if isinstance(row, Receipt) and row.pogingen and row.status is not State.DOOD:
                self.move(subject, row.status, reden=self.own_reason(subject), pogingen=0)

    def own_reason(self, subject: str) -> str | None:
        """The reason that was noted of a subject, without failures of ours."""
        found = self._base.execute(
            "SELECT json_extract(feiten, '$.reden') AS reden FROM gebeurtenissen WHERE onderwerp=? AND "
            "json_type(feiten, '$.reden') IS NOT NULL AND coalesce(json_extract(feiten, '$.pogingen'), 0)=0 "
            "ORDER BY nr DESC LIMIT 1",
            (subject,),
        ).fetchone()
        return found["reden"] if found else None

    def receipt(self, subject: str) -> Receipt:
        """The message with this id; UnusableInputError when there is none."""
        for row in self._receipts("SELECT * FROM berichten WHERE id=?", subject):
            return row
        raise UnusableInputError(f"Bericht '{subject}' bestaat niet. Kijk met 'verzamelpunt status' welke er zijn.")

    def submission(self, subject: str) -> Submission:
        """The submission with this id; UnusableInputError when there is none."""
        for row in self._submissions("SELECT * FROM aanleveringen WHERE id=?", subject):
            return row
        raise UnusableInputError(f"Aanlevering '{subject}' bestaat niet. Kijk met 'verzamelpunt status' welke er zijn.")

    def receipts(self) -> list[Receipt]:
        """Every message, in the order in which they were seen."""
        return self._receipts("SELECT * FROM berichten ORDER BY nr")

    def submissions(self) -> list[Submission]:
        """Every submission, in the order in which they were recorded."""
        return self._submissions("SELECT * FROM aanleveringen ORDER BY nr")

    def _row(self, subject: str) -> Receipt | Submission:
        return self.receipt(subject) if subject.startswith("B-") else self.submission(subject)

    def parts(self, bericht: str) -> list[Submission]:
        """The submissions in one message, in the order in which they were recorded."""
        return self._submissions("SELECT * FROM aanleveringen WHERE bericht=? ORDER BY nr", bericht)

    def seen_before(self, sha256: str, afzender: str, *, before: str | None = None) -> str | None:
        """The first submission of this content by this sender that was not replaced; None when it is new.

        `before` limits it to what was recorded before that submission, so that it does not find itself.
        """
        limit = self.submission(before).nr if before else None
        found = self._submissions(
            "SELECT * FROM aanleveringen WHERE sha256=?1 AND afzender=?2 AND vervangen_door IS NULL "
            "AND (?3 IS NULL OR nr < ?3) ORDER BY nr LIMIT 1",
            sha256, afzender, limit,
        )  # fmt: skip
        return found[0].id if found else None

    def in_force(self, like: Submission) -> str | None:
        """The other version in force of the same slot (`Submission.slot`), if any; a message has none."""
        if like.berichtsoort:
            return None
        found = self._submissions(f"{IN_FORCE} {SLOT} AND id<>?", *ACCEPTED_VALUES, *like.slot, like.id)
        return found[0].id if found else None

    def counting(self) -> list[Submission]:
        """Every submission in force: accepted, in the store and not replaced; newest received first."""
        return self._submissions(f"{IN_FORCE} ORDER BY ontvangen_op DESC, nr DESC", *ACCEPTED_VALUES)

    def judged(self) -> list[Submission]:
        """Every submission that has an outcome, in the order in which each was last judged."""
        query = (
            "SELECT aanleveringen.* FROM aanleveringen JOIN (SELECT onderwerp, max(nr) AS laatst FROM gebeurtenissen "
            "WHERE json_extract(feiten, '$.status')=? GROUP BY onderwerp) ON onderwerp=id "
            "WHERE uitkomst IS NOT NULL ORDER BY laatst"
        )
        return self._submissions(query, State.GECONTROLEERD)

    def deliveries(self, maand: str) -> list[Submission]:
        """Every submission about this month, whatever became of it; newest received first."""
        query = "SELECT * FROM aanleveringen WHERE maand=? ORDER BY ontvangen_op DESC, nr DESC"
        return self._submissions(query, maand)

    def changed_since(self, moment: datetime) -> list[Submission]:
        """The submissions of which something changed after this moment."""
        return self._submissions("SELECT * FROM aanleveringen WHERE gewijzigd_op>? ORDER BY nr", as_text(moment))

    def waiting(self) -> list[Receipt]:
        """The messages that the runner has not settled, in the order in which they were seen."""
        query = "SELECT * FROM berichten WHERE status NOT IN (?, ?, ?) ORDER BY nr"
        return self._receipts(query, *sorted(SETTLED))

    def stuck(self) -> list[Receipt | Submission]:
        """What waits for a human: messages and submissions in quarantine or dead."""
        human = State.QUARANTAINE, State.DOOD
        return [
            *self._receipts("SELECT * FROM berichten WHERE status IN (?, ?) ORDER BY nr", *human),
            *self._submissions("SELECT * FROM aanleveringen WHERE status IN (?, ?) ORDER BY nr", *human),
        ]

    def failing(self) -> list[Receipt | Submission]:
        """What failed by our fault and is tried again at the next turn, also where only its folder is still to do."""
        messages = "SELECT * FROM berichten WHERE pogingen>0 AND status NOT IN (?, ?) ORDER BY nr"
        query = "SELECT * FROM aanleveringen WHERE pogingen>0 AND status IN (?, ?) ORDER BY nr"
        return [
            *self._receipts(messages, State.QUARANTAINE, State.DOOD),
            *self._submissions(query, State.BEWAARD, State.GECONTROLEERD),
        ]

    def seen_since(self, address: str, moment: datetime) -> int:
        """How many messages of this address were seen from this moment on: a cap against loops."""
        query = "SELECT count(*) FROM berichten WHERE afzender=? AND gezien_op>=?"
        return self._number(query, address, as_text(moment))

    def received(self) -> int:
        """How many messages were seen, ever."""
        return self._number("SELECT count(*) FROM berichten")

    def answered(self) -> int:
        """How often a message was answered, ever."""
        query = (
            "SELECT count(*) FROM gebeurtenissen WHERE substr(onderwerp, 1, 2)='B-' "
            "AND json_extract(feiten, '$.status')=?"
        )
        return self._number(query, State.BEANTWOORD)

    def lines(self) -> int:
        """How many lines all submissions have together."""
        return self._number("SELECT sum(regels) FROM aanleveringen")
