# SPDX-License-Identifier: EUPL-1.2
"""Judging what was read, without any reference."""

from datetime import date

import pytest

from processors.assessment import assess
from processors.pseudonym import Key


@pytest.fixture
def judged():
    """Judge a submission on a day after those of the messages."""

    def make(submission):
        return assess(submission, {}, received_on=date(2026, 11, 22), key=Key(1, bytes(32)))

    return make
