"""What stands around a table: titles above it, titles once more on its next page, columns beside it (CONTRACT §2)."""

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from tonghop.intake import row_kinds as kinds
from tonghop.intake.account import Fate, SheetAccount
from tonghop.intake.headings import Heading
from tonghop.intake.row_kinds import Cell
from tonghop.officefiles.reader import Sheet
from tonghop.vietnamese import fold_key, scales_numbers

ABREAST = 4
"""Most cells side by side of those who sign; titles are fewer."""
YEARS = range(1990, 2100)
"""Numbers that may stand in a title as they are."""
_MEASURED = re.compile(
    r"(?:\bđơn\s+vị\s+tính|\bđvt)\s*[:.]?\s*|\bđơn\s+vị\s*:\s*(?=\d)|\btính\s+bằng\s+", re.IGNORECASE
)
_PAGE = re.compile(r"[\s(–—-]*(?:\(?(?:tiếp( theo)?|trang \d+|tt)\)?)[\s.)]*$", re.IGNORECASE)
"""What stands behind a title on its next page."""
_TITLED = re.compile(
    r"\s*(\(|biểu|bảng|phụ lục|danh (sách|mục)|mẫu (số|biểu)|phần|mục|trang|tổng hợp|thống kê|số liệu|kết quả"
    r"|đơn vị)\b",
    re.IGNORECASE,
)
"""How titles begin."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row of data: its zero-based number, the columns by key, and the rows below over which its name is merged."""

    number: int
    columns: Mapping[str, int]
    below: tuple[int, ...] = ()

    def at(self, key: str) -> int | None:
        return self.columns.get(key)


class Margins:
    """What stands around the table of one sheet; `filled` gives the cells with content of a row."""

    def __init__(self, sheet: Sheet, account: SheetAccount, filled: Callable[[int], list[Cell]]) -> None:
        self.sheet, self.account, self._filled = sheet, account, filled
        self._titles: set[str] = set()

    def titles_above(self, end: int, width: int, is_name: Callable[[object], bool]) -> None:
        """Account for the rows above the first heading: titles, as far as they are texts over the table.

        What names a row of the form, or looks like one, is left open: a lost row is no title.
        """
        for number in range(end):
            filled = self._filled(number)
            if len(filled) == 1 and kinds.is_number(filled[0][1]):
                self.account.put_row(number, Fate.LONE_NUMBER)
            texts = [at for at, value in filled if isinstance(value, str)]
            if len(texts) >= ABREAST or any(is_name(value) for _, value in filled):
                continue
            before: object = None
            for at, value in filled:
                is_beside = isinstance(before, str)
                is_labelled = is_beside and (str(before).rstrip().endswith(":") or _is_day_or_year(value))
                is_title = isinstance(value, str) and not (kinds.is_value(value) if at else kinds.is_counted(value))
                if at < width and (is_title or is_labelled):
                    self.account.put(number, at, Fate.TITLE)
                    self._titles.add(fold_key(str(value)))
                before = value

    def titles_again(
        self, number: int, heading: Heading, own: Collection[int], data: Collection[int]
    ) -> list[int]:
        """Account for titles that stand once more above headings that come again; return their rows.

        `own` are the columns in which a row says something by itself: only what is called as titles are is one there,
        whatever its capitals, and where it could be one of the rows of `data` it is left open. A lost row is no title.
        """
        found = []
        for row in range(number - 1, heading.last, -1):
            filled = self._filled(row)
            if not filled:
                continue
            is_title = len(filled) < ABREAST and all(self._is_title(value, at in own) for at, value in filled)
            if not is_title or self.account.fate(row, filled[0][0]) in (Fate.SIGNATURE, Fate.NOTE):
                break
            is_sure = row not in data or all(at not in own or self._is_said(value) for at, value in filled)
            self.account.put_row(row, Fate.TITLE if is_sure else {})
            found.append(row)
        return found

    def _is_title(self, value: object, is_own: bool) -> bool:
        if not isinstance(value, str):
            return False
        return self._is_said(value) or (looks_like_title(value) and (not is_own or bool(_TITLED.match(value))))

    def _is_said(self, value: object) -> bool:
        """Is this a title that stands above the first headings, perhaps with its page behind it?"""
        return isinstance(value, str) and not self._titles.isdisjoint((fold_key(value), fold_key(_PAGE.sub("", value))))

    def strange(
        self, heading: Heading, rows: Sequence[Row], dead: Mapping[int, set[int]]
    ) -> Iterator[tuple[int, int]]:
        """Yield columns below no heading of the form that hold data; who signs beside a table is no data."""
        own = set(heading.columns.values())
        whole = next(at for at in range(len(own) + 1) if at not in own)
        held: dict[int, list[Cell]] = {}
        for number in (number for row in rows for number in (row.number, *row.below)):
            values = self.sheet.rows[number] if number < len(self.sheet.rows) else []
            if len(values) > whole or number in dead:
                for at, value in self._filled(number):
                    if at not in own:
                        held.setdefault(at, []).append((number, value))
        for at, cells in sorted(held.items()):
            signs = kinds.is_signature(cells[0][1]) and all(isinstance(value, str) for _, value in cells)
            for number, _ in cells:
                self.account.put(number, at, Fate.SIGNATURE if signs else Fate.FINDING)
            if not signs:
                yield (heading.others or {}).get(at, (heading.first, ""))[0], at


def looks_like_title(text: str) -> bool:
    """Is a text written as titles are, in capitals or in brackets?"""
    said = text.strip()
    return said.isupper() or (said[:1] == "(" and said[-1:] == ")")


def titles_only(sheet: Sheet, account: SheetAccount) -> None:
    """Account for a sheet without a table: titles, and that there is nothing."""
    for number, row in enumerate(sheet.rows):
        texts = [(at, value) for at, value in enumerate(row) if isinstance(value, str) and value.strip()]
        for at, text in texts:
            if looks_like_title(text) and len(texts) < ABREAST:
                account.put(number, at, Fate.TITLE)
            elif kinds.says_nothing(text):
                account.put(number, at, Fate.NOTHING)


def scaled_measures(sheet: Sheet, end: int) -> Iterator[tuple[int, int, str]]:
    """Yield the titles that say that a sheet's numbers count by thousands and the like: "Đơn vị tính: nghìn lượt"."""
    for row, values in enumerate(sheet.rows[:end]):
        for column, value in enumerate(values):
            label = _MEASURED.search(value) if isinstance(value, str) else None
            if label is None or not isinstance(value, str):
                continue
            beside = values[column + 1] if column + 1 < len(values) else None
            said = value[label.end() :] or (beside if isinstance(beside, str) else "")
            if scales_numbers(said):
                yield row, column, value if value[label.end() :] else f"{value} {said}"


def _is_day_or_year(value: object) -> bool:
    return isinstance(value, date) or (isinstance(value, int | float) and value in YEARS)
