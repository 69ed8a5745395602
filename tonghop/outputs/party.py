"""Documents in the form of the Party (a profile: data/party-forms): head, body, tables, signature, page numbers.

Drafts: number, day and signer stay blank. People's text is only ever text. Knows no store and no figures.
"""

import io
import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tonghop.errors import Stop
from tonghop.plan.model import Plan

if TYPE_CHECKING:
    from docx.document import Document
    from docx.table import _Cell
    from docx.text.paragraph import Paragraph

FORMS = Path(__file__).resolve().parents[2] / "data" / "party-forms"


@dataclass(frozen=True, slots=True)
class PartyForm:
    """The rules that a Party document is laid out by; margins in millimetres, letters in points."""

    name: str
    font: str
    party: str
    party_mm: float
    margins: dict[str, float]
    points: dict[str, float]
    words: dict[str, str]
    signers: dict[str, dict[str, str]]
    """Who may sign: key -> label, signs_for, signer; the first signs where nothing is chosen."""

    @property
    def text_mm(self) -> float:
        """How wide text is on upright A4."""
        return 210 - self.margins["left"] - self.margins["right"]


@cache
def party_form(name: str) -> PartyForm:
    """Return a form of data/party-forms by its name; raises Stop where there is none."""
    path = FORMS / f"{name}.toml"
    if not path.is_file():
        known = ", ".join(sorted(one.stem for one in FORMS.glob("*.toml")))
        raise Stop(f"Không có thể thức văn bản “{name}”.", f"Trong plan.toml, party_form được dùng: {known}.")
    return PartyForm(**tomllib.loads(path.read_text(encoding="utf-8")))


SHARE = re.compile(r"(?<=\d) %")


def plain(text: str) -> str:
    """Text as one line that any document can hold: spaces made one, nothing unprintable; "83,0 %" kept together."""
    line = " ".join(text.split())
    if not line.isprintable():
        line = "".join(letter for letter in line if letter.isprintable())
    return SHARE.sub("\u00a0%", line)


