"""What of a file is shown beside a number: tabs by the form's names, windows, merged areas, marks."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import (
    LIST_HEADINGS,
    NOMINATIONS,
    UNIT,
    consolidated_sheets,
    plan_83,
    register_sheets,
    return_sheets,
    titled,
)
from tonghop import forms
from tonghop.intake.sheet_view import (
    BEFORE,
    LONGEST,
    NEAR,
    NEVER_CALCULATED,
    Note,
    Tab,
    Window,
    extent,
    find_tab,
    heading_rows,
    name_of,
    notes_at,
    part_of,
    parts,
    place_of,
    tabs_of,
    text_at,
    window,
)
from tonghop.officefiles.reader import Book, Sheet

PLAN = plan_83()
LIST = forms.NOMINATION_TABLE.sheet


def book(*sheets: Sheet, kind: str = "workbook") -> Book:
    return Book(kind, sheets)


def sheet(*rows: list[object], name: str = "Mô hình", **more: object) -> Sheet:
    return Sheet(name, [list(row) for row in rows], **more)  # type: ignore[arg-type]


def a_return(**tabs: str) -> Book:
    return book(*(Sheet(tabs.get(name, name), rows) for name, rows in return_sheets().items()))


def texts(shown: Window) -> list[list[str]]:
    return [[cell.text for cell in line.cells] for line in shown.lines]


def whole(one: Sheet, **more: object) -> Window:
    rows, columns = extent(one)
    return window(one, range(rows), range(columns), **more)  # type: ignore[arg-type]


# -- tabs ----------------------------------------------------------------------------------------------------


def test_tabs_carry_the_forms_names_however_they_are_spelt() -> None:
    given_names = {"Khen thưởng": "KHEN THUONG ", "Kiểm tra, giám sát": "Kiem tra, giam sat"}
    tabs = tabs_of(a_return(**given_names), PLAN, forms.UNIT_RETURN)
    assert [(tab.title, tab.name) for tab in tabs] == [(given_names.get(name, name), name) for name in return_sheets()]


def test_of_two_tabs_of_one_name_the_first_is_the_forms() -> None:
    tabs = tabs_of(book(sheet([1]), sheet([2], name="MO HINH")), PLAN, forms.UNIT_RETURN)
    assert [tab.name for tab in tabs] == ["Mô hình", None]


def test_what_a_template_hides_for_itself_is_left_out_and_other_hidden_tabs_are_said() -> None:
    hidden = [Sheet(name, [["x"]], visible=False) for name in (forms.STAMP, forms.LISTS, "Nháp")]
    tabs = tabs_of(book(sheet(["a"]), *hidden), PLAN, forms.UNIT_RETURN)
    assert [(tab.at, tab.title, tab.is_visible) for tab in tabs] == [(0, "Mô hình", True), (3, "Nháp", False)]


def test_a_list_of_nominations_is_the_tab_that_holds_the_table_whatever_its_name() -> None:
    given_book = book(
        Sheet("Bìa", [["Kính gửi"]]), Sheet("Sheet1", titled(UNIT, LIST_HEADINGS, NOMINATIONS))
    )  # fmt: skip
    tabs = tabs_of(given_book, PLAN, forms.NOMINATION_LIST)
    found = find_tab(given_book, tabs, LIST, (3, 1))
    assert found == Tab(1, "Sheet1", LIST)
    assert text_at(given_book.sheets[1], (3, 1)) == "Hũ gạo tình thương"


def test_of_two_lists_in_one_file_the_one_with_a_value_there_is_meant() -> None:
    more = [[str(at), f"Mô hình {at}", None, None, None] for at in range(1, 6)]
    lists = book(
        Sheet("Sheet1", titled(UNIT, LIST_HEADINGS, NOMINATIONS)), Sheet("Sheet2", titled(UNIT, LIST_HEADINGS, more))
    )
    tabs = tabs_of(lists, PLAN, forms.NOMINATION_LIST)
    assert [find_tab(lists, tabs, LIST, place) for place in ((3, 1), (7, 1))] == list(tabs)


@pytest.mark.parametrize(
    ("wanted", "at"),
    [("Khen thưởng", 2), ("Thi đua", 7), ("thi dua", 7), (None, 0), ("", 0), ("Không có", None), ("!", None)],
)
def test_a_tab_is_found_by_the_forms_name_or_its_own(wanted: str | None, at: int | None) -> None:
    with_own = Book("workbook", (*a_return().sheets, Sheet("Thi đua", [["x"]])))
    found = find_tab(with_own, tabs_of(with_own, PLAN, forms.UNIT_RETURN), wanted)
    assert (found.at if found else None) == at


def test_tables_of_a_word_file_are_numbered_and_the_list_is_the_one_asked_for() -> None:
    rows = [LIST_HEADINGS, *NOMINATIONS]
    word = book(Sheet("", [["ĐẢNG BỘ", "ĐẢNG CỘNG SẢN"]]), Sheet("", [list(row) for row in rows]), kind="word")
    tabs = tabs_of(word, PLAN, forms.NOMINATION_LIST)
    assert [(tab.title, tab.name) for tab in tabs] == [("Bảng 1", None), ("Bảng 2", LIST)]
    assert [find_tab(word, tabs, wanted) for wanted in (None, "Bảng 1", "Bảng 9")] == [tabs[1], tabs[0], None]
    assert find_tab(book(kind="word"), (), None) is None


# -- places --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "place"),
    [
        ("D7", (6, 3)), (" d7 ", (6, 3)), ("AA10", (9, 26)), ("XFD1048576", (1048575, 16383)), ("7D", None),
        ("D0", None), ("D", None), ("", None), (None, None), ("D7:E9", None), ("Đ7", None), ("D٧", None),
        ("AAAA1", None),
    ],
)  # fmt: skip
def test_an_address_is_letters_and_a_number(written: str | None, place: tuple[int, int] | None) -> None:
    assert place_of(written) == place


def test_a_place_is_said_as_people_say_it() -> None:
    assert [name_of(place) for place in ((6, 3), (2, None))] == ["D7", "dòng 3"]


def test_a_sheet_reaches_as_far_as_anything_was_found_on_it() -> None:
    one = sheet([], ["a", None, "c"], errors={(4, 1): "#REF!"}, uncalculated=frozenset({(0, 5)}))
    assert extent(one) == (5, 6)
    assert extent(one, {(9, 7): ()}) == (10, 8)
    assert extent(sheet()) == (0, 0)


def test_findings_stand_at_their_cells_and_those_of_the_whole_file_nowhere() -> None:
    given_book = a_return()
    tabs = tabs_of(given_book, PLAN, forms.UNIT_RETURN)
    found = notes_at(
        given_book,
        tabs,
        [
            ("error", "Khen thưởng", "D4", "lỗi"), ("warning", "Khen thưởng", "D4", "cảnh báo"),
            ("error", "Khen thưởng", None, "thiếu cột"), ("warning", None, None, "bảng mã"),
            ("error", "Không có", "A1", "lạ"),
        ],
    )  # fmt: skip
    assert found == {2: {(3, 3): (Note(True, "lỗi"), Note(False, "cảnh báo"))}}


# -- parts of a long sheet -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("count", "asked", "expected"),
    [
        (0, None, []), (150, None, [(0, 150)]), (450, None, [(0, 200), (200, 400), (400, 450)]),
        (450, NEAR - 1, [(0, 200), (200, 400), (400, 450)]), (60, 40, [(0, 36), (36, 60)]),
        (450, 204, [(0, 200), (200, 400), (400, 450)]), (450, 300, [(0, 96), (96, 296), (296, 450)]),
    ],
)  # fmt: skip
def test_a_long_sheet_is_shown_in_parts(count: int, asked: int | None, expected: list[tuple[int, int]]) -> None:
    assert [(part.start, part.stop) for part in parts(count, 200, asked)] == expected


@given(
    count=st.integers(1, 3000), size=st.integers(BEFORE + 1, 250), asked=st.integers(0, 2999), near=st.integers(0, 40)
)
def test_parts_hold_every_row_once_and_the_one_asked_for_near_the_top(
    count: int, size: int, asked: int, near: int
) -> None:
    asked %= count
    divided = parts(count, size, asked, near)
    assert [row for part in divided for row in part] == list(range(count))
    assert all(0 < len(part) <= size for part in divided)
    shown = divided[part_of(divided, asked) - 1]
    assert asked in shown
    assert asked < near or asked - shown.start <= BEFORE


def test_the_first_part_is_shown_where_nothing_is_asked_for() -> None:
    assert part_of(parts(900, 200), None) == 1


# -- windows -------------------------------------------------------------------------------------------------


def test_cells_are_written_as_people_write_them() -> None:
    one = sheet([12.0, 0.1 + 0.2, 1250, True, date(2022, 4, 5), datetime(2022, 4, 5, 8), " chữ ", None, "  ", -3.5])
    (line,) = whole(one).lines
    shown = ["12", "0.3", "1250", "TRUE", "05/04/2022", "05/04/2022", "chữ", "", "", "-3.5"]
    assert [cell.text for cell in line.cells] == shown
    assert [cell.is_number for cell in line.cells] == [*[True] * 3, *[False] * 6, True]


def test_a_window_has_its_letters_and_its_rows_numbers_and_blanks_where_rows_end() -> None:
    one = sheet(*([f"{column}{row}" for column in "ABCDE"[: row % 5]] for row in range(1, 9)))
    shown = window(one, range(5, 8), range(1, 4))
    assert shown.letters == ("B", "C", "D")
    assert [line.number for line in shown.lines] == [6, 7, 8]
    assert texts(shown) == [["", "", ""], ["B7", "", ""], ["B8", "C8", ""]]


def test_an_error_and_a_formula_never_calculated_are_said() -> None:
    one = sheet([None, "x"], errors={(0, 0): "#REF!"}, uncalculated=frozenset({(1, 1)}))
    assert texts(whole(one)) == [["#REF!", "x"], ["", NEVER_CALCULATED]]
    assert [[cell.is_dead for cell in line.cells] for line in whole(one).lines] == [[True, False], [False, True]]


def test_the_cell_asked_for_is_marked_and_no_other() -> None:
    one = sheet(["a", "b"], ["c", "d"])
    lines = whole(one, asked=(1, 0)).lines
    assert [[cell.is_asked for cell in line.cells] for line in lines] == [[False, False], [True, False]]
    assert not any(line.is_asked for line in lines)


def test_a_row_asked_for_is_marked_as_a_row() -> None:
    lines = whole(sheet(["a", "b"], ["c", "d"]), asked=(1, None)).lines
    assert [line.is_asked for line in lines] == [False, True]
    assert not any(cell.is_asked for line in lines for cell in line.cells)


def test_a_cell_bears_what_was_found_there() -> None:
    note = (Note(True, "không phải số"),)
    lines = whole(sheet(["a", "b"]), notes={(0, 1): note}).lines
    assert [cell.notes for cell in lines[0].cells] == [(), note]


def test_a_long_text_is_cut_in_the_window_and_whole_when_asked_for() -> None:
    one = sheet(["chữ " * 500])
    assert texts(whole(one))[0][0] == f"{('chữ ' * 500)[:LONGEST].rstrip()}…"
    assert text_at(one, (0, 0)) == ("chữ " * 500).strip()


def test_a_title_runs_on_over_empty_cells_but_a_text_among_others_does_not() -> None:
    one = sheet(["DANH SÁCH"], ["TT", "Tên", "Lĩnh vực", "Cấp", "Năm"], [2022], ["hai\ndòng"], [None, None, "Cuối"])
    assert [[cell.is_alone for cell in line.cells].count(True) for line in whole(one).lines] == [1, 0, 0, 0, 0]


# -- merged areas --------------------------------------------------------------------------------------------


def test_a_merged_area_is_one_cell() -> None:
    one = sheet(["Đơn vị", "Năm", None, "x"], [None, 2017, 2018, "y"], merged=((0, 0, 1, 0), (0, 1, 0, 2)))
    assert texts(whole(one)) == [["Đơn vị", "Năm", "x"], ["2017", "2018", "y"]]
    sizes = [(cell.rows, cell.columns) for cell in whole(one).lines[0].cells]
    assert sizes == [(2, 1), (1, 2), (1, 1)]


def test_the_whole_merged_cell_is_marked_wherever_in_it_is_asked_and_bears_all_that_was_found_in_it() -> None:
    one = sheet(["Đảng bộ xã", "a"], [None, "b"], [None, "c"], merged=((0, 0, 2, 0),))
    note = (Note(False, "xem lại"),)
    first = whole(one, asked=(2, 0), notes={(1, 0): note}).lines[0].cells[0]
    assert (first.is_asked, first.notes) == (True, note)
    assert text_at(one, (2, 0)) == "Đảng bộ xã"


def test_a_merged_area_is_cut_at_the_windows_edges_and_keeps_its_value() -> None:
    one = sheet(["Đảng bộ xã", "a"], *([None, letter] for letter in "bcde"), merged=((0, 0, 4, 0),))
    shown = window(one, range(2, 4), range(2))
    assert texts(shown) == [["Đảng bộ xã", "c"], ["d"]]
    assert shown.lines[0].cells[0].rows == 2


def test_a_merged_area_that_hides_a_value_is_shown_as_single_cells() -> None:
    one = sheet(["a", "b"], merged=((0, 0, 0, 1),))
    assert texts(whole(one)) == [["a", "b"]]


def test_areas_that_overlap_or_reach_beyond_the_sheet_do_no_harm() -> None:
    one = sheet(["a", None, None], [None, None, "z"], merged=((0, 0, 0, 1), (0, 1, 1, 1), (1, 0, 1048575, 1)))
    assert texts(whole(one)) == [["a", ""], ["", "z"]]


@given(
    rows=st.integers(1, 12),
    columns=st.integers(1, 8),
    areas=st.lists(st.tuples(*[st.integers(0, 11), st.integers(0, 7)] * 2), max_size=6),
    edge=st.tuples(st.integers(1, 12), st.integers(1, 8)),
)
def test_every_value_is_shown_whatever_is_merged_and_each_window_is_a_full_rectangle(
    rows: int, columns: int, areas: list[tuple[int, int, int, int]], edge: tuple[int, int]
) -> None:
    values = [
        [f"{row}.{column}" if (row * column) % 3 == 0 else None for column in range(columns)] for row in range(rows)
    ]
    merged = tuple((min(a, c), min(b, d), max(a, c), max(b, d)) for a, b, c, d in areas)
    one = Sheet("x", [list(row) for row in values], merged=merged)
    seen: set[str] = set()
    for some_rows in parts(rows, edge[0]):
        for some_columns in parts(columns, edge[1]):
            shown = window(one, some_rows, some_columns)
            assert sum(c.rows * c.columns for line in shown.lines for c in line.cells) == len(some_rows) * len(
                some_columns
            )
            seen |= {cell.text for line in shown.lines for cell in line.cells}
    assert seen - {""} == {value for row in values for value in row if value}


# -- headings ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("form", "sheets"),
    [
        (forms.UNIT_RETURN, return_sheets()), (forms.CONSOLIDATED, consolidated_sheets()),
        (forms.REGISTER, register_sheets()),
    ],
)  # fmt: skip
def test_headings_are_found_in_every_table_of_a_form(form: str, sheets: dict[str, list[list[object]]]) -> None:
    given_book = book(*(Sheet(name, rows) for name, rows in sheets.items()))
    for tab in tabs_of(given_book, PLAN, form):
        expected = range(0) if tab.name == forms.INFO else range(2, 3)
        assert heading_rows(tab, given_book.sheets[tab.at], PLAN, form) == expected, tab.title


def test_a_heading_of_two_rows_stays_in_sight_whole() -> None:
    above, below = ["TT", "Chỉ tiêu", "Đơn vị tính", "Năm"], [None, None, None, *PLAN.years]
    one = sheet(["KHEN"], above, below, [1, "Số lượt"], name="Khen thưởng", merged=((1, 3, 1, 7), (1, 0, 2, 0)))
    assert heading_rows(Tab(0, "Khen thưởng", "Khen thưởng"), one, PLAN, forms.UNIT_RETURN) == range(1, 3)


def test_a_tab_that_is_none_of_the_forms_has_no_headings() -> None:
    assert heading_rows(Tab(0, "Nháp", None), sheet(["TT", "Tên mô hình"]), PLAN, None) == range(0)
    assert heading_rows(Tab(0, "Mô hình", "Mô hình"), sheet(["x"]), PLAN, forms.UNIT_RETURN) == range(0)


def test_the_headings_stand_above_a_part_that_begins_below_them_only() -> None:
    one = sheet(["TIÊU ĐỀ"], ["TT", "Tên"], *([at, f"tên {at}"] for at in range(40)))
    assert window(one, range(5), range(2), head=range(1, 2)).head == ()
    shown = window(one, range(20, 30), range(2), head=range(1, 2))
    assert [(line.number, [cell.text for cell in line.cells]) for line in shown.head] == [(2, ["TT", "Tên"])]


def test_a_row_is_said_side_by_side() -> None:
    assert text_at(sheet([1.0, None, "Hũ gạo"]), (0, None)) == "1 · Hũ gạo"
    assert text_at(sheet(["a"]), (5, 7)) == text_at(sheet(["a"]), (5, None)) == ""
