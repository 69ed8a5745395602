"""Lays out a form's table in a sheet: its headings, its rows of data, and what every other row is (CONTRACT §2).

Goes from top to bottom once and says in the sheet's account what it made of each row; what it does not know stays
open. It knows where things stand, not what a column means.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from tonghop.forms import Column, Table
from tonghop.intake import row_kinds as kinds
from tonghop.intake.account import Fate, SheetAccount
from tonghop.intake.addresses import heading_key, is_blank
from tonghop.intake.headings import Heading, first_heading, heading_again, headings_of
from tonghop.intake.margins import ABREAST, Margins, Row, titles_only
from tonghop.intake.row_kinds import Cell
from tonghop.officefiles.reader import Sheet

__all__ = ["Found", "Known", "Row", "find_table", "identity", "tops_of_merged"]

WIDTH = 8
"""Columns over which titles may stand, though the table be narrower."""
LONGEST_ORDINAL = 12
"""Characters of a heading of row numbers at most: TT, Số TT."""
MARKED = 2
"""Cells of a row at most that a note takes: its number or star, and what it says."""
APART = 8
"""Blank rows after which what follows a signature belongs to it no more."""
LABELS = frozenset({"indicator", "unit_of_measure", "section"})
ASIDE = frozenset({"ordinal", "remark"})
"""Columns that say nothing of what a row is."""
OF_A_ROW = ("start_year", "number", "issued_on", "received_on", "copies")
"""Columns in which a number is what a row says, not how many rows there are."""
DEAD = object()
"""Stands for an error cell or a formula without a value."""


def _never(value: object) -> bool:
    return False


@dataclass(frozen=True, slots=True)
class Known:
    """What a form's lists know: names of its rows (labels of indicators, sections), and units."""

    name: Callable[[object], bool] = _never
    unit: Callable[[object], bool] = _never


@dataclass(frozen=True)
class Found:
    """A table in a sheet, as far as there is one.

    `heading` is None where none was found; `missing` are required columns that a heading lacks; `twice` places of
    headings that stand twice in one; `strange` the places of columns with data below no heading of the form, at the
    heading where it has one; `rows` are the rows of data only.
    """

    heading: Heading | None
    missing: tuple[Column, ...] = ()
    twice: tuple[tuple[int, int], ...] = ()
    strange: tuple[tuple[int, int], ...] = ()
    rows: tuple[Row, ...] = ()


def find_table(sheet: Sheet, table: Table, account: SheetAccount, known: Known = Known()) -> Found:
    """Find `table` in `sheet` and account for its rows; a row whose name is known is data whatever it looks like."""
    heading = first_heading(sheet, table)
    lacking = set(heading.missing(table)) if heading else {c.key for c in table.columns if c.required}
    missing = tuple(column for column in table.columns if column.key in lacking)
    if heading is None or missing:
        if not missing:
            titles_only(sheet, account)
        return Found(heading, missing)
    return _Layout(sheet, table, account, known).read(heading)


