"""What has changed between two looks at the same campaign: units newly in, newly overdue, sent back; totals from → to.

Pure: rows of `submission_status` and of totals, before and after, become news in people's words. Knows no store.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from tonghop.plan.model import Plan
from tonghop.vietnamese import format_count

IN = ("on_time", "late")
Place = tuple[str, str]
"""A unit and an obligation."""


@dataclass(frozen=True, slots=True)
class State:
    """Where an obligation of a unit stands on a day."""

    status: str
    days_late: int | None


@dataclass(frozen=True, slots=True)
class News:
    """One piece of news of one kind: the units it is about, each with the parts of its dossier, worst part last."""

    kind: str
    is_good: bool
    title: str
    units: tuple[tuple[str, tuple[str, ...]], ...]


KINDS: tuple[tuple[str, bool, str], ...] = (
    ("in_time", True, "Mới nộp đủ, đúng hạn"),
    ("in_late", True, "Mới nộp đủ, sau hạn"),
    ("part", True, "Mới nộp một phần"),
    ("missing", False, "Mới quá hạn chưa nộp"),
    ("returned", False, "Mới được đề nghị bổ sung"),
    ("undone", False, "Không còn tính là đã nộp (gạch, sửa lại)"),
)


def monday(day: date) -> date:
    """The Monday that a week's news begin with: on a Monday that of the week before."""
    return day - timedelta(days=day.weekday() or 7)


def news(before: Mapping[Place, State], after: Mapping[Place, State], plan: Plan) -> list[News]:
    """Group what changed by kind, good news first; units in the roster's order, parts in the plan's."""
    found: dict[str, dict[str, list[str]]] = {}
    for unit in plan.units:
        for obligation in plan.obligations:
            place = (unit.id, obligation.id)
            if place in before and place in after:
                kind = _kind(before[place], after[place])
                if kind:
                    found.setdefault(kind, {}).setdefault(unit.id, []).append(_part(obligation.label, after[place]))
    return [
        News(kind, is_good, title, tuple((unit, tuple(parts)) for unit, parts in found[kind].items()))
        for kind, is_good, title in KINDS
        if kind in found
    ]


def _kind(before: State, after: State) -> str | None:
    if before.status == after.status:
        return None
    if after.status == "on_time":
        return "in_time" if before.status != "late" else None
    if after.status == "late":
        return "in_late" if before.status != "on_time" else None
    if after.status in ("missing", "returned"):
        return "undone" if after.status == "missing" and before.status in (*IN, "incomplete") else after.status
    if before.status in IN:
        return "undone" if after.status != "exempt" else None
    return "part" if after.status == "incomplete" else None


def _part(label: str, state: State) -> str:
    how = "muộn" if state.status == "late" else "quá hạn"
    return f"{label} ({how} {state.days_late} ngày)" if state.days_late else label


@dataclass(frozen=True, slots=True)
class Total:
    """A total that is another: what it is, from, to; None where nobody had reported."""

    label: str
    before: int | None
    after: int | None

    @property
    def words(self) -> str:
        """Say it: "Mô hình: 210 → 225 (thêm 15)"."""
        grown = (self.after or 0) - (self.before or 0)
        change = f"thêm {format_count(grown)}" if grown > 0 else f"bớt {format_count(-grown)}"
        return f"{self.label}: {format_count(self.before)} → {format_count(self.after)} ({change})"


def totals(before: Iterable[tuple[str, int | None]], after: Iterable[tuple[str, int | None]]) -> list[Total]:
    """Return the totals that are another, in the order of those after; label, value."""
    old = dict(before)
    return [Total(label, old.get(label), value) for label, value in after if old.get(label) != value]
