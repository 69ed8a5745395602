"""Đọc báo cáo under a clerk's hands, and the paper in Tệp đã nhận: from a figure to its sentence and back."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from tests.builders import load_all, unit_return
from tests.buttons import button
from tests.fields import field
from tests.opened import open_page
from tests.paper_pdf import texts_as_pdf
from tests.prose_reports import made
from tests.test_prose_reports import document
from tests.test_unit_papers import HEAD
from tests.test_unit_papers import paper as any_paper
from tonghop.actions.confirming import kept_papers
from tonghop.questions import ask_rows
from tonghop.store import Store
from tonghop.store.sources import withdraw
from tonghop.store.typed_drafts import drafts_of
from ui.widgets.browser import KNOWN

DAY, WHO, UNIT, NAME = date(2022, 4, 8), "Nguyễn Thị Hoa", "kha-phong", "Đảng bộ xã Khả Phong"
REPORT = [
    "ĐẢNG ỦY XÃ KHẢ PHONG", "BÁO CÁO", "II. KẾT QUẢ THỰC HIỆN", "Năm 2019 có 12 hội nghị, năm 2020 có 05 hội nghị.",
    "Năm 2018 kiểm tra 03/04 cuộc.", "III. ĐÁNH GIÁ CHUNG", "1. Ưu điểm", "Dân đồng lòng; năm 2019 có 13 hội nghị.",
    "2. Hạn chế", "Còn chậm.",
]  # fmt: skip
"""Certain: conferences 2020; questions: conferences 2019 (12 or 13), inspections 2018."""


@pytest.fixture
def store(tmp_path: Path) -> Store:
    made_store = Store(tmp_path / "store")
    load_all(made_store, {"bao-cao.docx": document(REPORT)}, DAY)
    return made_store


@pytest.fixture
def show(store: Store, monkeypatch: pytest.MonkeyPatch) -> Callable[..., AppTest]:
    def run(page: str = "doc_bao_cao", address: dict[str, Any] | None = None, **state: Any) -> AppTest:
        monkeypatch.setenv("TONGHOP_STORE", str(store.folder))
        app = open_page(page, {"so": 1} if address is None else address, {"nguoi": WHO, **state})
        assert not app.exception
        return app

    return run


def bodies(app: AppTest) -> str:
    return " ".join(element.proto.body for element in app.main.get("html"))


def said(app: AppTest) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", bodies(app)))


def figures(store: Store) -> dict[tuple[str, int], tuple[int, str]]:
    return {(row[1], row[2]): (row[3], row[6]) for row in ask_rows(store, "figure_list")[1] if row[0] == UNIT}


def part(app: AppTest, name: str) -> AppTest:
    app.segmented_control("doc-phan").select(name).run()
    assert not app.exception
    return app


def test_an_address_of_no_report_is_answered_in_words(show: Callable[..., AppTest]) -> None:
    for address in ({}, {"so": "99"}, {"so": "một"}):
        assert "Chưa chọn báo cáo nào để đọc." in said(show(address=address))


def test_an_address_of_no_figure_shows_the_report_all_the_same(show: Callable[..., AppTest]) -> None:
    for key in ("conferences.20190", "conferences.", "la.2019", "x" * 500):
        words = said(show(address={"so": 1, "chon": key}))
        assert "Báo cáo đề xuất 3 số" in words
        assert "tổng các năm" not in words


def test_the_paper_stands_left_and_the_form_right(show: Callable[..., AppTest]) -> None:
    app = show()
    words = said(app)
    assert f"Báo cáo của {NAME} , nhận ngày 08/04/2022" in words
    assert "Báo cáo đề xuất 3 số: 1 chắc chắn, 2 cần hỏi." in words
    assert "Hội nghị quán triệt, tuyên truyền, năm 2019 ? cần hỏi" in words
    assert "Đoạn 4. Cần hỏi: hai chỗ nói hai số khác nhau." in words
    assert "Đoạn 8. Cần hỏi: hai chỗ nói hai số khác nhau." in words
    mark = r"<a class='th-m th-m-question th-asked' data-stay href='doc-bao-cao\?so=1[^']*'[^>]*>12</a>"
    assert re.search(mark, bodies(app))


def test_a_report_is_gone_through_and_recorded(store: Store, show: Callable[..., AppTest]) -> None:
    app = show()
    button(app, "doc-ca").click().run()
    assert "✓ 5" in said(app)
    assert app.button("doc-nhan-0").label == "✓ 12 (đoạn 4)"
    app.button("doc-nhan-1").click().run()
    assert "Cuộc kiểm tra, năm 2018" in said(app), "the next one that is open comes up"
    key = "inspections.2018"
    field(app.text_input, f"doc-so-khac-so-{sign(store)}-{key}").input("3").run()
    app.button(f"doc-nhan-khac-{key}").click().run()
    part(app, "Ý kiến")
    button(app, "doc-y-kien-ca").click().run()
    part(app, "Ghi nhận")
    assert "Đã nhận 3 số, 2 ý kiến; còn 0 số chưa xem." in said(app)
    assert "Nếu ghi nhận: 5 mới" in said(app)
    button(app, "doc-ghi").click().run()
    assert f"Đã ghi nhận 3 số, 2 ý kiến của {NAME} (phiên bản 2)." in said(app)
    assert figures(store) == {
        ("conferences", 2019): (13, "đoạn 8"),
        ("conferences", 2020): (5, "đoạn 4"),
        ("inspections", 2018): (3, "đoạn 5"),
    }
    texts = {row[1]: row[2] for row in ask_rows(store, "remark_list")[1]}
    assert texts == {"strengths": "Dân đồng lòng; năm 2019 có 13 hội nghị.", "weaknesses": "Còn chậm."}
    assert drafts_of(store, _draft_name(store)) == []
    again = show()
    assert "Đã nhận 3 số, 2 ý kiến" in said(part(again, "Ghi nhận")), "what was recorded is where it goes on"


def _draft_name(store: Store) -> str:
    return f"van-ban-{sign(store)}"


def sign(store: Store) -> str:
    (paper,) = kept_papers(store)
    return paper.sign


def test_what_is_decided_survives_a_reload_and_another_browser_goes_on_with_it_where_asked_for(
    store: Store, show: Callable[..., AppTest]
) -> None:
    app = show()
    button(app, "doc-ca").click().run()
    app.button("doc-lai").click().run()
    assert len(drafts_of(store, _draft_name(store))) == 1
    reloaded = show(**{KNOWN: app.session_state[KNOWN]})
    assert "Phần đọc dở được mở lại." in said(reloaded)
    app = show()
    assert "Phần đọc dở được mở lại." not in said(app)
    next(one for one in app.button if one.label == "Đọc tiếp phần này").click().run()
    assert "Phần đọc dở được mở lại." in said(app)
    assert "Số liệu (1 chưa xem)" in str(app.segmented_control("doc-phan").proto)
    assert figures(store) == {}
    part(app, "Ghi nhận")
    button(app, "doc-bo").click().run()
    assert drafts_of(store, _draft_name(store)) == []
    assert "Báo cáo đề xuất 3 số" in said(part(app, "Số liệu"))


def test_a_figure_the_paper_does_not_say_is_typed_with_its_place(store: Store, show: Callable[..., AppTest]) -> None:
    key = "contests.2021"
    app = show(address={"so": 1, "chon": key})
    assert "Chương trình không thấy báo cáo nêu số này." in said(app)
    field(app.text_input, f"doc-so-khac-so-{sign(store)}-{key}").input("1,250").run()
    assert "Số chưa ghi đúng." in said(app)
    field(app.text_input, f"doc-so-khac-so-{sign(store)}-{key}").input("2").run()
    assert app.button(f"doc-nhan-khac-{key}").disabled
    box = field(app.selectbox, f"doc-so-khac-cho-{sign(store)}-{key}")
    box.select("đoạn 8").run()
    app.button(f"doc-nhan-khac-{key}").click().run()
    button(part(app, "Ghi nhận"), "doc-ghi").click().run()
    assert figures(store) == {("contests", 2021): (2, "đoạn 8")}


def test_a_decided_figure_can_be_looked_at_again(show: Callable[..., AppTest]) -> None:
    app = show()
    button(app, "doc-ca").click().run()
    app = app.run()
    app.query_params["chon"] = "conferences.2020"
    app.run()
    assert "✓ đã nhận: 5" in said(app)
    app.button("doc-xem-lai").click().run()
    assert "● chắc chắn" in said(app)


def test_a_return_s_remarks_are_not_replaced_unasked(store: Store, show: Callable[..., AppTest]) -> None:
    load_all(store, {"bieu.xlsx": unit_return(NAME)}, date(2022, 4, 1))
    app = part(show(), "Ý kiến")
    assert "ý kiến từ nguồn khác." in said(app)
    app = part(show(), "Ghi nhận")
    assert "Chưa nhận số hay ý kiến nào." in said(app)
    assert button(app, "doc-ghi").disabled


def test_whose_a_report_is_is_asked_where_it_does_not_say(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made_store = Store(tmp_path / "other")
    load_all(made_store, {"bao-cao.docx": document(REPORT[1:])}, DAY)
    monkeypatch.setenv("TONGHOP_STORE", str(made_store.folder))
    app = open_page("doc_bao_cao", {"so": 1}, {"nguoi": WHO})
    assert "chưa rõ của đơn vị nào" in said(app)
    button(app, "doc-ca").click().run()
    assert "Chưa rõ báo cáo của đơn vị nào." in said(part(app, "Ghi nhận"))
    field(app.selectbox, "doc-don-vi").select(UNIT).run()
    button(app, "doc-ghi").click().run()
    assert figures(made_store) == {("conferences", 2020): (5, "đoạn 3")}


def test_a_withdrawn_paper_records_nothing_and_a_plan_proposes_nothing(
    store: Store, show: Callable[..., AppTest]
) -> None:
    load_all(store, {"kh.docx": any_paper("KẾ HOẠCH", "Năm 2019 có 12 hội nghị.", head=HEAD.format("KH"))}, DAY)
    assert "Văn bản này không phải báo cáo sơ kết." in said(show(address={"so": 2}))
    withdraw(store, 1, reason="nhầm", recorded_at=datetime(2022, 4, 9), recorded_by=WHO)
    app = show()
    assert "Văn bản đã được rút." in said(app)
    button(app, "doc-ca").click().run()
    assert button(part(app, "Ghi nhận"), "doc-ghi").disabled


# -- from a figure to its sentence -----------------------------------------------------------------------------


def test_the_paper_opens_at_the_sentence_and_says_what_became_of_it(store: Store, show: Callable[..., AppTest]) -> None:
    app = show()
    button(app, "doc-ca").click().run()
    button(part(app, "Ghi nhận"), "doc-ghi").click().run()
    (row,) = ask_rows(store, "figure_list")[1]
    app = show("tep_da_nhan", {"so": row[7], "trang": row[5], "o": row[6]})
    words = said(app)
    assert "Số liệu được tính từ chỗ này: Hội nghị quán triệt, tuyên truyền, năm 2020: 5." in words
    asked = re.search(r"<div class='[^']*th-asked[^']*'[^>]*aria-current='location'>(.*?)</div>", bodies(app))
    assert asked
    assert "Năm 2019 có" in asked[1]
    assert "Có số cần hỏi 3" in words
    assert "Văn bản này không có chỗ “đoạn 99”" in said(show("tep_da_nhan", {"so": 1, "o": "đoạn 99"}))


def test_the_ways_to_a_report_are_on_intake(store: Store, show: Callable[..., AppTest]) -> None:
    assert "1 báo cáo chờ đọc" in said(show("tiep_nhan", {}))
    assert "doc-bao-cao?so=1" in bodies(show("tiep_nhan", {}))
    assert "1 báo cáo chờ đọc" in said(show("tiep_nhan", {}, muc="Việc cần xử lý"))
    assert "Đọc báo cáo" in said(show("tiep_nhan", {}, muc="Tệp đã nhận"))
    app = show()
    button(app, "doc-ca").click().run()
    button(part(app, "Ghi nhận"), "doc-ghi").click().run()
    assert "báo cáo chờ đọc" not in said(show("tiep_nhan", {}))


@pytest.mark.parametrize("seed", [3, 7])
def test_reports_of_other_layouts_open(seed: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made_store = Store(tmp_path / "other")
    content, true, _ = made(seed)
    load_all(made_store, {"bao-cao.docx": content}, DAY)
    monkeypatch.setenv("TONGHOP_STORE", str(made_store.folder))
    app = open_page("doc_bao_cao", {"so": 1}, {"nguoi": WHO})
    assert not app.exception
    assert f"Báo cáo đề xuất {len(true)} số" in said(app)


def test_a_scan_that_was_kept_is_named_on_its_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made_store = Store(tmp_path / "other")
    load_all(made_store, {"quet.pdf": b"%PDF-1.7 quet"}, DAY)
    monkeypatch.setenv("TONGHOP_STORE", str(made_store.folder))
    app = open_page("tiep_nhan", {}, {"nguoi": WHO})
    assert "1 văn bản đã lưu chưa rõ của đơn vị nào." in said(app)
    app = open_page("tep_da_nhan", {"so": 1}, {"nguoi": WHO})
    assert "được lưu nguyên" in said(app)
    assert button(app, "ghi-ten-van-ban").disabled
    field(app.selectbox, "ten-van-ban-don-vi").select(UNIT).run()
    field(app.selectbox, "ten-van-ban-loai").select("memo").run()
    field(app.text_input, "ten-van-ban-ngay").input("31/02/2022").run()
    assert "Ngày văn bản chưa đúng." in said(app)
    field(app.text_input, "ten-van-ban-ngay").input("02/04/2022").run()
    button(app, "ghi-ten-van-ban").click().run()
    assert "Đã ghi tên văn bản (phiên bản 2)." in said(app)
    assert f"Tờ trình: {NAME} , nhận ngày 08/04/2022" in said(app)
    assert "chưa rõ của đơn vị nào" not in said(open_page("tiep_nhan", {}, {"nguoi": WHO}))


def test_the_report_s_sources_lead_to_the_sentence(store: Store, show: Callable[..., AppTest]) -> None:
    app = show()
    button(app, "doc-ca").click().run()
    button(part(app, "Ghi nhận"), "doc-ghi").click().run()
    address = {"ngay": "2022-04-30", "phan": "Nội dung và nguồn số liệu", "so-lieu": "conferences.total"}
    app = show("soan_bao_cao", address)
    assert "Tuyên truyền, đoạn 4" in said(app)
    assert "o=%C4%91o%E1%BA%A1n+4&amp;chon=conferences.2020" in bodies(app)
    app = show("don_vi", {"don-vi": NAME})
    assert "chon=conferences.2020" in bodies(app), "as on the unit's page"


def test_what_another_source_says_stands_beside_the_proposal(store: Store, show: Callable[..., AppTest]) -> None:
    load_all(store, {"bieu.xlsx": unit_return(NAME)}, date(2022, 4, 1))
    words = said(show(address={"so": 1, "chon": "conferences.2020"}))
    assert re.search(r"Đang được tính: \d+ , ở bieu\.xlsx, Tuyên truyền, ô G4 \.", words)


def test_a_remark_leads_to_its_paragraph(show: Callable[..., AppTest]) -> None:
    app = part(show(address={"so": 1, "o": "đoạn 10"}), "Ý kiến")
    asked = re.search(r"<div class='[^']*th-asked[^']*'[^>]*aria-current='location'>(.*?)</div>", bodies(app))
    assert asked
    assert "Còn chậm." in asked[1]
    assert "o=%C4%91o%E1%BA%A1n+10" in bodies(app)


def test_what_was_recorded_and_taken_back_is_decided_still(store: Store, show: Callable[..., AppTest]) -> None:
    app = show()
    button(app, "doc-ca").click().run()
    button(part(app, "Ghi nhận"), "doc-ghi").click().run()
    app.button("hoan-tac").click().run()
    assert figures(store) == {}
    assert "Đã nhận 1 số, 0 ý kiến; còn 2 số chưa xem" in said(app)
    assert "Nếu ghi nhận: 1 mới" in said(app)


def test_a_paper_that_cannot_be_read_through_says_so_and_opens_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made_store = Store(tmp_path / "other")
    load_all(made_store, {"dai.docx": document([*REPORT, "dân tin " * 4000])}, DAY)
    monkeypatch.setenv("TONGHOP_STORE", str(made_store.folder))
    app = open_page("doc_bao_cao", {"so": 1}, {"nguoi": WHO})
    assert not app.exception
    assert "văn bản quá dài" in said(app)
    assert "Đề nghị nhập số liệu ở trang Nhập trên màn hình" in said(app)
    app = open_page("tep_da_nhan", {"so": 1, "o": "đoạn 4"}, {"nguoi": WHO})
    assert not app.exception
    assert "Năm 2019 có 12 hội nghị" in said(app)


def test_a_report_that_came_as_pdf_is_read_and_opened_in_the_same_way(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made_store = Store(tmp_path / "other")
    load_all(made_store, {"bao-cao.pdf": texts_as_pdf(REPORT), "quet.pdf": b"%PDF-1.7 quet"}, DAY)
    monkeypatch.setenv("TONGHOP_STORE", str(made_store.folder))
    assert "1 báo cáo chờ đọc" in said(open_page("tiep_nhan", {}, {"nguoi": WHO}))
    app = open_page("doc_bao_cao", {"so": 1}, {"nguoi": WHO})
    assert not app.exception
    button(app, "doc-ca").click().run()
    button(part(app, "Ghi nhận"), "doc-ghi").click().run()
    ((value, place),) = figures(made_store).values()
    assert (value, place) == (5, "đoạn 4")
    (row,) = ask_rows(made_store, "figure_list")[1]
    app = open_page("tep_da_nhan", {"so": row[7], "trang": row[5], "o": row[6]}, {"nguoi": WHO})
    assert "Hội nghị quán triệt, tuyên truyền, năm 2020: 5." in said(app)
