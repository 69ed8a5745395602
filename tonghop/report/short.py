"""The report as it is signed (Bản gọn): the plan's outline in twelve to eighteen pages, tables in the appendices.

The program's own sentences tell the figures; the units' words stand condensed by theme, whole in the annex of opinions.
Pure: the same answers make the same report.
"""

from collections.abc import Callable, Sequence
from itertools import groupby

from tonghop.plan.model import Choice
from tonghop.report import short_appendices
from tonghop.report.conduct import sheets_in
from tonghop.report.document import Block, Heading, Made, Paragraph, Part, Report, Topics
from tonghop.report.opinions import by_kind, lines_of, of_kind, opinions, printed, warnings
from tonghop.report.short_judged import still_to_do, what_fell_short, what_went_well
from tonghop.report.short_models import awards, models, put_forward
from tonghop.report.short_years import inspections, papers_issued, propaganda
from tonghop.report.writing import Writing, joined
from tonghop.vietnamese import format_date

FREE = "Phần này do người viết báo cáo bổ sung."
WRITER = (
    "[Người viết bổ sung 02–03 câu về vị trí, kinh tế - xã hội, đời sống nhân dân và tình hình Đảng bộ huyện; "
    "không quá 80 từ.]"
)

LIMITS = ((("I",), 650), (("II.1",), 1300), (("II.2",), 1400), (("III",), 1200), (("IV", "V"), 1100))
"""Words at most of each part of the outline; where there are more, the units' words give way first."""
LESS_AT_MOST = 4

SECTIONS: dict[str, tuple[Callable[[Writing], list[Block]], ...]] = {
    "I": (lambda writing: structure(writing),),
    "II.1.1": (papers_issued,),
    "II.1.2": (propaganda,),
    "II.1.3": (inspections,),
    "II.2": (models, awards, put_forward),
    "III.1": (what_went_well,),
    "III.2": (what_fell_short,),
    "IV.2": (still_to_do,),
}
"""What the program itself says under a heading of the outline, before the units' words."""


def short(writing: Writing, made: Made, is_sample: bool = False) -> Report:
    """Put the short report together."""
    body: list[Block] = []
    for most, headings in groupby(writing.plan.outline, key=_limit):
        body += _within(writing, list(headings), most, printed(body))
    told = [Paragraph((text,), "note") for text in warnings(body)]
    return Report(
        writing.plan.report_subject, made, (*opening(writing), *told, *body),
        short_appendices.short_appendices(writing), is_sample, writing.left_out, is_short=True,
    )  # fmt: skip


def _limit(heading: Choice) -> int | None:
    """The most words of the part of the report that a heading belongs to."""
    for parts, most in LIMITS:
        if any(heading.id == part or heading.id.startswith(f"{part}.") for part in parts):
            return most
    return None


def _within(writing: Writing, headings: Sequence[Choice], most: int | None, used: set[str]) -> list[Block]:
    """A part of the report at its usual length, or as much shorter as its limit asks."""
    for less in range(LESS_AT_MOST + 1):
        found: list[Block] = []
        for one in headings:
            found += _under(writing, one, less, used | printed(found))
        if most is None or sum(map(words_of, found)) <= most:
            break
    return found


def _under(writing: Writing, heading: Choice, less: int, used: set[str]) -> list[Block]:
    level = heading.id.count(".") + 1
    found: list[Block] = [Heading(heading.id if level == 1 else heading.id.partition(".")[2], heading.label, level)]
    found += [block for section in SECTIONS.get(heading.id, ()) for block in section(writing)]
    found += opinions(writing, heading.id, less, used)
    is_leaf = not any(other.id.startswith(f"{heading.id}.") for other in writing.plan.outline)
    return [*found, Paragraph((FREE,), "note")] if is_leaf and len(found) == 1 else found


def words_of(block: Block) -> int:
    """The words of a block that are read as text: no table, no remark to the writer."""
    match block:
        case Heading():
            return len(block.text.split()) + 1
        case Paragraph(look="note"):
            return 0
        case Paragraph():
            return len(block.text.split())
        case Topics():
            return sum(len(text.split()) for text in lines_of(block))
    return 0


def opening(writing: Writing) -> list[Block]:
    """On what the report rests: the plan, of how many units, up to which day, who is missing by name."""
    plan, source = writing.plan, sheets_in(writing)
    have = set(writing.answers.units(source))
    lacking = [unit for unit in writing.asked if unit not in have]
    parts: list[Part] = [
        f"Thực hiện Kế hoạch số {plan.id}, ngày {format_date(plan.issued_on)} của {plan.issued_by}, trên cơ sở "
        "báo cáo, số liệu của ", *writing.of_units("units.in", source),
        f", tính đến hết ngày {format_date(writing.as_of)}",
    ]  # fmt: skip
    if 0 < len(lacking) <= NAMED_AT_MOST:
        number = writing.of_asked("units.lacking", "Số đơn vị chưa gửi số liệu", lacking)
        parts += [" (còn ", number, f" đơn vị chưa gửi số liệu: {writing.listed(lacking)})"]
    elif lacking:
        number = writing.of_asked("units.lacking", "Số đơn vị chưa gửi số liệu", lacking)
        parts += [" (còn ", number, " đơn vị chưa gửi số liệu, nêu tên ở Phụ lục 1)"]
    parts.append(f", {plan.issued_by} báo cáo kết quả như sau:")
    found: list[Block] = [Paragraph(tuple(parts))]
    return [*found, Paragraph((writing.left_out,), "rests")] if writing.left_out else found


NAMED_AT_MOST = 10
"""Units missing that the opening names; more are named in appendix 1."""


def structure(writing: Writing) -> list[Block]:
    """The district's units from the roster, and the place that the writer fills."""
    kinds = [
        (writing.of_asked(f"units.kind.{kind.id}", f"Số {kind.label} thuộc phạm vi Kế hoạch", own),
         f" {of_kind(kind.label)}")
        for kind, own in by_kind(writing, writing.asked)
    ]  # fmt: skip
    parts: list[Part] = ["Phạm vi thực hiện Kế hoạch gồm ", writing.asked_number, " đơn vị"]
    if kinds:
        parts += [": ", *joined(kinds, ", ")]
    parts.append(". ")
    parts += _dossiers(writing)
    return [Paragraph(tuple(parts)), Paragraph((WRITER,), "note")]


def _dossiers(writing: Writing) -> list[Part]:
    """How far each dossier is on the day."""
    items: list[tuple[Part, ...]] = []
    for dossier in writing.plan.dossiers:
        done, in_time, expected = (
            writing.number(f"dossier.{dossier.id}.{id}", f"{dossier.label}: {says}", "dossier_status", "units",
                           dossier_id=dossier.id, status=statuses)
            for id, says, statuses in (("done", "đã đủ", ("on_time", "late")), ("on_time", "đúng hạn", ("on_time",)),
                                       ("asked", "phải nộp", OWED))
        )  # fmt: skip
        if expected.value:
            of_time = (" (đúng hạn ", in_time, ")") if done.value else ()
            items.append((f"{dossier.label[:1].lower()}{dossier.label[1:]} ", done, "/", expected, " đơn vị", *of_time))
    if not items:
        return []
    return [f"Đến hết ngày {format_date(writing.as_of)}, số đơn vị đã hoàn thành: ", *joined(items), " (Phụ lục 1)."]


OWED = ("on_time", "late", "incomplete", "returned", "not_due", "missing")
"""All statuses of a dossier but exempt."""
