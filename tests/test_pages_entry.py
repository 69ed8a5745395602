"""The pages where people record: typing a unit's form, correcting a figure, taking in, naming, withdrawing."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from tests.builders import OTHER, UNIT, UNIT_ID, load_all, unit_return
from tests.buttons import button
from tests.fields import field
from tests.opened import open_page
from tonghop.actions.entering import standing_sheets
from tonghop.questions import ask_rows
from tonghop.store import Store
from tonghop.store.typed_drafts import draft_of, save_draft
from ui.widgets.browser import KNOWN

ROOT = Path(__file__).resolve().parent.parent
AWARDS, STRANGE, WHO = "Khen thưởng", "Đảng bộ xã Bình Minh Mới", "Nguyễn Thị Hoa"


@pytest.fixture
def store(tmp_path: Path) -> Store:
    made = Store(tmp_path / "store")
    load_all(made, {"a.xlsx": unit_return()}, date(2022, 4, 6))
    return made


@pytest.fixture
def show(store: Store, monkeypatch: pytest.MonkeyPatch) -> Callable[..., AppTest]:
    """Run a page of the store with what the session holds."""

    def run(page: str, address: dict[str, str] | None = None, **state: Any) -> AppTest:
        monkeypatch.setenv("TONGHOP_STORE", str(store.folder))
        app = open_page(page, address, state)
        assert not app.exception
        return app

    return run


def said(app: AppTest) -> str:
    bodies = " ".join(element.proto.body for element in app.main.get("html"))
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", bodies))


def at(key: str) -> dict[str, Any]:
    """Where a unit's form is chosen: the session as it is after the choice."""
    return {"don-vi": UNIT_ID, "nguoi": WHO, "ngay-nhan": "06/05/2022", "nhap-bieu": key}


def value(store: Store, indicator: str = "awards_grassroots", year: int = 2017) -> int | None:
    rows = ask_rows(store, "figure_list")[1]
    return next((row[3] for row in rows if row[:3] == (UNIT_ID, indicator, year)), None)


# -- typing --------------------------------------------------------------------------------------------------


def test_before_a_unit_is_chosen_the_page_says_what_comes(show: Callable[..., AppTest]) -> None:
    assert "Chọn đơn vị để nhập" in said(show("nhap_so_lieu"))


def test_every_sheet_of_the_form_opens_and_nothing_differs_at_first(show: Callable[..., AppTest]) -> None:
    for sheet in ("Thông tin", "Mô hình", AWARDS, "Tuyên truyền", "Kiểm tra, giám sát", "Văn bản", "Đánh giá"):
        app = show("nhap_so_lieu", **at(sheet))
        assert "Chưa có gì khác với số liệu đang được tính." in said(app), sheet


def test_what_is_typed_is_checked_told_kept_and_recorded(store: Store, show: Callable[..., AppTest]) -> None:
    app = show("nhap_so_lieu", **at("Thông tin"))
    app.text_input(f"nhap-o-{UNIT_ID}-attendees").input("nhiều").run()
    assert "Còn lỗi nên chưa ghi nhận được" in said(app)
    assert "“nhiều” không phải là số" in said(app)
    assert app.button("ghi-nhap").disabled
    app.text_input(f"nhap-o-{UNIT_ID}-attendees").input("140").run()
    assert "Nếu ghi nhận: 1 thay đổi" in said(app)
    assert "Số người dự 135 140" in said(app)
    assert "Chưa ghi nguồn số liệu" in said(app)
    kept = draft_of(store, UNIT_ID)
    assert kept is not None
    assert ["Số người dự", "140"] in kept["sheets"]["Thông tin"]
    app.text_input(f"nguon-{UNIT_ID}").input("Báo cáo 12-BC/ĐU, trang 3").run()
    app.button("ghi-nhap").click().run()
    assert f"Đã ghi nhận Thông tin của {UNIT} (phiên bản 2)." in said(app)
    assert draft_of(store, UNIT_ID) is None
    facts = {row[1]: row for row in ask_rows(store, "fact_list")[1]}
    assert (facts["attendees"][3], facts["attendees"][5]) == (140, 2)
    assert "Chưa có gì khác" in said(app)


