"""The verb `propose`: what papers in prose say of themselves, of the outline and of the figures. Stores nothing."""

import argparse
import json
import sys
from typing import TYPE_CHECKING

from tonghop.cli.common import Verb, progress, store_of
from tonghop.vietnamese import format_date
from tonghop.visible import visible

if TYPE_CHECKING:
    from tonghop.actions.proposing import Proposed
    from tonghop.plan.model import Plan
    from tonghop.prose.figures import Found

SHOWN = 160


def add_verbs(verb: Verb) -> None:
    """Add the verb to a command line."""
    made = verb(
        "propose",
        "Đọc văn bản của đơn vị và in những gì đề xuất; không ghi gì.",
        _propose,
    )
    made.add_argument("paths", nargs="+", metavar="PATH", help="tệp, thư mục hoặc gói .zip")
    made.add_argument("--json", action="store_true", help="in kết quả dạng JSON")


def _propose(args: argparse.Namespace) -> int:
    from tonghop.actions.proposing import propose
    from tonghop.intake.inbox import collect

    store, inbox = store_of(args), collect(args.paths)
    plan = store.plan()
    files, is_clean = [], True
    for proposed in propose(store, inbox, progress=progress()):
        is_clean = is_clean and proposed.finding is None
        if args.json:
            files.append(as_json(proposed))
        else:
            _print(proposed, plan)
    if args.json:
        print(json.dumps({"files": files}, ensure_ascii=False))
    else:
        for path in inbox.passed_over:
            print(f"Bỏ qua (không phải văn bản): {path}", file=sys.stderr)
        print(f"{len(inbox.items)} tệp; chưa ghi gì vào kho.", file=sys.stderr)
    return 0 if is_clean else 1


def as_json(proposed: "Proposed") -> dict[str, object]:
    """Say it as CONTRACT §4 has it; besides, each figure's place and rule, and why a question is asked."""
    paper = proposed.paper
    head = paper.head if paper else None
    proposal = paper.proposal if paper else None
    said: dict[str, object] = {
        "path": proposed.path,
        "kind": head.kind if head else "other",
        "unit": head.unit_id if head else None,
        "number": head.number if head else None,
        "issued_on": head.issued_on.isoformat() if head and head.issued_on else None,
        "subject": head.subject if head else None,
        "sections": [{"outline": part.outline, "text": part.text} for part in proposal.parts] if proposal else [],
        "figures": [
            {
                "indicator_id": figure.indicator_id,
                "year": figure.year,
                "value": figure.value,
                "sentence": figure.sentence,
                "certain": figure.is_certain,
                "rule": figure.rule,
                "place": figure.place,
            }
            for figure in (proposal.figures if proposal else ())
        ],
        "questions": [
            {
                "indicator_id": question.indicator_id,
                "year": question.year,
                "sentence": question.sentence,
                "why": question.asked,
                "place": question.place,
            }
            for question in (proposal.questions if proposal else ())
        ],
    }
    if proposed.finding:
        said["message"] = proposed.finding.message
    return said


def _print(proposed: "Proposed", plan: "Plan") -> None:
    from tonghop.prose.rules import ASKED, KINDS, RULES

    if proposed.finding:
        print(f"{proposed.path}: {proposed.finding.message}")
        return
    assert proposed.paper is not None
    head, proposal = proposed.paper.head, proposed.paper.proposal
    unit = plan.unit_by_id[head.unit_id].name if head.unit_id else "chưa rõ đơn vị"
    number = f"số {head.number}" if head.number else "chưa có số"
    print(visible(f"{proposed.path}: {KINDS[head.kind]}, {unit}, {number}, ngày {format_date(head.issued_on)}"))
    if head.note:
        print(f"  {visible(head.note)}")
    if head.subject:
        print(f"  Trích yếu: {_short(head.subject)}")
    for text in proposal.parts:
        where = f"Mục {text.outline}" if text.outline else "Không thuộc mục nào"
        print(f"  {where}: {len(text.text.split())} chữ. {_short(text.text)}")
    labels = {indicator.id: indicator.label for indicator in plan.indicators}
    for figure in proposal.figures:
        sure = "chắc chắn" if figure.is_certain else "cần xem"
        print(f"  Đề xuất ({sure}): {labels[figure.indicator_id]}, năm {figure.year}: {figure.value}.")
        print(f"    {_place(figure)} Quy tắc: {RULES[figure.rule]}.")
    for question in proposal.questions:
        year = f", năm {question.year}" if question.year else ""
        print(f"  Cần hỏi: {labels[question.indicator_id]}{year}: {ASKED[question.asked]}.")
        print(f"    {_place(question)}")


def _place(found: "Found") -> str:
    return f"{found.place[:1].upper()}{found.place[1:]}: “{_short(found.sentence)}”"


def _short(text: str) -> str:
    line = visible(" ".join(text.split()))
    return line if len(line) <= SHOWN else f"{line[: SHOWN - 1]}…"
