"""The plan as a workbook: written, edited, read back, with every cell checked; and by the command line."""

import io
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.builders import plan_text, workbook
from tests.test_cli import tonghop
from tonghop.errors import Stop
from tonghop.outputs.plan_workbook import plan_workbook, read_plan_workbook
from tonghop.plan.edited_tables import texts_of
from tonghop.plan.files import parse_plan, read_plan
from tonghop.plan.model import Plan
from tonghop.plan.tables import KINDS, TABLES, UNITS, rows_of

PLAN = read_plan()


def edited(*cells: tuple[str, str, Any], act: Callable[[Any], None] = lambda book: None) -> bytes:
    """The plan's workbook with some cells typed over."""
    book = openpyxl.load_workbook(io.BytesIO(plan_workbook(PLAN)))
    for sheet, cell, value in cells:
        book[sheet][cell] = value
    act(book)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def read_back(content: bytes, plan: Plan = PLAN) -> tuple[Plan, list[str]]:
    texts, wrong = read_plan_workbook(plan, "ke-hoach.xlsx", content)
    return parse_plan({**plan.sources, **texts}), wrong


def test_a_workbook_as_written_changes_nothing() -> None:
    assert read_plan_workbook(PLAN, "a.xlsx", plan_workbook(PLAN)) == ({}, [])


def test_what_is_typed_over_is_what_the_plan_says() -> None:
    content = edited(
        ("Đơn vị", "C7", "chi bộ"),
        ("Đơn vị", "D7", "Lê Hồ; ĐU Lê Hồ"),
        ("Đơn vị", "F7", datetime(2022, 4, 20)),
        ("Thời hạn", "E4", "Đến ngày"),
        ("Thời hạn", "F4", "ngày 08 tháng 4 năm 2022"),
        ("Thời hạn", "G4", "Chi bộ; Đảng bộ"),
        ("Loại đơn vị", "D4", "3"),
        ("Chỉ tiêu", "D4", "lượt"),
        ("Lĩnh vực", "B4", "Kinh tế - đời sống"),
    )
    plan, wrong = read_back(content)
    assert wrong == []
    le_ho, memo = plan.unit_by_id["le-ho"], plan.obligations[0]
    assert (le_ho.kind, le_ho.aliases, le_ho.valid_to) == ("chi_bo", ("Lê Hồ", "ĐU Lê Hồ"), date(2022, 4, 20))
    assert (memo.last_day, memo.owed_by) == (date(2022, 4, 8), ("chi_bo", "dang_bo"))
    assert plan.kinds[0].nominations_max == 3
    assert plan.indicators[0].unit_of_measure == "lượt"
    assert plan.sectors[0].label == "Kinh tế - đời sống"
    assert plan.sections == PLAN.sections


def test_remarks_in_plan_toml_stay() -> None:
    texts, _ = read_plan_workbook(PLAN, "a.xlsx", edited(("Loại đơn vị", "D4", 3)))
    assert texts == {"plan.toml": plan_text("plan.toml").replace("nominations_max = 2", "nominations_max = 3")}


def test_what_may_stand_before_the_names_of_a_kind_is_written_back() -> None:
    texts, wrong = read_plan_workbook(PLAN, "a.xlsx", edited(("Loại đơn vị", "E5", "Chi bộ; CB; Chi ủy")))
    assert wrong == []
    old, new = 'prefixes = ["Chi bộ", "CB"]', 'prefixes = ["Chi bộ", "CB", "Chi ủy"]'
    assert texts == {"plan.toml": plan_text("plan.toml").replace(old, new)}
    plan, _ = read_back(edited(("Loại đơn vị", "E5", "Chi bộ; CB; Chi ủy")))
    assert plan.name_resolver().find("Chi ủy Kho bạc Nhà nước huyện") == ("kho-bac",)
    assert plan.name_resolver().find("Chi ủy xã Tân Sơn") == ()
    # a kind that nothing stands before
    texts, wrong = read_plan_workbook(PLAN, "a.xlsx", edited(("Loại đơn vị", "E5", None)))
    assert wrong == []
    assert texts == {"plan.toml": plan_text("plan.toml").replace(f"{old}\n", "")}


def test_a_unit_renamed_keeps_its_old_name_as_an_alias() -> None:
    plan, wrong = read_back(edited(("Đơn vị", "B7", "Đảng bộ xã Hồ Mới")))
    assert wrong == []
    assert plan.unit_by_id["le-ho"].aliases == ("Đảng bộ xã Lê Hồ",)
    assert plan.name_resolver().find("Lê Hồ") == plan.name_resolver().find("xã Hồ Mới") == ("le-ho",)
    # the same name in other letters is no other name; a name that another unit bears now is that unit's
    plan, _ = read_back(edited(("Đơn vị", "B7", "ĐẢNG BỘ XÃ LÊ HỒ")))
    assert plan.unit_by_id["le-ho"].aliases == ()
    plan, _ = read_back(edited(("Đơn vị", "B7", "Đảng bộ xã Hồ Mới"), ("Đơn vị", "B8", "Đảng bộ xã Lê Hồ")))
    assert plan.unit_by_id["le-ho"].aliases == ()
    assert plan.name_resolver().find("Lê Hồ") == ("tuong-linh",)


