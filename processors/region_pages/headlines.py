# SPDX-License-Identifier: EUPL-1.2
"""Samenvatting: how we are doing, in one table, each figure with the one before it and what it means."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from processors.region_pages.deliveries import late_deliveries, missing_members
from processors.region_pages.figures import NO_ROW, at, light_of_use, shown
from processors.region_pages.words import before, named, period_of, spoken_period, trend
from processors.star import Tables
from workbooks.region_book import Listing
from workbooks.tables import Column


@dataclass(frozen=True)
class Asked:
    """A KPI of the first page: over which period it is told, and what it says in one short sentence."""

    theme: str
    code: str
    span: str
    says: str
    grows: bool = False  # through the year, so that it says nothing beside the year before


MONEY, CLIENTS, ACCESS = "Geld", "Cliënten", "Toegang en traject"
MESSAGES, STATEMENTS, DELIVERY = "Berichtenverkeer", "Verantwoording", "Aanlevering"
ASKED: tuple[Asked, ...] = (
    Asked(MONEY, "K07", "jaar", "Toegekend in de afgesloten maanden van dit jaar.", grows=True),
    Asked(MONEY, "K08", "jaar", "Deel van de begroting dat is gerealiseerd.", grows=True),
    Asked(MONEY, "K09", "jaar", "Verwachting voor het hele jaar, als elke maand gelijk is.", grows=True),
    Asked(MONEY, "K05", "maand", "Verandering van de omzet tegenover dezelfde maand vorig jaar."),
    Asked(MONEY, "K02", "jaar", "Deel van het toegewezen bedrag dat is gedeclareerd en toegekend."),
    Asked(CLIENTS, "K12", "maand", "Personen die zorg kregen; elk telt eenmaal."),
    Asked(CLIENTS, "K13", "maand", "Personen met een toewijzing op de laatste dag van de maand."),
    Asked(CLIENTS, "K14", "jaar", "Toegekend bedrag per persoon die zorg kreeg.", grows=True),
    Asked(ACCESS, "K24", "maand", "De helft van de verzoeken is binnen dit aantal werkdagen beantwoord."),
    Asked(ACCESS, "K25", "kwartaal", "De helft van de cliënten startte binnen dit aantal dagen."),
    Asked(ACCESS, "K26", "kwartaal", "Deel dat langer wacht of wachtte dan de norm van het product."),
    Asked(ACCESS, "K28", "jaar", "De helft van de afgesloten trajecten duurde korter."),
    Asked(ACCESS, "K29", "jaar", "Deel dat na een definitieve stop een jaar lang niet terugkwam."),
    Asked(ACCESS, "K30", "jaar", "Deel van de trajecten dat voortijdig is gestopt."),
    Asked(MESSAGES, "K16", "maand", "Berichten die technisch zijn afgekeurd."),
    Asked(MESSAGES, "K17", "maand", "Declaratieregels die zijn afgekeurd."),
    Asked(MESSAGES, "K19", "maand", "Startberichten binnen de termijn."),
    Asked(STATEMENTS, "K33", "vorig jaar", "Verschil tussen verantwoord en toegekend; positief is meer verantwoord."),
    Asked(STATEMENTS, "K34", "vorig jaar", "Ontvangen verantwoordingen van wat wordt verwacht."),
    Asked(STATEMENTS, "K35", "vorig jaar", "Omzet onder een goedkeurende accountantsverklaring."),
    Asked(DELIVERY, "K36", "maand", "Leveringen van gemeenten die zijn geaccepteerd, van wat wordt verwacht."),
    Asked(DELIVERY, "K37", "maand", "De helft leverde binnen dit aantal dagen rond de afgesproken datum."),
    Asked(DELIVERY, "K38", "maand", "Regels met een fout, per honderd aangeleverde regels."),
)  # fmt: skip
_FOUND = {
    "thema": pl.String, "code": pl.String, "kerncijfer": pl.String, "waarde": pl.Float64,
    "waarde_woord": pl.String, "soort": pl.String,
    "eenheid": pl.String,
    "formule": pl.String, "vorige": pl.Float64, "vorige_woord": pl.String, "vorige_soort": pl.String,
    "trend": pl.String, "oordeel": pl.String, "stand": pl.String, "periode": pl.String, "dekking": pl.String,
    "status": pl.String, "uitleg": pl.String,
}  # fmt: skip
_COLUMNS = (
    Column("thema", "Thema", width=19), Column("kerncijfer", "Kerncijfer", width=34),
    Column("waarde", "Waarde", "getal", "soort", word="waarde_woord", formula="formule", width=18),
    Column("eenheid", "Eenheid", width=17),
    Column("vorige", "Vorige periode", "getal", "vorige_soort", word="vorige_woord", width=18),
    Column("trend", "Trend", width=21), Column("oordeel", "Oordeel", mark="stand", symbol=True, width=18),
    Column("periode", "Periode", width=18), Column("dekking", "Dekking", width=11),
    Column("status", "Status", width=13), Column("uitleg", "Wat het zegt", width=66),
)  # fmt: skip


def summary(tables: Tables, month: str, members: Mapping[str, str], place: str | None) -> Listing:
    """The headline figures of a month.

    Args:
        tables: the star tables, with only the rows that may be in the workbook.
        month: yyyy-mm.
        members: municipality code to name.
        place: the one municipality; None for the region.

    """
    whole = shown(at(tables["meting"], place))
    known = {(row["kpi"], row["maand"]): row for row in whole.iter_rows(named=True)}
    rows = [*_of_deliveries(tables, month, members), *(_told(asked, month, known, place) for asked in ASKED)]
    order = {theme: at for at, theme in enumerate((MONEY, CLIENTS, ACCESS, MESSAGES, STATEMENTS, DELIVERY))}
    frame = pl.DataFrame([{name: row.get(name) for name in _FOUND} for row in rows], schema=_FOUND)
    used = pl.when(pl.col("code") == "K08").then("waarde")
    stand, light = light_of_use(used, tables["parameter"])
    judged = frame.with_columns(
        oordeel=pl.when(pl.col("code") == "K08").then(light).otherwise("oordeel"),
        stand=pl.when(pl.col("code") == "K08").then(stand).otherwise("stand"),
    )
    frame = judged.sort(pl.col("thema").replace_strict(order, return_dtype=pl.Int64), maintain_order=True)
    return Listing("kerncijfers", "Kerncijfers", f"Kerncijfers over {spoken_period(month)}", frame, _COLUMNS)


def share_formula(code: str, period: str, place: str | None) -> str:
    """The figure worked out again from the table `meting`, in euros where it is an amount; empty if it has no body."""
    kpi = named(code).kpi
    if kpi is None:
        return ""
    divided = "/100" if kpi.kind == "euro" else ""
    if kpi.stated.denominator is None:
        return f"={_sum('teller', code, period, place)}{divided}"
    times = f"*{kpi.stated.times}" if kpi.stated.times != 1 else ""
    return f"={_sum('teller', code, period, place)}/{_sum('noemer', code, period, place)}{times}{divided}"


def _sum(column: str, code: str, period: str, place: str | None) -> str:
    wanted = {
        "kpi": code, "maand": period, "gemeente": place or "=", "wet": "=", "subregio": "=", "aanbieder": "=",
        "product": "=", "contract_nummer": "=",
    }  # fmt: skip
    criteria = ",".join(f'meting[{name}],"{value}"' for name, value in wanted.items())
    return f"SUMIFS(meting[{column}],{criteria})"


def _told(
    asked: Asked, month: str, known: Mapping[tuple[str, str], Mapping[str, object]], place: str | None
) -> dict[str, object]:
    period = period_of(month, asked.span)
    now = known.get((asked.code, period), {})
    earlier = {} if asked.grows else known.get((asked.code, before(period)), {})
    name = named(asked.code)
    value, past = now.get("getoond"), earlier.get("getoond")
    reason = None if value is not None else now.get("reden", NO_ROW)
    return {
        "thema": asked.theme, "code": asked.code, "kerncijfer": name.label, "waarde": value,
        "eenheid": name.unit, "waarde_woord": now.get("woord", "geen"),
        "soort": name.kind if value is not None else "stil",
        "formule": (share_formula(asked.code, period, place) or None) if value is not None else None,
        "vorige": past, "vorige_woord": None if asked.grows else earlier.get("woord", "geen"),
        "vorige_soort": name.kind if past is not None else "stil",
        "trend": "loopt op in het jaar" if asked.grows and value is not None else _trend(value, past, name.kind),
        "periode": spoken_period(period), "dekking": _coverage(now.get("dekking")), "status": now.get("status"),
        "uitleg": f"{asked.says} Geen cijfer: {reason}." if reason else asked.says,
    }  # fmt: skip


def _trend(value: object, past: object, kind: str) -> str:
    both = isinstance(value, float) and isinstance(past, float)
    return trend(value, past, kind) if both else ""  # type: ignore[arg-type]


def _coverage(said: object) -> str | None:
    """12/14 as `12 van 14`: it must never be read as a day."""
    return said.replace("/", " van ") if isinstance(said, str) else None


def _of_deliveries(tables: Tables, month: str, members: Mapping[str, str]) -> Sequence[dict[str, object]]:
    """What was declared and delivered: figures that the other tables give by themselves."""
    declared = tables["feit_declaratie"]
    this_month = declared.filter(pl.col("declaratie_maand") == month)
    lacking = missing_members(tables["feit_levering"], month, members)
    found = tables["bevinding"].filter(pl.col("maand") == month)
    wrong = int(found.filter(pl.col("ernst") == "fout")["aantal"].sum())
    late = late_deliveries(tables["feit_levering"], month)
    amount = "SUM(feit_declaratie[ingediend_bedrag])/100"
    of_month = f'SUMIFS(feit_declaratie[{{}}],feit_declaratie[declaratie_maand],"{month}")'
    fixed: Callable[..., dict[str, object]] = lambda theme, label, value, kind, words, **more: {  # noqa: E731
        "thema": theme, "kerncijfer": label, "waarde": float(value), "soort": kind, "uitleg": words,
        "periode": spoken_period(month), **more,
    }  # fmt: skip
    return [
        fixed(MONEY, "Gedeclareerd, alle maanden", declared["ingediend_bedrag"].sum() / 100, "euro",
              "Geaccepteerde declaratieregels in dit werkboek, credit afgetrokken.", formule=f"={amount}",
              periode="alle maanden"),
        fixed(MONEY, "Gedeclareerd in de maand", this_month["ingediend_bedrag"].sum() / 100, "euro",
              "Declaraties met deze declaratiemaand, ook over eerdere leveringsmaanden.",
              formule=f"={of_month.format('ingediend_bedrag')}/100"),
        fixed(DELIVERY, "Gemeenten die leverden", len(members) - len(lacking), "geheel",
              f"Nog niet: {', '.join(lacking)}." if lacking else "Alle gemeenten leverden.",
              dekking=f"{len(members) - len(lacking)} van {len(members)}",
              **_light(not lacking, "volledig", "niet volledig", "waarschuwing")),
        fixed(DELIVERY, "Te late leveringen", late, "geheel",
              "Na de uiterste datum van de kalender, of nog niet ontvangen; zie Levering.",
              **_light(not late, "geen", "zie Levering", "waarschuwing")),
        fixed(DELIVERY, "Fouten in aanleveringen", wrong, "geheel",
              "Bevindingen met ernst fout over deze maand; zie Kwaliteit.",
              **_light(not wrong, "geen", "zie Kwaliteit", "signaal")),
    ]  # fmt: skip


def _light(good: bool, yes: str, no: str, state: str) -> dict[str, str]:  # noqa: FBT001
    return {"stand": "goed", "oordeel": yes} if good else {"stand": state, "oordeel": no}
