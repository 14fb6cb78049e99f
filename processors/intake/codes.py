# SPDX-License-Identifier: EUPL-1.2
"""Codes: text with its leading zeros. What Excel took away is put back where only one code is possible.

The `careful` functions answer with two expressions over the columns `text`, `real`, `dated` and `law`: the value,
and the code of the rule that the cell breaks. With MGR-007 there is a value: a restored one. Whether a code exists
is for the rules to say, but for the few that no rule of the catalogue is about.
"""

from collections import Counter
from functools import cache, lru_cache

import polars as pl

from processors import codelists
from processors.bsn import LENGTH, is_bsn
from processors.fields import Field
from processors.intake.amounts import Careful
from processors.intake.headers import plain

LOST, UNKNOWN = "INTAKE-13", "INTAKE-20"
RESTORED = "MGR-007"
PSEUDONYM = r"^P[1-9]-"
_PRODUCT_WIDTH = 5
# Without a code list to prove it, more than two lost zeros is a guess.
_ZEROS_WITHOUT_PROOF = 2
# Excel keeps fifteen digits of a number; the rest it turns into zeros.
_EXACT_DIGITS = 15
_SCIENTIFIC = r"^\d+(?:[.,]\d+)?[eE]\+?\d{1,3}$"
_NAMES = {"gemeenten_mgr": ("gemeenten_mgr", "gemeenten_cbs_2026", "gemeenten_valkuilen")}
# Of these no rule says whether the code exists; everything else leans on them.
_LISTED = frozenset(
    {"wet", "soort", "status", "type_verwijzer", "bericht", "antwoord", "verzoek_antwoord", "reden_afwijzing"}
)
_SEVERAL = frozenset(
    {"retourcodes", "client_retourcodes", "verzoek_retourcodes", "woonplaats_retourcodes", "eenheden", "frequenties"}
)


@cache
def catalogue() -> frozenset[str]:
    """The product codes of the national lists."""
    return frozenset().union(*(codelists.codes(name) for name in codelists.names() if name.startswith("productcode_")))


def quick(field: Field, text: pl.Expr, real: pl.Expr, dated: pl.Expr) -> pl.Expr:
    """The value of cells that need no second look, missing for all others."""
    if field.name == "client":
        sound = (text.str.len_bytes() == LENGTH) | text.str.starts_with("P")
    elif field.name == "product_code":
        sound = text.str.len_bytes() == _PRODUCT_WIDTH
        sound = sound & ~real & ~text.str.contains("+", literal=True)
    elif field.codelist and field.name not in _SEVERAL:
        sound = text.is_in(list(known_codes(field)))
    elif field.width:
        sound = text.str.len_bytes() == field.width
    else:
        sound = ~real
    return pl.when(sound & ~dated).then(text)


def careful(field: Field, products: frozenset[str]) -> Careful:
    """The value of a code that is not as it should be: lost zeros, a label for a code, a number or date of Excel."""
    text, real = pl.col("text"), pl.col("real")
    if field.name == "client":
        restored = _bsn(text)
    elif field.name == "product_code":
        restored = _product(text, products)
    else:
        restored = _padded(field, text)
    meant = _meant(field, text) if field.codelist and field.name not in _SEVERAL else pl.lit(None, pl.String)
    lost = pl.col("dated") | (real & (text.str.contains(r"[.-]") | (text.str.len_bytes() > _EXACT_DIGITS)))
    if field.name == "product_code":
        lost = lost | text.str.contains(_SCIENTIFIC) | (real & (text.str.len_bytes() > _PRODUCT_WIDTH))
    lost = lost & restored.is_null() & meant.is_null()
    unknown = _outside(field) & restored.is_null() & meant.is_null()
    value = pl.when(~lost & ~unknown).then(pl.coalesce(restored, meant, text))
    rule = pl.when(lost).then(pl.lit(LOST)).when(unknown).then(pl.lit(UNKNOWN))
    rule = rule.when(restored.is_not_null()).then(pl.lit(RESTORED))
    return value, rule


def exact(field: Field) -> Careful:
    """The value of a code as it stands, where nothing can have changed it; one outside its list is none."""
    text = pl.col("text")
    unknown = _outside(field) & ~text.is_in(list(known_codes(field)))
    return pl.when(~unknown).then(text), pl.when(unknown).then(pl.lit(UNKNOWN))


