"""Rows that are no data, and headings by another name: what people put into a table beside its data."""

from __future__ import annotations

import io
from datetime import date

import openpyxl
import pytest

from tests.builders import (
    RECEIPTS,
    Row,
    consolidated_sheets,
    content,
    nomination_list,
    of_kind,
    read,
    read_one,
    register,
    return_sheets,
    said,
    unit_return,
    workbook,
)
from tonghop.records import Document, Fact, Model
from tonghop.store import Store


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    return Store(tmp_path_factory.mktemp("layout") / "store")


def _with_row_below_heading(sheet: str, row: Row) -> bytes:
    rows = return_sheets()[sheet]
    heading = next(at for at, cells in enumerate(rows) if cells and cells[0] == "TT")
    return unit_return(sheets={sheet: [*rows[: heading + 1], row, *rows[heading + 1 :]]})


@pytest.mark.parametrize("heading", ["STT", "Số TT", "S T T", "stt"])
def test_the_number_of_a_row_has_other_names(store: Store, heading: str) -> None:
    sheets = {
        name: [[heading if cell == "TT" else cell for cell in row] for row in rows]
        for name, rows in return_sheets().items()
    }
    got = read(store, {"clean": unit_return(), "other": unit_return(sheets=sheets)})
    assert [f.slug for f in got["other"].findings] == [f.slug for f in got["clean"].findings]
    assert content(got["other"]) == content(got["clean"])


@pytest.mark.parametrize(
    "row",
    [
        ["A", "B", "C", 1, 2, 3, 4, 5, 6],
        ["(A)", "(B)", "(C)", "(1)", "(2)", "(3)", "(4)", "(5)", "(6)"],
        ["(1)", "(2)", "(3)", "(4)", "(5)", "(6)", "(7)", "(8)", "(9)=(4)+…+(8)"],
        ["A", "B", 1, 2, 3, 4, 5, 6, "7=2+3+4+5+6"],
    ],
)
def test_a_row_of_the_columns_letters_and_numbers_is_no_data(store: Store, row: Row) -> None:
    got = read(store, {"clean": unit_return(), "other": _with_row_below_heading("Khen thưởng", row)})
    assert [f.slug for f in got["other"].findings] == [f.slug for f in got["clean"].findings]
    assert content(got["other"]) == content(got["clean"])


_TOTALS = [
    "Tổng số", "Tổng cộng: 03 mô hình", "Cộng: 3", "TỔNG SỐ: 3 mô hình", "Tổng", "TỔNG: 3", "Cộng chung", "Cộng (I+II)",
    "Tổng cộng (03 mô hình)", "Tổng số mô hình: 3", "Tổng số có 03 (ba) mô hình./.", "Tổng cộng (1+2+3)",
]  # fmt: skip


@pytest.mark.parametrize("total", _TOTALS)
@pytest.mark.parametrize("is_numbered", [True, False])
def test_a_total_in_a_names_place_is_no_model(store: Store, total: str, is_numbered: bool) -> None:
    title, below, headings, *models = return_sheets()["Mô hình"]
    rows = [[row[0] if is_numbered else None, *row[1:]] for row in models]
    _same_as_clean(store, Mô_hình=[title, below, headings, *rows, [None, total]])


@pytest.mark.parametrize("total", _TOTALS)
@pytest.mark.parametrize("column", [0, 1, 2])
def test_a_total_is_no_row_of_figures_in_whatever_column_it_stands(store: Store, total: str, column: int) -> None:
    row: Row = [None, None, None, 1, 2, 3, 4, 5, 15]
    row[column] = total
    _same_as_clean(store, Khen_thưởng=[*return_sheets()["Khen thưởng"], row])


def test_a_row_numbered_in_words_is_no_total(store: Store) -> None:
    rows = return_sheets()["Mô hình"]
    numbered = [[f"Số {row[0]}", *row[1:]] for row in rows[3:]]
    found = of_kind(read_one(store, unit_return(sheets={"Mô hình": [*rows[:3], *numbered]})), Model)
    assert [model.name for model in found] == [row[1] for row in rows[3:]]


