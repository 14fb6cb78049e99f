# SPDX-License-Identifier: EUPL-1.2
"""A session with an IMAP server: logged in, one folder selected, and opened anew once when it is dropped."""

import imaplib
import re
import ssl
from collections.abc import Callable
from contextlib import suppress
from typing import TypeVar

from processors.errors import UnusableInputError
from processors.mailbox.tokens import access_token
from processors.setting_groups.mail import MailSettings

SCOPE = "https://outlook.office365.com/.default"
STARTTLS = 143
SECONDS = 60
LISTED = re.compile(rb'\((?P<flags>[^)]*)\) (?:"[^"]*"|NIL) (?P<name>.+)')
DROPPED = (imaplib.IMAP4.abort, OSError)
Result = TypeVar("Result")


def trusted(access: MailSettings) -> ssl.SSLContext:
    """How the certificate of a mail server is judged: by the system, or by the one authority of the settings.

    Raises:
        UnusableInputError: the file of that authority cannot be used.

    """
    try:
        return ssl.create_default_context(cafile=str(access.mail_ca) if access.mail_ca else None)
    except OSError:
        raise UnusableInputError(
            f"Het bestand '{access.mail_ca}' is niet te lezen of is geen certificaat (PEM). Controleer 'mail_ca'."
        ) from None


def bearer(user: str, access: MailSettings) -> str:
    """What XOAUTH2 says: the user and a fresh token."""
    return f"user={user}\x01auth=Bearer {access_token(access, SCOPE)}\x01\x01"


class ImapSession:
    """A session for one user.

    Args:
        user: the mailbox.
        host: the server.
        port: of IMAP over TLS, or 143 where TLS begins with STARTTLS.
        access: password, or tenant and application for a token.

    """

    def __init__(self, user: str, host: str, port: int, access: MailSettings) -> None:
        self._link: imaplib.IMAP4 | None = None
        self._selected = ""
        self.user = user
        self._host, self._port, self._access = host, port, access

    def __del__(self) -> None:
        """Let go of the line with the mailbox that used it."""
        self.close()

    def run(self, work: Callable[[imaplib.IMAP4], Result], folder: str = "") -> Result:
        """Do something in a folder; a session that was dropped, or whose token ended, is opened once more.

        Raises:
            UnusableInputError: the server is not there or does not let us in.
            FileNotFoundError: there is no such folder.

        """
        for last in (False, True):
            try:
                link = self._opened()
                self._select(link, folder)
                return work(link)
            except FileNotFoundError:
                raise
            except DROPPED:
                self.close()
                if last:
                    raise UnusableInputError(
                        f"De mailserver '{self._host}' verbreekt de verbinding. Probeer het later nog eens."
                    ) from None
        raise AssertionError  # the loop returns or raises

    def order(self, work: Callable[[imaplib.IMAP4], tuple[str, object]], folder: str = "") -> None:
        """Change something, as `run` does; imaplib raises nothing when a server says no.

        Raises:
            UnusableInputError: the server does not do it, or as `run`.
            FileNotFoundError: there is no such folder.

        """
        if self.run(work, folder)[0] != "OK":
            raise UnusableInputError(
                f"De mailserver '{self._host}' weigert een map te maken of een bericht op te bergen. Controleer of het "
                "postvak vol is en of het account er mag schrijven."
            )

    def _select(self, link: imaplib.IMAP4, folder: str) -> None:
        if folder and self._selected != folder:
            self._selected = ""
            if link.select(quoted(folder))[0] != "OK":
                raise FileNotFoundError(folder)
            self._selected = folder

    def folders(self) -> list[str]:
        """The names of all folders that can be opened, as the server writes them."""
        _, rows = self.run(lambda link: link.list())
        found = [LISTED.fullmatch(row) for row in rows if isinstance(row, bytes)]
        return [_bare(each["name"]) for each in found if each and rb"\Noselect" not in each["flags"]]

    def look_again(self) -> None:
        """Open the folder anew at the next `run`, so that what arrived since is seen."""
        self._selected = ""

    def close(self) -> None:
        """Leave; the next `run` opens a new session."""
        if self._link:
            with suppress(*DROPPED, imaplib.IMAP4.error):
                self._link.logout()
            with suppress(OSError):
                self._link.shutdown()
        self._link, self._selected = None, ""

    def _opened(self) -> imaplib.IMAP4:
        if self._link:
            return self._link
        link = self._connected()
        try:
            self._log_in(link)
        except BaseException:
            link.shutdown()
            raise
        # What a server can do may differ once it knows who asks; imaplib asks only before.
        link.capabilities = tuple(link.capability()[1][0].decode().upper().split())
        self._link = link
        return link

    def _connected(self) -> imaplib.IMAP4:
        """A line that is not yet logged in; encrypted before anything of ours is said over it."""
        context = trusted(self._access)
        try:
            if self._port != STARTTLS:
                return imaplib.IMAP4_SSL(self._host, self._port, ssl_context=context, timeout=SECONDS)
            link = imaplib.IMAP4(self._host, self._port, timeout=SECONDS)
            try:
                self._encrypt(link, context)
            except BaseException:
                with suppress(OSError):
                    link.shutdown()
                raise
        except ssl.SSLCertVerificationError:
            raise UnusableInputError(
                f"Het certificaat van mailserver '{self._host}' klopt niet. Controleer de naam, of zet bij een eigen "
                "server het certificaat van de uitgever in 'mail_ca'."
            ) from None
        except OSError:
            raise UnusableInputError(
                f"De mailserver '{self._host}' is niet bereikbaar op poort {self._port}. Controleer 'postvak' en het "
                "netwerk."
            ) from None
        except imaplib.IMAP4.error as error:  # it sends us away with its first word
            raise imaplib.IMAP4.abort(str(error)) from None
        return link

    def _encrypt(self, link: imaplib.IMAP4, context: ssl.SSLContext) -> None:
        try:
            link.starttls(context)
        except imaplib.IMAP4.error:
            raise UnusableInputError(
                f"De mailserver '{self._host}' versleutelt de verbinding op poort {self._port} niet, dus er is niet "
                "aangemeld. Gebruik in 'postvak' poort 993, of vraag de beheerder STARTTLS aan te zetten."
            ) from None

    def _log_in(self, link: imaplib.IMAP4) -> None:
        password = self._access.mail_wachtwoord
        try:
            if password:
                link.login(self.user, password.get_secret_value())
            else:
                said = bearer(self.user, self._access).encode()
                link.authenticate("XOAUTH2", lambda challenge: b"" if challenge else said)
        except imaplib.IMAP4.abort:
            raise
        except imaplib.IMAP4.error:
            how = "VERZAMELPUNT_MAIL_WACHTWOORD" if password else "mail_tenant, mail_client en het certificaat"
            raise UnusableInputError(
                f"De mailserver '{self._host}' weigert de aanmelding voor dit postvak. Controleer 'postvak' en {how}."
            ) from None


def quoted(folder: str) -> str:
    r"""The name of a folder in a command.

    >>> quoted('Even "apart"')
    '"Even \\"apart\\""'
    """
    escaped = folder.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _bare(name: bytes) -> str:
    text = name.decode("ascii", "replace")
    return re.sub(r"\\(.)", r"\1", text[1:-1]) if text.startswith('"') else text
