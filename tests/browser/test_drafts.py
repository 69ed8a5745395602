"""No work lost: each form half filled, left, reloaded, its server killed, its line cut; then recorded, double-clicked.

Nothing that left its field is lost, nothing is recorded twice.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

import dev
from tests.browser.conftest import Watched
from tests.builders import OTHER, UNIT, UNIT_ID, load_all, nomination_list, unit_return
from tonghop.actions.receiving import ReceiptLine, receive_papers
from tonghop.questions import ask_rows
from tonghop.store import Store
from tonghop.store.plans import plan_history

CLERK, CALLED, SAID, REASON = "Nguyễn Thị Hoa", "Trần Văn Bình, bí thư", "hứa nộp đủ trong tuần", "thiếu dấu ở trang 2"
RENAMED = "Đảng bộ thị trấn Quế mới"
REMARK, MEETING, RIGHT, PROOF = "nộp kèm công văn", "Giao ban Thường trực", "77", "Biên bản kiểm tra"
STRANGE, LEFT = "Đảng bộ xã Bình Minh Mới", re.compile(r"Còn bản nháp từ \d\d:\d\d")
LIFE, OFFLINE = 1, 4  # seconds that a session lives without its page, and that the line is cut


class Office:
    """A store and the server on it, that can be killed and started anew at the same address."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "store"
        self.log = folder / "server.log"
        self.store = Store(self.folder)
        load_all(self.store, {"a.xlsx": unit_return()}, date(2022, 4, 5))
        by: Any = {"today": date(2022, 5, 5), "recorded_at": datetime(2022, 4, 4, 9), "recorded_by": "Hoa"}
        receive_papers(self.store, [ReceiptLine(UNIT_ID, "memo", 1)], date(2022, 4, 4), **by)
        self.port = dev.free_port()
        self.start()

    def start(self) -> None:
        said = {"TONGHOP_STORE": str(self.folder), "STREAMLIT_SERVER_DISCONNECTED_SESSION_TTL": str(LIFE)}
        with self.log.open("ab") as file:
            self.server = dev.start_dashboard(self.port, dev.child_environment(**said), file, Path(sys.executable))
        dev.wait_until_ready(self.server, self.port)

    def kill(self) -> None:
        self.server.kill()
        self.server.wait()

    def address(self, place: str) -> str:
        return f"http://{dev.ADDRESS}:{self.port}/{place}"


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = Office(tmp_path)
    yield made
    made.kill()


@dataclass(frozen=True)
class Form:
    """Where a form stands, how it is half filled, what it then holds, how it is recorded, how often it was."""

    title: str
    place: str
    fill: Callable[[Hand], None]
    holds: Callable[[Page], None]
    record: str
    count: Callable[[Store], int]
    reach: Callable[[Hand], None] = lambda hand: None
    fold: str = ""
    brings: int = 1


class Hand:
    """Somebody at the page."""

    def __init__(self, page: Page, settle: Callable[..., None]) -> None:
        self.page, self.settle = page, settle

    def type(self, label: str, text: str) -> None:
        """Type as people do: on to the next field without waiting for anything."""
        self.page.get_by_label(label, exact=True).click()
        self.page.keyboard.press("Control+A")
        self.page.keyboard.type(text)
        self.page.keyboard.press("Tab")

    def choose(self, label: str, text: str) -> None:
        box = self.page.get_by_label(label, exact=True).first
        if text in box.input_value():
            return
        box.click()
        option = self.page.get_by_role("option", name=text).first
        self.page.wait_for_timeout(300)
        if not option.is_visible():  # a long list shows those near its beginning
            self.page.keyboard.type(text)
        option.click()
        self.page.keyboard.press("Tab")
        self.settle(self.page)

    def unfold(self, words: str) -> None:
        """Open a fold, where it does not stand open."""
        fold = self.page.locator("details").filter(has_text=words).first
        if fold.get_attribute("open") is None:
            fold.locator("summary").click()
            self.settle(self.page)

    def drop(self, name: str, content: bytes) -> None:
        self.settle(self.page)
        kind = "application/octet-stream"
        self.page.locator("input[type=file]").first.set_input_files(
            [{"name": name, "mimeType": kind, "buffer": content}]
        )
        self.settle(self.page, 60)

    def go(self, title: str) -> None:
        """Go to a page by the menu, without a reload."""
        self.page.get_by_test_id("stSidebarNavLink").filter(has_text=re.compile(f"{title}$")).click()
        self.settle(self.page)


