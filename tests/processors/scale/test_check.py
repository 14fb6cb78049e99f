# SPDX-License-Identifier: EUPL-1.2
from datetime import date

import polars as pl
import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from processors.checking import check
from processors.demo import DemoPlan, make_region
from processors.enrichment import enrich
from processors.errors import UnusableInputError
from processors.findings import FINDINGS, finish
from processors.lines import make_lines
from processors.profiles import profiles_of
from processors.rulebook import Rulebook
from processors.rules import RULES
from processors.verdicts import asked, compares, verdicts_of
from tests.oracle.regions import regions, stamped

pytestmark = [
    pytest.mark.slow,
    # Spark looks which pandas there is, whenever it hands rows over; none of it is used.
    pytest.mark.filterwarnings("ignore:PySpark does not yet fully support pandas:FutureWarning"),
]
TABLE, EARLIER = "declaratieregels", "eerdere_declaratieregels"
RECEIVED = date(2026, 11, 2)


def at_once(lines, reference, rules=RULES):
    """The findings with all lines and all references at once, by Polars."""
    known = enrich(lines, TABLE, reference, received_on=RECEIVED, profiles=profiles_of(reference))
    return finish(check(rules, known, TABLE, profiles=profiles_of(reference)))


def on_spark(session, lines, reference, **more):
    from processors.scale import check_on_spark  # noqa: PLC0415 - an extra
    from processors.scale.shapes import sent  # noqa: PLC0415 - idem

    found = check_on_spark(session, sent(session, lines), reference, received_on=RECEIVED, **more)
    rows = [row.asDict() for row in found.collect()]
    found.unpersist()
    return pl.DataFrame(rows, schema=dict(FINDINGS))


@pytest.fixture(scope="module")
def region():
    """A month of a fictional region with mistakes of lines that lean on each other, in two files."""
    tables = dict(make_region(DemoPlan(lines=1_000, month="2026-09")).tables)
    declared = tables.pop(TABLE)
    first = pl.col("declaratie_maand") == declared["declaratie_maand"].min()
    row = pl.int_range(pl.len())
    moved = ("referentie_nummer", "toewijzing_nummer", "product_periode_begin", "product_periode_eind", "gemeente")
    lines = declared.filter(~first).with_columns(
        *(pl.when(row % 31 == at).then(pl.col(name).shift(40)).otherwise(name).alias(name)
          for at, name in enumerate(moved)),
        geleverd_volume=pl.when(row % 31 == 7).then(pl.lit(90_000)).when(row % 31 != 9).then("geleverd_volume"),
        bestand=pl.when(row < 200).then(pl.lit("a.xlsx")).otherwise(pl.lit("b.xlsx")), blad=pl.lit("Regels"),
        rij=pl.int_range(2, pl.len() + 2, dtype=pl.Int64),
    )  # fmt: skip
    status = pl.when(row % 17 == 0).then(pl.lit("afgewezen")).otherwise(pl.lit("toegekend"))
    known = pl.when(row % 3 != 0).then("client").alias("client")
    allocations = tables["toewijzingen"].with_columns(known)
    return lines, {**tables, "toewijzingen": allocations, EARLIER: declared.filter(first).with_columns(status=status)}


@pytest.mark.parametrize("parts", [1, 7])
def test_a_region_on_spark_gives_the_findings_of_polars_in_however_many_parts(spark, region, parts):
    lines, reference = region

    found = on_spark(spark, lines, reference, parts=parts)

    assert found.height > 100
    assert {"fout", "signaal"} <= set(found["ernst"])
    assert found.equals(at_once(lines, reference))


def test_references_that_are_not_there_are_said_as_polars_says_them(spark, region):
    lines, reference = region
    registers = {name: reference[name] for name in ("contracten", "tarieven", "producten")}

    found = on_spark(spark, lines, registers, parts=2)

    assert found.equals(at_once(lines, registers))
    assert "INTAKE-90" in set(found["regel"])


