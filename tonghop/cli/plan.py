"""Verbs for the plan while it runs: written as a workbook, and changed by one. As thin as the other verbs."""

import argparse
import json
from datetime import date
from pathlib import Path

from tonghop import clock
from tonghop.cli.common import (
    MOST_SAID,
    Verb,
    day_of,
    recorded,
    say,
    store_of,
    who,
    written,
)
from tonghop.errors import MISUSED, Stop


def add_verbs(verb: Verb) -> None:
    """Add the verbs to a command line."""
    export = verb("plan-export", "Ghi kế hoạch (đơn vị, thời hạn, chỉ tiêu, lĩnh vực) ra tệp Excel để sửa.", _export)
    export.add_argument("file", type=Path, metavar="FILE", help="tệp .xlsx sẽ ghi")
    export.add_argument("--json", action="store_true", help="in kết quả dạng JSON")
    change = verb("plan-change", "Thay đổi kế hoạch theo tệp Excel đã sửa.", _change)
    change.add_argument("file", type=Path, metavar="FILE", help="tệp .xlsx đã sửa")
    change.add_argument("--from", dest="holds_from", metavar="DATE", help="có hiệu lực từ ngày (mặc định: mọi ngày)")
    change.add_argument("--reason", default="", metavar="LÝ_DO", help="lý do (bắt buộc, trừ khi chỉ xem trước)")
    change.add_argument("--check", action="store_true", help="chỉ xem trước, không ghi gì")
    recorded(change)


def _export(args: argparse.Namespace) -> int:
    from tonghop.outputs.plan_workbook import plan_workbook

    plan = store_of(args).plan()
    written(args.file.parent, {args.file.name: plan_workbook(plan)})
    return say(args, f"Đã ghi kế hoạch {plan.id} ra {args.file}.", file=str(args.file))


def _change(args: argparse.Namespace) -> int:
    from tonghop.actions.preview import of_plan_change
    from tonghop.outputs.plan_workbook import read_plan_workbook
    from tonghop.statuses import BY_ID
    from tonghop.store.plans import record_plan_change

    if not args.check and not args.reason.strip():
        raise Stop("Thay đổi kế hoạch cần có lý do.", "Đề nghị ghi --reason, hoặc --check để xem trước.", MISUSED)
    holds_from = day_of(args.holds_from)
    try:
        content = args.file.read_bytes()
    except OSError as error:
        raise Stop(f"Không đọc được {args.file}: {error}.", "Đề nghị kiểm tra lại đường dẫn.") from error
    store = store_of(args)
    seen = store.current
    texts, wrong = read_plan_workbook(store.plan(seen), args.file.name, content)
    says: list[str] = []
    warnings: list[str] = []
    statuses: list[dict[str, str | None]] = []
    version = seen
    if not wrong:
        preview = of_plan_change(store, texts, holds_from, max(clock.today(), holds_from or date.min))
        says, warnings = list(preview.says), list(preview.warnings)
        statuses = [
            dict(zip(("unit_id", "obligation_id", "before", "after"), row, strict=True)) for row in preview.statuses
        ]
        if not args.check:
            version = record_plan_change(
                store,
                texts,
                holds_from=holds_from,
                reason=args.reason,
                recorded_at=clock.now(),
                recorded_by=who(args.by),
                seen=seen,
            )
    if args.json:
        said = {"problems": wrong, "changes": says, "warnings": warnings, "statuses": statuses, "version": version}
        print(json.dumps(said, ensure_ascii=False))
        return 1 if wrong else 0
    for line in wrong:
        print(f"✗ {line}")
    for line in says:
        print(line)
    for line in warnings:
        print(f"! {line}")
    if wrong:
        print(f"{len(wrong)} chỗ cần sửa; chưa ghi gì.")
        return 1
    for row in statuses[:MOST_SAID]:
        before, after = (BY_ID[row[key] or "exempt"].label if row[key] else "–" for key in ("before", "after"))
        print(f"  {row['unit_id']}, {row['obligation_id']}: {before} → {after}")
    done = "Chưa ghi gì" if args.check else f"Đã ghi; phiên bản {version}"
    print(f"{len(says)} thay đổi; {len(statuses)} phần hồ sơ đổi tình trạng. {done}.")
    return 0
