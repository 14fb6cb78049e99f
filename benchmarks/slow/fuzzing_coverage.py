# SPDX-License-Identifier: EUPL-1.2
"""Fuzzing that follows coverage (atheris, on libFuzzer): files that reach code which no file before them reached.

Linux and Python 3.11. Put atheris beside the environment, then give a door (xlsx, xml or csv), how many seconds, and a
folder in which the corpus grows and where a file that crashes, hangs for a minute or is silently empty is kept:

    pip install --require-hashes --target FOLDER -r tests/judges/atheris.txt
    PYTHONPATH=FOLDER python -m benchmarks.slow.fuzzing_coverage xlsx 480 CORPUS

A workbook or message is read here in this process and not in one of its own, so that what it reaches is seen; what the
system limits there (memory, processor time) is not limited here. Of a workbook one part is changed in a zip that stays
whole. Bytes that begin with an even number are that part, or the message, itself. After an odd number they say which
texts, attributes and places of elements change in a good one, so that what comes out is XML that can be read.
"""

import argparse
import copy
import gc
import io
import re
import sys
import zipfile
from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import atheris
from lxml import etree

with atheris.instrument_imports(include=["processors", "workbooks"]):
    from processors.demo import DemoPlan, make_region
    from processors.intake.reading import read_submission
    from tests.processors.messages.test_message_intake import DECLARATION
    from tests.walks.conftest import CSV, open_office
    from workbooks import child, worker
    from workbooks.errors import UnreadableFileError
    from workbooks.limits import Limits

DOORS = ("xlsx", "xml", "csv")
HANGS = 60  # seconds
PANIC = "PanicException"
CHANGES = 8
LONGEST = 40  # characters
# Values over which readers stumble, for which chance alone would take long.
WORDS = (
    "", "0", "-1", "1", "1.5", "1E400", "NaN", "99999999999999999999", "true", "ja", "A1", "XFD1048577", "A1:B2",
    "#REF!", "s", "d", "e", "b", "n", "str", "inlineStr", "hidden", "2026-10-01", "2026-13-45", "20261001", "2958466",
)  # fmt: skip
NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
ACTS = ("text", "text", "text of another", "attribute", "attribute", "remove", "repeat", "move")


class SilentError(Exception):
    """A file gave no line, no finding and no refusal."""


def in_this_process(path: Path, name: str, kind: str, limits: Limits) -> tuple[dict[str, Any], memoryview]:
    """What `workbooks.child.run` gives, without another process."""
    job: worker.Job = {"path": str(path), "name": name, "kind": kind, "limits": vars(limits).copy()}
    try:
        head, blobs = worker.answer(job)
    except BaseException as error:
        if type(error).__name__ == PANIC:  # the parser gave up; the other process would have ended
            raise UnreadableFileError("LEZEN-30", "Het leesprogramma liep vast.") from None
        raise
    finally:
        gc.enable()  # a process of its own ends before there is much to collect
    if "refused" in head:
        code, sentence, quarantine = head["refused"]
        raise UnreadableFileError(code, sentence, quarantine=quarantine)
    return head, memoryview(b"".join(bytes(blob) for blob in blobs))


def good_files() -> dict[str, bytes]:
    """A good declaration for each door."""
    with TemporaryDirectory() as folder:
        office = open_office(Path(folder), make_region(DemoPlan(lines=500, fault_share=0)))
        (book,) = office.declaration(office.suppliers[0]).values()
        (text,) = office.declaration(office.suppliers[0], habit=CSV).values()
    return {"xlsx": book, "csv": text, "xml": DECLARATION.encode()}


def parts(door: str, good: bytes) -> dict[str, bytes]:
    """What may change: the parts of a workbook, or the whole file."""
    if door != "xlsx":
        return {"": good}
    with zipfile.ZipFile(io.BytesIO(good)) as book:
        return {name: book.read(name) for name in book.namelist()}


def rearranged(part: bytes, chosen: atheris.FuzzedDataProvider) -> bytes:
    """The part with up to eight changes at its elements."""
    root = etree.fromstring(part)
    for _ in range(chosen.ConsumeIntInRange(1, CHANGES)):
        elements = list(root.iter("{*}*"))
        one, other = (elements[chosen.ConsumeIntInRange(0, len(elements) - 1)] for _ in range(2))
        text = NOT_IN_XML.sub("", chosen.ConsumeUnicodeNoSurrogates(chosen.ConsumeIntInRange(0, LONGEST)))
        if chosen.ConsumeBool():
            text = WORDS[chosen.ConsumeIntInRange(0, len(WORDS) - 1)]
        parent, names = one.getparent(), sorted(one.attrib)
        match ACTS[chosen.ConsumeIntInRange(0, len(ACTS) - 1)]:
            case "text":
                one.text = text
            case "text of another":
                one.text = other.text
            case "attribute" if names:
                one.set(names[chosen.ConsumeIntInRange(0, len(names) - 1)], text)
            case "remove" if parent is not None:
                parent.remove(one)
            case "repeat" if parent is not None:
                parent.append(copy.deepcopy(one))
            case "move" if parent is not None and one not in other.iterancestors() and one is not other:
                other.append(one)
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8"))


def as_file(door: str, good: dict[str, bytes], data: bytes) -> bytes:
    """The file that these bytes stand for."""
    if door == "csv":
        return data
    chosen = atheris.FuzzedDataProvider(data[2:])
    kind, number = (data + bytes(2))[:2]
    name = list(good)[number % len(good)]
    changed = rearranged(good[name], chosen) if kind % 2 else data[2:]
    if door == "xml":
        return changed
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as book:
        for part, content in (good | {name: changed}).items():
            book.writestr(part, content)
    return target.getvalue()


def seeds(door: str, good: dict[str, bytes]) -> list[bytes]:
    """What to begin with: each part as it is, and an empty list of changes to each."""
    if door == "csv":
        return list(good.values())
    return [
        seed for number, part in enumerate(good.values()) for seed in (bytes([0, number]) + part, bytes([1, number]))
    ]


def main() -> None:
    """Fuzz one door, and say how its files ended."""
    asked = argparse.ArgumentParser()
    asked.add_argument("door", choices=DOORS)
    asked.add_argument("seconds", type=int)
    asked.add_argument("corpus", type=Path)
    options = asked.parse_args()
    child.run = in_this_process
    worker.confine = lambda _limits: None
    good = parts(options.door, good_files()[options.door])
    options.corpus.mkdir(parents=True, exist_ok=True)
    for number, seed in enumerate(seeds(options.door, good)):
        (options.corpus / f"seed-{number}").write_bytes(seed)
    ends = Counter[str]()
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"aanlevering.{options.door}"

        def one(data: bytes) -> None:
            path.write_bytes(as_file(options.door, good, data))
            (read,) = read_submission(path)
            lines = sum(map(len, read.tables.values()))
            end = "refused" if read.refused else "lines" if lines else "told" if len(read.problems) else "silent"
            if end == "silent":
                raise SilentError
            ends[end] += 1
            if ends.total() % 1000 == 0:
                print(dict(ends), file=sys.stderr, flush=True)

        atheris.Setup(
            [
                sys.argv[0], f"-max_total_time={options.seconds}", f"-timeout={HANGS}", "-print_final_stats=1",
                f"-artifact_prefix={options.corpus}/fout-", "-max_len=200000", "-rss_limit_mb=4096", "-keep_seed=1",
                str(options.corpus),
            ],
            one,
        )  # fmt: skip
        atheris.Fuzz()


if __name__ == "__main__":
    main()
