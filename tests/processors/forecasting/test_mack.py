# SPDX-License-Identifier: EUPL-1.2
import pytest

from processors.forecasting.mack import standard_errors
from tests.processors.forecasting.test_chain_ladder import TAYLOR_ASHE, triangle

# Mack (1993), of the triangle of Taylor and Ashe.
ERRORS = [0, 75_535, 121_699, 133_549, 261_406, 411_010, 558_317, 875_328, 971_258, 1_363_155]


def test_standard_errors_are_those_mack_published():
    found = standard_errors(triangle(TAYLOR_ASHE, wet="wmo"), ["wet"])

    assert found["standaardfout"].to_list() == pytest.approx(ERRORS, abs=1)


def test_amounts_that_are_not_above_zero_have_no_standard_error():
    found = standard_errors(triangle([[0, 4, 5], [3, 4], [5]], wet="wmo"), ["wet"])

    assert found["standaardfout"].to_list() == [0, None, None]
