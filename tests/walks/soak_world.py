# SPDX-License-Identifier: EUPL-1.2
"""A long stream of mixed mails, and what must have become of every one of them, counted from the mails alone."""

import random
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from hashlib import sha256
from io import BytesIO
from itertools import combinations
from zipfile import ZipFile

import polars as pl

from processors.archive import Archive
from processors.demo.habits import FORM, Habit
from processors.demo.mails import address
from processors.receiving import ASIDE, DONE, IGNORED
from tests.walks.conftest import BEGIN, CSV, VENLO, ZIP, Office

STRANGER = "vreemd@elders.example"
LOGO = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 16
KINDS = ("workbook", "csv", "zip", "again", "stranger", "machine", "damaged", "forwarded", "question", "large")
LARGE = 3_000_000  # bytes of a letter that somebody scanned
REFERENCE = "referentie_nummer"


@dataclass(frozen=True)
class Sent:
    """One mail by its hash: the files in it that must be judged, the folder where it must end, and who hears of it."""

    sha256: str
    files: tuple[str, ...]
    folder: str
    answered: bool
    attachments: int


@dataclass
class Stream:
    """Mails of every kind in turn; `in_force` holds the lines of what each supplier sent last, also if sent before."""

    office: Office
    chance: random.Random
    sent: list[Sent] = field(default_factory=list)
    in_force: dict[str, set[str]] = field(default_factory=dict)
    _used: set[tuple[str, str, int, int]] = field(default_factory=set)
    _earlier: list[tuple[str, str, bytes, set[str]]] = field(default_factory=list)

    def mails(self, count: int) -> Iterator[Sent]:
        """So many mails, put in the inbox one by one; the very first delivers what suppliers declare on."""
        for _ in range(count):
            number = len(self.sent)
            made = self._delivery() if number == 0 else self._of_kind(KINDS[number % len(KINDS)], number)
            self.sent.append(made)
            yield made

    def _delivery(self) -> Sent:
        return self._mail(VENLO, list(self.office.delivery().items()))

    def _of_kind(self, kind: str, number: int) -> Sent:
        supplier = self.chance.choice(self.office.suppliers)
        logo, letter = ("logo.png", LOGO), ("brief.pdf", b"%PDF-1.7 " + str(number).encode())
        sender, files, folder = supplier, [logo], DONE
        match kind:
            case "workbook":
                files = [self._declared(supplier, FORM), logo]
            case "csv":
                files = [self._declared(supplier, CSV), logo, letter]
            case "zip":
                files = [self._declared(supplier, ZIP), logo]
            case "again":
                sender, name, data, self.in_force[sender] = self.chance.choice(self._earlier)
                files = [(name, data), logo]
            case "stranger":
                sender, files, folder = STRANGER, [("declaratie.xlsx", LOGO + letter[1]), logo, letter], ASIDE
            case "machine":
                folder = IGNORED
            case "damaged":
                _, _, data, _ = self.chance.choice(self._earlier)
                half = data[: len(data) // 2] + str(number).encode()
                files = [("half.xlsx", half), ("leeg.xlsx", b""), logo]
            case "forwarded":
                files = [self._declared(supplier, CSV), logo, letter, ("lees.txt", b"zie de declaratie")]
            case "question":
                files = []
            case _:
                scans = [(f"scan-{page}.pdf", letter[1] + str(page).encode()) for page in range(3)]
                files = [("scan.pdf", letter[1] + self.chance.randbytes(LARGE)), *scans, logo]
        machine = {"Auto_Submitted": "auto-replied"} if folder == IGNORED else {}
        return self._mail(sender, files, folder=folder, inside=kind == "forwarded", **machine)

    def _declared(self, supplier: str, habit: Habit) -> tuple[str, bytes]:
        """Some lines of a supplier that it did not send before in this form: the version that is in force from now.

        Always about one law: a file about one law stands beside a file about both and does not replace it.
        """
        lines = self.office.lines(supplier)
        lines = lines.filter(pl.col("wet") == lines["wet"].mode().min())
        spans = [(supplier, habit.form, *span) for span in combinations(range(len(lines) + 1), 2)]
        _, _, first, last = span = self.chance.choice([each for each in spans if each not in self._used])
        self._used.add(span)
        rows = lines[first:last]
        ((name, data),) = self.office.declaration(supplier, rows=rows, habit=habit).items()
        self.in_force[supplier] = set(rows[REFERENCE])
        self._earlier.append((supplier, name, data, self.in_force[supplier]))
        return name, data

    def _mail(
        self, sender: str, files: Sequence[tuple[str, bytes]], *, folder: str = DONE, inside: bool = False,
        **headers: str,
    ) -> Sent:  # fmt: skip
        mail = EmailMessage(policy=SMTP)
        mail["From"] = sender if "@" in sender else address(sender)
        mail["Date"] = format_datetime(BEGIN + timedelta(minutes=len(self.sent)))
        mail["Message-ID"] = f"<{len(self.sent)}@elders.example>"
        mail["Subject"] = "Declaratie"
        for name, value in headers.items():
            mail[name.replace("_", "-")] = value
        mail.set_content("Zie bijlage.\n")
        holder = EmailMessage(policy=SMTP) if inside else mail
        for name, data in files:
            holder.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
        if inside:
            mail.add_attachment(holder)
        judged = tuple(_hash(data) for name, data in files for data in _opened(name, data))
        raw = mail.as_bytes()
        (self.office.place.inbox / f"{len(self.sent):05d}.eml").write_bytes(raw)
        return Sent(_hash(raw), judged if folder == DONE else (), folder, folder == DONE, len(files))


def _opened(name: str, data: bytes) -> Iterator[bytes]:
    """What is judged of an attachment: of a zip its members."""
    if not name.endswith(".zip"):
        yield data
        return
    with ZipFile(BytesIO(data)) as box:
        yield from (box.read(each) for each in box.namelist())


def _hash(data: bytes) -> str:
    return sha256(data).hexdigest()


def astray(stream: Stream) -> list[str]:
    """Everything that is not where it must be; nothing when all is well. The journal is asked in its own tables."""
    office, place = stream.office, stream.office.place
    found: list[str] = []

    def compare(what: str, wanted: Counter[str], seen: Counter[str]) -> None:
        for name in sorted({*wanted, *seen}):
            if wanted[name] != seen[name]:
                found.append(f"{what} {name[:80]}: {seen[name]} instead of {wanted[name]}")

    filed = Counter(
        f"{path.parent.name} {_hash(path.read_bytes())}" for path in place.inbox.rglob("*") if path.is_file()
    )
    compare("mail", Counter(f"{each.folder} {each.sha256}" for each in stream.sent), filed)
    files = Counter(name for each in stream.sent for name in each.files)
    compare("file", files, Counter(name for (name,) in office.rows("aanleveringen", "sha256")))
    wanted = {each.sha256 for each in stream.sent} | set(files)
    kept = Archive(place.archive)
    found += [f"archive lacks {name}" for name in sorted(wanted) if not kept.holds(name)]
    answered = [str(key) for key, sent in office.rows("berichten", "message_id", "antwoord") if sent]
    compare(
        "answer to",
        Counter(f"<{number}@elders.example>" for number, each in enumerate(stream.sent) if each.answered),
        Counter(answered),
    )
    if len(office.answers()) != len(answered):
        found.append(f"{len(office.answers())} answers were written, {len(answered)} kept")
    lines = office.accepted().select("aanbieder", REFERENCE)
    ours = Counter(f"{supplier} {line}" for supplier, each in stream.in_force.items() for line in each)
    compare("line", ours, Counter(f"{supplier} {line}" for supplier, line in lines.unique().iter_rows()))
    found += [f"line {line} stands there twice" for line in lines.filter(lines.is_duplicated())[REFERENCE].unique()]
    return found


def counted(stream: Stream) -> tuple[int, int]:
    """How many mails and attachments were sent."""
    return len(stream.sent), sum(each.attachments for each in stream.sent)
