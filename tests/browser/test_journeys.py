"""Whole journeys in a real browser: what a clerk does, and what a committee then reads."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from tests import campaign
from tests.browser.accessible import faults
from tonghop.vietnamese import format_count

DAY = date(2022, 4, 5)
PROJECTOR, PHONE = (1280, 720), (390, 844)
ADDRESSES = (
    "",
    "theo-doi-nop",
    "mo-hinh",
    "khen-thuong",
    "tuyen-truyen",
    "kiem-tra-giam-sat",
    "van-ban",
    "y-kien",
    "ket-qua-mot-trang",
    "xet-chon-mo-hinh",
    "bao-cao",
    "tiep-nhan",
    "tep",
    "thay-doi",
    "don-doc",
    "don-vi-chi-tiet",
    "lich",
    "ke-hoach-don-vi",
    "nhap-so-lieu",
    "chat-luong",
    "sao-luu",
    "huong-dan",
    "doc-bao-cao",
)


def words(page: Page) -> str:
    """What the page says, spaces made even."""
    return re.sub(r"\s+", " ", page.locator("[data-testid=stMain]").inner_text())


def test_a_consolidated_workbook_dropped_on_an_empty_store_shows_its_numbers_on_every_page(
    dashboard: Callable[..., str],
    page: Page,
    open_page: Callable[[Page, str], Page],
    move_on: Callable[[Page, str], Page],
    settle: Callable[..., None],
    tmp_path: Path,
) -> None:
    address = dashboard(tmp_path / "store")
    workbook = tmp_path / "tong-hop.xlsx"
    workbook.write_bytes(campaign.consolidated_campaign())

    open_page(page, f"{address}/tiep-nhan")
    page.locator("input[type=file]").set_input_files(workbook)
    settle(page)
    expect(page.get_by_text("Biểu tổng hợp nhiều đơn vị").first).to_be_visible()
    page.get_by_label("Người ghi nhận").fill("Trần Thị Mai")
    page.get_by_label("Người ghi nhận").press("Enter")
    settle(page)
    page.get_by_role("button", name=re.compile("^Ghi nhận")).click()
    settle(page)
    expect(page.get_by_text(re.compile("Đã ghi nhận 1 tệp")).first).to_be_visible()

    day = f"?ngay={DAY.isoformat()}"
    dossiers = campaign.award_dossiers(DAY)
    received = dossiers["on_time"] + dossiers["late"]
    said = words(open_page(page, f"{address}/{day}"))
    assert f"Đến ngày 05/04/2022: {received}/53 đơn vị đã nộp đủ hồ sơ khen thưởng" in said
    assert f"trong đó {dossiers['late']} nộp muộn" in said
    assert f"{dossiers['incomplete']} nộp chưa đủ" in said
    assert f"{dossiers['missing']} quá hạn chưa nộp" in said
    models = len(campaign.models_in_truth())
    assert f"{format_count(models)} mô hình" in said

    said = words(move_on(page, f"{address}/theo-doi-nop{day}"))
    assert "Đảng bộ thị trấn Quế" in said
    assert "53" in said

    said = words(move_on(page, f"{address}/mo-hinh{day}"))
    assert f"{models} mô hình" in said

    for name, indicator in (
        ("khen-thuong", "awards_grassroots"),
        ("tuyen-truyen", "conference_attendances"),
        ("kiem-tra-giam-sat", "inspections"),
    ):
        said = words(move_on(page, f"{address}/{name}{day}"))
        assert format_count(campaign.total(indicator, 2021)) in said, name

    said = words(move_on(page, f"{address}/van-ban{day}"))
    assert f"{campaign.documents_in_truth()} văn bản" in said


@pytest.mark.parametrize(
    "names", [pytest.param(ADDRESSES[1::3], id="third"), pytest.param(ADDRESSES, marks=pytest.mark.soak, id="all")]
)
def test_no_page_scrolls_sideways_fails_or_shuts_anybody_out_on_a_phone(
    sample_dashboard: str, new_page: Callable[..., Page], move_on: Callable[[Page, str], Page], names: tuple[str, ...]
) -> None:
    page = new_page(PHONE)
    for name in names:
        move_on(page, f"{sample_dashboard}/{name}?ngay={DAY.isoformat()}")
        assert page.url.startswith(f"{sample_dashboard}/{name}?"), page.url
        assert page.locator("h1").count() == 1, name
        assert page.locator(".th-error").count() == 0, name
        assert page.locator("[data-testid=stException]").count() == 0, name
        assert fits(page), f"{name or 'tong-quan'} scrolls sideways"
        assert faults(page) == [], name or "tong-quan"


def fits(page: Page) -> bool:
    """Whether nothing of the page stands out sideways."""
    width, shown = page.evaluate(
        "() => { const main = document.querySelector('[data-testid=stMain]');"
        " return [main.scrollWidth, main.clientWidth]; }"
    )
    return bool(width <= shown)


@pytest.mark.parametrize("name", ["", "theo-doi-nop", "ket-qua-mot-trang", "ke-hoach-don-vi"])
def test_a_page_fits_a_projector(
    sample_dashboard: str, new_page: Callable[..., Page], open_page: Callable[[Page, str], Page], name: str
) -> None:
    assert fits(open_page(new_page(PROJECTOR), f"{sample_dashboard}/{name}?ngay={DAY.isoformat()}"))


@pytest.mark.parametrize("name", ["theo-doi-nop"])
def test_a_dark_page_is_dark_and_whole(
    sample_dashboard: str, new_page: Callable[..., Page], open_page: Callable[[Page, str], Page], name: str
) -> None:
    page = open_page(new_page(PHONE, dark=True), f"{sample_dashboard}/{name}?ngay={DAY.isoformat()}")
    assert page.locator(".th-error").count() == 0
    ground = page.evaluate("() => getComputedStyle(document.querySelector('[data-testid=stApp]')).backgroundColor")
    assert max(int(part) for part in re.findall(r"\d+", ground)[:3]) < 80


def test_the_address_shows_a_second_browser_the_same(
    sample_dashboard: str,
    new_page: Callable[..., Page],
    open_page: Callable[[Page, str], Page],
    settle: Callable[..., None],
) -> None:
    first = new_page()
    open_page(first, f"{sample_dashboard}/theo-doi-nop?ngay={DAY.isoformat()}")
    first.get_by_label("Tìm đơn vị").fill("tan son")
    first.get_by_label("Tìm đơn vị").press("Enter")
    settle(first)
    assert "Đảng bộ xã Tân Sơn" in words(first)
    assert "Đảng bộ xã Thanh Sơn" not in words(first)
    second = new_page()
    open_page(second, first.url)
    assert words(second) == words(first)


def test_a_page_prints_its_table(sample_dashboard: str, page: Page, open_page: Callable[[Page, str], Page]) -> None:
    open_page(page, f"{sample_dashboard}/theo-doi-nop?ngay={DAY.isoformat()}")
    page.emulate_media(media="print")
    table = page.locator("table", has_text="Đảng bộ thị trấn Quế").first
    assert table.is_visible()
    assert table.locator("tbody tr").count() >= 53
    assert not page.locator("[data-testid=stSidebar]").is_visible()
    said = PdfReader(io.BytesIO(page.pdf(format="A4"))).pages[-1].extract_text()
    assert re.search(r"Theo dõi nộp.*phiên bản 1.*in lúc \d\d:\d\d ngày \d\d/\d\d/\d{4}", " ".join(said.split()))


def test_an_open_page_notices_a_new_version_and_offers_it(
    dashboard: Callable[..., str],
    page: Page,
    open_page: Callable[[Page, str], Page],
    settle: Callable[..., None],
    tmp_path: Path,
) -> None:
    from tests.builders import load_all, unit_return
    from tonghop.store import Store

    store = tmp_path / "store"
    address = dashboard(store)
    open_page(page, f"{address}/mo-hinh")
    load_all(Store(store), {"tan-son.xlsx": unit_return()})
    offer = page.get_by_role("button", name=re.compile("Có dữ liệu mới"))
    expect(offer).to_be_visible(timeout=20_000)
    offer.click()
    settle(page)
    assert "1/53" in words(page)
