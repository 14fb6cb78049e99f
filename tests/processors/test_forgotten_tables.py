# SPDX-License-Identifier: EUPL-1.2
"""Who a client is, where he lives and who belongs to him is judged, and then nothing of it is left."""

from datetime import UTC, date, datetime

import polars as pl
import pytest

from processors.assessment import assess
from processors.desk import open_desk
from processors.feedback import told
from processors.fields import Kind
from processors.handling import settle
from processors.intake.submission import Submission, origins_frame
from processors.journal_schema import State
from processors.lines import TABLES, make_lines
from processors.pseudonym import Key
from processors.rules import RULES
from processors.settings import Settings

DAY = date(2026, 8, 10)
KEY = Key(1, b"0123456789abcdef0123456789abcdef")
WHOSE = {"wet": "wmo", "gemeente": "0983", "aanbieder": "01234567", "client": "999990019"}
PERSON = WHOSE | {
    "bericht": "301", "dagtekening": DAY, "geboortedatum": date(1985, 3, 12), "geslacht": "2",
    "achternaam": "Proefpersoon", "voorvoegsel": "van der", "partner_achternaam": "Testpartner",
    "partner_voorvoegsel": "tenslotte", "voornamen": "Wilhelmina", "voorletters": "WP", "naam_gebruik": "4",
    "communicatie_vorm": "1", "communicatie_taal": "Pools", "commentaar": "belt liever",
}  # fmt: skip
RELATION = WHOSE | {
    "relatie_nummer": "REL-4711", "volgorde": 1, "soort": "03", "geboortedatum": date(1949, 11, 30), "geslacht": "1",
    "achternaam": "Voorbeeldouder", "voornamen": "Cornelis", "voorletters": "CQ", "naam_gebruik": "1",
}  # fmt: skip
HOME = WHOSE | {
    "soort": "01", "huisnummer": 48213, "huisletter": "Q", "huisnummer_toevoeging": "hs-2", "postcode": "5911ZZ",
    "straatnaam": "Verzonnenstraat", "plaatsnaam": "Nergenshuizen", "land_code": "NL", "organisatie": "Wooninitiatief",
    "telefoonnummer": "0619876543", "landnummer": "0031", "emailadres": "proef@nergens.example",
}  # fmt: skip
WRONG = {
    "clienten": [
        PERSON | {"client": "999990018", "voorletters": "W.Proef", "naam_gebruik": "6", "commentaar": " "},
        PERSON | {"geboortedatum": date(1885, 3, 12), "voorvoegsel": "van tenslotte"},
        PERSON | {"datum_gebruik": "1", "achternaam": "Proefpersoon" * 20, "communicatie_taal": None},
        PERSON | {"naam_gebruik": "1", "partner_achternaam": None, "geslacht": "vrouw", "wet": None},
    ],
    "relaties": [
        RELATION | {"naam_gebruik": "2", "voorletters": "C.Q.Ouder", "volgorde": 100},
        RELATION | {"relatie_nummer": "REL-4711" * 3, "voornamen": "Cornelis" * 26},
    ],
    "contacten": [
        HOME | {"postcode": "0911 zz", "telefoonnummer": "06-19876543", "huisnummer": 482139},
        HOME | {"straatnaam": "Verzonnenstraat" * 2, "emailadres": "proef" * 20, "huisletter": "Qq"},
        HOME | {"soort": "02", "telefoonnummer": None, "huisnummer": None, "land_code": None, "postcode": None},
        HOME | {"client": "999900006", "soort": "04", "einddatum": date(2026, 1, 1), "begindatum": date(2026, 1, 2)},
    ],
}  # fmt: skip
# Of what is judged and forgotten only some is about persons; the rest is the region itself.
FORGOTTEN = [name for name, table in TABLES.items() if not table.kept and any(field.personal for field in table.fields)]


def read(tables):
    frames = {
        name: make_lines(name, rows).with_columns(bestand=pl.lit("bericht.xml"), blad=pl.lit(name))
        for name, rows in tables.items()
    }
    origins = pl.DataFrame(
        [(name, column, name, column, "A") for name in tables for column in TABLES[name].names],
        schema=origins_frame([]).schema, orient="row",
    )  # fmt: skip
    return Submission("bericht.xml", "bericht", tables=frames, origins=origins)


def judge(**tables):
    return assess(read(tables), {}, received_on=DAY, key=KEY)


