"""What the figures alone say of strengths, shortcomings and what is still to be done: the program's own sentences.

Sections III.1, III.2 and IV.2 of the outline; the units' words follow them. Nothing is judged that no figure bears out.
"""

from collections.abc import Sequence

from tonghop.plan.model import Indicator
from tonghop.report.conduct import label_of, sheets_in
from tonghop.report.document import Block, Paragraph, Part
from tonghop.report.models import MODELS
from tonghop.report.nominated import NOMINATED
from tonghop.report.numbers import KNOWN, Number, Trace
from tonghop.report.show_years import compared, weight
from tonghop.report.writing import Writing, joined

TOLD = 3
"""Indicators that grew, or fell, named at most."""
CHANGED = 1.2
"""Ends that differ by less than this are no change worth a word here."""
FEW = 5
"""Counts below this are too small to speak of growing or falling."""


def what_went_well(writing: Writing) -> list[Block]:
    """III.1: how many units take part, have models, were awarded; what grew most."""
    items: list[tuple[Part, ...]] = []
    for trace, id, words in (
        (sheets_in(writing), "units.in", "gửi số liệu"),
        (MODELS, "models", "xây dựng được mô hình"),
        (Trace("unit_facts", "units", "", (("awarded_models", KNOWN),)), "awarded", "có số liệu về mô hình được khen"),
        (NOMINATED, "nominations", "giới thiệu mô hình đề nghị biểu dương"),
    ):
        if writing.answers.units(trace):
            items.append((*writing.of_units(id, trace), f" {words}"))
    found: list[Block] = []
    if items:
        found.append(Paragraph(("Mức độ tham gia của các đơn vị: ", *joined(items), ".")))
    grown = _moved(writing, grows=True)
    if grown:
        parts = joined([_ends(writing, one, told) for one, told in grown])
        lead = "Tăng rõ nhất qua các năm (tính trên những đơn vị báo cáo cả hai năm) là: "
        found.append(Paragraph((lead, *parts, ".")))
    return found


def what_fell_short(writing: Writing) -> list[Block]:
    """III.2: who has sent nothing, who has no model, what is not stated, what fell most."""
    have = set(writing.answers.units(sheets_in(writing)))
    models = set(writing.answers.units(MODELS))
    silent = [unit for unit in writing.asked if unit not in have]
    without = [unit for unit in writing.asked if unit in have and unit not in models]
    partial = _years_lacking(writing)
    items: list[tuple[Part, ...]] = [
        (writing.of_asked(f"short.{id}", f"Số đơn vị {words}", units), f" đơn vị {words}")
        for id, words, units in (
            ("silent", "chưa gửi số liệu", silent), ("without", "chưa kê khai mô hình nào", without),
            ("partial", f"báo cáo chưa đủ {len(writing.plan.years)} năm ở ít nhất một chỉ tiêu", partial),
        ) if units
    ]  # fmt: skip
    for id, words, where in (
        ("kind", "mô hình chưa ghi tập thể hay cá nhân", {"kind": None}),
        ("level", "mô hình chưa ghi cấp", {"level": None}),
        ("sector", "mô hình chưa phân loại lĩnh vực", {"sector_id": "chua_phan_loai"}),
    ):
        number = writing.number(f"unstated.{id}", f"Số {words}", "model_list", "count", **where)
        if number.value:
            items.append((number, f" {words}"))
    found: list[Block] = []
    if items:
        found.append(Paragraph(("Qua tổng hợp còn ", *joined(items), ".")))
    fallen = _moved(writing, grows=False)
    if fallen:
        parts = joined([_ends(writing, one, told) for one, told in fallen])
        found.append(Paragraph(("Giảm nhiều nhất qua các năm (tính trên những đơn vị báo cáo cả hai năm) là: ", *parts,
                                "; cần đối chiếu với điều kiện từng năm trước khi đánh giá.")))  # fmt: skip
    return found


def still_to_do(writing: Writing) -> list[Block]:
    """IV.2: papers that are still owed on the day, part by part."""
    items: list[tuple[Part, ...]] = []
    for one in writing.plan.obligations:
        number = writing.number(
            f"owed.{one.id}", f"{one.label}: số đơn vị còn phải hoàn thành", "submission_status", "units",
            obligation_id=one.id, status=("missing", "incomplete", "returned"),
        )  # fmt: skip
        if number.value:
            items.append((f"{one.label[:1].lower()}{one.label[1:]} ", number, " đơn vị"))
    if not items:
        return []
    lead = "Trước mắt, đôn đốc hoàn thành hồ sơ còn thiếu hoặc phải làm lại theo Kế hoạch: "
    return [Paragraph((lead, *joined(items), " (nêu tên ở Phụ lục 1)."))]


def _moved(writing: Writing, *, grows: bool) -> list[tuple[Indicator, list[tuple[int, Number]]]]:
    """The indicators that changed most in one direction, greatest first."""
    found = []
    for one in writing.plan.indicators:
        told = compared(writing, one)
        if len(told) < 2:
            continue
        start, end = (int(told[place][1].value or 0) for place in (0, -1))
        low, high = (start, end) if grows else (end, start)
        if high >= max(FEW, CHANGED * low):
            found.append((one, told))
    return sorted(found, key=lambda pair: weight(pair[1]), reverse=True)[:TOLD]


def _ends(writing: Writing, indicator: Indicator, told: Sequence[tuple[int, Number]]) -> tuple[Part, ...]:
    (first, start), (last, end) = told[0], told[-1]
    return f"{label_of(indicator)} từ ", start, f" ({first}) thành ", end, f" ({last})"


def _years_lacking(writing: Writing) -> list[str]:
    lacking = {
        row["unit_id"]
        for row in writing.answers.rows("figure_reporting")
        if 0 < row["years_reported"] < row["years_asked"]
    }
    return [unit for unit in writing.asked if unit in lacking]
