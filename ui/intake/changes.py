"""What an action would change, in words: how much is new, another, gone, and each value from → to."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from tonghop import forms
from tonghop.actions.value_change import CHANGED, GONE, NEW, ValueChange
from tonghop.intake.addresses import said_cell
from tonghop.plan.model import Plan
from tonghop.vietnamese import format_count, format_date, parse_date
from ui.widgets.parts import downloads, heading, html, table
from ui.widgets.words import labels, names_by_id

if TYPE_CHECKING:
    import pandas as pd

KINDS = {NEW: "mới", CHANGED: "thay đổi", GONE: "không còn"}
HEADINGS = ["Đơn vị", "Nội dung", "Đang có", "Sẽ là", "Nguồn"]
FIELDS = {
    "sector_id": "sector",
    "kind": "kind",
    "level": "level",
    "implementer": "implementer",
    "start_year": "start_year",
    "summary": "summary",
    "nominated": "nominated",
    "remark": "remark",
}
ROWS_SHOWN, LONGEST = 30, 160


def items(changes: Iterable[ValueChange]) -> list[ValueChange]:
    """One row a thing: what is new or gone as a whole is told once, not field by field."""
    kept = []
    whole: set[tuple[str, str, str, int]] = set()
    changes = list(changes)
    for change in changes:
        if change.field == "name":
            whole.add(change[:4])
    for change in changes:
        if change.field in (None, "name") or change[:4] not in whole or change.sheet == forms.RECEIPTS:
            kept.append(change)
    return kept


def counted(changes: Sequence[ValueChange]) -> str:
    """ "128 mới, 3 thay đổi, 1 không còn"; nothing where nothing changes. `changes` are items."""
    counts = Counter(change.kind for change in changes)
    return ", ".join(f"{format_count(counts[kind])} {word}" for kind, word in KINDS.items() if counts[kind])


def show(changes: Sequence[ValueChange], plan: Plan, key: str, when: str = "Nếu ghi nhận") -> None:
    """Say what recording would change: how much, and each value that is another or gone; all to take away."""
    found = items(changes)
    if not found:
        html("<p class='th-rests'><b>{}</b></p>", "Không giá trị nào đang được tính thay đổi.")
        return
    heading(f"{when}: {counted(found)}", "Tính trên từng giá trị đang được dùng ở các trang kết quả.")
    others = [change for change in found if change.kind != NEW]
    if others:
        table(HEADINGS, rows(others[:ROWS_SHOWN], plan))
        if len(others) > ROWS_SHOWN:
            left = format_count(len(others) - ROWS_SHOWN)
            html("<p class='th-quiet'>Còn {} dòng nữa; đề nghị tải bảng để xem đủ.</p>", left)
    downloads(f"thay-doi-{key}", lambda: frame(found, plan), "Thay đổi")


def frame(changes: Iterable[ValueChange], plan: Plan) -> "pd.DataFrame":
    """Every item with people's headings."""
    import pandas as pd

    return pd.DataFrame(rows(changes, plan, longest=None), columns=HEADINGS)


def rows(changes: Iterable[ValueChange], plan: Plan, longest: int | None = LONGEST) -> list[list[str]]:
    """Unit, what it is, from, to, source: in people's words."""
    names, words = names_by_id(plan), _Words(plan)
    found = []
    for change in changes:
        before, after = (_short(words.value(change, value), longest) for value in (change.before, change.after))
        source = f"{change.path or ''}{f', {said_cell(change.cell)}' if change.cell else ''}"
        found.append([names.get(change.unit_id, change.unit_id), words.item(change), before, after, source])
    return found


def _short(text: str, longest: int | None) -> str:
    return text if longest is None or len(text) <= longest else text[: longest - 1] + "…"


class _Words:
    """The plan's words for what a value is and says."""

    def __init__(self, plan: Plan) -> None:
        self.indicators = {i.id: i for i in plan.indicators}
        self.facts = {fact.key: fact for fact in forms.facts(plan.years)}
        self.sections, self.obligations = labels(plan.sections), labels(plan.obligations)
        self.ratings = labels(plan.ratings)
        self.choices = {
            "sector_id": labels(plan.sectors), "kind": labels(plan.model_kinds), "level": labels(plan.levels)
        }  # fmt: skip
        self.columns = {column.key: column.heading for column in forms.MODEL_TABLE.columns}

    def item(self, change: ValueChange) -> str:
        if indicator := self.indicators.get(change.item):
            return f"{indicator.label}, năm {change.number}"
        if change.sheet == forms.INFO and change.item in self.facts:
            return self.facts[change.item].label
        if change.sheet == forms.REMARKS:
            return self.sections.get(change.item, change.item)
        if change.sheet == forms.RECEIPTS:
            return f"{self.obligations.get(change.item, change.item)}, ngày {_day(change.field)}"
        what = {forms.MODELS: "Mô hình", forms.DOCUMENTS: "Văn bản"}.get(change.sheet, "Mô hình đề nghị")
        heading = self.columns.get(FIELDS.get(change.field or "", ""), "")
        return f"{what} “{change.item}”{f': {heading}' if heading else ''}"

    def value(self, change: ValueChange, value: str | None) -> str:
        if value is None:
            return "–"
        if change.field == "name":
            return "có"
        if change.field == "issued_on" or (change.sheet == forms.INFO and self._kind(change) == "day"):
            return _day(value)
        if change.field in self.choices:
            return self.choices[change.field].get(value, value)
        if change.item in self.ratings or self._kind(change) == "rating":
            return self.ratings.get(value, value)
        is_count = change.item in self.indicators or self._kind(change) == "count" or change.sheet == forms.RECEIPTS
        return format_count(int(value)) if is_count else value

    def _kind(self, change: ValueChange) -> str:
        fact = self.facts.get(change.item) if change.sheet == forms.INFO else None
        return fact.kind if fact else ""


def _day(text: str | None) -> str:
    day = parse_date(text).value
    return format_date(day) if day else text or ""
