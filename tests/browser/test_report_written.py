"""A sentence of the report rewritten, a correction that moves its number, the number taken; through Word and back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from urllib.parse import quote_plus

import docx
import pytest
from playwright.sync_api import Page, expect

from tests.builders import plan_83
from tests.campaign import RETURNS
from tests.once import campaign_store
from tonghop.actions.entering import correction, record_correction
from tonghop.questions import ask_rows
from tonghop.store import Store

PLAN = plan_83()
DAY = date(2022, 4, 20)
SECTION = "II.1.2. Công tác tuyên truyền, vận động xây dựng, tổ chức triển khai thực hiện mô hình"


def at(address: str, part: str, **more: str) -> str:
    given = {"phan": part, **more}  # no day chosen: what is recorded now counts
    return f"{address}/bao-cao?" + "&".join(f"{key}={quote_plus(value)}" for key, value in given.items())


def total(store: Store) -> int:
    return sum(row[2] or 0 for row in ask_rows(store, "propaganda_by_year")[1] if row[0] == "conferences")


def written(number: int) -> str:
    return f"{number:,}".replace(",", ".")


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return campaign_store(tmp_path / "store", RETURNS, date(2022, 4, 8))


def test_what_was_written_stays_and_takes_the_number_that_moved(
    store: Store,
    page: Page,
    tmp_path: Path,
    dashboard: Callable[..., str],
    open_page: Callable[[Page, str], Page],
    settle: Callable[..., None],
) -> None:
    address = dashboard(store.folder)
    before = written(total(store))
    open_page(page, at(address, "Soạn câu chữ", muc=SECTION))
    page.get_by_label("Người ghi nhận").fill("Nguyễn Thị Hoa")
    page.keyboard.press("Tab")
    settle(page)
    page.get_by_role("button", name="Sửa", exact=True).first.click()
    settle(page)
    words = f"Cả huyện đã mở {before} hội nghị, nhiều nhất ở khối xã."
    page.get_by_label("Câu của bạn").fill(words)
    page.keyboard.press("Tab")
    settle(page)
    page.get_by_role("button", name="Ghi câu này").click()
    expect(page.get_by_text("Đã ghi câu")).to_be_in_viewport()
    expect(page.get_by_text(words).first).to_be_visible()

    unit, _, year, value = next(row[:4] for row in ask_rows(store, "figure_list")[1] if row[1] == "conferences")
    fixed = correction(PLAN, unit, "conferences", year, value + 1000, "cộng nhầm")
    now = datetime.now()
    record_correction(store, fixed, received_on=DAY, recorded_at=now, recorded_by="Hoa")
    after = written(total(store))
    assert after != before

    open_page(page, at(address, "Soạn câu chữ", muc=SECTION))
    expect(page.get_by_text(f"{before} → {after}").first).to_be_visible()
    expect(page.get_by_text(words).first).to_be_visible()
    name = page.get_by_label("Người ghi nhận")
    if name.count() and not name.first.input_value():
        name.first.fill("Nguyễn Thị Hoa")
        page.keyboard.press("Tab")
        settle(page)
    page.get_by_role("button", name="Lấy số mới").first.click()
    settle(page)
    taken = words.replace(before, after)
    expect(page.get_by_text(taken).first).to_be_visible()

    open_page(page, at(address, "Tải tài liệu"))
    page.get_by_role("button", name="Soạn các tệp").click()
    settle(page)
    with page.expect_download() as coming:
        page.get_by_role("button", name="Tải Báo cáo, bản gọn (Word)").click()
    path = tmp_path / "bao-cao.docx"
    coming.value.save_as(path)
    document = docx.Document(str(path))
    kept = next(paragraph for paragraph in document.paragraphs if paragraph.text == taken)
    kept.runs[0].text = f"{taken} Đây là kết quả đáng ghi nhận."
    document.save(str(path))

    open_page(page, at(address, "Soạn câu chữ", muc=SECTION))
    page.get_by_text("Lấy lại bản đã sửa trong Word").click()
    page.locator("input[type=file]").set_input_files(path)
    settle(page)
    expect(page.get_by_text("Đây là kết quả đáng ghi nhận.").first).to_be_visible()
    name = page.get_by_label("Người ghi nhận")
    if name.count() and not name.first.input_value():
        name.first.fill("Nguyễn Thị Hoa")
        page.keyboard.press("Tab")
        settle(page)
    page.get_by_role("button", name="Giữ 1 chỗ đã sửa").click()
    settle(page)
    columns, rows = ask_rows(store, "report_edits")
    (edit,) = (dict(zip(columns, row, strict=True)) for row in rows)
    assert edit["text"] == f"{taken} Đây là kết quả đáng ghi nhận."
