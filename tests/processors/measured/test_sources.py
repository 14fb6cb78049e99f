# SPDX-License-Identifier: EUPL-1.2
import pytest

from processors.lines import TABLES as ACCEPTED
from processors.measured import TABLES
from processors.measured.sources import OF_DELIVERIES, OF_REFERENCE, SOURCES

EACH = [pytest.param(name, source, id=f"{name}-{source.table}") for name, own in SOURCES.items() for source in own]


def test_every_measured_table_says_once_from_what_it_is_made():
    told = [*SOURCES, *OF_DELIVERIES, *OF_REFERENCE]

    assert sorted(told) == sorted(TABLES)


@pytest.mark.parametrize(("name", "source"), EACH)
def test_a_measured_table_and_its_source_have_the_columns_in_common(name, source):
    worked_out = {"maand", "jaar"}

    assert set(source.on) - worked_out <= set(ACCEPTED[source.table].names)
    assert set(source.on) - {"jaar"} <= set(TABLES[name].schema)
