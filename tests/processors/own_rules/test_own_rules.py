# SPDX-License-Identifier: EUPL-1.2
"""Rules that a region writes as rows: judged like ours, told at their cell where they cannot be used."""

import json
from datetime import date

import polars as pl
import pytest

from processors import cli
from processors.assessment import assess
from processors.checking import check
from processors.enrichment import enrich
from processors.intake.reference import read_reference
from processors.intake.submission import Submission
from processors.large import Context, judge
from processors.lines import make_lines
from processors.own_rules import own_rules, with_own
from processors.profiles import profiles_of
from processors.pseudonym import Key
from processors.rulebook import Rulebook

RECEIVED = date(2026, 10, 2)
KEY = Key(1, b"0123456789abcdef0123456789abcdef")
RULE = {
    "regel": "EIGEN-01", "tabel": "declaratieregels", "kolom": "geleverd_volume", "soort": "vergelijking",
    "voorwaarde": "geleverd_volume <= 31", "als": "eenheid = '14'", "ernst": "waarschuwing",
    "melding": "Er zijn {geleverd_volume} etmalen gedeclareerd.", "actie": "Controleer.", "bron": "Besluit 1",
}  # fmt: skip
REQUIRED = {**RULE, "soort": "verplicht als", "kolom": "product_tarief", "voorwaarde": None, "melding": "Leeg."}
LISTED = {**RULE, "soort": "codelijst", "kolom": "eenheid", "voorwaarde": None, "als": None, "waarden": "01, 04"}
UNIQUE = {
    **RULE, "soort": "uniek", "kolom": "toewijzing_nummer", "voorwaarde": None, "als": "debet_credit = 'D'",
    "waarden": "client, declaratie_maand", "melding": "Dubbel: {toewijzing_nummer}.",
}  # fmt: skip
LINE = {
    "wet": "wmo", "gemeente": "0983", "aanbieder": "01000001", "eenheid": "14", "geleverd_volume": 31,
    "product_tarief": 100, "client": "P1-a", "declaratie_maand": "2026-09", "toewijzing_nummer": 7,
    "debet_credit": "D", "product_periode_begin": date(2026, 9, 1),
}  # fmt: skip
CONTRACTS = [
    {"contract_nummer": "C1", "aanbieder": "01000001", "wet": "wmo", "begindatum": date(2025, 1, 1)},
    {"contract_nummer": "C2", "aanbieder": "01000002", "wet": "wmo", "begindatum": date(2025, 1, 1)},
]


def rules_of(*rows):
    return own_rules({"eigen_regels": make_lines("eigen_regels", rows)})


def told(rule, *changes, **reference):
    """The rows and severities that the rule speaks of."""
    tables = {name: make_lines(name, rows) for name, rows in reference.items()}
    lines = make_lines("declaratieregels", [{**LINE, **change} for change in changes])
    known = enrich(lines, "declaratieregels", tables, received_on=RECEIVED)
    return check(rules_of(rule), known, "declaratieregels").select("rij", "ernst", "melding").rows()


def test_a_comparison_speaks_where_it_does_not_hold_and_is_asked():
    assert told(RULE, {}, {"geleverd_volume": 32}, {"geleverd_volume": 32, "eenheid": "04"}) == [
        (3, "waarschuwing", "Er zijn 32 etmalen gedeclareerd.")
    ]


def test_what_cannot_be_decided_is_a_signal_and_names_what_is_missing():
    rule = {**RULE, "als": None, "voorwaarde": "product_tarief > 0"}

    assert told(rule, {"product_tarief": None}) == [
        (2, "signaal", "Regel EIGEN-01 kan niet worden beoordeeld: producttarief ontbreekt.")
    ]


def test_a_required_column_is_empty_only_where_it_is_asked():
    assert told(REQUIRED, {}, {"product_tarief": None}, {"product_tarief": None, "eenheid": "83"}) == [
        (3, "waarschuwing", "Leeg.")
    ]


