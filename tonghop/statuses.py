"""How a status looks: word, symbol, colour, the same on screen, in Word, slides and Excel (CONTRACT §1, SCREENS 4)."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Status:
    """A status of an obligation. `colour` fills marks, `ink` is readable on it; `short` fits a legend."""

    id: str
    label: str
    short: str
    symbol: str
    colour: str
    ink: str


STATUSES: tuple[Status, ...] = (
    Status("on_time", "Đã nộp đúng hạn", "Đúng hạn", "✓", "#2E7D5B", "#FFFFFF"),
    Status("late", "Nộp muộn", "Nộp muộn", "▲", "#D9A21B", "#1F1D1A"),
    Status("incomplete", "Nộp chưa đủ", "Chưa đủ", "◐", "#7569AD", "#FFFFFF"),
    Status("returned", "Đề nghị bổ sung", "Đề nghị bổ sung", "↩", "#2F5D8A", "#FFFFFF"),
    Status("missing", "Chưa nộp – quá hạn", "Quá hạn", "✗", "#B3261E", "#FFFFFF"),
    Status("not_due", "Chưa nộp – chưa đến hạn", "Chưa đến hạn", "…", "#C9CDD3", "#1F1D1A"),
    Status("exempt", "Không thuộc diện", "Không thuộc diện", "–", "#ECECEC", "#1F1D1A"),
)
"""In the order of every legend, bar and list."""

BY_ID: dict[str, Status] = {status.id: status for status in STATUSES}

# What hurts most first: for lists of units.
SEVERITY: dict[str, int] = {
    name: rank
    for rank, name in enumerate(("missing", "returned", "incomplete", "late", "not_due", "on_time", "exempt"))
}
