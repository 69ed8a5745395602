"""Verbs for the plan while it runs: written as a workbook, and changed by one. As thin as the other verbs."""

import argparse
import json
from datetime import date
from pathlib import Path

from tonghop import clock
from tonghop.cli.sources import MOST_SAID, Verb, Who, recorded, store_of
from tonghop.errors import MISUSED, Stop
from tonghop.vietnamese import parse_date


def add_verbs(verb: Verb, who: Who) -> None:
    """Add the verbs to a command line; `who` says whose name is recorded."""
    export = verb("plan-export", "Ghi kế hoạch (đơn vị, thời hạn, chỉ tiêu, lĩnh vực) ra tệp Excel để sửa.", _export)
    export.add_argument("file", type=Path, metavar="FILE", help="tệp .xlsx sẽ ghi")
    export.add_argument("--json", action="store_true", help="in kết quả dạng JSON")
    change = verb("plan-change", "Thay đổi kế hoạch theo tệp Excel đã sửa.", lambda given: _change(given, who))
    change.add_argument("file", type=Path, metavar="FILE", help="tệp .xlsx đã sửa")
    change.add_argument("--from", dest="holds_from", metavar="DATE", help="có hiệu lực từ ngày (mặc định: mọi ngày)")
    change.add_argument("--reason", default="", metavar="LÝ_DO", help="lý do (bắt buộc, trừ khi chỉ xem trước)")
    change.add_argument("--check", action="store_true", help="chỉ xem trước, không ghi gì")
    recorded(change)


def _export(given: argparse.Namespace) -> int:
    from tonghop.outputs.plan_workbook import plan_workbook

    plan = store_of(given).plan()
    try:
        given.file.parent.mkdir(parents=True, exist_ok=True)
        given.file.write_bytes(plan_workbook(plan))
    except OSError as error:
        raise Stop(f"Không ghi được {given.file}: {error}.", "Đề nghị chọn thư mục khác.") from error
    message = f"Đã ghi kế hoạch {plan.id} ra {given.file}."
    print(json.dumps({"message": message, "file": str(given.file)}, ensure_ascii=False) if given.json else message)
    return 0


def _change(given: argparse.Namespace, who: Who) -> int:
    from tonghop.actions.preview import of_plan_change
    from tonghop.outputs.plan_workbook import read_plan_workbook
    from tonghop.statuses import BY_ID
    from tonghop.store.plans import record_plan_change

    if not given.check and not given.reason.strip():
        raise Stop("Thay đổi kế hoạch cần có lý do.", "Đề nghị ghi --reason, hoặc --check để xem trước.", MISUSED)
    holds_from = _day(given.holds_from)
    try:
        content = given.file.read_bytes()
    except OSError as error:
        raise Stop(f"Không đọc được {given.file}: {error}.", "Đề nghị kiểm tra lại đường dẫn.") from error
    store = store_of(given)
    seen = store.current
    texts, wrong = read_plan_workbook(store.plan(seen), given.file.name, content)
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
        if not given.check:
            version = record_plan_change(
                store,
                texts,
                holds_from=holds_from,
                reason=given.reason,
                recorded_at=clock.now(),
                recorded_by=who(given.by),
                seen=seen,
            )
    if given.json:
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
    done = "Chưa ghi gì" if given.check else f"Đã ghi; phiên bản {version}"
    print(f"{len(says)} thay đổi; {len(statuses)} phần hồ sơ đổi tình trạng. {done}.")
    return 0


def _day(text: str | None) -> date | None:
    if text is None:
        return None
    day = parse_date(text).value
    if day is None:
        raise Stop(f"“{text}” không phải là ngày.", "Đề nghị ghi năm-tháng-ngày, ví dụ 2022-04-05.", MISUSED)
    return day
