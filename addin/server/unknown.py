# SPDX-License-Identifier: EUPL-1.2
"""What a workbook of another version asks: xlwings Server would only say that an error occurred, and repeat."""

from typing import NoReturn

import xlwings as xw

UNKNOWN = (
    "Deze server kent dit niet: de invoegtoepassing en de server zijn van verschillende versies. Sluit Excel en open "
    "het opnieuw; helpt dat niet, vraag dan de beheerder beide bij te werken."
)


def unknown(name: str) -> NoReturn:
    """Stands for `__getattr__` in a module of functions or scripts.

    Raises:
        XlwingsError: the name looks like one of ours; the sentence is shown in the cell, and nothing is repeated.
        AttributeError: another name.

    """
    if name.startswith("pv_"):
        raise xw.XlwingsError(UNKNOWN)
    raise AttributeError(name)
