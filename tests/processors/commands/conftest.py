# SPDX-License-Identifier: EUPL-1.2
"""The command line, called as a user calls it, in a folder where nothing stands yet."""

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from processors import cli


class Said(NamedTuple):
    """How a command ended and what it said."""

    status: int
    out: str
    err: str


@pytest.fixture
def call(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Callable[..., Said]:
    """Call a command in the folder of the test, with a work folder and a key in the environment."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("VERZAMELPUNT_MAP", "werkmap")
    monkeypatch.setenv("VERZAMELPUNT_SLEUTEL", "0123456789abcdef0123456789abcdef")
    monkeypatch.setenv("VERZAMELPUNT_WACHTTIJD_SECONDEN", "0")

    def called(*words: object) -> Said:
        with pytest.raises(SystemExit) as left:
            cli.main([str(word) for word in words])
        return Said(int(str(left.value.code)), *capsys.readouterr())

    return called
