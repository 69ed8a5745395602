"""Verbs for what people decide: withdraw a file, put it back, say whose a name is, put a figure right.

As thin as the other verbs: words in, one action, a sentence or JSON out.
"""

import argparse
import json
from collections.abc import Sequence
from typing import TYPE_CHECKING

from tonghop import clock
from tonghop.cli.common import MOST_SAID, Verb, recorded, store_of, unit_named, who
from tonghop.errors import MISUSED, Stop

if TYPE_CHECKING:
    from tonghop.actions.value_change import ValueChange


def add_verbs(verb: Verb) -> None:
    """Add the verbs to a command line."""
    for name, help_text, is_withdrawn in (
        ("withdraw", "Rút một tệp: vẫn lưu, không tính nữa.", True),
        ("put-back", "Tính lại một tệp đã rút.", False),
    ):
        made = verb(name, help_text, lambda args, out=is_withdrawn: _withdraw(args, out))
        made.add_argument("file_id", type=int, metavar="SỐ", help="số thứ tự của tệp (ask file_list)")
        recorded(made)
        made.add_argument("--reason", required=True, metavar="LÝ_DO", help="lý do")
    alias = verb("alias", "Ghi nhớ một tên viết trong tệp là đơn vị nào.", _alias)
    alias.add_argument("name", metavar="TÊN", help="tên như viết trong tệp")
    alias.add_argument("unit", metavar="UNIT", help="mã hoặc tên đơn vị trong kế hoạch")
    recorded(alias)
    correct = verb("correct", "Đính chính một số liệu đang được tính.", _correct)
    correct.add_argument("unit", metavar="UNIT", help="mã hoặc tên đơn vị")
    correct.add_argument("indicator", metavar="CHỈ_TIÊU", help="mã chỉ tiêu (ask figure_list)")
    correct.add_argument("year", type=int, metavar="NĂM")
    correct.add_argument("value", metavar="SỐ", help="số đúng, hoặc “trống” nếu đơn vị chưa báo cáo")
    correct.add_argument("--reason", required=True, metavar="LÝ_DO", help="căn cứ của số đúng")
    recorded(correct)


def _withdraw(args: argparse.Namespace, is_withdrawn: bool) -> int:
    from tonghop.actions.naming import receipts_left
    from tonghop.actions.preview import of_withdrawal
    from tonghop.store.sources import put_back, withdraw

    store = store_of(args)
    changes = of_withdrawal(store, args.file_id, is_withdrawn)
    act = withdraw if is_withdrawn else put_back
    number = act(store, args.file_id, reason=args.reason, recorded_at=clock.now(), recorded_by=who(args.by))
    done = "Đã rút" if is_withdrawn else "Đã tính lại"
    remarks = receipts_left(store, args.file_id) if is_withdrawn else []
    return _told(args, f"{done} tệp số {args.file_id}", number, changes, remarks)


def _alias(args: argparse.Namespace) -> int:
    from tonghop.store.sources import learn_alias

    store = store_of(args)
    unit = unit_named(store.plan(), args.unit)
    number = learn_alias(store, args.name, unit, recorded_at=clock.now(), recorded_by=who(args.by))
    return _told(args, f"Từ nay “{args.name}” được hiểu là {store.plan().unit_by_id[unit].name}", number, [])


def _correct(args: argparse.Namespace) -> int:
    from tonghop.actions.entering import correction, preview_correction, record_correction
    from tonghop.vietnamese import parse_count

    store = store_of(args)
    plan = store.plan()
    value, problem = parse_count(None if args.value == "trống" else args.value)
    if problem is not None:
        raise Stop(f"“{args.value}” không phải số nguyên từ 0 trở lên.", "Đề nghị ghi lại, ví dụ 1250.", MISUSED)
    wanted = correction(plan, unit_named(plan, args.unit), args.indicator, args.year, value, args.reason)
    today = clock.today()
    changes = preview_correction(store, wanted, today)
    number = record_correction(store, wanted, received_on=today, recorded_at=clock.now(), recorded_by=who(args.by))
    return _told(args, "Đã đính chính", number, changes)


def _told(
    args: argparse.Namespace, message: str, version: int, changes: "list[ValueChange]", remarks: Sequence[str] = ()
) -> int:
    said = f"{message}; phiên bản {version}, {len(changes)} giá trị thay đổi."
    if args.json:
        rows = [change._asdict() for change in changes]
        more = {"remarks": list(remarks)} if remarks else {}
        print(json.dumps({"message": said, "version": version, "changes": rows, **more}, ensure_ascii=False))
        return 0
    print("\n".join([said, *remarks]))
    for change in changes[:MOST_SAID]:
        name = " ".join(str(part) for part in (change.item, change.number, change.field) if part is not None)
        print(f"  {change.unit_id}, {change.sheet}, {name}: {change.before or '–'} → {change.after or '–'}")
    if len(changes) > MOST_SAID:
        print(f"  … và {len(changes) - MOST_SAID} giá trị nữa (xem đủ bằng --json).")
    return 0
