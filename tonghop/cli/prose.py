"""Verbs for papers in prose: `propose` says what they tell, `confirm` records it, `name` says what one is."""

import argparse
import json
import sys
from typing import TYPE_CHECKING

from tonghop import clock
from tonghop.cli.common import Verb, day_of, progress, recorded, recorded_as, store_of, unit_named, who
from tonghop.errors import MISUSED, Stop
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
    confirm = verb("confirm", "Ghi nhận những số chắc chắn của một báo cáo đã lưu (và số, ý kiến nêu thêm).", _confirm)
    confirm.add_argument("file_id", type=int, metavar="SỐ", help="số thứ tự của báo cáo (ask file_list)")
    confirm.add_argument("--unit", metavar="UNIT", help="đơn vị, nếu báo cáo không nêu")
    confirm.add_argument(
        "--figure", action="append", default=[], metavar="CHỈ_TIÊU.NĂM=SỐ",
        help="nhận thêm một số cần xem, cần hỏi, hoặc số khác (“trống”: để lại), ví dụ conferences.2019=12",
    )  # fmt: skip
    confirm.add_argument("--remarks", action="store_true", help="nhận cả chữ dưới các mục làm ý kiến của đơn vị")
    name = verb("name", "Cho biết một văn bản đã lưu là gì, của đơn vị nào (bản chụp, tệp đời cũ).", _name)
    name.add_argument("file_id", type=int, metavar="SỐ", help="số thứ tự của văn bản (ask file_list)")
    name.add_argument("--unit", metavar="UNIT", help="mã hoặc tên đơn vị")
    name.add_argument("--kind", metavar="LOẠI", help="report, plan, memo, achievements, covering_letter, other")
    name.add_argument("--number", metavar="SỐ_KÝ_HIỆU", help="số, ký hiệu văn bản")
    name.add_argument("--day", metavar="DATE", help="ngày văn bản")
    for each in (confirm, name):
        recorded(each)


def _name(args: argparse.Namespace) -> int:
    from tonghop.actions.naming import name_paper

    store = store_of(args)
    unit = unit_named(store.plan(), args.unit) if args.unit else None
    made = name_paper(
        store, args.file_id, unit_id=unit, kind=args.kind, number=args.number, issued_on=day_of(args.day),
        recorded_at=clock.now(), recorded_by=who(args.by),
    )  # fmt: skip
    return recorded_as(args, f"Đã đặt tên văn bản số {args.file_id}", made.version, made.says)


def _confirm(args: argparse.Namespace) -> int:
    from tonghop.actions.chosen import Chosen, ChosenRemark
    from tonghop.actions.confirming import certain_figures, confirm_unseen, kept_paper, overruled_words, read_kept
    from tonghop.prose.review import review

    store = store_of(args)
    plan, paper = store.plan(), kept_paper(store, args.file_id)
    named = unit_named(plan, args.unit) if args.unit else paper.unit_id
    said = dict(map(_figure, args.figure))
    read = read_kept(store, paper)
    if read.paper is None or read.finding is not None:
        why = read.finding.message if read.finding else "Không đọc được văn bản này."
        raise Stop(why, "Đề nghị nhập số liệu trên màn hình.")
    found = review(read.paper.proposal, plan)

    def choose(before: Chosen | None) -> Chosen:
        """What is certain and what is said, beside what was recorded before."""
        unit = named or (before.unit_id if before else None)
        if unit is None:
            raise Stop("Báo cáo không nêu đơn vị nào.", "Đề nghị thêm --unit.", MISUSED)
        remarks = {one.section_id: one for one in (before.remarks if before else ())}
        if args.remarks:
            remarks |= {o.section_id: ChosenRemark(o.section_id, o.text, o.place) for o in found.remarks if o.is_own}
        figures = certain_figures(found, said, before.figures if before else ())
        return Chosen(unit, figures, tuple(remarks.values()))

    number, made = confirm_unseen(store, paper, choose, recorded_at=clock.now(), recorded_by=who(args.by))
    taken = {one.key for one in made.chosen.figures}
    left, name = sum(item.key not in taken for item in found.items), plan.unit_by_id[made.chosen.unit_id].name
    words = f"Đã ghi nhận {len(taken)} số, {len(made.chosen.remarks)} ý kiến của {name}; còn {left} số để lại"
    lines = overruled_words(made, plan)
    if lines:
        words += f"; {len(lines)} điều được lưu nhưng không được tính"
    return recorded_as(args, words, number, [f"Không được tính: {line}" for line in lines])


def _figure(text: str) -> tuple[str, int | None]:
    """Read "conferences.2019=12". Raises Stop for what is none."""
    from tonghop.vietnamese import parse_count

    key, _, value = text.partition("=")
    number, problem = parse_count(None if value == "trống" else value)
    if problem is not None or not key or not value:
        raise Stop(f"“{text}” không phải chỉ tiêu.năm=số.", "Đề nghị ghi như conferences.2019=12.", MISUSED)
    return key, number


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
                "note": figure.note,
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
                "value": question.value,
                "note": question.note,
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
    note = f" ({_short(found.note)})" if found.note else ""
    return f"{found.place[:1].upper()}{found.place[1:]}: “{_short(found.sentence)}”{note}"


def _short(text: str) -> str:
    line = visible(" ".join(text.split()))
    return line if len(line) <= SHOWN else f"{line[: SHOWN - 1]}…"
