# SPDX-License-Identifier: EUPL-1.2
"""How tests find what they spoil in a work folder, and how they spoil it."""

import sqlite3
from contextlib import closing


def archived(office, sha):
    return office.place.archive / sha[:2] / sha[2:]


def first(office, table="aanleveringen", where="1=1"):
    """Id and SHA-256 of the first row for which this holds."""
    with closing(sqlite3.connect(office.place.journal)) as base:
        return base.execute(f"SELECT id, sha256 FROM {table} WHERE {where} ORDER BY nr").fetchone()  # noqa: S608 - our own words


def flipped(path, at=0.5):
    data = bytearray(path.read_bytes())
    data[int(len(data) * at)] ^= 1
    path.write_bytes(data)


def stored(office, pattern):
    return sorted(office.place.store.glob(pattern))
