# SPDX-License-Identifier: EUPL-1.2
"""`verzamelpunt herkomst`: from a figure back to the files and rows on which it rests."""

import re

import click

from processors.commands.display import say, show_json
from processors.commands.kpi import spoken
from processors.dutch import DutchCommand
from processors.origin import origin
from processors.provenance import spans
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
    found = origin(load(), kpi, about)
    chosen, row, files = found.kpi, found.measurement, found.files
    if as_json:
        listed = files.select("bestand", "sha256", "rijen", "aanlevering", "tabel", "blad").to_dicts()
        show_json({"meting": row, "bestanden": listed, "regelversie": found.version})
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
    say("", f"Regels en definities: versie {found.version}.")
    return 0
