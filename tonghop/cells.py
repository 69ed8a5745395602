"""Reads the cells of one sheet with their meaning, and notes what is wrong with each.

One object a sheet; it knows values and findings, not what a row is for.
"""

from datetime import date, datetime
from functools import lru_cache

from tonghop.findings import Finding, make
from tonghop.grid import cell_name, is_blank
from tonghop.sheets import Sheet
from tonghop.vietnamese import clean, format_date, parse_count, parse_date, text_key


class Cells:
    """The cells of one sheet. `name` is the form's own name of the sheet; None in Word, where cells have no address.

    Every reading method answers None for a blank and for what cannot be read; the latter leaves a finding.
    """

    def __init__(self, sheet: Sheet, name: str | None) -> None:
        self.sheet, self.name = sheet, name
        self.findings: list[Finding] = []
        self._tops: dict[int, dict[int, int]] = {}

    def raw(self, row: int, column: int | None) -> object:
        if column is None or row >= len(self.sheet.rows) or column >= len(self.sheet.rows[row]):
            return None
        value = self.sheet.rows[row][column]
        return None if is_blank(value) else value

    def address(self, row: int, column: int) -> str | None:
        return cell_name(row, column) if self.name else None

    def note(
        self,
        slug: str,
        row: int,
        column: int,
        *,
        value: object = None,
        unit_id: str | None = None,
        severity: str | None = None,
        **places: object,
    ) -> None:
        """Leave a finding at a cell."""
        cell = self.address(row, column)
        self.findings.append(
            make(
                slug,
                sheet=self.name,
                cell=cell,
                value=as_text(value),
                unit_id=unit_id,
                severity=severity,
                **places,
            )
        )

    def is_dead(self, row: int, column: int) -> bool:
        """Is this an error cell or a formula never calculated?"""
        return (row, column) in self.sheet.errors or (row, column) in self.sheet.uncalculated

    def top_of_merged(self, row: int, column: int) -> int | None:
        """Return the row in which a merged cell begins that reaches down to here; None where nothing is merged."""
        if column not in self._tops:
            self._tops[column] = self._tops_of_merged(column)
        return self._tops[column].get(row)

    def _tops_of_merged(self, column: int) -> dict[int, int]:
        """Row -> the row its merged cell begins in, for all rows at once: there may be thousands of both."""
        tops: dict[int, int] = {}
        done = 0
        for first, left, last, right in sorted(self.sheet.merged):
            if left <= column <= right:
                done = max(done, first + 1)
                last = min(last, len(self.sheet.rows) - 1)
                tops |= dict.fromkeys(range(done, last + 1), first)
                done = max(done, last + 1)
        return tops

    def is_faulty(self, row: int, column: int | None, unit_id: str | None = None) -> bool:
        """The same, and leaves the finding."""
        if column is None:
            return False
        place = (row, column)
        if place in self.sheet.errors:
            self.note("error-cell", row, column, value=self.sheet.errors[place], unit_id=unit_id)
            return True
        if place in self.sheet.uncalculated:
            self.note("formula-without-value", row, column, unit_id=unit_id)
            return True
        return False

    def text(self, row: int, column: int | None, unit_id: str | None = None) -> str | None:
        if (self.sheet.errors or self.sheet.uncalculated) and self.is_faulty(row, column, unit_id):
            return None
        value = self.raw(row, column)
        return None if value is None else as_text(value) or None

    def count(
        self, row: int, column: int | None, unit_of_measure: str | None = None, unit_id: str | None = None
    ) -> tuple[int | None, bool]:
        """Return a whole number >= 0 and whether the cell could be read (a blank can: it is not reported)."""
        if (self.sheet.errors or self.sheet.uncalculated) and self.is_faulty(row, column, unit_id):
            return None, False
        value = self.raw(row, column)
        if value is None:
            return None, True
        number, problem = parse_count(value, unit_of_measure)
        if problem is not None and column is not None:
            places = (
                {"reading": str(value).strip().replace(",", ".")} if problem == "ambiguous-number" else {}
            )
            self.note(problem, row, column, value=value, unit_id=unit_id, **places)
        return number, problem is None

    def day(self, row: int, column: int | None, unit_id: str | None = None) -> date | None:
        if (self.sheet.errors or self.sheet.uncalculated) and self.is_faulty(row, column, unit_id):
            return None
        value = self.raw(row, column)
        if value is None or column is None:
            return None
        day, problem = parse_date(value)
        if problem is not None:
            self.note(problem, row, column, value=value, unit_id=unit_id)
        return day

    def question_day(
        self,
        day: date | None,
        row: int,
        column: int | None,
        earliest: date,
        latest: date,
        early: str,
        unit_id: str | None,
    ) -> None:
        """Ask about a day before `earliest` or after the day the file came in (suspicious-date)."""
        if day is None or column is None or earliest <= day <= latest:
            return
        reason = early if day < earliest else f"sau ngày nhận tệp ({format_date(latest)})"
        self.note("suspicious-date", row, column, value=format_date(day), unit_id=unit_id, reason=reason)

    def choice(
        self, row: int, column: int | None, options: dict[str, str], allowed: str, unit_id: str | None = None
    ) -> str | None:
        """Return the id of the option written here; another text leaves a warning and is None."""
        text = self.text(row, column, unit_id)
        if text is None or column is None:
            return None
        found = options.get(text_key(text))
        if found is None:
            self.note("unknown-choice", row, column, value=text, unit_id=unit_id, allowed=allowed)
        return found


def as_text(value: object) -> str | None:
    """Return a cell's value as people read it: text cleaned, 12.0 as 12, a day as 05/04/2022."""
    if isinstance(value, str):
        return _clean(value)
    if value is None:
        return None
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    if isinstance(value, datetime):
        return format_date(value.date())
    if isinstance(value, date):
        return format_date(value)
    return str(value)


_clean = lru_cache(maxsize=8192)(clean)
