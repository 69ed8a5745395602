"""What goes back to a unit: its own workbook with the wrong cells marked, and in again as it went out.

The copies are looked at as packages of parts, and as openpyxl reads them; neither wrote them.
"""

from __future__ import annotations

import io
import json
import re
import subprocess
import sys
import zipfile
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter
from lxml import etree

from tests.builders import (
    RECEIVED,
    UNIT,
    UNIT_ID,
    consolidated,
    content,
    in_tcvn3,
    nomination_list,
    nomination_workbook,
    package,
    plan_83,
    read,
    read_one,
    return_sheets,
    said,
    unit_return,
    workbook,
)
from tests.spread import in_soak
from tonghop.actions.loading import check
from tonghop.findings import Finding, make
from tonghop.forms import RETURNED
from tonghop.intake.inbox import collect
from tonghop.intake.reading import Reading
from tonghop.outputs.marking.styles import OURS
from tonghop.outputs.returned import Returned, file_name, returned
from tonghop.outputs.templates import unit_template
from tonghop.store import Store

WRONG: dict[tuple[str, str], object] = {
    ("Thông tin", "B5"): "31/02/2022",
    ("Mô hình", "C4"): "=1+1",
    ("Khen thưởng", "D4"): "1,250",
    ("Khen thưởng", "E4"): "nhiều",
    ("Khen thưởng", "E5"): "nhiều",
    ("Khen thưởng", "I6"): 9,
}
WORKSHEET_ORDER = [
    *("sheetPr", "dimension", "sheetViews", "sheetFormatPr", "cols", "sheetData", "sheetCalcPr", "sheetProtection"),
    *("protectedRanges", "scenarios", "autoFilter", "sortState", "dataConsolidate", "customSheetViews", "mergeCells"),
    *("phoneticPr", "conditionalFormatting", "dataValidations", "hyperlinks", "printOptions", "pageMargins"),
    *("pageSetup", "headerFooter", "rowBreaks", "colBreaks", "customProperties", "cellWatches", "ignoredErrors"),
    *("smartTags", "drawing", "legacyDrawing", "legacyDrawingHF", "picture", "oleObjects", "controls"),
    *("webPublishItems", "tableParts", "extLst"),
]
RIGHT: dict[tuple[str, str], object] = {
    ("Thông tin", "B5"): "03/04/2022",
    ("Mô hình", "C4"): "Kinh tế",
    ("Khen thưởng", "D4"): 11,
    ("Khen thưởng", "E4"): 12,
    ("Khen thưởng", "E5"): 22,
    ("Khen thưởng", "I6"): 165,
}


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "store")


class Copy:
    """A copy as a package: its parts, and by tab the comments and the colours of its cells."""

    def __init__(self, file: bytes) -> None:
        package_of_parts = zipfile.ZipFile(io.BytesIO(file))
        self.parts = {entry.filename: package_of_parts.read(entry) for entry in package_of_parts.infolist()}
        assert package_of_parts.testzip() is None
        self.workbook = etree.fromstring(self.parts["xl/workbook.xml"])
        related = self.related("xl/workbook.xml")
        self.tabs: dict[str, str] = {
            sheet.get("name"): next(related[value][1] for key, value in sheet.attrib.items() if key.endswith("}id"))
            for sheet in self.workbook.iter("{*}sheet")
        }

    def related(self, part: str) -> dict[str, tuple[str, str]]:
        folder, _, name = part.rpartition("/")
        rels = self.parts.get(f"{folder}/_rels/{name}.rels")
        found = {}
        for each in etree.fromstring(rels) if rels else ():
            target = each.get("Target")
            path = target[1:] if target.startswith("/") else str(Path("/", folder, target).resolve())[1:]
            found[each.get("Id")] = (each.get("Type").rpartition("/")[2], path)
        return found

    def sheet(self, tab: str) -> Any:
        return etree.fromstring(self.parts[self.tabs[tab]])

    def comments(self, tab: str) -> dict[str, str]:
        parts = [path for kind, path in self.related(self.tabs[tab]).values() if kind == "comments"]
        found = [each for part in parts for each in etree.fromstring(self.parts[part]).iter("{*}comment")]
        return {each.get("ref"): "".join(text.text or "" for text in each.iter("{*}t")) for each in found}

    def coloured(self, tab: str) -> set[str]:
        """The cells on a colour of ours."""
        styles = etree.fromstring(self.parts["xl/styles.xml"])
        fills = [fill.find(".//{*}fgColor") for fill in styles.find("{*}fills")]
        ours = {at for at, colour in enumerate(fills) if colour is not None and colour.get("rgb") in OURS}
        looks = {at for at, look in enumerate(styles.find("{*}cellXfs")) if int(look.get("fillId", 0)) in ours}
        return {cell.get("r") for cell in self.sheet(tab).iter("{*}c") if int(cell.get("s", 0)) in looks}

    def lines(self) -> list[str]:
        """What the first sheet says, a row a line."""
        rows = self.sheet(RETURNED).iter("{*}row")
        return [" | ".join("".join(cell.itertext()) for cell in row if cell.get("t")) for row in rows]


