# SPDX-License-Identifier: EUPL-1.2
"""Calls to Microsoft Graph: what may be repeated is repeated, and what may have happened is looked up first."""

import random
import time
from collections.abc import Callable, Iterator, Mapping
from importlib import import_module
from typing import Any

from processors.errors import OwnMistakeError, UnusableInputError, VerzamelpuntError
from processors.mailbox.imap_session import trusted
from processors.mailbox.tokens import access_token
from processors.setting_groups.mail import MailSettings

BASE = "https://graph.microsoft.com/v1.0"
SCOPE = "https://graph.microsoft.com/.default"
TRIES = 5
LONGEST_WAIT = 60.0
SECONDS = 60
BUSY, UNAUTHORISED, FORBIDDEN, GONE, BAD = 429, 401, 403, 404, 400
BROKEN = frozenset({500, 502, 503, 504})


class AmbiguousError(VerzamelpuntError):
    """A call may have had its effect or not: look before it is repeated."""

    def __init__(self) -> None:
        super().__init__(
            "Microsoft 365 gaf geen uitsluitsel of het gelukt is. De volgende verwerking kijkt in het postvak en gaat "
            "verder."
        )


class GoneError(VerzamelpuntError):
    """What was asked for is not there."""

    def __init__(self) -> None:
        super().__init__(
            "Wat in het postvak van Microsoft 365 moest staan, is er niet meer. De volgende verwerking probeert het "
            "weer."
        )


class BusyError(VerzamelpuntError):
    """Graph has no time for us, or is not there: this pass stops, and the next one goes on."""


