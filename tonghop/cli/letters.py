"""From a store to reminders and letters: what is lacking on a day, and the verb that writes the letters.

Joins questions, the rules of reminders and the documents; spells no rule of its own.
"""

import argparse
import json
from collections.abc import Callable
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tonghop.errors import Stop
from tonghop.tracking.reminders import PhoneCall, Reminder, Standing, remind

if TYPE_CHECKING:
    from tonghop.store import Store

Verb = Callable[[str, str, Any], argparse.ArgumentParser]


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


def add_verbs(verb: Verb) -> None:
    """Add the verb to a command line."""
    letters = verb("letters", "Viết công văn đôn đốc (.docx) cho các đơn vị còn thiếu hồ sơ.", _letters)
    letters.add_argument("units", nargs="*", metavar="UNIT", help="mã hoặc tên đơn vị (mặc định: mọi đơn vị còn thiếu)")
    letters.add_argument("--as-of", type=_day, required=True, metavar="DATE", help="tính đến hết ngày nào")
    letters.add_argument("--out", type=Path, required=True, metavar="DIR", help="thư mục ghi công văn")
    letters.add_argument("--json", action="store_true", help="in kết quả dạng JSON")


def _letters(given: argparse.Namespace) -> int:
    from tonghop.outputs.reminders import LIST_NAME, letter_name, list_letter, unit_letter
    from tonghop.outputs.templates import units_named
    from tonghop.store import Store

    store = Store(given.store, given.plan)
    number = store.current
    plan = store.plan(number)
    asked = {unit.id for unit in units_named(plan, given.units)}
    reminders = [r for r in reminders_on(store, given.as_of, number) if r.unit_id in asked]
    contents = {letter_name(r.unit_id): unit_letter(plan, r) for r in reminders}
    if reminders:
        contents[LIST_NAME] = list_letter(plan, reminders)
    try:
        given.out.mkdir(parents=True, exist_ok=True)
        for name, content in contents.items():
            (given.out / name).write_bytes(content)
    except OSError as error:
        raise Stop(f"Không ghi được vào {given.out}: {error}.", "Đề nghị chọn thư mục khác.") from error
    files = [str(given.out / name) for name in contents]
    said = f"Đã viết công văn cho {len(reminders)} đơn vị và 1 danh sách trong {given.out}."
    said = said if reminders else "Không có đơn vị nào còn thiếu hồ sơ đã đến hạn; không có công văn nào."
    units = [r.unit_id for r in reminders]
    print(json.dumps({"message": said, "files": files, "units": units}, ensure_ascii=False) if given.json else said)
    return 0


def _day(text: str) -> date:
    from tonghop.vietnamese import parse_date

    day = parse_date(text).value
    if day is None:
        raise argparse.ArgumentTypeError(f"“{text}” không phải là ngày (ví dụ 2022-04-05)")
    return day
