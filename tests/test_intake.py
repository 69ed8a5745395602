"""What must read right however an office lays it out, and what must not be read (CONTRACT §2 and §3)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.builders import (
    LIST_HEADINGS,
    NOMINATIONS,
    OTHER,
    RECEIVED,
    UNIT,
    UNIT_ID,
    Content,
    ErrorCell,
    Formula,
    Row,
    Sheets,
    assert_all_say,
    consolidated_sheets,
    content,
    every_text,
    in_tcvn3,
    nfd,
    of_kind,
    plain,
    plan_83,
    read,
    read_one,
    register_sheets,
    return_sheets,
    said,
    unit_return,
    workbook,
)
from tonghop.findings import RULES
from tonghop.intake.reading import Intake, Reading
from tonghop.officefiles.reader import Book, Sheet
from tonghop.officefiles.reader import read as read_sheets
from tonghop.records import Carried, Document, Fact, Figure, Model, Remark
from tonghop.store import Store

MATRIX = ("Khen thưởng", "Tuyên truyền", "Kiểm tra, giám sát")
TABLES = ("Mô hình", *MATRIX, "Văn bản", "Đánh giá")
NBSP = "\xa0"


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    return Store(tmp_path_factory.mktemp("intake") / "store")


@pytest.fixture(scope="module")
def clean(store: Store) -> Content:
    return content(read_one(store, unit_return()))


def changed(make: Callable[[str, list[Row]], list[Row]], only: Iterable[str] = TABLES) -> bytes:
    """A clean form A whose tables' rows (title, plan, headings, data …) went through `make`."""
    sheets = return_sheets()
    return workbook({name: make(name, rows) if name in only else rows for name, rows in sheets.items()})


def with_headings(write: Callable[[object], object]) -> bytes:
    return changed(lambda name, rows: [*rows[:2], [write(heading) for heading in rows[2]], *rows[3:]])


def with_rows(*more: Row, at: int = 6, only: Iterable[str] = TABLES) -> bytes:
    """A clean form A with rows put in front of row `at` (counted from 1) of the tables."""
    return changed(lambda name, rows: [*rows[: at - 1], *more, *rows[at - 1 :]], only)


def with_tail(*tail: Row, only: Iterable[str] = TABLES) -> bytes:
    return changed(lambda name, rows: [*rows, *tail], only)


def on_text(change: Callable[[str], str]) -> Callable[[object], object]:
    return lambda value: change(value) if isinstance(value, str) else value


# -- headings and tabs ---------------------------------------------------------------------------------------


def test_headings_match_however_they_are_written(store: Store, clean: Content) -> None:
    ways: dict[str, Callable[[object], object]] = {
        "capitals": on_text(str.upper),
        "small": on_text(str.lower),
        "spaces at the ends and within": on_text(lambda t: f"  {t.replace(' ', '   ')} "),
        "no spaces": on_text(lambda t: t.replace(" ", "")),
        "no-break spaces": on_text(lambda t: t.replace(" ", NBSP)),
        "line breaks": on_text(lambda t: t.replace(" ", "\n")),
        "no accents": on_text(plain),
        "NFD": on_text(nfd),
        "T T": on_text(lambda t: "T T" if t == "TT" else t),
        "T.T": on_text(lambda t: "T.T" if t == "TT" else t),
        "a colon after": on_text(lambda t: f"{t}:"),
        "years with their word": lambda h: f"Năm {h}" if isinstance(h, int) else h,
        "years in capitals on two lines": lambda h: f"NĂM\n{h}" if isinstance(h, int) else h,
        "years as text": lambda h: str(h),
        "years as text with spaces": lambda h: f" {h} ",
    }
    assert_all_say(store, {name: with_headings(write) for name, write in ways.items()}, clean)


def test_tabs_match_however_they_are_spelt(store: Store, clean: Content) -> None:
    ways: dict[str, Callable[[str], str]] = {
        "capitals": str.upper,
        "small": str.lower,
        "no accents": plain,
        "no accents, capitals": lambda t: plain(t).upper(),
        "NFD": nfd,
        "spaces": lambda t: f" {t.replace(' ', '  ')} ",
        "no spaces": lambda t: t.replace(" ", ""),
        "no comma": lambda t: t.replace(",", ""),
        "underscores": lambda t: t.replace(" ", "_"),
    }
    files = {
        name: unit_return(tabs={tab: write(tab) for tab in return_sheets()}) for name, write in ways.items()
    }
    assert_all_say(store, files, clean)


def test_the_sheet_of_a_finding_is_the_forms_own_name(store: Store) -> None:
    content = unit_return(tabs={"Mô hình": "MO HINH "}, changes={("Mô hình", "C4"): "Thể thao"})
    assert said(read_one(store, content).findings) == [("unknown-sector", "Mô hình", "C4", "Thể thao")]


def test_the_order_and_the_numbers_of_tabs_do_not_matter(store: Store, clean: Content) -> None:
    sheets = return_sheets()
    files = {
        "turned round": workbook(dict(reversed(sheets.items()))),
        "numbered": workbook({f"{at}. {name}": rows for at, (name, rows) in enumerate(sheets.items(), 1)}),
        "an empty tab": workbook(sheets | {"Sheet1": []}),
    }
    assert_all_say(store, files, clean)


def reordered(order: Callable[[list[int]], list[int]]) -> bytes:
    """Put the tables' columns into another order, titles left where they are."""

    def make(name: str, rows: list[Row]) -> list[Row]:
        places = order(list(range(len(rows[2]))))
        return [*rows[:2], *([row[place] for place in places] for row in rows[2:])]

    return changed(make)


def test_the_order_of_columns_is_free(store: Store, clean: Content) -> None:
    files = {
        "turned round": reordered(lambda places: places[::-1]),
        "the first last": reordered(lambda places: places[1:] + places[:1]),
        "a blank column in front": changed(lambda name, rows: [[None, *row] for row in rows]),
        "blank columns between": changed(
            lambda name, rows: [[v for x in row for v in (x, None)] for row in rows]
        ),
    }
    assert_all_say(store, files, clean, in_order=False)


