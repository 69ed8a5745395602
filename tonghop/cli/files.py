"""Verbs for files: checked, loaded, marked for their units, blank forms, the sample. As thin as the other verbs."""

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tonghop import clock
from tonghop.cli.common import Verb, day_argument, in_json, progress, recorded, say, store_of, who, written
from tonghop.errors import MISUSED, Stop

if TYPE_CHECKING:
    from tonghop.actions.loading import IntakeReport
    from tonghop.actions.receiving import ReceiptLine
    from tonghop.actions.taking_in import Offer

WORDS = {
    "accepted": "nhận",
    "partial": "nhận một phần",
    "refused": "trả lại",
    "paper": "lưu văn bản",
    "duplicate": "đã có trong kho",
}


def add_verbs(verb: Verb) -> None:
    """Add the verbs to a command line."""
    check = verb("check", "Đọc và kiểm tra tệp, thư mục hoặc gói .zip; không ghi gì.", _check)
    load = verb("load", "Kiểm tra rồi ghi những gì hợp lệ vào kho; mọi tệp nhận được đều được lưu.", _load)
    back = verb("return", "Đọc và kiểm tra như check; ghi bản đánh dấu chỗ cần sửa để gửi lại đơn vị.", _return)
    back.add_argument("--out", type=Path, required=True, metavar="DIR", help="thư mục ghi các bản gửi lại")
    check.add_argument(
        "--account", action="store_true", help="nêu từng trang: mỗi ô, mỗi đoạn văn bản thành gì, theo quy tắc nào"
    )
    for reading in (check, load, back):
        reading.add_argument("paths", nargs="+", metavar="PATH", help="tệp, thư mục hoặc gói .zip")
        reading.add_argument("--received", type=day_argument, metavar="DATE", help="ngày nhận (mặc định: hôm nay)")
    for made in (check, back):
        in_json(made)
    load.add_argument(
        "--receipts", action="store_true",
        help="ghi luôn lượt tiếp nhận của danh sách và văn bản rõ đơn vị, rõ thành phần hồ sơ, chưa nộp đủ",
    )  # fmt: skip
    load.add_argument(
        "--copies", type=int, metavar="SỐ",
        help="số bộ mỗi thành phần khi ghi lượt tiếp nhận; phần phải nộp hơn một bộ chỉ ghi khi nêu số này",
    )  # fmt: skip
    recorded(load)
    template = verb("template", "Tạo biểu mẫu trống (.xlsx) cho từng đơn vị.", _template)
    template.add_argument("units", nargs="*", metavar="UNIT", help="mã hoặc tên đơn vị (mặc định: mọi đơn vị)")
    template.add_argument("--out", type=Path, required=True, metavar="DIR", help="thư mục ghi biểu mẫu")
    sample = verb("sample", "Nạp dữ liệu minh họa nếu kho còn trống.", _sample)
    clear = verb("clear", "Bỏ dữ liệu minh họa trước khi làm việc thật.", _clear)
    for made in (template, sample, clear):
        in_json(made)


def _begin_reading() -> None:
    """Start the reading process before all else: it is ready when what reads its answers is imported."""
    from tonghop.officefiles.reader import ready

    ready()


def _check(args: argparse.Namespace) -> int:
    _begin_reading()
    from tonghop.actions.loading import check
    from tonghop.intake.inbox import collect

    report = check(
        store_of(args),
        collect(args.paths),
        received_on=args.received or clock.today(),
        progress=progress(),
        with_account=args.account,
    )
    return _show(report, args.json, stored=False)


