"""Read from a workbook's styles and shared texts what a cell's look says: number formats, strokes, raised figures.

Only what changes a cell's meaning is kept, so that most workbooks cost one search of a small part. Must not know what
a sheet means.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

STRUCK, STRUCK_IN_PART, RAISED, HIDDEN = "struck", "struck-in-part", "raised", "hidden"

ODD_BUILT_IN = {
    2: "0.00", 4: "#,##0.00", 7: "#,##0.00", 8: "#,##0.00", 9: "0%", 10: "0.00%", 11: "0.00E+00", 39: "#,##0.00",
    40: "#,##0.00", 43: "#,##0.00", 44: "#,##0.00", 48: "##0.0E+0",
}  # fmt: skip
"""The formats without a code in the file that do not show a whole number as it is."""

_PIECE = re.compile(r'"([^"]*)"?|\\(.)|[_*].|\[\$([^\]-]*)[^\]]*\]|\[[^\]]*\]|(General)|(.)', re.DOTALL | re.IGNORECASE)
_DECIMALS = re.compile(r"\.[#?]*0")
_SCALED = re.compile(r"[0#?],+(?![0#?,])")


def sections(code: str) -> list[tuple[str, str]]:
    """Split a number format into its sections: the signs that place digits, and all that is shown as it is written.

    The text shown has a figure's place marked by a zero character.
    """
    found = [("", "")]
    for quoted, escaped, currency, general, sign in _PIECE.findall(code):
        signs, text = found[-1]
        if sign == ";":
            found.append(("", ""))
        elif general:
            found[-1] = signs + "0", text if "\0" in text else text + "\0"
        elif sign and sign in "0#?.,":
            found[-1] = signs + sign, text if "\0" in text else text + "\0"
        elif sign:
            found[-1] = signs + sign.lower(), text + (sign if sign in "%()-+/ " else "")
        else:
            found[-1] = signs, text + (quoted or escaped or currency)
    return found


def is_odd(code: str) -> bool:
    """Say whether a format may show a whole number otherwise than by its digits, or shows the year of a day only."""
    return bool(code) and any(is_odd_section(signs, text) for signs, text in sections(code))


def shows_nothing(signs: str, text: str) -> bool:
    """Say whether a part of a format leaves the cell blank, as each of ";;;" does."""
    return not signs and not text.strip()


def is_odd_section(signs: str, text: str) -> bool:
    if "@" in signs:
        return False
    letters = {sign for sign in signs if sign.isalpha()}
    if letters & set("ymdhsb") and "e" not in letters:
        return letters == {"y"}
    return (
        shows_nothing(signs, text)
        or "%" in text
        or "e" in letters
        or bool(_DECIMALS.search(signs) or _SCALED.search(signs))
        or any(sign.isalnum() for sign in text)
    )


class Styles:
    """What cells of a style look like, by the style's number, and shared texts by theirs; plain ones are left out.

    A plain class: the reading process starts without dataclasses.
    """

    def __init__(self) -> None:
        self.formats: dict[int, str] = {}
        self.fonts: dict[int, str] = {}
        self.texts: dict[int, str] = {}

    def add(self, number: int, code: str | None, look: str | None) -> None:
        """Note a style."""
        if code is not None:
            self.formats[number] = code
        if look is not None:
            self.fonts[number] = look


def plain_names(xml: bytes, root: bytes) -> bytes:
    """Take the prefixes off the elements where the root has one."""
    if b"<" + root not in xml:
        for prefix in set(re.findall(rb"</?([\w.-]+:)", xml)):  # replaced one by one: far quicker than by pattern
            xml = xml.replace(b"<" + prefix, b"<").replace(b"</" + prefix, b"</")
    return xml


_STRIKE = re.compile(rb"""<strike(?:\s+val\s*=\s*["'](?:1|true|on)["'])?\s*/?>""")
_RAISED = re.compile(rb"""<vertAlign\s+val\s*=\s*["'](?:super|sub)script["']""")
_NUMBER_FORMAT = re.compile(rb"<numFmt\s([^<>]*)>")
_FONT = re.compile(rb"<font\s*/>|<font(?:\s[^<>]*)?>(.*?)</font\s*>", re.DOTALL)
_STYLE = re.compile(rb"<xf\s([^<>]*)>")
_RUN = re.compile(rb"<r(?:\s[^<>]*)?>(.*?)</r\s*>", re.DOTALL)
_ITEM = re.compile(rb"<si\s*/>|<si(?:\s[^<>]*)?>(.*?)</si\s*>", re.DOTALL)
_TEXT = re.compile(rb"<t(?:\s[^<>]*)?>([^<]*)</t")


def read_styles(xml: bytes) -> Styles:
    """Read the styles of an .xlsx workbook."""
    xml = plain_names(xml, b"styleSheet")
    codes = dict(ODD_BUILT_IN)
    for attributes in _NUMBER_FORMAT.findall(xml):
        code, number = attribute(attributes, b"formatCode"), attribute(attributes, b"numFmtId")
        if number.isdigit():
            text = unescaped(code)
            codes.pop(int(number), None)
            if is_odd(text):
                codes[int(number)] = text
    looks = [look_of(font) for font in _FONT.findall(_section(xml, b"fonts"))]
    styles = Styles()
    for place, attributes in enumerate(_STYLE.findall(_section(xml, b"cellXfs"))):
        code, font = (attribute(attributes, name) for name in (b"numFmtId", b"fontId"))
        look = looks[int(font)] if font.isdigit() and int(font) < len(looks) else None
        styles.add(place, codes.get(int(code)) if code.isdigit() else None, look)
    return styles


_NAMED_SIGNS = {b"quot": '"', b"amp": "&", b"lt": "<", b"gt": ">", b"apos": "'"}


def unescaped(text: bytes) -> str:
    """Read the text of an attribute."""

    def sign(found: re.Match[bytes]) -> bytes:
        name = found[1]
        if name[:1] == b"#":
            code = int(name[2:], 16) if name[1:2] in b"xX" else int(name[1:])
            return chr(code).encode("utf-8", "replace") if code < 0x110000 else b""
        return _NAMED_SIGNS.get(name, "").encode()

    return re.sub(rb"&(#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-z]+);", sign, text).decode("utf-8", "replace")


def look_of(font: bytes) -> str | None:
    """Tell how a font's properties have its text: struck through, raised or lowered, or as usual."""
    return STRUCK if _STRIKE.search(font) else RAISED if _RAISED.search(font) else None


def look_of_shared_texts(xml: bytes) -> dict[int, str]:
    """Tell which shared texts have parts that are struck through, raised or lowered."""
    if b"strike" not in xml and b"vertAlign" not in xml:
        return {}
    xml = plain_names(xml, b"sst")
    looks = ((at, look_of_runs(item)) for at, item in enumerate(_ITEM.findall(xml)))
    return {at: look for at, look in looks if look is not None}


def look_of_runs(xml: bytes) -> str | None:
    """Tell how the runs of one text are written; blanks are nothing to strike through."""
    runs = ((look_of(run), b"".join(_TEXT.findall(run)).decode("utf-8", "replace")) for run in _RUN.findall(xml))
    return joint_look(runs)


def joint_look(runs: Iterable[tuple[str | None, str]]) -> str | None:
    """Join the looks of the parts of one text."""
    looks = {look for look, text in runs if text.strip()}
    if len(looks) == 1:
        return looks.pop()
    return STRUCK_IN_PART if STRUCK in looks else RAISED if RAISED in looks else None


def _section(xml: bytes, name: bytes) -> bytes:
    start = xml.find(b"<" + name)
    return xml[start : xml.find(b"</" + name, start)] if start >= 0 else b""


def attribute(attributes: bytes, name: bytes) -> bytes:
    """Return the value of an attribute in the text of a tag; empty where it has none."""
    found = re.search(rb"(?:^|\s)" + name + rb"""\s*=\s*(?:"([^"]*)"|'([^']*)')""", attributes)
    return (found[1] if found[1] is not None else found[2]) if found else b""
