"""Reading and loading a folder of returns, against programs that merely read the same files."""

import subprocess
import sys
import tempfile
from collections.abc import Sequence
from datetime import date
from itertools import count
from pathlib import Path

from bench import merely_calamine
from bench.measure import Comparison, interleaved, say
from bench.table import Section, ratio_table
from tonghop.actions.loading import check
from tonghop.intake.inbox import collect
from tonghop.officefiles.reader import Book, read
from tonghop.store import Store

ROOT = Path(__file__).resolve().parent.parent
HERE = ROOT / "bench"
RECEIVED = date(2022, 4, 30)
A_DISTRICT = 53  # units of the plan

LOAD, CHECK, PANDAS, CALAMINE = "load", "check", "pandas + openpyxl", "calamine"
GUARDED, WHOLE, MERELY = "cells, all guards on", "whole check", "calamine, in process"


def files_section(folder: Path, rounds: int) -> Section:
    comparisons = compare_reading(folder, rounds)
    found = len(workbooks(folder))
    fewer = "" if found >= A_DISTRICT else f" (fewer than the {A_DISTRICT} units of the plan)"
    return Section(
        "Reading and loading",
        (
            f"{found} returns{fewer}, {rounds} rounds in turn. Above, whole commands in a fresh process: "
            "`python -m tonghop load` into a new store, `check` against an empty one, and scripts that merely read "
            "every cell of the same files. Below, within one process that has everything imported; the guarded reading "
            "still starts its child process each time.",
        ),
        (ratio_table(comparisons),),
    )


def workbooks(folder: Path) -> list[Path]:
    """Return the returns below a folder, as `load` finds them."""
    return sorted(folder.rglob("*.xlsx"))


def compare_reading(folder: Path, rounds: int, warm_ups: int = 1) -> list[Comparison]:
    """Measure whole commands in fresh processes, then the reading alone within this one."""
    paths = workbooks(folder)
    say(f"files: {len(paths)} returns, {rounds} rounds of four commands and three readings")
    with tempfile.TemporaryDirectory() as stores:
        new = (Path(stores) / f"store-{number}" for number in count())
        commands = interleaved(
            {
                LOAD: lambda: _tonghop("load", folder, next(new)),
                PANDAS: lambda: _script(HERE / "merely_pandas.py", paths),
                CHECK: lambda: _tonghop("check", folder, next(new)),
                CALAMINE: lambda: _script(HERE / "merely_calamine.py", paths),
            },
            rounds,
            "commands",
            warm_ups,
        )
        empty = Store(next(new))
        inside = interleaved(
            {
                GUARDED: lambda: _read_guarded(paths),
                MERELY: lambda: merely_calamine.read_all(paths),
                WHOLE: lambda: check(empty, collect([folder]), received_on=RECEIVED),
            },
            rounds,
            "in process",
            warm_ups,
        )
    times = commands | inside
    rows = (
        (LOAD, PANDAS, 1.0, 0.5),
        (CHECK, PANDAS, None, None),
        (CALAMINE, PANDAS, None, None),
        (LOAD, CALAMINE, None, None),
        (CHECK, CALAMINE, None, None),
        (GUARDED, MERELY, 5.0, None),
        (WHOLE, MERELY, None, None),
    )
    return [
        Comparison(own, other, times[own], times[other], bound=bound, goal=goal) for own, other, bound, goal in rows
    ]


def _tonghop(verb: str, folder: Path, store: Path) -> None:
    received = f"--received={RECEIVED.isoformat()}"
    _run([sys.executable, "-m", "tonghop", verb, str(folder), received, "--store", str(store)], may_refuse=True)


def _script(script: Path, paths: Sequence[Path]) -> None:
    _run([sys.executable, str(script), *map(str, paths)])


def _run(command: Sequence[str], may_refuse: bool = False) -> None:
    done = subprocess.run(command, cwd=ROOT, capture_output=True, check=False)
    if done.returncode not in ((0, 1) if may_refuse else (0,)):
        raise RuntimeError(f"{' '.join(command[:4])} ended with {done.returncode}: {done.stderr.decode()[-500:]}")


def _read_guarded(paths: Sequence[Path]) -> int:
    books = read((path.name, path.read_bytes()) for path in paths)
    return sum(len(sheet.rows) for book in books if isinstance(book, Book) for sheet in book.sheets)
