"""Verbs for the papers of the conference: the report with its slides and workbook, one page. As thin as the others."""

import argparse
import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tonghop import clock
from tonghop.cli.common import Verb, day_argument, in_json, recorded, store_of, who, written
from tonghop.errors import Stop

if TYPE_CHECKING:
    from tonghop.plan.model import Plan
    from tonghop.report.against import Comparison
    from tonghop.report.document import Made

MOST_SAID = 30


def add_verbs(verb: Verb) -> None:
    """Add the verb to a command line."""
    made = verb("report", "Viết báo cáo và phụ lục ý kiến (Word), bản trình chiếu, phụ lục Excel.", _report)
    made.add_argument(
        "--as-of", type=day_argument, required=True, metavar="DATE", help="tình hình nộp tính đến hết ngày nào"
    )
    made.add_argument("--out", type=Path, required=True, metavar="DIR", help="thư mục ghi các tệp")
    made.add_argument("--full", action="store_true", help="viết thêm bản đầy đủ, mọi ý kiến và danh mục trong một tệp")
    made.add_argument("--against", type=Path, metavar="FILE", help="bản dự thảo trước (.docx), để nêu số liệu đã đổi")
    in_json(made)
    kept = verb("keep-edits", "Giữ những chỗ đã sửa trong bản báo cáo Word đã xuất từ đây.", _keep_edits)
    kept.add_argument("file", type=Path, metavar="TỆP", help="báo cáo bản gọn (.docx) đã sửa trong Word")
    kept.add_argument("--dry-run", action="store_true", help="chỉ liệt kê chỗ đã sửa, không ghi gì")
    recorded(kept)
    pages = (
        verb("one-page", "Viết kết quả trên một trang A4 (PDF).", _one_page),
        verb("progress-page", "Viết tiến độ nộp hồ sơ trên một trang A4 (PDF).", _progress_page),
    )
    for page in pages:
        page.add_argument(
            "--as-of", type=day_argument, required=True, metavar="DATE", help="tình hình nộp tính đến hết ngày nào"
        )
        page.add_argument("--out", type=Path, required=True, metavar="DIR", help="thư mục ghi tệp")
        in_json(page)


def _progress_page(args: argparse.Namespace) -> int:
    from tonghop.actions.progress_page import progress_page_of
    from tonghop.actions.report_files import keep_named
    from tonghop.outputs.progress_page import progress_page_name, progress_page_pdf

    store = store_of(args)
    page = progress_page_of(store, args.as_of)
    content = progress_page_pdf(store.plan(page.made.version), page)
    (path,) = written(args.out, {progress_page_name(args.as_of): content})
    keep_named(store, page.made.version)
    said = {"files": [path], "version": page.made.version, "as_of": args.as_of.isoformat()}
    words = f"Đã viết {path}, số liệu của phiên bản {page.made.version}."
    print(json.dumps(said, ensure_ascii=False) if args.json else words)
    return 0


def _one_page(args: argparse.Namespace) -> int:
    from tonghop.actions.report_files import keep_named
    from tonghop.outputs.one_page import one_page_name, one_page_pdf
    from tonghop.report.document import Made
    from tonghop.report.one_page import one_page
    from tonghop.report.outline import is_sample, writing_of

    store = store_of(args)
    made = Made(args.as_of, store.current, clock.now())
    writing = writing_of(store, made)
    content = one_page_pdf(writing.plan, one_page(writing, made, is_sample(writing)))
    (path,) = written(args.out, {one_page_name(made): content})
    keep_named(store, made.version)
    said = {"files": [path], "version": made.version, "as_of": args.as_of.isoformat(), "left_out": writing.left_out}
    words = "\n".join(filter(None, (f"Đã viết {path}, số liệu của phiên bản {made.version}.", writing.left_out)))
    print(json.dumps(said, ensure_ascii=False) if args.json else words)
    return 0


def _report(args: argparse.Namespace) -> int:
    from tonghop.actions.report_files import drafted, keep_named, papers, since
    from tonghop.report.document import Made

    store = store_of(args)
    number = store.current
    plan = store.plan(number)
    draft = _draft(plan, args.against) if args.against else None
    made = drafted(store, Made(args.as_of, number, clock.now()))
    files = written(args.out, {name: content for _, name, content in papers(plan, made, with_full=args.full)})
    keep_named(store, number)
    comparison = since(store, draft, made) if draft else None
    _say(args, plan, files, number, made.writing.left_out, draft, comparison)
    return 0


def _keep_edits(args: argparse.Namespace) -> int:
    from tonghop.actions.report_edits import SAID, keep_returned, read_returned

    store = store_of(args)
    found = read_returned(store, _content(args.file)).found
    version = store.current
    if found.changes and not args.dry_run:
        version = keep_returned(store, found.changes, recorded_at=clock.now(), recorded_by=who(args.by))
    if args.json:
        changes = [
            {"section": one.section, "kind": one.kind, "before": one.before, "after": one.after}
            for one in found.changes
        ]
        print(json.dumps({"changes": changes, "not_kept": found.others, "version": version}, ensure_ascii=False))
        return 0
    for one in found.changes:
        print(f"{one.section}: {SAID[one.kind]}: {one.before or '–'} → {one.after or '–'}")
    for text in found.others:
        print(f"Không giữ được (không phải câu của báo cáo): {text}")
    kept = "chưa ghi gì vào kho" if args.dry_run or not found.changes else f"phiên bản {version}"
    print(f"{len(found.changes)} chỗ đã sửa; {kept}.")
    return 0


def _draft(plan: "Plan", path: Path) -> "Made":
    from tonghop.outputs.stamp import made_from

    return made_from(plan, _content(path))


def _content(path: Path) -> bytes:
    from tonghop.outputs.stamp import LARGEST

    try:
        with path.open("rb") as file:
            content = file.read(LARGEST + 1)  # what is larger is refused, not read whole
    except OSError as error:
        raise Stop(f"Không đọc được {path}: {error}.", "Đề nghị kiểm tra đường dẫn.") from error
    return content


def _say(
    args: argparse.Namespace, plan: "Plan", files: list[str], version: int, left_out: str, draft: "Made | None",
    comparison: "Comparison | None",
) -> None:  # fmt: skip
    names = {unit.id: unit.name for unit in plan.units}
    if args.json:
        said: dict[str, Any] = {"files": files, "version": version, "as_of": args.as_of.isoformat()}
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
