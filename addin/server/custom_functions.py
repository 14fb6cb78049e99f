# SPDX-License-Identifier: EUPL-1.2
"""The functions that the server offers, under the name by which xlwings Server looks for them."""

from addin import functions
from addin.server.mends import off_the_loop
from addin.server.unknown import unknown

globals().update(
    {name: off_the_loop(function) for name, function in vars(functions).items() if hasattr(function, "__xlfunc__")}
)
__getattr__ = unknown
