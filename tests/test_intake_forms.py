"""Workbooks of many units, registers, nomination lists: whose rows, whose errors, what counts."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from tests.builders import (
    LIST_HEADINGS,
    MODELS,
    NOMINATIONS,
    OTHER,
    OTHER_ID,
    RECEIPTS,
    UNIT,
    UNIT_ID,
    Content,
    Row,
    assert_all_say,
    consolidated,
    consolidated_sheets,
    content,
    in_tcvn3,
    load_all,
    nfd,
    nomination_list,
    nomination_workbook,
    of_kind,
    read,
    read_one,
    register,
    register_sheets,
    said,
    unit_return,
    workbook,
)
from tonghop.questions import ask_rows
from tonghop.records import Carried, Document, Nomination, Receipt
from tonghop.store import Store

MATRIX = ("Khen thưởng", "Tuyên truyền", "Kiểm tra, giám sát")


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    return Store(tmp_path_factory.mktemp("intake") / "store")


@pytest.fixture(scope="module")
def clean(store: Store) -> Content:
    return content(read_one(store, unit_return()))


# -- consolidated workbooks and registers --------------------------------------------------------------------


def test_a_consolidated_workbook_says_of_each_unit_what_its_return_says(store: Store, clean: Content) -> None:
    def of_tables(rows: Content) -> set[tuple[object, ...]]:
        return {row for row in rows if "Thông tin" not in row}

    reading = read_one(store, consolidated())
    assert (reading.form, reading.unit_id, reading.status) == ("consolidated", None, "accepted")
    for unit_id in (UNIT_ID, OTHER_ID):
        own = [
            tuple(UNIT_ID if v == unit_id else v for v in row)
            for row in content(reading)
            if row[1] == unit_id
        ]
        assert set(own) == of_tables(clean)


def test_units_may_stand_in_any_order_and_under_any_name(store: Store) -> None:
    sheets = consolidated_sheets()
    expected = set(content(read_one(store, workbook(sheets))))
    names = ["Xã Tân Sơn", "TÂN SƠN", "Đảng ủy xã Tân Sơn"]
    for rows in sheets.values():
        data = [[names[n % 3] if row[0] == UNIT else row[0], *row[1:]] for n, row in enumerate(rows[3:])]
        rows[3:] = data[::-1]
    reading = read_one(store, workbook(sheets))
    assert (said(reading.findings), set(content(reading))) == ([], expected)


def test_group_total_and_signature_rows_of_a_consolidated_workbook_are_not_data(store: Store) -> None:
    sheets = consolidated_sheets()
    expected = content(read_one(store, workbook(sheets)))
    for rows in sheets.values():
        rows[5:5] = [["I", "Khối xã, thị trấn"], [None, 7], [], list(rows[2])]
        rows += [
            ["Tổng cộng", None, None, None, 12, 13],
            ["Người lập biểu"],
            ["Nguyễn Văn Hùng"],
        ]
    assert_all_say(store, {"rows": workbook(sheets)}, expected)


def test_a_row_below_a_signature_that_names_no_unit_is_said_to_be_unread(store: Store) -> None:
    sheets = consolidated_sheets()
    expected = content(read_one(store, workbook(sheets)))
    sheets["Mô hình"] += [["Người lập biểu"], ["Nguyễn Văn Hùng", 1, "Mô hình", "Kinh tế"]]
    reading = read_one(store, workbook(sheets))
    assert said(reading.findings) == [("unread-data", "Mô hình", "A11", "Nguyễn Văn Hùng")]
    assert content(reading) == expected


def test_an_error_in_a_units_rows_refuses_that_unit_in_all_sheets_and_no_other(store: Store) -> None:
    reading = read_one(store, consolidated(changes={("Khen thưởng", "E4"): "1,250"}))
    assert said(reading.findings) == [("ambiguous-number", "Khen thưởng", "E4", "1,250")]
    assert (reading.status, reading.refused_units) == ("partial", (UNIT_ID,))
    assert {record.unit_id for record in reading.records} == {OTHER_ID}
    whole = read_one(store, consolidated())
    assert len(reading.records) == len(whole.records) / 2


def test_units_refused_come_in_the_rosters_order(store: Store) -> None:
    units = ("Thi Sơn", "Huyện đoàn", "Tân Sơn", "TT Quế")
    sheets = consolidated_sheets(units)
    for row in sheets["Mô hình"][3:]:
        if row[0] != "TT Quế":
            row[3] = "Thể thao"
    reading = read_one(store, workbook(sheets))
    assert (reading.status, reading.refused_units) == ("partial", (UNIT_ID, OTHER_ID, "doan-thanh-nien"))
    assert {record.unit_id for record in reading.records} == {"thi-tran-que"}


def test_where_every_unit_is_refused_the_file_is(store: Store) -> None:
    changes = {("Mô hình", "D4"): "Thể thao", ("Mô hình", "D7"): "Thể thao"}
    reading = read_one(store, consolidated(changes=changes))
    assert (reading.status, reading.refused_units, reading.records) == ("refused", (UNIT_ID, OTHER_ID), ())


def test_rows_of_no_known_unit_stay_out_and_the_others_go_in(store: Store) -> None:
    names = ["Đảng bộ xã Tân Xuân", "", "Hội Nông dân xã"]
    for name, reading in read(
        store, {name: consolidated(changes={("Văn bản", "A4"): name}) for name in names}
    ).items():
        assert said(reading.findings) == [("unknown-unit", "Văn bản", "A4", name)]
        assert (reading.status, reading.refused_units) == ("partial", ())
        assert len(of_kind(reading, Document)) == 3


def merged(content: bytes, area: str, sheet: str = "Khen thưởng") -> bytes:
    """Merge cells the way offices do: the name stays in the top cell, the others are empty."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    book[sheet].merge_cells(area)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def test_a_units_name_merged_down_its_rows_is_the_name_of_all_of_them(store: Store) -> None:
    plain, joined = read_one(store, consolidated()), read_one(store, merged(consolidated(), "A4:A9"))
    assert joined.status == "accepted"
    assert said(joined.findings) == said(plain.findings)
    assert joined.records == plain.records


