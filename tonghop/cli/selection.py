"""Verbs for choosing models: an appraiser's answer, a decision, the lists. As thin as the other verbs."""

import argparse
from pathlib import Path
from typing import Any

from tonghop import clock
from tonghop.cli.common import (
    Verb,
    day_of,
    recorded,
    recorded_as,
    say,
    store_of,
    unit_named,
    who,
    written,
)


def add_verbs(verb: Verb) -> None:
    """Add the verbs to a command line."""
    lists = verb("selection", "Viết danh sách mô hình: theo mẫu, phụ lục quyết định, gửi tỉnh (.docx, .xlsx).", _lists)
    lists.add_argument("--out", type=Path, required=True, metavar="DIR", help="thư mục ghi danh sách")
    lists.add_argument("--as-of", metavar="DATE", help="tính đến hết ngày nào (mặc định: hôm nay)")
    lists.add_argument("--json", action="store_true", help="in kết quả dạng JSON")
    appraise = verb("appraise", "Ghi ý kiến về một tiêu chuẩn của mô hình.", _appraise)
    select = verb("select", "Ghi quyết định về một mô hình.", _select)
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


def _lists(args: argparse.Namespace) -> int:
    from tonghop.on_day import on_day
    from tonghop.outputs.selection import LISTS, file_name, list_document, list_workbook
    from tonghop.report.nominations import nominated

    store, day = store_of(args), day_of(args.as_of) or clock.today()
    number = store.current
    shown = on_day(store, day, number)
    plan, (models, _) = store.plan(number), nominated(store, day, shown.version)
    files = {}
    for kind in LISTS:
        files[file_name(kind, "docx")] = list_document(plan, kind, models, day)
        files[file_name(kind, "xlsx")] = list_workbook(plan, kind, models, day)
    paths = written(args.out, files)
    said = f"Đã viết {len(files)} tệp về {len(models)} mô hình trong {args.out}.{' ' * bool(shown.says)}{shown.says}"
    return say(args, said, files=paths)


def _appraise(args: argparse.Namespace) -> int:
    from tonghop.store.appraisals import Answer, record_appraisal

    store, by = store_of(args), who(args.by)
    answers = {args.criterion: Answer(_or_none(args.answer), args.remark)}
    said: Any = {"appraiser": args.appraiser or by, "recorded_at": clock.now(), "recorded_by": by}
    number = record_appraisal(store, unit_named(store.plan(), args.unit), args.model, answers, **said)
    return recorded_as(args, "Đã ghi phiếu xét", number)


def _select(args: argparse.Namespace) -> int:
    from tonghop.store.appraisals import record_selection

    store, day = store_of(args), day_of(args.day) or clock.today()
    said: Any = {"reason": args.reason, "recorded_at": clock.now(), "recorded_by": who(args.by)}
    unit = unit_named(store.plan(), args.unit)
    number = record_selection(store, unit, args.model, _or_none(args.decision), day, **said)
    return recorded_as(args, "Đã ghi quyết định", number)


def _or_none(word: str) -> str | None:
    return None if word == "none" else word