def lowered(above: int) -> bytes:
    """A clean form A with so many title rows above each heading."""
    return changed(lambda name, rows: [*([f"Dòng {n}"] for n in range(above)), *rows[2:]])


def test_the_heading_stands_anywhere_in_the_first_thirty_rows(store: Store, clean: Content) -> None:
    assert_all_say(store, {f"row {above + 1}": lowered(above) for above in (0, 1, 9, 17, 28, 29)}, clean)
    below = read_one(store, lowered(30))
    assert {f.slug for f in below.findings} == {"missing-column"}
    assert below.status == "refused"


def test_title_rows_are_not_data(store: Store, clean: Content) -> None:
    titles: list[Row] = [
        ["HUYỆN ỦY KIM BẢNG", None, None, None, "ĐẢNG CỘNG SẢN VIỆT NAM"],
        ["ĐẢNG BỘ XÃ TÂN SƠN", None, None, None, "Tân Sơn, ngày 03 tháng 4 năm 2022"],
        ["Đơn vị: Đảng bộ xã Tân Sơn"],
        ["Đơn vị", "xã Tân Sơn"],
        [],
        ["BIỂU SỐ LIỆU", None, "Mẫu số 1"],
        [None, "Đơn vị tính: mô hình"],
        ["Năm 2022", None, 2017],
    ]
    assert_all_say(store, {"titles": with_rows(*titles, at=1)}, clean)


def two_lines(name: str, rows: list[Row]) -> list[Row]:
    """Years below one merged cell, as "Số liệu các năm"."""
    headings = rows[2]
    if 2017 not in headings:
        return rows
    at = headings.index(2017)
    top = [*headings[:at], "Số liệu các năm", *[None] * 4, *headings[at + 5 :]]
    return [*rows[:2], top, [None] * at + headings[at : at + 5], *rows[3:]]


def test_a_heading_of_two_rows_is_read(store: Store, clean: Content) -> None:
    def total_below(name: str, rows: list[Row]) -> list[Row]:
        rows = two_lines(name, rows)
        if len(rows[3]) > 3 and rows[3][3] == 2017:
            rows[2][8], rows[3] = None, [*rows[3], "Tổng cộng"]
        return rows

    assert_all_say(store, {"years": changed(two_lines), "and the total": changed(total_below)}, clean)


def test_headings_said_again_and_the_columns_numbers_are_not_data(store: Store, clean: Content) -> None:
    def numbered(write: Callable[[int], object]) -> Callable[[str, list[Row]], list[Row]]:
        return lambda name, rows: [*rows[:3], [write(n) for n in range(1, len(rows[2]) + 1)], *rows[3:]]

    files = {
        "headings again": changed(lambda name, rows: [*rows[:4], rows[2], *rows[4:]]),
        "headings in capitals again": changed(
            lambda name, rows: [*rows[:4], [str(h).upper() for h in rows[2]], *rows[4:]]
        ),
        "two rows of headings again": changed(
            lambda name, rows: (
                (lines := two_lines(name, rows))[:5] + lines[2:4] * (len(lines) > len(rows)) + lines[5:]
            )
        ),
        "numbers of columns": changed(numbered(lambda n: n)),
        "numbers of columns as text": changed(numbered(str)),
        "numbers of columns in brackets": changed(numbered(lambda n: f"({n})")),
    }
    assert_all_say(store, files, clean)


# -- rows that are no data -----------------------------------------------------------------------------------


def test_blank_lone_number_and_group_rows_are_not_data(store: Store, clean: Content) -> None:
    files: dict[str, bytes] = {
        "blank rows": with_rows([], [None, "  "], [NBSP], ["", "\n"]),
        "blank rows at the end": with_tail([], [], [None] * 9),
        "a number under TT": with_rows([4]),
        "numbers in front and at the end": with_tail([4], [5], ["6"], ["7."], [" 08 "], ["9)"]),
        **{f"a number in column {at + 1}": with_rows([None] * at + [at + 3]) for at in range(11)},
        "a number as text far to the right": with_rows([None] * 20 + ["12"]),
        "a lone number that is not whole": with_rows([None, None, None, 2.5]),
        "a lone number below none": with_rows([None, None, -3]),
        "group rows": with_rows(["I", "Mô hình của đơn vị"], ["II", "Mô hình cấp trên giao"]),
        "group rows with signs": with_rows(["I.", "Các chi bộ"], ["ii)", "Các thôn"], ["XIV", "Khác"]),
        "group rows further right": with_rows([None, "IV", "Các chi bộ"]),
        "group rows in one merged cell": with_rows(["I. Các chi bộ"], [None, "II) Các thôn"]),
    }
    assert_all_say(store, files, clean)


def test_total_rows_are_not_data(store: Store, clean: Content) -> None:
    sums: Row = [1, 2, 3, 4, 5, 15]
    named = ("Mô hình", *MATRIX)
    files = {
        "in a name's place": with_tail([None, "Tổng cộng", None, *sums], only=named),
        "Cộng in a name's place": with_tail([None, "Cộng", None, *sums], only=named),
        "capitals and a colon": with_tail([None, "TỔNG CỘNG:", None, *sums], only=named),
        "NFD": with_tail([None, nfd("Tổng cộng"), None, *sums], only=named),
        "in the middle": with_rows([None, "Cộng", None, *sums], only=named),
        "numbered": with_tail([7, "Tổng cộng", None, *sums], only=named),
        "of documents": with_tail([None, None, None, None, "Cộng"], only=["Văn bản"]),
        "of remarks": with_tail(["Cộng", 3], only=["Đánh giá"]),
        "merged from TT on": with_tail(["Tổng cộng", None, None, 4, 5], only=(*named, "Văn bản")),
        "alone": with_tail(["Cộng"]),
        "never calculated": with_tail([None, "Tổng cộng", None, *[Formula("=SUM(D4:D9)")] * 6], only=MATRIX),
        "with error cells": with_tail([None, "Tổng cộng", None, *[ErrorCell("#VALUE!")] * 6], only=MATRIX),
        "a sum with nothing beside it": with_tail(
            [None, None, None, Formula("=SUM(D4:D9)", 15)], only=MATRIX
        ),
    }
    assert_all_say(store, files, clean)


