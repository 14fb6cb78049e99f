# SPDX-License-Identifier: EUPL-1.2
"""The functions as VBA calls them: an error is the sentence itself, because Windows would put its trace in the cell."""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec

import xlwings as xw

from addin import functions
from addin.door import Cell

P = ParamSpec("P")


def told(function: Callable[P, Cell]) -> Callable[P, Cell]:
    """The function with the sentence of an error as its answer."""

    @wraps(function)
    def answered(*given: P.args, **named: P.kwargs) -> Cell:
        try:
            return function(*given, **named)
        except xw.XlwingsError as error:
            return [[str(error)]]

    return answered


globals().update({name: told(function) for name, function in vars(functions).items() if name.startswith("pv_")})
