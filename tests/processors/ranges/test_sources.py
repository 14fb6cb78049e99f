# SPDX-License-Identifier: EUPL-1.2
"""Where a published figure comes from stands in cells, and a hidden figure does not show its rows."""

from types import SimpleNamespace

import polars as pl
import pytest

from processors.errors import UnusableInputError
from processors.kpis import KPIS
from processors.origin import Origin
from processors.provenance import FILES
from processors.ranges import sources
from processors.workplace import Workplace
from tests.processors.ranges.test_regional import ROWS, publication

FILE = {"aanlevering": "A1", "bestand": "a.xlsx", "sha256": "ab12", "tabel": "declaratieregels", "blad": "Regels"}
KPI = next(kpi for kpi in KPIS if kpi.code == "K04")


@pytest.fixture
def office(tmp_path, monkeypatch):
    """Settings of a folder with published figures; what was asked of its store is kept in `asked`."""
    publication(tmp_path / "uitvoer" / "powerbi", ROWS)
    found = SimpleNamespace(workplace=SimpleNamespace(output=tmp_path / "uitvoer"), asked=[])

    def told(settings, code, about):
        settings.asked.append((code, about))
        return origin_of([2, 3, 4, 9])

    monkeypatch.setattr(sources, "origin", told)
    return found


def origin_of(*rows):
    files = pl.DataFrame([{**FILE, "rijen": each} for each in rows], schema=dict(FILES))
    return Origin(KPI, {}, files, "1.0-abc")


def test_a_published_figure_names_its_files_rows_and_version(office):
    found = sources.sources("K04", "Venlo", "2026-09", office)

    assert found.columns == ["bestand", "blad", "rijen", "aanlevering", "sha256", "regelversie"]
    assert found.rows() == [("a.xlsx", "Regels", "2-4, 9", "A1", "ab12", "1.0-abc")]
    assert office.asked == [("K04", {"maand": "2026-09", "gemeente": "0983"})]


def test_without_a_municipality_it_is_the_whole_region(office):
    sources.sources("k04", None, "2026-k3", office)

    assert office.asked == [("k04", {"maand": "2026-K3", "gemeente": None})]


def test_of_a_hidden_figure_the_rows_are_not_told(office):
    assert sources.sources("K04", "0984", "2026-09", office)["rijen"].to_list() == ["onderdrukt"]


def test_a_figure_of_the_reference_alone_says_so():
    (row,) = sources.listed(origin_of(), hidden=False).rows()

    assert row == ("(naslag)", None, None, None, None, "1.0-abc")


def test_a_file_of_which_no_rows_count_has_none():
    assert sources.listed(origin_of([]), hidden=True)["rijen"].to_list() == [""]


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        (("K04", "0983", None), r"^Noem de periode van het cijfer"),
        (("K04", "0983", "2026-01"), r"^Over deze keuze is geen cijfer gepubliceerd"),
        (("K99", "0983", "2026-09"), r"^Over deze keuze is geen cijfer gepubliceerd"),
        (("K04", "Nergenshuizen", "2026-09"), r"In 'Gemeente' staat niet wat er moet staan"),
    ],
)
def test_what_was_not_published_is_not_looked_for(office, asked, sentence):
    with pytest.raises(UnusableInputError, match=sentence):
        sources.sources(*asked, office)

    assert office.asked == []


def test_before_anything_was_published_it_says_what_to_do(tmp_path):
    settings = SimpleNamespace(workplace=Workplace(tmp_path))

    with pytest.raises(UnusableInputError, match=r"^Er is nog niets gepubliceerd"):
        sources.sources("K04", None, "2026-09", settings)
