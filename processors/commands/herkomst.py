# SPDX-License-Identifier: EUPL-1.2
"""`verzamelpunt herkomst`: from a figure back to the files and rows on which it rests."""

import re
from datetime import date

import click

from processors.accepted import accepted, months_of
from processors.commands.display import say, show_json
from processors.commands.kpi import spoken
from processors.desk import open_shelves
from processors.dutch import DutchCommand
from processors.errors import UnusableInputError
from processors.intake.reference import read_reference
from processors.kpis import KPIS
from processors.measurements import MEASUREMENTS, figures_at
from processors.provenance import group_of, rests_on, rules_version, spans
from processors.region import last_month
from processors.settings import load


def a_period(_context: click.Context, _parameter: click.Parameter, value: str) -> str:
    """A month, quarter or year as it stands in the table meting."""
    if not re.fullmatch(r"20\d\d(-(0[1-9]|1[0-2])|-K[1-4])?", value):
        raise click.BadParameter(f"'{value}' is geen maand, kwartaal of jaar. Schrijf 2026-09, 2026-K3 of 2026.")
    return value


@click.command("herkomst", cls=DutchCommand)
@click.argument("kpi", metavar="CODE")
@click.option("--maand", required=True, callback=a_period, help="De maand, het kwartaal of het jaar: 2026-09, 2026-K3.")
@click.option("--gemeente", help="Code van de gemeente, zoals 0983.")
@click.option("--aanbieder", help="AGB-code van de aanbieder.")
@click.option("--wet", help="De wet: wmo, jw of pw.")
@click.option("--product", help="Productcode, of een categorie van twee tekens.")
@click.option("--json", "as_json", is_flag=True, help="Geef het resultaat als JSON.")
def command(kpi: str, *, as_json: bool, **about: str | None) -> int:
    """Toon uit welke bestanden en rijen het cijfer van KPI CODE komt, zoals K14; verandert niets."""
    chosen = next((each for each in KPIS if each.code.lower() == kpi.lower()), None)
    if chosen is None:
        raise UnusableInputError(f"KPI {kpi} ken ik niet. 'verzamelpunt regelboek' toont alle KPI's.")
    group = group_of(about)
    with open_shelves(load()) as shelves:
        reference = read_reference(shelves.workplace.reference).tables
        until = last_month(months_of(shelves.journal.counting()))
        today = date.today()  # noqa: DTZ011 - a day of the office
        gathered = accepted(shelves, reference, until, today)
        material = gathered.material(until, today)
    found = figures_at(material, KPIS.only(chosen.code), group.per)
    for name, value in about.items():
        found = found.filter(found[name].eq_missing(value)) if value else found
    if found.is_empty():
        raise UnusableInputError(
            "Over deze keuze is er geen cijfer: er zijn geen rijen. Kijk met 'verzamelpunt kpi' welke er wel zijn."
        )
    files = rests_on(chosen, group, gathered, material)
    row = found.select(*MEASUREMENTS).row(0, named=True)
    if as_json:
        listed = files.select("bestand", "sha256", "rijen", "aanlevering", "tabel", "blad").to_dicts()
        show_json({"meting": row, "bestanden": listed, "regelversie": rules_version()})
        return 0
    say(
        f"{chosen.code} {chosen.label}: {spoken(row['waarde'], chosen)}",
        f"  {chosen.says}",
        f"  Teller {row['teller']:.0f}" + ("" if row["noemer"] is None else f", noemer {row['noemer']:.0f}")
        + f", {row['regels']} rijen, {row['status']}, gemeenten {row['dekking']}.",
        "",
    )  # fmt: skip
    if files.is_empty():
        say("Dit cijfer komt uit de naslag: er ligt geen aangeleverd bestand onder.")
    for each in files.iter_rows(named=True):
        where = f", blad {each['blad']}: rij {spans(each['rijen'])}" if each["rijen"] else ""
        say(f"{each['bestand']} ({each['aanlevering']}){where}", f"  sha256 {each['sha256']}")
    say("", f"Regels en definities: versie {rules_version()}.")
    return 0
