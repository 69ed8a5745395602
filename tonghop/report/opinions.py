"""The units' words in the short report: a section's themes, at most so many, each with how many units of how many.

A sentence with a unit's own number stands with that unit's name alone; what is not printed is counted and stands whole
in the annex of opinions.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from tonghop.plan.model import Kind
from tonghop.report.condensed import condensed, has_own_number, units_of
from tonghop.report.document import Block, Claim, Paragraph, Part, Topic, Topics
from tonghop.report.numbers import Number, Trace
from tonghop.report.writing import Writing, joined
from tonghop.vietnamese import format_count

SECOND_FROM, SECOND_SAID_BY = 10, 4
"""Units on a theme, and units that say its second sentence, from which two sentences are printed."""
WORDS_AT_MOST = 34
"""A longer sentence is printed only where a theme has no shorter one."""
LEAST_THEMES = 2
UNSORTED_SHARE = 0.15
"""Above this share of sentences without a theme the writer is told."""
ANNEX = "Phụ lục ý kiến"


@dataclass(frozen=True, slots=True)
class Asked:
    """How a section of opinions is told: what the units were asked for, how its list begins, themes at most."""

    about: str
    lead: str
    themes: int = 4


SECTIONS = {
    "advantages": Asked("thuận lợi", "Những thuận lợi chủ yếu:", 5),
    "difficulties": Asked("khó khăn", "Những khó khăn chủ yếu:", 5),
    "propaganda_effect": Asked("hiệu quả công tác tuyên truyền", "Các đơn vị đánh giá:", 3),
    "inspection_result": Asked("kết quả kiểm tra, giám sát", "Qua kiểm tra, giám sát:", 3),
    "steps": Asked("các bước làm, cách vận dụng sáng tạo", "Cách làm phổ biến:", 2),
    "model_effect": Asked("hiệu quả của mô hình", "Về hiệu quả:", 2),
    "yearly_commendation": Asked("hình thức sơ kết, biểu dương hằng năm", "Cách sơ kết, biểu dương:", 2),
    "strengths": Asked("ưu điểm", "Ưu điểm nổi bật:"),
    "strengths_causes": Asked("nguyên nhân của ưu điểm", "Nguyên nhân của ưu điểm:"),
    "weaknesses": Asked("hạn chế", "Hạn chế chủ yếu:"),
    "weaknesses_causes": Asked("nguyên nhân của hạn chế", "Nguyên nhân của hạn chế:"),
    "lessons": Asked("bài học kinh nghiệm", "Những bài học chính:"),
    "directions": Asked("phương hướng", "Định hướng các đơn vị cùng nêu:"),
    "tasks": Asked("nhiệm vụ, giải pháp", "Những việc các đơn vị đề ra:"),
    "proposals_district": Asked("đề xuất với huyện", "Các đơn vị đề nghị huyện:"),
    "proposals_province": Asked("đề xuất với tỉnh", "Các đơn vị kiến nghị với tỉnh:"),
}
SILENT = {"situation"}
"""Sections whose words the short report leaves to the writer: what it says there comes from the roster."""


def opinions(writing: Writing, outline: str, less: int = 0, used: Iterable[str] = ()) -> list[Block]:
    """Return what units wrote for one heading of the outline, condensed; a section that nobody wrote under says so.

    `less`: how far to go below the usual length: 1 leaves out second sentences, each further step one theme a section.
    `used`: claims that stand above already (`printed`): no sentence stands twice.
    """
    found: list[Block] = []
    stand = set(used)
    for section in writing.plan.sections:
        if section.outline == outline and section.id not in SILENT:
            found.append(section_of(writing, section.id, section.label, less, stand))
            stand |= printed(found)
    return found


def printed(blocks: Iterable[Block]) -> set[str]:
    """The claims that some blocks print."""
    return {id for block in blocks if isinstance(block, Topics) for topic in block.topics for id in topic.printed}


def section_of(writing: Writing, id: str, label: str, less: int = 0, used: Collection[str] = ()) -> Block:
    """One section of opinions; what is in `used` stands elsewhere."""
    every = Trace("remark_list", "units", "", (("section_id", id),))
    rows = writing.answers.rows_of(every)
    if not rows:
        return Paragraph((f"{label}: chưa có đơn vị nào ghi ý kiến.",), "note")
    asked = SECTIONS.get(id) or Asked(f"{label[:1].lower()}{label[1:]}", f"{label}:")
    found = condensed(rows, writing.plan.themes)
    topics = [_topic(writing, id, theme.id, theme.label, claims, less, used) for theme, claims in found.by_theme]
    most = max(LEAST_THEMES, asked.themes - max(0, less - 1))
    shown = [topic for topic in topics if topic.shown][:most]
    hidden = [topic for topic in topics if topic not in shown]
    said = {claim for topic in shown for claim in topic.printed}
    left = [claim for topic in topics for claim in topic.claims if claim.id not in said]
    others = units_of([*left, *found.unsorted])
    return Topics(
        id, _lead(writing, id, asked, shown), tuple(shown), _rest(writing, id, others, bool(shown)), tuple(hidden),
        found.unsorted, found.filler,
    )  # fmt: skip


def _topic(
    writing: Writing, section: str, theme: str, label: str, claims: Sequence[Claim], less: int, used: Collection[str]
) -> Topic:
    own = chosen([claim for claim in claims if claim.id not in used], less)
    return Topic(
        theme, label, _units(writing, f"topic.{section}.{theme}", f"Số đơn vị nêu ý kiến về {label}", section,
                             units_of(claims)),
        _all(writing, section), tuple(_printed(writing, claim) for claim in own), tuple(claims),
        tuple(claim.id for claim in own),
    )  # fmt: skip


def _all(writing: Writing, section: str) -> Number:
    trace = Trace("remark_list", "units", "", (("section_id", section),))
    says = f"Số đơn vị ghi ý kiến ở mục {_label(writing, section)}"
    return writing.answers.number(f"opinions.{section}", says, trace)


def _units(writing: Writing, id: str, says: str, section: str, units: Sequence[str]) -> Number:
    trace = Trace("remark_list", "units", "", (("section_id", section), ("unit_id", tuple(units))))
    return writing.answers.number(id, f"{says} ({_label(writing, section)})", trace)


def _label(writing: Writing, section: str) -> str:
    return next((one.label for one in writing.plan.sections if one.id == section), section)


def chosen(claims: Sequence[Claim], less: int = 0) -> list[Claim]:
    """The one or two claims of a theme that are printed: plain ones before those with a unit's own number."""
    plain = [claim for claim in claims if not has_own_number(claim.text)]
    short = [claim for claim in plain if len(claim.text.split()) <= WORDS_AT_MOST]
    first = (short or plain or list(claims))[:1]
    second = [claim for claim in short if claim not in first and len(claim.units) >= SECOND_SAID_BY][:1]
    return first + (second if not less and len(units_of(claims)) >= SECOND_FROM else [])


