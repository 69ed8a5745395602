"""Before the conference: five models weighed by two people, decided, and found in the report that is downloaded."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import docx
import pptx
import pytest
from playwright.sync_api import Page, expect

from tests.browser.chosen import choose
from tests.builders import plan_83
from tests.campaign import RETURNS
from tests.spread import in_soak
from tonghop.actions.loading import load
from tonghop.intake.inbox import collect
from tonghop.outputs.party import plain
from tonghop.questions import ask_rows
from tonghop.store import Store
from tonghop.store.appraisals import Answer, record_appraisal, record_selection

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


IN_STORE = ("district", "district_and_province", "not_chosen", "returned", "district")


@pytest.mark.parametrize("by_hand", [2, *in_soak(5)])
def test_five_models_are_weighed_decided_and_reported(
    by_hand: int,
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
    for model, decision in zip(models[by_hand:], IN_STORE[by_hand:], strict=True):
        weighed_without_a_browser(store, *model, decision)
    address = dashboard(store.folder)

    for who in PEOPLE:
        page = new_page()
        open_page(page, f"{address}/xet-chon-mo-hinh?ngay=2022-04-30")
        page.get_by_role("button", name="Xét", exact=True).first.click()
        settle(page)
        page.get_by_label("Người ghi nhận").fill(who)
        page.keyboard.press("Tab")
        settle(page)
        for place, ((_, name), decision) in enumerate(zip(models[:by_hand], DECIDED, strict=False)):
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
            if place < by_hand - 1:
                page.get_by_role("button", name="Mô hình sau").click()
                settle(page)

    said = ask_rows(store, "appraisal_list")[1]
    assert len(said) == len(models) * (len(PLAN.criteria) + 1), "the second speaks to the first criterion only"
    columns, rows = ask_rows(store, "selection_list")
    found = {(row[0], row[1]): row[columns.index("decision")] for row in rows}
    assert [found[model] for model in models] == list(IN_STORE)

    # no day chosen: the decisions were recorded after every day of the plan, and a past day knows none of them
    open_page(page, f"{address}/bao-cao")
    page.get_by_role("button", name="Soạn các tệp").click()
    settle(page)
    with page.expect_download() as coming:
        page.get_by_role("button", name="Tải Báo cáo, bản gọn (Word)").click()
    document = docx.Document(str(coming.value.path()))
    text = "\n".join(paragraph.text for paragraph in document.paragraphs)
    decided = next(line for line in text.split("\n") if "qua thẩm định, xét chọn có " in line)
    assert "mô hình đề nghị biểu dương, khen thưởng" in decided
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


def weighed_without_a_browser(store: Store, unit: str, name: str, decision: str) -> None:
    """The same two sheets and the decision, recorded as the page records them."""
    at, criteria = datetime(2022, 4, 20, 9), [criterion.id for criterion in PLAN.criteria]
    for who, answers in zip(PEOPLE, (("met", "met", "unclear"), ("met",)), strict=True):
        said = {criterion: Answer(answer) for criterion, answer in zip(criteria, answers, strict=False)}
        record_appraisal(store, unit, name, said, appraiser=who, recorded_at=at, recorded_by=who)
    why = "Theo biên bản họp thẩm định ngày 20/4"
    record_selection(store, unit, name, decision, at.date(), reason=why, recorded_at=at, recorded_by=PEOPLE[1])


def decide(page: Page, settle: Callable[..., None], decision: str) -> None:
    choose(page, page.get_by_label("Quyết định mới"), decision)
    settle(page)
    page.get_by_label("Lý do").fill("Theo biên bản họp thẩm định ngày 20/4")
    page.keyboard.press("Tab")
    settle(page)
    page.get_by_role("button", name="Ghi quyết định").click()
    settle(page)
    expect(page.locator("[data-testid=stMain]")).to_contain_text("Đã ghi:")
