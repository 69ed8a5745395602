"""A clerk's morning: twenty mixed files in one package, read, named, stored, sent back, mended, withdrawn."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from pathlib import Path

import openpyxl
from playwright.sync_api import Page, expect

from tests.builders import UNIT, UNIT_ID, consolidated, nomination_list, package, plan_83, register, unit_return
from tonghop import clock
from tonghop.forms import RETURNED
from tonghop.questions import ask_rows
from tonghop.store import Store

PLAN = plan_83()
CLERK, STRANGE, OWNER = "Nguyễn Thị Hoa", "Đảng bộ xã Bình Minh Mới", "Đảng bộ xã Thụy Lôi"
AWARDS, CELL = "Khen thưởng", "D4"
NAMES = [unit.name for unit in PLAN.units if unit.name not in (UNIT, OWNER)]
TABLE = "Số liệu từng đơn vị"


def twenty_files() -> dict[str, bytes]:
    """Ten good returns, three lists, a consolidated workbook, a register, an old .doc, and four that are refused."""
    good = {f"don-vi/{number:02}.xlsx": unit_return(NAMES[number]) for number in range(10)}
    lists = {f"danh-sach/{number}.docx": nomination_list(NAMES[number]) for number in range(3)}
    return {
        **good,
        **lists,
        "tong-hop.xlsx": consolidated([UNIT, NAMES[10]]),
        "so.xlsx": register(),
        "tan-son.xlsx": unit_return(changes={(AWARDS, CELL): "nhiều lắm"}),
        "ten-la.xlsx": unit_return(STRANGE),
        "hong.xlsx": unit_return()[:4000],
        "cu.doc": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
        "thieu-trang.xlsx": unit_return(NAMES[11], sheets={"Tuyên truyền": None}),
    }


def drop(page: Page, name: str, content: bytes) -> None:
    kind = "application/octet-stream"
    page.locator("input[type=file]").set_input_files([{"name": name, "mimeType": kind, "buffer": content}])


def figure(store: Path) -> int:
    """What counts for the unit in the cell that goes wrong."""
    rows = ask_rows(Store(store), "figure_list")[1]
    return next(row[3] for row in rows if row[:3] == (UNIT_ID, "awards_grassroots", 2017))


def test_from_a_package_of_twenty_to_figures_and_back(
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

    open_page(page, f"{address}/tiep-nhan")
    page.get_by_label("Người ghi nhận").fill(CLERK)
    page.keyboard.press("Tab")
    settle(page)
    drop(page, "hồ sơ.zip", package(twenty_files()))
    settle(page)
    said = words()
    assert "20 tệp: 15 nhận, 4 trả lại, 1 lưu văn bản" in said
    assert f"{AWARDS}, ô {CELL}: “nhiều lắm” không phải là số" in said
    assert "hồ sơ.zip/cu.doc ▤ Lưu văn bản" in said
    assert "Thiếu trang tính “Tuyên truyền”" in said
    assert Store(store).current == 0

    # which unit is it?
    asked = f"“{STRANGE}” trong hồ sơ.zip/ten-la.xlsx là đơn vị nào?"
    page.get_by_label(asked).click()
    page.get_by_label(asked).fill("Thụy Lôi")
    page.get_by_role("option", name=OWNER, exact=True).click()
    settle(page)
    page.get_by_role("button", name="Ghi nhớ").click()
    settle(page)
    assert f"Từ nay “{STRANGE}” được hiểu là {OWNER}" in words()
    assert "20 tệp: 16 nhận, 3 trả lại, 1 lưu văn bản" in words()

    # the good ones are stored
    page.get_by_role("button", name="Ghi nhận 20 tệp").click()
    settle(page)
    assert "Đã ghi nhận 20 tệp vào phiên bản 2" in words()
    assert figure(store) == 11

    # the marked copy of the bad one comes down from its own page, is mended and sent again
    number = next(row[0] for row in ask_rows(Store(store), "file_list")[1] if row[1].endswith("tan-son.xlsx"))
    open_page(page, f"{address}/tep?so={number}")
    with page.expect_download() as coming:
        page.get_by_role("button", name="Tải bản đánh dấu").click()
    copy = Path(coming.value.path()).read_bytes()
    assert coming.value.suggested_filename == "can-sua-tan-son.xlsx"
    book = openpyxl.load_workbook(io.BytesIO(copy))
    assert book.sheetnames[0] == RETURNED
    marked = book[AWARDS][CELL]
    assert marked.comment is not None
    assert "“nhiều lắm” không phải là số" in marked.comment.text
    marked.value = 77
    target = io.BytesIO()
    book.save(target)
    open_page(page, f"{address}/tiep-nhan")
    page.get_by_label("Người ghi nhận").fill(CLERK)
    page.keyboard.press("Tab")
    settle(page)
    drop(page, "tan-son da sua.xlsx", target.getvalue())
    settle(page)
    assert "1 tệp: 1 nhận" in words()
    assert "11 77 tan-son da sua.xlsx, ô D4" in words()
    page.get_by_role("button", name="Ghi nhận 1 tệp").click()
    settle(page)

    # the figures have changed, on the page and in the cell behind it
    results = f"{address}/khen-thuong?don-vi={UNIT.replace(' ', '+')}&bang={TABLE.replace(' ', '+')}"
    assert shown_figure(page, results, open_page, settle) == "77"
    page.get_by_role("link", name=re.compile(r"^77")).first.click()
    settle(page)
    assert "tan-son da sua.xlsx" in words()
    expect(page.locator("td.th-asked").first).to_have_text("77")

    # taken out again, they change back; the file stays
    page.get_by_role("button", name="Rút tệp này").click()
    settle(page)
    assert "77 11 " in words()
    page.get_by_label("Lý do").fill("gửi nhầm")
    page.get_by_label("Người ghi nhận").fill(CLERK)
    page.keyboard.press("Tab")
    settle(page)
    page.get_by_test_id("stMain").get_by_role("button", name="Rút tệp này").last.click()
    settle(page)
    assert "Đã rút tệp" in words()
    assert figure(store) == 11
    assert shown_figure(page, results, open_page, settle) == "11"
    assert len(ask_rows(Store(store), "file_list")[1]) == 21
    assert clock.today() >= ask_rows(Store(store), "file_list")[1][0][6]


def shown_figure(
    page: Page, address: str, open_page: Callable[[Page, str], Page], settle: Callable[..., None]
) -> str:
    """The unit's first figure on its table of the page."""
    open_page(page, address)
    page.get_by_role("tab", name=TABLE).click()
    settle(page)
    row = page.get_by_role("row").filter(has_text="Số mô hình được biểu dương cấp cơ sở").last
    return row.get_by_role("cell").nth(1).inner_text().split()[0]
