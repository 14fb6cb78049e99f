# SPDX-License-Identifier: EUPL-1.2
"""Members of a zip are counted, renamed where needed, and never trusted."""

import zipfile
from dataclasses import replace

import pytest

from workbooks.errors import UnreadableFileError
from workbooks.limits import LIMITS
from workbooks.zipped import members

NAMES = {
    "../../etc/x.csv": "x.csv",
    "/etc/x.csv": "x.csv",
    "C:\\map\\x.csv": "x.csv",
    "CON.csv": "bestand_CON.csv",
    "x.csv:geheim": "x.csv_geheim",
    "a" * 300 + ".csv": "a" * 59 + "….csv",
    "map/x\u202evsc.csv": "xvsc.csv",
    "..": "bestand_",
}


def link(name):
    info = zipfile.ZipInfo(name)
    info.create_system = 3
    info.external_attr = 0o120777 << 16
    return info


def test_the_files_of_a_zip_come_in_order_without_folders_and_litter(make_book):
    path = make_book.zip({"map/": "", "map/b.csv": "b", "a.csv": "a", "__MACOSX/._a.csv": "x", "map/.DS_Store": "x"})

    found = list(members(path))

    assert [(member.name, member.data, member.oddities) for member in found] == [
        ("map/b.csv", b"b", ()),
        ("a.csv", b"a", ()),
    ]


def test_a_stored_member_and_a_large_one_are_whole(tmp_path):
    path = tmp_path / "map.zip"
    large = bytes(range(256)) * 12_000
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a.csv", large, zipfile.ZIP_STORED)
        archive.writestr("b.csv", large, zipfile.ZIP_DEFLATED)

    assert [member.data for member in members(path)] == [large, large]


@pytest.mark.parametrize(("given", "shown"), NAMES.items(), ids=range(len(NAMES)))
def test_nr_53_an_unsafe_name_is_cleaned_and_mentioned(given, shown, make_book):
    path = make_book.zip({given: "x"})

    (member,) = members(path)

    assert member.name == shown
    (oddity,) = member.oddities
    assert (oddity.code, oddity.refuses) == ("LEZEN-35", False)
    assert oddity.sentence == f"Een bestand in 'map.zip' heeft een naam die niet overal kan; wij noemen het '{shown}'."


def zip_stored(make, content):
    path = make.folder / "map.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a.csv", content)
    return path


def other_method(make):
    path = make.folder / "map.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_BZIP2) as archive:
        archive.writestr("a.csv", "x")
    return path


def encrypted(path):
    data = bytearray(path.read_bytes())
    for signature, offset in ((b"PK\3\4", 6), (b"PK\1\2", 8)):
        data[data.index(signature) + offset] |= 1
    path.write_bytes(data)
    return path


def lying(path):
    size, less = (5_000).to_bytes(4, "little"), (4_000).to_bytes(4, "little")
    path.write_bytes(path.read_bytes().replace(size, less))
    return path


def damaged(path):
    data = bytearray(path.read_bytes())
    data[35:39] = b"\xff" * 4
    path.write_bytes(data)
    return path


def beyond(path):
    data = path.read_bytes()
    path.write_bytes(data.replace((6).to_bytes(4, "little") * 2, (6_000).to_bytes(4, "little") * 2))
    return path


def inside_each_other(make):
    inner = zip_stored(make, b"inhoud").read_bytes().replace(b"a.csv", b"b.csv")
    at = inner.index(b"PK\1\2")
    local, listed = inner[:at], inner[at : inner.index(b"PK\5\6")]
    outer = zip_stored(make, local).read_bytes()
    end = outer.rindex(b"PK\5\6")
    first = outer.rindex(b"PK\1\2", 0, end)
    where = (30 + len("a.csv")).to_bytes(4, "little")
    listing = outer[first:end] + listed[:42] + where + listed[46:]
    tail = (
        b"PK\5\6" + bytes(4) + b"\2\0\2\0" + len(listing).to_bytes(4, "little") + first.to_bytes(4, "little") + bytes(2)
    )
    return make.file("map.zip", outer[:first] + listing + tail)


def end64(entries):
    count = entries.to_bytes(8, "little")
    record = b"PK\6\6" + bytes(20) + count + count + bytes(16)
    return record + b"PK\6\7" + bytes(4) + bytes(8) + bytes(4) + b"PK\5\6" + bytes(4) + b"\xff" * 12 + bytes(2)


REFUSED = {
    "31": (lambda make: make.zip([("a.csv", "1"), ("a.csv", "2")]), "LEZEN-06", {}),
    "32": (lambda make: make.zip({"a.csv": "1", "A.csv": "2"}), "LEZEN-06", {}),
    "45": (lambda make: make.file("map.zip", make.zip({"a.csv": "1" * 99}).read_bytes()[:60]), "LEZEN-03", {}),
    "45-content": (
        lambda make: make.change(zip_stored(make, b"inhoud"), b"inhoud", b"anders"),
        "LEZEN-03",
        {},
    ),
    "46": (lambda make: make.file("map.zip", b""), "LEZEN-02", {}),
    "47": (lambda make: make.file("map.zip", b"geen zip"), "LEZEN-03", {}),
    "51": (inside_each_other, "LEZEN-06", {}),
    "52": (lambda make: make.zip({"b.zip": make.zip({"a.csv": "x"}, "b.zip").read_bytes()}), "LEZEN-07", {}),
    "52-renamed": (lambda make: make.zip({"b.csv": make.zip({"a.csv": "x"}, "b.zip").read_bytes()}), "LEZEN-07", {}),
    "53-twins": (lambda make: make.zip({"caf\u00e9.csv": "1", "cafe\u0301.csv": "2"}), "LEZEN-06", {}),
    "54": (lambda make: make.zip([(link("a.csv"), "/etc/hosts")]), "LEZEN-08", {}),
    "55": (lambda make: encrypted(make.zip({"a.csv": "x"})), "LEZEN-04", {}),
    "56-both-headers": (lambda make: lying(make.zip({"a.csv": "x" * 5_000})), "LEZEN-06", {}),
    "57": (lambda make: make.zip({f"{n}.csv": "x" for n in range(11)}), "LEZEN-05", {"entries": 10}),
    "57-zip64": (lambda make: make.file("map.zip", end64(200_000)), "LEZEN-05", {}),
    "57-damaged-zip64": (lambda make: make.file("map.zip", b"x" + end64(1)[1:]), "LEZEN-03", {}),
    "45-deflate": (lambda make: damaged(make.zip({"a.csv": "abc" * 99})), "LEZEN-03", {}),
    "45-beyond": (lambda make: beyond(zip_stored(make, b"inhoud")), "LEZEN-03", {}),
    "only-an-end": (lambda make: make.file("map.zip", b"PK\5\6" + bytes(18)), "LEZEN-29", {}),
    "ratio": (lambda make: make.zip({"a.csv": " " * 3_000_000}), "LEZEN-05", {}),
    "method": (other_method, "LEZEN-03", {}),
    "empty": (lambda make: make.zip({"map/": ""}), "LEZEN-29", {}),
}


@pytest.mark.parametrize(("build", "code", "limits"), REFUSED.values(), ids=[f"nr-{n}" for n in REFUSED])
def test_a_zip_that_cannot_be_trusted_is_refused_in_dutch(build, code, limits, make_book):
    path = build(make_book)

    with pytest.raises(UnreadableFileError) as refused:
        list(members(path, limits=replace(LIMITS, **limits)))

    assert refused.value.code == code
    assert str(refused.value).startswith("Bestand 'map.zip' ")