def test_a_row_without_a_name_refuses_the_unit_above_it_which_would_else_go_in_by_half(store: Store) -> None:
    reading = read_one(store, consolidated(changes={("Khen thưởng", "A5"): None}))
    assert said(reading.findings) == [("unknown-unit", "Khen thưởng", "A5", "")]
    assert (reading.status, reading.refused_units) == ("partial", (UNIT_ID,))


def test_a_missing_column_refuses_the_whole_workbook(store: Store) -> None:
    cells = [("Khen thưởng", "F3"), ("Mô hình", "A3"), ("Đánh giá", "C3")]
    for (sheet, _), reading in read(
        store, {cell: consolidated(changes={cell: None}) for cell in cells}
    ).items():
        assert [(f.slug, f.sheet, f.cell) for f in reading.findings] == [("missing-column", sheet, None)]
        assert (reading.status, reading.records) == ("refused", ())


def test_a_consolidated_workbook_needs_no_more_than_one_sheet(store: Store) -> None:
    files = {name: workbook({name: rows, "Sheet2": []}) for name, rows in consolidated_sheets().items()}
    for name, reading in read(store, files).items():
        assert (name, reading.form, reading.status) == (name, "consolidated", "accepted")
        assert {r.sheet for r in reading.records} == {name}


def test_a_unit_without_rows_is_not_carried_and_an_empty_tab_carries_nobody(store: Store) -> None:
    sheets = consolidated_sheets()
    sheets["Văn bản"] = [row for row in sheets["Văn bản"] if row[0] != OTHER]
    sheets["Đánh giá"] = []
    reading = read_one(store, workbook(sheets))
    carried = {(r.unit_id, r.sheet) for r in of_kind(reading, Carried)}
    assert (reading.status, carried) == (
        "accepted",
        {(unit, sheet) for unit in (UNIT_ID, OTHER_ID) for sheet in ("Mô hình", *MATRIX)}
        | {(UNIT_ID, "Văn bản")},
    )


def test_with_a_register_among_its_sheets_it_is_still_consolidated(store: Store) -> None:
    reading = read_one(store, consolidated(sheets=register_sheets()))
    assert (reading.form, reading.status, reading.findings) == ("consolidated", "accepted", ())
    assert len(of_kind(reading, Receipt)) == len(RECEIPTS)
    # an error in a unit's receipts refuses its figures too
    part = read_one(store, consolidated(sheets=register_sheets(), changes={("Tiếp nhận", "D4"): "hôm qua"}))
    assert (part.status, part.refused_units) == ("partial", (UNIT_ID,))
    assert {record.unit_id for record in part.records} == {OTHER_ID}


