"""Any day and what was known then: the slide, the moment, the banner, and every page that follows them."""

from __future__ import annotations

import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from tests.builders import load_all, plan_83, unit_return
from tests.opened import open_page
from tonghop.actions.receiving import ReceiptLine, receive_papers
from tonghop.questions import ask_rows
from tonghop.store import Store
from tonghop.store.calls import record_call
from tonghop.store.decisions import record_sent_back
from tonghop.store.past import Past
from tonghop.store.readers import KEPT_PASTS
from ui.shell import when

ROOT = Path(__file__).resolve().parent.parent
PLAN = plan_83()
UNIT, OTHER = PLAN.units[0].id, PLAN.units[1].id
MONDAY, TUESDAY = datetime(2022, 4, 4, 8, 0, 30), datetime(2022, 4, 5, 8, 0, 30)
ALL_PAGES = sorted(re.findall(r'"(\w+)\.py"', (ROOT / "app.py").read_text(encoding="utf-8").split("hidden=")[0]))


def hand_in(store: Store, unit: str, at: datetime) -> None:
    owed = [ReceiptLine(unit, o.id, o.copies) for o in PLAN.obligations if o.dossier == "award_dossier"]
    receive_papers(store, owed, date(2022, 4, 4), today=date(2022, 5, 5), recorded_at=at, recorded_by="Hoa")


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """On Monday one unit's papers, on Tuesday another's, a call and one part sent back; in May a return."""
    made = Store(tmp_path_factory.mktemp("past") / "store")
    hand_in(made, UNIT, MONDAY)
    hand_in(made, OTHER, TUESDAY)
    said: Any = {"recorded_at": TUESDAY + timedelta(hours=1), "recorded_by": "Hoa"}
    record_call(made, OTHER, date(2022, 4, 5), "Ông Nam", "sẽ gửi nốt", date(2022, 4, 7), **said)
    record_sent_back(made, UNIT, "memo", date(2022, 4, 5), reason="thiếu dấu", **said)
    load_all(made, {"tan-son.xlsx": unit_return()}, date(2022, 4, 6))  # recorded on 5 May
    return made


@pytest.fixture
def show(store: Store, monkeypatch: pytest.MonkeyPatch) -> Callable[..., AppTest]:
    """Run a page on 06/04/2022 as the address says."""
    monkeypatch.setenv("TONGHOP_STORE", str(store.folder))

    def run(page: str, **address: str) -> AppTest:
        return open_page(page, {"ngay": "2022-04-06"} | address)

    return run


def said(app: AppTest) -> str:
    bodies = [element.proto.body for element in app.main.get("html")]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", " ".join(bodies)))


def written(app: AppTest, key: str) -> str:
    """What the address says."""
    said = app.query_params[key]
    return said if isinstance(said, str) else said[0]


# -- the day -------------------------------------------------------------------------------------------------


def test_the_day_slides_from_before_the_plan_to_after_its_end(show: Callable[..., AppTest]) -> None:
    app = show("tong_quan")
    (slide,) = app.select_slider
    assert slide.value == date(2022, 4, 6)
    assert slide.options[0] == f"{PLAN.issued_on - timedelta(days=7):%d/%m}"
    assert f"{PLAN.closes_on + timedelta(days=31):%d/%m}" in slide.options
    for day in (PLAN.issued_on - timedelta(days=7), PLAN.closes_on + timedelta(days=31)):
        slide.set_value(day).run()
        assert not app.exception
        assert f"Đến ngày {day:%d/%m/%Y}" in said(app)
        assert written(app, "ngay") == day.isoformat()


def test_the_day_before_and_the_day_after_are_a_click_away(show: Callable[..., AppTest]) -> None:
    app = show("tong_quan")
    app.button(key="ngay-sau").click().run()
    assert written(app, "ngay") == "2022-04-07"
    app.button(key="ngay-truoc").click().run()
    app.button(key="ngay-truoc").click().run()
    assert "Đến ngày 05/04/2022" in said(app)


def test_the_ruler_marks_the_last_days_on_time_where_they_are() -> None:
    days = [date(2022, 4, 1) + timedelta(days=n) for n in range(11)]
    ruler = when.ruler(days, days[3], {days[3]: "Hồ sơ <khen>", days[10]: "Báo cáo", date(2022, 5, 1): "Hội nghị"})
    assert re.findall(r"left:([\d.]+)%", ruler) == ["30.00", "100.00"]
    assert "Hồ sơ &lt;khen&gt;: chậm nhất 04/04" in ruler
    assert "<b>thứ Hai, 04/04/2022</b> – hạn cuối" in ruler
    assert "hạn cuối<br>" not in when.ruler(days, days[4], {days[3]: "Hồ sơ"})


# -- what was known then -------------------------------------------------------------------------------------


@pytest.mark.parametrize("page", ALL_PAGES)
def test_every_page_runs_and_says_that_it_shows_the_past(show: Callable[..., AppTest], page: str) -> None:
    app = show(page, biet="2022-04-05T08-00")
    assert not app.exception
    assert "th-error" not in " ".join(element.proto.body for element in app.main.get("html"))
    assert "Đang xem theo những gì văn phòng biết đến 05/04/2022, 08:00." in said(app)
    assert written(app, "biet") == "2022-04-05T08-00"


