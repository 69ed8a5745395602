"""What a unit still lacks on a day, in the exact words of a message, a call or a letter. Pure: rows in, words out.

Spells which statuses are chased, whose turn is first, when a promise is broken; knows no store, screen or document.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from tonghop.plan.model import MILESTONE, Obligation, Plan
from tonghop.statuses import SEVERITY
from tonghop.vietnamese import format_date

CHASED = ("missing", "returned", "incomplete")
"""The statuses that somebody is called about, what hurts most first (statuses.SEVERITY)."""
NOT_IN = frozenset({*CHASED, "not_due"})

SECTION = r"[IVX]+(?:\.\d[\d.-]*)?"
"""How a section of a plan is named; what else stands beside it is a remark for ourselves."""


class Standing(NamedTuple):
    """A row of `submission_status`."""

    unit_id: str
    obligation_id: str
    last_day: date
    received_on: date | None
    copies: int
    status: str
    days_late: int | None
    is_extended: bool


class PhoneCall(NamedTuple):
    """A row of `call_list`."""

    unit_id: str
    called_on: date
    reached: str
    said: str
    promised_on: date | None
    recorded_at: datetime
    recorded_by: str


@dataclass(frozen=True, slots=True)
class Lack:
    """One part that a unit lacks: what is asked for, by when, how many days over; `days` 0: not overdue."""

    obligation_id: str
    label: str
    status: str
    asked: str
    brief: str
    deadline: str
    days: int
    section: str
    reason: str = ""

    @property
    def due(self) -> str:
        """The deadline as the plan reads it, and how long it is over."""
        return f"{self.deadline}, quá hạn {self.days} ngày" if self.days else self.deadline

    @property
    def asked_for(self) -> str:
        """What is asked for, with the reason where papers were sent back."""
        return f"{self.asked} (lý do: {self.reason})" if self.reason else self.asked

    @property
    def line(self) -> str:
        return f"{self.label}: {self.asked_for}; hạn {self.due} (mục {self.section} của Kế hoạch)"


@dataclass(frozen=True, slots=True)
class Reminder:
    """All that one unit lacks on a day, in the plan's order; what it promised last, and whether that was kept."""

    unit_id: str
    name: str
    kind: str
    as_of: date
    lacks: tuple[Lack, ...]
    promise: PhoneCall | None = None
    is_broken: bool = False

    @property
    def worst(self) -> str:
        return min((lack.status for lack in self.lacks), key=lambda status: SEVERITY[status])

    @property
    def urgency(self) -> tuple[int, ...]:
        """Sorts whom to call first: broken promises, then who has the worst parts."""
        return (not self.is_broken, *worst_first((lack.status, lack.days) for lack in self.lacks))


def worst_first(parts: Iterable[tuple[str, int]]) -> tuple[int, ...]:
    """Sorts units by their parts (status, days over): most overdue, sent back, lacking, then longest overdue."""
    own = list(parts)
    counts = Counter(status for status, _ in own)
    longest = max((days for status, days in own if status == "missing"), default=0)
    return (*(-counts[status] for status in CHASED), -longest)


def remind(
    plan: Plan,
    as_of: date,
    standings_on: Callable[[date], Iterable[Standing]],
    calls: Sequence[PhoneCall] = (),
    reasons: Mapping[tuple[str, str], str] | None = None,
) -> list[Reminder]:
    """Say what each unit lacks on a day, whose turn is first on top, within that by the roster.

    `standings_on`: the rows of a day, asked for the day itself and those of promises; `reasons`: why papers were sent
    back, by (unit, obligation). A unit that lacks nothing is not in the answer.
    """
    obligations, given = {o.id: o for o in plan.obligations}, reasons or {}
    lacks: dict[str, list[Lack]] = {}
    for row in standings_on(as_of):
        if row.status in CHASED:
            reason = given.get((row.unit_id, row.obligation_id), "") if row.status == "returned" else ""
            lacks.setdefault(row.unit_id, []).append(_lack(row, obligations[row.obligation_id], as_of, reason))
    promises = last_promises(calls, as_of)
    found = []
    for unit_id, parts in lacks.items():
        unit, promise = plan.unit_by_id[unit_id], promises.get(unit_id)
        lacking = {lack.obligation_id for lack in parts}
        broken = promise is not None and _is_broken(promise, as_of, lacking, standings_on)
        found.append(Reminder(unit_id, unit.name, unit.kind, as_of, tuple(parts), promise, broken))
    return sorted(found, key=lambda reminder: reminder.urgency)


def last_promises(calls: Iterable[PhoneCall], as_of: date) -> dict[str, PhoneCall]:
    """The call in which each unit last named a day, of the calls up to `as_of`."""
    known = [call for call in calls if call.called_on <= as_of and call.promised_on is not None]
    return {call.unit_id: call for call in sorted(known, key=lambda call: (call.called_on, call.recorded_at))}


def _is_broken(
    call: PhoneCall, as_of: date, lacking: set[str], standings_on: Callable[[date], Iterable[Standing]]
) -> bool:
    """Has the day passed, with a part still lacking that was lacking at the call and was not in on the day?

    At the call: what was chased then; where nothing was due yet, all that was not in.
    """
    if call.promised_on is None or call.promised_on >= as_of:
        return False
    then = [row for row in standings_on(call.called_on) if row.unit_id == call.unit_id]
    asked = {row.obligation_id for row in then if row.status in CHASED}
    asked = asked or {row.obligation_id for row in then if row.status in NOT_IN}
    on_the_day = (row for row in standings_on(call.promised_on) if row.unit_id == call.unit_id)
    return bool(lacking & asked & {row.obligation_id for row in on_the_day if row.status in NOT_IN})