def test_an_offices_own_roster_needs_names_and_kinds_alone() -> None:
    rows = [
        ["DANH SÁCH ĐƠN VỊ"],
        ["TT", "TÊN ĐƠN VỊ", "Loại đơn  vị"],
        [1, "Đảng bộ xã Lê Hồ", "Đảng bộ"],
        [2, "Thị trấn Quế", "Đảng bộ"],
        [3, "Chi bộ Trường THPT Mới", "Chi bộ"],
        [4, "Chi bộ trường THPT mới 2", "Chi bộ"],
        [],
    ]
    plan, wrong = read_back(workbook({"Đơn vị": rows}))
    assert wrong == []
    told = [(u.id, u.name, u.valid_from, u.is_illustrative) for u in plan.units]
    assert told == [
        ("le-ho", "Đảng bộ xã Lê Hồ", PLAN.issued_on, False),
        ("thi-tran-que", "Thị trấn Quế", PLAN.issued_on, False),
        ("chi-bo-truong-thpt-moi", "Chi bộ Trường THPT Mới", PLAN.issued_on, False),
        ("chi-bo-truong-thpt-moi-2", "Chi bộ trường THPT mới 2", PLAN.issued_on, False),
    ]
    kept = plan.unit_by_id["thi-tran-que"].aliases
    assert kept == ("TT Quế", "Đảng bộ thị trấn Quế"), "a column that is not there keeps what it said, and the old name"
    again, wrong = read_back(workbook({"Đơn vị": rows}), plan)
    assert (again.units, wrong) == (plan.units, [])


def test_people_may_add_a_kind_and_units_of_it_at_once() -> None:
    plan, wrong = read_back(
        edited(
            ("Loại đơn vị", "B7", "Đảng ủy cơ sở"), ("Loại đơn vị", "C7", 1), ("Loại đơn vị", "D7", 2),
            ("Đơn vị", "C4", "Đảng ủy cơ sở"),
        )
    )  # fmt: skip
    assert wrong == []
    assert (plan.units[0].kind, plan.kinds[-1].label) == ("dang_uy_co_so", "Đảng ủy cơ sở")


WRONG = [
    ("Đơn vị", "A4", "Lê Hồ", "Đơn vị, ô A4: Mã “Lê Hồ”"),
    ("Đơn vị", "A5", "thi-tran-que", "Đơn vị, ô A5: Trùng với dòng thứ 1"),
    ("Đơn vị", "B4", None, "Đơn vị, ô B4: Ô để trống"),
    ("Đơn vị", "B4", "x" * 301, "Đơn vị, ô B4: Dài 301 chữ"),
    ("Đơn vị", "C4", "xã", "Đơn vị, ô C4: “xã” không có trong danh sách. Giá trị được dùng: Đảng bộ; Chi bộ"),
    ("Đơn vị", "E4", "hôm qua", "Đơn vị, ô E4: “hôm qua” không phải là ngày"),
    ("Đơn vị", "F4", datetime(2022, 1, 1), "Đơn vị, ô F4: Ngày hết hiệu lực trước ngày có hiệu lực"),
    ("Thời hạn", "B4", None, "Thời hạn, ô B4: Ô để trống"),
    ("Thời hạn", "C4", "?", "Thời hạn, ô C4: “?” không có trong danh sách"),
    ("Thời hạn", "D4", 0, "Thời hạn, ô D4: Số bộ phải từ 1"),
    ("Thời hạn", "D4", 1.5, "Thời hạn, ô D4: “1.5” không phải là số nguyên"),
    ("Thời hạn", "E4", "sau ngày", "Thời hạn, ô E4: “sau ngày” không có trong danh sách"),
    ("Thời hạn", "F4", "31/02/2022", "Thời hạn, ô F4: “31/02/2022” không phải là ngày"),
    ("Thời hạn", "F4", None, "Thời hạn, ô F4: Ô để trống"),
    ("Thời hạn", "G4", "Chi bộ; Xã", "Thời hạn, ô G4: “Xã” không có trong danh sách"),
    ("Loại đơn vị", "C4", -1, "Loại đơn vị, ô C4: “-1” không phải là số nguyên"),
    ("Loại đơn vị", "D4", 0, "Loại đơn vị, ô D4: Số nhiều nhất nhỏ hơn số ít nhất"),
    ("Chỉ tiêu", "B4", "Văn bản", "Chỉ tiêu, ô B4: “Văn bản” không có trong danh sách"),
    ("Chỉ tiêu", "F4", 2016, "Chỉ tiêu, ô F4: Năm cuối trước năm đầu"),
    ("Chỉ tiêu", "E4", 17, "Chỉ tiêu, ô E4: “17” không phải là năm"),
    ("Lĩnh vực", "B4", None, "Lĩnh vực, ô B4: Ô để trống"),
    ("Lĩnh vực", "B3", "Nhóm", "Lĩnh vực: thiếu cột Lĩnh vực"),
]


