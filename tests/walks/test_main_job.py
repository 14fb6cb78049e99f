# SPDX-License-Identifier: EUPL-1.2
"""A day of mails through the main job: what is kept, answered, stored and published."""

import re

import openpyxl
import polars as pl
import pytest

from processors.powerbi.publish import LAST_WRITTEN
from processors.star import PER_MUNICIPALITY
from processors.store import Store

FORM_LETTER = """Aan: {to}
Onderwerp: {subject}

Goedendag,

Wij ontvingen uw bericht van 10-08-2026 (kenmerk {id}).{rest}

Met vriendelijke groet,
Servicepunt Data
"""
DONE, MEND = "Uw aanlevering is verwerkt", "Uw aanlevering: er is iets te verbeteren"
NOTHING = "U hoeft nu niets te doen."
AGAIN = "Verbeter wat in de terugkoppeling staat en stuur het hele bestand opnieuw; het vervangt dan dit bestand."
STAR = (
    "dim_gemeente", "dim_aanbieder", "dim_product", "dim_periode", "dim_contract", "feit_declaratie",
    "feit_toewijzing", "feit_bericht", "feit_verantwoording", "feit_levering", "meting", "bevinding", "parameter",
    "versie",
)  # fmt: skip


def letter(number, to, subject, *paragraphs):
    rest = "".join(f"\n\n{paragraph}" for paragraph in paragraphs)
    return FORM_LETTER.format(to=to, subject=subject, id=f"B-{number:06d}", rest=rest)


def in_force(day):
    """The declaration lines that count, read from the store without the journal: all but those that were replaced."""
    store = Store(day.office.place.store)
    return store.read("declaratieregels", ["A-000001", "A-000004", "A-000005", "A-000007"]).collect()


def signed(lines):
    return lines.select(
        pl.when(pl.col("debet_credit") == "C").then(-pl.col("ingediend_bedrag")).otherwise("ingediend_bedrag").sum()
    ).item()


def test_the_result_counts_what_became_of_every_message(day):
    result = {name: value for name, value in day.result.items() if name not in ("uitvoer", "seconden")}

    assert result == {
        "ontvangen": 14, "geaccepteerd": 5, "deels": 1, "geweigerd": 4, "quarantaine": 1, "al_ontvangen": 1,
        "regels": 191, "bevindingen": 13, "beantwoord": 11, "mislukt": 0,
    }  # fmt: skip


def test_the_journal_says_of_every_file_what_it_was_and_became(day):
    one, two, three, four, five, six = day.office.suppliers

    rows = day.office.rows("aanleveringen", "bestand", "afzender", "soort", "status", "uitkomst", "versie")

    assert rows == [
        ("zelf-geplaatst.csv", "map", "declaratie", "opgeborgen", "geaccepteerd", 1),
        ("gemeentelevering-venlo-2026-07.xlsx", "0983", "gemeentelevering", "opgeborgen", "geaccepteerd", 1),
        (f"declaratie-{one}-2026-07.xlsx", one, "declaratie", "opgeborgen", "geaccepteerd", 1),
        (f"declaratie-{two}-2026-07.csv", two, "declaratie", "opgeborgen", "deels", 1),
        (f"declaratie-{three}-2026-07.zip/declaratie-{three}-2026-07.csv", three, "declaratie", "opgeborgen",
         "geaccepteerd", 1),
        (f"declaratie-{one}-2026-07.xlsx", one, None, "opgeborgen", None, 1),
        (f"hersteld-{one}-xxxxxxxxx.xlsx", one, "declaratie", "opgeborgen", "geaccepteerd", 2),
        ("macro.xlsx", four, None, "quarantaine", "geweigerd", 1),
        ("leeg.xlsx", four, None, "opgeborgen", "geweigerd", 1),
        (f"declaratie-{five}-2026-07.xlsx", five, "declaratie", "opgeborgen", "geweigerd", 1),
        (f"declaratie-{six}-2026-07.xlsx", six, "declaratie", "opgeborgen", "geweigerd", 1),
        ("winmail.dat", six, None, "opgeborgen", "geweigerd", 1),
    ]  # fmt: skip


def test_every_message_is_filed_by_what_became_of_it(day):
    folders = {path.parent.name: path.name[13:] for path in day.office.place.inbox.rglob("*") if path.is_file()}

    names = [path.name[13:] for path in (day.office.place.inbox / "verwerkt").iterdir()]
    assert (folders["quarantaine"], folders["genegeerd"]) == ("0007.eml", "0011.eml")
    assert len(names) == 12
    assert not [path for path in day.office.place.inbox.iterdir() if path.is_file()]