def typed(page: Page, label: str, text: str) -> None:
    expect(page.get_by_label(label, exact=True).first).to_have_value(text)


def shown(page: Page, text: str) -> None:
    expect(page.locator("[data-testid=stMain]").get_by_text(text).first).to_be_visible()


def rows(store: Store, question: str, **parameters: Any) -> int:
    return len(ask_rows(store, question, **parameters)[1])


# --- the forms -------------------------------------------------------------------------------------------------------


def fill_receipts(hand: Hand) -> None:
    hand.type("Người ghi nhận", CLERK)
    hand.choose("Đơn vị nộp", OTHER)
    hand.choose("Thành phần hồ sơ", "Tờ trình")
    hand.type("Ngày nhận hồ sơ", "30/04/2022")
    hand.type("Số bộ", "2")
    hand.type("Ghi chú", REMARK)
    hand.drop("cong-van.pdf", b"%PDF-1.4 cong van")


def receipts_hold(page: Page) -> None:
    expect(page.get_by_text(f"Sẽ ghi 1 phần hồ sơ của {OTHER}")).to_be_visible()
    typed(page, "Ngày nhận hồ sơ", "30/04/2022")
    typed(page, "Số bộ", "2")
    typed(page, "Ghi chú", REMARK)
    shown(page, "cong-van.pdf")


def fill_files(hand: Hand) -> None:
    hand.drop("danh-sach.docx", nomination_list(UNIT))
    hand.drop("ten-la.xlsx", unit_return(STRANGE))
    hand.choose(f"“{STRANGE}” trong ten-la.xlsx là đơn vị nào?", OTHER)


def files_hold(page: Page) -> None:
    shown(page, "Đã thả, chưa ghi: 2 tệp")
    expect(page.get_by_text("danh-sach.docx").first).to_be_visible()
    expect(page.get_by_role("combobox", name="là đơn vị nào?")).to_have_value(OTHER)


def fill_call(hand: Hand) -> None:
    hand.type("Đã gặp ai", CALLED)
    hand.type("Nội dung trao đổi", SAID)
    hand.type("Hẹn nộp ngày", "02/05/2022")


def call_holds(page: Page) -> None:
    typed(page, "Đã gặp ai", CALLED)
    typed(page, "Nội dung trao đổi", SAID)
    typed(page, "Hẹn nộp ngày", "02/05/2022")


def fill_decision(hand: Hand) -> None:
    hand.choose("Xử lý", "Trả lại để bổ sung")
    hand.type("Lý do, nhận xét", REASON)
    hand.type("Ngày trả lại", "29/04/2022")


def decision_holds(page: Page) -> None:
    typed(page, "Xử lý", "Trả lại để bổ sung")
    typed(page, "Lý do, nhận xét", REASON)
    typed(page, "Ngày trả lại", "29/04/2022")


def fill_correction(hand: Hand) -> None:
    hand.type("Số đúng", RIGHT)
    hand.type("Lý do", PROOF)


def correction_holds(page: Page) -> None:
    typed(page, "Số đúng", RIGHT)
    typed(page, "Lý do", PROOF)


def open_correction(hand: Hand) -> None:
    hand.page.get_by_role("tab", name="Đính chính một số liệu").click()
    hand.settle(hand.page)
    hand.choose("Đơn vị", UNIT)
    hand.choose("Chỉ tiêu", "Khen thưởng: ")
    hand.choose("Năm", "2017")


