# SPDX-License-Identifier: EUPL-1.2
"""The structure of a zip, judged before anything in it is opened, and its parts, counted while they stream."""

import re
import struct
import unicodedata
import zipfile
import zlib
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import BinaryIO, Final, NoReturn

from workbooks.preflight.report import Report, clean

CHUNK: Final = 1 << 20
END: Final = b"PK\5\6"
END_SIZE: Final = 22
END64_LOCATOR: Final = b"PK\6\7"
END64: Final = b"PK\6\6"
LOCAL: Final = b"PK\3\4"
LOCAL_SIZE: Final = 30
UNKNOWN_16: Final = 0xFFFF
UNKNOWN_32: Final = 0xFFFFFFFF
ENTRY_BYTES: Final = 1_024  # of the list of contents, per entry; far above what any real writer needs
LONGEST_COMMENT: Final = 65_535
ENCRYPTED: Final = 1
SIZES_FOLLOW: Final = 8
UTF8_NAME: Final = 0x800
LINK: Final = 0o120000
KIND_OF_FILE: Final = 0o170000
LONGEST_NAME: Final = 200
RESERVED: Final = re.compile(r"(?i)(con|prn|aux|nul|com\d|lpt\d)(\.|$)")
RESEND: Final = "Bewaar het opnieuw in Excel en stuur het nogmaals."
ASK: Final = "Wij bekijken het; stuur intussen een nieuw bestand, gemaakt met het sjabloon."


def entries(path: Path, report: Report) -> list[zipfile.ZipInfo]:
    """The parts of a zip that keeps to the rules; names are not judged here.

    Raises:
        UnreadableFileError: too many or too large, damaged, encrypted, a link, or contradicting itself.

    """
    size = path.stat().st_size
    with path.open("rb") as file:
        _judge_end(file, size, report)
        try:
            with zipfile.ZipFile(file) as archive:
                found = archive.infolist()
        except (zipfile.BadZipFile, ValueError, struct.error, NotImplementedError, OSError):
            _damaged(report)
        seen: set[str] = set()
        spans = []
        for info in found:
            # Where bytes were lost on the way, a part seems to begin before the file does.
            if not 0 <= info.header_offset < size:
                _damaged(report)
            _judge_entry(info, seen, report)
            spans.append(_judge_local(file, info, report))
    _judge_spans(spans, report)
    if sum(info.file_size for info in found) > report.limits.total:
        _too_large(report, "bevat uitgepakt te veel gegevens")
    return found


