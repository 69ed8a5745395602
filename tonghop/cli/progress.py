"""Tiến độ trên một trang: from a store to the A4 of progress, and the verb that writes it."""

import argparse
import json
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tonghop import clock
from tonghop.cli.letters import reminders_on
from tonghop.cli.report import keep_named, written
from tonghop.tracking.whats_new import State, monday, news
from tonghop.vietnamese import format_date, parse_date

if TYPE_CHECKING:
    from tonghop.report.progress_page import ProgressPage
    from tonghop.store import Store

Verb = Callable[[str, str, Any], argparse.ArgumentParser]


def progress_page_of(store: "Store", as_of: date, version: int | None = None) -> "ProgressPage":
    """Write the page of a version for a day; raises Stop where the store cannot be read."""
    from tonghop.report.document import Made
    from tonghop.report.progress_page import progress_page
    from tonghop.store.loads import holds_sample
    from tonghop.store.plans import plan_on

    number = store.current if version is None else version
    plan, first = plan_on(store, as_of, number), monday(as_of)

    def ask(name: str, day: date) -> list[dict[str, Any]]:
        from tonghop.questions import ask_rows

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


def add_verbs(verb: Verb) -> None:
    """Add the verb to a command line."""
    page = verb("progress-page", "Viết tiến độ nộp hồ sơ trên một trang A4 (PDF).", _progress_page)
    page.add_argument("--as-of", type=_day, required=True, metavar="DATE", help="tình hình nộp tính đến hết ngày nào")
    page.add_argument("--out", type=Path, required=True, metavar="DIR", help="thư mục ghi tệp")
    page.add_argument("--json", action="store_true", help="in kết quả dạng JSON")


def _progress_page(given: argparse.Namespace) -> int:
    from tonghop.outputs.progress_page import progress_page_name, progress_page_pdf
    from tonghop.store import Store

    store = Store(given.store, given.plan)
    page = progress_page_of(store, given.as_of)
    plan = store.plan(page.made.version)
    path = written(given.out / progress_page_name(page.made.as_of), progress_page_pdf(plan, page))
    keep_named(store, page.made.version)
    said = {"files": [path], "version": page.made.version, "as_of": given.as_of.isoformat()}
    words = f"Đã viết {path}, số liệu của phiên bản {page.made.version}."
    print(json.dumps(said, ensure_ascii=False) if given.json else words)
    return 0


def _day(text: str) -> date:
    day = parse_date(text).value
    if day is None:
        raise argparse.ArgumentTypeError(f"“{text}” không phải ngày; ghi như 2022-04-05")
    return day