def test_a_model_whose_name_begins_like_a_total_is_a_model(store: Store) -> None:
    rows = return_sheets()["Mô hình"]
    name = "Cộng đồng an toàn 3 không"
    got = read(
        store,
        {"other": unit_return(sheets={"Mô hình": [*rows, [9, name, "Kinh tế"]]})},
    )
    assert any(name in record for record in content(got["other"]))


# -- headings ----------------------------------------------------------------------------------------------------


def _same_as_clean(store: Store, **sheets: list[Row]) -> None:
    named = {name.replace("_", " "): rows for name, rows in sheets.items()}
    got = read(store, {"clean": unit_return(), "other": unit_return(sheets=named)})
    assert said(got["other"].findings) == said(got["clean"].findings)
    assert content(got["other"]) == content(got["clean"])


def test_headings_that_come_again_set_the_columns_of_the_rows_below(store: Store) -> None:
    rows = return_sheets()["Khen thưởng"]
    headings = [rows[2][at] for at in (0, 1, 3, 4, 5, 6, 7, 8)]  # without Đơn vị tính: one to the left
    moved = [[row[at] for at in (0, 1, 3, 4, 5, 6, 7, 8)] for row in rows[6:]]
    _same_as_clean(store, Khen_thưởng=[*rows[:6], [], headings, *moved])
    models = return_sheets()["Mô hình"]
    turned = [[row[at] for at in (0, 1, 2, 3, 4, 7, 6, 5, 8, 9)] for row in (models[2], *models[5:])]
    _same_as_clean(store, Mô_hình=[*models[:5], ["DANH SÁCH MÔ HÌNH (tiếp theo)"], *turned])


def test_a_heading_takes_up_to_three_rows(store: Store) -> None:
    rows = return_sheets()["Khen thưởng"]
    head: list[Row] = [
        ["TT", "Chỉ tiêu", "Đơn vị tính", "Số liệu các năm", None, None, None, None, "Tổng cộng"],
        [None, None, None, "Nhiệm kỳ trước", None, None, None, "Nhiệm kỳ này"],
        [None, None, None, *rows[2][3:8]],
    ]
    _same_as_clean(store, Khen_thưởng=[*rows[:2], *head, *rows[3:]])


def test_a_heading_of_the_form_twice_in_one_heading_row_is_an_error(store: Store) -> None:
    reading = read_one(store, unit_return(changes={("Mô hình", "L3"): "Tên mô hình"}))
    assert (reading.status, said(reading.findings)) == (
        "refused", [("ambiguous-column", "Mô hình", "L3", "Tên mô hình")],
    )  # fmt: skip


def test_headings_that_come_again_without_a_required_column_are_an_error(store: Store) -> None:
    rows = return_sheets()["Khen thưởng"]
    moved = [rows[2][at] for at in (0, 1, 3, 4, 5, 6)]
    broken = unit_return(sheets={"Khen thưởng": [*rows[:6], moved, *rows[6:]]})
    reading = read_one(store, broken)
    assert [(f.slug, f.sheet) for f in reading.findings] == [("missing-column", "Khen thưởng")]


# -- rows that are no data ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sheet", "row"),
    [
        ("Mô hình", ["A", "Mô hình tập thể"]),
        ("Mô hình", [None, "A. Mô hình tập thể"]),
        ("Mô hình", ["I- Lĩnh vực kinh tế"]),
        ("Mô hình", ["II/ Lĩnh vực văn hóa"]),
        ("Mô hình", [4, "Không có"]),
        ("Mô hình", [4, "Chưa có mô hình nào"]),
        ("Mô hình", [4, "…………"]),
        ("Mô hình", ["-", "-", "-", "-"]),
        ("Mô hình", [None, None, None, None, 3]),
        ("Khen thưởng", [None, "Trong đó:"]),
        ("Khen thưởng", [None, "* Khác"]),
        ("Khen thưởng", ["-", "Trong đó"]),
        ("Khen thưởng", [1, "Mô hình được khen"]),
        ("Khen thưởng", ["1.1", "Cấp cơ sở"]),
        ("Khen thưởng", [None, "Trong đó:", "mô hình"]),
        ("Khen thưởng", ["I", "Khen thưởng mô hình", None, None, None, None, None, None, 0]),
        ("Khen thưởng", [None, "Ghi chú: số liệu năm 2021 tính đến 30/11"]),
        ("Văn bản", [3, "Không có"]),
    ],
)
def test_what_is_no_row_of_data_changes_nothing_wherever_it_stands(store: Store, sheet: str, row: Row) -> None:
    rows = return_sheets()[sheet]
    for at in (3, 4, len(rows)):
        _same_as_clean(store, **{sheet.replace(" ", "_"): [*rows[:at], row, *rows[at:]]})


