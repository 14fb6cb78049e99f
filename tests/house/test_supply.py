# SPDX-License-Identifier: EUPL-1.2
"""The judge of the bill of materials and of known leaks sees what it must see, and never calls unchecked good."""

import copy
import json

import pytest

from tests.judges.supply import UNCHECKED, complaints, told, without_hosts

LOCK = """click==8.5.1 \\
    --hash=sha256:aa
    # via x
tzdata==2026.6 ; sys_platform == 'win32' \\
    --hash=sha256:bb
"""


def part(name, version):
    place = f"https://index.example/simple/{name}/"
    reference = {"comment": "implicit", "hashes": [{"alg": "SHA-256", "content": "aa"}], "type": "distribution"}
    return {
        "name": name, "version": version, "purl": f"pkg:pypi/{name}@{version}",
        "externalReferences": [{**reference, "url": place}],
    }  # fmt: skip


@pytest.fixture
def bill():
    tool = {"name": "maker", "externalReferences": [{"type": "website", "url": "https://maker.example"}]}
    return {
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "components": [part("click", "8.5.1"), part("tzdata", "2026.6")],
        "metadata": {"tools": {"components": [tool]}},
    }


def test_a_bill_of_all_that_is_locked_and_without_hosts_has_no_complaint(bill):
    assert complaints(without_hosts(bill), LOCK) == []


def test_a_host_a_missing_hash_another_version_and_a_part_too_few_are_seen(bill):
    hosts = complaints(copy.deepcopy(bill), LOCK)
    cleaned = without_hosts(bill)
    cleaned["components"] = [part("click", "8.5.0")]
    cleaned["components"][0]["externalReferences"] = []

    found = complaints(cleaned, LOCK)

    assert hosts == [
        "Noemt een adres: https://index.example/simple/click/",
        "Noemt een adres: https://index.example/simple/tzdata/",
        "Noemt een adres: https://maker.example",
    ]
    assert found == [
        "In de lijst en niet in het slot: click 8.5.0",
        "In het slot en niet in de lijst: click 8.5.1",
        "In het slot en niet in de lijst: tzdata 2026.6",
        "Zonder vingerafdruk: click",
    ]


@pytest.mark.parametrize(
    ("report", "status", "said"),
    [
        ("", 0, [UNCHECKED]),
        (json.dumps({"dependencies": [{"name": "click", "skip_reason": "not found"}]}), 0, [UNCHECKED]),
        (
            json.dumps({"dependencies": [{"name": "click", "version": "8.5.1", "vulns": []}, {"name": "x"}]}),
            0,
            ["Gecontroleerd op bekende lekken: 1 onderdelen.", "Niet gecontroleerd: x"],
        ),
        (
            json.dumps({"dependencies": [{"name": "click", "version": "8.5.1", "vulns": [{"id": "CVE-1"}]}]}),
            1,
            ["Gecontroleerd op bekende lekken: 1 onderdelen.", "Bekend lek in click 8.5.1: CVE-1"],
        ),
    ],
    ids=["no-report", "nothing-known", "no-leaks", "a-leak"],
)
def test_a_leak_stops_and_what_no_source_knew_is_said_to_be_unchecked(report, status, said):
    assert told(report) == (status, said)
