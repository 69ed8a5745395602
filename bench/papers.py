"""The papers of the conference: the whole command, against one that only asks, and one that only opens the writers."""

import subprocess
import sys
import tempfile
from itertools import count
from pathlib import Path

from bench.measure import Comparison, interleaved, say
from bench.table import Section, ratio_table

ROOT = Path(__file__).resolve().parent.parent
REPORT, ASK, IMPORTS = "report: Word, slides, workbook", "ask model_list", "opening the writing libraries"
LIBRARIES = "import docx, pptx, xlsxwriter, duckdb"
SECONDS = 3.0
"""What the three files of the sample may take, whole command."""


def papers_section(rounds: int) -> Section:
    return Section(
        "Papers of the conference",
        (
            f"`python -m tonghop report` on the sample, {rounds} rounds in turn with a command that asks one question "
            f"and a process that merely imports the libraries. It may take {SECONDS:g} s.",
        ),
        (ratio_table(compare_papers(rounds)),),
    )


def compare_papers(rounds: int, warm_ups: int = 1) -> list[Comparison]:
    """Measure whole commands in fresh processes on a store with the sample."""
    say(f"papers: {rounds} rounds of three commands")
    with tempfile.TemporaryDirectory() as folder:
        store = Path(folder) / "store"
        _tonghop("sample", "--store", store)
        new = (Path(folder) / f"papers-{number}" for number in count())
        times = interleaved(
            {
                REPORT: lambda: _tonghop("report", "--as-of", "2022-04-30", "--out", next(new), "--store", store),
                ASK: lambda: _tonghop("ask", "model_list", "--json", "--store", store),
                IMPORTS: lambda: _run([sys.executable, "-c", LIBRARIES]),
            },
            rounds,
            "papers",
            warm_ups,
        )
    return [
        Comparison(REPORT, ASK, times[REPORT], times[ASK]),
        Comparison(REPORT, IMPORTS, times[REPORT], times[IMPORTS], bound_more=SECONDS),
    ]


def _tonghop(*words: object) -> None:
    _run([sys.executable, "-m", "tonghop", *map(str, words)])


def _run(command: list[str]) -> None:
    subprocess.run(command, cwd=ROOT, capture_output=True, check=True)
