# SPDX-License-Identifier: EUPL-1.2
"""Damage to bytes: turned, taken away, moved, repeated, cut off; also to one part of a zip that itself stays whole."""

import io
import zipfile
from collections.abc import Sequence

from hypothesis import strategies as st

Damage = tuple[str, int, int]
PIECES = (b"\x00", b"\xff\xfe", b'"', b";", b"<", b"&#0;", b"-1", b"1e400", b"\r", b"]]>", b"<!DOCTYPE a>", b"\xc3")
KINDS = ("turn", "remove", "repeat", "move", "cut", "insert")
# The place is a share of the length in millionths, so that a damage means something in a file of any size.
DAMAGES = st.lists(
    st.tuples(st.sampled_from(KINDS), st.integers(0, 999_999), st.integers(0, 255)), min_size=1, max_size=4
)


def damaged(data: bytes, damages: Sequence[Damage]) -> bytes:
    """The bytes after each damage in turn."""
    for kind, share, amount in damages:
        at = len(data) * share // 1_000_000
        before, piece, after = data[:at], data[at : at + amount + 1], data[at + amount + 1 :]
        data = {
            "turn": before + bytes(each ^ (amount or 1) for each in piece[:1]) + data[at + 1 :],
            "remove": before + after,
            "repeat": before + piece * 2 + after,
            "move": after + before + piece,
            "cut": before,
            "insert": before + PIECES[amount % len(PIECES)] + piece + after,
        }[kind]
    return data


def inside(book: bytes, part: int, damages: Sequence[Damage]) -> bytes:
    """A zip as it was, but for one member that was damaged before it was packed."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(book)) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        names = old.namelist()
        for name in names:
            data = old.read(name)
            new.writestr(name, damaged(data, damages) if name == names[part % len(names)] else data)
    return target.getvalue()
