# SPDX-License-Identifier: EUPL-1.2
"""The buttons of the ribbon on Windows (buttons.bas): a script on the workbook in front, and an error as a sentence."""

import xlwings as xw

from addin.buttons import pv_aanlevering, pv_herkomst_van_cel, pv_kpi_blad, pv_regiocijfers

_SCRIPTS = (pv_kpi_blad, pv_regiocijfers, pv_herkomst_van_cel, pv_aanlevering)
_BY_NAME = {script.__name__: script for script in _SCRIPTS}


def pressed(name: str) -> None:
    """Run a script on the workbook from which it was called; what goes wrong is told in a window.

    Args:
        name: of the script; each needs nothing but the workbook.

    """
    book = xw.Book.caller()
    try:
        _BY_NAME[name](book)
    except xw.XlwingsError as error:
        book.app.alert(str(error), "Verzamelpunt")