@pytest.mark.parametrize("codes", ["01, 04", "01;04", "01 04"])
def test_a_code_is_one_of_those_in_the_cell(codes):
    assert [row[0] for row in told({**LISTED, "waarden": codes}, {}, {"eenheid": "04"})] == [2]


def test_a_code_may_be_of_a_list_by_its_name():
    rule = {**LISTED, "kolom": "product_code", "waarden": "lijst:eenheid"}

    assert [row[0] for row in told(rule, {"product_code": "04"}, {"product_code": "zz"})] == [3]


def test_only_the_second_of_equal_lines_is_double_among_those_that_are_asked():
    changes = [{"debet_credit": "C"}, {}, {"client": "P1-b"}, {}, {"declaratie_maand": "2026-08"}]

    assert told(UNIQUE, *changes) == [(5, "waarschuwing", "Dubbel: 7.")]


def test_a_rule_for_a_contract_leaves_the_lines_of_others_alone():
    rule = {**RULE, "contract_nummer": "C2"}
    changes = [{"geleverd_volume": 40, "aanbieder": each} for each in ("01000001", "01000002", "09999999")]

    assert [row[0] for row in told(rule, *changes, contracten=CONTRACTS)] == [3]


def test_a_rule_reads_parameters_and_joined_columns():
    rule = {**RULE, "als": None, "voorwaarde": "geleverd_volume <= 30 + tol_regel_cent"}
    agreed = [{"parameter": "tol_regel_cent", "waarde": "10", "contract_nummer": "C2"}]
    changes = [{"geleverd_volume": 40, "aanbieder": each} for each in ("01000001", "01000002")]

    assert [row[0] for row in told(rule, *changes, contracten=CONTRACTS, parameters=agreed)] == [2]


def test_a_rule_holds_from_its_first_to_its_last_day():
    rules = rules_of({**RULE, "geldig_van": date(2026, 10, 1), "geldig_tot": date(2026, 10, 31)})

    days = (date(2026, 9, 30), date(2026, 10, 1), date(2026, 10, 31), date(2026, 11, 1))
    assert [len(rules.on(day)) for day in days] == [0, 1, 1, 0]


def test_by_blocks_the_same_is_said():
    tables = {"eigen_regels": make_lines("eigen_regels", [RULE, {**UNIQUE, "regel": "EIGEN-02"}])}
    rules = with_own(Rulebook(), tables)
    lines = make_lines("declaratieregels", [{**LINE, "geleverd_volume": volume} for volume in (31, 32, 33, 1, 40)])

    at_once = check(rules, enrich(lines, "declaratieregels", {}, received_on=RECEIVED), "declaratieregels")
    by_blocks = judge(rules, lines.lazy(), Context({}, RECEIVED, profiles_of({})), block=2, stretch=2)

    order = ["nr", "regel"]
    assert by_blocks.sort(order).equals(at_once.sort(order))
    assert at_once.group_by("regel").len().sort("regel").rows() == [("EIGEN-01", 3), ("EIGEN-02", 4)]


def test_a_refused_line_is_not_accepted_and_what_we_say_stays_the_same():
    lines = make_lines("declaratieregels", [{**LINE, "geleverd_volume": volume} for volume in (31, 32)])
    strict = {**RULE, "ernst": "fout", "gevolg": "regel geweigerd"}
    read = Submission("a.csv", tables={"declaratieregels": lines})
    ours = assess(read, {}, received_on=RECEIVED, key=KEY)

    with_it = assess(read, {"eigen_regels": make_lines("eigen_regels", [strict])}, received_on=RECEIVED, key=KEY)

    own = pl.col("regel") == "EIGEN-01"
    assert with_it.findings.filter(own).select("rij", "ernst", "gevolg").rows() == [(3, "fout", "regel geweigerd")]
    assert with_it.findings.filter(~own).equals(ours.findings)
    assert not with_it.tables["declaratieregels"]["geaccepteerd"][1]