def secrets():
    """What is personal about these people, as text; of a code all but the end, which a finding may show."""
    found = set()
    for table, rows in WRONG.items():
        for field in TABLES[table].fields:
            if field.personal:
                values = {row.get(field.name) for row in (*rows, PERSON, RELATION, HOME)} - {None, " "}
                kept = (str(value)[:-2] if field.kind is Kind.CODE else str(value) for value in values)
                found |= {text for text in kept if len(text) > 2}
    return found | {"12-03-1885", "12-03-1985", "30-11-1949"}


def texts(*frames):
    return "\n".join(str(cell) for frame in frames for row in frame.rows() for cell in row)


@pytest.fixture
def desk(tmp_path):
    with open_desk(Settings(map=tmp_path, sleutel="0123456789abcdef0123456789abcdef")) as desk:
        yield desk


@pytest.fixture
def taken_in(desk, a_message):
    """A submission that was received and not judged yet."""
    receipt = desk.journal.saw(a_message("sleutel", datetime(2026, 8, 10, 9, tzinfo=UTC)), "postvak")
    return desk.journal.record(receipt.id, "1", sha256="aa", bestand="bericht.xml", afzender="0983")


def test_a_client_with_a_relation_and_an_address_passes_every_rule():
    judged = judge(clienten=[PERSON], relaties=[RELATION], contacten=[HOME])

    assert judged.findings.is_empty()
    assert (judged.total, judged.accepted) == (3, 3)


def test_every_kind_of_mistake_is_found_at_its_line():
    judged = judge(**WRONG)

    found = judged.findings.filter(pl.col("ernst") == "fout")
    assert {table: sorted(found.filter(entiteit=table).select("rij", "regel").rows()) for table in FORGOTTEN} == {
        "clienten": [
            (2, "CS002"), (2, "CS318"), (2, "RS013"), (2, "RS031"), (2, "RS045"), (3, "RS016"), (3, "TR002"),
            (4, "CD007"), (4, "CS139"), (4, "RS028"), (5, "RS008"), (5, "RS033"),
        ],
        "relaties": [(2, "CS050"), (2, "RS002"), (2, "RS013"), (2, "RS045"), (3, "RS019"), (3, "RS028")],
        "contacten": [
            (2, "CS089"), (2, "RS004"), (2, "RS046"), (3, "RS008"), (3, "RS020"), (3, "RS026"), (4, "TR006"),
            (5, "CS003"), (5, "TR061"),
        ],
    }  # fmt: skip


def test_no_name_address_or_bsn_stands_in_a_finding():
    judged = judge(**WRONG)

    said = texts(judged.findings)
    assert len(judged.findings) > 20
    assert [each for each in secrets() if each.lower() in said.lower()] == []


def test_nothing_of_a_person_goes_on_but_the_pseudonym():
    judged = judge(**WRONG)

    personal = {field.name for table in FORGOTTEN for field in TABLES[table].fields if field.personal} - {"client"}
    for frame in judged.tables.values():
        assert personal.isdisjoint(frame.columns)
        assert frame["client"].str.starts_with("P1-").all()
    assert [each for each in secrets() if each in texts(*judged.tables.values())] == []


def test_nothing_of_it_is_stored_or_shown(desk, taken_in):
    judged = judge(**WRONG)

    settle(desk, taken_in, judged)
    feedback = told(taken_in, judged, contact="")

    row = desk.journal.submission(taken_in.id)
    assert (row.status, row.regels, row.geaccepteerd) == (State.ANTWOORD_CONCEPT, 10, 0)
    assert (feedback.own, desk.store.tables(taken_in.id)) == ([], [])


def test_what_is_accepted_beside_a_forgotten_table_is_stored(desk, taken_in):
    beside = read({"clienten": [PERSON], "toewijzingen": [WHOSE]})
    judged = assess(beside, {}, received_on=DAY, key=KEY, rules=RULES.only("RS037"))

    settle(desk, taken_in, judged)

    assert desk.store.tables(taken_in.id) == ["toewijzingen"]


@pytest.mark.parametrize("table", FORGOTTEN)
def test_no_sentence_of_a_forgotten_table_shows_a_personal_value(table):
    shown = {
        (rule.code, name) for rule in RULES.for_table(table) for name in rule.shows if TABLES[table][name].personal
    }

    assert shown <= {("RS037", "client"), ("CS002", "client")}
