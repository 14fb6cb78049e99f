# SPDX-License-Identifier: EUPL-1.2
"""A compound file is read whole, and one that contradicts itself is refused at once."""

import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from processors.mailbox.compound import Compound, CompoundError
from tests.processors.mailbox.saved_mails import END, NOTHING, Writer, compound

SIZES = [0, 1, 63, 64, 65, 4095, 4096, 4097, 9000]


def contents(data):
    file = Compound(data)
    todo, found = [((), 0)], {}
    while todo:
        path, place = todo.pop()
        for name, each in file.children(place).items():
            try:
                found[*path, name] = file.read(each)
            except CompoundError as error:
                if str(error) != "No file.":
                    raise
                todo.append(((*path, name), each))
    return found


def changed(data, at, number):
    return data[:at] + struct.pack("<I", number) + data[at + 4 :]


@pytest.fixture
def made():
    """A file with a long and a short stream, and where its directory is."""
    data = compound({"lang": b"x" * 5000, "kort": b"y" * 100})
    return data, (struct.unpack_from("<I", data, 48)[0] + 1) * 512


@pytest.mark.parametrize("version", [3, 4])
def test_every_file_in_it_is_given_whole(version):
    within = {f"b{size}": bytes(range(256)) * (size // 256) + b"z" * (size % 256) for size in SIZES}

    found = contents(compound({**within, "map": {"dieper": {"c": b"c"}, "é": b"d"}}, version))

    assert found == {
        **{(name,): data for name, data in within.items()},
        ("map", "dieper", "c"): b"c",
        ("map", "é"): b"d",
    }


def test_a_large_file_has_a_list_of_its_tables():
    large = bytes(range(256)) * 32_000

    assert contents(compound({"groot": large, "klein": b"x"})) == {("groot",): large, ("klein",): b"x"}


def test_very_many_entries_are_found():
    tree = {f"n{nr}": b"" for nr in range(20_000)}

    assert len(Compound(compound(tree, 4)).children()) == 20_000


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04" + bytes(600), bytes.fromhex("d0cf11e0a1b11ae1"), bytes(600)])
def test_what_is_no_compound_file_is_refused(data):
    with pytest.raises(CompoundError):
        Compound(data)


@pytest.mark.parametrize("at", [26, 28, 30, 56])
def test_a_header_that_is_not_as_described_is_refused(made, at):
    data, _ = made

    with pytest.raises(CompoundError):
        Compound(data[:at] + b"\x07\x07" + data[at + 2 :])


@pytest.mark.parametrize(("at", "number"), [(66, 0x00000102), (116, 900), (120, 9_000_000)])
def test_a_root_that_is_none_or_lies_elsewhere_is_refused(made, at, number):
    data, root = made

    with pytest.raises(CompoundError):
        Compound(changed(data, root + at, number))


def test_a_directory_or_table_outside_the_file_is_refused(made):
    data, _ = made

    for at in (48, 60, 68, 76):
        with pytest.raises(CompoundError):
            Compound(changed(data, at, 5_000))


def test_a_chain_that_never_ends_is_refused(made):
    data, root = made
    start = root // 512 - 1
    table = (struct.unpack_from("<I", data, 76)[0] + 1) * 512

    with pytest.raises(CompoundError):
        Compound(changed(data, table + 4 * start, start))


def test_a_list_of_tables_that_never_ends_is_refused():
    data = compound({"groot": bytes(8_000_000)})
    first = struct.unpack_from("<I", data, 68)[0]
    last = (first + 2) * 512 - 4

    for broken in (changed(data, last, first), changed(data, last, 0)):
        with pytest.raises(CompoundError):
            contents(broken)


@pytest.mark.parametrize(("entry", "field", "number"), [(1, 68, 1), (1, 72, 2), (1, 68, 90), (0, 76, 90)])
def test_entries_that_point_in_a_circle_or_outside_are_refused(made, entry, field, number):
    data, root = made
    file = Compound(changed(data, root + entry * 128 + field, number))

    with pytest.raises(CompoundError):
        file.children()


def test_two_entries_with_one_name_or_of_no_kind_are_refused():
    twins, unknown = Writer(), Writer()
    for writer in (twins, unknown):
        writer.add("Root Entry", {"a": b"1", "b": b"2"}, 5)
        writer.entries[0][1] = 5
    twins.entries[2][0] = "a"
    unknown.entries[2][1] = 3

    for writer in (twins, unknown):
        with pytest.raises(CompoundError):
            Compound(writer.finish()).children()


def test_files_that_share_their_bytes_are_not_given_again_and_again():
    writer = Writer()
    writer.add("Root Entry", {f"n{nr}": b"x" * 50_000 if not nr else b"" for nr in range(9)}, 5)
    writer.entries[0][1] = 5
    start = next(entry[5] for entry in writer.entries if entry[6] == 50_000)
    for entry in writer.entries[1:]:
        entry[5:] = [start, 50_000]
    file = Compound(writer.finish())
    first, *rest = file.children().values()
    file.read(first)

    with pytest.raises(CompoundError, match="larger than the whole"):
        file.read(rest[0])


@pytest.mark.parametrize(("start", "size"), [(END, 5000), (0, 5_200), (90, 5000), (NOTHING, 5000)])
def test_a_file_that_ends_too_early_is_refused(made, start, size):
    data, root = made
    (nr,) = [nr for nr in (1, 2) if data[root + nr * 128 :].startswith("lang".encode("utf-16-le"))]
    at = root + nr * 128

    with pytest.raises(CompoundError):
        contents(changed(changed(data, at + 116, start), at + 120, size))


@given(st.lists(st.tuples(st.integers(0, 4000), st.sampled_from([0, 1, 2, 5, 9, 0xFFFFFFFE, 0xFFFFFFFF])), max_size=6))
def test_no_damage_stops_the_reader(damage):
    data = compound({"lang": b"x" * 5000, "map": {"kort": b"y" * 100, "leeg": b""}})
    for at, number in damage:
        data = changed(data, min(at, len(data) - 4), number)

    try:
        found = contents(data)
    except CompoundError:
        return

    assert sum(map(len, found.values())) <= len(data)
