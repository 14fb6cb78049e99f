# SPDX-License-Identifier: EUPL-1.2
"""What a file is by its first bytes, beside what its name says."""

from pathlib import Path
from typing import Final

from workbooks.preflight.archive import ASK, END
from workbooks.preflight.report import Report

ZIP: Final = b"PK\3\4"
OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
LOOKS: Final = {b"%PDF": "een pdf", b"MZ": "een programma", b"\x89PNG": "een plaatje", b"\xff\xd8\xff": "een plaatje"}
WANTED: Final = {
    "xlsx": "zip", "xlsm": "zip", "xlsb": "zip", "ods": "zip", "xls": "ole", "csv": "text", "txt": "text",
    "xml": "markup",
}  # fmt: skip
MARKUP: Final = (b"<html", b"<!doctype", b"<?xml", b"<table")
ENCRYPTED: Final = "EncryptedPackage".encode("utf-16-le")
HEAD: Final = 1024
TAIL: Final = 65_557
RIGHT_TYPE: Final = "Bewaar het in Excel als xlsx (of csv) en stuur dat bestand."
RIGHT_MESSAGE: Final = "Stuur het bericht (xml) zelf, of een werkboek met de extensie die erbij hoort."
PADDING: Final = b"\xef\xbb\xbf\xff\xfe\0 \t\r\n"  # before the first tag: byte order marks, white space


def format_of(path: Path, extension: str, report: Report) -> str:
    """The format a file has by its name, when its content agrees: a key of `WANTED`, with txt as csv.

    Raises:
        UnreadableFileError: empty, too large, encrypted, of another type, or two types in one.

    """
    wanted = WANTED.get(extension)
    most = {"text": report.limits.delimited, "markup": report.limits.message}
    judge_size(path, most.get(wanted or "", report.limits.file), report)
    name = "csv" if wanted == "text" else extension
    if wanted is None or name not in report.limits.formats:
        report.refuse("LEZEN-01", f"is van een type dat wij niet lezen ({extension or 'geen extensie'})", RIGHT_TYPE)
    found = _content(path, report, MARKUP if wanted != "markup" else (b"<",))
    if found == "ole" and wanted == "zip" and ENCRYPTED in path.read_bytes():
        report.refuse("LEZEN-04", "is met een wachtwoord beveiligd", "Wilt u het zonder wachtwoord sturen?")
    if found != wanted:
        looks = {
            "zip": "een zip of Excel-werkboek",
            "ole": "een oud Excel-bestand (xls)",
            "markup": "een webpagina of XML",
        }
        what = looks.get(found, "gewone tekst" if found == "text" else found)
        action = RIGHT_MESSAGE if wanted == "markup" else RIGHT_TYPE
        report.refuse("LEZEN-01", f"heeft een verkeerd type: de naam zegt {extension}, de inhoud is {what}", action)
    return name


def judge_size(path: Path, limit: int, report: Report) -> None:
    """Refuse an empty file, and one of more than `limit` bytes."""
    size = path.stat().st_size
    if not size:
        report.refuse("LEZEN-02", "is leeg (0 bytes)", "Stuur het bestand opnieuw.")
    if size > limit:
        report.refuse("LEZEN-05", f"is groter dan {limit >> 20} MB", "Stuur de gegevens in delen.")


def _content(path: Path, report: Report, markup: tuple[bytes, ...]) -> str:
    """The type by the first bytes; text that begins with one of `markup` is markup."""
    with path.open("rb") as file:
        head = file.read(HEAD)
        file.seek(max(0, path.stat().st_size - TAIL))
        tail = file.read()
    if head.startswith(ZIP):
        return "zip"
    looks = next((look for magic, look in LOOKS.items() if head.startswith(magic)), None)
    if looks and END in tail:
        report.refuse("LEZEN-06", f"is {looks} en een zip in één", ASK, quarantine=True)
    if looks:
        return looks
    if head.startswith(OLE):
        return "ole"
    if head.startswith(END):
        return "zip"
    return "markup" if head.lstrip(PADDING).lower().startswith(markup) else "text"
