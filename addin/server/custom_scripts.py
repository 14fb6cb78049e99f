# SPDX-License-Identifier: EUPL-1.2
"""The scripts that the server offers, under the name by which xlwings Server looks for them."""

import xlwings as xw

from addin.buttons import SCRIPTS
from addin.server.mends import off_the_loop
from addin.server.unknown import unknown

globals().update({script.__name__: xw.script(off_the_loop(script)) for script in SCRIPTS})
__getattr__ = unknown
