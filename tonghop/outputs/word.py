"""The report as a Word file that the office goes on writing in: real styles, captions, repeated headings, page numbers.

Takes the report as a tree; works nothing out. Paragraphs and tables are laid as whole XML: a report has thousands of
cells. Knows no store.
"""

import io
import re
import zipfile
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from tonghop.outputs.party import PartyPage
from tonghop.outputs.stamp import signature
from tonghop.outputs.word_xml import field, run, table_xml
from tonghop.plan.model import Plan
from tonghop.report.document import (
    Appendix,
    Block,
    Heading,
    Made,
    Paragraph,
    Quote,
    Quotes,
    Report,
    Table,
    Topics,
)
from tonghop.report.opinions import lines_of
from tonghop.vietnamese import format_count

if TYPE_CHECKING:
    from docx.styles.style import ParagraphStyle

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
PLACE = "\ue000{}\ue000"
"""Where laid XML goes; people's text never holds such letters (`plain`)."""
PLACED = re.compile("<w:p>(?:(?!</w:p>).)*?\ue000([0-9]+)\ue000</w:t></w:r></w:p>", re.DOTALL)
BODY, ITEM, RESTS, NOTE, QUOTE, QUOTES = (
    "Body Text", "Gạch đầu dòng", "Căn cứ số liệu", "Lưu ý người viết", "Ý kiến đơn vị", "Mục ý kiến",
)  # fmt: skip
CAPTION, APPENDIX, APPENDIX_TITLE = "Caption", "Phụ lục", "Tên phụ lục"
LOOKS = {"body": BODY, "item": ITEM, "rests": RESTS, "note": NOTE}
NAMES_AT_MOST = 6
"""Units named behind a thought that many share; the rest are counted."""
LETTERS_LESS = ((7, 0), (10, 1), (999, 2))
"""Points taken off the letters of a table of up to so many columns."""
REFERENCE = re.compile(r"Phụ lục (\d+)\b")
MARKS = 9000
"""Bookmarks of appendices are numbered from here."""
SPACE, APPENDIX_SPACE = 20, 6
"""Above and below a cell's text, in twentieths of a point."""
APPENDIX_LESS, SMALLEST = 2, 9.5
"""Points taken off in appendices, and what letters never go below: lists of all units are long."""
SAMPLE = "Số liệu minh họa, không phải số liệu thật."


def report_document(plan: Plan, report: Report) -> bytes:
    """Write the report as .docx: the short or the full one, as its tree is."""
    page = _ReportPage(plan, report)
    page.head("BÁO CÁO", "BC", report.subject)
    page.lay(page.paragraph("", BODY))
    if report.is_sample:
        page.lay(page.paragraph(SAMPLE, NOTE))
    for block in report.body:
        page.block(block, page.form.text_mm)
    closing = f"Trên đây là Báo cáo {report.subject}; {plan.issued_by} báo cáo./."
    page.lay(page.paragraph(closing, BODY))
    page.signed("- Ban Thường vụ Tỉnh ủy (để báo cáo);", "- Ban Tuyên giáo Tỉnh ủy;", "- Thường trực Huyện ủy;")
    page.turn()
    for place, appendix in enumerate(report.appendices):
        page.appendix(appendix, is_first=place == 0)
    return page.saved()


def annex_document(plan: Plan, report: Report) -> bytes:
    """Write the annex of opinions as .docx; every unit is named."""
    page = _ReportPage(plan, report, f"Phụ lục ý kiến kèm Báo cáo {report.subject}")
    page.names_at_most = len(plan.units)
    page.lay(
        page.paragraph("PHỤ LỤC", APPENDIX),
        page.paragraph("Ý KIẾN CỦA CÁC ĐƠN VỊ", APPENDIX_TITLE),
        page.paragraph(f"(kèm theo Báo cáo {report.subject})", APPENDIX_TITLE),
    )
    if report.is_sample:
        page.lay(page.paragraph(SAMPLE, NOTE))
    for block in report.body:
        page.block(block, page.form.text_mm)
    return page.saved()


def report_name(report: Report) -> str:
    """The file name of a report: the one that is signed, or the full one beside it."""
    return f"bao-cao{'' if report.is_short else '-day-du'}-{report.made.as_of.isoformat()}.docx"


def annex_name(made: Made) -> str:
    return f"phu-luc-y-kien-{made.as_of.isoformat()}.docx"


