# SPDX-License-Identifier: EUPL-1.2
"""What each pass did, in a file of its own (`uitvoer/rapporten`) and in a line of the log."""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime

from processors.durable import HALF, landing
from processors.logbook import Event, as_moment, note
from processors.workplace import Workplace

FOLDER = "rapporten"
# Some ten days of a runner that works every fifteen minutes and always finds something.
KEPT = 500

Failure = tuple[str, str | None]
"""The id of what failed, and the reference of the mistake in `fouten.log`; None where nothing of ours went wrong."""


def report_pass(
    place: Workplace, counts: Mapping[str, int], failures: Sequence[Failure], seconds: float, now: datetime
) -> None:
    """Write what a pass did; of a pass that found nothing to do nothing is written. The newest `KEPT` reports stay.

    Args:
        place: the work folder.
        counts: what was done, by its Dutch name.
        failures: what failed.
        seconds: how long it took.
        now: when it ended (UTC).

    """
    if not any(counts.values()):
        return
    took = round(seconds, 1)
    told = {
        "geeindigd_op": as_moment(now),
        **counts,
        "mislukte_onderwerpen": [{"onderwerp": subject, "verwijzing": reference} for subject, reference in failures],
        "seconden": took,
    }
    folder = place.output / FOLDER
    with landing(folder / f"verwerking-{now:%Y%m%dT%H%M%S%fZ}.json") as half:
        half.write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")
    # A report that a kill left half has a name that no later one takes; there is one runner, so nobody works on it.
    for old in (*sorted(folder.glob("verwerking-*.json"))[:-KEPT], *folder.glob(f"verwerking-*{HALF}")):
        old.unlink()
    note(place.logs, Event.PAS, **counts, seconden=took)
