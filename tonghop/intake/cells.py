"""Reads the cells of one sheet with their meaning, and notes what is wrong with each.

One object a sheet; it knows values and findings, not what a row is for.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import Any

from tonghop.findings import Finding, make
from tonghop.intake.addresses import cell_name, is_blank
from tonghop.intake.hidden_parts import hidden_data, hidden_noughts
from tonghop.intake.vocabulary import nearest
from tonghop.officefiles.reader import Sheet
from tonghop.officefiles.shown import DECIMALS, OTHER, WORDS, blanks_nought, shown_as
from tonghop.vietnamese import (
    clean,
    format_date,
    is_too_large,
    meant_thousands,
    parse_count,
    parse_date,
    parse_mark,
    text_key,
)

Area = tuple[int, int, int, int]
"""First row, first column, last row, last column."""

MOST_SUGGESTIONS = 200
STRUCK, STRUCK_IN_PART = "struck", "struck-in-part"
_TYPED = re.compile(r"\D*\d{1,2}\s*[/-]\s*\d{1,2}\s*[/-]")  # a text that Excel takes for a day wherever it can
_BY_EXCEL = "nằm trong cột không ghi ngày; có thể Excel đã tự đổi chữ hoặc số thành ngày"
_MOVES = "do công thức TODAY hoặc NOW tính ra nên mỗi ngày mở tệp lại khác"
_SWAPPED = "là ngày của Excel trong cột có ngày gõ bằng chữ; Excel kiểu Mỹ có thể đã đổi chỗ ngày và tháng"


class Cells:
    """The cells of one sheet. `name` is the form's own name of the sheet; None in Word, where cells have no address.

    Every reading method answers None for a blank and for what cannot be read; the latter leaves a finding.
    """

    def __init__(self, sheet: Sheet, name: str | None) -> None:
        self.sheet, self.name = sheet, name
        self.findings: list[Finding] = []
        self._noted: set[tuple[str, int, int, str | None]] = set()
        self._areas: dict[int, dict[int, Area]] = {}
        self._days: dict[int, list[tuple[int, object, date, str | None]]] = {}
        self._unseen: list[tuple[int, int]] = []

    def over(self, sheet: Sheet) -> "Cells":
        """Return the cells of the same tab read another way; what is found in them is found in these."""
        cells = Cells(sheet, self.name)
        cells.findings, cells._noted, cells._days, cells._unseen = self.findings, self._noted, self._days, self._unseen
        return cells

    def told(self) -> list[Finding]:
        """Return all that was found, once every cell was read."""
        hidden = [*hidden_data(self.sheet, self.name), *hidden_noughts(self._unseen, self.name)]
        return [*hidden, *self.findings, *self._swapped_days()]

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
        **places: Any,
    ) -> None:
        """Leave a finding at a cell, once: a merged cell speaks for many rows."""
        if (slug, row, column, unit_id) in self._noted and self.area(row, column) is not None:
            return
        self._noted.add((slug, row, column, unit_id))
        self.findings.append(self._made(slug, row, column, value, unit_id, severity=severity, **places))

    def near(self, labels: Iterable[str], text: str) -> str:
        """Return which label a text may mean, as a sentence; what is wrong hundreds of times over gets none."""
        return nearest(labels, text) if len(self.findings) < MOST_SUGGESTIONS else ""

    def _made(
        self, slug: str, row: int, column: int, value: object, unit_id: str | None = None, **places: Any
    ) -> Finding:
        cell = self.address(row, column)
        return make(slug, sheet=self.name, cell=cell, value=as_text(value), unit_id=unit_id, **places)

    def is_dead(self, row: int, column: int) -> bool:
        """Is this an error cell or a formula never calculated?"""
        return (row, column) in self.sheet.errors or (row, column) in self.sheet.uncalculated

    def area(self, row: int, column: int) -> Area | None:
        """Return the merged cell that covers this place; None where nothing is merged."""
        if not self.sheet.merged:
            return None
        if column not in self._areas:
            self._areas[column] = self._areas_over(column)
        return self._areas[column].get(row)

    def top_of_merged(self, row: int, column: int) -> int | None:
        """Return the row in which a merged cell begins that reaches down to here; None where nothing is merged."""
        area = self.area(row, column)
        return area[0] if area else None

    def speaking_row(self, row: int, column: int) -> int:
        """Return the row in which stands what this cell says: a merged cell speaks for every row it was spread over."""
        area = self.area(row, column)
        is_spread = area is not None and area[1] == column and self.raw(row, column) == self.raw(area[0], column)
        return area[0] if area and is_spread else row

    def _areas_over(self, column: int) -> dict[int, Area]:
        """Row -> its merged cell, for all rows at once: there may be thousands of both."""
        areas: dict[int, Area] = {}
        done = 0
        for area in sorted(self.sheet.merged):
            first, left, last, right = area
            if left <= column <= right:
                done = max(done, first)
                last = min(last, len(self.sheet.rows) - 1)
                areas |= dict.fromkeys(range(done, last + 1), area)
                done = max(done, last + 1)
        return areas

    def is_struck_row(self, row: int, columns: Mapping[str, int], unit_id: str | None = None) -> bool:
        """Is all that a row says struck through? Then it is no data, which is said (struck-through)."""
        if not self.sheet.looks:
            return False
        kept = [at for key, at in columns.items() if key not in ("ordinal", "unit")]
        filled = sorted(at for at in kept if self.raw(row, at) is not None)
        if not filled or any(self.sheet.looks.get((self.speaking_row(row, at), at)) != STRUCK for at in filled):
            return False
        self.note("struck-through", row, filled[0], value=self.raw(row, filled[0]), unit_id=unit_id)
        return True

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
        if value is None or column is None:
            return None
        if isinstance(value, date | time | timedelta):
            self.note("suspicious-date", row, column, value=value, unit_id=unit_id, reason=_BY_EXCEL)
        elif self.sheet.looks.get((row, column)) in (STRUCK, STRUCK_IN_PART):
            self.note("struck-through", row, column, value=value, unit_id=unit_id, variant="cell")
        return as_text(value) or None

    def spoken_text(self, row: int, column: int | None, unit_id: str | None = None) -> str | None:
        """The same, where a merged cell speaks for the rows that it covers."""
        return None if column is None else self.text(self.speaking_row(row, column), column, unit_id)

    def count(
        self, row: int, column: int | None, unit_of_measure: str | None = None, unit_id: str | None = None
    ) -> tuple[int | None, bool]:
        """Return a whole number >= 0 and whether the cell could be read (a blank can: it is not reported)."""
        if (self.sheet.errors or self.sheet.uncalculated) and self.is_faulty(row, column, unit_id):
            return None, False
        value = self.raw(row, column)
        if value is None or column is None:
            return None, True
        problem = self._shown_otherwise(value, row, column, unit_of_measure)
        if problem is None:
            number, slug = parse_count(value, unit_of_measure)
            if slug is None:
                if number == 0 and self._is_unseen(row, column, value):
                    self._unseen.append((row, column))
                return number, True
            problem = self._worded(slug, value)
        slug, places = problem
        shown = places.pop("shown", value)
        self.note(slug, row, column, value=shown, unit_id=unit_id, **places)
        if isinstance(value, date):
            self.note("suspicious-date", row, column, value=value, unit_id=unit_id, reason=_BY_EXCEL)
        return None, False

    def spoken_count(
        self, row: int, column: int | None, unit_of_measure: str | None = None, unit_id: str | None = None
    ) -> tuple[int | None, bool]:
        """The same, where a merged cell speaks for the rows that it covers; never for figures."""
        at = row if column is None else self.speaking_row(row, column)
        return self.count(at, column, unit_of_measure, unit_id)

    def _is_unseen(self, row: int, column: int, value: object) -> bool:
        """Does the sheet, or the cell's format, leave a nought blank?"""
        is_number = isinstance(value, int | float) and not isinstance(value, bool)
        code = self.sheet.formats.get((row, column))
        return is_number and (self.sheet.hides_noughts or (code is not None and blanks_nought(code)))

    def _shown_otherwise(
        self, value: object, row: int, column: int, unit_of_measure: str | None
    ) -> tuple[str, dict[str, Any]] | None:
        """Say what is wrong with a number that is not what its cell shows."""
        if (look := self.sheet.looks.get((row, column))) is not None:
            return "not-a-number", {"variant": look}
        code = self.sheet.formats.get((row, column))
        if code is None or isinstance(value, bool) or not isinstance(value, int | float):
            return None
        shown = shown_as(value, code)
        if shown is None or parse_count(value).problem is not None:
            return None
        if shown.kind == WORDS and parse_count(shown.text, unit_of_measure) == parse_count(value):
            return None
        if shown.kind in (WORDS, OTHER):
            return "not-a-number", {"variant": "other", "reading": shown.text}
        reading = {"reading": as_text(value)} if shown.kind == DECIMALS else {}
        return "not-a-number", {"variant": shown.kind, "shown": shown.text, **reading}

    def _worded(self, slug: str, value: object) -> tuple[str, dict[str, Any]]:
        """Choose the words for a number that cannot be read."""
        if slug == "ambiguous-number":
            return slug, {"reading": str(value).strip().replace(",", ".")}
        if slug == "not-a-whole-number" and (meant := meant_thousands(value)) is not None:
            return slug, {"variant": "thousands", "reading": meant}
        if slug == "not-a-number" and isinstance(value, date):
            return slug, {"variant": "date"}
        return slug, {"variant": "too-large"} if slug == "not-a-number" and is_too_large(value) else {}

    def day(self, row: int, column: int | None, unit_id: str | None = None) -> date | None:
        """Return a day; a merged cell speaks for the rows that it covers."""
        if column is None:
            return None
        row = self.speaking_row(row, column)
        if (self.sheet.errors or self.sheet.uncalculated) and self.is_faulty(row, column, unit_id):
            return None
        value = self.raw(row, column)
        if value is None:
            return None
        if (row, column) in self.sheet.looks:
            self.note("not-a-date", row, column, value=value, unit_id=unit_id, variant="struck")
            return None
        day, problem = parse_date(value)
        if problem is not None:
            self.note(problem, row, column, value=value, unit_id=unit_id)
        if day is not None:
            self._days.setdefault(column, []).append((row, value, day, unit_id))
            if (row, column) in self.sheet.moving:
                self.note("suspicious-date", row, column, value=value, unit_id=unit_id, reason=_MOVES)
        return day

    def _swapped_days(self) -> list[Finding]:
        """Ask about the real dates beside texts d/m/yyyy with a day over 12: an American Excel left only those.

        What has a day over 12 itself was not swapped.
        """
        found = []
        for column, days in self._days.items():
            real = {row: (day, unit_id) for row, value, day, unit_id in days if isinstance(value, date)}
            real = {row: said for row, said in real.items() if said[0].day <= 12}
            texts = [value for _, value, day, _ in days if isinstance(value, str) and day.day > 12]
            if real and any(map(_TYPED.match, texts)):
                asked = {row for slug, row, at, _ in self._noted if slug == "suspicious-date" and at == column}
                for row, (day, unit_id) in sorted(real.items()):
                    if row not in asked:
                        found.append(self._made("suspicious-date", row, column, day, unit_id, reason=_SWAPPED))
        return found

    def mark(self, row: int, column: int | None, unit_id: str | None = None) -> bool:
        """Return whether a cell is marked; a merged cell speaks for the rows that it covers."""
        if column is None:
            return False
        row = self.speaking_row(row, column)
        if self.is_faulty(row, column, unit_id):
            return False
        value = self.raw(row, column)
        marked = parse_mark(value)
        if marked is None:
            self.note("unknown-choice", row, column, value=value, unit_id=unit_id, variant="mark")
        elif marked and isinstance(value, date | time):
            self.note("suspicious-date", row, column, value=value, unit_id=unit_id, reason=_BY_EXCEL)
        elif marked and self.sheet.looks.get((row, column)) in (STRUCK, STRUCK_IN_PART):
            self.note("struck-through", row, column, value=value, unit_id=unit_id, variant="mark")
            return False
        return bool(marked)

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
        row = self.speaking_row(row, column)
        reason = early if day < earliest else f"sau ngày nhận tệp ({format_date(latest)})"
        self.note("suspicious-date", row, column, value=format_date(day), unit_id=unit_id, reason=reason)

    def choice(
        self, row: int, column: int | None, options: dict[str, str], allowed: Sequence[str], unit_id: str | None = None
    ) -> str | None:
        """Return the id of the option written here, or in the merged cell over it; another text leaves a warning."""
        if column is None:
            return None
        row = self.speaking_row(row, column)
        text = self.text(row, column, unit_id)
        if text is None:
            return None
        found = options.get(text_key(text))
        if found is None:
            near, shown = self.near(allowed, text), ", ".join(allowed)
            self.note("unknown-choice", row, column, value=text, unit_id=unit_id, allowed=shown, near=near)
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
