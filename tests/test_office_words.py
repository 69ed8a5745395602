"""Words that offices use for the form's own: other labels of the unit, "tương tự", totals and headings of groups."""

from __future__ import annotations

import pytest

from tests.builders import (
    LIST_HEADINGS,
    NOMINATIONS,
    OTHER,
    UNIT,
    UNIT_ID,
    Row,
    consolidated_sheets,
    of_kind,
    return_sheets,
    titled,
)
from tests.test_account import INTAKE, book_of, stored
from tonghop.intake.reading import Reading
from tonghop.records import Fact, Model, Nomination


def _list(*above: Row) -> Reading:
    return INTAKE.read(book_of({"Sheet1": [*above, LIST_HEADINGS, *NOMINATIONS]}))


@pytest.mark.parametrize(
    "label",
    ["Đơn vị gửi:", "Cơ quan:", "Tên cơ quan, đơn vị:", "ĐƠN VỊ LẬP BIỂU:", "Đơn vị nộp báo cáo:", "- Đơn vị đề nghị:"],
)
def test_the_unit_has_other_labels(label: str) -> None:
    for above in ([[f"{label} {UNIT}"]], [[label, UNIT]]):
        reading = _list(*above, ["DANH SÁCH MÔ HÌNH"])
        assert (reading.status, reading.unit_id, reading.findings) == ("accepted", UNIT_ID, ())
    sheets = return_sheets()
    sheets["Thông tin"][2] = [label, UNIT]
    reading = INTAKE.read(book_of(sheets))
    assert (reading.status, reading.unit_id, reading.findings) == ("accepted", UNIT_ID, ())


@pytest.mark.parametrize("label", ["Đơn vị lập biểu", "Cơ quan:", "Đơn vị gửi"])
def test_beside_the_forms_own_label_another_one_names_nobody(label: str) -> None:
    sheets = return_sheets()
    sheets["Thông tin"].append([label, OTHER])
    reading = INTAKE.read(book_of(sheets))
    assert (reading.status, reading.unit_id) == ("accepted", UNIT_ID)
    assert [f.slug for f in reading.findings] == ["unread-data"]


@pytest.mark.parametrize("text", ["Đơn vị tính: mô hình", "Đơn vị thực hiện: Hội Phụ nữ"])
def test_what_is_no_label_of_the_unit_names_nobody(text: str) -> None:
    reading = _list([UNIT], [text])
    assert (reading.status, reading.unit_id) == ("accepted", UNIT_ID)


@pytest.mark.parametrize("body", ["HỢP TÁC XÃ NÔNG NGHIỆP", "HỘI NGƯỜI CAO TUỔI", "TRƯỜNG TIỂU HỌC", "CÔNG TY TNHH"])
def test_a_body_above_the_bare_name_of_a_commune_is_not_the_commune(body: str) -> None:
    for above in ([[body], ["TÂN SƠN"]], [[body], ["XÃ TÂN SƠN"]]):
        reading = _list(*above, ["DANH SÁCH MÔ HÌNH"])
        assert (reading.status, reading.unit_id) == ("refused", None)
        assert "unknown-unit" in [f.slug for f in reading.findings]


def test_the_units_own_organ_above_its_bare_name_is_the_unit() -> None:
    for organ in ("ĐẢNG ỦY", "ĐẢNG BỘ XÃ", "BAN CHẤP HÀNH ĐẢNG BỘ"):
        assert _list([organ], ["TÂN SƠN"]).unit_id == UNIT_ID


def test_a_cover_in_front_names_the_unit_of_a_list() -> None:
    rows = titled("DANH SÁCH MÔ HÌNH", LIST_HEADINGS, NOMINATIONS)
    cover: list[Row] = [["HỒ SƠ KHEN THƯỞNG"], [], [UNIT]]
    reading = INTAKE.read(book_of({"Bìa": cover, "Danh sách": rows}))
    assert (reading.status, reading.unit_id, reading.findings) == ("accepted", UNIT_ID, ())
    more = INTAKE.read(book_of({"Bìa": [*cover, ["Đã chỉnh sửa lần 2"]], "Danh sách": rows}))
    assert [(f.slug, f.sheet, f.value) for f in more.findings] == [("unread-data", "Bìa", "Đã chỉnh sửa lần 2")]
    own = INTAKE.read(book_of({"Bìa": [[OTHER]], "Danh sách": [[UNIT], *rows]}))
    assert (own.unit_id, [f.slug for f in own.findings]) == (UNIT_ID, ["sheet-ignored"])
    two = INTAKE.read(book_of({"Bìa": [[OTHER], [UNIT]], "Danh sách": rows}))
    assert (two.status, [f.slug for f in two.findings if f.is_error]) == ("refused", ["unit-mismatch"])


@pytest.mark.parametrize("ditto", ["Tương tự", "tương tự như trên", "Giống trên", "như ô trên"])
def test_as_above_has_other_words(ditto: str) -> None:
    sheets = return_sheets()
    clean = INTAKE.read(book_of(sheets))
    sheets["Mô hình"][4][5] = ditto
    reading = INTAKE.read(book_of(sheets))
    assert reading.findings == clean.findings
    assert [m.implementer for m in of_kind(reading, Model)][:2] == ["Hội Phụ nữ"] * 2


