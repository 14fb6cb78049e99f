# SPDX-License-Identifier: EUPL-1.2
"""A Bsn in the name of a file or a sheet: it is hidden, and the sender is told so (MGR-404)."""

from collections.abc import Iterable

import polars as pl

from processors.findings import HIDDEN
from processors.intake.personal import RULE, scrub
from processors.intake.problems import told
from processors.intake.submission import no_problems
from processors.mailbox.message import NINE_HIDDEN


def numbers_in_names(file: str, sheets: Iterable[str]) -> pl.DataFrame:
    """A warning for the name of the file and for each name of a sheet that held what may be a Bsn.

    Args:
        file: its name for people, in which a number is hidden already.
        sheets: the names of its sheets, as the sender wrote them.

    """
    found = [no_problems()]
    if HIDDEN in file or NINE_HIDDEN in file:
        found.append(
            told(
                RULE, "In de naam van het bestand staat een nummer dat een burgerservicenummer kan zijn; wij hebben "
                "het afgeschermd.",
                "Gebruik voortaan bestandsnamen zonder nummers van clienten.",
            )
        )  # fmt: skip
    found += [
        told(
            RULE, f"In de naam van blad '{scrub(name)}' staat een burgerservicenummer; wij hebben het afgeschermd.",
            "Geef het blad een naam zonder nummers van clienten.", blad=scrub(name),
        )
        for name in sheets
        if scrub(name) != name
    ]  # fmt: skip
    return pl.concat(found)