@pytest.mark.parametrize(
    "total",
    ["Cộng", "Cộng Đảng bộ xã Tân Sơn", "Toàn huyện", "Tổng cộng Tân Sơn", "Tổng số xã Tân Sơn", "Tổng số toàn huyện"],
)
def test_totals_of_a_unit_and_of_the_district_are_no_rows(store: Store, total: str) -> None:
    sheets = consolidated_sheets()
    expected = content(read_one(store, workbook(sheets)))
    sheets["Mô hình"].insert(6, [total, None, None, 3])
    reading = read_one(store, workbook(sheets))
    assert (said(reading.findings), content(reading)) == ([], expected)


def test_a_heading_that_its_number_tells_is_no_model(store: Store) -> None:
    head, models = return_sheets()["Mô hình"][:3], return_sheets()["Mô hình"][3:]
    parts = [[[n, f"Lĩnh vực {n}"], [f"{n}.1", *row[1:]]] for n, row in enumerate(models, 1)]
    _same_as_clean(store, Mô_hình=[*head, *(row for part in parts for row in part)])
    floats = [[[n, f"Lĩnh vực {n}"], [n + 0.1, *row[1:]]] for n, row in enumerate(models, 1)]
    _same_as_clean(store, Mô_hình=[*head, *(row for part in floats for row in part)])
    counted: Row = ["I", "Lĩnh vực kinh tế", None, None, None, None, None, None, 1]
    _same_as_clean(store, Mô_hình=[*head, counted, *models])


@pytest.mark.parametrize("mark", ["-", "*", "+", "a)"])
def test_a_dash_and_one_text_among_numbered_models_is_asked_about(store: Store, mark: str) -> None:
    rows = return_sheets()["Mô hình"]
    reading = read_one(store, unit_return(sheets={"Mô hình": [*rows[:3], [mark, "Mô hình tập thể"], *rows[3:]]}))
    assert len(of_kind(reading, Model)) == 3
    assert [(f.slug, f.cell) for f in reading.findings] in ([("unread-data", "A4")], [("unread-data", "B4")])


def test_notes_numbered_anew_below_a_table_are_no_rows(store: Store) -> None:
    notes: list[Row] = [["Ghi chú: các ký hiệu trong biểu"], [1, "Tập thể: TT"], [2, "Cá nhân: CN"]]
    rows = return_sheets()["Mô hình"]
    reading = read_one(store, unit_return(sheets={"Mô hình": [*rows, *notes]}))
    assert (len(of_kind(reading, Model)), said(reading.findings)) == (3, [("unread-data", "Mô hình", "A8", "1")])
    more: list[Row] = [["Người lập biểu"], [4, "Tiếng kẻng an ninh"]]
    reading = read_one(store, unit_return(sheets={"Mô hình": [*rows, *more]}))
    assert [model.name for model in of_kind(reading, Model)][3:] == ["Tiếng kẻng an ninh"]


def test_an_officer_without_an_office_signs_beside_who_speaks_for_the_committee(store: Store) -> None:
    signed: list[Row] = [[], [None, "Cán bộ tổng hợp", None, None, None, None, "T/M ĐẢNG ỦY"], [None, "Mai"]]
    _same_as_clean(store, Mô_hình=[*return_sheets()["Mô hình"], *signed])
    _same_as_clean(store, Khen_thưởng=[*return_sheets()["Khen thưởng"], *signed])


@pytest.mark.parametrize("words", [("Người giao", "Người nhận"), ("BÊN NHẬN HỒ SƠ", "BÊN GIAO HỒ SƠ")])
def test_who_hands_over_and_who_takes_sign_a_register(store: Store, words: tuple[str, str]) -> None:
    signed: list[Row] = [[], [None, words[0], None, None, words[1]], [], [None, "Mai", None, None, "Hùng"]]
    reading = read_one(store, register([*RECEIPTS, *signed]))
    assert (reading.status, said(reading.findings)) == ("accepted", [])


