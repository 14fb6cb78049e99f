# SPDX-License-Identifier: EUPL-1.2
"""The rulebook: one row per rule of the catalogue, and the same as a page for people."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from processors import catalogue, lines, rulebook_words
from processors.catalogue import Level
from processors.catalogue_state import state
from processors.parameter_rows import Parameters
from processors.rulebook import Rule, Rulebook, Severity
from processors.rules import RULES

_HEADING = """# Regelboek

Deze pagina wordt gemaakt uit de regels zelf en de catalogus `processors/reference/regels.csv`.
Bij elke regel staat wat een afzender leest, wat hij kan doen, waar de regel vandaan komt en sinds wanneer hij geldt.
"""
SEVERITIES = {"error": Severity.FOUT, "warning": Severity.WAARSCHUWING, "info": Severity.SIGNAAL}
LEVELS = {Level.CELL: "cel", Level.ROW: "regel", Level.TABLE: "bestand", Level.CROSS: "andere gegevens"}
_CROSS_HEADING = "\n## Regels die ook andere gegevens bekijken\n"
# Of a rule on many columns a few examples say enough; the workbook has all.
MOST_EXAMPLES = 4
NO_RULES = Rulebook()
OWN, ALWAYS = "eigen regel", "altijd"


def variants(code: str) -> list[list[Rule]]:
    """The rules with this code, together where they are one function on more columns or tables."""
    found: dict[object, list[Rule]] = {}
    for rule in RULES:
        if rule.code == code:
            found.setdefault(rule.test, []).append(rule)
    return list(found.values())


def tables_of(rules: Iterable[Rule]) -> str:
    """The tables that these rules judge."""
    return ", ".join(dict.fromkeys(rule.table for rule in rules))


def rulebook_rows(own: Rulebook = NO_RULES, agreed: Parameters = rulebook_words.PACKAGED) -> list[dict[str, object]]:
    """One row per rule of the catalogue (contracts.md 2, `regelboek`): built or not, and why not; then the own rules.

    Args:
        own: the rules of the region itself.
        agreed: the parameters in force.

    """
    rows: list[dict[str, object]] = []
    for entry in catalogue.entries().values():
        built = [rule for rule in RULES if rule.code == entry.code]
        known, first = state(entry.code), built[0] if built else None
        rows.append(
            {
                "regel": entry.code,
                "entiteit": tables_of(built) or entry.entity,
                "niveau": LEVELS[entry.level],
                "ernst": str(first.severity if first else SEVERITIES[entry.severity]),
                "gevolg": str(first.consequence) if first else "",
                "melding": entry.message,
                "actie": first.action if first else "",
                "bron": entry.source,
                "retourcode": entry.return_code,
                "voorbeeld": rulebook_words.example_sentence(first) if first else "",
                "afspraak": ", ".join(dict.fromkeys(rule.agreement for rule in built if rule.agreement)),
                "parameters": "; ".join(
                    dict.fromkeys(filter(None, (rulebook_words.parameters(rule, agreed) for rule in built)))
                ),
                "sinds": rulebook_words.since(first) if first else "",
                "gebouwd": known.built,
                "reden": known.reason,
            }
        )
    return [*rows, *(own_row(rule, agreed) for rule in own)]


def own_row(rule: Rule, agreed: Parameters) -> dict[str, object]:
    """A rule of the region itself, which has no place in the catalogue and no examples."""
    since = f"{rule.since:%d-%m-%Y}" if rule.since > date.min else ALWAYS
    return {
        "regel": rule.code, "entiteit": rule.table, "niveau": OWN, "ernst": str(rule.severity),
        "gevolg": str(rule.consequence), "melding": rule.says, "actie": rule.action, "bron": rule.source,
        "retourcode": "", "voorbeeld": rule.says, "afspraak": "", "parameters": rulebook_words.parameters(rule, agreed),
        "sinds": since + (f" tot en met {rule.until:%d-%m-%Y}" if rule.until < date.max else ""),
        "gebouwd": True, "reden": f"Eigen regel van de regio: {rule.summary}.",
    }  # fmt: skip


def rulebook_page(own: Rulebook = NO_RULES, agreed: Parameters = rulebook_words.PACKAGED) -> str:
    """Every rule with sentence, action, source, severity, parameters, examples and since when, as Markdown.

    Args:
        own: the rules of the region itself.
        agreed: the parameters in force.

    """
    rows = rulebook_rows(agreed=agreed)
    built = [row for row in rows if row["gebouwd"]]
    parts = [f"{_HEADING}\nGebouwd: {len(built)} van {len(rows)} regels.\n"]
    for level in Level:
        parts.append(f"\n## Regels die een {LEVELS[level]} bekijken\n" if level < Level.CROSS else _CROSS_HEADING)
        codes = dict.fromkeys(rule.code for rule in RULES if rule.level is level)
        parts += [_rule_text(code, agreed) for code in codes]
    if own:
        told = (own_row(rule, agreed) for rule in own)
        parts.append("\n## Eigen regels van de regio\n")
        parts.append(markdown(("Regel", "Melding", "Wat te doen", "Geldt voor", "Bron"), (
            [str(row[name]) for name in ("regel", "melding", "actie", "entiteit", "bron")] for row in told
        )))  # fmt: skip
    elsewhere = [row for row in built if not row["voorbeeld"]]
    parts.append("\n## Regels die bij het ontvangen en lezen gelden\n")
    parts.append(markdown(("Regel", "Melding", "Hoe"), _reasons(elsewhere)))
    parts.append("\n## Nog niet gebouwd\n")
    parts.append(markdown(("Regel", "Melding", "Waarom nog niet"), _reasons(r for r in rows if not r["gebouwd"])))
    return "\n".join(parts)


def markdown(headers: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A Markdown table; a pipe in a cell is escaped."""
    table = [headers, ["---"] * len(headers), *rows]
    return "\n".join("| " + " | ".join(str(cell).replace("|", "\\|") for cell in row) + " |" for row in table) + "\n"


