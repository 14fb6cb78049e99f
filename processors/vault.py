# SPDX-License-Identifier: EUPL-1.2
"""The keys of the archive: one per item, wrapped under a key of the owner; without its key an item is noise.

They stand in a file of their own, beside the archive and never in it: who destroys a key destroys the item in every
copy of the archive.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from types import ModuleType

from processors.durable import make_folder
from processors.errors import UnusableInputError

TABLE = "CREATE TABLE IF NOT EXISTS sleutels (naam TEXT PRIMARY KEY, sleutel BLOB NOT NULL) STRICT"
NO_LIBRARY = (
    "Voor een versleuteld archief is het onderdeel 'cryptography' nodig. "
    "Installeer Verzamelpunt met de extra 'archief'."
)
NOT_THIS_ONE = (
    "De sleutel in de instellingen past niet bij '{}'. Zet de sleutel waarmee het archief is versleuteld, of zet dit "
    "bestand terug uit de reservekopie die bij deze sleutel hoort."
)
DAMAGED = (
    "Het bestand '{}' met de sleutels van het archief is niet te gebruiken. Zet het terug uit een reservekopie; zonder "
    "is wat versleuteld is niet te lezen."
)


def sealing() -> ModuleType:
    """`processors.sealing`; UnusableInputError where the library that it needs is not installed."""
    try:
        return import_module("processors.sealing")
    except ImportError:
        raise UnusableInputError(NO_LIBRARY) from None


@dataclass(frozen=True, slots=True)
class Vault:
    """The file with the wrapped keys, and the secret under which they are wrapped.

    Its calls raise UnusableInputError where the secret is another one, or the file or a library cannot be used.
    """

    path: Path
    secret: bytes = field(repr=False)

    def key_for(self, name: str) -> bytes:
        """The key of this item, made when it has none; on disk when this returns."""
        if known := self.key(name):
            return known
        tool = sealing()
        made: bytes = tool.new_key()
        make_folder(self.path.parent)
        with self._open("rwc") as base:
            base.execute(TABLE)
            base.execute("INSERT INTO sleutels VALUES (?, ?)", (name, tool.seal(tool.derived(self.secret), made, name)))
        return made

    def key(self, name: str) -> bytes | None:
        """The key of this item; None when it has none."""
        if not self.path.exists():
            return None
        with self._open("ro") as base:
            found = base.execute("SELECT sleutel FROM sleutels WHERE naam=?", (name,)).fetchone()
        if found is None:
            return None
        tool = sealing()
        key: bytes | None = tool.unseal(tool.derived(self.secret), found[0], name)
        if key is None:
            raise UnusableInputError(NOT_THIS_ONE.format(self.path))
        return key

    def destroy(self, name: str) -> None:
        """Take the key of this item away for good: what was sealed under it is noise in every copy of the archive."""
        if self.path.exists():
            with self._open("rw") as base:
                base.execute("PRAGMA secure_delete=ON")  # its bytes are written over, not only forgotten
                base.execute("DELETE FROM sleutels WHERE naam=?", (name,))

    def rewrap(self, old: bytes) -> int:
        """Wrap every key under the secret of this vault that is still wrapped under an old one; how many, at once."""
        if not self.path.exists():
            return 0
        tool = sealing()
        former, mine = tool.derived(old), tool.derived(self.secret)
        changed = []
        with self._open("rw") as base:
            for name, wrapped in base.execute("SELECT naam, sleutel FROM sleutels").fetchall():
                if tool.unseal(mine, wrapped, name) is not None:
                    continue
                key = tool.unseal(former, wrapped, name)
                if key is None:
                    raise UnusableInputError(NOT_THIS_ONE.format(self.path))
                changed.append((tool.seal(mine, key, name), name))
            base.executemany("UPDATE sleutels SET sleutel=? WHERE naam=?", changed)
        return len(changed)

    @contextmanager
    def _open(self, mode: str) -> Iterator[sqlite3.Connection]:
        address = f"{self.path.absolute().as_uri()}?mode={mode}"
        try:
            with closing(sqlite3.connect(address, uri=True, timeout=30)) as base, base:
                base.execute("PRAGMA synchronous=FULL")
                yield base
        except sqlite3.DatabaseError:
            raise UnusableInputError(DAMAGED.format(self.path)) from None
