# SPDX-License-Identifier: EUPL-1.2
"""`schaal kpi` on a work folder: what counts is the same as for `kpi`, and so are the figures."""

import json

import pytest
from click.testing import CliRunner

from processors.commands import kpi, schaal
from processors.journal import Journal
from processors.lines import make_lines
from processors.store import Store
from tests.processors.scale.test_measuring import region

pytestmark = pytest.mark.filterwarnings("ignore:PySpark does not yet fully support pandas:FutureWarning")


@pytest.fixture
def folder(tmp_path, monkeypatch, deliver):
    """A work folder in which a municipality and a supplier delivered the same months; gives its store."""
    (tmp_path / "naslag").mkdir()
    (tmp_path / "naslag" / "afzenders.csv").write_text("afzender;naam;code;soort\n", encoding="utf-8")
    monkeypatch.setenv("VERZAMELPUNT_MAP", str(tmp_path))
    store, lines = Store(tmp_path / "opslag"), region()
    declared = lines["declaratieregels"]
    of_venlo = declared.filter(declared["gemeente"] == "0983")
    about = {"wet": None, "gemeente": None, "aanbieder": None, "maand": "2026-09"}
    with Journal(tmp_path / "journaal.sqlite", audit_key=b"0" * 32) as journal:
        supplier = deliver(journal, "een", content="a", sender="99000001", **(about | {"aanbieder": "99000001"}))
        own = deliver(
            journal, "twee", content="b", sender="0983", **(about | {"soort": "gemeentelevering", "gemeente": "0983"})
        )
        other = deliver(
            journal, "drie", content="c", sender="0889", **(about | {"soort": "gemeentelevering", "gemeente": "0889"})
        )
    store.write(supplier, "declaratieregels", declared, month="2026-09")
    store.write(own, "declaratieregels", of_venlo.head(40), month="2026-09")
    store.write(other, "declaratietotalen", lines["declaratietotalen"], month="2026-09")
    return store


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("per", ["gemeente,maand", "aanbieder,wet,jaar"])
def test_the_figures_are_those_of_the_command_without_spark(spark, monkeypatch, per):
    monkeypatch.setattr(schaal, "session_on", lambda _master: spark)
    monkeypatch.setattr(spark, "stop", lambda: None)

    theirs = CliRunner().invoke(schaal.command, ["kpi", "K14", "--per", per, "--json"], catch_exceptions=False)
    ours = CliRunner().invoke(kpi.command, ["K14", "--per", per, "--json"], catch_exceptions=False)

    assert json.loads(theirs.output) == json.loads(ours.output)
    assert any(each["waarde"] for each in json.loads(ours.output)["metingen"])


def test_a_table_that_nobody_delivered_has_no_rows(folder, spark):
    from processors.scale.accepted import accepted_on_spark  # noqa: PLC0415 - an extra

    found = accepted_on_spark(spark, folder, [], ["declaratieregels"])

    assert found["declaratieregels"].count() == 0
    assert make_lines("declaratieregels", []).columns[0] in found["declaratieregels"].columns