def test_the_municipality_reads_that_all_was_well(day):
    assert day.office.answers()["B-000002"] == letter(
        2, "data@venlo.example", DONE,
        "- gemeentelevering-venlo-2026-07.xlsx (kenmerk A-000002): geaccepteerd, alle 152 regels, 0 bevindingen.\n"
        "  Zie de terugkoppeling A-000002-gemeentelevering.xlsx.",
        NOTHING,
    )  # fmt: skip


def test_a_sender_with_wrong_lines_reads_how_many_and_what_now(day):
    supplier = day.office.suppliers[1]

    assert day.office.answers()["B-000004"] == letter(
        4, f"administratie@aanbieder{supplier}.example", MEND,
        f"- declaratie-{supplier}-2026-07.csv (kenmerk A-000004): deels geaccepteerd, 4 van 5 regels, 2 bevindingen.\n"
        "  Zie de terugkoppeling A-000004-declaratie.xlsx.",
        AGAIN,
    )  # fmt: skip


def test_a_sender_of_the_same_file_reads_that_it_was_there_already(day):
    supplier = day.office.suppliers[0]

    assert day.office.answers()["B-000006"] == letter(
        6, f"administratie@aanbieder{supplier}.example", DONE,
        f"- declaratie-{supplier}-2026-07.xlsx: Dit bestand is al eerder ontvangen als aanlevering A-000003; het telt "
        "niet twee keer.",
        NOTHING,
    )  # fmt: skip


def test_a_sender_of_a_suspect_file_reads_that_we_look_at_it(day):
    supplier = day.office.suppliers[3]

    assert day.office.answers()["B-000009"] == letter(
        9, f"administratie@aanbieder{supplier}.example", MEND,
        "- macro.xlsx (kenmerk A-000008): geweigerd, 1 bevinding.\n"
        "  Bestand 'macro.xlsx' bevat een macro, maar is geen xlsm-bestand. Wij bekijken het; stuur intussen een "
        "nieuw bestand, gemaakt met het sjabloon.\n"
        "  Zie de terugkoppeling A-000008-bestand.xlsx.",
        AGAIN,
    )  # fmt: skip


def test_a_sender_without_an_attachment_is_asked_for_one(day):
    supplier = day.office.suppliers[3]

    assert day.office.answers()["B-000011"] == letter(
        11, f"administratie@aanbieder{supplier}.example", "In uw bericht zat geen bestand",
        "Stuur het ingevulde formulier als bijlage, of vraag ons om een leeg formulier.",
    ).replace("B-000011).", "B-000011). Er zat geen bestand in dat wij kunnen verwerken.")  # fmt: skip


def test_a_sender_of_two_bad_files_reads_about_both_and_about_the_mail_program(day):
    supplier = day.office.suppliers[5]

    assert day.office.answers()["B-000014"] == letter(
        14, f"administratie@aanbieder{supplier}.example", MEND,
        f"- declaratie-{supplier}-2026-07.xlsx (kenmerk A-000011): geweigerd, 6 bevindingen.\n"
        "  Zie de terugkoppeling A-000011-declaratie.xlsx.\n"
        "- winmail.dat (kenmerk A-000012): geweigerd, 1 bevinding.\n"
        "  Bestand 'winmail.dat' is van een type dat wij niet lezen (dat). Bewaar het in Excel als xlsx (of csv) en "
        "stuur dat bestand.\n"
        "  Zie de terugkoppeling A-000012-bestand.xlsx.",
        "De bijlage is door Outlook ingepakt (winmail.dat). Verstuur het bericht als HTML, niet als RTF.",
        AGAIN,
    )  # fmt: skip


def test_only_registered_people_are_answered_and_each_message_once(day):
    told = day.office.answers()

    addresses = {text.splitlines()[0] for text in told.values()}
    assert sorted(told) == [f"B-{number:06d}" for number in (2, 3, 4, 5, 6, 7, 9, 10, 11, 13, 14)]
    assert not any("elders.example" in address for address in addresses)


def test_every_feedback_an_answer_names_is_there(day):
    named = {name for text in day.office.answers().values() for name in re.findall(r"terugkoppeling (\S+\.xlsx)", text)}

    assert named <= {path.name for path in (day.office.place.output / "terugkoppeling").iterdir()}
    assert len(named) == 10


