# SPDX-License-Identifier: EUPL-1.2
"""Answers: what is refused and with which code, and a 325 whose totals close."""

from datetime import date

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from processors.findings import FINDINGS
from processors.messages.answers import answer
from processors.messages.dictionary import ANSWER
from processors.messages.writing import write_message
from tests.processors.messages.schemas import schema

WHERE = "Declaratie/Clienten/Client/Prestaties/Prestatie"
TODAY = date(2026, 11, 22)
HEADER = {
    "wet": "wmo", "gemeente": "0983", "aanbieder": "12345678", "bericht": "323", "bericht_code": "484",
    "bericht_versie": "3", "bericht_subversie": "2", "identificatie": "D1", "dagtekening": date(2026, 10, 5),
    "basisschema_xsd_versie": "1.0.0", "bericht_xsd_versie": "1.0.1", "blad": "Header", "rij": 1,
}  # fmt: skip


def received(lines: list[tuple[str, int, str]]) -> dict[str, pl.DataFrame]:
    """A 323 with a line per (client, eurocents, debit or credit), its total right."""
    total = sum(cents * (-1 if side == "C" else 1) for _, cents, side in lines)
    rows = [
        {
            "declaratie_nummer": "DN1", "client": client, "referentie_nummer": f"R{number}",
            "vorig_referentie_nummer": "OUD" if side == "C" else None, "toewijzing_nummer": number,
            "product_categorie": "02", "product_code": "02A01", "product_periode_begin": date(2026, 9, 1),
            "product_periode_eind": date(2026, 9, 30), "geleverd_volume": 1, "eenheid": "04",
            "product_tarief": cents, "ingediend_bedrag": cents, "debet_credit": side,
            "totaal_ingediend_bedrag": abs(total), "totaal_debet_credit": "C" if total < 0 else "D",
            "wet": "wmo", "gemeente": "0983", "aanbieder": "12345678", "blad": "Prestatie", "rij": number,
        }
        for number, (client, cents, side) in enumerate(lines, start=1)
    ]  # fmt: skip
    return {"berichten": pl.DataFrame([HEADER]), "declaratieregels": pl.DataFrame(rows, infer_schema_length=None)}


def found(*rows: dict[str, object]) -> pl.DataFrame:
    """Findings that refuse a line of a declaration, unless they say otherwise."""
    usual = {"entiteit": "declaratieregels", "blad": "Prestatie", "kolom": f"{WHERE}/ProductTarief",
             "gevolg": "regel geweigerd", "ernst": "fout"}  # fmt: skip
    return pl.DataFrame([usual | row for row in rows], schema=dict(FINDINGS))


def answered(tables: dict[str, pl.DataFrame], findings: pl.DataFrame, message: str = "323"):
    """The answer of today."""
    return answer(message, tables, findings, identification="A1", dated=TODAY)


TWO = [("999900006", 1000, "D"), ("999900018", 500, "D")]


def test_a_declaration_without_findings_is_granted_in_full():
    tables = answered(received(TWO), found()).tables

    whole = tables["declaratieantwoorden"].row(0, named=True)
    assert (whole["retourcodes"], whole["totaal_ingediend_bedrag"], whole["totaal_toegekend_bedrag"]) == (
        "8001",
        1500,
        1500,
    )
    assert tables["afgewezen_regels"].is_empty()


def test_a_line_is_refused_with_all_its_codes_and_a_rule_of_ours_refuses_nothing():
    findings = found(
        {"rij": 1, "regel": "TR418", "retourcode": "0611"}, {"rij": 1, "regel": "TR322", "retourcode": "9322"},
        {"rij": 2, "regel": "MGR-301", "retourcode": ""},
    )  # fmt: skip

    reply = answered(received(TWO), findings)

    assert reply.tables["afgewezen_regels"].select("referentie_nummer", "retourcodes", "client_retourcodes").rows() == [
        ("R1", "0611 9322", "0200")
    ]
    assert reply.remarks["regel"].to_list() == ["MGR-301"]


def test_a_credit_is_refused_only_for_a_technical_reason():
    lines = [("999900006", 1000, "C"), ("999900006", 700, "C")]
    findings = found({"rij": 1, "retourcode": "0611"}, {"rij": 2, "retourcode": "8017"})

    reply = answered(received(lines), findings)

    refused = reply.tables["afgewezen_regels"]
    assert refused.select("referentie_nummer", "retourcodes").rows() == [("R2", "8017")]
    assert reply.remarks["retourcode"].to_list() == ["0611"]


