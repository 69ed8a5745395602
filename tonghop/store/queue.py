"""Writers take turns: who came first writes first. Polling for one lock alone lets the lucky pass the patient."""

import contextlib
import random
import re
import time
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from filelock import FileLock

POLL_SECONDS = (0.005, 0.03)
TICKET = re.compile(r"(\d{12})-[0-9a-f]+\.ticket")


@contextlib.contextmanager
def turn(folder: Path, seconds: float) -> Iterator[None]:
    """Hold the store's lock, in the order of asking. Raises filelock's Timeout where it takes longer than `seconds`.

    A ticket is a file that its owner keeps locked: one that can be locked is of a writer that died, and is cleared.
    """
    from filelock import FileLock, Timeout  # a writer's cost only

    queue = folder / "queue"
    queue.mkdir(parents=True, exist_ok=True)
    end = time.monotonic() + seconds
    mine, held = _take(queue)
    try:
        while not _is_first(queue, mine):
            if not mine.exists():  # cleared by another between its making and its locking
                held.release()
                mine, held = _take(queue)
            if time.monotonic() > end:
                raise Timeout(str(folder / "lock"))
            time.sleep(random.uniform(*POLL_SECONDS))
        with FileLock(folder / "lock", timeout=max(0.05, end - time.monotonic())):
            yield
    finally:
        held.release()
        with contextlib.suppress(OSError):
            mine.unlink()


def _take(queue: Path) -> "tuple[Path, FileLock]":
    from filelock import FileLock

    last = max((int(match[1]) for match in (TICKET.fullmatch(p.name) for p in queue.iterdir()) if match), default=0)
    path = queue / f"{last + 1:012d}-{uuid.uuid4().hex[:12]}.ticket"
    lock = FileLock(path)
    lock.acquire(timeout=5)
    return path, lock


def _is_first(queue: Path, mine: Path) -> bool:
    """Does no living writer's ticket stand before mine? Tickets of the dead are cleared on the way."""
    from filelock import FileLock, Timeout

    names = sorted(path.name for path in queue.iterdir() if TICKET.fullmatch(path.name))
    if mine.name not in names:
        return False
    for name in names[: names.index(mine.name)]:
        try:
            with FileLock(queue / name, timeout=0):
                (queue / name).unlink(missing_ok=True)
        except Timeout:
            return False
        except OSError:  # Windows: it went, or is still open
            continue
    return True
