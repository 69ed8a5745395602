"""What people say about sources: withdrawn and put back, names learned, figures put right; what each would change."""

from __future__ import annotations

import contextlib
import io
from datetime import date, datetime
from pathlib import Path
from typing import Any

import duckdb
import openpyxl
import pytest

from tests.builders import (
    OTHER,
    OTHER_ID,
    UNIT,
    UNIT_ID,
    consolidated,
    load_all,
    nomination_list,
    plan_83,
    read,
    unit_return,
)
from tonghop.actions import preview
from tonghop.actions.entering import correction, preview_correction, record_correction
from tonghop.actions.loading import check
from tonghop.errors import Stop
from tonghop.forms import MATRIX_SHEETS
from tonghop.intake.inbox import collect_uploads
from tonghop.questions import ask_rows
from tonghop.store import Store
from tonghop.store.loads import clear_sample
from tonghop.store.sources import learn_alias, put_back, withdraw
from tonghop.vietnamese import format_date

DAY, NOON = date(2022, 5, 5), datetime(2022, 5, 5, 12)
SAID: dict[str, Any] = {"recorded_at": NOON, "recorded_by": "Nguyễn Thị Hoa"}
AWARDS, CELL, INDICATOR = "Khen thưởng", "D4", "awards_grassroots"
STRANGE = "Đảng bộ xã Bình Minh Mới"


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "store")


def figures(store: Store, unit: str = UNIT_ID) -> dict[tuple[str, int], tuple[int, str, str]]:
    """(indicator, year) -> value, path and cell of what counts for a unit."""
    paths = {row[0]: row[1] for row in ask_rows(store, "file_list")[1]}
    rows = ask_rows(store, "figure_list")[1]
    return {(row[1], row[2]): (row[3], paths[row[7]], row[6]) for row in rows if row[0] == unit}


def value(store: Store, year: int = 2017) -> int | None:
    found = figures(store).get((INDICATOR, year))
    return found[0] if found else None


def correct(store: Store, number: int | None, reason: str = "Báo cáo bổ sung") -> int:
    wanted = correction(store.plan(), UNIT_ID, INDICATOR, 2017, number, reason)
    return record_correction(store, wanted, received_on=DAY, **SAID)


# -- withdrawn, put back -------------------------------------------------------------------------------------


def test_a_withdrawn_file_counts_no_more_and_the_one_before_counts_again(store: Store) -> None:
    load_all(store, {"cu.xlsx": unit_return(changes={(AWARDS, CELL): 3})})
    load_all(store, {"moi.xlsx": unit_return(changes={(AWARDS, CELL): 8})}, date(2022, 5, 6))
    assert value(store) == 8
    changes = preview.of_withdrawal(store, 2, True)
    assert [(c.item, c.number, c.before, c.after, c.path) for c in changes] == [(INDICATOR, 2017, "8", "3", "cu.xlsx")]
    withdraw(store, 2, reason="gửi nhầm", **SAID)
    assert (value(store), figures(store)[INDICATOR, 2017][1]) == (3, "cu.xlsx")
    back = preview.of_withdrawal(store, 2, False)
    assert [(c.before, c.after) for c in back] == [("3", "8")]
    put_back(store, 2, reason="vẫn đúng", recorded_at=datetime(2022, 5, 7), recorded_by="Hoa")
    assert value(store) == 8
    assert [row[0] for row in ask_rows(store, "file_list")[1]] == [2, 1]


def test_a_withdrawn_file_can_be_sent_again(store: Store) -> None:
    content = unit_return()
    load_all(store, {"a.xlsx": content})
    withdraw(store, 1, reason="gửi nhầm", **SAID)
    assert figures(store) == {}
    assert load_all(store, {"a.xlsx": content}) == {"a.xlsx": "accepted"}
    assert len(figures(store)) > 0


@pytest.mark.parametrize(
    ("act", "number", "reason", "said"),
    [
        (withdraw, 9, "nhầm", "Không có tệp số 9"),
        (withdraw, 1, "  ", "Chưa ghi lý do"),
        (put_back, 1, "nhầm", "không ở trạng thái đã rút"),
    ],
)
def test_what_cannot_be_withdrawn_stops_and_changes_nothing(
    store: Store, act: Any, number: int, reason: str, said: str
) -> None:
    load_all(store, {"a.xlsx": unit_return()})
    with pytest.raises(Stop, match=said):
        act(store, number, reason=reason, **SAID)
    assert store.current == 1
    withdraw(store, 1, reason="nhầm", **SAID)
    with pytest.raises(Stop, match="đã được rút"):
        withdraw(store, 1, reason="nhầm", **SAID)


# -- names learned -------------------------------------------------------------------------------------------


