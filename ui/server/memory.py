"""Sessions outlive a lunch, so somebody must look at the memory meanwhile.

A browser that lost its connection finds its session for hours. Where the server's memory grows over its share, the
sessions that nobody is connected to are let go; what somebody has open is never touched.
"""

import asyncio
import contextlib
import gc
import logging
from collections.abc import AsyncIterator

import psutil
from streamlit.runtime import Runtime, exists, get_instance

EVERY_SECONDS = 30.0
SHARE = 0.5
"""Of the machine's memory, that the server may hold before it lets go of sessions without a browser."""
log = logging.getLogger("tonghop")


@contextlib.asynccontextmanager
async def watched(share: float = SHARE, every: float = EVERY_SECONDS) -> AsyncIterator[None]:
    """Look at this process's memory now and then until the block ends; on the loop, where sessions live."""
    watcher = asyncio.create_task(_watch(psutil.virtual_memory().total * share, every))
    try:
        yield
    finally:
        watcher.cancel()


async def _watch(most: float, every: float) -> None:
    own = psutil.Process()
    while True:
        await asyncio.sleep(every)
        held = own.memory_info().rss
        if held > most and (gone := let_go()):
            log.warning("memory %d MiB: %d sessions without a browser let go", held >> 20, gone)


def let_go() -> int:
    """End all sessions without a browser; return how many."""
    runtime = get_instance() if exists() else None
    if not isinstance(runtime, Runtime):
        return 0
    manager = runtime._session_mgr
    gone = [info.session.id for info in manager.list_sessions() if not manager.is_active_session(info.session.id)]
    for session in gone:
        manager.close_session(session)
    gc.collect()
    return len(gone)
