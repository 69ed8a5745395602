"""Đơn vị and Lịch: each page on real stores, and the words and lists behind them."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from tests.builders import OTHER, UNIT, Row, load_all, nomination_workbook, plan_83, register, unit_return
from tests.opened import open_page
from tests.shown import Shown
from tests.spread import in_soak
from tonghop.questions import ask
from tonghop.store import Store
from tonghop.store.calls import record_call
from tonghop.store.decisions import record_exemption, record_extension, record_sent_back
from ui.tracking import calendar, reviews, unit, weeks

ROOT = Path(__file__).resolve().parent.parent
DAY = date(2022, 4, 11)
DAYS = (date(2022, 3, 24), date(2022, 4, 5), DAY, date(2022, 4, 30), date(2022, 5, 30))
SILENT, THIRD, FOURTH = "Đảng bộ xã Lê Hồ", "Đảng bộ xã Nhật Tân", "Đảng bộ xã Thụy Lôi"

RECEIPTS: list[Row] = [
    [1, UNIT, "Tờ trình", "01/04/2022", 2, "Nộp trực tiếp"],
    [2, UNIT, "Danh sách mô hình", "07/04/2022", 2, None],
    [3, UNIT, "Báo cáo tóm tắt thành tích", "03/04/2022", 1, "<b>mới có 01 bộ</b>"],
    [4, UNIT, "Kế hoạch sơ kết", "08/04/2022", 1, None],
    [5, UNIT, "Báo cáo sơ kết", "10/04/2022", 1, None],
    [6, OTHER, "Tờ trình", "02/04/2022", 2, None],
    [7, THIRD, "Hội nghị sơ kết", "10/04/2022", 1, None],
    [8, FOURTH, "Hội nghị sơ kết", "18/04/2022", 1, None],
]
NAMED: list[Row] = [
    ["1", "Tuyến đường hoa", "Bà Mai", "Dài 2 km.", None], ["2", "Vườn rau sạch", "Hội Phụ nữ", "Có 3 vườn.", None],
]  # fmt: skip


@pytest.fixture(scope="module")
def stores(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Store]:
    """An empty store, one with a single return, one with a register, a list, decisions and a refused return."""
    folder = tmp_path_factory.mktemp("stores")
    made = {name: Store(folder / name) for name in ("empty", "single", "campaign")}
    load_all(made["single"], {"tan-son.xlsx": unit_return()}, date(2022, 4, 6))
    files = {
        "so.xlsx": register(RECEIPTS),
        "tan-son.xlsx": unit_return(),
        "danh-sach.xlsx": nomination_workbook(UNIT, NAMED),
        "thi-son.xlsx": unit_return(OTHER, changes={("Khen thưởng", "D4"): "nhiều <i>lắm</i>"}),
        "nhat-tan.xlsx": unit_return(THIRD, changes={("Thông tin", "B8"): "09/04/2022"}),
    }
    load_all(made["campaign"], files)
    said = {"recorded_at": datetime(2022, 4, 10, 8), "recorded_by": "văn phòng"}
    store = made["campaign"]
    record_extension(store, "tan-son", "report", date(2022, 4, 12), reason="mưa lũ", allowed_by="Thường trực", **said)  # type: ignore[arg-type]
    record_sent_back(store, "thi-son", "memo", date(2022, 4, 6), reason="thiếu <u>dấu</u>", **said)  # type: ignore[arg-type]
    record_exemption(store, "thi-son", "plan", True, reason="mới lập", **said)  # type: ignore[arg-type]
    return made


@pytest.fixture
def show(monkeypatch: pytest.MonkeyPatch) -> Callable[..., AppTest]:
    """Run a page of a store on a day, with what the session holds."""

    def run(store: Store, page: str, day: date = DAY, **chosen: str) -> AppTest:
        monkeypatch.setenv("TONGHOP_STORE", str(store.folder))
        return open_page(page, {"ngay": day}, chosen)

    return run


def markup(app: AppTest) -> str:
    return " ".join(element.proto.body for element in app.main.get("html"))


def said(app: AppTest) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", markup(app)))


# -- Đơn vị --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("days", [DAYS[::4], *in_soak((DAYS,))], ids=["two days", "all days"])
@pytest.mark.parametrize("store", ["empty", "single", "campaign"])
@pytest.mark.parametrize("page", ["don_vi", "lich_ke_hoach"])
def test_a_page_runs_on_every_day(
    stores: dict[str, Store], show: Callable[..., AppTest], store: str, page: str, days: Sequence[date]
) -> None:
    for day in days if store == "campaign" else (DAY,):
        for chosen in ({}, {"don-vi": "tan-son"}) if page == "don_vi" else ({},):
            app = show(stores[store], page, day, **chosen)
            assert not app.exception
            assert "th-error" not in markup(app)
            assert "<h1>" in markup(app)
            assert ("Chưa có dữ liệu" in said(app)) == (store == "empty")


def test_without_a_unit_the_roster_is_there_to_choose_from(
    stores: dict[str, Store], show: Callable[..., AppTest]
) -> None:
    app = show(stores["campaign"], "don_vi")
    assert markup(app).count("href='don-vi-chi-tiet?don-vi=") == 53
    assert "Đảng bộ (22)" in said(app).replace("  ", " ")
    assert "&amp;ngay=2022-04-11" in markup(app)


def test_the_dossier_says_status_deadline_complete_day_copies_and_days(
    stores: dict[str, Store], show: Callable[..., AppTest]
) -> None:
    shown = Shown(show(stores["campaign"], "don_vi", **{"don-vi": "tan-son"}))
    early, plan = "trước ngày 05/04/2022 (chậm nhất thứ Hai 04/04)", "trước ngày 10/04/2022 (chậm nhất thứ Bảy 09/04)"
    own = "gia hạn đến hết thứ Ba 12/04/2022 kế hoạch: trước ngày 10/04/2022: mưa lũ; Thường trực đồng ý"
    review = "đến hết ngày 30/04/2022 (chậm nhất thứ Bảy 30/04)"
    assert shown.take_table("Thành phần hồ sơ", "Tình trạng").rows == [
        ["Tờ trình", "✓ Đúng hạn", early, "01/04/2022", "2/2", ""],
        ["Danh sách mô hình", "▲ Nộp muộn", early, "07/04/2022", "2/2", "3 ngày"],
        ["Báo cáo tóm tắt thành tích", "◐ Chưa đủ", early, "–", "1/2", ""],
        ["Kế hoạch sơ kết", "✓ Đúng hạn", plan, "08/04/2022", "1/1", ""],
        ["Báo cáo sơ kết", "✓ Đúng hạn", own, "10/04/2022", "1/1", ""],
        ["Hội nghị sơ kết", "… Chưa đến hạn", review, "–", "0/1", ""],
    ]
    assert "đã nộp đủ 4/6 phần, trong đó 1 nộp muộn; nộp chưa đủ Báo cáo tóm tắt thành tích" in shown.words
    assert shown.take_table("Lần tiếp nhận", "Ngày").rows[1] == [
        "Báo cáo tóm tắt thành tích", "03/04/2022", "1", "<b>mới có 01 bộ</b>", "so.xlsx, Tiếp nhận, D6",
    ]  # fmt: skip


def test_what_was_sent_back_and_what_is_not_owed_are_said(
    stores: dict[str, Store], show: Callable[..., AppTest]
) -> None:
    app = show(stores["campaign"], "don_vi", **{"don-vi": "thi-son"})
    dossier = {row[0]: row[1:] for row in Shown(app).take_table("Thành phần hồ sơ").rows}
    assert dossier["Tờ trình"][0] == "↩ Đề nghị bổ sung 06/04/2022: thiếu <u>dấu</u>"
    assert dossier["Tờ trình"][2:4] == ["02/04/2022", "2/2"]
    assert dossier["Kế hoạch sơ kết"] == ["– Không thuộc diện", "–", "–", "–", ""]
    assert dossier["Báo cáo sơ kết"][-1] == "2 ngày"
    assert "<u>" not in markup(app)
    assert "đã nộp đủ 0/5 phần; chưa nộp Danh sách mô hình" in Shown(app).words


def test_a_refused_return_is_a_file_and_its_findings_but_no_result(
    stores: dict[str, Store], show: Callable[..., AppTest]
) -> None:
    app = show(stores["campaign"], "don_vi", **{"don-vi": "thi-son"})
    [file] = Shown(app).take_table("Tệp", "Biểu mẫu").rows
    assert (file[0], file[2], file[3]) == ("thi-son.xlsx", "✗ Trả lại", "Không được tính")
    assert "nhiều &lt;i&gt;lắm&lt;/i&gt;" in markup(app)
    assert "Chưa có số liệu nào của đơn vị được tính" in said(app)


def test_a_unit_that_has_sent_nothing_is_a_proper_page(
    stores: dict[str, Store], show: Callable[..., AppTest]
) -> None:
    text = said(show(stores["campaign"], "don_vi", **{"don-vi": "le-ho"}))
    for words in (
        SILENT, "Chưa có lần tiếp nhận nào", "Chưa nhận tệp nào của đơn vị", "Chưa có số liệu nào", "quá hạn 7 ngày",
    ):  # fmt: skip
        assert words in text
    assert "0 mô hình" not in text


def test_models_put_forward_stand_first_one_that_only_the_list_names_too(
    stores: dict[str, Store], show: Callable[..., AppTest]
) -> None:
    app = show(stores["campaign"], "don_vi", **{"don-vi": "tan-son"})
    assert "3 mô hình, 2 đề nghị khen thưởng" in said(app)
    assert [(row[0], row[1], row[-1]) for row in Shown(app).take_table("Tên mô hình").rows] == [
        ("Tuyến đường hoa", "Xây dựng nông thôn mới", "✓ theo danh sách"),
        ("Vườn rau sạch", "không có trong biểu Mô hình", "✓ theo danh sách"),
        ("Hũ gạo tình thương", "Kinh tế", ""),
        ("Camera an ninh thôn", "Quốc phòng - an ninh", ""),
    ]
    single = Shown(show(stores["single"], "don_vi", **{"don-vi": "tan-son"})).take_table("Tên mô hình").rows
    assert [row[-1] for row in single] == ["✓ theo dấu trong biểu", "", ""]


def test_figures_stand_beside_the_middle_of_the_kind_and_lead_to_their_cells(
    stores: dict[str, Store], show: Callable[..., AppTest]
) -> None:
    app = show(stores["campaign"], "don_vi", **{"don-vi": "tan-son"})
    first = Shown(app).take_table("Khen thưởng", "2017").rows[0]
    assert first[1:] == ["11", "12", "13", "14", "15", "15 (15–15) · 2 đơn vị"]
    spread = ask(stores["campaign"], "figure_spread")
    row = spread[(spread["indicator_id"] == "awards_grassroots") & (spread["year"] == 2021)].iloc[0]
    assert (row["kind"], float(row["middle"]), int(row["units_reporting"])) == ("dang_bo", 15.0, 2)
    assert re.search(r"href='tep\?so=\d+&amp;trang=Khen\+th%C6%B0%E1%BB%9Fng&amp;o=D4'[^>]*>11<", markup(app))


def test_what_the_unit_stated_and_wrote_is_there_a_blank_is_a_dash(
    stores: dict[str, Store], show: Callable[..., AppTest]
) -> None:
    shown = Shown(show(stores["campaign"], "don_vi", **{"don-vi": "nhat-tan"}))
    assert shown.take_table("Xếp loại").rows == [["Đơn vị tự ghi", *["Hoàn thành tốt nhiệm vụ"] * 5]]
    assert "Ngày tổ chức sơ kết 09/04/2022 Hình thức sơ kết Hội nghị Số người dự 135" in shown.words
    assert "biểu ghi 09/04/2022, sổ tiếp nhận ghi 10/04/2022" in shown.words
    assert [text for text, _ in shown.remarks] == ["Được cấp ủy quan tâm.", "Phân công rõ người, rõ việc."]


def test_a_unit_off_the_roster_is_said_to_be(stores: dict[str, Store]) -> None:
    nothing = ask(stores["empty"], "submission_status", as_of=DAY).iloc[:0]
    assert "không có trong danh sách" in unit.unit_sentence(nothing, plan_83(), DAY, 0)


# -- deadlines and days off ----------------------------------------------------------------------------------


def test_a_deadline_says_whether_its_day_is_taken_in() -> None:
    first, second, third = calendar.deadlines(plan_83())
    assert [each.label for each in (first, second, third)] == [
        "Hồ sơ khen thưởng", "Kế hoạch và báo cáo sơ kết", "Hội nghị sơ kết",
    ]  # fmt: skip
    assert calendar.reading(first.deadline, first.inclusive, first.last_day) == (
        "trước ngày 05/04/2022 (không tính ngày 05/04; chậm nhất thứ Hai 04/04)"
    )
    assert calendar.reading(third.deadline, third.inclusive, third.last_day) == (
        "đến hết ngày 30/04/2022 (tính cả ngày 30/04; chậm nhất thứ Bảy 30/04)"
    )
    assert calendar.conference_last_day(plan_83()) == date(2022, 4, 29)


def test_days_off_are_named_and_move_nothing() -> None:
    first, second, third = calendar.deadlines(plan_83())
    assert calendar.days_off_note(plan_83(), first.deadline, first.last_day) == ""
    assert calendar.days_off_note(plan_83(), second.deadline, second.last_day) == (
        "10/04 là Chủ nhật và Giỗ Tổ Hùng Vương; hạn giữ nguyên theo kế hoạch, không tự lùi. "
        "Ngày cuối đúng hạn là ngày nghỉ (thứ Bảy 09/04); ngày làm việc gần nhất trước đó là thứ Sáu 08/04. "
        "Từ ngày 10/04, kể cả ngày đi làm lại sau nghỉ, là quá hạn, trừ đơn vị được gia hạn."
    )
    assert "thứ Sáu 29/04. Từ ngày 01/05" in calendar.days_off_note(plan_83(), third.deadline, third.last_day)


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (date(2022, 4, 4), "hạn cuối hôm nay"), (date(2022, 4, 3), "còn 1 ngày"), (date(2022, 4, 6), "đã qua 2 ngày"),
    ],
)  # fmt: skip
def test_days_to_a_deadline(day: date, said: str) -> None:
    assert calendar.left(day, date(2022, 4, 4)) == said


# -- conferences ---------------------------------------------------------------------------------------------


def held_by(store: Store, day: date) -> dict[str, reviews.Review]:
    status, receipts = (ask(store, name, as_of=day) for name in ("submission_status", "receipt_list"))
    return {r.unit_id: r for r in reviews.unit_reviews(plan_83(), status, receipts, ask(store, "fact_list"), day)}


def plain(review: reviews.Review) -> list[str]:
    return [re.sub(r"<[^>]+>", "", words) for words in review.said]


@pytest.mark.parametrize(
    ("unit_id", "day", "state", "held_on", "said"),
    [
        ("nhat-tan", 9, "held", 9, ["biểu của đơn vị"]),
        ("nhat-tan", 8, "planned", 9, ["biểu của đơn vị"]),
        ("nhat-tan", 10, "held", 10, ["sổ tiếp nhận", "biểu của đơn vị ghi 09/04/2022"]),
        ("tan-son", 18, "planned", 19, ["biểu của đơn vị"]),
        ("tan-son", 19, "held", 19, ["biểu của đơn vị"]),
        ("thuy-loi", 17, "silent", None, []),
        ("thuy-loi", 18, "held", 18, ["sổ tiếp nhận"]),
        ("le-ho", 30, "silent", None, []),
    ],
)
def test_a_conference_is_held_planned_or_not_reported(
    stores: dict[str, Store], unit_id: str, day: int, state: str, held_on: int | None, said: list[str]
) -> None:
    found = held_by(stores["campaign"], date(2022, 4, day))
    assert len(found) == 53
    review = found[unit_id]
    assert (review.state, review.day and review.day.day, plain(review)) == (state, held_on, said)


def test_a_unit_that_owes_no_conference_is_not_counted(tmp_path: Path) -> None:
    store = Store(tmp_path / "store")
    load_all(store, {"so.xlsx": register(RECEIPTS)})
    record_exemption(
        store, "le-ho", "review", True, reason="mới lập", recorded_at=datetime(2022, 4, 10), recorded_by="văn phòng"
    )
    assert len(held_by(store, DAY)) == 52


# -- what the office has said to the unit --------------------------------------------------------------------


def test_the_calls_up_to_the_day_the_broken_promise_and_the_letter_are_there(
    show: Callable[..., AppTest], tmp_path: Path
) -> None:
    store = Store(tmp_path / "store")
    load_all(store, {"so.xlsx": register(RECEIPTS)})
    said_by: Any = {"recorded_at": datetime(2022, 4, 6, 8), "recorded_by": "Hoa"}
    record_call(store, "thi-son", date(2022, 4, 6), "Ông <Nam>", "sẽ gửi", date(2022, 4, 8), **said_by)
    record_call(store, "thi-son", date(2022, 4, 20), "Bà Lan", "đã gửi", None, **said_by)
    record_call(store, "tan-son", date(2022, 4, 6), "Ông Ba", "sẽ gửi", None, **said_by)
    app = show(store, "don_vi", DAY, **{"don-vi": "thi-son"})
    assert "phần cần đôn đốc; 1 cuộc gọi, mới nhất ở trên." in said(app)
    assert "06/04/2022 Ông &lt;Nam&gt; sẽ gửi ! 08/04/2022, đã qua ngày Hoa" in said(app)
    assert "Bà Lan" not in said(app)
    assert "Ông Ba" not in said(app)
    assert "href='don-doc?don-vi=" in markup(app)
    assert [one.key for one in app.get("download_button") if one.key == "cong-van"] == ["cong-van"]


def test_a_unit_that_lacks_nothing_has_no_letter(show: Callable[..., AppTest], stores: dict[str, Store]) -> None:
    app = show(stores["campaign"], "don_vi", date(2022, 3, 30), **{"don-vi": "thi-son"})
    assert "Không còn phần nào cần đôn đốc; chưa ghi lại cuộc gọi nào." in said(app)
    assert not [one for one in app.get("download_button") if one.key == "cong-van"]


# -- Lịch ----------------------------------------------------------------------------------------------------


def test_the_calendar_counts_what_the_questions_count(stores: dict[str, Store], show: Callable[..., AppTest]) -> None:
    store = stores["campaign"]
    text = Shown(show(store, "lich_ke_hoach")).words
    assert "Hội nghị sơ kết: 1/53 đơn vị đã tổ chức, 1 dự kiến, 51 chưa báo ngày." in text
    progress = ask(store, "submission_progress", as_of=DAY).set_index("obligation_id")
    row = progress.loc["memo"]
    there = int(row["on_time"] + row["late"])
    assert f"Tờ trình: đủ {there}/53 đơn vị, thiếu {53 - there}" in text
    assert "Kế hoạch sơ kết: đủ 1/52 đơn vị" in text
    assert "Hội nghị sơ kết cấp huyện: dự kiến xong trước ngày 30/04/2022" in text


def test_the_next_seven_days_hold_own_deadlines_holidays_and_conferences(stores: dict[str, Store]) -> None:
    store, plan = stores["campaign"], plan_83()

    def lines(day: date) -> dict[date, list[str]]:
        status = ask(store, "submission_status", as_of=day)
        return dict(weeks.ahead(plan, status, list(held_by(store, day).values()), day))

    april = {day: date(2022, 4, day) for day in range(1, 31)}
    assert list(lines(april[5])) == [april[9], april[10]]
    assert lines(april[5])[april[10]] == ["Giỗ Tổ Hùng Vương"]
    assert lines(april[5])[april[9]] == [
        "hạn cuối Kế hoạch sơ kết: còn thiếu <b>52/52</b> đơn vị",
        "hạn cuối Báo cáo sơ kết: còn thiếu <b>52/52</b> đơn vị",
        "<b>1</b> hội nghị sơ kết dự kiến (Đảng bộ xã Nhật Tân)",
    ]
    assert lines(april[8])[april[12]] == ["hạn riêng (gia hạn) Báo cáo sơ kết: còn thiếu <b>1/1</b> đơn vị"]
    assert lines(april[12])[april[12]] == ["hạn riêng (gia hạn) Báo cáo sơ kết: đủ <b>1/1</b>"]
    assert lines(april[13]) == {april[19]: ["<b>1</b> hội nghị sơ kết dự kiến (Đảng bộ xã Tân Sơn)"]}
    assert list(lines(april[23])) == [april[29]]
    assert lines(date(2022, 5, 1)) == {}


def test_the_weeks_mark_deadlines_days_off_and_the_day_shown(stores: dict[str, Store]) -> None:
    store, plan = stores["campaign"], plan_83()
    status, held = ask(store, "submission_status", as_of=DAY), list(held_by(store, DAY).values())
    html = weeks.weeks(plan, status, held, DAY)
    assert html.count("<td") == 35
    assert html.count("th-w-shown") == 1
    assert "<b>11/04</b> <span class='th-quiet'>ngày đang xem</span>" in html
    assert "<b>09/04</b><div class='th-w-due'>Hạn cuối: Kế hoạch và báo cáo sơ kết</div>" in html
    assert "<b>12/04</b><div class='th-w-due'>Hạn riêng: 1 đơn vị</div>" in html
    assert "<b>10/04</b><div class='th-w-holiday'>Giỗ Tổ Hùng Vương</div><div class='th-w-held'>1 hội nghị" in html
    assert weeks.outside(plan, held, DAY) == 0
    assert weeks.shown_days(plan, date(2022, 3, 24))[0] == date(2022, 3, 21)
    assert weeks.shown_days(plan, date(2023, 1, 1))[-1] == date(2022, 6, 5)


def test_a_conference_of_another_year_is_counted_beside_the_weeks(
    tmp_path: Path, show: Callable[..., AppTest]
) -> None:
    store = Store(tmp_path / "store")
    load_all(store, {"a.xlsx": unit_return(changes={("Thông tin", "B8"): "19/04/2021"})})
    assert "Ngoài các tuần trên: 1 hội nghị." in said(show(store, "lich_ke_hoach"))


def test_rates_by_kind_are_the_questions(stores: dict[str, Store], show: Callable[..., AppTest]) -> None:
    found = Shown(show(stores["campaign"], "lich_ke_hoach")).take_table("Thành phần hồ sơ", "Đảng bộ").rows
    assert [row[0] for row in found] == [o.label for o in plan_83().obligations]
    assert found[3][1] == "4,8 % (1/21) đúng hạn 4,8 % (1/21)"
    rates = ask(stores["campaign"], "reporting_rates", as_of=DAY).set_index(["obligation_id", "kind"])
    assert float(rates.loc[("plan", "dang_bo"), "reporting_rate"]) == 1 / 21
