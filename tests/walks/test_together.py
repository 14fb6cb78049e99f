# SPDX-License-Identifier: EUPL-1.2
"""A pass in which a second process writes the feedback: what stands in the end is what one process makes of it."""

import openpyxl
import pytest

from processors import handling, jobs
from processors import region as region_module
from workbooks.writing import UnwritableWorkbookError

pytestmark = pytest.mark.usefixtures("one_municipality")


@pytest.fixture
def together(monkeypatch):
    """A few files are worth a second process."""
    monkeypatch.setattr(jobs, "FEWEST", 1)
    monkeypatch.setattr(jobs, "TOGETHER", 3)


def mailed(office):
    one, two = office.suppliers[4:6]
    office.mail("0983", office.delivery())
    office.mail(one, {**office.declaration(one), "leeg.xlsx": b""})
    office.mail(two, office.declaration(two))
    # The same once more, and a newer version: what is accepted before decides, also within the files kept in one go.
    office.mail(two, office.declaration(two))
    office.mail(two, office.declaration(two, rows=office.lines(two)[:-1]))


def stands(office):
    """What the journal, the store, the feedback and the answers say."""
    feedback = {
        path.name: [list(sheet.iter_rows(values_only=True)) for sheet in openpyxl.load_workbook(path)]
        for path in (office.place.output / "terugkoppeling").iterdir()
    }
    rows = office.rows("aanleveringen", "bestand", "status", "uitkomst", "regels", "bevindingen", "versie", "reden")
    return rows, office.accepted().sort("aanlevering", "referentie_nummer").rows(), feedback, office.answers()


@pytest.fixture(scope="module")
def alone(tmp_path_factory, region, opened):
    with pytest.MonkeyPatch.context() as small:
        small.setattr(region_module, "_members", lambda *_: {"0983": "Venlo"})
        office = opened(tmp_path_factory.mktemp("alleen"), region)
        mailed(office)
        office.run()
        return stands(office)


@pytest.mark.usefixtures("together")
def test_two_processes_make_what_one_makes(office, alone):
    mailed(office)

    office.run()

    assert stands(office) == alone


@pytest.mark.usefixtures("together")
def test_a_kill_before_the_feedback_stands_is_made_good_by_the_next_run(office, alone, monkeypatch):
    class Killed(BaseException):
        """The power went."""

    def gone(*_):
        raise Killed

    mailed(office)
    with monkeypatch.context() as power:
        power.setattr(jobs, "_stand", gone)
        with pytest.raises(Killed):
            office.run()

    assert {status for (status,) in office.rows("aanleveringen", "status")} == {"bewaard"}
    office.run()
    assert stands(office) == alone


@pytest.mark.usefixtures("together")
def test_one_feedback_that_cannot_be_written_holds_up_that_submission_only(office, alone, monkeypatch):
    one = office.suppliers[4]
    real = handling.write_feedback_of

    def locked(desk, submission, assessment, write):
        if submission.afzender == one:
            raise UnwritableWorkbookError("De werkmap kan niet worden geschreven.")
        return real(desk, submission, assessment, write)

    mailed(office)
    with monkeypatch.context() as open_in_excel:
        open_in_excel.setattr(handling, "write_feedback_of", locked)
        first = office.run()
    waiting = office.rows("aanleveringen", "afzender", "status")[1:3]

    office.run()

    assert (first["mislukt"], waiting) == (2, [(one, "gecontroleerd"), (one, "gecontroleerd")])
    assert [row[:-1] for row in stands(office)[0]] == [row[:-1] for row in alone[0]]
    assert stands(office)[1:] == alone[1:]
