# SPDX-License-Identifier: EUPL-1.2
"""Microsoft's own client of Graph reads the answers of the stand-in, and what it asks is understood there."""

import base64
import json
import subprocess
from pathlib import Path

import pytest

from tests.processors.mailbox.contract import mail
from tests.processors.mailbox.graph_standin import KINDS, Mailbox, start
from tests.processors.mailbox.office_graph import REGION

PROGRAM = Path(__file__).parents[2] / "judges" / "graph_sdk.py"


@pytest.fixture(scope="module")
def box():
    """A mailbox with three messages; the first holds a file and a link."""
    box = Mailbox(REGION)
    box.deliver(mail("een", ("declaratie.csv", b"a;b\n")), "lijst.xlsx")
    box.deliver(mail("twee"))
    box.deliver(mail("drie"))
    return box


@pytest.fixture(scope="module")
def told(msgraph, box):
    """What the client read, per part of a pass."""
    raw, server = box.mails["I1="].raw, start(box)
    base = f"http://127.0.0.1:{server.server_address[1]}"
    done = subprocess.run([msgraph, PROGRAM, base, REGION], capture_output=True, text=True, timeout=120, check=False)
    server.shutdown()
    server.server_close()
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout) | {"raw": raw}


def test_every_call_that_we_make_was_made(told, box):
    assert told
    assert set(box.calls) == {kind for kind, _, _ in KINDS}


def test_a_list_goes_on_to_its_last_page_and_tells_what_was_selected(told):
    read = told["read"]

    assert (read["first page"], read["next"]) == (2, True)
    assert read["listed"] == [
        ["I1=", "2026-11-02T08:01:00+00:00", True, None],
        ["I2=", "2026-11-02T08:02:00+00:00", False, None],
        ["I3=", "2026-11-02T08:03:00+00:00", False, None],
    ]
    assert read["sizes"][0] == ["Long 0xe08", str(len(told["raw"]))]
    assert len(read["sizes"]) == 3


def test_a_message_its_headers_and_its_mime_are_read(told):
    read = told["read"]

    sent = "2026-11-02T08:01:00+00:00"
    message = ["Declaratie een", "zorg@aanbieder.nl", "<een@aanbieder.nl>", False, False, "normal", sent, None]
    assert read["message"] == message
    assert read["headers"]["Message-ID"] == "<een@aanbieder.nl>"
    assert read["parent"] == "inbox"
    assert base64.b64decode(read["mime"]) == told["raw"]


def test_an_attachment_has_the_type_of_what_it_is(told):
    read = told["read"]

    names = [["FileAttachment", "declaratie.csv"], ["ReferenceAttachment", "lijst.xlsx"]]
    assert read["attachments"] == [[*each, None] for each in names]
    assert read["full"] == [[*names[0], 4, False], [*names[1], 0, False]]
    assert base64.b64decode(read["content"]) == b"a;b\n"


def test_nothing_was_told_that_the_client_does_not_know(told):
    unknown = [name for each in (*told["read"]["unread"], *told["refused"]["unread"]) for name in each]

    assert set(unknown) == {"@odata.etag", "@odata.mediaContentType"}


def test_a_folder_is_found_made_and_moved_into(told, box):
    key = box.folder_named("ver'werkt")

    assert told["file"] == {
        "looked": [[], [key]], "made": [key, "ver'werkt"], "moved": ["I1=", key], "inbox": [2, 2],
    }  # fmt: skip


def test_an_answer_is_drafted_marked_filled_sent_and_found(told, box):
    answer = told["answer"]

    assert answer["draft"] == ["Terugkoppeling", True, "drafts", "2026-11-03T00:00:00+00:00"]
    assert answer["small"] == ["FileAttachment", "klein.csv", 4]
    assert answer["session"] == ["2099-01-01T00:00:00+00:00", ["0-"]]
    assert answer["pieces"] == [["3932160"], None]
    assert answer["found"] == [[True], [False]]
    assert answer["same"] == [True, True]
    (raw,) = box.sent
    assert (raw.count(b"klein.csv"), raw.count(b"groot.xlsx")) == (1, 1)


def test_what_is_not_there_is_an_error_of_graph(told):
    refused = told["refused"]

    assert (refused["status"], refused["code"]) == (404, "ErrorItemNotFound")
    assert refused["message"]
    assert refused["date"] == "2026-11-02T08:00:00"
    assert refused["request"]