SIGNATURES = [
    "Người lập biểu",
    "NGƯỜI LẬP BIỂU",
    nfd("Người lập biểu"),
    "  Người lập biểu (ký, ghi rõ họ tên)",
    "T/M CHI, ĐẢNG BỘ",
    "T/M BAN CHẤP HÀNH",
    "t/m ban thường vụ",
    "T / M ĐẢNG ỦY",
    "K/T BÍ THƯ",
    "Bí thư",
    "BÍ THƯ",
    "BÍ THƯ ĐẢNG ỦY XÃ TÂN SƠN",
    "Phó Bí thư",
    "PHÓ BÍ THƯ THƯỜNG TRỰC",
    "Nơi nhận:",
    "NƠI NHẬN",
    nfd("Nơi nhận:"),
    "Ghi chú: số liệu tính đến hết tháng 3",
    "* Ghi chú: gửi trước ngày 05/4/2022",
]


def test_a_signature_block_is_no_data(store: Store, clean: Content) -> None:
    after: list[Row] = [
        [],
        [None, "Nguyễn Văn Hùng", None, None, "Trần Thị Mai"],
        ["Nguyễn Văn Hùng"],
        ["- Ban Tuyên giáo Huyện ủy;"],
    ]
    places = (0, 1, 4)
    files = {text: with_tail([None] * places[n % 3] + [text], *after) for n, text in enumerate(SIGNATURES)}
    files |= {f"at {place}": with_tail([None] * place + ["Bí thư"], *after) for place in places}
    assert_all_say(store, files, clean)


def test_a_signature_of_two_beside_each_other_ends_the_data(store: Store, clean: Content) -> None:
    both: Row = [None, "Người lập biểu", None, None, "T/M CHI, ĐẢNG BỘ"]
    below: Row = [None, "(ký tên)", None, None, "BÍ THƯ"]
    names: Row = [None, "Lê Thị Lan", None, None, "Nguyễn Văn Hùng"]
    assert_all_say(store, {"both": with_tail(both, below, [], names)}, clean)


def test_a_numbered_row_is_data_whatever_it_begins_with(store: Store) -> None:
    rows = [
        (4, "Bí thư chi bộ gương mẫu"),
        (4, "Bí thư"),
        ("4", "Bí thư chi đoàn khởi nghiệp"),
        ("04", "Phó Bí thư phụ trách thôn"),
        ("4.", "Bí thư chi bộ gương mẫu"),
        (4, "Người lập biểu giỏi"),
        (4, "Nơi nhận và trả kết quả thân thiện"),
        (4, "T/M thôn xóm sạch"),
        (None, "Bí thư chi bộ thôn đi đầu hiến đất"),  # more beside it: no signature
    ]
    files = {
        (ordinal, name): with_tail(
            [ordinal, name, "Kinh tế", None, None, ordinal and "Bí thư", 2020, None, None, ordinal and "T/M"],
            only=["Mô hình"],
        )
        for ordinal, name in rows
    }
    for (ordinal, name), reading in read(store, files).items():
        assert said(reading.findings) == [("models-total-mismatch", "Thông tin", "B6", "3")]
        assert (ordinal, [m.name for m in of_kind(reading, Model)][3:]) == (ordinal, [name])


def test_a_row_of_the_form_is_data_though_it_is_not_numbered(store: Store) -> None:
    remark = "Bí thư"
    rows: list[Row] = [
        ["Ưu điểm", remark],
        ["Hạn chế", "Nơi nhận còn chậm."],
        ["T/M CHI BỘ"],
        ["Phương hướng", "x"],
    ]
    reading = read_one(store, changed(lambda _, sheet: sheet[:3] + rows, only=["Đánh giá"]))
    assert [(r.section_id, r.text) for r in of_kind(reading, Remark)] == [
        ("strengths", remark),
        ("weaknesses", "Nơi nhận còn chậm."),
        ("directions", "x"),
    ]
    assert reading.findings == ()


def test_rows_of_the_form_below_a_signature_are_read_on(store: Store) -> None:
    further: Row = [4, "Một mô hình sau chữ ký", "Kinh tế"]
    reading = read_one(store, with_tail(["Người lập biểu"], [], ["Trần Thị Mai"], further, only=["Mô hình"]))
    assert [m.name for m in of_kind(reading, Model)][3:] == ["Một mô hình sau chữ ký"]
    assert said(reading.findings) == [("models-total-mismatch", "Thông tin", "B6", "3")]


def test_what_stands_below_a_signature_and_is_neither_a_row_nor_a_name_is_said(store: Store) -> None:
    lost: Row = [None, None, None, None, None, "Hội Phụ nữ", 2019]
    reading = read_one(store, with_tail(["Người lập biểu"], ["Trần Thị Mai"], lost, only=["Mô hình"]))
    assert said(reading.findings) == [("unread-data", "Mô hình", "F9", "Hội Phụ nữ")]


def test_ordinals_may_be_left_out_wholly(store: Store, clean: Content) -> None:
    def without(name: str, rows: list[Row]) -> list[Row]:
        return [*rows[:2], *(row[1:] for row in rows[2:])] if rows[2][0] == "TT" else rows

    blank = changed(
        lambda name, rows: [*rows[:3], *([None, *row[1:]] for row in rows[3:])], only=("Mô hình", *MATRIX)
    )
    assert_all_say(store, {"no column": changed(without), "a blank column": blank}, clean)


def test_a_row_of_figures_without_a_name_is_not_passed_over(store: Store) -> None:
    content = with_tail([7, None, None, 1, 2, 3, 4, 5, 15], only=["Khen thưởng"])
    assert said(read_one(store, content).findings) == [("unknown-indicator", "Khen thưởng", "B10", "")]


