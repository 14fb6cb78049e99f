# SPDX-License-Identifier: EUPL-1.2
"""Whether a message is built as the field dictionary says, and where it says what is wrong."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from processors.intake.reading import read_submission
from tests.processors.messages.skeleton import rows, tree, walk, xml

MESSAGES = ("301", "302", "305", "306", "307", "308", "315", "316", "317", "318", "319", "320", "323", "325")
CODE = {"301": "414", "315": "444", "319": "482", "323": "484", "325": "485", "302": "415"}
PRESTATIE = "Declaratie.Clienten.Client.Prestaties.Prestatie"


def read(folder, content):
    path = folder / "bericht.xml"
    path.write_text(content, encoding="utf-8")
    (submission,) = read_submission(path)
    return submission


def changed(message, path, change):
    """The message with one element changed by `change(node, siblings)`."""
    top = tree(message)
    for at, node, siblings in walk(top):
        if at == path:
            change(node, siblings)
    return xml(top, message)


def with_text(text):
    return lambda node, _: node.__setitem__(1, text)


@pytest.mark.parametrize("message", MESSAGES)
def test_a_message_with_every_element_once_has_no_errors_in_its_structure(tmp_path, message):
    submission = read(tmp_path, xml(tree(message), message))

    assert submission.refused is None
    assert submission.problems.is_empty()
    assert submission.message == message
    assert submission.law == "jw"
    assert submission.kind == ("declaratie" if message == "323" else "bericht")
    assert submission.month == ("2026-04" if message == "323" else None)
    assert (submission.municipality, submission.supplier) == ("0983", "12345678")


@pytest.mark.parametrize(("message", "code"), CODE.items())
def test_a_message_of_the_wmo_has_its_own_code_and_lists(tmp_path, message, code):
    top = tree(message)
    for path, node, siblings in walk(top):
        if path.endswith("BerichtCode"):
            node[1] = code
        if node[0] in {"Categorie", "ProductCategorie"}:
            node[1] = "02"
        if node[0] == "Woonplaatsbeginsel":
            siblings.remove(node)

    submission = read(tmp_path, xml(top, message, "wmo"))

    assert submission.refused is None
    assert submission.law == "wmo"


BROKEN = {
    "a code of another message": ("Header.BerichtCode", with_text("491"), "RS047", "Header", "491"),
    "a code of four characters": ("Header.BerichtCode", with_text("4900"), "RS010", "Header", "4900"),
    "another version": ("Header.BerichtVersie", with_text("2"), "CS025", "Header", "2"),
    "another subversion": ("Header.BerichtSubversie", with_text("1"), "CS015", "Header", "1"),
    "a version with letters": ("Header.XsdVersie.BerichtXsdVersie", with_text("1.x.0"), "RS048", "Header", "1.x.0"),
    "a supplier of nine digits": ("Header.Afzender", with_text("123456789"), "RS036", "Header", "123456789"),
    "a municipality of three digits": ("Header.Ontvanger", with_text("983"), "RS035", "Header", "983"),
    "an identification of 13 characters": (
        "Header.BerichtIdentificatie.Identificatie", with_text("1" * 13), "RS017", "Header", "1" * 13,
    ),
    "a day that does not exist": (
        "Header.BerichtIdentificatie.Dagtekening", with_text("2026-02-29"), "RS032", "Header", "2026-02-29",
    ),
    "a day in another notation": (
        f"{PRESTATIE}.ProductPeriode.Begindatum", with_text("01-04-2026"), "RS032", "Prestatie", "01-04-2026",
    ),
    "a day with a time zone": (
        f"{PRESTATIE}.ProductPeriode.Begindatum", with_text("2026-04-01Z"), "RS032", "Prestatie", "2026-04-01Z",
    ),
    "a Bsn of eight digits": ("Declaratie.Clienten.Client.Bsn", with_text("99990000"), "RS037", "Client", "•••••••00"),
    "an empty element": (f"{PRESTATIE}.ProductCode", with_text(" "), "RS033", "Prestatie", ""),
    "a product code of six characters": (
        f"{PRESTATIE}.ProductCode", with_text("45A031"), "RS012", "Prestatie", "45A031",
    ),
    "a number below zero": (f"{PRESTATIE}.GeleverdVolume", with_text("-1"), "RS001", "Prestatie", "-1"),
    "a number of nine digits": (
        f"{PRESTATIE}.GeleverdVolume", with_text("100000000"), "RS005", "Prestatie", "100000000",
    ),
    "a number with decimals": (f"{PRESTATIE}.GeleverdVolume", with_text("1.5"), "RS005", "Prestatie", "1.5"),
    "a number without end": (f"{PRESTATIE}.ToewijzingNummer", with_text("9" * 30), "RS006", "Prestatie", "9" * 30),
    "a unit outside the list": (f"{PRESTATIE}.Eenheid", with_text("05"), "MGR-011", "Prestatie", "05"),
    "a unit without its zero": (f"{PRESTATIE}.Eenheid", with_text("4"), "MGR-011", "Prestatie", "4"),
    "a category of the other law": (f"{PRESTATIE}.ProductCategorie", with_text("02"), "MGR-013", "Prestatie", "02"),
    "a sign that is none": (f"{PRESTATIE}.IngediendBedrag.DebetCredit", with_text("X"), "RS008", "Prestatie", "X"),
    "a declaration number with a dash": (
        "Declaratie.DeclaratieNummer", with_text("D-1"), "CS319", "Declaratie", "D-1",
    ),
    "an element that is missing": (
        f"{PRESTATIE}.Eenheid", lambda node, siblings: siblings.remove(node), "INTAKE-40", "Prestatie", "",
    ),
    "a class that is missing": (
        PRESTATIE, lambda node, siblings: siblings.remove(node), "INTAKE-40", "Client", "",
    ),
    "an element twice": (
        f"{PRESTATIE}.Eenheid", lambda node, siblings: siblings.append([*node]), "INTAKE-41", "Prestatie", "01",
    ),
    "a class twice": (
        "Declaratie.DeclaratiePeriode", lambda node, siblings: siblings.append([*node]), "INTAKE-41", "Declaratie", "",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("path", "change", "code", "sheet", "shown"), BROKEN.values(), ids=BROKEN)
def test_each_restriction_gives_one_finding_at_its_element_and_refuses_the_message(
    tmp_path, judged, path, change, code, sheet, shown
):
    submission = read(tmp_path, changed("323", path, change))

    found = judged(submission).findings
    own = found.filter(found["kolom"].str.starts_with(path.replace(".", "/")) | (found["retourcode"] == "0001"))

    assert own.select("regel", "blad", "rij", "kolom", "cel", "waarde", "gevolg", "retourcode").rows() == [
        (code, sheet, 1, path.replace(".", "/"), "", shown, "bestand geweigerd", "0001")
    ]
    assert submission.refused.startswith("Het bericht is technisch afgekeurd (0001): de opbouw heeft één fout.")


def test_an_unknown_element_is_named_once_whatever_stands_in_it(tmp_path):
    body = xml(tree("323"), "323").replace("</Header>", '</Header><Gek><Header/><a xmlns="urn:x">1</a></Gek>')

    submission = read(tmp_path, body)

    assert submission.problems.select("regel", "kolom").rows() == [("INTAKE-42", "Gek")]


def test_loose_text_in_a_class_is_a_finding_and_does_not_show_the_text(tmp_path):
    submission = read(tmp_path, xml(tree("323"), "323").replace("</Header>", "los 999900006</Header>"))

    assert submission.problems.select("regel", "kolom", "waarde").rows() == [("INTAKE-43", "Header", "•••••••")]


def test_a_name_that_is_too_long_is_not_shown(tmp_path):
    submission = read(tmp_path, changed("305", "Client.Naam.Geslachtsnaam.Achternaam", with_text("Achternaam" * 21)))

    assert submission.problems.select("regel", "waarde").rows() == [("RS028", "•••••••")]
    assert "Achternaam" * 2 not in str(submission.problems.rows())


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from(MESSAGES), st.data())
def test_a_message_that_is_damaged_anywhere_is_told_there_and_never_breaks_us(tmp_path, message, data):
    top = tree(message)
    every = [
        place for place in walk(top) if rows(message)[place[0]][1] == "groep" or place[1][0] != "LandCode"
    ]  # fmt: skip
    path, node, siblings = data.draw(st.sampled_from(every))
    most, form = rows(message)[path]
    kind = data.draw(st.sampled_from(["rename", "garble", "repeat"]))
    if kind == "rename":
        node[0] += "X"
    elif kind == "garble" or most == "unbounded":
        node[1] = "los" if form == "groep" else ""
    else:
        siblings.append(node)

    submission = read(tmp_path, xml(top, message))

    at = path.replace(".", "/")
    told = submission.problems.filter(submission.problems["retourcode"] == "0001")["kolom"].to_list()
    assert submission.refused
    assert any(place in {at, f"{at}X"} or place.startswith(f"{at}/") for place in told)
