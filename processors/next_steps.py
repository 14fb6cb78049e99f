# SPDX-License-Identifier: EUPL-1.2
"""What the sender of a judged submission does now. A file replaces the one before; a message (xml) replaces nothing."""

from processors.assessment import Assessment
from processors.journal_schema import Outcome, Submission

AGAIN_AS_FILE = (
    "Verbeter wat in de terugkoppeling staat en stuur het hele bestand opnieuw; het vervangt dan dit bestand."
)
# A message replaces nothing: the same lines once more would count as declared twice.
AGAIN_AS_MESSAGE = (
    "Verbeter wat in de terugkoppeling staat en stuur wat is geweigerd in een nieuw bericht (xml) met een eigen "
    "identificatie; een bericht vervangt geen eerder bericht."
)


def next_steps(assessment: Assessment) -> list[str]:
    """What the sender does now, one sentence each."""
    message = bool(assessment.submission.message)
    match assessment.outcome:
        case Outcome.GEACCEPTEERD if assessment.findings.is_empty():
            return ["U hoeft niets te doen. Bewaar dit bestand bij uw administratie."]
        case Outcome.GEACCEPTEERD:
            return [
                "U hoeft nu niets te doen: alle regels zijn geaccepteerd.",
                "Lees op het blad Bevindingen wat ons opviel, en houd er bij de volgende aanlevering rekening mee.",
            ]
        case Outcome.DEELS if message:
            return [
                "Kijk op het blad Bevindingen welke elementen zijn geweigerd en wat u eraan kunt doen.",
                "Verbeter die in uw eigen applicatie. Op de bladen Uw regels staan ze gemarkeerd.",
                "Stuur alleen wat is geweigerd, in een nieuw bericht met een eigen identificatie; de rest telt al mee.",
            ]
        case Outcome.DEELS:
            return [
                "Kijk op het blad Bevindingen welke regels zijn geweigerd en wat u eraan kunt doen.",
                "Verbeter die regels in uw eigen bestand. Op het blad Uw regels staan ze gemarkeerd.",
                "Stuur het hele bestand opnieuw: het vervangt dit bestand, en wat al goed was, telt niet dubbel.",
            ]
        case _:
            reason = [assessment.reason] if assessment.reason else []
            if message:
                return [
                    *reason,
                    "Verbeter het bericht in uw eigen applicatie aan de hand van het blad Bevindingen.",
                    "Stuur een nieuw bericht met een eigen identificatie; van dit bericht is niets verwerkt.",
                ]
            return [
                *reason,
                "Verbeter het bestand aan de hand van het blad Bevindingen.",
                "Stuur het hele bestand opnieuw; van deze aanlevering is niets verwerkt.",
            ]


def closing(parts: list[Submission]) -> str:
    """What the sender does now, for the end of a mail: a file and a message are sent again in another way."""
    wrong = [part for part in parts if part.uitkomst in {Outcome.GEWEIGERD, Outcome.DEELS}]
    if not wrong:
        return "U hoeft nu niets te doen."
    return "\n".join(dict.fromkeys(AGAIN_AS_MESSAGE if part.berichtsoort else AGAIN_AS_FILE for part in wrong))