def _load(args: argparse.Namespace) -> int:
    _begin_reading()
    from tonghop.actions.loading import check, make_ready
    from tonghop.actions.receiving import MORE_REMEDY
    from tonghop.actions.taking_in import lines_of, offers, take_in
    from tonghop.intake.inbox import collect

    if args.copies is not None and not args.receipts:
        raise Stop("--copies chỉ dùng cùng --receipts.", "Đề nghị thêm --receipts, hoặc bỏ --copies.", MISUSED)
    store, today = store_of(args), clock.today()
    day = args.received or today
    make_ready(store)
    report = check(store, collect(args.paths), received_on=day, progress=progress())
    offered = offers(store, report)
    copies = {o.sha256: o.owed if args.copies is None else args.copies for o in offered if o.owed == 1 or args.copies}
    lines = lines_of([o for o in offered if args.receipts and o.is_lacking], copies)
    by: Any = {"today": today, "recorded_at": clock.now(), "recorded_by": who(args.by)}
    taken = take_in(store, report, lines, received_on=day, is_shown=False, **by)
    receipts = (taken.lines, taken.remarks) if args.receipts else None
    status = _show(taken.report, args.json, stored=True, receipts=receipts)
    if not args.json:
        _say_offers(offered, taken.lines, is_wanted=args.receipts, was_told=args.copies is not None)
        for remark in taken.remarks:
            print(f"! {remark} {MORE_REMEDY}", file=sys.stderr)
    return status


def _say_offers(offered: "list[Offer]", lines: "Sequence[ReceiptLine]", *, is_wanted: bool, was_told: bool) -> None:
    """Say what of the files are parts of dossiers, and what became of their receipts."""
    if not is_wanted:
        if count := sum(o.owed > 0 and o.unit_id is not None for o in offered):
            said = f"{count} tệp là thành phần hồ sơ; lượt tiếp nhận chưa ghi (thêm --receipts để ghi)."
            print(said, file=sys.stderr)
        return
    print(f"Đã ghi {len(lines)} lượt tiếp nhận.", file=sys.stderr)
    recorded_parts = {(line.unit_id, line.obligation_id) for line in lines}
    for offer in offered:
        if (offer.unit_id, offer.obligation_id) not in recorded_parts:
            is_asked = offer.owed > 1 and not was_told
            why = offer.lack or ("chưa rõ số bộ" if is_asked else "vừa có người ghi nhận")
            print(f"Chưa ghi lượt tiếp nhận ({why}): {offer.path}", file=sys.stderr)


def _return(args: argparse.Namespace) -> int:
    from tonghop.actions.loading import check
    from tonghop.intake.inbox import collect
    from tonghop.outputs.marking.note import counted
    from tonghop.outputs.returned import returned, save

    store = store_of(args)
    report = check(store, collect(args.paths), received_on=args.received or clock.today(), progress=progress())
    plan = store.plan(report.version)
    files = []
    try:
        args.out.mkdir(parents=True, exist_ok=True)
        for outcome in report.outcomes:
            reading, saved, is_marked = outcome.reading, None, None
            if reading.findings:
                copy = returned(
                    plan,
                    outcome.path,
                    outcome.content,
                    reading.findings,
                    reading.unit_id,
                    is_partial=reading.status == "partial",
                )
                saved, is_marked = str(save(copy, args.out)), copy.is_marked
            files.append({"path": outcome.path, "status": reading.status, "copy": saved, "is_marked": is_marked})
            if not args.json:
                print(f"{outcome.path}: {counted(reading.findings)}{f' → {saved}' if saved else ''}")
    except OSError as error:
        raise Stop(f"Không ghi được vào {args.out}: {error}.", "Đề nghị chọn thư mục khác.") from error
    if args.json:
        said = {"files": files, "version": report.version, **_left_out(report)}
        print(json.dumps(said, ensure_ascii=False))
    else:
        written = sum(file["copy"] is not None for file in files)
        print(f"{len(files)} tệp; {written} bản gửi lại trong {args.out}; chưa ghi gì vào kho.", file=sys.stderr)
    return 0 if report.is_clean else 1


def _template(args: argparse.Namespace) -> int:
    from tonghop.outputs.templates import unit_template, units_named

    plan = store_of(args).plan()
    units = units_named(plan, args.units)
    paths = written(args.out, {f"{unit.id}.xlsx": unit_template(plan, unit) for unit in units})
    return say(args, f"Đã tạo {len(units)} biểu mẫu trong {args.out}.", files=paths)


def _sample(args: argparse.Namespace) -> int:
    from tonghop.actions.sample import load_sample
    from tonghop.store.loads import is_empty

    store = store_of(args)
    if not is_empty(store):
        return say(args, "Kho đã có dữ liệu; không nạp dữ liệu minh họa.", version=store.current)
    report = load_sample(store, progress())
    return say(args, f"Đã nạp dữ liệu minh họa ({len(report.outcomes)} tệp).", version=report.version)


