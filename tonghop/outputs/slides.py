"""The slides as a PowerPoint file to go on with: native charts, one message a slide, sources in the notes.

Takes the slides as data; works nothing out. Letters are large enough for the last row. Knows no store.
"""

import io
import zipfile
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape

from tonghop.outputs.chart_xml import ChartFile
from tonghop.outputs.party import plain
from tonghop.outputs.slide_xml import (
    FOOT,
    GOLD,
    GREY,
    NAMES,
    RED,
    bar,
    cell,
    emu,
    field,
    paragraph,
    run,
    themed,
    xfrm,
)
from tonghop.outputs.stamp import signature
from tonghop.plan.model import Plan
from tonghop.report.deck import Chart, Show, Slide, Words, numbers_of, text_of
from tonghop.report.document import Cell, Made, Table
from tonghop.report.numbers import Number
from tonghop.report.sources import spoken

if TYPE_CHECKING:
    from pptx.presentation import Presentation

WIDE, HIGH = 13.333, 7.5
LEFT, ACROSS = 0.5, 12.333
TOP, BELOW = 1.6, 6.3
"""Between them stands what a slide shows; inches."""
TITLE, LEAST, CAPTION = 28, 20, 16
SIZES = (28, 26, 24, 22)
"""Points; words take the largest that fits, else LEAST."""
TITLE_AT_MOST, COVER_AT_MOST = 124, 220
LETTER, LINE, APART = 0.0072, 0.0167, 0.125
"""Inches: a letter's width and a line's height for each point of size; the room below a paragraph."""
LAST_ID = 9999
"""Our shapes count down from here, python-pptx counts up from the highest: none bears another's number."""
GAP = 0.3
TITLE_ONLY = "Title Only"
SAMPLE = "Số liệu minh họa"
ENGLISH, VIETNAMESE = b'lang="en-US"', b'lang="vi-VN"'


def slides(plan: Plan, show: Show) -> bytes:
    """Write the slides as .pptx."""
    file = _SlideFile(plan, show)
    for slide in show.slides:
        file.add(slide)
    return file.saved()


def slides_name(made: Made) -> str:
    """The file name of the slides."""
    return f"trinh-chieu-{made.as_of.isoformat()}.pptx"


