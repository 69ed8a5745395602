"""The pieces that slides are written in: boxes, runs, cells of tables as XML, the theme's letters and colours."""

import re
from collections.abc import Sequence
from typing import Any
from xml.sax.saxutils import escape

from tonghop.outputs.party import plain

INCH = 914400
RED, GOLD, DARK, GREY = "A6192E", "C9A227", "1F1D1A", "5B5750"
CELLS, FOOT = 16, 14
"""Points."""
NAMES = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" ' \
        'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"'  # fmt: skip
THEME_COLOURS: dict[str, str] = {"accent1": RED, "accent2": GOLD, "accent3": "2E7D5B", "accent4": "2F5D8A",
                                 "accent5": "7569AD", "accent6": "8C8C8C"}  # fmt: skip
"""What new shapes and charts are drawn in."""


def emu(inches: float) -> Any:
    return round(inches * INCH)


def xfrm(place: Sequence[float]) -> str:
    x, y, width, height = (emu(n) for n in place)
    return f'<a:xfrm><a:off x="{x}" y="{y}"/><a:ext cx="{width}" cy="{height}"/></a:xfrm>'


def bar(name: str, place: Sequence[float], colour: str) -> str:
    return (
        f'<p:sp {NAMES}><p:nvSpPr><p:cNvPr id="{80 + len(name)}" name="{name}"/><p:cNvSpPr/><p:nvPr userDrawn="1"/>'
        f'</p:nvSpPr><p:spPr>{xfrm(place)}<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:solidFill>'
        f'<a:srgbClr val="{colour}"/></a:solidFill><a:ln><a:noFill/></a:ln></p:spPr></p:sp>'
    )


def run(text: str, size: float, colour: str = DARK, *, bold: bool = False, italic: bool = False) -> str:
    marks = f"{' b=' + chr(34) + '1' + chr(34) if bold else ''}{' i=' + chr(34) + '1' + chr(34) if italic else ''}"
    return (
        f'<a:r><a:rPr lang="vi-VN" sz="{round(size * 100)}"{marks} dirty="0"><a:solidFill><a:srgbClr val="{colour}"/>'
        f"</a:solidFill></a:rPr><a:t>{escape(plain(text))}</a:t></a:r>"
    )


def paragraph(
    text: str, size: float, *, colour: str = DARK, bold: bool = False, italic: bool = False, bullet: bool = False,
    spaces: bool = False,
) -> str:  # fmt: skip
    look = '<a:spcAft><a:spcPts val="900"/></a:spcAft><a:buFont typeface="Arial"/><a:buChar char="•"/>'
    set_in = (
        f'<a:pPr marL="342900" indent="-342900">{look}</a:pPr>' if bullet else '<a:pPr algn="l"><a:buNone/></a:pPr>'
    )
    return f"<a:p{' ' + NAMES if spaces else ''}>{set_in}{run(text, size, colour, bold=bold, italic=italic)}</a:p>"


def field() -> str:
    letters = f'<a:solidFill><a:srgbClr val="{GREY}"/></a:solidFill>'
    return (
        '<a:fld id="{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}" type="slidenum">'
        f'<a:rPr lang="vi-VN" sz="{FOOT * 100}">{letters}</a:rPr><a:t>‹#›</a:t></a:fld>'
    )


def cell(text: str, align: str, *, is_head: bool) -> str:
    side = {"left": "l", "center": "ctr", "right": "r"}["center" if is_head else align]
    edge = f'<a:solidFill><a:srgbClr val="{"FFFFFF" if is_head else "D8D4CC"}"/></a:solidFill>'
    lines = "".join(f'<a:{name} w="9525">{edge}</a:{name}>' for name in ("lnL", "lnR", "lnT", "lnB"))
    fill = f'<a:solidFill><a:srgbClr val="{RED}"/></a:solidFill>' if is_head else "<a:noFill/>"
    return (
        f'<a:tc {NAMES}><a:txBody><a:bodyPr/><a:lstStyle/><a:p><a:pPr algn="{side}"/>'
        f"{run(text, CELLS, 'FFFFFF' if is_head else DARK, bold=is_head)}</a:p></a:txBody>"
        f'<a:tcPr marL="72000" marR="72000" marT="18000" marB="18000" anchor="ctr">{lines}{fill}</a:tcPr></a:tc>'
    )


def themed(theme: bytes) -> bytes:
    """The theme with our letters and colours, so that what the office adds looks the same."""
    text = re.sub(r'(<a:(?:major|minor)Font>\s*<a:latin typeface=)"[^"]*"', r'\1"Arial"', theme.decode("utf-8"))
    for name, colour in THEME_COLOURS.items():
        text = re.sub(
            rf"<a:{name}>.*?</a:{name}>", f'<a:{name}><a:srgbClr val="{colour}"/></a:{name}>', text, flags=re.S
        )
    return text.encode("utf-8")
