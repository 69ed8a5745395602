"""A lost block, a second tab, a merged number: the three are seen in the sheet, answered, and the file counts."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

import openpyxl
import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_intake import CLERK, drop
from tests.builders import UNIT_ID, unit_return
from tonghop.questions import ask_rows
from tonghop.store import Store

pytestmark = pytest.mark.browser
AWARDS, SECOND = "Khen thưởng", "Phụ lục"


def as_sent() -> bytes:
    """A return with two years' number in one merged cell, a block far below the table, a tab of the unit's own."""
    book = openpyxl.load_workbook(io.BytesIO(unit_return()))
    awards = book[AWARDS]
    awards.merge_cells("D4:E4")
    awards["B30"], awards["D30"] = "Ngoài ra còn tặng quà", 45
    second = book.create_sheet(SECOND)
    second["A1"], second["B2"] = "Ghi riêng", 120
    return saved(book)


def as_mended(content: bytes) -> bytes:
    """The same file once the unit has answered the three: years apart, the block and the tab out."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    awards = book[AWARDS]
    awards.unmerge_cells("D4:E4")
    awards["D4"], awards["E4"], awards["B30"], awards["D30"] = 70, 12, None, None
    del book[SECOND]
    return saved(book)


def saved(book: openpyxl.Workbook) -> bytes:
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def figure(store: Store) -> int | None:
    rows = ask_rows(store, "figure_list")[1]
    return next((row[3] for row in rows if row[:3] == (UNIT_ID, "awards_grassroots", 2017)), None)


def test_three_things_lost_are_seen_answered_and_the_file_counts(
    tmp_path: Path,
    dashboard: Callable[..., str],
    page: Page,
    open_page: Callable[[Page, str], Page],
    settle: Callable[..., None],
) -> None:
    store = Store(tmp_path / "store")
    address = dashboard(store.folder)
    main = page.locator("[data-testid=stMain]")
    sent = as_sent()

    def record(name: str, content: bytes) -> None:
        open_page(page, f"{address}/tiep-nhan")
        page.get_by_label("Người ghi nhận").fill(CLERK)
        page.keyboard.press("Tab")
        settle(page)
        drop(page, name, content)
        settle(page)
        page.get_by_role("button", name="Ghi nhận 1 tệp").click()
        settle(page)

    record("tan-son.xlsx", sent)
    expect(main).to_contain_text("1 trả lại")
    assert figure(store) is None
    number = ask_rows(store, "file_list")[1][0][0]
    for sheet, cells in ((AWARDS, ("11", "Ngoài ra còn tặng quà", "45")), (SECOND, ("Ghi riêng", "120"))):
        open_page(page, f"{address}/tep?so={number}&trang={quote(sheet)}")
        for words in cells:
            tinted = page.locator(".th-sheet td.th-tint-said").get_by_text(words, exact=True)
            expect(tinted.first, f"{sheet}: {words}").to_be_visible()
    expect(page.locator(".th-tints")).to_contain_text("Nêu trong lỗi, cảnh báo")

    record("tan-son da sua.xlsx", as_mended(sent))
    expect(main).to_contain_text("1 nhận")
    assert figure(store) == 70
