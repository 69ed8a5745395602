"""What axe-core finds on a page, without what is Streamlit's own and cannot be mended from here."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import axe_playwright_python
from playwright.sync_api import Page

STREAMLITS_OWN = {
    "list": 'data-testid="stSidebarNavItems"',  # groups of the menu: <ul> with <div> in it
    "listitem": "<li class=",
    "presentation-role-conflict": 'data-testid="stFileUploaderDropzone"',
}
"""Rule → what the element that breaks it says of itself."""


@cache
def _axe() -> str:
    return (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")


def faults(page: Page) -> list[str]:
    """Return what is wrong on the page as it stands, a line an element: rule, weight, the element's beginning."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(f"{_axe()}\n;undefined")
    found: dict[str, Any] = page.evaluate("axe.run(document, { resultTypes: ['violations'] })")
    return [
        f"{rule['id']} ({rule['impact']}): {node['html'][:160]}"
        for rule in found["violations"]
        for node in rule["nodes"]
        if STREAMLITS_OWN.get(rule["id"], "\0") not in node["html"]
    ]
