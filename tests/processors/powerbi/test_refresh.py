# SPDX-License-Identifier: EUPL-1.2
"""A refresh is asked for once, and every answer of the service is understood; the service here is a small server."""

import json
import threading
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from processors.errors import UnusableInputError
from processors.powerbi import refresh as module
from processors.powerbi.refresh import Outcome, application_token, refresh
from processors.settings import Settings, effective, load

SECRET = "een-geheim-dat-nergens-mag-staan"  # noqa: S105 - of no application
WISHED = {
    "powerbi_tenant": "t", "powerbi_client": "c", "powerbi_werkruimte": "w", "powerbi_model": "m",
    "powerbi_geheim": SECRET,
}  # fmt: skip
BUSY = '{"error":{"code":"InvalidRequest","message":"Another refresh request is already executing"}}'


class Service:
    """Answers each request with the next of `answers` (status, headers, body) and remembers what was asked."""

    def __init__(self):
        self.answers, self.asked = [], []
        service = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"]))
                service.asked.append(("POST", self.path, self.headers["Authorization"], json.loads(body)))
                self.reply()

            def do_GET(self):
                service.asked.append(("GET", self.path, self.headers["Authorization"], None))
                self.reply()

            def reply(self):
                status, headers, body = service.answers.pop(0)
                if status is None:
                    self.close_connection = True
                    return
                self.send_response(status)
                for name, value in {**headers, "Content-Length": str(len(body))}.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(body.encode())

            def log_message(self, *_parts):
                """Say nothing."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self.server.server_port}/v1.0/myorg"


@pytest.fixture
def service():
    own = Service()
    thread = threading.Thread(target=own.server.serve_forever, daemon=True)
    thread.start()
    yield own
    own.server.shutdown()
    own.server.server_close()
    thread.join()


def ask(service, *answers, waited=None):
    service.answers = list(answers)
    waits = [] if waited is None else waited
    return refresh(Settings(**WISHED), token=lambda _settings: "toegang", service=service.address, pause=waits.append)


def history(began):
    return (200, {}, json.dumps({"value": [{"status": "Unknown", "startTime": began.isoformat()}]}))


def test_nothing_is_asked_where_no_setting_names_a_model():
    assert refresh(Settings(), token=lambda _settings: pytest.fail("asked for a token")) is None


def test_a_setting_that_is_missing_is_named():
    with pytest.raises(UnusableInputError, match="powerbi_model ontbreekt"):
        refresh(Settings(**{**WISHED, "powerbi_model": ""}))


def test_an_accepted_request_has_started(service):
    told = ask(service, (202, {}, ""))

    assert told.outcome is Outcome.STARTED
    assert service.asked == [
        ("POST", "/v1.0/myorg/groups/w/datasets/m/refreshes", "Bearer toegang", {"notifyOption": "NoNotification"})
    ]


def test_a_refresh_that_is_going_on_is_no_mistake_and_not_asked_again(service):
    told = ask(service, (400, {}, BUSY))

    assert (told.outcome, len(service.asked)) == (Outcome.BUSY, 1)


def test_the_request_is_made_once_more_after_the_time_that_the_service_asks(service):
    waited = []

    told = ask(service, (429, {"Retry-After": "7"}, ""), (202, {}, ""), waited=waited)

    assert (told.outcome, waited, len(service.asked)) == (Outcome.STARTED, [7.0], 2)


@pytest.mark.parametrize("header", [{"Retry-After": "61"}, {"Retry-After": "Mon, 23 Nov 2026 10:00:00 GMT"}, {}])
def test_a_service_that_asks_too_long_is_not_waited_for(service, header):
    waited = []

    told = ask(service, (429, header, ""), waited=waited)

    assert (told.outcome, waited, len(service.asked)) == (Outcome.POSTPONED, [], 1)
    assert "61 seconden" in told.says


def test_a_minute_is_still_waited_and_a_second_refusal_is_not(service):
    waited = []

    told = ask(service, (429, {"Retry-After": "60"}, ""), (429, {"Retry-After": "60"}, ""), waited=waited)

    assert (told.outcome, waited) == (Outcome.POSTPONED, [60.0])


@pytest.mark.parametrize("lost", [(None, {}, ""), (503, {}, "")])
def test_after_a_lost_answer_the_history_says_that_it_began(service, lost):
    told = ask(service, lost, history(datetime.now(UTC)))

    assert told.outcome is Outcome.STARTED
    assert [asked[0] for asked in service.asked] == ["POST", "GET"]


@pytest.mark.parametrize(
    "answer",
    [
        history(datetime.now(UTC) - timedelta(minutes=5)),
        (200, {}, '{"value": []}'),
        (500, {}, ""),
        (200, {}, "geen json"),
    ],
)
def test_after_a_lost_answer_nothing_is_claimed_where_the_history_does_not_say_so(service, answer):
    told = ask(service, (503, {}, ""), answer)

    assert told.outcome is Outcome.UNKNOWN
    assert [asked[0] for asked in service.asked] == ["POST", "GET"]


@pytest.mark.parametrize(("status", "word"), [(401, "weigert"), (403, "weigert"), (404, "weigert"), (400, "begrijpt")])
def test_a_refusal_says_what_to_look_at_and_not_the_secret(service, status, word):
    with pytest.raises(UnusableInputError, match=word) as told:
        ask(service, (status, {}, "nee"))

    assert SECRET not in str(told.value)
    assert "toegang " not in str(told.value)


@pytest.mark.parametrize("given", [{"error": "invalid_client", "error_description": SECRET}, {"access_token": "t"}])
def test_entra_gives_a_token_or_a_reason_without_the_secret(monkeypatch, given):
    class Msal:
        class ConfidentialClientApplication:
            def __init__(self, client, *, authority, client_credential):
                assert (client, authority, client_credential) == ("c", f"{module.AUTHORITY}/t", SECRET)

            def acquire_token_for_client(self, scopes):
                assert scopes == [module.SCOPE]
                return given

    monkeypatch.setattr(module, "_library", lambda _name: Msal)

    if "access_token" in given:
        assert application_token(Settings(**WISHED)) == "t"
    else:
        with pytest.raises(UnusableInputError, match="invalid_client") as told:
            application_token(Settings(**WISHED))
        assert SECRET not in str(told.value)


def test_entra_that_cannot_be_reached_is_told_so(monkeypatch):
    class Msal:
        @staticmethod
        def ConfidentialClientApplication(*_arguments, **_named):  # noqa: N802 - the name is that of msal
            raise ConnectionError(SECRET)

    monkeypatch.setattr(module, "_library", lambda _name: Msal)

    with pytest.raises(UnusableInputError, match="niet bereikbaar") as told:
        application_token(Settings(**WISHED))

    assert SECRET not in str(told.value)


def test_a_missing_library_says_how_to_install_it(monkeypatch):
    monkeypatch.setitem(module.__dict__, "import_module", missing)

    with pytest.raises(UnusableInputError, match="toevoeging 'mail'"):
        refresh(Settings(**WISHED))


def missing(name):
    raise ImportError(name)


def test_the_secret_is_only_told_to_be_set_and_is_refused_in_the_file(tmp_path, monkeypatch):
    monkeypatch.setenv("VERZAMELPUNT_POWERBI_GEHEIM", SECRET)
    file = tmp_path / "verzamelpunt.toml"
    file.write_text(f'powerbi_geheim = "{SECRET}"\n', encoding="utf-8")

    shown = {row.key: row.value for row in effective(load())}
    with pytest.raises(UnusableInputError, match="hoort niet in") as told:
        load(file)

    assert shown["powerbi_geheim"] == "(gezet)"
    assert SECRET not in str(told.value)
