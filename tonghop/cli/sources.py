"""Verbs for what people decide: withdraw a file, put it back, say whose a name is, put a figure right.

As thin as the other verbs: words in, one action, a sentence or JSON out.
"""

import argparse
import json
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from tonghop import clock
from tonghop.errors import MISUSED, Stop

if TYPE_CHECKING:
    from tonghop.actions.value_change import ValueChange
    from tonghop.plan.model import Plan
    from tonghop.store import Store

Verb = Callable[[str, str, Any], argparse.ArgumentParser]
Who = Callable[[str | None], str]
MOST_SAID = 20


def add_verbs(verb: Verb, who: Who) -> None:
    """Add the verbs to a command line; `who` says whose name is recorded."""
    for name, help_text, is_withdrawn in (
        ("withdraw", "Rút một tệp: vẫn lưu, không tính nữa.", True),
        ("put-back", "Tính lại một tệp đã rút.", False),
    ):
        made = verb(name, help_text, lambda given, out=is_withdrawn: _withdraw(given, out, who))
        made.add_argument("file_id", type=int, metavar="SỐ", help="số thứ tự của tệp (ask file_list)")
        recorded(made)
        made.add_argument("--reason", required=True, metavar="LÝ_DO", help="lý do")
    alias = verb("alias", "Ghi nhớ một tên viết trong tệp là đơn vị nào.", lambda given: _alias(given, who))
    alias.add_argument("name", metavar="TÊN", help="tên như viết trong tệp")
    alias.add_argument("unit", metavar="UNIT", help="mã hoặc tên đơn vị trong kế hoạch")
    recorded(alias)
    correct = verb("correct", "Đính chính một số liệu đang được tính.", lambda given: _correct(given, who))
    correct.add_argument("unit", metavar="UNIT", help="mã hoặc tên đơn vị")
    correct.add_argument("indicator", metavar="CHỈ_TIÊU", help="mã chỉ tiêu (ask figure_list)")
    correct.add_argument("year", type=int, metavar="NĂM")
    correct.add_argument("value", metavar="SỐ", help="số đúng, hoặc “trống” nếu đơn vị chưa báo cáo")
    correct.add_argument("--reason", required=True, metavar="LÝ_DO", help="căn cứ của số đúng")
    recorded(correct)


def store_of(given: argparse.Namespace) -> "Store":
    """Return the store that the command line names."""
    from tonghop.store import Store

    return Store(given.store, given.plan)


def recorded(made: argparse.ArgumentParser) -> None:
    """Add the words that every verb takes that records something."""
    made.add_argument("--by", metavar="TÊN", help="người ghi nhận (mặc định: TONGHOP_BY, hoặc tên đăng nhập)")
    made.add_argument("--json", action="store_true", help="in kết quả dạng JSON")


def _withdraw(given: argparse.Namespace, is_withdrawn: bool, who: Who) -> int:
    from tonghop.actions.preview import of_withdrawal
    from tonghop.store.sources import put_back, withdraw

    store = store_of(given)
    changes = of_withdrawal(store, given.file_id, is_withdrawn)
    act = withdraw if is_withdrawn else put_back
    number = act(
        store, given.file_id, reason=given.reason, recorded_at=clock.now(), recorded_by=who(given.by)
    )
    done = "Đã rút" if is_withdrawn else "Đã tính lại"
    return _say(given, f"{done} tệp số {given.file_id}", number, changes)


def _alias(given: argparse.Namespace, who: Who) -> int:
    from tonghop.store.sources import learn_alias

    store = store_of(given)
    unit = unit_named(store.plan(), given.unit)
    number = learn_alias(store, given.name, unit, recorded_at=clock.now(), recorded_by=who(given.by))
    return _say(given, f"Từ nay “{given.name}” được hiểu là {store.plan().unit_by_id[unit].name}", number, [])


def _correct(given: argparse.Namespace, who: Who) -> int:
    from tonghop.actions.entering import correction, preview_correction, record_correction
    from tonghop.vietnamese import parse_count

    store = store_of(given)
    plan = store.plan()
    value, problem = parse_count(None if given.value == "trống" else given.value)
    if problem is not None:
        raise Stop(f"“{given.value}” không phải số nguyên từ 0 trở lên.", "Đề nghị ghi lại, ví dụ 1250.", MISUSED)
    wanted = correction(plan, unit_named(plan, given.unit), given.indicator, given.year, value, given.reason)
    today = clock.today()
    changes = preview_correction(store, wanted, today)
    number = record_correction(
        store, wanted, received_on=today, recorded_at=clock.now(), recorded_by=who(given.by)
    )
    return _say(given, "Đã đính chính", number, changes)


def unit_named(plan: "Plan", text: str) -> str:
    """Return the id of the unit that an id or a name means. Raises Stop where none or several do."""
    found = (text,) if text in plan.unit_by_id else plan.name_resolver().find(text)
    if len(found) != 1:
        raise Stop(f"Không rõ đơn vị “{text}”.", "Đề nghị ghi đúng mã hoặc tên đơn vị trong kế hoạch.", MISUSED)
    return found[0]


def _say(given: argparse.Namespace, message: str, version: int, changes: "list[ValueChange]") -> int:
    said = f"{message}; phiên bản {version}, {len(changes)} giá trị thay đổi."
    if given.json:
        rows = [change._asdict() for change in changes]
        print(json.dumps({"message": said, "version": version, "changes": rows}, ensure_ascii=False))
        return 0
    print(said)
    for change in changes[:MOST_SAID]:
        name = " ".join(str(part) for part in (change.item, change.number, change.field) if part is not None)
        print(f"  {change.unit_id}, {change.sheet}, {name}: {change.before or '–'} → {change.after or '–'}")
    if len(changes) > MOST_SAID:
        print(f"  … và {len(changes) - MOST_SAID} giá trị nữa (xem đủ bằng --json).")
    return 0
