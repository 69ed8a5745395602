"""Which form a file is, which of its tabs are the form's sheets, and which units its texts name.

Decided by sheet names and headings alone; file names prove nothing (CONTRACT §2).
"""

import re
from collections.abc import Iterable
from pathlib import PurePosixPath

from tonghop import forms
from tonghop.intake.addresses import heading_key
from tonghop.intake.headings import first_heading, heading_matches
from tonghop.intake.letterhead import is_unit_label
from tonghop.intake.row_kinds import group_texts
from tonghop.officefiles.reader import Book, Sheet
from tonghop.plan.model import Plan
from tonghop.plan.unit_names import UnitNames

LONGEST_NAME = 100
SHORTEST_NAME, MOST_WORDS = 5, 12
_UNIT_COLUMNS = ("donvi", "tendonvi")
_TAB_NUMBER = re.compile(r"\s*\(?(?:\d+(?=\D)|[IVX]+(?=[.)\-–_/:]))[\s.)\-–_/:]*")  # "1. Thông tin" (CONTRACT §2)


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
    """Return the form of a file, None where it is none of them: decided once, from the whole file."""
    if book.kind == "word":
        return forms.NOMINATION_LIST if list_sheets(book) else None
    if stamp_of(book).get("form") == forms.UNIT_RETURN:
        return forms.UNIT_RETURN
    tabs, tables = recognised_sheets(book, plan), forms.consolidated_tables(plan.years)
    of_return = [name for name in tabs if name in tables]
    matches = {name: found for name in of_return if (found := heading_matches(tabs[name], tables[name]))}
    has_units = ["unit" in found for found in matches.values()]
    names_its_unit = forms.INFO in tabs and _holds_unit_label(tabs[forms.INFO])
    if any(has_units) and (all(has_units) or not names_its_unit):
        return forms.CONSOLIDATED
    if forms.RECEIPTS in tabs and not (names_its_unit and of_return):
        return forms.CONSOLIDATED if of_return else forms.REGISTER
    lists = list_sheets(book)
    is_cover = forms.INFO not in tabs or not any(sheet is tab for sheet in lists for tab in tabs.values())
    if lists and is_cover and not _has_headings_of_a_return(book, plan):
        return forms.NOMINATION_LIST
    return forms.UNIT_RETURN if forms.INFO in tabs or matches else None


def list_sheets(book: Book) -> list[Sheet]:
    """Return the tables of nominations that form B reads: all of a Word file, the first visible tab of a workbook."""
    found = [s for s in book.sheets if {"name", "implementer"} <= heading_matches(s, forms.NOMINATION_TABLE)]
    return found if book.kind == "word" else [sheet for sheet in found if sheet.visible][:1]


def list_groups(sheets: Iterable[Sheet]) -> list[str]:
    """Return the group headings below the headings of lists."""
    headed = [(sheet, first_heading(sheet, forms.NOMINATION_TABLE)) for sheet in sheets]
    return [text for sheet, heading in headed if heading for text in group_texts(sheet.rows[heading.last + 1 :])]


def _has_headings_of_a_return(book: Book, plan: Plan) -> bool:
    """Does any tab have a heading of form A that form B lacks, or a column of units? (CONTRACT §2)"""
    tables = forms.consolidated_tables(plan.years)
    of_models, matrix = {"sector", "level", "start_year", "nominated"}, tables[forms.AWARDS]

    def has_one(sheet: Sheet) -> bool:
        found = heading_matches(sheet, tables[forms.MODELS])
        if of_models & found or ("unit" in found and len(found) > 1):  # one alone is a label: "Đơn vị: …"
            return True
        return "indicator" in heading_matches(sheet, matrix) or _names_units_in_a_column(sheet)

    return any(map(has_one, book.sheets))


def _names_units_in_a_column(sheet: Sheet) -> bool:
    heading = first_heading(sheet, forms.NOMINATION_TABLE)
    others = heading.others if heading and len(heading.columns) > 1 else None
    return any(heading_key(text) in _UNIT_COLUMNS for _, text in (others or {}).values())


def _holds_unit_label(sheet: Sheet) -> bool:
    return any(is_unit_label(v.partition(":")[0]) for row in sheet.rows for v in row if isinstance(v, str))


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
