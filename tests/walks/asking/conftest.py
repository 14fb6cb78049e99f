# SPDX-License-Identifier: EUPL-1.2
"""A small office whose members all have an address, and a mailbox that is looked at."""

from contextlib import contextmanager
from dataclasses import replace

import polars as pl
import pytest

from processors.desk import open_desk
from processors.intake.reference import read_reference

VENLO = "0983"


class Post:
    """A mailbox that sends once per key; each of `fails` is raised once, before or after a mail went."""

    def __init__(self):
        self.sent, self.fails, self.down = {}, {}, False

    def send(self, answer):
        if self.down:
            raise ConnectionError
        if error := self.fails.pop("before", None):
            raise error
        self.sent.setdefault(answer.key, answer)
        if error := self.fails.pop("after", None):
            raise error

    def about(self, what):
        """The mails of one kind."""
        return [answer for key, answer in self.sent.items() if key.startswith(what.upper())]


@pytest.fixture
def post():
    return Post()


@pytest.fixture
def small(office):
    """The office with only its own members and contracts in the reference, so that everybody has an address."""
    for table, column, codes in (("contracten", "aanbieder", office.suppliers), ("lidmaatschap", "gemeente", [VENLO])):
        path = office.place.reference / f"{table}.parquet"
        pl.read_parquet(path).filter(pl.col(column).is_in(codes)).write_parquet(path)
    return office


@pytest.fixture
def at_work(small, post):
    """Open the desk of the office with a mailbox that is looked at; gives the desk and the reference tables."""

    @contextmanager
    def opened(**settings):
        with open_desk(small.settings.model_copy(update=settings)) as desk:
            yield replace(desk, mailbox=post), read_reference(small.place.reference).tables

    return opened


@pytest.fixture
def calendar(small):
    """The office with last days that are long gone for one month, and far away for another."""

    def written(**days):
        rows = [(kind, month.replace("_", "-")[1:], day) for month, day in days.items()
                for kind in ("declaratie", "gemeentelevering")]  # fmt: skip
        frame = pl.DataFrame(rows, ["soort", "maand", "uiterste_datum"], orient="row")
        frame.write_parquet(small.place.reference / "kalender.parquet")
        return small

    return written