def test_a_name_once_said_is_understood_in_every_file(store: Store) -> None:
    files = {
        "bieu": unit_return(STRANGE),
        "chung": consolidated([STRANGE, OTHER]),
        "danh-sach": nomination_list(STRANGE),
    }
    before = read(store, files)
    assert {name: reading.status for name, reading in before.items()} == {
        "bieu": "refused",
        "chung": "partial",
        "danh-sach": "refused",
    }
    assert {before[name].unnamed for name in ("bieu", "chung")} == {(STRANGE,)}
    assert before["danh-sach"].unnamed == (STRANGE, "DANH SÁCH MÔ HÌNH ĐIỂM TIÊU BIỂU")  # a person says which line
    learn_alias(store, STRANGE, UNIT_ID, **SAID)
    after = read(store, files)
    assert {reading.status for reading in after.values()} == {"accepted"}
    assert (after["bieu"].unit_id, after["danh-sach"].unit_id) == (UNIT_ID, UNIT_ID)
    assert {record.unit_id for record in after["chung"].records} == {UNIT_ID, OTHER_ID}


def test_the_newest_word_about_a_name_counts(store: Store) -> None:
    learn_alias(store, STRANGE, OTHER_ID, **SAID)
    learn_alias(store, STRANGE, UNIT_ID, recorded_at=datetime(2022, 5, 6), recorded_by="Hoa")
    assert read(store, {"a": unit_return(STRANGE)})["a"].unit_id == UNIT_ID


def test_a_name_of_several_units_is_of_the_one_that_was_said() -> None:
    plan = plan_83()
    shared = "Đội chung"
    both = plan.name_resolver({shared: UNIT_ID})
    assert both.find(shared) == (UNIT_ID,)
    names = [(UNIT_ID, shared), (OTHER_ID, shared)]
    assert type(both)(names, (), ()).find(shared) == tuple(sorted((UNIT_ID, OTHER_ID)))
    assert type(both)(names, (), (), {shared: OTHER_ID}).find("đội  chung") == (OTHER_ID,)


def test_a_roster_name_is_not_learned_for_another_unit(store: Store) -> None:
    with pytest.raises(Stop, match="“Đảng bộ xã Thi Sơn” trong kế hoạch"):
        learn_alias(store, "ĐB Thi Sơn", UNIT_ID, **SAID)
    assert store.current == 0
    learn_alias(store, "ĐB Thi Sơn", OTHER_ID, **SAID)
    assert read(store, {"a": unit_return("ĐB Thi Sơn")})["a"].unit_id == OTHER_ID


def test_an_alias_of_nobody_or_of_nothing_stops(store: Store) -> None:
    with pytest.raises(Stop, match="Không có đơn vị “mars”"):
        learn_alias(store, STRANGE, "mars", **SAID)
    with pytest.raises(Stop, match="Chưa có tên"):
        learn_alias(store, "  ", UNIT_ID, **SAID)
    with pytest.raises(Stop, match=f"là tên của “{UNIT}”"):
        learn_alias(store, UNIT.upper(), OTHER_ID, **SAID)
    assert store.current == 0
    assert learn_alias(store, UNIT, UNIT_ID, **SAID) == 1


# -- figures put right ---------------------------------------------------------------------------------------


def test_a_figure_put_right_counts_with_a_paper_of_its_own(store: Store) -> None:
    load_all(store, {"a.xlsx": unit_return(changes={(AWARDS, CELL): 3})})
    before = figures(store)
    wanted = correction(store.plan(), UNIT_ID, INDICATOR, 2017, 5, "Báo cáo 12-BC/ĐU")
    assert [(c.before, c.after, c.kind) for c in preview_correction(store, wanted, DAY)] == [("3", "5", "changed")]
    assert figures(store) == before
    correct(store, 5, reason="Báo cáo 12-BC/ĐU")
    after = figures(store)
    assert after[INDICATOR, 2017] == (5, "Đính chính: Báo cáo 12-BC/ĐU", "B7")
    del after[INDICATOR, 2017], before[INDICATOR, 2017]
    assert after == before
    digest = next(row[13] for row in ask_rows(store, "file_list")[1] if row[2] == "correction")
    paper = openpyxl.load_workbook(io.BytesIO(store.archive.read(digest)))[AWARDS]
    said = {str(row[0].value): row[1].value for row in paper.iter_rows()}
    assert (paper["B7"].value, said["Đơn vị"], said["Lý do"]) == (5, UNIT, "Báo cáo 12-BC/ĐU")
    assert (said["Số đã ghi"], said["Ở tệp"]) == ("3", f"a.xlsx, {AWARDS}, ô {CELL}")
    assert said["Ngày"] == format_date(NOON.date())


def test_the_newest_correction_counts_and_blank_is_not_reported(store: Store) -> None:
    load_all(store, {"a.xlsx": unit_return(changes={(AWARDS, CELL): 3})})
    correct(store, 5)
    correct(store, 6)
    assert value(store) == 6
    correct(store, None)
    assert value(store) is None
    correct(store, 0)
    assert value(store) == 0
    withdraw(store, 5, reason="nhầm", **SAID)
    assert value(store) is None
    for number in (2, 3, 4):
        withdraw(store, number, reason="nhầm", **SAID)
    assert (value(store), figures(store)[INDICATOR, 2017][2]) == (3, CELL)


