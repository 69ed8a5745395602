"""Section II.2 in the short report: what was built and where the gaps are, three models a sector by name, awards.

A model stands with one result in numbers in its unit's own words, or with none: nothing is made up.
"""

import re
from collections.abc import Sequence
from typing import Any

from tonghop.report import nominated
from tonghop.report.condensed import has_own_number
from tonghop.report.conduct import five_years, nil
from tonghop.report.document import Block, Paragraph, Part
from tonghop.report.models import MODELS, by_sector_table
from tonghop.report.numbers import KNOWN, Number
from tonghop.report.opinions import by_kind, of_kind
from tonghop.report.short_years import trends
from tonghop.report.wording import sentences
from tonghop.report.writing import RETURN_SHEETS, Writing, is_yearly_award, joined, unnamed
from tonghop.store.appraisals import FOR_DISTRICT, FOR_PROVINCE
from tonghop.vietnamese import fold_key

NAMED = 3
"""Models named in a sector."""
RESULT_AT_MOST = 18
"""Words of a result; a longer sentence is cut between its clauses."""
KEPT = {"Đảng", "Bác", "Huyện", "Tỉnh", "Hội", "Đoàn", "Mặt", "Nhà", "Zalo", "Agribank", "Covid-19", "Tết"}
"""First words of names that keep their capital after a colon."""
UNCLASSIFIED = "chua_phan_loai"


def models(writing: Writing) -> list[Block]:
    """How many, of what kind and level, in which units, and who has none."""
    total = writing.answers.number("models", "Số mô hình các đơn vị kê khai", MODELS)
    if not total.value:
        return [Paragraph(("Chưa có đơn vị nào gửi danh sách mô hình.",))]
    plan = writing.plan
    period = f"Từ năm {plan.models_from} đến tháng {plan.issued_on.month} năm {plan.models_to}"
    kinds = [
        (number, words) for id, says, words in (
            ("tap_the", "Số mô hình tập thể", " mô hình tập thể"),
            ("ca_nhan", "Số mô hình cá nhân", " mô hình cá nhân"),
            (None, "Số mô hình chưa ghi tập thể, cá nhân", " mô hình đơn vị chưa ghi là tập thể hay cá nhân"),
        ) if (number := _count(writing, f"models.{id}", says, kind=id)).value
    ]  # fmt: skip
    levels = [
        (number, f" mô hình {words}") for id, words in (
            *((one.id, f"cấp {one.label.lower()}") for one in plan.levels), (None, "chưa ghi cấp")
        ) if (number := _count(writing, f"models.level.{id or 'none'}", f"Số mô hình {words}", level=id)).value
    ]  # fmt: skip
    said: list[Part] = [f"{period}, ", *writing.of_units("models", MODELS), " đã xây dựng ", total, " mô hình, gồm "]
    said += [*joined(kinds, ", "), ". Theo cấp do đơn vị ghi khi kê khai có ", *joined(levels, ", "), "."]
    by_sector = unnamed(by_sector_table(writing))
    return [Paragraph(tuple(said)), _by_kind(writing), *_without(writing), by_sector, *_named(writing)]


def _count(writing: Writing, id: str, says: str, **where: Any) -> Number:
    return writing.number(id, says, "model_list", "count", **where)


def _by_kind(writing: Writing) -> Paragraph:
    """Which kinds of unit built how many."""
    counted = [
        (
            _count(writing, f"models.of.{kind.id}", f"Số mô hình của {kind.label}", unit_id=tuple(own)),
            of_kind(kind.label),
        )
        for kind, own in by_kind(writing, writing.answers.units(MODELS))
    ]
    counted.sort(key=lambda pair: -int(pair[0].value or 0))
    items = [(writing.basis(number.id, number.trace), f" {kind} có ", number, " mô hình") for number, kind in counted]
    return Paragraph(("Chia theo loại đơn vị: ", *joined(items), "."))


def _without(writing: Writing) -> list[Block]:
    """Who has sent figures but no model, and sectors in which nobody has one."""
    have = set(writing.answers.units(MODELS))
    sent = set(writing.answers.units(writing.with_sheet(RETURN_SHEETS)))
    lacking = [unit for unit in writing.asked if unit in sent and unit not in have]
    found: list[Block] = []
    if lacking:
        number = writing.of_asked("models.lacking", "Số đơn vị đã gửi số liệu, chưa có mô hình nào", lacking)
        found.append(Paragraph(("Còn ", number, f" đơn vị đã gửi số liệu nhưng chưa kê khai mô hình: "
                                f"{writing.listed(lacking)}.")))  # fmt: skip
    used = {row["sector_id"] for row in writing.answers.rows("models_by_sector")}
    empty = [one.label for one in writing.plan.sectors if one.id not in used | {UNCLASSIFIED, "khac"}]
    if empty:
        found.append(Paragraph((f"Chưa có mô hình nào ở lĩnh vực: {'; '.join(empty)}.",)))
    return found


def _named(writing: Writing) -> list[Block]:
    """A paragraph a sector, most models first: how many, in how many units, three of them by name."""
    labels = {one.id: one.label for one in writing.plan.sectors}
    chosen = chosen_models(writing)
    used: set[str] = set()
    found: list[Block] = []
    for row in sorted(writing.answers.rows("models_by_sector"), key=_place):
        id = row["sector_id"]
        label = labels.get(id, id)
        count = _count(writing, f"models.sector.{id}", f"{label}: mô hình", sector_id=id)
        head = f"Lĩnh vực {label[:1].lower()}{label[1:]}" if id not in (UNCLASSIFIED, "khac") else (
            "Lĩnh vực khác" if id == "khac" else "Chưa phân loại lĩnh vực"
        )  # fmt: skip
        parts: list[Part] = [f"{head}: ", count, " mô hình của ", writing.basis(count.id, count.trace), " đơn vị."]
        named = id != UNCLASSIFIED and best(writing.answers.where("model_list", ("sector_id", id)), chosen, used)
        if named:
            used |= {row["unit_id"] for row in named}
            parts.append(f" Tiêu biểu: {'; '.join(_said(writing, row) for row in named)}.")
        found.append(Paragraph(tuple(parts), "item"))
    return found


