"""Which form a file is, which of its tabs are the form's sheets, and which units its texts name.

Decided by sheet names and headings alone; file names prove nothing (CONTRACT §2).
"""

import re
from collections.abc import Iterable
from pathlib import PurePosixPath

from tonghop import forms
from tonghop.grid import heading_key
from tonghop.headings import heading_matches
from tonghop.names import UnitNames
from tonghop.plan import Plan
from tonghop.sheets import Book, Sheet

LONGEST_NAME = 100
SHORTEST_NAME, MOST_WORDS = 5, 12
_TAB_NUMBER = re.compile(r"\s*\(?\d+(?=\D)[\s.)\-–_/:]*")  # "1. Thông tin" (CONTRACT §2)


def recognised_sheets(book: Book, plan: Plan) -> dict[str, Sheet]:
    """Return the tabs that are sheets of a form, by the form's own name, in the workbook's order.

    Of two tabs of one name the visible one counts, else the first.
    """
    return {name: next((s for s in tabs if s.visible), tabs[0]) for name, tabs in _tabs_by_name(book, plan).items()}


def ambiguous_sheets(book: Book, plan: Plan) -> dict[str, list[str]]:
    """Return the form's names that several visible tabs bear, with the tabs' own names."""
    shown = {name: [s.name for s in tabs if s.visible] for name, tabs in _tabs_by_name(book, plan).items()}
    return {name: tabs for name, tabs in shown.items() if len(tabs) > 1}


def _tabs_by_name(book: Book, plan: Plan) -> dict[str, list[Sheet]]:
    names = {
        heading_key(name): name
        for name in (forms.INFO, *forms.unit_return_tables(plan.years), forms.RECEIPTS)
    }
    tabs: dict[str, list[Sheet]] = {}
    for sheet in book.sheets:
        name = names.get(heading_key(_TAB_NUMBER.sub("", sheet.name)))
        if name is not None:
            tabs.setdefault(name, []).append(sheet)
    return tabs


def identify(book: Book, plan: Plan) -> str | None:
    """Return the form of a file, None where it is none of them."""
    if book.kind == "word":
        return forms.NOMINATION_LIST if _is_nomination_list(book.sheets) else None
    tabs = recognised_sheets(book, plan)
    if forms.INFO in tabs or stamp_of(book).get("form") == forms.UNIT_RETURN:
        return forms.UNIT_RETURN
    tables = forms.consolidated_tables(plan.years)
    of_return = [name for name in tabs if name in tables]
    if any("unit" in heading_matches(tabs[name], tables[name]) for name in of_return):
        return forms.CONSOLIDATED
    if forms.RECEIPTS in tabs:
        return forms.CONSOLIDATED if of_return else forms.REGISTER
    if _is_nomination_list(book.sheets) and not _has_headings_of_a_return(book, plan):
        return forms.NOMINATION_LIST
    if any(heading_matches(tabs[name], tables[name]) for name in of_return):
        return forms.UNIT_RETURN
    return None


def _has_headings_of_a_return(book: Book, plan: Plan) -> bool:
    """Does any tab have a heading of form A that form B lacks, or a column of units? (CONTRACT §2)"""
    tables = forms.consolidated_tables(plan.years)
    of_models = {"sector", "level", "start_year", "nominated", "unit"}
    matrices = [tables[name] for name in forms.MATRIX_SHEETS if name in tables]
    return any(
        of_models & heading_matches(sheet, tables[forms.MODELS])
        or any("indicator" in heading_matches(sheet, matrix) for matrix in matrices[:1])
        for sheet in book.sheets
    )


def stamp_of(book: Book) -> dict[str, str]:
    """Return what a template says of itself on its hidden sheet; nothing for any other file."""
    for sheet in book.sheets:
        if sheet.name == forms.STAMP:
            return {str(row[0]): str(row[1]) for row in sheet.rows if len(row) >= 2 and row[0] and row[1]}
    return {}


def foreign_stamp(book: Book, plan: Plan) -> str | None:
    """Say why a template is not this plan's or no longer in use; None where it is right or carries no stamp."""
    stamp = stamp_of(book)
    if not stamp:
        return None
    if stamp.get("plan") != plan.id:
        return f"tệp làm theo biểu mẫu của kế hoạch {stamp.get('plan', 'khác')}, không phải kế hoạch {plan.id}"
    if stamp.get("version") != str(plan.form_version):
        return (
            f"tệp làm theo biểu mẫu phiên bản {stamp.get('version', '?')}; "
            f"biểu mẫu đang dùng là phiên bản {plan.form_version}"
        )
    return None


def unit_in_file_name(path: str, names: UnitNames) -> str | None:
    """Return the unit that a file's name speaks of, None for none or several; it proves nothing (CONTRACT §2)."""
    words = [word for word in re.split(r"[\W_]+", PurePosixPath(path.replace("\\", "/")).stem) if word][:LONGEST_NAME]
    for length in range(min(len(words), MOST_WORDS), 0, -1):
        runs = (" ".join(words[at : at + length]) for at in range(len(words) - length + 1))
        units = {unit for run in runs if len(run) >= SHORTEST_NAME for unit in names.find(run)}
        if units:
            return units.pop() if len(units) == 1 else None
    return None


def _is_nomination_list(sheets: Iterable[Sheet]) -> bool:
    return any({"name", "implementer"} <= heading_matches(sheet, forms.NOMINATION_TABLE) for sheet in sheets)