WRONG = [
    ({"regel": "TR321"}, "A2", "Regel 'TR321' telt niet mee: deze code is van een regel van Verzamelpunt."),
    ({"regel": "eigen 1"}, "A2", "de code begint niet met EIGEN- gevolgd door hoofdletters of cijfers."),
    ({"tabel": "declaraties"}, "B2", "'declaraties' is geen tabel; bedoelt u 'declaratieregels'?"),
    ({"tabel": "contracten"}, "B2", "'contracten' is geen tabel"),
    ({"kolom": "geleverd_volum"}, "C2", "bestaat niet in deze tabel; bedoelt u 'geleverd_volume'?"),
    ({"kolom": "client"}, "C2", "de kolom 'client' is een persoonsgegeven; een eigen regel leest die niet."),
    ({"soort": "patroon"}, "D2", "'patroon' is geen soort."),
    ({"voorwaarde": ""}, "E2", "de voorwaarde is leeg."),
    ({"voorwaarde": "(geleverd_volume <= 31"}, "E2", "het haakje bij teken 1 wordt niet gesloten"),
    ({"voorwaarde": "geleverd_volume <= 'veel'"}, "E2", "bij '<=' (teken 17) staat een getal tegenover tekst."),
    ({"voorwaarde": "client = 'P1'"}, "E2", "de kolom 'client' is een persoonsgegeven"),
    ({"voorwaarde": "__import__('os')"}, "E2", "'__import__(…)' bij teken 1 bestaat niet"),
    ({"soort": "codelijst"}, "F2", "er staan geen codes."),
    ({"soort": "codelijst", "kolom": "eenheid", "waarden": "lijst:eenheit"}, "F2", "bedoelt u 'eenheid'?"),
    ({"soort": "codelijst", "kolom": "eenheid", "waarden": "01, 99"}, "F2", "'99' bestaat niet als eenheid."),
    ({"soort": "codelijst", "waarden": "31"}, "C2", "de kolom 'geleverd_volume' heeft geen codes."),
    ({"soort": "uniek", "waarden": "clint"}, "F2", "de kolom 'clint' bestaat niet"),
    ({"soort": "verplicht als", "als": ""}, "G2", "'als' is leeg."),
    ({"als": "eenheid = "}, "G2", "bij teken 10 hoort een kolom, een waarde of een haakje, niet het einde."),
    ({"ernst": "zwaar"}, "H2", "'zwaar' is geen ernst."),
    ({"gevolg": "bestand geweigerd"}, "I2", "'bestand geweigerd' is geen gevolg"),
    ({"melding": "{eenheid.__class__}"}, "J2", "kan niet in de melding."),
    ({"melding": "{eenheid!r}"}, "J2", "de accolades kloppen niet."),
    ({"melding": "{{eenheid}}"}, "J2", "de accolades kloppen niet."),
    ({"melding": "{eenheid"}, "J2", "de accolades kloppen niet."),
    ({"melding": "{maximum_periode}"}, "J2", "kan niet in de melding."),
    ({"melding": "x" * 301}, "J2", "is leeg of langer dan 300 tekens."),
    ({"actie": " "}, "K2", "'actie' is leeg of langer dan 300 tekens."),
    ({"contract_nummer": "C9"}, "O2", "De waarde 'C9' komt niet voor in de naslag 'contracten'"),
    ({"tabel": "berichten", "kolom": "bericht", "voorwaarde": "bericht = '301'", "als": "", "melding": "x",
      "contract_nummer": "C1"}, "O2", "een regel van de tabel 'berichten' hoort niet bij een contract."),
]  # fmt: skip
COLUMNS = (
    "regel", "tabel", "kolom", "soort", "voorwaarde", "waarden", "als", "ernst", "gevolg", "melding", "actie", "bron",
    "geldig_van", "geldig_tot", "contract_nummer", "raamovereenkomst",
)  # fmt: skip


