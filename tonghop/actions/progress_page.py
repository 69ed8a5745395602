"""Tiến độ trên một trang: from a store to the A4 of progress."""

from datetime import date, timedelta
from typing import Any

from tonghop import clock
from tonghop.actions.reminding import reminders_on
from tonghop.questions import ask_rows
from tonghop.report.document import Made
from tonghop.report.progress_page import ProgressPage, progress_page
from tonghop.store import Store
from tonghop.store.loads import holds_sample
from tonghop.store.plans import plan_on
from tonghop.tracking.whats_new import State, monday, news
from tonghop.vietnamese import format_date


def progress_page_of(store: Store, as_of: date, version: int | None = None) -> ProgressPage:
    """Write the page of a version for a day; raises Stop where the store cannot be read."""
    number = store.current if version is None else version
    plan, first = plan_on(store, as_of, number), monday(as_of)

    def ask(name: str, day: date) -> list[dict[str, Any]]:
        columns, rows = ask_rows(store, name, version=number, as_of=day)
        return [dict(zip(columns, row, strict=True)) for row in rows]

    def states(day: date) -> dict[tuple[str, str], State]:
        return {
            (row["unit_id"], row["obligation_id"]): State(row["status"], row["days_late"])
            for row in ask("submission_status", day)
        }

    return progress_page(
        plan,
        Made(as_of, number, clock.now().replace(microsecond=0)),
        ask("dossier_progress", as_of),
        ask("submission_progress", as_of),
        reminders_on(store, as_of, number),
        f"từ thứ Hai {format_date(first)}",
        news(states(first - timedelta(days=1)), states(as_of), plan),
        is_sample=holds_sample(store, number),
    )