def test_the_store_holds_the_lines_that_count(day):
    one, two, three, four = day.office.suppliers[:4]
    lines = {supplier: day.office.lines(supplier) for supplier in (one, two, three, four)}
    clean = [lines[one][:-1], lines[two].filter(pl.int_range(pl.len()) != 1), lines[three], lines[four]]

    accepted = day.office.accepted()

    assert sorted(accepted["referentie_nummer"]) == sorted(pl.concat(clean)["referentie_nummer"])
    assert signed(accepted) == signed(pl.concat(clean))
    assert accepted["client"].str.contains(r"^P1-[0-9a-f]{32}$").all()


def test_nobody_can_be_recognised_in_what_a_run_leaves(day, personal, pieces):
    place = day.office.place
    outside = [
        path for path in place.root.rglob("*")
        if path.is_file() and not path.is_relative_to(place.archive) and not path.is_relative_to(place.inbox)
    ]  # fmt: skip

    found = {
        (path.name, word)
        for path in outside
        for piece in pieces(path)
        for word in personal
        if word.encode() in piece or word in str(path)
    }

    assert len(outside) > 70
    assert not found


def test_a_second_run_changes_nothing(day):
    result = day.office.run()

    assert (result["ontvangen"], result["beantwoord"], result["uitvoer"]["regiowerkboek"]) == (0, 0, None)
    assert day.office.left() == day.after


def test_the_feedback_shows_the_wrong_cell_as_it_was_sent(day):
    book = openpyxl.load_workbook(day.office.place.output / "terugkoppeling" / "A-000004-declaratie.xlsx")

    told = [row for row in book["Bevindingen"].iter_rows(values_only=True) if "TR346" in row]
    own = next(sheet for sheet in book if sheet.title.startswith("Uw regels"))
    texts = [str(cell) for row in own.iter_rows(values_only=True) for cell in row if cell is not None]
    assert len(told) == 1
    assert any("0,01" in str(cell) for cell in told[0])
    assert any(re.fullmatch(r"•{7}\d\d", text) for text in texts)


@pytest.mark.parametrize(
    "name", ["A-000004-declaratie.xlsx", "A-000008-bestand.xlsx", "A-000002-gemeentelevering.xlsx"]
)
def test_a_feedback_workbook_is_a_valid_workbook(day, name, assert_valid_xlsx):
    assert_valid_xlsx(day.office.place.output / "terugkoppeling" / name)


@pytest.mark.parametrize(
    "name", ["regio/regiowerkboek-2026-07.xlsx", "gemeente/0983/gemeentewerkboek-0983-2026-07.xlsx"]
)
def test_a_published_workbook_is_a_valid_workbook(day, name, assert_valid_xlsx):
    assert_valid_xlsx(day.office.place.output / name)


def test_the_regional_workbook_computes_to_the_sum_of_the_accepted_amounts(day, recalculated):
    sheets = recalculated(day.office.place.output / "regio" / "regiowerkboek-2026-07.xlsx")

    (total,) = (row for row in sheets["Samenvatting"] if row and "Gedeclareerd, alle maanden" in row)
    amount = next(cell for cell in total if isinstance(cell, (int, float)))
    assert amount == pytest.approx(signed(in_force(day)) / 100)
    assert not [cell for rows in sheets.values() for row in rows for cell in row if str(cell).startswith("#")]


def test_the_star_schema_has_stable_names_in_the_workbook_and_for_power_bi(day):
    book = openpyxl.load_workbook(day.office.place.output / "regio" / "regiowerkboek-2026-07.xlsx")

    tables = {name for sheet in book for name in sheet.tables}
    listed = pl.read_parquet(day.office.place.output / "powerbi" / LAST_WRITTEN)["tabel"].unique()
    assert tables >= set(STAR)
    assert set(listed) >= set(STAR)


def test_a_municipal_workbook_holds_its_own_rows_only(day):
    book = openpyxl.load_workbook(day.office.place.output / "gemeente" / "0983" / "gemeentewerkboek-0983-2026-07.xlsx")
    other = openpyxl.load_workbook(day.office.place.output / "gemeente" / "0889" / "gemeentewerkboek-0889-2026-07.xlsx")

    places = {
        row[header.index("gemeente")]
        for name in PER_MUNICIPALITY
        if name in book.sheetnames
        for header, *rows in [list(book[name].iter_rows(values_only=True))]
        for row in rows
    }
    assert places == {"0983"}
    assert "feit_declaratie" not in other.sheetnames
