"""The sample campaign as an office would have come to it: each file on the day it was handed in, all in one version."""

import json
from datetime import date, datetime, time
from itertools import groupby
from pathlib import Path

from tonghop.actions.loading import IntakeReport, Progress, check, received_files
from tonghop.intake.inbox import collect
from tonghop.store import Store
from tonghop.store.loads import write_load

FOLDER = Path(__file__).resolve().parents[2] / "data" / "sample"
READ_ON = date(2022, 4, 30)
"""The day the sample is read as of: what its files say lies before it."""
RECORDED_AT = time(16, 30)
RECORDED_BY = "dữ liệu minh họa"


def arrivals() -> dict[str, date]:
    """When each file of the sample came in, by its path below `returns`."""
    written = json.loads((FOLDER / "arrivals.json").read_text(encoding="utf-8"))
    return {path: date.fromisoformat(day) for path, day in written.items()}


def load_sample(store: Store, progress: Progress = lambda done, total, path: None) -> IntakeReport:
    """Read the sample once and store it day by day, as one version; raises Stop where the store cannot be written."""
    report = check(store, collect([FOLDER / "returns"]), received_on=READ_ON, progress=progress)
    came = arrivals()
    files = sorted(received_files(report), key=lambda file: came[_below_returns(file.path)])
    with store.change() as change:
        for day, group in groupby(files, key=lambda file: came[_below_returns(file.path)]):
            write_load(
                change.con, list(group), received_on=day, recorded_at=datetime.combine(day, RECORDED_AT),
                recorded_by=RECORDED_BY, is_sample=True,
            )  # fmt: skip
        store.archive.keep({file.sha256: file.content for file in files if file.content is not None})
        return IntakeReport(report.outcomes, report.passed_over, change.number, report.links)


def _below_returns(path: str) -> str:
    return path.replace("\\", "/").rpartition("returns/")[2]