def test_a_draft_is_opened_again_and_can_be_dropped(store: Store, show: Callable[..., AppTest]) -> None:
    rows = standing_sheets(store, UNIT_ID)[AWARDS]
    rows[0][3] = 77
    save_draft(store, UNIT_ID, {"source": "Báo cáo 12", "sheets": {AWARDS: rows}})
    app = show("nhap_so_lieu", **at(AWARDS))
    assert "Bản nháp chưa ghi nhận được mở lại." in said(app)
    assert app.text_input(f"nguon-{UNIT_ID}").value == "Báo cáo 12"
    assert "Số mô hình được biểu dương cấp cơ sở, năm 2017 11 77 Báo cáo 12, ô D6" in said(app)
    app.button("bo-nhap").click().run()
    assert "Đã bỏ bản nháp" in said(app)
    assert draft_of(store, UNIT_ID) is None
    assert store.current == 1


def test_a_draft_is_recorded_as_it_was_kept(store: Store, show: Callable[..., AppTest]) -> None:
    rows = standing_sheets(store, UNIT_ID)[AWARDS]
    rows[0][3] = 77
    save_draft(store, UNIT_ID, {"source": "Báo cáo 12", "sheets": {AWARDS: rows}})
    show("nhap_so_lieu", **at(AWARDS)).button("ghi-nhap").click().run()
    assert value(store) == 77


def test_two_people_at_one_unit_are_told_of_each_other(store: Store, show: Callable[..., AppTest]) -> None:
    first = show("nhap_so_lieu", **at("Thông tin"))
    first.text_input(f"nhap-o-{UNIT_ID}-attendees").input("140").run()
    assert "cũng đang nhập cho đơn vị này" not in said(first)
    second = show("nhap_so_lieu", **(at("Thông tin") | {"nguoi": "Trần Văn Lan"}))
    assert "Bản nháp chưa ghi nhận được mở lại." not in said(second), "it is another browser's"
    assert f"{WHO} cũng đang nhập" in said(second.run())
    assert second.text_input(f"nhap-o-{UNIT_ID}-attendees").value == "135"
    second.text_input(f"nhap-o-{UNIT_ID}-attendees").input("150").run()
    assert "Trần Văn Lan cũng đang nhập cho đơn vị này" in said(first.run())
    assert first.text_input(f"nhap-o-{UNIT_ID}-attendees").value == "140", "nothing of either is written over"


def test_what_another_browser_left_is_gone_on_with_where_asked_for(store: Store, show: Callable[..., AppTest]) -> None:
    first = show("nhap_so_lieu", **at("Thông tin"))
    first.text_input(f"nhap-o-{UNIT_ID}-attendees").input("140").run()
    second = show("nhap_so_lieu", **(at("Thông tin") | {"nguoi": "Trần Văn Lan"}))
    (go_on,) = [one for one in second.button if one.label == "Nhập tiếp bản nháp này"]
    go_on.click().run()
    assert "Bản nháp chưa ghi nhận được mở lại." in said(second)
    assert second.text_input(f"nhap-o-{UNIT_ID}-attendees").value == "140"
    again = show("nhap_so_lieu", **at("Thông tin"), **{KNOWN: second.session_state[KNOWN]})
    assert again.text_input(f"nhap-o-{UNIT_ID}-attendees").value == "140", "a reload finds its own"


