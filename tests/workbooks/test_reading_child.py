# SPDX-License-Identifier: EUPL-1.2
"""The child process in which workbooks are read: its limits, its ends, and our own mistakes in it."""

import io
import json
import os
import subprocess
import sys
from dataclasses import asdict, replace
from types import SimpleNamespace

import pytest

from workbooks import child, worker
from workbooks.errors import UnreadableFileError
from workbooks.limits import LIMITS
from workbooks.reading import read

TOO_HEAVY = (
    "Bestand 'boek.xlsx' vraagt bij het lezen te veel geheugen of tijd, of laat het leesprogramma vastlopen. "
    "Begin opnieuw met het sjabloon, of stuur de gegevens in delen."
)


def texts(count):
    return "".join(f'<row r="{n}"><c r="A{n}" t="str"><v>{"x" * 900}{n}</v></c></row>' for n in range(1, count))


def program(monkeypatch, source):
    monkeypatch.setattr(child, "COMMAND", (sys.executable, "-c", source))


def test_a_workbook_is_read_in_a_process_started_ahead(make_book):
    path = make_book()
    child.warm()
    child.warm()

    reading = read(path)

    assert reading.grids[0].text.rows() == [("1",)]
    assert child._spare == []  # noqa: SLF001 - the waiting process was used


def test_a_process_that_ended_while_it_waited_is_replaced(make_book):
    path = make_book()
    child.warm()
    child._spare[0].kill()  # noqa: SLF001 - as the system does when memory is short
    child._spare[0].wait()  # noqa: SLF001 - idem

    assert read(path).grids[0].text.rows() == [("1",)]


def test_a_process_that_waited_in_vain_ends():
    child.warm()
    (process,) = child._spare  # noqa: SLF001 - there is no other way to see it

    child._dismiss()  # noqa: SLF001 - what happens at the end of the program

    assert process.returncode == 0


def test_a_refusal_crosses_the_border_whole(make_book):
    path = make_book(parts={"xl/vbaProject.bin": b"x"})

    with pytest.raises(UnreadableFileError) as refused:
        read(path)

    assert (refused.value.code, refused.value.quarantine) == ("LEZEN-13", True)
    assert str(refused.value) == (
        "Bestand 'boek.xlsx' bevat een macro, maar is geen xlsm-bestand. "
        "Wij bekijken het; stuur intussen een nieuw bestand, gemaakt met het sjabloon."
    )


@pytest.mark.skipif(sys.platform == "win32", reason="Windows begrenst alleen de tijd")
def test_a_workbook_that_takes_too_much_memory_is_refused(make_book):
    path = make_book(texts(90_000))

    with pytest.raises(UnreadableFileError) as refused:
        read(path, limits=replace(LIMITS, memory=130 << 20, ratio=10_000))

    assert (refused.value.code, str(refused.value)) == ("LEZEN-30", TOO_HEAVY)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows kent geen signalen")
def test_a_crash_of_the_parser_is_a_refusal(make_book, monkeypatch):
    program(monkeypatch, "import os; os.abort()")

    with pytest.raises(UnreadableFileError) as refused:
        read(make_book())

    assert (refused.value.code, str(refused.value)) == ("LEZEN-30", TOO_HEAVY)


def test_a_panic_of_the_parser_is_a_refusal(make_book, monkeypatch):
    program(monkeypatch, "class PanicException(BaseException): pass\nraise PanicException")

    with pytest.raises(UnreadableFileError, match="laat het leesprogramma vastlopen"):
        read(make_book())


def test_a_workbook_that_takes_too_long_is_refused(make_book, monkeypatch):
    program(monkeypatch, "import time; time.sleep(60)")

    with pytest.raises(UnreadableFileError, match="te veel geheugen of tijd"):
        read(make_book(), limits=replace(LIMITS, seconds=0))


def test_our_own_mistake_is_not_told_to_the_sender(make_book, monkeypatch):
    program(monkeypatch, "raise KeyError('x')")

    with pytest.raises(RuntimeError, match="The reading process failed"):
        read(make_book())


def run_worker(monkeypatch, question):
    answered = io.BytesIO()
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(question)))
    monkeypatch.setattr(sys, "stdout", SimpleNamespace(buffer=answered))
    monkeypatch.setattr(worker, "confine", lambda _limits: None)
    return worker.main(), answered.getvalue()


def test_the_process_answers_one_job(make_book, monkeypatch):
    job = {"path": str(make_book()), "name": "boek.xlsx", "kind": "xlsx", "limits": asdict(LIMITS)}

    status, answer = run_worker(monkeypatch, json.dumps(job).encode())

    head = json.loads(answer.partition(b"\n")[0])
    assert (status, head["sheets"][0]["name"], head["sheets"][0]["filled"]) == (0, "Blad1", 1)


def test_the_process_ends_quietly_without_a_job(monkeypatch):
    assert run_worker(monkeypatch, b"") == (0, b"")


def test_the_process_says_so_when_memory_is_short(monkeypatch):
    def run_out(_job):
        raise MemoryError

    monkeypatch.setattr(worker, "answer", run_out)

    assert run_worker(monkeypatch, b"{}") == (worker.OUT_OF_MEMORY, b"")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows begrenst alleen de tijd")
def test_the_process_confines_itself():
    source = (
        "import resource; from workbooks.worker import confine; from workbooks.limits import Limits\n"
        "confine(Limits(memory=1 << 30, seconds=7))\n"
        "kinds = resource.RLIMIT_AS, resource.RLIMIT_CPU, resource.RLIMIT_CORE\n"
        "print(*(resource.getrlimit(kind)[0] for kind in kinds))"
    )

    done = subprocess.run(
        [sys.executable, "-c", source],
        capture_output=True,
        check=True,
        text=True,
        env={**os.environ, "PYTHONPATH": str(child.ROOT)},
    )

    assert done.stdout.split() == [str(1 << 30), "7", "0"]
