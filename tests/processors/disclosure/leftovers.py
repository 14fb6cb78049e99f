# SPDX-License-Identifier: EUPL-1.2
"""What is left of a value in a workbook: in any part of the file, whether a reader sees it or not."""

import re
import zipfile
from pathlib import Path


def leftovers(path: Path, values: list[str]) -> list[tuple[str, str]]:
    """The part and the value, for each value that stands somewhere in the file as a whole word.

    Looks in every part: sheets that are hidden, shared strings, caches of charts and pivots, comments, names, metadata.

    Args:
        path: a workbook.
        values: as they are written in XML: 1234, 12.5, a text.

    """
    words = re.compile(rb"(?<![\w.])(" + b"|".join(re.escape(each.encode()) for each in values) + rb")(?![\w.])")
    found = []
    with zipfile.ZipFile(path) as book:
        for part in book.namelist():
            found += [(part, word.decode()) for word in sorted(set(words.findall(book.read(part))))]
    return found
