# SPDX-License-Identifier: EUPL-1.2
"""The page on how the runner is; it looks as `templates/pagina/gezondheid.html` says, in the style of the run page."""

from collections.abc import Sequence
from dataclasses import dataclass

from workbooks.page import Fact, filled


@dataclass(frozen=True)
class JobRow:
    """A job: how it ended last, when it last ended well, and when it comes again."""

    name: str
    state: str
    success: str
    following: str


@dataclass(frozen=True)
class HealthPage:
    """All that the page shows; every text is Dutch and holds no person."""

    made: str
    attention: Sequence[str]
    facts: Sequence[Fact]
    jobs: Sequence[JobRow]
    head: str


def render(page: HealthPage) -> str:
    """The page as HTML."""
    return filled("gezondheid.html", page)
