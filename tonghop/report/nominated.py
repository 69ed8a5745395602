"""The nominated models in numbers: one number of them, on which paper each rests, what was decided, part by part.

Every part is counted apart from the others, so that the parts make the whole; "chưa" is a part like the others.
"""

from tonghop.report.document import Part
from tonghop.report.numbers import Number, Trace
from tonghop.report.writing import Writing, joined
from tonghop.store.appraisals import DECISIONS, FOR_DISTRICT

NOMINATED = Trace("nomination_evidence", "count")
"""A name that a list repeats counts once, wherever nominated models are counted."""
LISTED, MARKED = ("nomination_list",), ("unit_return", "consolidated", "entry")
CHOSEN = tuple(sorted(FOR_DISTRICT))
PROVINCE_ONLY = "province"


def total(writing: Writing) -> Number:
    return writing.answers.number("nominations", "Số mô hình được giới thiệu đề nghị khen thưởng", NOMINATED)


def by_source(writing: Writing) -> tuple[Part, ...]:
    """Say which paper names them: "196 theo danh sách, 36 theo dấu trong biểu"."""
    items = []
    for id, which, words in (("listed", LISTED, "theo danh sách"), ("marked", MARKED, "theo dấu trong biểu Mô hình")):
        number = writing.number(
            f"nominations.{id}", f"Số mô hình được giới thiệu {words}", "nomination_evidence", "count", source=which
        )
        if number.value:
            items.append((number, f" {words}"))
    return joined(items, ", ")


def decided(writing: Writing, id: str, says: str, which: object) -> Number:
    where = (("decision", which), ("is_listed", True))
    return writing.answers.number(f"decided.{id}", says, Trace("selection_list", "count", "", where))


def by_decision(writing: Writing) -> list[tuple[Part, ...]]:
    """Count the nominated models by what was decided, those without a decision last; the parts make the whole."""
    found: list[tuple[Part, ...]] = []
    for id, words in (*DECISIONS.items(), (None, "Chưa có quyết định")):
        number = decided(writing, id or "undecided", f"Mô hình được giới thiệu: {words}", id)
        if number.value:
            found.append((number, f" {words[:1].lower()}{words[1:]}"))
    return found


def chosen(writing: Writing) -> Number:
    """How many are chosen for the district's award; those put forward to the province only are not."""
    return decided(writing, "chosen", "Số mô hình được chọn đề nghị huyện khen thưởng", CHOSEN)


def province_only(writing: Writing) -> Number:
    return decided(writing, "province_only", "Số mô hình chỉ giới thiệu với tỉnh", PROVINCE_ONLY)
