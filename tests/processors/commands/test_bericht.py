# SPDX-License-Identifier: EUPL-1.2
"""`bericht`: what it writes in answer to a message, what it says of it, and how it ends."""

import json
from datetime import date
from pathlib import Path

import polars as pl
import pytest
from lxml import etree

from processors.messages.writing import write_message

CLIENT = "999900006"
HEADER = {
    "bericht_code": "484", "bericht_versie": "3", "bericht_subversie": "2", "aanbieder": "12345678",
    "gemeente": "0983", "identificatie": CLIENT, "dagtekening": date(2026, 10, 5), "basisschema_xsd_versie": "1.0.0",
    "bericht_xsd_versie": "1.0.0",
}  # fmt: skip
LINE = {
    "declaratie_nummer": "DN1", "declaratie_periode_begin": date(2026, 9, 1), "toewijzing_nummer": 5,
    "declaratie_periode_eind": date(2026, 9, 30), "declaratie_dagtekening": date(2026, 10, 5), "client": CLIENT,
    "totaal_ingediend_bedrag": 3000, "totaal_debet_credit": "D", "product_categorie": "02",
    "product_code": "02A01", "product_periode_begin": date(2026, 9, 1), "product_periode_eind": date(2026, 9, 30),
    "geleverd_volume": 10, "eenheid": "04", "product_tarief": 150, "ingediend_bedrag": 1500, "debet_credit": "D",
}  # fmt: skip
EARLIER = {"wet": "wmo", "gemeente": "0983", "aanbieder": "12345678", "declaratie_maand": "2026-09"}


@pytest.fixture
def declaration(tmp_path: Path) -> pl.DataFrame:
    """A 323 of two lines as `323.xml`, its sender unwise enough to use a Bsn as its identification; gives its lines."""
    lines = pl.DataFrame([LINE] * 2).with_columns(
        referentie_nummer=pl.Series(["R1", "R2"]), toewijzing_nummer=pl.Series([5, 6])
    )
    tables = {"berichten": pl.DataFrame([HEADER]), "declaratieregels": lines}
    (tmp_path / "323.xml").write_bytes(write_message("wmo", "323", tables))
    (tmp_path / "naslag").mkdir()
    return lines


def written(folder: Path) -> Path:
    """The one file in a folder."""
    (path,) = folder.iterdir()
    return path


def texts(path: Path, name: str) -> list[str | None]:
    """The texts of every element with this local name."""
    return [each.text for each in etree.parse(path).iter("{*}" + name)]


def without_numbers(lines: pl.DataFrame) -> pl.DataFrame:
    """The lines as a reference table of earlier ones has them."""
    return lines.with_columns(pl.lit(value).alias(name) for name, value in EARLIER.items())


def test_a_declaration_without_official_objection_is_granted(call, declaration, tmp_path):
    said = call("bericht", "323.xml", "--naslag", "naslag", "--uit", "antwoord")

    answer = written(tmp_path / "antwoord")
    assert said.status == 1
    assert said.out.startswith(f"323.xml: het antwoord staat in {answer.relative_to(tmp_path)}.")
    assert "INTAKE-90" in said.out
    assert texts(answer, "RetourCode") == ["0200", "8001"]
    assert texts(answer, "TotaalBedrag") == ["3000", "3000"]
    assert len(declaration) == 2


def test_a_line_that_was_declared_before_is_refused_and_the_answer_closes(call, declaration, tmp_path):
    first = without_numbers(declaration.head(1).with_columns(declaratie_nummer=pl.lit("OUD")))
    first.write_csv(tmp_path / "naslag" / "eerdere_declaratieregels.csv", separator=";")

    call("bericht", "323.xml", "--naslag", "naslag", "--uit", "antwoord")

    answer = written(tmp_path / "antwoord")
    assert texts(answer, "ReferentieNummer") == ["R1"]
    assert texts(answer, "TotaalBedrag") == ["3000", "1500"]
    assert "8021" in texts(answer, "RetourCode")


