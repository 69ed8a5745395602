"""Đọc báo cáo while others work: two tabs, another who records, a paper named or withdrawn, a draft that is older."""

from __future__ import annotations

import json
import re
import shutil
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
from tests.test_pages_reading import DAY, NAME, REPORT, WHO, figures, part, said
from tests.test_prose_reports import document
from tonghop.__main__ import main
from tonghop.actions.confirming import kept_papers
from tonghop.actions.naming import name_paper
from tonghop.store import Store
from tonghop.store.sources import withdraw
from ui.widgets.browser import KNOWN

NOON = datetime(2022, 4, 9)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    made_store = Store(tmp_path / "store")
    load_all(made_store, {"bao-cao.docx": document(REPORT)}, DAY)
    return made_store


@pytest.fixture
def show(store: Store, monkeypatch: pytest.MonkeyPatch) -> Callable[..., AppTest]:
    def run(number: int = 1, **state: Any) -> AppTest:
        monkeypatch.setenv("TONGHOP_STORE", str(store.folder))
        app = open_page("doc_bao_cao", {"so": number}, {"nguoi": WHO, **state})
        assert not app.exception
        return app

    return run


# -- others at the same time ---------------------------------------------------------------------------------


def test_what_came_between_the_look_and_the_click_is_said_before_it_is_recorded(
    store: Store, show: Callable[..., AppTest]
) -> None:
    app = show()
    button(app, "doc-ca").click().run()
    part(app, "Ghi nhận")
    load_all(store, {"bieu.xlsx": unit_return(NAME)}, date(2022, 4, 20))
    button(app, "doc-ghi").click().run()
    assert not app.exception
    assert "Từ lúc xem đến lúc ghi, kho đã có ghi nhận khác" in said(app)
    assert store.current == 2
    assert "1 điều được lưu nhưng không được tính" in said(app)
    assert re.search(r"năm 2020: xác nhận 5, đang tính \d+ theo nguồn nhận sau \(bieu.xlsx", said(app))
    button(app, "doc-ghi").click().run()
    assert "(phiên bản 3)" in said(app)


def test_two_tabs_do_not_record_a_report_twice(store: Store, show: Callable[..., AppTest]) -> None:
    first = show()
    button(first, "doc-ca").click().run()
    second = show(**{KNOWN: first.session_state[KNOWN]})
    for app in (first, second):
        part(app, "Ghi nhận")
    button(first, "doc-ghi").click().run()
    button(second, "doc-ghi").click().run()
    assert not second.exception
    assert store.current == 2
    words = said(second)
    assert "Không có gì mới để ghi nhận." in words or "Không có số liệu hay ý kiến nào mới" in words


def test_a_report_withdrawn_while_it_is_read_is_said(store: Store, show: Callable[..., AppTest]) -> None:
    app = show()
    button(app, "doc-ca").click().run()
    part(app, "Ghi nhận")
    withdraw(store, 1, reason="nhầm", recorded_at=datetime(2022, 4, 9), recorded_by=WHO)
    button(app, "doc-ghi").click().run()
    assert not app.exception
    assert "Văn bản đã được rút" in said(app)
    assert figures(store) == {}


def test_going_back_after_another_went_on_is_refused_in_words(store: Store, show: Callable[..., AppTest]) -> None:
    app = show()
    button(app, "doc-ca").click().run()
    button(part(app, "Ghi nhận"), "doc-ghi").click().run()
    assert main(["confirm", "1", "--figure", "inspections.2018=3", "--store", str(store.folder), "--by", "A"]) == 0
    before = figures(store)
    app.button("hoan-tac").click().run()
    assert not app.exception
    assert "không hoàn tác cả lần được" in said(app)
    assert figures(store) == before


def test_what_was_recorded_of_a_sheet_that_a_newer_source_carries_is_still_decided(
    store: Store, show: Callable[..., AppTest]
) -> None:
    load_all(store, {"bieu.xlsx": unit_return(NAME)}, date(2022, 4, 20))
    app = show()
    button(app, "doc-ca").click().run()
    button(part(app, "Ghi nhận"), "doc-ghi").click().run()
    assert "(phiên bản 3)" in said(app)
    assert "Đã nhận 1 số, 0 ý kiến; còn 2 số chưa xem" in said(part(show(), "Ghi nhận"))


# -- drafts ----------------------------------------------------------------------------------------------------


def test_what_two_tabs_of_a_browser_decide_is_all_kept(store: Store, show: Callable[..., AppTest]) -> None:
    first = show()
    second = show(**{KNOWN: first.session_state[KNOWN]})
    button(first, "doc-ca").click().run()
    button(part(second, "Ý kiến"), "doc-y-kien-ca").click().run()
    reloaded = show(**{KNOWN: first.session_state[KNOWN]})
    assert "Đã nhận 1 số, 2 ý kiến" in said(part(reloaded, "Ghi nhận"))
    assert "Đã nhận 1 số, 2 ý kiến" in said(part(first, "Ghi nhận"))
    button(first, "doc-bo").click().run()
    assert "Chưa nhận số hay ý kiến nào." in said(part(second, "Ghi nhận")), "let go of in one is let go of in all"


