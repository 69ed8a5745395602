"""The first week of April: papers over the desk, one sent back, one given two more days, letters, what is new."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
from playwright.sync_api import Page

from tests.browser.chosen import choose
from tests.builders import plan_83
from tonghop.questions import ask_rows
from tonghop.store import Store

PLAN = plan_83()
CLERK = "Nguyễn Thị Hoa"
UNITS = list(PLAN.units[:10])
BACK, MORE = UNITS[0], PLAN.units[12]


def test_a_week_at_the_desk(
    tmp_path: Path,
    dashboard: Callable[..., str],
    page: Page,
    open_page: Callable[[Page, str], Page],
    settle: Callable[..., None],
) -> None:
    store = tmp_path / "store"
    address = dashboard(store)
    main = page.locator("[data-testid=stMain]")

    def words() -> str:
        return re.sub(r"\s+", " ", main.inner_text())

    def status(unit: str, part: str, day: str) -> str:
        rows = ask_rows(Store(store), "submission_status", as_of=day)[1]
        return next(str(row[5]) for row in rows if row[:2] == (unit, part))

    def pick(label: str, *names: str) -> None:
        page.get_by_label(label).first.click()
        for name in names:
            page.keyboard.type(name)
            page.get_by_role("option", name=name, exact=True).click()
        page.keyboard.press("Escape")
        settle(page)

    # Monday: ten units bring two parts each, recorded in one go
    open_page(page, f"{address}/theo-doi-nop?ngay=2022-04-04")
    page.get_by_text("Ghi nhận hồ sơ vừa nhận").click()
    settle(page)
    page.get_by_label("Ngày nhận hồ sơ").fill("04/04/2022")
    page.keyboard.press("Tab")
    page.get_by_label("Người ghi nhận").fill(CLERK)
    page.keyboard.press("Tab")
    settle(page)
    pick("Đơn vị nộp", *(unit.name for unit in UNITS))
    pick("Thành phần hồ sơ", "Tờ trình", "Danh sách mô hình")
    page.get_by_role("button", name="Ghi nhận 20 phần hồ sơ").click()
    settle(page)
    assert "Đã ghi 20 phần hồ sơ của 10 đơn vị, nhận ngày 04/04/2022 (phiên bản 1)." in words()
    assert status(BACK.id, "memo", "2022-04-04") == "on_time"

    # Tuesday: one goes back, one gets two more days
    decide(page, settle, f"{address}/don-vi-chi-tiet?ngay=2022-04-05&don-vi={BACK.name.replace(' ', '+')}", open_page,
           "Trả lại để bổ sung", {"Ngày trả lại": "05/04/2022", "Lý do, nhận xét": "thiếu dấu"})  # fmt: skip
    assert status(BACK.id, "memo", "2022-04-05") == "returned"
    decide(page, settle, f"{address}/don-vi-chi-tiet?ngay=2022-04-05&don-vi={MORE.name.replace(' ', '+')}", open_page,
           "Gia hạn nộp", {"Ngày cuối cùng được nộp": "06/04/2022", "Lý do, nhận xét": "mưa lũ",
                           "Ai đồng ý": "Thường trực"})  # fmt: skip
    assert status(MORE.id, "memo", "2022-04-05") == "not_due"
    assert status(MORE.id, "memo", "2022-04-07") == "missing"

    # Wednesday: letters to all who lack something
    open_page(page, f"{address}/don-doc?ngay=2022-04-06")
    with page.expect_download() as coming:
        page.get_by_role("button", name=re.compile(r"^Tải \d+ công văn \(\.zip\)")).click()
    letters = zipfile.ZipFile(io.BytesIO(Path(coming.value.path()).read_bytes()))
    assert len(letters.namelist()) == len(PLAN.units) + len(("all in one", "a list"))
    texts = {name: all_text(letters.read(name)) for name in letters.namelist()}
    mine = next(text for text in texts.values() if BACK.name in text)
    assert "Tờ trình" in mine
    assert "chỉnh sửa" in mine or "bổ sung" in mine

    # what is new since Monday, read out at the meeting
    open_page(page, f"{address}/thay-doi?ngay=2022-04-06")
    said = words()
    assert "Từ thứ Hai tuần này (04/04) đến hết ngày 06/04/2022:" in said
    assert "Mới được đề nghị bổ sung: 1 đơn vị" in said
    assert f"{BACK.name}: Tờ trình" in said
    assert "Mới quá hạn chưa nộp: 53 đơn vị" in said


def decide(
    page: Page,
    settle: Callable[..., None],
    address: str,
    open_page: Callable[[Page, str], Page],
    action: str,
    fields: dict[str, str],
) -> None:
    """Take one decision about the first part of a unit's papers."""
    open_page(page, address)
    page.get_by_text("Xử lý hồ sơ: chấp nhận").click()
    settle(page)
    choose(page, page.get_by_label("Xử lý", exact=True), action)
    settle(page)
    page.get_by_label("Người ghi nhận").fill(CLERK)
    page.keyboard.press("Tab")
    settle(page)
    for label, text in fields.items():
        page.get_by_label(label).fill(text)
        page.keyboard.press("Tab")
        settle(page)
    page.get_by_test_id("stMain").get_by_role("button", name="Ghi nhận", exact=True).click()
    settle(page)


def all_text(content: bytes) -> str:
    document = docx.Document(io.BytesIO(content))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([paragraph.text for paragraph in document.paragraphs] + cells)