def _outside(field: Field) -> pl.Expr:
    """Whether a code that is not in its list is told while reading; the others have rules for that."""
    return pl.lit(value=bool(field.codelist) and field.name in _LISTED)


def _padded(field: Field, text: pl.Expr) -> pl.Expr:
    """The code with its zeros, where it was digits too few and the code list (if any) has the result."""
    valid = known_codes(field)
    width = field.width or (len(next(iter(valid))) if len({len(code) for code in valid}) == 1 else 0)
    digits = text.str.contains(r"^\d+$") & (text.str.len_bytes() < width)
    whole = text.str.zfill(width)
    sure = whole.is_in(list(valid)) if valid else text.str.len_bytes() >= width - _ZEROS_WITHOUT_PROOF
    return pl.when(digits & sure).then(whole)


def _bsn(text: pl.Expr) -> pl.Expr:
    """The number with its zeros, where the elfproef proves it."""
    whole = text.str.zfill(LENGTH)
    sure = text.str.contains(r"^[1-9]\d{6,7}$") & is_bsn(whole)
    return pl.when(sure).then(whole)


def _product(text: pl.Expr, products: frozenset[str]) -> pl.Expr:
    """The one product code that Excel turned into this number: 10E12 into 1E+13, 01001 into 1001."""
    number = pl.when(text.str.contains(_SCIENTIFIC) | text.str.contains(r"^\d{6,}$")).then(_as_number(text))
    scientific = _scientific(products)
    powers = number.replace_strict(scientific, default=None, return_dtype=pl.String)
    whole = text.str.zfill(_PRODUCT_WIDTH)
    lost_zeros = text.str.contains(r"^\d{1,4}$") & whole.is_in(list(products)) & ~text.is_in(list(products))
    return pl.when(~text.is_in(list(products))).then(pl.coalesce(powers, pl.when(lost_zeros).then(whole)))


def _as_number(text: pl.Expr) -> pl.Expr:
    """A number in the one notation of the engine, so that equal numbers are equal texts."""
    return text.str.replace(",", ".", literal=True).cast(pl.Float64, strict=False).cast(pl.String)


@lru_cache(maxsize=8)
def _scientific(products: frozenset[str]) -> dict[str, str]:
    """Number to code, for codes that Excel takes for a number and where no other code gives the same number."""
    found = pl.DataFrame({"code": sorted(products)}, schema={"code": pl.String}).filter(
        pl.col("code").str.contains(_SCIENTIFIC)
    )
    found = found.with_columns(number=_as_number(pl.col("code"))).filter(pl.col("number").is_unique())
    return dict(found.select("number", "code").iter_rows())


def _meant(field: Field, text: pl.Expr) -> pl.Expr:
    """The code that goes by this name (or by other capitals), of the law of the row where lists differ per law."""
    said = text.str.normalize("NFKD").str.to_lowercase().str.replace_all(r"[^a-z0-9]", "")

    def look(law: str | None) -> pl.Expr:
        return said.replace_strict(_forms(field.codelist, law), default=None, return_dtype=pl.String)

    if field.codelist in codelists.names():
        return look(None)
    branches = pl.when(pl.col("law") == "wmo").then(look("wmo")).when(pl.col("law") == "jw").then(look("jw"))
    return branches.otherwise(look(None))


@cache
def known_codes(field: Field) -> frozenset[str]:
    """The codes that a column may hold; of a municipality also the old and neighbouring ones."""
    if not field.codelist:
        return frozenset()
    return frozenset().union(*(codelists.codes(name) for name in _NAMES.get(field.codelist, (field.codelist,))))


@cache
def _forms(codelist: str, law: str | None) -> dict[str, str]:
    """Plain text to code: the code itself, its label and its other names, where only one code goes by that text."""
    pairs = {
        (plain(word), code)
        for name in _NAMES.get(codelist, (codelist,))
        for code, meaning in codelists.labels(name, law).items()
        for word in (code, meaning)
    }
    pairs |= {(plain(word), code) for word, code in codelists.also(codelist).items()}
    times = Counter(word for word, _ in pairs)
    return {word: code for word, code in pairs if word and times[word] == 1}
