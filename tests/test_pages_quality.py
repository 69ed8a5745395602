"""Chất lượng số liệu on real stores: empty, one return, a whole campaign; each number its question's, each its cell."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import lxml.html
import openpyxl
import pytest
import streamlit as st
from openpyxl.utils import column_index_from_string
from streamlit.testing.v1 import AppTest

from tests.builders import (
    MODELS,
    OTHER,
    OTHER_ID,
    UNIT,
    UNIT_ID,
    load_all,
    matrix_headings,
    matrix_rows,
    plan_83,
    register,
    titled,
    unit_return,
)
from tests.once import campaign_store
from tests.opened import open_page
from tonghop.findings import RULES
from tonghop.questions import ask
from tonghop.store import Store
from tonghop.vietnamese import format_count
from ui.results.quality_figures import level, questions_frame
from ui.results.quality_matches import days_frame, names_frame, totals_frame
from ui.results.quality_reporting import split_cell

ROOT = Path(__file__).resolve().parent.parent
CAMPAIGN = ROOT / "data" / "sample" / "returns"
PLAN = plan_83()
FINDINGS, BLANK, ASK, NAMES, MATCH = (
    "Lỗi, cảnh báo", "Chưa báo cáo", "Số liệu cần hỏi lại", "Mô hình trùng tên", "Đối chiếu",
)  # fmt: skip
Show = Callable[..., AppTest]


def with_one_odd_figure() -> bytes:
    """A return whose conference attendances of 2019 have a digit too many, 2021 left blank."""
    rows = matrix_rows("Tuyên truyền", PLAN)
    rows[1][3:9] = [120, 130, 1250, 125, None, None]
    return unit_return(sheets={"Tuyên truyền": titled("TUYÊN TRUYỀN", matrix_headings(PLAN), rows)})


@pytest.fixture(scope="module")
def stores(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Store]:
    """An empty store; two units with something to ask of each part; the sample campaign; a register alone."""
    folder = tmp_path_factory.mktemp("stores")
    made = {name: Store(folder / name) for name in ("empty", "few", "register")}
    other = unit_return(
        OTHER, changes={("Khen thưởng", "I4"): 99, ("Mô hình", "B4"): "HŨ  GẠO tình thương", ("Thông tin", "B6"): 8}
    )
    held = [[1, UNIT, "Hội nghị sơ kết", "20/04/2022", 1, None]]
    files = {"tan-son.xlsx": with_one_odd_figure(), "thi-son.xlsx": other, "so.xlsx": register(held)}
    assert set(load_all(made["few"], files).values()) == {"accepted"}
    load_all(made["register"], {"so.xlsx": register(held)})
    return made | {"full": campaign_store(folder / "full", CAMPAIGN)}


@pytest.fixture
def show(stores: dict[str, Store], monkeypatch: pytest.MonkeyPatch) -> Show:
    """Open a part of the page on a store, with what the address says."""

    def run(store: str | Store, part: str = FINDINGS, **address: str) -> AppTest:
        shown = store if isinstance(store, Store) else stores[store]
        monkeypatch.setenv("TONGHOP_STORE", str(shown.folder))
        state = {key.replace("_", "-"): value for key, value in {"muc_chat_luong": part, **address}.items()}
        app = open_page("chat_luong", state=state)
        assert not app.exception, app.exception
        return app

    return run


def bodies(app: AppTest) -> str:
    return "\n".join(e.proto.body for e in app.main.get("html") if not e.proto.body.startswith("<style"))


def words(app: AppTest) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", bodies(app))).replace(" ;", ";").replace(" .", ".")


def lead(app: AppTest) -> str:
    return next(text for text in bodies(app).splitlines() if "th-lead" in text)


def cells_linked(app: AppTest) -> list[tuple[str, int, str | None, str | None]]:
    """What leads to a file: text, file, sheet, cell."""
    found = []
    for link in lxml.html.fromstring(f"<div>{bodies(app)}</div>").iter("a"):
        if link.get("class") == "th-src":
            at = {key: value[0] for key, value in parse_qs(urlsplit(link.get("href")).query).items()}
            found.append((link.text_content(), int(at["so"]), at.get("trang"), at.get("o")))
    return found


def answer(stores: dict[str, Store], name: str, store: str = "full") -> Any:
    return ask(stores[store], name)


# -- the page ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("store", ["empty", "few", "full", "register"])
def test_every_part_runs_and_stands_below_a_sentence(show: Show, store: str) -> None:
    app = show(store)
    for part in (FINDINGS, BLANK, ASK, NAMES, MATCH):
        if store != "empty":
            app.session_state["muc-chat-luong"] = part
            app.run()
        assert not app.exception
        assert "Trang này gặp lỗi" not in words(app), part
        assert bodies(app).count("th-lead") == 1
        assert ("Chưa có tệp nào" in lead(app)) == (store == "empty")


def test_the_sentence_says_every_part_in_order_and_leaves_out_what_is_nothing(show: Show) -> None:
    assert (
        "Toàn huyện: <b>2</b> cảnh báo đang chờ xử lý; <b>1</b> số liệu còn để trống; <b>1</b> số liệu cần hỏi lại; "
        "<b>3</b> tên mô hình có ở nhiều đơn vị; <b>2</b> tổng số và <b>1</b> ngày sơ kết chưa khớp."
    ) in lead(show("few"))
    assert "Toàn huyện: không có điểm nào cần hỏi lại." in lead(show("register"))


def test_the_sentence_is_of_the_units_looked_at(show: Show, stores: dict[str, Store]) -> None:
    kinds = {unit.id: unit.kind for unit in PLAN.units}
    app = show("full", loai="chi_bo")
    found, odd = answer(stores, "open_findings"), answer(stores, "figures_out_of_line")
    own = found[found["unit_id"].map(kinds) == "chi_bo"]
    errors, figures = int((own["severity"] == "error").sum()), int((odd["kind"] == "chi_bo").sum())
    assert f"Chi bộ: <b>{errors}</b> lỗi và <b>{len(own) - errors}</b> cảnh báo đang chờ xử lý" in lead(app)
    assert f"<b>{figures}</b> số liệu cần hỏi lại" in lead(app)
    assert 0 < len(own) < len(found)
    assert 0 < figures < len(odd)
    assert "tìm “tan son”" in lead(show("few", tim_don_vi="tan son"))


def test_one_button_lets_go_of_every_filter(show: Show) -> None:
    app = show("full", loai="chi_bo", tim_don_vi="kho bac", loai_diem="models-total-mismatch")
    assert "Chi bộ, tìm “kho bac”" in lead(app)
    next(button for button in app.button if button.label == "Bỏ hết bộ lọc").click().run()
    assert "Toàn huyện:" in lead(app)
    assert not [button for button in app.button if button.label == "Bỏ hết bộ lọc"]


def test_a_search_that_finds_no_unit_is_said(show: Show) -> None:
    app = show("full", tim_don_vi="không hề có đơn vị này")
    for part in (FINDINGS, BLANK, ASK, NAMES, MATCH):
        app.session_state["muc-chat-luong"] = part
        app.run()
        assert "không có điểm nào cần hỏi lại" in lead(app)
        assert "Không có" in words(app) or "đều khớp" in words(app), part


# -- what is open --------------------------------------------------------------------------------------------


def test_a_count_of_findings_leads_to_its_rows_with_file_and_cell(show: Show, stores: dict[str, Store]) -> None:
    app = show("full", loai="chi_bo")
    row = answer(stores, "open_findings").query("slug == 'models-total-mismatch' and unit_id == 'kho-bac'").iloc[0]
    assert cells_linked(app) == []
    counts = lxml.html.fromstring(next(text for text in bodies(app).splitlines() if "th-counts" in text))
    line = next(tr for tr in counts.iter("tr") if tr[0].text_content() == "Chi bộ Kho bạc Nhà nước huyện")
    total, one = [link.get("href") for link in line.iter("a")]
    address = {key: value[0] for key, value in parse_qs(urlsplit(one).query).items()}
    assert address == {
        "loai": "Chi bộ",
        "tim-don-vi": "Chi bộ Kho bạc Nhà nước huyện",
        "loai-diem": RULES["models-total-mismatch"].title,
    }
    assert "loai-diem" not in parse_qs(urlsplit(total).query)
    there = show("full", loai="chi_bo", tim_don_vi=address["tim-don-vi"], loai_diem="models-total-mismatch")
    assert cells_linked(there) == [(row["path"], int(row["file_id"]), row["sheet"], row["cell"])]
    assert row["message"] in words(there)


def test_findings_of_no_known_unit_have_a_row_and_go_with_the_kinds(show: Show, tmp_path: Path) -> None:
    store = Store(tmp_path / "store")
    load_all(store, {"la.xlsx": unit_return("Đảng bộ xã Không Có"), "tan-son.xlsx": unit_return()})
    app = show(store)
    assert "1 điểm chờ xử lý của 0 đơn vị" in words(app)
    assert "Chưa rõ đơn vị 1 1" in words(app)
    assert "Không có điểm nào khớp bộ lọc" in words(show(store, loai="chi_bo"))


# -- what is blank -------------------------------------------------------------------------------------------


def test_a_blank_year_leads_to_its_blank_cell(show: Show) -> None:
    app = show("few", BLANK, bieu="Tuyên truyền")
    assert "2/53 đơn vị báo cáo" not in words(app)
    assert "1/53 đơn vị báo cáo đủ mọi chỉ tiêu của biểu Tuyên truyền" in words(app)
    assert "1 ô còn trống ở đơn vị đã gửi biểu Tuyên truyền" in words(app)
    [(text, file_id, sheet, cell), (name, *place)] = cells_linked(app)
    assert (text, sheet, cell) == ("2021", "Tuyên truyền", "H5")
    assert (name, place) == ("tan-son.xlsx", [file_id, "Tuyên truyền", None])


def test_every_blank_cell_of_the_sample_is_blank_in_its_file(show: Show, stores: dict[str, Store]) -> None:
    paths = answer(stores, "file_list").set_index("file_id")["path"]
    books: dict[int, Any] = {}
    checked = 0
    for sheet in ("Khen thưởng", "Tuyên truyền", "Kiểm tra, giám sát"):
        for _, file_id, where, cell in cells_linked(show("full", BLANK, bieu=sheet)):
            if cell:
                path = CAMPAIGN / paths[file_id]
                book = books.setdefault(file_id, openpyxl.load_workbook(path, data_only=True))
                tab = next(name for name in book.sheetnames if name.lower().strip() == str(where).lower())
                column, row = split_cell(cell)
                assert book[tab].cell(int(row), column_index_from_string(column)).value in (None, "")
                checked += 1
    assert checked > 70


def test_an_indicator_says_how_many_units_report_it(show: Show, stores: dict[str, Store]) -> None:
    rows = answer(stores, "figure_reporting")
    rows = rows[rows["indicator_id"] == "inspections"]
    app = show("full", BLANK, bieu="Kiểm tra, giám sát")
    there = int((rows["years_reported"] > 0).sum())
    assert f"Cuộc kiểm tra {there} /{len(rows)} đơn vị" in words(app)


# -- what is to be asked -------------------------------------------------------------------------------------


def test_a_figure_out_of_line_is_put_as_a_question_with_its_cell(show: Show) -> None:
    app = show("few", ASK)
    assert (
        "Năm 2019 ghi 1.250 lượt người; các năm khác của đơn vị trung bình 125 (2 đơn vị cùng loại ở giữa là 636,5). "
        "Có đúng không? Khác với: các năm khác của đơn vị"
    ) in words(app)
    assert [link[0::2] for link in cells_linked(app)] == [("1.250 lượt người", "Tuyên truyền")]
    assert cells_linked(app)[0][3] == "F5"


def test_every_question_of_the_sample_leads_to_its_cell(show: Show, stores: dict[str, Store]) -> None:
    rows = answer(stores, "figures_out_of_line")
    measures = {indicator.id: indicator.unit_of_measure for indicator in PLAN.indicators}
    asked = {
        (f"{format_count(int(r.value))} {measures[r.indicator_id]}", int(r.file_id), r.sheet, r.cell)
        for r in rows.itertuples()
    }
    links = cells_linked(show("full", ASK))
    assert set(links) == asked
    assert len(links) == len(rows)
    assert len(rows) < 0.02 * len(answer(stores, "figure_list"))


@pytest.mark.parametrize(
    ("number", "written"), [(12, "12"), (54.5, "54,5"), (1172, "1.172"), (18.25, "18,3"), (0.04, "0"), (9.96, "10")]
)
def test_a_level_is_written_with_one_place_at_most(number: float, written: str) -> None:
    assert level(number) == written


# -- what should agree ---------------------------------------------------------------------------------------


def test_a_model_of_two_units_shows_both_with_their_cells(show: Show) -> None:
    app = show("few", NAMES)
    links = cells_linked(app)
    assert len(links) == 2 * len(MODELS)
    shared = [(text, cell) for text, _, _, cell in links if cell == "B4"]
    assert shared == [(f"{UNIT}, ô B4", "B4"), (f"{OTHER}, ô B4", "B4")]
    one = show("few", NAMES, tim_don_vi="thi son")
    assert len(cells_linked(one)) == len(links)


def test_two_statements_of_one_thing_show_both_cells(show: Show, stores: dict[str, Store]) -> None:
    app = show("few", MATCH)
    files = answer(stores, "file_list", "few").set_index("path")["file_id"]
    own, other, held = (int(files[name]) for name in ("tan-son.xlsx", "thi-son.xlsx", "so.xlsx"))
    assert cells_linked(app) == [
        ("8", other, "Thông tin", "B6"),
        ("3", other, "Mô hình", None),
        ("99", other, "Khen thưởng", "I4"),
        ("19/04/2022", own, "Thông tin", "B8"),
        ("20/04/2022", held, "Tiếp nhận", "D4"),
    ]
    assert "Ghi tổng số 8 mô hình đã xây dựng, danh sách có 3. Số nào đúng?" in words(app)
    assert "Sổ ghi sau 1 ngày. Hội nghị tổ chức ngày nào?" in words(app)


def test_tables_to_take_away_have_a_row_each_and_the_cell(
    stores: dict[str, Store], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TONGHOP_STORE", str(stores["few"].folder))
    monkeypatch.setitem(st.session_state, "version", stores["few"].current)
    for made, question, place in (
        (questions_frame, "figures_out_of_line", ["Tuyên truyền", "F5"]),
        (names_frame, "models_in_several_units", ["Mô hình", "B5"]),
        (totals_frame, "stated_totals", ["Thông tin", "B6"]),
        (days_frame, "review_days", ["Thông tin", "B8"]),
    ):
        rows = answer(stores, question, "few")
        frame = made(rows)
        assert len(frame) == len(rows) > 0
        assert frame[["Trang tính", "Ô"]].iloc[0].tolist() == place
        assert set(frame["Đơn vị"]) <= {UNIT, OTHER}
        assert {UNIT_ID, OTHER_ID} >= set(rows["unit_id"])


def test_what_units_wrote_is_escaped(show: Show, tmp_path: Path) -> None:
    store, evil = Store(tmp_path / "store"), "<script>alert(1)</script>"
    changes = {("Mô hình", "B4"): evil, ("Mô hình", "F4"): evil}
    load_all(store, {"a.xlsx": unit_return(changes=changes), "b.xlsx": unit_return(OTHER, changes=changes)})
    app = show(store, NAMES, tim_don_vi="<b>")
    assert "<script>" not in bodies(app)
    assert "tìm “&lt;b&gt;”" in lead(app)
    app = show(store, NAMES)
    assert "<script>" not in bodies(app)
    assert "&lt;script&gt;" in bodies(app)
