# SPDX-License-Identifier: EUPL-1.2
"""What we mend in xlwings 0.37.8 and xlwings Server 1.20.0; each mend has a test that fails without it.

1. Outside Pyodide every cell of an argument tries to import it, which takes a hundred times as long: `without_pyodide`.
2. A function runs on the event loop, so that one slow call blocks everybody: `off_the_loop`.
3. Streaming results go to every socket: sockets are off (`environment.FIXED`).
4. The scaffold for Entra ID answers with status 500 until it says where tokens are validated: `auth/entraid`.
"""

import asyncio
import sys
from collections.abc import Callable, Coroutine
from functools import wraps
from typing import Any, ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")


def without_pyodide() -> None:
    """Say that Pyodide is not there, and that no cell is its null, before xlwings looks at each cell."""
    if sys.platform != "emscripten":
        from xlwings import utils  # noqa: PLC0415 - xlwings Server says first that it is a server

        # Once per argument it is still looked for, and then found to be absent without a search.
        absent: dict[str, Any] = {"pyodide": None, "pyodide.ffi": None}
        sys.modules.update(absent)
        utils.is_jsnull = _never


def _never(cell: object) -> bool:
    del cell
    return False


def off_the_loop(function: Callable[P, R]) -> Callable[P, Coroutine[None, None, R]]:
    """The function in a thread of its own; others are answered meanwhile."""

    @wraps(function)
    async def called(*given: P.args, **named: P.kwargs) -> R:
        return await asyncio.to_thread(function, *given, **named)

    return called
