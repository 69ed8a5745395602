"""A blank sheet, row or template says nothing and replaces nothing, whichever form it comes in (CONTRACT §3)."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.builders import (
    OTHER_ID,
    UNIT,
    UNIT_ID,
    Sheets,
    consolidated,
    consolidated_sheets,
    load_all,
    nomination_list,
    of_kind,
    plan_83,
    read,
    read_one,
    return_sheets,
    said,
    unit_return,
    workbook,
)
from tonghop.actions.entering import check_entry
from tonghop.intake.typed_return import Entry
from tonghop.questions import ask_rows
from tonghop.records import Carried
from tonghop.store import Store

MATRIX = ["Khen thưởng", "Tuyên truyền", "Kiểm tra, giám sát"]


def blank(sheets: Sheets, *names: str) -> Sheets:
    """The sheets with those named as the template has them: labels, no values."""
    made = dict(sheets)
    for name in names:
        head, rows = made[name][:3], made[name][3:]
        if name in MATRIX:
            label = head[2].index("Chỉ tiêu")
            made[name] = head + [row[: label + 2] for row in rows]
        elif name == "Đánh giá":
            made[name] = head + [row[:1] for row in rows]
        else:
            made[name] = head
    return made


def figures(store: Store, unit: str = UNIT_ID) -> int:
    columns, rows = ask_rows(store, "figure_list")
    return sum(row[columns.index("unit_id")] == unit for row in rows)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """A store in which a unit's return counts."""
    made = Store(tmp_path / "store")
    load_all(made, {"a.xlsx": unit_return()})
    return made


def test_a_blank_template_replaces_nothing_and_says_so(store: Store) -> None:
    before = figures(store)
    template = blank(return_sheets(), *MATRIX, "Mô hình", "Văn bản", "Đánh giá")
    template["Thông tin"] = [*template["Thông tin"][:2], ["Đơn vị", UNIT], ["Người lập biểu"], ["Số người dự", None]]
    reading = read_one(store, workbook(template))
    assert [f.sheet for f in reading.findings if f.slug == "nothing-reported"] == list(return_sheets())
    assert [record for record in reading.records if isinstance(record, Carried)] == []
    assert load_all(store, {"b.xlsx": workbook(template)}) == {"b.xlsx": "accepted"}
    assert figures(store) == before > 0


def test_a_return_of_some_sheets_replaces_those_alone(store: Store) -> None:
    part = blank(return_sheets(), "Khen thưởng", "Văn bản")
    reading = read_one(store, workbook(part))
    assert said(reading.findings) == [
        ("nothing-reported", "Khen thưởng", None, None),
        ("nothing-reported", "Văn bản", None, None),
    ]
    assert {r.sheet for r in of_kind(reading, Carried)} == set(return_sheets()) - {"Khen thưởng", "Văn bản"}
    before = figures(store)
    load_all(store, {"b.xlsx": workbook(part)})
    assert figures(store) == before
    assert len(ask_rows(store, "document_list")[1]) == 2


def test_a_nil_is_a_value(store: Store) -> None:
    sheets = blank(return_sheets(), "Khen thưởng")
    sheets["Khen thưởng"][3] = [*sheets["Khen thưởng"][3], 0]
    reading = read_one(store, workbook(sheets))
    assert said(reading.findings) == []
    assert (UNIT_ID, "Khen thưởng") in of_kind(reading, Carried)


def test_blank_rows_of_a_consolidated_workbook_replace_nothing_and_say_whose_they_are(store: Store) -> None:
    sheets = consolidated_sheets()
    rows = sheets["Tuyên truyền"]
    sheets["Tuyên truyền"] = rows[:3] + [row[:4] if row[0] == UNIT else row for row in rows[3:]]
    reading = read_one(store, workbook(sheets))
    assert said(reading.findings) == [("nothing-reported", "Tuyên truyền", None, None)]
    assert UNIT in reading.findings[0].message
    before = figures(store)
    load_all(store, {"c.xlsx": workbook(sheets)})
    assert (figures(store), figures(store, OTHER_ID)) == (before, before)


def test_where_nothing_stands_silence_is_no_finding(tmp_path: Path) -> None:
    empty = Store(tmp_path / "store")
    assert said(read_one(empty, workbook(blank(return_sheets(), "Khen thưởng", "Văn bản"))).findings) == []
    rows = consolidated()
    assert said(read_one(empty, rows).findings) == []


def test_an_empty_list_replaces_no_list(store: Store) -> None:
    load_all(store, {"list.docx": nomination_list()})
    later = {"later.docx": nomination_list(rows=[["1"], ["2"]])}
    assert said(read(store, later)["later.docx"].findings)[-1] == ("nothing-reported", None, None, None)
    load_all(store, later)
    assert [row[1] for row in ask_rows(store, "nominations")[1]] == ["Hũ gạo tình thương"]


def test_what_is_cleared_on_screen_is_said_to_stand(store: Store) -> None:
    cleared = Entry(UNIT_ID, "Báo cáo số 5", "người thử", {"Khen thưởng": [row[:3] for row in _rows("Khen thưởng")]})
    checked = check_entry(store, cleared, plan_83().closes_on)
    assert said(checked.reading.findings) == [("nothing-reported", "Khen thưởng", None, None)]


def _rows(sheet: str) -> list[list[str | int | None]]:
    return [list(row) for row in return_sheets()[sheet][3:]]
