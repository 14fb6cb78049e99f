# SPDX-License-Identifier: EUPL-1.2
"""`verzamelpunt aanbesteding inlees --postvak`: offers that came by mail, and what is said of them."""

from datetime import UTC, datetime

import polars as pl

from processors.commands.display import say
from processors.errors import UnusableInputError
from processors.mailbox import open_mailbox
from processors.mailbox.message import MEGABYTE, Message, Options
from processors.mailbox.proof import Proof, proof_of
from processors.settings import load
from processors.slots import ZONE
from processors.tender.dossier import Dossier
from processors.tender.post import COUNTS, LATE, REGISTER, REPLACED, UNPROVEN, closing, collect
from workbooks.dutch import counted


def fetch(dossier: Dossier, address: str, closes: str | None, *, quiet: bool) -> None:
    """Take the offers of a tender from a mailbox, and say what was taken.

    Args:
        dossier: the folder of the tender.
        address: of the mailbox; it is entered as the settings say.
        closes: the closing moment as it was typed; None for the end of the day in the planning.
        quiet: say nothing.

    """
    settings = load()
    moment = _moment(closes) if closes else closing(dossier.assignment())
    options = Options(settings.max_bestand_mb * MEGABYTE, settings.wachttijd_seconden, access=settings)

    def proven(message: Message) -> bool:
        if not settings.mail_bewijs:
            return True
        return proof_of(message.raw, message.sender, settings.mail_server) is Proof.PASSED

    found = collect(dossier, open_mailbox(address, options), moment, datetime.now(UTC), proven)
    if quiet:
        return
    say(f"Uit het postvak: {counted(found.mails, 'nieuw bericht', 'nieuwe berichten')} over deze aanbesteding.")
    aside = {
        LATE: "te laat", REPLACED: "vervangen door een later bericht",
        UNPROVEN: "zonder bewezen afzender",
    }  # fmt: skip
    for state, told in aside.items():
        here = found.register.filter(pl.col("toestand") == state)
        if len(here):
            say(f"  {counted(len(here), 'bestand', 'bestanden')} {told}; zie {dossier.received / state}.")
    unusable = found.register.filter(~pl.col("toestand").is_in([COUNTS, *aside]))
    say(
        *(
            f"  Van een bericht van {moment}: {why}"
            for moment, why in unusable.select("ontvangen_op", "toestand").rows()
        )
    )
    if found.left:
        say(f"  {counted(found.left, 'ander bericht', 'andere berichten')} bleef in het postvak.")
    say(f"Wie wat wanneer stuurde, staat in {dossier.root / REGISTER}.", "")


def _moment(text: str) -> datetime:
    try:
        return datetime.fromisoformat(text).replace(tzinfo=ZONE)
    except ValueError:
        raise UnusableInputError(
            f"'{text}' is geen moment. Schrijf dag en tijd zo: --sluiting '2027-10-01 12:00'."
        ) from None
