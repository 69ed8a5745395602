"""Units' texts in a real browser: no page, tooltip or list of choices makes it ask another host or run a script."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Dialog, Page

from tests.browser.conftest import Watched
from tests.foreign import HOST, UNIT, hostile_plan, hostile_store

ROOT = Path(__file__).resolve().parent.parent.parent
ADDRESSES = re.findall(r'"\w+\.py", "[^"]+", ":material/\w+:", "([\w-]+)"', (ROOT / "app.py").read_text("utf-8"))
MORE = (
    f"don-vi-chi-tiet?don-vi={quote(UNIT)}",
    f"don-doc?don-vi={quote(UNIT)}",
    f"theo-doi-nop?don-vi={quote(UNIT)}",
    "tep?so=1",
    "tep?so=2",
    "tiep-nhan?muc=Tệp đã nhận",
    "tiep-nhan?muc=Việc cần xử lý",
    "chat-luong?muc-chat-luong=Mô hình trùng tên",
    "bao-cao?phan=Nội dung và nguồn số liệu",
    "mo-hinh?ngay=2022-04-05",
)
FRONT = ADDRESSES[0]
FEW = ((FRONT, "mo-hinh", "xet-chon-mo-hinh", "y-kien"), (MORE[0], "tep?so=1", "tiep-nhan?muc=Việc cần xử lý"))
"""Every way that a unit's text takes to the screen: chart, table, choice, card, sheet, question."""
TIPS_AT_MOST = 6


@pytest.fixture
def address(tmp_path: Path, dashboard: Callable[..., str]) -> str:
    plan = hostile_plan(tmp_path / "plan")
    hostile_store(tmp_path / "store", plan)
    return dashboard(tmp_path / "store", plan)


@pytest.mark.parametrize(
    ("addresses", "opened", "at_least"),
    [pytest.param(*FEW, 20, id="few"), pytest.param(ADDRESSES, MORE, 50, marks=pytest.mark.soak, id="all")],
)
def test_nothing_that_units_wrote_reaches_another_host(
    addresses: Sequence[str],
    opened: Sequence[str],
    at_least: int,
    address: str,
    page: Page,
    open_page: Callable[[Page, str], Page],
    move_on: Callable[[Page, str], Page],
    watched: Watched,
) -> None:
    assert len(ADDRESSES) > 15
    said: list[str] = []

    def note(dialog: Dialog) -> None:
        said.append(dialog.message)
        dialog.dismiss()

    page.on("dialog", note)
    seen, titles = 0, set[str]()
    for path in (*addresses, *opened):
        if path in opened:  # what stands in an address counts where it is opened
            open_page(page, f"{address}/{path}")
        else:
            move_on(page, f"{address}/{'' if path == FRONT else path}")
            assert page.locator("h1").inner_text() not in titles, path
            titles.add(page.locator("h1").inner_text())
        for tip in page.locator('[data-testid="stTooltipHoverTarget"]:visible').all()[:TIPS_AT_MOST]:
            tip.hover()
        for choices in page.locator('[data-testid="stSelectbox"] input:visible').all()[:TIPS_AT_MOST]:
            choices.click()
            page.keyboard.press("Escape")
        assert watched.outside == [], path
        assert page.locator(f'[src*="{HOST}"], a[href^="http"][href*="{HOST}"]').count() == 0, path
        seen += page.locator("body").inner_text().count(HOST)
    page.remove_listener("dialog", note)
    assert said == []
    assert seen > at_least, "the payloads are not on the pages at all"