# -- values --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("measure", ["mô hình", None])
def test_numbers_read_as_offices_type_them(store: Store, measure: str | None) -> None:
    written: list[tuple[object, int | None]] = [
        (12, 12),
        (12.0, 12),
        ("12", 12),
        ("02", 2),
        (" 7 ", 7),
        ("1.250", 1250),
        ("1 250", 1250),
        (f"1{NBSP}250", 1250),
        ("1.250.000", 1250000),
        ("5 mô hình", 5),
        ("5 MÔ HÌNH", 5),
        ("5mô hình", 5),
        (f"05{NBSP}mô hình", 5),
        (nfd("1.250 mô hình"), 1250),
        ("không", 0),
        ("Không", 0),
        (nfd("KHÔNG"), 0),
        ("-", 0),
        (" – ", 0),
        (0, 0),
        ("0", 0),
        ("00", 0),
        (None, None),
        ("", None),
        ("   ", None),
        (NBSP, None),
        (Formula("=2+3", 5), 5),
        (Formula('="1.250"', "1.250"), 1250),
    ]
    rows: list[Row] = return_sheets()["Khen thưởng"]
    cells = [(at, column) for at in range(3, 9) for column in range(3, 8)]
    for row in rows[3:]:
        row[2], row[3:] = measure and row[2], [None] * 6
    for (at, column), (value, _) in zip(cells, written, strict=False):
        # the last two indicators are counted in lượt
        is_other = at > 6 and isinstance(value, str)
        rows[at][column] = str(value).replace("mô hình", "lượt") if is_other else value
    reading = read_one(store, workbook(return_sheets() | {"Khen thưởng": rows}))
    assert said(reading.findings) == []
    found = {
        record.cell: record.value
        for record in reading.records
        if isinstance(record, Figure) and record.sheet == "Khen thưởng"
    }
    expected = {
        "ABCDEFGHI"[column] + str(at + 1): number
        for (at, column), (_, number) in zip(cells, written, strict=False)
        if number is not None
    }
    assert found == expected


def test_what_is_not_reported_has_no_record_and_nought_has_one(store: Store) -> None:
    changes = dict.fromkeys(("Khen thưởng", f"{column}4") for column in "EFGI")
    changes |= {("Khen thưởng", "D4"): "không", ("Khen thưởng", "H4"): 0}
    figures = of_kind(read_one(store, unit_return(changes=changes)), Figure)
    first = {
        f.year: f.value for f in figures if isinstance(f, Figure) and f.indicator_id == "awards_grassroots"
    }
    assert first == {2017: 0, 2021: 0}


def test_an_indicator_without_figures_or_left_out_is_no_finding(store: Store) -> None:
    def cut(name: str, rows: list[Row]) -> list[Row]:
        return [*rows[:4], [2, rows[4][1], rows[4][2]], *rows[6:]]

    reading = read_one(store, changed(cut, only=MATRIX))
    assert said(reading.findings) == []
    assert {"awards_district", "awards_province"}.isdisjoint(
        f.indicator_id for f in reading.records if isinstance(f, Figure)
    )


def test_a_unit_of_measure_is_compared_as_text(store: Store) -> None:
    written = {"MÔ HÌNH": True, " mô  hình ": True, nfd("mô hình"): True, "mo hinh": False, "cái": False}
    readings = read(store, {text: unit_return(changes={("Khen thưởng", "C4"): text}) for text in written})
    assert {text: reading.findings == () for text, reading in readings.items()} == written


def test_labels_are_compared_without_case_spaces_and_form(store: Store, clean: Content) -> None:
    labels = [
        ("Khen thưởng", "B4", "SỐ MÔ HÌNH ĐƯỢC BIỂU DƯƠNG CẤP CƠ SỞ"),
        ("Khen thưởng", "B4", "Số  mô hình\nđược biểu dương cấp cơ sở "),
        ("Kiểm tra, giám sát", "B8", nfd("Tổ chức đảng được giám sát")),
        ("Tuyên truyền", "B11", f"Pa nô, băng{NBSP}rôn, khẩu hiệu"),
        ("Tuyên truyền", "B12", "Tài liệu,sách cấp phát"),
        ("Mô hình", "C4", "KINH TẾ"),
        ("Mô hình", "C4", nfd(" kinh  tế ")),
        ("Mô hình", "D4", "TẬP THỂ"),
        ("Mô hình", "E4", "cơ  sở"),
        ("Đánh giá", "A4", "THUẬN LỢI"),
        ("Thông tin", "B11", "hoàn thành  tốt nhiệm vụ "),
        ("Thông tin", "B3", "Đảng uỷ xã Tân Sơn"),
    ]
    files = {written: unit_return(changes={(sheet, cell): written}) for sheet, cell, written in labels}
    assert_all_say(store, files, clean)


def test_either_tone_placement_is_the_same(store: Store) -> None:
    sectors = ["Văn hóa - xã hội", "Văn hoá - xã hội", "VĂN HOÁ-XÃ HỘI", nfd("Văn hoá - xã hội")]
    rows: list[Row] = [[n, f"Mô hình {n}", sector] for n, sector in enumerate(sectors, 1)]
    reading = read_one(store, changed(lambda _, sheet: sheet[:3] + rows, only=["Mô hình"]))
    assert [m.sector_id for m in of_kind(reading, Model)] == ["van_hoa_xa_hoi"] * 4


