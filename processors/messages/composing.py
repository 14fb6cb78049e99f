# SPDX-License-Identifier: EUPL-1.2
"""From tables of the vocabulary to the elements of a message, in the order of the field dictionary."""

from collections.abc import Iterator, Mapping
from typing import Final

import polars as pl

from processors.messages.dictionary import shape
from processors.messages.fieldmap import FILLED, Leaf, RecordClass, classes, inside, leaves, leaves_of, shared

# An element that can occur more than once lies in at most two others of that kind: client, prestatie, retourcode.
_LEVELS: Final = 3
_ORDER: Final = [name for level in range(_LEVELS) for name in (f"blok{level}", f"nr{level}")]
_LINE: Final = "regelnummer"


def elements_of(law: str, message: str, tables: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """The elements of a message: `nr`, `ouder`, `pad` and `tekst` as those of `workbooks.elements.Elements`.

    Lines of one client that follow one another stand in one Client element. What is empty has no element, and neither
    has a group with nothing in it.

    Args:
        law: wmo or jw.
        message: 301 to 325.
        tables: per table its lines, in the order of the message.

    Raises:
        KeyError: there is no such message in this law.

    """
    form = shape(law, message)
    places = {path: place for place, path in enumerate(form["pad"])}
    repeated = form.filter(pl.col("max").is_null())["pad"].to_list()
    own: list[pl.DataFrame] = []
    above: list[pl.DataFrame] = []
    for each, lines in _lines(message, tables):
        for leaf, texts in _texts(each, lines, message, repeated):
            if leaf.path in places:
                around = [path for path in repeated if inside(leaf.path, path)]
                part = _placed(texts, leaf.path, around, places)
                (own if inside(leaf.path, each.path) else above).append(part)
    if not own:
        return _NOTHING
    # What stands above lines is said once for all of them.
    once = [pl.concat(above).unique([*_ORDER, "pad", "tekst"], maintain_order=True)] if above else []
    return _with_groups(pl.concat([*own, *once]).sort(*_ORDER, maintain_order=True))


_NOTHING: Final = pl.DataFrame(schema={"nr": pl.UInt32, "ouder": pl.UInt32, "pad": pl.String, "tekst": pl.String})


def _lines(message: str, tables: Mapping[str, pl.DataFrame]) -> Iterator[tuple[RecordClass, pl.DataFrame]]:
    """The lines of each class."""
    for each in classes(message):
        frame = tables.get(each.table)
        if frame is None:
            continue
        for name, value in each.fixed:
            at = pl.col(name)
            frame = frame.filter(at.is_not_null() if value == FILLED else at.is_null() if not value else at == value)
        yield each, frame


def _texts(
    each: RecordClass, lines: pl.DataFrame, message: str, repeated: list[str]
) -> Iterator[tuple[Leaf, pl.DataFrame]]:
    """Per leaf that this class tells its texts (`tekst`), and per level in which element they stand (`nr0` and on)."""
    numbered = lines.with_columns(pl.int_range(pl.len(), dtype=pl.UInt32).alias(_LINE))
    for leaf in leaves_of(each, message):
        if leaf.derived or leaf.column not in lines.columns or not _tells(each, leaf, message):
            continue
        around = [path for path in repeated if inside(leaf.path, path) and path != leaf.path]
        level = [_number(path, each, lines.columns, message).alias(f"nr{at}") for at, path in enumerate(around)]
        texts = numbered.select(*level, tekst=pl.col(leaf.column).cast(pl.String)).filter(pl.col("tekst").is_not_null())
        if leaf.several:
            texts = _one_by_one(texts, f"nr{len(around)}")
        yield leaf, texts


def _tells(each: RecordClass, leaf: Leaf, message: str) -> bool:
    """Whether the element is written from the lines of this class: it lies in the class, or no class has it inside."""
    if inside(leaf.path, each.path) and not each.instead:
        return True
    tables = {other.table for other in leaves(message) if other.path == leaf.path}
    return not any(
        inside(leaf.path, other.path) and other.table in tables and not other.instead for other in classes(message)
    )


def _number(path: str, each: RecordClass, known: list[str], message: str) -> pl.Expr:
    """In which element at this path a line stands: its own, or one that following lines with the same values share."""
    if inside(path, each.path) or each.counted == path:
        return pl.col(_LINE)
    own = [
        leaf.column
        for leaf in leaves_of(each, message)
        if shared(leaf.path, each.path) == path and leaf.column in known
    ]
    return pl.struct(own).rle_id().cast(pl.UInt32)


def _one_by_one(texts: pl.DataFrame, name: str) -> pl.DataFrame:
    """A row for each of the texts with spaces between them, numbered under this name."""
    split = texts.with_columns(pl.col("tekst").str.split(" ")).with_columns(
        pl.int_ranges(pl.col("tekst").list.len(), dtype=pl.UInt32).alias(name)
    )
    return split.explode("tekst", name)


def _placed(texts: pl.DataFrame, path: str, around: list[str], places: Mapping[str, int]) -> pl.DataFrame:
    """The texts of a leaf with their place in the message, and their path with those places in it (`stappen`)."""
    keys: list[pl.Expr] = []
    for level in range(_LEVELS):
        inner = level < len(around)
        keys.append(pl.lit(places[around[level] if inner else path], pl.UInt32).alias(f"blok{level}"))
        keys.append((pl.col(f"nr{level}") if inner else pl.lit(0, pl.UInt32)).alias(f"nr{level}"))
    names = path.split(".")
    steps = [
        pl.format(f"{name}#{{}}", pl.col(f"nr{around.index(upto)}")) if upto in around else pl.lit(name)
        for name, upto in ((name, ".".join(names[: at + 1])) for at, name in enumerate(names))
    ]
    return texts.select(*keys, "tekst", pad=pl.lit(path), stappen=pl.concat_list(steps))


def _with_groups(leaves: pl.DataFrame) -> pl.DataFrame:
    """The leaves, each after the groups that open with it."""
    depth = pl.col("stappen").list.len()
    deepest = int(leaves.select(depth.max()).item())
    same = [
        pl.col("stappen").list.get(at, null_on_oob=True) == pl.col("stappen").shift().list.get(at, null_on_oob=True)
        for at in range(deepest)
    ]
    leading = pl.sum_horizontal(
        pl.all_horizontal(same[: at + 1]).fill_null(value=False).cast(pl.Int64) for at in range(deepest)
    )
    # An element that is there twice is written twice, for the check to see; it never falls away.
    opened = leaves.select(
        "pad", "tekst", diepte=depth.cast(pl.Int64), stap=pl.int_ranges(pl.min_horizontal(leading, depth - 1), depth)
    ).explode("stap")
    path = pl.col("pad").str.split(".").list.head(pl.col("stap") + 1).list.join(".")
    elements = opened.select(
        pl.int_range(pl.len(), dtype=pl.UInt32).alias("nr"), "stap",
        pad=path, tekst=pl.when(pl.col("stap") == pl.col("diepte") - 1).then("tekst"),
    )  # fmt: skip
    above = [pl.when(pl.col("stap") == at).then("nr").forward_fill() for at in range(deepest)]
    parent = pl.coalesce(pl.when(pl.col("stap") == at + 1).then(nr) for at, nr in enumerate(above))
    return elements.select("nr", ouder=parent, pad="pad", tekst="tekst")
