"""The reading of one file whose form is known: whose it is, its tables, and what becomes of it as a whole.

Rows are read by row_reader, rules across cells checked by checks; this joins them and decides who is refused.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import takewhile

from tonghop import forms
from tonghop.findings import Finding, make
from tonghop.forms import CONSOLIDATED, ENTRY, NOMINATION_LIST, REGISTER, UNIT_RETURN, Table
from tonghop.intake.account import Account, Fate
from tonghop.intake.addresses import cell_name, cell_place
from tonghop.intake.book_accounts import BookAccounts, holds_table
from tonghop.intake.cells import Cells
from tonghop.intake.checks import cross_check
from tonghop.intake.headings import first_heading
from tonghop.intake.identify import ambiguous_sheets, list_groups, list_sheets, recognised_sheets
from tonghop.intake.labels import find_labels
from tonghop.intake.letterhead import Line, blocks_of_rows, is_letterhead, lines_of
from tonghop.intake.margins import scaled_measures, titles_only
from tonghop.intake.owner import Owner
from tonghop.intake.row_reader import RowReader
from tonghop.intake.silence import carried
from tonghop.intake.spread import parted, spread
from tonghop.intake.table_layout import Found, Known, Row, find_table, identity
from tonghop.intake.unit_paper import Paper
from tonghop.intake.vocabulary import PlanLists, by_label
from tonghop.officefiles.reader import Book, Sheet
from tonghop.plan.model import Plan
from tonghop.plan.unit_names import UnitNames
from tonghop.records import Fact, Nomination, Record

MOST_PARTED = 500
"""Rows of one sheet in which several names in one cell are taken apart."""
FILE_LEVEL = {
    "ambiguous-column", "ambiguous-sheet", "encoding-uncertain", "missing-column", "missing-sheet", "not-a-form",
}  # fmt: skip


@dataclass(frozen=True)
class Reading:
    """What one file says. `records` are of accepted units only; a refused file has none.

    `status` is accepted, partial, refused, or paper with `paper`; `unit_id` is None in workbooks of many units and
    where unknown.
    `notes` are remarks in words for the screen, no findings; `unnamed` are the texts in the file that name no unit, or
    several, and that a person can say the unit of. `silent` are the unit and
    sheet of what is there without one value, `sheets` the form's names of the tabs in their order, and
    `copies_cells` says where the copies of a receipt stand: what is found later goes to its place.
    """

    form: str | None
    unit_id: str | None
    encoding: str | None
    status: str
    findings: tuple[Finding, ...]
    records: tuple[Record, ...] = ()
    refused_units: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    unnamed: tuple[str, ...] = ()
    silent: tuple[tuple[str, str], ...] = ()
    sheets: tuple[str, ...] = ()
    copies_cells: Mapping[str, str] = field(default_factory=dict)
    paper: Paper | None = None

    def with_findings(self, more: Iterable[Finding]) -> "Reading":
        """Return the reading with what was found across files, in the order of the contract."""
        added = tuple(more)
        return replace(self, findings=tuple(sorted_by_place([*self.findings, *added], self.sheets))) if added else self


class FileReader:
    """The reading of one file whose form is known."""

    def __init__(
        self, plan: Plan, lists: PlanLists, names: UnitNames, received_on: date, book: Book, form: str
    ) -> None:
        self.plan, self.lists, self.names, self.book, self.form = plan, lists, names, book, form
        self.tabs = recognised_sheets(book, plan)
        self.rows = RowReader(plan, lists, received_on)
        self.findings: list[Finding] = []
        self.notes: list[str] = []
        self.owner = Owner(plan, names, self.findings)
        self.touched: set[tuple[str, str]] = set()
        """Unit and sheet of all that was read, be there a value or none."""
        self.silent: list[tuple[str, str]] = []
        self.accounts = BookAccounts(book)

    def read(self) -> None:
        """Read a file whose form says how."""
        if self.book.hidden_text:
            self.notes.append("Tệp Word có chữ ở ngoài phần đọc được (hộp chữ, chú thích…); đề nghị xem tệp gốc.")
        if self.form == NOMINATION_LIST:
            self._read_nominations()
        elif self.form == UNIT_RETURN:
            self._read_unit_return()
        else:
            self._read_many_units()
        self._finish()

    def read_entry(self, unit_id: str) -> None:
        """Read what was typed on screen for a unit: the sheets that are there, none of them required."""
        self.owner.unit_id = unit_id
        if forms.INFO in self.tabs:
            self._read_info(Cells(self.tabs[forms.INFO], forms.INFO))
        self._read_tables(unit_id)
        self._finish()

    def _finish(self) -> None:
        unit, rows = self.owner.unit_id, self.rows
        has_models = (unit or "", forms.MODELS) in self.touched
        self.findings.extend(cross_check(self.form, unit, rows.records, rows.matrix_rows, self.plan, has_models))
        said, self.silent = carried(self.touched, rows.records)
        rows.records.extend(said)
        ambiguous = ambiguous_sheets(self.book, self.plan) if self.form != NOMINATION_LIST else {}
        for name, tabs in ambiguous.items():
            shown = ", ".join(f"“{tab}”" for tab in tabs)
            self.findings.append(make("ambiguous-sheet", sheet=name, tabs=shown))
        self.accounts.name_other_tabs(self.findings, self.plan, ambiguous)
        labels = [fact.label for fact in forms.facts(self.plan.years)]
        self.accounts.name_unread_cells(self.findings, {forms.INFO: labels})

    def account(self) -> Account:
        """Return what became of each cell, once the file was read."""
        return self.accounts.whole(self.findings)

    def reading(self, encoding: str) -> Reading:
        findings = tuple(in_order(self.findings, self.book, self.tabs))
        errors = [finding for finding in findings if finding.is_error]
        many = self.form in (CONSOLIDATED, REGISTER)
        whole = Reading(
            self.form,
            self.owner.unit_id,
            encoding,
            "accepted",
            findings,
            tuple(self.rows.records),
            notes=(*self.notes, *self.rows.notes),
            unnamed=tuple(self.owner.unnamed),
            silent=tuple(self.silent),
            sheets=tuple(sheet_order(self.book, self.tabs)),
            copies_cells=self.rows.copies_cells,
        )
        if not errors:
            return whole
        if not many or any(map(_is_of_file, errors)):
            return replace(whole, status="refused", records=())
        refused = {e.unit_id for e in errors if e.unit_id is not None}
        kept = tuple(record for record in self.rows.records if record.unit_id not in refused)
        status = "partial" if kept else "refused"
        order = [unit.id for unit in self.plan.units if unit.id in refused]
        return replace(whole, unit_id=None, status=status, records=kept, refused_units=tuple(order))

    # -- forms ---------------------------------------------------------------------------------------------------

    def _read_unit_return(self) -> None:
        tables = forms.unit_return_tables(self.plan.years)
        for name in (forms.INFO, *tables):
            if name not in self.tabs and (name == forms.INFO or tables[name].required):
                self.findings.append(make("missing-sheet", sheet=name))
        if forms.INFO in self.tabs:
            self._read_info(Cells(self.tabs[forms.INFO], forms.INFO))
        # A return whose unit is unknown is refused anyway; it is read on for its other findings.
        self._read_tables(self.owner.unit_id or "")

    def _read_tables(self, unit: str) -> None:
        for name, table in forms.unit_return_tables(self.plan.years).items():
            if name in self.tabs:
                cells = Cells(self.tabs[name], name)
                found = self._find_table(cells, table)
                if self.form == UNIT_RETURN:
                    self.owner.check_title(cells, found.heading.first if found.heading else 0)
                    self.owner.check_rows(cells, found.heading.last + 1 if found.heading else 0)
                for each, row in self._rows(cells, table, found):
                    before = len(each.findings)
                    is_taken = self.rows.read_row(each, name, row, unit, unit or None)
                    self._settle(cells, each, row, is_taken, before)
                if unit and found.heading is not None and not found.missing:
                    self.touched.add((unit, name))
                self.findings.extend(cells.told())

    def _read_many_units(self) -> None:
        tables = forms.consolidated_tables(self.plan.years) | {forms.RECEIPTS: forms.RECEIPT_TABLE}
        for name, table in tables.items():
            if name not in self.tabs:
                continue
            cells = Cells(self.tabs[name], name)
            rows = list(self._rows(cells, table, self._find_table(cells, table)))
            for (each, row), unit in zip(rows, self.owner.units_of_rows(rows), strict=True):
                before = len(each.findings)
                is_taken = unit is not None and self.rows.read_row(each, name, row, unit, unit)
                if unit is not None and name != forms.RECEIPTS:
                    self.touched.add((unit, name))
                self._settle(cells, each, row, is_taken, -1 if unit is None else before)
            self.findings.extend(cells.told())

    def _read_nominations(self) -> None:
        table = forms.NOMINATION_TABLE
        lists = list_sheets(self.book)
        covers = self._covers(lists)
        beside = [block for sheet in covers for block in blocks_of_rows(sheet, len(sheet.rows))]
        used = self.owner.find_in_list(_blocks_around(self.book, lists), list_groups(lists), beside)
        for sheet in covers if used else ():
            account = self.accounts.of(sheet, sheet.name)
            titles_only(sheet, account)
            for row_at, column in used:
                account.put(row_at, column, Fate.TITLE)
        position = 0
        for sheet in lists:
            cells = Cells(sheet, None if self.book.kind == "word" else table.sheet)
            for each, row in self._rows(cells, table, self._find_table(cells, table)):
                before = len(each.findings)
                is_struck = each.is_struck_row(row.number, row.columns)
                name = None if is_struck else each.text(row.number, row.at("name"))
                if name is not None:
                    position += 1
                    keys = ("implementer", "summary", "remark")
                    implementer, summary, remark = (each.text(row.number, row.at(key)) for key in keys)
                    place = each.address(row.number, row.at("name") or 0)
                    self.rows.records.append(
                        Nomination(
                            self.owner.unit_id or "", position, name, implementer, summary, remark, each.name, place
                        )
                    )
                self._settle(cells, each, row, name is not None, before)
            self.findings.extend(cells.told())
        if self.owner.unit_id:
            self.touched.add((self.owner.unit_id, table.sheet))

    def _covers(self, lists: Sequence[Sheet]) -> list[Sheet]:
        """The visible tabs in front of a workbook's list that hold no table: where a cover names the unit."""
        if self.book.kind == "word" or not lists:
            return []
        before = takewhile(lambda sheet: sheet is not lists[0], self.book.sheets)
        return [sheet for sheet in before if sheet.visible and not holds_table(sheet)][:1]

    # -- rows ----------------------------------------------------------------------------------------------------

    def _rows(self, cells: Cells, table: Table, found: Found) -> Iterator[tuple[Cells, Row]]:
        """Yield the rows of data as they are meant, each with the cells to read it from: a row of two names twice."""
        meant = spread(cells.sheet, table, found.rows)
        whole = cells.over(meant.sheet)
        for at, column in meant.several:
            cells.note("several-in-one-cell", at, column, value=cells.raw(at, column))
        left = MOST_PARTED
        for row in found.rows:
            parts = parted(meant.sheet, table, row) if left else []
            if parts is None or len(parts) > 1:
                left -= 1
            if parts is None:
                at = row.at(identity(table) or "") or 0
                cells.note("several-in-one-cell", row.number, at, value=cells.raw(row.number, at))
            for sheet in parts or ():
                yield cells.over(sheet), row
            if not parts:
                yield whole, row

    def _settle(self, cells: Cells, read: Cells, row: Row, is_taken: bool, before: int) -> None:
        """Say of a row that could not be taken that it is in its findings, or nothing: its cells are open then."""
        if not is_taken:
            account = self.accounts.of(cells.sheet, cells.name)
            for number in (row.number, *row.below):
                account.put_row(number, Fate.FINDING if len(read.findings) > before else {})

    # -- whose -------------------------------------------------------------------------------------------------

    def _read_info(self, cells: Cells) -> None:
        account = self.accounts.of(cells.sheet, cells.name)
        sheet, found = find_labels(cells.sheet, forms.facts(self.plan.years), account)
        cells = Cells(sheet, cells.name)
        has_unit = False
        for label in found:
            if label.fact.kind == "unit":
                self.owner.read_unit(cells, label.row, label.column, is_first=not has_unit)
                has_unit = True
            else:
                self.rows.read_fact(cells, label.fact, label.row, label.column)
        if not has_unit and self.form != ENTRY:
            self.findings.append(make("missing-column", sheet=forms.INFO, column=forms.UNIT_HEADING))
        if self.form != ENTRY:
            self.owner.check_title(cells, min((label.row for label in found), default=0))
        if self.owner.unit_id:
            self.touched.add((self.owner.unit_id, forms.INFO))
            self.rows.records = [
                r._replace(unit_id=self.owner.unit_id) if isinstance(r, Fact) else r for r in self.rows.records
            ]
        self.findings.extend(cells.told())

    def _find_table(self, cells: Cells, table: Table) -> Found:
        """Find a sheet's table; leaves findings of missing, doubled and strange columns."""
        account = self.accounts.of(cells.sheet, cells.name)
        names: Mapping[str, object] = {}
        if table.sheet in forms.MATRIX_SHEETS:
            names = self.lists.indicators[table.sheet]
        elif table.sheet == forms.REMARKS:
            names = self.lists.sections
        known = Known(
            lambda name: isinstance(name, str) and by_label(names, name) is not None,
            lambda name: isinstance(name, str) and bool(self.names.find(name)),
        )
        found = find_table(cells.sheet, table, account, known)
        if not table.required and next(account.filled(), None) is None:
            return replace(found, missing=())  # an empty tab is a sheet left out
        if found.heading is None and not found.missing and holds_table(cells.sheet):
            missing = next(c for c in table.columns if c.key == table.name_column)
            self.findings.append(make("missing-column", sheet=cells.name, column=missing.heading))
            account.put_rest(Fate.FINDING)
        for lacking in found.missing:
            self.findings.append(make("missing-column", sheet=cells.name, column=lacking.heading))
        if found.missing:
            account.put_rest(Fate.FINDING)
        if table.sheet in forms.MATRIX_SHEETS and found.heading is not None:
            for row, column, text in scaled_measures(cells.sheet, found.heading.first):
                cells.note("unit-of-measure-mismatch", row, column, value=text, variant="scaled-sheet")
        for row, column in found.twice:
            cells.note("ambiguous-column", row, column, value=cells.raw(row, column))
        free = [c.heading for c in table.columns if found.heading and c.key not in found.heading.columns]
        for row, column in found.strange:
            said = cells.raw(row, column) or cell_name(row, column)
            cells.note("column-ignored", row, column, value=said, near=cells.near(free, str(said)))
        return found


