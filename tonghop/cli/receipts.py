"""Verbs for papers: received, accepted, sent back, extended, exempted, struck out. As thin as the other verbs."""

import argparse
from typing import Any

from tonghop import clock
from tonghop.cli.common import (
    Verb,
    day_of,
    recorded,
    recorded_as,
    store_of,
    unit_named,
    who,
)
from tonghop.errors import MISUSED, Stop

DECISIONS = ("accept", "send-back", "extend", "exempt")


def add_verbs(verb: Verb) -> None:
    """Add the verbs to a command line."""
    receive = verb("receive", "Ghi nhận hồ sơ một đơn vị vừa nộp.", _receive)
    receive.add_argument("unit", metavar="UNIT", help="mã hoặc tên đơn vị")
    receive.add_argument("parts", nargs="+", metavar="PART", help="mã thành phần hồ sơ (memo, report, …)")
    receive.add_argument("--day", metavar="DATE", help="ngày nhận (mặc định: hôm nay)")
    receive.add_argument("--copies", type=int, metavar="SỐ", help="số bộ (mặc định: đủ theo quy định)")
    receive.add_argument("--remark", default="", metavar="GHI_CHÚ", help="ghi chú")
    decide = verb("decide", "Chấp nhận, trả lại, gia hạn, miễn một phần hồ sơ.", _decide)
    decide.add_argument("action", choices=DECISIONS, help="việc quyết định")
    decide.add_argument("unit", metavar="UNIT", help="mã hoặc tên đơn vị")
    decide.add_argument("part", metavar="PART", help="mã thành phần hồ sơ")
    decide.add_argument("--day", metavar="DATE", help="ngày chấp nhận, ngày trả lại, hoặc ngày cuối cùng được nộp")
    decide.add_argument("--reason", default="", metavar="LÝ_DO", help="lý do (bắt buộc, trừ khi chấp nhận)")
    decide.add_argument("--allowed-by", default="", metavar="TÊN", help="người đồng ý gia hạn")
    decide.add_argument("--undo", action="store_true", help="bỏ gia hạn, thôi miễn, bỏ chấp nhận")
    strike = verb("strike", "Gạch một lần tiếp nhận ghi nhầm.", _strike)
    strike.add_argument("unit", metavar="UNIT", help="mã hoặc tên đơn vị")
    strike.add_argument("part", metavar="PART", help="mã thành phần hồ sơ")
    strike.add_argument("day", metavar="DATE", help="ngày nhận đã ghi")
    strike.add_argument("copies", type=int, metavar="SỐ_BỘ", help="số bộ đã ghi")
    strike.add_argument("--times", type=int, default=1, metavar="SỐ", help="số lần bị gạch (0: tính lại)")
    strike.add_argument("--reason", required=True, metavar="LÝ_DO", help="lý do")
    for made in (receive, decide, strike):
        recorded(made)


def _receive(args: argparse.Namespace) -> int:
    from tonghop.actions.receiving import MORE_REMEDY, ReceiptLine, more_than_owed, receive_papers
    from tonghop.actions.taking_in import office_of

    store, today = store_of(args), clock.today()
    plan = store.plan()
    unit, owed = unit_named(plan, args.unit), {o.id: o.copies for o in plan.obligations}
    copies = {part: owed.get(part, 1) if args.copies is None else args.copies for part in args.parts}
    handed = [ReceiptLine(unit, part, copies[part], args.remark) for part in args.parts]
    day = day_of(args.day) or today
    there = office_of(store, store.current).copies
    number = receive_papers(store, handed, day, today=today, recorded_at=clock.now(), recorded_by=who(args.by))
    remarks = [f"{line} {MORE_REMEDY}" for line in more_than_owed(plan, handed, there)]
    return recorded_as(args, f"Đã ghi nhận {len(handed)} phần hồ sơ của {plan.unit_by_id[unit].name}", number, remarks)


def _decide(args: argparse.Namespace) -> int:
    from tonghop.actions.deciding import ACCEPT, SEND_BACK, UNDONE, Decision, decide

    store, today = store_of(args), clock.today()
    kind = UNDONE.get(args.action) if args.undo else args.action
    if kind is None:
        raise Stop("Lần trả lại không bỏ được.", "Đề nghị ghi nhận hồ sơ nộp lại bằng lệnh receive.", MISUSED)
    day = day_of(args.day) or (today if kind in (ACCEPT, SEND_BACK) else None)
    unit = unit_named(store.plan(), args.unit)
    decision = Decision(kind, unit, args.part, day, args.reason, args.allowed_by)
    number = decide(store, decision, today=today, recorded_at=clock.now(), recorded_by=who(args.by))
    return recorded_as(args, "Đã ghi quyết định", number)


def _strike(args: argparse.Namespace) -> int:
    from tonghop.store.receipts import strike_receipt

    store = store_of(args)
    unit, day = unit_named(store.plan(), args.unit), day_of(args.day)
    assert day is not None, "the day is required"
    said: Any = {"reason": args.reason, "recorded_at": clock.now(), "recorded_by": who(args.by)}
    number = strike_receipt(store, unit, args.part, day, args.copies, args.times, **said)
    return recorded_as(args, "Đã gạch" if args.times else "Đã tính lại", number)
