# SPDX-License-Identifier: EUPL-1.2
"""How commands show things: JSON for machines, plain lines and a progress bar for people."""

import json
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path

import click
import polars as pl

from processors.errors import UnusableInputError

FIRST_FINDINGS = 15


def show_json(result: Mapping[str, object]) -> None:
    """Print one JSON object on stdout; dates as ISO text, paths as text."""
    click.echo(json.dumps(result, ensure_ascii=False, default=_plain))


def _plain(value: object) -> str:
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, Path):
        return str(value)
    raise TypeError(f"No JSON for {type(value).__name__}.")


def say(*sentences: str) -> None:
    """Print lines for a person."""
    for sentence in sentences:
        click.echo(sentence)


def tell_reference(problems: pl.DataFrame) -> None:
    """Tell the people who keep the reference folder what is wrong with it; on stderr, so that a result stays one."""
    if problems.is_empty():
        return
    count = len(problems)
    click.echo(f"Naslag: {count} bevinding{'en' if count > 1 else ''}.", err=True)
    for row in problems.head(FIRST_FINDINGS).iter_rows(named=True):
        cell = f" ({row['cel']})" if row["cel"] else ""
        place = f"{row['bestand']}, rij {row['rij']}, {row['kolom']}{cell}" if row["rij"] else row["bestand"]
        for line in (f"{row['ernst']:<14}{row['regel']:<11}{place}", f"    {row['melding']}", f"    {row['actie']}"):
            click.echo(f"  {line}", err=True)
    if count > FIRST_FINDINGS:
        click.echo(f"  … en nog {count - FIRST_FINDINGS} in de naslag.", err=True)


def columns(headers: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Print rows under headers, in columns as wide as their content."""
    table = [list(map(str, headers)), *(["" if cell is None else str(cell) for cell in row] for row in rows)]
    widths = [max(len(row[place]) for row in table) for place in range(len(headers))]
    for number, row in enumerate(table):
        click.echo("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())
        if number == 0:
            click.echo("  ".join("-" * width for width in widths))


@contextmanager
def writing(target: Path) -> Iterator[None]:
    """Say it in Dutch when the file that a user named cannot be written.

    Raises:
        UnusableInputError: the system refused.

    """
    try:
        yield
    except OSError as problem:
        raise UnusableInputError(
            f"Het bestand '{target.name}' kan niet worden geschreven ({problem.strerror}). "
            "Sluit het bestand als het openstaat, of kies een andere map, en probeer het opnieuw."
        ) from problem


@contextmanager
def steps(what: str, total: int, *, quiet: bool) -> Iterator["Steps"]:
    """Follow long work: a progress bar on a terminal, a plain line per tenth otherwise, nothing when quiet."""
    if quiet:
        yield Steps()
    elif sys.stderr.isatty():
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

        shown = TextColumn("{task.description}")
        with Progress(shown, BarColumn(), MofNCompleteColumn(), console=Console(stderr=True)) as bar:
            task = bar.add_task(what, total=total)
            yield _Bar(lambda: bar.advance(task))
    else:
        yield _PlainLines(what, total)


class Steps:
    """Work whose steps nobody watches."""

    def done(self) -> None:
        """One step is done."""


class _Bar(Steps):
    def __init__(self, advance: Callable[[], None]) -> None:
        self._advance = advance

    def done(self) -> None:
        """Move the bar one step."""
        self._advance()


class _PlainLines(Steps):
    def __init__(self, what: str, total: int) -> None:
        self._what, self._total, self._count = what, total, 0

    def done(self) -> None:
        """Say so at each tenth of the work."""
        self._count += 1
        tenth = max(1, self._total // 10)
        if self._count % tenth == 0 or self._count == self._total:
            click.echo(f"{self._what}: {self._count} van {self._total}", err=True)