class _SlideFile:
    """A presentation in the making."""

    def __init__(self, plan: Plan, show: Show) -> None:
        import pptx
        from pptx.enum.chart import XL_CHART_TYPE
        from pptx.oxml import parse_xml

        self.plan, self.show, self.parse, self.any_chart = plan, show, parse_xml, XL_CHART_TYPE.COLUMN_CLUSTERED
        self.file: Presentation = pptx.Presentation()
        self.file.slide_width, self.file.slide_height = emu(WIDE), emu(HIGH)
        self.layout = self._dressed()
        about = self.file.core_properties
        about.identifier = signature(plan, show.made)
        about.title, about.language = plain(f"Trình chiếu {show.subject}")[:255], "vi-VN"
        about.author = about.last_modified_by = f"Ban Tuyên giáo Huyện ủy {plan.district}"
        about.created = about.modified = show.made.made_at

    def _dressed(self) -> Any:
        """One layout, in Arial, red and gold; titles are real titles, so that the outline shows every message."""
        from pptx.opc.constants import RELATIONSHIP_TYPE

        master: Any = self.file.slide_master
        theme = master.part.part_related_by(RELATIONSHIP_TYPE.THEME)
        theme._blob = themed(theme.blob)
        for layout in [one for one in master.slide_layouts if one.name != TITLE_ONLY]:
            master.slide_layouts.remove(layout)
        layout = master.slide_layouts[0]
        for page in (master, layout):
            for shape in page.placeholders:
                kind = shape.placeholder_format.type.name
                shape.left, shape.top, shape.width, shape.height = (emu(n) for n in PLACES[kind])
        tree = layout.shapes._spTree
        tree.insert(2, self.parse(bar("Vạch đỏ", (0, 0, WIDE, 0.14), RED)))
        tree.insert(3, self.parse(bar("Vạch vàng", (0, 0.14, WIDE, 0.05), GOLD)))
        return layout

    # -- slides ----------------------------------------------------------------------------------------------

    def add(self, slide: Slide) -> None:
        """Add one slide with its notes."""
        made: Any = self.file.slides.add_slide(self.layout)
        self.made, self.tree, self.last_id = made, made.shapes._spTree, LAST_ID
        self._title(slide)
        getattr(self, f"_{slide.kind}")(slide)
        if slide.rests:
            self.write("Căn cứ", (LEFT, 6.38, ACROSS, 0.5), [text_of(slide.rests)], CAPTION, colour=GREY, italic=True)
        self._footer(slide)
        said = text_of(slide.says)
        sources = spoken(self.plan, numbers_of(slide))
        made.notes_slide.notes_text_frame.text = "\n".join(plain(line) for line in [said, *sources] if line)

    def _title(self, slide: Slide) -> None:
        most = COVER_AT_MOST if slide.kind == "cover" else TITLE_AT_MOST
        size = 36 if slide.kind == "cover" else TITLE
        title = self.made.shapes.title
        if slide.kind == "cover":
            title.left, title.top, title.width, title.height = (emu(n) for n in (LEFT + 0.3, 1.2, 11.8, 2.9))
        body = title._element.txBody
        for old in body.findall("{http://schemas.openxmlformats.org/drawingml/2006/main}p"):
            body.remove(old)
        text = _shortened(text_of(slide.title), most)
        body.bodyPr.set("lIns", "0")
        body.append(self.parse(paragraph(text, size, colour=RED, bold=True, spaces=True)))

    def _footer(self, slide: Slide) -> None:
        text = text_of(self.show.footer)
        mark = f"{SAMPLE}. " if self.show.is_sample else ""
        for id, kind, place, content, align in (
            (11, "ftr", (LEFT, 6.95, 10.5, 0.35), run(f"{mark}{text}", FOOT, GREY), "l"),
            (12, "sldNum", (11.6, 6.95, 1.233, 0.35), field(), "r"),
        ):
            self.tree.append(
                self.parse(
                    f'<p:sp {NAMES}><p:nvSpPr><p:cNvPr id="{id + 90}" name="{kind}"/><p:cNvSpPr/><p:nvPr>'
                    f'<p:ph type="{kind}" sz="quarter" idx="{id}"/></p:nvPr></p:nvSpPr><p:spPr>{xfrm(place)}</p:spPr>'
                    f'<p:txBody><a:bodyPr lIns="0" rIns="0" anchor="ctr"/><a:lstStyle/><a:p><a:pPr algn="{align}"/>'
                    f"{content}</a:p></p:txBody></p:sp>"
                )
            )

    def _cover(self, slide: Slide) -> None:
        self.tree.append(self.parse(bar("Nền đỏ", (0, 0, 0.45, HIGH), RED)))
        lines = [text_of(point) for point in slide.points] + ([SAMPLE.upper()] if self.show.is_sample else [])
        self.write("Cơ quan, ngày", (LEFT + 0.3, 4.3, 11.8, 2.3), lines, 24)

    def _charts(self, slide: Slide) -> None:
        for chart, place in zip(slide.charts, _grid(len(slide.charts)), strict=True):
            left, top, width, height = place
            head = 0.4 if len(slide.charts) == 1 else 0.62
            self.write(f"Tên biểu đồ {chart.id}", (left, top, width, head), [text_of(chart.title)], CAPTION, bold=True)
            self._chart(chart, (left, top + head, width, height - head))

    def _chart(self, chart: Chart, place: Sequence[float]) -> None:
        if not any(number.value is not None for series in chart.series for number in series.values):
            self.write("Chưa có số liệu", place, ["Chưa có số liệu."], LEAST, colour=GREY)
            return
        frame = self.made.shapes.add_chart(self.any_chart, *(emu(n) for n in place), ChartFile(chart))
        frame.name = f"Biểu đồ {chart.id}"
        frame._element.nvGraphicFramePr.cNvPr.set("descr", plain(_told(chart)))

    def _figure(self, slide: Slide) -> None:
        assert slide.figure
        self.write("Con số", (LEFT, 2.1, 4.6, 2.6), [slide.figure.text], 115, colour=RED, bold=True, anchor="ctr")
        self._listed("Giải thích", (5.3, 2.1, 7.5, 2.6), slide.points, 24, anchor="ctr")

    def _points(self, slide: Slide) -> None:
        size = _fitting([text_of(point) for point in slide.points], ACROSS - 0.4)
        self._listed("Nội dung", (LEFT, TOP, ACROSS, BELOW - TOP), slide.points, size, bullet=True)

    _end = _points

    def _names(self, slide: Slide) -> None:
        half = max(-(-len(slide.names) // 2), 5)
        width = 6.0 if len(slide.names) > half else ACROSS
        size = _fitting(slide.names[:half], width - 0.4)
        for place, names in enumerate((slide.names[:half], slide.names[half:])):
            if names:
                box = (LEFT + place * 6.2, TOP, width, BELOW - TOP)
                self.write(f"Đơn vị {place + 1}", box, names, size, bullet=True)

    def _table(self, slide: Slide) -> None:
        assert slide.table
        self._laid(slide.table)

    def _laid(self, table: Table) -> None:
        rows = [[column.label for column in table.columns], *([_text(c) for c in line.cells] for line in table.lines)]
        height = 0.4 + 0.6 * (len(rows) - 1)
        frame = self.made.shapes.add_table(
            len(rows), len(table.columns), *(emu(n) for n in (LEFT, TOP, ACROSS, height))
        )
        frame.name = f"Bảng {table.id}"
        laid = frame._element.graphic.graphicData.tbl
        laid.tblPr.set("bandRow", "0")
        whole = sum(column.width for column in table.columns)
        for grid, column in zip(laid.tblGrid, table.columns, strict=True):
            grid.set("w", str(emu(ACROSS * column.width / whole)))
        for place, (row, cells) in enumerate(zip(laid.tr_lst, rows, strict=True)):
            row.set("h", str(emu(0.6 if place else 0.4)))
            for old in list(row):
                row.remove(old)
            for column, text in zip(table.columns, cells, strict=True):
                row.append(self.parse(cell(text, column.align, is_head=place == 0)))

    # -- text ------------------------------------------------------------------------------------------------

    def _listed(self, name: str, place: Sequence[float], points: Iterable[Words], size: int, **look: Any) -> None:
        self.write(name, place, [text_of(point) for point in points], size, **look)

    def write(
        self, name: str, place: Sequence[float], lines: Iterable[str], size: int, *, anchor: str = "t",
        **look: Any,
    ) -> None:  # fmt: skip
        """Put lines of text into a box."""
        text = "".join(paragraph(line, size, **look) for line in lines)
        self.last_id -= 1
        self.tree.append(
            self.parse(
                f'<p:sp {NAMES}><p:nvSpPr><p:cNvPr id="{self.last_id}" name="{escape(name)}"/><p:cNvSpPr txBox="1"/>'
                f'<p:nvPr/></p:nvSpPr><p:spPr>{xfrm(place)}<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
                "<a:noFill/></p:spPr>"
                f'<p:txBody><a:bodyPr wrap="square" lIns="0" tIns="0" rIns="0" bIns="0" anchor="{anchor}"/>'
                f"<a:lstStyle/>{text or '<a:p/>'}</p:txBody></p:sp>"
            )
        )

    def saved(self) -> bytes:
        made, target = io.BytesIO(), io.BytesIO()
        self.file.save(made)
        with zipfile.ZipFile(made) as written, zipfile.ZipFile(target, "w") as package:
            for entry in written.infolist():  # the library's own master and notes speak English
                content = written.read(entry)
                content = content.replace(ENGLISH, VIETNAMESE) if entry.filename.endswith(".xml") else content
                package.writestr(entry, content, zipfile.ZIP_DEFLATED, 6)
        return target.getvalue()


PLACES: dict[str, tuple[float, float, float, float]] = {
    "TITLE": (LEFT, 0.35, ACROSS, 1.1),
    "BODY": (LEFT, TOP, ACROSS, BELOW - TOP),
    "DATE": (LEFT, 7.1, 2.0, 0.3),
    "FOOTER": (LEFT, 6.95, 10.5, 0.35),
    "SLIDE_NUMBER": (11.6, 6.95, 1.233, 0.35),
}
"""Where the master's and the layout's own places stand on a wide slide."""


def _grid(count: int) -> list[tuple[float, float, float, float]]:
    """Places for so many charts: up to three side by side, four in two rows."""
    across = 2 if count == 4 else max(count, 1)
    rows = -(-count // across)
    width = (ACROSS - GAP * (across - 1)) / across
    height = (BELOW - TOP - 0.15 * (rows - 1)) / max(rows, 1)
    return [
        (LEFT + (place % across) * (width + GAP), TOP + (place // across) * (height + 0.15), width, height)
        for place in range(count)
    ]


def _fitting(lines: Sequence[str], width: float) -> int:
    """The largest size in which lines stand one below the other."""
    for size in SIZES:
        high = sum(-(-len(line) * size * LETTER // width) * size * LINE + APART for line in lines)
        if high <= BELOW - TOP:
            return size
    return LEAST


def _text(cell: Cell) -> str:
    return cell.text if isinstance(cell, Number) else "" if cell is None else str(cell)


def _told(chart: Chart) -> str:
    """The chart in words, for who cannot see it."""
    parts = []
    for place, category in enumerate(chart.categories):
        numbers = [(series.name, series.values[place].text) for series in chart.series]
        words = ", ".join(f"{name} {text}" if len(numbers) > 1 else text for name, text in numbers)
        parts.append(f"{text_of(category)}: {words}")
    return f"{text_of(chart.title)}. {'; '.join(parts)}."


def _shortened(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[: most - 1].rsplit(' ', 1)[0]}…"
