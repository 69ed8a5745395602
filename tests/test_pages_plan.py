"""Kế hoạch và đơn vị under people's hands: edits previewed, recorded, taken back; a workbook brought back."""

import re
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from tests.builders import OTHER_ID, UNIT_ID, load_all, unit_return
from tests.opened import open_page
from tests.test_plan_workbook import edited
from tonghop.actions.receiving import ReceiptLine, receive_papers
from tonghop.outputs.plan_workbook import plan_workbook
from tonghop.plan.edited_tables import texts_of
from tonghop.plan.files import read_plan
from tonghop.plan.model import Plan
from tonghop.plan.tables import KINDS, PARTS, TABLES, UNITS, rows_of
from tonghop.questions import ask_rows
from tonghop.store import Store
from tonghop.store.plans import record_plan_change
from tonghop.store.unrecorded import Shelf, Unrecorded
from ui.plan.editor import TYPED, as_kept, frame, rows_from
from ui.widgets.browser import KNOWN

ROOT = Path(__file__).resolve().parent.parent
WHO, BROWSER = "Nguyễn Thị Hoa", "a" * 43
PLAN = read_plan()


@pytest.fixture
def store(tmp_path: Path) -> Store:
    made = Store(tmp_path / "store")
    load_all(made, {"a.xlsx": unit_return()}, date(2022, 4, 5))
    handed = [ReceiptLine(UNIT_ID, "memo", 2)]
    said: Any = {"recorded_at": datetime(2022, 4, 6, 9), "recorded_by": WHO}
    receive_papers(made, handed, date(2022, 4, 6), today=date(2022, 5, 5), **said)
    return made


@pytest.fixture
def show(store: Store, monkeypatch: pytest.MonkeyPatch) -> Callable[..., AppTest]:
    """Run the page with what the session holds."""

    def run(**state: Any) -> AppTest:
        monkeypatch.setenv("TONGHOP_STORE", str(store.folder))
        app = open_page("ke_hoach", {"ngay": "2022-04-08"}, state)
        assert not app.exception
        return app

    return run


def said(app: AppTest) -> str:
    bodies = " ".join(element.proto.body for element in app.main.get("html"))
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", bodies))


def typed(store: Store, table: str, row: int, **cells: Any) -> dict[str, Any]:
    """A session in which cells of a row have been typed over."""
    rows = rows_of(PLAN, table)
    rows[row] = {**rows[row], **cells}
    return left(store, {table: rows}) | {"kh-bang": table}


def left(store: Store, tables: dict[str, list[dict[str, Any]]]) -> dict[str, Any]:
    """A session of a browser in which tables were typed over."""
    values = {TYPED: as_kept(PLAN, store.current, tables)}
    Shelf(store.folder, BROWSER).keep("kh", "", Unrecorded("ab" * 12, values))
    return {KNOWN: BROWSER}


def is_left(store: Store) -> dict[str, Any] | None:
    """What of the plan is typed and not recorded."""
    found = Shelf(store.folder, BROWSER).read("kh")
    tables: dict[str, Any] | None = found and found.values[TYPED]["tables"]
    return tables


def status(store: Store) -> str:
    rows = ask_rows(store, "submission_status", as_of=date(2022, 4, 8))[1]
    return next(str(row[5]) for row in rows if row[:2] == (UNIT_ID, "memo"))


LATER: dict[str, Any] = {"deadline": date(2022, 4, 12)}


def test_the_page_says_how_many_units_of_which_kinds(show: Callable[..., AppTest]) -> None:
    text = said(show())
    assert "53 đơn vị : 22 Đảng bộ; 25 Chi bộ; 6 MTTQ" in text
    assert "29 đơn vị là minh họa; chưa có thay đổi nào." in text


@pytest.mark.parametrize("table", TABLES)
def test_every_table_goes_into_the_editor_and_out_of_it_unchanged(table: str, show: Callable[..., AppTest]) -> None:
    assert texts_of(PLAN, {table: rows_from(table, frame(table, rows_of(PLAN, table)))}) == ({}, [])
    assert "thay đổi trong kế hoạch" not in said(show(**{"kh-bang": table}))


def test_deadlines_are_told_with_their_reading_and_the_holiday(show: Callable[..., AppTest]) -> None:
    text = said(show(**{"kh-bang": PARTS}))
    assert "Trước ngày 05/04/2022 (ngày cuối cùng đúng hạn 04/04/2022)" in text
    assert "Đến ngày 30/04/2022 (ngày cuối cùng đúng hạn 30/04/2022)" in text
    assert "10/04/2022 là Chủ nhật và Giỗ Tổ Hùng Vương; thời hạn không tự lùi." in text


def test_a_deadline_is_previewed_recorded_and_taken_back(store: Store, show: Callable[..., AppTest]) -> None:
    app = show(**typed(store, PARTS, 0, **LATER), nguoi=WHO)
    text = said(app)
    assert "1 thay đổi trong kế hoạch, có hiệu lực cho mọi ngày" in text
    assert "Tính đến 08/04/2022: 53 phần hồ sơ đổi tình trạng Không số liệu nào đã báo cáo bị đổi." in text
    assert "Và 41 phần hồ sơ khác." in text
    assert app.button("kh-ghi").disabled
    app.text_input("kh-ly-do").input("Công văn 12").run()
    app.button("kh-ghi").click().run()
    assert "Đã ghi 1 thay đổi của kế hoạch (phiên bản 3)." in said(app)
    assert status(store) == "on_time"
    assert is_left(store) is None

    app = show(**{"muc-ke-hoach": "Lịch sử thay đổi"}, nguoi=WHO)
    assert "Mọi ngày Công văn 12 Tờ trình: thời hạn trước ngày 05/04/2022" in said(app)
    app.selectbox("kh-tra").select(1).run()
    app.button("kh-tra-1-ghi").click().run()
    assert status(store) == "late"


