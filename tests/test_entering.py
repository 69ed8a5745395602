"""What is typed on screen: laid out as the form, read by the same rules, kept as a source, and never lost half-way."""

from __future__ import annotations

import copy
import os
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.builders import OTHER, OTHER_ID, UNIT, UNIT_ID, load_all, plan_83, said, unit_return
from tonghop import forms
from tonghop.actions.entering import (
    Rows,
    check_entry,
    correction,
    preview_correction,
    record_correction,
    record_entry,
    standing_sheets,
)
from tonghop.errors import Stop
from tonghop.intake.typed_return import Entry, entry_book
from tonghop.officefiles.reader import Book, read
from tonghop.outputs.entry_papers import entry_workbook
from tonghop.questions import ask_rows
from tonghop.store import Store, typed_drafts
from tonghop.store.sources import withdraw
from tonghop.store.typed_drafts import (
    Writer,
    draft_of,
    drafted_units,
    drafts_of,
    drop_draft,
    has_draft,
    save_draft,
    take_draft,
)

DAY, NOON = date(2022, 5, 6), datetime(2022, 5, 6, 12)
SAID: dict[str, Any] = {"recorded_at": NOON, "recorded_by": "Nguyễn Thị Hoa"}
AWARDS, FROM = "Khen thưởng", "Báo cáo số 12-BC/ĐU, trang 3"
PLAN = plan_83()


@pytest.fixture
def store(tmp_path: Path) -> Store:
    made = Store(tmp_path / "store")
    load_all(made, {"a.xlsx": unit_return()})
    return made


def entry(sheets: dict[str, Rows], unit: str = UNIT_ID, source: str = FROM) -> Entry:
    return Entry(unit, source, "Hoa", sheets)


def changed(store: Store, sheet: str, row: int, column: int, value: Any) -> Entry:
    """What stands in a sheet with one cell another."""
    rows = copy.deepcopy(standing_sheets(store, UNIT_ID)[sheet])
    rows[row][column] = value
    return entry({sheet: rows})


def of_unit(store: Store, question: str, unit: str = UNIT_ID) -> list[tuple[Any, ...]]:
    return [row for row in ask_rows(store, question)[1] if row[0] == unit]


def test_what_stands_typed_again_changes_nothing(store: Store) -> None:
    sheets = standing_sheets(store, UNIT_ID)
    assert list(sheets) == [forms.INFO, *forms.unit_return_tables(PLAN.years)]
    checked = check_entry(store, entry(sheets), DAY)
    assert (checked.reading.status, checked.changes) == ("accepted", ())
    assert {c.sheet for c in checked.reading.records} == set(sheets)
    number = record_entry(store, checked, received_on=DAY, **SAID)
    assert number == 2
    stated = of_unit(store, "unit_facts")[0]
    assert stated[1:6] == (3, 2, date(2022, 4, 19), "Hội nghị", 135)
    assert [row[1] for row in of_unit(store, "model_list")] == [
        "Hũ gạo tình thương", "Camera an ninh thôn", "Tuyến đường hoa"
    ]  # fmt: skip


def test_an_entry_carries_its_sheets_alone_and_each_value_stands_in_the_cell_it_names(store: Store) -> None:
    typed = changed(store, AWARDS, 1, 3, 77)
    checked = check_entry(store, typed, DAY)
    assert [(c.item, c.number, c.before, c.after, c.path, c.cell) for c in checked.changes] == [
        ("awards_district", 2017, "21", "77", FROM, "D7")
    ]
    record_entry(store, checked, received_on=DAY, **SAID)
    files = {row[0]: row for row in ask_rows(store, "file_list")[1]}
    assert (files[2][1], files[2][2], files[2][3], files[2][8]) == (FROM, "entry", UNIT_ID, "Nguyễn Thị Hoa")
    book = next(read([("a.xlsx", store.archive.read(files[2][13]))]))
    assert isinstance(book, Book)
    cells = {sheet.name: sheet.rows for sheet in book.sheets}
    for row in of_unit(store, "figure_list"):
        assert (row[7] == 2) == (row[5] == AWARDS)
        if row[7] == 2:
            assert cells[AWARDS][int(row[6][1:]) - 1][ord(row[6][0]) - 65] == row[3]
    withdraw(store, 2, reason="nhầm đơn vị", **SAID)
    assert [row[3] for row in of_unit(store, "figure_list") if row[1:3] == ("awards_district", 2017)] == [21]


def test_a_unit_that_sent_nothing_is_typed_from_nothing(store: Store) -> None:
    sheets = standing_sheets(store, OTHER_ID)
    assert [row[1] for row in sheets[forms.INFO]] == [None] * 12
    assert sheets[forms.MODELS] == []
    assert all(value is None for row in sheets[AWARDS] for value in row[3:])
    sheets[forms.MODELS] = [[1, "Đường hoa", "Kinh tế", "Tập thể", "Cơ sở", None, 2019, None, "x", None]]
    checked = check_entry(store, entry({forms.MODELS: sheets[forms.MODELS]}, OTHER_ID), DAY)
    assert (checked.reading.status, checked.reading.findings) == ("accepted", ())
    record_entry(store, checked, received_on=DAY, **SAID)
    assert of_unit(store, "nominations", OTHER_ID)[0][1:5] == ("Đường hoa", None, None, "entry")


