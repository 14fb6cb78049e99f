# SPDX-License-Identifier: EUPL-1.2
"""What everybody may know is read back from the files, attacked, and searched for what should not be in it."""

import re
import zipfile

import openpyxl
import pytest

from processors.disclosure import publication
from processors.disclosure.protection import Protected, UnsafePublicationError
from tests.processors.disclosure.leftovers import leftovers
from tests.processors.open_editions import (
    SUPPLIERS,
    intervals,
    lines_until,
    publish,
    read_back,
    truth,
)

SMALLEST, WIDTH_CLIENTS, WIDTH_PERCENT = 10, 5, 20


@pytest.fixture(scope="module")
def editions(tmp_path_factory):
    """August, and September after one line of spring was restated: workbook, csv and the figures as they are."""
    folder = tmp_path_factory.mktemp("openbaar")
    august = publish(folder, "2026-08", lines_until("2026-08"))
    lines = lines_until("2026-09")
    lines[0] = {**lines[0], "ingediend_bedrag": lines[0]["ingediend_bedrag"] + 4321}
    september = publish(folder, "2026-09", lines)
    return [august, september]


@pytest.fixture(scope="module")
def workbook(editions):
    return editions[-1][0][0]


@pytest.mark.parametrize("kpi", ["K07", "K12"])
def test_who_lays_the_editions_side_by_side_learns_no_small_figure(editions, kpi):
    files = [read_back(paths[1]) for paths, _ in editions]
    truths = [truth(figures) for _, figures in editions]

    learnt = intervals(files, truths, kpi)

    small = [
        (key, value, high - low)
        for key, value, low, high in learnt
        if any(0 < known.get(key, (0, 0))[1] < SMALLEST and known[key][0] == value for known in truths)
    ]
    assert small
    assert all(low <= value * (1 + 1e-6) and value <= high * (1 + 1e-6) for _, value, low, high in learnt)
    needed = {True: lambda _: WIDTH_CLIENTS, False: lambda value: value * WIDTH_PERCENT / 100}[kpi == "K12"]
    assert [each for each in small if each[2] < needed(each[1]) * (1 - 1e-6)] == []


def test_the_attack_finds_what_was_hidden_without_company(editions):
    files = [read_back(paths[1]) for paths, _ in editions]
    truths = [truth(figures) for _, figures in editions]
    hidden = ("K07", "0889", None, None, None, "2026-K1")
    opened = [
        {key: truths[number][key][0] if key != hidden else None for key in seen} for number, seen in enumerate(files)
    ]

    found = {key: (value, low, high) for key, value, low, high in intervals(opened, truths, "K07")}

    value, low, high = found[hidden]
    assert (low, high) == (pytest.approx(value, abs=1), pytest.approx(value, abs=1))


def test_most_figures_are_shown_and_none_of_few_people(editions):
    for (_, table), figures in editions:
        seen, known = read_back(table), truth(figures)
        shown = {key: value for key, value in seen.items() if value is not None}

        assert len(shown) > 0.6 * len(seen)
        assert not [key for key in shown if 0 < known[key][1] < SMALLEST]
        assert all(value == pytest.approx(known[key][0], abs=0.5) for key, value in shown.items())


def test_no_supplier_contract_person_or_suppressed_amount_is_left_in_any_part_of_the_files(editions):
    for (book, table), figures in editions:
        seen, known = read_back(table), truth(figures)
        hidden = [known[key][0] for key, value in seen.items() if value is None and key[0] == "K07"]
        words = [*SUPPLIERS, *(f"{value:.0f}" for value in hidden), *(f"{value / 100:g}" for value in hidden)]
        words += [f"{value / 100:.2f}" for value in hidden]

        assert hidden
        assert leftovers(book, words) == []
        with zipfile.ZipFile(book) as parts:
            everything = b"".join(parts.read(name) for name in parts.namelist()) + table.read_bytes()
        assert not re.search(rb"P1-[0-9a-f]{8}", everything)
        assert not [word for word in words if word.replace(".", ",").encode() in table.read_bytes().split(b";")]


def test_the_workbook_has_no_hidden_sheet_no_cache_and_no_names_but_those_of_printing(workbook):
    book = openpyxl.load_workbook(workbook)

    assert {sheet.sheet_state for sheet in book} == {"visible"}
    assert not book.defined_names
    assert (book.properties.creator, book.properties.lastModifiedBy) == ("Verzamelpunt", "Verzamelpunt")
    with zipfile.ZipFile(workbook) as parts:
        assert not [name for name in parts.namelist() if re.search("pivot|external|comment|query|calcChain", name)]


def test_the_workbook_tells_the_same_as_the_csv_and_says_how_to_read_it(editions, workbook):
    rows = list(openpyxl.load_workbook(workbook)["Cijfers"].iter_rows(min_row=5, values_only=True))
    seen = read_back(editions[-1][0][1])
    told = [" ".join(str(cell) for cell in row if cell) for row in
            openpyxl.load_workbook(workbook)["Toelichting"].iter_rows(values_only=True)]  # fmt: skip

    assert len([row for row in rows if row[9] == "onderdrukt"]) == len([v for v in seen.values() if v is None])
    assert "Weinig cliënten Een cijfer over 1 tot en met 9 cliënten is onderdrukt." in told


def test_the_workbook_is_valid(workbook, assert_valid_xlsx):
    assert_valid_xlsx(workbook)


def test_an_edition_that_would_give_somebody_away_is_refused_and_nothing_is_written(tmp_path, monkeypatch):
    def careless(figures, *_args, **_more):
        """As if nothing had been hidden."""
        return Protected(figures, figures)

    monkeypatch.setattr(publication, "protected", careless)

    with pytest.raises(UnsafePublicationError) as refused:
        publish(tmp_path, "2026-03", lines_until("2026-03"))

    assert re.fullmatch(
        r"De cijfers zijn niet gepubliceerd \(openbaar\): \d+ cellen houden zich niet aan MGR-401, en er is niets "
        r"geschreven. Bijvoorbeeld: De cel '.*', '2026.*' van tabel 'K\d+' telt te weinig clienten om te tonen. "
        r"Publiceer op een grover niveau; het regelboek zegt wat deze regels vragen.",
        str(refused.value),
    )
    assert list(tmp_path.iterdir()) == []


def test_an_edition_that_says_the_same_is_kept_once(tmp_path):
    for _ in range(2):
        publish(tmp_path, "2026-03", lines_until("2026-03"))

    assert len(list((tmp_path / "register" / "openbaar").iterdir())) == 1