def _reasons(rows: Iterable[Mapping[str, object]]) -> Iterable[list[str]]:
    return ([str(row[name]) for name in ("regel", "melding", "reden")] for row in rows)


def _rule_text(code: str, agreed: Parameters) -> str:
    entry = catalogue.entries()[code]
    return f"\n### {code}\n\n{entry.message}\n" + "".join(_variant_text(rules, agreed) for rules in variants(code))


def _variant_text(rules: list[Rule], in_force: Parameters) -> str:
    first = rules[0]
    columns: dict[str, list[str]] = {}
    for rule in rules:
        columns.setdefault(lines.TABLES[rule.table].label, []).append(lines.place(rule.table, rule.at).label)
    where = "; ".join(f"{table} ({', '.join(dict.fromkeys(labels))})" for table, labels in columns.items())
    extra = f" Retourcode {first.return_code}." if first.return_code else ""
    agreed = f" Alleen bij de afspraak '{first.agreement}'." if first.agreement else ""
    read = rulebook_words.parameters(first, in_force)
    return (
        f"\n- Geldt voor: {where}.\n- Ernst: {first.severity}; gevolg: {first.consequence}.{extra}{agreed}\n"
        f"- Melding: {rulebook_words.example_sentence(first)}\n- Wat te doen: {first.action}\n"
        f"{f'- Parameters: {read}.' + chr(10) if read else ''}"
        f"- Bron: {first.source}; sinds: {rulebook_words.since(first)}\n\n"
    ) + markdown(("Voorbeeld", "Oordeel"), _examples(first))


def _examples(rule: Rule) -> list[tuple[str, str]]:
    """The first examples of each verdict."""
    shown = rulebook_words.examples(rule)
    good = [each for each in shown if each.holds][: MOST_EXAMPLES // 2]
    wrong = [each for each in shown if not each.holds][: MOST_EXAMPLES // 2]
    return [(each.cells, each.verdict) for each in good + wrong]
