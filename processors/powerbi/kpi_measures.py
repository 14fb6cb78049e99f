# SPDX-License-Identifier: EUPL-1.2
"""A measure per KPI, which reads the figure that was measured: no KPI is computed twice.

Rows of `meting` are figures of a whole: of a month, quarter or year, of all or of one municipality, supplier or
product. They are never added up. What is selected says which row is meant; without exactly one row there is no figure.
"""

from collections.abc import Iterator

from processors.kpibook import Kpi
from processors.kpis import KPIS
from processors.powerbi.formats import FORMATS
from processors.powerbi.parts import Measure

_HELP = "Hulp"
_CHOSEN = "Gekozen "
# What no row of `meting` holds: more than one was selected and none of them is meant.
_SEVERAL = '"?"'


def of_kpis() -> list[Measure]:
    """The measures on `meting`: what is selected, the one figure that is meant, and each KPI."""
    return [*_chosen(), _measured(), *_standing(), *(_kpi(kpi) for kpi in KPIS)]


def _chosen() -> Iterator[Measure]:
    """What a dimension is filtered to: blank for all of it, the value for one, and `?` for several.

    A role may leave one row of a dimension; that row is then meant without being selected.
    """
    yield Measure(
        f"{_CHOSEN}periode", _PERIOD, "De maand, het kwartaal of het jaar van de selectie.", _HELP, hidden=True
    )
    place, part = _one("dim_gemeente", "gemeente"), _one("dim_gemeente", "subregio")
    everything = f"COUNTROWS(dim_gemeente) = {_ALL_PLACES} && COUNTROWS(dim_gemeente) > 1"
    yield _choice("gemeente", everything, (place, "dim_gemeente[gemeente]"), (f"{part} && {_WHOLE_PLACE}", None))
    yield _choice("subregio", f"{everything} || {place}", (f"{part} && {_WHOLE_PLACE}", "dim_gemeente[subregio]"))
    yield _choice(
        "aanbieder",
        "NOT ISFILTERED(dim_aanbieder)",
        (_one("dim_aanbieder", "aanbieder"), "dim_aanbieder[aanbieder]"),
    )
    code, category = _one("dim_product", "product_code"), _one("dim_product", "product_categorie")
    yield _choice(
        "product", "NOT ISFILTERED(dim_product)",
        (f"ISFILTERED(dim_product[product_code]) && {code}", "dim_product[product_code]"),
        (f"{category} && {_WHOLE_CATEGORY}", "dim_product[product_categorie]"),
    )  # fmt: skip
    yield _choice(
        "contract", "NOT ISFILTERED(dim_contract)",
        (_one("dim_contract", "contract_nummer"), "dim_contract[contract_nummer]"),
    )  # fmt: skip
    yield _choice("wet", "NOT ISFILTERED(dim_wet)", (_one("dim_wet", "wet"), "dim_wet[wet]"))


def _one(table: str, column: str) -> str:
    """Exactly one value. Blank is none: the row of who stands in no dimension must not read as all of them."""
    return f"NOT ISBLANK(SELECTEDVALUE({table}[{column}]))"


def _choice(name: str, everything: str, *ones: tuple[str, str | None]) -> Measure:
    """Blank where everything is meant; else the value of the first condition that holds."""
    lines = [f"{everything}, BLANK()"]
    lines += [f"{when}, {f'SELECTEDVALUE({value})' if value else 'BLANK()'}" for when, value in ones]
    return Measure(
        f"{_CHOSEN}{name}", "SWITCH(\n\tTRUE(),\n\t" + ",\n\t".join([*lines, _SEVERAL]) + "\n)",
        f"Wat er van {name} geselecteerd is; leeg is alles samen, een vraagteken is meer dan één.", _HELP, hidden=True,
    )  # fmt: skip


def _measured() -> Measure:
    """The one figure of the selection; no figure where no row or more than one fits."""
    says = "Het ene cijfer dat bij de selectie hoort. Cijfers worden nooit opgeteld."
    return Measure("Gemeten waarde", _read("IF(COUNTROWS(meting) = 1, MAX(meting[waarde]))"), says, _HELP, hidden=True)


def _standing() -> Iterator[Measure]:
    for name, column, says in (
        ("Status van de cijfers", "status", "Voorlopig of definitief, voor de gekozen periode en gemeente."),
        ("Dekking van de cijfers", "dekking", "Gemeenten die leverden, van de gemeenten die verwacht worden."),
    ):
        yield Measure(name, _read(f"SELECTEDVALUE(meting[{column}])"), says, "Bij de cijfers")


def _kpi(kpi: Kpi) -> Measure:
    """The figure of a KPI, in euros where it is money."""
    value = f'CALCULATE([Gemeten waarde], meting[kpi] == "{kpi.code}")'
    dax = f"DIVIDE({value}, 100)" if kpi.kind == "euro" else value
    says = f"{kpi.says} Eenheid: {kpi.unit.replace('eurocent', 'euro')}. KPI {kpi.code}."
    return Measure(kpi.label, dax, says, f"KPI's\\{kpi.number}", FORMATS[kpi.kind])


def _read(what: str) -> str:
    """An aggregate of the rows of `meting` that the selection means.

    The filter of a place is taken away and put back on the row itself, because the row of a subregion is of no
    municipality. Row-level security stays: no measure can take that away.
    """
    columns = {
        "maand": "periode", "gemeente": "gemeente", "subregio": "subregio", "aanbieder": "aanbieder",
        "product": "product", "contract_nummer": "contract", "wet": "wet",
    }  # fmt: skip
    chosen = [f"VAR gekozen_{name} = [{_CHOSEN}{name}]" for name in columns.values()]
    conditions = [f"meting[{column}] == gekozen_{name}" for column, name in columns.items()]
    arguments = ["\t" + what, "\tREMOVEFILTERS(dim_gemeente)", *(f"\t{each}" for each in conditions)]
    return "\n".join([*chosen, "RETURN", "CALCULATE(", ",\n".join([*arguments, '\tmeting[onderdrukt] == "nee"']), ")"])


# All municipalities of the region (without the row of blanks that ALL would count), all of the subregion, and all
# products of the category: the selection is the whole of it.
_ALL_PLACES = "CALCULATE(COUNTROWS(dim_gemeente), REMOVEFILTERS(dim_gemeente))"
_WHOLE_PLACE = (
    "COUNTROWS(dim_gemeente) = "
    "CALCULATE(COUNTROWS(dim_gemeente), REMOVEFILTERS(dim_gemeente), VALUES(dim_gemeente[subregio]))"
)
_WHOLE_CATEGORY = (
    "COUNTROWS(dim_product) = "
    "CALCULATE(COUNTROWS(dim_product), REMOVEFILTERS(dim_product), VALUES(dim_product[product_categorie]))"
)
# Without a selection the last month; a whole quarter or year where exactly that is selected.
_PERIOD = """VAR eerste = MIN(dim_datum[maand])
VAR laatste = MAX(dim_datum[maand])
VAR maanden = DISTINCTCOUNT(dim_datum[maand])
VAR nieuwste = CALCULATE(MAX(meting[maand]), REMOVEFILTERS(meting), meting[periodesoort] == "maand")
RETURN
SWITCH(
	TRUE(),
	NOT ISFILTERED(dim_datum), nieuwste,
	eerste == laatste, eerste,
	maanden = 3 && HASONEVALUE(dim_datum[kwartaal]), SELECTEDVALUE(dim_datum[kwartaal]),
	maanden = 12 && HASONEVALUE(dim_datum[jaar]), FORMAT(SELECTEDVALUE(dim_datum[jaar]), "0"),
	"?"
)"""
