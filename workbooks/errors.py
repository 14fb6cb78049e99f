# SPDX-License-Identifier: EUPL-1.2
"""What a sender can put right about a workbook, and the codes under which it is reported.

`CODES` is the whole list: the rulebook page prints it, and no sentence leaves this package under another code.
"""

from collections.abc import Mapping
from typing import Final

CODES: Final[Mapping[str, str]] = {
    "LEZEN-01": "Het bestand is van een ander of niet toegestaan type.",
    "LEZEN-02": "Het bestand is leeg (0 bytes).",
    "LEZEN-03": "Het bestand is beschadigd of afgebroken.",
    "LEZEN-04": "Het bestand of een deel ervan is met een wachtwoord beveiligd.",
    "LEZEN-05": "Het bestand of een deel ervan is te groot, of is onwaarschijnlijk sterk ingepakt.",
    "LEZEN-06": "De zip-opbouw is onbetrouwbaar: dubbele of overlappende delen, tegenspraak of vreemde inhoud.",
    "LEZEN-07": "Een zip in een zip.",
    "LEZEN-08": "Een onveilige naam of een snelkoppeling in een zip.",
    "LEZEN-09": "XML met een documenttypedefinitie (DTD).",
    "LEZEN-10": "Een tekencodering die niet is toegestaan.",
    "LEZEN-11": "XML die te diep is genest, of met een te groot element of te lange tekst.",
    "LEZEN-12": "Te veel bladen, namen, stijlen, teksten, cellen of samengevoegde cellen.",
    "LEZEN-13": "Een macro in een bestandstype zonder macro's, of een Excel 4-macroblad.",
    "LEZEN-14": "Een ingesloten object of besturingselement.",
    "LEZEN-15": "Macro's in het werkboek; ze worden nooit uitgevoerd.",
    "LEZEN-16": "Een koppeling naar een ander bestand; ze wordt nooit gevolgd.",
    "LEZEN-17": "Een formule die een ander programma aanroept (DDE); de waarde telt niet mee.",
    "LEZEN-18": "Een verwijzing in het werkboek die naar buiten wijst.",
    "LEZEN-19": "Cellen of rijen die niet op volgorde staan, dubbel zijn of buiten het blad liggen.",
    "LEZEN-20": "Een cel die verwijst naar een tekst die ontbreekt.",
    "LEZEN-21": "Een cel met een getal dat geen getal is.",
    "LEZEN-22": "Een cel met een datum die niet bestaat.",
    "LEZEN-23": "Een cel met een foutwaarde, zoals #REF! of #N/A.",
    "LEZEN-24": "Een formule zonder bewaarde uitkomst.",
    "LEZEN-25": "Een verborgen werkblad.",
    "LEZEN-26": "Verborgen rijen.",
    "LEZEN-27": "Onzichtbare tekens, die zijn verwijderd.",
    "LEZEN-28": "Niet alle gevulde cellen konden worden gelezen.",
    "LEZEN-29": "Geen enkele gevulde cel.",
    "LEZEN-30": "Het lezen vroeg te veel geheugen of te veel tijd.",
    "LEZEN-31": "Een csv-bestand met NUL-tekens.",
    "LEZEN-32": "Een csv-bestand met een aanhalingsteken dat niet wordt gesloten.",
    "LEZEN-33": "Een csv-bestand met een te lange regel of te veel kolommen.",
    "LEZEN-34": "Een csv-bestand met regels van ongelijke lengte.",
    "LEZEN-35": "Een bestandsnaam die is opgeschoond.",
    "LEZEN-36": "XML zonder bericht van iWmo of iJw; een envelop zonder inhoud.",
    "LEZEN-37": "Meer dan één bericht in een XML-bestand.",
    "LEZEN-38": "Een bericht dat wij niet kennen: andere namespace, release, wet of berichtsoort.",
}


class WorkbookError(Exception):
    """One Dutch sentence for the sender: what, where, what now.

    Attributes:
        code: a key of `CODES`.
        quarantine: a person has to look at the file as well.

    """

    def __init__(self, code: str, sentence: str, *, quarantine: bool = False) -> None:
        super().__init__(sentence)
        self.code = code
        self.quarantine = quarantine


class UnreadableFileError(WorkbookError):
    """The file is refused as a whole; nothing of it may be used."""
