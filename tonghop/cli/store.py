"""The command line over the store itself: is it whole, and back to what is."""

import argparse
import json

from tonghop.cli.common import Verb, in_json, store_of


def add_verbs(verb: Verb) -> None:
    """Add the verbs to a command line."""
    check = verb("verify", "Kiểm tra trọn kho: mọi phiên bản, mọi tệp đã nhận; không ghi gì.", _verify)
    mend = verb("repair", "Dùng lại phiên bản mới nhất còn tốt; nói trước sẽ mất gì.", _repair)
    mend.add_argument("--yes", action="store_true", help="làm thật (không có: chỉ nói sẽ làm gì)")
    for made in (check, mend):
        in_json(made)


def _verify(args: argparse.Namespace) -> int:
    from tonghop.store.repair import verify

    health = verify(store_of(args))
    said = health.says
    if args.json:
        facts = {"version": health.current, "versions": sorted(health.versions), "problems": list(said)}
        print(json.dumps(facts, ensure_ascii=False))
        return 1 if said else 0
    for line in said:
        print(line)
    if said:
        print("Đề nghị chạy python -m tonghop repair để xem có thể dùng lại gì.")
        return 1
    print(f"Kho còn nguyên vẹn: đã kiểm tra {len(health.versions)} phiên bản và mọi tệp đã nhận.")
    return 0


def _repair(args: argparse.Namespace) -> int:
    from tonghop.store.repair import is_needed, outlook, repair, verify

    store = store_of(args)
    health = verify(store)
    if not is_needed(health):
        missing = list(health.says)
        message = "Không có gì để sửa."
        message += " Tệp thiếu chỉ có thể nạp lại hoặc khôi phục từ bản sao lưu." if missing else ""
        print(json.dumps({"message": message, "problems": missing}, ensure_ascii=False) if args.json else message)
        return 1 if missing else 0
    told = outlook(store, health)
    good, lost = told.good, told.lost
    if not args.yes:
        message = f"Sẽ dùng lại phiên bản {good}; tệp hỏng được để riêng, không xóa. Thêm --yes để làm."
    else:
        there = repair(store, health, good)
        message = f"Đã dùng lại phiên bản {good}." + (f" Tệp hỏng ở {there}." if there else "")
    if args.json:
        print(json.dumps({"message": message, "version": good, "lost": list(lost)}, ensure_ascii=False))
    else:
        print(*lost, message, sep="\n")
    return 0 if args.yes else 1
