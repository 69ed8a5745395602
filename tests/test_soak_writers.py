"""Twenty processes that write without pause: all get through, nothing is lost, nobody waits for the others' end."""

from __future__ import annotations

import itertools
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from tests.builders import UNIT, UNIT_ID, load_all, nomination_workbook
from tonghop.store import Store
from tonghop.store.repair import verify

pytestmark = pytest.mark.soak

ROOT = Path(__file__).resolve().parent.parent
WRITERS, ENTRIES = 20, 5
WRITE = """
import sys, time
from datetime import date, datetime
from tonghop.store import Store
from tonghop.store.calls import record_call

store, unit, who, entries = Store(sys.argv[1]), sys.argv[2], sys.argv[3], int(sys.argv[4])
sys.stdout.write("ready\\n"); sys.stdout.flush()
sys.stdin.readline()
for number in range(entries):
    began = time.monotonic()
    record_call(store, unit, date(2022, 4, 1), who, f"{who}-{number}", None,
                recorded_at=datetime(2022, 4, 1, 12), recorded_by=who)
    print(f"{time.monotonic() - began:.3f}", flush=True)
"""


def test_twenty_writer_processes_without_pause_all_get_through(tmp_path: Path) -> None:
    store = Store(tmp_path / "store")
    load_all(store, {"a.xlsx": nomination_workbook(UNIT, [[1, "một", None, None, None]])}, date(2022, 4, 1))
    words = [sys.executable, "-c", WRITE, str(store.folder), UNIT_ID]
    writers = [
        subprocess.Popen(
            [*words, f"w{n}", str(ENTRIES)], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        for n in range(WRITERS)
    ]
    try:
        for each in writers:
            assert each.stdout is not None
            assert each.stdout.readline() == "ready\n"
        for each in writers:
            assert each.stdin is not None
            each.stdin.write("\n")
            each.stdin.flush()
        waits = [[float(line) for line in each.communicate(timeout=600)[0].split()] for each in writers]
    finally:
        for each in writers:
            each.kill()
    assert [each.returncode for each in writers] == [0] * WRITERS
    assert [len(found) for found in waits] == [ENTRIES] * WRITERS
    said = sorted(row[0] for row in _said(store))
    assert said == sorted(f"w{n}-{k}" for n in range(WRITERS) for k in range(ENTRIES))
    assert store.current == 1 + WRITERS * ENTRIES
    assert verify(store).says == ()
    assert list((store.folder / "queue").iterdir()) == []
    # in the order of asking, nobody waits for more than a turn of each of the others, and a few for the unlucky
    turns = _turns(store)
    longest = max(later - sooner for places in turns.values() for sooner, later in itertools.pairwise(places))
    assert longest <= 3 * WRITERS


def _said(store: Store) -> list[tuple[str]]:
    con = store.reader()
    try:
        return con.execute("select said from calls").fetchall()
    finally:
        con.close()


def _turns(store: Store) -> dict[str, list[int]]:
    """Which turns each writer had, by the order in which rows were added."""
    con = store.reader()
    try:
        rows = con.execute("select recorded_by from calls order by rowid").fetchall()
    finally:
        con.close()
    found: dict[str, list[int]] = {}
    for place, (who,) in enumerate(rows):
        found.setdefault(who, []).append(place)
    return found