def _printed(writing: Writing, claim: Claim) -> str:
    """A claim as it is printed; one with a unit's own number as that unit wrote it, with its name."""
    text = " ".join(claim.text.split()).rstrip(" .;")
    if has_own_number(claim.text):
        return f"{text} ({writing.name(claim.said[0].unit_id)})"
    return text


def _lead(writing: Writing, id: str, asked: Asked, topics: Sequence[Topic]) -> Paragraph:
    """How many units wrote, on what most, and which kinds of unit say that."""
    parts: list[Part] = ["Có ", _all(writing, id), "/", writing.asked_number, f" đơn vị nêu ý kiến về {asked.about}"]
    if not topics:
        return Paragraph((*parts, "."))
    first = topics[0]
    parts += [f"; nhiều nhất là về {first.label} (", first.units, " đơn vị", *_kinds(writing, id, first), ")"]
    if len(topics) > 1 and topics[1].units.value:
        parts += [f", tiếp đến là về {topics[1].label} (", topics[1].units, " đơn vị)"]
    return Paragraph((*parts, f". {asked.lead}"))


def _kinds(writing: Writing, section: str, topic: Topic) -> tuple[Part, ...]:
    """ ", trong đó 12 chi bộ, 9 đảng bộ": the two kinds with most units behind a theme; nothing where there is one."""
    found = [
        (_units(writing, f"topic.{section}.{topic.theme_id}.{kind.id}", f"{kind.label} nêu ý kiến về {topic.label}",
                section, own), f" {of_kind(kind.label)}")
        for kind, own in by_kind(writing, units_of(topic.claims))
    ]  # fmt: skip
    if len(found) < 2:
        return ()
    found.sort(key=lambda pair: -int(pair[0].value or 0))
    return ", trong đó ", *joined(found[:2], ", ")


def by_kind(writing: Writing, units: Iterable[str]) -> list[tuple[Kind, list[str]]]:
    """Units by their kind, in the plan's order; kinds that have none are left out."""
    kinds = {unit.id: unit.kind for unit in writing.plan.units}
    every = list(units)
    found = [(kind, [unit for unit in every if kinds.get(unit) == kind.id]) for kind in writing.plan.kinds]
    return [(kind, own) for kind, own in found if own]


def of_kind(label: str) -> str:
    """A kind of unit after a number: "12 chi bộ"; "6 đơn vị MTTQ và các tổ chức chính trị - xã hội"."""
    return f"đơn vị {label}" if label[1:2].isupper() else f"{label[:1].lower()}{label[1:]}"


def _rest(writing: Writing, id: str, units: Sequence[str], is_after: bool) -> Paragraph | None:
    if not units:
        return None
    number = _units(writing, f"opinions.{id}.rest", "Số đơn vị có ý kiến khác", id, units)
    return Paragraph((f"Ý kiến {'khác ' if is_after else ''}của ", number, f" đơn vị: {ANNEX}."))


def lines_of(topics: Topics) -> list[str]:
    """A section of opinions as it is printed: its lead, a line a theme, whose words are elsewhere."""
    said = [f"Về {one.label} ({one.units.text}/{one.of.text} đơn vị): {'. '.join(one.shown)}." for one in topics.topics]
    return [topics.lead.text, *said, *([topics.rest.text] if topics.rest else [])]


def warnings(blocks: Sequence[Block]) -> list[str]:
    """What the writer is told: sections of which many sentences fit no theme; how many sentences were filler."""
    sections = [block for block in blocks if isinstance(block, Topics)]
    unsorted = [sum(len(claim.said) for claim in one.unsorted) for one in sections]
    sorted_in = [sum(len(c.said) for topic in (*one.topics, *one.hidden) for c in topic.claims) for one in sections]
    every, outside = sum(sorted_in) + sum(unsorted), sum(unsorted)
    said = []
    if every and outside > UNSORTED_SHARE * every:
        said.append(
            f"{format_count(outside)}/{format_count(every)} câu ý kiến chưa xếp được vào chủ đề nào: đề nghị bổ sung "
            "từ nhận biết ở trang Kế hoạch và đơn vị, bảng Chủ đề."
        )
    filler = sum(len(one.filler) for one in sections)
    if filler:
        said.append(
            f"Đã bỏ {format_count(filler)} câu quá ngắn hoặc không nêu nội dung (nhất trí, không có ý kiến thêm…)."
        )
    return said
