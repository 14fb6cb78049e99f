# SPDX-License-Identifier: EUPL-1.2
"""The scripts that the server offers, under the name by which xlwings Server looks for them."""

import xlwings as xw

from addin import buttons, tender_buttons
from addin.server.mends import off_the_loop
from addin.server.unknown import unknown

_SCRIPTS = (*buttons.SCRIPTS, *tender_buttons.SCRIPTS)
globals().update({script.__name__: xw.script(off_the_loop(script)) for script in _SCRIPTS})
__getattr__ = unknown
