"""From a store to reminders: what each unit lacks on a day, what was said on the telephone.

Joins questions and the rules of reminders; spells no rule of its own.
"""

from datetime import date
from functools import cache
from typing import TYPE_CHECKING

from tonghop.tracking.reminders import Coming, PhoneCall, Reminder, Standing, coming, remind

if TYPE_CHECKING:
    from tonghop.store import Store


def reminders_on(store: "Store", as_of: date, version: int | None = None) -> list[Reminder]:
    """Return what each unit lacks on a day, whose turn is first on top; a unit that lacks nothing is left out."""
    from tonghop.questions import ask_rows  # the command line starts without the database
    from tonghop.store.plans import plan_on

    number = store.current if version is None else version

    @cache
    def standings_on(day: date) -> list[Standing]:
        rows = ask_rows(store, "submission_status", version=number, as_of=day)[1]
        return [Standing(*row) for row in rows]

    calls = calls_of(store, number)
    return remind(plan_on(store, as_of, number), as_of, standings_on, calls, _reasons(store, as_of, number))


def coming_on(store: "Store", as_of: date, version: int | None = None) -> list[Coming]:
    """Return the parts whose deadline is still to come and that some units have not handed in."""
    from tonghop.questions import ask_rows
    from tonghop.store.plans import plan_on

    number = store.current if version is None else version
    rows = ask_rows(store, "submission_status", version=number, as_of=as_of)[1]
    return coming(plan_on(store, as_of, number), as_of, [Standing(*row) for row in rows])


def calls_of(store: "Store", version: int | None = None) -> list[PhoneCall]:
    """Return every call recorded, newest first."""
    from tonghop.questions import ask_rows

    return [PhoneCall(*row) for row in ask_rows(store, "call_list", version=version)[1]]


def _reasons(store: "Store", as_of: date, version: int) -> dict[tuple[str, str], str]:
    """Why papers were last sent back, up to a day."""
    from tonghop.questions import ask_rows

    columns, rows = ask_rows(store, "decision_list", version=version)
    decisions = [dict(zip(columns, row, strict=True)) for row in rows]
    sent_back = [d for d in decisions if d["kind"] == "sent_back" and d["day"] <= as_of]
    sent_back.sort(key=lambda d: (d["day"], d["recorded_at"]))
    return {(d["unit_id"], d["obligation_id"]): d["reason"] for d in sent_back}
