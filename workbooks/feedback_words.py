# SPDX-License-Identifier: EUPL-1.2
"""The fixed Dutch sentences of the feedback workbook, and its sheet Toelichting."""

from workbooks import dutch, styles
from workbooks.writing import Sheet

SUBJECT = "Uitkomst van de controle van een aanlevering, met per bevinding de cel en wat u kunt doen"
COUNT_INTRODUCTION = "Elke regel die iets vond, met de eerste melding. Alle meldingen staan op het blad Bevindingen."
_FINDINGS_IN_ROWS = (
    "Een regel per bevinding, in de volgorde van uw bestand; zonder rijnummer gaat zij over het hele bestand. "
    "Klik op het rijnummer om de regel te zien."
)
_FINDINGS_IN_ELEMENTS = (
    "Een regel per bevinding. Blad is de klasse in uw bericht, rij het hoeveelste element van die klasse en kolom het "
    "pad vanaf Bericht; zonder rij gaat zij over het hele bericht. Klik op de rij om het element te zien."
)
_ROWS = (
    "Uw eigen regels. Een gekleurde cel met dikke rand heeft een bevinding; wijs de cel aan voor de uitleg. "
    "De kolom 'Let op' zegt het in woorden."
)
_ELEMENTS = "Rij is het hoeveelste element van deze klasse in uw bericht."
_SEVERITIES = (
    ("fout", "Er klopt iets niet. De regel of het bestand is geweigerd; herstel de fout en lever opnieuw aan."),
    ("waarschuwing", "Wij hebben de regel geaccepteerd, maar dit is ongebruikelijk. Kijk het na."),
    ("signaal", "Wij konden dit niet beoordelen, of het valt op. U hoeft niets te doen, tenzij het niet klopt."),
)
_CONSEQUENCES = (
    ("bestand geweigerd", "Het hele bestand is niet verwerkt. Lever na herstel het hele bestand opnieuw aan."),
    (
        "regel geweigerd",
        "Alleen deze regel is niet verwerkt. Herstel haar in uw bestand en lever het bestand opnieuw aan.",
    ),
    ("geen", "De regel is gewoon verwerkt."),
)
_CONSEQUENCES_IN_MESSAGES = (
    ("bestand geweigerd", "Van het hele bericht is niets verwerkt. Stuur na herstel een nieuw bericht."),
    ("regel geweigerd", "Alleen dit element is niet verwerkt. Herstel het en stuur het in een nieuw bericht."),
    ("geen", "Het element is gewoon verwerkt."),
)
_STEPS = (
    "Open uw eigen bestand of administratie. Dit bestand is een verslag; wijzigingen hierin lezen wij niet in.",
    "Herstel wat op het blad Bevindingen staat. Begin bij de fouten; de rijnummers zijn die van uw eigen bestand.",
    "Lever opnieuw aan zoals u gewend bent. Een nieuwe aanlevering voor dezelfde maand vervangt de vorige.",
)
_STEPS_IN_MESSAGES = (
    "Open uw eigen applicatie. Dit bestand is een verslag; wijzigingen hierin lezen wij niet in.",
    "Herstel wat op het blad Bevindingen staat. Begin bij de fouten; de rij is het hoeveelste element van die klasse.",
    "Stuur wat is geweigerd in een nieuw bericht met een eigen identificatie. Dat vervangt geen eerder bericht.",
)
_PRIVACY = "Persoonsgegevens zijn in dit bestand afgeschermd. Stuur ze ook niet mee in een e-mail met uw vraag."


def findings_introduction(*, elements: bool) -> str:
    """What stands on the sheet Bevindingen: what row and column are in a workbook, or in a message (xml)."""
    return _FINDINGS_IN_ELEMENTS if elements else _FINDINGS_IN_ROWS


def rows_introduction(*, elements: bool) -> str:
    """What stands on the sheet with the sender's own rows, or elements of a message."""
    return f"{_ROWS} {_ELEMENTS}" if elements else _ROWS


def findings_cut(shown: int, total: int) -> str:
    """Says that not every finding is listed."""
    return (
        f"Hier staan de eerste {dutch.number(shown)} van {dutch.number(total)} bevindingen. "
        "De telling op het blad Uitkomst is volledig."
    )


def rows_cut(rows: int, notes: int) -> str:
    """Says what was left out of the own rows; empty when all is there."""
    sentences = []
    if rows:
        clean = dutch.counted(rows, "regel", "regels")
        sentences.append(f"Om het bestand klein te houden ontbreken hier {clean} zonder bevinding.")
    if notes:
        bare = dutch.counted(notes, "gemarkeerde cel heeft", "gemarkeerde cellen hebben")
        sentences.append(f"{bare} geen notitie; zie daarvoor het blad Bevindingen.")
    return " ".join(sentences)


def explanations_introduction(*, in_part: bool) -> str:
    """What stands on the sheet Uitleg."""
    which = "regels met een bevinding over maximum, tarief, bedrag of budget" if in_part else "uw declaratieregels"
    sentences = [
        f"Hoe maximum, tarief, bedrag en budget van {which} zijn berekend.",
        "Binnen een aanlevering tellen credits het eerst, daarna de regels van boven naar beneden.",
    ]
    if in_part:
        sentences.append("Om het bestand klein te houden ontbreken hier de andere regels.")
    return " ".join(sentences)


def write_explanation(sheet: Sheet, contact: str, *, elements: bool) -> None:
    """What the words mean, how to submit again (a message in another way than a file) and whom to ask."""
    consequences = _CONSEQUENCES_IN_MESSAGES if elements else _CONSEQUENCES
    again = _STEPS_IN_MESSAGES if elements else _STEPS
    sheet.columns(24, 110)
    sheet.put(0, 0, "Toelichting", "titel")
    sheet.grid.set_row(0, 28)
    row = _block(sheet, 2, "Hoe erg is het", [(styles.marked(word, word), text, word) for word, text in _SEVERITIES])
    row = _block(sheet, row, "Wat is het gevolg", [(word, text, "label") for word, text in consequences])
    steps = [(f"Stap {number}", text, "label") for number, text in enumerate(again, 1)]
    row = _block(sheet, row, "Opnieuw aanleveren", steps)
    asking = [("Contact", contact, "label")] if contact else []
    _block(sheet, row, "Vragen en privacy", [*asking, ("Privacy", _PRIVACY, "label")])


def _block(sheet: Sheet, row: int, heading: str, pairs: list[tuple[str, str, str]]) -> int:
    """A heading with pairs of word and explanation; returns the row after the white line."""
    sheet.put(row, 0, heading, "kop")
    for offset, (word, text, style) in enumerate(pairs, 1):
        sheet.put(row + offset, 0, word, style)
        sheet.prose(row + offset, 1, text, 110)
    return row + len(pairs) + 2