def test_a_change_from_a_day_on_says_so_and_leaves_the_day_shown_alone(
    store: Store, show: Callable[..., AppTest]
) -> None:
    app = show(**typed(store, PARTS, 0, **LATER), **{"kh-khi": "Từ một ngày"}, nguoi=WHO)
    app.text_input("kh-ngay").input("10/04/2022").run()
    assert "có hiệu lực từ 10/04/2022" in said(app)
    assert "Tính đến 08/04/2022: không phần hồ sơ nào đổi tình trạng." in said(app)
    app.text_input("kh-ngay").input("mai").run()
    assert "Ngày chưa đúng." in said(app)
    app.text_input("kh-ngay").input("10/04/2022").run()
    app.text_input("kh-ly-do").input("Công văn 12").run()
    app.button("kh-ghi").click().run()
    assert status(store) == "late"
    assert store.plan().obligations[0].deadline == date(2022, 4, 12)


def test_what_is_wrong_is_said_and_nothing_typed_is_lost(store: Store, show: Callable[..., AppTest]) -> None:
    app = show(**typed(store, KINDS, 0, nominations_min=3), nguoi=WHO)
    text = said(app)
    assert "1 chỗ cần sửa Chưa ghi được; những gì đã gõ vẫn giữ nguyên." in text
    assert "Loại đơn vị, dòng 1 Đảng bộ Số mô hình nhiều nhất Số nhiều nhất nhỏ hơn số ít nhất." in text
    app.segmented_control("kh-bang").select(UNITS).run()
    kept = is_left(store)
    assert kept
    assert kept[KINDS][0]["nominations_min"] == 3
    app.button("kh-bo").click().run()
    assert "chỗ cần sửa" not in said(app)


def test_a_unit_with_data_cannot_go_and_the_page_says_what_to_do(store: Store, show: Callable[..., AppTest]) -> None:
    rows = [row for row in rows_of(PLAN, UNITS) if row["unit_id"] != UNIT_ID]
    app = show(**left(store, {UNITS: rows}), nguoi=WHO)
    assert f"Kho đã có số liệu của {PLAN.unit_by_id[UNIT_ID].name}" in said(app)
    assert not [button for button in app.button if button.key == "kh-ghi"]


def test_the_second_of_two_people_is_told(store: Store, show: Callable[..., AppTest]) -> None:
    app = show(**typed(store, PARTS, 0, **LATER), nguoi=WHO)
    rows = rows_of(PLAN, PARTS)
    texts, _ = texts_of(PLAN, {PARTS: [{**rows[0], "copies": 3}, *rows[1:]]})
    told: Any = {"reason": "khác", "recorded_at": datetime(2022, 4, 6, 9), "recorded_by": "Ông Nam"}
    record_plan_change(store, texts, holds_from=None, **told)
    app.text_input("kh-ly-do").input("Công văn 12").run()
    app.button("kh-ghi").click().run()
    assert "Người khác vừa thay đổi obligations.csv của kế hoạch." in said(app)
    assert store.plan().obligations[0].copies == 3
    assert is_left(store)


def test_a_workbook_is_brought_back(store: Store, show: Callable[..., AppTest]) -> None:
    app = show(**{"muc-ke-hoach": "Tệp Excel"}, nguoi=WHO)
    app.file_uploader[0].upload("a.xlsx", plan_workbook(PLAN)).run()
    assert "Tệp không khác kế hoạch đang dùng." in said(app)
    app = show(**{"muc-ke-hoach": "Tệp Excel"}, nguoi=WHO)
    app.file_uploader[0].upload("a.xlsx", edited(("Đơn vị", "C4", "xã"))).run()
    assert "1 chỗ cần sửa trong tệp" in said(app)
    assert "Đơn vị, ô C4: “xã”" in said(app)
    app = show(**{"muc-ke-hoach": "Tệp Excel"}, nguoi=WHO)
    app.file_uploader[0].upload("a.xlsx", edited(("Đơn vị", "B4", "Đảng bộ thị trấn Quế mới"))).run()
    app.text_input("kh-tep-ly-do").input("đổi tên").run()
    app.button("kh-tep-ghi").click().run()
    assert "Đã ghi 2 thay đổi của kế hoạch (phiên bản 3)." in said(app)
    plan: Plan = store.plan()
    assert plan.unit_by_id["thi-tran-que"].name == "Đảng bộ thị trấn Quế mới"


def test_a_written_name_is_remembered(store: Store, show: Callable[..., AppTest]) -> None:
    app = show(**{"kh-ten": True}, nguoi=WHO)
    app.text_input("kh-ten-gi").input("ĐU Quế").run()
    app.selectbox("kh-ten-don-vi").select(OTHER_ID).run()
    app.button("kh-ten-ghi").click().run()
    assert f"Đã ghi nhớ “ĐU Quế” là {PLAN.unit_by_id[OTHER_ID].name}" in said(app)


def test_the_table_shown_prints_as_it_stands(store: Store, show: Callable[..., AppTest]) -> None:
    app = show()
    (printed,) = [one.proto.body for one in app.main.get("html") if "th-print" in one.proto.body]
    for unit in store.plan().units:
        assert unit.name in printed
    assert printed.count("<tr") == len(store.plan().units) + 1