def give_back(reading: Reading, file: bytes, path: str = "tan-son.xlsx") -> Returned:
    return returned(plan_83(), path, file, reading.findings, reading.unit_id, is_partial=reading.status == "partial")


def mended(file: bytes, changes: Mapping[tuple[str, str], object]) -> bytes:
    """What a person does in Excel: write other values into cells, save."""
    book = openpyxl.load_workbook(io.BytesIO(file))
    for (sheet, cell), value in changes.items():
        book[sheet][cell].value = value
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def rewritten(file: bytes, part: str, change: Callable[[str], str]) -> bytes:
    """The file with the text of one part changed."""
    parts = Copy(file).parts
    return package({name: change(xml.decode()).encode() if name == part else xml for name, xml in parts.items()})


def full_workbook() -> bytes:
    """Form A with all that a unit may have put into it, and two wrong cells."""
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True})
    picture = io.BytesIO(
        bytes.fromhex(
            "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c4944415478da63f8cfc0000003010100"
            "f70341430000000049454e44ae426082"
        )
    )
    heading = book.add_format({"bold": True, "font_color": "white", "bg_color": "#1F4E8C"})
    own = book.add_format({"bg_color": "#FFFF00", "num_format": "#,##0", "border": 2})
    for name, rows in return_sheets().items():
        sheet = book.add_worksheet(name)
        for at, row in enumerate(rows):
            for column, value in enumerate(row):
                if value is not None:
                    sheet.write(at, column, value, heading if at == 2 and name != "Thông tin" else None)
    sheet = book.get_worksheet_by_name("Khen thưởng")
    sheet.write("D4", "1,250", own)
    sheet.write("E5", "nhiều")
    sheet.write("J3", "Ghi thêm", heading)
    sheet.write("J5", "x")
    sheet.write_formula("I7", "=SUM(D7:H7)", None, 215)
    sheet.write_comment("D4", "Hỏi lại xã.", {"author": "Bà Mai"})
    sheet.write_comment("H7", "Đúng.", {"author": "Ông Ba"})
    sheet.insert_image("L2", "a.png", {"image_data": picture})
    chart = book.add_chart({"type": "column"})
    chart.add_series({"values": "='Khen thưởng'!$D$4:$H$4"})
    sheet.insert_chart("L8", chart)
    sheet.insert_button("L25", {"caption": "Nút"})
    sheet.conditional_format("D4:H9", {"type": "cell", "criteria": ">", "value": 1000, "format": own})
    sheet.data_validation("D4:H9", {"validate": "integer", "criteria": ">=", "value": 0})
    sheet.set_column(1, 1, 55)
    sheet.set_row(4, 40)
    sheet.protect("", {"objects": True})
    sheet.write_url("A13", "https://example.org/")
    sheet.print_area("A1:I12")
    sheet.autofilter("A3:I9")
    sheet.set_header("&L&G", {"image_left": "b.png", "image_data_left": picture})
    book.define_name("'Khen thưởng'!cuc_bo", "='Khen thưởng'!$A$1")
    book.define_name("toan_cuc", "='Mô hình'!$A$1")
    sheet.activate()
    book.get_worksheet_by_name("Mô hình").set_first_sheet()
    book.close()
    return target.getvalue()


# -- the marks -------------------------------------------------------------------------------------------------------


def assert_all_marked(copy: Copy, findings: tuple[Finding, ...], tab_of: Callable[[str], str] = str) -> None:
    """Each finding is a comment at its cell, which is coloured; nothing else is."""
    for sheet in {finding.sheet for finding in findings if finding.cell}:
        tab = tab_of(sheet or "")
        here = [finding for finding in findings if finding.sheet == sheet and finding.cell]
        comments = copy.comments(tab)
        for finding in here:
            assert " ".join(finding.message.split()) in comments[finding.cell or ""]
        assert copy.coloured(tab) == {finding.cell for finding in here}


