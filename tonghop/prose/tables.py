"""Figures out of a paper's own tables: years across or down, merged heads, two figures a cell, wrong totals.

A cell proposes only a plain whole number under one year and one indicator; a dash or a blank says nothing here
(CONTRACT form E), a plan's column, a part (`Trong đó`) and a year outside the plan's neither. A figure is certain only
where every word around it is known (`table_words`), nothing is set aside there and no note stands on it.
"""

import re
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import replace

from tonghop.prose.asides import both_readings
from tonghop.prose.blocks import Table
from tonghop.prose.figures import Found
from tonghop.prose.looked import IN_PART
from tonghop.prose.phrases import line_of
from tonghop.prose.table_around import FOOT, REMARKS, YEAR, Around, title_rows
from tonghop.prose.table_labels import Heads, Label
from tonghop.prose.table_words import TableWords, Told
from tonghop.prose.words import Vocabulary

_MARK = re.compile(r"[*†‡#]|[(\[]\s*(?:[*†‡#]+|[a-z1-9])\s*[)\]]", re.IGNORECASE)
_WHOLE = re.compile(r"\d+|[1-9]\d{0,2}(?:\.\d{3})+|[1-9]\d{0,2}(?: \d{3})+")
_PAIR = re.compile(r"(\d[\d.]*)\s*(?:/|\(|;|-|–)\s*(\d[\d.]*)\s*(?:[^\W\d][^\d)]*)?\)?\s*")
_WITH_UNIT = re.compile(r"(\d[\d.]*)\s+([^\W\d][^\d]*)")
_TOTAL = re.compile(r"\s*(?:tổng|cộng(?!\s+dồn)|toàn\s+giai\s+đoạn|5\s+năm|cả\s+5\s+năm)", re.IGNORECASE)
_ONLY_TOTAL = re.compile(r"\s*(?:tổng|cộng)(?:\s+(?:số|cộng|chung|lại))?\s*[:.]?\s*", re.IGNORECASE)
_RUNNING = re.compile(r"\s*(?:lũy|luỹ)\s+kế\s*", re.IGNORECASE)
_INDICATOR_HEAD = re.compile(r"(?<!\w)chỉ\s+tiêu(?!\w)(?!\s+giao)")
_PART = re.compile(r"(?<!\w)(?:trong\s+đó|riêng|gồm)(?!\w)")
_MODELS = re.compile(r"tên\s+mô\s+hình", re.IGNORECASE)
_ORDER = re.compile(r"\s*(?:s?tt|số\s+tt|số\s+thứ\s+tự)\s*", re.IGNORECASE)
_NONE = re.compile(r"(?:không|chưa)\s+(?:tổ\s+chức|có|phát\s+sinh|thực\s+hiện)(?:\s+được)?\.?")
MOST_CELLS = 4000
MOST_NAMED = 4


