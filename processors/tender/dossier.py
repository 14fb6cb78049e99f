# SPDX-License-Identifier: EUPL-1.2
"""The folder of a tender: what was issued, what came in, and what was made of it."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path
from shutil import copyfile

import polars as pl

from processors.durable import landing, make_folder
from processors.errors import UnusableInputError
from processors.tender.assignment import Assignment, read_assignment
from processors.tender.conformity import issued_list
from processors.tender.documents_list import documents_list
from processors.tender.history import History
from processors.tender.issued import Issued
from processors.tender.note import question_log
from processors.tender.offers import issued
from processors.tender.planning_book import planning_book
from processors.tender.price_sheet import price_sheets, upload_version
from processors.tender.requirements_book import requirements_book

INTAKE, REQUIREMENTS = "Opdracht.xlsx", "Programma van eisen.xlsx"
ISSUED, RECEIVED, RECEIPTS, UPLOADS = "uitgegeven", "inschrijvingen", "ontvangst", "upload"
NOTE = re.compile(r"Nota van inlichtingen (\d+)\.xlsx")
ENDINGS = frozenset({".xlsx", ".xlsm", ".xls", ".xlsb", ".ods", ".csv", ".pdf"})


@dataclass(frozen=True)
class Dossier:
    """The folder of one tender."""

    root: Path

    @property
    def received(self) -> Path:
        """Where returned price sheets are put."""
        return self.root / RECEIVED

    @property
    def log(self) -> Path:
        """The log of questions, for staff."""
        return self.root / "Vragenlog.xlsx"

    @property
    def proofs(self) -> Path:
        """The checklist of proofs."""
        return self.root / "Checklist bewijsmiddelen.xlsx"

    @property
    def findings(self) -> Path:
        """What is wrong with the offers that came in."""
        return self.root / "Bevindingen inschrijvingen.xlsx"

    @property
    def evaluation(self) -> Path:
        """The evaluation form."""
        return self.root / "Evaluatie.xlsx"

    @property
    def receipts(self) -> Path:
        """Where the receipt of each tenderer goes; nothing of another stands in it."""
        return self.root / RECEIPTS

    def matrix(self, lot: str) -> Path:
        """The assessment matrix of a lot."""
        return self.root / f"Beoordelingsmatrix perceel {lot}.xlsx"

    def assignment(self) -> Assignment:
        """What the tender asks, as it stood when the documents were made.

        Raises:
            UnusableInputError: this is no folder of a tender.

        """
        path = self.root / ISSUED / INTAKE
        if not path.exists():
            raise UnusableInputError(
                f"In '{self.root}' staat geen aanbesteding. Maak haar met 'verzamelpunt aanbesteding nieuw', "
                "of noem de map die u toen opgaf."
            )
        asked, _ = read_assignment(path)
        if asked is None:
            raise UnusableInputError(f"Het opdrachtformulier '{path}' is gewijzigd. Zet het oorspronkelijke terug.")
        return asked

    def sheets(self) -> Mapping[str, Issued]:
        """The price sheets as they were issued, by lot."""
        found = [issued(path) for path in sorted((self.root / ISSUED).glob("Prijzenblad *.xlsx"))]
        return {sheet.lot: sheet for sheet in found}

    def requirements(self) -> Issued:
        """The programme of requirements with its list as it was issued.

        Raises:
            UnusableInputError: it is not there, or is something else.

        """
        path = self.root / ISSUED / REQUIREMENTS
        if not path.exists():
            raise UnusableInputError(f"'{path}' ontbreekt. Zet daar het programma van eisen zoals het is uitgegeven.")
        return issued_list(path)

    def notes(self) -> Sequence[int]:
        """The numbers of the notes that were made."""
        found = (NOTE.fullmatch(path.name) for path in self.root.glob("Nota *.xlsx"))
        return sorted(int(each[1]) for each in found if each)

    def offers(self) -> Sequence[Path]:
        """The files that came in, in order of name."""
        if not self.received.is_dir():
            return []
        files = (path for path in sorted(self.received.iterdir()) if path.is_file())
        return [path for path in files if path.suffix.lower() in ENDINGS and not path.name.startswith(("~$", "."))]


def make_dossier(
    intake: Path, root: Path, today: date, seen: History | None = None
) -> tuple[Dossier | None, pl.DataFrame]:
    """Make every workbook of a tender in a new folder.

    Args:
        intake: the intake workbook.
        root: the folder; it may be there, but not hold a tender.
        today: the day on which the documents are made.
        seen: what was realised, where there is a store: the volumes of each municipality on the price sheets.

    Returns:
        The folder, None where a finding says that the intake workbook cannot be used; and the findings.

    Raises:
        UnusableInputError: the folder holds a tender already.

    """
    if (root / ISSUED).exists():
        raise UnusableInputError(
            f"In '{root}' staat al een aanbesteding; die kan al zijn gepubliceerd. Kies met --uit een andere map."
        )
    asked, findings = read_assignment(intake)
    if asked is None:
        return None, findings
    dossier = Dossier(root)
    kept = root / ISSUED
    for folder in (kept, dossier.received, dossier.receipts):
        make_folder(folder)
    planning_book(asked, today).write(root)
    _copy(requirements_book(asked).write(root), kept)
    question_log(asked).write(root)
    documents_list(asked, dossier.log, (), today).write(root)
    for sheet in price_sheets(asked, seen, today):
        _copy(sheet.write(root), kept)
        with landing(root / UPLOADS / sheet.name) as half:
            half.write_bytes(upload_version(sheet, datetime.combine(today, time())))
    with landing(kept / INTAKE) as half:  # the last: with it the folder is whole
        copyfile(intake, half)
    return dossier, findings


def _copy(path: Path, folder: Path) -> None:
    with landing(folder / path.name) as half:
        copyfile(path, half)
