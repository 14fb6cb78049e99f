# SPDX-License-Identifier: EUPL-1.2
"""The web application: xlwings Server with our functions, a limit on what one call may bring, and a health page."""

import json
import os
from collections.abc import Awaitable, Callable, Mapping, MutableMapping
from typing import Any, TypeAlias

from addin.server.choices import choices
from addin.server.environment import POLICY, environment
from addin.server.manifest import manifest
from addin.server.mends import without_pyodide
from processors.errors import UnusableInputError
from processors.settings import Settings

Message: TypeAlias = MutableMapping[str, Any]
Receive: TypeAlias = Callable[[], Awaitable[Message]]
Send: TypeAlias = Callable[[Message], Awaitable[None]]
App: TypeAlias = Callable[[Message, Receive, Send], Awaitable[None]]

HEALTH = "/gezond"
MANIFEST = ("/manifest.xml", "/manifest")
HELP = "/hulp"
CHOICES = "/keuzes.json"
Page: TypeAlias = tuple[str, str]
MEGABYTE = 1_000_000
TOO_MUCH = "Dit zijn meer cellen dan de server in een keer aanneemt. Kies alleen de kolommen en rijen van de tabel."


def make_app(settings: Settings, name: str = "prod") -> App:
    """The application, to be served by uvicorn.

    xlwings Server reads its settings once, when it is imported: one application per process.

    Args:
        settings: the settings in force.
        name: of `environment.ENVIRONMENTS`.

    Raises:
        UnusableInputError: the extra is not installed, or a setting is missing.

    """
    os.environ.update(environment(settings, name))
    try:
        from xlwings_server.main import main_app  # noqa: PLC0415 - the environment comes first

        from addin.server.help import help_page  # noqa: PLC0415 - idem: xlwings tells the words on a server only
    except ImportError:
        raise UnusableInputError(
            "De server voor Excel is niet geinstalleerd. Installeer Verzamelpunt met de extra 'server', zie README."
        ) from None
    without_pyodide()
    pages: dict[str, Page] = {HEALTH: (json.dumps({"status": "gezond"}), "application/json")}
    pages[HELP] = (help_page(), "text/html; charset=utf-8")
    most = settings.addin_max_mb * MEGABYTE
    pages[CHOICES] = (choices(most), "application/json")
    if settings.addin_adres:
        pages |= dict.fromkeys(MANIFEST, (manifest(settings, name), "application/xml"))
    return limited(main_app, most, pages)


def limited(app: App, most: int, pages: Mapping[str, Page]) -> App:
    """The application with pages of our own, refusing calls of more than `most` bytes, which it never holds.

    Args:
        app: the application.
        most: bytes.
        pages: path to text and kind; these are the same for everybody.

    """

    async def guarded(scope: Message, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await app(scope, receive, send)
        elif scope["path"] in pages:
            await _answer(send, 200, *pages[scope["path"]])
        else:
            body = await _body(receive, most)
            if body is None:
                # A status below 500 is shown in the cell, and the call is not repeated.
                await _answer(send, 413, TOO_MUCH, "text/plain; charset=utf-8")
            else:
                await app(scope, _once(body, receive), send)

    return guarded


async def _body(receive: Receive, most: int) -> bytes | None:
    """What a call brings; None where it is too much. That is read on and forgotten, or the caller hears no answer."""
    pieces: list[bytes] = []
    size, more = 0, True
    while more:
        message = await receive()
        size += len(message.get("body", b""))
        more = bool(message.get("more_body"))
        if size <= most:
            pieces.append(message.get("body", b""))
        else:
            pieces.clear()
    return b"".join(pieces) if size <= most else None


def _once(body: bytes, rest: Receive) -> Receive:
    """What was read, given again; after it the caller itself is asked, who is gone only when he says so."""
    messages = iter([{"type": "http.request", "body": body, "more_body": False}])

    async def receive() -> Message:
        return next(messages, None) or await rest()

    return receive


async def _answer(send: Send, status: int, text: str, kind: str) -> None:
    told = {"content-type": kind, "cache-control": "no-store", "content-security-policy": POLICY}
    headers = [(name.encode(), value.encode()) for name, value in told.items()]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": text.encode()})
