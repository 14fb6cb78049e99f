# SPDX-License-Identifier: EUPL-1.2
"""A model as TMDL, the text form of the Tabular Object Model: tabs make the levels, `///` describes what follows.

Source: Microsoft Learn, "Tabular Model Definition Language (TMDL)".
"""

import re
from collections.abc import Iterator

from processors.powerbi.parts import Column, Expression, Hierarchy, Measure, Model, Relationship, Role, Table, tag

COMPATIBILITY = 1567
LANGUAGE = "nl-NL"
_PLAIN = re.compile(r"^\w+$", re.ASCII)


def definition(model: Model) -> dict[str, str]:
    """Path within the folder `definition` to text."""
    files = {
        "database.tmdl": _text(["database", f"\tcompatibilityLevel: {COMPATIBILITY}"]),
        "model.tmdl": _text(_whole(model)),
        "expressions.tmdl": _text(line for each in model.expressions for line in (*_expression(each), "")),
        "relationships.tmdl": _text(line for each in model.relationships for line in (*_relationship(each), "")),
    }
    files |= {f"tables/{table.name}.tmdl": _text(_table(table)) for table in model.tables}
    return files | {f"roles/{role.name}.tmdl": _text(_role(role)) for role in model.roles}


def quoted(name: str) -> str:
    """A name as TMDL writes it: in quotes when it is no plain word."""
    return name if _PLAIN.match(name) else "'" + name.replace("'", "''") + "'"


def _text(lines: Iterator[str] | list[str]) -> str:
    return "\n".join(lines).rstrip("\n") + "\n"


def _indented(lines: Iterator[str] | list[str], by: int = 1) -> Iterator[str]:
    for line in lines:
        yield "\t" * by + line if line else ""


def _whole(model: Model) -> Iterator[str]:
    yield "model Model"
    yield from _indented([
        f"culture: {LANGUAGE}", "defaultPowerBIDataSourceVersion: powerBI_V3", "discourageImplicitMeasures",
        f"sourceQueryCulture: {LANGUAGE}", "", "annotation __PBI_TimeIntelligenceEnabled = 0", "",
    ])  # fmt: skip
    yield from (f"ref table {quoted(table.name)}" for table in model.tables)
    yield from (f"ref role {quoted(role.name)}" for role in model.roles)


def _table(table: Table) -> Iterator[str]:
    yield f"/// {table.says}"
    yield f"table {quoted(table.name)}"
    yield from _indented(["isHidden"] if table.hidden else [])
    yield from _indented([f"lineageTag: {tag(table.name)}"])
    yield from _indented(["dataCategory: Time"] if table.dates else [])
    for measure in table.measures:
        yield ""
        yield from _indented(_measure(table, measure))
    for column in table.columns:
        yield ""
        yield from _indented(_column(table, column))
    for hierarchy in table.hierarchies:
        yield ""
        yield from _indented(_hierarchy(table, hierarchy))
    yield ""
    yield f"\tpartition {quoted(table.name)} = m"
    yield "\t\tmode: import"
    yield "\t\tsource ="
    yield from _indented(table.source.split("\n"), 4)


def _measure(table: Table, measure: Measure) -> Iterator[str]:
    yield f"/// {measure.says}"
    yield f"measure {quoted(measure.name)} ="
    yield from _indented(measure.dax.split("\n"), 2)
    yield from _indented([f"formatString: {measure.format}"] if measure.format else [])
    yield from _indented(["isHidden"] if measure.hidden else [])
    yield from _indented([f"displayFolder: {measure.folder}", f"lineageTag: {tag(table.name, measure.name)}"])


def _column(table: Table, column: Column) -> Iterator[str]:
    """No column is added up by itself: codes are no numbers, and measures do the sums."""
    yield f"/// {column.says}"
    yield f"column {quoted(column.name)}"
    parts = [f"dataType: {column.kind}"]
    parts += ["isHidden"] if column.hidden else []
    parts += ["isKey"] if column.key else []
    parts += ["formatString: dd-mm-yyyy"] if column.kind == "dateTime" else []
    parts += [f"lineageTag: {tag(table.name, column.name)}", "summarizeBy: none", f"sourceColumn: {column.name}"]
    yield from _indented(parts)


def _hierarchy(table: Table, hierarchy: Hierarchy) -> Iterator[str]:
    yield f"hierarchy {quoted(hierarchy.name)}"
    yield f"\tlineageTag: {tag(table.name, hierarchy.name)}"
    for level in hierarchy.levels:
        yield ""
        yield f"\tlevel {quoted(level)}"
        yield f"\t\tlineageTag: {tag(table.name, hierarchy.name, level)}"
        yield f"\t\tcolumn: {quoted(level)}"


def _relationship(relationship: Relationship) -> Iterator[str]:
    yield f"relationship {relationship.name}"
    yield from _indented([] if relationship.active else ["isActive: false"])
    yield f"\tfromColumn: {quoted(relationship.table)}.{quoted(relationship.column)}"
    yield f"\ttoColumn: {quoted(relationship.to_table)}.{quoted(relationship.to_column)}"


def _role(role: Role) -> Iterator[str]:
    yield f"/// {role.says}"
    yield f"role {quoted(role.name)}"
    yield "\tmodelPermission: read"
    for table, condition in role.filters:
        yield ""
        yield f"\ttablePermission {quoted(table)} = {condition}"
    for table, column in role.closed:
        yield ""
        yield f"\ttablePermission {quoted(table)}"
        yield ""
        yield f"\t\tcolumnPermission {quoted(column)}"
        yield "\t\t\tmetadataPermission: none"


def _expression(expression: Expression) -> Iterator[str]:
    yield f"/// {expression.says}"
    first, *rest = expression.m.split("\n")
    if rest:
        yield f"expression {quoted(expression.name)} ="
        yield from _indented([first, *rest], 2)
    else:
        yield f"expression {quoted(expression.name)} = {first}"
    yield f"\tlineageTag: {tag('expression', expression.name)}"
