# SPDX-License-Identifier: EUPL-1.2
"""Mails made by hand, and what is read of them."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from email.message import EmailMessage
from email.policy import SMTP

import pytest

from processors.mailbox.eml import parse
from processors.mailbox.message import Message, Options
from tests.processors.mailbox.login_service import LoginService, opened

pytest.register_assert_rewrite("tests.processors.mailbox.contract")


@pytest.fixture(scope="session")
def a_mail() -> Callable[..., EmailMessage]:
    """Make a mail with these attachments, each a name and its bytes; a named header replaces or adds one."""

    def make(*attachments: tuple[str, bytes], sender: str = "Zorg <Zorg@Aanbieder.nl>", **headers: str) -> EmailMessage:
        mail = EmailMessage(policy=SMTP)
        mail["From"] = sender
        mail["To"] = "postvak@regio.nl"
        mail["Subject"] = "Declaratie september"
        mail["Message-ID"] = "<1@aanbieder.nl>"
        mail["Date"] = "Mon, 02 Nov 2026 09:30:00 +0100"
        for name, value in headers.items():
            del mail[name.replace("_", "-")]
            mail[name.replace("_", "-")] = value
        mail.set_content("Hierbij de declaratie.")
        for name, data in attachments:
            mail.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
        return mail

    return make


@pytest.fixture(scope="session")
def arrived() -> datetime:
    """The moment at which every mail is found."""
    return datetime(2026, 11, 2, 12, tzinfo=UTC)


@pytest.fixture(scope="session")
def read_mail(arrived: datetime) -> Callable[..., Message]:
    """Read a mail, or its raw bytes, with these options of the mailbox."""

    def read(mail: EmailMessage | bytes, **options: int) -> Message:
        raw = mail if isinstance(mail, bytes) else mail.as_bytes()
        return parse(raw, key="sleutel", received_at=arrived, options=Options(**options))

    return read


@pytest.fixture(scope="session")
def login_service(node: str, oidc_provider: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[LoginService]:
    """A login service as that of Microsoft 365."""
    with opened(node, oidc_provider, tmp_path_factory.mktemp("oidc")) as service:
        yield service
