# SPDX-License-Identifier: EUPL-1.2
"""Production statements: what they say beside what was granted, whether they came, and who signed for them."""

import narwhals as nw

from processors.kpibook import Column, Figure, KpiBook, different, percentage, summed, total

kpis = KpiBook()
LESS, MORE = {"verantwoord": 900, "toegekend": 1000}, {"verantwoord": 1100, "toegekend": 1000}
LUMP_SUM = {"verantwoord": 5000, "toegekend": None, "verschil": None}
NOT_COMPARED = (
    "Wat niet te vergelijken is (taakgericht, of van de aanbieder is in dat jaar niets gedeclareerd) telt niet mee."
)


@kpis.kpi(
    "K33",
    table="aansluiting",
    label="Aansluiting productieverantwoording",
    says="Verantwoord bedrag min toegekend bedrag, als percentage van het toegekende bedrag; boven nul verantwoordt de "
    f"aanbieder meer dan is toegekend. {NOT_COMPARED}",
    unit="procent",
    examples=[
        ([{**MORE, "verschil": 100}, {**LESS, "verschil": -100}, {**MORE, "verschil": 100}], 100 / 30),
        ([{**LESS, "verschil": -100}], -10),
        ([{**LESS, "verschil": -100}, LUMP_SUM], -10),
        ([{"verantwoord": 900, "toegekend": 0, "verschil": 900}], None),
        ([{"verantwoord": None, "toegekend": 1000, "verschil": None}], None),
        ([LUMP_SUM], None),
        ([], None),
    ],
)
def statement_beside_granted(verschil: Column, toegekend: Column) -> Figure:
    """Stated less granted, of granted."""
    return _of_granted(verschil, toegekend)


@kpis.kpi(
    "K33-verschil",
    table="aansluiting",
    label="Verschil met de productieverantwoording",
    says="Verantwoord bedrag min toegekend bedrag; boven nul verantwoordt de aanbieder meer dan is toegekend. "
    f"{NOT_COMPARED}",
    unit="eurocent",
    examples=[
        ([{**MORE, "verschil": 100}, {**LESS, "verschil": -300}, LUMP_SUM], -200),
        ([{"verantwoord": 900, "toegekend": 0, "verschil": 900}], 900),
        ([{"verantwoord": None, "toegekend": 1000, "verschil": None}], None),
        ([LUMP_SUM], None),
        ([], None),
    ],
)
def difference_with_granted(verschil: Column, toegekend: Column) -> Figure:
    """Stated less granted."""
    return total(verschil, over=~toegekend.is_null())


@kpis.kpi(
    "K33-verklaard",
    table="aansluiting",
    label="Aansluiting: verklaard verschil",
    says="Het deel van het verschil tussen verantwoord en toegekend waarvoor een verklaring is gevonden (tijd, "
    "afwijzing, tarief, product of eenheid, toewijzing, gemeente, dubbel, correctie), als percentage van het "
    f"toegekende bedrag. {NOT_COMPARED}",
    unit="procent",
    examples=[
        ([{**MORE, "verklaard": 60}, {**LESS, "verklaard": -20}, LUMP_SUM], 2),
        ([{"toegekend": 0, "verklaard": 900}], None),
        ([{"toegekend": 1000, "verklaard": None}], None),
        ([], None),
    ],
)
def explained_difference(verklaard: Column, toegekend: Column) -> Figure:
    """What is explained of the difference, of granted."""
    return _of_granted(verklaard, toegekend)


@kpis.kpi(
    "K33-onverklaard",
    table="aansluiting",
    label="Aansluiting: onverklaard verschil",
    says="Het deel van het verschil tussen verantwoord en toegekend waarvoor geen verklaring is gevonden, als "
    f"percentage van het toegekende bedrag. {NOT_COMPARED}",
    unit="procent",
    examples=[
        ([{**MORE, "onverklaard": 40}, {**LESS, "onverklaard": 0}, LUMP_SUM], 2),
        ([{"toegekend": 0, "onverklaard": 900}], None),
        ([{"toegekend": 1000, "onverklaard": None}], None),
        ([], None),
    ],
)
def unexplained_difference(onverklaard: Column, toegekend: Column) -> Figure:
    """What is left of the difference, of granted."""
    return _of_granted(onverklaard, toegekend)


def _of_granted(amount: Column, granted: Column) -> Figure:
    """A part of what was granted, over what can be compared."""
    known = ~granted.is_null()
    return percentage(summed(amount, over=known), summed(granted, over=known), over=known)


OWES = {"wet": "wmo", "maand": "2025-12", "verwacht": True}
THERE, NOT_THERE = {"ontvangen": True, "op_tijd": True}, {"ontvangen": False, "op_tijd": False}
EXPECTED = "Een verantwoording wordt verwacht van elke aanbieder met een toegekend bedrag boven nul in een gemeente."


def _each(aanbieder: Column, wet: Column, maand: Column) -> Column:
    """What one statement is about; of a supplier in more municipalities there is one."""
    return nw.concat_str([aanbieder, wet, maand], separator=" ")


