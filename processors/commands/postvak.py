# SPDX-License-Identifier: EUPL-1.2
"""`verzamelpunt postvak`: prove that the mailbox works before anybody counts on it."""

from datetime import date

import click

from processors.commands.display import say, show_json
from processors.dutch import DutchCommand, DutchGroup
from processors.errors import VerzamelpuntError
from processors.mailbox import open_mailbox
from processors.mailbox.certificate import certificate_days
from processors.mailbox.graph import GraphMailbox
from processors.mailbox.message import MEGABYTE, Check, Options
from processors.settings import Settings, load

SOON = 30
SIGNS = {True: "✔ in orde", False: "✖ niet goed", None: "● niet te zien"}
NOT_HERE = Check(None, "Of een ander postvak gesloten blijft, is alleen te zien bij Microsoft 365 (graph://).")


@click.group("postvak", cls=DutchGroup)
def command() -> None:
    """Bewijs dat het postvak werkt: toegang, rechten en certificaat."""


@command.command("test", cls=DutchCommand)
@click.option("--postvak", metavar="ADRES", help="Een ander postvak dan in de instellingen.")
@click.option("--ander", metavar="ADRES", help="Microsoft 365: een postvak waar de toepassing juist niet bij mag.")
@click.option("--json", "as_json", is_flag=True, help="Geef het resultaat als JSON.")
def test(postvak: str | None, *, ander: str | None, as_json: bool) -> int:
    """Probeer of lezen, opbergen en antwoorden kan, en of de rechten niet te ruim zijn; er gaat niets uit."""
    settings = load()
    checks = _checks(settings, postvak or settings.mailbox, ander)
    if as_json:
        tried = [{"in_orde": each.holds, "melding": each.says} for each in checks]
        show_json({"postvak": postvak or settings.mailbox, "proeven": tried})
    else:
        say(*(f"{SIGNS[each.holds]:<15}{each.says}" for each in checks))
    return int(any(each.holds is False for each in checks))


def _checks(settings: Settings, address: str, other: str | None) -> list[Check]:
    """What was tried, until something that keeps the rest from being tried."""
    found: list[Check] = []
    try:
        options = Options(settings.max_bestand_mb * MEGABYTE, access=settings)
        mailbox = open_mailbox(address, options)
        found.extend(mailbox.check())
        if other:
            found.append(mailbox.sees(other) if isinstance(mailbox, GraphMailbox) else NOT_HERE)
        found.extend(_certificate(settings))
    except VerzamelpuntError as error:
        found.append(Check(holds=False, says=str(error)))
    return found


def _certificate(settings: Settings) -> list[Check]:
    days = certificate_days(settings, date.today())  # noqa: DTZ011 - a day of the office
    if days is None:
        return []
    if days < 0:
        return [Check(holds=False, says=f"Het certificaat is {-days} dagen geleden verlopen. Vraag een nieuw aan.")]
    says = f"Het certificaat is nog {days} dagen geldig."
    return [Check(days > SOON, says if days > SOON else f"{says} Vraag nu een nieuw aan.")]
