# SPDX-License-Identifier: EUPL-1.2
"""`verzamelpunt kpi`: KPIs from the store, at any grain."""

from datetime import date

import click
import polars as pl

from processors.accepted import accepted, months_of
from processors.commands.display import columns, say, show_json
from processors.commands.status import optional_month
from processors.desk import open_shelves
from processors.dutch import DutchCommand
from processors.intake.reference import read_reference
from processors.kpibook import Kpi, KpiBook
from processors.kpis import KPIS
from processors.measured import Material
from processors.measurements import MEASUREMENTS, figures_at, of_month
from processors.measuring import GROUPS, PERIODS
from processors.region import last_month
from processors.settings import load
from workbooks import dutch

# The columns that a person is shown when they are grouped by.
SHOWN = ("gemeente", "subregio", "aanbieder", "contract_nummer", "product", "wet", "maand")


def a_grouping(_context: click.Context, _parameter: click.Parameter, value: str) -> tuple[str, ...]:
    """The dimensions to group by, at most one of them a period."""
    names = tuple(name.strip() for name in value.split(",") if name.strip())
    if unknown := [name for name in names if name not in GROUPS]:
        raise click.BadParameter(f"'{unknown[0]}' ken ik niet. Kies uit: {', '.join(GROUPS)}.")
    if len([name for name in names if name in PERIODS]) > 1:
        raise click.BadParameter(f"Kies ten hoogste een periode: {', '.join(PERIODS)}.")
    return tuple(dict.fromkeys(names))


def some_kpis(_context: click.Context, _parameter: click.Parameter, value: tuple[str, ...]) -> KpiBook:
    """The KPIs with these codes."""
    try:
        return KPIS.only(*(code.upper() if code[1:].isdigit() else code for code in value))
    except KeyError as unknown:
        codes = ", ".join(dict.fromkeys(kpi.number for kpi in KPIS))
        raise click.BadParameter(f"KPI {', '.join(map(str, unknown.args))} ken ik niet. Kies uit: {codes}.") from None


def material_of(month: str | None) -> Material:
    """What is in force in the work folder of the settings, up to a month or the last one with deliveries."""
    with open_shelves(load()) as shelves:
        reference = read_reference(shelves.workplace.reference).tables
        until = month or last_month(months_of(shelves.journal.counting()))
        today = date.today()  # noqa: DTZ011 - a day of the office
        return accepted(shelves, reference, until, today).material(until, today)


@click.command("kpi", cls=DutchCommand)
@click.argument("kpis", metavar="CODE…", nargs=-1, required=True, callback=some_kpis)
@click.option(
    "--per", "per", default="maand", show_default="maand", callback=a_grouping,
    help=f"Waarover het cijfer gaat, met komma's: {', '.join(GROUPS)}.",
)  # fmt: skip
@click.option("--maand", callback=optional_month, help="Alleen deze maand, of het kwartaal of jaar waarin zij valt.")
@click.option("--json", "as_json", is_flag=True, help="Geef het resultaat als JSON.")
def command(kpis: KpiBook, per: tuple[str, ...], maand: str | None, *, as_json: bool) -> int:
    """Bereken KPI's, zoals K14, uit wat is geaccepteerd; verandert niets."""
    found = figures_at(material_of(maand), kpis, per)
    if maand and set(per) & set(PERIODS):
        found = found.filter(of_month(maand))
    tell(found, kpis, as_json=as_json)
    return 0


def tell(found: pl.DataFrame, kpis: KpiBook, *, as_json: bool) -> None:
    """Show measurements to a machine or a person."""
    if as_json:
        show_json({"metingen": found.select(*MEASUREMENTS).to_dicts()})
    else:
        for kpi in kpis:
            _show(kpi, found.filter(pl.col("kpi") == kpi.code))


def _show(kpi: Kpi, found: pl.DataFrame) -> None:
    say(f"{kpi.code} {kpi.label} ({kpi.unit})", f"  {kpi.says}")
    named = [name for name in SHOWN if found[name].is_not_null().any()]
    rows = [
        (*(row[name] for name in named), spoken(row["waarde"], kpi), row["regels"], row["dekking"], row["status"])
        for row in found.iter_rows(named=True)
    ]
    columns((*(name.replace("_", " ") for name in named), "waarde", "regels", "dekking", "status"), rows)
    say("")


def spoken(value: float | None, kpi: Kpi) -> str:
    """A figure as people write it; a missing one as 'geen'."""
    if value is None:
        return "geen"
    return dutch.figure(value, kpi.kind)
