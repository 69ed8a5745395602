"""The clerk on 8 April: a mixed package is received, a report read, a figure followed back to its sentence."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.accessible import faults
from tests.builders import UNIT_ID, load_all, nomination_list, package, unit_return
from tests.test_prose_reports import document
from tests.test_unit_papers import HEAD, paper
from tonghop.questions import ask_rows
from tonghop.store import Store

CLERK, OWNER, OWNER_ID = "Nguyễn Thị Hoa", "Đảng bộ xã Khả Phong", "kha-phong"
REPORT = [
    "ĐẢNG ỦY XÃ KHẢ PHONG", "Số 31-BC/ĐU", "BÁO CÁO", "Kết quả 5 năm xây dựng mô hình",
    "I. ĐẶC ĐIỂM TÌNH HÌNH", "Xã có 7 thôn, 2.310 hộ dân.",
    "II. KẾT QUẢ THỰC HIỆN", "1. Công tác lãnh đạo, chỉ đạo", "b) Công tác tuyên truyền",
    "Hội nghị quán triệt: năm 2017: 06 hội nghị; năm 2018: 07 hội nghị; năm 2019: 08 hội nghị; năm 2020: 05 hội nghị; "
    "năm 2021: 04 hội nghị.",
    "Hệ thống truyền thanh phát các năm 2017, 2018, 2019, 2020 và 2021 lần lượt là 41, 52, 63, 74 và 85 tin, bài.",
    "Mỗi năm 2019, 2020 tổ chức 02 hội thi.",
    "c) Công tác kiểm tra, giám sát",
    "Năm 2018 kiểm tra 03 cuộc, năm 2019 kiểm tra 04 cuộc; năm 2020 kiểm tra 02/03 cuộc.",
    "III. ĐÁNH GIÁ CHUNG", "1. Ưu điểm", "Dân đồng lòng; riêng năm 2021 có 05 hội nghị.", "2. Hạn chế", "Còn chậm.",
    "IV. PHƯƠNG HƯỚNG", "Phấn đấu mỗi năm tổ chức 06 hội nghị.", "V. ĐỀ XUẤT, KIẾN NGHỊ",
    "1. Đối với huyện", "Hỗ trợ loa cho các thôn.",
]  # fmt: skip
SENTENCE = "năm 2019: 08 hội nghị"


def files() -> dict[str, bytes]:
    """A return, a list, a report, a memo, a plan, an old Word file, a scan and an invitation."""
    return {
        "bieu-so-lieu.xlsx": unit_return(),
        "danh-sach.docx": nomination_list(),
        "bao-cao.docx": document(REPORT),
        "to-trinh.docx": paper("TỜ TRÌNH", "V/v khen thưởng mô hình", head=HEAD.format("TTr")),
        "ke-hoach.docx": paper("KẾ HOẠCH", "Sơ kết mô hình", head=HEAD.replace("12 - {}", "13 - KH")),
        "bao cao thanh tich xa Kha Phong.doc": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
        "quet-0001.pdf": b"%PDF-1.7 quet",
        "giay-moi.docx": paper("GIẤY MỜI", "Dự hội nghị sơ kết", head=HEAD.replace("12 - {}", "14 - GM")),
    }


class Hand:
    """Clicks, and counts them."""

    def __init__(self, page: Page, settle: Callable[..., None]) -> None:
        self.page, self.settle, self.clicks = page, settle, 0

    def click(self, target: Locator) -> None:
        target.click()
        self.clicks += 1
        self.settle(self.page, 60)


def copies(store: Path, unit: str) -> dict[str, int]:
    rows = ask_rows(Store(store), "submission_status", as_of=date.max)[1]
    return {row[1]: row[4] for row in rows if row[0] == unit and row[4]}


def choose(page: Page, settle: Callable[..., None], label: str, option: str, typed: str = "") -> None:
    page.get_by_label(label).click()
    if typed:  # a long list draws only what is in sight
        page.get_by_label(label).fill(typed)
    page.get_by_role("option", name=option, exact=True).click()
    settle(page)


def test_a_package_of_papers_is_received_read_and_followed(
    tmp_path: Path,
    dashboard: Callable[..., str],
    page: Page,
    open_page: Callable[[Page, str], Page],
    settle: Callable[..., None],
) -> None:
    store = tmp_path / "store"
    address = dashboard(store)
    main = page.locator("[data-testid=stMain]")
    hand = Hand(page, settle)

    def words() -> str:
        return re.sub(r"\s+", " ", main.inner_text())

    def button(name: str) -> Locator:
        return main.get_by_role("button", name=name)

    # dropped: one row a file, and what no file says is asked
    open_page(page, f"{address}/tiep-nhan")
    page.get_by_label("Người ghi nhận").fill(CLERK)
    page.keyboard.press("Tab")
    settle(page)
    content = package(files())
    page.locator("input[type=file]").set_input_files(
        [{"name": "thư 08-4.zip", "mimeType": "application/zip", "buffer": content}]
    )
    settle(page)
    assert "8 tệp: 2 nhận, 6 lưu văn bản" in words()
    assert "7 giấy tờ: 2 lượt tiếp nhận sẽ ghi" in words()
    assert "Hỏi: mấy bộ bản giấy" in words()
    page.get_by_role("radio", name="Đủ theo kế hoạch").click()
    settle(page)
    button("Nhận 1 gợi ý theo tên tệp").click()
    settle(page)
    choose(page, settle, "quet-0001.pdf: của đơn vị nào?", OWNER, "Khả Phong")
    choose(page, settle, "quet-0001.pdf: là văn bản gì?", "Tờ trình")
    assert "7 giấy tờ: 6 lượt tiếp nhận sẽ ghi" in words()
    page.reload()
    settle(page, 60)
    assert "7 giấy tờ: 6 lượt tiếp nhận sẽ ghi" in words(), "files and answers are there again"
    page.get_by_label("Người ghi nhận").fill(CLERK)
    page.keyboard.press("Tab")
    settle(page)
    assert "giay-moi.docx ▤ Lưu văn bản Văn bản khác" in words()
    button("Ghi nhận 8 tệp, 6 lượt tiếp nhận").click()
    settle(page)
    assert "Đã ghi nhận 8 tệp, 6 lượt tiếp nhận vào phiên bản 1" in words()
    assert copies(store, UNIT_ID) == {"memo": 2, "nominations": 2, "plan": 1}
    assert copies(store, OWNER_ID) == {"memo": 2, "achievements": 2, "report": 1}

    # the report is read: all that are certain at once, the questions one by one, the remarks
    assert "1 báo cáo chờ đọc" in words()
    hand.click(main.get_by_role("link", name="Báo cáo số 31-BC/ĐU"))
    assert "Báo cáo đề xuất" in words()
    hand.click(button("số chắc chắn"))
    page.reload()
    settle(page)
    assert "Phần đọc dở được mở lại." in words()
    assert "Hội nghị quán triệt, tuyên truyền, năm 2021 ? cần hỏi" in words()

    # a mark leads to its figure, a figure to its sentence
    hand.click(main.locator(".th-reads a.th-m", has_text="63"))
    assert "Tin, bài trên hệ thống đài truyền thanh, năm 2019" in words()
    expect(main.locator(".th-fills .th-asked")).to_contain_text("63")
    hand.click(main.locator(".th-fills tr", has_text="Hội nghị quán triệt").get_by_role("link").last)
    expect(main.locator(".th-reads .th-para.th-asked").first).to_be_in_viewport()
    assert main.locator(".th-reads a.th-asked").all_inner_texts() == ["04", "05"]
    hand.click(button("✓ 4 (đoạn"))
    assert "Cuộc kiểm tra, năm 2020" in words()
    page.get_by_label("Số đúng").fill("2")
    page.keyboard.press("Tab")
    settle(page)
    hand.click(button("Nhận số này"))
    assert "Số liệu ✓" in words()
    hand.click(page.get_by_role("radio", name="Ý kiến"))
    hand.click(button("Nhận cả 6 ý kiến"))
    hand.click(page.get_by_role("radio", name="Ghi nhận"))
    page.get_by_label("Người ghi nhận").fill(CLERK)
    page.keyboard.press("Tab")
    settle(page)
    hand.click(button("Ghi nhận 15 số, 6 ý kiến"))
    assert f"Đã ghi nhận 15 số, 6 ý kiến của {OWNER} (phiên bản 2)." in words()
    assert hand.clicks < 20
    rows = ask_rows(Store(store), "figure_list")[1]
    figures = {(row[1], row[2]): (row[3], row[6]) for row in rows if row[0] == OWNER_ID}
    assert len(figures) == 15
    assert figures["conferences", 2021] == (4, "đoạn 10")
    assert figures["inspections", 2020] == (2, "đoạn 14")

    # from Tuyên truyền back to the sentence
    open_page(page, f"{address}/tuyen-truyen?don-vi={OWNER.replace(' ', '+')}")
    page.get_by_role("tab", name="Số liệu từng đơn vị").click()
    settle(page)
    row = page.get_by_role("row").filter(has_text="Hội nghị quán triệt, tuyên truyền").last
    row.get_by_role("link").nth(2).click()
    settle(page)
    asked = main.locator(".th-reads .th-para.th-asked")
    expect(asked).to_be_in_viewport()
    expect(asked).to_contain_text(SENTENCE)
    expect(asked.locator("mark.th-asked")).to_have_text("08")
    assert "Hội nghị quán triệt, tuyên truyền, năm 2019: 8" in words()


@pytest.mark.parametrize("viewport", [(1280, 720), (390, 844)])
def test_a_report_is_read_by_keyboard_on_any_screen(
    viewport: tuple[int, int],
    tmp_path: Path,
    dashboard: Callable[..., str],
    new_page: Callable[..., Page],
    open_page: Callable[[Page, str], Page],
    settle: Callable[..., None],
) -> None:
    store = tmp_path / "store"
    load_all(Store(store), {"bao-cao.docx": document(REPORT)}, date(2022, 4, 8))
    page = new_page(viewport=viewport)
    open_page(page, f"{dashboard(store)}/doc-bao-cao?so=1")
    main = page.locator("[data-testid=stMain]")
    hand = main.locator(".th-hand")
    assert faults(page) == []
    page.keyboard.press("a")
    settle(page)
    expect(hand).to_contain_text("Hội nghị quán triệt, tuyên truyền, năm 2021")
    page.keyboard.press("d")
    settle(page)
    expect(hand).to_contain_text("Cuộc kiểm tra, năm 2020")
    page.keyboard.press("b")
    settle(page)
    page.keyboard.press("ArrowLeft")
    settle(page)
    expect(hand).to_contain_text("Cuộc kiểm tra, năm 2019")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.get_by_role("radio", name="Ý kiến").click()
    settle(page, 60)
    page.get_by_role("link", name="Đoạn 17").click()
    settle(page, 60)
    expect(main.locator(".th-reads .th-para.th-asked")).to_be_in_viewport()
    assert faults(page) == []
