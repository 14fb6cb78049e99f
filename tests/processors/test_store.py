# SPDX-License-Identifier: EUPL-1.2
"""The store keeps accepted rows per submission and no personal numbers."""

from datetime import date

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from processors.bsn import is_bsn
from processors.errors import OwnMistakeError
from processors.lines import PROVENANCE, TABLES, make_lines
from processors.store import Store

PSEUDONYM = "P1-" + "0a" * 16


@pytest.fixture
def store(tmp_path):
    return Store(tmp_path / "opslag")


def lines(*rows):
    return make_lines("declaratieregels", [{"client": PSEUDONYM, **row} for row in rows])


def test_rows_come_back_as_they_were_with_the_submission_beside_them(store):
    frame = lines({"referentie_nummer": "a", "ingediend_bedrag": 100, "product_periode_begin": date(2026, 9, 1)})

    path = store.write("A-000001", "declaratieregels", frame, month="2026-09")
    back = store.read("declaratieregels", ["A-000001"]).collect()

    assert path == store.root / "declaratieregels" / "maand=2026-09" / "A-000001.parquet"
    assert back.select(frame.columns).equals(frame)
    assert back.columns == [*TABLES["declaratieregels"].names, *PROVENANCE, "aanlevering"]
    assert back["aanlevering"].to_list() == ["A-000001"]


def test_only_the_submissions_in_force_are_read(store):
    for nr in range(1, 4):
        store.write(f"A-{nr:06d}", "declaratieregels", lines({"referentie_nummer": str(nr)}), month="2026-09")

    back = store.read("declaratieregels", {"A-000001", "A-000003", "A-000009"}).collect()

    assert back["referentie_nummer"].to_list() == ["1", "3"]


def test_months_narrow_what_is_read(store):
    store.write("A-000001", "declaratieregels", lines({"referentie_nummer": "1"}), month="2026-08")
    store.write("A-000002", "declaratieregels", lines({"referentie_nummer": "2"}), month="2026-09")

    back = store.read("declaratieregels", ["A-000001", "A-000002"], ["2026-09"]).collect()

    assert back["referentie_nummer"].to_list() == ["2"]


@pytest.mark.parametrize("table", TABLES)
def test_nothing_gives_an_empty_frame_with_the_columns_of_the_table(store, table):
    back = store.read(table, ["A-000001"]).collect()

    assert back.is_empty()
    assert dict(list(back.schema.items())[: len(TABLES[table].names)]) == TABLES[table].schema


def test_writing_again_replaces_also_when_the_month_was_mended(store):
    store.write("A-000001", "declaratieregels", lines({"referentie_nummer": "oud"}), month="2026-08")

    store.write("A-000001", "declaratieregels", lines({"referentie_nummer": "nieuw"}), month="2026-09")

    assert store.read("declaratieregels", ["A-000001"]).collect()["referentie_nummer"].to_list() == ["nieuw"]


def test_a_submission_without_a_single_month_has_its_own_folder(store):
    path = store.write("A-000001", "toewijzingen", make_lines("toewijzingen", [{"wet": "jw"}]), month=None)

    assert path.parent.name == "maand=geen"


def test_a_file_from_before_a_column_existed_reads_as_missing(store):
    path = store.write("A-000001", "declaratieregels", lines({"referentie_nummer": "1"}), month="2026-09")
    pl.read_parquet(path).drop("retourcodes").write_parquet(path)
    store.write("A-000002", "declaratieregels", lines({"retourcodes": "9307"}), month="2026-09")

    back = store.read("declaratieregels", ["A-000001", "A-000002"]).collect()

    assert back["retourcodes"].to_list() == [None, "9307"]


def test_joined_columns_are_not_stored_and_absent_ones_are_missing(store):
    frame = lines({"contract_tarief": 1}).drop("retourcodes")

    store.write("A-000001", "declaratieregels", frame, month="2026-09")
    back = store.read("declaratieregels", ["A-000001"]).collect()

    assert "contract_tarief" not in back.columns
    assert back["retourcodes"].to_list() == [None]


@pytest.mark.parametrize("number", ["999990019", " 999990019 "])
def test_a_bsn_is_never_written_and_never_named(store, number):
    frame = lines({}, {"client": number})

    with pytest.raises(OwnMistakeError) as caught:
        store.write("A-000001", "declaratieregels", frame, month="2026-09")

    assert str(caught.value) == "Column client of declaratieregels in A-000001 holds numbers that are no pseudonyms."
    assert not store.root.exists()


@pytest.mark.parametrize("table", [name for name, each in TABLES.items() if not each.kept])
def test_a_table_that_is_judged_and_forgotten_is_never_written(store, table):
    with pytest.raises(OwnMistakeError, match=f"Table {table} of A-000001 is judged and forgotten"):
        store.write("A-000001", table, make_lines(table, [{}]), month=None)

    assert not store.root.exists()


def elfproef(text):
    total = sum(int(digit) * weight for digit, weight in zip(text, (9, 8, 7, 6, 5, 4, 3, 2, -1), strict=True))
    return total % 11 == 0


@given(st.lists(st.text("0123456789", min_size=9, max_size=9), min_size=1))
def test_a_number_is_suspect_exactly_when_it_passes_the_elfproef(texts):
    found = pl.DataFrame({"client": texts}).select(is_bsn(pl.col("client"))).to_series().to_list()

    assert found == [elfproef(text) and text != "000000000" for text in texts]  # CS002 excepts nine zeros


def test_missing_pseudonyms_and_short_numbers_are_not_suspect():
    frame = pl.DataFrame({"client": [None, PSEUDONYM, "12345678", "99999001x", ""]})

    assert frame.select(is_bsn(pl.col("client"))).to_series().to_list() == [False] * 5


@pytest.mark.parametrize(("submission", "month"), [("../x", "2026-09"), ("A-000001", "../x"), ("A-000001", "2026")])
def test_an_id_or_month_that_is_none_is_our_mistake(store, submission, month):
    with pytest.raises(OwnMistakeError, match="Cannot store declaratieregels"):
        store.write(submission, "declaratieregels", lines({}), month=month)


def test_a_submission_can_be_taken_out_of_every_table(store):
    store.write("A-000001", "declaratieregels", lines({}), month="2026-09")
    store.write("A-000001", "toewijzingen", make_lines("toewijzingen", [{"wet": "jw"}]), month=None)
    store.write("A-000002", "declaratieregels", lines({}), month="2026-09")
    before = store.tables("A-000001")

    store.remove("A-000001")

    assert before == ["declaratieregels", "toewijzingen"]
    assert (store.tables("A-000001"), store.tables("A-000002")) == ([], ["declaratieregels"])


def test_a_write_that_fails_halfway_leaves_the_earlier_rows(store, monkeypatch):
    store.write("A-000001", "declaratieregels", lines({"referentie_nummer": "oud"}), month="2026-09")

    def full(_frame, path):
        path.write_bytes(b"PAR1 half")
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(pl.DataFrame, "write_parquet", full)
    with pytest.raises(OSError, match="No space"):
        store.write("A-000001", "declaratieregels", lines({"referentie_nummer": "nieuw"}), month="2026-09")

    assert store.read("declaratieregels", ["A-000001"]).collect()["referentie_nummer"].to_list() == ["oud"]
