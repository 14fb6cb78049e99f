# SPDX-License-Identifier: EUPL-1.2
"""What a day of every kind of mail leaves in the log and the report of its pass."""

import json
from collections import Counter

from processors import jobs
from processors.demo.mails import address


def logged(office):
    return [
        json.loads(line)
        for path in sorted(office.place.logs.glob("verzamelpunt-*.jsonl"))
        for line in path.read_text("utf-8").splitlines()
    ]


def report(office):
    (path,) = (office.place.output / "rapporten").glob("verwerking-*.json")
    return json.loads(path.read_text("utf-8"))


def test_the_log_has_a_line_for_each_submission_answer_and_month_and_for_the_pass(day):
    found = Counter(line["gebeurtenis"] for line in logged(day.office))

    judged = day.office.rows("aanleveringen", "id", "sha256", "status")
    assert found == {
        "pas": 1, "beoordeeld": len(judged), "beantwoord": day.result["beantwoord"], "gepubliceerd": 1,
    }  # fmt: skip
    assert {(line["aanlevering"], line["sha256"]) for line in logged(day.office) if "sha256" in line} == {
        each[:2] for each in judged
    }


def test_the_report_says_what_the_command_says(day):
    told = report(day.office)

    same = set(told) - {"geeindigd_op", "mislukte_onderwerpen", "seconden"}
    assert len(same) == 10
    assert {name: told[name] for name in same} == {name: day.result[name] for name in same}


def test_nobody_stands_in_the_log_or_the_report(day, personal):
    files = [*day.office.place.logs.glob("verzamelpunt-*"), *(day.office.place.output / "rapporten").iterdir()]
    text = "\n".join(path.read_text("utf-8") for path in files)

    senders = [*map(address, day.office.suppliers), "vreemd@elders.example"]
    names = [name for (name,) in day.office.rows("aanleveringen", "bestand")]
    assert len(files) == 2
    assert [each for each in [*personal, *senders, *names, "Aanbieder", "@"] if each in text] == []


def test_what_failed_by_our_fault_is_told_with_its_reference(office, monkeypatch):
    def wrong(*_):
        raise ZeroDivisionError

    monkeypatch.setattr(jobs, "handle", wrong)
    office.mail(office.suppliers[0], office.declaration(office.suppliers[0]))

    office.run()

    (failed,) = (line for line in logged(office) if line["gebeurtenis"] == "mislukt")
    assert failed["onderwerp"] == "A-000001"
    assert failed["verwijzing"] in (office.place.logs / "fouten.log").read_text("utf-8")
    assert report(office)["mislukte_onderwerpen"] == [{name: failed[name] for name in ("onderwerp", "verwijzing")}]