@pytest.mark.parametrize("total", ["Cộng khối xã", "Cộng các chi bộ", "Tổng khối cơ quan", "Cộng I", "CỘNG NHÓM 1"])
@pytest.mark.parametrize("column", [0, 2])
def test_a_total_of_some_of_the_units_is_nobodys(total: str, column: int) -> None:
    sheets = consolidated_sheets()
    clean = INTAKE.read(book_of(sheets))
    row: Row = [None, None, "Số mô hình", "mô hình", 1, 2, 3, 4, 5, 15]
    row[column] = total
    row[2] = total if column == 2 else row[2]
    sheets["Khen thưởng"].insert(6, row)
    reading = INTAKE.read(book_of(sheets))
    assert ([f.slug for f in reading.findings if f.is_error], len(stored(reading))) == ([], len(stored(clean)))


@pytest.mark.parametrize("heading", ["Lĩnh vực kinh tế", "Mô hình tập thể", "Tập thể:", "Các mô hình cấp huyện:"])
def test_a_heading_over_some_models_is_no_model_in_a_list_without_numbers(heading: str) -> None:
    rows = [[None, *row[1:]] for row in NOMINATIONS]
    reading = INTAKE.read(book_of({"Sheet1": [[UNIT], LIST_HEADINGS, [None, heading], *rows]}))
    assert [n.name for n in of_kind(reading, Nomination)] == [row[1] for row in rows]
    assert reading.findings == ()


@pytest.mark.parametrize("name", ["Lĩnh vực kinh tế", "Mô hình tập thể"])
def test_a_model_with_a_number_or_more_to_say_is_a_model(name: str) -> None:
    rows: list[Row] = [[5, name], [None, name, "Hội Phụ nữ"]]
    for row in rows:
        reading = INTAKE.read(book_of({"Sheet1": [[UNIT], LIST_HEADINGS, row]}))
        assert [n.name for n in of_kind(reading, Nomination)] == [name]


@pytest.mark.parametrize(
    "title",
    ["Đơn vị tính: nghìn lượt", "ĐVT: 1.000 người", "(Số liệu tính bằng trăm)", "Đơn vị: 1000 lượt", "Đơn vị tính: %"],
)
def test_a_title_that_counts_by_thousands_refuses_the_figures(title: str) -> None:
    sheets = return_sheets()
    sheets["Khen thưởng"][1] = [None, None, title]
    reading = INTAKE.read(book_of(sheets))
    found = [(f.slug, f.severity, f.sheet, f.cell) for f in reading.findings]
    assert (reading.status, found) == ("refused", [("unit-of-measure-mismatch", "error", "Khen thưởng", "C2")])
    of_many = consolidated_sheets()
    of_many["Khen thưởng"][1] = [title]
    assert INTAKE.read(book_of(of_many)).status == "refused"


@pytest.mark.parametrize("title", ["Đơn vị tính: lượt", "Đơn vị: Đảng bộ xã Tân Sơn", "ĐVT: mô hình, cuộc"])
def test_a_title_of_usual_measures_says_nothing(title: str) -> None:
    sheets = return_sheets()
    sheets["Khen thưởng"][1] = [None, None, title]
    assert INTAKE.read(book_of(sheets)).findings == ()


def test_a_colon_in_a_cell_of_its_own_is_part_of_the_label() -> None:
    sheets = return_sheets()
    clean = INTAKE.read(book_of(sheets))
    sheets["Thông tin"] = [[row[0], " : ", row[1]] if len(row) > 1 else row for row in sheets["Thông tin"]]
    reading = INTAKE.read(book_of(sheets))
    assert (reading.status, reading.findings) == ("accepted", ())
    values = [[tuple(r)[:5] for r in each.records if isinstance(r, Fact)] for each in (clean, reading)]
    assert values[0] == values[1]


@pytest.mark.parametrize("mark", ["?", "K đề nghị", "k.", "??"])
def test_a_mark_that_only_a_person_can_read_is_asked_about(mark: str) -> None:
    sheets = return_sheets()
    sheets["Mô hình"][3][8] = mark
    assert ("unknown-choice", "I4") in [(f.slug, f.cell) for f in INTAKE.read(book_of(sheets)).findings]


BELOW: list[Row] = [
    [None, "Nguyễn Văn Hùng", None, None, None, "Trần Thị Mai"], [None, "(Ký, ghi rõ họ tên)"], [None, "PHÓ BÍ THƯ"],
    ["- Như trên;"], ["- Lưu VPĐU."], ["Lưu VP"], [None, "Đã ký"], [None, "ThS. Lê Văn An"], [None, "Đ/c Lê Văn An"],
    [None, "Bí thư Đảng ủy"], [None, "ĐT: 0912 345 678"], [None, "Tân Sơn, ngày 05 tháng 4 năm 2022"],
    [None, "........................"], [None, "Ủy viên Ban Thường vụ"],
]  # fmt: skip


@pytest.mark.parametrize("row", BELOW)
def test_what_offices_write_below_who_signs_is_of_the_signature(row: Row) -> None:
    sheets = return_sheets()
    sheets["Mô hình"] += [[], [None, "Người lập biểu", None, None, None, "T/M ĐẢNG ỦY"], row]
    assert INTAKE.read(book_of(sheets)).findings == ()


@pytest.mark.parametrize("row", [[None, "Camera an ninh thôn 5"], [None, "Đường hoa thôn 9", "Kinh tế"]])
def test_a_row_below_who_signs_that_is_none_of_them_is_said(row: Row) -> None:
    sheets = return_sheets()
    sheets["Mô hình"] += [[], [None, "Người lập biểu", None, None, None, "T/M ĐẢNG ỦY"], [None, "Trần Thị Mai"], row]
    assert [(f.slug, f.cell) for f in INTAKE.read(book_of(sheets)).findings] == [("unread-data", "B10")]
