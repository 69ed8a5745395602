"""Runs of pages take turns: in order, one at a time, and never behind one that takes long."""

from __future__ import annotations

import threading
from time import sleep

import pytest

from ui.shell.turns import Turns

FOR_EVER = 60.0


def test_one_run_follows_the_other() -> None:
    turns, under_way, most = Turns(FOR_EVER), 0, 0

    def run() -> None:
        nonlocal under_way, most
        with turns.taken():
            under_way += 1
            most = max(most, under_way)
            sleep(0.002)
            under_way -= 1

    threads = [threading.Thread(target=run) for _ in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (most, under_way) == (1, 0)


def test_nobody_waits_behind_a_run_that_takes_long() -> None:
    turns, may_end = Turns(long_seconds=0.01), threading.Event()
    began = threading.Event()

    def load_fifty_files() -> None:
        with turns.taken():
            began.set()
            assert may_end.wait(FOR_EVER)

    long = threading.Thread(target=load_fifty_files)
    long.start()
    assert began.wait(FOR_EVER)
    for _ in range(3):
        with turns.taken():  # would hang, were the long one waited for
            assert long.is_alive()
    may_end.set()
    long.join()
    with turns.taken():
        pass


def test_a_turn_ends_with_its_run_however_that_ends() -> None:
    turns = Turns(FOR_EVER)
    with pytest.raises(RuntimeError), turns.taken():
        raise RuntimeError
    with turns.taken():
        pass


def test_a_long_run_that_ends_late_does_not_end_the_turn_of_another() -> None:
    turns = Turns(long_seconds=0)  # every run counts as long at once
    first, second = turns.taken(), turns.taken()
    first.__enter__()
    second.__enter__()
    turns._long_seconds = FOR_EVER
    first.__exit__(None, None, None)
    entered = threading.Event()

    def come_third() -> None:
        with turns.taken():
            entered.set()

    third = threading.Thread(target=come_third)
    third.start()
    assert not entered.wait(0.05), "the second is still at it"
    second.__exit__(None, None, None)
    assert entered.wait(FOR_EVER)
    third.join()
