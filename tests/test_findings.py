"""Each thing that can be wrong: a clean file, one broken place, exactly that finding in exactly that cell."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl.styles import Font

from tests.builders import (
    OTHER,
    UNIT,
    ErrorCell,
    Formula,
    consolidated,
    every_text,
    in_tcvn3,
    nomination_list,
    nomination_workbook,
    package,
    plan_folder,
    plan_text,
    read,
    read_one,
    register,
    return_sheets,
    said,
    touched,
    unit_return,
    workbook,
)
from tonghop.findings import ERROR, RULES, WARNING, Finding, make
from tonghop.intake.reading import Reading
from tonghop.intake.refusals import UNREADABLE
from tonghop.officefiles.reader import SLUGS
from tonghop.store import Store

# The contract's table (§3), literally.
SEVERITIES = {
    "unreadable-file": "error",
    "unsupported-type": "error",
    "password-protected": "error",
    "too-large": "error",
    "not-a-form": "error",
    "missing-sheet": "error",
    "ambiguous-sheet": "error",
    "missing-column": "error",
    "unknown-unit": "error",
    "ambiguous-unit": "error",
    "unit-mismatch": "error",
    "unknown-indicator": "error",
    "duplicate-indicator": "error",
    "unknown-sector": "error",
    "unknown-obligation": "error",
    "unknown-section": "error",
    "not-a-number": "error",
    "not-a-whole-number": "error",
    "negative-number": "error",
    "ambiguous-number": "error",
    "not-a-date": "error",
    "year-out-of-range": "error",
    "error-cell": "error",
    "formula-without-value": "error",
    "encoding-uncertain": "error",
    "ambiguous-column": "error",
    "total-mismatch": "warning",
    "models-total-mismatch": "warning",
    "over-quota": "warning",
    "under-quota": "warning",
    "duplicate-model": "warning",
    "unclassified-model": "warning",
    "nomination-not-listed": "warning",
    "attendances-without-meetings": "warning",
    "unknown-choice": "warning",
    "unit-of-measure-mismatch": "warning",
    "column-ignored": "warning",
    "sheet-ignored": "warning",
    "suspicious-date": "warning",
    "hidden-data": "warning",
    "struck-through": "warning",
    "nothing-reported": "warning",
    "receipt-differs": "warning",
    "unread-data": "warning",
    "several-in-one-cell": "warning",
    "legacy-encoding": "warning",
}

LOCKED_ODS = package(
    {
        "mimetype": b"application/vnd.oasis.opendocument.spreadsheet",
        "META-INF/manifest.xml": b"<manifest><file-entry><encryption-data/></file-entry></manifest>",
        "content.xml": b"\x00",
    }
)
TCVN3_REMARK = in_tcvn3("Được nhân dân đồng tình ủng hộ")


def hide_row(sheet: Any, row: int) -> None:
    sheet.row_dimensions[row].hidden = True


def strike(cells: Any) -> None:
    """Strike a range through."""
    for row in cells:
        for cell in row:
            cell.font = Font(strike=True)


@dataclass(frozen=True)
class Case:
    """One broken place: the file, what must be found and nothing else, and what the message must say too."""

    slug: str
    content: bytes
    sheet: str | None
    cell: str | None
    value: str | None
    says: str = ""
    name: str = "a.xlsx"
    beside: tuple[bytes, ...] = ()
    is_partial: bool = False
    severity: str = ""

    @property
    def status(self) -> str:
        if (self.severity or SEVERITIES[self.slug]) == "warning":
            return "accepted"
        return "partial" if self.is_partial else "refused"

    @property
    def id(self) -> str:
        return f"{self.slug} {self.sheet or ''} {self.cell or ''}".strip()


def broken(
    slug: str, sheet: str, cell: str, stands: object, value: str | None, says: str = "", **also: object
) -> Case:
    """A clean form A with one cell changed; `also`: more of its sheet, so that nothing else is wrong."""
    changes = {(sheet, place): what for place, what in ({cell: stands} | also).items()}
    return Case(slug, unit_return(changes=changes), sheet, cell, value, says)


CASES = [
    # the file
    Case("unreadable-file", unit_return()[:3000], None, None, None, "lưu lại rồi gửi lại"),
    Case("unreadable-file", b"", None, None, None, "tệp rỗng"),
    Case("unsupported-type", b"Danh s\xc3\xa1ch", None, None, None, ".xlsx", name="a.txt"),
    Case("unsupported-type", unit_return(), None, None, None, "macro", name="a.xlsm"),
    Case("password-protected", LOCKED_ODS, None, None, None, "bỏ mật khẩu", name="a.ods"),
    Case("too-large", b"PK\x03\x04" + bytes(20 * 1024 * 1024), None, None, None, "20 MB"),
    Case("not-a-form", workbook({"Sheet1": [["Họ tên", "Tuổi"], ["Mai", 42]]}), None, None, None, "biểu mẫu"),
    Case("not-a-form", nomination_list(headings=["TT", "Họ tên", "Tuổi"]), None, None, None, name="a.docx"),
    Case("missing-sheet", unit_return(sheets={"Khen thưởng": None}), "Khen thưởng", None, None, "bổ sung"),
    Case("missing-sheet", unit_return(sheets={"Mô hình": None}), "Mô hình", None, None, "bổ sung"),
    Case("missing-sheet", unit_return(sheets={"Thông tin": None}), "Thông tin", None, None, "bổ sung"),
    Case(
        "ambiguous-sheet",
        workbook(return_sheets() | {"2. Mô hình": return_sheets()["Mô hình"]}),
        "Mô hình", None, None, "(“Mô hình”, “2. Mô hình”). Đề nghị để lại một trang",
    ),
    Case(
        "sheet-ignored",
        workbook(return_sheets() | {"Ghi chép": [["Xã", "Số"], ["Thi Sơn", 3]]}),
        "Ghi chép", None, None, "trang của biểu mẫu",
    ),
    Case(
        "ambiguous-column",
        unit_return(changes={("Văn bản", "F3"): "Trích yếu"}),
        "Văn bản", "F3", "Trích yếu",
    ),
    Case(
        "unread-data",
        unit_return(changes={("Thông tin", "A30"): "Số máy tính", ("Thông tin", "B30"): 12}),
        "Thông tin", "A30", "Số máy tính", "2 ô",
    ),
    Case(
        "several-in-one-cell",
        unit_return(changes={("Mô hình", "B5"): "1. Camera an ninh thôn\n2. Tổ tự quản"}),
        "Mô hình", "B5", "1. Camera an ninh thôn\n2. Tổ tự quản", "mỗi nội dung một dòng",
    ),
    Case(
        "missing-column",
        unit_return(changes={("Tuyên truyền", "F3"): "Ba năm"}),
        "Tuyên truyền", None, None, "“2019”",
    ),
    Case(
        "missing-column",
        unit_return(changes={("Mô hình", "B3"): "Tên gọi khác"}),
        "Mô hình", None, None, "“Tên mô hình”",
    ),
    Case(
        "missing-column",
        unit_return(changes={("Thông tin", "A3"): "Cơ quan"}),
        "Thông tin", None, None, "“Đơn vị”",
    ),
    # whose
    broken("unknown-unit", "Thông tin", "B3", "Đảng bộ xã Tân Sơnn", "Đảng bộ xã Tân Sơnn", f"“{UNIT}”"),
    broken("unknown-unit", "Thông tin", "B3", None, "", "để trống"),
    broken("unit-mismatch", "Mô hình", "A2", "Đơn vị: xã Thi Sơn", "xã Thi Sơn", OTHER),
    Case(
        "unit-mismatch",
        nomination_list(above=["Đảng bộ xã Thi Sơn"]),
        None, None, "Đảng bộ xã Thi Sơn", UNIT, name="a.docx",
    ),
    Case("unknown-unit", nomination_list("Xã Tân Xuân"), None, None, "Xã Tân Xuân", name="a.docx"),
    # not in the registers, or twice
    broken("unknown-indicator", "Khen thưởng", "B5", "Số mô hình tự nhận", "Số mô hình tự nhận"),
    broken("unknown-indicator", "Khen thưởng", "B5", None, ""),
    broken(
        "duplicate-indicator", "Tuyên truyền", "B13", "Tài liệu, sách cấp phát", "Tài liệu, sách cấp phát",
        "B12", C13="cuốn",
    ),
    broken("unknown-sector", "Mô hình", "C5", "Thể thao", "Thể thao", "Kinh tế"),
    broken("unknown-section", "Đánh giá", "A4", "Nhận xét", "Nhận xét"),
    Case(
        "unknown-obligation",
        register(changes={("Tiếp nhận", "C4"): "Công văn"}),
        "Tiếp nhận", "C4", "Công văn", "Tờ trình", is_partial=True,
    ),
    # numbers, dates, years
    broken("not-a-number", "Khen thưởng", "D7", "nhiều", "nhiều"),
    broken("not-a-number", "Khen thưởng", "D7", "5 cuốn", "5 cuốn"),
    broken("not-a-number", "Thông tin", "B10", "cả xã", "cả xã"),
    broken("not-a-whole-number", "Khen thưởng", "D7", 2.5, "2.5"),
    broken("not-a-whole-number", "Khen thưởng", "D7", "2,5", "2,5"),
    broken("not-a-whole-number", "Khen thưởng", "D7", 1.25, "1.25", "có phải là 1250 không"),
    broken("not-a-whole-number", "Khen thưởng", "D7", "1,5", "1,5", "có phải là 1500 không"),
    broken("not-a-number", "Khen thưởng", "D7", 987654321, "987654321", "số điện thoại"),
    broken("not-a-number", "Khen thưởng", "D7", "0987 654 321", "0987 654 321"),
    broken("not-a-number", "Khen thưởng", "D7", "12¹", "12¹"),
    broken("negative-number", "Kiểm tra, giám sát", "H9", -3, "-3"),
    broken("negative-number", "Kiểm tra, giám sát", "H9", "-3", "-3"),
    broken("ambiguous-number", "Khen thưởng", "D7", "1,250", "1,250", "1.250"),
    broken("not-a-date", "Văn bản", "C4", "31/02/2018", "31/02/2018"),
    broken("not-a-date", "Văn bản", "C4", 43240, "43240"),
    broken("not-a-date", "Thông tin", "B8", "đầu tháng 4", "đầu tháng 4"),
    broken("year-out-of-range", "Mô hình", "G4", 2016, "2016", "2017–2022"),
    broken("year-out-of-range", "Mô hình", "G4", "2023", "2023", "2017–2022"),
    Case(
        "not-a-date",
        register(changes={("Tiếp nhận", "D4"): "hôm qua"}),
        "Tiếp nhận", "D4", "hôm qua", "05/04/2022", is_partial=True,
    ),
    Case("not-a-date", register(changes={("Tiếp nhận", "D4"): None}), "Tiếp nhận", "D4", "", is_partial=True),
    Case(
        "not-a-number",
        register(changes={("Tiếp nhận", "E4"): "đủ"}),
        "Tiếp nhận", "E4", "đủ", is_partial=True,
    ),
    # cells that hold nothing to read
    broken("error-cell", "Khen thưởng", "E6", ErrorCell("#REF!"), "#REF!"),
    broken("error-cell", "Khen thưởng", "B6", ErrorCell("#N/A"), "#N/A"),
    Case(
        "error-cell",
        unit_return(changes={("Mô hình", "B5"): ErrorCell("#NAME?"), ("Thông tin", "B6"): 2}),
        "Mô hình", "B5", "#NAME?",
    ),
    broken("error-cell", "Văn bản", "C5", ErrorCell("#VALUE!"), "#VALUE!"),
    broken("error-cell", "Thông tin", "B3", ErrorCell("#REF!"), "#REF!"),
    broken("error-cell", "Đánh giá", "B4", ErrorCell("#DIV/0!"), "#DIV/0!"),
    broken("formula-without-value", "Khen thưởng", "F6", Formula("=1+1"), None, "lưu lại"),
    broken("formula-without-value", "Khen thưởng", "B6", Formula("=B5"), None),
    broken("formula-without-value", "Mô hình", "I5", Formula('="x"'), None),
    broken("formula-without-value", "Văn bản", "C5", Formula("=TODAY()"), None),
    broken("formula-without-value", "Đánh giá", "A4", Formula("=A5"), None),
    Case(
        "formula-without-value",
        register(changes={("Tiếp nhận", "C4"): Formula("=C5")}),
        "Tiếp nhận", "C4", None, is_partial=True,
    ),
    Case(
        "formula-without-value",
        register(changes={("Tiếp nhận", "D4"): Formula("=TODAY()")}),
        "Tiếp nhận", "D4", None, is_partial=True,
    ),
    Case(
        "formula-without-value",
        consolidated(changes={("Khen thưởng", "A4"): Formula("=A5")}),
        "Khen thưởng", "A4", None, is_partial=True,
    ),
    broken("encoding-uncertain", "Mô hình", "J4", TCVN3_REMARK, TCVN3_REMARK, "Unicode"),
    # warnings
    broken("total-mismatch", "Khen thưởng", "I5", 99, "99", "115"),
    broken("total-mismatch", "Khen thưởng", "I5", 7, "7", "0", D5=None, E5=None, F5=None, G5=None, H5=None),
    broken("models-total-mismatch", "Thông tin", "B6", 5, "5", "3 mô hình"),
    Case(
        "over-quota",
        unit_return(changes={("Mô hình", "I5"): "x", ("Mô hình", "I6"): "x"}),
        "Mô hình", None, "3", "01 đến 02",
    ),
    Case(
        "under-quota",
        unit_return(changes={("Mô hình", "I4"): "không"}),
        "Mô hình", None, "0", "01 đến 02",
    ),
    Case(
        "over-quota",
        nomination_list("Chi bộ TAND huyện", [[at, f"Mô hình số {at}", "TAND", None, None] for at in (1, 2)]),
        None, None, "2", "01 mô hình", name="a.docx",
    ),
    Case("under-quota", nomination_list(rows=[["1"], ["2"]]), None, None, "0", "01 đến 02", name="a.docx"),
    Case(
        "duplicate-model",
        nomination_list("xã Lê Hồ", [[1, "Hũ gạo", None, None, None], [2, "Mô hình Hũ gạo", None, None, None]]),
        None, None, "Mô hình Hũ gạo", "dòng trên", name="a.docx",
    ),
    broken("duplicate-model", "Mô hình", "B6", "HŨ GẠO TÌNH THƯƠNG", "HŨ GẠO TÌNH THƯƠNG", "B4"),
    Case(
        "unclassified-model",
        unit_return(changes={("Mô hình", "C5"): None}),
        "Mô hình", "B5", "Camera an ninh thôn", "lĩnh vực",
    ),
    Case(
        "unclassified-model",
        unit_return(changes={("Mô hình", "C5"): "Chưa phân loại"}),
        "Mô hình", "B5", "Camera an ninh thôn", "lĩnh vực",
    ),
    Case(
        "nomination-not-listed",
        nomination_list(rows=[[1, "Chợ không túi ni lông", "Hội Phụ nữ", None, None]]),
        None, None, "Chợ không túi ni lông", "danh sách mô hình", name="a.docx", beside=(unit_return(),),
    ),
    Case(
        "nomination-not-listed",
        nomination_workbook(rows=[[1, "Chợ không túi ni lông", "Hội Phụ nữ", None, None]]),
        "Danh sách", "B4", "Chợ không túi ni lông", "danh sách mô hình", beside=(unit_return(),),
    ),
    Case(
        "attendances-without-meetings",
        unit_return(changes={("Tuyên truyền", "D4"): 0, ("Tuyên truyền", "I4"): None}),
        "Tuyên truyền", "D5", "21", "2017",
    ),
    Case(
        "attendances-without-meetings",
        unit_return(changes={("Tuyên truyền", "H6"): "không", ("Tuyên truyền", "I6"): None}),
        "Tuyên truyền", "H7", "45", "2021",
    ),
    broken("unknown-choice", "Mô hình", "D4", "Nhóm", "Nhóm", "Tập thể, Cá nhân"),
    broken("unknown-choice", "Mô hình", "E4", "Trung ương", "Trung ương", "Tỉnh, Huyện, Cơ sở"),
    broken("unknown-choice", "Thông tin", "B11", "Khá", "Khá", "Hoàn thành tốt nhiệm vụ"),
    broken("unknown-choice", "Mô hình", "I5", "k", "k", "được coi là không"),
    broken("unknown-choice", "Mô hình", "I5", "N/A", "N/A", "ghi x nếu có"),
    broken("unit-of-measure-mismatch", "Khen thưởng", "C4", "lần", "lần", "mô hình"),
    replace(
        broken("unit-of-measure-mismatch", "Khen thưởng", "C4", "chục mô hình", "chục mô hình", "nhân lên"),
        severity=ERROR,
    ),
    Case(
        "column-ignored",
        unit_return(changes={("Mô hình", "L3"): "Điện thoại", ("Mô hình", "L5"): "0351 826 001"}),
        "Mô hình", "L3", "Điện thoại", "biểu mẫu",
    ),
    broken("suspicious-date", "Văn bản", "B4", date(2022, 4, 3), "03/04/2022", "Excel đã tự đổi"),
    broken("suspicious-date", "Mô hình", "J4", date(2022, 4, 3), "03/04/2022", "Excel đã tự đổi"),
    broken("suspicious-date", "Văn bản", "C4", date(2018, 5, 6), "06/05/2018", "kiểu Mỹ", C5="16/02/2019"),
    broken("suspicious-date", "Văn bản", "C4", Formula("=TODAY()", "03/05/2022"), "03/05/2022", "TODAY"),
    Case(
        "nothing-reported", unit_return(sheets={"Văn bản": return_sheets()["Văn bản"][:3]}),
        "Văn bản", None, None, "vẫn được tính", beside=(unit_return(),),
    ),
    Case(
        "hidden-data", touched(unit_return(), lambda book: hide_row(book["Mô hình"], 5)),
        "Mô hình", "A5", None, "dòng 5 bị ẩn",
    ),
    Case(
        "struck-through",
        touched(unit_return(changes={("Thông tin", "B6"): 2}), lambda book: strike(book["Mô hình"]["B5:J5"])),
        "Mô hình", "B5", "Camera an ninh thôn", "không được tính",
    ),
    Case(
        "struck-through", touched(unit_return(), lambda book: strike(book["Mô hình"]["F5:F5"])),
        "Mô hình", "F5", "Công an xã", "vẫn được đọc",
    ),
    broken("suspicious-date", "Văn bản", "C4", "31/12/2016", "31/12/2016", "trước năm 2017"),
    broken("suspicious-date", "Văn bản", "C4", "06/05/2022", "06/05/2022", "05/05/2022"),
    broken("suspicious-date", "Thông tin", "B5", "06/05/2022", "06/05/2022", "sau ngày nhận tệp"),
    broken("suspicious-date", "Thông tin", "B8", "06/05/2202", "06/05/2202", "sau ngày"),
    Case(
        "suspicious-date",
        register(changes={("Tiếp nhận", "D4"): "28/03/2022"}),
        "Tiếp nhận", "D4", "28/03/2022", "trước ngày ban hành kế hoạch", is_partial=True, severity="error",
    ),
    Case(
        "suspicious-date",
        register(changes={("Tiếp nhận", "D4"): "06/05/2022"}),
        "Tiếp nhận", "D4", "06/05/2022", "sau ngày nhận tệp",
    ),
    Case(
        "receipt-differs",
        register(changes={("Tiếp nhận", "E4"): 20}),
        "Tiếp nhận", "E4", "20", "nhiều hơn 10 bộ", beside=(unit_return(),),
    ),
    Case("legacy-encoding", workbook(every_text(return_sheets(), in_tcvn3)), None, None, None, "TCVN3"),
]  # fmt: skip


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    return Store(tmp_path_factory.mktemp("findings") / "store")


@pytest.fixture(scope="module")
def readings(store: Store) -> dict[str, Reading]:
    """All cases that stand alone, read in one go; keyed by place and name."""
    return read(
        store, {f"{at}-{case.name}": case.content for at, case in enumerate(CASES) if not case.beside}
    )


@pytest.mark.parametrize(("at", "case"), list(enumerate(CASES)), ids=[case.id for case in CASES])
def test_one_broken_place_is_one_finding(
    store: Store, readings: dict[str, Reading], at: int, case: Case
) -> None:
    if case.beside:
        files = {case.name: case.content} | {f"{n}.xlsx": content for n, content in enumerate(case.beside)}
        reading = read(store, files)[case.name]
    else:
        reading = readings[f"{at}-{case.name}"]
    assert said(reading.findings) == [(case.slug, case.sheet, case.cell, case.value)]
    finding = reading.findings[0]
    assert finding.severity == (case.severity or SEVERITIES[case.slug])
    assert reading.status == case.status
    for place in (case.sheet, case.cell, case.value, case.says):
        assert place is None or place in finding.message
    assert_is_for_a_clerk(finding)


def assert_is_for_a_clerk(finding: Finding) -> None:
    """A message says what to do, leaves no place of its template open and ends as a sentence."""
    assert "Đề nghị" in finding.message or "Có phải là" in finding.message
    assert not re.search(r"[{}]|\bNone\b|Traceback|Error\b", finding.message)
    assert finding.message.endswith((".", "?"))


def test_a_name_that_two_units_share_is_ambiguous_and_both_are_named(tmp_path: Path) -> None:
    namesake = "to-tan-son,chi_bo,Chi bộ Tổ dân phố Tân Sơn,Tân Sơn,,2022-03-29,,illustrative\n"
    folder = plan_folder(tmp_path / "plan", units=plan_text("units.csv") + namesake)
    shared = Store(tmp_path / "store", folder)
    reading = read_one(shared, unit_return("Tân Sơn"))
    assert said(reading.findings) == [("ambiguous-unit", "Thông tin", "B3", "Tân Sơn")]
    assert all(name in reading.findings[0].message for name in (UNIT, "Chi bộ Tổ dân phố Tân Sơn"))
    assert_is_for_a_clerk(reading.findings[0])
    listed = read_one(shared, nomination_list("Tân Sơn"))
    assert said(listed.findings) == [("ambiguous-unit", None, None, "Tân Sơn")]
    rows = read_one(shared, register(changes={("Tiếp nhận", "B4"): "Tân Sơn"}))
    assert said(rows.findings) == [("ambiguous-unit", "Tiếp nhận", "B4", "Tân Sơn")]
    # in full each is one
    assert read_one(shared, unit_return("Xã Tân Sơn")).unit_id == "tan-son"


@pytest.mark.parametrize("form", [unit_return, consolidated, register, nomination_list, nomination_workbook])
def test_a_clean_file_has_no_findings(store: Store, form: Callable[[], bytes]) -> None:
    reading = read_one(store, form())
    assert (reading.status, reading.findings) == ("accepted", ())


def test_a_finding_lacks_no_place_of_its_message() -> None:
    with pytest.raises(KeyError):
        make("total-mismatch", sheet="Khen thưởng", cell="I5", value=1)
    with pytest.raises(KeyError):
        make("no-such-slug")


def test_every_rule_has_a_case() -> None:
    assert {case.slug for case in CASES} | {"ambiguous-unit"} == set(RULES)


def test_the_rules_are_the_contracts() -> None:
    assert {slug: rule.severity for slug, rule in RULES.items()} == SEVERITIES
    assert {ERROR, WARNING} == {"error", "warning"}


def test_every_reason_that_keeps_a_file_from_being_read_has_words() -> None:
    assert set(UNREADABLE) == set(SLUGS)
    assert set(SLUGS.values()) == {"unreadable-file", "unsupported-type", "password-protected", "too-large"}


def test_every_rule_has_a_title_of_its_own() -> None:
    titles = [rule.title for rule in RULES.values()]
    assert len(set(titles)) == len(titles)
    assert all(title[0].isupper() and not title.endswith(".") for title in titles)