def test_models_numbered_by_numerals_are_models(store: Store) -> None:
    rows = return_sheets()["Mô hình"]
    numbered = [["I", *rows[3][1:]], ["II", rows[4][1]], ["III", *rows[5][1:]]]
    found = of_kind(read_one(store, unit_return(sheets={"Mô hình": [*rows[:3], *numbered]})), Model)
    assert [model.name for model in found] == [row[1] for row in rows[3:]]


@pytest.mark.parametrize("is_numbered", [True, False])
def test_a_row_that_speaks_of_a_secretary_or_a_note_is_a_row(store: Store, is_numbered: bool) -> None:
    rows = [list(row) for row in return_sheets()["Mô hình"]]
    rows[3][5], rows[4][9] = "Bí thư Đoàn xã", "Ghi chú: đã được khen năm 2020"
    if not is_numbered:
        rows = [*rows[:3], *([None, *row[1:]] for row in rows[3:])]
    reading = read_one(store, unit_return(sheets={"Mô hình": rows}))
    assert ([model.name for model in of_kind(reading, Model)], said(reading.findings)) == ([r[1] for r in rows[3:]], [])


# -- merged cells, "như trên", several in one cell ---------------------------------------------------------------


def _merged(rows: dict[str, list[Row]], areas: dict[str, list[str]]) -> bytes:
    """A return whose sheets have these rows and merged areas, written by another library than the one that reads it."""
    book = openpyxl.load_workbook(io.BytesIO(unit_return(sheets=rows)))
    for name, ranges in areas.items():
        for area in ranges:
            book[name].merge_cells(area)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def test_a_merged_cell_speaks_for_every_row_it_covers(store: Store) -> None:
    file = _merged({}, {"Mô hình": ["F4:F5", "G4:G6", "I4:I5"]})
    first, second, third = of_kind(read_one(store, file), Model)
    assert (first.implementer, second.implementer, third.implementer) == ("Hội Phụ nữ", "Hội Phụ nữ", "Bà Mai")
    assert [model.start_year for model in (first, second, third)] == [2018, 2018, 2018]
    assert [model.is_nominated for model in (first, second, third)] == [True, True, False]


def test_rows_of_one_merged_name_are_one(store: Store) -> None:
    rows = return_sheets()["Mô hình"]
    more: Row = [None, None, None, None, None, "Hội Nông dân", None, "Giúp 12 hộ nghèo.", None, None]
    file = _merged({"Mô hình": [*rows[:4], more, *rows[4:]]}, {"Mô hình": ["A4:A5", "B4:B5", "C4:C5"]})
    reading = read_one(store, file)
    first = of_kind(reading, Model)[0]
    assert (first.implementer, first.summary) == ("Hội Phụ nữ\nHội Nông dân", "Giúp 12 hộ nghèo.")
    assert said(reading.findings) == [("several-in-one-cell", "Mô hình", "F5", "Hội Nông dân")]
    assert len(of_kind(reading, Model)) == 3


def test_a_cell_merged_over_the_table_is_a_heading(store: Store) -> None:
    rows = return_sheets()["Mô hình"]
    file = _merged({"Mô hình": [*rows[:4], [None, "Mô hình cấp tỉnh"], *rows[4:]]}, {"Mô hình": ["B5:J5"]})
    reading = read_one(store, file)
    assert (len(of_kind(reading, Model)), said(reading.findings)) == (3, [])


_DITTOES = ["nt", "-nt-", "như trên", '"', "″", "“”", "//", "-//-", "……\"……", "như dòng trên"]


@pytest.mark.parametrize("ditto", _DITTOES)
def test_as_above_is_the_cell_above(store: Store, ditto: str) -> None:
    changes = {("Mô hình", cell): ditto for cell in ("C5", "F5", "F6")}
    models = of_kind(read_one(store, unit_return(changes=changes)), Model)
    assert [model.implementer for model in models] == ["Hội Phụ nữ"] * 3
    assert models[1].sector_id == models[0].sector_id


