# SPDX-License-Identifier: EUPL-1.2
"""A zip of files, one level deep. Nothing is ever written under the name that a member gives itself."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Final

from workbooks.grid import Oddity
from workbooks.limits import LIMITS, Limits
from workbooks.preflight.archive import entries, safe_name, stream
from workbooks.preflight.kind import ZIP, judge_size
from workbooks.preflight.report import NAME_LENGTH, Report, clean

ARCHIVES: Final = (".zip", ".rar", ".7z", ".gz", ".tar", ".tgz")
PACKAGES: Final = (".xlsx", ".xlsm", ".xlsb", ".ods")
LITTER: Final = re.compile(r"(^|/)(__MACOSX/|\.DS_Store$|Thumbs\.db$|desktop\.ini$)")
FORBIDDEN: Final = re.compile(r'[\\/:*?"<>|]+')


@dataclass(frozen=True)
class Member:
    """One file from a zip.

    Attributes:
        name: for people and to recognise its type, cleaned; not a path to write to.
        data: its content.
        oddities: what there is to say about its name.

    """

    name: str
    data: bytes
    oddities: tuple[Oddity, ...]


def members(path: Path, *, name: str | None = None, limits: Limits = LIMITS) -> Iterator[Member]:
    """Yield the files in a zip, in order, without folders and what macOS and Windows leave behind.

    Args:
        path: the zip.
        name: its name for people, when `path` is a copy under another name.
        limits: what is too much.

    Raises:
        UnreadableFileError: damaged, beyond a limit, encrypted, a link, a zip within, contradicting itself, or empty.

    """
    report = Report(clean(name or path.name, NAME_LENGTH), limits)
    judge_size(path, limits.file, report)
    found = [info for info in entries(path, report) if not info.is_dir() and not LITTER.search(info.filename)]
    if not found:
        report.refuse("LEZEN-29", "bevat geen bestanden", "Stuur de bestanden zelf, of een zip waar ze in zitten.")
    with path.open("rb") as file:
        for info in found:
            shown, oddities = _display_name(info.filename, report)
            data = b"".join(stream(file, info, report))
            extension = PurePosixPath(shown.lower()).suffix
            if extension in ARCHIVES or (data.startswith(ZIP) and extension not in PACKAGES):
                action = "Pak de binnenste zip uit en stuur de bestanden in één zip of los."
                report.refuse("LEZEN-07", f"bevat nog een zip ('{shown}')", action)
            yield Member(shown, data, oddities)


def _display_name(name: str, report: Report) -> tuple[str, tuple[Oddity, ...]]:
    shown = clean(name, NAME_LENGTH)
    if safe_name(name) and shown == name:
        return shown, ()
    last = re.split(r"[\\/]", name)[-1]
    stem, dot, extension = clean(FORBIDDEN.sub("_", last), len(name)).rpartition(".")
    tidy = f"{clean(stem, NAME_LENGTH // 2) or 'naamloos'}{dot}{clean(extension, NAME_LENGTH // 10)}"
    if not safe_name(tidy):
        tidy = f"bestand_{tidy.lstrip('.')}"
    sentence = f"Een bestand in '{report.name}' heeft een naam die niet overal kan; wij noemen het '{tidy}'."
    action = "Gebruik namen van letters, cijfers en streepjes."
    return tidy, (Oddity("LEZEN-35", "", None, None, shown, sentence, action, refuses=False),)
