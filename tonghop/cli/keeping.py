"""The verbs that save and bring back a store: `backup`, `restore`, `backup-folder`. The clock is read here."""

import argparse
import json
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tonghop import clock
from tonghop.cli.common import Verb, in_json, store_of
from tonghop.errors import MISUSED, REFUSED, Stop

if TYPE_CHECKING:
    from tonghop.store import Store

TOLD_AT_MOST = 20


def add_verbs(verb: Verb) -> None:
    """Add the verbs to a command line."""
    backup = verb("backup", "Sao lưu toàn bộ kho, kể cả các tệp đã nhận, vào một tệp.", _backup)
    backup.add_argument("file", nargs="?", type=Path, metavar="FILE", help="tệp sao lưu (.zip)")
    backup.add_argument(
        "--due", action="store_true", help="sao lưu vào thư mục đã đặt (backup-folder), nếu có ghi nhận mới"
    )
    restore = verb("restore", "Khôi phục kho từ một bản sao lưu; phần hỏng, thiếu được nêu tên.", _restore)
    restore.add_argument("file", type=Path, metavar="FILE", help="tệp sao lưu (.zip)")
    restore.add_argument("--check", action="store_true", help="chỉ kiểm tra bản sao lưu, không đụng đến kho")
    folder = verb("backup-folder", "Đặt thư mục để kho tự sao lưu mỗi ngày; hoặc cho biết nơi đang đặt.", _folder)
    folder.add_argument("folder", nargs="?", type=Path, metavar="DIR", help="thư mục, nên ở ổ đĩa khác")
    folder.add_argument("--off", action="store_true", help="thôi tự sao lưu; các bản đã có giữ nguyên")
    for made in (backup, restore, folder):
        in_json(made)


def _backup(args: argparse.Namespace) -> int:
    from tonghop.store.backup import backup

    store = store_of(args)
    if args.due == (args.file is not None):
        raise Stop("Lệnh backup cần tên tệp, hoặc --due.", "Ví dụ: backup kho.zip; backup --due.", MISUSED)
    if args.due:
        return _due(args, store)
    saved = backup(store, args.file, made_at=clock.now())
    said: dict[str, Any] = {"version": saved.version, "file": str(saved.file), "problems": saved.problems}
    return _said(args, f"Đã sao lưu phiên bản {saved.version} vào {saved.file}.", saved.problems, **said)


def _due(args: argparse.Namespace, store: "Store") -> int:
    from tonghop.store.daily import back_up_if_due, is_copied, state_of

    if not state_of(store).folder:
        raise Stop("Chưa đặt thư mục sao lưu.", "Đề nghị đặt một lần: python -m tonghop backup-folder DIR.")
    if is_copied(store, state_of(store)):
        raise Stop(
            "Kho dữ liệu này đã được chép hoặc chuyển chỗ từ khi đặt thư mục sao lưu.",
            "Đề nghị đặt lại: python -m tonghop backup-folder DIR.",
        )
    saved = back_up_if_due(store, clock.now())
    state = state_of(store)
    if saved is None:
        problems = (state.trouble,) if state.trouble else ()
        return _said(args, "Không có ghi nhận mới cần sao lưu.", problems, file=None, problems=problems)
    text = f"Đã sao lưu phiên bản {saved.version} vào {saved.file}."
    return _said(args, text, saved.problems, version=saved.version, file=str(saved.file), problems=saved.problems)


def _restore(args: argparse.Namespace) -> int:
    if args.check:
        return _check(args)
    from tonghop.store.restore import restore

    restored = restore(store_of(args), args.file)
    said: dict[str, Any] = {"version": restored.version, "file": str(args.file), "problems": restored.problems}
    return _said(args, f"Đã khôi phục; phiên bản hiện tại là {restored.version}.", restored.problems, **said)


def _check(args: argparse.Namespace) -> int:
    from tonghop.store.restore import examine

    proof = examine(args.file)
    manifest = proof.manifest
    rows = sum(proof.contents.counts.values())
    version = f"phiên bản {manifest.version}, sao lưu lúc {manifest.made_at or 'không rõ'}" if manifest else "bản cũ"
    text = (
        f"{args.file} mở được ({version}): {len(proof.whole)} tệp đã nhận nguyên vẹn, "
        f"{len(proof.contents.counts)} bảng, {rows} dòng."
    )
    said: dict[str, Any] = {
        "file": str(args.file),
        "version": manifest.version if manifest else None,
        "made_at": manifest.made_at if manifest else None,
        "files": len(proof.whole),
        "counts": dict(proof.contents.counts),
        "missing": list(proof.missing.values()),
        "damaged": list(proof.damaged.values()),
        "problems": proof.problems,
    }
    return _said(args, text, proof.problems, **said)


def _folder(args: argparse.Namespace) -> int:
    from tonghop.store.daily import daily_backups, name_folder, same_disk, state_of, word_of

    store = store_of(args)
    if args.off and args.folder is not None:
        raise Stop("Lệnh backup-folder nhận một thư mục hoặc --off, không nhận cả hai.", "", MISUSED)
    if args.off:
        name_folder(store, None)
        text = "Đã thôi tự sao lưu; các bản đã có giữ nguyên."
    elif args.folder is not None:
        state = name_folder(store, args.folder)
        text = f"Kho sẽ tự sao lưu vào {state.folder}, sau lần ghi nhận cuối mỗi ngày."
        if same_disk(store, state.folder):
            text += " Thư mục này cùng ổ đĩa với kho: hỏng ổ là mất cả hai; nên chọn ổ đĩa khác."
    else:
        state = state_of(store)
        place = f" Thư mục: {state.folder}, có {len(daily_backups(state))} bản." if state.folder else ""
        text = f"{word_of(store, clock.now()).text}.{place}"
    state = state_of(store)
    return _said(args, text, (), folder=state.folder or None, last=state.at or None, trouble=state.trouble or None)


def _said(args: argparse.Namespace, text: str, wrong: Iterable[str], **facts: Any) -> int:
    """Say what was done, and on standard error what is lacking; exit status 1 where anything is."""
    told = list(wrong)
    print(json.dumps({"message": text, "is_whole": not told, **facts}, ensure_ascii=False) if args.json else text)
    if not told:
        return 0
    print("Chưa đầy đủ:", file=sys.stderr)
    for line in told[:TOLD_AT_MOST]:
        print(f"  ✗ {line}", file=sys.stderr)
    if len(told) > TOLD_AT_MOST:
        print(f"  … và {len(told) - TOLD_AT_MOST} điều khác (xem hết bằng --json)", file=sys.stderr)
    print("Đề nghị giữ lại các bản sao lưu cũ cho đến khi tìm lại được phần này.", file=sys.stderr)
    return REFUSED
