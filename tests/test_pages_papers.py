"""Theo dõi nộp and Thay đổi under people's hands: papers recorded, decided upon, struck out; what is new read out."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from tests.builders import OTHER, OTHER_ID, UNIT, UNIT_ID, load_all, unit_return
from tests.buttons import button
from tests.fields import field
from tests.opened import open_page
from tonghop.actions.receiving import ReceiptLine, receive_papers
from tonghop.questions import ask_rows
from tonghop.store import Store
from tonghop.store.meetings import mark_meeting

ROOT = Path(__file__).resolve().parent.parent
DAY, WHO = date(2022, 4, 5), "Nguyễn Thị Hoa"
TODAY = date(2022, 5, 5)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    made = Store(tmp_path / "store")
    load_all(made, {"a.xlsx": unit_return()}, date(2022, 4, 5))
    handed = [ReceiptLine(UNIT_ID, "memo", 2)]
    receive_papers(made, handed, date(2022, 4, 4), today=TODAY, recorded_at=datetime(2022, 4, 4, 9), recorded_by=WHO)
    return made


@pytest.fixture
def show(store: Store, monkeypatch: pytest.MonkeyPatch) -> Callable[..., AppTest]:
    """Run a page of the store on a day with what the session holds."""

    def run(page: str, day: date = DAY, **state: Any) -> AppTest:
        monkeypatch.setenv("TONGHOP_STORE", str(store.folder))
        app = open_page(page, {"ngay": day}, state)
        assert not app.exception
        return app

    return run


def said(app: AppTest) -> str:
    bodies = " ".join(element.proto.body for element in app.main.get("html"))
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", bodies))


def status(store: Store, part: str, unit: str = UNIT_ID, day: date = DAY) -> str:
    rows = ask_rows(store, "submission_status", as_of=day)[1]
    return next(str(row[5]) for row in rows if row[:2] == (unit, part))


def test_papers_of_several_units_are_recorded_at_once(store: Store, show: Callable[..., AppTest]) -> None:
    app = show("theo_doi_nop", **{"ghi-ho-so": True, "nguoi": WHO, "ngay-nhan": "05/04/2022"})
    assert "có thể chọn nhiều cùng lúc" in said(app)
    app.multiselect("ho-so-don-vi").select(UNIT_ID).select(OTHER_ID)
    app.multiselect("ho-so-phan").select("nominations").select("achievements").run()
    assert "Sẽ ghi 4 phần hồ sơ của 2 đơn vị, nhận ngày 05/04/2022." in said(app)
    app.button("ghi-ho-so-nut").click().run()
    assert "Đã ghi 4 phần hồ sơ của 2 đơn vị, nhận ngày 05/04/2022 (phiên bản 3)." in said(app)
    assert status(store, "achievements", OTHER_ID) == "late"
    assert len(ask_rows(store, "receipt_list", as_of=DAY)[1]) == 5


def test_a_part_is_sent_back_extended_and_accepted(store: Store, show: Callable[..., AppTest]) -> None:
    app = show("don_vi", **{"don-vi": UNIT_ID, "xu-ly": True, "nguoi": WHO})
    field(app.selectbox, "xu-ly-cach").select("tra-lai").run()
    field(app.text_input, "xu-ly-ngay-tra-lai").input("05/04/2022").run()
    assert button(app, "xu-ly-nut").disabled
    field(app.text_input, "xu-ly-vi-tra-lai").input("thiếu dấu").run()
    button(app, "xu-ly-nut").click().run()
    assert f"Trả lại để bổ sung: Tờ trình của {UNIT} (phiên bản 3)." in said(app)
    assert status(store, "memo") == "returned"
    field(app.selectbox, "xu-ly-phan").select("plan").run()
    field(app.selectbox, "xu-ly-cach").select("gia-han").run()
    field(app.text_input, "xu-ly-ngay-gia-han").input("12/04/2022").run()
    field(app.text_input, "xu-ly-vi-gia-han").input("mưa lũ").run()
    field(app.text_input, "xu-ly-ai").input("Thường trực").run()
    button(app, "xu-ly-nut").click().run()
    assert status(store, "plan", day=date(2022, 4, 11)) == "not_due"
    assert "mưa lũ · Thường trực" in said(app)
    field(app.selectbox, "xu-ly-cach").select("mien").run()
    field(app.text_input, "xu-ly-vi-mien").input("mới lập").run()
    button(app, "xu-ly-nut").click().run()
    assert status(store, "plan") == "exempt"
    field(app.selectbox, "xu-ly-cach").select("chap-nhan").run()
    field(app.text_input, "xu-ly-ngay-chap-nhan").input("06/04/2022").run()
    button(app, "xu-ly-nut").click().run()
    assert "Kế hoạch sơ kết Chấp nhận 06/04/2022" in said(app)


def test_a_receipt_is_struck_out_and_counted_again(store: Store, show: Callable[..., AppTest]) -> None:
    app = show("don_vi", **{"don-vi": UNIT_ID, "gach": True, "nguoi": WHO})
    field(app.text_input, "gach-ly-do").input("ghi nhầm đơn vị").run()
    app.button("gach-that").click().run()
    assert status(store, "memo") == "missing"
    field(app.text_input, "gach-ly-do").input("gạch nhầm").run()
    app.button("gach-thoi").click().run()
    assert status(store, "memo") == "on_time"


def test_a_wrong_day_is_said_and_nothing_recorded(store: Store, show: Callable[..., AppTest]) -> None:
    app = show("theo_doi_nop", **{"ghi-ho-so": True, "nguoi": WHO, "ngay-nhan": "28/03/2022"})
    app.multiselect("ho-so-don-vi").select(UNIT_ID)
    app.multiselect("ho-so-phan").select("plan").run()
    app.button("ghi-ho-so-nut").click().run()
    assert "Ngày nhận trước ngày ban hành kế hoạch." in said(app)
    assert store.current == 2


def test_the_name_is_asked_once_though_several_forms_are_open(show: Callable[..., AppTest]) -> None:
    app = show("don_vi", **{"don-vi": UNIT_ID, "xu-ly": True, "gach": True})
    assert len([box for box in app.text_input if box.label == "Người ghi nhận"]) == 1


def test_what_is_new_of_a_day(store: Store, show: Callable[..., AppTest]) -> None:
    text = said(show("thay_doi", tu="2022-04-05"))
    assert "Từ 05/04/2022 (thứ Ba) đến hết ngày 05/04/2022: 53 đơn vị mới quá hạn chưa nộp" in text
    assert "Không đổi: không đơn vị nào mới nộp đủ thêm phần nào; không đơn vị nào mới được đề nghị bổ sung" in text
    assert "✗ Mới quá hạn chưa nộp: 53 đơn vị" in text
    assert "Mọi tệp số liệu đều nhận sau ngày 05/04/2022" in text  # so models are those known now, on both days
    assert f"{UNIT} : Danh sách mô hình (quá hạn 1 ngày)" in text


def test_what_is_new_since_a_meeting(store: Store, show: Callable[..., AppTest]) -> None:
    mark_meeting(store, "Giao ban", datetime(2022, 4, 4, 10), recorded_at=datetime(2022, 4, 4, 11), recorded_by=WHO)
    handed = [ReceiptLine(OTHER_ID, "memo", 2)]
    receive_papers(store, handed, date(2022, 4, 4), today=TODAY, recorded_at=datetime(2022, 4, 4, 14), recorded_by=WHO)
    text = said(show("thay_doi", date(2022, 4, 4)))
    assert "Từ buổi họp Giao ban, 10:00 04/04/2022 đến hết ngày 04/04/2022: 1 đơn vị mới nộp đủ, đúng hạn" in text
    assert f"{OTHER} : Tờ trình" in text
    assert f"{UNIT} : Tờ trình" not in text


def test_any_two_days_are_compared_and_monday_is_ready(store: Store, show: Callable[..., AppTest]) -> None:
    handed = [ReceiptLine(OTHER_ID, "memo", 2)]
    receive_papers(store, handed, date(2022, 4, 6), today=TODAY, recorded_at=datetime(2022, 4, 6, 14), recorded_by=WHO)
    text = said(show("thay_doi", date(2022, 4, 8)))
    assert "Từ thứ Hai tuần này (04/04) đến hết ngày 08/04/2022:" in text
    assert f"▲ Mới nộp đủ, sau hạn: 1 đơn vị {OTHER} : Tờ trình (muộn 2 ngày)" in text
    text = said(show("thay_doi", date(2022, 4, 8), tu="2022-04-06", den="2022-04-07"))
    assert "Từ 06/04/2022 (thứ Tư) đến hết ngày 07/04/2022: 1 đơn vị mới nộp đủ, sau hạn" in text
    assert "không đơn vị nào mới quá hạn" in text
    text = said(show("thay_doi", date(2022, 4, 8), tu="2022-04-07", den="2022-04-07"))
    assert "chưa có gì thay đổi" in text


def test_a_meeting_is_marked_on_the_page(store: Store, show: Callable[..., AppTest]) -> None:
    app = show("thay_doi", **{"danh-dau-hop": True, "nguoi": WHO})
    app.text_input("hop-ten").input("Giao ban Thường trực").run()
    app.button("hop-nut").click().run()
    assert "Đã đánh dấu buổi họp “Giao ban Thường trực” (phiên bản 3)." in said(app)
    assert [row[0] for row in ask_rows(store, "meeting_list")[1]] == ["Giao ban Thường trực"]


def test_before_the_plan_there_is_nothing_to_compare(show: Callable[..., AppTest]) -> None:
    assert "Chưa có ngày nào trước đó để so sánh." in said(show("thay_doi", date(2022, 3, 29)))


def test_a_whole_kind_is_chosen_at_once_and_every_unit_listed(store: Store, show: Callable[..., AppTest]) -> None:
    app = show("theo_doi_nop", **{"ghi-ho-so": True, "nguoi": WHO, "ngay-nhan": "05/04/2022"})
    app.button("ca-loai-dang_bo").click().run()
    own = [unit for unit in store.plan().units if unit.kind == "dang_bo"]
    assert app.multiselect("ho-so-don-vi").value == [unit.id for unit in own]
    app.multiselect("ho-so-phan").select("memo").run()
    text = said(app)
    assert f"Sẽ ghi {len(own)} phần hồ sơ của {len(own)} đơn vị" in text
    listed = text.partition("Sẽ ghi")[2]
    assert all(unit.name in listed for unit in own)
    app.button("ghi-ho-so-nut").click().run()
    assert {status(store, "memo", unit.id) for unit in own} <= {"on_time", "late"}


def test_a_cell_opens_though_the_form_for_receipts_is_open_too(store: Store, show: Callable[..., AppTest]) -> None:
    show("tong_quan")  # names the store
    app = open_page("theo_doi_nop", {"ngay": DAY, "o-ho-so": f"{UNIT_ID}.plan"}, {"ghi-ho-so": True})
    assert "th-error" not in " ".join(element.proto.body for element in app.main.get("html"))
    days = [box.label for box in app.get("text_input") if box.label.startswith("Ngày nhận")]
    assert sorted(days) == ["Ngày nhận", "Ngày nhận hồ sơ"]