def test_dates_read_as_offices_write_them(store: Store) -> None:
    written: list[tuple[object, date | None]] = [
        (date(2018, 5, 7), date(2018, 5, 7)),
        (datetime(2018, 5, 7, 13, 30), date(2018, 5, 7)),
        ("7/5/2018", date(2018, 5, 7)),
        ("07/05/2018", date(2018, 5, 7)),
        ("7-5-2018", date(2018, 5, 7)),
        ("7.5.2018", date(2018, 5, 7)),
        ("7/5/18", date(2018, 5, 7)),
        ("ngày 07 tháng 5 năm 2018", date(2018, 5, 7)),
        (nfd("Ngày 7 tháng 5 năm 2018"), date(2018, 5, 7)),
        ("2018-05-07", date(2018, 5, 7)),
        (" 07/05/2018 ", date(2018, 5, 7)),
        (Formula("=DATE(2018,5,7)", "07/05/2018"), date(2018, 5, 7)),
        (None, None),
        ("  ", None),
    ]
    rows: list[Row] = [[n, f"{n}-KH/ĐU", day, "Kế hoạch", None] for n, (day, _) in enumerate(written, 1)]
    sheets = return_sheets()
    sheets["Văn bản"][3:] = rows
    reading = read_one(store, workbook(sheets))
    assert said(reading.findings) == []
    assert [(d.number, d.issued_on) for d in of_kind(reading, Document)] == [
        (f"{n}-KH/ĐU", day) for n, (_, day) in enumerate(written, 1)
    ]


def test_any_mark_nominates_and_no_blank_nought_or_dash_does(store: Store) -> None:
    marks: list[tuple[object, bool]] = [
        ("x", True), ("X", True), (" x ", True), ("✓", True), ("có", True), ("Đề nghị", True), (1, True),
        ("1", True), ("huyện", True), (True, True),
        (None, False), ("", False), ("  ", False), ("không", False), ("Không", False), (nfd("KHÔNG "), False),
        (0, False), ("0", False), (" 0 ", False), ("-", False), ("–", False), (False, False),
    ]  # fmt: skip
    rows: list[Row] = [
        [n, f"Mô hình {n}", "Kinh tế", None, None, None, None, None, mark]
        for n, (mark, _) in enumerate(marks, 1)
    ]
    reading = read_one(store, changed(lambda _, sheet: sheet[:3] + rows, only=["Mô hình"]))
    assert [m.is_nominated for m in of_kind(reading, Model)] == [is_one for _, is_one in marks]
    assert {f.slug for f in reading.findings} == {"over-quota", "models-total-mismatch"}


def test_text_is_kept_as_the_file_says_it(store: Store) -> None:
    reading = read_one(
        store,
        unit_return(
            changes={
                ("Mô hình", "B4"): nfd("  Quỹ  “Vì trẻ thơ”\n(thôn 3) \n"),
                ("Mô hình", "F4"): 15,
                ("Mô hình", "H4"): f"{NBSP}Dòng 1\nDòng 2",
                ("Mô hình", "J4"): date(2022, 4, 5),
            }
        ),
    )
    model = next(record for record in reading.records if isinstance(record, Model))
    assert (model.name, model.implementer, model.summary, model.remark) == (
        "Quỹ  “Vì trẻ thơ”\n(thôn 3)",
        "15",
        "Dòng 1\nDòng 2",
        "05/04/2022",
    )


def test_a_row_keeps_its_sheet_and_cell(store: Store) -> None:
    reading = read_one(store, unit_return())
    places = {(type(r).__name__, r.sheet, r.cell) for r in reading.records if not isinstance(r, Carried)}
    assert {
        ("Model", "Mô hình", "B4"),
        ("Model", "Mô hình", "B6"),
        ("Figure", "Khen thưởng", "D4"),
        ("Figure", "Kiểm tra, giám sát", "H9"),
        ("Document", "Văn bản", "B4"),
        ("Remark", "Đánh giá", "B6"),
        ("Fact", "Thông tin", "B7"),
    } <= places


# -- cells that hold nothing to read -------------------------------------------------------------------------


def test_errors_and_formulas_never_calculated_are_no_finding_in_totals(store: Store, clean: Content) -> None:
    def totals(value: object) -> Callable[[str, list[Row]], list[Row]]:
        return lambda name, rows: [*rows[:3], *([*row[:8], value] for row in rows[3:])]

    empty: list[Row] = [[None] * 8 + [Formula("=SUM(D10:H10)")], [7, *[None] * 7, Formula("=SUM(D11:H11)")]]
    files = {
        "the column never calculated": changed(totals(Formula("=SUM(D4:H4)")), only=MATRIX),
        "the column of errors": changed(totals(ErrorCell("#NAME?")), only=MATRIX),
        "formulas on empty rows": with_tail(*empty, only=MATRIX),
        "row and column": with_tail(["Tổng cộng", None, None, *[Formula("=SUM(D4:D9)")] * 6], only=MATRIX),
    }
    assert_all_say(store, files, clean)


def test_formulas_on_empty_rows_of_a_consolidated_workbook_are_no_finding(store: Store) -> None:
    sheets = consolidated_sheets()
    expected = content(read_one(store, workbook(sheets)))
    for name in MATRIX:
        sheets[name] += [
            [None] * 9 + [Formula("=SUM(E20:I20)")],
            ["Tổng cộng", *[Formula("=SUM(E4:E15)")] * 9],
        ]
    assert_all_say(store, {"formulas": workbook(sheets)}, expected)


def test_what_openpyxl_writes_is_an_error_or_never_calculated_and_zero_is_not_made_up(store: Store) -> None:
    changes: dict[tuple[str, str], object] = {
        ("Khen thưởng", "D4"): Formula("=1+1"),
        ("Khen thưởng", "E4"): ErrorCell("#DIV/0!"),
        ("Mô hình", "G4"): Formula("=2000+18"),
        ("Thông tin", "B10"): ErrorCell("#N/A"),
    }
    reading = read_one(store, unit_return(changes=changes))
    assert said(reading.findings) == [
        ("error-cell", "Thông tin", "B10", "#N/A"),
        ("formula-without-value", "Mô hình", "G4", None),
        ("formula-without-value", "Khen thưởng", "D4", None),
        ("error-cell", "Khen thưởng", "E4", "#DIV/0!"),
    ]
    assert reading.records == ()


def test_a_row_with_an_unreadable_year_has_no_total_to_check(store: Store) -> None:
    changes = {("Khen thưởng", "D4"): "nhiều", ("Khen thưởng", "I4"): 999}
    assert [f.slug for f in read_one(store, unit_return(changes=changes)).findings] == ["not-a-number"]