def test_warnings_of_one_unit_refuse_nobody(store: Store) -> None:
    reading = read_one(store, consolidated(changes={("Khen thưởng", "J4"): 1, ("Mô hình", "D4"): None}))
    assert [f.slug for f in reading.findings] == ["unclassified-model", "total-mismatch"]
    assert (reading.status, {f.unit_id for f in reading.findings}) == ("accepted", {UNIT_ID})


def test_the_same_model_or_indicator_of_two_units_is_not_the_same_twice(store: Store) -> None:
    assert read_one(store, consolidated((UNIT, OTHER, "TT Quế"))).findings == ()


def test_a_register_reads_its_receipts(store: Store) -> None:
    rows: list[Row] = [
        [1, "Xã Tân Sơn", "TỜ TRÌNH", "1/4/2022", "02", "Nộp trực tiếp"],
        [2, "Tân Sơn", nfd("Tờ trình"), date(2022, 4, 2), "1 bộ", None],
        [3, "Tân Sơn", "Tờ trình", date(2022, 4, 2), 1, None],
        [None, None, None, None, None, None],
        [4, OTHER, "Kế hoạch sơ kết", "ngày 08 tháng 4 năm 2022", None, None],
        [5, OTHER, "Báo cáo sơ kết", "08.04.2022", 0, None],
        [6],
        ["Tổng cộng", None, None, None, 6],
        [None, "Người lập biểu"],
        [7, OTHER, "Báo cáo sơ kết", "08.04.2022", 1, None],
    ]
    reading = read_one(store, register(rows))
    assert (reading.form, reading.unit_id, said(reading.findings)) == ("register", None, [])
    assert [
        (r.unit_id, r.obligation_id, r.received_on, r.copies, r.cell) for r in of_kind(reading, Receipt)
    ] == [
        (UNIT_ID, "memo", date(2022, 4, 1), 2, "D4"),
        (UNIT_ID, "memo", date(2022, 4, 2), 1, "D5"),
        (UNIT_ID, "memo", date(2022, 4, 2), 1, "D6"),
        (OTHER_ID, "plan", date(2022, 4, 8), 1, "D8"),
        (OTHER_ID, "report", date(2022, 4, 8), 1, "D13"),  # below who signs, and a row of the form
    ]
    assert reading.notes == ("Tiếp nhận, dòng 9: ghi 0 bộ nên không tính là một lần tiếp nhận.",)


def test_a_dash_for_copies_is_a_conference_held_and_no_copy_of_a_paper(store: Store) -> None:
    rows: list[Row] = [
        [1, UNIT, "Hội nghị sơ kết", "28/4/2022", "–", None],
        [2, UNIT, "Hội nghị sơ kết", "29/4/2022", "không", None],
        [3, UNIT, "Tờ trình", "1/4/2022", "-", None],
    ]
    reading = read_one(store, register(rows))
    assert (reading.status, said(reading.findings)) == ("accepted", [])
    receipts = [(r.obligation_id, r.received_on, r.copies) for r in of_kind(reading, Receipt)]
    assert receipts == [("review", date(2022, 4, 28), 1)]


def test_an_error_in_a_register_refuses_the_units_rows_only(store: Store) -> None:
    reading = read_one(store, register(changes={("Tiếp nhận", "D4"): "hôm qua", ("Tiếp nhận", "E5"): "đủ"}))
    assert [(f.slug, f.cell) for f in reading.findings] == [("not-a-date", "D4"), ("not-a-number", "E5")]
    assert (reading.status, reading.refused_units) == ("partial", (UNIT_ID,))
    assert [record.unit_id for record in reading.records] == [OTHER_ID]


def test_a_register_without_a_needed_column_is_refused(store: Store) -> None:
    reading = read_one(store, register(changes={("Tiếp nhận", "C3"): None, ("Tiếp nhận", "D3"): None}))
    assert [f.message.split("“")[1].split("”")[0] for f in reading.findings] == [
        "Thành phần hồ sơ",
        "Ngày tiếp nhận",
    ]
    assert (reading.form, reading.status) == ("register", "refused")


