# SPDX-License-Identifier: EUPL-1.2
"""What would give away hidden figures is refused before anything is written."""

import pytest

from processors import books
from processors import region as region_module
from processors.disclosure.protection import UnsafePublicationError

pytestmark = pytest.mark.usefixtures("one_municipality")


def output_of(office):
    return {path: path.read_bytes() for path in office.place.output.rglob("*") if path.is_file()}


def test_a_report_that_is_not_safe_leaves_all_that_was_published_as_it_is(office, command, monkeypatch):
    office.mail("0983", office.delivery())
    office.run()
    before = output_of(office)
    made = region_module.picture

    def unsafe(gathered, month, *rest, **more):
        """The picture of the quarter before gives something away."""
        if month == "2026-06":
            raise UnsafePublicationError("Het kwartaalpakket is niet gemaakt.")
        return made(gathered, month, *rest, **more)

    monkeypatch.setattr(region_module, "picture", unsafe)
    monkeypatch.setattr(books, "due", lambda *_: [("kwartaalpakket", "2026-06", office.place.output / "pakket.xlsx")])
    status, _, err = command(office, "consolideer", "--maand", "2026-07")

    assert status == 2
    assert err.endswith("Het kwartaalpakket is niet gemaakt.\n")
    assert output_of(office) == before


def test_a_comparison_that_is_not_safe_leaves_all_that_was_published_as_it_is(office, command, monkeypatch):
    office.mail("0983", office.delivery())
    (one, *_) = office.suppliers
    office.mail(one, office.declaration(one))
    office.run()
    before = output_of(office)

    def unsafe(*_):
        raise UnsafePublicationError("De vergelijking gaat over te weinig aanbieders.")

    monkeypatch.setattr(books, "compared_page", unsafe)
    status, _, err = command(office, "consolideer", "--maand", "2026-07")

    assert status == 2
    assert err.endswith("De vergelijking gaat over te weinig aanbieders.\n")
    assert output_of(office) == before
