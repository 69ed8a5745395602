"""Papers set as PDF for the tests: a Word paper's paragraphs, numbers, bold headings and tables, in several looks."""

from __future__ import annotations

import json
import zlib
from collections.abc import Sequence

import typst

from tonghop.officefiles.reader import Book, read

LOOKS = {  # a page's settings, a paragraph's
    "indented": (
        'margin: (left: 3cm, rest: 2cm), numbering: "1"',
        "justify: true, first-line-indent: (amount: 1cm, all: true), spacing: 0.65em",
    ),
    "ragged": ('margin: 2.5cm, numbering: "- 1 -"', "justify: false, spacing: 1.2em"),
    "narrow": ('width: 14cm, height: 16cm, margin: 1.5cm, numbering: "1/1"', "justify: true, spacing: 1em"),
    "headed": (
        "margin: 2.5cm, header: [Báo cáo sơ kết của đơn vị #h(1fr) Trang #context counter(page).display()]",
        "justify: true, hanging-indent: 0cm, spacing: 0.9em",
    ),
}  # fmt: skip
_TEMPLATE = """
#set page(paper: "a4", {page})
#set text(font: "{font}", size: {size}pt, lang: "vi", hyphenate: false)
#set par({par})
#let raised(it) = {{
  let parts = it.split("^")
  parts.first()
  for part in parts.slice(1) {{
    super(typographic: false, size: 0.6em, baseline: -0.45em, part.first())
    part.slice(1)
  }}
}}
#let tabbed(it) = if it.contains("\\t") {{ text(size: 11pt, it.split("\\t").join(h(1fr))) }} else {{ raised(it) }}
#let shown(it) = if it.bold {{ strong(tabbed(it.text)) }} else {{ tabbed(it.text) }}
#for it in json(bytes(sys.inputs.data)) {{
  if it.kind == "text" {{ par(shown(it)) }}
  else if it.kind == "title" {{ align(center, par(first-line-indent: 0cm, justify: false, shown(it))) }}
  else if it.kind == "head" {{
    set par(first-line-indent: 0cm, justify: false)
    set text(size: 11pt)
    grid(columns: (1fr,) * it.width, gutter: 6pt, ..it.cells.map(each => align(center, each)))
  }}
  else {{
    set par(first-line-indent: 0cm, justify: false)
    table(columns: it.columns.map(each => each * 1fr), inset: 5pt, ..it.cells.map(each => [#each]))
  }}
}}
"""


def as_pdf(content: bytes, look: str = "indented", font: str = "Libertinus Serif", size: float = 13) -> bytes:
    """Set a Word paper as PDF: what its own reading found, in its order."""
    (book,) = read([("a.docx", content)])
    assert isinstance(book, Book)
    return set_as_pdf(_things(book), look, font, size)


def texts_as_pdf(texts: Sequence[str], look: str = "indented") -> bytes:
    """Set paragraphs as PDF; a text in capitals is bold."""
    return set_as_pdf([_text(text, text.isupper()) for text in texts], look, "Libertinus Serif", 13)


def set_as_pdf(things: Sequence[object], look: str, font: str, size: float) -> bytes:
    page, par = LOOKS[look]
    made = typst.compile(
        _TEMPLATE.format(page=page, par=par, font=font, size=size).encode(),
        format="pdf", ignore_system_fonts=True, sys_inputs={"data": json.dumps(things, ensure_ascii=False)},
    )  # fmt: skip
    assert isinstance(made, bytes)
    return made


def _text(text: str, is_bold: bool) -> dict[str, object]:
    is_title = text.startswith(("BÁO CÁO", "KẾ HOẠCH", "TỜ TRÌNH", "THÔNG BÁO", "DANH SÁCH")) and text.isupper()
    return {"kind": "title" if is_title else "text", "text": text, "bold": is_bold}


def _things(book: Book) -> list[dict[str, object]]:
    things: list[dict[str, object]] = []
    if book.headers:
        things.append({"kind": "head", "width": len(book.headers), "cells": list(book.headers)})
    leads = book.leads or (("", -1, False),) * len(book.paragraphs)
    done = 0
    for at, sheet in enumerate(book.sheets):
        before, width = book.tables[at]
        for text, (number, _, is_bold) in zip(book.paragraphs[done:before], leads[done:before], strict=True):
            things.append(_text(f"{number} {text}".strip(), is_bold))
        done = max(done, before)
        width = max(width, *(len(row) for row in sheet.rows))
        rows = [[str(row[n] or "") if n < len(row) else "" for n in range(width)] for row in sheet.rows]
        longest = [max(len(part) for row in rows for part in (row[n].split() or [""])) for n in range(width)]
        whole = [max(len(row[n]) for row in rows) for n in range(width)]
        things.append(
            {
                "kind": "head" if at == 0 and before == 0 else "table",
                "width": width,
                "columns": [max(few + 2, min(many, 30)) for few, many in zip(longest, whole, strict=True)],
                "cells": [value for row in rows for value in row],
            }
        )
    for text, (number, _, is_bold) in zip(book.paragraphs[done:], leads[done:], strict=True):
        things.append(_text(f"{number} {text}".strip(), is_bold))
    return things


def by_hand(
    streams: Sequence[bytes], *, font: bytes = b"/Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding",
    page: bytes = b"", more: Sequence[bytes] = (),
) -> bytes:  # fmt: skip
    """Write a PDF object by object: a page for each content stream (stored compressed), one font F; `more` objects."""
    pages = b" ".join(b"%d 0 R" % (4 + 2 * at) for at in range(len(streams)))
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[%s]/Count %d>>" % (pages, len(streams)),
        b"<<%s>>" % font,
    ]
    first_more = 4 + 2 * len(streams)
    for at, stream in enumerate(streams):
        packed = zlib.compress(stream)
        objects.append(
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F 3 0 R>>/XObject<</X %d 0 R>>>>"
            b"/Contents %d 0 R%s>>" % (first_more, 5 + 2 * at, page)
        )
        objects.append(b"<</Filter/FlateDecode/Length %d>>stream\n%s\nendstream" % (len(packed), packed))
    objects += more
    made, places = bytearray(b"%PDF-1.7\n"), []
    for number, each in enumerate(objects, 1):
        places.append(len(made))
        made += b"%d 0 obj\n%s\nendobj\n" % (number, each)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    count = len(objects) + 1
    made += b"xref\n0 %d\n0000000000 65535 f \n%s" % (count, table)
    made += b"trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (count, made.rindex(b"xref\n0"))
    return bytes(made)


def line(text: bytes, x: float = 70, y: float = 700, size: float = 12, before: bytes = b"") -> bytes:
    """Draw one line of single-byte text."""
    escaped = text.replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")
    return b"BT %s /F %g Tf %g %g Td (%s) Tj ET\n" % (before, size, x, y, escaped)
