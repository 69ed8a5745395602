"""Slides of words: what units say by theme, what is to be done, who has not sent figures."""

from dataclasses import replace

from tonghop.report.conduct import sheets_in
from tonghop.report.deck import Slide, Words
from tonghop.report.document import Paragraph, Topics
from tonghop.report.numbers import Trace
from tonghop.report.opinions import section_of
from tonghop.report.short_judged import still_to_do
from tonghop.report.show_years import cut
from tonghop.report.writing import Writing
from tonghop.vietnamese import format_count

SECTIONS = {"strengths": "Ưu điểm", "weaknesses": "Hạn chế"}
"""The sections of the return that have a slide of their own, and how its title begins."""
TASKS = "tasks"
THEMES, SENTENCE_AT_MOST = 5, 130
ALONE, ALONE_AT_MOST = 4, 120
TITLE_AT_MOST = 96
UNIT_AT_MOST = 44
NAMES = 18


def words(writing: Writing) -> list[Slide]:
    """A slide a section: its themes, each with how many units and what most of them say."""
    known = {section.id for section in writing.plan.sections}
    return [_section(writing, id, label) for id, label in SECTIONS.items() if id in known]


def tasks(writing: Writing) -> Slide:
    """What is to be done: papers that are still owed, then what the units set themselves."""
    owed = [block.parts for block in still_to_do(writing) if isinstance(block, Paragraph)]
    slide = _section(writing, TASKS, "Nhiệm vụ")
    return replace(slide, points=(*owed, *slide.points)[:THEMES])


def _section(writing: Writing, id: str, label: str) -> Slide:
    found = section_of(writing, id, label)
    if not isinstance(found, Topics):
        return Slide(f"words.{id}", "points", (f"{label}: chưa có đơn vị nào ghi ý kiến",),
                     points=(("Đề nghị các đơn vị bổ sung ý kiến ở trang “Đánh giá” của biểu mẫu.",),))  # fmt: skip
    every = Trace("remark_list", "units", "", (("section_id", id),))
    rests: Words = ("Ý kiến của ", *writing.of_units(f"words.{id}", every), "; đầy đủ ở Phụ lục ý kiến.")
    topics = (*found.topics, *found.hidden)
    if not topics:
        said = [one for claim in found.unsorted for one in claim.said] or list(found.filler)
        return Slide(
            f"words.{id}", "points", (f"{label}: ý kiến của từng đơn vị, chưa xếp được theo chủ đề",),
            says=("Trích một số ý kiến theo thứ tự danh sách đơn vị; đề nghị chọn lại trước khi trình bày.",),
            points=tuple(
                (_short(one.text, ALONE_AT_MOST), f" ({writing.name(one.unit_id)})") for one in said[:ALONE]
            ),
            rests=rests,
        )  # fmt: skip
    first = topics[0]
    return Slide(
        f"words.{id}", "points", (f"{label}: nhiều nhất là về {first.label}, ", first.units, " đơn vị"),
        says=("Ý kiến xếp theo chủ đề, nhiều đơn vị nêu đứng trước; câu giống nhau được gom làm một.",),
        points=tuple(
            (
                f"{one.label[:1].upper()}{one.label[1:]} (",
                one.units,
                f" đơn vị): {_short(one.shown[0], SENTENCE_AT_MOST)}",
            )
            for one in topics[:THEMES]
        ),
        rests=rests,
    )  # fmt: skip


def _line(text: str) -> str:
    return " ".join(text.split())


def _short(text: str, most: int) -> str:
    return cut(_line(text), most)


# -- who is lacking ------------------------------------------------------------------------------------------


def lacking(writing: Writing) -> Slide:
    """The units that have not sent any figures, by name."""
    source = sheets_in(writing)
    have = set(writing.answers.units(source))
    units = [unit for unit in writing.asked if unit not in have]
    of_units = writing.of_units("units.in", source)
    if not units:
        return Slide("lacking", "points", ("Đủ số liệu của ", *of_units),
                     points=(("Không còn đơn vị nào chưa gửi số liệu.",),))  # fmt: skip
    shown = units if len(units) <= NAMES else units[: NAMES - 1]
    names = [cut(writing.name(unit), UNIT_AT_MOST) for unit in shown]
    if len(units) > len(shown):
        names.append(f"và {format_count(len(units) - len(shown))} đơn vị khác (Phụ lục 1)")
    message: Words = ("Mới có số liệu của ", *of_units, "; đề nghị các đơn vị sau gửi bổ sung")
    if not have:
        message = ("Chưa có đơn vị nào gửi số liệu (", *of_units, ")")
    return Slide(
        "lacking", "names", message,
        says=("Số liệu trong các trang trước chưa gồm những đơn vị này.",), names=tuple(names),
    )  # fmt: skip