def _place(row: dict[str, Any]) -> tuple[bool, int]:
    return row["sector_id"] == UNCLASSIFIED, -int(row["models"])


def chosen_models(writing: Writing) -> set[tuple[str, str]]:
    """Models that were chosen for an award: unit and name."""
    rows = writing.answers.where("selection_list", ("decision", tuple(FOR_DISTRICT | FOR_PROVINCE)))
    return {(row["unit_id"], fold_key(row["name"])) for row in rows}


def best(
    rows: Sequence[dict[str, Any]], chosen: set[tuple[str, str]], used: set[str]
) -> list[dict[str, Any]]:
    """Three models, each of another unit where there are three: chosen ones, nominated ones, of a high level, with a
    result in numbers; among alike ones units that no other sector has named.
    """
    levels = {"tinh": 2, "huyen": 1}

    def rank(row: dict[str, Any]) -> tuple[bool, ...]:
        return (
            (row["unit_id"], fold_key(row["name"])) in chosen,
            bool(result_of(row["summary"])),
            bool(row["nominated"]),
            row["unit_id"] not in used,
            levels.get(row["level"], 0) > 1,
            levels.get(row["level"], 0) > 0,
        )

    ordered = sorted(rows, key=rank, reverse=True)
    found: list[dict[str, Any]] = []
    for row in ordered:
        if len(found) < NAMED and row["unit_id"] not in {one["unit_id"] for one in found}:
            found.append(row)
    names = {fold_key(row["name"]) for row in found}
    for row in ordered:
        if len(found) < NAMED and fold_key(row["name"]) not in names:
            found.append(row)
            names.add(fold_key(row["name"]))
    return found


def _said(writing: Writing, row: dict[str, Any]) -> str:
    result = result_of(row["summary"])
    name = " ".join(str(row["name"]).split()).strip("“”\"'")
    return f"“{name}” ({writing.name(row['unit_id'])}){f': {result}' if result else ''}"


def result_of(summary: str | None) -> str:
    """One result in numbers out of a model's summary, in the unit's words; "" where it tells none."""
    for sentence in sentences(summary or ""):
        if not has_own_number(sentence):
            continue
        text = " ".join(sentence.split()).rstrip(" .;")
        if len(text.split()) <= RESULT_AT_MOST:
            return _lowered(text)
        for clause in re.split(r"[;,]\s+(?=\D)", text):
            if has_own_number(clause) and len(clause.split()) <= RESULT_AT_MOST:
                return _lowered(clause)
    return ""


def _lowered(text: str) -> str:
    """Go on after a colon: a first word that is no name begins small."""
    first, *rest = text.split(" ", 1)
    is_name = any(letter.isupper() for letter in first[1:]) or (bool(rest) and rest[0][:1].isupper()) or first in KEPT
    return text if is_name or not text[:1].isupper() else text[:1].lower() + text[1:]


def awards(writing: Writing) -> list[Block]:
    """Commendations: models counted once, then by year as "lượt" with the trend; the table is an appendix."""
    plan = writing.plan
    years = f"{plan.years_from}–{plan.years_to}"
    once = writing.number(
        "awarded_models", "Số mô hình được biểu dương, khen thưởng, không tính trùng", "unit_facts", "sum",
        "awarded_models", awarded_models=KNOWN,
    )  # fmt: skip
    parts: list[Part] = []
    if once.value:
        parts += [f"Giai đoạn {years}, không tính trùng có ", once, " mô hình được biểu dương, khen thưởng ("]
        parts += [*writing.of_units("awarded_models", once.trace), "). "]
    totals = [(one, five_years(writing, one)) for one in plan.indicators if one.sheet == "Khen thưởng"]
    items = [writing.counted(number, one) for one, number in totals if number.value]
    first = totals[0][0] if totals else None
    if items:
        parts += ["Tính theo lượt của từng năm, cả giai đoạn có ", *joined(items, ", "), " (Phụ lục 3)."]
        parts += trends(writing, [one for one, n in totals if n.value and (not is_yearly_award(one) or one is first)])
    elif not parts:
        parts = ["Chưa có đơn vị nào báo cáo số liệu khen thưởng hằng năm."]
    return [Paragraph(tuple(parts)), *nil(totals)]


def put_forward(writing: Writing) -> list[Block]:
    """How many models are nominated, by how many units, what was decided."""
    total = nominated.total(writing)
    if not total.value:
        return [Paragraph(("Chưa có đơn vị nào giới thiệu mô hình đề nghị biểu dương, khen thưởng.",))]
    parts: list[Part] = ["Thực hiện Kế hoạch, ", *writing.of_units("nominations", nominated.NOMINATED), " giới thiệu "]
    parts += [total, " mô hình đề nghị biểu dương, khen thưởng (danh sách ở Phụ lục 6)"]
    decided = nominated.by_decision(writing)
    has_decision = any(row["decision"] for row in writing.answers.rows("selection_list"))
    told: list[Part] = ["; chưa có quyết định xét chọn"]
    if has_decision:
        told = ["; qua thẩm định, xét chọn có ", *joined(decided, ", ")]
    return [Paragraph((*parts, *told, "."))]
