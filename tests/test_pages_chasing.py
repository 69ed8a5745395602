"""Đôn đốc: whom to call and for what, the words, a call recorded, a promise that was not kept, the log."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from tests.builders import OTHER, UNIT, UNIT_ID, Row, load_all, register, unit_return
from tests.opened import open_page
from tonghop.actions.reminding import reminders_on
from tonghop.questions import ask_rows
from tonghop.store import Store
from tonghop.store.calls import record_call
from tonghop.tracking.reminders import full_text, short_text
from ui.tracking import chasing

ROOT = Path(__file__).resolve().parent.parent
DAY, WHO = date(2022, 4, 12), "Trần Thị Mai"
SAID: dict[str, Any] = {"recorded_at": datetime(2022, 4, 6, 9), "recorded_by": WHO}
PARTS = ["Tờ trình", "Danh sách mô hình", "Báo cáo tóm tắt thành tích", "Kế hoạch sơ kết", "Báo cáo sơ kết"]
RECEIPTS: list[Row] = [
    *([at, OTHER, part, "02/04/2022", 2, None] for at, part in enumerate(PARTS, 1)),
    [6, UNIT, "Tờ trình", "01/04/2022", 2, None],
    [7, UNIT, "Danh sách mô hình", "02/04/2022", 2, None],
    [8, UNIT, "Báo cáo tóm tắt thành tích", "03/04/2022", 1, None],
    [9, UNIT, "Kế hoạch sơ kết", "08/04/2022", 1, None],
    [10, UNIT, "Báo cáo sơ kết", "08/04/2022", 1, None],
]


@pytest.fixture
def store(tmp_path: Path) -> Store:
    made = Store(tmp_path / "store")
    load_all(made, {"so.xlsx": register(RECEIPTS)})
    return made


@pytest.fixture
def show(monkeypatch: pytest.MonkeyPatch) -> Callable[..., AppTest]:
    """Run the page of a store on a day, with what the session holds."""

    def run(store: Store, day: date = DAY, **state: str) -> AppTest:
        monkeypatch.setenv("TONGHOP_STORE", str(store.folder))
        app = open_page("don_doc", {"ngay": day}, state)
        assert not app.exception
        assert "th-error" not in markup(app)
        return app

    return run


def markup(app: AppTest) -> str:
    return " ".join(element.proto.body for element in app.main.get("html"))


def said(app: AppTest) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", markup(app)))


def turns(app: AppTest) -> list[str]:
    """The names of the list, in its order."""
    return re.findall(r"<div class='th-what th-turn'><b><a [^>]*>(.*?)</a></b>", markup(app))


def test_an_empty_store_says_what_to_do(tmp_path: Path, show: Callable[..., AppTest]) -> None:
    assert "Chưa có dữ liệu Khi có sổ tiếp nhận, các đơn vị cần đôn đốc sẽ hiện ở đây." in said(
        show(Store(tmp_path / "store"))
    )


def test_before_any_register_the_page_says_so(tmp_path: Path, show: Callable[..., AppTest]) -> None:
    store = Store(tmp_path / "store")
    load_all(store, {"tan-son.xlsx": unit_return()}, date(2022, 4, 6))
    app = show(store)
    assert "Chưa nạp sổ tiếp nhận." in said(app)
    assert "cần đôn đốc 53 đơn vị: 53 có phần quá hạn" in said(app).replace(" , ", ", ")


@pytest.mark.parametrize("day", [date(2022, 3, 28), date(2022, 4, 4), date(2022, 4, 6), date(2022, 5, 2)])
def test_the_page_runs_on_every_day(store: Store, show: Callable[..., AppTest], day: date) -> None:
    app = show(store, day)
    if day <= date(2022, 4, 2):
        assert "không có đơn vị nào cần đôn đốc" in said(app)
        assert turns(app) == []


def test_the_sentence_adds_up_and_the_worst_stand_on_top(store: Store, show: Callable[..., AppTest]) -> None:
    app = show(store)
    assert "Ngày 12/04/2022 cần đôn đốc 52 đơn vị: 51 có phần quá hạn, 1 nộp chưa đủ." in said(app)
    assert len(turns(app)) == 20
    app.get("pagination")[0].set_value(3).run()
    assert turns(app)[-1] == UNIT
    assert "◐ Chưa đủ Báo cáo tóm tắt thành tích: nộp thêm 1 bộ (quá hạn 8 ngày)" in said(app)


def test_today_is_called_so(store: Store) -> None:
    found = reminders_on(store, DAY)
    assert chasing.sentence(found, DAY, DAY).startswith("Hôm nay cần đôn đốc <b>52</b> đơn vị")


def test_filters_leave_units_and_their_words_whole(store: Store, show: Callable[..., AppTest]) -> None:
    app = show(store, loai="dang_bo", ten="tan son")
    assert turns(app) == [UNIT]
    app.selectbox(key="thanh-phan").set_value("memo").run()
    assert turns(app) == []
    assert "Không có đơn vị nào khớp bộ lọc" in said(app)
    app.text_input(key="ten").set_value("").run()
    assert len(turns(app)) == 20
    assert "Kế hoạch sơ kết, Báo cáo sơ kết (quá hạn 3 ngày)" in said(app)


def test_a_unit_opens_with_its_words_ready_to_be_copied(store: Store, show: Callable[..., AppTest]) -> None:
    app = show(store, ten="tan son")
    app.button(key=f"mo-{UNIT_ID}").click().run()
    assert app.selectbox(key="don-vi").value == UNIT_ID
    reminder = next(r for r in reminders_on(store, DAY) if r.unit_id == UNIT_ID)
    assert [code.value for code in app.code] == [short_text(store.plan(), reminder), full_text(store.plan(), reminder)]
    assert all(code.proto.wrap_lines for code in app.code)
    app.button(key="goi-het").click().run()
    assert turns(app) == [UNIT]
    assert not app.code


def test_a_unit_that_lacks_nothing_needs_no_call(store: Store, show: Callable[..., AppTest]) -> None:
    app = show(store, **{"don-vi": "thi-son"})
    assert f"{OTHER} không còn thiếu phần nào đã đến hạn" in said(app)
    assert not app.code


def test_the_next_in_turn_is_offered(store: Store, show: Callable[..., AppTest]) -> None:
    first, second = turns(show(store))[:2]
    units = {unit.name: unit.id for unit in store.plan().units}
    app = show(store, **{"don-vi": units[first]})
    assert app.button(key="goi-tiep").label == f"Tiếp theo: {second}"
    app.button(key="goi-tiep").click().run()
    assert app.selectbox(key="don-vi").value == units[second]


def boxes(app: AppTest) -> dict[str, Any]:
    found = [*app.text_input, *app.text_area]
    return {box.label: box for box in found}


def test_a_call_is_recorded_with_who_and_confirmed_in_place(store: Store, show: Callable[..., AppTest]) -> None:
    app = show(store, **{"don-vi": UNIT_ID})
    assert "Chưa có tên người ghi nhận" in said(app)
    boxes(app)["Người ghi nhận"].set_value(WHO).run()
    assert app.button(key="ghi-goi").disabled
    boxes(app)["Đã gặp ai"].set_value("Ông <b>Nam</b>").run()
    boxes(app)["Nội dung trao đổi"].set_value("đang ký & gửi").run()
    boxes(app)["Hẹn nộp ngày"].set_value("14/4/2022").run()
    app.button(key="ghi-goi").click().run()
    assert "Đã ghi nhận cuộc gọi ngày 12/04/2022, hẹn ngày 14/04/2022 (phiên bản 2)." in said(app)
    ((*row, _, who),) = ask_rows(store, "call_list")[1]
    assert (row, who) == ([UNIT_ID, DAY, "Ông <b>Nam</b>", "đang ký & gửi", date(2022, 4, 14)], WHO)
    assert boxes(app)["Đã gặp ai"].value == ""
    assert "Ông &lt;b&gt;Nam&lt;/b&gt;" in markup(app)
    assert "hứa ngày 14/04" in said(app)
    assert "1 cuộc gọi; mới nhất ở trên" in said(app)


@pytest.mark.parametrize(
    ("called", "promised", "answer"),
    [
        ("hôm qua", "", "Ngày gọi chưa đúng."),
        ("01/01/2999", "", "Ngày gọi sau hôm nay."),
        ("12/04/2022", "mai", "Ngày hẹn chưa đúng."),
        ("12/04/2022", "11/04/2022", "Ngày hẹn trước ngày gọi."),
    ],
)
def test_a_day_that_cannot_be_is_said_in_words(
    store: Store, show: Callable[..., AppTest], called: str, promised: str, answer: str
) -> None:
    app = show(store, **{"don-vi": UNIT_ID, "nguoi": WHO})
    boxes(app)["Đã gặp ai"].set_value("Ông Nam").run()
    boxes(app)["Ngày gọi"].set_value(called).run()
    boxes(app)["Hẹn nộp ngày"].set_value(promised).run()
    assert answer in said(app)
    assert app.button(key="ghi-goi").disabled


def test_a_broken_promise_stands_first_and_the_log_has_all_calls(store: Store, show: Callable[..., AppTest]) -> None:
    record_call(store, UNIT_ID, date(2022, 4, 6), "Ông Nam", "mai gửi", date(2022, 4, 8), **SAID)
    record_call(store, "le-ho", date(2022, 4, 7), "Bà Hoa", "", None, **SAID)
    app = show(store)
    assert "1 nộp chưa đủ; 1 lời hứa đã qua ngày." in said(app)
    assert turns(app)[0] == UNIT
    assert "hứa ngày 08/04, đã qua ngày" in said(app)
    assert "Gọi lần cuối 06/04: Ông Nam" in said(app)
    assert "2 cuộc gọi, 2 đơn vị; mới nhất ở trên" in said(app)
    assert said(app).index("Bà Hoa", said(app).index("Nhật ký")) < said(app).index("mai gửi")
    app.selectbox(key="don-vi").set_value("le-ho").run()
    assert "mai gửi" not in said(app)
    earlier = show(store, date(2022, 4, 5))
    assert "lời hứa" not in said(earlier)
    assert "Gọi lần cuối" not in said(earlier)


def test_the_log_to_take_away_has_peoples_headings(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    record_call(store, UNIT_ID, date(2022, 4, 6), "=1+1", "mai gửi", date(2022, 4, 8), **SAID)
    monkeypatch.setattr(chasing, "plan", store.plan)
    frame = chasing.log_frame(chasing.calls_of(store))
    assert list(frame.columns) == list(chasing.COLUMNS)
    assert frame.iloc[0].tolist() == [date(2022, 4, 6), UNIT, "=1+1", "mai gửi", date(2022, 4, 8), WHO]
