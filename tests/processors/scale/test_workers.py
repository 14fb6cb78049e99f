# SPDX-License-Identifier: EUPL-1.2
"""What workers do, without Spark between them: so many more regions can be tried, and coverage sees it."""

from datetime import date

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from processors.checking import check
from processors.enrichment import enrich
from processors.enrichment.allocations import KEY
from processors.enrichment.nearby import FOUND_BY
from processors.enrichment.previous_declaration import SUPPLIER
from processors.errors import UnusableInputError
from processors.findings import FINDINGS, RAW, finish
from processors.large import Context
from processors.lines import TABLES, make_lines
from processors.profiles import profiles_of
from processors.rulebook import Consequence, Rulebook, Severity
from processors.rules import RULES
from processors.tables import EARLIER
from tests.oracle.regions import regions, stamped

pytestmark = pytest.mark.usefixtures("pyspark")
TABLE = "declaratieregels"
RECEIVED = date(2026, 11, 2)
LARGE = ("toewijzingen", EARLIER)


def by_workers(lines, reference, parts):
    """The findings when each worker gets its part of the rows, as Spark would hand them out."""
    from processors.scale.parts import FOUND, bench_of  # noqa: PLC0415 - an extra
    from processors.scale.routes import PACKED, PART, answering, cutting  # noqa: PLC0415 - idem
    from processors.scale.shapes import to_batches  # noqa: PLC0415 - idem
    from processors.scale.suppliers import GOAL  # noqa: PLC0415 - idem

    def part_of(key):
        return (pl.struct(key).hash(seed=1) % parts).cast(pl.Int64)

    def worked(work, frame, schema):
        made = [pl.DataFrame(batch) for batch in work(to_batches(frame, schema))]
        return pl.concat(made) if made else None

    def packed(frame, kind, schema):
        whole = {PART: pl.Int64, "nr": pl.Int64, **schema}
        return worked(cutting(kind, whole), frame.select(*whole), whole)

    registers = {name: table for name, table in reference.items() if name not in LARGE}
    bench = bench_of(RULES, Context({}, RECEIVED, profiles_of(registers)), registers, LARGE)
    of_lines = TABLES[TABLE].schema
    placed = {TABLE: lines, **{name: reference[name] for name in LARGE}}
    placed = {name: table.with_columns(nr=pl.int_range(pl.len(), dtype=pl.Int64)) for name, table in placed.items()}
    own = {name: table.with_columns(part_of(list(KEY)).alias(PART)) for name, table in placed.items()}
    aimed = {
        name: table.rename({PART: GOAL}).with_columns(part_of(list(SUPPLIER)).alias(PART))
        for name, table in own.items() if name != "toewijzingen"
    }  # fmt: skip
    sent = [
        packed(own[TABLE], TABLE, {**of_lines, "bestand": pl.String, "blad": pl.String, "rij": pl.Int64}),
        packed(own["toewijzingen"], "toewijzingen", TABLES["toewijzingen"].schema),
        packed(own[EARLIER], EARLIER, of_lines),
    ]
    asked = [
        packed(aimed[TABLE], TABLE, {GOAL: pl.Int64, **bench.suppliers.asks}),
        packed(aimed[EARLIER], EARLIER, {GOAL: pl.Int64, **of_lines}),
    ]
    answers = worked(answering(bench.suppliers), pl.concat(filter(lambda each: each is not None, asked)), PACKED)
    rows = pl.concat(each for each in [*sent, answers] if each is not None)
    found = worked(bench, rows, PACKED)
    raw = found.cast(dict(FOUND)).sort("nr", "volgorde", "rang").cast(dict(RAW) | {"rang": pl.Int64})
    return finish(raw.select(*RAW))


@given(
    worlds=st.lists(regions(), min_size=2, max_size=8), parts=st.sampled_from([1, 2, 5, 40]),
    mixed=st.randoms(use_true_random=False),
)  # fmt: skip
@settings(max_examples=8, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture])
def test_workers_with_parts_of_the_rows_find_what_one_finds_with_all(worlds, parts, mixed):
    worlds = [stamped(world, nr) for nr, world in enumerate(worlds)]
    rows = [line for world in worlds for line in world.lines]
    mixed.shuffle(rows)
    where = {"bestand": pl.lit("a.xlsx"), "blad": pl.lit(""), "rij": pl.int_range(2, pl.len() + 2, dtype=pl.Int64)}
    lines = make_lines(TABLE, rows).with_columns(**where)
    reference = {
        "toewijzingen": make_lines("toewijzingen", [row for world in worlds for row in world.allocations]),
        "tarieven": make_lines("tarieven", [row for world in worlds for row in world.tariffs]),
        EARLIER: make_lines(TABLE, [line for world in worlds for line in world.earlier]),
    }
    known = enrich(lines, TABLE, reference, received_on=RECEIVED, profiles=profiles_of(reference))

    found = by_workers(lines, reference, parts)

    expected = finish(check(RULES, known, TABLE, profiles=profiles_of(reference)))
    told = expected.filter(pl.col("rij").is_not_null())
    assert found.select(*FINDINGS).equals(told)


def test_what_is_found_by_more_than_the_allocation_is_found_by_supplier():
    keys = {name: [key for key, _ in pairs if key != KEY] for name, pairs in FOUND_BY.items()}

    assert [name for name, others in keys.items() if others] == [EARLIER]
    assert all(set(SUPPLIER) < set(key) for key in keys[EARLIER])


def test_a_rule_that_compares_lines_of_no_part_is_refused_in_words():
    from processors.scale.parts import bench_of  # noqa: PLC0415 - an extra

    rules = Rulebook()

    @rules.rule(
        "EIGEN-1", table=TABLE, severity=Severity.FOUT, consequence=Consequence.NONE, says="Dubbel.", action="Kijk na.",
        holds=[], fails=[], level=next(iter(RULES)).level, source="test",
    )  # fmt: skip
    def one_client_stands_once(client, nr):
        return client.is_null() | (nr == nr.min().over("client"))

    with pytest.raises(UnusableInputError, match="EIGEN-1 vergelijkt regels"):
        bench_of(rules, Context({}, RECEIVED, {}), {}, ())
