# SPDX-License-Identifier: EUPL-1.2
"""What came in, byte for byte, stored once under its own hash and never changed; sealed where the owner asks for it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

from processors.durable import HALF, landing
from processors.errors import OwnMistakeError
from processors.vault import Vault, sealing

SEALED = ".aes"


class DamagedArchiveError(OwnMistakeError):
    """What the archive holds under a hash is gone or is something else."""


@dataclass(frozen=True, slots=True)
class Item:
    """One content of the archive: where it stands, and its key when it is sealed. Another process can read it too."""

    name: str
    path: Path
    key: bytes | None = field(default=None, repr=False)

    def get(self) -> bytes:
        """Give the bytes; DamagedArchiveError when they are gone, altered, or sealed without a key."""
        try:
            data = self.path.read_bytes()
        except FileNotFoundError:
            raise DamagedArchiveError(f"Archive item {self.name} is gone.") from None
        if self.path.suffix == SEALED:
            data = self._unsealed(data)
        if sha256(data).hexdigest() != self.name:
            raise DamagedArchiveError(f"Archive item {self.name} does not have this hash any more.")
        return data

    @contextmanager
    def plain(self) -> Iterator[Path]:
        """Give a path with the bytes themselves: of what is sealed a copy for this account alone, gone after the block.

        Raises:
            DamagedArchiveError: it is sealed and cannot be given.

        """
        if self.path.suffix != SEALED:
            yield self.path
            return
        with TemporaryDirectory(prefix="verzamelpunt-") as folder:
            copy = Path(folder) / self.name
            copy.touch(mode=0o600)
            copy.write_bytes(self.get())
            yield copy

    def _unsealed(self, data: bytes) -> bytes:
        if self.key is None:
            raise DamagedArchiveError(f"Archive item {self.name} has no key.")
        found: bytes | None = sealing().unseal(self.key, data, self.name)
        if found is None:
            raise DamagedArchiveError(f"Archive item {self.name} is not what was sealed.")
        return found


@dataclass(frozen=True, slots=True)
class Archive:
    """A folder of files `ab/cdef…`: the two parts together are the SHA-256 of the content.

    What is sealed ends in `.aes`; both kinds are read, and `sealing` says in which new content is written.
    """

    root: Path
    vault: Vault | None = None
    sealing: bool = False

    def put(self, data: bytes) -> str:
        """Store the bytes and give their SHA-256 (hex); on disk and read back when this returns.

        Content that is already there is not written again; a damaged copy is replaced by the good bytes.
        """
        name = sha256(data).hexdigest()
        if not self.holds(name):
            self._write(name, data)
        return name

    def seal(self, name: str) -> None:
        """Write what stands here in the open again, sealed; DamagedArchiveError when it is not what it was."""
        self._write(name, self.get(name))

    def destroy(self, name: str) -> None:
        """Take content away for good: first its key, then the file."""
        if self.vault:
            self.vault.destroy(name)
        plain = self.root / name[:2] / name[2:]
        for path in (plain, plain.with_name(plain.name + SEALED)):
            path.unlink(missing_ok=True)

    def item(self, name: str) -> Item:
        """The content with this SHA-256, there or not."""
        plain = self.root / name[:2] / name[2:]
        sealed = plain.with_name(plain.name + SEALED)
        if self.vault and sealed.exists():
            return Item(name, sealed, self.vault.key(name))
        return Item(name, plain)

    def path(self, name: str) -> Path:
        """Where the content with this SHA-256 stands, or would stand."""
        return self.item(name).path

    def holds(self, name: str) -> bool:
        """Whether the content with this SHA-256 is there and undamaged."""
        try:
            self.get(name)
        except DamagedArchiveError:
            return False
        return True

    def get(self, name: str) -> bytes:
        """Give the bytes with this SHA-256; DamagedArchiveError when they are gone or altered."""
        return self.item(name).get()

    def names(self) -> list[str]:
        """The names (SHA-256) under which something stands, damaged or not."""
        paths = (path for path in self.root.glob("??/*") if not path.name.endswith(HALF))
        return sorted({path.parent.name + path.name.removesuffix(SEALED) for path in paths})

    def verify(self) -> list[str]:
        """Read everything; give the names (SHA-256) of what no longer is what was stored."""
        return [name for name in self.names() if not self.holds(name)]

    def _write(self, name: str, data: bytes) -> None:
        """Put the content under its name, look whether it stands, and let go of what stood there in the other kind."""
        plain = self.root / name[:2] / name[2:]
        sealed = plain.with_name(plain.name + SEALED)
        target, other = plain, sealed
        content = data
        if self.sealing and self.vault:
            key = self.vault.key_for(name)  # kept before anything is sealed under it
            target, other, content = sealed, plain, sealing().seal(key, data, name)
        with landing(target) as half:
            half.write_bytes(content)
        Item(name, target, self.vault.key(name) if target == sealed and self.vault else None).get()
        other.unlink(missing_ok=True)