# -- nomination lists ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("make", [nomination_list, nomination_workbook])
def test_a_nomination_list_reads_as_word_and_as_a_workbook(store: Store, make: Callable[..., bytes]) -> None:
    rows: list[Row] = [
        ["1", "Hũ gạo tình thương", "Hội Phụ nữ", "Giúp 12 hộ nghèo.", "Mới"],
        ["2", "Bí thư chi bộ nêu gương", None, None, None],
        ["3", None, None, None, None],
    ]
    reading = read_one(store, make("Đảng ủy xã Tân Sơn", rows))
    assert (reading.form, reading.unit_id, said(reading.findings)) == ("nomination_list", UNIT_ID, [])
    assert [
        (r.position, r.name, r.implementer, r.summary, r.remark)
        for r in reading.records
        if isinstance(r, Nomination)
    ] == [
        (1, "Hũ gạo tình thương", "Hội Phụ nữ", "Giúp 12 hộ nghèo.", "Mới"),
        (2, "Bí thư chi bộ nêu gương", None, None, None),
    ]
    is_word = make is nomination_list
    places = {(r.sheet, r.cell) for r in of_kind(reading, Nomination)}
    assert places == ({(None, None)} if is_word else {("Danh sách", "B4"), ("Danh sách", "B5")})


@pytest.mark.parametrize("make", [nomination_list, nomination_workbook])
def test_the_unit_of_a_list_is_the_one_named_above_its_table(
    store: Store, make: Callable[..., bytes]
) -> None:
    lines = [
        "ĐẢNG BỘ XÃ TÂN SƠN",
        "Đơn vị: Đảng bộ xã Tân Sơn",
        "ĐƠN VỊ: Tân Sơn",
        "ĐƠN VỊ..... xã Tân Sơn",
        nfd("Đơn vị: Đảng bộ xã Tân Sơn"),
        "Ðơn vị: xã Tân Sơn",
        "Tên đơn vị: xã Tân Sơn",
        "Đơn vị đề nghị: xã Tân Sơn",
        "HUYỆN ỦY KIM BẢNG\nĐẢNG ỦY XÃ TÂN SƠN",
        "Đảng bộ xã Tân Sơn, huyện Kim Bảng.",
    ]
    readings = read(store, {line: make(line) for line in lines})
    assert {
        line: (reading.unit_id, said(reading.findings)) for line, reading in readings.items()
    } == dict.fromkeys(lines, (UNIT_ID, []))


def test_the_unit_may_be_named_in_a_table_that_lays_out_the_head(store: Store) -> None:
    head = [["HUYỆN ỦY KIM BẢNG\nĐẢNG BỘ XÃ TÂN SƠN\n*", "ĐẢNG CỘNG SẢN VIỆT NAM"]]
    reading = read_one(store, nomination_list("", head=head))
    assert (reading.unit_id, said(reading.findings)) == (UNIT_ID, [])


def test_whom_the_paper_goes_to_and_who_signs_it_name_no_unit(store: Store) -> None:
    to: list[str] = ["Kính gửi:", "- Ban Tuyên giáo Huyện ủy;", "- Văn phòng Huyện ủy."]
    below = ["T/M ĐẢNG ỦY", "BÍ THƯ", "Công an huyện", "Nơi nhận:", "Ban Tuyên giáo Huyện ủy", "Huyện đoàn"]
    reading = read_one(store, nomination_list(above=to, below=below))
    assert (reading.unit_id, said(reading.findings)) == (UNIT_ID, [])
    rows = [*NOMINATIONS, [], ["Nơi nhận:"], ["Huyện đoàn"]]
    reading = read_one(store, nomination_workbook(rows=rows))
    assert (reading.unit_id, said(reading.findings), len(of_kind(reading, Nomination))) == (UNIT_ID, [], 1)


def test_models_and_those_who_carry_them_out_name_no_unit_of_a_list(store: Store) -> None:
    rows: list[Row] = [["1", "Huyện đoàn", "Đảng bộ xã Thi Sơn", "Đơn vị: xã Thi Sơn", "Công an huyện"]]
    assert read_one(store, nomination_list(rows=rows)).unit_id == UNIT_ID


