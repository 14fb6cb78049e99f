# SPDX-License-Identifier: EUPL-1.2
"""Every element of every message has a column, and the column exists."""

import polars as pl
import pytest

from processors.messages.dictionary import shape
from processors.messages.fieldmap import classes, leaves, messages
from processors.messages.mapping import records
from processors.tables import TABLES
from tests.processors.messages.made import path_names
from workbooks.elements import Elements

DIGITS = {"gemeente": "[0-9]{4}", "aanbieder": "[0-9]{8}"}


@pytest.mark.parametrize("message", messages())
def test_every_leaf_of_the_dictionary_is_mapped(message):
    mapped = {leaf.path for leaf in leaves(message)}

    wanted = {law: set(shape(law, message).filter(~pl.col("groep"))["pad"]) for law in ("wmo", "jw")}

    assert wanted["jw"] == mapped
    assert wanted["wmo"] == {path for path in mapped if "Woonplaatsbeginsel" not in path}


@pytest.mark.parametrize("message", messages())
def test_every_mapped_column_and_class_exists(message):
    paths = set(shape("jw", message)["pad"])

    columns = {(leaf.table, leaf.column) for leaf in leaves(message)}
    columns |= {(each.table, name) for each in classes(message) for name, _ in each.fixed}

    assert [pair for pair in columns if pair[1] not in TABLES[pair[0]].names] == []
    assert {each.path for each in classes(message)} <= paths


@pytest.mark.parametrize("message", messages())
def test_municipality_and_supplier_are_told_by_the_form_of_sender_and_receiver(message):
    form = dict(shape("jw", message).select("pad", "patroon").iter_rows())

    told = {(leaf.column, form[leaf.path]) for leaf in leaves(message) if leaf.column in DIGITS}

    assert told == set(DIGITS.items())


def a_message(texts: list[tuple[str, str | None]]) -> Elements:
    """Elements by path and text, in order."""
    frame = pl.DataFrame(texts, schema=["pad", "tekst"], orient="row").with_row_index("nr")
    return Elements(path_names("jw", "317")[0], enveloped=False, frame=frame)


def test_products_of_a_request_keep_their_class_and_take_what_stands_above_them():
    request, same = "Client.Verzoek", "Client.Verzoek.OngewijzigdeProducten.OngewijzigdProduct"
    new = "Client.Verzoek.NieuweProducten.NieuwProduct"
    message = a_message(
        [("Client", None), ("Client.Bsn", "999900006"), (request, None), (f"{request}.ReferentieAanbieder", "A1"),
         (same, None), (f"{same}.ToewijzingNummer", "7"), (same, None), (f"{same}.ToewijzingNummer", "8"),
         (new, None), (f"{new}.Budget", "900")]
    )  # fmt: skip

    found = records(message, "jw", "317")["verzoeken"]

    assert found.frame.select(
        "client", "referentie_aanbieder", "onderdeel", "toewijzing_nummer", "blad", "rij"
    ).rows() == [
        ("999900006", "A1", "ongewijzigd", "7", "OngewijzigdProduct", 1),
        ("999900006", "A1", "ongewijzigd", "8", "OngewijzigdProduct", 2),
        ("999900006", "A1", "nieuw", None, "NieuwProduct", 1),
    ]
    assert found.paths["NieuwProduct"]["budget"] == "Client/Verzoek/NieuweProducten/NieuwProduct/Budget"


def test_a_request_without_products_is_one_line_of_its_own():
    message = a_message([("Client", None), ("Client.Verzoek", None), ("Client.Verzoek.ReferentieAanbieder", "A1")])

    found = records(message, "jw", "317")["verzoeken"].frame

    assert found.select("referentie_aanbieder", "onderdeel", "soort", "blad").rows() == [("A1", None, "317", "Verzoek")]
