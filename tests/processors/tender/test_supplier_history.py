# SPDX-License-Identifier: EUPL-1.2
"""What the buyer learns of the suppliers of now, against plain loops; a tenderer learns nothing of it."""

from collections import defaultdict
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from processors import cli
from processors.commands import aanbesteding
from processors.settings import load
from processors.tender.assignment import read_assignment
from processors.tender.dossier import make_dossier
from processors.tender.supplier_history import delivered, supplier_history
from tests.processors.tender.made import intake_workbook
from tests.processors.tender.realised import YEAR, realised

LARGE, SMALL = "75000001", "75000002"
NAMES = {LARGE: "Stichting Groot", SMALL: "Klein & Co"}
ROWS = [
    *(("0983", LARGE, "02A01", f"groot {nr}", "2026-03", 30, 186_000) for nr in range(10)),
    *(("0983", SMALL, "02A01", f"klein {nr}", "2026-03", 50, 295_000) for nr in range(2)),
    ("0957", SMALL, "02A01", "c", "2026-05", 7, 41_000), ("0957", SMALL, "07A01", "c", "2026-05", 7, 41_000),
]  # fmt: skip


@pytest.fixture(scope="module")
def asked(tmp_path_factory):
    found, _ = read_assignment(intake_workbook(tmp_path_factory.mktemp("opdracht") / "opdracht.xlsx"))
    return found


def test_the_buyer_sees_who_delivers_what_and_how_much_of_it(asked, tmp_path, assert_valid_xlsx):
    path = supplier_history(asked, realised(ROWS, smallest=10, names=NAMES), date(2027, 6, 1)).write(tmp_path)

    assert_valid_xlsx(path)
    book = openpyxl.load_workbook(path)
    each = [[cell.value for cell in row] for row in book["Per gemeente"]["A11:N13"]]
    light = ["02A01", "Begeleiding licht", "04"]
    assert each == [
        ["1", "0957", "Roermond", *light, SMALL, "Klein & Co", 7, -100, 58.57, 410, 100, None],
        ["1", "0983", "Venlo", *light, LARGE, "Stichting Groot", 300, -100, 62, 18_600, 75, 10],
        ["1", "0983", "Venlo", *light, SMALL, "Klein & Co", 100, -100, 59, 5_900, 25, None],
    ]
    assert [[cell.value for cell in row] for row in book["Per perceel"]["A5:H6"]] == [
        ["1", "Ambulant", LARGE, "Stichting Groot", 1, 1, 18_600, 74.7],
        ["1", "Ambulant", SMALL, "Klein & Co", 2, 1, 6_310, 25.3],
    ]
    assert "nooit mee met de stukken" in book["Per gemeente"]["A2"].value
    assert book["Per gemeente"]["B8"].value == "Een aantal van minder dan 10, of dat niet bekend is, is leeg."


@settings(max_examples=50)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["0983", "0957"]), st.sampled_from([LARGE, SMALL]), st.sampled_from(["02A01", "07A01"]),
            st.sampled_from("abc"), st.sampled_from(YEAR), st.integers(0, 50), st.integers(0, 9_000) | st.none(),
        ),
        max_size=20,
    )
)  # fmt: skip
def test_shares_and_clients_are_what_plain_loops_say(asked, some):
    lot = {("0983", "02A01"): "1", ("0957", "02A01"): "1", ("0983", "07A01"): "2"}
    groups, wholes = defaultdict(list), defaultdict(int)
    for row in some:
        if row[0::2][:2] in lot:
            groups[row[0], row[2], row[1]].append(row)
            wholes[row[0], row[2]] += row[5]

    found = delivered(asked, realised(some, smallest=2))

    expected = {}
    for (place, code, supplier), rows in groups.items():
        volume, clients = sum(row[5] for row in rows), len({row[3] for row in rows if row[5]})
        whole = wholes[place, code]
        amounts = [row[6] for row in rows]
        expected[lot[place, code], place, code, supplier] = (
            volume, None if None in amounts else sum(amounts), round(volume * 100 / whole, 1) if whole else None,
            clients if clients >= 2 else None,
        )  # fmt: skip
    told = found.select("perceel", "gemeente", "product_code", "aanbieder", "volume", "bedrag", "aandeel", "clienten")
    seen = {row[:4]: row[4:] for row in told.rows()}
    assert seen.keys() == expected.keys()
    for key, figures in expected.items():
        assert seen[key] == pytest.approx(figures, abs=0.1)


def test_no_file_for_tenderers_names_a_supplier_of_now(tmp_path):
    seen = realised(ROWS, smallest=10, names=NAMES)

    dossier, _ = make_dossier(intake_workbook(tmp_path / "opdracht.xlsx"), tmp_path / "map", date(2027, 6, 1), seen)

    files = sorted(dossier.root.rglob("*.xlsx"))
    said = str([
        [sheet.title, *sheet.iter_rows(values_only=True)] for path in files for sheet in openpyxl.load_workbook(path)
    ])  # fmt: skip
    assert len(files) > 8
    assert not [word for word in (*NAMES, *NAMES.values(), "Leveranciershistorie") if word in said]


def made(capsys, folder):
    with pytest.raises(SystemExit):
        cli.main(["aanbesteding", "nieuw", "opdracht.xlsx", "--uit", folder])
    return capsys.readouterr().out


def test_with_a_store_the_command_makes_what_is_for_the_buyer_alone_and_says_so(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    intake_workbook(Path("opdracht.xlsx"))
    without = made(capsys, "zonder")
    load().workplace.journal.parent.mkdir(parents=True, exist_ok=True)
    load().workplace.journal.touch()
    monkeypatch.setattr(aanbesteding, "material_of", lambda _month: None)
    monkeypatch.setattr(aanbesteding, "history", lambda _material: realised(ROWS, smallest=10, names=NAMES))

    said = made(capsys, "met")

    assert "Er is geen werkmap met cijfers; de kostenraming en de leveranciershistorie zijn niet gemaakt." in without
    assert "De kostenraming en de leveranciershistorie noemen aanbieders: houd ze binnen." in said
    more = {path.name for path in Path("met").glob("*")} - {path.name for path in Path("zonder").glob("*")}
    assert more == {"Kostenraming.xlsx", "Leveranciershistorie.xlsx"}
    shown = openpyxl.load_workbook("met/Prijzenblad perceel 1.xlsx")["Volumes"]
    assert [cell.value for cell in shown[12]][:6] == ["0983", "Venlo", "02A01", "Begeleiding licht", "04", None]
