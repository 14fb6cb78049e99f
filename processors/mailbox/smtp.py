# SPDX-License-Identifier: EUPL-1.2
"""Sending by SMTP: a mail went, did not go, or nobody knows; these three are kept apart."""

import smtplib
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from email.message import EmailMessage

from processors.errors import UnusableInputError
from processors.mailbox.imap_session import SECONDS, bearer, trusted
from processors.mailbox.message import Check
from processors.setting_groups.mail import MailSettings

TLS_FROM_THE_START = 465
SUBMISSION = 587
ACCEPTED, ALSO_ACCEPTED = 250, 251
NOWHERE = (OSError, smtplib.SMTPServerDisconnected)


class NotSentError(Exception):
    """The mail certainly did not go; a Dutch sentence that says why and what now."""


@dataclass(frozen=True, slots=True)
class Outgoing:
    """The server of the settings, for one user."""

    user: str
    access: MailSettings

    @property
    def waits(self) -> bool:
        """Whether a human decides where it is not known that a mail went."""
        return self.access.mail_bij_twijfel == "wachten"

    def send(self, mail: EmailMessage, to: str) -> None:
        """Send a mail to one address, with an empty return path so that nothing bounces to us and back.

        Raises:
            NotSentError: it did not go.
            ConnectionError: the connection broke while the server had the mail, or part of it.

        """
        with self._opened() as server:
            try:
                self._must(*server.mail(""))
                self._must(*server.rcpt(to))
            except NOWHERE:
                raise self._unreachable() from None
            try:
                self._must(*server.data(mail.as_bytes()))
            except smtplib.SMTPDataError as error:
                raise self._refused(error.smtp_code) from None
            except NOWHERE:
                raise ConnectionError from None

    def check(self) -> Iterator[Check]:
        """Whether we may log in to send; nothing is sent."""
        try:
            with self._opened() as server:
                works = server.noop()[0] == ACCEPTED
        except NotSentError as error:
            yield Check(holds=False, says=str(error))
        else:
            yield Check(works, f"Antwoorden kunnen weg via {self.access.mail_uitgaand}.")

    @contextmanager
    def _opened(self) -> Iterator[smtplib.SMTP]:
        """Log in over TLS; leave politely, whatever the server makes of that."""
        with ExitStack() as leaving:
            try:
                server = self._connected()
                leaving.callback(_leave, server)
                self._log_in(server)
            except UnusableInputError as error:  # no token, so nothing was sent either
                raise NotSentError(str(error)) from None
            except smtplib.SMTPResponseException as error:
                raise self._refused(error.smtp_code) from None
            except (*NOWHERE, smtplib.SMTPException):
                raise self._unreachable() from None
            yield server

    def _connected(self) -> smtplib.SMTP:
        """A line that is not yet logged in; encrypted before anything else is said."""
        host, _, port = self.access.mail_uitgaand.partition(":")
        number = int(port) if port.isdecimal() else SUBMISSION
        context = trusted(self.access)
        if number == TLS_FROM_THE_START:
            return smtplib.SMTP_SSL(host, number, timeout=SECONDS, context=context)
        server = smtplib.SMTP(host, number, timeout=SECONDS)
        try:
            server.starttls(context=context)
        except BaseException:
            server.close()
            raise
        return server

    def _log_in(self, server: smtplib.SMTP) -> None:
        server.ehlo()
        if password := self.access.mail_wachtwoord:
            server.login(self.user, password.get_secret_value())
        else:
            said = bearer(self.user, self.access)
            server.auth("XOAUTH2", lambda challenge=None: "" if challenge else said)

    def _must(self, code: int, _said: bytes) -> None:
        """What the server says is left out: it may repeat an address."""
        if code not in {ACCEPTED, ALSO_ACCEPTED}:
            raise self._refused(code)

    def _refused(self, code: int) -> NotSentError:
        return NotSentError(
            f"De mailserver '{self.access.mail_uitgaand}' weigert het antwoord (code {code}). Controleer "
            "'mail_uitgaand', de aanmelding en het adres in het register; de volgende verwerking probeert het weer."
        )

    def _unreachable(self) -> NotSentError:
        return NotSentError(
            f"De mailserver '{self.access.mail_uitgaand}' is niet bereikbaar, versleutelt niet of heeft geen geldig "
            "certificaat. Controleer 'mail_uitgaand'; de volgende verwerking probeert het weer."
        )


def _leave(server: smtplib.SMTP) -> None:
    with suppress(*NOWHERE, smtplib.SMTPException):
        server.quit()
