# SPDX-License-Identifier: EUPL-1.2
"""`verzamelpunt schaal`: the check and the KPIs on Spark; a notebook calls `processors.scale` itself."""

import importlib.util
import os
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from processors.accepted import months_of, without_lines
from processors.commands.display import say, show_json, tell_reference
from processors.commands.kpi import a_grouping, some_kpis, tell
from processors.commands.status import optional_month
from processors.desk import open_shelves
from processors.dutch import DutchCommand, DutchGroup
from processors.errors import UnusableInputError
from processors.intake.reference import read_reference
from processors.kpibook import KpiBook
from processors.measurements import standing
from processors.region import last_month
from processors.settings import load

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession


@click.group("schaal", cls=DutchGroup)
def command() -> None:
    """Controleer zeer veel regels, of bereken er KPI's uit, met Spark (docs/schaal.md)."""


@command.command("controleer", cls=DutchCommand)
@click.argument("regels", metavar="PARQUET", type=click.Path(exists=True, path_type=Path))
@click.option("--naslag", required=True, type=click.Path(exists=True, file_okay=False, path_type=Path), metavar="MAP",
              help="Map met tarieven, toewijzingen en andere naslag.")  # fmt: skip
@click.option("--uit", required=True, type=click.Path(file_okay=False, path_type=Path), metavar="MAP",
              help="Nieuwe map waarin de bevindingen komen, als Parquet.")  # fmt: skip
@click.option("--meester", default="local[2]", metavar="ADRES", show_default=True,
              help="Het adres van Spark: local[aantal processen], of dat van een cluster.")  # fmt: skip
@click.option("--json", "as_json", is_flag=True, help="Geef het resultaat als JSON.")
def check(regels: Path, naslag: Path, uit: Path, meester: str, *, as_json: bool) -> int:
    """Controleer declaratieregels in PARQUET (bestand of map) met Spark.

    De bevindingen zijn die van 'controleer', in dezelfde volgorde: per bestand, blad en rij, dan per controleregel.
    """
    if uit.exists() and any(uit.iterdir()):
        raise UnusableInputError(f"De map '{uit}' is niet leeg. Geef met --uit een nieuwe map op.")
    session = session_on(meester)
    try:
        reference = read_reference(naslag)
        tell_reference(reference.problems)
        from processors.scale import check_on_spark

        today = date.today()  # noqa: DTZ011 - a day on the calendar of who asks
        found = check_on_spark(session, _lines(session, regels), reference.tables, received_on=today)
        found.write.mode("append").parquet(str(uit.resolve()))
        counts = {row.regel: row["count"] for row in found.groupBy("regel").count().orderBy("regel").collect()}
    finally:
        session.stop()
    total = sum(counts.values())
    if as_json:
        show_json({"bevindingen": total, "telling": counts, "uitvoer": uit})
    else:
        say(f"{total} bevindingen, geschreven in de map {uit}.", *(f"  {code}: {n}" for code, n in counts.items()))
    return int(total > 0)


@command.command("kpi", cls=DutchCommand)
@click.argument("kpis", metavar="CODE…", nargs=-1, required=True, callback=some_kpis)
@click.option("--per", default="maand", show_default="maand", callback=a_grouping,
              help="Waarover het cijfer gaat, met komma's; zie 'verzamelpunt kpi --help'.")  # fmt: skip
@click.option(
    "--maand", callback=optional_month, help="De laatste maand die meetelt; anders de laatste met leveringen."
)
@click.option("--meester", default="local[2]", metavar="ADRES", show_default=True,
              help="Het adres van Spark: local[aantal processen], of dat van een cluster.")  # fmt: skip
@click.option("--json", "as_json", is_flag=True, help="Geef het resultaat als JSON.")
def measured(kpis: KpiBook, per: tuple[str, ...], maand: str | None, meester: str, *, as_json: bool) -> int:
    """Bereken KPI's uit de werkmap met Spark.

    De cijfers zijn die van 'kpi', ook als de opslag niet in het geheugen past.
    """
    session = session_on(meester)
    try:
        from processors.scale.accepted import accepted_on_spark
        from processors.scale.measuring import PARTS, measure_on_spark, sources_of

        with open_shelves(load()) as shelves:
            counting = shelves.journal.counting()
            until = maand or last_month(months_of(counting))
            today = date.today()  # noqa: DTZ011 - a day of the office
            bare = without_lines(shelves, read_reference(shelves.workplace.reference).tables, until, today)
            tables = accepted_on_spark(session, shelves.store, counting, sources_of(kpis))
            figures = standing(measure_on_spark(kpis, tables, per, bare, parts=PARTS), bare)
    finally:
        session.stop()
    tell(figures, kpis, as_json=as_json)
    return 0


def session_on(master: str) -> "SparkSession":
    """A session on this master; on this machine its workers have the Python that runs now, with all it has.

    Raises:
        UnusableInputError: Spark is not installed, or does not start here.

    """
    if any(importlib.util.find_spec(name) is None for name in ("pyspark", "pyarrow")):
        raise UnusableInputError(
            "Spark is niet geïnstalleerd. Installeer het met: "
            ".venv/bin/python -m pip install -r requirements-extras.txt"
        )
    from pyspark.errors import PySparkException
    from pyspark.sql import SparkSession

    builder = SparkSession.builder.appName("verzamelpunt").master(master).config("spark.ui.enabled", "false")
    # Spark gives each core a worker; workers whose Polars wants all cores wait for each other.
    builder = builder.config("spark.executorEnv.POLARS_MAX_THREADS", "1")
    if master.startswith("local"):
        os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
        # Spark cuts every shuffle in 200 without this; that is for a cluster.
        builder = builder.config("spark.sql.shuffle.partitions", "8")
    try:
        return builder.getOrCreate()
    except (PySparkException, OSError, RuntimeError) as problem:
        raise UnusableInputError(
            f"Spark start niet op '{master}'. Controleer of Java 17 er is (Debian of Ubuntu: apt-get install "
            "default-jre-headless) en of het adres klopt."
        ) from problem


def _lines(session: "SparkSession", path: Path) -> "DataFrame":
    """The lines of a Parquet file or folder.

    Raises:
        UnusableInputError: it holds no Parquet.

    """
    from pyspark.errors import AnalysisException

    try:
        return session.read.parquet(str(path.resolve()))
    except AnalysisException as problem:
        raise UnusableInputError(
            f"In '{path}' staat geen Parquet. Geef een Parquet-bestand of een map op."
        ) from problem