@pytest.mark.parametrize("code", ["0001", "9056"])
def test_a_header_that_is_refused_has_no_answer_to_the_declaration(code, tmp_path):
    column = f"{WHERE}/ProductCode" if code == "0001" else "Header/BerichtIdentificatie/Identificatie"
    findings = found({"rij": 1, "retourcode": code, "kolom": column})

    tables = answered(received(TWO), findings).tables

    written = etree.fromstring(write_message("wmo", "325", tables))
    schema("wmo", "325", tmp_path).assertValid(written)
    assert [etree.QName(child).localname for child in written] == ["Header"]
    assert tables["berichten"]["retourcodes"].item() == code


def test_a_code_on_the_declaration_grants_nothing_and_lists_no_line():
    findings = found({"rij": 1, "retourcode": "9333", "kolom": "Declaratie/DeclaratieNummer"})

    tables = answered(received(TWO), findings).tables

    assert tables["declaratieantwoorden"]["retourcodes"].item() == "9333"
    assert tables["declaratieantwoorden"]["totaal_toegekend_bedrag"].item() == 0
    assert tables["afgewezen_regels"].is_empty()


LINES = st.lists(
    st.tuples(st.sampled_from(["999900006", "999900018"]), st.integers(0, 99_999_999), st.sampled_from("DC")),
    min_size=1, max_size=12,
)  # fmt: skip


@settings(deadline=None)
@given(LINES, st.data())
def test_granted_is_submitted_less_what_is_refused(lines, data):
    wrong = data.draw(st.sets(st.integers(1, len(lines))))
    findings = found(*({"rij": row, "retourcode": "8021"} for row in sorted(wrong)))

    tables = answered(received(lines), findings).tables

    granted = 0
    for row, (_, cents, side) in enumerate(lines, start=1):
        if row not in wrong:
            granted += -cents if side == "C" else cents
    whole = tables["declaratieantwoorden"].row(0, named=True)
    assert (whole["totaal_toegekend_bedrag"], whole["toegekend_debet_credit"]) == (
        abs(granted), "C" if granted < 0 else "D",
    )  # fmt: skip
    assert tables["afgewezen_regels"]["rij"].to_list() == sorted(wrong)


def starts() -> dict[str, pl.DataFrame]:
    """A 305 with two starts."""
    client = {"client": "999900006", "geboortedatum": date(1950, 1, 1), "geslacht": "1", "achternaam": "Test"}
    rows = [
        {"client": "999900006", "soort": "start", "begindatum": date(2026, 9, 1), "toewijzing_nummer": number,
         "status_aanlevering": "1", "blad": "StartProduct", "rij": number} for number in (1, 2)
    ]  # fmt: skip
    header = HEADER | {"bericht": "305", "bericht_code": "418"}
    return {
        "berichten": pl.DataFrame([header]),
        "clienten": pl.DataFrame([client | {"blad": "Client", "rij": 1}]),
        "regieberichten": pl.DataFrame(rows),
    }


def on_start(row: int, code: str, column: str = "Client/StartProducten/StartProduct/ToewijzingNummer") -> pl.DataFrame:
    return found(
        {"entiteit": "regieberichten", "blad": "StartProduct", "rij": row, "kolom": column, "retourcode": code}
    )


@pytest.mark.parametrize(
    ("findings", "header", "client", "lines"),
    [
        (found(), "0200", "0200", ["0200", "0200"]),
        (on_start(2, "9019"), "0200", "0200", ["0200", "9019"]),
        (on_start(1, "8187", "Client/Bsn"), "0200", "8187", ["0233", "0233"]),
        (on_start(1, "9056", "Header/BerichtIdentificatie/Identificatie"), "9056", "0233", ["0233", "0233"]),
    ],
    ids=["nothing", "line", "client", "header"],
)
def test_a_return_message_repeats_with_a_code_in_every_class(findings, header, client, lines, tmp_path):
    reply = answered(starts(), findings, "305")

    schema("wmo", "306", tmp_path).assertValid(etree.fromstring(write_message("wmo", "306", reply.tables)))
    assert reply.tables["berichten"]["retourcodes"].item() == header
    assert reply.tables["clienten"]["retourcodes"].item() == client
    assert reply.tables["regieberichten"]["retourcodes"].to_list() == lines


def test_a_message_that_breaks_a_rule_within_itself_gets_its_header_back_and_no_more(tmp_path):
    reply = answered(starts(), on_start(1, "0001"), "305")

    written = etree.fromstring(write_message("wmo", "306", reply.tables))
    schema("wmo", "306", tmp_path).assertValid(written)
    assert [etree.QName(child).localname for child in written] == ["Header"]
    assert "".join(written.itertext()).endswith("0001")


def test_a_return_message_is_answered_by_none():
    assert set(ANSWER) == {"301", "305", "307", "315", "317", "319", "323"}
    with pytest.raises(KeyError):
        answered(starts(), found(), "306")
