# SPDX-License-Identifier: EUPL-1.2
"""Which files were kept of a submission, each with its SHA-256, so that loss and damage are seen later."""

import json
from collections.abc import Iterable, Mapping
from hashlib import sha256
from pathlib import Path

from processors.durable import landing

FOLDER = "inhoud"


def manifest_path(root: Path, subject: str) -> Path:
    """Where the manifest of a submission stands in a store."""
    return root / FOLDER / f"{subject}.json"


def note(root: Path, subject: str, files: Iterable[Path]) -> None:
    """Note what a store holds of a submission now, in place of what was noted before.

    Args:
        root: the folder of the store.
        subject: the id of the submission.
        files: all that was kept of it, somewhere in that folder.

    """
    hashes = {path.relative_to(root).as_posix(): hash_of(path) for path in sorted(files)}
    with landing(manifest_path(root, subject)) as half:
        half.write_text(json.dumps(hashes, indent=1) + "\n", encoding="utf-8")


def noted(root: Path, subject: str) -> Mapping[str, str] | None:
    """File (from the root of the store, with slashes) to SHA-256; None when that was not noted, or cannot be read."""
    try:
        found = json.loads(manifest_path(root, subject).read_text("utf-8"))
    except (FileNotFoundError, ValueError):
        return None
    return {str(name): str(value) for name, value in found.items()} if isinstance(found, dict) else None


def hash_of(path: Path) -> str:
    """The SHA-256 (hex) of the content of a file."""
    return sha256(path.read_bytes()).hexdigest()
