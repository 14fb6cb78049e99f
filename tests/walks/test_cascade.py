# SPDX-License-Identifier: EUPL-1.2
"""One broken cell in a line that is otherwise perfect: its own finding, and nothing that only follows from it.

All lines of a table stand in one file, each on an allocation of its own, so that no line has to do with another.
What must be found is in `cascade.csv`: a code alone stands at the broken cell, else the column follows it.
"""

import csv
from datetime import date
from itertools import count, islice
from pathlib import Path

import polars as pl
import pytest

from processors.assessment import assess, pseudonymised
from processors.intake.reading import read_submission
from processors.lines import TABLES, make_lines
from processors.pseudonym import Key

KEY = Key(1, b"0123456789abcdef0123456789abcdef")
RECEIVED = date(2026, 10, 5)
SUPPLIER = "01234567"
PLACE = {"wet": "wmo", "gemeente": "0983", "aanbieder": SUPPLIER}
PRODUCT = {"product_categorie": "02", "product_code": "02A03"}
EMPTY = "(leeg)"


def persons():
    """Numbers that pass the elfproef, of nobody."""
    weights = (9, 8, 7, 6, 5, 4, 3, 2, -1)
    for number in count(999_900_000):
        if sum(int(digit) * weight for digit, weight in zip(str(number), weights, strict=True)) % 11 == 0:
            yield str(number)


def allocation(number, client):
    return {
        **PLACE, **PRODUCT, "client": client, "toewijzing_nummer": number, "toewijzing_datum": date(2026, 1, 2),
        "ingangsdatum": date(2026, 1, 5), "einddatum": date(2026, 12, 31), "volume": 10, "eenheid": "04",
        "frequentie": "4",
    }  # fmt: skip


def start(number, client):
    return {
        **PLACE, "client": client, "toewijzing_nummer": number, "soort": "start", "begindatum": date(2026, 1, 5),
        "status_aanlevering": "1", "dagtekening": date(2026, 1, 9), "ontvangen_op": date(2026, 1, 9),
    }  # fmt: skip


def stop(number, client):
    return {
        **start(number, client), "soort": "stop", "einddatum": date(2026, 9, 30), "reden_beeindiging": "19",
        "dagtekening": date(2026, 10, 2), "ontvangen_op": date(2026, 10, 2),
    }  # fmt: skip


def declaration(number, client):
    return {
        **PLACE, **PRODUCT, "declaratie_nummer": "W2609", "declaratie_maand": "2026-09",
        "declaratie_dagtekening": date(2026, 10, 2), "referentie_nummer": f"R{number}", "client": client,
        "toewijzing_nummer": number, "product_periode_begin": date(2026, 9, 1),
        "product_periode_eind": date(2026, 9, 30), "geleverd_volume": 10, "eenheid": "04", "product_tarief": 6000,
        "ingediend_bedrag": 60000, "debet_credit": "D",
    }  # fmt: skip


MAKE = {"declaratieregels": declaration, "toewijzingen": allocation, "regieberichten": stop}
KNOWN = {
    "contracten": [
        {"contract_nummer": "C1", "aanbieder": SUPPLIER, "naam": "Zorg", "module": "1", "wet": "wmo",
         "uitvoeringsvariant": "inspanning", "begindatum": date(2025, 1, 1)},
    ],
    "tarieven": [
        {"contract_nummer": "C1", "aanbieder": SUPPLIER, "gemeente": "*", "wet": "wmo", **PRODUCT, "eenheid": "04",
         "tarief": 6000, "per_uur": "ja", "geldig_van": date(2026, 1, 1)},
    ],
    "producten": [{"wet": "wmo", **PRODUCT, "omschrijving": "Begeleiding", "eenheden": "04 01", "frequenties": "2 4"}],
    "aanbieders": [{"aanbieder": SUPPLIER, "naam": "Zorg"}],
    "lidmaatschap": [{"gemeente": "0983", "module": "1", "van": date(2020, 1, 1)}],
    "ongeldige_combinaties": [],
    "verzoeken": [],
    "eerdere_declaratieregels": [],
}  # fmt: skip


def cases(table):
    """Per broken cell its column, what stands there, and the findings (code, column) that must come of it."""
    rows = csv.DictReader((Path(__file__).parent / "cascade.csv").read_text("utf-8").splitlines(), delimiter=";")
    for row in rows:
        if row["tabel"] == table:
            found = [each.split() for each in row["bevindingen"].split(", ") if each]
            told = [(code, *(at or [row["kolom"]])) for code, *at in found]
            yield row["kolom"], "" if row["waarde"] == EMPTY else row["waarde"], told


def written(value):
    return value.strftime("%d-%m-%Y") if isinstance(value, date) else value


