"""What goes back to a unit whose file was refused or doubted: its own workbook, marked, or a workbook of findings.

A clerk sends it without writing a word; what the unit then sends goes in like any file. Knows no store and no screen.
"""

import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from tonghop.findings import RULES, Finding
from tonghop.forms import RETURNED
from tonghop.outputs.marking.comments import LABELS, one_line
from tonghop.outputs.marking.marked import marked
from tonghop.outputs.marking.note import Returning, note, shown_name
from tonghop.outputs.marking.package import Unmarkable
from tonghop.outputs.marking.workbook import OUR_NAME, in_formula
from tonghop.plan.model import Plan

PREFIX = "can-sua-"
LONGEST_STEM = 60  # letters of a file's name; three bytes each at most, and some systems count bytes
UNOPENED = frozenset({"unreadable-file", "unsupported-type", "password-protected", "too-large"})
"""What intake did not open is not opened here either."""

LIST = "Bảng kê"
LIST_HEADINGS = (("Mức", 12), ("Loại", 26), ("Trang tính", 20), ("Ô", 8), ("Giá trị", 26), ("Nội dung", 80))
MOST_LISTED = 20_000
_NOT_IN_NAMES = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*]+')


@dataclass(frozen=True, slots=True)
class Returned:
    """A file to give out; `is_marked` says that it is the unit's own workbook."""

    name: str
    content: bytes
    is_marked: bool


def returned(
    plan: Plan,
    path: str,
    content: bytes,
    findings: Sequence[Finding],
    unit_id: str | None,
    *,
    is_partial: bool = False,
) -> Returned:
    """Return the copy of one file to send back; `is_partial`: only the units with errors were refused.

    Never fails for what a file holds: a workbook that cannot be marked without a loss, or is none, is left alone and
    its findings are put into a workbook of their own.
    """
    given = Returning(plan, path, tuple(findings), unit_id, is_partial)
    name = file_name(path)
    if not any(finding.slug in UNOPENED for finding in findings):
        try:
            copy = marked(content, plan, given.findings, lambda places: note(given, places))
        except Unmarkable:
            pass
        else:
            return Returned(name, copy, is_marked=True)
    return Returned(name, _findings_workbook(given), is_marked=False)


def file_name(path: str) -> str:
    """Return what the copy of a file is called, however often it goes to and fro."""
    stem = PurePosixPath(shown_name(path)).stem
    stem = _NOT_IN_NAMES.sub("-", stem)
    while stem.lower().startswith(PREFIX):
        stem = stem[len(PREFIX) :]
    return f"{PREFIX}{stem[:LONGEST_STEM].strip(' .') or 'tep'}.xlsx"


def save(copy: Returned, folder: Path) -> Path:
    """Write a copy into a folder under a name that no file there has; return where it is. Raises OSError."""
    name, number = Path(copy.name), 1
    while True:
        path = folder / (copy.name if number == 1 else f"{name.stem} ({number}){name.suffix}")
        try:
            with path.open("xb") as file:
                file.write(copy.content)
        except FileExistsError:
            number += 1
        else:
            return path


def _findings_workbook(given: Returning) -> bytes:
    """The same first sheet, and where there is more than one finding a table of them all."""
    import xlsxwriter

    target = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(target, options) as book:
        book.add_worksheet(RETURNED)  # holds the place of the first sheet
        book.define_name(f"{in_formula(RETURNED)}!{OUR_NAME}", f"={in_formula(RETURNED)}!$A$1")
        if len(given.findings) > 1:
            font = {"font_name": "Times New Roman", "font_size": 12, "valign": "top", "border": 1, "text_wrap": True}
            head = book.add_format({**font, "bold": True, "bg_color": "#F6F4EF", "align": "center"})
            text = book.add_format({**font, "num_format": "@"})
            page = book.add_worksheet(LIST)
            for column, (heading, width) in enumerate(LIST_HEADINGS):
                page.set_column(column, column, width)
                page.write_string(0, column, heading, head)
            for row, finding in enumerate(given.findings[:MOST_LISTED], 1):
                said = (LABELS[finding.severity], RULES[finding.slug].title, finding.sheet, finding.cell)
                for column, value in enumerate((*said, finding.value, finding.message)):
                    page.write_string(row, column, one_line(value or ""), text)
            page.freeze_panes(1, 0)
            page.autofilter(0, 0, min(len(given.findings), MOST_LISTED), len(LIST_HEADINGS) - 1)
            page.repeat_rows(0)
            page.set_paper(9)
            page.set_landscape()
            page.fit_to_pages(1, 0)
    return marked(target.getvalue(), given.plan, (), lambda places: note(given, None))