def _is_of_file(error: Finding) -> bool:
    """Does an error in a workbook of many units refuse it whole?"""
    is_of_sheet = error.slug == "unit-of-measure-mismatch" and error.unit_id is None
    return error.slug in FILE_LEVEL or error.cell is None or is_of_sheet


def _blocks_around(book: Book, lists: list[Sheet]) -> list[list[Line]]:
    """The lines around the tables of nominations that can name the unit, in blocks; of Word files in their order.

    Below the first list, tables name nobody: they sign, or count.
    """
    headings = {id(sheet): first_heading(sheet, forms.NOMINATION_TABLE) for sheet in lists}
    heads = {key: heading.first if heading else 0 for key, heading in headings.items()}
    if book.kind != "word":
        return [block for sheet in lists for block in blocks_of_rows(sheet, heads[id(sheet)])]
    first = next((at for at, sheet in enumerate(book.sheets) if id(sheet) in heads), len(book.sheets))
    blocks: list[list[Line]] = [[line for text in book.headers for line in lines_of(text)]]
    done = 0
    for at, sheet in enumerate(book.sheets):
        before = book.tables[at][0] if at < len(book.tables) else len(book.paragraphs)
        blocks.append([line for text in book.paragraphs[done:before] for line in lines_of(text)])
        done = max(done, before)
        if id(sheet) in heads:
            blocks += blocks_of_rows(sheet, heads[id(sheet)])
        elif at < first and is_letterhead(sheet):
            blocks += blocks_of_rows(sheet, len(sheet.rows))
    blocks.append([line for text in book.paragraphs[done:] for line in lines_of(text)])
    return [block for block in blocks if block]


def in_order(findings: list[Finding], book: Book, tabs: Mapping[str, Sheet]) -> list[Finding]:
    """Those without a cell first, then in the order of the workbook's sheets, rows, columns (CONTRACT §3)."""
    return sorted_by_place(findings, sheet_order(book, tabs))


def sheet_order(book: Book, tabs: Mapping[str, Sheet]) -> list[str]:
    """Return the names of a workbook's sheets as findings call them: the form's own, else the tab's."""
    names = {id(tab): name for name, tab in tabs.items()}
    return [names.get(id(sheet), sheet.name) for sheet in book.sheets]


def sorted_by_place(findings: Iterable[Finding], sheets: Sequence[str]) -> list[Finding]:
    order = {name: at for at, name in enumerate(sheets)}

    def key(finding: Finding) -> tuple[int, int, tuple[int, int]]:
        sheet = order.get(finding.sheet or "", -1 if finding.sheet is None else len(order))
        return (1, sheet, cell_place(finding.cell)) if finding.cell else (0, sheet, (0, 0))

    return sorted(findings, key=key)