def test_each_finding_is_a_comment_on_a_coloured_cell(store: Store) -> None:
    file = unit_return(changes=WRONG)
    reading = read_one(store, file)
    assert {(f.sheet, f.cell) for f in reading.findings} == set(WRONG)
    copy = give_back(reading, file)
    assert (copy.name, copy.is_marked) == ("can-sua-tan-son.xlsx", True)
    assert_all_marked(Copy(copy.content), reading.findings)
    assert b"width:247.5pt" in Copy(copy.content).parts["xl/drawings/vmlDrawing1.vml"]
    book = openpyxl.load_workbook(io.BytesIO(copy.content))
    comment = book["Khen thưởng"]["D4"].comment
    assert comment.author == "Tổng hợp"
    assert comment.text.startswith("Tổng hợp:\n• Lỗi: Khen thưởng, ô D4: “1,250” có thể là 1.250")
    assert book["Khen thưởng"]["I6"].comment.text.startswith("Tổng hợp:\n• Cảnh báo: ")
    colours = {cell: book["Khen thưởng"][cell].fill.fgColor.rgb for cell in ("D4", "E4", "I6")}
    assert colours["D4"] == colours["E4"] != colours["I6"]


def test_a_blank_cell_is_put_in_between_those_that_are_there(store: Store) -> None:
    file = unit_return(changes={("Thông tin", "B3"): None, ("Văn bản", "H9"): "x"})
    reading = read_one(store, file)
    findings = (*reading.findings, *(make("not-a-number", sheet="Văn bản", cell=c, value="x") for c in ("C9", "B7")))
    copy = Copy(returned(plan_83(), "a.xlsx", file, findings, None).content)
    assert ("unknown-unit", "Thông tin", "B3", "") in said(findings)
    assert_all_marked(copy, findings)
    rows = list(copy.sheet("Văn bản").iter("{*}row"))
    assert [int(row.get("r")) for row in rows] == sorted(int(row.get("r")) for row in rows)
    assert [cell.get("r") for cell in rows[-1]] == ["C9", "H9"]


def test_findings_of_one_cell_are_one_comment_and_an_error_gives_the_colour() -> None:
    file = unit_return()
    findings = [
        make("suspicious-date", sheet="Thông tin", cell="B5", value="1/1/2016", reason="trước năm 2017"),
        make("not-a-date", sheet="Thông tin", cell="B5", value="1/1/2016"),
    ]
    copy = Copy(returned(plan_83(), "a.xlsx", file, findings, UNIT_ID).content)
    (text,) = copy.comments("Thông tin").values()
    assert [line.partition(":")[0] for line in text.splitlines()] == ["Tổng hợp", "• Cảnh báo", "• Lỗi"]


def test_a_cell_within_merged_ones_is_marked_where_it_is_seen() -> None:
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True}) as book:
        book.add_worksheet("Mô hình").merge_range("B4:D6", "gộp")
    findings = [make("unclassified-model", sheet="Mô hình", cell="C5", value="gộp")]
    copy = Copy(returned(plan_83(), "a.xlsx", target.getvalue(), findings, None).content)
    assert (set(copy.comments("Mô hình")), copy.coloured("Mô hình")) == ({"B4"}, {"B4"})
    assert [link.get("location") for link in copy.sheet(RETURNED).iter("{*}hyperlink")] == [
        "'Mô hình'!A1",
        "'Mô hình'!B4",
    ]


def test_light_text_is_marked_with_a_dark_colour() -> None:
    findings = [make("column-ignored", sheet="Khen thưởng", cell=cell, value="Ghi thêm") for cell in ("J3", "J5")]
    copy = returned(plan_83(), "a.xlsx", full_workbook(), findings, None)
    page = openpyxl.load_workbook(io.BytesIO(copy.content))["Khen thưởng"]
    assert page["J3"].font.color.rgb == "FFFFFFFF"
    brightness = {cell: sum(bytes.fromhex(page[cell].fill.fgColor.rgb[2:])) / 3 for cell in ("J3", "J5")}
    assert brightness["J3"] < 90 < 200 < brightness["J5"]


# -- the first sheet -------------------------------------------------------------------------------------------------


def test_the_first_sheet_is_a_letter_to_the_unit(store: Store) -> None:
    file = unit_return(changes=WRONG)
    copy = Copy(give_back(read_one(store, file), file, "gửi/tan-son.xlsx").content)
    assert next(iter(copy.tabs)) == RETURNED
    said_there = "\n".join(copy.lines())
    for words in (
        "Kính gửi: |  | Đảng bộ xã Tân Sơn",
        "Tệp đã nhận: |  | tan-son.xlsx",
        "Kế hoạch số 83-KH/HU ngày 29/03/2022",
        "5 lỗi và 1 cảnh báo.",
        "Khi còn lỗi, tệp chưa được nhận",
        "nếu đã đúng thì giữ nguyên",
        "ở dạng Excel Workbook (.xlsx) rồi gửi lại",
    ):
        assert words.replace(" |  | ", " | ") in said_there
    page = copy.sheet(RETURNED)
    setup = page.find("{*}pageSetup")
    assert (setup.get("paperSize"), setup.get("orientation"), setup.get("fitToHeight")) == ("9", "portrait", "0")
    assert "_xlnm.Print_Titles" in [name.get("name") for name in copy.workbook.iter("{*}definedName")]