@given(worlds=st.lists(regions(), min_size=4, max_size=8), mixed=st.randoms(use_true_random=False))
@settings(max_examples=1, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_lines_that_lean_on_lines_elsewhere_give_the_findings_of_polars(spark, worlds, mixed):
    worlds = [stamped(world, nr) for nr, world in enumerate(worlds)]
    rows = [line for world in worlds for line in world.lines]
    mixed.shuffle(rows)
    lines = make_lines(TABLE, rows)
    reference = {
        "toewijzingen": make_lines("toewijzingen", [row for world in worlds for row in world.allocations]),
        "tarieven": make_lines("tarieven", [row for world in worlds for row in world.tariffs]),
        EARLIER: make_lines(TABLE, [line for world in worlds for line in world.earlier]),
    }

    found = on_spark(spark, lines, reference, parts=3)

    assert found.equals(at_once(lines, reference))


def test_no_lines_give_no_findings(spark, region):
    lines, reference = region

    found = on_spark(spark, lines.clear(), {"tarieven": reference["tarieven"]}, parts=2)

    assert found.is_empty()


def test_rules_give_the_same_verdicts_as_expressions_of_spark_itself(spark, region):
    from processors.scale.shapes import collected, sent  # noqa: PLC0415 - an extra

    lines, reference = region
    known = enrich(lines, TABLE, reference, received_on=RECEIVED, profiles=profiles_of(reference))
    known = known.with_columns(nr=pl.int_range(pl.len(), dtype=pl.UInt32))
    every = [rule for rule in RULES.for_table(TABLE) if set(rule.needs) <= set(known.columns)]
    needed = dict.fromkeys(["nr", *(name for rule in every for name in rule.needs), *lines.columns])
    there = sent(spark, known.select(*needed))
    rules = [rule for rule in every if _is_expressed(there, rule)]

    told = collected(asked(there, rules)).sort("nr")

    expected = verdicts_of(known, rules).sort("nr")
    differing = [rule.code for place, rule in enumerate(rules) if not told[str(place)].equals(expected[str(place)])]
    assert differing == []
    assert {rule.code for rule in every if compares(rule)} <= {rule.code for rule in rules}
    assert len(rules) > len(every) * 0.95


def _is_expressed(frame, rule):
    """Whether Narwhals has all that the rule uses on Spark; what judges a line by itself there is Polars anyway."""
    try:
        asked(frame, [rule])
    except NotImplementedError:
        return False
    return True


def test_a_table_that_misses_a_required_column_is_named(spark, region):
    lines, reference = region

    with pytest.raises(UnusableInputError, match="'declaratieregels' ontbreekt de kolom client"):
        on_spark(spark, lines.drop("client"), reference)


def test_a_column_of_another_type_is_named(spark, region):
    lines, reference = region

    with pytest.raises(UnusableInputError, match="geleverd_volume van het type 'string'"):
        on_spark(spark, lines.with_columns(pl.col("geleverd_volume").cast(pl.String)), reference)


def test_two_lines_on_one_row_are_refused(spark, region):
    lines, reference = region

    with pytest.raises(UnusableInputError, match="eigen plaats"):
        on_spark(spark, pl.concat([lines, lines.head(1)]), reference)


def test_a_table_that_nobody_knows_is_named(spark, region):
    lines, reference = region

    with pytest.raises(UnusableInputError, match="'tarief' is geen tabel"):
        on_spark(spark, lines, {"tarief": reference["tarieven"]})


def test_a_few_rules_are_judged_by_themselves(spark, region):
    lines, reference = region
    few = Rulebook([rule for rule in RULES.for_table(TABLE) if rule.code in {"TR101", "TR304"}])

    found = on_spark(spark, lines, reference, rules=few, parts=2)

    assert found.equals(at_once(lines, reference, few))


def test_the_command_refuses_a_folder_without_parquet(spark, tmp_path):
    from processors.commands.schaal import _lines  # noqa: PLC0415 - an extra

    with pytest.raises(UnusableInputError, match="geen Parquet"):
        _lines(spark, tmp_path)


def test_the_command_says_which_file_is_not_there(tmp_path):
    from processors.commands.schaal import command  # noqa: PLC0415 - as the command line does

    said = CliRunner().invoke(command, ["controleer", str(tmp_path / "weg"), "--naslag", ".", "--uit", "."])

    assert said.exit_code == 2
