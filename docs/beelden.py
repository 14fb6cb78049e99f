# SPDX-License-Identifier: EUPL-1.2
"""Makes the pictures of beelden.md and aanbesteden.md anew, of a fresh demo: `python docs/beelden.py <lege map>`.

A workbook is printed by LibreOffice and the first page of a sheet is cut out; the page of the run is seen in Chromium.
Needs soffice, pdftotext and pdftoppm (poppler-utils), gm (graphicsmagick), chromium, and `npm ci`. Pictures of the
feedback and of the form are not among them.
"""

import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from email.utils import parsedate_to_datetime
from pathlib import Path
from shutil import which
from tempfile import TemporaryDirectory

from processors.commands import verwerk
from processors.demo import DemoPlan, write_demo
from processors.demo.tender import FOLDER, realised, write_tender
from processors.desk import open_desk
from processors.settings import Settings

DOCS = Path(__file__).resolve().parent
# What is sent from this day on comes in after the month was published: some figures are then restated.
LATER = "2026-11-01"
PRINTED = "1-60"  # pages; behind them stand the star tables
FOOTER, COLOURS, MOST = 0.5, 96, "1650x900+0+0"  # inches; colours of a picture; pixels of it that are kept
# Name of the picture: the workbook in `uitvoer`, its sheet, and dots per inch.
REGION, SUPPLIER = "regio/regiowerkboek-*.xlsx", "aanbieder/*/aanbiederwerkboek-*.xlsx"
SHEETS = {
    "regiowerkboek": (REGION, "Samenvatting", 120),
    "kpis": (REGION, "KPI's", 230),
    "begroting": (REGION, "Begroting en prognose", 150),
    "grafieken": (REGION, "Grafieken", 110),
    "levering": (REGION, "Levering", 110),
    "aanbieder": (SUPPLIER, "Samenvatting", 120),
    "vergelijking": (SUPPLIER, "Vergelijking", 110),
}
TENDER = {
    "aanbesteding-opdracht": ("opdracht.xlsx", "Gunningscriteria", 110),
    "aanbesteding-planning": ("Planning.xlsx", "Planning", 110),
    "aanbesteding-gantt": ("Planning.xlsx", "Gantt", 90),
    "aanbesteding-prijzenblad": ("Prijzenblad perceel 2.xlsx", "Prijzenblad", 130),
    "aanbesteding-kostenraming": ("Kostenraming.xlsx", "Per gemeente", 100),
    "aanbesteding-beoordeling": ("Beoordelingsmatrix perceel 1.xlsx", "Beoordeling", 200),
    "aanbesteding-rangorde": ("Beoordelingsmatrix perceel 1.xlsx", "Rangorde", 120),
    "aanbesteding-proces-verbaal": ("Proces-verbaal.xlsx", "Proces-verbaal", 130),
}
RESTATED = {"herzieningen": (REGION, "Herzieningen", 110)}
# Name of the picture: width and height of the window.
WINDOWS = {"rapport": (1100, 900), "rapport-telefoon": (390, 844)}
SEEN = """
const { chromium } = require("playwright-core");
const [program, page, width, height, target] = process.argv.slice(1);
(async () => {
    const browser = await chromium.launch({ executablePath: program });
    const seen = await browser.newPage({ viewport: { width: Number(width), height: Number(height) } });
    await seen.goto(page);
    await seen.screenshot({ path: target });
    await browser.close();
})();
"""
# Amounts and dates as a Dutch Excel shows them.
IN_DUTCH = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
  <item oor:path="/org.openoffice.Setup/L10N">
    <prop oor:name="ooSetupSystemLocale" oor:op="fuse"><value>nl-NL</value></prop>
  </item>
