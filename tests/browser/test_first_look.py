"""The Secretary's ten seconds and the clerk's next click: names lead there without a reload, a cell is dealt with."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tonghop.questions import ask_rows
from tonghop.store import Store

pytestmark = pytest.mark.browser
DAY, CLERK = "2022-04-12", "Nguyễn Thị Hoa"
SIZES = {"projector": (1280, 720), "phone": (390, 844)}


@pytest.fixture(scope="module")
def written(sample_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a copy of the sample that may be written."""
    folder = tmp_path_factory.mktemp("desk") / "store"
    shutil.copytree(sample_store, folder)
    return folder


@pytest.fixture
def desk(written: Path, dashboard: Callable[..., str]) -> tuple[str, Store]:
    """Return a dashboard on the store that may be written, and that store."""
    return dashboard(written), Store(written)


@pytest.mark.parametrize("size", SIZES)
def test_the_first_screen_answers_without_a_click(
    desk: tuple[str, Store], page: Page, open_page: Callable[[Page, str], Page], size: str
) -> None:
    width, height = SIZES[size]
    page.set_viewport_size({"width": width, "height": height})
    open_page(page, f"{desk[0]}/?ngay={DAY}")
    for words in ("Hồ sơ khen thưởng", "Chậm, còn thiếu:", "Mới từ thứ Hai tuần này"):
        box = page.get_by_text(words, exact=False).first.bounding_box()
        assert box is not None
        assert box["y"] + box["height"] <= height, words
    if size == "projector":  # the whole menu, its last page included
        last = page.get_by_test_id("stSidebarNavLink").last.bounding_box()
        assert last is not None
        assert last["y"] + last["height"] <= height
    names = page.locator(".th-late-list a")
    boxes = [names.nth(at).bounding_box() for at in range(names.count())]
    assert len(boxes) > 3
    assert all(box and box["y"] + box["height"] <= height for box in boxes)


def test_a_name_leads_to_its_unit_without_a_reload_and_back_returns(
    desk: tuple[str, Store], page: Page, open_page: Callable[[Page, str], Page], settle: Callable[..., None]
) -> None:
    open_page(page, f"{desk[0]}/?ngay={DAY}")
    page.evaluate("window.sameApp = true")
    name = page.locator(".th-late-list a").first
    unit = name.inner_text()
    name.click()
    settle(page)
    expect(page.locator("h1")).to_have_text(unit)
    assert f"ngay={DAY}" in page.url
    page.go_back()
    settle(page)
    expect(page.locator("h1")).to_have_text("Tổng quan")
    expect(page.locator(".th-late-list a").first).to_have_text(unit)
    assert page.evaluate("window.sameApp") is True


def test_filters_and_who_records_stay_along_the_way(
    desk: tuple[str, Store], page: Page, open_page: Callable[[Page, str], Page], settle: Callable[..., None]
) -> None:
    open_page(page, f"{desk[0]}/theo-doi-nop?ngay={DAY}&loai=Chi+b%E1%BB%99")
    rows = page.locator(".th-matrix tbody tr")
    count = rows.count()
    rows.first.locator("th a").click()
    settle(page)
    page.go_back()
    settle(page)
    expect(rows).to_have_count(count)
    rows.first.locator("td a").first.click()
    settle(page)
    page.keyboard.press("Escape")
    settle(page)
    expect(rows).to_have_count(count)


def test_a_cell_is_received_once_though_clicked_twice_and_taken_back(
    desk: tuple[str, Store], page: Page, open_page: Callable[[Page, str], Page], settle: Callable[..., None]
) -> None:
    address, store = desk
    before = len(receipts(store))
    open_page(page, f"{address}/theo-doi-nop?ngay={DAY}")
    page.locator(".th-matrix td.th-missing a").first.click()
    settle(page)
    dialog = page.get_by_test_id("stDialog")
    dialog.get_by_label("Người ghi nhận").fill(CLERK)
    page.keyboard.press("Tab")
    settle(page)
    dialog.get_by_role("button", name="Ghi nhận", exact=True).dblclick()
    settle(page)
    expect(dialog).to_contain_text("Đã ghi ")
    assert len(receipts(store)) == before + 1
    dialog.get_by_role("button", name="Hoàn tác").click()
    settle(page)
    expect(dialog).to_contain_text("Đã hoàn tác")
    assert len(receipts(store)) == before


