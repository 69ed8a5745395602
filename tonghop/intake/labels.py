"""Finds the labels of sheet `Thông tin` and where their values stand (CONTRACT §2).

A label may be merged, its value stand one column further, or in the label's own cell after a colon. What stands in
the sheet besides is a title, a heading, a number of a row, or stays open in the sheet's account.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from tonghop.forms import Fact
from tonghop.intake import row_kinds as kinds
from tonghop.intake.account import Fate, SheetAccount
from tonghop.intake.addresses import heading_key, is_blank
from tonghop.intake.letterhead import is_unit_label
from tonghop.intake.margins import looks_like_title
from tonghop.officefiles.reader import Sheet
from tonghop.vietnamese import unnumbered

LONGEST = 200
"""Characters of a cell that may still be a label, with its value."""


@dataclass(frozen=True, slots=True)
class Labelled:
    """A label that was found: its fact, and the place of its value."""

    fact: Fact
    row: int
    column: int


def find_labels(sheet: Sheet, facts: Sequence[Fact], account: SheetAccount) -> tuple[Sheet, list[Labelled]]:
    """Return the labels in order of their places, and the sheet with values cut out of the cells of their labels.

    Only the label of the unit may come again: each is held against the others.
    """
    walk = _Walk(sheet, {heading_key(fact.label): fact for fact in facts}, account)
    for row in range(len(sheet.rows)):
        walk.look_at(row)
    walk.account_for_the_rest()
    rows = [walk.cut.get(at, row) for at, row in enumerate(sheet.rows)] if walk.cut else sheet.rows
    return replace(sheet, rows=rows), walk.found


class _Walk:
    def __init__(self, sheet: Sheet, facts: Mapping[str, Fact], account: SheetAccount) -> None:
        self.sheet, self.facts, self.account = sheet, facts, account
        self.found: list[Labelled] = []
        self.cut: dict[int, list[object]] = {}
        self._seen: set[str] = set()
        self._labels: dict[int, int] = {}  # row -> column of its first label
        # other words for the unit count where the form's own stand nowhere
        self._unit: Fact | None = None
        cells = (value for row in sheet.rows for value in row if isinstance(value, str) and len(value) <= LONGEST)
        if not any((fact := self._label(value)[0]) is not None and fact.kind == "unit" for value in cells):
            self._unit = next((fact for fact in facts.values() if fact.kind == "unit"), None)
        self._ends = {(top, left): right for top, left, _, right in sheet.merged}

    def look_at(self, row: int) -> None:
        """Find the labels of a row; a value is no label, whatever it says."""
        values = self.sheet.rows[row]
        value_at = -1
        for column, value in enumerate(values):
            if not isinstance(value, str) or column == value_at or len(value) > LONGEST:
                continue
            fact, own = self._label(value)
            if fact is None or (fact.key in self._seen and fact.kind != "unit"):
                continue
            value_at = column if own else self._value_column(row, column)
            if own:
                self.cut.setdefault(row, list(values))[column] = own
            is_first = fact.key not in self._seen
            self._seen.add(fact.key)
            self._labels.setdefault(row, column)
            self.found.append(Labelled(fact, row, value_at))
            self.account.put(row, column, Fate.LABEL)
            self.account.put(row, value_at, Fate.TAKEN if is_first else Fate.LABEL)
            after = values[value_at + 1] if value_at + 1 < len(values) else None
            if fact.unit_of_measure and heading_key(after) == heading_key(fact.unit_of_measure):
                self.account.put(row, value_at + 1, Fate.LABEL)

    def _label(self, text: str) -> tuple[Fact | None, str]:
        """The fact that a cell is the label of, and its value where it stands behind a colon."""
        fact = self._fact_of(text)
        if fact is not None:
            return fact, ""
        label, _, value = text.partition(":")
        fact = self._fact_of(label) if value.strip() else None
        return fact, value.strip() if fact else ""

    def _fact_of(self, label: str) -> Fact | None:
        fact = self.facts.get(heading_key(label)) or self.facts.get(heading_key(unnumbered(label)))
        return self._unit if fact is None and self._unit and is_unit_label(unnumbered(label)) else fact

    def _value_column(self, row: int, column: int) -> int:
        beside = self._ends.get((row, column), column) + 1
        cells = self.sheet.rows[row]
        while beside < len(cells) and isinstance(cells[beside], str) and str(cells[beside]).strip() == ":":
            self.account.put(row, beside, Fate.LABEL)  # a colon in a cell of its own
            beside += 1
        if not self._is_empty(row, beside) or self._is_empty(row, beside + 1):
            return beside
        further = self.sheet.rows[row][beside + 1] if beside + 1 < len(self.sheet.rows[row]) else None
        return beside if isinstance(further, str) and self._label(further)[0] else beside + 1

    def _is_empty(self, row: int, column: int) -> bool:
        if (row, column) in self.sheet.errors or (row, column) in self.sheet.uncalculated:
            return False
        return column >= len(self.sheet.rows[row]) or is_blank(self.sheet.rows[row][column])

    def account_for_the_rest(self) -> None:
        """Titles above the labels, headings, numbers of rows; the rest stays open."""
        first = min(self._labels, default=len(self.sheet.rows))
        above = max((row for row in range(first) if any(not is_blank(v) for v in self.sheet.rows[row])), default=-1)
        lacking = {each.column for each in self.found if self._is_empty(each.row, each.column)}
        for row, values in enumerate(self.sheet.rows):
            filled = [(at, value) for at, value in enumerate(values) if not is_blank(value)]
            label = self._labels.get(row)
            if label is not None:
                for at, value in filled:
                    if at < label and kinds.is_ordinal(value):
                        self.account.put(row, at, Fate.ORDINAL)
                continue
            if len(filled) == 1 and kinds.is_number(filled[0][1]):
                if filled[0][0] not in lacking:  # else it may be the value that a label lacks
                    self.account.put_row(row, Fate.LONE_NUMBER)
                continue
            if len(filled) > 1 and kinds.is_number(filled[0][1]):
                number, *filled = filled
            else:
                number = None
            texts = {at: value for at, value in filled if isinstance(value, str)}
            fate = self._fate(texts, row, first, above) if texts and len(texts) == len(filled) else None
            if fate is not None:
                self.account.put_row(row, fate)
                if number:
                    self.account.put(row, number[0], Fate.ORDINAL)

    def _fate(self, said: Mapping[int, str], row: int, first: int, above: int) -> Fate | None:
        """What a row of texts without a label is; None where it may be a label that no form knows, with its value."""
        texts = list(said.values())
        if any(kinds.is_value(text) if at else kinds.is_counted(text) for at, text in said.items()):
            return None
        are_titles = all(map(looks_like_title, texts))
        if row < first:
            is_apart = not any(at + 1 in said for at in said)
            if is_apart or are_titles:
                return Fate.TITLE
            is_heading = row == above and not any(character.isdigit() for text in texts for character in text)
            return Fate.HEADING if is_heading else None
        if len(texts) == 1 and (kinds.is_group_heading(texts[0]) or are_titles):
            return Fate.GROUP
        return Fate.NOTHING if all(map(kinds.says_nothing, texts)) else None
