"""From a store to the papers of the conference: the report, its slides, its workbook; and what moved since a draft.

Joins the report's tree and the documents; works nothing out itself.
"""

import argparse
import contextlib
import json
from collections.abc import Callable, Iterator
from dataclasses import asdict, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tonghop import clock
from tonghop.errors import Stop

if TYPE_CHECKING:
    from tonghop.plan.model import Plan
    from tonghop.report.against import Comparison
    from tonghop.report.document import Made, Report
    from tonghop.report.writing import Writing
    from tonghop.store import Store

Verb = Callable[[str, str, Any], argparse.ArgumentParser]
MOST_SAID = 30


def drafted(store: "Store", made: "Made") -> "tuple[Writing, Report]":
    """Write the report of a version for a day; return it with what it was written from."""
    from tonghop.report.outline import build, is_sample, writing_of

    writing = writing_of(store, made)
    return writing, build(writing, made, is_sample(writing))


def papers(plan: "Plan", writing: "Writing", report: "Report") -> "Iterator[tuple[str, str, bytes]]":
    """Make the three files one after another: what it is, its name, its bytes."""
    from tonghop.outputs.word import report_document, report_name

    yield "Báo cáo", report_name(report.made), report_document(plan, report)
    from tonghop.outputs.slides import slides, slides_name
    from tonghop.report.show import show

    yield "Bản trình chiếu", slides_name(report.made), slides(plan, show(writing, report))
    from tonghop.outputs.appendix import appendix, appendix_name
    from tonghop.report.sources import sources

    yield "Phụ lục Excel", appendix_name(report.made), appendix(plan, report, sources(writing, report))


def keep_named(store: "Store", version: int) -> None:
    """Have the store keep a version that a written paper names, so that its numbers can be followed for good.

    A store that cannot be written is reported on all the same.
    """
    if version > 0:
        with contextlib.suppress(OSError):
            store.keep_version(version)


def since(store: "Store", draft: "Made", writing: "Writing", report: "Report") -> "Comparison":
    """Compare a report with an earlier draft: that one is written anew from what was recorded until its moment."""
    from tonghop.report.against import against
    from tonghop.report.outline import build, writing_of
    from tonghop.store.past import Past

    then = store.looking_back(Past(recorded_until=draft.made_at), report.made.version)
    before = writing_of(store, replace(draft, version=then))
    return against(build(before, draft), before.answers, report, writing.answers)


def add_verbs(verb: Verb) -> None:
    """Add the verb to a command line."""
    made = verb("report", "Viết báo cáo (Word), bản trình chiếu và phụ lục Excel cho hội nghị.", _report)
    made.add_argument("--as-of", type=_day, required=True, metavar="DATE", help="tình hình nộp tính đến hết ngày nào")
    made.add_argument("--out", type=Path, required=True, metavar="DIR", help="thư mục ghi các tệp")
    made.add_argument("--against", type=Path, metavar="FILE", help="bản dự thảo trước (.docx), để nêu số liệu đã đổi")
    made.add_argument("--json", action="store_true", help="in kết quả dạng JSON")
    page = verb("one-page", "Viết kết quả trên một trang A4 (PDF).", _one_page)
    page.add_argument("--as-of", type=_day, required=True, metavar="DATE", help="tình hình nộp tính đến hết ngày nào")
    page.add_argument("--out", type=Path, required=True, metavar="DIR", help="thư mục ghi tệp")
    page.add_argument("--json", action="store_true", help="in kết quả dạng JSON")


def _one_page(given: argparse.Namespace) -> int:
    from tonghop.outputs.one_page import one_page_name, one_page_pdf
    from tonghop.report.document import Made
    from tonghop.report.one_page import one_page
    from tonghop.report.outline import is_sample, writing_of
    from tonghop.store import Store

    store = Store(given.store, given.plan)
    made = Made(given.as_of, store.current, clock.now())
    writing = writing_of(store, made)
    content = one_page_pdf(writing.plan, one_page(writing, made, is_sample(writing)))
    path = written(given.out / one_page_name(made), content)
    keep_named(store, made.version)
    said = {"files": [path], "version": made.version, "as_of": given.as_of.isoformat(), "left_out": writing.left_out}
    words = "\n".join(filter(None, (f"Đã viết {path}, số liệu của phiên bản {made.version}.", writing.left_out)))
    print(json.dumps(said, ensure_ascii=False) if given.json else words)
    return 0


def written(path: Path, content: bytes) -> str:
    """Write a file and return its path as text; raises Stop where it cannot be written."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    except OSError as error:
        remedy = "Đề nghị đóng tệp đang mở, hoặc chọn thư mục khác."
        raise Stop(f"Không ghi được {path}: {error}.", remedy) from error
    return str(path)


def _report(given: argparse.Namespace) -> int:
    from tonghop.report.document import Made
    from tonghop.store import Store

    store = Store(given.store, given.plan)
    number = store.current
    plan = store.plan(number)
    draft = _draft(plan, given.against) if given.against else None
    writing, report = drafted(store, Made(given.as_of, number, clock.now()))
    files = [written(given.out / name, content) for _, name, content in papers(plan, writing, report)]
    keep_named(store, number)
    comparison = since(store, draft, writing, report) if draft else None
    _say(given, plan, files, number, writing.left_out, draft, comparison)
    return 0


def _draft(plan: "Plan", path: Path) -> "Made":
    from tonghop.outputs.stamp import LARGEST, made_from

    try:
        with path.open("rb") as file:
            content = file.read(LARGEST + 1)  # what is larger is refused, not read whole
    except OSError as error:
        raise Stop(f"Không đọc được {path}: {error}.", "Đề nghị kiểm tra đường dẫn.") from error
    return made_from(plan, content)


def _say(
    given: argparse.Namespace, plan: "Plan", files: list[str], version: int, left_out: str, draft: "Made | None",
    comparison: "Comparison | None",
) -> None:  # fmt: skip
    names = {unit.id: unit.name for unit in plan.units}
    if given.json:
        said: dict[str, Any] = {"files": files, "version": version, "as_of": given.as_of.isoformat()}
        said["left_out"] = left_out
        if comparison:
            said["moved"] = [asdict(moved) for moved in comparison.moved]
        print(json.dumps(said, ensure_ascii=False))
        return
    print(f"Đã viết {len(files)} tệp, số liệu của phiên bản {version}:")
    for name in files:
        print(f"  {name}")
    if left_out:
        print(left_out)
    if comparison and draft:
        print(f"So với bản dự thảo lúc {draft.made_at:%H:%M ngày %d/%m/%Y}: {len(comparison.moved)} số đã đổi.")
        for moved in comparison.moved[:MOST_SAID]:
            units = ", ".join(names.get(reason.unit_id, reason.unit_id) for reason in moved.reasons[:5])
            print(f"  {moved.says}: {moved.before or '–'} → {moved.after or '–'}" + (f" ({units})" if units else ""))
        if len(comparison.moved) > MOST_SAID:
            print(f"  … và {len(comparison.moved) - MOST_SAID} số khác (xem đủ bằng --json).")


def _day(text: str) -> date:
    from tonghop.vietnamese import parse_date

    day = parse_date(text).value
    if day is None:
        raise argparse.ArgumentTypeError(f"“{text}” không phải là ngày (ví dụ 2022-04-30)")
    return day
