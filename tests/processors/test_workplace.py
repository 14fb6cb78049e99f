# SPDX-License-Identifier: EUPL-1.2
"""The work folder has fixed places and one runner."""

import os
import re
import subprocess
import sys

import pytest

from processors.errors import SecondRunnerError
from processors.workplace import Workplace

HOLD = """
import sys
from pathlib import Path
from processors.workplace import Workplace
with Workplace(Path(sys.argv[1])).one_runner():
    print("binnen", flush=True)
    sys.stdin.read()
"""


def test_prepare_makes_the_folders_of_the_contract_and_may_be_repeated(tmp_path):
    workplace = Workplace(tmp_path / "werk")

    workplace.prepare()
    workplace.prepare()

    folders = {path.name for path in workplace.root.iterdir()}
    assert folders == {"inbox", "archief", "opslag", "naslag", "quarantaine", "uitvoer", "logboek"}
    assert workplace.journal == workplace.root / "journaal.sqlite"


def test_a_second_runner_is_told_who_is_busy_and_since_when(tmp_path):
    workplace = Workplace(tmp_path)

    with workplace.one_runner(), pytest.raises(SecondRunnerError) as caught, workplace.one_runner():
        pass

    assert re.fullmatch(
        rf"Er loopt al een verwerking in '{re.escape(str(tmp_path))}' "
        rf"\(proces {os.getpid()}, sinds \d\d-\d\d-\d{{4}} \d\d:\d\d\)\. "
        r"Wacht tot die klaar is, of stop die eerst; deze opdracht heeft niets veranderd\.",
        str(caught.value),
    )


def test_a_runner_that_did_not_say_who_it_is_still_holds_the_folder(tmp_path):
    workplace = Workplace(tmp_path)

    with workplace.one_runner():
        (tmp_path / ".bezig.txt").unlink()
        with (
            pytest.raises(SecondRunnerError, match=r"Er loopt al een verwerking in '[^']+'\. Wacht"),
            workplace.one_runner(),
        ):
            pass


def test_the_folder_is_free_again_after_the_block_also_when_it_failed(tmp_path):
    workplace = Workplace(tmp_path)
    with pytest.raises(ZeroDivisionError), workplace.one_runner():
        raise ZeroDivisionError

    with workplace.one_runner():
        held = (tmp_path / ".bezig.txt").exists()

    assert held
    assert not (tmp_path / ".bezig.txt").exists()


def test_a_killed_runner_in_another_process_does_not_keep_the_folder(tmp_path):
    workplace = Workplace(tmp_path)
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, tmp_path], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as other:
        other.stdout.readline()
        with pytest.raises(SecondRunnerError, match=f"proces {other.pid}"), workplace.one_runner():
            pass
        other.kill()

    with workplace.one_runner():
        entered = True

    assert entered