def test_a_list_names_one_unit(store: Store) -> None:
    cases = [
        (["Đảng bộ xã Tân Sơn", "Đảng bộ xã Thi Sơn"], ("unit-mismatch", None, None, OTHER)),
        (["Đảng bộ xã Tân Sơn", "Đơn vị: Thi Sơn"], ("unit-mismatch", None, None, "Thi Sơn")),
        (["Đảng bộ xã Tân Xuân"], ("unknown-unit", None, None, "Đảng bộ xã Tân Xuân")),
        (["Đảng bộ xã Tân Sơn", "Tân Sơn"], None),
    ]
    readings = read(
        store, {"|".join(lines): nomination_list(lines[0], above=lines[1:]) for lines, _ in cases}
    )
    assert {case: said(reading.findings) for case, reading in readings.items()} == {
        "|".join(lines): [finding] if finding else [] for lines, finding in cases
    }


def test_a_list_of_several_tables_is_read_through(store: Store) -> None:
    more: list[Row] = [LIST_HEADINGS, ["2", "Camera an ninh thôn", "Công an xã", None, None]]
    reading = read_one(store, nomination_list(rows=[*NOMINATIONS, *more]))
    assert [r.name for r in of_kind(reading, Nomination)] == ["Hũ gạo tình thương", "Camera an ninh thôn"]


def test_a_list_in_tcvn3_is_read(store: Store) -> None:
    rows: list[Row] = [
        ["1", in_tcvn3("Hũ gạo tình thương"), in_tcvn3("Hội Phụ nữ"), in_tcvn3("Giúp hộ nghèo"), None]
    ]
    headings = [in_tcvn3(heading) for heading in LIST_HEADINGS]
    title, below = in_tcvn3("Danh sách mô hình điểm"), [in_tcvn3("Bí thư")]
    reading = read_one(
        store,
        nomination_list(in_tcvn3("Đảng bộ xã Tân Sơn"), rows, headings=headings, title=title, below=below),
    )
    assert (reading.encoding, reading.unit_id) == ("tcvn3", UNIT_ID)
    assert [r.name for r in of_kind(reading, Nomination)] == ["Hũ gạo tình thương"]


# -- what counts ---------------------------------------------------------------------------------------------


def test_a_refused_file_contributes_nothing_and_an_accepted_one_all(tmp_path: Path) -> None:
    store = Store(tmp_path / "store")
    assert load_all(store, {"a.xlsx": unit_return(changes={("Khen thưởng", "D4"): "nhiều"})}) == {
        "a.xlsx": "refused"
    }
    assert ask_rows(store, "figure_list")[1] == []
    assert load_all(store, {"a.xlsx": unit_return(), "b.xlsx": unit_return(OTHER)}) == {
        "a.xlsx": "accepted",
        "b.xlsx": "accepted",
    }
    assert len(ask_rows(store, "figure_list")[1]) == 2 * 22 * 5
    assert len(ask_rows(store, "model_list")[1]) == 2 * len(MODELS)


def test_one_file_twice_in_a_load_counts_once(tmp_path: Path) -> None:
    store = Store(tmp_path / "store")
    content = unit_return()
    assert load_all(store, {"a.xlsx": content, "b.xlsx": content}) == {
        "a.xlsx": "accepted",
        "b.xlsx": "duplicate",
    }
    assert load_all(store, {"c.xlsx": content}) == {"c.xlsx": "duplicate"}
    assert len(ask_rows(store, "model_list")[1]) == len(MODELS)


def test_nominations_are_held_against_the_models_that_the_store_knows(tmp_path: Path) -> None:
    store = Store(tmp_path / "store")
    stray: list[Row] = [["1", "Chợ không túi ni lông", "Hội Phụ nữ", None, None]]
    assert read_one(store, nomination_list(rows=stray)).findings == ()  # no models are known yet
    load_all(store, {"a.xlsx": unit_return()})
    assert said(read_one(store, nomination_list(rows=stray)).findings) == [
        ("nomination-not-listed", None, None, "Chợ không túi ni lông")
    ]
    assert (
        read_one(store, nomination_list(rows=[["1", "HŨ GẠO  TÌNH THƯƠNG", None, None, None]])).findings == ()
    )
    assert read_one(store, nomination_list(OTHER, stray)).findings == ()