@pytest.mark.parametrize(
    ("sheet", "row", "column", "value", "finding"),
    [
        (AWARDS, 0, 3, "hai", ("not-a-number", AWARDS, "D6", "hai")),
        (AWARDS, 0, 4, "1,250", ("ambiguous-number", AWARDS, "E6", "1,250")),
        (AWARDS, 0, 4, -3, ("negative-number", AWARDS, "E6", "-3")),
        ("Mô hình", 1, 2, "Thể thao", ("unknown-sector", "Mô hình", "C7", "Thể thao")),
        ("Mô hình", 1, 6, 1999, ("year-out-of-range", "Mô hình", "G7", "1999")),
        ("Thông tin", 4, 1, "31/02/2022", ("not-a-date", "Thông tin", "B10", "31/02/2022")),
        ("Văn bản", 0, 2, "hôm qua", ("not-a-date", "Văn bản", "C6", "hôm qua")),
    ],
)
def test_what_is_typed_wrong_is_found_by_the_rules_of_files_and_not_recorded(
    store: Store, sheet: str, row: int, column: int, value: object, finding: tuple[str, str, str, str]
) -> None:
    checked = check_entry(store, changed(store, sheet, row, column, value), DAY)
    assert finding in said(checked.reading.findings)
    assert (checked.reading.status, checked.changes) == ("refused", ())
    with pytest.raises(Stop, match="còn lỗi"):
        record_entry(store, checked, received_on=DAY, **SAID)
    assert store.current == 1


def test_a_warning_goes_in_with_the_entry(store: Store) -> None:
    checked = check_entry(store, changed(store, "Tuyên truyền", 0, 3, 0), DAY)
    assert [f.slug for f in checked.reading.findings] == ["attendances-without-meetings"]
    record_entry(store, checked, received_on=DAY, **SAID)
    assert [row[2] for row in ask_rows(store, "open_findings")[1]] == ["attendances-without-meetings"]


def test_a_model_without_a_name_is_remarked_upon(store: Store) -> None:
    typed = changed(store, "Mô hình", 1, 1, None)
    (finding,) = check_entry(store, typed, DAY).reading.findings
    assert (finding.slug, finding.sheet) == ("unread-data", "Mô hình")


def test_an_entry_without_a_source_or_without_sheets_stops(store: Store) -> None:
    rows = standing_sheets(store, UNIT_ID)
    nowhere = check_entry(store, entry({AWARDS: rows[AWARDS]}, source=" "), DAY)
    with pytest.raises(Stop, match="Chưa ghi nguồn"):
        record_entry(store, nowhere, received_on=DAY, **SAID)
    nothing = check_entry(store, entry({}), DAY)
    with pytest.raises(Stop, match="Chưa có số liệu nào thay đổi"):
        record_entry(store, nothing, received_on=DAY, **SAID)
    assert store.current == 1


def test_an_entry_of_an_older_day_changes_nothing(store: Store) -> None:
    typed = changed(store, AWARDS, 0, 3, 77)
    assert check_entry(store, typed, date(2022, 5, 4)).changes == ()
    assert len(check_entry(store, typed, date(2022, 5, 5)).changes) == 1


words = st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff"), max_size=12)
cells = st.none() | st.integers(0, 10**9) | words.map(lambda text: text.strip() or None)


@settings(max_examples=25, deadline=None)
@given(rows=st.lists(st.lists(cells, min_size=10, max_size=10), max_size=6))
def test_the_workbook_behind_an_entry_says_cell_by_cell_what_was_typed(rows: Rows) -> None:
    book = entry_book(PLAN, entry({"Mô hình": rows}))
    back = next(read([("a.xlsx", entry_workbook(book, NOON))]))
    assert isinstance(back, Book)
    assert [sheet.name for sheet in back.sheets] == ["Mô hình"]
    typed = book.sheets[0].rows
    assert back.sheets[0].rows == [[float(v) if isinstance(v, int) else v for v in row] for row in _to_the_last(typed)]
    assert typed[0] == [f"Đơn vị: {UNIT}"]


def _to_the_last(rows: list[list[object]]) -> list[list[object]]:
    while rows and not rows[-1]:
        rows = rows[:-1]
    return rows


def test_a_draft_is_kept_till_it_is_dropped(store: Store) -> None:
    assert draft_of(store, UNIT_ID) is None
    save_draft(store, UNIT_ID, {"source": FROM, "sheets": {AWARDS: [[1, "Số", None]]}})
    save_draft(store, OTHER_ID, {"source": "", "sheets": {}})
    assert drafted_units(store) == sorted([UNIT_ID, OTHER_ID])
    assert draft_of(Store(store.folder), UNIT_ID) == {"source": FROM, "sheets": {AWARDS: [[1, "Số", None]]}}
    drop_draft(store, UNIT_ID)
    drop_draft(store, UNIT_ID)
    assert (draft_of(store, UNIT_ID), drafted_units(store)) == (None, [OTHER_ID])
    assert store.current == 1


