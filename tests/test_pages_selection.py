"""Xét chọn mô hình: the list and its sentence, one model and its evidence, a sheet filled in, a decision, history."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from tests.builders import (
    MODEL_HEADINGS,
    OTHER,
    UNIT,
    UNIT_ID,
    Row,
    consolidated,
    load_all,
    nomination_list,
    nomination_workbook,
    titled,
    unit_return,
)
from tests.buttons import button
from tests.fields import field
from tests.opened import open_page
from tonghop.questions import ask_rows
from tonghop.report.nominations import nominated
from tonghop.store import Store
from tonghop.store.appraisals import Answer, record_appraisal, record_selection
from ui.conference.selection import model_id

ROOT = Path(__file__).resolve().parent.parent
DAY, NOON = date(2022, 4, 20), datetime(2022, 4, 20, 12)
MODEL, FORMULA, WHO = "Hũ gạo tình thương", "=SUM(A1)<b>", "Trần Thị Mai"
NAMES: list[Row] = [[1, MODEL, "Hội Phụ nữ", "Giúp 12 hộ nghèo.", None], [2, FORMULA, None, None, None]]


@pytest.fixture
def store(tmp_path: Path) -> Store:
    made = Store(tmp_path / "store")
    load_all(
        made,
        {"a.xlsx": unit_return(UNIT), "b.docx": nomination_list(UNIT, NAMES), "c.xlsx": nomination_workbook(OTHER)},
    )
    return made


@pytest.fixture
def show(monkeypatch: pytest.MonkeyPatch) -> Callable[..., AppTest]:
    """Run the page of a store, with what the session holds."""

    def run(store: Store, **state: str) -> AppTest:
        monkeypatch.setenv("TONGHOP_STORE", str(store.folder))
        return sound(open_page("xet_chon", {"ngay": DAY}, state))

    return run


def sound(app: AppTest) -> AppTest:
    assert not app.exception
    assert "th-error" not in markup(app)
    return app


def markup(app: AppTest) -> str:
    return " ".join(element.proto.body for element in app.main.get("html"))


def said(app: AppTest) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", markup(app)))


def lines(app: AppTest) -> list[str]:
    """The names of the list, in its order, as HTML."""
    return re.findall(r"<div class='th-what th-turn'><b>(.*?)</b>", markup(app))


def chosen(store: Store, name: str = MODEL, unit: str = UNIT_ID) -> str:
    return next(model_id(m) for m in nominated(store, DAY)[0] if (m.unit_id, m.name) == (unit, name))


def appraised(store: Store, answer: str, who: str = "Lê Văn Nam") -> None:
    answers = {"effective": Answer(answer, "mới làm một năm")}
    record_appraisal(store, UNIT_ID, MODEL, answers, appraiser=who, recorded_at=NOON, recorded_by=who)


def decided(store: Store, decision: str) -> None:
    said: Any = {"reason": "họp thẩm định", "recorded_at": NOON, "recorded_by": WHO}
    record_selection(store, UNIT_ID, MODEL, decision, DAY, **said)


def test_an_empty_store_says_what_to_do(tmp_path: Path, show: Callable[..., AppTest]) -> None:
    assert "Khi các đơn vị giới thiệu mô hình, danh sách xét chọn sẽ hiện ở đây." in said(
        show(Store(tmp_path / "store"))
    )


def test_a_campaign_without_nominations_says_so_and_still_offers_the_lists(
    tmp_path: Path, show: Callable[..., AppTest]
) -> None:
    store = Store(tmp_path / "store")
    load_all(store, {"a.xlsx": unit_return(sheets={"Mô hình": titled("MÔ HÌNH", MODEL_HEADINGS, [])})})
    app = show(store)
    assert "Chưa có đơn vị nào giới thiệu mô hình." in said(app)
    assert "0/53 đơn vị đã giới thiệu mô hình" in said(app).replace(" /", "/").replace("/ ", "/")
    assert "Phụ lục quyết định khen thưởng: 0 mô hình" in said(app)


def test_the_sentence_adds_up_and_text_of_units_is_only_text(store: Store, show: Callable[..., AppTest]) -> None:
    decided(store, "district_and_province")
    app = show(store)
    assert (
        "3 mô hình của 2 đơn vị được giới thiệu: 1 đề nghị huyện khen thưởng và giới thiệu với tỉnh, "
        "2 chưa quyết định; 0 mô hình đã có người xét."
    ) in said(app).replace(" ,", ",")
    assert lines(app) == [MODEL, "=SUM(A1)&lt;b&gt;", MODEL]
    assert "Phụ lục quyết định khen thưởng: 1 mô hình" in said(app)
    assert "▲ trùng tên ở 1 đơn vị khác" in said(app)
    assert "▲ không có trong biểu Mô hình" in said(app)


@pytest.mark.parametrize(
    ("state", "left"),
    [
        ({"loai": "chi_bo"}, 0),
        ({"linh-vuc": "kinh_te"}, 1),
        ({"quyet-dinh": "returned"}, 1),
        ({"quyet-dinh": "chua"}, 2),
        ({"phieu-xet": "da-xet"}, 1),
        ({"phieu-xet": "chua-xet"}, 2),
        ({"phieu-xet": "khac-nhau"}, 0),
        ({"tim-mo-hinh": "thi son"}, 1),
    ],
    ids=str,
)
def test_filters_leave_what_they_say(
    store: Store, show: Callable[..., AppTest], state: dict[str, str], left: int
) -> None:
    appraised(store, "met")
    decided(store, "returned")
    app = show(store, **state)
    assert len(lines(app)) == left
    assert left or "Không có mô hình nào khớp với bộ lọc." in said(app)


def test_one_model_shows_its_evidence_each_value_with_its_cell(store: Store, show: Callable[..., AppTest]) -> None:
    app = show(store, **{"mo-hinh": chosen(store)})
    text = said(app)
    assert "Giúp 12 hộ nghèo." in text
    assert f"Trùng tên {OTHER}" in text
    assert "2 (kế hoạch: 01 đến 02)" in text
    assert text.count("Hoàn thành tốt nhiệm vụ") == 5
    assert "Tiêu chuẩn 3 có thể hiểu theo 2 cách" in text
    assert text.count("Cách hiểu") == 2
    assert "trang=Khen+th%C6%B0%E1%BB%9Fng&amp;o=D4" in markup(app)
    assert "Báo cáo tóm tắt thành tích ✗" in text


def test_models_are_walked_one_after_the_other(store: Store, show: Callable[..., AppTest]) -> None:
    app = show(store)
    app.button(key=f"mo-{chosen(store)}").click().run()
    assert not lines(app)
    app.button(key="xet-sau").click().run()
    assert app.selectbox(key="mo-hinh").value == chosen(store, FORMULA)
    app.button(key="xet-truoc").click().run()
    assert app.selectbox(key="mo-hinh").value == chosen(store)
    sound(app).button(key="xet-het").click().run()
    assert len(lines(app)) == 3


def test_a_sheet_is_filled_in_beside_anothers_and_differing_answers_are_named(
    store: Store, show: Callable[..., AppTest]
) -> None:
    appraised(store, "not_met")
    app = show(store, **{"mo-hinh": chosen(store)})
    assert button(app, "ghi-phieu").disabled
    assert "Lê Văn Nam, 20/04/2022: ✗ Chưa đạt – mới làm một năm" in said(app)
    app.text_input(key="nguoi").set_value(WHO).run()
    group = next(g for g in app.button_group if g.key and g.key.startswith("phieu-y-effective-"))
    group.set_value("met").run()
    button(app, "ghi-phieu").click().run()
    assert "Đã ghi phiếu xét" in said(sound(app))
    assert "▲ Ý kiến khác nhau: 1 chưa đạt, 1 đạt." in said(app)
    rows = ask_rows(store, "appraisal_list")[1]
    assert [(row[3], row[4], row[6]) for row in rows] == [
        ("effective", "not_met", "Lê Văn Nam"),
        ("effective", "met", WHO),
    ]
    assert button(app, "ghi-phieu").disabled, "nothing new to record"


def test_a_remark_without_an_answer_is_asked_about_and_kept(store: Store, show: Callable[..., AppTest]) -> None:
    app = show(store, **{"mo-hinh": chosen(store), "nguoi": WHO})
    box = next(b for b in app.text_input if b.key and b.key.startswith("phieu-nx-examples-"))
    box.set_value("cần thêm gương").run()
    assert "Tiêu chuẩn có nhận xét cần chọn thêm" in said(app)
    assert button(app, "ghi-phieu").disabled
    assert next(b for b in app.text_input if b.key == box.key).value == "cần thêm gương"


def test_a_decision_is_recorded_with_its_reason_and_its_history(store: Store, show: Callable[..., AppTest]) -> None:
    decided(store, "district")
    key = chosen(store)
    app = show(store, **{"mo-hinh": key, "nguoi": WHO})
    field(app.selectbox, "qd-gi").set_value("not_chosen").run()
    assert "Quyết định này cần ghi lý do." in said(app)
    assert button(app, "ghi-quyet-dinh").disabled
    field(app.text_input, "qd-vi").set_value("trùng mô hình khác").run()
    field(app.text_input, "qd-ngay").set_value("28/03/2022").run()
    assert "Ngày quyết định chưa đúng." in said(app)
    assert field(app.text_input, "qd-vi").value == "trùng mô hình khác"
    field(app.text_input, "qd-ngay").set_value("21/04/2022").run()
    button(app, "ghi-quyet-dinh").click().run()
    assert "Đã ghi: Không chọn" in said(sound(app))
    assert "21/04/2022: Không chọn – trùng mô hình khác" in said(app)
    assert "20/04/2022: Đề nghị huyện khen thưởng – họp thẩm định" in said(app)
    field(app.selectbox, "qd-gi").set_value("thu-hoi").run()
    field(app.text_input, "qd-vi").set_value("ghi nhầm").run()
    button(app, "ghi-quyet-dinh").click().run()
    assert "Đã thu hồi quyết định" in said(sound(app))
    assert [row[2] for row in ask_rows(store, "selection_history")[1]] == [None, "not_chosen", "district"]


def test_a_decision_about_a_model_that_left_the_list_is_still_said(store: Store, show: Callable[..., AppTest]) -> None:
    decided(store, "district")
    load_all(store, {"moi.docx": nomination_list(UNIT, NAMES[1:])}, date(2022, 5, 6))
    text = said(show(store))
    assert f"Đã quyết định nhưng không còn trong danh sách của đơn vị {'Đơn vị đã gửi danh sách mới'}" in text
    assert "Phụ lục quyết định khen thưởng: 0 mô hình" in text


def test_five_hundred_models_with_names_of_two_hundred_letters_are_shown_page_by_page(
    tmp_path: Path, show: Callable[..., AppTest]
) -> None:
    rows = [[UNIT, at, f"{at} {'tổ tự quản ' * 18}", "Kinh tế", *[None] * 5, "x", None] for at in range(500)]
    store = Store(tmp_path / "store")
    files = {"a.xlsx": consolidated([UNIT], sheets={"Mô hình": titled("MÔ HÌNH", ["Đơn vị", *MODEL_HEADINGS], rows)})}
    assert set(load_all(store, files).values()) == {"accepted"}
    app = show(store)
    assert "500 mô hình của 1 đơn vị được giới thiệu" in said(app)
    assert len(lines(app)) == 20
    assert app.get("pagination")[0].proto.num_pages == 25
    assert len(set(app.selectbox(key="mo-hinh").options)) == 501
    assert "▲ đơn vị giới thiệu 500, kế hoạch tối đa 2" in said(app)
