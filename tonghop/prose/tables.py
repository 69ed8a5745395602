"""Figures out of a paper's own tables: years across or down, merged heads, two figures a cell, wrong totals.

A cell proposes only a plain whole number under one year and one indicator; a dash or a blank says nothing here
(CONTRACT form E), a plan's column, a part (`Trong đó`) and a year outside the plan's neither.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tonghop.prose.blocks import Table
from tonghop.prose.figures import Found
from tonghop.prose.phrases import Line, line_of
from tonghop.prose.words import Vocabulary, Words

_YEAR = re.compile(r"\s*(?:năm\s*)?(20[0-3]\d)\s*(?:\(.*\))?\s*", re.IGNORECASE)
_WHOLE = re.compile(r"\d+|[1-9]\d{0,2}(?:\.\d{3})+|[1-9]\d{0,2}(?: \d{3})+")
_PAIR = re.compile(r"(\d[\d.]*)\s*(?:/|\(|;|-|–)\s*(\d[\d.]*)\s*(?:[^\W\d][^\d)]*)?\)?\s*")
_WITH_UNIT = re.compile(r"(\d[\d.]*)\s+([^\W\d][^\d]*)")
_TOTAL = re.compile(r"\s*(?:tổng|cộng|toàn\s+giai\s+đoạn|5\s+năm|cả\s+5\s+năm|lũy\s+kế|luỹ\s+kế)", re.IGNORECASE)
_NOT_DONE = re.compile(
    r"(?<!\w)(?:kế\s+hoạch|kh|giao(?!\s+(?:lưu|ban|tiếp))|chỉ\s+tiêu|đăng\s+ký|dự\s+kiến|mục\s+tiêu|phấn\s+đấu|"
    r"tỷ\s+lệ|tỉ\s+lệ|so\s+sánh|tăng|giảm|bình\s+quân|trung\s+bình|kinh\s+phí|tiền|đồng|triệu|tỷ)(?!\w)|%"
)
_INDICATOR_HEAD = re.compile(r"(?<!\w)chỉ\s+tiêu(?!\w)")
_PART = re.compile(r"(?<!\w)(?:trong\s+đó|riêng|gồm)(?!\w)")
_PART_OF_YEAR = re.compile(r"(?<!\w)(?:\d+\s+tháng|quý|nửa|đến\s+\d|tính\s+đến|ước)", re.IGNORECASE)
_MODELS = re.compile(r"tên\s+mô\s+hình", re.IGNORECASE)
_ORDER = re.compile(r"\s*(?:s?tt|số\s+tt|số\s+thứ\s+tự)\s*", re.IGNORECASE)
_NONE = re.compile(r"(?:không|chưa)\s+(?:tổ\s+chức|có|phát\s+sinh|thực\s+hiện)(?:\s+được)?\.?")
_BETWEEN = re.compile(r"\s*(?:/|\(|-|–|;|\n)\s*")
MOST_CELLS = 4000


@dataclass(frozen=True)
class _Label:
    """What a row's or a column's head says it counts: one indicator, or two in the order of the cell's numbers."""

    words: tuple[Words, ...]
    is_sure: bool


