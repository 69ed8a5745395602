"""From a picture to the rows behind it, from a row to its cell in the file; and from a page to paper."""

from __future__ import annotations

import io
import re
import unicodedata
from collections.abc import Callable
from datetime import date
from pathlib import Path

import openpyxl
import pypdf
import pytest
from playwright.sync_api import Locator, Page, expect

from tests.builders import plan_83
from tonghop.questions import ask
from tonghop.store import Store
from tonghop.vietnamese import clean, fold_key

DAY = date(2022, 4, 30)
RETURNS = Path(__file__).resolve().parent.parent.parent / "data" / "sample" / "returns"
KIND, SECTOR = "dang_bo", "kinh_te"
PLAN = plan_83()


def click_middle(page: Page, mark: Locator) -> None:
    """Click where the mark is drawn, once it stands still: it lies under layers that take the mouse for all marks."""
    mark.scroll_into_view_if_needed()
    box, before = mark.bounding_box(), None
    while box != before:
        page.wait_for_timeout(100)
        box, before = mark.bounding_box(), box
    assert box
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.wait_for_timeout(100)  # a chart takes a click for the mark it has noticed the mouse over
    page.mouse.down()
    page.mouse.up()


def test_from_a_bar_to_its_rows_to_the_cell_in_the_file(
    sample_store: Path,
    sample_dashboard: str,
    page: Page,
    open_page: Callable[[Page, str], Page],
    settle: Callable[..., None],
) -> None:
    kinds, sectors = ({one.id: one.label for one in choices} for choices in (PLAN.kinds, PLAN.sectors))
    models = ask(Store(sample_store), "model_list")
    of_kind = models[models["unit_id"].map(lambda unit: PLAN.unit_by_id[unit].kind == KIND)]
    wanted = of_kind[of_kind["sector_id"] == SECTOR].reset_index(drop=True)
    assert 0 < len(wanted) < len(of_kind) < len(models)

    open_page(page, f"{sample_dashboard}/mo-hinh?ngay={DAY.isoformat()}")
    page.get_by_label("Loại đơn vị").click()
    page.get_by_role("option", name=kinds[KIND], exact=True).click()
    settle(page)
    main = page.locator("[data-testid=stMain]")
    assert f"{kinds[KIND]}: {len(of_kind)} mô hình" in main.inner_text()

    chart = page.locator(".st-key-hinh-linh-vuc")
    names = chart.locator(".ytick").all_text_contents()
    at = next(place for place, name in enumerate(names) if fold_key(name) == fold_key(sectors[SECTOR]))
    click_middle(page, chart.locator(".barlayer .trace").first.locator(".point path").nth(at))
    expect(main).to_contain_text(f"{kinds[KIND]}: {len(wanted)} mô hình lĩnh vực {sectors[SECTOR]}", timeout=15_000)
    settle(page)
    assert page.get_by_role("heading", name=f"{len(wanted)} mô hình", exact=True).is_visible()

    row = 2
    page.locator(".th-models tbody tr").nth(row).locator("td").nth(3).click()  # anywhere on the row
    detail = page.locator(".th-detail")
    expect(detail).to_be_visible(timeout=15_000)
    settle(page)
    name = detail.locator("h3").inner_text()
    assert name == wanted["name"][row]
    place = re.search(r"tệp (\S+\.xlsx), trang tính (.+), ô ([A-Z]+\d+)", detail.inner_text())
    assert place
    assert in_the_file(*place.groups()) == name

    with page.expect_navigation():
        detail.get_by_role("link").click()
    settle(page)
    marked = page.locator(".th-sheet .th-asked")
    assert marked.inner_text() == name
    expect(marked).to_be_in_viewport(ratio=0.9)
    assert place[1] in page.locator("h1").inner_text()
    assert page.get_by_test_id("stSidebarNav").get_by_text("Tệp đã nhận").count() == 0
    with page.expect_download() as download:
        page.get_by_role("button", name="Tải tệp gốc").click()
    assert download.value.suggested_filename == place[1]
    assert Path(download.value.path()).read_bytes() == next(RETURNS.rglob(place[1])).read_bytes()
    page.go_back()
    settle(page)
    assert f"{kinds[KIND]}: {len(wanted)} mô hình lĩnh vực {sectors[SECTOR]}" in main.inner_text()


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_on_a_phone_a_sheet_scrolls_inside_itself_to_the_cell(
    sample_store: Path,
    sample_dashboard: str,
    new_page: Callable[..., Page],
    open_page: Callable[[Page, str], Page],
    dark: bool,
) -> None:
    figures = ask(Store(sample_store), "figure_list")
    figure = figures[figures["year"] == PLAN.years[-1]].iloc[0]  # far to the right
    page = open_page(
        new_page((390, 844), dark),
        f"{sample_dashboard}/tep?so={figure['file_id']}&trang={figure['sheet']}&o={figure['cell']}",
    )
    marked = page.locator(".th-sheet .th-asked")
    assert marked.inner_text() == str(figure["value"])
    expect(marked).to_be_in_viewport(ratio=1)
    assert page.evaluate("() => document.querySelector('.th-sheet').scrollLeft") > 0
    main = page.locator("[data-testid=stMain]")
    assert main.evaluate("main => main.scrollWidth <= main.clientWidth")


def in_the_file(file: str, sheet: str, cell: str) -> object:
    book = openpyxl.load_workbook(next(RETURNS.rglob(file)), read_only=True)
    tab = next(one for one in book.sheetnames if fold_key(one) == fold_key(sheet))
    return clean(str(book[tab][cell].value))


def test_a_printed_page_holds_its_table(
    sample_dashboard: str, page: Page, open_page: Callable[[Page, str], Page]
) -> None:
    open_page(page, f"{sample_dashboard}/theo-doi-nop?ngay={DAY.isoformat()}")
    paper = pypdf.PdfReader(io.BytesIO(page.pdf(format="A4")))
    text = unpacked("".join(sheet.extract_text() for sheet in paper.pages))
    lacking = [unit.name for unit in PLAN.units if unpacked(unit.name) not in text]
    assert not lacking
    assert unpacked("Đã nộp đúng hạn") in text
    assert unpacked("Xem đến ngày") not in text, "the sidebar is on paper"


def unpacked(text: str) -> str:
    """A text as it is on paper, whatever the lines it is broken into and the form its letters are drawn in."""
    return "".join(unicodedata.normalize("NFC", text).split())
