# SPDX-License-Identifier: EUPL-1.2
"""What came in, byte for byte, stored once under its own hash and never changed."""

from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from processors.durable import HALF, landing
from processors.errors import OwnMistakeError


class DamagedArchiveError(OwnMistakeError):
    """What the archive holds under a hash is gone or is something else."""


@dataclass(frozen=True, slots=True)
class Archive:
    """A folder of files `ab/cdef…`: the two parts together are the SHA-256 of the content."""

    root: Path

    def put(self, data: bytes) -> str:
        """Store the bytes and give their SHA-256 (hex); on disk and read back when this returns.

        Content that is already there is not written again; a damaged copy is replaced by the good bytes.
        """
        name = sha256(data).hexdigest()
        if not self.holds(name):
            with landing(self.path(name)) as half:
                half.write_bytes(data)
            self.get(name)
        return name

    def path(self, name: str) -> Path:
        """Where the content with this SHA-256 stands, or would stand."""
        return self.root / name[:2] / name[2:]

    def holds(self, name: str) -> bool:
        """Whether the content with this SHA-256 is there and undamaged."""
        path = self.path(name)
        return path.is_file() and sha256(path.read_bytes()).hexdigest() == name

    def get(self, name: str) -> bytes:
        """Give the bytes with this SHA-256; DamagedArchiveError when they are gone or altered."""
        try:
            data = self.path(name).read_bytes()
        except FileNotFoundError:
            raise DamagedArchiveError(f"Archive item {name} is gone.") from None
        if sha256(data).hexdigest() != name:
            raise DamagedArchiveError(f"Archive item {name} does not have this hash any more.")
        return data

    def names(self) -> list[str]:
        """The names (SHA-256) under which something stands, damaged or not."""
        paths = (path for path in sorted(self.root.glob("??/*")) if not path.name.endswith(HALF))
        return [path.parent.name + path.name for path in paths]

    def verify(self) -> list[str]:
        """Read everything; give the names (SHA-256) of what no longer is what was stored."""
        return [name for name in self.names() if not self.holds(name)]
