"""The report by the plan's outline I–V: headings word for word, what the figures say, the units' own words.

Who wants a report comes here; the sections stand beside.
"""

from collections.abc import Callable
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from tonghop.report.appendices import appendices
from tonghop.report.conduct import documents, inspections, propaganda, sheets_in
from tonghop.report.document import Block, Heading, Made, Paragraph, Part, Report
from tonghop.report.models import awards, models, nominations
from tonghop.report.numbers import Answers, Trace
from tonghop.report.words import quotes
from tonghop.report.writing import Writing, joined
from tonghop.vietnamese import format_date

if TYPE_CHECKING:
    from tonghop.store import Store

FIGURES: dict[str, tuple[Callable[[Writing], list[Block]], ...]] = {
    "II.1.1": (documents,),
    "II.1.2": (propaganda,),
    "II.1.3": (inspections,),
    "II.2": (models, awards, nominations),
}
"""What the figures say under a heading of the outline, before the units' words."""
FREE = "Phần này do người viết báo cáo bổ sung."


def report_of(store: "Store", as_of: date, made_at: datetime, version: int | None = None) -> Report:
    """Write the report from a store's version (default: the current), as of a day."""
    made = Made(as_of, store.current if version is None else version, made_at)
    writing = writing_of(store, made)
    return build(writing, made, is_sample(writing))


def writing_of(store: "Store", made: Made) -> Writing:
    """What a report is written from: the plan as it holds on the day, and the answers of what counts (`Made`)."""
    from tonghop.on_day import on_day
    from tonghop.store.plans import plan_on

    as_of, number, says = made.as_of, made.version, ""
    if made.is_day_chosen:
        shown = on_day(store, as_of, number)
        number, says = shown.version, shown.says
    return Writing(plan_on(store, as_of, made.version), answers_of(store, as_of, number), as_of, says)


def is_sample(writing: Writing) -> bool:
    """Whether what counts are the sample's made-up figures."""
    return any(row["is_sample"] for row in writing.answers.rows("file_list"))


def answers_of(store: "Store", as_of: date, version: int) -> Answers:
    """The answers of a store's version for a day."""
    from tonghop.questions import ask_rows, questions

    def ask(name: str) -> Any:
        day: dict[str, Any] = {"as_of": as_of} if "as_of" in questions()[name].parameters else {}
        return ask_rows(store, name, version=version, **day)

    return Answers(ask)


def build(writing: Writing, made: Made, is_sample: bool = False) -> Report:
    """Put the report together. Pure: the same answers make the same report."""
    body: list[Block] = list(_opening(writing))
    for one in writing.plan.outline:
        level = one.id.count(".") + 1
        body.append(Heading(one.id if level == 1 else one.id.partition(".")[2], one.label, level))
        under: list[Block] = [block for section in FIGURES.get(one.id, ()) for block in section(writing)]
        under += quotes(writing, one.id)
        is_leaf = not any(other.id.startswith(f"{one.id}.") for other in writing.plan.outline)
        body += under or ([Paragraph((FREE,), "note")] if is_leaf else [])
    return Report(writing.plan.report_subject, made, tuple(body), appendices(writing), is_sample, writing.left_out)


def _opening(writing: Writing) -> list[Block]:
    """On what the report rests: the plan, who has sent figures, who has not; how far the papers are."""
    plan, source = writing.plan, sheets_in(writing)
    title = f"{plan.title[:1].lower()}{plan.title[1:]}"
    first = Paragraph((
        f"Thực hiện Kế hoạch số {plan.id}, ngày {format_date(plan.issued_on)} của {plan.issued_by} về {title}; "
        "qua tổng hợp số liệu của ", *writing.of_units("units.in", source), ", kết quả như sau:",
    ))  # fmt: skip
    have = set(writing.answers.units(source))
    lacking = [unit for unit in writing.asked if unit not in have]
    found: list[Block] = [first]
    if lacking:
        found.append(Paragraph((f"Đơn vị chưa gửi số liệu: {writing.listed(lacking)}.",), "rests"))
    if writing.left_out:
        found.append(Paragraph((writing.left_out,), "rests"))
    return [*found, _papers(writing)]


def _papers(writing: Writing) -> Paragraph:
    """How many units have each dossier complete, and how many of them in time."""
    items: list[tuple[Part, ...]] = []
    for dossier in writing.plan.dossiers:
        where = (("dossier_id", dossier.id),)
        done, in_time = (
            writing.answers.number(f"dossier.{dossier.id}.{name}", f"{dossier.label}: {says}",
                                   Trace("dossier_status", "units", "", (*where, ("status", statuses))))
            for name, says, statuses in (("done", "đã đủ", ("on_time", "late")), ("on_time", "đúng hạn", ("on_time",)))
        )  # fmt: skip
        expected = writing.number(
            f"dossier.{dossier.id}.expected", f"{dossier.label}: phải nộp", "dossier_progress", "value", "expected",
            where=where, behind=Trace("dossier_status", "units", "", where),
        )  # fmt: skip
        items.append(
            (
                f"{dossier.label[:1].lower()}{dossier.label[1:]}: ",
                done,
                "/",
                expected,
                " đơn vị (đúng hạn ",
                in_time,
                ")",
            )
        )
    return Paragraph((f"Tính đến hết ngày {format_date(writing.as_of)}, số đơn vị đã hoàn thành ", *joined(items),
                      "; chi tiết ở Phụ lục 1."))  # fmt: skip
