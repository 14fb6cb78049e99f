# SPDX-License-Identifier: EUPL-1.2
"""A supplier who sends the lines of another: one sentence, and nothing of it in the store."""

import openpyxl


def test_lines_of_another_supplier_are_refused_in_one_sentence_and_never_kept(office):
    one, two, *_ = office.suppliers
    office.mail("0983", office.delivery())
    office.mail(one, office.declaration(two))

    office.run()

    count = len(office.lines(two))
    sentence = f"Alle {count} regels zijn van aanbieder {two}, maar het bestand is gestuurd door aanbieder {one}."
    assert office.accepted().is_empty()
    assert office.rows("aanleveringen", "uitkomst", "aanbieder", "geaccepteerd", "bevindingen", "reden")[1:] == [
        ("geweigerd", one, 0, 1, sentence)
    ]
    assert any(sentence in answer for answer in office.answers().values())
    (book,) = (office.place.output / "terugkoppeling").glob("*-declaratie.xlsx")
    assert [row[5] for row in openpyxl.load_workbook(book)["Bevindingen"].iter_rows(min_row=4, values_only=True)] == [
        sentence
    ]


def test_a_file_with_some_lines_of_another_supplier_keeps_its_own(office):
    one, two, *_ = office.suppliers
    strange = {(row, "aanbieder"): two for row in (0, 1)}
    office.mail(one, office.declaration(one, cells=strange))

    office.run()

    count = len(office.lines(one))
    assert office.accepted()["aanbieder"].to_list() == [one] * (count - 2)
    (book,) = (office.place.output / "terugkoppeling").glob("*.xlsx")
    told = [row[5] for row in openpyxl.load_workbook(book)["Bevindingen"].iter_rows(min_row=4, values_only=True)]
    assert told[0] == (
        f"Deze regel is van aanbieder {two}, maar het bestand is gestuurd door aanbieder {one}. "
        f"Dit geldt voor 2 van de {count} regels."
    )
    own = openpyxl.load_workbook(book)["Uw regels"]
    assert [cell.value.startswith("✖ geweigerd, zie hele bestand") for cell in own["A"][3:6]] == [True, True, False]