def test_our_answer_read_back_breaks_no_rule_on_answers(call, declaration, tmp_path):
    first = without_numbers(declaration.head(1).with_columns(declaratie_nummer=pl.lit("OUD")))
    first.write_csv(tmp_path / "naslag" / "eerdere_declaratieregels.csv", separator=";")
    call("bericht", "323.xml", "--naslag", "naslag", "--uit", "antwoord")
    without_numbers(declaration).write_csv(tmp_path / "naslag" / "eerdere_declaratieregels.csv", separator=";")

    said = call("controleer", written(tmp_path / "antwoord"), "--naslag", "naslag", "--json")

    told = json.loads(said.out)
    assert told["bestanden"][0]["uitkomst"] == "geaccepteerd"
    assert [found for found in told["bevindingen"] if found["ernst"] == "fout"] == []
    waiting = " ".join(found["melding"] for found in told["bevindingen"] if found["regel"] == "INTAKE-90")
    assert not {"TR342", "TR366", "TR367"} & set(waiting.replace(",", " ").replace(".", " ").split())


def test_no_number_of_a_person_is_said_or_stands_in_a_name(call, declaration, tmp_path):
    shown = call("bericht", "323.xml", "--naslag", "naslag", "--uit", "antwoord")
    as_json = call("bericht", "323.xml", "--naslag", "naslag", "--uit", "antwoord", "--json")

    assert CLIENT not in shown.out + shown.err + as_json.out + as_json.err
    assert CLIENT not in str(written(tmp_path / "antwoord"))
    assert set(declaration["client"]) == {CLIENT}


def test_the_same_file_gets_the_same_answer(call, declaration, tmp_path):
    call("bericht", "323.xml", "--naslag", "naslag", "--uit", "antwoord")
    once = written(tmp_path / "antwoord").read_bytes()

    call("bericht", "323.xml", "--naslag", "naslag", "--uit", "antwoord")

    assert written(tmp_path / "antwoord").read_bytes() == once
    assert len(declaration) == 2


@pytest.mark.parametrize(
    ("content", "reason"),
    [(b"geen xml", "geen antwoord geschreven"), (b"<Bericht xmlns='x'/>", "geen antwoord geschreven")],
    ids=["no xml", "no message"],
)
def test_what_is_no_message_has_no_answer_and_the_status_says_so(call, tmp_path, content, reason):
    (tmp_path / "iets.xml").write_bytes(content)
    (tmp_path / "naslag").mkdir()

    said = call("bericht", "iets.xml", "--naslag", "naslag", "--uit", "antwoord")

    assert said.status == 2
    assert reason in said.out
    assert not (tmp_path / "antwoord").exists()


def test_a_message_that_is_built_wrong_is_refused_as_a_whole(call, declaration, tmp_path):
    whole = (tmp_path / "323.xml").read_bytes()
    (tmp_path / "323.xml").write_bytes(whole.replace(b"<wmo323:Eenheid>04</wmo323:Eenheid>", b"", 1))

    call("bericht", "323.xml", "--naslag", "naslag", "--uit", "antwoord")

    answer = written(tmp_path / "antwoord")
    assert texts(answer, "RetourCode") == ["0001"]
    assert texts(answer, "DeclaratieNummer") == []
    assert len(declaration) == 2


def test_a_header_that_cannot_be_repeated_gives_no_answer_and_names_the_element(call, tmp_path):
    tables = {
        "berichten": pl.DataFrame([HEADER | {"bericht_code": "418"}]),
        "clienten": pl.DataFrame(
            {"client": [CLIENT], "geboortedatum": [date(1950, 1, 1)], "geslacht": ["1"], "achternaam": ["Test"]}
        ),
        "regieberichten": pl.DataFrame(
            {"soort": ["start"], "begindatum": [date(2026, 9, 1)], "status_aanlevering": ["1"]}
        ),
    }
    whole = write_message("wmo", "305", tables)
    (tmp_path / "305.xml").write_bytes(whole.replace(b"BerichtVersie>3<", b"BerichtVersie>4<"))
    (tmp_path / "naslag").mkdir()

    said = call("bericht", "305.xml", "--naslag", "naslag", "--uit", "antwoord")

    assert said.status == 2
    assert "Bericht 306 kan niet worden geschreven: Header/BerichtVersie" in said.out
