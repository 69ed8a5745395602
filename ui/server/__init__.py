"""What stands between the network and the pages: headers, addresses, uploads, memory, the log. Knows no page.

`app.py` puts it before Streamlit, under `streamlit run app.py` as under any ASGI server.
"""

import contextlib
from collections.abc import AsyncIterator, Sequence

from starlette.middleware import Middleware
from streamlit.runtime.pages_manager import PagesManager
from streamlit.starlette import App

from tonghop.store.versions import store_folder
from ui.server import journal, memory, silence
from ui.server.doorstep import Doorstep
from ui.server.uploads import Uploads
from ui.shell import wrong_values
from ui.upkeep import backups


def before_start() -> None:
    """Say what must be known before the first visitor comes.

    Streamlit takes a folder named pages/ for its older kind of app until then, and answers that visitor's link to any
    page with "Page not found". The folder is ours.
    """
    PagesManager.uses_pages_directory = False
    silence.ask_nobody()
    wrong_values.answer_in_words()


def middleware(addresses: Sequence[str]) -> list[Middleware]:
    """What every request passes; the first address is the front page's."""
    return [Middleware(Doorstep, addresses=frozenset(addresses), front=addresses[0]), Middleware(Uploads)]


@contextlib.asynccontextmanager
async def lifespan(_app: App) -> AsyncIterator[None]:
    backups.start()  # what is due is made before anybody looks
    with journal.kept(store_folder() / "logs"):
        async with memory.watched():
            yield
