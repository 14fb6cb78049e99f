# SPDX-License-Identifier: EUPL-1.2
"""Which message it is by the namespace of its Bericht; what is no message of release 3.2 is refused.

Source: handbook 4, `reference/codelists/berichten.csv`.
"""

import re

from processors import codelists
from workbooks.errors import UnreadableFileError

RELEASE = "3_2"
_NAMESPACE = re.compile(r"http://www\.istandaarden\.nl/i(wmo|jw)/(\w+)/(wmo|jw)(\d+)/schema")
_AGAIN = "Stuur een bericht van iWmo of iJw, release 3.2."


def message_of(namespace: str, file: str) -> tuple[str, str]:
    """The law (wmo, jw) and the message (301 to 325).

    Raises:
        UnreadableFileError: another release, a message that does not exist, or no namespace of a message.

    """
    found = _NAMESPACE.fullmatch(namespace)
    if found is None or found[1] != found[3]:
        raise _refused(file, "heeft een namespace die niet bij een bericht hoort")
    law, release, _, message = found.groups()
    if release != RELEASE:
        raise _refused(file, f"is een bericht van release {release.replace('_', '.')}; wij lezen alleen release 3.2")
    if message not in codelists.codes("berichten"):
        raise _refused(file, f"is een bericht {message}, en dat bestaat niet in release 3.2")
    return law, message


def _refused(file: str, what: str) -> UnreadableFileError:
    return UnreadableFileError("LEZEN-38", f"Bestand '{file}' {what}. {_AGAIN}")
