"""Tổng quan, Theo dõi nộp, Tiếp nhận: each page on real stores, and the words and lists behind them."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date
from html import escape
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from streamlit.testing.v1 import AppTest

from tests.builders import OTHER, RECEIVED, UNIT, Row, load_all, plan_83, register, unit_return
from tests.opened import open_page
from tests.spread import in_soak
from tonghop.actions.loading import check
from tonghop.intake.inbox import collect_uploads
from tonghop.questions import ask
from tonghop.statuses import SEVERITY
from tonghop.store import Store
from ui.intake.outcomes import outcome_rows, summary
from ui.tracking import matrix, progress
from ui.tracking.received import pick_files, pick_findings, received_sentence, standing
from ui.widgets import filters

ROOT = Path(__file__).resolve().parent.parent
PAGES = ("tong_quan", "theo_doi_nop", "tiep_nhan")
DAYS = (date(2022, 3, 28), date(2022, 4, 5), date(2022, 4, 11), date(2022, 5, 2))
DAY = date(2022, 4, 11)

RECEIPTS: list[Row] = [
    [1, UNIT, "Tờ trình", "01/04/2022", 2, "Nộp trực tiếp"],
    [2, UNIT, "Danh sách mô hình", "07/04/2022", 2, None],
    [3, UNIT, "Báo cáo tóm tắt thành tích", "03/04/2022", 1, "<b>mới có 01 bộ</b>"],
    [4, UNIT, "Kế hoạch sơ kết", "08/04/2022", 1, None],
    [5, UNIT, "Báo cáo sơ kết", "08/04/2022", 1, None],
    [6, OTHER, "Tờ trình", "02/04/2022", 2, None],
    [7, OTHER, "Danh sách mô hình", "02/04/2022", 2, None],
    [8, OTHER, "Báo cáo tóm tắt thành tích", "02/04/2022", 2, None],
    [9, OTHER, "Kế hoạch sơ kết", "05/04/2022", 1, None],
    [10, OTHER, "Báo cáo sơ kết", "08/04/2022", 1, None],
]


@pytest.fixture(scope="module")
def stores(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Store]:
    """An empty store, one with a single return, one with a register and a refused return."""
    folder = tmp_path_factory.mktemp("stores")
    made = {name: Store(folder / name) for name in ("empty", "single", "campaign")}
    load_all(made["single"], {"tan-son.xlsx": unit_return()}, date(2022, 4, 6))
    broken = unit_return(OTHER, changes={("Khen thưởng", "D4"): "nhiều <i>lắm</i>"})
    load_all(made["campaign"], {"so.xlsx": register(RECEIPTS), "tan-son.xlsx": unit_return(), "thi-son.xlsx": broken})
    return made


@pytest.fixture
def show(monkeypatch: pytest.MonkeyPatch) -> Callable[..., AppTest]:
    """Run a page of a store on a day, with what the address says."""

    def run(store: Store, page: str, day: date = DAY, **address: str) -> AppTest:
        monkeypatch.setenv("TONGHOP_STORE", str(store.folder))
        return open_page(page, {"ngay": day}, address)

    return run


def said(app: AppTest) -> str:
    """All HTML of the page, without tags, spaces made even."""
    bodies = [element.proto.body for element in app.main.get("html")]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", " ".join(bodies)))


def markup(app: AppTest) -> str:
    return " ".join(element.proto.body for element in app.main.get("html"))


# -- the pages -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("days", [DAYS[::3], *in_soak((DAYS,))], ids=["two days", "all days"])
@pytest.mark.parametrize("store", ["empty", "single", "campaign"])
@pytest.mark.parametrize("page", PAGES)
def test_a_page_runs_on_every_day(
    stores: dict[str, Store], show: Callable[..., AppTest], store: str, page: str, days: Sequence[date]
) -> None:
    for day in days if (store, page) in (("campaign", "tong_quan"), ("campaign", "theo_doi_nop")) else (DAY,):
        app = show(stores[store], page, day)
        assert not app.exception
        assert "th-error" not in markup(app)
        assert "<h1>" in markup(app)


@pytest.mark.parametrize("page", ["tong_quan", "theo_doi_nop"])
def test_an_empty_store_says_what_to_do(
    stores: dict[str, Store], show: Callable[..., AppTest], page: str
) -> None:
    assert "Chưa có dữ liệu Khi" in said(show(stores["empty"], page))


@pytest.mark.parametrize("day", DAYS)
def test_the_sentence_and_the_cards_say_what_the_question_says(
    stores: dict[str, Store], show: Callable[..., AppTest], day: date
) -> None:
    text = said(show(stores["campaign"], "tong_quan", day))
    row = ask(stores["campaign"], "dossier_progress", as_of=day).set_index("dossier_id").loc["award_dossier"]
    received = int(row["on_time"] + row["late"])
    assert f"{received}/53 đơn vị đã nộp đủ hồ sơ khen thưởng".replace(" ", "") in text.replace(" ", "")
    assert f"Hồ sơ khen thưởng {received}/53" in text


def test_the_overview_names_who_is_late_and_leads_there(
    stores: dict[str, Store], show: Callable[..., AppTest]
) -> None:
    app = show(stores["campaign"], "tong_quan")
    text = said(app)
    assert "Chậm, còn thiếu: 52 đơn vị" in text
    assert "Xem cả 52 đơn vị" in text
    first = progress.units_to_call(ask(stores["campaign"], "submission_status", as_of=DAY), plan_83())[0]
    address = f"don-vi-chi-tiet?{urlencode({'don-vi': first.name, 'ngay': DAY.isoformat()})}"
    assert f"href='{escape(address)}'" in markup(app)
    assert "10/04 là Chủ nhật và Giỗ Tổ Hùng Vương; hạn giữ nguyên theo kế hoạch, không tự lùi." in text
    assert "1/53 đơn vị báo cáo mô hình" in text


def test_the_matrix_shows_symbol_day_and_days_late(
    stores: dict[str, Store], show: Callable[..., AppTest]
) -> None:
    html = markup(show(stores["campaign"], "theo_doi_nop"))
    assert "title='Nộp muộn 3 ngày, ngày 07/04/2022'" in html
    assert "07/04 <b>+3 ngày</b>" in html
    assert "Nộp chưa đủ: mới có 1/2 bộ, từ ngày 03/04/2022" in html
    assert html.count("<th scope='row'") == 53


def test_filters_filter_and_the_sentence_follows(stores: dict[str, Store], show: Callable[..., AppTest]) -> None:
    app = show(stores["campaign"], "theo_doi_nop", loai="dang_bo", ten="tan son")
    assert "0/1 đơn vị không còn thiếu phần nào đã đến hạn; 1 đơn vị cần đôn đốc" in said(app).replace("  ", " ")
    assert markup(app).count("<th scope='row'") == 1
    app.text_input(key="ten").set_value("không có đơn vị này").run()
    assert "Không có đơn vị nào khớp bộ lọc" in said(app)
    app.text_input(key="ten").set_value("").run()
    app.selectbox(key="loai").set_value("").run()
    app.selectbox(key="tinh-trang").set_value("late").run()
    assert "1/53 đơn vị có phần hồ sơ ở tình trạng “Nộp muộn”" in said(app).replace("  ", " ")


def test_a_part_chosen_leaves_its_column_and_its_counts(
    stores: dict[str, Store], show: Callable[..., AppTest]
) -> None:
    app = show(stores["campaign"], "theo_doi_nop", **{"thanh-phan": "memo"})
    assert "53 phần hồ sơ: ✓ Đã nộp đúng hạn: 2 ✗ Chưa nộp – quá hạn: 51" in said(app)
    assert "Kế hoạch sơ kết" not in markup(app).split("th-matrix")[-1].split("</table>")[0]


def test_a_unit_chosen_shows_its_receipts_with_file_sheet_and_cell(
    stores: dict[str, Store], show: Callable[..., AppTest]
) -> None:
    app = show(stores["campaign"], "don_vi", **{"don-vi": "tan-son"})
    assert "so.xlsx, Tiếp nhận, D4" in said(app)
    assert "&lt;b&gt;mới có 01 bộ&lt;/b&gt;" in markup(app)
    assert "<b>mới có" not in markup(app)


def test_filters_are_kept_from_page_to_page(stores: dict[str, Store], show: Callable[..., AppTest]) -> None:
    app = show(stores["campaign"], "theo_doi_nop")
    app.selectbox(key="loai").set_value("chi_bo").run()
    app.switch_page("pages/tong_quan.py").run()
    app.switch_page("pages/theo_doi_nop.py").run()
    assert app.selectbox(key="loai").value == "chi_bo"


def test_the_history_and_the_open_findings_are_escaped(
    stores: dict[str, Store], show: Callable[..., AppTest]
) -> None:
    app = show(stores["campaign"], "tiep_nhan", muc="Việc cần xử lý")
    assert "nhiều &lt;i&gt;lắm&lt;/i&gt;" in markup(app)
    assert "<i>lắm" not in markup(app)


def test_taking_in_reads_shows_and_stores(tmp_path: Path, show: Callable[..., AppTest]) -> None:
    store = Store(tmp_path / "store")
    app = show(store, "tiep_nhan")
    app.file_uploader[0].upload("tan-son.xlsx", unit_return(), "application/octet-stream").run()
    assert "1 tệp: 1 nhận" in said(app)
    assert store.current == 0
    assert app.button(key="ghi-nhan").disabled
    app.text_input(key="nguoi").set_value("Trần Thị Mai").run()
    app.button(key="ghi-nhan").click().run()
    assert "Đã ghi nhận 1 tệp vào phiên bản 1" in said(app)
    assert "Đã nhận 1 tệp: 1 nhận." in said(app).replace("  ", " ")
    assert list(ask(store, "file_list")["recorded_by"]) == ["Trần Thị Mai"]


@pytest.mark.parametrize(("written", "answer"), [("31/02/2022", "chưa đúng"), ("01/01/2999", "sau hôm nay")])
def test_a_day_received_that_is_none_is_said_in_words(
    tmp_path: Path, show: Callable[..., AppTest], written: str, answer: str
) -> None:
    app = show(Store(tmp_path / "store"), "tiep_nhan")
    app.text_input(key="ngay-nhan").set_value(written).run()
    assert f"Ngày nhận {answer}" in said(app)


def test_the_sample_is_cleared_only_when_asked_twice(tmp_path: Path, show: Callable[..., AppTest]) -> None:
    from datetime import datetime

    from tonghop.actions.loading import load

    store = Store(tmp_path / "store")
    load(
        store, collect_uploads([("tan-son.xlsx", unit_return())]), received_on=RECEIVED,
        recorded_at=datetime(2022, 5, 5), recorded_by="dữ liệu minh họa", is_sample=True,
    )  # fmt: skip
    app = show(store, "tiep_nhan")
    app.button(key="xoa").click().run()
    assert store.current == 1
    app.button(key="giu-lai").click().run()
    assert store.current == 1
    app.button(key="xoa").click().run()
    app.button(key="xoa-that").click().run()
    assert store.current == 2
    assert "Đã xóa dữ liệu minh họa" in said(app)
    assert ask(store, "file_list").empty


def test_an_open_page_stays_on_its_version_until_asked(tmp_path: Path, show: Callable[..., AppTest]) -> None:
    store = Store(tmp_path / "store")
    app = show(store, "tong_quan")
    load_all(store, {"so.xlsx": register(RECEIPTS)})
    app.run()
    assert "Chưa có dữ liệu" in said(app)
    app.button(key="xem-moi").click().run()
    assert "Chậm, còn thiếu" in said(app)


# -- words and lists -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("day", DAYS)
def test_the_parts_of_the_dossiers_sentence_add_up(stores: dict[str, Store], day: date) -> None:
    row = ask(stores["campaign"], "dossier_progress", as_of=day).set_index("dossier_id").loc["award_dossier"]
    sentence = progress.dossier_sentence(row, day, "hồ sơ")
    first, *rest = sentence.split("; ")
    received, expected = (int(n) for n in re.findall(r"<b>(\d+)/(\d+)</b>", first)[0])
    assert received + sum(int(re.findall(r"<b>(\d+)</b>", part)[0]) for part in rest) == expected == 53


def test_status_counts_add_up_to_units_times_parts(stores: dict[str, Store]) -> None:
    rows = ask(stores["campaign"], "submission_status", as_of=DAY)
    assert sum(matrix.status_counts(rows).values()) == 53 * 6


def test_worst_first_and_by_name(stores: dict[str, Store]) -> None:
    plan, rows = plan_83(), ask(stores["campaign"], "submission_status", as_of=DAY)
    worst = matrix.unit_order(rows, plan, by_name=False)
    assert worst[-2:] == ["tan-son", "thi-son"]
    names = matrix.unit_order(rows, plan, by_name=True)
    assert sorted(names) == sorted(worst)
    assert names.index("tan-son") < names.index("thanh-son") < names.index("thi-son")


def test_a_units_missing_parts_are_said_once_for_each_number_of_days(stores: dict[str, Store]) -> None:
    status = ask(stores["campaign"], "submission_status", as_of=DAY)
    calls = {call.unit_id: call for call in progress.units_to_call(status, plan_83())}
    assert "thi-son" not in calls
    assert calls["tan-son"].said == (("incomplete", "Báo cáo tóm tắt thành tích (mới có 1/2 bộ)"),)
    assert calls["le-ho"].said == (
        ("missing", "Tờ trình, Danh sách mô hình, Báo cáo tóm tắt thành tích (quá hạn 7 ngày)"),
        ("missing", "Kế hoạch sơ kết, Báo cáo sơ kết (quá hạn 2 ngày)"),
    )


@pytest.mark.parametrize(
    ("day", "title"),
    [
        (date(2022, 3, 28), "Hạn tới: 04/04/2022, còn 7 ngày"),
        (date(2022, 4, 3), "Hạn tới: 04/04/2022, ngày mai"),
        (date(2022, 4, 4), "Hạn tới: 04/04/2022, hôm nay"),
        (date(2022, 4, 5), "Hạn tới: 09/04/2022, còn 4 ngày"),
        (date(2022, 5, 1), "Các hạn nộp đều đã qua"),
    ],
)
def test_the_next_deadline_is_named_with_its_days(day: date, title: str) -> None:
    assert progress.due_title(progress.dues(plan_83()), day) == title


def test_a_deadline_says_how_it_is_read_and_who_is_still_missing(stores: dict[str, Store]) -> None:
    plan = plan_83()
    text = progress.due_list(plan, progress.dues(plan), ask(stores["campaign"], "dossier_progress", as_of=DAY), DAY)
    assert "trước ngày 05/04/2022 (chậm nhất thứ Hai 04/04) · đã qua 7 ngày · còn thiếu <b>52/53</b>" in text
    assert "đến hết ngày 30/04/2022 (chậm nhất thứ Bảy 30/04) · còn 19 ngày" in text


def test_receipts_count_once_a_day_and_are_late_by_the_units_own_last_day(stores: dict[str, Store]) -> None:
    store = stores["campaign"]
    receipts, status = ask(store, "receipt_list", as_of=DAY), ask(store, "submission_status", as_of=DAY)
    twice = receipts.loc[[*receipts.index, *receipts.index]]
    days = matrix.receipts_per_day(twice, status)
    assert [(row.day.day, int(row.on_time), int(row.late)) for row in days.itertuples()] == [
        (1, 1, 0), (2, 3, 0), (3, 1, 0), (5, 1, 0), (7, 0, 1), (8, 3, 0),
    ]  # fmt: skip


def test_the_table_to_download_says_in_words_what_the_matrix_shows(stores: dict[str, Store]) -> None:
    plan, rows = plan_83(), ask(stores["campaign"], "submission_status", as_of=DAY)
    view = matrix.View(("tan-son", "thi-son"), ("memo", "nominations"), frozenset(SEVERITY), by_name=True)
    frame = matrix.matrix_frame(matrix.select(rows, view), plan, view.obligations, by_name=True)
    parts = ["Tờ trình", "Danh sách mô hình"]
    assert list(frame.columns) == ["TT", "Đơn vị", "Loại đơn vị", *parts, "Số phần cần đôn đốc"]
    assert list(frame.iloc[0]) == [
        1, "Đảng bộ xã Tân Sơn", "Đảng bộ", "Đã nộp đúng hạn, ngày 01/04/2022",
        "Nộp muộn 3 ngày, ngày 07/04/2022", 0,
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("wanted", "text", "answer"),
    [("tan son", "Đảng bộ xã Tân Sơn", True), ("TÂN", "Đảng bộ xã Tân Sơn", True), ("tan son", "Thanh Sơn", False),
     ("", "Thanh Sơn", True), ("dang uy", "Đảng ủy", True)],
)  # fmt: skip
def test_a_name_is_found_without_its_accents(wanted: str, text: str, answer: bool) -> None:
    assert filters.matches(wanted, text) is answer


def test_what_is_to_be_called_about_is_three_statuses() -> None:
    assert filters.statuses_of(filters.TO_CALL) == {"missing", "returned", "incomplete"}
    assert filters.statuses_of("") == set(SEVERITY)


# -- files ---------------------------------------------------------------------------------------------------


def test_what_came_in_adds_up_and_is_found_again(stores: dict[str, Store]) -> None:
    store, plan = stores["campaign"], plan_83()
    files, open_ones = ask(store, "file_list"), ask(store, "open_findings")
    assert received_sentence(files, open_ones) == (
        "Đã nhận <b>3</b> tệp: <b>2</b> nhận, <b>1</b> trả lại. Đang chờ xử lý <b>1</b> lỗi và <b>0</b> cảnh báo."
    )
    assert {row.path: standing(row) for row in files.itertuples()} == {
        "so.xlsx": "Đang được tính", "tan-son.xlsx": "Đang được tính", "thi-son.xlsx": "Không được tính",
    }  # fmt: skip
    assert list(pick_files(files, plan, "refused", "")["path"]) == ["thi-son.xlsx"]
    assert list(pick_files(files, plan, "", "xã tan son")["path"]) == ["tan-son.xlsx"]
    assert len(pick_findings(open_ones, plan, "dang_bo", "not-a-number", "thi son")) == 1
    assert len(pick_findings(open_ones, plan, "chi_bo", "", "")) == 0


def test_every_file_of_a_package_is_said_with_its_result(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = Store(tmp_path / "store")
    report = check(
        store, collect_uploads([("a.xlsx", unit_return()), ("b.xlsx", unit_return()), ("c.txt", b"x")]),
        received_on=RECEIVED,
    )  # fmt: skip
    assert summary(report) == "3 tệp: 1 nhận, 1 trả lại, 1 đã có trong kho"
    monkeypatch.setattr("ui.intake.outcomes.plan", plan_83)
    first: list[Any] = outcome_rows(report.outcomes, {})[0]
    assert first[0] == "a.xlsx"
    assert first[2:5] == ["Biểu số liệu của đơn vị", "Đảng bộ xã Tân Sơn", "Unicode"]


def test_the_guide_is_read_inside_the_app_with_its_pictures(
    stores: dict[str, Store], show: Callable[..., AppTest]
) -> None:
    guide = (ROOT / "docs" / "huong-dan.md").read_text(encoding="utf-8")
    headings = re.findall(r"^## (.+)$", guide, re.MULTILINE)
    app = show(stores["empty"], "huong_dan")
    assert app.selectbox(key="muc-huong-dan").options[1:] == headings
    for heading in headings:
        app.selectbox(key="muc-huong-dan").set_value(heading).run()
        assert not app.exception
        body = guide.partition(f"## {heading}\n")[2].partition("\n## ")[0]
        words = [line for line in body.splitlines() if line and line[0].isalpha()]
        read = "\n".join(element.value for element in app.main.get("markdown"))
        assert all(word in read for line in words[:2] for word in line.split()[:2] if word.isalpha())
