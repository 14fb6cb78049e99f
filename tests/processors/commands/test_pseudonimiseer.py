# SPDX-License-Identifier: EUPL-1.2
"""`verzamelpunt pseudonimiseer` writes a new file or says why not."""

from datetime import UTC, date, datetime

import pytest

from processors import cli
from workbooks.plain import plain_workbook

COVER = [["gemeente", "0983"], ["maand", "2026-09"], ["niveau", "regel"]]
NOW = datetime(2026, 9, 3, tzinfo=UTC).replace(tzinfo=None)
LINES = [
    [
        "wet",
        "gemeente",
        "aanbieder",
        "client",
        "toewijzing_nummer",
        "begindatum",
        "soort",
        "status_aanlevering",
        "dagtekening",
    ],
    ["wmo", "0983", "99000101", "999900006", 1, date(2026, 9, 1), "start", "1", date(2026, 9, 2)],
]


@pytest.fixture
def call(tmp_path, monkeypatch, capsys):
    """Call the command in a folder with a file; gives its status and what it said."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("VERZAMELPUNT_SLEUTEL", "s" * 32)
    (tmp_path / "in.xlsx").write_bytes(plain_workbook({"Voorblad": COVER, "Regieberichten": LINES}, made_on=NOW))

    def called(*words):
        with pytest.raises(SystemExit) as left:
            cli.main(["pseudonimiseer", *words])
        said = capsys.readouterr()
        return left.value.code, said.out + said.err

    return called


def test_a_file_is_written_beside_the_one_that_was_given(call, tmp_path):
    status, said = call("in.xlsx", "--uit", "uit.xlsx")

    assert (status, said) == (
        0, "1 regels staan met een pseudoniem in uit.xlsx. Wat het formulier niet vraagt, is weggelaten.\n",
    )  # fmt: skip
    assert (tmp_path / "uit.xlsx").exists()


@pytest.mark.parametrize(
    ("target", "sentence"),
    [("uit.csv", "Kies een naam die eindigt op .xlsx."), ("in.xlsx", "'in.xlsx' bestaat al.")],
)
def test_another_kind_of_file_or_one_that_exists_is_refused(call, target, sentence):
    status, said = call("in.xlsx", "--uit", target)

    assert status == 2
    assert sentence in said


def test_without_a_key_nothing_is_made(call, tmp_path, monkeypatch):
    monkeypatch.delenv("VERZAMELPUNT_SLEUTEL")

    status, said = call("in.xlsx", "--uit", "uit.xlsx")

    assert status == 2
    assert "Er is geen sleutel voor pseudoniemen." in said
    assert not (tmp_path / "uit.xlsx").exists()