def test_a_total_is_checked_against_the_sum_of_its_years(store: Store) -> None:
    totals: list[tuple[object, list[str]]] = [
        (65, []),
        ("65", []),
        ("65 mô hình", []),
        (None, []),
        ("  ", []),
        (64, ["64"]),
        ("1.065", ["1.065"]),
        (0, ["0"]),
        ("không", ["0"]),
        (64.5, ["64.5"]),
        (-65, ["-65"]),
        ("sáu mươi lăm", ["sáu mươi lăm"]),
    ]
    readings = read(
        store, {str(total): unit_return(changes={("Khen thưởng", "I4"): total}) for total, _ in totals}
    )
    assert {total: said(reading.findings) for total, reading in readings.items()} == {
        str(total): [("total-mismatch", "Khen thưởng", "I4", value) for value in found]
        for total, found in totals
    }


# -- sheet Thông tin -----------------------------------------------------------------------------------------


def facts(reading: Reading) -> dict[str, object]:
    return {
        r.fact_id: next(v for v in (r.text, r.number, r.day) if v is not None)
        for r in reading.records
        if isinstance(r, Fact)
    }


FACTS: dict[str, object] = {
    "compiled_by": "Trần Thị Mai",
    "compiled_on": date(2022, 4, 3),
    "models_stated": 3,
    "awarded_models": 2,
    "review_on": date(2022, 4, 19),
    "review_form": "Hội nghị",
    "attendees": 135,
    **{f"rating_{year}": "Hoàn thành tốt nhiệm vụ" for year in range(2017, 2022)},
}


def info(change: Callable[[list[Row]], list[Row]]) -> bytes:
    sheets = return_sheets()
    sheets["Thông tin"] = change(sheets["Thông tin"])
    return workbook(sheets)


def test_labels_of_the_first_sheet_stand_anywhere_and_are_spelt_anyhow(store: Store) -> None:
    def labels(write: Callable[[str], str]) -> Callable[[list[Row]], list[Row]]:
        return lambda rows: [*rows[:2], *([write(row[0]), row[1]] for row in rows[2:])]

    files = {
        "as the form has them": info(lambda rows: rows),
        "capitals": info(labels(str.upper)),
        "no accents": info(labels(plain)),
        "NFD": info(labels(nfd)),
        "a colon": info(labels(lambda label: f"{label}:")),
        "line breaks": info(labels(lambda label: label.replace(" ", "\n"))),
        "turned round": info(lambda rows: rows[::-1]),
        "with blank rows": info(lambda rows: [each for row in rows for each in (row, [])]),
        "further right": info(lambda rows: [[None, None, *row] for row in rows]),
        "numbered": info(lambda rows: [[n, *row] for n, row in enumerate(rows)]),
        "two beside each other": info(
            lambda rows: [rows[2] + rows[3], rows[4] + [None] + rows[5], *rows[6:]]
        ),
    }
    for name, reading in read(store, files).items():
        assert (name, said(reading.findings), reading.unit_id) == (name, [], UNIT_ID)
        assert (name, facts(reading)) == (name, FACTS)


def test_facts_left_blank_or_out_are_not_reported(store: Store) -> None:
    reading = read_one(
        store, info(lambda rows: [row[:1] for row in rows[:2]] + [rows[2], [rows[5][0], None]])
    )
    assert (reading.status, facts(reading)) == ("accepted", {})


def test_a_fact_is_read_by_its_kind(store: Store) -> None:
    written: list[tuple[str, object, str, object]] = [
        ("B6", "03 mô hình", "models_stated", 3),
        ("B7", "không", "awarded_models", 0),
        ("B10", "1.135 người", "attendees", 1135),
        ("B8", "ngày 19 tháng 4 năm 2022", "review_on", date(2022, 4, 19)),
        ("B8", date(2022, 4, 19), "review_on", date(2022, 4, 19)),
        ("B9", "  Lồng ghép sinh hoạt chi bộ ", "review_form", "Lồng ghép sinh hoạt chi bộ"),
        ("B11", "HOÀN THÀNH XUẤT SẮC NHIỆM VỤ", "rating_2017", "Hoàn thành xuất sắc nhiệm vụ"),
        ("B12", "Không hoàn thành nhiệm vụ", "rating_2018", "Không hoàn thành nhiệm vụ"),
    ]
    files = {
        (cell, str(text)): unit_return(changes={("Thông tin", cell): text}) for cell, text, _, _ in written
    }
    readings = read(store, files)
    for cell, text, fact, value in written:
        reading = readings[cell, str(text)]
        assert (text, said(reading.findings), facts(reading)[fact]) == (text, [], value)


# -- whose ---------------------------------------------------------------------------------------------------


def test_the_unit_is_found_by_any_of_its_names(store: Store) -> None:
    names = ["Xã Tân Sơn", "ĐẢNG BỘ XÃ TÂN SƠN", "UBND xã Tân Sơn, huyện Kim Bảng", nfd("tân sơn")]
    readings = read(store, {name: unit_return(name) for name in names})
    assert {name: reading.unit_id for name, reading in readings.items()} == dict.fromkeys(names, UNIT_ID)


def test_a_file_name_proves_nothing(store: Store) -> None:
    reading = read(store, {"thi-son.xlsx": unit_return()})["thi-son.xlsx"]
    assert (reading.unit_id, reading.findings) == (UNIT_ID, ())