def test_alike_findings_are_one_row_with_a_link_to_each_cell(store: Store) -> None:
    wrong = {("Khen thưởng", f"D{row}"): "nhiều" for row in range(4, 9)}
    wrong |= {("Khen thưởng", f"F{row}"): f"1,{row}50" for row in range(4, 9)}
    file = unit_return(changes=wrong)
    copy = Copy(give_back(read_one(store, file), file).content)
    lines = copy.lines()
    same = "Lỗi | 5 ô: “nhiều” không phải là số. Đề nghị ghi một số nguyên, ví dụ 12. | D4 | D5 | D6"
    assert [line.split(" | ", 1)[1] for line in lines if "“nhiều”" in line] == [same]
    assert "D7 | D8" in lines
    (differing,) = [line for line in lines if "Số có hai cách hiểu" in line]
    assert differing.endswith("F4: 1,450 | F5: 1,550 | F6: 1,650")
    links = {each.get("ref"): each.get("location") for each in copy.sheet(RETURNED).iter("{*}hyperlink")}
    cells = {cell.get("r"): "".join(cell.itertext()) for cell in copy.sheet(RETURNED).iter("{*}c")}
    assert {cells[at].partition(":")[0]: to for at, to in links.items()} == {
        "Trang “Khen thưởng”": "'Khen thưởng'!A1",
        **{cell: f"'Khen thưởng'!{cell}" for _, cell in wrong},
    }


def test_with_warnings_only_the_letter_says_that_the_file_counts(store: Store) -> None:
    file = unit_return(changes={("Khen thưởng", "I6"): 9})
    reading = read_one(store, file)
    assert reading.status == "accepted"
    said_there = "\n".join(Copy(give_back(reading, file).content).lines())
    assert "Tệp không có lỗi nên nội dung trong tệp vẫn được tính." in said_there
    assert "1 cảnh báo." in said_there


def test_of_many_units_those_are_named_whose_rows_do_not_count(store: Store) -> None:
    file = consolidated(changes={("Mô hình", "D7"): "Thiên văn"})
    reading = read_one(store, file)
    assert reading.status == "partial"
    said_there = "\n".join(Copy(give_back(reading, file).content).lines())
    assert "của Đảng bộ xã Thi Sơn chưa được tính" in said_there
    assert "Đảng bộ xã Thi Sơn: Lĩnh vực “Thiên văn”" in said_there


def test_a_missing_sheet_and_a_stranger_are_said_without_a_cell(store: Store) -> None:
    files = {"a": unit_return(sheets={"Khen thưởng": None}), "b": workbook({"Sheet1": [["Chợ"]]})}
    for key, reading in read(store, files).items():
        copy = give_back(reading, files[key])
        assert copy.is_marked
        lines = Copy(copy.content).lines()
        assert any("Thiếu trang tính “Khen thưởng”" in line or "không đúng biểu mẫu" in line for line in lines)


# -- what was there stays --------------------------------------------------------------------------------------------


def test_what_is_not_marked_stays_byte_for_byte_and_the_rest_as_it_was(store: Store) -> None:
    file = full_workbook()
    reading = read_one(store, file)
    assert {f.cell for f in reading.findings} == {"A13", "D4", "E5", "J3"}  # a link below the table: nobody's data
    before, after = Copy(file), Copy(give_back(reading, file).content)
    touched = {
        *("[Content_Types].xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml"),
        *("xl/worksheets/sheet3.xml", "xl/comments1.xml", "xl/drawings/vmlDrawing1.vml"),
    }
    assert set(after.parts) - set(before.parts) == {"xl/worksheets/sheet8.xml"}
    assert {name for name in before.parts if before.parts[name] != after.parts[name]} == touched
    old, new = before.sheet("Khen thưởng"), after.sheet("Khen thưởng")
    assert [each.tag for each in new] == [each.tag for each in old]
    for each, same in zip(old, new, strict=True):
        if not each.tag.endswith(("sheetData", "sheetViews")):
            assert etree.tostring(each) == etree.tostring(same)
    values = [
        [(cell.get("r"), cell.get("t"), "".join(cell.itertext())) for cell in sheet.iter("{*}c")]
        for sheet in (old, new)
    ]
    assert values[0] == values[1]
    looks = [
        {cell.coordinate: (cell.number_format, cell.border.left.style, cell.font.b, cell.protection.locked)
         for row in openpyxl.load_workbook(io.BytesIO(each))["Khen thưởng"] for cell in row}
        for each in (file, give_back(reading, file).content)
    ]  # fmt: skip
    assert looks[0] == looks[1]


