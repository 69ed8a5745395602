"""Chooses from a list of the dashboard; a list that was opened while the page still moved closes again."""

from __future__ import annotations

from playwright.sync_api import Locator, Page, TimeoutError

TRIES, PATIENCE = 6, 3_000  # ms a try


def choose(page: Page, box: Locator, name: str) -> None:
    """Open the list of `box` and click what is called `name`; again where the list closed meanwhile."""
    option = page.get_by_role("option", name=name, exact=True)
    for tried in range(TRIES):
        box.click()
        try:
            option.click(timeout=PATIENCE)
        except TimeoutError:
            if tried == TRIES - 1:
                raise
            page.keyboard.press("Escape")
        else:
            return
