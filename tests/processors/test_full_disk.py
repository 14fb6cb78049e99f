# SPDX-License-Identifier: EUPL-1.2
"""A disk that is full is told as that, whichever library met it, and nothing else is taken for it."""

import errno
import sqlite3

import polars as pl
import pytest

from processors import full_disk as module
from processors.full_disk import FULL, full_disk
from processors.mailbox.folder import FolderMailbox
from processors.mailbox.maildir import MaildirMailbox
from processors.mistakes import in_words, log_mistake
from processors.workplace import Workplace
from workbooks.writing import UnwritableWorkbookError


def of_sqlite(code):
    error = sqlite3.OperationalError("database or disk is full")
    error.sqlite_errorcode = code
    return error


def caused(cause):
    error = UnwritableWorkbookError("De werkmap 'a.xlsx' kan niet worden geschreven.")
    error.__cause__ = cause
    return error


@pytest.mark.parametrize(
    "error",
    [
        OSError(errno.ENOSPC, "No space left on device"),
        OSError(errno.EDQUOT, "Disk quota exceeded"),
        of_sqlite(sqlite3.SQLITE_FULL),
        pl.exceptions.ComputeError("parquet: underlying IO error: No space left on device (os error 28)"),
        pl.exceptions.ComputeError("There is not enough space on the disk. (os error 112)"),
        caused(OSError(errno.ENOSPC, "No space left on device")),
    ],
)
def test_each_library_s_word_for_a_full_disk_is_told_in_dutch_with_the_place(tmp_path, error):
    assert full_disk(error, tmp_path) == FULL.format(tmp_path)
    assert full_disk(error, tmp_path) == (
        f"De schijf met '{tmp_path}' is vol, of het quotum is op. Maak daar ruimte vrij en probeer het opnieuw; de "
        "dienst gaat dan vanzelf verder. Wat al bewaard was, is er nog."
    )


@pytest.mark.parametrize(
    "error",
    [
        OSError(errno.EIO, "Input/output error"),
        PermissionError(errno.EACCES, "Permission denied"),
        of_sqlite(sqlite3.SQLITE_IOERR_WRITE),
        of_sqlite(sqlite3.SQLITE_BUSY),
        ZeroDivisionError("28"),
        caused(PermissionError(errno.EACCES, "Permission denied")),
    ],
)
def test_what_is_something_else_stays_that(tmp_path, error):
    assert full_disk(error, tmp_path) is None


def test_a_quota_that_sqlite_calls_a_failed_write_is_seen_by_trying(tmp_path, monkeypatch):
    def refused(**_):
        raise OSError(errno.EDQUOT, "Disk quota exceeded")

    monkeypatch.setattr(module.tempfile, "TemporaryFile", refused)

    assert full_disk(of_sqlite(sqlite3.SQLITE_IOERR_WRITE), tmp_path) == FULL.format(tmp_path)


def test_a_mistake_that_no_log_takes_goes_to_standard_error(tmp_path, capsys):
    (tmp_path / "logboek").write_text("een bestand waar de map hoort", encoding="utf-8")

    reference, _ = log_mistake(ZeroDivisionError(), tmp_path / "logboek")

    assert f" {reference}\nZeroDivisionError\n" in capsys.readouterr().err


def test_a_workbook_that_a_full_disk_stopped_is_not_said_to_be_open_in_excel(tmp_path):
    place = Workplace(tmp_path)

    assert in_words(caused(OSError(errno.ENOSPC, "")), place) == FULL.format(tmp_path)
    assert in_words(caused(None), place) == "De werkmap 'a.xlsx' kan niet worden geschreven."
    assert not place.logs.exists()


@pytest.mark.parametrize("mailbox", [FolderMailbox, lambda root: MaildirMailbox(root, "data@regio.example")])
@pytest.mark.parametrize(
    ("number", "says"), [(errno.ENOSPC, "De schijf met '{}' is vol, "), (errno.EACCES, "Geef schrijfrechten.")]
)
def test_the_proof_of_a_mailbox_says_that_its_disk_is_full(tmp_path, monkeypatch, mailbox, number, says):
    def refused(*_):
        raise OSError(number, "")

    monkeypatch.setattr("pathlib.Path.write_bytes", refused)

    (*_, written) = mailbox(tmp_path).check()

    assert written.holds is False
    assert says.format(tmp_path) in written.says
