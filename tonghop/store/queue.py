"""Writers take turns: who came first writes first. Polling for one lock alone lets the lucky pass the patient.

Who stands further back looks less often. Patience ends where the line does not move, not where it is long.
"""

import contextlib
import random
import re
import time
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from filelock import FileLock

POLL_SECONDS = (0.005, 0.03)
"""How often who is next looks; times the place in the line for the others."""
SLOWEST_POLL = 0.5
LONGEST_LINE = 10
"""So many times the patience is waited at most, however the line moves."""
TICKET = re.compile(r"(\d{12})-[0-9a-f]+\.ticket")


@contextlib.contextmanager
def turn(folder: Path, seconds: float) -> Iterator[None]:
    """Hold the store's lock, in the order of asking. Raises filelock's Timeout where the line stands for `seconds`.

    A ticket is a file that its owner keeps locked: one that can be locked is of a writer that died, and is cleared.
    """
    from filelock import FileLock, Timeout  # a writer's cost only

    queue = folder / "queue"
    queue.mkdir(parents=True, exist_ok=True)
    began = time.monotonic()
    end, last = began + seconds, began + seconds * LONGEST_LINE
    mine, held = _take(queue)
    first: str | None = None
    try:
        while (place := _place(queue, mine)).ahead:
            if place.first != first:  # the line moved
                first, end = place.first, min(time.monotonic() + seconds, last)
            if place.is_lost:  # cleared by another between its making and its locking
                held.release()
                mine, held = _take(queue)
            if time.monotonic() > end:
                raise Timeout(str(folder / "lock"))
            time.sleep(min(place.ahead * random.uniform(*POLL_SECONDS), SLOWEST_POLL))
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


class _Place(NamedTuple):
    """Where a ticket stands: how many living ones before it at most, the first of them, whether it is gone."""

    ahead: int
    first: str = ""
    is_lost: bool = False


def _place(queue: Path, mine: Path) -> _Place:
    """Find a ticket's place. Tickets of the dead at the head of the line are cleared on the way."""
    from filelock import FileLock, Timeout

    names = sorted(path.name for path in queue.iterdir() if TICKET.fullmatch(path.name))
    if mine.name not in names:
        return _Place(1, is_lost=True)
    before = names[: names.index(mine.name)]
    for at, name in enumerate(before):
        try:
            with FileLock(queue / name, timeout=0):
                (queue / name).unlink(missing_ok=True)
        except Timeout:
            return _Place(len(before) - at, name)
        except OSError:  # Windows: it went, or is still open
            continue
    return _Place(0)
