"""Every page in every look: what axe-core finds; `test_journeys` asks it on a phone."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.browser.accessible import faults
from tests.browser.test_journeys import ADDRESSES, DAY, PHONE, PROJECTOR

pytestmark = pytest.mark.soak


@pytest.mark.parametrize(
    ("size", "is_dark"), [(PROJECTOR, False), (PROJECTOR, True), (PHONE, True)], ids=["light", "dark", "phone, dark"]
)
@pytest.mark.parametrize("is_empty", [False, True], ids=["sample", "empty"])
def test_nobody_is_shut_out(
    sample_store: Path,
    tmp_path: Path,
    dashboard: Callable[..., str],
    new_page: Callable[..., Page],
    move_on: Callable[[Page, str], Page],
    size: tuple[int, int],
    is_dark: bool,
    is_empty: bool,
) -> None:
    address = dashboard(tmp_path / "store" if is_empty else sample_store)
    page = new_page(size, dark=is_dark)
    for name in ADDRESSES:
        move_on(page, f"{address}/{name}?ngay={DAY.isoformat()}")
        assert faults(page) == [], name or "tong-quan"