def test_only_what_was_recorded_until_then_counts(show: Callable[..., AppTest], store: Store) -> None:
    words = "đơn vị đã nộp đủ hồ sơ khen thưởng"
    counts = {
        moment: re.findall(rf"(\d+) ?/\d+ {words}", said(show("tong_quan", **({"biet": moment} if moment else {}))))
        for moment in ("2022-04-04T08-00", "2022-04-04T23-59", "2022-04-05T08-00", "2022-04-05T09-00", "")
    }
    assert [found[0] for found in counts.values()] == ["1", "1", "2", "1", "1"]


def test_a_call_of_later_is_not_in_the_log_and_a_return_of_later_not_among_the_files(
    show: Callable[..., AppTest],
) -> None:
    assert "Ông Nam" in said(show("don_doc"))
    assert "Ông Nam" not in said(show("don_doc", biet="2022-04-05T08-59"))
    assert "tan-son.xlsx" in said(show("tiep_nhan", muc="Tệp đã nhận"))
    assert "tan-son.xlsx" not in said(show("tiep_nhan", muc="Tệp đã nhận", biet="2022-04-05T09-00"))


def test_nothing_is_recorded_while_the_past_is_on_show(show: Callable[..., AppTest]) -> None:
    chosen = {"biet": "2022-04-05T08-00", "don-vi": next(u.name for u in PLAN.units if u.id == OTHER)}
    for page in ALL_PAGES:
        app = show(page, **chosen)
        opened = {"ngay-truoc", "ngay-sau", "biet-ve"}
        enabled = {str(b.key) for b in app.button if not b.disabled and not str(b.key).startswith(("mo-", "goi-"))}
        recording = {"ghi-ho-so-nut", "xu-ly-nut", "gach-that", "ghi-goi", "hop-nut", "ghi-nhan", "xoa", "ghi-nhap"}
        assert opened <= enabled
        assert not enabled & recording
        folds = {block.proto.expandable.label for block in app.main.get("expander")}
        assert not folds & {"Ghi nhận hồ sơ vừa nhận", "Đánh dấu buổi họp"}
    assert "chưa ghi nhận được" in said(show("nhap_so_lieu", **chosen))
    assert "chưa ghi nhận được" in said(show("tiep_nhan", **chosen))


def test_the_way_back_to_now(show: Callable[..., AppTest]) -> None:
    app = show("don_doc", biet="2022-04-04T08-00")
    app.button(key="biet-ve").click().run()
    assert "Đang xem theo" not in said(app)
    assert "biet" not in app.query_params
    assert "Ông Nam" in said(app)


@pytest.mark.parametrize("moment", ["", "hôm qua", "2022-04-04T07-59", "2022-13-01T00-00"])
def test_an_address_that_names_no_moment_of_the_store_shows_now(show: Callable[..., AppTest], moment: str) -> None:
    app = show("tong_quan", biet=moment)
    assert "Đang xem theo" not in said(app)
    assert "biet" not in app.query_params


def test_the_moments_are_grouped_by_day_newest_first(store: Store) -> None:
    found: dict[datetime, dict[str, int]] = {}
    for moment, kind, count in ask_rows(store, "recorded_moments")[1]:
        found.setdefault(moment, {})[kind] = count
    options = when.moment_options(found, None)
    labels = [when.moment_label(one, found) for one in options]
    assert labels == [
        "Hiện tại",
        *labels[1:3],
        "05/04/2022, hết ngày",
        "05/04/2022, 09:00 · 1 quyết định, 1 cuộc gọi",
        "05/04/2022, 08:00 · 1 tệp",
        "04/04/2022, hết ngày",
        "04/04/2022, 08:00 · 1 tệp",
    ]
    asked = datetime(2022, 4, 4, 12)
    assert when.moment_label(asked, found) == "04/04/2022, 12:00"
    assert asked in when.moment_options(found, asked)


def test_links_lead_to_the_same_past(show: Callable[..., AppTest]) -> None:
    bodies = [e.proto.body for e in show("don_vi", biet="2022-04-05T08-00").main.get("html")]
    assert "&amp;biet=2022-04-05T08-00" in " ".join(bodies)
    assert "biet=" not in " ".join(e.proto.body for e in show("don_vi").main.get("html"))


# -- the store -----------------------------------------------------------------------------------------------


def complete(store: Store, version: int) -> int:
    rows = ask_rows(store, "submission_status", version=version, as_of=date(2022, 4, 6))[1]
    return sum(row[5] == "on_time" for row in rows)


def test_a_past_is_read_wherever_a_version_is(store: Store) -> None:
    number = store.looking_back(Past(recorded_until=MONDAY))
    assert number < 0
    assert store.looking_back(Past(recorded_until=MONDAY)) == number != store.looking_back(Past())
    assert complete(store, number) == 3
    assert store.plan(number).id == PLAN.id
    earlier = Past(recorded_until=TUESDAY + timedelta(days=9))
    rows = ask_rows(store, "file_list", version=number, past=earlier)[1]
    assert len(rows) == 1, "a past of a past knows no more than that one"


def test_people_who_look_at_different_pasts_do_not_disturb_each_other(store: Store) -> None:
    moments = [MONDAY + timedelta(hours=n) for n in range(KEPT_PASTS + 3)] + [TUESDAY + timedelta(minutes=5)]
    numbers = [store.looking_back(Past(recorded_until=moment)) for moment in moments]
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda number: complete(store, number), numbers * 3))
    assert found == ([3] * (KEPT_PASTS + 3) + [6]) * 3
    assert len(store._readers._pasts) == KEPT_PASTS
    with store.as_it_was(Past(recorded_until=MONDAY)) as con:  # still open when its past is no longer kept
        for number in numbers:
            complete(store, number)
        assert con.execute("select count(*) from files").fetchall() == [(1,)]
