"""Which tab of a workbook each finding speaks of: intake's own recognition, held against the tabs' titles.

Findings name the form's sheets, however the tabs are spelt and in whatever encoding.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from tonghop.findings import Finding
from tonghop.forms import NOMINATION_TABLE
from tonghop.intake.addresses import HEADING_ROWS
from tonghop.intake.encodings import ENCODINGS
from tonghop.intake.headings import heading_matches
from tonghop.intake.identify import recognised_sheets
from tonghop.intake.reading import decoded
from tonghop.officefiles.reader import Book, Sheet
from tonghop.outputs.marking.cells import place_of
from tonghop.outputs.marking.package import Element, Parts, Unmarkable, local, number
from tonghop.outputs.marking.workbook import Workbook
from tonghop.plan.model import Plan

LEGACY = "legacy-encoding"


def tabs_of(findings: Sequence[Finding], plan: Plan, parts: Parts, workbook: Workbook) -> dict[str, int]:
    """Return the tab, counted from zero, of each sheet that findings name and the workbook has.

    Raises Unmarkable where a finding's cell could be in more than one tab, or in none.
    """
    wanted = {finding.sheet for finding in findings if finding.sheet is not None}
    listed = NOMINATION_TABLE.sheet in wanted
    titles = [tab.title for tab in workbook.tabs]
    rows = [_first_rows(parts, workbook, tab.part) if listed else [] for tab in workbook.tabs]
    raw = Book("workbook", tuple(Sheet(title, each) for title, each in zip(titles, rows, strict=True)))
    is_legacy = any(finding.slug == LEGACY for finding in findings)
    best: dict[str, int] = {}
    for encoding in ENCODINGS[1:] if is_legacy else ENCODINGS:
        book = raw if encoding == "unicode" else decoded(raw, encoding, plan)
        found = _recognised(book, plan, titles) if not listed else _of_list(book, titles)
        found = {sheet: at for sheet, at in found.items() if sheet in wanted}
        if len(found) > len(best):
            best = found
    for finding in findings:
        if finding.cell is not None and finding.sheet not in best:
            raise Unmarkable(f"{finding.sheet}: no such tab")
    return best


def _recognised(book: Book, plan: Plan, titles: Sequence[str]) -> dict[str, int]:
    tabs = recognised_sheets(book, plan)
    places = {id(sheet): at for at, sheet in enumerate(book.sheets)}
    # a cell of unsure encoding may be in a tab that is no sheet of the form, and is then named by its title
    others = {title: at for at, title in reversed(list(enumerate(titles)))}
    return others | {name: places[id(sheet)] for name, sheet in tabs.items()}


def _of_list(book: Book, titles: Sequence[str]) -> dict[str, int]:
    lists = [at for at, sheet in enumerate(book.sheets) if "name" in heading_matches(sheet, NOMINATION_TABLE)]
    others = {title: at for at, title in reversed(list(enumerate(titles)))}
    if len(lists) > 1:
        others.pop(NOMINATION_TABLE.sheet, None)
    return others | ({NOMINATION_TABLE.sheet: lists[0]} if len(lists) == 1 else {})


# -- the texts in which headings may stand ---------------------------------------------------------------------------


def _first_rows(parts: Parts, workbook: Workbook, part: str) -> list[list[object]]:
    """Read the texts of a tab's first rows; numbers are no headings of a list."""
    root = parts.tree(part)
    shared = _shared_texts(parts, workbook)
    rows: list[list[object]] = [[] for _ in range(HEADING_ROWS + 1)]
    at = -1
    for row in (row for data in root if local(data) == "sheetData" for row in data if local(row) == "row"):
        at = number(row.get("r"), at + 2) - 1
        if at > HEADING_ROWS:
            break
        column = -1
        for cell in (cell for cell in row if local(cell) == "c"):
            address = cell.get("r")
            column = place_of(address)[1] if address else column + 1
            rows[at] += [None] * (column + 1 - len(rows[at]))
            rows[at][column] = _text(cell, shared)
    return rows


def _text(cell: Element, shared: Sequence[str]) -> str | None:
    kind = cell.get("t")
    if kind == "inlineStr":
        return _joined(cell) or None
    value = next((each.text or "" for each in cell if local(each) == "v"), "")
    if kind == "s":
        at = number(value or None)
        return shared[at] if at < len(shared) else None
    return value or None if kind == "str" else None


def _shared_texts(parts: Parts, workbook: Workbook) -> list[str]:
    part = workbook.part_of("sharedStrings")
    if part is None or not parts.has(part):
        return []
    return [_joined(each) for each in parts.tree(part) if local(each) == "si"]


def _joined(element: Element) -> str:
    texts: Iterable[Element] = (each for each in element.iter() if local(each) == "t")
    return "".join(each.text or "" for each in texts if local(each.getparent()) != "rPh")
