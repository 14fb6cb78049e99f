# SPDX-License-Identifier: EUPL-1.2
"""Which measured tables may be made in parts, where one computer cannot hold all rows, and why others may not.

A part holds all rows of some clients under a law; what tells no client is cut by municipality. A table may be cut so
where what is said of one client never depends on the rows of another, nor on the order of rows.
"""

from collections.abc import Mapping

# The accepted tables that are cut up, by measured table.
BY_CLIENT: Mapping[str, tuple[str, ...]] = {
    **dict.fromkeys(
        ("prestaties", "omzetvergelijking", "jaarprognose", "seizoensprognose"),
        ("declaratieregels", "declaratietotalen"),
    ),
    "indieningen": ("declaratieregels",),
}
_ORDER = "van versies en berichten van hetzelfde moment telt de laatste rij, en Spark kent geen volgorde van rijen"
_BUDGET = "een budget of bestedingsruimte staat er eenmaal in, naast de regels van alle cliënten"
_SHARED = "wat van de ene aanbieder of maand wordt gezegd, hangt af van de regels van alle andere"
_ANSWER = "een bericht of antwoord noemt geen cliënt"
_STATEMENT = "een verantwoording gaat over alle cliënten van een aanbieder"
_ELSEWHERE = "het volgt niet uit regels van cliënten, en past op een computer"
# Why the other tables are made of all rows together, in Dutch.
WHOLE: Mapping[str, str] = {
    **dict.fromkeys(
        (
            "toewijzingen_gevraagd", "toewijzingsmaanden", "toewijzingen_gedeclareerd", "verzilvering",
            "verzilvering_geheel", "verplichtingen", "startberichten", "stopberichten", "beeindigingen", "wachttijden",
            "wachtlijst", "in_en_uitstroom", "trajecten", "trajecten_lopend",
        ),
        _ORDER,
    ),
    **dict.fromkeys(("budgetstanden", "contractruimte", "gemeentebijdragen"), _BUDGET),
    **dict.fromkeys(("afkeur", "marktaandelen", "nog_te_ontvangen"), _SHARED),
    **dict.fromkeys(("berichtenverkeer", "verzoeken_besloten", "verzoeken_open"), _ANSWER),
    **dict.fromkeys(("aansluiting", "verantwoordingsplicht"), _STATEMENT),
    "gebruik": "de inwoners van een gemeente staan er eenmaal in, naast de regels van alle cliënten",
    **dict.fromkeys(("bestanden", "leveringen", "lopende_contracten"), _ELSEWHERE),
}  # fmt: skip