@kpis.kpi(
    "K34",
    table="verantwoordingsplicht",
    label="Ontvangen productieverantwoordingen",
    says=f"Van de productieverantwoordingen die worden verwacht, het percentage dat is ontvangen. {EXPECTED} Een "
    "nulopgave is ontvangen.",
    unit="procent",
    examples=[
        ([{**OWES, **THERE, "aanbieder": "1"}, {**OWES, **NOT_THERE, "aanbieder": "2"}], 50),
        (
            [
                {**OWES, **THERE, "aanbieder": "1", "gemeente": "0983"},
                {**OWES, **THERE, "aanbieder": "1", "gemeente": "0984"},
                {**OWES, **NOT_THERE, "aanbieder": "2", "gemeente": "0984"},
            ],
            50,
        ),
        ([{**OWES, **THERE, "aanbieder": "1"}, {**OWES, **NOT_THERE, "aanbieder": "2", "verwacht": False}], 100),
        ([{**OWES, **THERE, "aanbieder": "1", "verwacht": False}], None),
        ([], None),
    ],
)
def statements_received(verwacht: Column, ontvangen: Column, aanbieder: Column, wet: Column, maand: Column) -> Figure:
    """Statements received of those expected."""
    each = _each(aanbieder, wet, maand)
    return percentage(different(each, over=verwacht & ontvangen), different(each, over=verwacht), over=verwacht)


@kpis.kpi(
    "K34-optijd",
    table="verantwoordingsplicht",
    label="Productieverantwoordingen op tijd",
    says="Van de productieverantwoordingen die worden verwacht, het percentage dat voor de uiterste dag is ontvangen "
    f"(de ontvangst van de versie die geldt). {EXPECTED}",
    unit="procent",
    examples=[
        ([{**OWES, **THERE, "aanbieder": "1"}, {**OWES, **THERE, "op_tijd": False, "aanbieder": "2"}], 50),
        ([{**OWES, **NOT_THERE, "aanbieder": "1"}], 0),
        ([{**OWES, **THERE, "aanbieder": "1", "verwacht": False}], None),
        ([], None),
    ],
)
def statements_in_time(verwacht: Column, op_tijd: Column, aanbieder: Column, wet: Column, maand: Column) -> Figure:
    """Statements received in time of those expected."""
    each = _each(aanbieder, wet, maand)
    return percentage(different(each, over=verwacht & op_tijd), different(each, over=verwacht), over=verwacht)


@kpis.kpi(
    "K35",
    table="verantwoordingsplicht",
    label="Zekerheid met accountantsverklaring",
    says="Toegekend bedrag van aanbieders met een goedkeurende accountantsverklaring onder die wet, als percentage van "
    "het toegekende bedrag van alle aanbieders.",
    unit="procent",
    examples=[
        ([{"toegekend": 300, "accountant": True}, {"toegekend": 100, "accountant": False}], 75),
        ([{"toegekend": 300, "accountant": True}, {"toegekend": -100, "accountant": False}], 150),
        ([{"toegekend": 100, "accountant": True}, {"toegekend": -100, "accountant": False}], None),
        ([{"toegekend": 300, "accountant": True}, {"toegekend": None, "accountant": False}], None),
        ([], None),
    ],
)
def turnover_audited(toegekend: Column, accountant: Column) -> Figure:
    """Turnover under an approving auditor's declaration, of all."""
    return percentage(_part(toegekend, accountant), summed(toegekend))


@kpis.kpi(
    "K35-bestuur",
    table="verantwoordingsplicht",
    label="Zekerheid met bestuursverklaring",
    says="Toegekend bedrag van aanbieders met een bestuursverklaring onder die wet, als percentage van het toegekende "
    "bedrag van alle aanbieders.",
    unit="procent",
    examples=[
        ([{"toegekend": 300, "bestuur": False}, {"toegekend": 100, "bestuur": True}], 25),
        ([{"toegekend": 0, "bestuur": True}], None),
        ([{"toegekend": None, "bestuur": False}, {"toegekend": 100, "bestuur": True}], None),
        ([], None),
    ],
)
def turnover_of_board(toegekend: Column, bestuur: Column) -> Figure:
    """Turnover under a declaration of the board, of all."""
    return percentage(_part(toegekend, bestuur), summed(toegekend))


@kpis.kpi(
    "K35-gelijk",
    table="verantwoordingsplicht",
    label="Zekerheid bij gelijke drempel",
    says="Zoals Zekerheid met accountantsverklaring, maar in elk jaar alleen over aanbieders met een omzet onder de "
    "wet boven de verhoogde landelijke drempel; zo zijn jaren voor en na de verhoging te vergelijken.",
    unit="procent",
    examples=[
        (
            [
                {"toegekend": 300, "accountant": True, "boven_drempel": True},
                {"toegekend": 100, "accountant": False, "boven_drempel": True},
                {"toegekend": 50, "accountant": True, "boven_drempel": False},
            ],
            75,
        ),
        ([{"toegekend": 50, "accountant": True, "boven_drempel": False}], None),
        ([{"toegekend": None, "accountant": True, "boven_drempel": True}], None),
        ([], None),
    ],
)
def turnover_audited_above_threshold(toegekend: Column, accountant: Column, boven_drempel: Column) -> Figure:
    """Turnover under an approving auditor's declaration, of suppliers above the raised threshold."""
    return percentage(
        _part(toegekend, accountant & boven_drempel), summed(toegekend, over=boven_drempel), over=boven_drempel
    )


def _part(amount: Column, counts: Column) -> Column:
    """The sum of the rows that count; zero, not missing, where none does."""
    return summed(nw.when(counts).then(amount).otherwise(0))