def test_two_names_in_one_cell_are_two_only_where_the_row_says_all_twice(store: Store) -> None:
    both = "12-KH/ĐU\n45-CV/ĐU", "20/05/2018\n16/02/2019", "Kế hoạch\nCông văn", "V/v học tập\nV/v nhân rộng"
    rows = return_sheets()["Văn bản"][:3]
    found = of_kind(read_one(store, unit_return(sheets={"Văn bản": [*rows, [1, *both]]})), Document)
    assert [(d.number, d.issued_on, d.title) for d in found] == [
        ("12-KH/ĐU", date(2018, 5, 20), "V/v học tập"),
        ("45-CV/ĐU", date(2019, 2, 16), "V/v nhân rộng"),
    ]
    names = "1. Camera an ninh thôn 2. Tiếng kẻng an ninh"
    reading = read_one(store, unit_return(changes={("Mô hình", "B5"): names}))
    assert said(reading.findings) == [("several-in-one-cell", "Mô hình", "B5", names)]
    wrapped = read_one(store, unit_return(changes={("Mô hình", "B5"): "Camera an ninh\nthôn xóm bình yên"}))
    assert said(wrapped.findings) == []


# -- labels ------------------------------------------------------------------------------------------------------


def _facts_with(store: Store, content: bytes) -> tuple[object, ...]:
    reading = read_one(store, content)
    facts = {f.fact_id: f.number or f.text or f.day for f in of_kind(reading, Fact)}
    return reading.unit_id, said(reading.findings), facts


def test_values_stand_beside_their_labels_or_behind_a_colon(store: Store) -> None:
    rows = return_sheets()["Thông tin"]
    expected = _facts_with(store, unit_return())
    labels = rows[2:]
    shapes = {
        "one further": [*rows[:2], *([label, None, value] for label, value in labels)],
        "behind a colon": [*rows[:2], *([f"{label}: {value}"] for label, value in labels)],
        "numbered": [rows[0], ["TT", "Nội dung", "Trả lời"], *([n, *row] for n, row in enumerate(labels))],
        "a measure behind": [*rows[:2], *([*row, "người"] if row[0] == "Số người dự" else row for row in labels)],
    }
    for name, shape in shapes.items():
        assert (name, _facts_with(store, unit_return(sheets={"Thông tin": shape}))) == (name, expected)
    wide: list[Row] = [*rows[:2], *([label, None, value] for label, value in labels)]
    merged = _merged({"Thông tin": wide}, {"Thông tin": [f"A{at}:B{at}" for at in range(3, 3 + len(labels))]})
    assert _facts_with(store, merged) == expected


@pytest.mark.parametrize("number", ["1. ", "1) ", "a) ", "- ", "1.2. ", "+ "])
def test_a_label_is_known_with_a_number_before_it(store: Store, number: str) -> None:
    sheets = return_sheets()
    for name in ("Thông tin", "Đánh giá"):
        at = 2 if name == "Thông tin" else 3
        sheets[name][at:] = [[number + str(row[0]), *row[1:]] for row in sheets[name][at:]]
    sheets["Khen thưởng"][3:] = [[row[0], number + row[1], *row[2:]] for row in sheets["Khen thưởng"][3:]]
    got = read(store, {"clean": unit_return(), "other": unit_return(sheets=sheets)})
    assert (said(got["other"].findings), content(got["other"])) == ([], content(got["clean"]))


@pytest.mark.parametrize("number", ["II. ", "IV- ", "(V) ", "02."])
def test_a_number_before_a_tabs_name_says_nothing(store: Store, number: str) -> None:
    reading = read_one(store, unit_return(tabs={"Mô hình": f"{number}Mô hình"}))
    assert (reading.status, said(reading.findings)) == ("accepted", [])


# -- names of models -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name", ["1. Hũ gạo tình thương", "Mô hình “Hũ gạo tình thương”", '2) mô hình: "HŨ GẠO tình thương"']
)
def test_a_models_name_is_known_however_it_is_written(store: Store, name: str) -> None:
    listed = nomination_list(rows=[["1", name, "Hội Phụ nữ", "Giúp 12 hộ nghèo.", None]])
    got = read(store, {"a.xlsx": unit_return(), "b.docx": listed})
    assert said(got["b.docx"].findings) == []
    twice = read_one(store, unit_return(changes={("Mô hình", "B5"): name}))
    assert [f.slug for f in twice.findings] == ["duplicate-model"]
