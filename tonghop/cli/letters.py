"""The verb that writes letters to the units that lack something. As thin as the other verbs."""

import argparse
from pathlib import Path

from tonghop.cli.common import Verb, day_argument, in_json, say, store_of, written


def add_verbs(verb: Verb) -> None:
    """Add the verb to a command line."""
    letters = verb("letters", "Viết công văn đôn đốc (.docx) cho các đơn vị còn thiếu hồ sơ.", _letters)
    letters.add_argument("units", nargs="*", metavar="UNIT", help="mã hoặc tên đơn vị (mặc định: mọi đơn vị còn thiếu)")
    letters.add_argument("--as-of", type=day_argument, required=True, metavar="DATE", help="tính đến hết ngày nào")
    letters.add_argument("--out", type=Path, required=True, metavar="DIR", help="thư mục ghi công văn")
    letters.add_argument(
        "--answer-by", type=day_argument, metavar="DATE", help="đề nghị trả lời trước ngày nào (mặc định: sau 5 ngày)"
    )
    letters.add_argument(
        "--signer", default="", metavar="WHO", help="ai ký: bi_thu (mặc định), pho_bi_thu, ban_tuyen_giao"
    )
    in_json(letters)


def _letters(args: argparse.Namespace) -> int:
    from tonghop.actions.reminding import coming_on, reminders_on
    from tonghop.outputs.reminders import COMING_NAME, coming_letter, letters, terms
    from tonghop.outputs.templates import units_named

    store = store_of(args)
    number = store.current
    plan = store.plan(number)
    asked = {unit.id for unit in units_named(plan, args.units)}
    reminders = [r for r in reminders_on(store, args.as_of, number) if r.unit_id in asked]
    given = terms(plan, args.as_of, args.answer_by, args.signer)
    content = letters(plan, reminders, given)
    ahead = [] if args.units else coming_on(store, args.as_of, number)
    if ahead:
        content[COMING_NAME] = coming_letter(plan, args.as_of, ahead, given)
    files = written(args.out, content)
    said = f"Đã viết công văn cho {len(reminders)} đơn vị, 1 tệp để in tất cả và 1 danh sách trong {args.out}."
    said = said if reminders else "Không có đơn vị nào còn thiếu hồ sơ đã đến hạn; không có công văn đôn đốc nào."
    if ahead:
        said += f" Còn {len(ahead)} phần việc chưa đến hạn: một công văn nhắc chung cho mọi đơn vị ({COMING_NAME})."
    return say(args, said, files=files, units=[r.unit_id for r in reminders])
