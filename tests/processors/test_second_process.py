# SPDX-License-Identifier: EUPL-1.2
"""Work that a second process takes over: the same results and the same errors as here."""

import os
import signal
from functools import partial
from multiprocessing import active_children
from operator import floordiv
from pickle import PicklingError

import pytest

from processors.second_process import second_process


def test_what_is_not_worth_a_process_is_done_here_when_it_is_asked():
    with second_process(worth=False) as second:
        result = second.begin(os.getpid)

        assert (result(), active_children()) == (os.getpid(), [])


def test_the_first_work_is_done_by_another_process_and_results_come_in_any_order():
    with second_process(worth=True) as second:
        places = [second.begin(os.getpid) for _ in range(12)]
        results = [second.begin(partial(floordiv, number, 3)) for number in range(12)]

        assert [result() for result in reversed(results)] == [3, 3, 3, 2, 2, 2, 1, 1, 1, 0, 0, 0]
        assert places[0]() != os.getpid()


def test_an_error_there_is_an_error_where_the_result_is_asked():
    with second_process(worth=True) as second:
        results = [second.begin(partial(floordiv, 1, number)) for number in (1, 0, 1, 0, 0, 0)]

        assert results[0]() == 1
        for result in (results[1], results[-1]):
            with pytest.raises(ZeroDivisionError):
                result()


@pytest.mark.skipif(os.name == "nt", reason="Windows kent dit sein niet")
def test_what_the_other_process_leaves_undone_is_done_here():
    with second_process(worth=True) as second:
        assert second.begin(os.getpid)() != os.getpid()
        for process in active_children():
            os.kill(process.pid, signal.SIGKILL)
            process.join()
        results = [second.begin(os.getpid) for _ in range(6)]

        assert [result() for result in results] == [os.getpid()] * 6


@pytest.mark.skipif(os.name == "nt", reason="Windows kent dit sein niet")
def test_work_that_waits_when_the_other_process_is_ended_is_done_here_in_any_order():
    with second_process(worth=True) as second:
        assert second.begin(os.getpid)() != os.getpid()
        results = [second.begin(partial(pow, 2, number)) for number in range(12)]
        last = results.pop()()
        for process in active_children():
            os.kill(process.pid, signal.SIGKILL)
            process.join()

        assert last == 2**11
        assert [result() for result in reversed(results)] == [2**number for number in reversed(range(11))]

    assert active_children() == []


def test_work_that_cannot_be_carried_over_is_our_own_mistake():
    with second_process(worth=True) as second:
        results = [second.begin(lambda: 1), second.begin(os.getpid)]

        with pytest.raises((AttributeError, PicklingError)):
            results[0]()
        assert results[1]() != 0


def test_no_process_is_left_behind_when_the_block_ends_with_an_error():
    def interrupted():
        with second_process(worth=True) as second:
            second.begin(os.getpid)()
            raise KeyError

    with pytest.raises(KeyError):
        interrupted()

    assert active_children() == []
