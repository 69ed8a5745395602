"""The command line: python -m tonghop VERB. Thin: words in, one action, a table or JSON out.

Answers go to standard output, everything said on the way to standard error. Exit status: 0 done, 1 something was
refused, 2 wrong use.
"""

import argparse
import getpass
import io
import json
import os
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from tonghop import clock
from tonghop.actions import backing_up
from tonghop.cli import plan as desk_plan
from tonghop.cli import prose, receipts, selection
from tonghop.cli import store as desk_store
from tonghop.cli.letters import add_verbs as add_letters
from tonghop.cli.progress import add_verbs as add_progress
from tonghop.cli.report import add_verbs as add_report
from tonghop.cli.sources import add_verbs
from tonghop.csv_text import csv_text
from tonghop.errors import MISUSED, REFUSED, Stop, is_of_database
from tonghop.visible import visible

if TYPE_CHECKING:
    from tonghop.actions.loading import IntakeReport
    from tonghop.store import Store



class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        self.print_usage(sys.stderr)
        self.exit(2, f"Lệnh chưa đúng: {message}. Xem: python -m tonghop --help\n")


def main(words: Sequence[str] | None = None) -> int:
    """Run one verb; return the exit status."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # whatever the terminal says; a file name may be no text at all
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    given = _parser().parse_args(words)
    try:
        status: int = given.run(given)
        sys.stdout.flush()
    except Stop as stop:
        print(stop, file=sys.stderr)
        return stop.status
    except BrokenPipeError:  # the reader of a pipe has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        print("Đã dừng theo yêu cầu; kho dữ liệu giữ nguyên phiên bản trước.", file=sys.stderr)
        return 130
    except Exception as error:  # a damaged block is found when it is read: wherever a question is asked
        if not is_of_database(error):
            raise
        from tonghop.store.in_words import in_words

        print(in_words(error), file=sys.stderr)
        return REFUSED
    return status


def _parser() -> argparse.ArgumentParser:
    common = _Parser(add_help=False)
    common.add_argument("--store", metavar="DIR", help="thư mục kho dữ liệu (mặc định: TONGHOP_STORE, hoặc store/)")
    common.add_argument("--plan", metavar="DIR", help="thư mục kế hoạch (mặc định: TONGHOP_PLAN, hoặc data/plan-83)")
    parser = _Parser(prog="python -m tonghop", description="Tổng hợp hồ sơ, số liệu các đơn vị gửi về theo kế hoạch.")
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="LỆNH", parser_class=_Parser)

    def verb(name: str, help_text: str, run: Any) -> argparse.ArgumentParser:
        made: argparse.ArgumentParser = verbs.add_parser(name, help=help_text, description=help_text, parents=[common])
        made.set_defaults(run=run)
        return made

    check = verb("check", "Đọc và kiểm tra tệp, thư mục hoặc gói .zip; không ghi gì.", _check)
    load = verb("load", "Kiểm tra rồi ghi những gì hợp lệ vào kho; mọi tệp nhận được đều được lưu.", _load)
    back = verb("return", "Đọc và kiểm tra như check; ghi bản đánh dấu chỗ cần sửa để gửi lại đơn vị.", _return)
    back.add_argument("--out", type=Path, required=True, metavar="DIR", help="thư mục ghi các bản gửi lại")
    check.add_argument(
        "--account", action="store_true", help="nêu từng trang: mỗi ô có nội dung thành gì, theo quy tắc nào"
    )
    for reading in (check, load, back):
        reading.add_argument("paths", nargs="+", metavar="PATH", help="tệp, thư mục hoặc gói .zip")
        reading.add_argument("--received", type=_day, metavar="DATE", help="ngày nhận (mặc định: hôm nay)")
        reading.add_argument("--json", action="store_true", help="in kết quả dạng JSON")
    load.add_argument("--by", metavar="TÊN", help="người ghi nhận (mặc định: TONGHOP_BY, hoặc tên đăng nhập)")

    ask = verb("ask", "Trả lời một câu hỏi; không có tên thì liệt kê các câu hỏi.", _ask)
    ask.add_argument("name", nargs="?", metavar="NAME", help="tên câu hỏi")
    ask.add_argument("-p", dest="parameters", action="append", default=[], metavar="key=value", help="tham số")
    ask.add_argument("--format", choices=("table", "csv", "json"), default="table", help="dạng in ra")
    ask.add_argument("--raw", action="store_true", help="CSV cho máy: không chặn chữ bắt đầu như công thức")
    ask.add_argument("--json", action="store_const", const="json", dest="format", help="như --format json")

    template = verb("template", "Tạo biểu mẫu trống (.xlsx) cho từng đơn vị.", _template)
    template.add_argument("units", nargs="*", metavar="UNIT", help="mã hoặc tên đơn vị (mặc định: mọi đơn vị)")
    template.add_argument("--out", type=Path, required=True, metavar="DIR", help="thư mục ghi biểu mẫu")

    sample = verb("sample", "Nạp dữ liệu minh họa nếu kho còn trống.", _sample)
    clear = verb("clear", "Bỏ dữ liệu minh họa trước khi làm việc thật.", _clear)
    for made in (template, sample, clear):
        made.add_argument("--json", action="store_true", help="in kết quả dạng JSON")
    add_verbs(verb, _who)
    receipts.add_verbs(verb, _who)
    prose.add_verbs(verb, _progress)
    selection.add_verbs(verb, _who)
    desk_plan.add_verbs(verb, _who)
    backing_up.add_verbs(verb)
    desk_store.add_verbs(verb)
    add_letters(verb)
    add_progress(verb)
    add_report(verb)
    return parser


# -- verbs ---------------------------------------------------------------------------------------------------


def _check(given: argparse.Namespace) -> int:
    from tonghop.actions.loading import check
    from tonghop.intake.inbox import collect

    report = check(
        _store(given),
        collect(given.paths),
        received_on=given.received or clock.today(),
        progress=_progress(),
        with_account=given.account,
    )
    return _show(report, given.json, stored=False)


def _load(given: argparse.Namespace) -> int:
    from tonghop.actions.loading import load
    from tonghop.intake.inbox import collect

    report = load(
        _store(given),
        collect(given.paths),
        received_on=given.received or clock.today(),
        recorded_at=clock.now(),
        recorded_by=_who(given.by),
        progress=_progress(),
    )
    return _show(report, given.json, stored=True)


def _return(given: argparse.Namespace) -> int:
    from tonghop.actions.loading import check
    from tonghop.intake.inbox import collect
    from tonghop.outputs.marking.note import counted
    from tonghop.outputs.returned import returned, save

    store = _store(given)
    report = check(store, collect(given.paths), received_on=given.received or clock.today(), progress=_progress())
    plan = store.plan(report.version)
    files = []
    try:
        given.out.mkdir(parents=True, exist_ok=True)
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
                saved, is_marked = str(save(copy, given.out)), copy.is_marked
            files.append({"path": outcome.path, "status": reading.status, "copy": saved, "is_marked": is_marked})
            if not given.json:
                print(f"{outcome.path}: {counted(reading.findings)}{f' → {saved}' if saved else ''}")
    except OSError as error:
        raise Stop(f"Không ghi được vào {given.out}: {error}.", "Đề nghị chọn thư mục khác.") from error
    if given.json:
        said = {"files": files, "version": report.version, **_left_out(report)}
        print(json.dumps(said, ensure_ascii=False))
    else:
        written = sum(file["copy"] is not None for file in files)
        print(f"{len(files)} tệp; {written} bản gửi lại trong {given.out}; chưa ghi gì vào kho.", file=sys.stderr)
    return 0 if report.is_clean else 1


def _ask(given: argparse.Namespace) -> int:
    from tonghop.questions import ask_rows, check_parameters, questions

    if given.name is None:
        rows = [(q.name, " ".join(f"-p {p}=…" for p in q.parameters), q.asks) for q in questions().values()]
        _print_rows(["question", "parameters", "asks"], rows, given.format)
        return 0
    parameters = {}
    for text in given.parameters:
        key, equals, value = text.partition("=")
        if not equals:
            raise Stop(f"Tham số “{text}” chưa đúng.", "Đề nghị ghi -p tên=giá_trị.", MISUSED)
        parameters[key] = value
    values = check_parameters(given.name, parameters)
    columns, found = ask_rows(_store(given), given.name, version=None, **values)
    _print_rows(columns, found, given.format, raw=given.raw)
    return 0


def _template(given: argparse.Namespace) -> int:
    from tonghop.outputs.templates import unit_template, units_named

    plan = _store(given).plan()
    units = units_named(plan, given.units)
    try:
        given.out.mkdir(parents=True, exist_ok=True)
        for unit in units:
            (given.out / f"{unit.id}.xlsx").write_bytes(unit_template(plan, unit))
    except OSError as error:
        raise Stop(f"Không ghi được vào {given.out}: {error}.", "Đề nghị chọn thư mục khác.") from error
    said = f"Đã tạo {len(units)} biểu mẫu trong {given.out}."
    return _say(given, said, files=[str(given.out / f"{unit.id}.xlsx") for unit in units])


def _sample(given: argparse.Namespace) -> int:
    from tonghop.actions.sample import load_sample
    from tonghop.store.loads import is_empty

    store = _store(given)
    if not is_empty(store):
        return _say(given, "Kho đã có dữ liệu; không nạp dữ liệu minh họa.", version=store.current)
    report = load_sample(store, _progress())
    return _say(given, f"Đã nạp dữ liệu minh họa ({len(report.outcomes)} tệp).", version=report.version)


def _clear(given: argparse.Namespace) -> int:
    from tonghop.store.loads import clear_sample

    store = _store(given)
    cleared = clear_sample(store)
    said = "Đã bỏ dữ liệu minh họa; kho sẵn sàng nhận dữ liệu thật." if cleared else "Kho không có dữ liệu minh họa."
    return _say(given, said, version=store.current)


# -- the edge ------------------------------------------------------------------------------------------------


def _store(given: argparse.Namespace) -> "Store":
    from tonghop.store import Store

    return Store(given.store, given.plan)


def _who(name: str | None) -> str:
    try:
        return name or os.environ.get("TONGHOP_BY") or getpass.getuser()
    except (OSError, KeyError):  # a machine without user names
        return "không rõ"


def _day(text: str) -> date:
    from tonghop.vietnamese import parse_date

    day = parse_date(text).value
    if day is None:
        raise argparse.ArgumentTypeError(f"“{text}” không phải là ngày (ví dụ 2022-04-05)")
    return day


def _progress() -> Any:
    if not sys.stderr.isatty():
        return lambda done, total, path: None

    def show(done: int, total: int, path: str) -> None:
        end = "\n" if done == total else ""
        print(f"\r\033[KĐọc {done}/{total}: {path}"[:160], end=end, file=sys.stderr, flush=True)

    return show


def _say(given: argparse.Namespace, message: str, **facts: object) -> int:
    print(json.dumps({"message": message, **facts}, ensure_ascii=False) if given.json else message)
    return 0


def _show(report: "IntakeReport", as_json: bool, stored: bool) -> int:
    if as_json:
        print(json.dumps(_as_json(report), ensure_ascii=False))
    else:
        _print_report(report, stored)
    return 0 if report.is_clean else 1


def _as_json(report: "IntakeReport") -> dict[str, object]:
    from tonghop.intake.account import as_data

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
        files.append(file)
    return {"files": files, "version": report.version, **_left_out(report)}


def _left_out(report: "IntakeReport") -> dict[str, list[str]]:
    return {"passed_over": list(report.passed_over), "links": list(report.links)}


def _print_report(report: "IntakeReport", stored: bool) -> None:
    from tonghop.alike import alike, told
    from tonghop.forms import FORM_LABELS
    from tonghop.intake.account import as_lines

    words = {
        "accepted": "nhận",
        "partial": "nhận một phần",
        "refused": "trả lại",
        "paper": "lưu văn bản",
        "duplicate": "đã có trong kho",
    }
    for outcome in report.outcomes:
        reading = outcome.reading
        form = FORM_LABELS.get(reading.form or "", "")
        if reading.paper is not None:
            form = reading.paper.label
        print(f"{outcome.path}: {words[reading.status]}{f' ({form})' if form else ''}")
        for group in alike(reading.findings):
            count = f" [{len(group)}]" if len(group) > 1 else ""
            print(f"  {'✗' if group[0].is_error else '!'}{count} {told(group)}")
        for note in reading.notes:
            print(f"  · {note}")
        if outcome.account is not None:
            print("\n".join(as_lines(outcome.account)))
    for path in report.passed_over:
        print(f"Bỏ qua (không phải tệp Excel, Word, văn bản): {path}", file=sys.stderr)
    for path in report.links:
        print(f"Bỏ qua (liên kết đến nơi khác, không đi theo; đề nghị chép chính tệp ấy vào): {path}", file=sys.stderr)
    counts = {status: sum(o.status == status for o in report.outcomes) for status in words}
    said = ", ".join(f"{words[status]} {count}" for status, count in counts.items() if count)
    end = f"; phiên bản {report.version}" if stored else "; chưa ghi gì vào kho"
    print(f"{len(report.outcomes)} tệp: {said}{end}.", file=sys.stderr)


def _print_rows(columns: list[str], rows: Sequence[Sequence[object]], form: str, *, raw: bool = False) -> None:
    if form == "json":
        print(json.dumps([dict(zip(columns, row, strict=True)) for row in rows], ensure_ascii=False, default=str))
        return
    if form == "csv":
        print(csv_text(columns, rows, raw=raw), end="")
        return
    texts = [["" if value is None else visible(str(value)) for value in row] for row in rows]
    widths = [max([len(c), *(len(row[i]) for row in texts)]) for i, c in enumerate(columns)]
    for line in [columns, ["-" * min(w, 40) for w in widths], *texts]:
        print("  ".join(_fit(text, min(width, 40)) for text, width in zip(line, widths, strict=True)).rstrip())


def _fit(text: str, width: int) -> str:
    line = " ".join(text.split())
    return (line if len(line) <= width else line[: width - 1] + "…").ljust(width)


if __name__ == "__main__":
    sys.exit(main())