def test_what_was_decided_goes_on_when_the_paper_is_named_meanwhile(store: Store, show: Callable[..., AppTest]) -> None:
    app = show()
    button(app, "doc-ca").click().run()
    name_paper(store, 1, number="9-BC/ĐU", recorded_at=NOON, recorded_by=WHO)
    (paper,) = [one for one in kept_papers(store) if not one.is_withdrawn]
    again = show(paper.file_id, **{KNOWN: app.session_state[KNOWN]})
    assert "Phần đọc dở được mở lại." in said(again)
    assert "Đã nhận 1 số" in said(part(again, "Ghi nhận"))
    button(part(app, "Ghi nhận"), "doc-ghi").click().run()
    assert figures(store) == {}
    button(again, "doc-ghi").click().run()
    assert figures(store) == {("conferences", 2020): (5, "đoạn 4")}


@pytest.mark.parametrize(
    "torn",
    [
        {"figures": [], "remarks": 3, "unit": 4},
        {"figures": {"conferences.2020": {"value": "x", "place": 1}, "a": 1, "conferences.nay": {"value": 1}}},
        {"figures": {"conferences.2020": {"value": -1, "place": "đoạn 4"}}, "remarks": {"strengths": "có"}},
        {},
    ],
)
def test_a_draft_that_holds_anything_breaks_no_page(
    store: Store, show: Callable[..., AppTest], torn: dict[str, Any]
) -> None:
    app = show()
    button(app, "doc-ca").click().run()
    (path,) = (store.folder / "drafts").glob("van-ban-*.json")
    path.write_text(json.dumps(torn), encoding="utf-8")
    again = show(**{KNOWN: app.session_state[KNOWN]})
    assert "Đã nhận 0 số" in said(part(again, "Ghi nhận"))
    assert not again.exception


def test_a_draft_of_another_plan_s_indicator_is_said(store: Store, show: Callable[..., AppTest]) -> None:
    app = show()
    button(app, "doc-ca").click().run()
    (path,) = (store.folder / "drafts").glob("van-ban-*.json")
    content = json.loads(path.read_text(encoding="utf-8"))
    content["figures"]["singing.2020"] = {"value": 3, "place": "đoạn 4"}
    content["figures"]["conferences.2031"] = {"value": 4, "place": "đoạn 4"}
    path.write_text(json.dumps(content), encoding="utf-8")
    again = part(show(**{KNOWN: app.session_state[KNOWN]}), "Ghi nhận")
    assert "Kế hoạch không có chỉ tiêu, năm của các số đã nhận: singing, năm 2020: 3; conferences, năm 2031: 4" in said(
        again
    )
    assert button(again, "doc-ghi").disabled
    assert figures(store) == {}


def test_leaving_in_the_middle_loses_nothing(store: Store, show: Callable[..., AppTest]) -> None:
    app = show()
    button(app, "doc-ca").click().run()
    other = open_page("tiep_nhan", {}, {"nguoi": WHO, KNOWN: app.session_state[KNOWN]})
    assert "1 báo cáo chờ đọc" in said(other)
    load_all(store, {"bieu.xlsx": unit_return(NAME)}, date(2022, 4, 1))
    again = show(**{KNOWN: app.session_state[KNOWN]})
    assert "Đã nhận 1 số" in said(part(again, "Ghi nhận"))
    assert "Nếu ghi nhận: 1 thay đổi" in said(again)


def test_a_draft_about_a_file_is_not_of_another_that_got_its_number(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = Store(tmp_path / "other")
    load_all(other, {"khac.pdf": b"%PDF-1.7 quet"}, DAY)
    load_all(store, {"quet.pdf": b"%PDF-1.7 quet khac"}, DAY)
    monkeypatch.setenv("TONGHOP_STORE", str(other.folder))
    app = open_page("tep_da_nhan", {"so": 1}, {"nguoi": WHO})
    field(app.text_input, "ten-van-ban-so").input("5-TTr/ĐU").run()
    app.button("rut-tep").click().run()
    field(app.text_input, "rut-ly-do").input("gửi nhầm").run()
    # another store comes in the place of this one, with what browsers left in the folder
    shutil.rmtree(other.folder / "versions")
    shutil.copytree(store.folder / "versions", other.folder / "versions")
    for name in ("current", "identity"):
        if (store.folder / name).exists():
            shutil.copyfile(store.folder / name, other.folder / name)
    again = open_page("tep_da_nhan", {"so": 1}, {"nguoi": WHO, KNOWN: app.session_state[KNOWN]})
    assert not again.exception
    assert "gửi nhầm" not in str([one.value for one in again.text_input])
    assert "5-TTr/ĐU" not in str([one.value for one in again.text_input])
