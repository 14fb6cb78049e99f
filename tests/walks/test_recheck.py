# SPDX-License-Identifier: EUPL-1.2
"""The store judged again after something changed that is no submission."""

import json
from dataclasses import replace
from shutil import copytree

import polars as pl
import pytest

from tests.walks.conftest import VENLO, open_office


@pytest.fixture(scope="module")
def worked(tmp_path_factory, region):
    """An office in which three submissions were accepted; look, do not touch."""
    made = open_office(tmp_path_factory.mktemp("verwerkt"), region)
    made.mail(VENLO, made.delivery())
    for supplier in made.suppliers[:2]:
        made.mail(supplier, made.declaration(supplier))
    made.run()
    return made


@pytest.fixture
def office(tmp_path, worked):
    copytree(worked.root, tmp_path, dirs_exist_ok=True)
    return replace(worked, root=tmp_path)


def changed(command, office, *words):
    status, said, _ = command(office, "controleer", "--opslag", "--json", *words)
    assert status in {0, 1}, said
    return status, json.loads(said)


def test_without_a_change_no_verdict_changes_and_nothing_is_written(office, command):
    before = office.left()

    status, told = changed(command, office)

    assert (status, told["veranderingen"], told["bestand_weg"]) == (0, [], [])
    assert told["beoordeeld"] == 3
    assert office.left() == before


def test_a_replaced_month_and_a_second_round_change_nothing_either(office, command):
    supplier = office.suppliers[0]
    office.mail(supplier, office.declaration(supplier, rows=office.lines(supplier).head(5)))
    office.run()

    status, told = changed(command, office)

    assert (status, told["veranderingen"]) == (0, [])
    assert told["beoordeeld"] == 3


def test_a_tariff_that_changed_is_told_by_rule_and_row(office, command, tmp_path):
    path = office.place.reference / "tarieven.parquet"
    tariffs = pl.read_parquet(path)
    supplier = office.suppliers[1]
    raised = pl.when(pl.col("aanbieder") == supplier).then(pl.col("tarief") + 100).otherwise("tarief")
    tariffs.with_columns(tarief=raised).write_parquet(path)

    status, told = changed(command, office, "--uit", tmp_path / "veranderd.parquet")

    rows = pl.DataFrame(told["veranderingen"])
    lines = len(office.lines(supplier))
    assert status == 1
    assert rows["verandering"].unique().to_list() == ["nieuw"]
    assert rows["aanlevering"].n_unique() == 1
    # Every line of this supplier has another tariff than its contract now, apart from lines in euros.
    priced = office.lines(supplier).filter(pl.col("product_tarief").is_not_null())
    assert 0 < rows.filter(pl.col("regel") == "TR418")["rij"].n_unique() <= len(priced) <= lines
    assert pl.read_parquet(tmp_path / "veranderd.parquet").height == len(rows)


def test_only_the_months_that_are_asked_for_are_judged(office, command):
    assert changed(command, office, "--maand", "2025-01")[1]["beoordeeld"] == 0
    assert changed(command, office, "--maand", "2026-07")[1]["beoordeeld"] == 3


def test_a_raw_file_that_is_gone_is_named_and_the_rest_goes_on(office, command):
    (subject, sha), *_ = office.rows("aanleveringen", "id", "sha256")
    (office.place.archive / sha[:2] / sha[2:]).unlink()

    status, told = changed(command, office)

    assert (status, told["bestand_weg"], told["beoordeeld"]) == (1, [subject], 2)


def test_the_command_shows_the_changes_and_the_way_on(office, command, tmp_path):
    (office.place.reference / "tarieven.parquet").unlink()

    status, said, _ = command(office, "controleer", "--opslag", "--uit", tmp_path / "veranderd.xlsx")

    assert status == 1
    assert "Opnieuw beoordeeld: 3 aanleveringen" in said
    assert "INTAKE-90" in said
    assert "verzamelpunt opnieuw" in said
    assert (tmp_path / "veranderd.xlsx").stat().st_size > 0


@pytest.mark.parametrize(
    "words",
    [("--opslag", "--profiel", "landelijk"), ("--maand", "2026-09"), (), ("--opslag", "--maand", "september")],
)
def test_wrong_use_is_said_in_dutch(office, command, words):
    status, _, complaint = command(office, "controleer", *words)

    assert status == 2
    assert complaint.strip()


def test_without_a_work_folder_there_is_nothing_to_judge_again(tmp_path, region, command):
    empty = open_office(tmp_path, region)

    status, _, complaint = command(empty, "controleer", "--opslag")

    assert status == 2
    assert "nog niets ontvangen" in complaint
