# SPDX-License-Identifier: EUPL-1.2
"""The mails with messages (xml), what is wrong in them, and where that must be found."""

import io
import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import groupby

import polars as pl

from processors.demo.in_messages import ALLOCATION, ZIPPED
from processors.demo.mails import Mail, address
from processors.demo.message_answers import answers
from processors.demo.message_files import TABLE, Message, identified
from processors.demo.plan import DemoPlan
from processors.demo.submissions import at
from processors.demo.suppliers import agb

LINES = TABLE["323"]
LINE = "Declaratie/Clienten/Client/Prestaties/Prestatie"
REFUSED = "fout"
# Bestand, blad, rij, kolom, cel, regel, ernst and toelichting, as in the truth.
Told = tuple[object, ...]


@dataclass(frozen=True)
class Posted:
    """A mail with messages, and what must be found in them."""

    mail: Mail
    told: tuple[Told, ...] = ()


@dataclass(frozen=True)
class Damage:
    """What somebody's application did to a message, so that it is refused as a whole, and where that is found."""

    name: str
    pattern: bytes
    put: bytes
    sheet: str
    column: str
    code: str
    explanation: str


_DAY = rb"(ProductPeriode><\w+:Begindatum>\d{4})-\d\d-\d\d"
DAMAGES = (
    Damage("oude-versie", rb"(BerichtSubversie>)2", rb"\g<1>1", "Header", "Header/BerichtSubversie", "CS015",
        "bericht van een oudere release"),
    Damage("datum", _DAY, rb"\g<1>-02-30", "Prestatie", f"{LINE}/ProductPeriode/Begindatum", "RS032",
        "datum die niet bestaat"),
    Damage("dubbel-element", rb"(<(\w+:Eenheid)>\d\d</\2>)", rb"\1\1", "Prestatie", f"{LINE}/Eenheid", "INTAKE-41",
        "element dat maar een keer mag"),
)  # fmt: skip


def message_mails(plan: DemoPlan, messages: Sequence[Message], tables: Mapping[str, pl.DataFrame]) -> Iterator[Posted]:
    """Every mail with messages: the proper ones, an hour before some of them one that is refused, and answers.

    Args:
        plan: without a share of faults nothing is wrong in the proper ones.
        messages: the proper ones.
        tables: what the workbooks hold, faults included.

    """
    declared = [each for each in messages if each.number == "323"]
    zipped = [each for each in declared if each.supplier == agb(ZIPPED)]
    others = [each for each in messages if each.number != "323"]
    for _, together in groupby(others, key=lambda each: (each.number, each.sender, each.dated)):
        first, *more = together
        yield Posted(_mail(first, {each.file: each.data for each in (first, *more)}))
    for place, each in enumerate(each for each in declared if each not in zipped):
        message, told = _faulty(each, place) if plan.fault_share else (each, ())
        yield Posted(_mail(message, {message.file: message.data}), told)
    if zipped:
        yield Posted(_mail(zipped[0], _in_one_zip(plan, zipped)))
    for place, (each, damage) in enumerate(zip(declared, DAMAGES, strict=False)):
        yield _damaged(replace(each, identification=identified(plan, each.number, 900 + place)), damage)
    for answer, told in answers(plan, messages, tables):
        rows = tuple((answer.file, *found) for found in told)
        yield Posted(_mail(answer, {answer.file: answer.data}), rows)


def _faulty(message: Message, place: int) -> tuple[Message, tuple[Told, ...]]:
    """A declaration with a fault of its own: the first has a wrong total, the second an allocation nobody knows."""
    if place == 0:
        return _with_wrong_total(message)
    return _with_unknown_allocation(message) if place == 1 else (message, ())


def _with_wrong_total(message: Message) -> tuple[Message, tuple[Told, ...]]:
    """A total that is a euro too high; where more lines have it, it is said once about the file."""
    lines = message.tables[LINES].with_columns(pl.col("totaal_ingediend_bedrag") + 100)
    where = ("Prestatie", 1, "Declaratie/TotaalIngediendBedrag/TotaalBedrag") if len(lines) == 1 else ("", None, "")
    told = (message.file, *where, "", "TR358", REFUSED, "het totaal is niet de som van de regels")
    return replace(message, tables={LINES: lines}), (told,)


def _with_unknown_allocation(message: Message) -> tuple[Message, tuple[Told, ...]]:
    """A line on an allocation that the municipality never gave out."""
    first = pl.int_range(pl.len()) == 0
    unknown = pl.when(first).then(pl.col(ALLOCATION) + 600_000_000).otherwise(ALLOCATION)
    lines = message.tables[LINES].with_columns(unknown.alias(ALLOCATION))
    told = (message.file, "Prestatie", 1, f"{LINE}/ToewijzingNummer", "", "TR338", REFUSED, "toewijzing onbekend")
    return replace(message, tables={LINES: lines}), (told,)


def _damaged(message: Message, damage: Damage) -> Posted:
    """The same declaration, damaged, an hour before the proper one."""
    name = f"{damage.name}-{message.file}"
    data = re.sub(damage.pattern, damage.put, message.data, count=1)
    mail = _mail(message, {name: data})
    told = (name, damage.sheet, 1, damage.column, "", damage.code, REFUSED, damage.explanation)
    return Posted(replace(mail, sent=mail.sent - timedelta(hours=1)), (told,))


def _mail(message: Message, files: Mapping[str, bytes]) -> Mail:
    """The mail around a message, on the day after its own."""
    text = f"Beste collega,\n\nBijgevoegd: bericht {message.number}.\n\nMet vriendelijke groet,\nde administratie\n"
    return Mail(address(message.sender), _sent(message), f"Bericht {message.number}", text, files)


def _sent(message: Message) -> datetime:
    return at(message.dated + timedelta(days=1), 12)


def _in_one_zip(plan: DemoPlan, messages: Sequence[Message]) -> dict[str, bytes]:
    """One zip with all these messages."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for each in messages:
            member = zipfile.ZipInfo(each.file, _sent(each).timetuple()[:6])
            archive.writestr(member, each.data, zipfile.ZIP_DEFLATED)
    return {f"berichten-{messages[0].supplier}-{plan.month}.zip": target.getvalue()}
