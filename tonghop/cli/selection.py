"""Verbs for choosing models: an appraiser's answer, a decision, the lists. As thin as the other verbs."""

import argparse
import json
from datetime import date
from pathlib import Path
from typing import Any

from tonghop import clock
from tonghop.cli.sources import Verb, Who, recorded, store_of, unit_named
from tonghop.errors import MISUSED, Stop
from tonghop.vietnamese import parse_date


def add_verbs(verb: Verb, who: Who) -> None:
    """Add the verbs to a command line; `who` says whose name is recorded."""
    lists = verb("selection", "Viết danh sách mô hình: theo mẫu, phụ lục quyết định, gửi tỉnh (.docx, .xlsx).", _lists)
    lists.add_argument("--out", type=Path, required=True, metavar="DIR", help="thư mục ghi danh sách")
    lists.add_argument("--as-of", metavar="DATE", help="tính đến hết ngày nào (mặc định: hôm nay)")
    lists.add_argument("--json", action="store_true", help="in kết quả dạng JSON")
    appraise = verb("appraise", "Ghi ý kiến về một tiêu chuẩn của mô hình.", lambda given: _appraise(given, who))
    select = verb("select", "Ghi quyết định về một mô hình.", lambda given: _select(given, who))
    for made in (appraise, select):
        made.add_argument("unit", metavar="UNIT", help="mã hoặc tên đơn vị")
        made.add_argument("model", metavar="MODEL", help="tên mô hình đơn vị giới thiệu")
    appraise.add_argument("criterion", metavar="CRITERION", help="mã tiêu chuẩn trong plan.toml")
    appraise.add_argument("answer", metavar="ANSWER", help="met, not_met, unclear; none: rút lại")
    appraise.add_argument("--remark", default="", metavar="NHẬN_XÉT", help="nhận xét")
    appraise.add_argument("--appraiser", metavar="TÊN", help="người xét (mặc định: người ghi nhận)")
    select.add_argument(
        "decision", metavar="DECISION",
        help="district, province, district_and_province, not_chosen, returned; none: thu hồi",
    )  # fmt: skip
    select.add_argument("--day", metavar="DATE", help="ngày quyết định (mặc định: hôm nay)")
    select.add_argument("--reason", default="", metavar="LÝ_DO", help="lý do")
    for made in (appraise, select):
        recorded(made)


def _lists(given: argparse.Namespace) -> int:
    from tonghop.on_day import on_day
    from tonghop.outputs.selection import LISTS, file_name, list_document, list_workbook
    from tonghop.report.nominations import nominated

    store, day = store_of(given), _day(given.as_of) or clock.today()
    number = store.current
    shown = on_day(store, day, number)
    plan, (models, _) = store.plan(number), nominated(store, day, shown.version)
    files = {}
    for kind in LISTS:
        files[file_name(kind, "docx")] = list_document(plan, kind, models, day)
        files[file_name(kind, "xlsx")] = list_workbook(plan, kind, models, day)
    try:
        given.out.mkdir(parents=True, exist_ok=True)
        for name, content in files.items():
            (given.out / name).write_bytes(content)
    except OSError as error:
        raise Stop(f"Không ghi được vào {given.out}: {error}.", "Đề nghị chọn thư mục khác.") from error
    said = f"Đã viết {len(files)} tệp về {len(models)} mô hình trong {given.out}.{' ' * bool(shown.says)}{shown.says}"
    paths = [str(given.out / name) for name in files]
    print(json.dumps({"message": said, "files": paths}, ensure_ascii=False) if given.json else said)
    return 0


def _appraise(given: argparse.Namespace, who: Who) -> int:
    from tonghop.store.appraisals import Answer, record_appraisal

    store, by = store_of(given), who(given.by)
    answers = {given.criterion: Answer(_or_none(given.answer), given.remark)}
    said: Any = {"appraiser": given.appraiser or by, "recorded_at": clock.now(), "recorded_by": by}
    number = record_appraisal(store, unit_named(store.plan(), given.unit), given.model, answers, **said)
    return _say(given, "Đã ghi phiếu xét", number)


def _select(given: argparse.Namespace, who: Who) -> int:
    from tonghop.store.appraisals import record_selection

    store, day = store_of(given), _day(given.day) or clock.today()
    said: Any = {"reason": given.reason, "recorded_at": clock.now(), "recorded_by": who(given.by)}
    unit = unit_named(store.plan(), given.unit)
    number = record_selection(store, unit, given.model, _or_none(given.decision), day, **said)
    return _say(given, "Đã ghi quyết định", number)


def _or_none(word: str) -> str | None:
    return None if word == "none" else word


def _day(text: str | None) -> date | None:
    day = None if text is None else parse_date(text).value
    if text is not None and day is None:
        raise Stop(f"“{text}” không phải là ngày.", "Đề nghị ghi năm-tháng-ngày, ví dụ 2022-04-05.", MISUSED)
    return day


def _say(given: argparse.Namespace, message: str, version: int) -> int:
    said = f"{message}; phiên bản {version}."
    print(json.dumps({"message": said, "version": version}, ensure_ascii=False) if given.json else said)
    return 0