@dataclass
class _Layout:
    """One walk down a sheet. `columns` are those of the last heading; `block` is set within what follows a table."""

    sheet: Sheet
    table: Table
    account: SheetAccount
    known: Known
    columns: Mapping[str, int] = field(default_factory=dict)
    block: Fate | None = None
    is_foreign: bool = False

    def read(self, heading: Heading) -> Found:
        sheet, table = self.sheet, self.table
        self.keys = headings_of(table)
        self.is_matrix = "indicator" in {column.key for column in table.columns}
        self.has_units = "unit" in {column.key for column in table.columns}
        self.dead: dict[int, set[int]] = {}
        for row, column in (*sheet.errors, *sheet.uncalculated):
            self.dead.setdefault(row, set()).add(column)
        self.bands: dict[int, list[tuple[int, int]]] = {}
        for top, left, bottom, right in sheet.merged:
            if top == bottom:
                self.bands.setdefault(top, []).append((left, right))
        self.rows: list[Row] = []
        self.taken: set[int] = set()
        self.below: dict[int, list[int]] = {}
        self.parts: list[tuple[Heading, int]] = []
        self.twice: list[tuple[int, int]] = []
        self.missing: set[str] = set()
        self.last_filled = self.last_number = 0
        self.has_numbers, self.has_marks = False, False
        self.copies = -1
        self._turn(heading)
        self.margins = Margins(sheet, self.account, self._filled)
        self.margins.titles_above(heading.first, self.width, self.known.name)
        self._look_ahead(heading.last + 1)
        number = heading.last + 1
        beyond = sorted(row for row in self.dead if row >= len(sheet.rows))
        for number in (*range(heading.last + 1, len(sheet.rows)), *beyond):
            if number <= self.parts[-1][0].last:  # a lower row of a heading that came again
                continue
            filled = self._filled(number)
            if filled:
                self._row(number, filled)
                self.last_filled = number
        rows = tuple(Row(row.number, row.columns, tuple(self.below.get(row.number, ()))) for row in self.rows)
        missing = tuple(column for column in table.columns if column.key in self.missing)
        if missing:  # of headings that came again: the sheet is refused for them
            for each in rows:
                self.account.put_row(each.number, Fate.FINDING)
            return Found(heading, missing, tuple(self.twice))
        ends = [first for _, first in self.parts[1:]] + [len(rows)]
        parts = [(part, rows[first:end]) for (part, first), end in zip(self.parts, ends, strict=True)]
        strange = [place for part, its in parts for place in self.margins.strange(part, its, self.dead)]
        return Found(heading, missing, tuple(self.twice), tuple(strange), rows)

    # -- headings and what stands above them --------------------------------------------------------------------

    def _turn(self, heading: Heading) -> None:
        """Take up the columns of a heading for the rows below it."""
        self.columns = heading.columns
        self.missing |= set(heading.missing(self.table))
        self.twice += heading.twice
        self.block, self.is_foreign = None, False
        self.parts.append((heading, len(self.rows)))
        self.ordinal = heading.columns.get("ordinal", -1)
        self.name = heading.columns.get(self.table.name_column, -1)
        self.total = heading.columns.get("total", -1)
        self.marks = heading.columns.get("nominated", -1)
        self.names = {heading.columns[k] for k in ("ordinal", "unit", self.table.name_column) if k in heading.columns}
        aside = {"ordinal", "unit"} | ({self.table.name_column} & LABELS)
        self.own = {at for key, at in heading.columns.items() if key not in aside}
        self.width = max([*heading.columns.values(), *(heading.others or {}), WIDTH - 1]) + 1
        needed = [c.key for c in self.table.columns if c.required] or [
            c.key for c in self.table.columns if c.key not in ASIDE
        ]
        self.needed = [heading.columns[key] for key in needed if key in heading.columns]
        self.fates = {at: _fate_of(key) for key, at in heading.columns.items()}
        key = identity(self.table)
        self.tops = tops_of_merged(self.sheet, heading.columns.get(key, -1)) if key else {}
        own = set(heading.columns.values())
        edges = (min(own) - 1, max(own) + 2)
        for row in range(heading.first, heading.last + 1):
            for at, value in self._filled(row):
                # what stands far from the table, or is a number, is no heading
                if at in own or (isinstance(value, str) and edges[0] <= at <= edges[1]) or (row, at) in heading.twice:
                    self.account.put(row, at, Fate.HEADING)

    def _look_ahead(self, first: int) -> None:
        """See whether the rows are numbered, and whether rows with data are numbered by letters or numerals."""
        if self.ordinal < 0:
            return
        for number in range(first, len(self.sheet.rows)):
            row = self.sheet.rows[number]
            if len(row) <= max(self.ordinal, self.name) or row[self.ordinal] is None:
                continue
            mark, name = row[self.ordinal], row[self.name] if self.name >= 0 else None
            if kinds.is_number(mark):
                self.has_numbers |= isinstance(name, str)
            elif kinds.is_group_mark(mark):
                filled = [value for value in row if not is_blank(value)]
                is_counted = isinstance(name, str) and all(kinds.is_counted(v) for v in filled if v not in (mark, name))
                self.has_marks |= len(filled) > 2 and not is_counted and not kinds.numbers_columns(filled)
            if self.has_numbers and self.has_marks:
                return

    # -- rows ---------------------------------------------------------------------------------------------------

    def _filled(self, number: int) -> list[Cell]:
        row = self.sheet.rows[number] if number < len(self.sheet.rows) else []
        filled: list[Cell] = [
            (at, value)
            for at, value in enumerate(row)
            if value is not None and not (type(value) is str and (not value or value.isspace()))
        ]
        dead = self.dead.get(number)
        if dead:
            filled = sorted([*filled, *((at, DEAD) for at in dead)], key=lambda cell: cell[0])
        return filled

    def _row(self, number: int, filled: list[Cell]) -> None:
        again = heading_again(self.sheet, number, filled, self.keys, self.table.name_column)
        if again is not None:
            titles = self.margins.titles_again(number, self.parts[-1][0], self.own, self.taken)
            while self.rows and self.rows[-1].number in titles:
                self.rows.pop()
            if again.missing(self.table) and again.columns.items() <= self.columns.items():
                again = replace(again, columns=self.columns)  # a part of the headings, where they stand already
            self._turn(again)
            return
        by_column = dict(filled)
        is_known = self.known.name(by_column.get(self.name))
        values = [value for _, value in filled]
        if len(values) > len(self.columns) / 2 and kinds.numbers_columns(values):
            self.account.put_row(number, Fate.COLUMN_NUMBERS)
            return
        begins = (value for value in values[:2] if isinstance(value, str) and len(value) <= LONGEST_ORDINAL)
        if not is_known and any(heading_key(value) == "tt" for value in begins):
            self.is_foreign = True  # the headings of another table, whose rows are not the form's
        if self.is_foreign and not is_known:
            return
        self.is_foreign = False
        if not is_known and self._goes_on(number, by_column):
            return
        is_numbered = kinds.is_number(by_column.get(self.ordinal))
        is_of_form = is_known or (is_numbered and len(filled) > 1)
        if self.block is not None and self.has_units:  # a number beside who signs is none of a row
            is_of_form = is_of_form and self.known.unit(by_column.get(self.columns.get("unit", -1)))
        if not is_of_form and self._signs(filled, by_column):
            self.block = Fate.NOTE if any(kinds.is_note(value) for value in values) else Fate.SIGNATURE
            self._put_block(number, filled)
            return
        if self.block is not None and not is_known and self._is_numbered_note(filled, by_column):
            return
        if self.block is not None and not (is_of_form or self._is_whole(by_column)):
            if len(filled) == 1 and kinds.is_number(values[0]):
                self.account.put_row(number, Fate.LONE_NUMBER)
            elif number - self.last_filled <= APART + 1:
                self._put_block(number, filled)
            return
        self.block = None
        if self._is_no_data(number, filled, by_column, is_known):
            return
        self._data(number, by_column)

    def _is_no_data(self, number: int, filled: list[Cell], by_column: Mapping[int, object], is_known: bool) -> bool:
        """Account for a row that is no data, or leave it open where it may be; is it one?"""
        values = [value for _, value in filled]
        if any(at in self.names and self._is_total(value) for at, value in filled) or _sums(values):
            for at, value in filled:
                is_said = at in self.names or kinds.is_total(value)
                if value is DEAD or not isinstance(value, str) or is_said or kinds.is_counted(value):
                    self.account.put(number, at, Fate.TOTAL)
            return True
        if len(filled) == 1 and kinds.is_number(values[0]):
            self.account.put_row(number, Fate.LONE_NUMBER)
            return True
        rest = [cell for cell in filled if cell[0] != self.total]
        if len(rest) < len(filled) and (not rest or (len(rest) == 1 and kinds.is_number(rest[0][1]))):
            # a total filled in for rows that are not there; but one that says something is open
            if by_column[self.total] is DEAD or by_column[self.total] == 0:
                self.account.put_row(number, {at: Fate.LONE_NUMBER for at, _ in rest} | {self.total: Fate.TOTAL})
            return True
        if is_known:
            return False
        if self._says_nothing(filled, by_column):
            for at, value in filled:
                if at == self.ordinal and kinds.is_ordinal(value):
                    self.account.put(number, at, Fate.ORDINAL)
                elif kinds.says_nothing(value):
                    self.account.put(number, at, Fate.NOTHING)
            return True
        if self._is_group(number, filled):
            measure = self.columns.get("unit_of_measure", -1)  # a value there is none of the heading
            self.account.put_row(number, {at: Fate.GROUP for at, v in filled if at != measure or not kinds.is_value(v)})
            return True
        return self._is_left_open(number, filled, by_column)

    def _is_left_open(self, number: int, filled: list[Cell], by_column: Mapping[int, object]) -> bool:
        """Is this a lone text among numbered rows, an example (VD under TT, before the name), a doubtful name?"""
        if self.table.name_column == "name":
            if kinds.is_example(by_column.get(self.name)):
                return True
            if self._is_name_alone(filled) and len(self.columns) > 2 and kinds.is_doubtful_name(filled[-1][1]):
                return not kinds.is_number(by_column.get(self.ordinal))
        if not (self.has_numbers or self.has_marks) or self.ordinal < 0:
            return False
        mark = by_column.get(self.ordinal)
        if isinstance(mark, str) and not kinds.is_ordinal(mark):
            return True
        is_dash = isinstance(mark, str) and not any(map(str.isdigit, mark)) and not kinds.is_group_mark(mark)
        if is_dash and self.has_numbers and self._is_name_alone(filled):
            return True  # "- Mô hình tập thể" among 1, 2, 3
        is_unit = self.has_units and self.known.unit(by_column.get(self.columns.get("unit", -1)))
        return len(filled) == 1 and isinstance(filled[0][1], str) and not is_unit

    def _data(self, number: int, by_column: Mapping[int, object]) -> None:
        fates: Mapping[int, Fate] = self.fates
        mark = by_column.get(self.ordinal)
        if mark is not None and not isinstance(mark, float) and mark is not DEAD and not kinds.is_ordinal(mark):
            fates = {at: fate for at, fate in fates.items() if at != self.ordinal}
        self.account.put_row(number, fates)
        self.rows.append(Row(number, self.columns))
        self.taken.add(number)
        self.last_number = kinds.number_of(mark) or self.last_number

    def _goes_on(self, number: int, by_column: Mapping[int, object]) -> bool:
        """Is this a row over which the name of the row of data above is merged? The two are one."""
        top = self.tops.get(number)
        if top is None or top == number or not self.rows or self.rows[-1].number != top:
            return False
        self.below.setdefault(top, []).append(number)
        self.account.put_row(number, self.fates)
        return True

    # -- what a row is ------------------------------------------------------------------------------------------

    def _signs(self, filled: list[Cell], by_column: Mapping[int, object]) -> bool:
        """Does a signature block begin here: such words, and in the form's required columns nothing else?"""
        if len(filled) == 1 and kinds.is_place_and_day(filled[0][1]):
            return True
        is_alone = len(filled) == 1
        if len(filled) > ABREAST or not any(kinds.is_signature(value, is_alone) for _, value in filled):
            return False
        return all(kinds.is_of_signature(by_column[at], is_alone) for at in self.needed if at in by_column)

    def _put_block(self, number: int, filled: list[Cell]) -> None:
        """Names and offices are texts, a few side by side, a note is one behind its mark; all else is left open."""
        if self.block is Fate.NOTE and len(filled) > MARKED:
            return
        if len(filled) <= ABREAST and self.block is not None and all(isinstance(value, str) for _, value in filled):
            for at, value in filled:
                if kinds.is_copies(value):
                    self.copies = at
                is_known = kinds.may_stand_below(value) or (at == self.copies and kinds.may_get_a_copy(value))
                if at <= self.width and (self.block is Fate.NOTE or is_known):
                    self.account.put(number, at, self.block)

    def _is_numbered_note(self, filled: list[Cell], by_column: Mapping[int, object]) -> bool:
        """Is this a number and a text below a table, where numbers begin anew? It is left open: rows go on counting."""
        number = kinds.number_of(by_column.get(self.ordinal))
        return number is not None and number <= self.last_number and self._is_name_alone(filled)

    def _is_whole(self, by_column: Mapping[int, object]) -> bool:
        """Has the row so many of the form's columns filled that it is one of its rows, below a signature, too?"""
        own = [at for at in self.columns.values() if at in by_column]
        return self.name in by_column and len(own) >= min(ABREAST + self.has_units, len(self.columns))

    def _is_total(self, value: object) -> bool:
        if kinds.is_total(value):
            return True
        if self.has_units and kinds.is_total_of_group(value):
            return True
        whose = kinds.total_of(value) if self.has_units else None
        return whose is not None and (not whose or self.known.unit(whose))

    def _says_nothing(self, filled: list[Cell], by_column: Mapping[int, object]) -> bool:
        """Does the row only say that there is nothing; or its name, in a list of names?"""
        said = [value for at, value in filled if at != self.ordinal]
        if said and all(kinds.says_nothing(value) for value in said):
            return True
        is_list = not self.is_matrix and self.table.name_column != "unit"
        return is_list and kinds.says_nothing(by_column.get(self.name)) and "issued_on" not in self.columns

    def _is_group(self, number: int, filled: list[Cell]) -> bool:
        """Is this a letter or numeral and a heading, a cell merged over the table, a matrix's text without numbers?"""
        if not self.has_marks and kinds.is_group(filled, self.ordinal, self.name, self.marks):
            return True
        if self.is_matrix and self._is_label_alone(filled):
            return True
        at, value = filled[0]
        is_list = self.table.name_column == "name" and not (self.has_numbers or self.has_marks)
        if is_list and self._is_name_alone(filled) and kinds.is_kind_of_models(filled[-1][1]):
            return True
        if self._is_numbered_group(number, filled):
            return True
        if len(filled) > 1 or not isinstance(value, str):
            return False
        return (kinds.is_group_heading(value) and not self.has_marks) or self._is_band(number, at)

    def _is_name_alone(self, filled: list[Cell]) -> bool:
        beside = (self.ordinal, self.columns.get("unit", -1))
        said = [(at, value) for at, value in filled if at not in beside]
        return [at for at, _ in said] == [self.name] and isinstance(said[0][1], str)

    def _is_numbered_group(self, number: int, filled: list[Cell]) -> bool:
        """Is this a heading that its number tells: I among 1, 2, 3, perhaps with how many, or 1 above 1.1?"""
        if self.ordinal < 0 or filled[0][0] != self.ordinal or len(filled) < 2 or filled[1][0] != self.name:
            return False
        mark, heading = filled[0][1], filled[1][1]
        if isinstance(mark, str) and kinds.is_group_mark(mark) and isinstance(heading, str):
            counts = dict(filled[2:])
            is_said = any(self.columns.get(key, -1) in counts for key in OF_A_ROW)
            is_apart = self.has_numbers and not self.has_marks
            return is_apart and not is_said and all(map(kinds.is_counted, counts.values()))
        if not self._is_name_alone(filled):
            return False
        below = next((row for row in range(number + 1, len(self.sheet.rows)) if self._filled(row)), number)
        rows = self.sheet.rows[below]
        return below > number and self.ordinal < len(rows) and kinds.numbers_parts(mark, rows[self.ordinal])

    def _is_label_alone(self, filled: list[Cell]) -> bool:
        """Is this a label of a matrix without a figure, whatever numbers it and whatever measure stands behind it?

        A zero under the total is a formula that was filled in.
        """
        beside = {self.columns.get(key, -1) for key in ("ordinal", "unit", "unit_of_measure")}
        said = [(at, value) for at, value in filled if at not in beside and (at, value) != (self.total, 0)]
        is_text = [at for at, _ in said] == [self.name] and isinstance(said[0][1], str)
        return is_text and not kinds.is_value(said[0][1])

    def _is_band(self, number: int, at: int) -> bool:
        """Is the cell merged over the table: over more than half of its columns?"""
        own = self.columns.values()
        covered = (sum(left <= c <= right for c in own) for left, right in self.bands.get(number, ()) if left == at)
        return any(count * 2 > len(own) and count > 1 for count in covered)


def _sums(values: Sequence[object]) -> bool:
    """Are these the word of a total and nothing but counts, in whatever column the word stands?"""
    word, *counts = values
    return kinds.is_total(word) and bool(counts) and all(v is DEAD or kinds.is_counted(v) for v in counts)


def identity(table: Table) -> str | None:
    """Return the key of the column that names what a row is of; None where rows have no name of their own."""
    keys = {column.key for column in table.columns}
    return next((key for key in ("name", "section", "number") if key in keys), None)


def tops_of_merged(sheet: Sheet, column: int) -> dict[int, int]:
    """Return, for the rows that a merged cell of a column reaches over, the row it begins in."""
    tops: dict[int, int] = {}
    done = 0
    for first, left, last, right in sorted(sheet.merged):
        if left <= column <= right and last > first:
            last = min(last, len(sheet.rows) - 1)
            tops |= dict.fromkeys(range(max(done, first), last + 1), first)
            done = max(done, last + 1)
    return tops


def _fate_of(key: str) -> Fate:
    if key == "ordinal":
        return Fate.ORDINAL
    if key == "total":
        return Fate.TOTAL
    return Fate.LABEL if key in LABELS else Fate.TAKEN
