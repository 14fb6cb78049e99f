# SPDX-License-Identifier: EUPL-1.2
"""`controleer`: what it says of good, wrong and unreadable files, and how it ends."""

import json

import openpyxl
import polars as pl
import pytest

from processors.commands.display import FIRST_FINDINGS
from processors.findings import FINDINGS


def test_a_good_file_is_said_to_be_good(call, checkable):
    said = call("controleer", checkable.good, "--naslag", checkable.naslag)

    count = checkable.count
    assert said.status == 0
    assert said.out.rstrip() == f"goed.xlsx: geaccepteerd, {count} van {count} regels goed, geen bevindingen."
    assert said.err == ""


def test_a_wrong_file_shows_place_sentence_and_action_and_where_the_rest_is(call, checkable):
    said = call("controleer", checkable.wrong, "--naslag", checkable.naslag)

    lines = said.out.splitlines()
    count = checkable.count
    assert said.status == 1
    assert lines[0] == f"fout.xlsx: deels geaccepteerd, {count - 20} van {count} regels goed, 20 bevindingen."
    assert lines[1].split()[:4] == ["fout", "TR346", "rij", "2,"]
    assert lines[2].startswith("      ")
    assert lines[3].startswith("      ")
    assert lines[-2] == "  … en nog 5 bevindingen; schrijf ze met --uit naar een bestand."


@pytest.mark.parametrize("ending", ["xlsx", "csv", "json", "parquet"])
def test_the_findings_go_to_a_file_of_each_type(call, checkable, tmp_path, ending):
    said = call("controleer", checkable.wrong, "--naslag", checkable.naslag, "--uit", f"map/uit.{ending}")

    path = tmp_path / "map" / f"uit.{ending}"
    readers = {
        "csv": lambda: pl.read_csv(path, separator=";", infer_schema=False),
        "json": lambda: pl.read_json(path),
        "parquet": lambda: pl.read_parquet(path),
    }
    assert said.status == 1
    assert f"  … en nog 5 bevindingen; ze staan in {path.relative_to(tmp_path)}." in said.out
    if ending == "xlsx":
        rows = list(openpyxl.load_workbook(path)["Bevindingen"].iter_rows(values_only=True))
        codes = [row[6] for row in rows if row[0] == "fout.xlsx"]
    else:
        found = readers[ending]()
        codes = found["regel"].to_list()
        assert tuple(found.columns) == tuple(FINDINGS)
    assert codes == ["TR346"] * 20


def test_a_workbook_of_findings_is_valid_and_counts_what_it_holds(call, checkable, tmp_path, assert_valid_xlsx):
    call("controleer", checkable.wrong, "--naslag", checkable.naslag, "--uit", "uit.xlsx")

    cells = [
        cell for row in openpyxl.load_workbook(tmp_path / "uit.xlsx")["Samenvatting"].iter_rows(values_only=True)
        for cell in row if cell is not None
    ]  # fmt: skip
    assert_valid_xlsx(tmp_path / "uit.xlsx")
    assert {"20 bevindingen in 1 bestand.", "Fout", "Waarschuwing", "Signaal", 20} <= set(cells)


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("uit.pdf", "Bevindingen kunnen niet als '.pdf' worden geschreven. Kies .xlsx, .csv, .json of .parquet.\n"),
        ("uit", "Bevindingen kunnen niet als '' worden geschreven. Kies .xlsx, .csv, .json of .parquet.\n"),
    ],
)
def test_a_type_that_cannot_be_written_is_refused(call, checkable, name, sentence):
    said = call("controleer", checkable.good, "--naslag", checkable.naslag, "--uit", name)

    assert (said.status, said.err) == (2, sentence)


@pytest.mark.parametrize("ending", ["xlsx", "csv", "json", "parquet"])
def test_a_file_that_cannot_be_written_is_a_sentence(call, checkable, tmp_path, ending):
    (tmp_path / "bestand").write_text("")

    said = call("controleer", checkable.good, "--naslag", checkable.naslag, "--uit", f"bestand/uit.{ending}")

    assert said.status == 2
    assert f"uit.{ending}' kan niet worden geschreven (" in said.err
    assert said.err.endswith("Sluit het bestand als het openstaat, of kies een andere map, en probeer het opnieuw.\n")


