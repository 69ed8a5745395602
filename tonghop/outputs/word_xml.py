"""Paragraphs' runs, fields and tables as Word's XML: a report has thousands of cells, laid as whole text.

Knows no store, no report but its tables; people's text is escaped here.
"""

from collections.abc import Sequence
from datetime import date
from xml.sax.saxutils import escape

from tonghop.outputs.party import plain
from tonghop.report.document import Cell, Table
from tonghop.report.numbers import Number
from tonghop.vietnamese import format_count, format_date

TWIPS = 56.6929
"""A millimetre in twentieths of a point, Word's measure."""
SHADE = "F6F4EF"
WHOLE_ROWS, TOGETHER = 12, 2
"""Rows of a table that is kept on one page; rows that stay together at the head and the foot of a longer one."""


def table_xml(table: Table, width: float, letters: float, space: int) -> str:
    """Write a table that has lines: `width` in millimetres, `letters` in points, `space` around text in 1/20 point."""
    whole = sum(column.width for column in table.columns)
    widths = [round(column.width / whole * width * TWIPS) for column in table.columns]
    aligns = [column.align for column in table.columns]
    size = f'<w:sz w:val="{round(letters * 2)}"/><w:szCs w:val="{round(letters * 2)}"/>'
    head = _row(
        [
            _cell(c.label, w, "center", f"<w:b/>{size}", shade=SHADE, space=space)
            for c, w in zip(table.columns, widths, strict=True)
        ],
        is_head=True,
    )
    rows = [head]
    for place, line in enumerate(table.lines):
        keep = _keeps(place, len(table.lines))
        if line.kind == "group":
            text = text_of(line.cells[0])
            rows.append(
                _row([_cell(text, sum(widths), "left", f"<w:b/>{size}", span=len(widths), keep=True, space=space)])
            )
            continue
        bold = "<w:b/>" if line.kind == "total" else ""
        cells = zip(line.cells, widths, aligns, strict=True)
        rows.append(
            _row([_cell(text_of(cell), w, align, bold + size, keep=keep, space=space) for cell, w, align in cells])
        )
    edge = 'w:val="single" w:sz="4" w:space="0" w:color="000000"'
    borders = "".join(f"<w:{side} {edge}/>" for side in ("top", "left", "bottom", "right", "insideH", "insideV"))
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:jc w:val="center"/>'
        f'<w:tblBorders>{borders}</w:tblBorders><w:tblLayout w:type="fixed"/><w:tblCellMar>'
        '<w:left w:w="70" w:type="dxa"/><w:right w:w="70" w:type="dxa"/></w:tblCellMar></w:tblPr>'
        f'<w:tblGrid>{"".join(f"""<w:gridCol w:w="{w}"/>""" for w in widths)}</w:tblGrid>{"".join(rows)}</w:tbl>'
    )


def field(instruction: str, shown: str) -> str:
    """A field with what it shows until a program works it out anew; plain runs, so that its words are read as text."""
    return (
        f'<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> {instruction} '
        f'</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>{run(shown)}'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def _keeps(place: int, rows: int) -> bool:
    """Whether a row stays on the page of the next: short tables whole; of long ones no row stands alone at an end."""
    return place < rows - 1 and (rows <= WHOLE_ROWS or place < TOGETHER or place >= rows - 1 - TOGETHER)


def _row(cells: Sequence[str], *, is_head: bool = False) -> str:
    head = "<w:tblHeader/>" if is_head else ""
    return f"<w:tr><w:trPr><w:cantSplit/>{head}</w:trPr>{''.join(cells)}</w:tr>"


def _cell(
    text: str, width: int, align: str, look: str, *, span: int = 1, shade: str = "", keep: bool = False, space: int
) -> str:
    spanned = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    shaded = f'<w:shd w:val="clear" w:color="auto" w:fill="{shade}"/>' if shade else ""
    kept = "<w:keepNext/>" if keep else ""
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{spanned}{shaded}</w:tcPr><w:p><w:pPr>'
        f'{kept}<w:spacing w:before="{space}" w:after="{space}"/><w:jc w:val="{align}"/></w:pPr>'
        f"{run(text, look)}</w:p></w:tc>"
    )


def run(text: str, look: str = "") -> str:
    properties = f"<w:rPr>{look}</w:rPr>" if look else ""
    kept = escape(plain(text) if text.strip() == text else _edged(text))
    return f'<w:r>{properties}<w:t xml:space="preserve">{kept}</w:t></w:r>' if text else ""


def _edged(text: str) -> str:
    """As `plain`, with one space kept at either end: runs stand side by side."""
    before, after = (" " if text[:1].isspace() else ""), (" " if text[-1:].isspace() else "")
    return f"{before}{plain(text)}{after}" if text.strip() else " "


def text_of(cell: Cell) -> str:
    match cell:
        case Number():
            return cell.text
        case None:
            return ""
        case date():
            return format_date(cell)
        case int():
            return format_count(cell)
    return str(cell)
