"""What the office decides about one part of a unit's dossier: what each decision needs, asked once, then recorded.

Screen and command line both come here; what only the store can know (an extension that shortens, papers that are not
there to be sent back) it says itself, in the transaction.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from tonghop.errors import MISUSED, Stop
from tonghop.store import Store
from tonghop.store.decisions import record_exemption, record_extension, record_sent_back
from tonghop.store.receipts import accept
from tonghop.vietnamese import format_date

ACCEPT, NO_ACCEPT = "accept", "no-accept"
SEND_BACK = "send-back"
EXTEND, NO_EXTEND = "extend", "no-extend"
EXEMPT, NO_EXEMPT = "exempt", "no-exempt"
UNDONE: Final[Mapping[str, str]] = {ACCEPT: NO_ACCEPT, EXTEND: NO_EXTEND, EXEMPT: NO_EXEMPT}
"""What takes a decision back; papers sent back come back by a receipt."""
WITH_DAY: Final = frozenset({ACCEPT, SEND_BACK, EXTEND})
WITHOUT_REASON: Final = frozenset({ACCEPT, NO_ACCEPT})


@dataclass(frozen=True, slots=True)
class Decision:
    """A decision as somebody puts it: about which part, of which day (None: none), why, who agreed to an extension."""

    kind: str
    unit_id: str
    obligation_id: str
    day: date | None = None
    reason: str = ""
    allowed_by: str = ""


def wrong_day(decision: Decision, today: date) -> Stop | None:
    """Return what is the matter with the day of a decision; None where nothing is."""
    if decision.kind in WITH_DAY and decision.day is None:
        return Stop("Ngày chưa đúng.", "Đề nghị ghi ngày/tháng/năm, ví dụ 06/04/2022.", MISUSED)
    if decision.kind in (ACCEPT, SEND_BACK) and decision.day is not None and decision.day > today:
        return Stop("Ngày sau hôm nay.", f"Đề nghị ghi ngày không sau {format_date(today)}.")
    return None


def lacks(decision: Decision) -> Stop | None:
    """Return what else a decision needs to be recorded; None where it has all."""
    if decision.kind == EXTEND and not decision.allowed_by.strip():
        return Stop("Chưa ghi người đồng ý gia hạn.", "Đề nghị ghi họ tên, chức vụ người đồng ý.", MISUSED)
    if decision.kind not in WITHOUT_REASON and not decision.reason.strip():
        return Stop("Chưa ghi lý do.", "Đề nghị ghi lý do để người sau tra cứu được.")
    return None


def decide(store: Store, decision: Decision, *, today: date, recorded_at: datetime, recorded_by: str) -> int:
    """Record a decision; return the version. Raises Stop for what it lacks and for what the store refuses."""
    if wrong := wrong_day(decision, today) or lacks(decision):
        raise wrong
    place = (store, decision.unit_id, decision.obligation_id)
    by: Any = {"recorded_at": recorded_at, "recorded_by": recorded_by}
    day: Any = decision.day if decision.kind in WITH_DAY else None
    acts: Mapping[str, Callable[[], int]] = {
        ACCEPT: lambda: accept(*place, day, remark=decision.reason, **by),
        SEND_BACK: lambda: record_sent_back(*place, day, reason=decision.reason, **by),
        EXTEND: lambda: record_extension(*place, day, reason=decision.reason, allowed_by=decision.allowed_by, **by),
        EXEMPT: lambda: record_exemption(*place, decision.kind == EXEMPT, reason=decision.reason, **by),
    }
    acts = {**acts, NO_ACCEPT: acts[ACCEPT], NO_EXTEND: acts[EXTEND], NO_EXEMPT: acts[EXEMPT]}
    return acts[decision.kind]()
