# SPDX-License-Identifier: EUPL-1.2
"""What belongs to nothing or is damaged goes to a folder for people; nothing there is ever replaced."""

from itertools import count
from pathlib import Path

from processors.durable import move
from processors.workplace import Workplace

SAYS = "Staat nu in quarantaine/herstel."


def set_aside(place: Workplace, folder: str, root: Path, name: str) -> None:
    """Move the file `name` of `root` to the first folder of this name, or this name and a number, that has room."""
    for number in count(1):
        target = place.set_aside / (folder if number == 1 else f"{folder}-{number}") / name
        if not target.exists():
            move(root / name, target)
            return