def test_drafts_that_cannot_be_kept_stop_nobody_from_typing(
    store: Store, show: Callable[..., AppTest], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("tonghop.store.typed_drafts.write_whole", refused)
    app = show("nhap_so_lieu", **at("Thông tin"))
    app.text_input(f"nhap-o-{UNIT_ID}-attendees").input("140").run()
    assert not app.exception
    assert "Không lưu được bản nháp" in said(app)
    assert "Nếu ghi nhận: 1 thay đổi" in said(app)


def test_a_report_of_an_older_day_is_said_to_change_nothing(store: Store, show: Callable[..., AppTest]) -> None:
    state = at("Thông tin") | {"ngay-nhan": "01/04/2022"}
    app = show("nhap_so_lieu", **state)
    app.text_input(f"nhap-o-{UNIT_ID}-attendees").input("140").run()
    assert "Ghi nhận cũng chưa làm đổi số liệu." in said(app)


# -- correcting ----------------------------------------------------------------------------------------------


def test_one_figure_is_put_right_with_a_reason(store: Store, show: Callable[..., AppTest]) -> None:
    state = {"don-vi": UNIT_ID, "nguoi": WHO, "ngay-nhan": "06/05/2022"}
    state |= {"muc-nhap": "Đính chính một số liệu", "chi-tieu": "awards_grassroots", "nam": "2017"}
    app = show("nhap_so_lieu", **state)
    assert f"Đang được tính: 11 , ở a.xlsx, {AWARDS}, ô D4 ." in said(app)
    field(app.text_input, "dinh-chinh-so").input("1,250").run()
    assert "Số đúng chưa ghi đúng." in said(app)
    field(app.text_input, "dinh-chinh-so").input("11").run()
    assert "Chưa có gì thay đổi." in said(app)
    field(app.text_input, "dinh-chinh-so").input("12").run()
    assert "Nếu ghi nhận: 1 thay đổi" in said(app)
    assert app.button("ghi-dinh-chinh").disabled
    field(app.text_input, "dinh-chinh-ly-do").input("Biên bản kiểm tra").run()
    app.button("ghi-dinh-chinh").click().run()
    assert "Đã đính chính (phiên bản 2)" in said(app)
    assert value(store) == 12
    assert "Đang được tính: 12 , ở Đính chính: Biên bản kiểm tra" in said(app)


# -- taking in -----------------------------------------------------------------------------------------------


def upload(app: AppTest, files: dict[str, bytes]) -> AppTest:
    for name, content in files.items():
        app.file_uploader[0].upload(name, content)
    app.run()
    assert not app.exception
    return app


def test_a_file_says_what_it_would_change_and_a_name_is_asked_once(
    store: Store, show: Callable[..., AppTest]
) -> None:
    app = show("tiep_nhan", nguoi=WHO, **{"ngay-nhan": "07/05/2022"})
    upload(app, {"moi.xlsx": unit_return(changes={(AWARDS, "D4"): 5}), "la.xlsx": unit_return(STRANGE)})
    assert "2 tệp: 1 nhận, 1 trả lại" in said(app)
    assert "Nếu ghi nhận: 1 thay đổi" in said(app)
    assert "11 5 moi.xlsx, ô D4" in said(app)
    asked = next(box for box in app.selectbox if box.label == f"“{STRANGE}” trong la.xlsx là đơn vị nào?")
    asked.select(OTHER_ID_OF[OTHER]).run()
    next(button for button in app.button if button.label == "Ghi nhớ").click().run()
    assert f"Từ nay “{STRANGE}” được hiểu là {OTHER}; các tệp đã được đọc lại." in said(app)
    assert "2 tệp: 2 nhận" in said(app)
    button(app, "ghi-nhan").click().run()
    assert "Đã ghi nhận 2 tệp vào phiên bản 3" in said(app)
    assert value(store) == 5


OTHER_ID_OF = {OTHER: "thi-son"}


def test_the_marked_copies_of_all_bad_files_come_in_one_package(store: Store) -> None:
    from tonghop.actions.loading import check
    from tonghop.intake.inbox import collect_uploads
    from ui.intake.returning import package

    bad = unit_return(changes={(AWARDS, "D4"): "nhiều"})
    worse = unit_return(changes={(AWARDS, "D4"): "lắm"})
    report = check(store, collect_uploads([("x/a.xlsx", bad), ("y/a.xlsx", worse)]), received_on=date(2022, 5, 7))
    names = zipfile.ZipFile(io.BytesIO(package(store.plan(), report.outcomes))).namelist()
    assert len(names) == len(set(names)) == 2
    assert all(name.endswith(".xlsx") and "/" not in name for name in names)