def fill_sheet(hand: Hand) -> None:
    hand.page.get_by_role("radio", name="✓ Đạt").first.click()
    hand.settle(hand.page)
    hand.type("Nhận xét về tiêu chuẩn 1", REASON)


def sheet_holds(page: Page) -> None:
    typed(page, "Nhận xét về tiêu chuẩn 1", REASON)
    expect(page.get_by_role("radio", name="✓ Đạt").first).to_be_checked()


def open_model(hand: Hand) -> None:
    if hand.page.get_by_role("button", name="Về danh sách").count():
        return
    hand.page.get_by_role("button", name="Xét", exact=True).first.click()
    hand.settle(hand.page)


def fill_plan(hand: Hand) -> None:
    grid = hand.page.get_by_test_id("stDataFrame").first
    grid.scroll_into_view_if_needed()
    place = grid.bounding_box()
    assert place
    hand.page.mouse.click(place["x"] + 90, place["y"] + 52)  # the first unit's name
    hand.page.wait_for_timeout(500)  # drawn on a canvas: nothing says that it was chosen
    hand.page.keyboard.press("Enter")
    hand.page.locator("textarea.gdg-input").wait_for()
    hand.page.keyboard.press("Control+A")
    hand.page.keyboard.type(RENAMED)
    hand.page.wait_for_timeout(300)  # the grid takes what is typed a moment later
    hand.page.keyboard.press("Enter")
    hand.page.get_by_text("2 thay đổi trong kế hoạch").wait_for()
    hand.settle(hand.page)
    hand.type("Lý do", REASON)


def plan_holds(page: Page) -> None:
    shown(page, "2 thay đổi trong kế hoạch")
    expect(page.get_by_test_id("glide-cell-1-0")).to_have_text(RENAMED)
    typed(page, "Lý do", REASON)


FORMS = (
    Form(
        "Theo dõi nộp", "theo-doi-nop", fill_receipts, receipts_hold, "Ghi nhận 1 phần hồ sơ",
        lambda store: rows(store, "receipt_entries"), fold="Ghi nhận hồ sơ vừa nhận",
    ),
    Form(
        "Đôn đốc", "don-doc", fill_call, call_holds, "Ghi nhận cuộc gọi", lambda store: rows(store, "call_list"),
        lambda hand: hand.choose("Đơn vị", UNIT),
    ),
    Form(
        "Đơn vị", "don-vi-chi-tiet", fill_decision, decision_holds, "Ghi nhận",
        lambda store: rows(store, "decision_list"), lambda hand: hand.choose("Đơn vị", UNIT), "Xử lý hồ sơ",
    ),
    Form(
        "Nhập trên màn hình", "nhap-so-lieu", fill_correction, correction_holds, "Ghi đính chính",
        lambda store: rows(store, "file_list"), open_correction,
    ),
    Form(
        "Thay đổi", "thay-doi", lambda hand: hand.type("Buổi họp", MEETING),
        lambda page: typed(page, "Buổi họp", MEETING), "Đánh dấu lúc này",
        lambda store: rows(store, "meeting_list"), fold="Đánh dấu buổi họp",
    ),
    Form(
        "Kế hoạch và đơn vị", "ke-hoach-don-vi", fill_plan, plan_holds, "Ghi thay đổi",
        lambda store: len(plan_history(store)),
    ),
    Form(
        "Xét chọn mô hình", "xet-chon-mo-hinh", fill_sheet, sheet_holds, "Ghi phiếu xét",
        lambda store: rows(store, "appraisal_list"), open_model,
    ),
    Form(
        "Tiếp nhận", "tiep-nhan", fill_files, files_hold, "Ghi nhận 2 tệp", lambda store: rows(store, "file_list"),
        brings=2,
    ),
)  # fmt: skip


