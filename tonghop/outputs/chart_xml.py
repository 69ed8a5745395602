"""A native chart of a slide: its XML and the small workbook that PowerPoint edits it by.

Written as text: python-pptx builds charts node by node, many times slower. Strings never become formulas.
"""

import io
from collections.abc import Sequence
from xml.sax.saxutils import escape

from tonghop.outputs.party import plain
from tonghop.report.deck import Chart, text_of

SPACES = (
    'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
POINTS = 14
DOTS = r"[>=1000000]0\.000\.000;[>=1000]0\.000;0"
"""Thousands with a dot, whatever the language of the program that shows them."""
DOTS_OR_NOTHING = r"[>=1000000]0\.000\.000;[>=1000]0\.000;#"
"""As DOTS for parts of a bar: a part that is not there has no label."""


class ChartFile:
    """What python-pptx asks of chart data: the chart's XML and its workbook."""

    def __init__(self, chart: Chart) -> None:
        self.chart = chart

    def xml_bytes(self, _: object) -> bytes:
        return chart_xml(self.chart).encode("utf-8")

    @property
    def xlsx_blob(self) -> bytes:
        return chart_workbook(self.chart)


def chart_xml(chart: Chart) -> str:
    """Write a bar chart: direct labels, no value axis, bars from 0, missing values as gaps."""
    is_stacked = chart.kind == "parts"
    lying = chart.kind != "columns"
    names = [plain(text_of(category)) for category in chart.categories]
    series = "".join(_series(chart, place, names, is_stacked) for place in range(len(chart.series)))
    overlap = '<c:overlap val="100"/>' if is_stacked else ""
    legend = (
        f'<c:legend><c:legendPos val="b"/><c:overlay val="0"/>{_letters()}</c:legend>' if is_stacked else ""
    )  # fmt: skip
    return (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><c:chartSpace {SPACES}><c:date1904 val="0"/>'
        '<c:roundedCorners val="0"/><c:chart><c:autoTitleDeleted val="1"/><c:plotArea><c:layout/><c:barChart>'
        f'<c:barDir val="{"bar" if lying else "col"}"/>'
        f'<c:grouping val="{"stacked" if is_stacked else "clustered"}"/><c:varyColors val="0"/>{series}'
        f'<c:gapWidth val="{45 if lying else 40}"/>{overlap}<c:axId val="1001"/><c:axId val="1002"/></c:barChart>'
        '<c:catAx><c:axId val="1001"/><c:scaling>'
        f'<c:orientation val="{"maxMin" if lying else "minMax"}"/></c:scaling><c:delete val="0"/>'
        f'<c:axPos val="{"l" if lying else "b"}"/><c:numFmt formatCode="General" sourceLinked="0"/>'
        '<c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="low"/>'
        '<c:spPr><a:ln w="9525"><a:solidFill><a:srgbClr val="8C8C8C"/></a:solidFill></a:ln></c:spPr>'
        f'{_letters()}<c:crossAx val="1002"/><c:crosses val="autoZero"/><c:auto val="0"/><c:lblOffset val="60"/>'
        '<c:noMultiLvlLbl val="1"/></c:catAx>'
        '<c:valAx><c:axId val="1002"/><c:scaling><c:orientation val="minMax"/><c:min val="0"/></c:scaling>'
        f'<c:delete val="1"/><c:axPos val="{"b" if lying else "l"}"/>'
        '<c:numFmt formatCode="General" sourceLinked="0"/><c:majorTickMark val="none"/><c:minorTickMark val="none"/>'
        '<c:tickLblPos val="nextTo"/><c:crossAx val="1001"/><c:crosses val="autoZero"/></c:valAx>'
        f'</c:plotArea>{legend}<c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/></c:chart>{_letters()}'
        "</c:chartSpace>"
    )


def _series(chart: Chart, place: int, names: Sequence[str], is_stacked: bool) -> str:
    series = chart.series[place]
    column, last = chr(ord("B") + place), len(names) + 1
    labels = "".join(f'<c:pt idx="{i}"><c:v>{escape(name)}</c:v></c:pt>' for i, name in enumerate(names))
    values = "".join(
        f'<c:pt idx="{i}"><c:v>{number.value}</c:v></c:pt>'
        for i, number in enumerate(series.values)
        if number.value is not None
    )
    code, spot = (DOTS_OR_NOTHING, "ctr") if is_stacked else (DOTS, "outEnd")
    ink = series.ink if is_stacked else "#1F1D1A"
    return (
        f'<c:ser><c:idx val="{place}"/><c:order val="{place}"/><c:tx><c:strRef><c:f>Sheet1!${column}$1</c:f>'
        f'<c:strCache><c:ptCount val="1"/><c:pt idx="0"><c:v>{escape(plain(series.name))}</c:v></c:pt></c:strCache>'
        f'</c:strRef></c:tx><c:spPr><a:solidFill><a:srgbClr val="{series.colour[1:]}"/></a:solidFill></c:spPr>'
        f'<c:invertIfNegative val="0"/><c:dLbls><c:numFmt formatCode="{code}" sourceLinked="0"/>'
        f"<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>{_letters(ink, bold=True, wraps=False)}"
        f'<c:dLblPos val="{spot}"/>'
        '<c:showLegendKey val="0"/><c:showVal val="1"/><c:showCatName val="0"/><c:showSerName val="0"/>'
        '<c:showPercent val="0"/><c:showBubbleSize val="0"/></c:dLbls>'
        f'<c:cat><c:strRef><c:f>Sheet1!$A$2:$A${last}</c:f><c:strCache><c:ptCount val="{len(names)}"/>{labels}'
        f"</c:strCache></c:strRef></c:cat><c:val><c:numRef><c:f>Sheet1!${column}$2:${column}${last}</c:f>"
        f'<c:numCache><c:formatCode>General</c:formatCode><c:ptCount val="{len(names)}"/>{values}</c:numCache>'
        "</c:numRef></c:val></c:ser>"
    )


def _letters(ink: str = "#1F1D1A", *, bold: bool = False, wraps: bool = True) -> str:
    body = "<a:bodyPr/>" if wraps else '<a:bodyPr wrap="none"/>'
    return (
        f'<c:txPr>{body}<a:lstStyle/><a:p><a:pPr><a:defRPr sz="{POINTS * 100}" b="{int(bold)}"><a:solidFill>'
        f'<a:srgbClr val="{ink[1:]}"/></a:solidFill><a:latin typeface="Arial"/><a:cs typeface="Arial"/></a:defRPr>'
        '</a:pPr><a:endParaRPr lang="vi-VN"/></a:p></c:txPr>'
    )


def chart_workbook(chart: Chart) -> bytes:
    """Write the chart's data as .xlsx: a row a category, a column a series; missing values stay blank."""
    import xlsxwriter

    target = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(target, options) as book:
        sheet = book.add_worksheet("Sheet1")
        for row, category in enumerate(chart.categories, 1):
            sheet.write_string(row, 0, plain(text_of(category)))
        for column, series in enumerate(chart.series, 1):
            sheet.write_string(0, column, plain(series.name))
            for row, number in enumerate(series.values, 1):
                if number.value is not None:
                    sheet.write_number(row, column, number.value)
        sheet.set_column(0, 0, 40)
    return target.getvalue()