def stream(file: BinaryIO, info: zipfile.ZipInfo, report: Report) -> Iterator[bytes]:
    """Yield the content of one part, at most 1 MiB at a time; never more than the zip says it holds.

    Raises:
        UnreadableFileError: the content is damaged, or larger or smaller than announced.

    """
    file.seek(info.header_offset)
    header = file.read(LOCAL_SIZE)
    name_length, extra_length = struct.unpack("<HH", header[26:30])
    file.seek(name_length + extra_length, 1)
    left, checksum, total = info.compress_size, 0, 0
    inflater = zlib.decompressobj(-zlib.MAX_WBITS) if info.compress_type == zipfile.ZIP_DEFLATED else None
    try:
        while left:
            packed = file.read(min(left, CHUNK // 4))
            if not packed:
                break
            left -= len(packed)
            while True:
                piece = inflater.decompress(packed, CHUNK) if inflater else packed
                total += len(piece)
                if total > info.file_size:
                    _contradiction(report, f"zegt minder te bevatten dan er in '{clean(info.filename)}' zit")
                checksum = zlib.crc32(piece, checksum)
                if piece:
                    yield piece
                packed = inflater.unconsumed_tail if inflater else b""
                if not packed:
                    break
    except zlib.error:
        _damaged(report)
    if (
        left
        or total != info.file_size
        or checksum != info.CRC
        or (inflater and (not inflater.eof or inflater.unused_data))
    ):
        _damaged(report)


def safe_name(name: str) -> bool:
    """Whether the name is a plain relative path on every system."""
    if not name or len(name) > LONGEST_NAME or re.search(r'[\\:*?"<>|]|^/', name):
        return False
    if any(unicodedata.category(sign) in {"Cc", "Cf", "Cs"} for sign in name):
        return False
    return all(
        part and set(part) != {"."} and part == part.strip(" ") and part[-1] != "." and not RESERVED.match(part)
        for part in name.removesuffix("/").split("/")
    )


def _judge_end(file: BinaryIO, size: int, report: Report) -> None:
    # The number of entries stands at the end of the file; the library would first make an object for each of them.
    file.seek(max(0, size - LONGEST_COMMENT - END_SIZE))
    tail = file.read()
    at = tail.rfind(END)
    if at < 0 or len(tail) < at + END_SIZE:
        _damaged(report)
    count, length, _, comment = struct.unpack("<HIIH", tail[at + 10 : at + END_SIZE])
    locator = tail.rfind(END64_LOCATOR, 0, at)
    if locator >= 0 and len(tail) >= locator + 20:
        file.seek(min(struct.unpack("<Q", tail[locator + 8 : locator + 16])[0], size))
        record = file.read(56)
        if record[:4] != END64 or len(record) < 56:  # noqa: PLR2004 - length of the record in the zip specification
            _damaged(report)
        count, length = struct.unpack("<QQ", record[32:48])
    if count > report.limits.entries or length > report.limits.entries * ENTRY_BYTES:
        _too_large(report, f"bevat meer dan {report.limits.entries} onderdelen")
    if at + END_SIZE + comment != len(tail):
        _contradiction(report, "heeft nog inhoud achter het einde van de zip")


def _judge_entry(info: zipfile.ZipInfo, seen: set[str], report: Report) -> None:
    limits, name = report.limits, clean(info.filename)
    twin = unicodedata.normalize("NFC", info.filename).casefold()
    if twin in seen:
        _contradiction(report, f"bevat onderdeel '{name}' dubbel")
    seen.add(twin)
    if info.flag_bits & ENCRYPTED:
        report.refuse(
            "LEZEN-04", f"bevat onderdeel '{name}' met een wachtwoord", "Wilt u het zonder wachtwoord sturen?"
        )
    if info.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
        report.refuse("LEZEN-03", f"gebruikt in '{name}' een inpakmethode die wij niet lezen", RESEND)
    if (info.external_attr >> 16) & KIND_OF_FILE == LINK:
        report.refuse("LEZEN-08", f"bevat een snelkoppeling ('{name}')", "Stuur de bestanden zelf.")
    if info.file_size > limits.part:
        _too_large(report, f"bevat een onderdeel ('{name}') dat uitgepakt te groot is")
    if info.file_size > limits.ratio_from and info.file_size > limits.ratio * max(1, info.compress_size):
        _too_large(report, f"bevat een onderdeel ('{name}') dat meer dan {limits.ratio} keer zo groot wordt")


def _judge_local(file: BinaryIO, info: zipfile.ZipInfo, report: Report) -> tuple[int, int]:
    # Some readers believe the list at the end, some the header before each part: they have to agree.
    file.seek(info.header_offset)
    header = file.read(LOCAL_SIZE)
    if len(header) < LOCAL_SIZE or header[:4] != LOCAL:
        _damaged(report)
    flags, method, _, _, _, packed, size, name_length, extra_length = struct.unpack("<HHHHIIIHH", header[6:])
    name = file.read(name_length).decode("utf-8" if flags & UTF8_NAME else "cp437", "replace")
    later = flags & SIZES_FOLLOW
    agrees = (
        name == info.orig_filename
        and method == info.compress_type
        and (size in {info.file_size, UNKNOWN_32} or (later and size == 0))
        and (packed in {info.compress_size, UNKNOWN_32} or (later and packed == 0))
    )
    if not agrees:
        _contradiction(report, f"spreekt zichzelf tegen over onderdeel '{clean(info.filename)}'")
    return info.header_offset, info.header_offset + LOCAL_SIZE + name_length + extra_length + info.compress_size


def _judge_spans(spans: list[tuple[int, int]], report: Report) -> None:
    spans.sort()
    if spans and spans[0][0] != 0:
        _contradiction(report, "heeft inhoud voor het begin van de zip")
    if any(before[1] > after[0] for before, after in pairwise(spans)):
        report.refuse("LEZEN-06", "bevat onderdelen die elkaar overlappen", RESEND)


def _damaged(report: Report) -> NoReturn:
    report.refuse("LEZEN-03", "is beschadigd of niet helemaal aangekomen", RESEND)


def _contradiction(report: Report, what: str) -> NoReturn:
    report.refuse("LEZEN-06", what, ASK, quarantine=True)


def _too_large(report: Report, what: str) -> NoReturn:
    report.refuse("LEZEN-05", what, "Stuur alleen het ingevulde sjabloon, zo nodig in delen.")
