# SPDX-License-Identifier: EUPL-1.2
"""The csv that leaves the house."""

from datetime import date

import polars as pl

from workbooks.csvout import write_csv


def test_a_csv_opens_in_dutch_excel_and_holds_no_formula(tmp_path):
    frame = pl.DataFrame(
        {
            "=kop": ["=1+1", "+31", "-5", "@x", "\tx", "0889", None, "a;b", 'c"d', "a\x00b"],
            "dag": [date(2026, 9, 30)] * 10,
            "cent": [-5] * 10,
        }
    )

    write_csv(tmp_path / "uit" / "bevindingen.csv", frame)

    raw = (tmp_path / "uit" / "bevindingen.csv").read_bytes()
    lines = raw.decode("utf-8-sig").splitlines()
    assert raw.startswith(b"\xef\xbb\xbf")
    assert lines[0] == "'=kop;dag;cent"
    assert [line.removesuffix(";30-09-2026;-5") for line in lines[1:]] == [
        "'=1+1", "'+31", "'-5", "'@x", "'\tx", "0889", "", '"a;b"', '"c""d"', "a\N{REPLACEMENT CHARACTER}b",
    ]  # fmt: skip
    assert [path.name for path in (tmp_path / "uit").iterdir()] == ["bevindingen.csv"]


def test_a_csv_without_text_is_written_as_it_is(tmp_path):
    write_csv(tmp_path / "x.csv", pl.DataFrame({"a": [1, 2]}))

    assert (tmp_path / "x.csv").read_text(encoding="utf-8-sig") == "a\n1\n2\n"
