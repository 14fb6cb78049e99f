# SPDX-License-Identifier: EUPL-1.2
"""What a measure says, by a naive reading of DAX: rows in loops, one filter per column, and the blank row.

A table that is pointed at in vain has a row of blanks, which the values of a column know and a table by its name does
not. Sources: Microsoft Learn, "DAX function reference" and "Row-level security with Power BI"; A. Ferrari, "Blank row
in DAX". It knows what our measures use; anything else is a KeyError.
"""

from dataclasses import dataclass, field, replace

from tests.oracle.dax_words import tree


@dataclass(frozen=True)
class Context:
    """(table, column) to the values that are left, and the links that a measure asks for by name."""

    filters: dict[tuple[str, str], frozenset] = field(default_factory=dict)
    asked: frozenset = frozenset()


class Region:
    """The model with its rows, as a user who has a role sees it; without a role all of it."""

    def __init__(self, model, tables, role=None, user=None):
        self.user = user
        self.links = {
            ((link.table, link.column), (link.to_table, link.to_column)): link.active for link in model.relationships
        }
        self.measures = {each.name: tree(each.dax) for table in model.tables for each in table.measures}
        self.rows = {name: frame.to_dicts() for name, frame in tables.items()}
        conditions = next((each.filters for each in model.roles if each.name == role), ())
        for name in {to for _, (to, _) in self.links}:
            if self.pointed_at_in_vain(name):
                self.rows[name].append(Blank.fromkeys(tables[name].columns))
        for name, condition in conditions:
            if name in self.rows:
                self.rows[name] = self.allowed(name, tree(condition))

    def pointed_at_in_vain(self, name):
        return any(
            {row[column] for row in self.rows[table]} - {row[key] for row in self.rows[name]}
            for (table, column), (to, key) in self.links
            if to == name
        )

    def allowed(self, name, condition):
        return [row for row in self.rows[name] if self.read(condition, Context(), {name: row})]

    def value(self, measure, selected):
        """What a measure says where this is selected: (table, column) to values. None is blank."""
        context = Context({column: frozenset(values) for column, values in selected.items()})
        return self.read(("measure", measure), context, {})

    def seen(self, table, context):
        """The rows that are left, with the blank row where that is left: by own filters and those of dimensions."""
        own = [(column, values) for (name, column), values in context.filters.items() if name == table]
        left = [row for row in self.rows[table] if all(row[column] in values for column, values in own)]
        for ((name, column), (to, key)), active in self.links.items():
            if name == table and self.used(((name, column), (to, key)), active, context):
                rows = self.seen(to, context)
                known = {row[key] for row in self.rows[to] if not isinstance(row, Blank)}
                keys = {row[key] for row in rows if not isinstance(row, Blank)}
                rest = any(isinstance(row, Blank) for row in rows)
                left = [row for row in left if (row[column] in keys if row[column] in known else rest)]
        return left

    def used(self, link, active, context):
        """A link that is asked for takes the place of the active one between the same tables."""
        between = {other for other in context.asked if (other[0][0], other[1][0]) == (link[0][0], link[1][0])}
        return link in between if between else active

    def read(self, what, context, names):  # noqa: PLR0911 - one return per kind of word
        """The value of a tree; `names` are variables, and the row of a table while a role looks at it."""
        kind, *parts = what
        if kind in {"text", "number"}:
            return parts[0]
        if kind == "name":
            return names[parts[0]]
        if kind == "column":
            return names[parts[0]][parts[1]]
        if kind == "measure":
            return self.read(self.measures[parts[0]], context, {})
        if kind == "let":
            for name, value in parts[0]:
                names = {**names, name: self.read(value, context, names)}
            return self.read(parts[1], context, names)
        if kind == "call":
            return CALLS[parts[0]](self, context, names, *parts[1])
        return self.compared(kind, [self.read(part, context, names) for part in parts])

    def compared(self, sign, values):
        if sign == "NOT":
            return not values[0]
        left, right = values
        if sign in {"&&", "||"}:
            return (left and right) if sign == "&&" else (left or right)
        if sign == "IN":
            return left in right
        if sign == "==":
            return left == right
        empty = "" if isinstance(left, str) or isinstance(right, str) else 0
        left, right = (empty if each is None else each for each in (left, right))
        return left == right if sign == "=" else left > right

    def column(self, at, context):
        """The values of a column that are left, with that of the blank row."""
        _, table, name = at
        return {row[name] for row in self.seen(table, context)}

    def narrowed(self, context, names, changes):
        """CALCULATE: first filters are taken away, then others are laid over what was there."""
        filters, asked, laid = dict(context.filters), context.asked, {}
        for change in changes:
            kind, *parts = change
            if kind == "==":
                laid[tuple(parts[0][1:])] = frozenset([self.read(parts[1], context, names)])
            elif parts[0] == "VALUES":
                laid[tuple(parts[1][0][1:])] = frozenset(self.column(parts[1][0], context))
            elif parts[0] == "USERELATIONSHIP":
                asked |= {tuple(tuple(end[1:]) for end in parts[1])}
            elif parts[0] == "REMOVEFILTERS":
                whole = self.expanded(parts[1][0][1])
                filters = {at: values for at, values in filters.items() if at[0] not in whole}
            else:
                raise KeyError(parts[0])
        return replace(context, filters=filters | laid, asked=asked)

    def expanded(self, table):
        """A table with all that it points at: what a filter on the whole of it is on."""
        beyond = [to for ((name, _), (to, _)), active in self.links.items() if name == table and active]
        return {table}.union(*(self.expanded(to) for to in beyond))