def test_json_has_the_shape_of_the_contract_and_nothing_beside_it(call, checkable):
    said = call("controleer", checkable.wrong, checkable.good, "--naslag", checkable.naslag, "--json")

    told = json.loads(said.out)
    assert (said.status, said.err) == (1, "")
    assert list(told) == ["bestanden", "bevindingen", "telling"]
    assert list(told["bestanden"][0]) == [
        "bestand", "soort", "wet", "gemeente", "aanbieder", "maand", "regels", "uitkomst", "reden",
    ]  # fmt: skip
    assert [each["uitkomst"] for each in told["bestanden"]] == ["deels", "geaccepteerd"]
    assert tuple(told["bevindingen"][0]) == tuple(FINDINGS)
    assert told["telling"] == {"TR346": 20}


def test_more_files_show_their_progress(call, checkable):
    said = call("controleer", checkable.good, checkable.good, "--naslag", checkable.naslag)

    assert said.err == "Bestanden: 1 van 2\nBestanden: 2 van 2\n"


def test_a_file_that_cannot_be_read_is_unusable_input(call, tmp_path):
    (tmp_path / "leeg.xlsx").write_bytes(b"")

    said = call("controleer", "leeg.xlsx")

    assert said.status == 2
    assert said.out.startswith(
        "leeg.xlsx: geweigerd. Bestand 'leeg.xlsx' is leeg (0 bytes). Stuur het bestand opnieuw.\n"
    )
    assert "hele bestand\n" in said.out


def test_a_file_of_which_no_line_is_good_is_refused_without_another_reason(call, tmp_path, checkable):
    rows = openpyxl.load_workbook(checkable.good)
    sheet = rows["Declaratieregels"]
    place = [cell.value for cell in sheet[1]].index("Debet of credit") + 1
    for row in range(2, sheet.max_row + 1):
        sheet.cell(row, place).value = "DD"
    rows.save(tmp_path / "alles.xlsx")

    said = call("controleer", "alles.xlsx", "--naslag", checkable.naslag)

    assert said.status == 1
    assert said.out.startswith("alles.xlsx: geweigerd. Geen enkele regel kan worden geaccepteerd.\n")


def test_a_mistake_on_every_line_is_said_once_and_is_the_reason(call, tmp_path, checkable):
    book = openpyxl.load_workbook(checkable.good)
    sheet = book["Declaratieregels"]
    place = [cell.value for cell in sheet[1]].index("Declaratienummer") + 1
    for row in range(2, sheet.max_row + 1):
        sheet.cell(row, place).value = "W-1"
    book.save(tmp_path / "nummer.xlsx")

    said = call("controleer", "nummer.xlsx", "--naslag", checkable.naslag)

    reason = (
        "Declaratienummer W-1 bevat een ander teken dan letters en cijfers. "
        f"Dit geldt voor alle {checkable.count} regels."
    )
    assert said.out.splitlines()[:3] == [
        f"nummer.xlsx: geweigerd. {reason}",
        "  fout          CS319      hele bestand, Declaratienummer",
        f"      {reason}",
    ]


def test_one_finding_is_not_said_as_many(call, tmp_path, checkable):
    book = openpyxl.load_workbook(checkable.good)
    sheet = book["Declaratieregels"]
    place = [cell.value for cell in sheet[1]].index("Debet of credit") + 1
    sheet.cell(2, place).value = "DD"
    book.save(tmp_path / "een.xlsx")

    said = call("controleer", "een.xlsx", "--naslag", checkable.naslag)

    count = checkable.count
    assert said.out.startswith(f"een.xlsx: deels geaccepteerd, {count - 1} van {count} regels goed, 1 bevinding.\n")


def test_without_any_reference_the_missing_tables_are_named(call, checkable):
    said = call("controleer", checkable.good, "--json")

    told = json.loads(said.out)
    assert said.status == 1
    assert {each["ernst"] for each in told["bevindingen"]} == {"signaal"}
    assert told["bestanden"][0]["uitkomst"] == "geaccepteerd"


def test_an_unknown_profile_is_a_sentence(call, checkable):
    said = call("controleer", checkable.good, "--profiel", "anders")

    assert said.status == 2
    assert said.err == "Het profiel 'anders' bestaat niet. Kies uit: landelijk, regionaal, lokaal.\n"