</oor:items>
"""


def publications(folder: Path) -> Iterator[Path]:
    """The folder `uitvoer` of a demo: without its last mails, and once these came in as well."""
    folder.mkdir(parents=True, exist_ok=True)
    write_demo(folder, DemoPlan())
    secret = folder.with_name(f".{folder.name}-sleutel")
    secret.write_text("ab" * 32, encoding="ascii")
    settings = Settings.model_construct(map=folder, sleutelbestand=secret, wachttijd_seconden=0)
    held = folder / "later"
    held.mkdir()
    for mail in sorted((folder / "inbox").glob("*.eml")):
        sent = re.search(r"^Date: (.+?)\r?$", mail.read_text("utf-8", "replace"), flags=re.MULTILINE)
        if sent and f"{parsedate_to_datetime(sent[1]):%Y-%m-%d}" >= LATER:
            mail.rename(held / mail.name)
    with open_desk(settings) as desk:
        verwerk.run(desk, quiet=True)
        write_tender(folder / FOLDER, DemoPlan(), realised(desk, DemoPlan()))
        yield folder / "uitvoer"
        for mail in sorted(held.iterdir()):
            mail.rename(folder / "inbox" / mail.name)
        verwerk.run(desk, quiet=True)
        yield folder / "uitvoer"


def run(*words: object) -> str:
    """What a program says; CalledProcessError where it fails."""
    return subprocess.run([str(word) for word in words], check=True, capture_output=True, text=True, cwd=DOCS).stdout  # noqa: S603


def printed(book: Path, folder: Path) -> Path:
    """The first pages of a workbook as PDF."""
    profile, target = folder / "profiel", f'pdf:calc_pdf_Export:{{"PageRange":{{"type":"string","value":"{PRINTED}"}}}}'
    (profile / "user").mkdir(parents=True, exist_ok=True)
    (profile / "user" / "registrymodifications.xcu").write_text(IN_DUTCH, encoding="utf-8")
    own = f"-env:UserInstallation={profile.as_uri()}"
    run("soffice", own, "--headless", "--convert-to", target, "--outdir", folder, book)
    return folder / f"{book.stem}.pdf"


def sheet_of(text: str) -> str:
    """The sheet that a page is of, as its footer says: maker, sheet, page."""
    found = re.search(r"Verzamelpunt {2,}(.+?) {2,}Pagina \d+ van \d+", text)
    return found[1] if found else ""


def cut_out(pdf: Path, sheet: str, dots: int, target: Path) -> None:
    """The first page of a sheet, without its footer and margins, in few colours."""
    texts = run("pdftotext", "-layout", pdf, "-").split("\f")
    page = next(number for number, text in enumerate(texts, 1) if sheet_of(text) == sheet)
    run("pdftoppm", "-r", dots, "-f", page, "-l", page, "-singlefile", "-png", pdf, target.with_suffix(""))
    footer = f"0x{FOOTER * dots:.0f}"
    run("gm", "convert", target, "-gravity", "South", "-chop", footer, "-trim", "-gravity", "NorthWest", "-crop", MOST,
        "-bordercolor", "white", "-border", "12", "+dither", "-colors", COLOURS, target)  # fmt: skip


def of_sheets(output: Path, sheets: Mapping[str, tuple[str, str, int]], target: Path) -> None:
    """A picture of each of these sheets; the first workbook that fits."""
    with TemporaryDirectory() as made:
        pdfs = {wish: printed(min(output.glob(wish)), Path(made)) for wish, _, _ in sheets.values()}
        for name, (wish, sheet, dots) in sheets.items():
            cut_out(pdfs[wish], sheet, dots, target / f"{name}.png")


def of_page(page: Path, target: Path) -> None:
    """The page of the run in each window."""
    for name, size in WINDOWS.items():
        file = target / f"{name}.png"
        run("node", "-e", SEEN, which("chromium"), page.as_uri(), *size, file)
        run("gm", "convert", file, "+dither", "-colors", COLOURS, file)


def main(work: Path, target: Path) -> None:
    """Write every picture, of a demo in the folder `work`."""
    published = publications(work)
    output = next(published)
    of_sheets(output, SHEETS, target)
    of_sheets(work / FOLDER, TENDER, target)
    of_page(output / "rapport.html", target)
    of_sheets(next(published), RESTATED, target)


if __name__ == "__main__":
    main(Path(sys.argv[1]).resolve(), DOCS / "beelden")