def test_other_peoples_comments_stay_and_ours_stand_below_them(store: Store) -> None:
    file = full_workbook()
    comments = Copy(give_back(read_one(store, file), file).content).comments("Khen thưởng")
    assert comments["H7"] == "Đúng."
    assert comments["D4"].startswith("Hỏi lại xã.\nTổng hợp:\n• Lỗi: ")
    assert set(comments) == {"A13", "D4", "E5", "H7", "J3"}


def test_boxes_are_added_to_a_drawing_with_numbers_that_are_free(store: Store) -> None:
    file = full_workbook()
    copy = Copy(give_back(read_one(store, file), file).content)
    drawing = copy.parts["xl/drawings/vmlDrawing1.vml"].decode()
    numbers = re.findall(r'id="_x0000_s(\d+)"', drawing)
    assert len(numbers) == len(set(numbers)) == 6  # two of theirs, three of ours, a button
    assert "Nút" in drawing
    assert len(re.findall(r"<x:Row>", drawing)) == 5
    etree.fromstring(drawing)


def test_tabs_are_counted_one_on_and_only_ours_is_chosen(store: Store) -> None:
    file = full_workbook()
    copy = Copy(give_back(read_one(store, file), file).content)
    titles = list(copy.tabs)
    names = {
        name.get("name"): titles[int(name.get("localSheetId"))] if name.get("localSheetId") else None
        for name in copy.workbook.iter("{*}definedName")
        if name.text is None or RETURNED not in name.text
    }
    assert names == {
        "_xlnm._FilterDatabase": "Khen thưởng", "_xlnm.Print_Area": "Khen thưởng", "cuc_bo": "Khen thưởng",
        "toan_cuc": None,
    }  # fmt: skip
    view = copy.workbook.find("{*}bookViews/{*}workbookView")
    assert (view.get("activeTab", "0"), view.get("firstSheet", "0")) == ("0", "0")
    assert [tab for tab in titles if b"tabSelected" in copy.parts[copy.tabs[tab]]] == [RETURNED]


def test_every_sheet_has_its_elements_in_the_schemas_order(store: Store) -> None:
    file = full_workbook()
    plain = unit_return(changes=WRONG)
    for each in (file, plain):
        copy = Copy(give_back(read_one(store, each), each).content)
        for tab in copy.tabs:
            places = [WORKSHEET_ORDER.index(etree.QName(each).localname) for each in copy.sheet(tab)]
            assert places == sorted(places), tab


def test_a_template_of_ours_is_marked_and_keeps_its_guards(store: Store) -> None:
    plan = plan_83()
    file = mended(unit_template(plan, plan.unit_by_id[UNIT_ID]), {("Khen thưởng", "D6"): "-3"})
    reading = read_one(store, file)
    copy = give_back(reading, file)
    assert_all_marked(Copy(copy.content), reading.findings)
    page = openpyxl.load_workbook(io.BytesIO(copy.content))["Khen thưởng"]
    assert (page.protection.sheet, page["D6"].protection.locked) == (True, False)
    assert len(page.data_validations.dataValidation) == 1
    assert read_one(store, copy.content).findings == reading.findings


# -- and in again ----------------------------------------------------------------------------------------------------


def test_a_copy_that_nobody_mended_says_the_same_again(store: Store) -> None:
    for file in (unit_return(changes=WRONG), full_workbook(), nomination_workbook("Đảng bộ xã Nào Đó")):
        reading = read_one(store, file)
        again = read_one(store, give_back(reading, file).content)
        assert (again.findings, again.status, again.encoding) == (reading.findings, "refused", "unicode")


def test_a_copy_that_was_mended_counts_like_a_file_that_was_right_at_once(store: Store) -> None:
    file = unit_return(changes=WRONG)
    copy = give_back(read_one(store, file), file).content
    again = read_one(store, mended(copy, RIGHT))
    assert (again.status, again.findings) == ("accepted", ())
    assert content(again) == content(read_one(store, unit_return()))


def test_a_copy_in_an_old_encoding_stays_in_it(store: Store) -> None:
    sheets = {
        name: [[in_tcvn3(value) if isinstance(value, str) else value for value in row] for row in rows]
        for name, rows in return_sheets().items()
    }
    tabs = {name: in_tcvn3(name) for name in sheets}
    file = workbook(sheets, {("Khen thưởng", "D4"): "-5"}, tabs)
    reading = read_one(store, file)
    assert (reading.encoding, reading.status) == ("tcvn3", "refused")
    copy = give_back(reading, file)
    assert_all_marked(Copy(copy.content), reading.findings, tabs.__getitem__)
    again = read_one(store, copy.content)
    assert (again.encoding, again.findings) == ("tcvn3", reading.findings)
    right = read_one(store, mended(copy.content, {(tabs["Khen thưởng"], "D4"): 11, (tabs["Khen thưởng"], "I4"): 65}))
    assert (right.encoding, right.status) == ("tcvn3", "accepted")


