# SPDX-License-Identifier: EUPL-1.2
"""Who wants three answers hears what came in, what was found and what counts: each once, whatever happens."""

import os
import time
from dataclasses import replace

import pytest

from processors import region as region_module
from processors import service, three_answers
from processors.commands import verwerk
from processors.desk import open_desk
from processors.journal import Journal
from processors.mailbox.folder import FolderMailbox
from processors.mailbox.message import UnsureError
from processors.powerbi.publish import LAST_WRITTEN
from processors.quarantine import again, release
from processors.region import consolidate

VENLO = "0983"


class Killed(BaseException):
    """The power went."""


class Post:
    """What the mailbox was asked to send, and what it sent: once per key, as the protocol asks."""

    def __init__(self):
        self.asked, self.sent, self.dies = [], {}, {}

    def send(self, answer):
        self.asked.append(answer.key)
        if error := self.dies.pop((answer.key, "before"), None):
            raise error
        self.sent.setdefault(answer.key, answer)
        if error := self.dies.pop((answer.key, "after"), None):
            raise error


@pytest.fixture
def post(monkeypatch):
    post = Post()
    monkeypatch.setattr(FolderMailbox, "send", lambda _self, answer: post.send(answer))
    return post


@pytest.fixture(autouse=True)
def no_workbooks(monkeypatch):
    """What is published is only the mark that it was; a test that wants the workbooks (of Venlo alone) says so."""
    monkeypatch.setattr(region_module, "_members", lambda *_: {VENLO: "Venlo"})

    def marked(desk, month, **_):
        mark = desk.workplace.output / "powerbi" / LAST_WRITTEN
        mark.parent.mkdir(parents=True, exist_ok=True)
        mark.touch()
        os.utime(mark, (time.time(), time.time()))
        return region_module.Published(region_module.region_path(desk.workplace.output, month), [], mark)

    for module in (verwerk, service):
        monkeypatch.setattr(module, "consolidate", marked)


def run(office, answers="drie", **settings):
    with open_desk(office.settings.model_copy(update={"antwoorden": answers, **settings})) as desk:
        return verwerk.run(desk, quiet=True)


@pytest.fixture
def declared(office):
    """Venlo delivered, and a supplier declared."""
    office.mail(VENLO, office.delivery())
    office.mail(office.suppliers[4], office.declaration(office.suppliers[4]))
    return office


def test_each_sender_hears_what_came_in_what_was_found_and_what_counts(declared, post, monkeypatch):
    monkeypatch.setattr(verwerk, "consolidate", consolidate)
    supplier = declared.suppliers[4]
    run(declared)

    assert (declared.place.output / "regio").is_dir()
    assert list(post.sent) == [
        "B-000001-ontvangen", "B-000002-ontvangen", "B-000001", "B-000002", "B-000001-verwerkt", "B-000002-verwerkt",
    ]  # fmt: skip
    first, second, third = (post.sent[f"B-000002{which}"] for which in ("-ontvangen", "", "-verwerkt"))
    lines = len(declared.lines(supplier))
    assert {first.to, second.to, third.to} == {f"administratie@aanbieder{supplier}.example"}
    assert first.subject == "Uw aanlevering is ontvangen (kenmerk B-000002)"
    assert f"\n- declaratie-{supplier}-2026-07.xlsx\n" in first.text
    assert second.subject == "Uw aanlevering is gecontroleerd"
    assert third.subject == "Uw aanlevering staat in het regiowerkboek (kenmerk B-000002)"
    counts = f"(kenmerk A-000002) over 2026-07: {lines} regels tellen mee.\n  Dit is versie 1.\n"
    assert counts in third.text
    assert [len(each.attachments) for each in (first, second, third)] == [0, 1, 0]


def test_a_second_run_sends_nothing(declared, post):
    run(declared)
    asked = list(post.asked)
    run(declared)

    assert post.asked == asked


def test_a_correction_says_what_it_came_in_place_of_and_what_it_replaced_says_so_too(declared, post):
    supplier = declared.suppliers[4]
    corrected = declared.declaration(supplier, rows=declared.lines(supplier)[:-1], file=f"hersteld-{supplier}.xlsx")
    declared.mail(supplier, corrected)
    run(declared)

    assert "Dit is versie 2. Zij kwam in de plaats van A-000002.\n" in post.sent["B-000003-verwerkt"].text
    late = "telt niet meer mee.\n  Uw latere aanlevering A-000003 kwam ervoor in de plaats.\n"
    assert late in post.sent["B-000002-verwerkt"].text


def test_with_one_answer_there_are_no_others(declared, post):
    run(declared, "een")

    assert list(post.sent) == ["B-000001", "B-000002"]
    assert post.sent["B-000001"].subject == "Uw aanlevering is verwerkt"


def test_who_begins_with_three_answers_hears_nothing_of_the_past(declared, post):
    run(declared, "een")
    run(declared)
    with open_desk(declared.settings.model_copy(update={"antwoorden": "drie"})) as desk:
        again(desk, "B-000002")
    run(declared)

    assert list(post.sent) == ["B-000001", "B-000002", "B-000002-2"]


def test_what_was_refused_has_no_file_or_came_from_a_machine_or_a_stranger_is_not_told_that_it_counts(office, post):
    supplier = office.suppliers[4]
    office.mail(supplier, {"leeg.xlsx": b""})
    office.mail(supplier, {}, subject="Vraag")
    office.mail(supplier, office.declaration(supplier), Auto_Submitted="auto-replied")
    office.mail("vreemd@elders.example", office.declaration(supplier))
    (office.place.inbox / "geplaatst.xlsx").write_bytes(next(iter(office.declaration(supplier).values())))
    run(office)
    with open_desk(office.settings) as desk:
        release(desk, "B-000004")
    run(office)

    assert list(post.sent) == ["B-000001-ontvangen", "B-000001", "B-000002"]


