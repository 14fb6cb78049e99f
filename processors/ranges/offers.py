# SPDX-License-Identifier: EUPL-1.2
"""The offers of a tender from files that were chosen: what each costs, what is wrong with it, and the order."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePath
from tempfile import TemporaryDirectory

import polars as pl

from processors.errors import UnusableInputError
from processors.ranges.combining import SHOWN, File
from processors.tender.assignment import Assignment, read_assignment
from processors.tender.assignment_checks import EMVI
from processors.tender.documents import euros
from processors.tender.dossier import INTAKE, ISSUED, REQUIREMENTS, Dossier
from processors.tender.outcome import outcome
from processors.tender.ranking import EQUAL, UNDECIDED, WINS
from processors.tender.receiving import received
from workbooks.dutch import counted
from workbooks.errors import UnreadableFileError

# A name that is one of a file on every system; others come from outside and are no path of ours.
NAME = re.compile(r"[\w(][\w ,.&+()'-]{0,120}\.\w{2,5}")
PRICES, MATRIX = "Prijzenblad ", "Beoordelingsmatrix "
OUTSIDE = (
    "De naam van het bestand '{}' heeft tekens die hier niet kunnen. Geef het een andere naam en kies het opnieuw."
)
CHOOSE = (
    "Kies bij de uitgegeven stukken alles uit de map uitgegeven: het opdrachtformulier (Opdracht.xlsx), het programma "
    "van eisen en de prijzenbladen."
)


@dataclass(frozen=True)
class Weighed:
    """The offers, one row each; the findings (`combining.SHOWN`); the order, without rows while there is none."""

    offers: pl.DataFrame
    findings: pl.DataFrame
    order: pl.DataFrame
    told: str


def weighed(issued: Sequence[File], returned: Sequence[File]) -> Weighed:
    """Read offers as `aanbesteding inlees` does and, with the matrices, compute the order as `beoordeel` does.

    Nothing is kept: the files lie in a folder of their own for as long as it takes.

    Args:
        issued: name and content of the intake workbook, the programme of requirements and the price sheets as they went
            out, and of the matrices that assessors filled in; other files of the tender are not looked at.
        returned: name and content of what tenderers sent.

    Returns:
        Offers and order under Dutch heads, prices in euro per year and points as such; `told` is what to say of it.

    Raises:
        UnusableInputError: what was issued is not complete, or a file has a name that cannot be.

    """
    with TemporaryDirectory() as folder:
        dossier = Dossier(Path(folder))
        _put(dossier.root / ISSUED, [file for file in issued if not _base(file[0]).startswith(MATRIX)])
        matrices = _put(dossier.root, [file for file in issued if _base(file[0]).startswith(MATRIX)])
        _put(dossier.received, returned)
        return _weighed(dossier, _whole(dossier), matrices=matrices)


def _base(name: str) -> str:
    return PurePath(name.replace("\\", "/")).name


def _put(folder: Path, files: Sequence[File]) -> bool:
    """Write files under their own names; gives whether there were any."""
    folder.mkdir(exist_ok=True)
    taken: set[str] = set()
    for name, content in files:
        base = _base(name)
        if not NAME.fullmatch(base):
            raise UnusableInputError(OUTSIDE.format(base))
        if base.casefold() in taken:
            raise UnusableInputError(f"U koos twee bestanden met de naam '{base}'. Geef een ervan een andere naam.")
        taken.add(base.casefold())
        (folder / base).write_bytes(content)
    return bool(files)


def _whole(dossier: Dossier) -> Assignment:
    """What the tender asks, where everything that is needed was chosen."""
    path = dossier.root / ISSUED / INTAKE
    if not path.exists():
        raise UnusableInputError(CHOOSE)
    asked, _ = read_assignment(path)
    if asked is None:
        raise UnusableInputError(f"'{INTAKE}' is niet het opdrachtformulier waarmee de stukken zijn gemaakt. {CHOOSE}")
    try:
        sheets = dossier.sheets()
        if not (dossier.root / ISSUED / REQUIREMENTS).exists():
            raise UnusableInputError(f"Het uitgegeven programma van eisen ({REQUIREMENTS}) ontbreekt. {CHOOSE}")
        dossier.requirements()
    except UnreadableFileError as error:
        raise UnusableInputError(f"{error} {CHOOSE}") from None
    absent = [lot for lot in asked.tables["percelen"]["perceel"] if lot not in sheets]
    if absent:
        raise UnusableInputError(f"Het uitgegeven prijzenblad van perceel {', '.join(absent)} ontbreekt. {CHOOSE}")
    return asked


def _weighed(dossier: Dossier, asked: Assignment, *, matrices: bool) -> Weighed:
    if matrices or asked.procedure != EMVI:
        found = outcome(dossier)
        offers, findings, order = found.offers, found.findings, found.order
    else:
        seen = received(dossier)
        offers, findings, order = seen.offers, seen.findings, pl.DataFrame()
    counts = pl.when(pl.col("reden").is_null()).then(pl.lit("ja")).otherwise(pl.lit("nee"))
    return Weighed(
        offers=offers.select(
            pl.col("bestand").alias("Bestand"), pl.col("perceel").alias("Perceel"),
            pl.col("inschrijver").alias("Inschrijver"), euros("prijs").alias("Bedrag per jaar (euro)"),
            counts.alias("Telt mee"), pl.col("reden").alias("Reden"), pl.col("sha256").alias("SHA-256"),
        ),
        findings=findings.select(SHOWN),
        order=_headed(order) if len(order) else order,
        told=" ".join(_told(offers, order, asked)),
    )  # fmt: skip


def _headed(order: pl.DataFrame) -> pl.DataFrame:
    return order.select(
        pl.col("perceel").alias("Perceel"), pl.col("inschrijver").alias("Inschrijver"),
        euros("totaal").alias("Totaal"), euros("kwaliteit").alias("Kwaliteit"), pl.col("rang").alias("Rang"),
        pl.col("status").alias("Uitkomst"), pl.col("reden").alias("Reden"),
    )  # fmt: skip


def _told(offers: pl.DataFrame, order: pl.DataFrame, asked: Assignment) -> Iterator[str]:
    """How many offers count, and of each lot who gets the contract."""
    valid = len(offers.filter(pl.col("reden").is_null()))
    counts = "telt" if valid == 1 else "tellen"
    yield f"{counted(len(offers), 'inschrijving', 'inschrijvingen')} gelezen, {valid} {counts} mee."
    if order.is_empty():
        yield "Voor punten en rangorde kiest u bij de uitgegeven stukken ook de ingevulde beoordelingsmatrices."
        return
    for lot in asked.tables["percelen"]["perceel"]:
        here = order.filter(pl.col("perceel") == lot)
        winners = here.filter(pl.col("status") == WINS)["inschrijver"].to_list()
        undecided = here.filter(pl.col("status").is_in([EQUAL, UNDECIDED]))["status"].unique().sort()
        said = [f"gunnen aan {', '.join(winners)}"] if winners else []
        yield f"Perceel {lot}: {'; '.join([*said, *undecided]) or 'geen inschrijving die meetelt'}."
