"""The accounts of a file's tabs while it is read, and the findings of what nobody read (CONTRACT §2).

Nothing passes in silence: tabs that no form reads, and blocks of cells that no rule knows, are named here.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from tonghop import forms
from tonghop.findings import Finding, make
from tonghop.intake import row_kinds as kinds
from tonghop.intake.account import Account, Fate, SheetAccount, blocks
from tonghop.intake.addresses import cell_place, is_blank
from tonghop.intake.cells import Cells
from tonghop.intake.identify import recognised_sheets
from tonghop.intake.letterhead import is_letterhead, lines_of
from tonghop.intake.margins import looks_like_title
from tonghop.officefiles.reader import Book, Sheet
from tonghop.plan.model import Plan

MOST_BLOCKS = 50
"""Blocks of unread cells of one sheet that are named one by one; the rest in one finding."""


class BookAccounts:
    """The accounts of one file, each with the name that findings give the tab."""

    def __init__(self, book: Book) -> None:
        self.book = book
        self._accounts: dict[int, tuple[SheetAccount, str | None]] = {}  # by the tab's id

    def of(self, sheet: Sheet, name: str | None) -> SheetAccount:
        """Return the account of a tab that is read now; findings call it by `name`, None in Word."""
        return self._accounts.setdefault(id(sheet), (SheetAccount(sheet), name))[0]

    def whole(self, findings: Sequence[Finding]) -> Account:
        """Return the account of the file, once all its findings are there."""
        for account, name in self._accounts.values():
            account.name_findings(cell_place(f.cell) for f in findings if f.cell is not None and f.sheet == name)
        return Account(tuple(self._accounts[id(sheet)][0] for sheet in self.book.sheets))

    def name_other_tabs(self, findings: list[Finding], plan: Plan, ambiguous: Collection[str]) -> None:
        """Account for the tabs that were not read; those that hold something are in a finding."""
        for sheet in self.book.sheets:
            if id(sheet) in self._accounts:
                continue
            account = self.of(sheet, sheet.name)
            if sheet.name in (forms.STAMP, forms.LISTS, forms.RETURNED):
                account.put_rest(Fate.PROGRAM)
                continue
            if self.book.kind == "word" and _is_frame(sheet):
                account.put_rest(Fate.TITLE)
                continue
            account.put_rest(Fate.FINDING)
            names = recognised_sheets(replace(self.book, sheets=(sheet,)), plan)
            is_said = sheet.visible and not names.keys().isdisjoint(ambiguous)
            if not is_said and next(account.filled(), None) is not None:
                findings.append(make("sheet-ignored", sheet=sheet.name or None))

    def name_unread_cells(self, findings: list[Finding], labels: Mapping[str, Sequence[str]]) -> None:
        """Name what no rule knows and no finding names, a block at a time; `labels` are those of a sheet's cells."""
        named: dict[str | None, set[tuple[int, int]]] = {}
        for finding in findings:
            if finding.cell is not None:
                named.setdefault(finding.sheet, set()).add(cell_place(finding.cell))
        for account, name in self._accounts.values():
            left = [place for place in account.open_cells() if place not in named.get(name, ())]
            if not left:
                continue
            found = blocks(left, {row for row, _ in left if account.is_open_row(row)})
            if len(found) > MOST_BLOCKS:
                found[MOST_BLOCKS:] = [[place for block in found[MOST_BLOCKS:] for place in block]]
            cells = Cells(account.sheet, name)
            for block in found:
                row, column = block[0]
                shown = account.sheet.errors.get((row, column), cells.raw(row, column))
                near = cells.near(labels.get(name or "", ()), str(shown))
                cells.note("unread-data", row, column, value=shown, count=len(block), near=near)
                account.name_findings(block)
            findings.extend(cells.findings)


def _is_frame(sheet: Sheet) -> bool:
    """Is a table of Word there for the looks: for a letterhead, those who sign, a title? Then it holds no count."""
    lines = [line.text for row in sheet.rows for value in row for line in lines_of(value)]
    values = [value for row in sheet.rows for value in row if not is_blank(value)]
    if holds_table(sheet) or any(kinds.is_counted(value) for value in (*lines, *values)):
        return False
    return is_letterhead(sheet) or all(kinds.may_stand_below(line) or looks_like_title(line) for line in lines)


def holds_table(sheet: Sheet) -> bool:
    """Has a row of the sheet three cells with content or more?"""
    return any(sum(not is_blank(value) for value in row) >= 3 for row in sheet.rows)
