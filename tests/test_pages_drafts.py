"""What was typed comes back on its page, in its browser alone; can be thrown away; is recorded once in two tabs."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import streamlit as st
from streamlit.runtime.uploaded_file_manager import DeletedFile
from streamlit.testing.v1 import AppTest

from tests.builders import OTHER_ID, UNIT, UNIT_ID, load_all, unit_return
from tests.buttons import button
from tests.fields import field
from tests.opened import open_page
from tonghop.questions import ask_rows
from tonghop.store import Store, unrecorded
from tonghop.store.unrecorded import Shelf
from ui.widgets import dropped
from ui.widgets.browser import KNOWN

DAY, WHO = date(2022, 4, 30), "Nguyễn Thị Hoa"
MINE, OTHERS = "a" * 43, "b" * 43
LEFT = "Còn bản nháp từ"


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Store:
    made = Store(tmp_path / "store")
    load_all(made, {"a.xlsx": unit_return()}, date(2022, 4, 5))
    monkeypatch.setenv("TONGHOP_STORE", str(made.folder))
    return made


def visit(page: str, whose: str = MINE, **state: Any) -> AppTest:
    """Open a page in a new session of a browser, as after a reload or a server started anew."""
    app = open_page(page, {"ngay": DAY}, {KNOWN: whose, **state})
    assert not app.exception
    return app


def said(app: AppTest) -> str:
    bodies = " ".join(element.proto.body for element in app.main.get("html"))
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", bodies))


def press(app: AppTest, label: str) -> AppTest:
    (found,) = [one for one in app.button if one.label == label]
    found.click().run()
    assert not app.exception
    return app


def calls(store: Store) -> list[tuple[Any, ...]]:
    return ask_rows(store, "call_list")[1]


CALL = {"don-vi": UNIT_ID}
FIGURE = {"don-vi": UNIT_ID, "chi-tieu": "awards_grassroots", "nam": "2017", "muc-nhap": "Đính chính một số liệu"}
# page, what is chosen there, the field, what is typed
FIELDS = [
    ("don_doc", CALL, "text_input", "goi-ai", "ông Bình"),
    ("don_doc", CALL, "text_area", "goi-noi", "hứa nộp"),
    ("don_doc", CALL, "text_input", "goi-hen", "02/05/2022"),
    ("don_vi", {"don-vi": UNIT_ID, "xu-ly": True}, "text_input", "xu-ly-vi-chap-nhan", "đạt"),
    ("nhap_so_lieu", FIGURE, "text_input", "dinh-chinh-so", "77"),
    ("nhap_so_lieu", FIGURE, "text_input", "dinh-chinh-ly-do", "Biên bản"),
    ("thay_doi", {"danh-dau-hop": True}, "text_input", "hop-ten", "Giao ban"),
    ("theo_doi_nop", {"ghi-ho-so": True}, "number_input", "ho-so-bo", 2),
    ("theo_doi_nop", {"ghi-ho-so": True}, "multiselect", "ho-so-don-vi", [UNIT_ID, OTHER_ID]),
    ("theo_doi_nop", {"ghi-ho-so": True}, "multiselect", "ho-so-phan", ["memo"]),
    ("theo_doi_nop", {"ghi-ho-so": True}, "text_input", "ho-so-chu", "kèm công văn"),
    ("ke_hoach", {"kh-ten": True}, "text_input", "kh-ten-gi", "ĐU Quế"),
    ("ke_hoach", {"kh-ten": True}, "selectbox", "kh-ten-don-vi", OTHER_ID),
]


@pytest.mark.parametrize(("page", "chosen", "kind", "name", "value"), FIELDS, ids=lambda one: str(one)[:16])
def test_what_was_typed_comes_back_in_its_browser_alone(
    store: Store, page: str, chosen: dict[str, Any], kind: str, name: str, value: Any
) -> None:
    app = visit(page, **chosen)
    field(getattr(app, kind), name).set_value(value).run()
    again = visit(page, **chosen)
    assert field(getattr(again, kind), name).value == value
    assert LEFT in said(again)
    assert store.current == 1, "a draft records nothing"
    another = visit(page, OTHERS, **chosen)
    assert field(getattr(another, kind), name).value != value
    assert LEFT not in said(another)


def test_a_fold_stands_open_where_something_in_it_waits(store: Store) -> None:
    app = visit("theo_doi_nop", **{"ghi-ho-so": True})
    app.multiselect("ho-so-phan").select("memo").run()
    assert visit("theo_doi_nop").multiselect("ho-so-phan").value == ["memo"]
    assert not visit("theo_doi_nop", OTHERS).multiselect


def test_what_is_no_longer_a_choice_is_left_out(store: Store) -> None:
    shelf = Shelf(store.folder, MINE)
    values = {"don-vi": ["khong-con", UNIT_ID], "phan": "memo", "bo": 1000, "chu": 7}
    shelf.keep("ho-so", "", unrecorded.Unrecorded("ab" * 12, values))
    app = visit("theo_doi_nop")
    assert app.multiselect("ho-so-don-vi").value == [UNIT_ID]
    assert (app.multiselect("ho-so-phan").value, app.number_input("ho-so-bo").value) == ([], None)
    assert app.text_input("ho-so-chu").value == ""


def test_who_records_is_remembered_by_the_browser(store: Store) -> None:
    app = visit("don_doc", **CALL)
    app.text_input("nguoi").input(WHO).run()
    assert visit("theo_doi_nop", **{"ghi-ho-so": True}).text_input("nguoi").value == WHO
    assert visit("theo_doi_nop", OTHERS, **{"ghi-ho-so": True}).text_input("nguoi").value == ""


def test_a_draft_is_thrown_away_and_brought_back(store: Store) -> None:
    field(visit("don_doc", **CALL).text_input, "goi-ai").input("ông Bình").run()
    app = press(visit("don_doc", **CALL), "Bỏ bản nháp")
    assert "Đã bỏ bản nháp." in said(app)
    assert field(app.text_input, "goi-ai").value == ""
    assert Shelf(store.folder, MINE).read("goi", UNIT_ID) is None
    press(app, "Lấy lại")
    assert field(app.text_input, "goi-ai").value == "ông Bình"
    assert field(visit("don_doc", **CALL).text_input, "goi-ai").value == "ông Bình"


def test_what_is_recorded_in_one_tab_is_not_recorded_in_the_other(store: Store) -> None:
    first = visit("don_doc", nguoi=WHO, **CALL)
    field(first.text_input, "goi-ai").input("ông Bình").run()
    second = visit("don_doc", nguoi=WHO, **CALL)
    button(first, "ghi-goi").click().run()
    assert len(calls(store)) == 1
    assert field(first.text_input, "goi-ai").value == ""
    button(second, "ghi-goi").click().run()
    assert len(calls(store)) == 1, "the second click recorded it twice"
    assert "đã được ghi nhận ở một thẻ khác" in said(second)
    assert field(second.text_input, "goi-ai").value == ""
    assert LEFT not in said(visit("don_doc", **CALL))


def test_another_draft_of_a_second_tab_outlives_the_recording_of_the_first(store: Store) -> None:
    first, second = visit("don_doc", nguoi=WHO, **CALL), visit("don_doc", nguoi=WHO, **CALL)
    field(first.text_input, "goi-ai").input("ông Bình").run()
    field(second.text_input, "goi-ai").input("bà Lan").run()
    button(first, "ghi-goi").click().run()
    assert field(visit("don_doc", **CALL).text_input, "goi-ai").value == "bà Lan"
    button(second, "ghi-goi").click().run()
    assert sorted(row[2] for row in calls(store)) == sorted(["bà Lan", "ông Bình"])


def test_what_was_refused_stays_typed(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    app = visit("don_doc", nguoi=WHO, **CALL)
    field(app.text_input, "goi-ai").input("ông Bình").run()

    def refused(*_: object, **__: object) -> int:
        raise unrecorded.Stop("Kho đang bận.", "Đề nghị thử lại.")

    with monkeypatch.context() as patch:
        patch.setattr("ui.tracking.chasing.record_call", refused)
        button(app, "ghi-goi").click().run()
    assert "Kho đang bận." in said(app)
    assert field(app.text_input, "goi-ai").value == "ông Bình"
    button(app, "ghi-goi").click().run()
    assert len(calls(store)) == 1


def test_a_page_of_a_unit_leads_to_what_was_left(store: Store) -> None:
    field(visit("don_doc", **CALL).text_input, "goi-ai").input("ông Bình").run()
    assert f"Còn bản nháp chưa ghi nhận: {UNIT} ." in said(visit("don_doc"))
    assert "Còn bản nháp" not in said(visit("don_doc", OTHERS))


# --- files -----------------------------------------------------------------------------------------------------------


def drop(app: AppTest, name: str, content: bytes) -> AppTest:
    app.file_uploader[0].upload(name, content).run()
    assert not app.exception
    return app


def test_files_dropped_come_back_are_taken_away_and_recorded_once(store: Store) -> None:
    app = visit("tiep_nhan", nguoi=WHO, **{"ngay-nhan": "06/04/2022"})
    other = unit_return("Đảng bộ xã Thi Sơn")
    drop(drop(app, "thi-son.xlsx", other), "hong.xlsx", unit_return()[:4000])
    assert app.file_uploader[0].value == [], "what is kept is listed, not held"
    assert "Đã thả, chưa ghi: 2 tệp" in said(app)
    again = visit("tiep_nhan", nguoi=WHO)
    assert "thi-son.xlsx" in said(again)
    assert "2 tệp: 1 nhận, 1 trả lại" in said(again)
    (away,) = [one for one in again.button if "hong.xlsx" in (one.help or "")]
    away.click().run()
    assert "1 tệp: 1 nhận" in said(again)
    assert len(list(Shelf(store.folder, MINE).folder.glob("files/*"))) == 1
    second = visit("tiep_nhan", nguoi=WHO)
    button(again, "ghi-nhan").click().run()
    assert "Đã ghi nhận 1 tệp vào phiên bản 2" in said(again)
    button(second, "ghi-nhan").click().run()
    assert store.current == 2, "the other tab recorded the same again"
    assert "Đã thả" not in said(visit("tiep_nhan"))
    assert not list(Shelf(store.folder, MINE).folder.glob("files/*"))


@pytest.mark.parametrize(("uploads", "is_asked_again"), [(0, True), (1, False)])
def test_a_file_that_streamlit_no_longer_holds_is_known_or_asked_for_again(
    monkeypatch: pytest.MonkeyPatch, uploads: int, is_asked_again: bool
) -> None:
    box: Any = SimpleNamespace(key=lambda place: place, uploads={"tep": uploads}, files=[], trouble=None)
    monkeypatch.setattr(st, "session_state", {"tep-0": [DeletedFile("a")]})
    dropped._take(box, "tep", "tep-0", True)  # a second run asks for what the first one has kept: another key by then
    assert (box.trouble is not None) == is_asked_again
    assert not is_asked_again or "thả lại" in box.trouble.remedy
    assert box.files == []
    assert dropped._listed([DeletedFile("a")]) == []


def test_a_file_that_is_gone_from_the_disk_is_asked_for_again(store: Store) -> None:
    drop(visit("tiep_nhan"), "a.xlsx", unit_return("Đảng bộ xã Thi Sơn"))
    for path in Shelf(store.folder, MINE).folder.glob("files/*"):
        path.unlink()
    assert "Không đọc lại được 1 tệp đã thả." in said(visit("tiep_nhan"))
    assert "Không đọc lại được" not in said(visit("tiep_nhan"))


def test_a_full_disk_stops_nobody(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(unrecorded, "write_whole", refused)
    app = drop(visit("tiep_nhan", nguoi=WHO), "a.xlsx", unit_return("Đảng bộ xã Thi Sơn"))
    assert "Không giữ được bản nháp" in said(app)
    assert "1 tệp: 1 nhận" in said(app)
    app = visit("don_doc", nguoi=WHO, **CALL)
    field(app.text_input, "goi-ai").input("ông Bình").run()
    assert "Không giữ được bản nháp" in said(app)
    monkeypatch.undo()
    monkeypatch.setenv("TONGHOP_STORE", str(store.folder))
    button(app, "ghi-goi").click().run()
    assert len(calls(store)) == 1


@pytest.mark.parametrize("value", ["", "../../x", "a" * 4096, "đ" * 43, "a" * 42, "a" * 43 + "\n"])
def test_a_cookie_of_another_shape_is_none(value: str) -> None:
    from ui.widgets.browser import is_cookie

    assert not is_cookie(value)


def test_what_was_answered_about_papers_dropped_comes_back(store: Store) -> None:
    from tests.builders import nomination_list

    app = drop(visit("tiep_nhan", nguoi=WHO), "danh-sach.docx", nomination_list(UNIT))
    field(app.segmented_control, "tiep-nhan-giay-to-so-bo").select("Đủ theo kế hoạch").run()
    assert "1 giấy tờ: 1 lượt tiếp nhận sẽ ghi" in said(app)
    again = visit("tiep_nhan", nguoi=WHO)
    assert field(again.segmented_control, "tiep-nhan-giay-to-so-bo").value == "Đủ theo kế hoạch"
    assert "1 giấy tờ: 1 lượt tiếp nhận sẽ ghi" in said(again)