def test_marked_again_a_copy_bears_the_new_marks_only(store: Store) -> None:
    file = full_workbook()
    first = give_back(read_one(store, file), file).content
    half = mended(first, {("Khen thưởng", "D4"): 11, ("Khen thưởng", "I4"): 65})
    reading = read_one(store, half)
    assert {f.cell for f in reading.findings} == {"A13", "E5", "J3"}
    second = give_back(reading, half)
    assert (second.name, second.is_marked) == ("can-sua-tan-son.xlsx", True)
    copy = Copy(second.content)
    assert list(copy.tabs) == [RETURNED, *return_sheets()]
    comments = copy.comments("Khen thưởng")
    assert set(comments) == {"A13", "D4", "E5", "H7", "J3"}
    assert (comments["D4"], comments["H7"]) == ("Hỏi lại xã.", "Đúng.")
    assert_all_marked(copy, reading.findings)
    page = openpyxl.load_workbook(io.BytesIO(second.content))["Khen thưởng"]
    assert page["D4"].fill.fgColor.rgb == "FFFFFF00"
    assert page["E5"].comment.text.count("Tổng hợp:") == 1


def test_marked_twice_is_marked_once_and_unmarked_as_it_was() -> None:
    file = full_workbook()
    findings = [make("not-a-number", sheet="Khen thưởng", cell=cell, value="x") for cell in ("D4", "E5", "B20")]
    last = Copy(file)
    for _ in range(3):
        file = returned(plan_83(), "a.xlsx", file, findings, UNIT_ID).content
        assert_all_marked(Copy(file), tuple(findings))
    none = Copy(returned(plan_83(), "a.xlsx", file, [], UNIT_ID).content)
    assert none.comments("Khen thưởng") == last.comments("Khen thưởng")
    assert none.coloured("Khen thưởng") == set()
    assert none.parts["xl/drawings/vmlDrawing1.vml"].count(b"ObjectType=") == 3
    clean = unit_return()
    marked = returned(plan_83(), "a.xlsx", clean, findings, UNIT_ID).content
    parts = set(Copy(returned(plan_83(), "a.xlsx", marked, [], UNIT_ID).content).parts) - set(Copy(clean).parts)
    assert parts == {"xl/worksheets/sheet9.xml", "xl/worksheets/_rels/sheet3.xml.rels"}


def test_a_sheet_of_the_units_own_of_this_name_is_never_replaced() -> None:
    file = workbook({**return_sheets(), RETURNED: [["của đơn vị"]]})
    findings = [make("not-a-number", sheet="Khen thưởng", cell="D4", value="x")]
    assert not returned(plan_83(), "a.xlsx", file, findings, UNIT_ID).is_marked


# -- unusual files ---------------------------------------------------------------------------------------------------


def prefixed(xml: str) -> str:
    named = re.sub(r"<(/?)([A-Za-z])", r"<\1x:\2", xml.replace(' xmlns="', ' xmlns:x="'))
    return named.replace("<?x:", "<?")


def without_addresses(xml: str) -> str:
    return re.sub(r'<(c|row) r="[A-Z]*\d+"', r"<\1", xml)


def strict(xml: str) -> str:
    return xml.replace("http://schemas.openxmlformats.org/", "http://purl.oclc.org/ooxml/").replace(
        "ooxml/spreadsheetml/2006/main", "ooxml/spreadsheetml/main"
    ).replace("ooxml/officeDocument/2006/relationships", "ooxml/officeDocument/relationships")  # fmt: skip


@pytest.mark.parametrize(
    ("change", "parts"),
    [
        (prefixed, ["xl/worksheets/sheet3.xml", "xl/styles.xml"]),
        (without_addresses, ["xl/worksheets/sheet3.xml"]),
        (strict, ["xl/workbook.xml", "xl/worksheets/sheet3.xml", "xl/styles.xml"]),
    ],
    ids=["prefixed names", "cells without addresses", "strict"],
)
def test_unusual_spellings_are_marked_too(change: Callable[[str], str], parts: list[str]) -> None:
    file = unit_return(changes=WRONG)
    for part in parts:
        file = rewritten(file, part, change)
    findings = [make("not-a-number", sheet="Khen thưởng", cell=cell, value="x") for cell in ("D4", "E5", "M30")]
    copy = returned(plan_83(), "a.xlsx", file, findings, UNIT_ID)
    assert copy.is_marked
    shown = Copy(copy.content)
    assert set(shown.comments("Khen thưởng")) == {"D4", "E5", "M30"}
    looks = [cell.get("s") for cell in shown.sheet("Khen thưởng").iter("{*}c") if cell.get("s")]
    assert len(looks) == 3