class _ReportPage(PartyPage):
    """A report in the making."""

    def __init__(self, plan: Plan, report: Report, title: str = "") -> None:
        super().__init__(plan, report.made.as_of, title or f"Báo cáo {report.subject}")
        self.names_at_most = NAMES_AT_MOST
        self.is_appendix = False
        self.appendices = {one.number for one in report.appendices}
        about = self.document.core_properties
        about.identifier = signature(plan, report.made)
        about.created = about.modified = report.made.made_at
        self.tables = 0
        self.laid: list[list[str]] = []
        self.place: Any = None
        self.styles = {name: self._style(name).style_id for name in (BODY, ITEM, RESTS, NOTE, QUOTE, QUOTES, CAPTION)}
        self.styles |= {name: self._style(name).style_id for name in (APPENDIX, APPENDIX_TITLE)}
        self.styles |= {f"Heading {level}": self._heading(level).style_id for level in (1, 2, 3)}

    # -- styles ----------------------------------------------------------------------------------------------

    def _style(self, name: str) -> "ParagraphStyle":
        from docx.enum.style import WD_STYLE_TYPE

        styles = self.document.styles
        is_there = name in [style.name for style in styles]
        base = "List Bullet" if name == QUOTE else "Normal"
        made: Any = styles[name] if is_there else styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        if not is_there:
            made.base_style = styles[base]
            made.quick_style = True
        made.hidden = False
        points = self.form.points["body"]
        look = made.paragraph_format
        look.space_before, look.space_after = self.Pt(0), self.Pt(6)
        self._lettered(made, points)
        if name in (BODY, ITEM):
            look.alignment, look.first_line_indent = self.align.JUSTIFY, self.Mm(10)
        elif name in (RESTS, NOTE):
            look.space_before = self.Pt(3)
            self._lettered(made, points - 2, italic=True, colour="5B5750" if name == RESTS else "8A1528")
            look.alignment = self.align.JUSTIFY
        elif name == QUOTE:
            self._lettered(made, points - 1)
            look.alignment, look.space_after = self.align.JUSTIFY, self.Pt(3)
        elif name == QUOTES:
            self._lettered(made, points, bold=True, italic=True)
            look.keep_with_next, look.space_before = True, self.Pt(6)
        elif name == CAPTION:
            self._lettered(made, self.form.points["caption"], bold=True)
            look.alignment, look.keep_with_next, look.space_before = self.align.CENTER, True, self.Pt(6)
        elif name in (APPENDIX, APPENDIX_TITLE):
            self._lettered(made, points, bold=True)
            look.alignment, look.keep_with_next, look.space_after = self.align.CENTER, True, self.Pt(2)
        return made  # type: ignore[no-any-return]

    def _heading(self, level: int) -> "ParagraphStyle":
        made: Any = self.document.styles[f"Heading {level}"]
        self._lettered(made, self.form.points["body"], bold=True, italic=level == 3)
        look = made.paragraph_format
        look.space_before, look.space_after, look.keep_with_next = self.Pt(10 if level == 1 else 6), self.Pt(4), True
        look.first_line_indent, look.alignment = self.Mm(10), self.align.JUSTIFY
        return made  # type: ignore[no-any-return]

    def _lettered(
        self, style: Any, points: float, *, bold: bool = False, italic: bool = False, colour: str = "000000"
    ) -> None:
        """Letters of a style: the form's, whatever the theme says."""
        from docx.shared import RGBColor

        font = style.font
        font.name, font.size, font.bold, font.italic = self.form.font, self.Pt(points), bold, italic
        font.color.rgb = RGBColor.from_string(colour)
        fonts = style.element.get_or_add_rPr().rFonts
        for name in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(self.qn(f"w:{name}"), None)
        for name in ("ascii", "hAnsi", "eastAsia", "cs"):
            fonts.set(self.qn(f"w:{name}"), self.form.font)

    # -- blocks ----------------------------------------------------------------------------------------------

    def lay(self, *xml: str) -> None:
        """Put paragraphs and tables at the end of the document: a place now, the XML when all is saved.

        Moving thousands of nodes into python-docx's tree takes longer than everything else together.
        """
        if not self.laid or self.document.element.body.sectPr.getprevious() is not self.place:
            self.place = self.document.add_paragraph(PLACE.format(len(self.laid)))._p
            self.laid.append([])
        self.laid[-1].extend(xml)

    def saved(self) -> bytes:
        target = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(super().saved())) as made, zipfile.ZipFile(target, "w") as package:
            for entry in made.infolist():
                content = made.read(entry)
                if entry.filename == "word/document.xml":
                    text = content.decode("utf-8")
                    content = PLACED.sub(lambda found: "".join(self.laid[int(found[1])]), text).encode("utf-8")
                package.writestr(entry, content, zipfile.ZIP_DEFLATED, 6)
        return target.getvalue()

    def block(self, block: Block, width: float) -> None:
        """Lay one block of a width in millimetres."""
        match block:
            case Heading():
                self.lay(self.paragraph(f"{block.number}. {block.text}", f"Heading {block.level}"))
            case Paragraph():
                dash = "- " if block.look == "item" else ""
                self.lay(self.paragraph(f"{dash}{block.text}", LOOKS[block.look]))
            case Topics():
                first, *themes = lines_of(block)
                last = [themes.pop()] if block.rest else []
                self.lay(self.paragraph(first, BODY, keep=bool(themes)))
                self.lay(*(self.paragraph(f"- {text}", ITEM) for text in themes))
                self.lay(*(self.paragraph(text, BODY) for text in last))
            case Table():
                self.lay(*self._table(block, width))
            case Quotes():
                self.lay(*self._quotes(block))

    def paragraph(self, text: str, style: str, *, breaks: bool = False, keep: bool = False) -> str:
        start = ("<w:keepNext/>" if keep else "") + ("<w:pageBreakBefore/>" if breaks else "")
        return f'<w:p><w:pPr><w:pStyle w:val="{self.styles[style]}"/>{start}</w:pPr>{self._with_references(text)}</w:p>'

    def _with_references(self, text: str) -> str:
        """A paragraph's runs; where it names an appendix of this document, a field that follows its number."""
        pieces = REFERENCE.split(text)
        return "".join(
            field(f"REF {_mark(piece)} \\h", f"Phụ lục {piece}")
            if at % 2 and int(piece) in self.appendices
            else run(f"Phụ lục {piece}" if at % 2 else piece)
            for at, piece in enumerate(pieces)
        )

    def _quotes(self, quotes: Quotes) -> Iterator[str]:
        yield self.paragraph(quotes.label, QUOTES)
        if quotes.rests.text:
            yield self.paragraph(quotes.rests.text, RESTS)
        if quotes.shared:
            yield self.paragraph("Nhiều đơn vị cùng nêu:", RESTS)
            yield from (self._quote(one) for one in quotes.shared)
        if quotes.shared and quotes.own:
            yield self.paragraph("Ý kiến riêng của từng đơn vị:", RESTS)
        yield from (self._quote(one) for one in quotes.own)

    def _quote(self, quote: Quote) -> str:
        named = ", ".join(quote.units[: self.names_at_most])
        more = len(quote.units) - self.names_at_most
        whose = f"{named} và {format_count(more)} đơn vị khác" if more > 0 else named
        return (
            f'<w:p><w:pPr><w:pStyle w:val="{self.styles[QUOTE]}"/></w:pPr>{run(quote.text)}'
            f"{run(f' ({whose})', '<w:i/>')}</w:p>"
        )

    def appendix(self, appendix: Appendix, *, is_first: bool) -> None:
        """Lay an appendix on a page of its own, upright text on lying paper."""
        self.is_appendix = True
        width = 297 - self.form.margins["left"] - self.form.margins["right"]
        head = self.paragraph("", APPENDIX, breaks=not is_first)
        mark = f'w:id="{MARKS + appendix.number}"'
        named = f'<w:bookmarkStart {mark} w:name="{_mark(appendix.number)}"/>{run(f"Phụ lục {appendix.number}")}'
        self.lay(
            head.replace("</w:p>", f"{named}<w:bookmarkEnd {mark}/></w:p>"),
            self.paragraph(appendix.title.upper(), APPENDIX_TITLE),
        )
        for block in appendix.blocks:
            self.block(block, width)

    def turn(self) -> None:
        """Go on on lying paper, from a new page."""
        from docx.enum.section import WD_ORIENT, WD_SECTION

        section = self.document.add_section(WD_SECTION.NEW_PAGE)
        section.orientation = WD_ORIENT.LANDSCAPE
        section.page_width, section.page_height = self.Mm(297), self.Mm(210)
        section.different_first_page_header_footer = False

    # -- tables ----------------------------------------------------------------------------------------------

    def _table(self, table: Table, width: float) -> Iterator[str]:
        self.tables += 1
        letters = self.form.points["table"] - next(less for most, less in LETTERS_LESS if len(table.columns) <= most)
        letters = max(SMALLEST, letters - APPENDIX_LESS) if self.is_appendix else letters
        number = f'<w:fldSimple w:instr=" SEQ Bảng \\* ARABIC ">{run(str(self.tables))}</w:fldSimple>'
        measure = f" (đơn vị tính: {table.measure})" if table.measure else ""
        yield (
            f'<w:p><w:pPr><w:pStyle w:val="{self.styles[CAPTION]}"/></w:pPr>{run("Bảng ")}{number}'
            f"{run(f'. {table.caption}{measure}')}</w:p>"
        )
        if not table.lines:
            yield self.paragraph(table.empty, RESTS)
            return
        yield table_xml(table, width, letters, APPENDIX_SPACE if self.is_appendix else SPACE)
        yield self.paragraph(table.rests.text if table.rests else "", RESTS)


def _mark(number: str | int) -> str:
    """The bookmark of an appendix."""
    return f"phu_luc_{number}"