class GraphClient:
    """Calls on behalf of one mailbox, one at a time.

    Args:
        mailbox: its address.
        access: tenant, application and its certificate or secret.
        base: where Graph is.
        pause: waits so many seconds.

    """

    def __init__(
        self, mailbox: str, access: MailSettings, base: str = BASE, pause: Callable[[float], None] = time.sleep
    ) -> None:
        self.mailbox = mailbox
        self._access, self._pause, self._token, self._renewed = access, pause, "", False
        self._httpx = _library("httpx")
        # IDs that stay the same when a message is moved; proxies and authorities are those of the system.
        self._http = self._httpx.Client(
            base_url=base, timeout=SECONDS, headers={"Prefer": 'IdType="ImmutableId"'}, trust_env=False,
            verify=trusted(access) if access.mail_ca else True,
        )  # fmt: skip

    def __del__(self) -> None:
        """Let go of the line with the mailbox that used it."""
        if hasattr(self, "_http"):  # not where the library was missing
            self._http.close()

    def get(self, path: str, **params: str) -> dict[str, Any]:
        """What Graph says of something of the mailbox, such as `messages/ID`."""
        found: dict[str, Any] = self.call("GET", self._place(path), params=params).json()
        return found

    def all(self, path: str, **params: str) -> Iterator[dict[str, Any]]:
        """Everything in a list, page after page."""
        place, asked = self._place(path), params
        while place:
            page = self.call("GET", place, params=asked).json()
            yield from page["value"]
            place, asked = page.get("@odata.nextLink", ""), {}

    def raw(self, path: str, most: int) -> bytes:
        """The bytes of something, of a longer one the first `most`."""
        for left in reversed(range(TRIES)):
            try:
                with self._http.stream("GET", self._place(path), headers=self._bearer()) as answer:
                    if answer.status_code < BAD:
                        self._renewed = False
                        found = bytearray()
                        for piece in answer.iter_bytes(1 << 16):
                            found += piece
                            if len(found) >= most:
                                break
                        return bytes(found[:most])
                    answer.read()
                self._judge(answer, repeatable=True)
            except self._httpx.TransportError:
                pass
            self._wait(left, "")
        raise AssertionError  # the last wait raises

    def post(self, path: str, body: object = None, *, content: bytes | None = None) -> dict[str, Any]:
        """Do something that must not happen twice.

        Raises:
            AmbiguousError: it may have happened.

        """
        headers = {"Content-Type": "text/plain"} if content is not None else {}
        answer = self.call("POST", self._place(path), repeatable=False, json=body, content=content, headers=headers)
        return dict(answer.json()) if answer.content else {}

    def patch(self, path: str, body: object) -> None:
        """Set something; again does nothing."""
        self.call("PATCH", self._place(path), json=body)

    def delete(self, path: str) -> None:
        """Take something away, if it is there."""
        try:
            self.call("DELETE", self._place(path))
        except GoneError:
            return

    def upload(self, place: str, data: bytes, start: int, total: int) -> None:
        """Put a piece of a file where an upload session said; that place must not see our token."""
        headers = {"Content-Range": f"bytes {start}-{start + len(data) - 1}/{total}"}
        self.call("PUT", place, content=data, headers=headers, token=False)

    def call(
        self, method: str, place: str, *, repeatable: bool = True, token: bool = True,
        headers: Mapping[str, str] | None = None, **asked: Any,  # noqa: ANN401 - what httpx takes
    ) -> Any:  # noqa: ANN401 - an answer of httpx  # fmt: skip
        """Ask once, and again as far as that does no harm.

        Raises:
            AmbiguousError: what must not happen twice may have happened.
            BusyError: Graph has no time or is not there.
            GoneError: what was asked for is not there.
            UnusableInputError: we may not.

        """
        for left in reversed(range(TRIES)):
            wait = ""
            try:
                said = {**(self._bearer() if token else {}), **(headers or {})}
                given = {name: value for name, value in asked.items() if value not in (None, {})}
                answer = self._http.request(method, place, headers=said, **given)
            except (self._httpx.ConnectError, self._httpx.ConnectTimeout):
                pass  # nothing was asked yet
            except self._httpx.TransportError:
                if not repeatable:
                    raise AmbiguousError from None
            else:
                if answer.status_code < BAD:
                    self._renewed = False
                    return answer
                self._judge(answer, repeatable=repeatable)
                wait = answer.headers.get("Retry-After", "")
            self._wait(left, wait)
        raise AssertionError  # the last wait raises

    def _judge(self, answer: Any, *, repeatable: bool) -> None:  # noqa: ANN401 - an answer of httpx
        """Return where asking again may help; raise where it does not."""
        status = answer.status_code
        if status == UNAUTHORISED and not self._renewed:
            self._token, self._renewed = "", True  # it ended; a fresh one is asked for, once
        elif status in {UNAUTHORISED, FORBIDDEN}:
            raise UnusableInputError(
                f"Microsoft 365 geeft geen toegang tot het postvak '{self.mailbox}'. Geef de toepassing het recht "
                "Mail.ReadWrite en Mail.Send op dit postvak (docs/postvakken.md)."
            )
        elif status == GONE:
            raise GoneError
        elif status in BROKEN and not repeatable:
            raise AmbiguousError
        elif status != BUSY and status not in BROKEN:
            raise OwnMistakeError(f"Graph answers {status} to {answer.request.method}.")

    def _wait(self, left: int, told: str) -> None:
        """Wait as long as we are told, or longer each time; the last time give up."""
        wait = float(told) if told.isdecimal() else min(LONGEST_WAIT, 2.0 ** (TRIES - left)) * random.uniform(0.5, 1)  # noqa: S311 - no secret
        if not left or wait > LONGEST_WAIT:
            raise BusyError(
                "Microsoft 365 is niet bereikbaar of heeft het te druk. De volgende verwerking gaat verder."
            )
        self._pause(wait)

    def _bearer(self) -> dict[str, str]:
        self._token = self._token or access_token(self._access, SCOPE)
        return {"Authorization": f"Bearer {self._token}"}

    def _place(self, path: str) -> str:
        return f"/users/{self.mailbox}/{path}"


def _library(name: str) -> Any:  # noqa: ANN401 - a module that may not be installed
    try:
        return import_module(name)
    except ModuleNotFoundError:
        raise UnusableInputError(
            "Voor een postvak van Microsoft 365 ontbreekt een onderdeel. Installeer Verzamelpunt met de extra [mail]."
        ) from None