def test_a_part_is_sent_back_from_the_matrix_in_four_clicks(
    desk: tuple[str, Store], page: Page, open_page: Callable[[Page, str], Page], settle: Callable[..., None]
) -> None:
    address, store = desk
    open_page(page, f"{address}/theo-doi-nop?ngay={DAY}")
    page.locator(".th-matrix td.th-on_time a").first.click()
    settle(page)
    dialog = page.get_by_test_id("stDialog")
    dialog.get_by_text("Trả lại để bổ sung", exact=True).click()
    settle(page)
    dialog.get_by_label("Lý do, nhận xét").fill("thiếu chữ ký")
    page.keyboard.press("Tab")
    settle(page)
    dialog.get_by_label("Người ghi nhận").fill(CLERK)
    page.keyboard.press("Tab")
    settle(page)
    dialog.get_by_role("button", name="Ghi nhận", exact=True).click()
    settle(page)
    expect(dialog).to_contain_text("Trả lại để bổ sung: ")
    kinds = [row[ask_rows(store, "decision_list")[0].index("kind")] for row in ask_rows(store, "decision_list")[1]]
    assert kinds == ["sent_back"]


def receipts(store: Store) -> list[tuple[object, ...]]:
    return ask_rows(store, "receipt_list", as_of=date(2030, 1, 1))[1]


def test_the_words_of_the_frame_are_vietnamese(
    desk: tuple[str, Store], page: Page, open_page: Callable[[Page, str], Page]
) -> None:
    open_page(page, f"{desk[0]}/don-vi-chi-tiet?ngay={DAY}")
    box = page.get_by_label("Đơn vị").first
    box.click()
    box.press_sequentially("qqqq")
    expect(page.get_by_text("Không có mục nào khớp")).to_be_visible()
    assert page.get_by_text("No results").count() == 0
    assert page.get_by_text("Skip to main content").count() == 0
    assert page.title() == "Đơn vị – Tổng hợp"


def test_on_a_phone_the_menu_closes_behind_a_choice(
    desk: tuple[str, Store], new_page: Callable[..., Page], open_page: Callable[[Page, str], Page],
    settle: Callable[..., None],
) -> None:  # fmt: skip
    page = new_page(viewport=(390, 844))
    open_page(page, f"{desk[0]}/?ngay={DAY}")
    page.get_by_test_id("stExpandSidebarButton").click()
    page.get_by_test_id("stSidebarNav").get_by_text("Thay đổi").click()
    settle(page)
    expect(page.locator("h1")).to_have_text("Thay đổi")
    expect(page.get_by_test_id("stSidebar")).to_have_attribute("data-collapsed", "true")


@pytest.mark.parametrize(
    ("typed", "name"), [("buu dien", "Chi bộ Bưu điện huyện"), ("NHAT TUU", "Đảng bộ xã Nhật Tựu")]
)
def test_a_unit_is_found_as_people_type_it_and_what_nobody_is_called_is_said(
    desk: tuple[str, Store],
    page: Page,
    open_page: Callable[[Page, str], Page],
    settle: Callable[..., None],
    typed: str,
    name: str,
) -> None:
    open_page(page, f"{desk[0]}/don-doc?ngay={DAY}")
    box = page.get_by_role("combobox", name="Đơn vị", exact=True)
    box.click()
    page.keyboard.type("khong co ai ten nhu the")
    expect(page.get_by_text("Không có mục nào khớp")).to_be_visible()
    page.keyboard.press("Control+A")
    page.keyboard.type(typed, delay=20)
    expect(page.get_by_role("option")).to_have_text([name])
    page.keyboard.press("Enter")
    settle(page)
    expect(box).to_have_value(name)
    expect(page.locator("[data-testid=stMain]").get_by_text(name).first).to_be_visible()
