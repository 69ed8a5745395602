"""What saving and bringing back share: one at a time, and how a file is called.

Knows neither packages nor databases.
"""

import contextlib
from collections.abc import Iterator

from tonghop.errors import Stop
from tonghop.store.versions import Store

WAIT_SECONDS = 60.0


class Busy(Stop):
    """Another one saves or restores this store."""


@contextlib.contextmanager
def alone(store: Store, wait: float = WAIT_SECONDS) -> Iterator[None]:
    """Be the only one that saves or restores this store; raises Busy after `wait` seconds.

    A store that cannot be written, as on a disk locked for rescue, is saved without.
    """
    from filelock import FileLock, Timeout

    folder = store.folder / "backup"
    lock = FileLock(folder / "lock", timeout=wait)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock.acquire()
    except Timeout as error:
        raise Busy(
            f"Kho dữ liệu {store.folder} đang được sao lưu hoặc khôi phục.", "Đề nghị chờ một lát rồi làm lại."
        ) from error
    except OSError:
        yield
        return
    try:
        yield
    finally:
        lock.release()


def called(name: str, digest: str) -> str:
    """Name a file received for a person: what it came under, and the beginning of its sha256."""
    return f"{digest[:8]}…" if name == digest else f"{name} ({digest[:8]}…)"
