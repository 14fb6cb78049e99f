# SPDX-License-Identifier: EUPL-1.2
"""Pages that are generated: the glossary of columns and the rulebook. Nothing in them is typed twice.

`python -m processors.documents docs` writes them; a test fails when they are stale.
"""

import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from processors import catalogue, lines
from processors.catalogue import Level
from processors.catalogue_state import state
from processors.fields import Field
from processors.findings import spoken
from processors.rulebook import Rule, Severity
from processors.rules import RULES

_GLOSSARY_HEADING = """# Woordenlijst: alle tabellen en kolommen

Deze pagina wordt gemaakt uit `processors/lines.py`. Een kolom met * is verplicht.
Persoonsgegevens worden in elke melding afgeschermd.
"""
_RULEBOOK_HEADING = """# Regelboek

Deze pagina wordt gemaakt uit de regels zelf en de catalogus `processors/reference/regels.csv`.
"""
SEVERITIES = {"error": Severity.FOUT, "warning": Severity.WAARSCHUWING, "info": Severity.SIGNAAL}
LEVELS = {Level.CELL: "cel", Level.ROW: "regel", Level.TABLE: "bestand", Level.CROSS: "andere gegevens"}


def glossary() -> str:
    """Every table and column as a Markdown page, in the order of the vocabulary."""
    parts = [_GLOSSARY_HEADING]
    for table in lines.TABLES.values():
        parts.append(
            f"\n## {table.label} (`{table.name}`)\n\nSleutel: {', '.join(f'`{name}`' for name in table.key)}.\n"
        )
        parts.append(_markdown(_FIELD_HEADERS, (_field_row(field) for field in table.fields)))
    parts.append(
        "\n## Kolommen die bij het verrijken worden toegevoegd\n\n"
        "Deze kolommen komen uit de naslag of worden berekend; niemand hoeft ze aan te leveren.\n"
    )
    parts.append(
        _markdown(
            ("Kolom", "Betekenis", "Soort", "Eenheid", "Komt uit"),
            ((f"`{each.name}`", each.label, each.kind, each.unit, each.origin) for each in lines.JOINED.values()),
        )
    )
    return "\n".join(parts)


_FIELD_HEADERS = ("Kolom", "Kop in het formulier", "Soort", "Eenheid", "Codelijst", "Persoonsgegeven", "Bron")


def _field_row(field: Field) -> tuple[str, ...]:
    star = "*" if field.required else ""
    return (
        f"`{field.name}`{star}", field.label, field.kind, field.unit, field.codelist,
        "ja" if field.personal else "nee", field.source,
    )  # fmt: skip


def _markdown(headers: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A Markdown table; a pipe in a cell is escaped."""
    table = [headers, ["---"] * len(headers), *rows]
    return "\n".join("| " + " | ".join(str(cell).replace("|", "\\|") for cell in row) + " |" for row in table) + "\n"


def rulebook_rows() -> list[dict[str, object]]:
    """One row per rule of the catalogue (contracts.md 2, `regelboek`): built or not, and why not."""
    rows: list[dict[str, object]] = []
    for entry in catalogue.entries().values():
        built = [rule for rule in RULES if rule.code == entry.code]
        known = state(entry.code)
        rows.append(
            {
                "regel": entry.code,
                "entiteit": ", ".join(dict.fromkeys(rule.table for rule in built)) or entry.entity,
                "niveau": LEVELS[entry.level],
                "ernst": str(built[0].severity if built else SEVERITIES[entry.severity]),
                "melding": entry.message,
                "actie": built[0].action if built else "",
                "bron": entry.source,
                "retourcode": entry.return_code,
                "voorbeeld": example_sentence(built[0]) if built else "",
                "gebouwd": known.built,
                "reden": known.reason,
            }
        )
    return rows


def rulebook_page() -> str:
    """The rules that are built, with sentence, action, source and an example as the user would see it."""
    rows = rulebook_rows()
    built = [row for row in rows if row["gebouwd"]]
    parts = [f"{_RULEBOOK_HEADING}\nGebouwd: {len(built)} van {len(rows)} regels.\n"]
    for level in Level:
        parts.append(f"\n## Regels die een {LEVELS[level]} bekijken\n" if level < Level.CROSS else _CROSS_HEADING)
        parts += [_rule_text(rules) for rules in _by_code(level).values()]
    elsewhere = [row for row in built if not row["voorbeeld"]]
    parts.append("\n## Regels die bij het ontvangen en lezen gelden\n")
    parts.append(
        _markdown(
            ("Regel", "Melding", "Hoe"), ([str(row[key]) for key in ("regel", "melding", "reden")] for row in elsewhere)
        )
    )
    parts.append("\n## Nog niet gebouwd\n")
    waiting = ((row["regel"], row["melding"], row["reden"]) for row in rows if not row["gebouwd"])
    parts.append(_markdown(("Regel", "Melding", "Waarom nog niet"), ([str(cell) for cell in row] for row in waiting)))
    return "\n".join(parts)


def _reasons(rows: Iterable[Mapping[str, object]]) -> Iterable[list[str]]:
    return ([str(row[name]) for name in ("regel", "melding", "reden")] for row in rows)


_CROSS_HEADING = "\n## Regels die ook andere gegevens bekijken\n"


def _by_code(level: Level) -> Mapping[str, list[Rule]]:
    found: dict[str, list[Rule]] = {}
    for rule in RULES:
        if rule.level is level:
            found.setdefault(rule.code, []).append(rule)
    return found


def _rule_text(rules: list[Rule]) -> str:
    first = rules[0]
    entry = catalogue.entries()[first.code]
    columns: dict[str, list[str]] = {}
    for rule in rules:
        columns.setdefault(lines.TABLES[rule.table].label, []).append(_label(rule))
    where = "; ".join(f"{table} ({', '.join(dict.fromkeys(labels))})" for table, labels in columns.items())
    extra = f" Retourcode {first.return_code}." if first.return_code else ""
    agreed = f" Alleen bij de afspraak '{first.agreement}'." if first.agreement else ""
    return (
        f"\n### {first.code}\n\n{entry.message}\n\n"
        f"- Geldt voor: {where}.\n- Ernst: {first.severity}; gevolg: {first.consequence}.{extra}{agreed}\n"
        f"- Voorbeeld van een melding: {example_sentence(first)}\n"
        f"- Wat te doen: {first.action}\n- Bron: {first.source}\n"
    )


def _label(rule: Rule) -> str:
    return lines.place(rule.table, rule.at).label


def example_sentence(rule: Rule) -> str:
    """The sentence of the rule, filled with the values of its first failing example."""
    example = rule.fails[0]
    rows = [example] if isinstance(example, Mapping) else list(example)
    frame = lines.make_lines(rule.table, rows).with_row_index("nr")
    shown = frame.tail(1).select(spoken(lines.place(rule.table, name)) for name in dict.fromkeys(rule.shows))
    return rule.says.format(**dict(zip(shown.columns, shown.row(0), strict=True)) if rule.shows else {})


PAGES = {"woordenlijst.md": glossary, "regelboek.md": rulebook_page}


def write_pages(folder: Path) -> list[Path]:
    """Write every generated page into the folder and return the paths."""
    for name, page in PAGES.items():
        (folder / name).write_text(page(), encoding="utf-8", newline="\n")
    return [folder / name for name in PAGES]


if __name__ == "__main__":
    write_pages(Path(sys.argv[1]))