@pytest.fixture
def folder(tmp_path):
    """A reference folder with contracts and these own rules."""

    def make(*rows):
        known = [{**each, "module": "1", "uitvoeringsvariant": "inspanning"} for each in CONTRACTS]
        make_lines("contracten", known).drop("bestand", "blad", "rij").write_parquet(tmp_path / "contracten.parquet")
        frame = pl.DataFrame(
            [{name: row.get(name) or None for name in COLUMNS} for row in rows],
            schema=dict.fromkeys(COLUMNS, pl.String),
        )
        frame.write_csv(tmp_path / "eigen_regels.csv", separator=";")
        return tmp_path

    return make


@pytest.mark.parametrize(("change", "cell", "sentence"), WRONG, ids=[str(each[0]) for each in WRONG])
def test_a_wrong_cell_is_told_at_its_place_and_the_other_rules_go_on(folder, change, cell, sentence):
    read = read_reference(folder({**RULE, **change}, {**RULE, "regel": "EIGEN-99"}))

    found = read.problems.filter(pl.col("regel") == "INTAKE-31")
    assert found.select("bestand", "cel", "ernst").rows() in ([("eigen_regels.csv", cell, "fout")], [])
    if len(found):
        assert sentence in found["melding"].item()
    else:
        assert read.problems.filter(pl.col("cel") == cell)["ernst"].to_list() == ["fout"]
    assert "EIGEN-99" in {rule.code for rule in own_rules(read.tables)}


def test_a_code_that_stands_there_twice_counts_once(folder):
    read = read_reference(folder(RULE, RULE))

    assert read.problems.select("cel", "melding").rows() == [
        ("A3", "Regel 'EIGEN-01' telt niet mee: deze code staat er twee keer.")
    ]
    assert len(own_rules(read.tables)) == 1


def test_a_rule_whose_last_day_cannot_be_read_does_not_hold_for_ever(folder):
    read = read_reference(folder({**RULE, "geldig_tot": "31-02-2026"}, {**RULE, "regel": "EIGEN-02"}))

    assert read.problems["cel"].to_list() == ["N2"]
    assert [rule.code for rule in own_rules(read.tables)] == ["EIGEN-02"]


def test_the_rulebook_shows_an_own_rule_and_the_parameters_in_force(folder, tmp_path, monkeypatch, capsys):

    naslag = folder(RULE)
    (tmp_path / "werkmap").mkdir()
    naslag_of_region = tmp_path / "werkmap" / "naslag"
    naslag_of_region.mkdir()
    (naslag_of_region / "eigen_regels.csv").write_bytes((naslag / "eigen_regels.csv").read_bytes())
    (naslag_of_region / "contracten.parquet").write_bytes((naslag / "contracten.parquet").read_bytes())
    (naslag_of_region / "parameters.csv").write_text("parameter;waarde;herkomst\ntol_regel_cent;3;Besluit 7\n")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("VERZAMELPUNT_MAP", "werkmap")

    with pytest.raises(SystemExit):
        cli.main(["regelboek", "--json"])
    rows = {row["regel"]: row for row in json.loads(capsys.readouterr().out)["regels"]}

    assert rows["EIGEN-01"]["niveau"] == "eigen regel"
    assert (rows["EIGEN-01"]["bron"], rows["EIGEN-01"]["melding"]) == ("Besluit 1", RULE["melding"])
    assert rows["MGR-105"]["parameters"] == "tol_regel_cent = 3 eurocent (Besluit 7)"
    for name in ("regels.md", "regels.xlsx"):
        with pytest.raises(SystemExit) as left:
            cli.main(["regelboek", "--uit", name])
        assert left.value.code == 0
    assert "| EIGEN-01 | Er zijn {geleverd_volume} etmalen gedeclareerd. |" in (tmp_path / "regels.md").read_text(
        "utf-8"
    )
