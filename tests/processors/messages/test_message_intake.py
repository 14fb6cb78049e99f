# SPDX-License-Identifier: EUPL-1.2
"""A message becomes a submission that is judged, stored and answered as any other; only that it replaces nothing."""

import zipfile
from datetime import date
from pathlib import Path

import polars as pl
import pytest

from processors.intake.belonging import beside_sender
from processors.intake.reading import read_submission
from tests.processors.messages.skeleton import tree, xml

SAMPLES = Path(__file__).resolve().parents[4] / "shared" / "data" / "berichten"
DECLARATION = """<?xml version="1.0" encoding="UTF-8"?>
<w:Bericht xmlns:w="http://www.istandaarden.nl/iwmo/3_2/wmo323/schema"
    xmlns:b="http://www.istandaarden.nl/iwmo/3_2/basisschema/schema">
  <w:Header>
    <w:BerichtCode>484</w:BerichtCode><w:BerichtVersie>3</w:BerichtVersie><w:BerichtSubversie>2</w:BerichtSubversie>
    <w:Afzender>12345678</w:Afzender><w:Ontvanger>0983</w:Ontvanger>
    <w:BerichtIdentificatie>
      <b:Identificatie>A1</b:Identificatie><b:Dagtekening>2026-05-06</b:Dagtekening>
    </w:BerichtIdentificatie>
    <w:XsdVersie>
      <b:BasisschemaXsdVersie>1.0.0</b:BasisschemaXsdVersie><b:BerichtXsdVersie>1.0.1</b:BerichtXsdVersie>
    </w:XsdVersie>
  </w:Header>
  <w:Declaratie>
    <w:DeclaratieNummer>D1</w:DeclaratieNummer>
    <w:DeclaratiePeriode><b:Begindatum>2026-04-01</b:Begindatum><b:Einddatum>2026-04-30</b:Einddatum>
    </w:DeclaratiePeriode>
    <w:DeclaratieDagtekening>2026-05-06</w:DeclaratieDagtekening>
    <w:TotaalIngediendBedrag><b:TotaalBedrag>24000</b:TotaalBedrag><b:DebetCredit>D</b:DebetCredit>
    </w:TotaalIngediendBedrag>
    <w:Clienten>
      <w:Client><w:Bsn>999900006</w:Bsn><w:Prestaties>
        <w:Prestatie>
          <w:ProductReferentie><b:ReferentieNummer>R1</b:ReferentieNummer></w:ProductReferentie>
          <w:ToewijzingNummer>10072</w:ToewijzingNummer>
          <w:ProductCategorie>02</w:ProductCategorie><w:ProductCode>02A03</w:ProductCode>
          <w:ProductPeriode><b:Begindatum>2026-04-01</b:Begindatum><b:Einddatum>2026-04-30</b:Einddatum>
          </w:ProductPeriode>
          <w:GeleverdVolume>16</w:GeleverdVolume><w:Eenheid>04</w:Eenheid><w:ProductTarief>1500</w:ProductTarief>
          <w:IngediendBedrag><b:Bedrag>24000</b:Bedrag><b:DebetCredit>D</b:DebetCredit></w:IngediendBedrag>
        </w:Prestatie>
      </w:Prestaties></w:Client>
    </w:Clienten>
  </w:Declaratie>
</w:Bericht>
"""


@pytest.fixture
def read(tmp_path):
    """Read a message that stands in a file."""

    def make(content=DECLARATION, name="bericht.xml"):
        path = tmp_path / name
        path.write_text(content, encoding="utf-8")
        return read_submission(path)[0]

    return make


def test_a_declaration_becomes_lines_with_what_client_declaration_and_header_say(read):
    submission = read()

    (line,) = submission.tables["declaratieregels"].rows(named=True)
    expected = {
        "wet": "wmo", "gemeente": "0983", "aanbieder": "12345678", "declaratie_nummer": "D1",
        "declaratie_maand": "2026-04", "referentie_nummer": "R1", "client": "999900006", "toewijzing_nummer": 10072,
        "product_categorie": "02", "product_code": "02A03", "product_periode_begin": date(2026, 4, 1),
        "product_periode_eind": date(2026, 4, 30), "geleverd_volume": 16, "eenheid": "04", "product_tarief": 1500,
        "ingediend_bedrag": 24000, "debet_credit": "D", "blad": "Prestatie", "rij": 1, "bestand": "bericht.xml",
    }  # fmt: skip
    assert {name: line[name] for name in expected} == expected
    assert submission.problems.is_empty()
    assert submission.refused is None


def test_a_finding_says_the_path_of_the_element_and_has_no_cell(read, judged):
    submission = read(DECLARATION.replace("<b:Bedrag>24000<", "<b:Bedrag>24001<"))

    found = judged(submission).findings.filter(pl.col("kolom").str.ends_with("IngediendBedrag/Bedrag"))

    assert not found.is_empty()
    assert set(found.select("blad", "rij", "kolom", "cel").rows()) == {
        ("Prestatie", 1, "Declaratie/Clienten/Client/Prestaties/Prestatie/IngediendBedrag/Bedrag", "")
    }


def test_a_message_in_a_zip_is_read_beside_the_others(tmp_path):
    path = tmp_path / "alles.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("een.xml", DECLARATION)
        archive.writestr("twee.xml", "<e/>")

    first, second = read_submission(path)

    assert (first.file, first.message, first.refused) == ("alles.zip/een.xml", "323", None)
    assert second.problems["regel"].to_list() == ["LEZEN-36"]


