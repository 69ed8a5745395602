"""The reading of one file whose form is known: whose it is, its tables, and what becomes of it as a whole.

Rows are read by row_reader, rules across cells checked by checks; this joins them and decides who is refused.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from tonghop import forms
from tonghop.cells import Cells
from tonghop.checks import cross_check
from tonghop.findings import Finding, make
from tonghop.forms import CONSOLIDATED, ENTRY, NOMINATION_LIST, REGISTER, UNIT_RETURN, Table
from tonghop.grid import (
    Found,
    cell_name,
    cell_place,
    find_table,
    heading_key,
    heading_matches,
    is_blank,
)
from tonghop.identify import (
    ambiguous_sheets,
    ignored_sheets,
    recognised_sheets,
)
from tonghop.letterhead import Line, blocks_of_rows, is_letterhead, lines_of
from tonghop.names import UnitNames
from tonghop.owner import Owner
from tonghop.plan import Plan
from tonghop.plan_lists import PlanLists
from tonghop.records import Carried, Fact, Nomination, Record
from tonghop.row_reader import Row, RowReader
from tonghop.sheets import Book, Sheet
from tonghop.vietnamese import text_key

FILE_LEVEL = {"ambiguous-sheet", "encoding-uncertain", "missing-column", "missing-sheet", "not-a-form"}


@dataclass(frozen=True)
class Reading:
    """What one file says. `records` are of accepted units only; a refused file has none.

    `status` is accepted, partial or refused; `unit_id` is None in workbooks of many units and where unknown.
    `notes` are remarks in words for the screen, no findings; `unnamed` are the texts in the file that name no unit, or
    several, and that a person can say the unit of. `sheets` are the form's names of the tabs in their order, and
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
    sheets: tuple[str, ...] = ()
    copies_cells: Mapping[str, str] = field(default_factory=dict)

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
        self.carried: set[tuple[str, str]] = set()

    def read(self) -> None:
        """Read a file whose form says how."""
        if self.book.hidden_text:
            self.notes.append("Tệp Word có chữ ở ngoài phần đọc được (hộp chữ, chú thích…); đề nghị xem tệp gốc.")
        if self.form != NOMINATION_LIST:
            self._name_other_tabs()
        if self.form == NOMINATION_LIST:
            self._read_nominations()
        elif self.form == UNIT_RETURN:
            self._read_unit_return()
        else:
            self._read_many_units()
        self._finish()

    def _name_other_tabs(self) -> None:
        """No tab passes in silence: two that may be meant, and those that hold something and no form reads."""
        for name, tabs in ambiguous_sheets(self.book, self.plan).items():
            shown = ", ".join(f"“{tab}”" for tab in tabs)
            self.findings.append(make("ambiguous-sheet", sheet=name, tabs=shown))
        self.findings.extend(make("sheet-ignored", sheet=tab.name) for tab in ignored_sheets(self.book, self.plan))

    def read_entry(self, unit_id: str) -> None:
        """Read what was typed on screen for a unit: the sheets that are there, none of them required."""
        self.owner.unit_id = unit_id
        if forms.INFO in self.tabs:
            self._read_info(Cells(self.tabs[forms.INFO], forms.INFO))
        self._read_tables(unit_id)
        self._finish()

    def _finish(self) -> None:
        self.rows.records.extend(Carried(unit, sheet) for unit, sheet in sorted(self.carried))
        unit, rows = self.owner.unit_id, self.rows
        self.findings.extend(cross_check(self.form, unit, rows.records, rows.matrix_rows, self.plan))

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
            notes=tuple(self.notes),
            unnamed=tuple(self.owner.unnamed),
            sheets=tuple(sheet_order(self.book, self.tabs)),
            copies_cells=self.rows.copies_cells,
        )
        if not errors:
            return whole
        if not many or any(e.slug in FILE_LEVEL or e.cell is None for e in errors):
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
                    self.owner.check_title(cells, found.heading_row or 0)
                for row in _rows(found):
                    self.rows.read_row(cells, name, row, unit, unit or None)
                if unit and found.heading_row is not None and not found.missing:
                    self.carried.add((unit, name))
                self._take_over(cells)

    def _take_over(self, cells: Cells) -> None:
        self.findings.extend(cells.findings)
        self.notes.extend(cells.notes)

    def _read_many_units(self) -> None:
        tables = forms.consolidated_tables(self.plan.years) | {forms.RECEIPTS: forms.RECEIPT_TABLE}
        for name, table in tables.items():
            if name not in self.tabs:
                continue
            cells = Cells(self.tabs[name], name)
            rows = list(_rows(self._find_table(cells, table)))
            for row, unit in zip(rows, self.owner.units_of_rows(cells, rows), strict=True):
                if unit is not None:
                    self.rows.read_row(cells, name, row, unit, unit)
                    if name != forms.RECEIPTS:
                        self.carried.add((unit, name))
            self._take_over(cells)

    def _read_nominations(self) -> None:
        lists = [s for s in self.book.sheets if "name" in heading_matches(s, forms.NOMINATION_TABLE)]
        self.owner.find_in_list(_blocks_around(self.book, lists))
        position = 0
        for sheet in lists:
            cells = Cells(sheet, None if self.book.kind == "word" else forms.NOMINATION_TABLE.sheet)
            for row in _rows(self._find_table(cells, forms.NOMINATION_TABLE)):
                name = cells.text(row.number, row.at("name"))
                if name is not None:
                    position += 1
                    texts = [
                        cells.text(row.number, row.at(key)) for key in ("implementer", "summary", "remark")
                    ]
                    place = cells.address(row.number, row.at("name") or 0)
                    self.rows.records.append(
                        Nomination(
                            self.owner.unit_id or "",
                            position,
                            name,
                            texts[0],
                            texts[1],
                            texts[2],
                            cells.name,
                            place,
                        )
                    )
            self.findings.extend(cells.findings)
        if self.owner.unit_id:
            self.carried.add((self.owner.unit_id, forms.NOMINATION_TABLE.sheet))

    # -- whose -------------------------------------------------------------------------------------------------

    def _read_info(self, cells: Cells) -> None:
        facts = {heading_key(fact.label): fact for fact in forms.facts(self.plan.years)}
        seen: set[str] = set()
        first_label = 0
        for row, values in enumerate(cells.sheet.rows):
            value_at = -1  # a value is no label, whatever it says
            for column, value in enumerate(values):
                if not isinstance(value, str) or column == value_at:
                    continue
                fact = facts.get(heading_key(value))
                if fact is not None and (fact.key not in seen or fact.kind == "unit"):
                    value_at = column + 1
                    first_label = first_label if seen else row
                    if fact.kind == "unit":
                        self.owner.read_unit(cells, row, value_at, is_first="unit" not in seen)
                    else:
                        self.rows.read_fact(cells, fact, row, value_at)
                    seen.add(fact.key)
        if "unit" not in seen and self.form != ENTRY:
            self.findings.append(make("missing-column", sheet=forms.INFO, column=forms.UNIT_HEADING))
        if self.form != ENTRY:
            self.owner.check_title(cells, first_label)
        if self.owner.unit_id:
            self.carried.add((self.owner.unit_id, forms.INFO))
            self.rows.records = [
                r._replace(unit_id=self.owner.unit_id) if isinstance(r, Fact) else r for r in self.rows.records
            ]
        self.findings.extend(cells.findings)

    def _find_table(self, cells: Cells, table: Table) -> Found:
        """Find a sheet's table; leaves findings of missing and strange columns."""
        known: Mapping[str, object] = {}
        if table.sheet in forms.MATRIX_SHEETS:
            known = self.lists.indicators[table.sheet]
        elif table.sheet == forms.REMARKS:
            known = self.lists.sections
        found = find_table(cells.sheet, table, lambda name: isinstance(name, str) and text_key(name) in known)
        if not table.required and all(is_blank(value) for row in cells.sheet.rows for value in row):
            return replace(found, missing=())  # an empty tab is a sheet left out
        if found.heading_row is None and not found.missing and _holds_table(cells.sheet):
            missing = next(c for c in table.columns if c.key == table.name_column)
            self.findings.append(make("missing-column", sheet=cells.name, column=missing.heading))
        for lacking in found.missing:
            self.findings.append(make("missing-column", sheet=cells.name, column=lacking.heading))
        for column in found.strange:
            row = found.heading_row or 0
            cells.note("column-ignored", row, column, value=cells.raw(row, column) or cell_name(row, column))
        return found


def _rows(found: Found) -> Iterator[Row]:
    return (Row(number, found.columns) for number in found.rows)


def _holds_table(sheet: Sheet) -> bool:
    return any(sum(not is_blank(value) for value in row) >= 3 for row in sheet.rows)


def _blocks_around(book: Book, lists: list[Sheet]) -> list[list[Line]]:
    """The lines around the tables of nominations that can name the unit, in blocks; of Word files in their order.

    Below the first list, tables name nobody: they sign, or count.
    """
    heads = {id(sheet): find_table(sheet, forms.NOMINATION_TABLE).heading_row or 0 for sheet in lists}
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
