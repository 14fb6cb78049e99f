# SPDX-License-Identifier: EUPL-1.2
"""A declaration message of 25 MB from file to tables, beside the bare parser of lxml on the same file."""

import argparse
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from lxml import etree
from report import Row, main

from processors.intake.recognition import Source
from processors.messages.dictionary import shape
from processors.messages.intake import read_message
from processors.messages.mapping import records
from processors.messages.structure import structure
from workbooks.elements import read_elements

LINES, SMALL_LINES = 20_000, 1_000
MOST = 4.0  # times the bare parser
CLIENT_LINES = 5
HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<wmo323:Bericht xmlns:wmo323="http://www.istandaarden.nl/iwmo/3_2/wmo323/schema"
 xmlns:iwmo="http://www.istandaarden.nl/iwmo/3_2/basisschema/schema">
<wmo323:Header><wmo323:BerichtCode>484</wmo323:BerichtCode><wmo323:BerichtVersie>3</wmo323:BerichtVersie>
<wmo323:BerichtSubversie>2</wmo323:BerichtSubversie><wmo323:Afzender>12345678</wmo323:Afzender>
<wmo323:Ontvanger>0983</wmo323:Ontvanger><wmo323:BerichtIdentificatie>
<iwmo:Identificatie>ID1</iwmo:Identificatie><iwmo:Dagtekening>2026-05-06</iwmo:Dagtekening>
</wmo323:BerichtIdentificatie><wmo323:XsdVersie><iwmo:BasisschemaXsdVersie>1.0.0</iwmo:BasisschemaXsdVersie>
<iwmo:BerichtXsdVersie>1.0.0</iwmo:BerichtXsdVersie></wmo323:XsdVersie></wmo323:Header>
<wmo323:Declaratie><wmo323:DeclaratieNummer>D1</wmo323:DeclaratieNummer><wmo323:DeclaratiePeriode>
<iwmo:Begindatum>2026-04-01</iwmo:Begindatum><iwmo:Einddatum>2026-04-30</iwmo:Einddatum></wmo323:DeclaratiePeriode>
<wmo323:DeclaratieDagtekening>2026-05-06</wmo323:DeclaratieDagtekening><wmo323:TotaalIngediendBedrag>
<iwmo:TotaalBedrag>{total}</iwmo:TotaalBedrag><iwmo:DebetCredit>D</iwmo:DebetCredit>
</wmo323:TotaalIngediendBedrag><wmo323:Clienten>
"""
LINE = """                    <wmo323:Prestatie>
                        <wmo323:ProductReferentie>
                            <iwmo:ReferentieNummer>R{number}</iwmo:ReferentieNummer>
                        </wmo323:ProductReferentie>
                        <wmo323:ToewijzingNummer>{number}</wmo323:ToewijzingNummer>
                        <wmo323:ProductCategorie>02</wmo323:ProductCategorie>
                        <wmo323:ProductCode>02A03</wmo323:ProductCode>
                        <wmo323:ProductPeriode>
                            <iwmo:Begindatum>2026-04-01</iwmo:Begindatum>
                            <iwmo:Einddatum>2026-04-30</iwmo:Einddatum>
                        </wmo323:ProductPeriode>
                        <wmo323:GeleverdVolume>16</wmo323:GeleverdVolume>
                        <wmo323:Eenheid>04</wmo323:Eenheid>
                        <wmo323:ProductTarief>1500</wmo323:ProductTarief>
                        <wmo323:IngediendBedrag>
                            <iwmo:Bedrag>24000</iwmo:Bedrag>
                            <iwmo:DebetCredit>D</iwmo:DebetCredit>
                        </wmo323:IngediendBedrag>
                    </wmo323:Prestatie>
"""
CLIENT = "<wmo323:Client><wmo323:Bsn>999900006</wmo323:Bsn><wmo323:Prestaties>\n{}</wmo323:Prestaties></wmo323:Client>"
TAIL = "</wmo323:Clienten></wmo323:Declaratie></wmo323:Bericht>\n"


def measure(asked: argparse.Namespace) -> list[Row]:
    """The parser alone, each step, and the whole way."""
    lines = SMALL_LINES if asked.small else LINES
    with TemporaryDirectory() as folder:
        path = _write(Path(folder) / "bericht.xml", lines)
        bare = _seconds(lambda: _parse(path), asked.runs)
        elements = read_elements(path)
        form = shape("wmo", "323")
        steps = {
            "elements": _seconds(lambda: read_elements(path), asked.runs),
            "structure": _seconds(lambda: structure(elements.frame, form), asked.runs),
            "records": _seconds(lambda: records(elements, "wmo", "323"), asked.runs),
        }
        whole = _seconds(lambda: read_message(path, Source(path.name)), asked.runs)
        size = path.stat().st_size / 1e6
    work = f"323 of {size:.0f} MB, {lines:,} lines"
    return [
        Row(f"{work}: lxml.etree.iterparse alone", bare, "s"),
        *(Row(f"{work}: {name}", seconds, "s") for name, seconds in steps.items()),
        Row(f"{work}: file to tables", whole, "s"),
        Row(f"{work}: file to tables, times the bare parser", whole / bare, "x", None if asked.small else MOST),
    ]


def _write(path: Path, lines: int) -> Path:
    with path.open("w", encoding="utf-8") as file:
        file.write(HEAD.format(total=lines * 24_000))
        for first in range(0, lines, CLIENT_LINES):
            file.write(CLIENT.format("".join(LINE.format(number=first + each) for each in range(CLIENT_LINES))))
        file.write(TAIL)
    return path


def _parse(path: Path) -> None:
    for _, element in etree.iterparse(path):
        element.clear()


def _seconds(work: Callable[[], object], runs: int) -> float:
    found = []
    for _ in range(runs):
        begun = time.perf_counter()
        work()
        found.append(time.perf_counter() - begun)
    return median(found)


if __name__ == "__main__":
    main("berichten", measure, {"runs": 3})