@pytest.mark.parametrize(
    ("namespace", "says"),
    [
        ("iwmo/3_1/wmo323", "is een bericht van release 3.1; wij lezen alleen release 3.2"),
        ("iwmo/3_2/wmo303", "is een bericht 303, en dat bestaat niet in release 3.2"),
        ("iwmo/3_2/wmo304", "is een bericht 304, en dat bestaat niet in release 3.2"),
        ("iwmo/3_2/jw323", "heeft een namespace die niet bij een bericht hoort"),
        ("iwlz/2_3/aw33", "heeft een namespace die niet bij een bericht hoort"),
    ],
)
def test_a_message_that_does_not_exist_in_release_3_2_is_refused_by_name(read, namespace, says):
    submission = read(DECLARATION.replace("iwmo/3_2/wmo323", namespace))

    assert says in submission.refused
    assert submission.problems["regel"].to_list() == ["LEZEN-38"]
    assert submission.tables == {}


def test_a_message_of_another_supplier_than_its_sender_is_refused_in_one_sentence(read):
    submission = beside_sender(read(), "87654321")

    assert submission.refused
    assert submission.problems["regel"].to_list() == ["INTAKE-18"]


def test_persons_are_judged_and_forgotten(read, judged):
    assessment = judged(read(xml(tree("301"), "301")))

    assert {"clienten", "relaties", "contacten"} <= set(assessment.tables)
    kept = assessment.tables["clienten"]
    assert "geboortedatum" not in kept.columns
    assert "999900006" not in str(kept.rows())


OUTSIDE = ("INTAKE-46", "Header", 1, "Header/Ontvanger")
# What the samples break is theirs: they break rules on purpose. Without reference only what the message says itself is
# judged; rules that wait for a reference (INTAKE-90) or lack a row of it (signaal) are left aside.
WRONG = {
    # All five are of municipalities elsewhere in the country (0363, 0384).
    "JW301.xml": [("INTAKE-46", "Header", 1, "Header/Afzender")],
    "JW305.xml": [OUTSIDE],
    "JW307.xml": [OUTSIDE],
    "JW325.xml": [("INTAKE-46", "Header", 1, "Header/Afzender")],
    "JW323.xml": [
        OUTSIDE,
        # Allocation 10073 was declared for April under the first client as well (line 2).
        ("TR416", "Prestatie", 4, "Declaratie/Clienten/Client/Prestaties/Prestatie/ProductPeriode/Begindatum"),
        # RN004 stands on two lines.
        (
            "TR101", "Prestatie", 5,
            "Declaratie/Clienten/Client/Prestaties/Prestatie/ProductReferentie/ReferentieNummer",
        ),
    ],
}  # fmt: skip


@pytest.mark.skipif(not SAMPLES.is_dir(), reason="De voorbeeldberichten staan niet naast het project.")
@pytest.mark.parametrize("name", WRONG)
def test_the_public_samples_give_exactly_what_they_break(judged, name):
    (submission,) = read_submission(SAMPLES / name)

    found = judged(submission).findings.filter(pl.col("ernst") != "signaal")

    assert found.select("regel", "blad", "rij", "kolom").rows() == WRONG[name]


@pytest.mark.parametrize("message", ["302", "306", "308", "316", "318", "320"])
def test_a_return_message_tells_its_header_only_and_repeats_the_rest(read, message):
    found = read(xml(tree(message), message))

    assert set(found.tables) == {"berichten"}
    header = found.tables["berichten"].row(0, named=True)
    assert (header["bericht"], header["identificatie_retour"]) == (message, "1")


@pytest.mark.parametrize("code", ["1001", "10E12", "00123"])
def test_a_code_in_a_message_is_what_stands_there(read, code):
    found = read(DECLARATION.replace("<w:ProductCode>02A03", f"<w:ProductCode>{code}"))

    assert found.tables["declaratieregels"]["product_code"].to_list() == [code]
    assert "INTAKE-13" not in found.problems["regel"].to_list()
    assert "MGR-007" not in found.problems["regel"].to_list()


@pytest.mark.parametrize(
    ("right", "wrong", "codes"),
    [
        # Two months in one declaration.
        (
            "<w:DeclaratiePeriode><b:Begindatum>2026-04",
            "<w:DeclaratiePeriode><b:Begindatum>2026-03",
            ["CS340", "TR319"],
        ),
        # A total that is not the sum of the lines.
        ("<b:TotaalBedrag>24000", "<b:TotaalBedrag>24001", ["TR358"]),
        # A header that lies about the law, and one whose sender and receiver are exchanged.
        ("<w:BerichtCode>484", "<w:BerichtCode>490", ["RS047"]),
        ("<w:Ontvanger>0983", "<w:Ontvanger>12345678", ["RS035"]),
        # A receiver that is no municipality of ours.
        ("<w:Ontvanger>0983", "<w:Ontvanger>0363", ["INTAKE-46"]),
    ],
)
def test_a_header_or_period_that_does_not_hold_is_told_by_its_own_rule(read, judged, right, wrong, codes):
    assert right in DECLARATION

    found = judged(read(DECLARATION.replace(right, wrong))).findings.filter(pl.col("regel") != "INTAKE-90")

    assert found["regel"].to_list() == codes
