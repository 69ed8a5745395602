"""What is costly to make, and then only read or copied: made once for all workers of a run, on disk."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from filelock import FileLock

if TYPE_CHECKING:
    from tonghop.store import Store

SAMPLE = Path(__file__).resolve().parent.parent / "data" / "sample" / "returns"
_BASE: list[Path] = []


def keep_in(base: Path) -> None:
    """Name the folder of this run that all its workers share."""
    _BASE[:] = [base]


def made_once(name: str, fill: Callable[[Path], None]) -> Path:
    """Return a folder that the first worker to ask fills, and the others find filled; only to be read."""
    (base,) = _BASE
    folder, done = base / f"once-{name}", base / f"once-{name}.done"
    with FileLock(base / f"once-{name}.lock"):
        if not done.exists():
            shutil.rmtree(folder, ignore_errors=True)  # half filled: its test failed
            folder.mkdir()
            fill(folder)
            done.touch()
    return folder


def campaign_store(
    folder: Path, campaign: Path, day: date = date(2022, 5, 5), hour: int = 8, by: str = "người thử"
) -> Store:
    """Return a new store in `folder` that holds a whole campaign, the sample as such, loaded in one go on `day`.

    Loaded once a run for the same campaign and day, and copied from then on: a copy is a store of its own.
    """
    from tonghop.actions.loading import load
    from tonghop.intake.inbox import collect
    from tonghop.store import Store

    def fill(ready: Path) -> None:
        at = datetime(day.year, day.month, day.day, hour)
        load(
            Store(ready / "store"), collect([campaign]),
            received_on=day, recorded_at=at, recorded_by=by, is_sample=campaign == SAMPLE,
        )  # fmt: skip

    key = json.dumps([str(campaign.resolve()), str(day), hour, by])
    ready = made_once(f"store-{hashlib.sha256(key.encode()).hexdigest()[:16]}", fill)
    shutil.copytree(ready / "store", folder)
    return Store(folder)