def test_a_torn_draft_is_none_and_a_name_is_never_a_path(store: Store) -> None:
    save_draft(store, "../../current", {"a": 1})
    assert [p.name for p in (store.folder / "drafts").iterdir()] == ["______current.json"]
    (store.folder / "drafts" / f"{UNIT_ID}.json").write_text('{"sheets": {')
    assert draft_of(store, UNIT_ID) is None


def test_two_who_type_for_one_unit_keep_a_draft_each(store: Store) -> None:
    one, other = Writer("a1", "Hoa", "2022-04-06T08:00"), Writer("b2", "Lan", "2022-04-06T08:01")
    save_draft(store, UNIT_ID, {"source": "một"}, one)
    save_draft(store, UNIT_ID, {"source": "hai"}, other)
    assert {(d.content["source"], d.writer) for d in drafts_of(store, UNIT_ID)} == {("một", one), ("hai", other)}
    assert drafted_units(store) == [UNIT_ID]
    drop_draft(store, UNIT_ID, "b2")
    assert [d.writer for d in drafts_of(store, UNIT_ID)] == [one]


def test_a_draft_of_a_browser_that_is_gone_is_taken_over_and_the_own_one_goes_first(store: Store) -> None:
    save_draft(store, UNIT_ID, {"source": "một"}, Writer("a1", "Hoa"))
    assert take_draft(store, UNIT_ID, "b2") is None, "nobody is given another's without asking for it"
    taken = take_draft(store, UNIT_ID, "b2", "a1")
    assert taken is not None
    assert taken.content == {"source": "một"}
    assert not has_draft(store, UNIT_ID, "a1"), "who still has it open finds that out"
    save_draft(store, UNIT_ID, {"source": "hai"}, Writer("a1", "Hoa"))
    again = take_draft(store, UNIT_ID, "b2", "a1")
    assert again is not None
    assert again.content == {"source": "một"}


def test_a_drafts_folder_that_cannot_be_written_is_said_in_words(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    save_draft(store, UNIT_ID, {"source": "một"})
    monkeypatch.setattr(typed_drafts, "write_whole", refused)
    with pytest.raises(Stop, match="Không lưu được bản nháp"):
        save_draft(store, UNIT_ID, {"source": "hai"})
    monkeypatch.setattr(Path, "unlink", refused)
    with pytest.raises(Stop, match="Không bỏ được bản nháp"):
        drop_draft(store, UNIT_ID)


def test_what_killed_writers_of_drafts_left_is_cleared_and_nobody_s_at_work(store: Store) -> None:
    save_draft(store, UNIT_ID, {"source": "một"})
    folder = store.folder / "drafts"
    old, young = folder / f".{UNIT_ID}.json.1-ab.new", folder / f".{UNIT_ID}.json.2-cd.new"
    for path in (old, young):
        path.write_bytes(b"{")
    hour = (folder / f"{UNIT_ID}.json").stat().st_mtime - 4000
    os.utime(old, (hour, hour))
    with store.change():
        pass
    assert young.exists(), "a writer of the store knows nothing of who saves a draft now"
    save_draft(store, UNIT_ID, {"source": "hai"})
    assert (old.exists(), young.exists()) == (False, True)


# -- what others do meanwhile --------------------------------------------------------------------------------


def test_an_entry_checked_before_a_return_came_wipes_nothing_out(store: Store) -> None:
    checked = check_entry(store, changed(store, AWARDS, 0, 3, 77), DAY)
    load_all(store, {"moi.xlsx": unit_return(changes={(AWARDS, "E5"): 31})}, DAY)
    before = of_unit(store, "figure_list")
    with pytest.raises(Stop, match=f"kho đã có ghi nhận khác.*{AWARDS}"):
        record_entry(store, checked, received_on=DAY, **SAID)
    assert of_unit(store, "figure_list") == before
    load_all(store, {"khac.xlsx": unit_return(OTHER)}, DAY)
    again = check_entry(store, changed(store, AWARDS, 0, 3, 77), DAY)
    record_entry(store, again, received_on=DAY, **SAID)


def test_a_correction_is_of_the_figure_that_was_shown(store: Store) -> None:
    wanted = correction(PLAN, UNIT_ID, "awards_grassroots", 2017, 77, "đơn vị báo lại")
    shown = preview_correction(store, wanted, DAY)
    load_all(store, {"moi.xlsx": unit_return(changes={(AWARDS, "D4"): 12})}, DAY)
    with pytest.raises(Stop, match="kho đã có ghi nhận khác"):
        record_correction(store, wanted, shown=shown, received_on=DAY, **SAID)
    shown = preview_correction(store, wanted, DAY)
    assert record_correction(store, wanted, shown=shown, received_on=DAY, **SAID) == store.current
