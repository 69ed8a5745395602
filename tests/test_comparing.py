"""Xét chọn: two to four models side by side, one sheet of criteria for all of them, recorded together or not at all."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from tests.builders import OTHER, UNIT, UNIT_ID, load_all, nomination_list, nomination_workbook, unit_return
from tests.buttons import button
from tests.fields import field
from tests.opened import open_page
from tonghop.errors import Stop
from tonghop.questions import ask_rows
from tonghop.report.nominations import Nominated, nominated
from tonghop.store import Store
from tonghop.store.appraisals import Answer, record_appraisals
from ui.conference.selection import model_id

DAY, NOON, WHO = date(2022, 4, 20), datetime(2022, 4, 20, 12), "Trần Thị Mai"
NAMES = [[1, "Hũ gạo tình thương", "Hội Phụ nữ", "Giúp 12 hộ nghèo.", None], [2, "=SUM(A1)<b>", None, None, None]]


@pytest.fixture
def store(tmp_path: Path) -> Store:
    made = Store(tmp_path / "store")
    load_all(
        made,
        {"a.xlsx": unit_return(UNIT), "b.docx": nomination_list(UNIT, NAMES), "c.xlsx": nomination_workbook(OTHER)},
    )
    return made


@pytest.fixture
def show(store: Store, monkeypatch: pytest.MonkeyPatch) -> Callable[..., AppTest]:
    def run(address: dict[str, object] | None = None, **state: str) -> AppTest:
        monkeypatch.setenv("TONGHOP_STORE", str(store.folder))
        return open_page("xet_chon", {"ngay": DAY, **(address or {})}, state)

    return run


def models(store: Store) -> list[Nominated]:
    return nominated(store, DAY)[0]


def words(app: AppTest) -> str:
    return " ".join(element.proto.body for element in app.main.get("html"))


def test_models_are_marked_in_the_list_and_put_side_by_side(store: Store, show: Callable[..., AppTest]) -> None:
    first, second, *_ = models(store)
    app = show()
    assert "Đã đánh dấu" not in words(app)
    app.checkbox(key=f"danh-dau-{model_id(second)}").check().run()
    assert "đánh dấu thêm ít nhất một mô hình" in words(app)
    assert button(app, "so-sanh-mo").disabled
    app.checkbox(key=f"danh-dau-{model_id(first)}").check().run()
    button(app, "so-sanh-mo").click().run()
    assert app.query_params["so-sanh"] == f"{model_id(second)}.{model_id(first)}"
    shown = words(app)
    assert shown.index(model_title(second)) < shown.index(model_title(first))
    button(app, "so-sanh-het").click().run()
    assert "so-sanh" not in app.query_params
    button(app, "so-sanh-bo").click().run()
    assert "Đã đánh dấu" not in words(app)


def test_models_that_are_nominated_no_more_are_marked_no_more(store: Store, show: Callable[..., AppTest]) -> None:
    ids = [model_id(model) for model in models(store)]
    app = show()
    for one in ids[:2]:
        app.checkbox(key=f"danh-dau-{one}").check().run()
    app.session_state["_danh-dau"] = ["x", "y", *app.session_state["_danh-dau"]]  # four, two of a list sent before
    app.run()
    assert not any(app.checkbox(key=f"danh-dau-{one}").disabled for one in ids)
    assert app.session_state["_danh-dau"] == ids[:2]
    app.session_state["_danh-dau"] = ["x", "y", "z", "w"]
    app.run()
    assert not any(app.checkbox(key=f"danh-dau-{one}").disabled for one in ids)


def test_models_that_an_address_names_and_nobody_nominates_are_said(store: Store, show: Callable[..., AppTest]) -> None:
    first, second, *_ = map(model_id, models(store))
    lost = "1 mô hình trong địa chỉ so sánh không có trong danh sách đang xem."
    assert lost in words(show({"so-sanh": f"{first}.{second}.khac"}))
    assert lost in words(show({"so-sanh": f"{first}.khac"}))
    assert "trong địa chỉ so sánh" not in words(show({"so-sanh": f"{first}.{second}"}))


def test_what_goes_with_an_answer_taken_back_is_said(store: Store, show: Callable[..., AppTest]) -> None:
    first, second, *_ = models(store)
    criterion = store.plan().criteria[0].id
    said = [(first.unit_id, first.name, {criterion: Answer("met", "Làm rất tốt.")})]
    record_appraisals(store, said, appraiser=WHO, recorded_at=NOON, recorded_by=WHO)
    app = show({"so-sanh": f"{model_id(first)}.{model_id(second)}"}, nguoi=WHO)
    assert "Nhận xét đã ghi: Làm rất tốt." in words(app)
    field(app.segmented_control, f"so-sanh-y-{criterion}-{model_id(first)}").set_value(None).run()
    assert "Nhận xét đã ghi (bỏ chọn là bỏ cả nhận xét): Làm rất tốt." in words(app)


def model_title(model: Nominated) -> str:
    return model.name.replace("<b>", "&lt;b&gt;")


def test_no_more_than_four_are_marked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    many = Store(tmp_path / "many")
    names = [[at, f"Mô hình số {at}", "Chi bộ", "Tốt.", None] for at in range(1, 7)]
    load_all(many, {"b.docx": nomination_list(UNIT, names)})
    monkeypatch.setenv("TONGHOP_STORE", str(many.folder))
    app = open_page("xet_chon", {"ngay": DAY})
    ids = [model_id(model) for model in models(many)]
    for one in ids[:4]:
        app.checkbox(key=f"danh-dau-{one}").check().run()
    assert [app.checkbox(key=f"danh-dau-{one}").disabled for one in ids] == [False] * 4 + [True] * 2
    app.checkbox(key=f"danh-dau-{ids[0]}").uncheck().run()
    assert not app.checkbox(key=f"danh-dau-{ids[5]}").disabled


def test_every_fact_of_each_model_stands_in_its_column(store: Store, show: Callable[..., AppTest]) -> None:
    first, second, third, *_ = models(store)
    app = show({"so-sanh": ".".join(map(model_id, (first, second, third)))})
    shown = words(app)
    for model in (first, second, third):
        assert model_title(model) in shown
        assert model.unit in shown
        if model.row["summary"]:
            assert model.row["summary"] in shown
    assert shown.count("Chưa quyết định") >= 3
    assert "<b>3.</b>" in shown  # the third criterion
    assert not app.exception


@pytest.mark.parametrize("asked", ["", "x", "x.y", "{0}", "{0}.{0}", "{0}.zzz", "<b>.{0}"])
def test_an_address_that_names_fewer_than_two_shows_the_list(
    store: Store, show: Callable[..., AppTest], asked: str
) -> None:
    app = show({"so-sanh": asked.format(model_id(models(store)[0]))})
    assert not app.exception
    assert "giới thiệu" in words(app)
    assert not [one for one in app.button if one.key == "so-sanh-het"]


def test_one_sheet_is_recorded_for_all_models_as_one_version(store: Store, show: Callable[..., AppTest]) -> None:
    first, second, *_ = models(store)
    before = store.current
    app = show({"so-sanh": f"{model_id(first)}.{model_id(second)}"}, nguoi=WHO)
    assert button(app, "ghi-phieu-chung").disabled
    criterion = store.plan().criteria[0].id
    for model, answer in ((first, "met"), (second, "not_met")):
        field(app.segmented_control, f"so-sanh-y-{criterion}-{model_id(model)}").set_value(answer).run()
    button(app, "ghi-phieu-chung").click().run()
    assert store.current == before + 1
    columns, rows = ask_rows(store, "appraisal_list")
    said = {(row[columns.index("name")], row[columns.index("answer")]) for row in rows}
    assert said == {(first.name, "met"), (second.name, "not_met")}
    assert "Đã ghi phiếu xét của 2 mô hình" in words(app)


def test_sheets_are_recorded_all_or_none(store: Store) -> None:
    first = models(store)[0]
    criterion = store.plan().criteria[0].id
    before = store.current
    said = {criterion: Answer("met")}
    for bad in ((UNIT_ID, "không có mô hình này", said), (first.unit_id, first.name, {"lạ": Answer("met")})):
        with pytest.raises(Stop):
            record_appraisals(
                store, [(first.unit_id, first.name, said), bad], appraiser=WHO, recorded_at=NOON, recorded_by=WHO
            )
    with pytest.raises(Stop, match="chưa có nội dung"):
        record_appraisals(store, [(first.unit_id, first.name, {})], appraiser=WHO, recorded_at=NOON, recorded_by=WHO)
    assert store.current == before