class TableReader:
    """Reads the tables of one paper; `kind` is the unit's kind, `own_name` its name."""

    def __init__(self, vocabulary: Vocabulary, plan_years: Sequence[int], kind: str, own_name: str = "") -> None:
        self.vocabulary, self.plan_years, self.kind = vocabulary, tuple(plan_years), kind
        self.words = TableWords(vocabulary, own_name)
        self.is_never = False
        """Did words of the table read last make of its numbers what is no figure: money, a plan, a share?"""

    def read(
        self, table: Table, above: Sequence[str] = (), below: str = "", titles: Container[str] = ()
    ) -> list[Found]:
        """Read a table; `above`: the heading over it and the paragraphs right before it, `below`: the one behind it.

        `titles` are those of the paragraphs above that stand as titles do: bold, in capitals, without a number.
        """
        rows, self.is_never = table.rows, False
        if not rows or len(rows) * len(rows[0]) > MOST_CELLS or _MODELS.search(" ".join(rows[0])):
            return []
        self.table, self.context = table, line_of(" ".join(above))
        self.heads = Heads(self.vocabulary, self.context)
        everything = tuple(words.id for words in self.vocabulary.indicators)
        self.titles = title_rows(rows)
        self.head = self._head_rows()
        around = Around(table, self.words, self.titles, self.head)
        self.around = around.told(above, everything, titles)
        self.is_never = self.around.is_never
        if self.is_never:
            return []
        feet = around.feet(below)
        return [around.settled(found, feet, self.labels) for found in self._figures()]

    def _figures(self) -> list[Found]:
        rows, head = self.table.rows, self.head
        self.labels = range(0)
        across = self._years_of([[row[at] for row in rows[:head]] for at in range(len(rows[0]))])
        if len(across) >= 2:
            self.labels = range(min(across))
            return list(self._across(head, across))
        for column in range(min(3, len(rows[0]))):
            down = self._years_of([[row[column]] for row in rows])
            if len(down) >= 2:
                self.labels = range(column + 1)
                return list(self._down(min(down), column, down))
        return []

    def _head_rows(self) -> int:
        """How many rows the heads take: up to the last one with a year in it or a cell that reaches over the next."""
        rows, head = self.table.rows, self.titles + 1
        for at, row in enumerate(rows[: head + 3]):
            named = [text for text in row if YEAR.fullmatch(text)]
            if len(set(named)) >= 2:
                head = max(head, at + 1)
        while (
            head < min(self.titles + 4, len(rows))
            and any(
                (head, column) in self.table.covered
                and self.table.rows[head][column] == self.table.rows[head - 1][column]
                and rows[head][column]
                for column in range(len(rows[0]))
            )
            and not self._is_data(rows[head])
        ):
            head += 1
        while head < min(self.titles + 4, len(rows)) and not self._is_data(rows[head]) and self._is_sub_head(head):
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
        return sum(bool(_WHOLE.fullmatch(text)) and not YEAR.fullmatch(text) for text in row[1:]) >= 1

    def _years_of(self, heads: Sequence[Sequence[str]]) -> dict[int, int]:
        found = {}
        for at, texts in enumerate(heads):
            for text in texts:
                year = YEAR.fullmatch(text)
                if year and not self.words.told(year["more"]).is_never:
                    found[at] = int(year[1])
        return found

    # -- years across ------------------------------------------------------------------------------------------

    def _across(self, head: int, years: dict[int, int]) -> Iterator[Found]:
        rows = self.table.rows
        group = ""
        labels = {at: self._row_label(at, years, head) for at in range(head, len(rows))}
        named = self._named(labels.values())
        corner = self._corner(head)
        for at, label in labels.items():
            row = rows[at]
            cells = {column: row[column] for column in years if not self._is_covered(at, column)}
            if not any(cells.values()):
                group = label if label and not _TOTAL.match(label) else group
                continue
            if not label or self._is_total(label, named) or FOOT.match(label):
                continue
            if _PART.search(line_of(label).plain):
                continue
            values: dict[str, dict[int, int]] = {}
            for column, text in cells.items():
                extra = self._sub_heads(column, head, years)
                if extra is None:
                    continue
                own = self.heads.label(label, group, extra)
                if own is None:
                    continue
                said = (*self._heads_of(column, head), label, group, *corner, *self._words_beside(at, head, years))
                own = self._judged(own, self._told(own, said), _TOTAL.match(extra))
                if own is None:
                    continue
                for found in self._cell(text, own, years[column], at, column, "years-across"):
                    if found.value is not None and not found.asked:
                        values.setdefault(found.indicator_id, {})[found.year or 0] = found.value
                    yield found
            yield from self._row_total(at, head, years, values)

    def _sub_heads(self, column: int, head: int, years: dict[int, int]) -> str | None:
        """The heads of a year's column but the year; None for a part, or a total beside what it is the total of."""
        texts = [row[column] for row in self.table.rows[self.titles : head] if not YEAR.fullmatch(row[column])]
        extra = " ".join(dict.fromkeys(filter(None, texts)))
        if _PART.search(line_of(extra).plain):
            return None
        is_one_of = sum(year == years[column] for year in years.values()) > 1
        return None if is_one_of and _ONLY_TOTAL.fullmatch(extra) else extra

    def _corner(self, head: int) -> tuple[str, ...]:
        """The heads of the labels; what rows count may be called `Chỉ tiêu` there."""
        texts = [self.table.rows[at][column] for at in range(self.titles, head) for column in self.labels]
        return tuple(dict.fromkeys(_INDICATOR_HEAD.sub(" ", line_of(text).plain) for text in texts))

    def _words_beside(self, at: int, head: int, years: Container[int]) -> tuple[str, ...]:
        """The words of a row outside its labels and counts, such as a unit of measure or whose it is.

        Columns of their own meaning (remarks, totals, comparisons, other indicators) say nothing of the others.
        """
        row, heads = self.table.rows[at], self.table.rows[self.titles : head]
        found = []
        for column, text in enumerate(row):
            if column in years or column in self.labels or not any(letter.isalpha() for letter in text):
                continue
            over = " ".join(dict.fromkeys(texts[column] for texts in heads if texts[column]))
            is_apart = REMARKS.fullmatch(over) or _TOTAL.match(over) or self.words.told(over).is_never
            if not is_apart and self.heads.label(over, "", "") is None:
                found.append(text)
        return tuple(found)

    def _heads_of(self, column: int, head: int) -> tuple[str, ...]:
        """All heads of a column as written, of a year what stands behind it."""
        texts = [row[column] for row in self.table.rows[self.titles : head]]
        years = [(YEAR.fullmatch(text), text) for text in texts]
        return tuple(dict.fromkeys(year["more"] if year else text for year, text in years))

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
            is_total = any(_TOTAL.match(r[column]) or _RUNNING.fullmatch(r[column]) for r in self.table.rows[:head])
            if is_total and _WHOLE.fullmatch(row[column]) and _worth(row[column]) != sum(by_year.values()):
                yield self._question(indicator, None, at, "total-differs", row[column])

    # -- years down --------------------------------------------------------------------------------------------

    def _down(self, head: int, year_column: int, years: dict[int, int]) -> Iterator[Found]:
        rows = self.table.rows
        sums: dict[int, tuple[str, int]] = {}
        broken: set[int] = set()
        named = self._named(row[column] for row in rows[self.titles : head] for column in range(len(row)))
        for column in range(len(rows[0])):
            if column == year_column:
                continue
            heads = list(dict.fromkeys(row[column] for row in rows[self.titles : head] if row[column]))
            text = " ".join(heads)
            if not text or _PART.search(line_of(text).plain) or _ORDER.fullmatch(heads[-1]):
                continue
            if self._is_total(text, named):
                continue
            label = self.heads.label(heads[-1], " ".join(heads[:-1]), "")
            if label is None:
                continue
            for at, year in years.items():
                beside = [rows[at][other] for other in range(year_column) if not _WHOLE.fullmatch(rows[at][other])]
                behind = YEAR.fullmatch(rows[at][year_column])
                words = (*beside, *self._words_beside(at, head, (column, year_column)))
                said = (*heads, *words, behind["more"] if behind else "", *self._corner(head))
                own = self._judged(label, self._told(label, said), None)
                if own is None or self._is_covered(at, column):
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

    def _named(self, labels: Iterable[str]) -> frozenset[str]:
        """The indicators that heads which are no totals count."""
        found = (self.heads.label(label, "", "") for label in labels if label and not _TOTAL.match(label))
        return frozenset(words.id for own in found if own for words in own.words)

    def _is_total(self, label: str, named: Container[str]) -> bool:
        """Is a head a mere total, or the total of what other heads count? `Tổng số hội nghị` alone counts them."""
        if not _TOTAL.match(label) or _ONLY_TOTAL.fullmatch(label):
            return bool(_TOTAL.match(label))
        own = self.heads.label(label, "", "")
        return own is None or any(words.id in named for words in own.words)

    # -- cells and labels ------------------------------------------------------------------------------------------

    def _cell(self, text: str, own: Label, year: int, at: int, column: int, rule: str) -> Iterator[Found]:
        if year not in self.plan_years or not text.strip():
            return
        sentence = " | ".join(self.table.rows[at])
        place = f"bảng {self.table.number}, dòng {at + 1}, cột {column + 1}"
        content = text.strip()
        asides = self.table.asides.get((at, column), ())
        if len(own.words) == 1 and _WHOLE.fullmatch(content):
            readings = both_readings(content, asides, 0, len(content))
            for reading in readings:
                yield Found(own.words[0].id, year, reading, sentence, place, rule, False, IN_PART, content)
            if readings:
                return
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
            is_asked = self.kind in words.asked_of or words.of["asked"].is_in(line_of(sentence))
            asked = own.asked or ("person" if is_asked else "")
            worth = None if asked == "scaled" else _worth(value)
            is_sure = own.is_sure and not asked
            yield Found(words.id, year, worth, sentence, place, rule, is_sure, asked, content, note=own.note)

    def _question(self, indicator: str, year: int | None, at: int, why: str, shown: str) -> Found:
        place = f"bảng {self.table.number}, dòng {at + 1}"
        return Found(indicator, year, None, " | ".join(self.table.rows[at]), place, "table", False, why, shown)

    # -- what the words around, the looks and the notes make of a figure ----------------------------------------

    def _told(self, own: Label, texts: Iterable[str]) -> Told:
        ids = tuple(words.id for words in own.words)
        told = self.around
        for text in texts:
            told = told.and_(self.words.told(text, ids))
            if _MARK.fullmatch(text.strip()) or _MARK.search(text[-4:]):
                told = told.and_(Told(unknown=(text.strip()[-4:],)))
        return told

    def _judged(self, own: Label, told: Told, is_total: object) -> Label | None:
        """Return a head as the words around it leave it; None where its numbers are no figures."""
        if told.is_never:
            self.is_never = True
            return None
        if told.asked:
            return replace(own, is_sure=False, asked=told.asked)
        if told.unknown:
            note = f"chữ cần xem trong bảng: {', '.join(f'“{word}”' for word in told.unknown[:MOST_NAMED])}"
            return replace(own, is_sure=False, note=note)
        return replace(own, is_sure=False) if is_total else own

    def _is_covered(self, at: int, column: int) -> bool:
        return (at, column) in self.table.covered or any(
            (at, other) in self.table.covered and self.table.rows[at][other] == self.table.rows[at][column]
            for other in (column + 1,)
            if self.table.rows[at][column]
        )


def _worth(text: str) -> int:
    return int(text.replace(".", "").replace(" ", ""))
