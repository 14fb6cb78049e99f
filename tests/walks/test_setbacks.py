# SPDX-License-Identifier: EUPL-1.2
"""What goes wrong half-way: a rule that breaks, a file that is locked, a second runner, a withdrawal."""

import openpyxl
import polars as pl
import pytest

from processors import answers, checking, handling, jobs, receiving
from processors.commands import verwerk
from processors.desk import open_desk
from processors.errors import SecondRunnerError
from processors.quarantine import again
from processors.region import consolidate
from workbooks.writing import UnwritableWorkbookError

pytestmark = pytest.mark.usefixtures("one_municipality")


@pytest.fixture
def broken_rule(monkeypatch):
    """A rule that raises on the lines of one supplier."""

    def install(supplier):
        real = checking.check

        def check(rules, frame, table, **known):
            if table == "declaratieregels" and supplier in frame["aanbieder"]:
                raise ValueError(f"{frame['client'][0]} is geen getal")
            return real(rules, frame, table, **known)

        monkeypatch.setattr(checking, "check", check)

    return install


def test_a_broken_rule_stops_that_submission_only_and_its_sender_hears_nothing_false(office, broken_rule, personal):
    one, two = office.suppliers[4:6]
    office.mail("0983", office.delivery())
    office.mail(one, office.declaration(one))
    office.mail(two, office.declaration(two))
    broken_rule(one)

    result = office.run()

    log = (office.place.logs / "fouten.log").read_text("utf-8")
    ((_, status, tries, reason),) = office.rows("aanleveringen", "afzender", "status", "pogingen", "reden")[1:2]
    assert (result["mislukt"], result["geaccepteerd"], verwerk.status_of(result)) == (1, 2, 3)
    assert sorted(office.answers()) == ["B-000001", "B-000003"]
    assert (status, tries) == ("bewaard", 1)
    assert reason.startswith("Fout bij ons; verwijzing ")
    assert reason.removeprefix("Fout bij ons; verwijzing ").rstrip(".") in log
    assert not [word for word in personal if word in log]


def test_what_failed_at_our_side_is_done_as_soon_as_the_rule_is_mended(office, broken_rule, monkeypatch):
    supplier = office.suppliers[4]
    office.mail("0983", office.delivery())
    office.mail(supplier, office.declaration(supplier))
    with monkeypatch.context():
        broken_rule(supplier)
        office.run()
    monkeypatch.undo()

    result = office.run()

    assert (result["mislukt"], result["geaccepteerd"], result["beantwoord"]) == (0, 1, 1)
    assert office.rows("aanleveringen", "status", "reden")[1] == ("opgeborgen", None)


def test_a_submission_that_keeps_failing_waits_for_a_human_and_its_sender_hears_that_it_is_our_fault(
    office, broken_rule
):
    supplier = office.suppliers[4]
    office.mail(supplier, office.declaration(supplier))
    broken_rule(supplier)

    for _ in range(8):
        office.run()

    assert office.rows("aanleveringen", "status") == [("dood",)]
    assert office.answers() == {
        "B-000001": (
            f"Aan: administratie@aanbieder{supplier}.example\n"
            "Onderwerp: Uw aanlevering: wij zijn er nog mee bezig\n\nGoedendag,\n\n"
            "Wij ontvingen uw bericht van 10-08-2026 (kenmerk B-000001).\n\n"
            f"- declaratie-{supplier}-2026-07.xlsx: Bij ons ging er iets mis; aan uw bestand ligt het niet. Wij zoeken "
            "het uit en u hoort van ons.\n\nU hoeft nu niets te doen.\n\nMet vriendelijke groet,\nServicepunt Data\n"
        )
    }


def test_a_feedback_that_is_open_in_excel_is_a_failure_of_that_submission_only(office, monkeypatch):
    one, two = office.suppliers[4:6]
    office.mail("0983", office.delivery())
    office.mail(one, office.declaration(one))
    office.mail(two, office.declaration(two))
    real = handling.write_feedback_of

    def locked(desk, submission, assessment, write):
        if submission.afzender == one:
            raise UnwritableWorkbookError("De werkmap 'A-000002-declaratie.xlsx' kan niet worden geschreven.")
        return real(desk, submission, assessment, write)

    monkeypatch.setattr(handling, "write_feedback_of", locked)

    result = office.run()

    assert (result["mislukt"], result["geaccepteerd"]) == (1, 2)
    assert office.rows("aanleveringen", "status", "reden")[1] == (
        "gecontroleerd", "De werkmap 'A-000002-declaratie.xlsx' kan niet worden geschreven.",
    )  # fmt: skip


