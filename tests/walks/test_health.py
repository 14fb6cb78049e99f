# SPDX-License-Identifier: EUPL-1.2
"""How the runner is: one look, told to people, to programs and to Prometheus."""

import json
import shutil
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

from prometheus_client.parser import text_string_to_metric_families

from processors.health import write_health
from processors.journal import Journal
from processors.letter_ledger import LetterState
from processors.slot_ledger import SlotLedger, SlotState
from processors.slots import Daily

NOON = datetime(2026, 11, 2, 12, tzinfo=UTC)
DAY = timedelta(days=1)
WORK = (("verwerk", Daily(time(6))), ("publiceer", Daily(time(7))))


def told(office):
    """What the three files say."""
    output = office.place.output
    metrics = (output / "verzamelpunt.prom").read_text("utf-8")
    return (
        json.loads((output / "gezondheid.json").read_text("utf-8")),
        (output / "gezondheid.html").read_text("utf-8"),
        {
            (sample.name, sample.labels.get("taak")): sample.value
            for family in text_string_to_metric_families(metrics)
            for sample in family.samples
        },
    )


def test_the_three_files_say_the_same_of_a_day_with_mails_of_every_kind(day, tmp_path):
    office = replace(day.office, root=shutil.copytree(day.office.root, tmp_path / "dag"))
    with SlotLedger(office.place.journal, audit_key=office.settings.pseudonym_key()) as ledger:
        ledger.ended("verwerk", NOON - DAY, SlotState.KLAAR, NOON - DAY)
        ledger.ended("verwerk", NOON, SlotState.FOUT, NOON, "Het register van afzenders ontbreekt.")
        write_health(office.settings, ledger, WORK, NOON)

    health, page, metrics = told(office)

    received = len(office.rows("berichten", "id"))
    lines = sum(count or 0 for (count,) in office.rows("aanleveringen", "regels"))
    human = sum(
        status in {"quarantaine", "dood"}
        for table in ("berichten", "aanleveringen")
        for (status,) in office.rows(table, "status")
    )
    assert human > 0
    assert (health["ontvangen_berichten"], health["beantwoorde_berichten"]) == (received, day.result["beantwoord"])
    assert (health["regels"], health["wacht_op_een_mens"]) == (lines, human)
    assert (health["taken"][0]["staat"], health["taken"][0]["laatst_gelukt_op"]) == ("fout", "2026-11-01T12:00:00Z")
    assert metrics == {
        ("verzamelpunt_taak_laatst_gelukt_timestamp_seconds", "verwerk"): (NOON - DAY).timestamp(),
        ("verzamelpunt_gemaakt_timestamp_seconds", None): NOON.timestamp(),
        ("verzamelpunt_berichten_open", None): 0,
        ("verzamelpunt_wacht_op_een_mens", None): human,
        ("verzamelpunt_dood", None): 0,
        ("verzamelpunt_mislukt", None): 0,
        ("verzamelpunt_tijdvakken_gemist_week", None): 0,
        ("verzamelpunt_regels", None): lines,
        ("verzamelpunt_berichten_ontvangen_total", None): received,
        ("verzamelpunt_antwoorden_total", None): day.result["beantwoord"],
    }
    assert f"Wacht op een mens: {human}. " in page.replace("&#39;", "'")
    assert "De taak verwerk mislukte het laatst. Het register van afzenders ontbreekt." in page
    assert health["kop_van_de_audit"] in page


def test_a_mail_of_ours_that_may_not_have_gone_waits_for_a_human(office):
    key = office.settings.pseudonym_key()
    with Journal(office.place.journal, audit_key=key) as journal:
        journal.letter_begun("BEHEER-2026-11-02", NOON)
        journal.letter_ended("BEHEER-2026-11-02", LetterState.ONZEKER, NOON, "Niet bekend.")
    with SlotLedger(office.place.journal, audit_key=key) as ledger:
        write_health(office.settings, ledger, WORK, NOON)

    health, _, metrics = told(office)

    assert health["wacht_op_een_mens"] == metrics["verzamelpunt_wacht_op_een_mens", None] == 1
    assert health["taken"][1]["laatst_gelukt_op"] is None