FEW = tuple(form for form in FORMS if form.place in ("theo-doi-nop", "nhap-so-lieu", "tiep-nhan"))
"""One whose fields lie in a fold and hold a file, one reached by choices, one of files."""


@pytest.mark.parametrize("forms", [pytest.param(FEW, id="few"), pytest.param(FORMS, marks=pytest.mark.soak, id="all")])
def test_nothing_that_left_its_field_is_lost_or_recorded_twice(
    forms: tuple[Form, ...],
    office: Office,
    page: Page,
    watched: Watched,
    open_page: Callable[[Page, str], Page],
    settle: Callable[..., None],
) -> None:
    page.set_default_timeout(15_000)
    hand = Hand(page, settle)
    open_page(page, office.address(""))
    for form in forms:
        hand.go(form.title)
        form.reach(hand)
        if form.fold:
            hand.unfold(form.fold)
        form.fill(hand)
        settle(page)
        form.holds(page)

    for form in forms:  # left, and come back to
        hand.go(form.title)
        expect(page.get_by_text(LEFT).first).to_be_visible()
        form.holds(page)

    for form in forms:  # reloaded: which unit it is about is in the address or chosen again, its fold stands open
        hand.go(form.title)
        form.reach(hand)
        page.reload()
        settle(page)
        form.reach(hand)
        expect(page.get_by_text(LEFT).first).to_be_visible()
        form.holds(page)

    office.kill()
    office.start()
    settle(page, 60)
    form.holds(page)
    page.context.set_offline(True)
    page.wait_for_timeout(1000 * OFFLINE)
    page.context.set_offline(False)
    settle(page, 60)
    form.holds(page)
    watched.errors.clear()  # a browser says that its line was cut

    for form in forms:
        hand.go(form.title)
        form.reach(hand)
        form.holds(page)
        before = form.count(office.store)
        page.get_by_role("button", name=form.record, exact=True).dblclick()
        settle(page)
        assert form.count(office.store) == before + form.brings, form.title
        expect(page.get_by_text(LEFT)).to_have_count(0)
    left = [path.name for path in office.folder.glob("drafts/kept/*/*.json")]
    assert left == ["nguoi.json"], "who records is known, all else is recorded"
    assert not list(office.folder.glob("drafts/kept/*/files/*"))


def test_a_cell_s_dialog_keeps_what_was_typed_in_it(
    office: Office, page: Page, open_page: Callable[[Page, str], Page], settle: Callable[..., None]
) -> None:
    hand = Hand(page, settle)
    cell = office.address(f"theo-doi-nop?o-ho-so={UNIT_ID}.plan")
    open_page(page, cell)
    dialog = page.get_by_role("dialog")
    for label, text in (("Ngày nhận", "29/04/2022"), ("Số bộ", "3"), ("Người ghi nhận", CLERK)):
        hand.type(label, text)
    settle(page)
    page.keyboard.press("Escape")
    settle(page)
    expect(dialog).to_have_count(0)
    page.get_by_role("link", name=f"Kế hoạch sơ kết – {UNIT}").click()  # where something waits
    settle(page)
    page.reload()
    settle(page)
    expect(dialog.get_by_text(LEFT)).to_be_visible()
    expect(dialog.get_by_label("Ngày nhận", exact=True)).to_have_value("29/04/2022")
    expect(dialog.get_by_label("Số bộ", exact=True)).to_have_value("3")
    before = rows(office.store, "receipt_entries")
    dialog.get_by_role("button", name="Ghi nhận", exact=True).dblclick()
    settle(page)
    expect(dialog.get_by_text("Đã ghi Kế hoạch sơ kết")).to_be_visible()
    expect(dialog.get_by_text(LEFT)).to_have_count(0)
    assert rows(office.store, "receipt_entries") == before + 1
    expect(page.get_by_text("Còn bản nháp chưa ghi nhận")).to_have_count(0)
