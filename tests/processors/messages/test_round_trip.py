# SPDX-License-Identifier: EUPL-1.2
"""A message that becomes tables and a message again is the same message."""

from datetime import date

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree
from polars.testing import assert_frame_equal

from processors.errors import UnusableInputError
from processors.intake.casting import Cells, Means, cast
from processors.messages.fieldmap import messages as kinds
from processors.messages.mapping import records
from processors.messages.writing import write_message
from processors.tables import TABLES
from tests.processors.messages.made import elements, messages, path_names
from tests.processors.messages.schemas import schema
from workbooks.elements import Elements

LAWS = ("wmo", "jw")


def tables_of(data: bytes, law: str, message: str) -> dict[str, pl.DataFrame]:
    """The typed tables of a message."""
    own = records(Elements(path_names(law, message)[0], enveloped=False, frame=elements(data)), law, message)
    nothing = pl.DataFrame()
    return {
        table: cast(TABLES[table], Cells(found.frame, nothing, nothing), Means(law=law)).values
        for table, found in own.items()
    }


@pytest.mark.parametrize("law", LAWS)
@pytest.mark.parametrize("message", kinds())
@settings(max_examples=10, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_every_message_comes_back_as_it_was(law, message, data):
    received = data.draw(messages(law, message))

    written = write_message(law, message, tables_of(received, law, message))

    assert_frame_equal(elements(written), elements(received))


@pytest.mark.parametrize("law", LAWS)
@pytest.mark.parametrize("message", kinds())
def test_what_is_written_is_valid_by_a_schema_of_the_dictionary(law, message, tmp_path):
    judge = schema(law, message, tmp_path)

    @settings(max_examples=5, deadline=None, suppress_health_check=list(HealthCheck), database=None)
    @given(messages(law, message))
    def written_is_valid(received):
        written = write_message(law, message, tables_of(received, law, message))

        judge.assertValid(etree.fromstring(received))
        judge.assertValid(etree.fromstring(written))

    written_is_valid()


def a_declaration() -> dict[str, pl.DataFrame]:
    """The tables of a declaration with three lines, the first and last of one client."""
    header = {
        "bericht_code": "484", "bericht_versie": "3", "bericht_subversie": "2", "aanbieder": "12345678",
        "gemeente": "0983", "identificatie": "D1", "dagtekening": date(2026, 10, 5), "basisschema_xsd_versie": "1.0.0",
        "bericht_xsd_versie": "1.0.0",
    }  # fmt: skip
    line = {
        "declaratie_nummer": "DN1", "declaratie_periode_begin": date(2026, 9, 1), "toewijzing_nummer": 5,
        "declaratie_periode_eind": date(2026, 9, 30), "declaratie_dagtekening": date(2026, 10, 5),
        "totaal_ingediend_bedrag": 3000, "totaal_debet_credit": "D", "product_categorie": "02",
        "product_code": "02A01", "product_periode_begin": date(2026, 9, 1), "product_periode_eind": date(2026, 9, 30),
        "geleverd_volume": 10, "eenheid": "04", "product_tarief": 100, "ingediend_bedrag": 1000, "debet_credit": "D",
    }  # fmt: skip
    lines = pl.DataFrame([line] * 3).with_columns(
        client=pl.Series(["999900006", "999900018", "999900006"]), referentie_nummer=pl.Series(["R1", "R2", "R3"])
    )
    return {"berichten": pl.DataFrame([header]), "declaratieregels": lines}


def test_lines_of_a_client_stand_together_only_where_they_follow_one_another():
    tables = a_declaration()
    sorted_lines = tables["declaratieregels"].sort("client", maintain_order=True)

    apart = elements(write_message("wmo", "323", tables))
    together = elements(write_message("wmo", "323", {**tables, "declaratieregels": sorted_lines}))

    numbers = pl.col("pad") == "Declaratie.Clienten.Client.Bsn"
    assert apart.filter(numbers)["tekst"].to_list() == ["999900006", "999900018", "999900006"]
    assert together.filter(numbers)["tekst"].to_list() == ["999900006", "999900018"]


@pytest.mark.parametrize(
    ("column", "value", "path"),
    [
        ("debet_credit", "X", "Declaratie/Clienten/Client/Prestaties/Prestatie/IngediendBedrag/DebetCredit"),
        ("geleverd_volume", -1, "Declaratie/Clienten/Client/Prestaties/Prestatie/GeleverdVolume"),
        ("product_code", None, "Declaratie/Clienten/Client/Prestaties/Prestatie/ProductCode"),
        ("declaratie_nummer", "een te lang nummer", "Declaratie/DeclaratieNummer"),
    ],
)
def test_what_the_dictionary_does_not_allow_is_not_written_and_not_shown(column, value, path):
    tables = a_declaration()
    tables["declaratieregels"] = tables["declaratieregels"].with_columns(pl.lit(value).alias(column))

    with pytest.raises(UnusableInputError, match=path) as refused:
        write_message("wmo", "323", tables)

    assert str(value) not in str(refused.value)


def test_two_declarations_do_not_fit_in_one_message():
    tables = a_declaration()
    number = pl.Series("declaratie_nummer", ["DN1", "DN1", "DN2"])
    tables["declaratieregels"] = tables["declaratieregels"].with_columns(number)

    with pytest.raises(UnusableInputError, match="Declaratie/DeclaratieNummer staat er te vaak"):
        write_message("wmo", "323", tables)
