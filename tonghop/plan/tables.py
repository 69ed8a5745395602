"""A plan as tables that people edit, on screen or in a workbook: which, with which columns, and what they say now.

Pure. The way back is tonghop/plan_texts.py.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tonghop.plan.files import MATRIX_SHEETS
from tonghop.plan.model import Plan

BEFORE, UNTIL = "trước ngày", "đến ngày"


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: `kind` is id, text, names (parted by ;), choice, choices, day, count or mark."""

    key: str
    heading: str
    kind: str = "text"
    is_required: bool = False
    choices: Callable[[Plan], Mapping[str, str]] | None = None
    """Id -> label of what may be chosen."""


@dataclass(frozen=True, slots=True)
class Table:
    """One table of the plan: its name for people, the file behind it, its columns (the first is the id)."""

    name: str
    file: str
    columns: tuple[Column, ...]
    label: str
    """The column that a row is known by where it has no id."""


def _labels(attribute: str) -> Callable[[Plan], Mapping[str, str]]:
    return lambda plan: {one.id: one.label for one in getattr(plan, attribute)}


def _same(words: Sequence[str]) -> Callable[[Plan], Mapping[str, str]]:
    return lambda plan: {word: word for word in words}


UNITS, PARTS, KINDS, INDICATORS = "Đơn vị", "Thời hạn", "Loại đơn vị", "Chỉ tiêu"
SECTORS, THEMES = "Lĩnh vực", "Chủ đề"
TABLES = {
    UNITS: Table(
        UNITS,
        "units.csv",
        (
            Column("unit_id", "Mã", "id"),
            Column("name", "Tên đơn vị", is_required=True),
            Column("kind", "Loại đơn vị", "choice", True, _labels("kinds")),
            Column("aliases", "Tên gọi khác", "names"),
            Column("valid_from", "Hiệu lực từ", "day"),
            Column("valid_to", "Hiệu lực đến", "day"),
            Column("roster", "Minh họa", "mark"),
            Column("gso_code", "Mã đơn vị hành chính"),
        ),
        "name",
    ),
    PARTS: Table(
        PARTS,
        "obligations.csv",
        (
            Column("obligation_id", "Mã", "id"),
            Column("label", "Thành phần hồ sơ", is_required=True),
            Column("dossier", "Thuộc hồ sơ", "choice", True, _labels("dossiers")),
            Column("copies", "Số bộ", "count", True),
            Column("inclusive", "Cách đọc", "choice", True, _same((BEFORE, UNTIL))),
            Column("deadline", "Thời hạn", "day", True),
            Column("owed_by", "Loại đơn vị phải nộp", "choices", True, _labels("kinds")),
            Column("plan_section", "Mục trong kế hoạch"),
        ),
        "label",
    ),
    KINDS: Table(
        KINDS,
        "plan.toml",
        (
            Column("id", "Mã", "id"),
            Column("label", "Loại đơn vị", is_required=True),
            Column("nominations_min", "Số mô hình ít nhất", "count", True),
            Column("nominations_max", "Số mô hình nhiều nhất", "count", True),
            Column("prefixes", "Chữ đứng trước tên", "names"),
        ),
        "label",
    ),
    INDICATORS: Table(
        INDICATORS,
        "indicators.csv",
        (
            Column("indicator_id", "Mã", "id"),
            Column("form_sheet", "Trang tính", "choice", True, _same(MATRIX_SHEETS)),
            Column("label", "Chỉ tiêu", is_required=True),
            Column("unit_of_measure", "Đơn vị tính", is_required=True),
            Column("year_from", "Từ năm", "count", True),
            Column("year_to", "Đến năm", "count", True),
        ),
        "label",
    ),
    SECTORS: Table(
        SECTORS,
        "sectors.csv",
        (Column("sector_id", "Mã", "id"), Column("label", "Lĩnh vực", is_required=True)),
        "label",
    ),
    THEMES: Table(
        THEMES,
        "themes.csv",
        (
            Column("theme_id", "Mã", "id"),
            Column("label", "Chủ đề ý kiến", is_required=True),
            Column("words", "Từ nhận biết", "names", is_required=True),
        ),
        "label",
    ),
}

Row = dict[str, Any]
"""Key of a column -> value as typed: text, number, day, mark, or None."""


def rows_of(plan: Plan, table: str) -> list[Row]:
    """Return a table's rows as people see them: labels for choices, days as days."""
    kinds, dossiers = _labels("kinds")(plan), _labels("dossiers")(plan)
    if table == UNITS:
        return [
            {
                "unit_id": u.id,
                "name": u.name,
                "kind": kinds[u.kind],
                "aliases": "; ".join(u.aliases) or None,
                "gso_code": u.gso_code,
                "valid_from": u.valid_from,
                "valid_to": u.valid_to,
                "roster": u.is_illustrative,
            }
            for u in plan.units
        ]
    if table == PARTS:
        return [
            {
                "obligation_id": o.id,
                "label": o.label,
                "dossier": dossiers[o.dossier],
                "copies": o.copies,
                "inclusive": UNTIL if o.inclusive else BEFORE,
                "deadline": o.deadline,
                "owed_by": "; ".join(kinds[kind] for kind in o.owed_by),
                "plan_section": o.plan_section or None,
            }
            for o in plan.obligations
        ]
    if table == INDICATORS:
        return [
            {
                "indicator_id": i.id,
                "form_sheet": i.sheet,
                "label": i.label,
                "unit_of_measure": i.unit_of_measure,
                "year_from": i.year_from,
                "year_to": i.year_to,
            }
            for i in plan.indicators
        ]
    if table == KINDS:
        return [
            {
                "id": k.id,
                "label": k.label,
                "nominations_min": k.nominations_min,
                "nominations_max": k.nominations_max,
                "prefixes": "; ".join(k.prefixes) or None,
            }
            for k in plan.kinds
        ]
    if table == THEMES:
        return [{"theme_id": one.id, "label": one.label, "words": "; ".join(one.words)} for one in plan.themes]
    return [{"sector_id": one.id, "label": one.label} for one in plan.sectors]
