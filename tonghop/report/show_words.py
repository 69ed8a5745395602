"""Slides of words: what several units say, which models are put forward, who has not sent figures."""

from collections.abc import Sequence
from typing import Any

from tonghop.report import nominated
from tonghop.report.conduct import sheets_in
from tonghop.report.deck import Slide, Words
from tonghop.report.numbers import Number, Trace
from tonghop.report.show_years import cut
from tonghop.report.wording import says_something, sentences
from tonghop.report.words import told_apart
from tonghop.report.writing import Writing, line, table
from tonghop.store.appraisals import DECISIONS, FOR_DISTRICT
from tonghop.vietnamese import format_count

SECTIONS = {
    "strengths": "Ưu điểm",
    "weaknesses": "Hạn chế",
    "lessons": "Bài học kinh nghiệm",
    "proposals_district": "Đề xuất với huyện",
}
"""The sections of the return that have a slide, and how its title begins."""
SENTENCES, SENTENCE_AT_MOST = 5, 150
ALONE, ALONE_AT_MOST = 4, 120
TITLE_AT_MOST = 96
ROWS, TABLES = 7, 3
NAME_AT_MOST, UNIT_AT_MOST, LAST_AT_MOST = 80, 44, 50
NAMES = 18


def words(writing: Writing) -> list[Slide]:
    """A slide a section: the sentences that most units share, each with how many; else some of what they wrote."""
    known = {section.id for section in writing.plan.sections}
    return [_section(writing, id, label) for id, label in SECTIONS.items() if id in known]


def _section(writing: Writing, id: str, label: str) -> Slide:
    every = Trace("remark_list", "units", "", (("section_id", id),))
    rows = writing.answers.rows_of(every)
    if not rows:
        return Slide(f"words.{id}", "points", (f"{label}: chưa có đơn vị nào ghi ý kiến",),
                     points=(("Đề nghị các đơn vị bổ sung ý kiến ở trang “Đánh giá” của biểu mẫu.",),))  # fmt: skip
    shared, own = told_apart([(row["unit_id"], row["text"]) for row in rows])
    rests: Words = ("Ý kiến của ", *writing.of_units(f"words.{id}", every), "; đầy đủ ở báo cáo.")
    if not shared:
        alone = ([one for one in own if any(map(says_something, sentences(one.text)))] or own)[:ALONE]
        return Slide(
            f"words.{id}", "points", (f"{label}: chưa có ý nào từ hai đơn vị trở lên cùng nêu",),
            says=("Trích một số ý kiến theo thứ tự danh sách đơn vị; đề nghị chọn lại trước khi trình bày.",),
            points=tuple((_short(one.text, ALONE_AT_MOST), f" ({writing.name(one.units[0])})") for one in alone),
            rests=rests,
        )  # fmt: skip
    counts = [
        writing.answers.number(
            f"words.{id}.shared.{place}", f"Số đơn vị cùng nêu ý thứ {place} ({label})",
            Trace("remark_list", "units", "", (("section_id", id), ("unit_id", one.units))),
        )
        for place, one in enumerate(shared[:SENTENCES], 1)
    ]  # fmt: skip
    points: list[Words] = [
        (_short(one.text, SENTENCE_AT_MOST), " (", count, " đơn vị)")
        for one, count in zip(shared, counts, strict=False)
    ]
    first = _line(shared[0].text).rstrip(".")
    if len(first) <= TITLE_AT_MOST:
        title: Words = (f"{label}, ", counts[0], f" đơn vị cùng nêu: {first[:1].lower()}{first[1:]}")
        points = points[1:] or [("Các ý khác do từng đơn vị nêu riêng, ở báo cáo.",)]
    else:
        title = f"{label}: ý được nêu nhiều nhất là của ", counts[0], " đơn vị"
    return Slide(
        f"words.{id}", "points", title,
        says=("Các ý do nhiều đơn vị cùng viết, xếp từ nhiều đến ít; câu giống nhau được gom làm một.",),
        points=tuple(points), rests=rests,
    )  # fmt: skip


def _line(text: str) -> str:
    return " ".join(text.split())


def _short(text: str, most: int) -> str:
    return cut(_line(text), most)


# -- models put forward --------------------------------------------------------------------------------------


def chosen(writing: Writing) -> list[Slide]:
    """The models chosen for the district's award, then those for the province; before any decision, the nominated."""
    rows = writing.answers.where("selection_list", ("decision", tuple(DECISIONS)), ("is_listed", True))
    own = [row for row in rows if row["decision"] in FOR_DISTRICT]
    alone = [row for row in rows if row["decision"] == nominated.PROVINCE_ONLY]
    found: list[Slide] = []
    if own:
        message = " mô hình được chọn đề nghị biểu dương, khen thưởng"
        found += _tables(writing, "chosen", nominated.chosen(writing), message, "Đề nghị", _named(own))
    if alone:
        message = " mô hình khác chỉ giới thiệu với tỉnh" if own else " mô hình giới thiệu với tỉnh"
        found += _tables(writing, "province", nominated.province_only(writing), message, "Đề nghị", _named(alone))
    if found:
        return found
    total = nominated.total(writing)
    every = writing.answers.rows_of(nominated.NOMINATED)
    if not every:
        return [Slide("nominations", "points", ("Chưa có mô hình nào được giới thiệu đề nghị khen thưởng",),
                      points=(("Đề nghị các đơn vị gửi danh sách mô hình theo kế hoạch.",),))]  # fmt: skip
    cells = [(row["unit_id"], row["name"], row["implementer"] or "") for row in every]
    decided = "chưa có mô hình nào được chọn đề nghị" if rows else "chưa có quyết định xét chọn"
    return _tables(writing, "nominations", total, f" mô hình được giới thiệu, {decided}", "Đơn vị thực hiện", cells)


def _named(rows: Sequence[dict[str, Any]]) -> list[tuple[str, str, str]]:
    return [(row["unit_id"], row["name"], DECISIONS[row["decision"]]) for row in rows]


def _tables(
    writing: Writing, id: str, total: Number, message: str, last: str, cells: Sequence[tuple[str, str, str]]
) -> list[Slide]:
    pages = [cells[start : start + ROWS] for start in range(0, len(cells), ROWS)][:TABLES]
    head = (("TT", 0.6, "center"), ("Đơn vị", 3.4, "left"), ("Tên mô hình", 5.2, "left"), (last, 3.1, "left"))
    rest = "Danh sách đầy đủ và tóm tắt thành tích ở Phụ lục 7."
    more = f"Bảng nêu theo thứ tự danh sách đơn vị, đến số {format_count(len(pages) * ROWS)}. {rest}"
    found = []
    for place, page in enumerate(pages):
        lines = [
            line(
                number,
                cut(writing.name(unit), UNIT_AT_MOST),
                cut(_line(name), NAME_AT_MOST),
                cut(_line(what), LAST_AT_MOST),
            )
            for number, (unit, name, what) in enumerate(page, place * ROWS + 1)
        ]
        turned = f" ({place + 1}/{len(pages)})" if len(pages) > 1 else ""
        is_cut = place == len(pages) - 1 and len(cells) > len(pages) * ROWS
        found.append(
            Slide(
                f"{id}.{place + 1}", "table", (total, f"{message}{turned}"),
                says=("Tên dài được rút gọn trên trang; tên đầy đủ ở Phụ lục 7.",),
                table=table(id, message.strip(), head, lines), rests=(more if is_cut else rest,),
            )
        )  # fmt: skip
    return found


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
