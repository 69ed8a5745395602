"""Receipts of several sources: what they say alike counts once, where they differ somebody is asked (CONTRACT §1)."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from tests.builders import OTHER, OTHER_ID, UNIT, UNIT_ID, Row, consolidated_sheets, load_all, read, register, workbook
from tests.builders import register_sheets as sheets_of_register
from tonghop.actions.receiving import ReceiptLine, receive_papers
from tonghop.intake.reading import Reading
from tonghop.questions import ask_rows
from tonghop.store import Store
from tonghop.store.receipts import strike_receipt
from tonghop.store.sources import withdraw

MEMO, PLAN_PART = "Tờ trình", "Kế hoạch sơ kết"
SAID: dict[str, Any] = {"recorded_at": datetime(2022, 5, 5, 12), "recorded_by": "Hoa"}


def row(unit: str, part: str, day: int, copies: int | None) -> Row:
    return [1, unit, part, date(2022, 4, day), copies, None]


FIRST = [row(UNIT, MEMO, 4, 1), row(OTHER, PLAN_PART, 5, 1)]


@pytest.fixture
def store(tmp_path: Path) -> Store:
    made = Store(tmp_path / "store")
    assert load_all(made, {"tuần 1.xlsx": register(FIRST)}, date(2022, 4, 5)) == {"tuần 1.xlsx": "accepted"}
    return made


def found(reading: Reading) -> list[tuple[str, str | None, str | None, str | None]]:
    return [(f.slug, f.cell, f.value, f.unit_id) for f in reading.findings]


def later(store: Store, rows: list[Row], day: date = date(2022, 4, 9)) -> Reading:
    reading: Reading = read(store, {"a": register(rows)}, day)["a"]
    assert reading.status == "accepted"
    return reading


def copies(store: Store, unit: str = UNIT_ID) -> int:
    rows = ask_rows(store, "submission_status", as_of=date(2022, 4, 30))[1]
    return next(r[4] for r in rows if r[:2] == (unit, "memo"))


def test_a_growing_register_differs_in_nothing(store: Store) -> None:
    assert found(later(store, [*FIRST, row(UNIT, PLAN_PART, 8, 1)])) == []
    # a second receipt of the same day, beside the first
    assert found(later(store, [*FIRST, row(UNIT, MEMO, 4, 2)])) == []


def test_other_copies_on_the_same_day_are_told_at_the_cell(store: Store) -> None:
    reading = later(store, [row(UNIT, MEMO, 4, 2), FIRST[1]])
    assert found(reading) == [("receipt-differs", "E4", "2", UNIT_ID)]
    message = reading.findings[0].message
    assert all(words in message for words in (UNIT, MEMO, "04/04/2022", "tuần 1.xlsx ghi 1 bộ", "Đề nghị"))
    load_all(store, {"tuần 2.xlsx": register([row(UNIT, MEMO, 4, 2), FIRST[1]])}, date(2022, 4, 9))
    assert copies(store) == 3  # as written, until a person strikes one
    strike_receipt(store, UNIT_ID, "memo", date(2022, 4, 4), 1, 1, reason="sổ sau đúng", **SAID)
    assert copies(store) == 2
    assert found(later(store, [row(UNIT, MEMO, 4, 2), FIRST[1], row(UNIT, PLAN_PART, 8, 1)])) == []


def test_what_goes_back_to_older_copies_differs_from_the_newest_register(store: Store) -> None:
    twice = register([row(UNIT, MEMO, 4, 2), FIRST[1]])
    load_all(store, {"tuần 2.xlsx": twice}, date(2022, 4, 9))
    back = read(store, {"a": register([*FIRST, row(UNIT, PLAN_PART, 8, 1)])}, date(2022, 4, 16))["a"]
    assert found(back) == [("receipt-differs", "E4", "1", UNIT_ID)]
    assert "tuần 2.xlsx ghi 2 bộ" in back.findings[0].message
    rows = [row(UNIT, MEMO, 4, 2), FIRST[1], row(UNIT, PLAN_PART, 8, 1)]
    assert found(later(store, rows, date(2022, 4, 16))) == []  # what the newest register says was told when it came


def test_what_a_later_register_has_no_more_is_named_with_unit_and_part(store: Store) -> None:
    reading = later(store, [row(OTHER, MEMO, 4, 1), FIRST[1]])
    assert found(reading) == [("receipt-differs", None, None, UNIT_ID)]
    finding = reading.findings[0]
    assert finding.sheet == "Tiếp nhận"
    assert all(words in finding.message for words in (UNIT, MEMO, "04/04/2022", "tuần 1.xlsx"))
    # a register that repeats nothing is another register
    assert found(later(store, [row(OTHER, MEMO, 4, 1)])) == []
    # what was struck out, or taken out with its file, is rightly gone
    strike_receipt(store, UNIT_ID, "memo", date(2022, 4, 4), 1, 1, reason="ghi nhầm đơn vị", **SAID)
    assert found(later(store, [row(OTHER, MEMO, 4, 1), FIRST[1]])) == []
    strike_receipt(store, UNIT_ID, "memo", date(2022, 4, 4), 1, 0, reason="vẫn đúng", **SAID)
    withdraw(store, 1, reason="sổ nháp", **SAID)
    assert found(later(store, [row(OTHER, MEMO, 4, 1), FIRST[1]])) == []


def test_an_older_register_that_comes_later_is_held_against_the_newer_one(store: Store) -> None:
    reading = later(store, [*FIRST, row(UNIT, PLAN_PART, 1, 1)], date(2022, 4, 2))
    assert [f.unit_id for f in reading.findings if f.slug == "receipt-differs"] == [UNIT_ID]
    assert found(later(store, [FIRST[0]], date(2022, 4, 4))) == []


def test_rows_that_were_refused_are_not_lacking(store: Store) -> None:
    changed = register([[1, UNIT, MEMO, "hôm kia", 1, None], FIRST[1]])
    reading = read(store, {"a": changed}, date(2022, 4, 9))["a"]
    assert (reading.status, [f.slug for f in reading.findings]) == ("partial", ["not-a-date"])


def test_files_of_one_load_are_held_against_each_other(store: Store) -> None:
    files = {"b": register([*FIRST, row(UNIT, PLAN_PART, 7, 1)]), "c": register([*FIRST, row(UNIT, PLAN_PART, 7, 2)])}
    readings = read(store, files, date(2022, 4, 9))
    assert [found(readings[name]) for name in files] == [[], [("receipt-differs", "E6", "2", UNIT_ID)]]


def test_an_entry_is_a_source_before_a_register_and_never_lacks(store: Store) -> None:
    handed = [ReceiptLine(OTHER_ID, "memo", 1), ReceiptLine(UNIT_ID, "memo", 1)]
    receive_papers(store, handed, date(2022, 4, 6), today=date(2022, 5, 5), **SAID)
    rows = [*FIRST, row(OTHER, MEMO, 6, 2)]
    assert found(later(store, rows)) == [("receipt-differs", "E6", "2", OTHER_ID)]


def test_in_a_consolidated_workbook_the_finding_stands_in_its_place(store: Store) -> None:
    sheets = sheets_of_register([row(UNIT, MEMO, 4, 3), row(OTHER, MEMO, 4, 11)]) | consolidated_sheets()
    reading = read(store, {"a": workbook(sheets, {("Mô hình", "E4"): "Nhóm"})}, date(2022, 5, 5))["a"]
    assert reading.form == "consolidated"
    assert [(f.slug, f.sheet, f.cell) for f in reading.findings] == [
        ("receipt-differs", "Tiếp nhận", "E4"),
        ("receipt-differs", "Tiếp nhận", "E5"),
        ("unknown-choice", "Mô hình", "E4"),
    ]
