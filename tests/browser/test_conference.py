"""Before the conference: five models weighed by two people, decided, and found in the report that is downloaded."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import docx
import pptx
from playwright.sync_api import Page, expect

from tests.builders import plan_83
from tests.campaign import RETURNS
from tonghop.actions.loading import load
from tonghop.intake.inbox import collect
from tonghop.outputs.party import plain
from tonghop.questions import ask_rows
from tonghop.store import Store

PLAN = plan_83()
PEOPLE = ("Nguyễn Thị Hoa", "Trần Văn Bình")
DECIDED = (
    "Đề nghị huyện khen thưởng",
    "Đề nghị huyện khen thưởng và giới thiệu với tỉnh",
    "Không chọn",
    "Trả đơn vị bổ sung",
    "Đề nghị huyện khen thưởng",
)
ANSWERS = ("✓ Đạt", "✓ Đạt", "? Chưa rõ")


def test_five_models_are_weighed_decided_and_reported(
    tmp_path: Path,
    dashboard: Callable[..., str],
    new_page: Callable[..., Page],
    open_page: Callable[[Page, str], Page],
    settle: Callable[..., None],
) -> None:
    store = Store(tmp_path / "store")
    load(
        store, collect([RETURNS]), received_on=date(2022, 4, 8), recorded_at=datetime(2022, 4, 8, 9),
        recorded_by="kiểm thử",
    )  # fmt: skip
    models = [(row[0], row[1]) for row in ask_rows(store, "nominations")[1][:5]]
    address = dashboard(store.folder)

    for who in PEOPLE:
        page = new_page()
        open_page(page, f"{address}/xet-chon-mo-hinh?ngay=2022-04-30")
        page.get_by_role("button", name="Xét", exact=True).first.click()
        settle(page)
        page.get_by_label("Người ghi nhận").fill(who)
        page.keyboard.press("Tab")
        settle(page)
        for place, ((_, name), decision) in enumerate(zip(models, DECIDED, strict=True)):
            expect(page.locator("[data-testid=stMain]")).to_contain_text(name)
            for number, answer in enumerate(ANSWERS[: len(ANSWERS) if who == PEOPLE[0] else 1]):
                group = page.get_by_role("radiogroup").nth(number)
                group.get_by_text(answer, exact=True).click()
                settle(page)
            page.get_by_role("button", name="Ghi phiếu xét").click()
            settle(page)
            expect(page.locator("[data-testid=stMain]")).to_contain_text("Đã ghi phiếu xét")
            settle(page)
            if who == PEOPLE[1]:
                expect(page.locator("[data-testid=stMain]")).to_contain_text(PEOPLE[0])
                decide(page, settle, decision)
            if place < len(models) - 1:
                page.get_by_role("button", name="Mô hình sau").click()
                settle(page)

    said = ask_rows(store, "appraisal_list")[1]
    assert len(said) == len(models) * (len(PLAN.criteria) + 1), "the second speaks to the first criterion only"
    columns, rows = ask_rows(store, "selection_list")
    found = {(row[0], row[1]): row[columns.index("decision")] for row in rows}
    assert [found[model] for model in models] == [
        "district", "district_and_province", "not_chosen", "returned", "district",
    ]  # fmt: skip

    # no day chosen: the decisions were recorded after every day of the plan, and a past day knows none of them
    open_page(page, f"{address}/bao-cao")
    page.get_by_role("button", name="Soạn ba tệp").click()
    settle(page, 60)
    with page.expect_download() as coming:
        page.get_by_role("button", name="Tải Báo cáo (Word)").click()
    document = docx.Document(str(coming.value.path()))
    text = "\n".join(paragraph.text for paragraph in document.paragraphs)
    decided = next(line for line in text.split("\n") if line.startswith("Qua thẩm định, xét chọn, trong "))
    assert "3 mô hình" in decided
    head = ["TT", "Đơn vị", "Tên mô hình", "Đề nghị"]
    chosen = next(table for table in document.tables if [cell.text for cell in table.rows[0].cells] == head)
    assert [row.cells[2].text for row in chosen.rows[1:]] == [plain(models[at][1]) for at in (0, 1, 4)]
    with page.expect_download() as coming:
        page.get_by_role("button", name="Tải Bản trình chiếu (PowerPoint)").click()
    slides = pptx.Presentation(str(coming.value.path()))
    shown = "\n".join(
        cell.text for slide in slides.slides for shape in slide.shapes if shape.has_table
        for row in shape.table.rows for cell in row.cells
    )  # fmt: skip
    assert models[0][1][:40] in shown


def decide(page: Page, settle: Callable[..., None], decision: str) -> None:
    choice = page.get_by_role("option", name=decision, exact=True)
    for _ in range(3):  # a list that was opened while the page still moved closes again
        page.get_by_label("Quyết định mới").click()
        page.wait_for_timeout(300)
        if choice.is_visible():
            break
    choice.click()
    settle(page)
    page.get_by_label("Lý do").fill("Theo biên bản họp thẩm định ngày 20/4")
    page.keyboard.press("Tab")
    settle(page)
    page.get_by_role("button", name="Ghi quyết định").click()
    settle(page)
    expect(page.locator("[data-testid=stMain]")).to_contain_text("Đã ghi:")
