"""Writes form B, the plan's own nomination list, as a Word document."""

import io
from datetime import date

from docx import Document
from docx.document import Document as Page
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.table import Table, _Cell
from office import CREATED, LABEL, repack
from phrasebook import draw
from truth import Return

TITLE = ("DANH SÁCH MÔ HÌNH ĐIỂM TIÊU BIỂU TRONG HỌC TẬP VÀ", "LÀM THEO TƯ TƯỞNG, ĐẠO ĐỨC, PHONG CÁCH HỒ CHÍ MINH")
HEADINGS = ("T T", "Tên mô hình", "Đơn vị thực hiện", "Tóm tắt thành tích", "Ghi chú")
WIDTHS = (Mm(12), Mm(58), Mm(52), Mm(106), Mm(24))
NOTE = (
    "* Ghi chú: Các đơn vị gửi danh sách về Ban Thường vụ Huyện uỷ (qua Ban Tuyên giáo Huyện uỷ) trước ngày 05/4/2022."
)
KEPT_STYLES = {"Normal", "DefaultParagraphFont", "TableNormal", "TableGrid"}


def nomination_list(told: Return, day: date) -> bytes:
    """Return the list of the unit's nominated models as a .docx, dated `day`."""
    page = _blank_page()
    paragraph = page.add_paragraph()
    _say(paragraph, LABEL, italic=True, size=11)
    _letterhead(page, told, day)
    for line in TITLE:
        paragraph = page.add_paragraph()
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        _say(paragraph, line, bold=True)
    nominated = [model for model in told.models if model.nominated]
    table = page.add_table(rows=1, cols=len(HEADINGS), style="Table Grid")
    _fill(table, 0, HEADINGS, bold=True)
    for number, model in enumerate(nominated, 1):
        table.add_row()
        _fill(table, number, (str(number), model.name, model.implementer, model.summary, ""))
    if len(nominated) == 1 and draw(told.unit.unit_id, "list").random() < 0.5:  # the form's empty second row
        table.add_row()
        _fill(table, 2, ("2", "", "", "", ""))
    for text, bold in (("", False), *_signature(told), (told.signer, True)):
        paragraph = page.add_paragraph()
        paragraph.paragraph_format.left_indent = Mm(160)
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        _say(paragraph, text, bold=bold)
    _say(page.add_paragraph(), NOTE, size=12)
    target = io.BytesIO()
    page.save(target)
    return repack(target.getvalue())


def _blank_page() -> Page:
    """Return an empty A4 page, landscape, without what python-docx's template carries beside it."""
    page = Document()
    section = page.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(297), Mm(210)
    section.top_margin = section.bottom_margin = Mm(20)
    section.left_margin, section.right_margin = Mm(25), Mm(15)
    normal = page.styles["Normal"]
    normal.font.name, normal.font.size = "Times New Roman", Pt(14)
    normal.element.rPr.rFonts.set(qn("w:eastAsia"), "Times New Roman")
    normal.paragraph_format.space_after = Pt(0)
    styles = page.styles.element
    for style in list(styles):
        unused = style.tag == qn("w:style") and style.get(qn("w:styleId")) not in KEPT_STYLES
        if unused or style.tag == qn("w:latentStyles"):
            styles.remove(style)
    for holder in (page.part, page.part.package):
        for key, relation in list(holder.rels.items()):
            if relation.reltype.rsplit("/", 1)[-1] not in ("officeDocument", "core-properties", "styles", "settings"):
                del holder.rels[key]
    properties = page.core_properties
    properties.author = properties.last_modified_by = properties.comments = ""
    properties.title = "Dữ liệu minh họa"
    properties.created = properties.modified = CREATED
    properties.revision = 1
    return page


def _letterhead(page: Page, told: Return, day: date) -> None:
    """Write the form's head: the unit on the left, the Party and the date on the right."""
    table = page.add_table(rows=1, cols=2)
    left, right = table.rows[0].cells
    place = told.unit.place.removeprefix("xã ").removeprefix("thị trấn ") or "Kim Bảng"
    _lines(left, ((told.unit.name.upper(), True, False), ("*", False, False)))
    _lines(
        right,
        (
            ("ĐẢNG CỘNG SẢN VIỆT NAM", True, False),
            (f"{place}, ngày {day:%d} tháng {day.month} năm {day.year}", False, True),
        ),
    )
    page.add_paragraph()


def _lines(cell: _Cell, lines: tuple[tuple[str, bool, bool], ...]) -> None:
    for number, (text, bold, italic) in enumerate(lines):
        paragraph = cell.paragraphs[0] if number == 0 else cell.add_paragraph()
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        _say(paragraph, text, bold=bold, italic=italic)


def _fill(table: Table, row: int, texts: tuple[str, ...], *, bold: bool = False) -> None:
    cells = table.rows[row].cells
    for place, (cell, text, width) in enumerate(zip(cells, texts, WIDTHS, strict=True)):
        cell.width = width
        paragraph = cell.paragraphs[0]
        if bold or place == 0:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        _say(paragraph, text, bold=bold, size=13)
    if bold:
        header = OxmlElement("w:tblHeader")
        table.rows[row]._tr.get_or_add_trPr().append(header)


def _say(paragraph, text: str, *, bold: bool = False, italic: bool = False, size: int | None = None) -> None:  # type: ignore[no-untyped-def]
    run = paragraph.add_run(text)
    run.bold, run.italic = bold or None, italic or None
    if size:
        run.font.size = Pt(size)


def _signature(told: Return) -> tuple[tuple[str, bool], ...]:
    if told.unit.kind == "mttq_ctxh":
        return (("T/M BAN THƯỜNG VỤ", True), ("CHỦ TỊCH", True), ("(Ký tên, đóng dấu)", False), ("", False))
    return (("T/M CHI, ĐẢNG BỘ", True), ("BÍ THƯ", True), ("(Ký tên, đóng dấu)", False), ("", False))
