# SPDX-License-Identifier: EUPL-1.2
"""The workbook add-in for Windows: what is in it, and that others than Excel can read its code."""

import re
import subprocess
import zipfile
from io import BytesIO

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from addin.classic import compound
from addin.classic.project import compressed, decompressed, sources
from addin.classic.workbook import classic_workbook
from addin.classic.wrappers import wrappers
from addin.commands import command

PYTHON = r"C:\Program Files\Verzamelpunt\python.exe"
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
CUSTOM = "{http://schemas.microsoft.com/office/2006/01/customui}"


@pytest.fixture(scope="module")
def code():
    return wrappers()


@pytest.fixture(scope="module")
def book(code):
    return zipfile.ZipFile(BytesIO(classic_workbook(code, PYTHON)))


@pytest.fixture(scope="module")
def untouched(code):
    del code
    return zipfile.ZipFile(BytesIO(classic_workbook(None, "")))


def modules(book):
    return sources(book.read("xl/vbaProject.bin"))


def settings(book):
    cells = [cell.text for cell in etree.fromstring(book.read("xl/worksheets/sheet1.xml")).iter(f"{MAIN}t")]
    return dict(zip(cells[::2], cells[1::2], strict=True))


@given(st.text(alphabet="ab \r\nEnd Sub", max_size=9_000))
def test_what_is_compressed_comes_back(text):
    assert decompressed(compressed(text.encode())) == text.encode()


def test_a_worked_example_of_the_specification_is_compressed_as_there():
    # [MS-OVBA] 3.2.3: a text of repetitions.
    text = b"a" * 73

    assert compressed(text) == bytes.fromhex("01 03 B0 02 61 45 00")
    assert decompressed(bytes.fromhex("01 03 B0 02 61 45 00")) == text


def test_the_normal_example_of_the_specification_is_read_as_there():
    # [MS-OVBA] 3.2.2.
    packed = (
        "01 2F B0 00 23 61 61 61 62 63 64 65 82 66 00 70 61 67 68 69 6A 01 38 08 61 6B 6C 00 30 6D 6E 6F 70 06 71 02"
    )
    packed += " 70 04 10 72 73 74 75 76 10 77 78 79 7A 00 3C"

    assert decompressed(bytes.fromhex(packed)) == b"#aaabcdefaaaaghijaaaaaklaaamnopqaaaaaaaaaaaarstuvwxyzaaa"


@given(
    st.dictionaries(st.text("abcXYZ_", min_size=1, max_size=31), st.binary(max_size=9_000), min_size=1, max_size=12),
)  # fmt: skip
def test_streams_come_back_from_a_container_whatever_their_number_and_size(content):
    apart = {name.upper(): (name, data) for name, data in content.items()}
    streams = {("VBA", name): data for name, data in apart.values()} | {("PROJECT",): b"x" * 5_000}

    assert compound.read(compound.write(streams)) == streams


def test_what_is_no_container_is_refused():
    with pytest.raises(ValueError, match="no compound file"):
        compound.read(b"x" * 2_000)


def test_the_functions_are_in_the_add_in_and_the_code_of_xlwings_is_as_it_was(book, untouched, code):
    found, template = modules(book), modules(untouched)

    assert found["xlwings_udfs"] == code
    assert found.keys() - template.keys() == {"xlwings_udfs"}
    assert {name for name in template if found[name] != template[name]} == {"RibbonMyAddin"}


def test_every_button_has_its_code_and_its_words(book):
    buttons = list(etree.fromstring(book.read("customUI/customUI.xml")).iter(f"{CUSTOM}button"))
    written = re.findall(r"^Sub (\w+)\(control As IRibbonControl\)$", modules(book)["RibbonMyAddin"], re.MULTILINE)

    assert [button.get("onAction") for button in buttons] == [f"RibbonMyAddin.{name}" for name in written]
    assert all(len(button.get("supertip")) <= 1024 and button.get("label") for button in buttons)


def test_xlwings_is_told_the_module_and_the_python_of_the_pc(book, untouched):
    assert settings(book) == {"UDF Modules": "addin.classic.functions", "Interpreter_Win": PYTHON}
    assert settings(untouched) == {"UDF Modules": "addin.classic.functions"}
    assert b'name="myaddin.conf"' in book.read("xl/workbook.xml")
    assert 'PROJECT_NAME As String = "myaddin"' in modules(book)["xlwings"]


def test_without_the_functions_there_are_no_buttons_that_do_nothing(untouched):
    assert not list(etree.fromstring(untouched.read("customUI/customUI.xml")).iter(f"{CUSTOM}button"))


def test_the_same_add_in_is_made_each_time(code):
    assert classic_workbook(code, PYTHON) == classic_workbook(code, PYTHON)


def test_libreoffice_opens_it_and_reads_the_code(libreoffice, office_profile, tmp_path, code):
    made = tmp_path / "verzamelpunt.xlam"
    made.write_bytes(classic_workbook(code, PYTHON))

    # It does not recognise an add-in by itself.
    options = ["--headless", "--norestore", "--infilter=Calc MS Excel 2007 VBA XML", "--convert-to", "ods"]
    subprocess.run(
        [libreoffice, office_profile, *options, "--outdir", tmp_path, made],
        capture_output=True,
        timeout=180,
        check=True,
    )

    with zipfile.ZipFile(tmp_path / "verzamelpunt.ods") as converted:
        read = etree.fromstring(converted.read("Basic/MyAddin/xlwings_udfs.xml"), etree.XMLParser(load_dtd=False)).text
    assert re.findall(r"Function (pv_\w+)\(", read) == re.findall(r"^Function (pv_\w+)\(", code, re.MULTILINE)


def test_the_command_writes_the_add_in(tmp_path):
    made = tmp_path / "Verzamelpunt.xlam"

    done = CliRunner().invoke(command, ["klassiek", "--uit", str(made), "--python", PYTHON])

    assert done.exit_code == 0
    assert str(made) in done.output
    assert "pv_controleer" in modules(zipfile.ZipFile(made))["xlwings_udfs"]


def test_the_functions_may_be_a_file_beside_it_that_is_imported_by_hand(tmp_path, code):
    made = tmp_path / "Verzamelpunt.xlam"

    done = CliRunner().invoke(command, ["klassiek", "--uit", str(made), "--los"])

    assert "Bestand importeren" in done.output
    assert "xlwings_udfs" not in modules(zipfile.ZipFile(made))
    assert made.with_suffix(".bas").read_bytes() == code.replace("\n", "\r\n").encode()


def test_another_name_is_refused_before_anything_is_made(tmp_path):
    done = CliRunner().invoke(command, ["klassiek", "--uit", str(tmp_path / "verzamelpunt.xlsx")])

    assert "Kies een naam die eindigt op .xlam." in str(done.exception)
    assert not list(tmp_path.iterdir())