class PartyPage:
    """A document in the making: the head, the body, tables, the signature."""

    def __init__(self, plan: Plan, day: date, title: str) -> None:
        import docx
        from docx.enum.text import WD_ALIGN_PARAGRAPH
        from docx.oxml.ns import qn
        from docx.shared import Mm, Pt

        self.Mm, self.Pt, self.qn, self.align = Mm, Pt, qn, WD_ALIGN_PARAGRAPH
        self.plan, self.day, self.form = plan, day, party_form(plan.party_form)
        self.document: Document = docx.Document()
        style: Any = self.document.styles["Normal"]
        style.font.name, style.font.size = self.form.font, Pt(self.form.points["body"])
        style.element.rPr.rFonts.set(qn("w:eastAsia"), self.form.font)
        style.paragraph_format.space_after = style.paragraph_format.space_before = Pt(0)
        section = self.document.sections[0]
        section.page_width, section.page_height = Mm(210), Mm(297)
        for side, millimetres in self.form.margins.items():
            setattr(section, f"{side}_margin", Mm(millimetres))
        section.header_distance, section.footer_distance = Mm(10), Mm(10)
        section.different_first_page_header_footer = True
        self.page_number(section.header.paragraphs[0])
        speaking = (self.document.styles.element, "w:lang"), (self.document.settings.element, "w:themeFontLang")
        for language in (one for within, tag in speaking for one in within.iter(self.qn(tag))):
            for kind in ("w:val", "w:eastAsia"):
                language.set(self.qn(kind), "vi-VN")
        for part in self.document.part.package.iter_parts():  # the library's second sheet of styles is but bytes
            if part.partname.endswith("/stylesWithEffects.xml"):
                part._blob = part.blob.replace(b'"en-US"', b'"vi-VN"')
        about = self.document.core_properties
        about.author = about.last_modified_by = f"Ban Tuyên giáo Huyện ủy {plan.district}"
        about.title, about.comments, about.language = title, "", "vi-VN"
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

    def head(self, kind: str, sign: str, subject: str, *, space_before: float = 14) -> None:
        """The two blocks on top, then what the document is and what about; `sign` stands in its number (BC)."""
        points = self.form.points
        self._blocks(sign)
        self.write(self.document, kind, size=points["kind"], bold=True, space_before=space_before)
        self.write(self.document, subject, size=points["subject"], bold=True)
        self.write(self.document, self.form.words["under_subject"], size=points["subject"])

    def letter_head(self, subject: str) -> None:
        """The two blocks on top of an official letter: it names no kind, what it is about stands below its number."""
        self._blocks("CV", self.form.words["about"].format(subject=subject))

    def _blocks(self, sign: str, about: str = "") -> None:
        points, words = self.form.points, self.form.words
        left, right = self.columns(68, self.form.text_mm - 68)
        self.write(left, self.plan.superior.upper(), size=points["head"])
        self.write(left, f"HUYỆN ỦY {self.plan.district}".upper(), size=points["head"], bold=True)
        self.write(left, "*", size=points["head"])
        self.write(left, words["number"].format(sign=sign), size=points["head"])
        if about:
            self.write(left, about, size=points["about"], italic=True)
        self.write(left, words["draft"], bold=True)
        self.rule(self.write(right, self.form.party, size=points["party"], bold=True), self.form.text_mm - 68)
        place = words["place"].format(district=self.plan.district, year=self.day.year)
        self.write(right, place, size=points["place"], italic=True, space_before=6)

    def addressed(self, name: str) -> None:
        self.write(self.document, f"Kính gửi: {name}", space_before=14, space_after=6)

    def body(self, text: str, space_before: float = 0) -> None:
        made = self.write(self.document, text, space_before=space_before, space_after=6)
        made.alignment = self.align.JUSTIFY
        made.paragraph_format.first_line_indent = self.Mm(10)

    def signed(self, *receivers: str, signer: str = "") -> None:
        """Who receives it, who signs (a key of the form's signers; "": the first): never torn apart."""
        points, words = self.form.points, self.form.words
        self.write(self.document, "", size=6)
        left, right = self.columns(78, self.form.text_mm - 78)
        self.marked(self.document.tables[-1].rows[0], "w:cantSplit")
        self.write(
            left, words["receivers_head"], size=points["receivers_head"], underline=True
        ).alignment = self.align.LEFT
        for line in (*receivers, words["file_copy"]):
            self.write(left, line, size=points["receivers"]).alignment = self.align.LEFT
        signs = self.form.signers[signer or next(iter(self.form.signers))]
        self.write(right, signs["signs_for"], bold=True)
        self.write(right, signs["signer"])

    def next_document(self) -> None:
        """Begin another document of its own behind this one, on a new page, its pages numbered anew."""
        section = self.document.add_section()
        numbering = section._sectPr.makeelement(self.qn("w:pgNumType"), {self.qn("w:start"): "1"})
        for old in section._sectPr.findall(self.qn("w:pgNumType")):
            section._sectPr.remove(old)
        section._sectPr.insert_element_before(
            numbering, "w:cols", "w:formProt", "w:vAlign", "w:noEndnote", "w:titlePg", "w:textDirection", "w:bidi",
            "w:rtlGutter", "w:docGrid", "w:printerSettings", "w:sectPrChange",
        )  # fmt: skip

    def saved(self) -> bytes:
        target = io.BytesIO()
        self.document.save(target)
        return target.getvalue()

    # -- tables ----------------------------------------------------------------------------------------------

    def table(self, columns: Sequence[tuple[str, float]]) -> Any:
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

    def columns(self, left: float, right: float) -> "list[_Cell]":
        """Two blocks side by side, without a frame."""
        made = self.document.add_table(rows=1, cols=2)
        self.sized(made, [left, right])
        return list(made.rows[0].cells)

    def sized(self, table: Any, millimetres: Sequence[float]) -> None:
        table.autofit = False
        for column, width in zip(table.columns, millimetres, strict=True):
            column.width = self.Mm(width)
            for cell in column.cells:
                cell.width = self.Mm(width)

    def fill(self, cell: "_Cell", text: str, *, bold: bool = False, centred: bool = False) -> "Paragraph":
        made = self.write(cell, text, size=self.form.points["table"], bold=bold, space_before=2, space_after=2)
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
        side = self.Mm((width - 3.8 - self.form.party_mm) / 2)  # a cell keeps 1.9 mm free on each side
        paragraph.paragraph_format.left_indent = paragraph.paragraph_format.right_indent = side
        properties = paragraph._p.get_or_add_pPr()
        borders = properties.makeelement(self.qn("w:pBdr"), {})
        line = {"val": "single", "sz": "8", "space": "1", "color": "000000"}
        borders.append(borders.makeelement(self.qn("w:bottom"), {self.qn(f"w:{k}"): v for k, v in line.items()}))
        properties.insert_element_before(borders, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc")
