"""Everything that writes, by name, to be killed at any of its steps: `python -m tests.killed` is the workshop.

A step is a system call that changes a file, or a call of DuckDB from the store; told by Python's own audit events and
calls, so that no step is chosen by hand. Forked, so that a step costs no start of the program.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from types import FrameType
from typing import Any

import pyarrow  # noqa: F401 - imported once, not by each child

from tests.builders import OTHER, UNIT, UNIT_ID, nomination_workbook, plan_text, unit_return
from tonghop import __main__ as program
from tonghop import clock
from tonghop.actions import entering, receiving
from tonghop.cli import report
from tonghop.intake.typed_return import Entry
from tonghop.store import Store, backup, restore, versions  # noqa: F401 - as above
from tonghop.store.appraisals import Answer, record_appraisal, record_selection
from tonghop.store.calls import record_call
from tonghop.store.checked import check_and_note
from tonghop.store.daily import back_up_if_due, name_folder
from tonghop.store.decisions import record_exemption, record_extension, record_sent_back
from tonghop.store.meetings import mark_meeting
from tonghop.store.plans import record_plan_change, undoing
from tonghop.store.receipts import Attachment, accept, strike_receipt
from tonghop.store.typed_drafts import Writer, drop_draft, save_draft, take_draft

NOON, DAY = datetime(2022, 4, 20, 12), date(2022, 4, 20)
WHO: dict[str, Any] = {"recorded_at": NOON, "recorded_by": "vp"}
WHY: dict[str, Any] = {"reason": "lý do", **WHO}
MODEL = "Mô hình một"
ALIASED = plan_text("units.csv").replace("Đảng bộ thị trấn Quế,TT Quế,", "Đảng bộ thị trấn Quế,TT Quế;Quế,", 1)
CHANGES = {"open", "os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.truncate", "shutil.copyfile", "shutil.move"}
CALLED = {"execute", "close", "fsync", "sync", "write", "connect", "cursor"}


def verb(*words: str) -> Callable[[Path], object]:
    """A verb of the command line in the folder of a test; HERE in a word is that folder."""

    def run(here: Path) -> None:
        given = [word.replace("HERE", str(here)) for word in words]
        assert program.main([*given, "--store", str(here / "store")]) == 0, given

    return run


def entry(act: Callable[[Store], object]) -> Callable[[Path], object]:
    return lambda here: act(Store(here / "store"))


def typed(store: Store) -> None:
    sheet = "Khen thưởng"
    rows = entering.standing_sheets(store, UNIT_ID)[sheet]
    rows[0][3] = 77
    checked = entering.check_entry(store, Entry(UNIT_ID, "Báo cáo 12", "vp", {sheet: rows}), DAY)
    entering.record_entry(store, checked, received_on=DAY, **WHO)
    drop_draft(store, UNIT_ID, "a1")


def received(store: Store) -> None:
    scan = Attachment(UNIT_ID, "quét.pdf", b"%PDF-1.7 x")
    handed = [receiving.ReceiptLine(UNIT_ID, "memo", 2, "đủ")]
    receiving.receive_papers(store, handed, DAY, attachments=[scan], today=DAY, **WHO)


def pruned(store: Store) -> None:
    versions.KEPT_VERSIONS, versions.KEPT_SECONDS = 1, -1
    record_call(store, UNIT_ID, DAY, "ông A", "đã nhắc", None, **WHO)


def undone(store: Store) -> None:
    texts, holds_from = undoing(store, 1)
    record_plan_change(store, texts, holds_from=holds_from, **WHY)


ACTIONS: dict[str, Callable[[Path], object]] = {
    "load": verb("load", "HERE/c.xlsx", "--received", "2022-04-20"),
    "withdraw": verb("withdraw", "2", "--reason", "nhầm"),
    "put-back": verb("put-back", "1", "--reason", "đúng"),
    "alias": verb("alias", "Đội X", UNIT),
    "correct": verb("correct", UNIT, "awards_grassroots", "2017", "12", "--reason", "căn cứ"),
    "clear": verb("clear"),
    "repair": verb("repair", "--yes"),
    "restore": verb("restore", "HERE/old.zip"),
    "backup": verb("backup", "HERE/new.zip"),
    "backup over the old one": verb("backup", "HERE/old.zip"),
    "backup-folder": entry(lambda s: name_folder(s, s.folder.parent / "disk")),
    "backup when due": entry(lambda s: (name_folder(s, s.folder.parent / "disk"), back_up_if_due(s, NOON))),
    "receipts": entry(received),
    "strike": entry(lambda s: strike_receipt(s, UNIT_ID, "memo", date(2022, 4, 5), 1, 1, **WHY)),
    "accept": entry(lambda s: accept(s, UNIT_ID, "memo", DAY, remark="đủ", **WHO)),
    "send back": entry(lambda s: record_sent_back(s, UNIT_ID, "memo", DAY, **WHY)),
    "extend": entry(lambda s: record_extension(s, UNIT_ID, "memo", DAY, allowed_by="TT", **WHY)),
    "exempt": entry(lambda s: record_exemption(s, UNIT_ID, "memo", True, **WHY)),
    "appraise": entry(
        lambda s: record_appraisal(s, UNIT_ID, MODEL, {"effective": Answer("met")}, appraiser="Bà Lan", **WHO)
    ),
    "select": entry(lambda s: record_selection(s, UNIT_ID, MODEL, "district", DAY, reason="", **WHO)),
    "call": entry(lambda s: record_call(s, UNIT_ID, DAY, "ông A", "đã nhắc", None, **WHO)),
    "meeting": entry(lambda s: mark_meeting(s, "Giao ban", NOON, **WHO)),
    "plan": entry(lambda s: record_plan_change(s, {"units.csv": ALIASED}, holds_from=None, **WHY)),
    "plan undone": entry(undone),
    "typed": entry(typed),
    "prune": entry(pruned),
    "verify": entry(lambda s: check_and_note(s, NOON)),
    "draft": entry(lambda s: save_draft(s, UNIT_ID, {"source": "mới"}, Writer("a1", "Hoa"))),
    "draft taken over": entry(lambda s: take_draft(s, UNIT_ID, "b2", "a1")),
    "draft dropped": entry(lambda s: drop_draft(s, UNIT_ID, "a1")),
    "kept": entry(lambda s: report.keep_named(s, 1)),
}


def prepare(here: Path) -> None:
    """A store to be written: two lists, a return, a receipt, a draft; a backup of it, and a file to load."""
    store = Store(here / "store")
    loaded = {"a.xlsx": nomination_workbook(UNIT, [[1, MODEL, None, None, None]]), "b.xlsx": unit_return(OTHER)}
    for name, content in {**loaded, "d.xlsx": unit_return(UNIT)}.items():
        (here / name).write_bytes(content)
        verb("load", f"HERE/{name}", "--received", "2022-04-02")(here)
    receiving.receive_papers(
        store, [receiving.ReceiptLine(UNIT_ID, "memo", 1, "")], date(2022, 4, 5), today=DAY, **WHO
    )
    save_draft(store, UNIT_ID, {"source": "cũ"}, Writer("a1", "Hoa"))
    verb("backup", "HERE/old.zip")(here)
    (here / "c.xlsx").write_bytes(nomination_workbook("Đảng bộ xã Nhật Tựu", [[1, "Mô hình ba", None, None, None]]))


def watch(left: int, here: Path) -> Callable[[], int]:
    """Kill this process at a step (0: at none); return what tells how many steps there were."""
    root, count = str(here), 0

    def step() -> None:
        nonlocal count
        count += 1
        if count == left:
            os.kill(os.getpid(), signal.SIGKILL)

    def audit(event: str, given: tuple[Any, ...]) -> None:
        if event not in CHANGES or root not in str(given[0]):
            return
        if event == "open" and not int(given[2] or 0) & (os.O_WRONLY | os.O_RDWR):
            return
        step()

    def called(frame: FrameType, event: str, function: Any) -> None:
        is_ours = event == "c_call" and "/tonghop/store/" in frame.f_code.co_filename
        if is_ours and getattr(function, "__name__", "") in CALLED:
            step()

    sys.addaudithook(audit)
    sys.setprofile(called)
    return lambda: count


def run(name: str, here: Path, die_at: int) -> int:
    """Do an action in a child, killed at a step; return how many steps it had, -1 where it was killed."""
    end, told = os.pipe()
    child = os.fork()
    if not child:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        os.environ["TONGHOP_BY"] = "vp"
        clock.now = lambda: NOON
        status = 70
        try:
            steps = watch(die_at, here)
            ACTIONS[name](here)
            sys.setprofile(None)
            os.write(told, str(steps()).encode())
            status = 0
        except BaseException:
            import traceback

            traceback.print_exc()
        os._exit(status)
    os.close(told)
    with os.fdopen(end, "rb") as said:
        count = said.read()
    status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    if status not in (0, -signal.SIGKILL):
        raise SystemExit(f"{name} at step {die_at}: exit {status}")
    return int(count) if status == 0 else -1


def main() -> None:
    for line in sys.stdin:
        order = json.loads(line)
        print(run(order["name"], Path(order["here"]), order["die_at"]), flush=True)


if __name__ == "__main__":
    main()
