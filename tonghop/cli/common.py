"""What the verbs share: the store that is named, who records, days and units in words, files written, what is said."""

import argparse
import getpass
import json
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tonghop.errors import MISUSED, Stop

if TYPE_CHECKING:
    from tonghop.plan.model import Plan
    from tonghop.store import Store

Verb = Callable[[str, str, Any], argparse.ArgumentParser]
MOST_SAID = 20


# -- words in ------------------------------------------------------------------------------------------------


def recorded(made: argparse.ArgumentParser) -> None:
    """Add the words that every verb takes that records something."""
    made.add_argument("--by", metavar="TÊN", help="người ghi nhận (mặc định: TONGHOP_BY, hoặc tên đăng nhập)")
    in_json(made)


def in_json(made: argparse.ArgumentParser) -> None:
    made.add_argument("--json", action="store_true", help="in kết quả dạng JSON")


def store_of(args: argparse.Namespace) -> "Store":
    """Return the store that the command line names."""
    from tonghop.store import Store

    return Store(args.store, args.plan)


def who(name: str | None) -> str:
    """Return who records: as named, else TONGHOP_BY, else the name of the session on this machine."""
    try:
        return name or os.environ.get("TONGHOP_BY") or getpass.getuser()
    except (OSError, KeyError):  # a machine without user names
        return "không rõ"


def day_argument(text: str) -> date:
    """Read a day as the parser's type: wrong use where it is none."""
    day = _day(text)
    if day is None:
        raise argparse.ArgumentTypeError(f"“{text}” không phải là ngày (ví dụ 2022-04-05)")
    return day


def day_of(text: str | None) -> date | None:
    """Read a day that may be left out. Raises Stop for what is none."""
    day = None if text is None else _day(text)
    if text is not None and day is None:
        raise Stop(f"“{text}” không phải là ngày.", "Đề nghị ghi năm-tháng-ngày, ví dụ 2022-04-05.", MISUSED)
    return day


def _day(text: str) -> date | None:
    from tonghop.vietnamese import parse_date

    return parse_date(text).value


def unit_named(plan: "Plan", text: str) -> str:
    """Return the id of the unit that an id or a name means. Raises Stop where none or several do."""
    found = (text,) if text in plan.unit_by_id else plan.name_resolver().find(text)
    if len(found) != 1:
        raise Stop(f"Không rõ đơn vị “{text}”.", "Đề nghị ghi đúng mã hoặc tên đơn vị trong kế hoạch.", MISUSED)
    return found[0]


# -- words and files out -------------------------------------------------------------------------------------


def written(folder: Path, contents: Mapping[str, bytes]) -> list[str]:
    """Write files into a folder, which is made; return their paths. Raises Stop where that cannot be."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, content in contents.items():
            (folder / name).write_bytes(content)
    except OSError as error:
        remedy = "Đề nghị đóng tệp đang mở, hoặc chọn thư mục khác."
        raise Stop(f"Không ghi được vào {folder}: {error}.", remedy) from error
    return [str(folder / name) for name in contents]


def say(args: argparse.Namespace, message: str, **facts: object) -> int:
    """Say what was done, in words or as JSON with facts; return the exit status."""
    print(json.dumps({"message": message, **facts}, ensure_ascii=False) if args.json else message)
    return 0


def recorded_as(args: argparse.Namespace, message: str, version: int, remarks: Sequence[str] = ()) -> int:
    """Say what was recorded, and as which version; below it what else is to be known, a line each."""
    status = say(args, f"{message}; phiên bản {version}.", version=version, **({"remarks": remarks} if remarks else {}))
    if not args.json:
        for line in remarks:
            print(f"  {line}")
    return status


def progress() -> Any:
    """Return what says on a terminal how far the reading is; elsewhere what says nothing."""
    if not sys.stderr.isatty():
        return lambda done, total, path: None

    def show(done: int, total: int, path: str) -> None:
        end = "\n" if done == total else ""
        print(f"\r\033[KĐọc {done}/{total}: {path}"[:160], end=end, file=sys.stderr, flush=True)

    return show
