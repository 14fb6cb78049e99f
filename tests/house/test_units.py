# SPDX-License-Identifier: EUPL-1.2
"""The files with which a system starts the service: what they call exists, and their order is the one Windows asks."""

import shutil
import subprocess
from configparser import ConfigParser

import pytest
from click.testing import CliRunner
from lxml import etree

from processors.cli import verzamelpunt

TASK = "{http://schemas.microsoft.com/windows/2004/02/mit/task}"
# The order of the schema of the task scheduler; Windows refuses another.
ORDERS = {
    "Task": ["RegistrationInfo", "Triggers", "Principals", "Settings", "Actions"],
    "CalendarTrigger": ["Enabled", "StartBoundary", "Repetition", "RandomDelay", "ScheduleByDay"],
    "Exec": ["Command", "Arguments", "WorkingDirectory"],
}


@pytest.fixture
def unit(project):
    def read(name):
        found = ConfigParser(interpolation=None, strict=True)
        found.optionxform = str
        found.read(project / "docs" / "dienst" / name, encoding="utf-8")
        return found

    return read


def test_what_the_units_call_is_a_command(project, unit):
    task = etree.parse(project / "docs" / "dienst" / "verzamelpunt.xml")
    _, *words = unit("verzamelpunt.service")["Service"]["ExecStart"].split()

    asked = CliRunner().invoke(verzamelpunt, ["dienst", "--help"])

    assert words == task.find(f".//{TASK}Arguments").text.split() == ["dienst", "--eenmaal"]
    assert "--eenmaal" in asked.output


def test_a_moment_that_was_missed_is_made_up_for_and_two_at_once_do_no_harm(project, unit):
    task = etree.parse(project / "docs" / "dienst" / "verzamelpunt.xml")

    assert unit("verzamelpunt.timer")["Timer"]["Persistent"] == "true"
    assert unit("verzamelpunt.service")["Service"]["SuccessExitStatus"] == "75"
    assert task.find(f".//{TASK}StartWhenAvailable").text == "true"
    assert task.find(f".//{TASK}MultipleInstancesPolicy").text == "IgnoreNew"


@pytest.mark.parametrize("name", ORDERS)
def test_the_parts_of_the_task_stand_in_the_order_of_windows(project, name):
    task = etree.parse(project / "docs" / "dienst" / "verzamelpunt.xml")
    (found,) = task.iter(f"{TASK}{name}")

    assert [etree.QName(part).localname for part in found] == ORDERS[name]


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="systemd is hier niet.")
def test_systemd_knows_every_line(project, tmp_path):
    shutil.copytree(project / "docs" / "dienst", tmp_path / "units")
    told = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", tmp_path / "units" / "verzamelpunt.timer"],
        capture_output=True, text=True, check=False,
    )  # fmt: skip

    assert "Unknown" not in told.stderr
    assert "Failed to parse" not in told.stderr
