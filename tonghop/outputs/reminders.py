"""Letters that ask for what is lacking, in the form of a Party document: one a unit, or one list of all by kind.

Drafts: number, day and signer stay blank (36-HD/VPTW). People's text is only ever text. Knows no store.
"""

import io
import tomllib
import zipfile
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from tonghop.plan import Plan
from tonghop.reminders import Lack, Reminder, asked_together, by_deadline, plan_day, plan_name

if TYPE_CHECKING:
    from docx.document import Document
    from docx.table import _Cell
    from docx.text.paragraph import Paragraph

MARGINS = {"top_margin": 20, "bottom_margin": 20, "left_margin": 30, "right_margin": 15}
"""Millimetres, on A4; text is 165 mm wide."""
PARTY = "ĐẢNG CỘNG SẢN VIỆT NAM"
PARTY_MM = 73.9
"""How long PARTY is in 15 points bold (and a hair, lest it breaks): the rule below it is as long as the words."""
DUE, OVER = "Hạn theo kế hoạch", "Quá hạn"
UNIT_COLUMNS = (("TT", 11), ("Thành phần hồ sơ", 40), ("Nội dung đề nghị", 51), (DUE, 43), (OVER, 20))
LIST_COLUMNS = (("TT", 11), ("Đơn vị", 38), ("Còn thiếu", 54), (DUE, 42), (OVER, 20))
SENT_BACK = "quá hạn, nộp chưa đủ hoặc được đề nghị chỉnh sửa"


def unit_letter(plan: Plan, reminder: Reminder) -> bytes:
    """Write the letter to one unit as .docx."""
    page = _Page(plan, reminder)
    page.head(f"về việc đôn đốc gửi hồ sơ theo Kế hoạch số {plan.id}")
    page.addressed(reminder.name)
    page.body(
        f"Thực hiện {plan_name(plan)} về {_subject(plan)}; qua theo dõi, tính đến hết ngày "
        f"{plan_day(reminder.as_of)}, {reminder.name} còn các phần việc sau:"
    )
    table = page.table(UNIT_COLUMNS)
    for number, lack in enumerate(reminder.lacks, 1):
        deadline = f"{lack.deadline[:1].upper()}{lack.deadline[1:]} (mục {lack.section})"
        page.row(table, [str(number), lack.label, _sentence(lack.asked_for), deadline, _overdue(lack)])
    page.body(
        "Ban Thường vụ Huyện ủy đề nghị đơn vị quan tâm chỉ đạo, sớm hoàn thành các phần việc trên, gửi về Ban Thường "
        "vụ Huyện ủy (qua Ban Tuyên giáo Huyện ủy). Trường hợp đã gửi, đề nghị thông tin lại ngày gửi để đối "
        "chiếu./.",
        space_before=6,
    )
    page.signed("- Như kính gửi;")
    return page.saved()


def list_letter(plan: Plan, reminders: Sequence[Reminder]) -> bytes:
    """Write one letter that names all the units, by kind, each kind in the order given."""
    page = _Page(plan, reminders[0])
    page.head(f"về việc đôn đốc các đơn vị gửi hồ sơ theo Kế hoạch số {plan.id}")
    page.addressed("Các chi bộ, đảng bộ trực thuộc Huyện ủy, Mặt trận Tổ quốc và các tổ chức chính trị - xã hội huyện")
    page.body(
        f"Thực hiện {plan_name(plan)} về {_subject(plan)}; qua theo dõi, tính đến hết ngày "
        f"{plan_day(reminders[0].as_of)}, còn {len(reminders):02d} đơn vị có phần hồ sơ {SENT_BACK}, cụ thể như sau:"
    )
    table = page.table(LIST_COLUMNS)
    number = 0
    for place, kind in enumerate([k for k in plan.kinds if any(r.kind == k.id for r in reminders)]):
        own = [reminder for reminder in reminders if reminder.kind == kind.id]
        page.group(table, f"{_roman(place + 1)}. {kind.label} ({len(own):02d} đơn vị)")
        for reminder in own:
            number += 1
            page.unit_rows(table, number, reminder)
    page.body(
        "Ban Thường vụ Huyện ủy đề nghị các đơn vị có tên trên quan tâm chỉ đạo, sớm hoàn thành, gửi về Ban Thường vụ "
        "Huyện ủy (qua Ban Tuyên giáo Huyện ủy). Đơn vị đã gửi, đề nghị thông tin lại ngày gửi để đối chiếu./.",
        space_before=6,
    )
    page.signed("- Như kính gửi;")
    return page.saved()


def letters_zip(plan: Plan, reminders: Iterable[Reminder]) -> bytes:
    """Pack a letter a unit, named by the units' ids, into a .zip."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        for reminder in reminders:
            day = reminder.as_of
            name = zipfile.ZipInfo(letter_name(reminder.unit_id), (day.year, day.month, day.day, 0, 0, 0))
            package.writestr(name, unit_letter(plan, reminder), zipfile.ZIP_DEFLATED)
    return target.getvalue()


def letter_name(unit_id: str) -> str:
    """The file name of a unit's letter."""
    return f"don-doc-{''.join(c if c.isalnum() or c in '-_' else '-' for c in unit_id)}.docx"


