"""Tiến độ trên một trang: how far each dossier is, who is late by name, what is new. Pure: answers in, texts out."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tonghop.plan.model import Plan
from tonghop.report.document import Made
from tonghop.statuses import BY_ID, STATUSES
from tonghop.tracking.reminders import CHASED, Reminder
from tonghop.tracking.whats_new import News
from tonghop.vietnamese import format_count, format_date, format_day

TITLE = "Tiến độ nộp hồ sơ"


@dataclass(frozen=True, slots=True)
class Bar:
    """A dossier or one of its parts: its name, units in of how many, how many in each status, the last day in words."""

    label: str
    received: int
    expected: int
    counts: tuple[tuple[str, int], ...]
    last_day: str = ""


@dataclass(frozen=True, slots=True)
class Late:
    """A unit that somebody has to be called about, and what it lacks: (status, words), worst first."""

    name: str
    lacks: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class ProgressPage:
    """All that stands on the page; `since` says from when news are told."""

    made: Made
    lead: str
    dossiers: tuple[Bar, ...]
    parts: tuple[Bar, ...]
    late: tuple[Late, ...]
    since: str
    news: tuple[tuple[str, str], ...]
    is_sample: bool = False


def progress_page(
    plan: Plan,
    made: Made,
    dossiers: Iterable[Mapping[str, Any]],
    parts: Iterable[Mapping[str, Any]],
    reminders: Sequence[Reminder],
    since: str,
    news: Iterable[News],
    *,
    is_sample: bool = False,
) -> ProgressPage:
    """Put the page together from rows of `dossier_progress` and `submission_progress`, reminders and news."""
    labels = {dossier.id: dossier.label for dossier in plan.dossiers}
    last = {
        dossier.id: max(o.last_day for o in plan.obligations if o.dossier == dossier.id) for dossier in plan.dossiers
    }
    bars = tuple(
        _bar(labels[row["dossier_id"]], row, f"hạn cuối {format_day(last[row['dossier_id']])}") for row in dossiers
    )
    names = {unit.id: unit.name for unit in plan.units}
    obligations = {o.id: o.label for o in plan.obligations}
    return ProgressPage(
        made,
        _lead(bars, len(reminders), made),
        bars,
        tuple(_bar(obligations[row["obligation_id"]], row) for row in parts),
        tuple(Late(one.name, _lacks(one)) for one in reminders),
        since,
        tuple(
            (f"{item.title} ({format_count(len(item.units))})", ", ".join(names[unit] for unit, _ in item.units))
            for item in news
        ),
        is_sample,
    )


def _bar(label: str, row: Mapping[str, Any], last_day: str = "") -> Bar:
    counts = tuple((one.id, int(row[one.id])) for one in STATUSES if one.id != "exempt" and row.get(one.id))
    return Bar(label, int(row["on_time"]) + int(row["late"]), int(row["expected"]), counts, last_day)


def _lead(bars: Sequence[Bar], late: int, made: Made) -> str:
    said = "; ".join(f"{bar.label} {bar.received}/{bar.expected}" for bar in bars)
    rest = f"{format_count(late)} đơn vị chậm, còn thiếu" if late else "không đơn vị nào chậm"
    return f"Đến hết ngày {format_date(made.as_of)}, số đơn vị đã nộp đủ: {said}; {rest}."


def _lacks(reminder: Reminder) -> tuple[tuple[str, str], ...]:
    """What a unit lacks, the parts of one status and one delay together."""
    found: dict[tuple[str, int], list[str]] = {}
    for lack in sorted(reminder.lacks, key=lambda one: CHASED.index(one.status)):
        found.setdefault((lack.status, lack.days), []).append(lack.label)
    return tuple(
        (status, f"{', '.join(labels)}{f' (quá {days} ngày)' if days else f' ({BY_ID[status].short.lower()})'}")
        for (status, days), labels in found.items()
    )
