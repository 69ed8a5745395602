"""Workbooks as Excel, LibreOffice, WPS, Google Sheets and the libraries of web pages write them read the same.

Each habit is written out by hand, since none of these programs is at hand: what they do is known from their files and
from reports of readers that stumbled (missing dimensions, prefixes, absolute targets, texts in runs, days as ISO text).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from xml.sax.saxutils import escape

import pytest

from tests.builders import (
    Content,
    ErrorCell,
    Formula,
    Row,
    Sheets,
    content,
    package,
    read,
    return_sheets,
    said,
    workbook,
)
from tonghop.intake.addresses import cell_name
from tonghop.officefiles.reader import Book
from tonghop.officefiles.reader import read as read_books
from tonghop.store import Store

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STRICT_LINKS = "http://purl.oclc.org/ooxml/officeDocument/relationships"
TYPES = "application/vnd.openxmlformats-officedocument.spreadsheetml"
WPS = 'xmlns:etc="http://www.wps.cn/officeDocument/2017/etCustomData"'
AC = (
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" mc:Ignorable="x14ac" '
    'xmlns:x14ac="http://schemas.microsoft.com/office/spreadsheetml/2009/9/ac"'
)
EPOCHS = {"1900": date(1899, 12, 30), "1904": date(1904, 1, 1)}


@dataclass(frozen=True)
class Habit:
    """How a program writes: where it may choose, what it chooses."""

    texts: str = "shared"
    """shared, runs (shared, in parts), inline, inline-runs, str."""
    days: str = "1900"
    """1900, 1904, iso, iso-z."""
    prefix: str = ""
    space: str = MAIN
    links: str = LINKS
    root: str = ""
    row: str = ""
    formula: str = ""
    columns: str = ""
    day_format: str = ""
    bool_format: str = ""
    is_absolute: bool = False
    has_dimension: bool = True
    has_addresses: bool = True
    has_styles: bool = True
    is_pretty: bool = False
    strike: str = ' val="0"'


HABITS = {
    "Excel": Habit(texts="runs", root=AC, row=' spans="1:10" x14ac:dyDescent="0.25"'),
    "Excel of a Mac": Habit(days="1904"),
    "Excel, strict": Habit(space=STRICT, links=STRICT_LINKS, days="iso"),
    "LibreOffice": Habit(
        row=' customFormat="false" ht="12.8" hidden="false" customHeight="false" outlineLevel="0" collapsed="false"',
        formula=' aca="false"',
        columns='<cols><col collapsed="false" customWidth="true" hidden="false" outlineLevel="0" max="9" min="1" '
        'style="0" width="11.5"/></cols>',
        day_format="dd/mm/yyyy",
        bool_format='&quot;TRUE&quot;;&quot;TRUE&quot;;&quot;FALSE&quot;',
    ),
    "WPS": Habit(root=WPS, day_format="yyyy/m/d;@", row=' spans="1:10"'),
    "Google Sheets": Habit(has_dimension=False, row=' ht="15.75" customHeight="1"', day_format="d/m/yyyy"),
    "SheetJS": Habit(texts="str", days="iso-z", has_dimension=False),
    "openpyxl": Habit(texts="inline", is_absolute=True),
    "ClosedXML": Habit(prefix="x:", is_absolute=True),
    "a web page": Habit(texts="inline-runs", days="iso", has_dimension=False, has_addresses=False, has_styles=False),
    "pretty": Habit(is_pretty=True),
}


class Writer:
    """One workbook in the making."""

    def __init__(self, habit: Habit) -> None:
        self.habit, self.shared = habit, dict[str, int]()

    def tag(self, name: str, inside: str, attributes: str = "") -> str:
        named = f"{self.habit.prefix}{name}"
        return f"<{named}{attributes}>{inside}</{named}>" if inside else f"<{named}{attributes}/>"

    def text(self, value: str, in_runs: bool) -> str:
        if not in_runs:
            return self.tag("t", escape(value), ' xml:space="preserve"')
        half = len(value) // 2
        base = self.tag("vertAlign", "", ' val="baseline"')
        look = self.tag("rPr", self.tag("b", "") + base + self.tag("strike", "", self.habit.strike))
        parts = [("", value[:half]), (look, value[half:])]
        return "".join(self.tag("r", look + self.text(part, False)) for look, part in parts if part)

    def cell(self, place: str, value: object) -> str:
        habit, between = self.habit, "\n   " if self.habit.is_pretty else ""
        at = f' r="{place}"' if habit.has_addresses else ""
        if value is None:  # a formatted cell with nothing in it
            empty = f"{self.tag('v', '')}{between}" if habit.is_pretty else ""
            return self.tag("c", empty, f'{at} t="s"' if habit.is_pretty else at)
        formula = ""
        if isinstance(value, Formula):
            formula, value = self.tag("f", escape(value.text.lstrip("=")), habit.formula), value.result
        style, kind, shown = "", "", ""
        if isinstance(value, ErrorCell):
            kind, shown = "e", value.text
        elif isinstance(value, bool):
            style, kind, shown = ' s="2"', "b", str(int(value))
        elif isinstance(value, date):
            style = ' s="1"'
            if habit.days in EPOCHS:
                shown = str((value - EPOCHS[habit.days]).days)
            else:
                kind, shown = "d", f"{value.isoformat()}T00:00:00.000Z" if habit.days == "iso-z" else value.isoformat()
        elif isinstance(value, str):
            if formula or habit.texts == "str":
                kind, shown = "str", escape(value)
            elif habit.texts.startswith("inline"):
                inside = self.tag("is", self.text(value, habit.texts == "inline-runs"))
                return self.tag("c", inside, f'{at} t="inlineStr"')
            else:
                kind, shown = "s", str(self.shared.setdefault(value, len(self.shared)))
        else:
            shown = str(value)
        style = style if habit.has_styles else ""
        typed = f' t="{kind}"' if kind else ""
        return self.tag("c", f"{between}{formula}{between}{self.tag('v', shown)}{between}", f"{at}{style}{typed}")

    def sheet(self, rows: list[Row]) -> str:
        habit, lines = self.habit, ""
        for number, row in enumerate(rows):
            cells = "".join(self.cell(cell_name(number, at), value) for at, value in enumerate(row))
            lines += self.tag("row", cells, f' r="{number + 1}"{habit.row}')
        space = f' xmlns{":" + habit.prefix[:-1] if habit.prefix else ""}="{habit.space}" {habit.root}'.rstrip()
        dimension = self.tag("dimension", "", ' ref="A1"') if habit.has_dimension else ""
        return self.tag("worksheet", dimension + habit.columns + self.tag("sheetData", lines), space)


def written(sheets: Sheets, habit: Habit) -> bytes:
    """Write a workbook by a habit."""
    writer = Writer(habit)
    parts = {f"worksheets/sheet{at}.xml": writer.sheet(rows) for at, rows in enumerate(sheets.values(), 1)}
    kinds = ["worksheet"] * len(parts)
    space = f' xmlns{":" + habit.prefix[:-1] if habit.prefix else ""}="{habit.space}"'
    if writer.shared:
        items = (writer.tag("si", writer.text(text, habit.texts == "runs")) for text in writer.shared)
        parts["sharedStrings.xml"] = writer.tag("sst", "".join(items), space)
        kinds.append("sharedStrings")
    if habit.has_styles:
        codes = {164: habit.day_format, 165: habit.bool_format}
        formats = "".join(writer.tag("numFmt", "", f' numFmtId="{i}" formatCode="{c}"') for i, c in codes.items() if c)
        used = (0, 164 if habit.day_format else 14, 165 if habit.bool_format else 0)
        font = writer.tag("font", writer.tag("strike", "", ' val="0"'))
        styles = writer.tag("numFmts", formats) + writer.tag("fonts", font)
        styles += writer.tag("cellXfs", "".join(writer.tag("xf", "", f' numFmtId="{n}" fontId="0"') for n in used))
        parts["styles.xml"] = writer.tag("styleSheet", styles, space)
        kinds.append("styles")
    ids = [f"rId{at}" for at in range(1, len(parts) + 1)]
    targets = [f"/xl/{name}" if habit.is_absolute else name for name in parts]
    tabs = "".join(
        writer.tag("sheet", "", f' name="{escape(name)}" sheetId="{at}" r:id="rId{at}"')
        for at, name in enumerate(sheets, 1)
    )
    system = writer.tag("workbookPr", "", ' date1904="1"' if habit.days == "1904" else "")
    book = writer.tag("workbook", system + writer.tag("sheets", tabs), f'{space} xmlns:r="{habit.links}"')
    overrides = "".join(
        f'<Override PartName="/xl/{name}" ContentType="{TYPES}.{kind}+xml"/>'
        for name, kind in [("workbook.xml", "sheet.main"), *zip(parts, kinds, strict=True)]
    )
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    files = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        f"{overrides}</Types>",
        "_rels/.rels": _relations(habit, ["rId1"], ["officeDocument"], ["xl/workbook.xml"]),
        "xl/workbook.xml": book,
        "xl/_rels/workbook.xml.rels": _relations(habit, ids, kinds, targets),
        **{f"xl/{name}": part for name, part in parts.items()},
    }
    return package({name: (head + text).encode() for name, text in files.items()})


def _relations(habit: Habit, ids: list[str], kinds: list[str], targets: list[str]) -> str:
    links = "".join(
        f'<Relationship Id="{i}" Type="{habit.links}/{kind}" Target="{target}"/>'
        for i, kind, target in zip(ids, kinds, targets, strict=True)
    )
    return f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{links}</Relationships>'


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    return Store(tmp_path_factory.mktemp("writers") / "store")


def typed() -> Sheets:
    """A return with a day, a truth value, formulas of a number and of a text, and an error where none counts."""
    sheets = return_sheets()
    sheets["Thông tin"][4] = ["Ngày lập", date(2022, 4, 3)]
    sheets["Thông tin"][7] = ["Ngày tổ chức sơ kết", date(2022, 4, 19)]
    sheets["Mô hình"][3][8] = True
    sheets["Mô hình"][4][8] = False
    sheets["Mô hình"][3][5] = Formula('="Hội "&"Phụ nữ"', "Hội Phụ nữ")
    sheets["Văn bản"][3][2], sheets["Văn bản"][4][2] = date(2018, 5, 20), date(2019, 2, 16)
    for row in sheets["Khen thưởng"][3:]:
        row[8] = Formula("=SUM(D4:H4)", row[8])
    sheets["Tuyên truyền"][3][8] = ErrorCell("#DIV/0!")
    return sheets


@pytest.mark.parametrize("name", HABITS)
def test_a_return_reads_the_same_whoever_wrote_it(store: Store, name: str) -> None:
    clean: Content = content(read(store, {"a.xlsx": workbook(return_sheets())})["a.xlsx"])
    reading = read(store, {"b.xlsx": written(typed(), HABITS[name])})["b.xlsx"]
    assert (reading.status, said(reading.findings)) == ("accepted", [])
    assert content(reading) == clean


@pytest.mark.parametrize("name", HABITS)
def test_errors_and_formulas_never_calculated_are_found_whoever_wrote_them(name: str) -> None:
    rows: list[Row] = [["a", ErrorCell("#REF!"), Formula("=1+1", 2)], [None, 5, ErrorCell("#N/A")]]
    (book,) = read_books([("a.xlsx", written({"Một": rows}, HABITS[name]))])
    assert isinstance(book, Book)
    assert book.sheets[0].rows == [["a", None, 2], [None, 5]]
    assert book.sheets[0].errors == {(0, 1): "#REF!", (1, 2): "#N/A"}


@pytest.mark.parametrize("texts", ["runs", "inline-runs"])
@pytest.mark.parametrize("prefix", ["", "x:"])
@pytest.mark.parametrize("strike", ["", ' val="1"', ' val="true"', ' val="0"', ' val="false"'])
def test_runs_struck_through_are_told_whoever_wrote_them(texts: str, prefix: str, strike: str) -> None:
    habit = Habit(texts=texts, prefix=prefix, strike=strike)
    (book,) = read_books([("a.xlsx", written({"Một": [["1250"]]}, habit))])
    assert isinstance(book, Book)
    assert book.sheets[0].rows == [["1250"]]
    is_struck = not any(no in strike for no in ("0", "false"))
    assert book.sheets[0].looks == ({(0, 0): "struck-in-part"} if is_struck else {})