def test_a_workbook_without_looks_gets_some() -> None:
    file = unit_return()
    parts = {name: xml for name, xml in Copy(file).parts.items() if name != "xl/styles.xml"}
    parts["xl/_rels/workbook.xml.rels"] = re.sub(
        rb"<Relationship [^>]*styles.xml[^>]*>", b"", parts["xl/_rels/workbook.xml.rels"]
    )
    parts["[Content_Types].xml"] = re.sub(rb"<Override [^>]*styles.xml[^>]*>", b"", parts["[Content_Types].xml"])
    findings = [make("not-a-number", sheet="Khen thưởng", cell="D4", value="x")]
    copy = Copy(returned(plan_83(), "a.xlsx", package(parts), findings, UNIT_ID).content)
    assert_all_marked(copy, tuple(findings))


def test_what_people_typed_is_text_and_nothing_else() -> None:
    value = '=HYPERLINK("x")\x00\x0b\ud800 <b>&amp; _x0041_\nhai dòng'
    findings = [
        make("not-a-number", sheet="Khen thưởng", cell="D4", value=value),
        make("unknown-unit", value=value, what=f"“{value}” không có", suggestion=""),
    ]
    for path in ("=a\x00.xlsx", "a.docx"):
        copy = returned(plan_83(), path, unit_return() if path.endswith("xlsx") else b"", findings, None)
        book = openpyxl.load_workbook(io.BytesIO(copy.content))
        kinds = {cell.data_type for page in book if page.title in (RETURNED, "Bảng kê") for row in page for cell in row}
        assert "f" not in kinds
        assert any('=HYPERLINK("x") <b>&amp; ' in line for line in Copy(copy.content).lines())


DAMAGED: list[tuple[str, Callable[[bytes], bytes]]] = [
    ("no package", lambda file: b"PK\3\4 cut short"),
    ("a package cut short", lambda file: file[: len(file) // 2]),
    ("no workbook in it", lambda file: package({"a.txt": b"x"})),
    ("a sheet that is no XML", lambda file: rewritten(file, "xl/worksheets/sheet3.xml", lambda xml: xml[:-9])),
    ("entities", lambda file: rewritten(
        file, "xl/worksheets/sheet3.xml",
        lambda xml: xml.replace("<worksheet", '<!DOCTYPE x [<!ENTITY a "b">]><worksheet', 1))),
    ("a row twice", lambda file: rewritten(
        file, "xl/worksheets/sheet3.xml", lambda xml: xml.replace('<row r="5"', '<row r="4"', 1))),
    ("no tab of this name", lambda file: rewritten(
        file, "xl/workbook.xml", lambda xml: xml.replace("Khen thưởng", "Khác"))),
    ("a sheet too large", lambda file: rewritten(
        file, "xl/worksheets/sheet3.xml", lambda xml: xml + " " * (17 << 20))),
]  # fmt: skip


@pytest.mark.parametrize("damage", [damage for _, damage in DAMAGED], ids=[name for name, _ in DAMAGED])
def test_what_cannot_be_marked_without_a_loss_is_answered_by_a_workbook_of_findings(
    damage: Callable[[bytes], bytes],
) -> None:
    findings = [make("not-a-number", sheet="Khen thưởng", cell="D4", value="x"), make("missing-sheet", sheet="Văn bản")]
    copy = returned(plan_83(), "a.xlsx", damage(unit_return()), findings, UNIT_ID)
    assert not copy.is_marked
    shown = Copy(copy.content)
    assert list(shown.tabs) == [RETURNED, "Bảng kê"]
    assert sum("D4" in line for line in shown.lines()) == 1


# -- other kinds -----------------------------------------------------------------------------------------------------


def test_a_word_file_is_answered_by_a_workbook_of_findings(store: Store) -> None:
    file = nomination_list("Đảng bộ xã Nào Đó")
    (reading,) = read(store, {"danh sách.docx": file}).values()
    copy = give_back(reading, file, "danh sách.docx")
    assert (copy.name, copy.is_marked) == ("can-sua-danh sách.xlsx", False)
    lines = Copy(copy.content).lines()
    assert any("ở dạng Word Document (.docx) rồi gửi lại" in line for line in lines)
    assert any("“Đảng bộ xã Nào Đó” không có trong danh sách đơn vị" in line for line in lines)
    assert list(Copy(copy.content).tabs) == [RETURNED]


def test_a_table_of_all_findings_stands_behind_the_letter_where_they_are_many() -> None:
    findings = [make("not-a-number", sheet="Khen thưởng", cell=f"D{row}", value="=1") for row in range(4, 9)]
    copy = returned(plan_83(), "a.ods", b"PK\3\4", findings, UNIT_ID)
    page = openpyxl.load_workbook(io.BytesIO(copy.content))["Bảng kê"]
    rows = [[cell.value for cell in row] for row in page]
    assert rows[0] == ["Mức", "Loại", "Trang tính", "Ô", "Giá trị", "Nội dung"]
    assert rows[1][:5] == ["Lỗi", "Không phải số", "Khen thưởng", "D4", "=1"]
    assert len(rows) == 6


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("tan-son.xlsx", "can-sua-tan-son.xlsx"),
        ("gói.zip/xã/Tân Sơn.XLS", "can-sua-Tân Sơn.xlsx"),
        ("can-sua-Can-Sua-a.xlsx", "can-sua-a.xlsx"),
        ("..\\..\\a:b?.xlsx", "can-sua-a-b-.xlsx"),
        (f"{'ế' * 300}.docx", f"can-sua-{'ế' * 60}.xlsx"),
        (".xlsx", "can-sua-xlsx.xlsx"),
        ("...", "can-sua-tep.xlsx"),
        ("a\x00\n\udce1.xlsx", "can-sua-a \ufffd.xlsx"),
    ],
)
def test_a_copy_is_named_after_its_file_and_safely(path: str, name: str) -> None:
    assert file_name(path) == name


