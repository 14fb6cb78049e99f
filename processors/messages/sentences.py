# SPDX-License-Identifier: EUPL-1.2
"""What is said of an element that is not as the field dictionary has it.

Under the code of the catalogue where it has the restriction (`reference/berichtrestricties.csv`); our own: INTAKE-40
element missing, INTAKE-41 element too often, INTAKE-42 element unknown, INTAKE-43 loose text, INTAKE-44 value not in
the list, INTAKE-45 value in a form that does not fit. All of them are technical: return code 0001, the whole message.
INTAKE-46 (municipality outside the region) is told by `intake` and refuses nothing.
"""

from functools import cache
from importlib.resources import files

import polars as pl

from processors import catalogue
from processors.fields import Kind
from processors.findings import HIDDEN, NATIONAL
from processors.intake.personal import scrubbed
from processors.intake.submission import PROBLEMS, no_problems
from processors.lines import TABLES
from processors.messages.fieldmap import leaves
from processors.messages.structure import LISTED, LOOSE, MISSING, PATTERN, TOO_MANY, UNKNOWN, WHOLE
from processors.pseudonym import masked
from processors.rulebook import Consequence, Severity

RETURN_CODE = "0001"
ENTITY = "bericht"
MOST_SHOWN = 60
_OWN = {
    MISSING: ("INTAKE-40", "Element {} ontbreekt.", "Neem het element op en stuur het bericht opnieuw."),
    TOO_MANY: ("INTAKE-41", "Element {} komt te vaak voor.", "Haal weg wat er te veel staat."),
    UNKNOWN: (
        "INTAKE-42", "Element {} hoort hier niet, of heeft een andere namespace.",
        "Haal het element weg, of schrijf het zoals in release 3.2.",
    ),
    LOOSE: ("INTAKE-43", "In element {} staat losse tekst tussen de elementen.", "Haal de losse tekst weg."),
    LISTED: ("INTAKE-44", "De waarde van {} staat niet in de codelijst.", "Vul een code uit die lijst in."),
    PATTERN: ("INTAKE-45", "De waarde van {} heeft een vorm die hier niet past.", "Schrijf de waarde als in 3.2."),
}  # fmt: skip
_MEND = "Verbeter het element in uw applicatie en stuur het bericht opnieuw."


def told_of(placed: pl.DataFrame, message: str) -> pl.DataFrame:
    """A finding (`PROBLEMS`) for each wrong element, with the path as its column and personal values hidden.

    Args:
        placed: the wrong elements with `blad` and `rij` (`places.placed`).
        message: 301 to 325.

    """
    if placed.is_empty():
        return no_problems()
    different = placed.select("pad", "restrictie", "kenmerk").unique(maintain_order=True)
    words = [_words(*row) for row in different.rows()]
    spoken = different.hstack(pl.DataFrame(words, schema=["regel", "melding", "actie"], orient="row"))
    hidden, codes = _personal(message)
    known = pl.col("pad").is_in([leaf.path for leaf in leaves(message)])
    shown = pl.col("tekst").str.head(MOST_SHOWN)
    value = (
        pl.when(pl.col("pad").is_in(codes)).then(masked(pl.col("tekst")))
        .when(pl.col("tekst").is_not_null() & (pl.col("pad").is_in(hidden) | ~known)).then(pl.lit(HIDDEN))
        .otherwise(shown)
    )  # fmt: skip
    found = placed.join(spoken, on=["pad", "restrictie", "kenmerk"], nulls_equal=True, maintain_order="left")
    return found.select(
        pl.lit(None, pl.UInt32).alias("nr"), "blad", "rij", "regel", "melding", "actie", bestand=pl.lit(""),
        kolom=pl.col("pad").str.replace_all(".", "/", literal=True), cel=pl.lit(""), entiteit=pl.lit(ENTITY),
        sleutel=pl.lit(""), ernst=pl.lit(str(Severity.FOUT)), gevolg=pl.lit(str(Consequence.REJECT_FILE)),
        waarde=value.fill_null(""), retourcode=pl.lit(RETURN_CODE), profiel=pl.lit(NATIONAL),
        at=pl.lit(None, pl.String), volgorde=pl.lit(0, pl.UInt32),
    ).select(*PROBLEMS)  # fmt: skip


def _words(pad: str, restriction: str, mark: str | None) -> tuple[str, str, str]:
    """The code, the sentence and the action."""
    name = pad.rpartition(".")[2]
    shown = str(scrubbed(pl.Series([name]))[0])[:MOST_SHOWN]
    code = _codes().get((restriction, name)) or _codes().get((restriction, mark or ""))
    entry = catalogue.entries().get(code or "")
    if entry:
        return entry.code, f"{shown}: {entry.message}", _MEND
    code, sentence, action = _OWN[restriction if restriction in _OWN else PATTERN]
    return code, sentence.format(shown), action


@cache
def _codes() -> dict[tuple[str, str], str]:
    """Restriction and its mark (name of the element, or the bound itself) to the code of the catalogue."""
    rows = pl.read_csv((files("processors.reference") / "berichtrestricties.csv").read_bytes(), infer_schema=False)
    found = {
        (restriction, mark or ""): code
        for restriction, mark, code in rows.select("restrictie", "kenmerk", "regel").rows()
    }
    # What is no whole number breaks the rule that bounds it: "integer and at most".
    return found | {(WHOLE, mark): code for (restriction, mark), code in found.items() if restriction == "maximum"}


@cache
def _personal(message: str) -> tuple[list[str], list[str]]:
    """The paths of personal elements: those of which nothing is shown, and numbers of which the end is."""
    fields = [(leaf.path, TABLES[leaf.table][leaf.column]) for leaf in leaves(message)]
    own = {path: field for path, field in fields if field.personal}
    codes = [path for path, field in own.items() if field.kind is Kind.CODE]
    return [path for path in own if path not in codes], codes
