"""Opens one page of the dashboard for a test, as a visitor with that page's address does: no other page runs first."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

APP = Path(__file__).resolve().parent.parent / "app.py"


def open_page(
    page: str = "tong_quan", address: Mapping[str, object] | None = None, state: Mapping[str, object] | None = None
) -> AppTest:
    """Run the page of the file `pages/<page>.py` once, with what the address says and what the session holds."""
    app = AppTest.from_file(str(APP), default_timeout=60)
    app.query_params.update({key: str(value) for key, value in (address or {}).items()})
    for key, value in (state or {}).items():
        app.session_state[key] = value
    # `switch_page` knows the pages only after a first run, of the front page; an address is known by its hash.
    app._page_hash = calc_hash(_addresses()[f"{page}.py"])
    return app.run()


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
