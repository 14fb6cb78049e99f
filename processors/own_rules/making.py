# SPDX-License-Identifier: EUPL-1.2
"""From the row of an own rule to a rule that is judged like any other.

An own rule has the highest level: it is silent where a rule of ours already calls its cells wrong, and never silences
one itself, so that what we say does not depend on the rules that a region adds.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from difflib import get_close_matches
from functools import partial
from string import Formatter

import narwhals as nw

from processors import codelists
from processors.catalogue import Level
from processors.own_rules import meaning
from processors.own_rules.columns import AGREEMENT, CONTRACT, columns_of, judged_tables
from processors.own_rules.parsing import Literal, Name, Node, Operation, parsed
from processors.own_rules.tokens import UnclearConditionError
from processors.rulebook import Column, Consequence, Rule, Severity

COMPARISON, CODES, REQUIRED, UNIQUE = "vergelijking", "codelijst", "verplicht als", "uniek"
KINDS = (COMPARISON, CODES, REQUIRED, UNIQUE)
CONSEQUENCES = (Consequence.NONE, Consequence.REJECT_LINE)
LIST = "lijst:"
LONGEST = 300
Row = Mapping[str, object]


class WrongCellError(UnclearConditionError):
    """The cell of a row that cannot be used."""

    def __init__(self, at: str, sentence: str, action: str) -> None:
        super().__init__(sentence)
        self.at, self.sentence, self.action = at, sentence, action


def made(row: Row) -> Rule:
    """The rule that a row (a row of the table `eigen_regels`) states.

    Raises:
        WrongCellError: a cell cannot be used.

    """
    table = _chosen(row, "tabel", judged_tables())
    kind = _chosen(row, "soort", KINDS)
    severity = Severity(_chosen(row, "ernst", tuple(map(str, Severity))))
    consequence = Consequence(_chosen(row, "gevolg", tuple(map(str, CONSEQUENCES)), str(Consequence.NONE)))
    columns = columns_of(table)
    only = _condition(row, "als", columns)
    with_scope = _within(row, columns, only)
    at = _text(row, "kolom")
    together = _together(row, columns) if kind == UNIQUE else ()
    must = None if kind == UNIQUE else _must(row, kind, at, columns, only)
    read = [at, *together, *_names(must), *_names(with_scope), *(["nr"] if kind == UNIQUE else [])]
    needs = tuple(dict.fromkeys(read))
    code = _text(row, "regel")
    first = f"eerste_van_{code.lower()}"
    test: Callable[..., Column] = partial(_unique, first, together, with_scope, columns)
    if must is not None:
        test = partial(_comparison, must, with_scope, columns)
    return Rule(
        code=code, table=table, level=Level.CROSS, needs=needs, test=test, severity=severity, consequence=consequence,
        says=_sentence(row, columns, needs), action=_plain(row, "actie"), source=_plain(row, "bron"),
        three_valued=True, given=_first(first, together, with_scope, columns) if must is None else {},
        since=_day(row, "geldig_van", date.min), until=_day(row, "geldig_tot", date.max),
        summary=_text(row, "voorwaarde") or _text(row, "waarden") or f"{at} is gevuld",
    )  # fmt: skip


def _comparison(must: Node, only: Node | None, columns: meaning.Columns, *_read: Column) -> Column:
    holds = meaning.stated(must, columns)
    return holds if only is None else ~meaning.stated(only, columns) | holds


def _unique(
    first: str, together: tuple[str, ...], only: Node | None, columns: meaning.Columns, *_read: Column
) -> Column:
    """The first line of its kind in the file holds; undecided where a value that makes it unique is missing."""
    known = nw.all_horizontal(*(~nw.col(name).is_null() for name in together), ignore_nulls=False)
    alone = nw.when(known).then(nw.col("nr") == nw.col(first))
    return alone if only is None else ~meaning.stated(only, columns) | alone


def _first(first: str, together: tuple[str, ...], only: Node | None, columns: meaning.Columns) -> dict[str, Column]:
    """The position of the first line with the same values, among the lines that the rule is for."""
    asked = f"plaats_{first}"
    place = nw.col("nr") if only is None else nw.when(meaning.stated(only, columns)).then(nw.col("nr"))
    return {asked: place, first: nw.col(asked).min().over(*together)}


def _must(row: Row, kind: str, at: str, columns: meaning.Columns, only: Node | None) -> Node:
    """What must be true, by kind of rule."""
    _readable(row, "kolom", at, columns)
    if kind == COMPARISON:
        found = _condition(row, "voorwaarde", columns)
        if found is None:
            raise WrongCellError("voorwaarde", "de voorwaarde is leeg", "Schrijf wat waar moet zijn.")
        return found
    if kind == REQUIRED:
        if only is None:
            raise WrongCellError("als", "'als' is leeg", "Schrijf wanneer de kolom gevuld moet zijn.")
        return Operation("gevuld", (Name(at, 1),), 1)
    codes = _codes(row)
    tree = Operation("in", (Name(at, 1), *(Literal(code, 1) for code in codes)), 1)
    if meaning.SORTS[columns[at].kind] not in (meaning.Sort.TEXT, meaning.Sort.MONTH):
        raise WrongCellError("kolom", f"de kolom '{at}' heeft geen codes", "Kies een kolom met codes of tekst.")
    _checked("waarden", tree, columns)
    return tree


def _codes(row: Row) -> list[str]:
    """The codes of a list by its name, or as they stand in the cell."""
    said = _text(row, "waarden")
    if said.startswith(LIST):
        name = said.removeprefix(LIST).strip()
        try:
            return sorted(codelists.codes(name))
        except KeyError:
            close = get_close_matches(name, codelists.names(), n=1, cutoff=0.6)
            hint = f"; bedoelt u '{close[0]}'?" if close else ""
            raise WrongCellError("waarden", f"de codelijst '{name}' bestaat niet{hint}", _CHOOSE_LIST) from None
    codes = said.replace(",", " ").replace(";", " ").split()
    if not codes:
        raise WrongCellError("waarden", "er staan geen codes", _CHOOSE_LIST)
    return codes


_CHOOSE_LIST = f"Schrijf de codes met een komma ertussen, of '{LIST}' met de naam van een codelijst."


def _together(row: Row, columns: meaning.Columns) -> tuple[str, ...]:
    """The columns that must be unique together: where one of them is about persons, with others beside it."""
    names = tuple(dict.fromkeys([_text(row, "kolom"), *_text(row, "waarden").replace(",", " ").split()]))
    for name in names:
        at = "kolom" if name == names[0] else "waarden"
        if name not in columns or (columns[name].personal and (name != "client" or at == "kolom")):
            _readable(row, at, name, columns)
    return names


def _readable(row: Row, at: str, name: str, columns: meaning.Columns) -> None:
    try:
        meaning.column_of(name, columns)
    except UnclearConditionError as error:
        raise WrongCellError(at, str(error), f"Kies een kolom van de tabel '{_text(row, 'tabel')}'.") from None


def _condition(row: Row, at: str, columns: meaning.Columns) -> Node | None:
    """The condition in a cell; None where it is empty."""
    if not _text(row, at):
        return None
    try:
        return _checked(at, parsed(_text(row, at)), columns)
    except WrongCellError:
        raise
    except UnclearConditionError as error:
        raise WrongCellError(at, str(error), _REWRITE) from None


_REWRITE = "Herstel de voorwaarde; docs/eigen-regels.md zegt wat u kunt schrijven."


def _checked(at: str, tree: Node, columns: meaning.Columns) -> Node:
    try:
        meaning.check_condition(tree, columns)
    except UnclearConditionError as error:
        raise WrongCellError(at, str(error), _REWRITE) from None
    return tree


def _within(row: Row, columns: meaning.Columns, only: Node | None) -> Node | None:
    """The condition of the lines, with the contract or framework agreement that the rule is for."""
    for at, joined in (("contract_nummer", CONTRACT), ("raamovereenkomst", AGREEMENT)):
        if not _text(row, at):
            continue
        name = at if at in columns else joined
        if name not in columns:
            raise WrongCellError(
                at, f"een regel van de tabel '{_text(row, 'tabel')}' hoort niet bij een contract", f"Laat {at} leeg."
            )
        # A line of which no contract is known is not one of this contract.
        own = (Operation("gevuld", (Name(name, 1),), 1), Operation("=", (Name(name, 1), Literal(_text(row, at), 1)), 1))
        scope = Operation("en", own, 1)
        only = scope if only is None else Operation("en", (scope, only), 1)
    return only


def _names(tree: Node | None) -> Iterator[str]:
    return iter(()) if tree is None else meaning.names_in(tree)


def _sentence(row: Row, columns: meaning.Columns, needs: tuple[str, ...]) -> str:
    """The sentence of the rule; only columns that the rule reads, or that every line has, are shown."""
    says = _plain(row, "melding")
    try:
        parts = list(Formatter().parse(says))
    except ValueError:
        raise WrongCellError("melding", "de accolades kloppen niet", _BRACES) from None
    for text, name, how, conversion in parts:
        if "{" in text or "}" in text or how or conversion or name == "":
            raise WrongCellError("melding", "de accolades kloppen niet", _BRACES)
        if name is None:
            continue
        if name not in columns or (columns[name].origin and name not in needs):
            raise WrongCellError("melding", f"de kolom '{name}' kan niet in de melding", _BRACES)
    return says


_BRACES = "Zet de naam van een kolom die de regel leest tussen accolades, zoals {geleverd_volume}."


def _plain(row: Row, at: str) -> str:
    """A text that people read."""
    said = _text(row, at)
    if not said or len(said) > LONGEST:
        raise WrongCellError(at, f"'{at}' is leeg of langer dan {LONGEST} tekens", "Schrijf een korte zin.")
    return said


def _chosen(row: Row, at: str, choices: tuple[str, ...], default: str = "") -> str:
    said = _text(row, at).casefold() or default
    if said not in choices:
        close = get_close_matches(said, choices, n=1, cutoff=0.6)
        hint = f"; bedoelt u '{close[0]}'?" if close else ""
        raise WrongCellError(at, f"'{_text(row, at)}' is geen {at}{hint}", f"Kies uit: {', '.join(choices)}.")
    return said


def _text(row: Row, at: str) -> str:
    return str(row[at] or "").strip()


def _day(row: Row, at: str, default: date) -> date:
    day = row[at]
    return day if isinstance(day, date) else default
