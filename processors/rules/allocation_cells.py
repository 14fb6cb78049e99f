# SPDX-License-Identifier: EUPL-1.2
"""What one cell of an allocation shows: the time of the decision and the comment."""

from processors.rulebook import Column, Consequence, Rulebook, Severity

rules = Rulebook()


@rules.rule(
    "RS034",
    table="toewijzingen",
    severity=Severity.FOUT,
    consequence=Consequence.REJECT_LINE,
    says="De toewijzingstijd '{toewijzing_tijd}' is geen tijd van de vorm 14:30:00.",
    action="Vul uren, minuten en seconden in, zonder tijdzone (geen Z of +01:00).",
    holds=[
        {"toewijzing_tijd": "00:00:00"},
        {"toewijzing_tijd": "02:30:00"},
        {"toewijzing_tijd": "23:59:59"},
        {"toewijzing_tijd": None},
    ],
    fails=[
        {"toewijzing_tijd": "24:00:00"},
        {"toewijzing_tijd": "12:60:00"},
        {"toewijzing_tijd": "14:30"},
        {"toewijzing_tijd": "14:30:00Z"},
        {"toewijzing_tijd": "14:30:00+01:00"},
    ],
    may_be_empty=["toewijzing_tijd"],
)
def decision_has_a_time_of_day(toewijzing_tijd: Column) -> Column:
    """The time is hours, minutes and seconds of the clock, without time zone."""
    return toewijzing_tijd.is_null() | toewijzing_tijd.str.contains(r"^([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]$")


@rules.rule(
    "RS031",
    table=["toewijzingen", "verzoeken"],
    severity=Severity.FOUT,
    consequence=Consequence.REJECT_LINE,
    says="Het commentaar is meegegeven, maar er staat geen tekst in.",
    action="Vul de tekst in, of laat het veld weg.",
    holds=[{"commentaar": "Graag voor 1 mei"}, {"commentaar": None}],
    fails=[{"commentaar": " "}, {"commentaar": ""}],
    may_be_empty=["commentaar"],
)
def comment_has_text(commentaar: Column) -> Column:
    """A comment that is given has at least one character that shows."""
    return commentaar.is_null() | (commentaar.str.strip_chars() != "")