LIST_NAME = "don-doc-danh-sach.docx"


def plain(text: str) -> str:
    """Text as one line that any document can hold: spaces made one, what cannot be printed left out."""
    return "".join(letter for letter in " ".join(text.split()) if letter.isprintable())


def _subject(plan: Plan) -> str:
    return f"{plan.title[:1].lower()}{plan.title[1:]}"


def _superior(plan: Plan) -> str:
    """The Party organisation above the district's, which heads the left block."""
    return str(tomllib.loads(plan.sources["plan.toml"]).get("superior", ""))


def _sentence(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}"


def _overdue(lack: Lack) -> str:
    return f"{lack.days} ngày" if lack.days else "–"


def _roman(number: int) -> str:
    return ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")[number - 1]


class _Page:
    """A document in the making: the head, the body, tables, the signature."""

    def __init__(self, plan: Plan, reminder: Reminder) -> None:
        import docx
        from docx.enum.text import WD_ALIGN_PARAGRAPH
        from docx.oxml.ns import qn
        from docx.shared import Mm, Pt

        self.Mm, self.Pt, self.qn, self.align = Mm, Pt, qn, WD_ALIGN_PARAGRAPH
        self.plan, self.day = plan, reminder.as_of
        self.document: Document = docx.Document()
        style: Any = self.document.styles["Normal"]
        style.font.name, style.font.size = "Times New Roman", Pt(14)
        style.element.rPr.rFonts.set(qn("w:eastAsia"), "Times New Roman")
        style.paragraph_format.space_after = style.paragraph_format.space_before = Pt(0)
        section = self.document.sections[0]
        section.page_width, section.page_height = Mm(210), Mm(297)
        for side, millimetres in MARGINS.items():
            setattr(section, side, Mm(millimetres))
        section.header_distance, section.footer_distance = Mm(10), Mm(10)
        section.different_first_page_header_footer = True
        self.page_number(section.header.paragraphs[0])
        about = self.document.core_properties
        about.author = about.last_modified_by = f"Ban Tuyên giáo Huyện ủy {plan.district}"
        about.title, about.comments, about.language = f"Đôn đốc theo Kế hoạch số {plan.id}", "", "vi-VN"
        about.created = about.modified = datetime(self.day.year, self.day.month, self.day.day)

    def page_number(self, paragraph: "Paragraph") -> None:
        """On top in the middle, from the second page on."""
        paragraph.alignment = self.align.CENTER
        for kind, text in (("begin", ""), ("", "PAGE"), ("end", "")):
            run = paragraph.add_run()
            mark = run._r.makeelement(self.qn("w:fldChar" if kind else "w:instrText"), {})
            if kind:
                mark.set(self.qn("w:fldCharType"), kind)
            else:
                mark.text = text
            run._r.append(mark)

    # -- the parts of a letter -------------------------------------------------------------------------------

    def head(self, subject: str) -> None:
        left, right = self.columns(68, 97)
        self.write(left, _superior(self.plan).upper())
        self.write(left, f"HUYỆN ỦY {self.plan.district}".upper(), bold=True)
        self.write(left, "*")
        self.write(left, "Số …-CV/HU")
        self.write(left, "DỰ THẢO", bold=True)
        self.rule(self.write(right, PARTY, size=15, bold=True), 97)
        place = f"{self.plan.district}, ngày … tháng … năm {self.day.year}"
        self.write(right, place, italic=True, space_before=6)
        self.write(self.document, "CÔNG VĂN", size=15, bold=True, space_before=14)
        self.write(self.document, subject, bold=True)

    def addressed(self, name: str) -> None:
        self.write(self.document, f"Kính gửi: {name}", space_before=14, space_after=6)

    def body(self, text: str, space_before: float = 0) -> None:
        made = self.write(self.document, text, space_before=space_before, space_after=6)
        made.alignment = self.align.JUSTIFY
        made.paragraph_format.first_line_indent = self.Mm(10)

    def signed(self, receivers: str) -> None:
        self.write(self.document, "", size=6)
        left, right = self.columns(78, 87)
        self.marked(self.document.tables[-1].rows[0], "w:cantSplit")
        self.write(left, "Nơi nhận:", underline=True).alignment = self.align.LEFT
        for line in (receivers, "- Thường trực Huyện ủy (để báo cáo);", "- Ban Tuyên giáo Huyện ủy;", "- Lưu VPHU."):
            self.write(left, line, size=12).alignment = self.align.LEFT
        self.write(right, "T/M BAN THƯỜNG VỤ", bold=True)
        self.write(right, "BÍ THƯ")

    def saved(self) -> bytes:
        target = io.BytesIO()
        self.document.save(target)
        return target.getvalue()

    # -- tables ----------------------------------------------------------------------------------------------

    def table(self, columns: Sequence[tuple[str, int]]) -> Any:
        """A framed table whose heading row is repeated on every page."""
        made = self.document.add_table(rows=1, cols=len(columns), style="Table Grid")
        self.sized(made, [millimetres for _, millimetres in columns])
        indent = made._tbl.tblPr.makeelement(self.qn("w:tblInd"), {})  # a frame stands out by its cells' padding
        indent.set(self.qn("w:w"), "108")
        indent.set(self.qn("w:type"), "dxa")
        made._tbl.tblPr.insert_element_before(indent, "w:tblBorders", "w:tblLayout", "w:tblCellMar", "w:tblLook")
        for cell, (heading, _) in zip(made.rows[0].cells, columns, strict=True):
            self.fill(cell, heading, bold=True, centred=True)
        self.marked(made.rows[0], "w:tblHeader", "w:cantSplit")
        return made

    def row(self, table: Any, texts: Sequence[str]) -> Any:
        """A row of a table; the first and the last cell are centred."""
        made = table.add_row()
        last = len(texts) - 1
        for place, (cell, text) in enumerate(zip(made.cells, texts, strict=True)):
            self.fill(cell, text, centred=place in (0, last))
        self.marked(made, "w:cantSplit")
        return made

    def group(self, table: Any, text: str) -> None:
        """A row that names a kind, kept with the one below it."""
        cells = table.add_row().cells
        self.fill(cells[0].merge(cells[-1]), text, bold=True).paragraph_format.keep_with_next = True

    def unit_rows(self, table: Any, number: int, reminder: Reminder) -> None:
        """A row a deadline, the unit's name over all of them; never torn apart between pages."""
        rows: list[Any] = []
        for lacks in by_deadline(reminder.lacks):
            first = [str(number), reminder.name] if not rows else ["", ""]
            said, deadline = asked_together(lacks), _sentence(lacks[0].deadline)
            rows.append(self.row(table, [*first, said, deadline, _overdue(lacks[0])]))
        for made in rows[:-1]:
            for cell in made.cells:
                cell.paragraphs[0].paragraph_format.keep_with_next = True
        if len(rows) > 1:
            for column in (0, 1):
                self.joined([made.cells[column] for made in rows])

    def joined(self, cells: "Sequence[_Cell]") -> None:
        """Let a cell reach down over those below it, which are empty."""
        for place, cell in enumerate(cells):
            merge = cell._tc.get_or_add_tcPr().makeelement(self.qn("w:vMerge"), {})
            if not place:
                merge.set(self.qn("w:val"), "restart")
            cell._tc.get_or_add_tcPr().append(merge)

    def marked(self, row: Any, *names: str) -> None:
        """Mark a row: repeated on every page, or never torn apart."""
        properties = row._tr.get_or_add_trPr()
        for name in names:
            properties.append(properties.makeelement(self.qn(name), {}))

    # -- writing ---------------------------------------------------------------------------------------------

    def columns(self, left: int, right: int) -> "list[_Cell]":
        """Two blocks side by side, without a frame."""
        made = self.document.add_table(rows=1, cols=2)
        self.sized(made, [left, right])
        return list(made.rows[0].cells)

    def sized(self, table: Any, millimetres: Sequence[int]) -> None:
        table.autofit = False
        for column, width in zip(table.columns, millimetres, strict=True):
            column.width = self.Mm(width)
            for cell in column.cells:
                cell.width = self.Mm(width)

    def fill(self, cell: "_Cell", text: str, *, bold: bool = False, centred: bool = False) -> "Paragraph":
        made = self.write(cell, text, size=12, bold=bold, space_before=2, space_after=2)
        made.alignment = self.align.CENTER if centred else self.align.LEFT
        return made

    def write(
        self,
        where: "Document | _Cell",
        text: str,
        *,
        size: float = 14,
        bold: bool = False,
        italic: bool = False,
        underline: bool = False,
        space_before: float = 0,
        space_after: float = 0,
    ) -> "Paragraph":
        """A centred paragraph; a cell's own first one is used while it is empty."""
        own = getattr(where, "paragraphs", [])
        is_new = hasattr(where, "_tc") and len(own) == 1 and not own[0].runs
        made: Paragraph = own[0] if is_new else where.add_paragraph()
        made.alignment = self.align.CENTER
        made.paragraph_format.space_before = self.Pt(space_before)
        made.paragraph_format.space_after = self.Pt(space_after)
        run = made.add_run(plain(text) if text.strip() else text)
        run.font.size, run.bold, run.italic, run.underline = self.Pt(size), bold, italic, underline
        return made

    def rule(self, paragraph: "Paragraph", width: float) -> None:
        """A solid rule below the words, as long as they are."""
        side = self.Mm((width - 3.8 - PARTY_MM) / 2)  # a cell keeps 1.9 mm free on each side
        paragraph.paragraph_format.left_indent = paragraph.paragraph_format.right_indent = side
        properties = paragraph._p.get_or_add_pPr()
        borders = properties.makeelement(self.qn("w:pBdr"), {})
        line = {"val": "single", "sz": "8", "space": "1", "color": "000000"}
        borders.append(borders.makeelement(self.qn("w:bottom"), {self.qn(f"w:{k}"): v for k, v in line.items()}))
        properties.insert_element_before(borders, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc")
