# SPDX-License-Identifier: EUPL-1.2
"""Files put together are the lines accepted of each, and the order of the files says which of two equal lines stays."""

from datetime import date
from io import BytesIO
from zipfile import ZipFile

import polars as pl
import pytest

from processors.demo import DemoPlan, make_region
from processors.intake.headers import ColumnMap
from processors.intake.reference import Reference
from processors.intake.submission import no_problems
from processors.known import Known
from processors.lines import TABLES
from processors.pseudonym import Key
from processors.ranges.combining import TWICE, combined
from processors.surroundings import Surroundings

TODAY = date(2026, 10, 12)
NAMES = TABLES["declaratieregels"].names


@pytest.fixture(scope="module")
def beside():
    reference, key = Reference({}, ColumnMap(), no_problems()), Key(1, b"0123456789abcdef0123456789abcdef")
    return Surroundings(reference, Known(reference, key), key)


@pytest.fixture(scope="module")
def lines():
    region = make_region(DemoPlan(lines=400))["declaratieregels"].select(NAMES)
    one = region.filter(pl.col("aanbieder") == region["aanbieder"].mode().sort()[0])
    return one.filter(pl.col("declaratie_maand") == one["declaratie_maand"].mode().sort()[0])


@pytest.fixture(scope="module")
def good(lines, beside):
    """The lines that are accepted where they come alone; some suppliers of the demo make mistakes."""
    return numbers(combined([("alles.csv", csv(lines))], beside, TODAY))


def csv(frame):
    return frame.write_csv(separator=";").encode()


def numbers(made):
    return made.lines["Referentienummer"].to_list()


def test_two_halves_are_the_whole(lines, good, beside):
    half = len(lines) // 2
    first = set(lines["referentie_nummer"].head(half))

    made = combined([("a.csv", csv(lines[:half])), ("b.csv", csv(lines[half:]))], beside, TODAY)

    assert len(good) > 20
    assert numbers(made) == good
    assert made.lines["Bestand"].to_list() == ["a.csv" if number in first else "b.csv" for number in good]
    assert made.total == len(lines)
    assert made.left_out == []


def test_a_line_that_an_earlier_file_brought_is_refused_in_a_later_one(lines, good, beside):
    once_more = lines.filter(pl.col("referentie_nummer") == good[0])

    made = combined([("a.csv", csv(lines)), ("b.csv", csv(once_more))], beside, TODAY)

    assert numbers(made) == good
    assert "b.csv" in made.findings.filter(pl.col("gevolg") == "regel geweigerd")["bestand"].to_list()


def test_members_of_a_zip_count_and_a_path_in_a_name_does_not(lines, good, beside):
    packed = BytesIO()
    with ZipFile(packed, "w") as archive:
        archive.writestr("regels.csv", csv(lines))

    made = combined([(r"..\..\map/pakket.zip", packed.getvalue())], beside, TODAY)

    assert numbers(made) == good
    assert not [name for name in made.lines["Bestand"] if ".." in name]


def test_what_is_left_out_is_told_with_its_reason(lines, good, beside):
    other = make_region(DemoPlan(lines=60))["toewijzingen"].select(TABLES["toewijzingen"].names).head(3)
    files = [("a.csv", csv(lines)), ("kopie.csv", csv(lines)), ("toewijzingen.csv", csv(other)), ("x.csv", b"x\r\ny")]

    made = combined(files, beside, TODAY)

    told = dict(made.left_out)
    assert list(told) == ["kopie.csv", "toewijzingen.csv", "x.csv"]
    assert told["kopie.csv"] == TWICE
    assert told["toewijzingen.csv"] != TWICE
    assert numbers(made) == good
