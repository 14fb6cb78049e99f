# SPDX-License-Identifier: EUPL-1.2
"""What is said about a file or a cell that could not be read as it stands: findings, in Dutch.

Codes of the catalogue where it has one; our own: INTAKE-10 unknown header, INTAKE-11 sheet not used, INTAKE-12 total
row left out, INTAKE-13 code spoilt by a spreadsheet, INTAKE-14 nothing to read, INTAKE-15 header twice, INTAKE-16
Voorblad not readable, INTAKE-17 file in the reference folder not used, INTAKE-18 lines of another supplier than the
sender, INTAKE-19 lines of another supplier or year than the Voorblad, INTAKE-20 code outside its list, INTAKE-21
sheet that names two municipalities, INTAKE-22 municipality on two sheets, INTAKE-30 row of
the parameters that cannot be used, INTAKE-31 own rule that cannot be used.
"""

from collections.abc import Mapping

import polars as pl

from processors import catalogue
from processors.fields import Field, Kind
from processors.findings import NATIONAL, address, row_of, spoken
from processors.intake.codes import known_codes
from processors.intake.personal import NINE, RULE, scrubbed
from processors.intake.submission import PROBLEMS, no_problems
from processors.lines import TABLES
from processors.pseudonym import masked
from processors.rulebook import Consequence, Severity

WARNINGS = frozenset({"MGR-006", "MGR-007"})
_WRITTEN = ("blad", "kolom", "sleutel", "waarde", "melding", "actie")


def told(rule: str, sentence: str, action: str, *, refuses: bool = False, **where: object) -> pl.DataFrame:
    """One finding on a file, a sheet or a header: a warning, or the reason why the file is refused.

    Args:
        rule: its code.
        sentence: what was found, in Dutch.
        action: what to do now, in Dutch.
        refuses: whether the whole file is refused.
        where: other columns of a finding.

    """
    row = {
        "bestand": "", "blad": "", "kolom": "", "cel": "", "entiteit": "bestand", "sleutel": "", "waarde": "",
        "regel": rule, "melding": sentence, "actie": action, "retourcode": return_code(rule), "profiel": NATIONAL,
        "ernst": str(Severity.FOUT if refuses else Severity.WAARSCHUWING),
        "gevolg": str(Consequence.REJECT_FILE if refuses else Consequence.NONE), "volgorde": 0,
    } | where  # fmt: skip
    return pl.DataFrame([{name: row.get(name) for name in PROBLEMS}], schema=dict(PROBLEMS))


def cells(table: str, lines: pl.DataFrame, marks: pl.DataFrame, euros: frozenset[str]) -> pl.DataFrame:
    """A finding for each marked cell of a table.

    Args:
        table: its name.
        lines: the lines as read, with `bestand`, `blad` and `rij`.
        marks: the marked cells (`casting.MARKS`).
        euros: the amount columns that were read as euro.

    """
    found = [no_problems()]
    for (at, rule), group in marks.group_by("at", "regel", maintain_order=True):
        field = TABLES[table][str(at)]
        sentence, action = words(field, str(rule), euro=field.name in euros)
        shown = masked(pl.col("text")) if field.personal else pl.col("text")
        became = masked(pl.col("became")) if field.personal else pl.col("became")
        warns = rule in WARNINGS
        parts = [shown, became][: sentence.count("{}")]
        found.append(
            place(table, lines, group).select(
                "nr", "bestand", "blad", "rij", "sleutel", kolom=pl.lit(field.name), cel=pl.lit(None, pl.String),
                entiteit=pl.lit(table), regel=pl.lit(rule), waarde=shown, at=pl.lit(field.name),
                ernst=pl.lit(str(Severity.WAARSCHUWING if warns else Severity.FOUT)),
                gevolg=pl.lit(str(Consequence.NONE if warns else Consequence.REJECT_LINE)),
                melding=pl.format(sentence, *parts) if parts else pl.lit(sentence), actie=pl.lit(action),
                retourcode=pl.lit(return_code(str(rule))), profiel=pl.lit(NATIONAL), volgorde=pl.lit(0, pl.UInt32),
            ).select(*PROBLEMS)
        )  # fmt: skip
    return pl.concat(found).sort("nr", maintain_order=True)


def place(table: str, lines: pl.DataFrame, marks: pl.DataFrame) -> pl.DataFrame:
    """The marks with where their line stands (bestand, blad, rij) and its business key (sleutel)."""
    key = [spoken(TABLES[table][name]) for name in TABLES[table].key]
    rows = lines[marks["nr"]].select("bestand", "blad", "rij", sleutel=pl.concat_str(key, separator=" / "))
    return marks.hstack(rows)