def test_what_the_unit_sends_later_takes_the_place_of_a_correction(store: Store) -> None:
    load_all(store, {"a.xlsx": unit_return(changes={(AWARDS, CELL): 3})})
    correct(store, 5)
    load_all(store, {"b.xlsx": unit_return(changes={(AWARDS, CELL): 4})}, date(2022, 5, 6))
    assert value(store) == 4
    withdraw(store, 3, reason="nhầm", **SAID)
    assert value(store) == 5


def test_a_figure_of_nobody_of_no_year_or_never_reported_is_not_corrected(store: Store) -> None:
    load_all(store, {"a.xlsx": unit_return()})
    plan = store.plan()
    with pytest.raises(Stop, match="Không có chỉ tiêu"):
        correction(plan, UNIT_ID, "awards_moon", 2017, 1, "x")
    with pytest.raises(Stop, match="Không có chỉ tiêu"):
        correction(plan, UNIT_ID, INDICATOR, 2016, 1, "x")
    with pytest.raises(Stop, match="không được âm"):
        correction(plan, UNIT_ID, INDICATOR, 2017, -1, "x")
    elsewhere = correction(plan, OTHER_ID, INDICATOR, 2017, 1, "x")
    with pytest.raises(Stop, match="chưa có gì để đính chính"):
        record_correction(store, elsewhere, received_on=DAY, **SAID)
    with pytest.raises(Stop, match="Chưa ghi lý do"):
        correct(store, 1, reason="  ")
    assert store.current == 1


def test_a_correction_of_the_sample_goes_with_it(store: Store) -> None:
    load_all(store, {"a.xlsx": unit_return()})
    with store.change() as change:
        change.con.execute("update files set is_sample = true")
    correct(store, 5)
    assert clear_sample(store)
    assert ask_rows(store, "file_list")[1] == []
    with contextlib.closing(store.reader()) as con:
        assert con.execute("select count(*) from corrected_figures").fetchall() == [(0,)]


# -- what would change ---------------------------------------------------------------------------------------


def test_a_load_is_told_before_it_is_done_and_does_what_was_told(store: Store) -> None:
    load_all(store, {"cu.xlsx": unit_return(changes={(AWARDS, CELL): 3})})
    mended = unit_return(changes={(AWARDS, CELL): 8, (AWARDS, "E4"): None})
    new = {"moi.xlsx": mended, "khac.xlsx": unit_return(OTHER)}
    report = check(store, collect_uploads(new.items()), received_on=date(2022, 5, 6))
    changes = preview.of_load(store, report, date(2022, 5, 6))
    mine = [(c.item, c.number, c.before, c.after, c.path, c.kind) for c in changes if c.unit_id == UNIT_ID]
    before = figures(store)
    assert mine == [
        (INDICATOR, 2017, "3", "8", "moi.xlsx", "changed"),
        (INDICATOR, 2018, str(before[INDICATOR, 2018][0]), None, "moi.xlsx", "gone"),
    ]
    others = [c for c in changes if c.unit_id == OTHER_ID]
    assert {(c.kind, c.path) for c in others} == {("new", "khac.xlsx")}
    assert figures(store) == before
    assert store.current == 1
    load_all(store, new, date(2022, 5, 6))
    assert value(store) == 8
    assert (INDICATOR, 2018) not in figures(store)
    assert len(figures(store, OTHER_ID)) == sum(c.sheet in MATRIX_SHEETS for c in others)


def test_an_older_file_would_change_nothing(store: Store) -> None:
    load_all(store, {"moi.xlsx": unit_return(changes={(AWARDS, CELL): 8})})
    older = {"cu.xlsx": unit_return(changes={(AWARDS, CELL): 3})}
    report = check(store, collect_uploads(older.items()), received_on=date(2022, 5, 4))
    assert preview.of_load(store, report, date(2022, 5, 4)) == []


def test_real_files_are_not_held_against_the_sample_that_they_put_out(store: Store) -> None:
    load_all(store, {"mau.xlsx": unit_return()})
    with store.change() as change:
        change.con.execute("update files set is_sample = true")
    report = check(store, collect_uploads({"that.xlsx": unit_return(OTHER)}.items()), received_on=DAY)
    assert {(c.unit_id, c.kind) for c in preview.of_load(store, report, DAY)} == {(OTHER_ID, "new")}
    assert {c.unit_id for c in preview.of_withdrawal(store, 1, True)} == {UNIT_ID}


# -- stores of other days ------------------------------------------------------------------------------------


def test_a_store_made_before_a_table_existed_goes_on_with_it(store: Store) -> None:
    load_all(store, {"a.xlsx": unit_return(changes={(AWARDS, CELL): 3})})
    path = store.folder / "versions" / "000001.duckdb"
    with contextlib.closing(duckdb.connect(str(path))) as con:
        con.execute("drop table corrected_figures cascade")
        con.execute("update views_digest set digest = 'của năm ngoái'")
    (store.folder / "digests" / "000001").unlink()
    later = Store(store.folder)
    assert value(later) == 3
    correct(later, 5)
    assert value(Store(store.folder)) == 5
    assert len(ask_rows(later, "file_list")[1]) == 2