# -- words ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Coming:
    """A part whose deadline is still to come: how many of the units that owe it have not handed it in whole."""

    obligation_id: str
    label: str
    copies: int
    deadline: str
    section: str
    waiting: int
    owed: int


def coming(plan: Plan, as_of: date, standings: Iterable[Standing]) -> list[Coming]:
    """Return the parts that some units still have time for, the next deadline first; those of a unit's own time not."""
    rows = list(standings)
    found: list[tuple[date, Coming]] = []
    for one in plan.obligations:
        if one.last_day < as_of:
            continue
        own = [row for row in rows if row.obligation_id == one.id and row.status != "exempt"]
        waiting = sum(row.status in NOT_IN for row in own)
        if waiting:
            section = ", ".join(re.findall(SECTION, one.plan_section))
            deadline = deadline_of(one, one.last_day, is_extended=False)
            found.append((one.last_day, Coming(one.id, one.label, one.copies, deadline, section, waiting, len(own))))
    return [part for _, part in sorted(found, key=lambda pair: pair[0])]


def plan_name(plan: Plan) -> str:
    return f"Kế hoạch số {plan.id}, ngày {format_date(plan.issued_on)} của {plan.issued_by}"


def deadline_of(obligation: Obligation, last_day: date, is_extended: bool) -> str:
    """The deadline as the plan reads it, or the unit's own where it was given more time."""
    if is_extended:
        return f"đến hết ngày {format_date(last_day)} (đã gia hạn)"
    return f"{'đến hết ngày' if obligation.inclusive else 'trước ngày'} {format_date(obligation.deadline)}"


def _lack(row: Standing, obligation: Obligation, as_of: date, reason: str) -> Lack:
    owed, days = obligation.copies, max((as_of - row.last_day).days, 0)
    if row.status == "returned":
        asked, brief, days = "đề nghị chỉnh sửa và nộp lại", "chỉnh sửa và nộp lại", 0
        if row.received_on is not None:
            asked = f"đã nhận ngày {format_date(row.received_on)}, {asked}"
    elif obligation.dossier == MILESTONE:
        asked, brief = "chưa có thông tin đã tổ chức, đề nghị báo ngày tổ chức", "báo ngày tổ chức"
    elif row.status == "incomplete":
        brief = f"nộp thêm {owed - row.copies} bộ"
        asked = f"mới nhận {row.copies}/{owed} bộ, cần {brief}"
    else:
        asked, brief = f"chưa nộp, cần nộp {owed} bộ", f"nộp {owed} bộ"
    deadline = deadline_of(obligation, row.last_day, row.is_extended)
    section = ", ".join(re.findall(SECTION, obligation.plan_section))
    return Lack(obligation.id, obligation.label, row.status, asked, brief, deadline, days, section, reason)


def full_text(plan: Plan, reminder: Reminder) -> str:
    """The whole message: each lacking part on its line, with copies, deadline, days over and the plan's section."""
    lines = [
        f"Kính gửi: {reminder.name}.",
        f"Thực hiện {plan_name(plan)}, tính đến hết ngày {format_date(reminder.as_of)}, đơn vị còn các phần việc sau:",
        *(f"{number}. {lack.line}." for number, lack in enumerate(reminder.lacks, 1)),
    ]
    if reminder.is_broken and reminder.promise and reminder.promise.promised_on:
        call = reminder.promise
        promised_on = format_date(reminder.promise.promised_on)
        lines.append(f"Theo trao đổi ngày {format_date(call.called_on)}, đơn vị hẹn hoàn thành ngày {promised_on}.")
    lines.append(
        "Đề nghị đơn vị hoàn thành, gửi về Ban Thường vụ Huyện ủy (qua Ban Tuyên giáo Huyện ủy). "
        "Nếu đã gửi, đề nghị báo lại ngày gửi để đối chiếu. Trân trọng cảm ơn."
    )
    return "\n".join(lines)


def short_text(plan: Plan, reminder: Reminder) -> str:
    """The same in one line, for a text message: parts of one deadline together."""
    groups = "; ".join(f"{asked_together(lacks)} (hạn {lacks[0].due})" for lacks in by_deadline(reminder.lacks))
    return (
        f"Ban Tuyên giáo Huyện ủy {plan.district}: theo Kế hoạch {plan.id}, đến {format_date(reminder.as_of)} "
        f"{reminder.name} còn: {groups}. Đề nghị sớm hoàn thành; nếu đã gửi, đề nghị báo lại. Trân trọng."
    )


def by_deadline(lacks: Iterable[Lack]) -> list[tuple[Lack, ...]]:
    """The parts of one deadline together, in the plan's order."""
    groups: dict[tuple[str, int], list[Lack]] = {}
    for lack in lacks:
        groups.setdefault((lack.deadline, lack.days), []).append(lack)
    return [tuple(group) for group in groups.values()]


def asked_together(lacks: Iterable[Lack]) -> str:
    """Say what is asked for once of all parts it is asked of: "Tờ trình, Danh sách mô hình: mỗi loại nộp 2 bộ"."""
    labels: dict[str, list[str]] = {}
    for lack in lacks:
        labels.setdefault(lack.brief, []).append(lack.label)
    return "; ".join(f"{', '.join(own)}: {'mỗi loại ' * (len(own) > 1)}{brief}" for brief, own in labels.items())