def scrubbed_problems(problems: pl.DataFrame) -> pl.DataFrame:
    """The problems with every Bsn in their texts masked."""
    # Most files have no nine digits anywhere: one look at all texts together says so.
    if not problems.select(pl.any_horizontal(pl.col(_WRITTEN).str.contains(NINE).any())).item():
        return problems
    return problems.with_columns(scrubbed(problems[name]) for name in _WRITTEN)


def addressed(problems: pl.DataFrame, origins: pl.DataFrame) -> pl.DataFrame:
    """The problems with the sender's own header and the address of their cell."""
    places = origins.rename({"column": "at", "kop": "_kop", "letter": "_letter"})
    found = problems.join(places, on=["entiteit", "at", "blad"], how="left", maintain_order="left")
    return found.with_columns(
        row_of("_letter", "rij"),
        kolom=pl.coalesce("_kop", "kolom"), cel=pl.coalesce("cel", address("_letter", "rij")),
    ).select(*PROBLEMS)  # fmt: skip


def words(field: Field, rule: str, *, euro: bool) -> tuple[str, str]:
    """The sentence ({} for the value as read, then for what became of it) and the action for a marked cell."""
    label = field.label.lower()
    if rule == "MGR-006":
        return (
            "De tekst '{}' begint met een formuleteken en is als gewone tekst gelezen.",
            f"Haal het teken voor de tekst bij {label} weg, als het er niet hoort.",
        )
    if rule == "MGR-007":
        return (
            "Een voorloopnul of letter ontbrak: '{}' is gelezen als '{}'.",
            f"Maak de kolom {label} op als tekst voordat u hem vult; dan blijft de code heel.",
        )
    if rule == RULE:
        return (
            f"Bij {label} staat een burgerservicenummer; dat hoort alleen in de kolom voor de client.",
            f"Haal het nummer weg bij {label} en stuur het bestand opnieuw.",
        )
    if rule == "INTAKE-13":
        return (
            "De code '{}' is door het rekenblad in een getal of datum veranderd; welke code er stond is niet te zien.",
            f"Maak de kolom {label} op als tekst en vul de code opnieuw in.",
        )
    if rule == "INTAKE-20":
        return (
            f"'{{}}' bestaat niet als {label}.",
            f"Vul bij {label} een van deze codes in: {', '.join(sorted(known_codes(field)))}.",
        )
    return _NOT_READ[field.kind, rule if rule == "MGR-009" else "", euro].format(label=label), _AGAIN[
        field.kind, euro
    ].format(label=label)


_NOT_READ: Mapping[tuple[Kind, str, bool], str] = {
    (Kind.DATE, "MGR-009", False): "De datum '{{}}' is niet op één manier te lezen (jaar met twee cijfers, kaal getal "
    "of tijd); verwacht is een datum als 31-01-2026.",
    (Kind.DATE, "", False): "'{{}}' is geen bestaande datum; verwacht is een datum als 31-01-2026.",
    (
        Kind.MONTH,
        "MGR-009",
        False,
    ): "De maand '{{}}' is niet op één manier te lezen; verwacht is een maand als 2026-09.",
    (Kind.MONTH, "", False): "'{{}}' is geen maand; verwacht is een maand als 2026-09.",
    (Kind.CENT, "", True): "Het bedrag '{{}}' is niet op één manier te lezen; verwacht is een bedrag in euro met ten "
    "hoogste twee decimalen, zoals 1.234,56.",
    (Kind.CENT, "", False): "Het bedrag '{{}}' is niet te lezen; verwacht is een heel aantal eurocenten, zoals 123456 "
    "voor € 1.234,56.",
    (Kind.WHOLE, "", False): "'{{}}' is geen heel getal; verwacht is een getal zonder decimalen, zoals 12.",
}
_AGAIN: Mapping[tuple[Kind, bool], str] = {
    (Kind.DATE, False): "Vul bij {label} de datum opnieuw in, met vier cijfers voor het jaar en zonder tijd.",
    (Kind.MONTH, False): "Vul bij {label} de maand opnieuw in, met vier cijfers voor het jaar.",
    (Kind.CENT, True): "Vul bij {label} het bedrag in euro opnieuw in.",
    (Kind.CENT, False): "Vul bij {label} het bedrag in eurocenten in, of zet '(euro)' achter de kop als de hele kolom "
    "in euro is.",
    (Kind.WHOLE, False): "Vul bij {label} een heel getal in.",
}


def return_code(rule: str) -> str:
    """The return code of the standard that goes with a rule; empty when there is none."""
    entry = catalogue.entries().get(rule)
    return entry.return_code if entry else ""