def _clear(args: argparse.Namespace) -> int:
    from tonghop.store.loads import clear_sample

    store = store_of(args)
    cleared = clear_sample(store)
    said = "Đã bỏ dữ liệu minh họa; kho sẵn sàng nhận dữ liệu thật." if cleared else "Kho không có dữ liệu minh họa."
    return say(args, said, version=store.current)


def _show(
    report: "IntakeReport", as_json: bool, stored: bool,
    receipts: "tuple[Sequence[ReceiptLine], Sequence[str]] | None" = None,
) -> int:
    if as_json:
        said = _as_json(report)
        if receipts is not None:
            said["receipts"] = [
                {"unit": line.unit_id, "obligation": line.obligation_id, "copies": line.copies} for line in receipts[0]
            ]
            said |= {"remarks": receipts[1]} if receipts[1] else {}
        print(json.dumps(said, ensure_ascii=False))
    else:
        _print_report(report, stored)
    return 0 if report.is_clean else 1


def _as_json(report: "IntakeReport") -> dict[str, object]:
    from tonghop.intake.account import as_data
    from tonghop.prose import laid_out

    files = []
    for outcome in report.outcomes:
        reading = outcome.reading
        file: dict[str, object] = {
            "path": outcome.path,
            "sha256": outcome.sha256,
            "form": reading.form,
            "unit": reading.unit_id,
            "encoding": reading.encoding,
            "status": reading.status,
        }
        if reading.status == "partial":
            file["units_refused"] = list(reading.refused_units)
        if reading.paper is not None:
            paper = reading.paper
            day = paper.issued_on.isoformat() if paper.issued_on else None
            said = {"kind": paper.kind, "number": paper.number, "issued_on": day, "subject": paper.subject}
            file["paper"] = said
        keys = ("slug", "severity", "sheet", "cell", "value", "message")
        file["findings"] = [{key: getattr(finding, key) for key in keys} for finding in reading.findings]
        if outcome.account is not None:
            file["account"] = as_data(outcome.account)
        if outcome.paragraphs is not None:
            file["account"] = laid_out.as_data(outcome.paragraphs)
        files.append(file)
    return {"files": files, "version": report.version, **_left_out(report)}


def _left_out(report: "IntakeReport") -> dict[str, list[str]]:
    return {"passed_over": list(report.passed_over), "links": list(report.links)}


def _print_report(report: "IntakeReport", stored: bool) -> None:
    from tonghop.alike import alike, told
    from tonghop.forms import FORM_LABELS
    from tonghop.intake.account import as_lines
    from tonghop.prose import laid_out

    for outcome in report.outcomes:
        reading = outcome.reading
        form = FORM_LABELS.get(reading.form or "", "")
        if reading.paper is not None:
            form = reading.paper.label
        print(f"{outcome.path}: {WORDS[reading.status]}{f' ({form})' if form else ''}")
        for group in alike(reading.findings):
            count = f" [{len(group)}]" if len(group) > 1 else ""
            print(f"  {'✗' if group[0].is_error else '!'}{count} {told(group)}")
        for note in reading.notes:
            print(f"  · {note}")
        if outcome.account is not None:
            print("\n".join(as_lines(outcome.account)))
        if outcome.paragraphs is not None:
            print("\n".join(laid_out.as_lines(outcome.paragraphs)))
    for path in report.passed_over:
        print(f"Bỏ qua (không phải tệp Excel, Word, văn bản): {path}", file=sys.stderr)
    for path in report.links:
        print(f"Bỏ qua (liên kết đến nơi khác, không đi theo; đề nghị chép chính tệp ấy vào): {path}", file=sys.stderr)
    counts = {status: sum(o.status == status for o in report.outcomes) for status in WORDS}
    said = ", ".join(f"{WORDS[status]} {count}" for status, count in counts.items() if count)
    end = f"; phiên bản {report.version}" if stored else "; chưa ghi gì vào kho"
    print(f"{len(report.outcomes)} tệp: {said}{end}.", file=sys.stderr)