class TableReader:
    """Reads the tables of one paper; `kind` is the unit's kind."""

    def __init__(self, vocabulary: Vocabulary, plan_years: Sequence[int], kind: str) -> None:
        self.vocabulary, self.plan_years, self.kind = vocabulary, tuple(plan_years), kind

    def read(self, table: Table, context: str) -> list[Found]:
        """Read a table; `context` is what stands above it."""
        rows = table.rows
        if not rows or len(rows) * len(rows[0]) > MOST_CELLS or _MODELS.search(" ".join(rows[0])):
            return []
        self.table, self.context = table, line_of(context)
        head = self._head_rows()
        across = self._years_of([[row[at] for row in rows[:head]] for at in range(len(rows[0]))])
        if len(across) >= 2:
            return list(self._across(head, across))
        for column in range(min(3, len(rows[0]))):
            down = self._years_of([[row[column]] for row in rows])
            if len(down) >= 2:
                return list(self._down(min(down), column, down))
        return []

    def _head_rows(self) -> int:
        """How many rows the heads take: up to the last one with a year in it or a cell that reaches over the next."""
        rows, head = self.table.rows, 1
        for at, row in enumerate(rows[:4]):
            named = [text for text in row if _YEAR.fullmatch(text)]
            if len(set(named)) >= 2:
                head = max(head, at + 1)
        while (
            head < min(4, len(rows))
            and any(
                (head, column) in self.table.covered
                and self.table.rows[head][column] == self.table.rows[head - 1][column]
                and rows[head][column]
                for column in range(len(rows[0]))
            )
            and not self._is_data(rows[head])
        ):
            head += 1
        while head < min(4, len(rows)) and not self._is_data(rows[head]) and self._is_sub_head(head):
            head += 1
        return head

    def _is_sub_head(self, at: int) -> bool:
        row = self.table.rows[at]
        texts = [text for text in row[1:] if text]
        return (
            len(texts) >= 2
            and not any(any(c.isdigit() for c in text) for text in texts)
            and len(set(texts)) < len(texts)
        )

    def _is_data(self, row: Sequence[str]) -> bool:
        return sum(bool(_WHOLE.fullmatch(text)) and not _YEAR.fullmatch(text) for text in row[1:]) >= 1

    def _years_of(self, heads: Sequence[Sequence[str]]) -> dict[int, int]:
        found = {}
        for at, texts in enumerate(heads):
            for text in texts:
                year = _YEAR.fullmatch(text)
                if year and not _PART_OF_YEAR.search(text) and not _NOT_DONE.search(line_of(text).plain):
                    found[at] = int(year[1])
        return found

    # -- years across ------------------------------------------------------------------------------------------

    def _across(self, head: int, years: dict[int, int]) -> Iterator[Found]:
        rows = self.table.rows
        group = ""
        for at in range(head, len(rows)):
            row = rows[at]
            label = self._row_label(at, years, head)
            cells = {column: row[column] for column in years if not self._is_covered(at, column)}
            if not any(cells.values()):
                group = label if label and not _TOTAL.match(label) else group
                continue
            if not label or _TOTAL.match(label) or _PART.search(line_of(label).plain):
                continue
            values: dict[str, dict[int, int]] = {}
            for column, text in cells.items():
                extra = " ".join(dict.fromkeys(r[column] for r in rows[:head] if not _YEAR.fullmatch(r[column])))
                if _NOT_DONE.search(line_of(f"{extra}").plain) or self._is_planned(label):
                    continue
                own = self._label(label, group, extra)
                if own is None:
                    continue
                for found in self._cell(text, own, years[column], at, column, "years-across"):
                    if found.value is not None and not found.asked:
                        values.setdefault(found.indicator_id, {})[found.year or 0] = found.value
                    yield found
            yield from self._row_total(at, head, years, values)

    def _row_label(self, at: int, years: dict[int, int], head: int) -> str:
        row = self.table.rows[at]
        before = [column for column in range(len(row)) if column < min(years)]
        texts = [
            row[column]
            for column in before
            if row[column]
            and not _WHOLE.fullmatch(row[column])
            and not _ORDER.fullmatch(self.table.rows[head - 1][column])
        ]
        return " ".join(dict.fromkeys(texts))

    def _row_total(
        self, at: int, head: int, years: dict[int, int], values: dict[str, dict[int, int]]
    ) -> Iterator[Found]:
        if len(values) != 1:
            return
        row = self.table.rows[at]
        ((indicator, by_year),) = values.items()
        outside = [
            column for column, year in years.items() if year not in self.plan_years and _WHOLE.fullmatch(row[column])
        ]
        filled = [
            column
            for column, year in years.items()
            if year in self.plan_years and any(c.isdigit() for c in row[column])
        ]
        if outside or len(filled) != len(by_year):
            return
        for column in sorted(set(range(len(row))) - years.keys()):
            is_total = any(_TOTAL.match(r[column]) for r in self.table.rows[:head])
            if is_total and _WHOLE.fullmatch(row[column]) and _worth(row[column]) != sum(by_year.values()):
                yield self._question(indicator, None, at, "total-differs", row[column])

    # -- years down --------------------------------------------------------------------------------------------

    def _down(self, head: int, year_column: int, years: dict[int, int]) -> Iterator[Found]:
        rows = self.table.rows
        sums: dict[int, tuple[str, int]] = {}
        broken: set[int] = set()
        for column in range(len(rows[0])):
            if column == year_column:
                continue
            heads = list(dict.fromkeys(row[column] for row in rows[:head] if row[column]))
            text = " ".join(heads)
            plain = line_of(text).plain
            if (
                not text
                or _NOT_DONE.search(plain)
                or _PART.search(plain)
                or _ORDER.fullmatch(heads[-1])
                or _TOTAL.match(text)
            ):
                continue
            own = self._label(heads[-1], " ".join(heads[:-1]), "")
            if own is None:
                continue
            for at, year in years.items():
                if self._is_covered(at, column):
                    continue
                for found in self._cell(rows[at][column], own, year, at, column, "years-down"):
                    yield found
                    if found.value is None or len(own.words) != 1:
                        broken.add(column)
                    else:
                        sums[column] = found.indicator_id, sums.get(column, ("", 0))[1] + found.value
                if year not in self.plan_years and _WHOLE.fullmatch(rows[at][column]):
                    broken.add(column)
        for at in range(max(years) + 1, len(rows)):
            if _TOTAL.match(rows[at][year_column]) or any(_TOTAL.match(text) for text in rows[at][:2]):
                for column, (indicator, total) in sums.items():
                    text = rows[at][column]
                    if column not in broken and _WHOLE.fullmatch(text) and _worth(text) != total:
                        yield self._question(indicator, None, at, "total-differs", text)

    # -- cells and labels ------------------------------------------------------------------------------------------

    def _cell(self, text: str, own: _Label, year: int, at: int, column: int, rule: str) -> Iterator[Found]:
        if year not in self.plan_years or not text.strip():
            return
        sentence = " | ".join(self.table.rows[at])
        place = f"bảng {self.table.number}, dòng {at + 1}, cột {column + 1}"
        content = text.strip()
        pair = _PAIR.fullmatch(content)
        values: list[str] = []
        if len(own.words) == 2:
            if not pair or not all(map(_WHOLE.fullmatch, pair.groups())):
                if _WHOLE.fullmatch(content) or pair:
                    yield self._question(own.words[0].id, year, at, "which-of-two", content)
                return
            values, rule = list(pair.groups()), "two-in-a-cell"
        elif _WHOLE.fullmatch(content):
            values = [content]
        elif (unit := _WITH_UNIT.fullmatch(content)) and _WHOLE.fullmatch(unit[1]):
            if own.words[0].of["counted"].at(line_of(unit[2]), 0) is None:
                return
            values = [unit[1]]
        elif _NONE.fullmatch(line_of(content).plain):
            values, rule = ["0"], "none-in-a-cell"
        elif re.search(r"\d", content) and "%" not in content and re.match(r"[\dOo]", content):
            yield self._question(own.words[0].id, year, at, "not-one-number", content)
            return
        for words, value in zip(own.words, values, strict=False):
            asked = "person" if self.kind in words.asked_of or words.of["asked"].is_in(line_of(sentence)) else ""
            yield Found(words.id, year, _worth(value), sentence, place, rule, own.is_sure and not asked, asked, content)

    def _question(self, indicator: str, year: int | None, at: int, why: str, shown: str) -> Found:
        place = f"bảng {self.table.number}, dòng {at + 1}"
        return Found(indicator, year, None, " | ".join(self.table.rows[at]), place, "table", False, why, shown)

    def _is_planned(self, label: str) -> bool:
        return bool(_NOT_DONE.search(_INDICATOR_HEAD.sub("", line_of(label).plain)))

    def _is_covered(self, at: int, column: int) -> bool:
        return (at, column) in self.table.covered or any(
            (at, other) in self.table.covered and self.table.rows[at][other] == self.table.rows[at][column]
            for other in (column + 1,)
            if self.table.rows[at][column]
        )

    def _label(self, label: str, group: str, extra: str) -> _Label | None:
        """Return what a head counts; `group` and `extra` are the heads above and beside it, the context comes last."""
        parts = [part for part in _BETWEEN.split(f"{label} {extra}".strip(" :")) if part.strip(" )")]
        around = f"{group} {label} {extra}"
        if len(parts) == 2:
            first, second = (self._one(part, around) for part in parts)
            if first and second and first[0] is not second[0]:
                return _Label((first[0], second[0]), first[1] and second[1])
        one = self._one(f"{extra} {label}" if extra else label, around)
        return _Label((one[0],), one[1]) if one else None

    def _one(self, label: str, around: str) -> tuple[Words, bool] | None:
        line, wide = line_of(label), line_of(around)
        best: tuple[tuple[float, ...], Words, bool] | None = None
        whole = Line(f"{self.context.raw} | {around}")
        for words in self.vocabulary.indicators:
            if words.needs and not words.of["needs"].is_in(whole):
                continue
            if words.of["not_with"].is_in(line):
                continue
            counted = next(iter(words.of["counted"].find(line)), None)
            topic = next(iter(words.of["topic"].find(line)), None)
            wide_topic = topic or next(iter(words.of["topic"].find(wide)), None)
            short = next(iter(words.of["short"].find(line)), None)
            if counted and not words.topic:
                score, is_sure = (3.0, -counted.start, counted.end - counted.start), True
            elif counted and wide_topic:
                score, is_sure = (
                    (3.0, -counted.start, wide_topic.end - wide_topic.start + 100 * (topic is not None)),
                    True,
                )
            elif short:
                score, is_sure = (2.5, -short.start, short.end - short.start), True
            elif counted and words.of["topic"].is_in(self.context):
                score, is_sure = (2.0, -counted.start, counted.end - counted.start), False
            elif topic and not counted:
                score, is_sure = (1.0, -topic.start, topic.end - topic.start), False
            else:
                continue
            if best is None or score > best[0]:
                best = score, words, is_sure
        return best and (best[1], best[2])


def _worth(text: str) -> int:
    return int(text.replace(".", "").replace(" ", ""))
