# SPDX-License-Identifier: EUPL-1.2
"""Every way in which a line is encrypted, over real servers; a server that does not, or that fails, is a sentence."""

import itertools
import os
import socketserver
import threading
from collections.abc import Callable, Iterator

import pytest

from processors.errors import UnusableInputError
from processors.mailbox import imap_session, open_mailbox, smtp
from processors.mailbox.message import Options
from tests.processors.mailbox.contract import answer, mail
from tests.processors.mailbox.dovecot_server import PASSWORD
from tests.processors.mailbox.office_imap import ImapOffice, Servers, dropped, start_post, started

pytestmark = pytest.mark.skipif(os.name == "nt", reason="Dovecot is not for Windows")
COUNT = itertools.count()


@pytest.fixture(scope="module")
def servers(dovecot) -> Iterator[Servers]:
    """Dovecot and an SMTP server, with one certificate."""
    with started(dovecot) as both:
        yield both


@pytest.fixture
def office(servers) -> ImapOffice:
    """An empty mailbox."""
    return ImapOffice(*servers, address=f"data{next(COUNT)}@regio.nl")


@pytest.fixture
def post_with(office):
    """Start another SMTP server for the answers, which encrypts in its own way; gives its port."""
    servers = []

    def start(kind: str) -> int:
        servers.append(start_post(office.post, office.dovecot, kind))
        return int(servers[-1].port)

    yield start
    for server in servers:
        server.stop()


@pytest.fixture
def talking() -> Iterator[Callable[[bytes], tuple[int, list[bytes]]]]:
    """Start an IMAP server that greets with these words and can do nothing; gives its port and what it heard."""
    servers = []

    def start(greeting: bytes) -> tuple[int, list[bytes]]:
        heard: list[bytes] = []

        class Talk(socketserver.StreamRequestHandler):
            def handle(self) -> None:
                self.wfile.write(greeting + b"\r\n")
                while line := self.rfile.readline():
                    heard.append(line)
                    tag, _, said = line.partition(b" ")
                    listed = b"* CAPABILITY IMAP4rev1 AUTH=PLAIN\r\n" if said.startswith(b"CAPABILITY") else b""
                    self.wfile.write(listed + tag + b" OK done\r\n")

        server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), Talk)
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        servers.append(server)
        return int(server.server_address[1]), heard

    yield start
    for server in servers:
        server.shutdown()
        server.server_close()


def at_143(office, monkeypatch, port):
    """The mailbox at a port where encryption begins with STARTTLS."""
    monkeypatch.setattr(imap_session, "STARTTLS", port)
    return office.place.replace(str(office.dovecot.port), str(port))


def test_a_mailbox_is_read_and_answered_where_encryption_begins_with_starttls(office, monkeypatch):
    office.deliver(mail("een"))
    place = at_143(office, monkeypatch, office.dovecot.starttls)
    box = open_mailbox(place, Options(access=office.settings()))

    (message,) = box.unread()
    box.send(answer(message.key, message.message_id))

    assert box.file(message.key, "verwerkt")
    assert (len(office.filed("verwerkt")), len(office.sent())) == (1, 1)


def test_a_certificate_that_is_wrong_is_a_sentence_after_starttls_too(office, monkeypatch):
    place = at_143(office, monkeypatch, office.dovecot.starttls)

    with pytest.raises(UnusableInputError, match="certificaat van mailserver 'localhost' klopt niet"):
        list(open_mailbox(place, Options(access=office.settings(mail_ca=None))).unread())


def test_a_server_that_does_not_encrypt_hears_no_name_and_no_password(office, monkeypatch, talking):
    port, heard = talking(b"* OK klaar")
    place = at_143(office, monkeypatch, port)

    with pytest.raises(UnusableInputError, match=rf"versleutelt de verbinding op poort {port} niet.*poort 993"):
        list(open_mailbox(place, Options(access=office.settings())).unread())

    assert [line.split()[1] for line in heard] == [b"CAPABILITY"]


def test_a_server_that_sends_us_away_with_its_first_word_is_a_sentence(office, monkeypatch, talking):
    port, heard = talking(b"* BYE te druk")
    place = at_143(office, monkeypatch, port)

    with pytest.raises(UnusableInputError, match=r"verbreekt de verbinding\. Probeer het later nog eens"):
        list(open_mailbox(place, Options(access=office.settings())).unread())

    assert heard == []


@pytest.mark.parametrize("content", [None, "geen certificaat"])
def test_a_file_of_the_authority_that_cannot_be_used_is_a_sentence(office, tmp_path, content):
    path = tmp_path / "uitgever.pem"
    if content:
        path.write_text(content, encoding="utf-8")

    with pytest.raises(UnusableInputError, match=r"uitgever\.pem' is niet te lezen of is geen certificaat"):
        list(office.open(mail_ca=path).unread())


@pytest.mark.parametrize(("kind", "name"), [("tls", "TLS_FROM_THE_START"), ("starttls", "SUBMISSION")])
def test_an_answer_goes_over_each_way_of_encrypting(office, monkeypatch, post_with, kind, name):
    port = post_with(kind)
    monkeypatch.setattr(smtp, name, port)

    office.open(mail_uitgaand=f"localhost:{port}" if kind == "tls" else "localhost").send(answer("", ""))

    assert len(office.sent()) == 1


def test_a_server_for_answers_that_does_not_encrypt_hears_no_password(office, monkeypatch, post_with):
    heard = []
    monkeypatch.setattr("aiosmtpd.smtp.SMTP.smtp_AUTH", lambda *given: heard.append(given))

    with pytest.raises(UnusableInputError, match="versleutelt niet of heeft geen geldig certificaat"):
        office.open(mail_uitgaand=f"localhost:{post_with('none')}").send(answer("", ""))

    assert (heard, office.sent(), office.filed("Verzonden")) == ([], [], [])


def test_a_server_for_answers_with_tls_from_the_start_on_another_port_is_a_sentence(office, monkeypatch):
    monkeypatch.setattr(smtp, "TLS_FROM_THE_START", office.smtp.port)  # it speaks STARTTLS there

    with pytest.raises(UnusableInputError, match="niet bereikbaar, versleutelt niet"):
        office.open().send(answer("", ""))

    assert office.filed("Verzonden") == []


def test_a_server_that_knows_the_address_not_refuses_and_the_answer_goes_with_a_later_pass(office):
    office.post.first = lambda _server: "550 onbekend"
    with pytest.raises(UnusableInputError, match=r"weigert het antwoord \(code 550\).*adres in het register"):
        office.open().send(answer("", ""))
    office.post.first = lambda _server: None

    office.open().send(answer("", ""))

    assert len(office.sent()) == 1


def test_a_line_that_breaks_before_the_server_has_the_mail_leaves_no_doubt(office):
    office.post.first = dropped
    with pytest.raises(UnusableInputError, match="niet bereikbaar"):
        office.open().send(answer("", ""))
    assert office.filed("Verzonden") == []
    office.post.first = lambda _server: None

    office.open().send(answer("", ""))

    assert len(office.sent()) == 1


def test_a_server_for_answers_that_refuses_the_password_is_told_by_the_check(office):
    box = office.open()
    list(box.unread())
    office.post.password = PASSWORD + " van gisteren"

    *_, last = box.check()

    assert last.holds is False
    assert "(code 535)" in last.says