def test_a_return_that_names_two_units_is_refused(store: Store) -> None:
    cases: list[tuple[dict[tuple[str, str], object], tuple[str, str, str, str] | None]] = [
        ({("Mô hình", "A2"): "Đơn vị: Đảng bộ xã Thi Sơn"}, ("unit-mismatch", "Mô hình", "A2", OTHER)),
        ({("Khen thưởng", "A1"): "ĐƠN VỊ: XÃ THI SƠN"}, ("unit-mismatch", "Khen thưởng", "A1", "XÃ THI SƠN")),
        ({("Văn bản", "C1"): nfd("Tên đơn vị: Thi Sơn")}, ("unit-mismatch", "Văn bản", "C1", "Thi Sơn")),
        (
            {("Đánh giá", "A1"): "Đơn vị:", ("Đánh giá", "B1"): "xã Thi Sơn"},
            ("unit-mismatch", "Đánh giá", "B1", "xã Thi Sơn"),
        ),
        (
            {("Thông tin", "A20"): "Đơn vị", ("Thông tin", "B20"): "xã Thi Sơn"},
            ("unit-mismatch", "Thông tin", "B20", "xã Thi Sơn"),
        ),
        # the same unit, no unit, or a word of the form: nothing
        ({("Mô hình", "A2"): "Đơn vị: xã Tân Sơn"}, None),
        ({("Mô hình", "A2"): "Đơn vị: ………"}, None),
        ({("Mô hình", "A2"): "Đơn vị tính: mô hình"}, None),
        ({("Mô hình", "F4"): "Đơn vị Công an huyện"}, None),
        ({("Mô hình", "F4"): "Đảng bộ xã Thi Sơn"}, None),
        ({("Thông tin", "A20"): "Đơn vị", ("Thông tin", "B20"): "Tân Sơn"}, None),
    ]
    readings = read(store, {at: unit_return(changes=change) for at, (change, _) in enumerate(cases)})
    for at, (change, finding) in enumerate(cases):
        assert (change, said(readings[at].findings)) == (change, [finding] if finding else [])
        assert (readings[at].unit_id, readings[at].status) == (UNIT_ID, "refused" if finding else "accepted")


def test_what_people_said_a_name_means_is_an_alias(store: Store) -> None:
    plan = store.plan()
    (book,) = read_sheets([("a.xlsx", unit_return("Đảng bộ Tân Sơn mới"))])
    assert isinstance(book, Book)
    for learned, unit_id in (({}, None), ({"Tân Sơn mới": UNIT_ID}, UNIT_ID)):
        assert Intake(plan, plan.name_resolver(learned), RECEIVED).read(book).unit_id == unit_id


# -- all findings, in order ----------------------------------------------------------------------------------


def test_all_findings_come_those_without_a_cell_first_then_by_sheet_row_and_column(store: Store) -> None:
    changes: dict[tuple[str, str], object] = {
        ("Đánh giá", "A4"): "Nội dung lạ",
        ("Kiểm tra, giám sát", "J5"): "Điện thoại",
        ("Kiểm tra, giám sát", "D4"): "x",
        ("Tuyên truyền", "H12"): -1,
        ("Tuyên truyền", "I4"): 1,
        ("Tuyên truyền", "D10"): 2.5,
        ("Tuyên truyền", "E4"): "1,250",
        ("Mô hình", "G5"): 2030,
        ("Mô hình", "C5"): "Thể thao",
        ("Mô hình", "I4"): None,
        ("Thông tin", "B8"): "sắp tới",
        ("Văn bản", "C5"): "32/1/2018",
        ("Văn bản", "K3"): None,
    }
    content = unit_return(sheets={"Khen thưởng": None}, changes=changes)
    reading = read_one(store, content)
    assert [(f.slug, f.sheet, f.cell) for f in reading.findings] == [
        ("under-quota", "Mô hình", None),
        ("missing-sheet", "Khen thưởng", None),
        ("not-a-date", "Thông tin", "B8"),
        ("unknown-sector", "Mô hình", "C5"),
        ("year-out-of-range", "Mô hình", "G5"),
        ("ambiguous-number", "Tuyên truyền", "E4"),
        ("not-a-whole-number", "Tuyên truyền", "D10"),
        ("negative-number", "Tuyên truyền", "H12"),
        ("column-ignored", "Kiểm tra, giám sát", "J3"),
        ("not-a-number", "Kiểm tra, giám sát", "D4"),
        ("not-a-date", "Văn bản", "C5"),
        ("unknown-section", "Đánh giá", "A4"),
    ]
    assert (reading.status, reading.records) == ("refused", ())


def test_the_order_is_that_of_the_workbooks_tabs(store: Store) -> None:
    changes: dict[tuple[str, str], object] = {
        ("Mô hình", "C4"): "Thể thao",
        ("Đánh giá", "A4"): "Nội dung lạ",
        ("Khen thưởng", "AA4"): "bên lề",
        ("Khen thưởng", "D4"): "nhiều",
    }
    sheets = return_sheets()
    reading = read_one(store, workbook(dict(reversed(sheets.items())), changes))
    assert [(f.sheet, f.cell) for f in reading.findings] == [
        ("Đánh giá", "A4"),
        ("Khen thưởng", "AA3"),
        ("Khen thưởng", "D4"),
        ("Mô hình", "C4"),
    ]


def test_uncertain_cells_are_named_in_the_order_of_all_tabs(store: Store) -> None:
    legacy = in_tcvn3("Được nhân dân đồng tình ủng hộ")
    covers: Sheets = {"Phụ lục": [[], [], [None, legacy]], "Bìa": [[legacy]]}
    sheets = covers | return_sheets()
    sheets["Mô hình"][4][9] = legacy
    reading = read_one(store, workbook(sheets))
    assert [(f.slug, f.sheet, f.cell) for f in reading.findings] == [
        ("encoding-uncertain", "Phụ lục", "B3"),
        ("encoding-uncertain", "Bìa", "A1"),
        ("encoding-uncertain", "Mô hình", "J5"),
    ]
    assert (reading.encoding, reading.status) == (None, "refused")


def test_every_missing_column_is_named(store: Store) -> None:
    changes = {("Khen thưởng", cell): None for cell in ("B3", "E3", "G3")}
    reading = read_one(store, unit_return(changes=changes))
    assert [(f.slug, f.sheet, f.cell) for f in reading.findings] == [
        ("missing-column", "Khen thưởng", None)
    ] * 3
    assert [f.message.split("“")[1].split("”")[0] for f in reading.findings] == ["Chỉ tiêu", "2018", "2020"]