@pytest.mark.parametrize(("sheet", "cell", "value", "says"), WRONG)
def test_a_wrong_cell_is_named_and_nothing_else_is(sheet: str, cell: str, value: Any, says: str) -> None:
    _, wrong = read_plan_workbook(PLAN, "a.xlsx", edited((sheet, cell, value)))
    assert len(wrong) == 1, wrong
    assert wrong[0].startswith(says)


def test_all_wrong_cells_are_named_at_once() -> None:
    _, wrong = read_plan_workbook(PLAN, "a.xlsx", edited(("Đơn vị", "C4", "xã"), ("Thời hạn", "D5", "x")))
    assert [one.split(":")[0] for one in wrong] == ["Đơn vị, ô C4", "Thời hạn, ô D5"]


def test_what_is_no_workbook_of_the_plan_is_refused() -> None:
    with pytest.raises(Stop, match="không có trang tính nào của kế hoạch"):
        read_plan_workbook(PLAN, "a.xlsx", workbook({"Mô hình": [["TT"]]}))
    with pytest.raises(Stop, match=r"a\.xlsx: "):
        read_plan_workbook(PLAN, "a.xlsx", b"khong phai Excel")


def test_text_never_becomes_a_formula() -> None:
    texts, _ = texts_of(PLAN, {UNITS: [{**row, "name": "=1+1"} for row in rows_of(PLAN, UNITS)[:1]]})
    book = openpyxl.load_workbook(io.BytesIO(plan_workbook(parse_plan({**PLAN.sources, **texts}))))
    cell = book["Đơn vị"]["B4"]
    assert (cell.value, cell.data_type) == ("=1+1", "s")


def test_a_table_without_a_row_is_refused() -> None:
    _, wrong = texts_of(PLAN, {KINDS: []})
    assert [one.message for one in wrong] == ["Bảng chưa có dòng nào. Đề nghị ghi ít nhất một dòng."]


def test_every_table_says_of_itself_that_nothing_changed() -> None:
    assert texts_of(PLAN, {name: rows_of(PLAN, name) for name in TABLES}) == ({}, [])


# -- the command line ----------------------------------------------------------------------------------------


def test_the_plan_is_exported_checked_and_changed(tmp_path: Path) -> None:
    store, file = tmp_path / "store", tmp_path / "ke hoach.xlsx"
    assert tonghop("plan-export", file, store=store).status == 0
    assert read_plan_workbook(PLAN, "a.xlsx", file.read_bytes()) == ({}, [])
    file.write_bytes(edited(("Thời hạn", "F4", datetime(2022, 4, 12))))
    checked = tonghop("plan-change", file, "--check", "--json", store=store)
    assert (checked.status, checked.json["version"], len(checked.json["changes"])) == (0, 0, 1)
    assert tonghop("plan-change", file, store=store).status == 2
    done = tonghop("plan-change", file, "--from", "10/04/2022", "--reason", "CV 12", "--json", store=store)
    assert done.json["version"] == 1
    assert done.json["statuses"] == []
    told = tonghop("ask", "plan_changes", "--json", store=store).json
    assert [(row["name"], row["holds_from"], row["recorded_by"]) for row in told] == [
        ("obligations.csv", "2022-04-10", "người thử")
    ]
    again = tonghop("plan-change", file, "--reason", "CV 12", store=store)
    assert (again.status, again.err.startswith("Chưa có gì thay đổi.")) == (1, True)


def test_a_workbook_with_a_wrong_cell_changes_nothing(tmp_path: Path) -> None:
    store, file = tmp_path / "store", tmp_path / "a.xlsx"
    file.write_bytes(edited(("Thời hạn", "D4", "x")))
    done = tonghop("plan-change", file, "--reason", "CV 12", "--json", store=store)
    assert (done.status, done.json["problems"][0].split(":")[0], done.json["version"]) == (1, "Thời hạn, ô D4", 0)
    assert tonghop("plan-change", tmp_path / "khong-co.xlsx", "--check", store=store).status == 1
