"""The last verification of all of a store: when it was and what it found. Beside the versions: restoring none moves it.

The clock is passed in.
"""

import contextlib
import json
from dataclasses import dataclass
from datetime import datetime

from tonghop.store.archive import clear_stale, write_whole
from tonghop.store.repair import Health, verify
from tonghop.store.versions import Store

FILE = "checked.json"


@dataclass(frozen=True)
class Checked:
    """When all was looked at, how many versions and received files that was, everything that was wrong, in words."""

    at: datetime
    versions: int
    files: int
    problems: tuple[str, ...]


def check_and_note(store: Store, now: datetime) -> Health:
    """Verify all of a store and remember what was found; a disk that cannot be written is verified all the same."""
    health = verify(store)
    said = {
        "at": now.isoformat(timespec="seconds"),
        "versions": len(health.versions),
        "files": health.files,
        "problems": list(health.says),
    }
    path = store.folder / FILE
    with contextlib.suppress(OSError):
        write_whole(path, json.dumps(said, ensure_ascii=False, indent=1).encode())
        clear_stale(path)
    return health


def last_check(store: Store) -> Checked | None:
    """Return what was remembered; None where nothing was, or what was is torn."""
    try:
        said = json.loads((store.folder / FILE).read_bytes())
        problems = tuple(map(str, said["problems"]))
        return Checked(datetime.fromisoformat(said["at"]), int(said["versions"]), int(said["files"]), problems)
    except (OSError, ValueError, TypeError, KeyError):
        return None