def test_optional_sheets_may_be_left_out_or_empty(store: Store) -> None:
    cases: list[tuple[dict[str, list[Row] | None], str | None]] = [
        ({"Văn bản": None, "Đánh giá": None}, None),
        ({"Văn bản": [], "Đánh giá": []}, None),  # a tab left empty is a sheet left out
        ({"Đánh giá": [[" "], []]}, None),
        ({"Văn bản": [["TT", "Số, ký hiệu", "Trích yếu"]]}, None),
        ({"Khen thưởng": []}, "missing-column"),
        ({"Đánh giá": [["Nhận xét", "Tốt"]]}, "missing-column"),
        ({"Văn bản": [["Tên", "Ngày", "Nơi"], ["a", "b", "c"]]}, "missing-column"),
    ]
    # one by one: beside a return that says something, a blank sheet is a finding (tests/test_silence.py)
    readings = {str(sheets): read_one(store, unit_return(sheets=sheets)) for sheets, _ in cases}
    assert {case: {f.slug for f in reading.findings} for case, reading in readings.items()} == {
        str(sheets): {finding} if finding else set() for sheets, finding in cases
    }


def test_a_return_carries_the_sheets_in_which_it_says_something(store: Store) -> None:
    whole = read_one(store, unit_return())
    assert {r.sheet for r in of_kind(whole, Carried)} == set(return_sheets())
    without_rows: Sheets = {"Văn bản": return_sheets()["Văn bản"][:3]}
    part = read_one(store, unit_return(sheets={**without_rows, "Đánh giá": []}))
    assert {r.sheet for r in of_kind(part, Carried)} == set(return_sheets()) - {"Văn bản", "Đánh giá"}


# -- encodings -----------------------------------------------------------------------------------------------


def test_a_file_in_tcvn3_says_the_same_with_its_signature_and_tabs_without_accents(
    store: Store, clean: Content
) -> None:
    sheets = return_sheets()
    for name in TABLES:
        sheets[name] += [[None, "Người lập biểu", None, None, "T/M ĐẢNG ỦY"], [None, "Nguyễn Văn Hùng"]]
    content_ = workbook(every_text(sheets, in_tcvn3), tabs={name: plain(name) for name in sheets})
    reading = read_one(store, content_)
    assert (reading.encoding, said(reading.findings)) == ("tcvn3", [("legacy-encoding", None, None, None)])
    assert content(reading) == clean


def test_a_file_in_nfd_is_unicode_and_says_the_same(store: Store, clean: Content) -> None:
    sheets = return_sheets()
    for name in TABLES:
        sheets[name] += [[None, "Người lập biểu", None, None, "T/M ĐẢNG ỦY"], [None, "Nguyễn Văn Hùng"]]
    reading = read_one(store, workbook(every_text(sheets, nfd)))
    assert (reading.encoding, said(reading.findings), content(reading)) == ("unicode", [], clean)


# -- orderings -----------------------------------------------------------------------------------------------


@settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(data=st.data())
def test_neither_columns_nor_blank_rows_nor_the_headings_place_change_what_is_read(
    store: Store, clean: Content, data: st.DataObject
) -> None:
    furniture: list[Row] = [[], ["I", "Các chi bộ"], [None, 12], [7], ["Tổng cộng", 9], [None, None, "  "]]

    def scrambled(name: str, rows: list[Row]) -> list[Row]:
        places = data.draw(st.permutations(range(len(rows[2]))), label=f"columns of {name}")
        above = data.draw(st.integers(0, 29), label=f"rows above the headings of {name}")
        table = [[row[place] if place < len(row) else None for place in places] for row in rows[2:]]
        for at, row in data.draw(
            st.lists(st.tuples(st.integers(1, len(table)), st.sampled_from(furniture)), max_size=5),
            label=name,
        ):
            # Tổng cộng stands in a name's place: the first columns' order is another test's
            table.insert(
                at, row if row[:1] != ["Tổng cộng"] or (places[0] in (0, 1) and name in MATRIX) else []
            )
        return [*([f"Dòng {n}"] for n in range(above)), *table]

    reading = read_one(store, changed(scrambled))
    assert (said(reading.findings), reading.status) == ([], "accepted")
    assert content(reading) == clean


ANYTHING = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.dates(),
    st.datetimes(),
    st.times(),
    st.timedeltas(),
    st.text(max_size=20),
    st.sampled_from(["Tổng cộng", "I", "1,250", "Bí thư", "T/M", "Đơn vị: Thi Sơn", UNIT, "TT", "2017"]),
)  # fmt: skip
FORMS: dict[str, Sheets] = {
    "A": return_sheets(),
    "B": {"Sheet1": [[UNIT], [], LIST_HEADINGS, *NOMINATIONS]},
    "C": consolidated_sheets(),
    "D": register_sheets(),
}


@pytest.mark.slow
@settings(max_examples=40)
@given(form=st.sampled_from(list(FORMS)), data=st.data())
def test_no_content_whatever_makes_reading_fail(form: str, data: st.DataObject) -> None:
    sheets = []
    for name, rows in FORMS[form].items():
        table = [list(row) for row in rows]
        places = st.tuples(st.integers(0, len(rows) - 1), st.integers(0, 11))
        for (row, column), value in data.draw(st.dictionaries(places, ANYTHING, max_size=4)).items():
            table[row] += [None] * (column + 1 - len(table[row]))
            table[row][column] = value
        dead = data.draw(st.dictionaries(places, st.sampled_from(["#REF!", ""]), max_size=2))
        errors = {place: text for place, text in dead.items() if text}
        sheets.append(Sheet(name, table, errors, frozenset(dead.keys() - errors.keys())))
    kind = "word" if form == "B" and data.draw(st.booleans()) else "workbook"
    book = Book(kind, tuple(sheets), (UNIT,) if kind == "word" else ())
    reading = Intake(plan_83(), plan_83().name_resolver(), RECEIVED).read(book)
    assert reading.status in ("accepted", "partial", "refused")
    assert {finding.slug for finding in reading.findings} <= set(RULES)
    assert any(f.is_error for f in reading.findings) == (reading.status != "accepted")
    assert reading.status != "refused" or not reading.records
    refused = set(reading.refused_units)
    assert not refused & {record.unit_id for record in reading.records}
