# SPDX-License-Identifier: EUPL-1.2
"""What the inspection of one file found: its verdicts go up as errors, the rest is collected here."""

import re
import unicodedata
from dataclasses import dataclass, field
from typing import Final, NoReturn

from workbooks.errors import UnreadableFileError
from workbooks.grid import Oddity, a1
from workbooks.limits import Limits

SHOWN: Final = 60
INVISIBLE: Final = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]"
)
NAME_LENGTH: Final = 120
MOST_FORMULAS: Final = 10_000
ERROR_VALUE: Final = re.compile("#[A-Z0-9/!?_]{2,20}|Err:[0-9]{3}")


def clean(text: str, length: int = SHOWN) -> str:
    """Text from outside, fit to stand in a sentence: one line, no invisible characters, shortened."""
    line = " ".join(INVISIBLE.sub("", unicodedata.normalize("NFC", text)).split())
    return line if len(line) <= length else line[: length - 1] + "…"


@dataclass
class SheetFacts:
    """What stands in one sheet according to its XML; `None` where the format doesn't tell.

    `formulas` are the first cells with a formula, at most `MOST_FORMULAS`; only of xlsx and xlsm.
    """

    name: str
    hidden: bool = False
    filled: int | None = None
    hidden_rows: set[int] = field(default_factory=set)
    blanks: set[tuple[int, int]] = field(default_factory=set)
    formulas: set[tuple[int, int]] = field(default_factory=set)

    def computes(self, at: tuple[int, int]) -> None:
        """A cell with a formula; beyond the first `MOST_FORMULAS` nobody asks which they are."""
        if len(self.formulas) < MOST_FORMULAS:
            self.formulas.add(at)

    @property
    def shown(self) -> str:
        """The name, fit to stand in a sentence."""
        return clean(self.name)


@dataclass
class Report:
    """The running notes of one inspection.

    Attributes:
        name: display name of the file.
        limits: what it may hold.
        oddities: found so far.
        sheets: worksheets in workbook order.

    """

    name: str
    limits: Limits
    oddities: list[Oddity] = field(default_factory=list)
    sheets: list[SheetFacts] = field(default_factory=list)

    def refuse(self, code: str, what: str, action: str, *, quarantine: bool = False) -> NoReturn:
        """Refuse the file; `what` continues "Bestand 'naam' …"."""
        raise UnreadableFileError(code, f"Bestand '{self.name}' {what}. {action}", quarantine=quarantine)

    def note(self, code: str, sentence: str, action: str, sheet: str = "") -> None:
        """Mention something about the file or a sheet."""
        self._keep(Oddity(code, sheet, None, None, "", sentence, action, refuses=False))

    def cell(self, code: str, sheet: SheetFacts, at: tuple[int, int], value: str, says: tuple[str, str]) -> None:
        """Refuse one cell and leave its value out; `says` is the sentence (with {cel} and {waarde}) and the action.

        The value is only told when it is an error value: anything else could be a number or name of a person.
        """
        sheet.blanks.add(at)
        shown = value if ERROR_VALUE.fullmatch(value) else ""
        where = f"cel {a1(*at)} van blad '{sheet.shown}'"
        self._keep(
            Oddity(
                code,
                sheet.name,
                *at,
                shown,
                says[0].replace("{cel}", where).replace("{waarde}", shown or "#FOUT"),
                says[1],
                refuses=True,
            )
        )

    def mention(self, code: str, sheet: str, at: tuple[int, int], says: tuple[str, str]) -> None:
        """Mention something about one cell; `says` is the sentence (with {cel}) and the action."""
        where = f"cel {a1(*at)} van blad '{clean(sheet)}'"
        self._keep(Oddity(code, sheet, *at, "", says[0].replace("{cel}", where), says[1], refuses=False))

    def mention_macros(self) -> None:
        """Mention that there are macros."""
        self.note(
            "LEZEN-15", f"Bestand '{self.name}' bevat macro's; die voeren wij niet uit.", "U hoeft niets te doen."
        )

    def _keep(self, oddity: Oddity) -> None:
        self.oddities.append(oddity)
        if len(self.oddities) > self.limits.oddities:
            what = f"heeft meer dan {self.limits.oddities} onbruikbare cellen"
            self.refuse("LEZEN-12", f"{what}; de eerste: {self.oddities[0].sentence}", "Herstel ze in het sjabloon.")