def test_beyond_the_cap_of_a_day_nobody_hears_anything(office, post):
    for _ in range(3):
        office.mail(office.suppliers[4], {"leeg.xlsx": b""})
    run(office, max_berichten_per_dag=2)

    assert list(post.sent) == ["B-000001-ontvangen", "B-000002-ontvangen", "B-000001", "B-000002"]


@pytest.mark.parametrize("which", ["-ontvangen", "", "-verwerkt"])
@pytest.mark.parametrize("moment", ["before", "after"])
def test_a_kill_around_any_of_the_three_sends_each_once(office, post, which, moment):
    office.mail(VENLO, office.delivery())
    post.dies[f"B-000001{which}", moment] = Killed()
    with pytest.raises(Killed):
        run(office)

    run(office)
    run(office)

    assert list(post.sent) == ["B-000001-ontvangen", "B-000001", "B-000001-verwerkt"]
    assert len(post.asked) == 4


def test_a_kill_between_the_workbooks_and_the_last_answer_is_made_good(office, post, monkeypatch):
    office.mail(VENLO, office.delivery())
    with monkeypatch.context() as power:
        power.setattr(verwerk, "tell_processed", lambda _desk: (_ for _ in ()).throw(Killed))
        with pytest.raises(Killed):
            run(office)
    before = list(post.sent)
    run(office)

    assert before == ["B-000001-ontvangen", "B-000001"]
    assert list(post.sent) == [*before, "B-000001-verwerkt"]


def test_nothing_is_told_to_count_before_it_stands_in_the_workbook(office, post, monkeypatch):
    office.mail(VENLO, office.delivery())
    monkeypatch.setattr(verwerk, "to_publish", lambda _desk: [])
    run(office)

    assert list(post.sent) == ["B-000001-ontvangen", "B-000001"]


@pytest.mark.parametrize("which", ["-ontvangen", "-verwerkt"])
def test_a_mailbox_that_fails_is_told_and_tried_again_and_the_work_goes_on(office, post, which):
    office.mail(VENLO, office.delivery())
    post.dies[f"B-000001{which}", "before"] = OSError()
    failed = run(office)["mislukt"]
    after = office.rows("berichten", "status", "pogingen")
    run(office)

    assert (failed, after) == (1, [("opgeborgen", 0)])
    assert "B-000001-verwerkt" in post.sent


def test_an_address_that_is_refused_holds_up_nobody_and_is_tried_last(declared, post):
    post.dies["B-000001-verwerkt", "before"] = OSError()
    failed = run(declared)["mislukt"]
    begun = len(post.asked)
    post.dies["B-000001-verwerkt", "before"] = OSError()
    declared.mail(declared.suppliers[3], declared.declaration(declared.suppliers[3]))
    run(declared)

    assert (failed, "B-000002-verwerkt" in post.sent) == (1, True)
    assert post.asked[begun:] == ["B-000003-ontvangen", "B-000003", "B-000003-verwerkt", "B-000001-verwerkt"]


def test_a_mailbox_that_keeps_failing_is_left_until_the_next_pass(office, post):
    for _ in range(5):
        office.mail(office.suppliers[4], {"leeg.xlsx": b""})
    post.dies |= {(f"B-00000{number}-ontvangen", "before"): OSError() for number in range(1, 6)}
    run(office)

    assert [key for key in post.asked if key.endswith("ontvangen")] == [
        f"B-00000{number}-ontvangen" for number in (1, 2, 3)
    ]
    assert len(office.answers()) == 5


def test_of_what_may_have_gone_a_human_decides_by_the_id_that_status_shows(office, post):
    office.mail(VENLO, office.delivery())
    post.dies["B-000001-ontvangen", "after"] = UnsureError("Onbekend of het ging. Kijk in Verzonden.")
    run(office)
    with Journal(office.place.journal, read_only=True) as journal:
        waiting = [letter.id for letter in journal.unsure_letters()]
    with open_desk(office.settings) as desk:
        release(desk, "B-000001-ontvangen")
        after = desk.journal.unsure_letters()

    assert (waiting, after) == (["B-000001-ontvangen"], [])


def test_the_service_sends_them_too(office, post):
    office.mail(VENLO, office.delivery())
    settings = office.settings.model_copy(update={"antwoorden": "drie"})
    work = service.jobs(settings)[0].work
    with open_desk(settings) as desk:
        work(desk, lambda _total: None)

    assert list(post.sent) == ["B-000001-ontvangen", "B-000001", "B-000001-verwerkt"]


def test_nobody_can_be_recognised_in_the_letters(declared, post, personal):
    supplier = declared.suppliers[3]
    declared.mail(supplier, declared.declaration(supplier, file="lijst-999990019.xlsx"))
    run(declared)

    assert len(post.sent) == 9
    told = "\n".join(f"{each.subject}\n{each.text}" for each in post.sent.values())
    assert not [each for each in personal if each in told]


def test_a_sender_that_left_the_register_hears_nothing_more(office, post):
    office.mail(VENLO, office.delivery())
    post.dies["B-000001-verwerkt", "before"] = OSError()
    run(office)
    with open_desk(office.settings.model_copy(update={"antwoorden": "drie"})) as desk:
        three_answers.tell_processed(replace(desk, senders=type(desk.senders)({})))

    assert list(post.sent) == ["B-000001-ontvangen", "B-000001"]