def judged(folder, table, breaks, **known):
    """A file with a line for each of `breaks` (the cells that are changed in it), between two perfect lines."""
    clients = list(islice(persons(), len(breaks) + 2))
    perfect = [MAKE[table](number, client) for number, client in enumerate(clients, 1)]
    lines = [{**line, **changed} for line, changed in zip(perfect, [{}, *breaks, {}], strict=True)]
    path = folder / f"{table}.csv"
    names = [field.name for field in TABLES[table].fields if not field.message_only]
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, names, delimiter=";")
        writer.writeheader()
        writer.writerows({name: written(line.get(name)) for name in names} for line in lines)
    rows = {
        **KNOWN,
        "toewijzingen": [
            allocation(line["toewijzing_nummer"], line["client"]) for line in perfect if table != "toewijzingen"
        ],
        "regieberichten": [start(line["toewijzing_nummer"], line["client"]) for line in perfect],
        **known,
    }
    frames = {name: make_lines(name.removeprefix("eerdere_"), given) for name, given in rows.items()}
    (read,) = read_submission(path)
    return assess(read, pseudonymised(frames, KEY), received_on=RECEIVED, key=KEY)


def told(assessment):
    """Per row the findings: code and column of the vocabulary."""
    columns = assessment.submission.origins.select(kolom="kop", column="column")
    found = assessment.findings.join(columns, on="kolom", how="left", maintain_order="left")
    rows = {}
    for row, code, column in found.select("rij", "regel", pl.coalesce("column", "kolom")).iter_rows():
        rows.setdefault(row, []).append((code, column))
    return rows


@pytest.fixture(scope="module", params=sorted(MAKE))
def outcome(request, tmp_path_factory):
    table = request.param
    broken = list(cases(table))
    assessment = judged(tmp_path_factory.mktemp(table), table, [{column: value} for column, value, _ in broken])
    return table, broken, assessment


def test_a_broken_cell_gives_its_own_findings_and_no_more(outcome):
    _, broken, assessment = outcome
    expected = {row: sorted(found) for row, (_, _, found) in enumerate(broken, 3) if found}

    assert {row: sorted(found) for row, found in told(assessment).items()} == expected


def test_every_column_is_broken_in_some_way(outcome):
    table, broken, _ = outcome

    columns = {field.name for field in TABLES[table].fields if not field.message_only}
    assert {column for column, _, _ in broken} == columns


def test_only_the_broken_lines_are_refused(outcome):
    table, broken, assessment = outcome
    kept = assessment.tables[table].filter("geaccepteerd")["rij"].to_list()
    wrong = set(assessment.findings.filter(pl.col("gevolg") == "regel geweigerd")["rij"])

    assert kept == [row for row in range(2, len(broken) + 4) if row not in wrong]
    assert {2, len(broken) + 3} <= set(kept)


NOBODY = {"aanbieders": [], "contracten": [], "tarieven": []}
OLD = {"geldig_tot": date(2026, 6, 30)}
REMOVED = {"reden_wijziging": "13", "einddatum": date(2026, 1, 5)}
OTHERS = {"toewijzing_nummer": 999}


def allocations(**changed):
    return [{**allocation(number, client), **changed} for number, client in enumerate(islice(persons(), 3), 1)]


@pytest.mark.parametrize(
    ("known", "found"),
    [
        pytest.param(NOBODY, ["MGR-209"], id="supplier"),
        pytest.param({"producten": []}, ["TR381"], id="product"),
        pytest.param({"toewijzingen": allocations(**OTHERS)}, ["TR338"], id="allocation"),
        pytest.param({"toewijzingen": allocations(**REMOVED)}, ["TR384"], id="removed"),
        pytest.param({"contracten": [], "tarieven": []}, ["MGR-301"], id="contract"),
        pytest.param({"tarieven": [{**KNOWN["tarieven"][0], **OLD}]}, ["TR418"], id="tariff"),
        pytest.param({"tarieven": []}, ["TR418"], id="no tariff"),
        pytest.param({"lidmaatschap": []}, ["MGR-303"], id="member"),
        pytest.param({"regieberichten": []}, ["OP364"], id="start"),
    ],
)
def test_what_the_reference_does_not_know_gives_one_finding(tmp_path, known, found):
    rows = told(judged(tmp_path, "declaratieregels", [{}], **known))

    assert list(rows) in ([2, 3, 4], [None])
    assert {tuple(code for code, _ in told_of) for told_of in rows.values()} == {tuple(found)}


def test_two_independent_mistakes_on_a_line_are_both_told(tmp_path):
    both = {"client": "999990019", "ingediend_bedrag": 1}
    cells = {"declaratie_nummer": "W-26", "product_code": "", "debet_credit": "X"}

    rows = told(judged(tmp_path, "declaratieregels", [both, cells]))

    assert sorted(rows[3]) == [("TR304", "client"), ("TR346", "ingediend_bedrag")]
    assert sorted(rows[4]) == [("CS319", "declaratie_nummer"), ("RS008", "debet_credit"), ("RS033", "product_code")]