def test_another_profile_is_used_for_all_lines(call, checkable):
    said = call("controleer", checkable.wrong, "--naslag", checkable.naslag, "--profiel", "landelijk", "--json")

    assert {each["profiel"] for each in json.loads(said.out)["bevindingen"]} == {"landelijk"}


def test_a_kind_that_was_given_is_believed(call, checkable):
    said = call("controleer", checkable.good, "--soort", "productieverantwoording", "--json")

    (told,) = json.loads(said.out)["bestanden"]
    assert (said.status, told["soort"], told["uitkomst"]) == (2, "productieverantwoording", "geweigerd")


def test_under_a_finding_stands_how_the_figure_came_about(call, checkable):
    said = call("controleer", checkable.wrong, "--naslag", checkable.naslag, "--uitleg")

    shown = [line for line in said.out.splitlines() if "Zo is het berekend: " in line]
    assert len(shown) == FIRST_FINDINGS
    assert all("Op de regel staat € 0,01; dat is € " in line and line.endswith(" te weinig.") for line in shown)
    assert "De uitleg van alle regels krijgt u in een bestand, met --uit." in said.out


def test_without_asking_nothing_is_explained(call, checkable):
    said = call("controleer", checkable.wrong, "--naslag", checkable.naslag)

    assert "Zo is het berekend" not in said.out


def test_of_a_small_file_every_line_is_explained_on_the_screen(call, tmp_path, checkable):
    book = openpyxl.load_workbook(checkable.good)
    book["Declaratieregels"].delete_rows(4, checkable.count)
    book.save(tmp_path / "klein.xlsx")

    said = call("controleer", "klein.xlsx", "--naslag", checkable.naslag, "--uitleg")

    assert "  Zo zijn de regels berekend:" in said.out
    assert {line.split(":")[0].strip() for line in said.out.splitlines() if "    rij " in line} >= {
        "rij 2, maximum in de periode", "rij 2, tarief", "rij 2, bedrag", "rij 3, bedrag",
    }  # fmt: skip


def test_the_explanation_of_every_line_goes_with_the_json(call, checkable):
    said = call("controleer", checkable.wrong, "--naslag", checkable.naslag, "--uitleg", "--json")

    told = json.loads(said.out)
    assert list(told) == ["bestanden", "bevindingen", "telling", "uitleg"]
    assert list(told["uitleg"][0]) == ["bestand", "blad", "rij", "onderwerp", "uitleg"]
    assert len([each for each in told["uitleg"] if each["onderwerp"] == "bedrag"]) == checkable.count


@pytest.mark.parametrize("name", ["uit.csv", "uit.parquet", "uit.json", "uit.xlsx"])
def test_findings_and_explanations_go_to_the_file_that_was_asked_for(call, tmp_path, checkable, name):
    said = call("controleer", checkable.wrong, "--naslag", checkable.naslag, "--uitleg", "--uit", name)

    beside = name.replace(".", "-uitleg.") if name.endswith(("csv", "parquet")) else name
    assert f"De uitleg van alle regels staat in {beside}." in said.out
    findings, explanations = _both(tmp_path / name, tmp_path / beside)
    assert {"bedrag"} == {
        each["onderwerp"] for each in explanations if each["uitleg"] in {f["uitleg"] for f in findings}
    }
    assert sum(each["onderwerp"] == "bedrag" for each in explanations) == checkable.count


def _both(target, beside):
    """The rows of the findings and of the explanations in the files."""
    if target.suffix == ".json":
        told = json.loads(target.read_text(encoding="utf-8"))
        return told["bevindingen"], told["uitleg"]
    if target.suffix == ".xlsx":
        book = openpyxl.load_workbook(target)
        return [_rows(book[name]) for name in ("Bevindingen", "Uitleg")]
    reading = pl.read_parquet if target.suffix == ".parquet" else lambda path: pl.read_csv(path, separator=";")
    return [reading(path).rename(str.lower).to_dicts() for path in (target, beside)]


def _rows(sheet):
    header, *rows = [row for row in sheet.iter_rows(values_only=True) if sum(cell is not None for cell in row) > 3]
    return [dict(zip(map(str.lower, header), row, strict=True)) for row in rows]
