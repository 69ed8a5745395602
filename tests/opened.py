"""Opens one page of the dashboard for a test, as a visitor with that page's address does: no other page runs first."""

from __future__ import annotations

import ast
import os
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from streamlit.components.v2 import manifest_scanner
from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

from ui import memory

APP = Path(__file__).resolve().parent.parent / "app.py"
KEPT_STORES = 4
_SHOWN: list[str] = []
"""The stores that the dashboard remembers something of."""

# Every AppTest reads what all installed packages say of themselves; a server does so once.
manifest_scanner.scan_component_manifests = cache(manifest_scanner.scan_component_manifests)


def open_page(
    page: str = "tong_quan", address: Mapping[str, object] | None = None, state: Mapping[str, object] | None = None
) -> AppTest:
    """Run the page of the file `pages/<page>.py` once, with what the address says and what the session holds.

    It shows the store that TONGHOP_STORE names. What the dashboard remembers is kept from test to test: it is kept by
    store, and answers for one are never another's (test_one_store.py).
    """
    _let_go_of_old_stores()
    app = AppTest.from_file(str(APP), default_timeout=60)
    app.query_params.update({key: str(value) for key, value in (address or {}).items()})
    for key, value in (state or {}).items():
        app.session_state[key] = value
    # `switch_page` knows the pages only after a first run, of the front page; an address is known by its hash.
    app._page_hash = calc_hash(_addresses()[f"{page}.py"])
    return app.run()


def _let_go_of_old_stores() -> None:
    """Memory is finite: what is remembered of stores that tests are done with goes."""
    shown = os.environ.get("TONGHOP_STORE", "")
    if shown not in _SHOWN:
        if len(_SHOWN) == KEPT_STORES:
            memory.forget()
            _SHOWN.clear()
        _SHOWN.append(shown)


@cache
def _addresses() -> dict[str, str]:
    """File → address of every page, as app.py lists them; the front page has none of its own."""
    listed = next(
        ast.literal_eval(node.value)
        for node in ast.parse(APP.read_text("utf-8")).body
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "PAGES"
    )
    pages = [member for members in listed.values() for member in members]
    return {file: "" if at == 0 else address for at, (file, *_, address) in enumerate(pages)}
