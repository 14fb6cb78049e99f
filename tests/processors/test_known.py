# SPDX-License-Identifier: EUPL-1.2
"""What is known when a submission is judged: the reference folder, and what was accepted before."""

import pytest

from processors.intake.headers import ColumnMap
from processors.intake.reference import Reference
from processors.intake.submission import Submission, no_problems
from processors.known import Known
from processors.lines import make_lines
from processors.pseudonym import Key
from processors.store import Store
from processors.tables import EARLIER

KEY = Key(1, b"0123456789abcdef0123456789abcdef")
PERSON = "P1-" + "0" * 32
LINE = {"gemeente": "0983", "wet": "wmo", "aanbieder": "12345678", "client": PERSON, "referentie_nummer": "R1"}
ALLOCATION = {"wet": "wmo", "aanbieder": "12345678", "client": PERSON, "toewijzing_nummer": 1}


def reference(**tables):
    return Reference({name: make_lines(name, rows) for name, rows in tables.items()}, ColumnMap(), no_problems())


def asking(supplier="12345678"):
    lines = make_lines("declaratieregels", [{"aanbieder": supplier}])
    return Submission("x.csv", "declaratie", supplier=supplier, month="2026-09", tables={"declaratieregels": lines})


@pytest.fixture
def accepted(tmp_path, journal, deliver):
    """A journal and a store in which one delivery has a line and an allocation."""
    store = Store(tmp_path / "opslag")
    part = deliver(journal, "een")
    store.write(part, "declaratieregels", make_lines("declaratieregels", [LINE]), month="2026-09")
    store.write(part, "toewijzingen", make_lines("toewijzingen", [ALLOCATION]), month="2026-09")
    return journal, store, part


def test_without_a_store_only_the_reference_folder_counts():
    known = Known(reference(toewijzingen=[ALLOCATION]), KEY)

    assert list(known.about(asking())) == ["toewijzingen"]
    assert known.versions_of(asking()) == []


def test_what_was_accepted_is_added_to_the_reference_folder(accepted):
    journal, store, _ = accepted
    known = Known(reference(toewijzingen=[{**ALLOCATION, "toewijzing_nummer": 2}]), KEY, journal, store)

    told = known.about(asking())

    assert told["toewijzingen"]["toewijzing_nummer"].to_list() == [2, 1]
    assert told[EARLIER]["referentie_nummer"].to_list() == ["R1"]
    assert "regieberichten" not in told


def test_earlier_lines_are_those_of_the_suppliers_in_the_file(accepted):
    journal, store, _ = accepted

    assert Known(reference(), KEY, journal, store).about(asking("87654321"))[EARLIER].is_empty()


def test_lines_of_a_version_that_is_replaced_are_not_earlier(accepted):
    journal, store, part = accepted

    known = Known(reference(), KEY, journal, store)

    assert known.about(asking(), replaced=[part])[EARLIER].is_empty()
    assert known.versions_of(asking()) == [part]


def delivering(table, rows):
    """A delivery of a municipality with rows of one table."""
    return Submission(
        "x.xlsx", "gemeentelevering", municipality="0983", month="2026-09", tables={table: make_lines(table, rows)}
    )


@pytest.mark.parametrize("table", ["toewijzingen", "regieberichten"])
def test_earlier_lines_are_those_of_the_suppliers_in_any_table_of_a_file(accepted, table):
    journal, store, _ = accepted
    known = Known(reference(), KEY, journal, store)

    assert len(known.about(delivering(table, [ALLOCATION]))[EARLIER]) == 1
    assert known.about(delivering(table, [{**ALLOCATION, "aanbieder": "87654321"}]))[EARLIER].is_empty()


def test_allocations_of_a_delivery_that_is_replaced_are_no_longer_known(accepted):
    journal, store, part = accepted
    known = Known(reference(), KEY, journal, store)

    assert known.about(delivering("toewijzingen", [ALLOCATION]), replaced=[part])["toewijzingen"].is_empty()
    assert len(known.about(asking())["toewijzingen"]) == 1


def test_a_delivery_brings_a_register_along_even_when_nothing_was_known_before(accepted):
    journal, store, _ = accepted
    known = Known(reference(), KEY, journal, store)

    assert known.about(delivering("verzoeken", [{}]))["verzoeken"].is_empty()
    assert "verzoeken" not in known.about(asking())
    assert "verzoeken" not in Known(reference(), KEY).about(delivering("verzoeken", [{}]))


@pytest.mark.parametrize("table", ["berichten", "verzoekantwoorden", "declaratieantwoorden"])
def test_messages_and_answers_that_were_accepted_are_known_to_the_next(accepted, deliver, table):
    journal, store, _ = accepted
    row = {"wet": "wmo", "gemeente": "0983", "aanbieder": "12345678", "identificatie": "1"}
    known = Known(reference(), KEY, journal, store)
    assert known.about(delivering(table, [row]))[table].is_empty()

    part = deliver(journal, "twee", content="bb", maand="2026-08")
    store.write(part, table, make_lines(table, [row]), month="2026-08")
    known.forget(part, [table])

    assert known.about(asking())[table]["identificatie"].to_list() == ["1"]


def test_a_municipality_replaces_its_own_delivery(journal, deliver, tmp_path):
    part = deliver(journal, "een", soort="gemeentelevering", aanbieder=None)
    known = Known(reference(), KEY, journal, Store(tmp_path))

    mine = Submission("x.xlsx", "gemeentelevering", municipality="0983", month="2026-09")
    without_month = Submission("x.xlsx", "gemeentelevering", municipality="0983")

    assert (known.versions_of(mine), known.versions_of(without_month)) == ([part], [])
    assert known.about(mine)[EARLIER].is_empty()


def test_what_is_accepted_meanwhile_is_seen_after_forgetting(accepted, deliver):
    journal, store, _ = accepted
    known = Known(reference(), KEY, journal, store)
    known.about(asking())
    part = deliver(journal, "twee", content="bb", maand="2026-08")
    store.write(part, "declaratieregels", make_lines("declaratieregels", [{**LINE, "referentie_nummer": "R2"}]),
                month="2026-08")  # fmt: skip

    known.forget(part, ["declaratieregels"])

    assert sorted(known.about(asking())[EARLIER]["referentie_nummer"]) == ["R1", "R2"]
