# SPDX-License-Identifier: EUPL-1.2
"""A newcomer's first minutes in a clean copy: set-up, a second start, and the demo at its default size."""

import argparse
import io
import json
import shutil
import subprocess
import sys
import tarfile
from pathlib import Path
from tempfile import TemporaryDirectory

from measuring import ROOT, middle, run
from report import Row, main

LAUNCHER = "./verzamelpunt"
SMALL = ("--regels", "1000")


def measure(asked: argparse.Namespace) -> list[Row]:
    """Copy what is committed, and run the launcher in it as a newcomer does."""
    with TemporaryDirectory() as folder:
        copy = Path(folder)
        _copy(copy)
        first = run([LAUNCHER, "--help"], copy, allowed=[0])
        second = middle([LAUNCHER, "--help"], copy, asked.runs, allowed=[0])
        size = SMALL if asked.small else ()
        demo = middle([LAUNCHER, "demo", "--json", *size], copy, asked.runs)
        told = json.loads(demo.output.splitlines()[-1])
    said = f"{told['regels']:,} lines, {told['ontvangen']} files received"
    work = "`demo`, small size" if asked.small else "`demo`, default size"
    return [
        Row("first `verzamelpunt --help` in a clean copy: set-up included", first.seconds, "s"),
        Row("second `verzamelpunt --help`", second.seconds, "s", 1.5),
        Row(f"{work}, after set-up", demo.seconds, "s", None if asked.small else 30, said),
        Row(f"{work}: processor", demo.cpu, "s"),
        Row(f"{work}: peak memory", demo.peak, "MiB"),
    ]


def _copy(folder: Path) -> None:
    """Put the files of the last commit in a folder."""
    git = shutil.which("git")
    if git is None:
        sys.exit("git is needed to make a clean copy.")
    packed = subprocess.run([git, "archive", "HEAD"], cwd=ROOT, check=True, capture_output=True).stdout  # noqa: S603 - our own repository
    with tarfile.open(fileobj=io.BytesIO(packed)) as archive:
        archive.extractall(folder, filter="data")


if __name__ == "__main__":
    main("demo", measure, {"runs": 3})
