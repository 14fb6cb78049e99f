# SPDX-License-Identifier: EUPL-1.2
"""Whether a mailbox on this machine takes files, tried with one that goes away at once."""

from contextlib import suppress
from pathlib import Path
from uuid import uuid4

from processors.durable import make_folder
from processors.full_disk import full_disk
from processors.mailbox.message import Check

BLOCK = 4096  # bytes: a disk that is full may still take an empty file


def takes_files(place: str, root: Path, folder: str) -> Check:
    """Try to write in a folder of a mailbox.

    Args:
        place: how the sentence names the mailbox, such as `de map '/gegevens/inbox'`.
        root: the mailbox.
        folder: where in it is written.

    """
    probe = root / folder / f"proef-{uuid4().hex}"
    try:
        make_folder(probe.parent)
        probe.write_bytes(bytes(BLOCK))
    except OSError as error:
        refused = f"In {place} kan niet worden geschreven. Geef schrijfrechten."
        return Check(holds=False, says=full_disk(error, root) or refused)
    finally:
        with suppress(OSError):
            probe.unlink()
    return Check(holds=True, says=f"In {place} kan worden geschreven.")