def test_one_message_that_cannot_be_taken_in_stops_no_other(office, monkeypatch):
    one, two = office.suppliers[4:6]
    office.mail(one, office.declaration(one))
    office.mail(two, {})
    real = receiving.register

    def failing(desk, receipt, message):
        if message.sender.endswith(f"{one}.example"):
            raise OSError("disk")
        real(desk, receipt, message)

    monkeypatch.setattr(receiving, "register", failing)

    results = [office.run() for _ in range(9)]

    assert [result["mislukt"] for result in results] == [1] * 8 + [0]
    assert office.rows("berichten", "status") == [("dood",), ("opgeborgen",)]
    assert sorted(office.answers()) == ["B-000002"]
    assert [path.name[13:] for path in (office.place.inbox / ".bezig").iterdir()] == ["0001.eml"]


def test_one_answer_that_cannot_be_written_stops_no_other(office, monkeypatch):
    one, two = office.suppliers[4:6]
    office.mail(one, {})
    office.mail(two, {})
    real = answers.answer_once

    def failing(desk, receipt):
        if receipt.afzender.endswith(f"{one}.example"):
            raise OSError("disk")
        real(desk, receipt)

    with monkeypatch.context() as broken:
        broken.setattr(jobs, "answer_once", failing)
        first = office.run()

    second = office.run()

    assert (first["mislukt"], first["beantwoord"]) == (1, 1)
    assert (second["mislukt"], second["beantwoord"]) == (0, 1)
    assert "Fout bij ons" not in office.answers()["B-000001"]


def test_a_second_runner_is_refused_and_changes_nothing(office):
    office.mail(office.suppliers[0], {})
    with open_desk(office.settings), pytest.raises(SecondRunnerError) as refused:
        office.run()

    assert str(refused.value).startswith(f"Er loopt al een verwerking in '{office.place.root}' (proces ")
    assert str(refused.value).endswith(
        "Wacht tot die klaar is, of stop die eerst; deze opdracht heeft niets veranderd."
    )
    assert (office.place.inbox / "0001.eml").exists()


def total(office):
    book = openpyxl.load_workbook(office.place.output / "regio" / "regiowerkboek-2026-07.xlsx", read_only=True)
    return sum(row[-1] or 0 for row in list(book["feit_declaratie"].iter_rows(values_only=True))[1:])


def test_an_older_version_that_is_handled_again_does_not_win_from_a_newer_one(office):
    supplier = office.suppliers[0]
    office.mail("0983", office.delivery())
    office.mail(supplier, office.declaration(supplier))
    office.mail(supplier, office.declaration(supplier, rows=office.lines(supplier)[:-1]))
    office.run()

    with open_desk(office.settings) as desk:
        again(desk, "A-000002")
    office.run()

    assert office.rows("aanleveringen", "versie", "vervangen_door")[1:] == [(1, "A-000003"), (2, None)]
    assert len(office.accepted()) == len(office.lines(supplier)) - 1


def test_a_submission_that_is_refused_when_it_is_judged_again_leaves_the_workbook(office):
    supplier = office.suppliers[0]
    office.mail("0983", office.delivery())
    office.mail(supplier, office.declaration(supplier))
    office.run()
    before = total(office)
    dearer = office.region["tarieven"].with_columns(pl.col("tarief") + 100)
    dearer.write_parquet(office.place.reference / "tarieven.parquet")

    with open_desk(office.settings) as desk:
        again(desk, "A-000002")
        result = verwerk.run(desk, quiet=True)

    assert before > 0
    assert result["geweigerd"] == 1
    assert total(office) == 0


def test_a_workbook_that_was_open_is_made_by_the_next_run(office, monkeypatch):
    office.mail("0983", office.delivery())

    def locked(*_args, **_kwargs):
        raise UnwritableWorkbookError("De werkmap 'regiowerkboek-2026-07.xlsx' kan niet worden geschreven.")

    with monkeypatch.context() as open_in_excel:
        open_in_excel.setattr(verwerk, "consolidate", locked)
        with pytest.raises(UnwritableWorkbookError):
            office.run()

    result = office.run()

    assert result["uitvoer"]["regiowerkboek"].exists()
    assert office.run()["uitvoer"]["regiowerkboek"] is None


def test_an_older_month_is_made_anew_when_its_workbook_is_there_and_something_changed(office):
    office.mail("0983", office.delivery())
    office.run()
    with open_desk(office.settings) as desk:
        consolidate(desk, "2026-08")
    regional = office.place.output / "regio"
    before = {path.name: path.stat().st_mtime_ns for path in regional.iterdir()}
    supplier = office.suppliers[0]
    office.mail(supplier, office.declaration(supplier))

    office.run()

    after = {path.name: path.stat().st_mtime_ns for path in regional.iterdir()}
    assert {name for name in after if after[name] > before[name]} == {"regiowerkboek-2026-07.xlsx"}
