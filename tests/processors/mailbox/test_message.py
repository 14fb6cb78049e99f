# SPDX-License-Identifier: EUPL-1.2
"""Names from outside become names that are safe on every system."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from processors.mailbox.message import NAME_BYTES, clean_name


@pytest.mark.parametrize(
    ("name", "clean"),
    [
        ("Declaratie september.xlsx", "Declaratie september.xlsx"),
        ("../../etc/passwd", "passwd"),
        ("C:\\map\\lijst.csv", "lijst.csv"),
        ("lijst.csv:geheim", "lijst.csv_geheim"),
        ("CON", "_CON"),
        ("lpt1.txt.csv", "_lpt1.txt.csv"),
        ("console.csv", "console.csv"),
        ("  .verborgen. ", "verborgen"),
        ("a\u202egpj.exe", "agpj.exe"),
        ("a\x00b\r\n.csv", "ab.csv"),
        ("cafe\u0301.csv", "café.csv"),
        ("client 999990019.csv", "client xxxxxxxxx.csv"),
        ("client_123456789_x.csv", "client_xxxxxxxxx_x.csv"),
        ("12345678.csv", "12345678.csv"),
        ("1234567890.csv", "1234567890.csv"),
        ("", "bijlage"),
        ("...", "bijlage"),
        ("\udcff", "bijlage"),
        ("x" * 300 + ".xlsx", "x" * 145 + ".xlsx"),
        ("x" * 300, "x" * 149),
        ("é" * 300 + ".csv", "é" * 73 + ".csv"),
    ],
)
def test_a_name_is_cleaned(name, clean):
    assert clean_name(name) == clean


@given(st.text(), st.sampled_from(["", ".xlsx", "/", "\\", ":", "." * 200, "9" * 9]))
def test_a_clean_name_is_short_safe_and_stays_as_it_is(text, tail):
    name = clean_name(text + tail)

    assert name
    assert name == clean_name(name)
    assert not set('<>:"/\\|?*\0\r\n') & set(name)
    assert len(name.encode()) <= NAME_BYTES + 1
    assert name not in {".", ".."}