# -- whole campaigns -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("which", ["made-1", *in_soak("*")])
def test_in_whole_campaigns_every_finding_is_marked_and_comes_back_the_same(
    made_campaigns: Path, store: Store, tmp_path: Path, which: str
) -> None:
    every_finding_is_marked_and_comes_back(made_campaigns, store, tmp_path, which)


def every_finding_is_marked_and_comes_back(campaigns: Path, store: Store, tmp_path: Path, which: str = "*") -> None:
    paths = []
    for folder in sorted(campaigns.glob(f"{which}/")):
        answer = json.loads((folder / "expected.json").read_text(encoding="utf-8"))
        doubted = [f for f in (*answer["files"], answer["partial"]) if f["must_find"] or f["status"] == "refused"]
        paths += [folder / file["path"] for file in doubted if file["path"].endswith(".xlsx")]
    sent = check(store, collect(paths), received_on=RECEIVED).outcomes
    assert {outcome.reading.encoding for outcome in sent} >= {"unicode", "tcvn3", "vni"}
    for at, outcome in enumerate(sent):
        copy = give_back(outcome.reading, outcome.content, outcome.path)
        assert copy.is_marked, outcome.path
        shown = Copy(copy.content)
        for finding in outcome.reading.findings:
            if finding.cell:
                marked = [tab for tab in shown.tabs if finding.message in shown.comments(tab).get(finding.cell, "")]
                assert len(marked) == 1, (outcome.path, finding)
                assert finding.cell in shown.coloured(marked[0])
        (tmp_path / f"{at:03}").mkdir()
        (tmp_path / f"{at:03}" / Path(outcome.path).name).write_bytes(copy.content)  # findings name other files
    back = check(store, collect(sorted(tmp_path.glob("*/*.xlsx"))), received_on=RECEIVED).outcomes
    for before, after in zip(sent, back, strict=True):
        assert after.reading == before.reading, before.path


# -- the command -----------------------------------------------------------------------------------------------------


def test_the_command_writes_a_copy_of_each_file_with_findings_and_overwrites_none(
    tmp_path: Path, project_root: Path
) -> None:
    for folder, wrong in (("a", WRONG), ("b", {("Khen thưởng", "D4"): "-1"}), ("c", {})):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "xã.xlsx").write_bytes(unit_return(changes=wrong))
    command = [sys.executable, "-m", "tonghop", "return", *(str(tmp_path / name) for name in "abc")]
    options = [
        "--out",
        str(tmp_path / "gửi lại"),
        "--store",
        str(tmp_path / "store"),
        "--received",
        f"{date(2022, 5, 5)}",
    ]
    ended = [
        subprocess.run(
            [*command, *options, *more], cwd=project_root, capture_output=True, encoding="utf-8", check=False
        )
        for more in (["--json"], [])
    ]
    assert [each.returncode for each in ended] == [1, 1]
    out = tmp_path / "gửi lại"
    assert [(file["status"], file["copy"], file["is_marked"]) for file in json.loads(ended[0].stdout)["files"]] == [
        ("refused", str(out / "can-sua-xã.xlsx"), True),
        ("refused", str(out / "can-sua-xã (2).xlsx"), True),
        ("accepted", None, None),
    ]
    assert ended[1].stdout.splitlines()[0] == f"xã.xlsx: 5 lỗi và 1 cảnh báo → {out / 'can-sua-xã (3).xlsx'}"
    assert len(list(out.iterdir())) == 4
    assert not (tmp_path / "store").exists()
    assert UNIT in "\n".join(Copy((out / "can-sua-xã.xlsx").read_bytes()).lines())
