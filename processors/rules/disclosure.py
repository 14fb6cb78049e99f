# SPDX-License-Identifier: EUPL-1.2
"""What goes out: no small cell, no hidden cell that totals give away, no figures of another supplier."""

import narwhals as nw

from processors.rulebook import Column, Consequence, Rulebook, Severity

rules = Rulebook()
SMALL = {"tabel": "clienten per product", "rij_naam": "Venlo", "kolom_naam": "02D01", "getoond": "ja"}
LIMITS = {"min_cel": 5, "min_cel_publicatie": 10}


@rules.rule(
    "MGR-401",
    table="publicatiecellen",
    severity=Severity.FOUT,
    consequence=Consequence.REJECT_FILE,
    says="De cel '{rij_naam}', '{kolom_naam}' van tabel '{tabel}' telt te weinig clienten om te tonen.",
    action="Verberg de cel, of voeg rijen of kolommen samen.",
    holds=[
        {**SMALL, **LIMITS, "clienten": 5, "openbaar": "nee"},
        {**SMALL, **LIMITS, "clienten": 10, "openbaar": "ja"},
        {**SMALL, **LIMITS, "clienten": 0, "openbaar": "ja"},
        {**SMALL, **LIMITS, "clienten": 4, "openbaar": "nee", "getoond": "nee"},
    ],
    fails=[
        {**SMALL, **LIMITS, "clienten": 4, "openbaar": "nee"},
        {**SMALL, **LIMITS, "clienten": 1, "openbaar": "nee"},
        {**SMALL, **LIMITS, "clienten": 9, "openbaar": "ja"},
    ],
)
def cell_is_large_enough(
    clienten: Column, getoond: Column, openbaar: Column, min_cel: Column, min_cel_publicatie: Column
) -> Column:
    """A cell that is shown counts nobody, or at least the smallest number agreed."""
    smallest = nw.when(openbaar == "ja").then(min_cel_publicatie).otherwise(min_cel)
    return (getoond == "nee") | (clienten == 0) | (clienten >= smallest)


def _cell(row: str, column: str, *, shown: bool) -> dict[str, object]:
    word = "ja" if shown else "nee"
    return {"tabel": "clienten per product", "rij_naam": row, "kolom_naam": column, "getoond": word}


@rules.rule(
    "MGR-402",
    table="publicatiecellen",
    severity=Severity.FOUT,
    consequence=Consequence.REJECT_FILE,
    says="De verborgen cel '{rij_naam}', '{kolom_naam}' van tabel '{tabel}' is de enige in haar rij of kolom en dus "
    "uit het totaal te herleiden.",
    action="Verberg in dezelfde rij en in dezelfde kolom nog een cel.",
    holds=[
        [_cell("A", "x", shown=True), _cell("A", "y", shown=True)],
        [_cell(row, column, shown=False) for row in "AB" for column in "xy"],
    ],
    fails=[
        [_cell("A", "y", shown=True), _cell("A", "x", shown=False)],
        # Three in the row, but alone in the column.
        [*(_cell(row, column, shown=False) for row in "AB" for column in "yz"), _cell("A", "x", shown=False)],
    ],
)
def hidden_cell_is_not_alone(getoond: Column, tabel: Column, rij_naam: Column, kolom_naam: Column) -> Column:
    """A hidden cell has another hidden cell in its row and in its column."""
    hidden = nw.when(getoond == "nee").then(1).otherwise(0)
    in_row, in_column = hidden.sum().over("tabel", "rij_naam"), hidden.sum().over("tabel", "kolom_naam")
    return (getoond == "ja") | ((in_row > 1) & (in_column > 1))


EXPORT = {"tabel": "benchmark", "voor_aanbieder": "01234567", "min_aanbieders_benchmark": 3}


@rules.rule(
    "MGR-403",
    table="exportregels",
    severity=Severity.FOUT,
    consequence=Consequence.REJECT_FILE,
    says="De tabel '{tabel}' voor aanbieder {voor_aanbieder} bevat een regel van een andere aanbieder, of een "
    "vergelijking van te weinig aanbieders.",
    action="Neem alleen eigen regels op, en een vergelijking zonder namen van genoeg aanbieders.",
    holds=[
        {**EXPORT, "aanbieder": "01234567", "aanbieders_in_groep": None},
        {**EXPORT, "aanbieder": None, "aanbieders_in_groep": 3},
    ],
    fails=[
        {**EXPORT, "aanbieder": "01234568", "aanbieders_in_groep": None},
        {**EXPORT, "aanbieder": "01234568", "aanbieders_in_groep": 5},
        {**EXPORT, "aanbieder": None, "aanbieders_in_groep": 2},
        {**EXPORT, "aanbieder": None, "aanbieders_in_groep": None},
    ],
    may_be_empty=["aanbieder", "aanbieders_in_groep"],
)
def export_holds_own_rows_only(
    voor_aanbieder: Column, aanbieder: Column, aanbieders_in_groep: Column, min_aanbieders_benchmark: Column
) -> Column:
    """A row is of the supplier it is meant for, or of enough suppliers together."""
    own = (aanbieder == voor_aanbieder).fill_null(value=False)
    together = aanbieder.is_null() & (aanbieders_in_groep >= min_aanbieders_benchmark).fill_null(value=False)
    return own | together
