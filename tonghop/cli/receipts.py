"""Verbs for papers: received, accepted, sent back, extended, exempted, struck out. As thin as the other verbs."""

import argparse
import json
from collections.abc import Callable
from datetime import date
from typing import Any

from tonghop import clock
from tonghop.cli.sources import Verb, Who, recorded, store_of, unit_named
from tonghop.errors import MISUSED, Stop
from tonghop.vietnamese import parse_date

DECISIONS = ("accept", "send-back", "extend", "exempt")


def add_verbs(verb: Verb, who: Who) -> None:
    """Add the verbs to a command line; `who` says whose name is recorded."""
    receive = verb("receive", "Ghi nhận hồ sơ một đơn vị vừa nộp.", lambda given: _receive(given, who))
    receive.add_argument("unit", metavar="UNIT", help="mã hoặc tên đơn vị")
    receive.add_argument("parts", nargs="+", metavar="PART", help="mã thành phần hồ sơ (memo, report, …)")
    receive.add_argument("--day", metavar="DATE", help="ngày nhận (mặc định: hôm nay)")
    receive.add_argument("--copies", type=int, metavar="SỐ", help="số bộ (mặc định: đủ theo quy định)")
    receive.add_argument("--remark", default="", metavar="GHI_CHÚ", help="ghi chú")
    decide = verb("decide", "Chấp nhận, trả lại, gia hạn, miễn một phần hồ sơ.", lambda given: _decide(given, who))
    decide.add_argument("action", choices=DECISIONS, help="việc quyết định")
    decide.add_argument("unit", metavar="UNIT", help="mã hoặc tên đơn vị")
    decide.add_argument("part", metavar="PART", help="mã thành phần hồ sơ")
    decide.add_argument("--day", metavar="DATE", help="ngày chấp nhận, ngày trả lại, hoặc ngày cuối cùng được nộp")
    decide.add_argument("--reason", default="", metavar="LÝ_DO", help="lý do (bắt buộc, trừ khi chấp nhận)")
    decide.add_argument("--allowed-by", default="", metavar="TÊN", help="người đồng ý gia hạn")
    decide.add_argument("--undo", action="store_true", help="bỏ gia hạn, thôi miễn, bỏ chấp nhận")
    strike = verb("strike", "Gạch một lần tiếp nhận ghi nhầm.", lambda given: _strike(given, who))
    strike.add_argument("unit", metavar="UNIT", help="mã hoặc tên đơn vị")
    strike.add_argument("part", metavar="PART", help="mã thành phần hồ sơ")
    strike.add_argument("day", metavar="DATE", help="ngày nhận đã ghi")
    strike.add_argument("copies", type=int, metavar="SỐ_BỘ", help="số bộ đã ghi")
    strike.add_argument("--times", type=int, default=1, metavar="SỐ", help="số lần bị gạch (0: tính lại)")
    strike.add_argument("--reason", required=True, metavar="LÝ_DO", help="lý do")
    for made in (receive, decide, strike):
        recorded(made)


def _receive(given: argparse.Namespace, who: Who) -> int:
    from tonghop.actions.receiving import ReceiptLine, receive_papers

    store, today = store_of(given), clock.today()
    plan = store.plan()
    unit, owed = unit_named(plan, given.unit), {o.id: o.copies for o in plan.obligations}
    copies = {part: owed.get(part, 1) if given.copies is None else given.copies for part in given.parts}
    handed = [ReceiptLine(unit, part, copies[part], given.remark) for part in given.parts]
    day = _day(given.day) or today
    number = receive_papers(store, handed, day, today=today, recorded_at=clock.now(), recorded_by=who(given.by))
    return _say(given, f"Đã ghi nhận {len(handed)} phần hồ sơ của {plan.unit_by_id[unit].name}", number)


def _decide(given: argparse.Namespace, who: Who) -> int:
    from tonghop.store.decisions import record_exemption, record_extension, record_sent_back
    from tonghop.store.receipts import accept

    store, today = store_of(given), clock.today()
    unit = unit_named(store.plan(), given.unit)
    said: Any = {"recorded_at": clock.now(), "recorded_by": who(given.by)}
    day = None if given.undo else _day(given.day)
    place = (store, unit, given.part)
    if given.action == "extend" and not given.undo and (day is None or not given.allowed_by.strip()):
        raise Stop("Gia hạn cần ngày cuối cùng và người đồng ý.", "Đề nghị ghi --day và --allowed-by.", MISUSED)
    acts: dict[str, Callable[[], int]] = {
        "accept": lambda: accept(*place, None if given.undo else day or today, remark=given.reason, **said),
        "send-back": lambda: record_sent_back(*place, day or today, reason=given.reason, **said),
        "extend": lambda: record_extension(
            *place, day, reason=given.reason, allowed_by=given.allowed_by, **said
        ),
        "exempt": lambda: record_exemption(*place, not given.undo, reason=given.reason, **said),
    }
    return _say(given, "Đã ghi quyết định", acts[given.action]())


def _strike(given: argparse.Namespace, who: Who) -> int:
    from tonghop.store.receipts import strike_receipt

    store = store_of(given)
    unit, day = unit_named(store.plan(), given.unit), _day(given.day)
    assert day is not None, "the day is required"
    said: Any = {"reason": given.reason, "recorded_at": clock.now(), "recorded_by": who(given.by)}
    number = strike_receipt(store, unit, given.part, day, given.copies, given.times, **said)
    return _say(given, "Đã gạch" if given.times else "Đã tính lại", number)


def _day(text: str | None) -> date | None:
    if text is None:
        return None
    day = parse_date(text).value
    if day is None:
        raise Stop(f"“{text}” không phải là ngày.", "Đề nghị ghi năm-tháng-ngày, ví dụ 2022-04-05.", MISUSED)
    return day


def _say(given: argparse.Namespace, message: str, version: int) -> int:
    said = f"{message}; phiên bản {version}."
    print(json.dumps({"message": said, "version": version}, ensure_ascii=False) if given.json else said)
    return 0