class Blank(dict):
    """The row that nobody made."""


def one(values):
    return next(iter(values)) if len(values) == 1 else None


def known(region, context, at):
    return [value for value in (row[at[2]] for row in region.seen(at[1], context)) if value is not None]


def kept(region, context, names, table, condition):
    """FILTER: the rows of a table for which a condition holds."""
    rows = region.seen(table[1], context)
    return [row for row in rows if region.read(condition, context, {**names, table[1]: row})]


def switched(region, context, names, subject, *cases):
    """SWITCH(TRUE(), condition, value, …, else)."""
    assert region.read(subject, context, names) is True
    for condition, value in zip(cases[::2], cases[1::2], strict=False):
        if region.read(condition, context, names):
            return region.read(value, context, names)
    return region.read(cases[-1], context, names) if len(cases) % 2 else None


def divided(region, context, names, *both):
    above, below = (region.read(each, context, names) for each in both)
    return None if above is None or not below else above / below


def chosen(region, context, names, condition, value):
    return region.read(value, context, names) if region.read(condition, context, names) else None


CALLS = {
    "BLANK": lambda *_: None,
    "TRUE": lambda *_: True,
    "FALSE": lambda *_: False,
    "SUM": lambda region, context, _, at: sum(known(region, context, at)) if known(region, context, at) else None,
    "MAX": lambda region, context, _, at: max(known(region, context, at), default=None),
    "MIN": lambda region, context, _, at: min(known(region, context, at), default=None),
    "DISTINCTCOUNT": lambda region, context, _, at: len(region.column(at, context)) or None,
    "COUNTROWS": lambda region, context, _, table: (
        len([row for row in region.seen(table[1], context) if not isinstance(row, Blank)]) or None
    ),
    "HASONEVALUE": lambda region, context, _, at: len(region.column(at, context)) == 1,
    "SELECTEDVALUE": lambda region, context, _, at: one(region.column(at, context)),
    "ISBLANK": lambda region, context, names, value: region.read(value, context, names) is None,
    "ISFILTERED": lambda _, context, __, at: any(at[1:] == each[: len(at) - 1] for each in context.filters),
    "CALCULATE": lambda region, context, names, what, *changes: region.read(
        what, region.narrowed(context, names, changes), names
    ),
    "FORMAT": lambda region, context, names, value, _: str(region.read(value, context, names)),
    "SWITCH": switched,
    "DIVIDE": divided,
    "IF": chosen,
    "FILTER": kept,
    "SELECTCOLUMNS": lambda region, context, names, rows, _, at: {
        row[at[2]] for row in region.read(rows, context, names)
    },
    "USERPRINCIPALNAME": lambda region, *_: region.user,
    "CONTAINSSTRING": lambda region, context, names, text, part: (
        region.read(part, context, names) in (region.read(text, context, names) or "")
    ),
}
